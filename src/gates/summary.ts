// The job summary of the gate. Pure.
import { codeSpan, inlineText, table } from "../text/markdown.ts";
import type { GateResult, JudgedPullRequest } from "./gate-pull-requests.ts";

/** Inert Markdown: one line for what came out, one row for each pull request. */
export function gateSummary({ judged, result, reason }: GateResult): string {
  const head = `### Waybill gate: ${result}\n\n${inlineText(reason)}`;
  if (judged.length === 0) return `${head}\n`;
  const rows = judged.map((one) => [
    linkTo(one),
    one.kind,
    [one.environment, one.app]
      .filter((name) => name !== null)
      .map(codeSpan)
      .join(" "),
    one.verdict,
    one.merge ?? "",
    inlineText(one.reason),
  ]);
  return `${head}\n\n${table(["pull request", "kind", "where", "verdict", "merge", "reason"], rows)}\n`;
}

function linkTo({ number, url }: JudgedPullRequest): string {
  // Only what is certainly an address becomes one.
  return /^https?:\/\/[\w.:/-]+$/.test(url) ? `[#${number}](${url})` : `#${number}`;
}
