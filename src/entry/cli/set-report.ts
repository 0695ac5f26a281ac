// What `waybill set` says of what it did: the changes, what was left alone, and how much of how many files.
import { equalVersions, formatVersion } from "../../artifacts/version.ts";
import { type Pin, type PinEdit, placeOf } from "../../manifests/pin.ts";
import { changedLines, unifiedDiff } from "../../text/diff.ts";
import { printable } from "../../text/printable.ts";
import { count } from "./count.ts";
import { columns } from "./table.ts";
import type { Terminal } from "./terminal.ts";

export interface RewrittenFile {
  readonly path: string;
  readonly before: Uint8Array | null;
  readonly after: Uint8Array;
}

export interface SetReport {
  /** Each pin once. */
  readonly edits: readonly PinEdit[];
  readonly left: readonly Pin[];
  readonly files: readonly RewrittenFile[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

export function reportSet(terminal: Terminal, report: SetReport): void {
  const { edits, left, files, dryRun } = report;
  const changed = edits.filter((edit) => !equalVersions(edit.pin.version, edit.to) || edit.pin.style === "absent");
  const unchanged = edits.filter((edit) => !changed.includes(edit));
  const lines = files.reduce((sum, { before, after }) => sum + changedLines(before, after), 0);
  if (report.json) {
    const document = {
      changed: changed.map(plainEdit),
      unchanged: unchanged.map(plainEdit),
      left: left.map(plainLeft),
      files: files.map(({ path }) => path),
      lines,
      diff: diffOf(files),
      dryRun,
    };
    terminal.out(`${JSON.stringify(document, null, 2)}\n`);
    return;
  }
  if (dryRun) {
    const shown = diffOf(files).split("\n");
    terminal.out(shown.map((line) => terminal.diffLine(printable(line))).join("\n"));
  }
  terminal.out(
    columns(
      changed.map(({ pin, to }) => [
        placeOf(pin),
        pin.artifact?.name ?? pin.path,
        `${formatVersion(pin.version)} -> ${formatVersion(to)}`,
      ]),
    ),
  );
  for (const pin of left) terminal.err(`${printable(`${placeOf(pin)} is left alone: ${pin.refusal ?? ""}`)}\n`);
  const right = unchanged.length === 0 ? "" : `, ${unchanged.length} already right`;
  terminal.err(
    files.length === 0
      ? `nothing to change: ${unchanged.length === 1 ? "the pin is" : `all ${unchanged.length} pins are`} already right\n`
      : `${dryRun ? "would change" : "changed"} ${count(changed.length, "pin")} in ${count(files.length, "file")}, ${count(lines, "line")}${right}\n`,
  );
}

function diffOf(files: readonly RewrittenFile[]): string {
  return files.map(({ path, before, after }) => unifiedDiff(path, before, after)).join("");
}

function plainEdit({ pin, to }: PinEdit): unknown {
  return { file: pin.file, line: pin.line, path: pin.path, artifact: pin.artifact, from: pin.version, to };
}

function plainLeft(pin: Pin): unknown {
  const { file, line, path, artifact, version, refusal } = pin;
  return { file, line, path, artifact, version, reason: refusal };
}
