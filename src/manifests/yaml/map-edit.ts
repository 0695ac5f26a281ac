// Changes to one map in its own style: a scalar replaced, a key added beside its sibling, removed with its line, or renamed.
import { isScalar, type Pair, type Scalar } from "yaml";
import { UserError } from "../../errors.ts";
import type { Change, ScalarIntent } from "./change.ts";
import { foreignTag, keyNode, keyText, scalarText, type MapPlace, type Place } from "./place.ts";
import { encodeScalar, type ScalarStyle } from "./scalar.ts";
import { lineEnd, lineStart, nextLine } from "./source.ts";

/** Sets a scalar's text, quotes kept. No change when it has that text already: an empty one may be a null. Throws a UserError for block scalars. */
export function setScalar(place: Place, text: string): readonly Change[] {
  const { node } = place;
  if (!isScalar(node)) throw new UserError("the value is a list or a map where a version was expected");
  if (scalarText(node) === text) return [];
  const [start, end] = rangeOf(node);
  const written = fitted(place.document.source.text, start, end, encodeScalar(text, styleOf(node)));
  return [{ start, end, text: written, intents: [intent(place, place.keys, text)] }];
}

/** Adds `key: text` behind the pair `after`, on a line of its own or inside the braces. */
export function addKey(map: MapPlace, after: Pair, key: string, text: string): Change {
  const intents = [intent(map, [...map.keys, key], text)];
  const source = map.document.source;
  const valueEnd = endOf(after);
  if (map.node.flow) {
    const written = flowPair(after, key, text);
    return { start: valueEnd, end: valueEnd, text: `,${flowSeparator(map, after)}${written}`, intents };
  }
  const start = keyStart(after);
  const line = lineStart(source.text, start);
  const before = source.text.slice(line, start);
  if (!/^[ -]*$/.test(before)) {
    throw new UserError(`the key ${JSON.stringify(key)} cannot be added: the keys beside it do not start their lines`);
  }
  const end = lineEnd(source.text, valueEnd);
  const written = `${" ".repeat(before.length)}${key}: ${encodeScalar(text, "plain")}`;
  return { start: end, end, text: source.eol + written, intents };
}

/** Removes a key with its line, or out of the braces. */
export function removeKey(map: MapPlace, pair: Pair): Change {
  const { text } = map.document.source;
  const items = map.node.items;
  const index = items.indexOf(pair);
  const previous = items[index - 1];
  const next = items[index + 1];
  const intents = [intent(map, [...map.keys, keyText(pair)], null)];
  const start = keyStart(pair);
  const end = endOf(pair);
  if (map.node.flow) {
    if (previous !== undefined) return { ...gap(map, text, endOf(previous), end, start), text: "", intents };
    if (next !== undefined) return { ...gap(map, text, start, keyStart(next), end), text: "", intents };
    return { start, end, text: "", intents };
  }
  const line = lineStart(text, start);
  if (/^[ \t]*$/.test(text.slice(line, start))) {
    const after = nextLine(text, end);
    // The last line of a file without a final newline takes the line ending before it along.
    if (after === text.length && !text.endsWith("\n") && line > 0) {
      return { start: lineEnd(text, line - 1 - (text[line - 2] === "\r" ? 1 : 0)), end: after, text: "", intents };
    }
    return { start: line, end: after, text: "", intents };
  }
  // The first key behind a list's dash: the next key takes its place.
  if (next === undefined) throw new UserError(`the key ${JSON.stringify(keyText(pair))} is the only one of its entry`);
  return { ...gap(map, text, start, keyStart(next), end), text: "", intents };
}

/** Puts `key: text` in the place of another key: its line, its quotes and its comment stay. */
export function replaceKey(map: MapPlace, pair: Pair, key: string, text: string): readonly Change[] {
  const old = keyNode(pair);
  if (old === null || !isScalar(pair.value))
    throw new UserError(`the key ${JSON.stringify(keyText(pair))} is not plain`);
  const [start, end] = rangeOf(old);
  const intents = [intent(map, [...map.keys, keyText(pair)], null), intent(map, [...map.keys, key], text)];
  const [valueStart, valueEnd] = rangeOf(pair.value);
  const value = fitted(map.document.source.text, valueStart, valueEnd, encodeScalar(text, styleOf(pair.value)));
  return [
    { start, end, text: encodeScalar(key, styleOf(old)), intents },
    { start: valueStart, end: valueEnd, text: value, intents: [] },
  ];
}

/** `key: text` for a flow map, quoted as the pair beside it. */
function flowPair(sibling: Pair, key: string, text: string): string {
  const quoted = keyNode(sibling)?.type === "QUOTE_DOUBLE";
  return `${encodeScalar(key, quoted ? "double" : "plain")}: ${encodeScalar(text, quoted ? "double" : "plain")}`;
}

/** Where a pair ends: behind its value, or behind its key when the value is empty. */
export function endOf(pair: Pair): number {
  const value = pair.value;
  if (typeof value === "object" && value !== null && "range" in value && Array.isArray(value.range)) {
    const end: unknown = value.range[1];
    if (typeof end === "number") return end;
  }
  return keyNode(pair)?.range?.[1] ?? 0;
}

/** Where a pair starts: at its key. */
export function keyStart(pair: Pair): number {
  return keyNode(pair)?.range?.[0] ?? 0;
}

/** What stands between a flow map's pairs: a space, or the line break and indentation when each has its own line. */
export function flowSeparator(map: MapPlace, pair: Pair): string {
  const { text, eol } = map.document.source;
  const start = keyStart(pair);
  const line = lineStart(text, start);
  const before = text.slice(line, start);
  return /^[ \t]+$/.test(before) && line > (map.node.range?.[0] ?? 0) ? eol + before : " ";
}

/** The style in which a scalar is written. Throws a UserError for block scalars, and for one whose tag makes something else of it than a string. */
function styleOf(scalar: Scalar): ScalarStyle {
  const foreign = foreignTag(scalar);
  if (foreign !== null) throw new UserError(foreign);
  switch (scalar.type) {
    case "QUOTE_DOUBLE":
      return "double";
    case "QUOTE_SINGLE":
      return "single";
    case "BLOCK_LITERAL":
    case "BLOCK_FOLDED":
      throw new UserError("the value is a block scalar (| or >); write it on one line first");
    default:
      return "plain";
  }
}

/** An empty value's range is behind the colon or before a comment: the new one needs a space on both sides. */
function fitted(source: string, start: number, end: number, written: string): string {
  if (start < end) return written;
  const before = /\s/.test(source[start - 1] ?? "") ? "" : " ";
  return before + written + (source[end] === "#" ? " " : "");
}

function gap(
  map: MapPlace,
  text: string,
  start: number,
  end: number,
  inside: number,
): { readonly start: number; readonly end: number } {
  const between = text.slice(Math.min(inside, end), Math.max(inside, end)) + text.slice(start, Math.min(inside, end));
  if (map.node.items.length > 0 && between.includes("#")) {
    throw new UserError("a comment stands between the keys, and removing one would take it along");
  }
  return { start, end };
}

function rangeOf(scalar: Scalar): readonly [number, number] {
  const range = scalar.range;
  if (!range) throw new Error("a parsed scalar has a range");
  return [range[0], range[1]];
}

function intent(place: Place, keys: ScalarIntent["keys"], value: string | null): ScalarIntent {
  return { document: place.document.index, keys, value };
}
