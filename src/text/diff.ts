// What changes in one file, as a unified diff for people.
import { structuredPatch } from "diff";
import { printable } from "./printable.ts";

/** Beyond this many changed lines the comparison itself gets slow, and nobody reads it. */
const MOST_CHANGED_LINES = 10_000;

/**
 * The unified diff with Git's headers and three lines of context, ending in a newline; the empty string when nothing differs. `null`: the file is not there on
 * that side. Bytes that are not UTF-8 are only said to differ. Line endings are kept; the text is not made inert: show it in a `fencedBlock`.
 */
export function unifiedDiff(path: string, before: Uint8Array | null, after: Uint8Array | null): string {
  if (equalBytes(before, after)) return "";
  const name = printable(path);
  const header = `--- ${before === null ? "/dev/null" : `a/${name}`}\n+++ ${after === null ? "/dev/null" : `b/${name}`}\n`;
  const [old, fresh] = [textOf(before), textOf(after)];
  if (old === null || fresh === null) return `${header}Binary files differ\n`;
  const patch = structuredPatch(path, path, old, fresh, undefined, undefined, {
    context: 3,
    maxEditLength: MOST_CHANGED_LINES,
  });
  if (patch === undefined) return `${header}More than ${MOST_CHANGED_LINES} lines differ\n`;
  const hunks = patch.hunks.map((hunk) => {
    const place = `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`;
    return [place, ...hunk.lines].join("\n");
  });
  return `${header}${hunks.join("\n")}\n`;
}

/** POSIX diff -u: a count of one is left out; an empty range names the line before it. */
function range(start: number, lines: number): string {
  if (lines === 1) return String(start);
  return `${lines === 0 ? start - 1 : start},${lines}`;
}

function textOf(bytes: Uint8Array | null): string | null {
  if (bytes === null) return "";
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8: the caller says so in the diff.
    return null;
  }
}

function equalBytes(a: Uint8Array | null, b: Uint8Array | null): boolean {
  if (a === null || b === null) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
