// The job summary of build: what was built and under which names, or why nothing was. Pure Markdown.
import { codeSpan, inlineText, table, tableCell } from "../text/markdown.ts";
import type { BuildResult } from "./build.ts";

export function buildSummary(name: string, result: BuildResult): string {
  const { version, tags, digest } = result;
  const rows = [
    ["image", name],
    ["version", version?.version ?? ""],
    ["tags", tags.join(", ")],
    ["digest", digest ?? ""],
  ].filter(([, value]) => value !== "");
  return [
    `### Waybill build: ${result.result}`,
    `${inlineText(result.reason)}.`,
    table(
      ["", ""],
      rows.map(([what = "", value = ""]) => [what, codeSpan(value)].map(tableCell)),
    ),
  ].join("\n\n");
}
