// A pull request's records as the section of its note. Pure.
import { formatVersion, type Version } from "../artifacts/version.ts";
import { codeSpan, inlineText, table } from "../text/markdown.ts";
import type { ChangeRecord, RecordedChange } from "./record.ts";
import { recordPath } from "./store.ts";

/** Markdown without a final newline. Everything that comes from outside is inert in it. `recordsBranch`: where the records are. */
export function renderRecordSection(records: readonly ChangeRecord[], recordsBranch: string): string {
  return ["### Recorded", ...records.map((record) => renderRecord(record, recordsBranch))].join("\n\n");
}

function renderRecord(record: ChangeRecord, recordsBranch: string): string {
  const { environment, app, commit, changes } = record;
  return [
    `**${inlineText(app)}** in **${inlineText(environment)}**, commit ${commit}`,
    table(["artifact", "from", "to", "step"], changes.map(row)),
    [
      `- since ${inlineText(record.since)}, ${record.sinceBy === "merge" ? "the time of the merge" : "when it was first seen"}`,
      ...list("approved by", record.approvals, ({ user, commit }) => `${inlineText(user)} (${commit.slice(0, 7)})`),
      ...(record.gate === null ? [] : [`- gate: ${record.gate.state}: ${inlineText(record.gate.description)}`]),
      ...list(
        "gates",
        record.verdicts,
        ({ gate, verdict }) => `${codeSpan(gate)} ${verdict.kind} (${inlineText(verdict.reason)})`,
      ),
      ...record.exceptions.map((exception) => `- **exception:** ${inlineText(exception)}`),
      ...list("tests", record.tests, ({ context, state }) => `${codeSpan(context)} ${inlineText(state)}`),
      ...(record.promotedFrom === null
        ? []
        : [`- promoted from ${inlineText(record.promotedFrom.environment)} at ${record.promotedFrom.commit}`]),
      ...(record.undo.length === 0
        ? []
        : [`- back: ${codeSpan(`waybill set ${record.undo.map(shellWord).join(" ")}`)}`]),
      `- record: ${codeSpan(recordPath(record))} on ${codeSpan(recordsBranch)}`,
    ].join("\n"),
  ].join("\n\n");
}

function row({ artifact, from, to, step }: RecordedChange): readonly string[] {
  return [codeSpan(artifact), version(from), version(to), step];
}

function version(value: Version | null): string {
  return value === null ? "none" : codeSpan(formatVersion(value));
}

function list<T>(title: string, items: readonly T[], render: (item: T) => string): readonly string[] {
  return items.length === 0 ? [] : [`- ${title}: ${items.map(render).join(", ")}`];
}

/** A word that a shell reads as exactly this text: a file may be named as its committer likes, and the line is there to be copied. */
function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
