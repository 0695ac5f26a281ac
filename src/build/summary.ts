// The job summary of build: what images and charts were built and under which names, or why nothing was. Pure Markdown.
import { codeSpan, inlineText, table, tableCell } from "../text/markdown.ts";
import type { BuildResult } from "./artifact-build.ts";

export interface SummarizedBuild {
  readonly kind: "image" | "chart";
  readonly name: string;
  readonly result: BuildResult;
}

/** `word`: what all of them came to. One alone has a table of its own, several are a row each. */
export function buildsSummary(word: string, builds: readonly SummarizedBuild[]): string {
  const [only, other] = builds;
  const parts = only !== undefined && other === undefined ? aloneOf(only) : severalOf(builds);
  return [`### Waybill build: ${word}`, ...parts].join("\n\n");
}

function aloneOf(build: SummarizedBuild): readonly string[] {
  const { kind, name, result } = build;
  const { tags, digest, reason } = result;
  const rows = [
    [kind, name],
    ["version", versionOf(build)],
    ["tags", tags.join(", ")],
    ["digest", digest ?? ""],
  ].filter(([, value]) => value !== "");
  return [
    sentence(reason),
    table(
      ["", ""],
      rows.map(([what = "", value = ""]) => [what, codeSpan(value)].map(tableCell)),
    ),
  ];
}

function severalOf(builds: readonly SummarizedBuild[]): readonly string[] {
  const rows = builds.map((build) => {
    const { kind, name, result } = build;
    const others = result.tags.filter((tag) => tag !== versionOf(build));
    const names = [versionOf(build), ...others].filter((text) => text !== "");
    const cells = [
      kind,
      codeSpan(name),
      result.result,
      names.map(codeSpan).join(", "),
      result.digest === null ? "" : codeSpan(result.digest),
    ];
    return cells.map(tableCell);
  });
  // The others' reasons say what their rows say.
  const skipped = builds.filter(({ result }) => result.result === "skipped").map(({ result }) => result.reason);
  return [
    table(["", "name", "result", "version and tags", "digest"], rows),
    ...[...new Set(skipped)].map((reason) => `skipped: ${sentence(reason)}`),
  ];
}

function versionOf({ kind, result: { version } }: SummarizedBuild): string {
  return (kind === "chart" ? version?.chartVersion : version?.version) ?? "";
}

function sentence(reason: string): string {
  return `${inlineText(reason)}.`;
}
