// Puts one version of a chart into an index: the lines of its entry, in the file's own style, and not a byte beside them.
import { isCollection, isPair, isScalar, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import compare from "semver/functions/compare.js";
import parse from "semver/functions/parse.js";
import { keyNode, keyText } from "../../manifests/yaml/place.ts";
import { keyStart } from "../../manifests/yaml/map-edit.ts";
import { lineStart, nextLine, type Source, sourceOf } from "../../manifests/yaml/source.ts";
import { checkInserted } from "./prove.ts";
import {
  columnOf,
  dashOf,
  endOfBlock,
  lastContent,
  leadingSpace,
  noSafeWay,
  ownLine,
  ownStyle,
  rangeOf,
  styleOf,
} from "./positions.ts";
import { type ChartIndex, type IndexedVersion, listOf, parseIndex, versionIn, versionsIn } from "./read.ts";
import {
  type BlockStyle,
  flowText,
  HELM_STYLE,
  type IndexMap,
  type IndexValue,
  itemLines,
  mapLines,
  pairLines,
  textScalar,
} from "./value.ts";

export interface NewVersion {
  readonly chart: string;
  readonly version: string;
  readonly entry: IndexMap;
  /** What a new index says of its own time; that of an index that is there stays. */
  readonly generated: Date;
}

/** Text for `[start, end)`. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The index with the entry. It stands before the first one that is older, a new chart among the others by its name; an entry of this very version is replaced. Throws a
 * UserError where the file's form leaves no safe way.
 */
export function withVersion(index: ChartIndex, added: NewVersion): ChartIndex {
  const { source } = index;
  const edits = editsFor(index, added).toSorted((a, b) => a.start - b.start || a.end - b.end);
  let text = "";
  let copied = 0;
  for (const edit of edits) {
    text += source.text.slice(copied, edit.start) + edit.text;
    copied = edit.end;
  }
  text += source.text.slice(copied);
  const after = parseIndex(sourceOf(source.path, text));
  checkInserted(index, after, added);
  return after;
}

function editsFor(index: ChartIndex, { chart, version, entry, generated }: NewVersion): readonly Edit[] {
  const { source, root, entries } = index;
  if (root === null) return [startIndex(source, chart, entry, generated)];
  const list = listOf(index, chart);
  if (list.kind === "filled") {
    const style = { ...styleOf(index), ...ownStyle(source, list.pair, list.node) };
    const standing = versionIn(index, chart, version);
    if (standing !== null) return [replaceItem(source, list.node, standing.at, entry, style)];
    return [addItem(source, list.node, placeFor(version, versionsIn(index, chart)), entry, style)];
  }
  if (list.kind === "empty") {
    const isFlow = entries.kind === "filled" && entries.node.flow === true;
    return fill(source, list.pair, [entry], isFlow, styleOf(index));
  }
  const charts = new Map([[chart, [entry]]]);
  if (entries.kind === "filled") return [addPair(source, entries.node, chart, [entry], styleOf(index))];
  if (entries.kind === "empty") return fill(source, entries.pair, charts, root.flow === true, HELM_STYLE);
  return [addPair(source, root, "entries", charts, HELM_STYLE)];
}

/** Before the first version that is older. What is no version has no order. */
function placeFor(version: string, versions: readonly IndexedVersion[]): number {
  return (
    versions.find((each) => parse(each.version) !== null && compare(each.version, version) < 0)?.at ?? versions.length
  );
}

function startIndex({ text, eol }: Source, chart: string, entry: IndexMap, generated: Date): Edit {
  const index = new Map<string, IndexValue>([
    ["apiVersion", "v1"],
    ["entries", new Map([[chart, [entry]]])],
    ["generated", generated.toISOString().replace(/\.000Z$/u, "Z")],
  ]);
  const before = text === "" || text === "\uFEFF" || text.endsWith("\n") ? "" : eol;
  const lines = mapLines(index, 0, HELM_STYLE).join(eol);
  return { start: text.length, end: text.length, text: before + lines + eol };
}

// Lists.

function addItem(source: Source, list: YAMLSeq, at: number, entry: IndexMap, style: BlockStyle): Edit {
  if (list.flow === true) return addInBrackets(source, list, at, (indent) => flowText(entry, indent, source.eol));
  const { column } = dashOf(source, list);
  const next = list.items[at];
  const offset = next === undefined ? endOfBlock(source, list) : ownLine(source, rangeOf(source, next)[0]);
  return lines(source, offset, itemLines(entry, column, style));
}

function replaceItem(source: Source, list: YAMLSeq, at: number, entry: IndexMap, style: BlockStyle): Edit {
  const [start, end] = rangeOf(source, list.items[at]);
  if (list.flow === true) {
    return { start, end, text: flowText(entry, leadingSpace(source, start), source.eol) };
  }
  const { column } = dashOf(source, list);
  const [first = "", ...others] = itemLines(entry, column, style);
  const from = lineStart(source.text, start);
  // Its own dash stays; what is between dash and entry (a comment, an anchor) is nothing that can be kept.
  const before = source.text.slice(from, start);
  if (!/^ *- +$/u.test(before)) throw noSafeWay(source, start);
  const rest = first.slice(column + 1).trimStart();
  const indented = others.map((line) => " ".repeat(before.length - column - 1 - style.gap) + line);
  const last = lastContent(source, list.items[at]);
  return { start, end: last, text: [rest, ...indented].join(source.eol) };
}

// Maps.

/** Adds `key: value` before the first key that comes after it by name. */
function addPair(source: Source, map: YAMLMap, key: string, value: IndexValue, style: BlockStyle): Edit {
  const found = map.items.findIndex((pair) => keyText(pair) > key);
  const at = found === -1 ? map.items.length : found;
  if (map.flow === true) {
    return addInBrackets(source, map, at, (indent) => `${JSON.stringify(key)}: ${flowText(value, indent, source.eol)}`);
  }
  const [first] = map.items;
  const column = first === undefined ? 0 : columnOf(source, keyStart(first));
  const next = map.items[at];
  const offset = next === undefined ? endOfBlock(source, map) : ownLine(source, keyStart(next));
  return lines(source, offset, pairLines(keyLike(first, key), value, column, style));
}

/** Quoted as the key beside it. */
function keyLike(sibling: Pair | undefined, key: string): string {
  const type = sibling === undefined ? undefined : keyNode(sibling)?.type;
  if (type === "QUOTE_DOUBLE") return JSON.stringify(key);
  return type === "QUOTE_SINGLE" ? `'${key}'` : textScalar(key);
}

/** Gives an empty key its first content. `isFlow`: the key stands in braces. */
function fill(
  source: Source,
  pair: Pair,
  value: IndexMap | readonly IndexValue[],
  isFlow: boolean,
  style: BlockStyle,
): readonly Edit[] {
  const { text, eol } = source;
  const key = keyStart(pair);
  const { value: node } = pair;
  const range = isScalar(node) || isCollection(node) ? node.range : null;
  if (!range) throw noSafeWay(source, key);
  const [start, end] = range;
  if (isFlow) {
    if (start === end) throw noSafeWay(source, key);
    return [{ start, end, text: flowText(value, leadingSpace(source, key), eol) }];
  }
  const colon = text.indexOf(":", keyNode(pair)?.range?.[1] ?? key);
  const content = pairLines("", value, columnOf(source, key), style).slice(1);
  if (start === end) return [lines(source, nextLine(text, colon), content)];
  // An anchor, or a comment before the braces on the next line, would lose what it belongs to.
  if (!/^ *$/u.test(text.slice(colon + 1, start))) throw noSafeWay(source, start);
  return [{ start: colon + 1, end, text: "" }, lines(source, nextLine(text, end), content)];
}

// Text.

/** Adds `write(indent)` as the item `at` of a list or map in brackets: on a line of its own where its neighbour has one. */
function addInBrackets(
  source: Source,
  collection: YAMLMap | YAMLSeq,
  at: number,
  write: (indent: string | null) => string,
): Edit {
  const { items } = collection;
  const startOf = (item: unknown): number => (isPair(item) ? keyStart(item) : rangeOf(source, item)[0]);
  const next = items[at];
  const neighbour = next ?? items.at(-1);
  const indent = leadingSpace(source, startOf(neighbour));
  const between = indent === null ? " " : source.eol + indent;
  if (next !== undefined) {
    const start = startOf(next);
    return { start, end: start, text: `${write(indent)},${between}` };
  }
  const last = isPair(neighbour) ? neighbour.value : neighbour;
  const [, end] = rangeOf(source, last);
  return { start: end, end, text: `,${between}${write(indent)}` };
}

/** Whole lines at an offset where a line begins, or at the end of a file whose last line has no end. */
function lines(source: Source, offset: number, content: readonly string[]): Edit {
  const { text, eol } = source;
  const atEnd = offset === text.length && text !== "" && !text.endsWith("\n");
  const written = content.join(eol);
  return { start: offset, end: offset, text: atEnd ? eol + written : written + eol };
}
