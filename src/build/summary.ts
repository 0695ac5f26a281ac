// The job summary of build: what image or chart was built and under which names, or why nothing was. Pure Markdown.
import { codeSpan, inlineText, table, tableCell } from "../text/markdown.ts";
import type { BuildResult } from "./artifact-build.ts";

export function buildSummary(
  { kind, name }: { readonly kind: "image" | "chart"; readonly name: string },
  result: BuildResult,
): string {
  const { version, tags, digest } = result;
  const rows = [
    [kind, name],
    ["version", (kind === "chart" ? version?.chartVersion : version?.version) ?? ""],
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
