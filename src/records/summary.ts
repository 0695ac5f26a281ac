// What a record run says in the job summary. Pure.
import { codeSpan, inlineText, table } from "../text/markdown.ts";
import type { RecordResult } from "./record-commits.ts";

/** Rows shown; a summary has a size limit, and the records themselves are on their branch. */
const ROWS = 200;

/** Markdown without a final newline. */
export function recordSummary(result: RecordResult): string {
  const rows = result.records
    .slice(0, ROWS)
    .map(({ environment, app, commit, kind }) => [inlineText(environment), inlineText(app), codeSpan(commit), kind]);
  const hidden = result.records.length - rows.length;
  return [
    `**Records**: ${inlineText(result.reason)}`,
    ...(rows.length === 0 ? [] : [table(["environment", "app", "commit", "kind"], rows)]),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
    ...(result.commit === null ? [] : [`Written in ${codeSpan(result.commit)}.`]),
  ].join("\n\n");
}
