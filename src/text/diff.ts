// What changes in one file, as a unified diff for people.
import { type ChangedRange, changedRanges, countChanged, linesOf } from "./changed-lines.ts";
import { printable } from "./printable.ts";

/** Beyond this many changed lines nobody reads it. */
const MOST_CHANGED_LINES = 10_000;

const CONTEXT = 3;

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
  const lines = { old: linesOf(old), fresh: linesOf(fresh) };
  const ranges = changedRanges(lines.old, lines.fresh);
  if (countChanged(ranges) > MOST_CHANGED_LINES) return `${header}More than ${MOST_CHANGED_LINES} lines differ\n`;
  return (
    header +
    hunksOf(ranges)
      .map((hunk) => hunkText(hunk, lines))
      .join("")
  );
}

/** How many lines a change of a file changes, adds or removes, however many; bytes that are not UTF-8 have none. */
export function changedLines(before: Uint8Array | null, after: Uint8Array | null): number {
  const [old, fresh] = [textOf(before), textOf(after)];
  return old === null || fresh === null ? 0 : countChanged(changedRanges(linesOf(old), linesOf(fresh)));
}

/** Ranges whose lines of context touch or overlap are one hunk. */
function hunksOf(ranges: readonly ChangedRange[]): readonly (readonly ChangedRange[])[] {
  const hunks: ChangedRange[][] = [];
  let end = -Infinity;
  for (const range of ranges) {
    if (range.old.from - end <= 2 * CONTEXT) hunks.at(-1)?.push(range);
    else hunks.push([range]);
    end = range.old.to;
  }
  return hunks;
}

function hunkText(
  hunk: readonly ChangedRange[],
  { old, fresh }: { readonly old: readonly string[]; readonly fresh: readonly string[] },
): string {
  const [first, last] = [hunk[0], hunk.at(-1)];
  if (first === undefined || last === undefined) return "";
  const before = Math.min(CONTEXT, first.old.from);
  const after = Math.min(CONTEXT, old.length - last.old.to);
  const oldLines = last.old.to + after - (first.old.from - before);
  const freshLines = last.fresh.to + after - (first.fresh.from - before);
  let text = `@@ -${spanOf(first.old.from - before, oldLines)} +${spanOf(first.fresh.from - before, freshLines)} @@\n`;
  const show = (mark: string, lines: readonly string[]): void => {
    for (const line of lines) text += `${mark}${line}${line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"}`;
  };
  let at = first.old.from - before;
  for (const range of hunk) {
    show(" ", old.slice(at, range.old.from));
    show("-", old.slice(range.old.from, range.old.to));
    show("+", fresh.slice(range.fresh.from, range.fresh.to));
    at = range.old.to;
  }
  show(" ", old.slice(at, at + after));
  return text;
}

/** POSIX diff -u, of lines counted from 0: a count of one is left out; an empty range names the line before it. */
function spanOf(from: number, lines: number): string {
  if (lines === 1) return String(from + 1);
  return `${lines === 0 ? from : from + 1},${lines}`;
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
