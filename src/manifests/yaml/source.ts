// One file's bytes as text, and back to lines and columns: nothing is lost between the two.
import type { ManifestProblem } from "../pin.ts";

export interface Source {
  readonly path: string;
  /** The whole file; a byte order mark stays in it as U+FEFF, so that text and bytes are one to one. */
  readonly text: string;
  /** The line ending that new lines take: that of the first line. */
  readonly eol: "\n" | "\r\n";
  /** Where each line starts. */
  readonly lineStarts: readonly number[];
  /** Where each character of two UTF-16 units stands. */
  readonly wide: readonly number[];
  /** Where the text stands in its file, when it is only a part of it: YAML inside a block of YAML. */
  readonly within: Within | null;
}

/** The lines of a file that a text was taken from. */
export interface Within {
  /** The 1-based line of the file that the text's first line stands on. */
  readonly line: number;
  /** The 1-based column at which each of its lines starts. */
  readonly column: number;
  /** Whether each line of the text is a line of the file; a folded or quoted text stands at its first line as a whole. */
  readonly byLine: boolean;
}

/** 5 MB: the largest real manifests, bundles of CRDs, have 1.5. */
const MAXIMUM_BYTES = 5_000_000;

/** Lines and commas together bound the number of nodes; npm `yaml` needs some seconds for a million. The largest real bundles have 40,000. */
const MAXIMUM_ITEMS = 150_000;

/** Brackets opened and not closed within one line. The parser would take most of a second to find out. */
const MAXIMUM_OPEN = 500;

/** The file as text, or why it is not read: too large, too many nodes, not UTF-8. Takes a few milliseconds whatever the file. */
export function readSource(path: string, bytes: Uint8Array): Source | ManifestProblem {
  if (bytes.length > MAXIMUM_BYTES) {
    return {
      file: path,
      line: null,
      reason: `the file has ${bytes.length} bytes; manifests are read up to ${MAXIMUM_BYTES}`,
    };
  }
  const { items, open } = measure(bytes);
  if (items > MAXIMUM_ITEMS) {
    return {
      file: path,
      line: null,
      reason: `the file has more than ${MAXIMUM_ITEMS} lines and list items; it is too large to be read as a manifest`,
    };
  }
  if (open > MAXIMUM_OPEN) return { file: path, line: null, reason: "the file nests too deep to be parsed" };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { file: path, line: null, reason: "the file is not valid UTF-8" };
  }
  return sourceOf(path, text);
}

/** A text as a source. */
export function sourceOf(path: string, text: string, within: Within | null = null): Source {
  const lineStarts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (let next = text.indexOf("\n"); next !== -1; next = text.indexOf("\n", next + 1)) lineStarts.push(next + 1);
  const wide = Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), ({ index }) => index);
  const firstBreak = (lineStarts[1] ?? 0) - 1;
  return { path, text, eol: text[firstBreak - 1] === "\r" ? "\r\n" : "\n", lineStarts, wide, within };
}

/** Counts, from the bytes alone, what makes parsing slow: lines and commas, and the brackets that one line opens. */
function measure(bytes: Uint8Array): { readonly items: number; readonly open: number } {
  let items = 0;
  let depth = 0;
  let open = 0;
  for (const byte of bytes) {
    switch (byte) {
      case 0x0a: // line feed
        items += 1;
        depth = 0;
        break;
      case 0x2c: // ,
        items += 1;
        break;
      case 0x5b: // [
      case 0x7b: // {
        depth += 1;
        if (depth > open) open = depth;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth -= 1;
        break;
    }
  }
  return { items, open };
}

/** 1-based line and column of an offset, in the file. Columns count characters, not UTF-16 units; a byte order mark counts as none. */
export function positionAt(source: Source, offset: number): { readonly line: number; readonly column: number } {
  const { within, lineStarts, wide } = source;
  if (within !== null && !within.byLine) return { line: within.line, column: within.column };
  const index = lineIndexAt(source, offset);
  const start = lineStarts[index] ?? 0;
  // Counted without going through the line: a line of 5 MB may hold thousands of pins.
  const end = Math.max(start, offset);
  const before = end - start - (countBelow(wide, end) - countBelow(wide, start));
  return { line: index + (within?.line ?? 1), column: before + (within?.column ?? 1) };
}

/** The 1-based line of an offset, in the file. */
export function lineAt(source: Source, offset: number): number {
  const { within } = source;
  if (within !== null && !within.byLine) return within.line;
  return lineIndexAt(source, offset) + (within?.line ?? 1);
}

/** The line of an offset, counted from 0 within the text. */
export function lineIndexAt({ lineStarts }: Source, offset: number): number {
  return Math.max(0, countBelow(lineStarts, offset + 1) - 1);
}

/** How many of the ascending numbers are less than `limit`. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the line of `offset` starts. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? Math.min(1, offset) : start;
}

/** Where the line of `offset` ends, before its line ending (or at the end of the file). */
export function lineEnd(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  if (next === -1) return text.length;
  return next > offset && text[next - 1] === "\r" ? next - 1 : next;
}

/** Where the next line starts, or the end of the file. */
export function nextLine(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  return next === -1 ? text.length : next + 1;
}

/** `line 9`, `lines 3 and 5`, `lines 3, 5, 9, 12 and 40 more`: for messages, short however many there are. */
export function namedLines<T>(source: Source, places: readonly T[], offsetOf: (place: T) => number): string {
  const lines = places.slice(0, 4).map((place) => String(lineAt(source, offsetOf(place))));
  const more = places.length - lines.length;
  if (more > 0) lines.push(`${more} more`);
  const last = lines.pop() ?? "";
  return lines.length === 0 ? `line ${last}` : `lines ${lines.join(", ")} and ${last}`;
}
