// Where things stand in the text of an index: lines, columns, and the style that its own hand has written in.
import { isCollection, isMap, isPair, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { UserError } from "../../errors.ts";
import { keyStart } from "../../manifests/yaml/map-edit.ts";
import { keyNode } from "../../manifests/yaml/place.ts";
import { lineAt, lineStart, nextLine, type Source } from "../../manifests/yaml/source.ts";
import type { ChartIndex } from "./read.ts";
import { type BlockStyle, HELM_STYLE } from "./value.ts";

/** The white space before what begins a line; `null` when something stands before it. */
export function leadingSpace({ text }: Source, offset: number): string | null {
  const before = text.slice(lineStart(text, offset), offset);
  return /^[ \t]*$/u.test(before) && offset > 0 ? before : null;
}

/** Where the lines above which something is put begin: those of the comments that stand right above it, as far in as it, are its own. */
export function ownLine(source: Source, offset: number): number {
  const { text } = source;
  let start = lineStart(text, offset);
  const indent = /^ */u.exec(text.slice(start, offset))?.[0] ?? "";
  for (;;) {
    const above = start === 0 ? 0 : lineStart(text, start - 1);
    if (above >= start || !text.startsWith(`${indent}#`, above)) return start;
    start = above;
  }
}

/** The line after the block's last content; comments below it are not its own. */
export function endOfBlock(source: Source, collection: YAMLMap | YAMLSeq): number {
  const end = lastContent(source, collection);
  return nextLine(source.text, end);
}

/** Where the last character stands that belongs to a node. The range of a block goes on over the comments below it, that of a block scalar over its line end. */
export function lastContent(source: Source, node: unknown): number {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1);
    if (isPair(last)) {
      const { value } = last;
      return value === null || (isScalar(value) && value.range?.[0] === value.range?.[1])
        ? source.text.indexOf(":", keyNode(last)?.range?.[1] ?? 0) + 1
        : lastContent(source, value);
    }
    return lastContent(source, last);
  }
  const [start, end] = rangeOf(source, node);
  return start + source.text.slice(start, end).trimEnd().length;
}

/** The column of a block list's dashes, from 0, and the spaces behind them. */
export function dashOf(source: Source, list: YAMLSeq): { readonly column: number; readonly gap: number } {
  const [start] = rangeOf(source, list.items[0]);
  const before = source.text.slice(lineStart(source.text, start), start);
  const [, spaces, gap] = /^( *)-( +)$/u.exec(before) ?? [];
  if (spaces === undefined || gap === undefined) throw noSafeWay(source, start);
  return { column: spaces.length, gap: gap.length };
}

/** The column of a block's key, from 0. */
export function columnOf(source: Source, offset: number): number {
  const before = source.text.slice(lineStart(source.text, offset), offset);
  if (!/^ *$/u.test(before)) throw noSafeWay(source, offset);
  return before.length;
}

/** How far in the file's own entries stand; Helm's way where nothing tells. */
export function styleOf({ source, entries }: ChartIndex): BlockStyle {
  if (entries.kind !== "filled" || entries.node.flow === true) return HELM_STYLE;
  const [first] = entries.node.items;
  const step =
    first === undefined
      ? HELM_STYLE.step
      : columnOf(source, keyStart(first)) - columnOf(source, keyStart(entries.pair));
  const list = entries.node.items.find(({ value }) => isSeq(value) && value.flow !== true && value.items.length > 0);
  if (list === undefined || !isSeq(list.value)) return { ...HELM_STYLE, step };
  return { step, ...ownStyle(source, list, list.value) };
}

/** How far in a chart's own list stands. */
export function ownStyle(source: Source, pair: Pair, list: YAMLSeq): Pick<BlockStyle, "dash" | "gap"> {
  if (list.flow === true) return HELM_STYLE;
  const { column, gap } = dashOf(source, list);
  return { dash: column - columnOf(source, keyStart(pair)), gap };
}

export function rangeOf(source: Source, node: unknown): readonly [number, number] {
  const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : null;
  if (!range) throw noSafeWay(source, 0);
  return [range[0], range[1]];
}

export function noSafeWay(source: Source, offset: number): UserError {
  return new UserError(
    `"${source.path}", line ${lineAt(source, offset)}: the file's form leaves no safe way to add an entry; write it as \`helm repo index\` does`,
  );
}
