// What a record run says in the job summary. Pure.
import { codeSpan, inlineText, table } from "../text/markdown.ts";
import type { RecordResult } from "./record-commits.ts";

/** Rows shown; a summary has a size limit, and the records themselves are on their branch. */
const ROWS = 200;

/** Inert Markdown; one part of a page that may have those of other actions after it. */
export function recordSummary(result: RecordResult): string {
  const rows = result.records
    .slice(0, ROWS)
    .map(({ environment, app, commit, kind }) => [inlineText(environment), inlineText(app), codeSpan(commit), kind]);
  const hidden = result.records.length - rows.length;
  const parts = [
    `### Waybill record: ${result.result}`,
    inlineText(result.reason),
    ...(rows.length === 0 ? [] : [table(["environment", "app", "commit", "kind"], rows)]),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
    ...(result.commit === null ? [] : [`Written in ${codeSpan(result.commit)}.`]),
  ];
  return `${parts.join("\n\n")}\n`;
}
