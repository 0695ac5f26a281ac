// Adds entries to a kustomization's `images`, or the list itself, in the file's own style.
import { isMap, isScalar, isSeq, type Pair, type YAMLMap } from "yaml";
import type { Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import type { Change, Intent } from "../yaml/change.ts";
import { endOf, flowSeparator, keyStart } from "../yaml/map-edit.ts";
import {
  asMap,
  asSeq,
  field,
  itemsOf,
  keyNode,
  keyText,
  type MapPlace,
  type Place,
  type SeqPlace,
} from "../yaml/place.ts";
import { encodeScalar } from "../yaml/scalar.ts";
import { requireImageVersion } from "../site.ts";
import { lineEnd, lineStart, nextLine } from "../yaml/source.ts";

/** An image that the overlay's resources use, and the version that it is to have. */
export interface NewEntry {
  readonly name: string;
  readonly to: Version;
}

/** One change that adds all `entries`. `root` is the kustomization's map. Throws a UserError when the file's form leaves no safe place. */
export function appendEntries(root: MapPlace, entries: readonly NewEntry[]): Change {
  for (const { to } of entries) requireImageVersion(to);
  // Under its old name the list takes the entry too: kustomize before 5 renames the key, and two of them would be an error.
  const images = field(root, "images", true) ?? field(root, "imageTags", true);
  const refusal = root.refusal ?? images?.refusal ?? null;
  if (refusal !== null) throw new UserError(refusal);
  const list = asSeq(images);
  if (images === null) return root.node.flow ? addFlowImages(root, entries) : addBlockImages(root, entries);
  if (list === null) return replaceEmpty(root, images.pair, entries);
  return list.node.flow ? addToFlowList(list, entries) : addToBlockList(list, entries);
}

type Pairs = readonly (readonly [string, string])[];

function pairsFor({ name, to }: NewEntry): Pairs {
  return [
    ["name", name],
    ...(to.tag === null ? [] : [["newTag", to.tag] as const]),
    ...(to.digest === null ? [] : [["digest", to.digest] as const]),
  ];
}

function intentsFor(root: Place, key: string, first: number, entries: readonly NewEntry[]): Intent[] {
  const document = root.document.index;
  return entries.flatMap((entry, index) =>
    pairsFor(entry).map(([field, value]) => ({ document, keys: [key, first + index, field], value })),
  );
}

/** `{name: a, newTag: b}`, with quotes where JSON needs them and the spaces that the file has inside its braces. */
function flowEntry(entry: NewEntry, style: { readonly quoted: boolean; readonly padded: boolean }): string {
  const write = (text: string) => encodeScalar(text, style.quoted ? "double" : "plain");
  const inner = pairsFor(entry)
    .map(([key, value]) => `${write(key)}: ${write(value)}`)
    .join(", ");
  return style.padded ? `{ ${inner} }` : `{${inner}}`;
}

function blockEntry(entry: NewEntry, indent: string, dash: string, eol: string): string {
  return pairsFor(entry)
    .map(([key, value], index) => {
      const lead = index === 0 ? dash : " ".repeat(dash.length);
      return `${indent}${lead}${key}: ${encodeScalar(value, "plain")}`;
    })
    .join(eol);
}

function addFlowImages(root: MapPlace, entries: readonly NewEntry[]): Change {
  const last = root.node.items.at(-1);
  if (last === undefined) throw new UserError("the kustomization is empty");
  const quoted = keyNode(last)?.type === "QUOTE_DOUBLE";
  const at = endOf(last);
  const key = encodeScalar("images", quoted ? "double" : "plain");
  const list = entries.map((entry) => flowEntry(entry, { quoted, padded: false })).join(", ");
  return {
    start: at,
    end: at,
    text: `,${flowSeparator(root, last)}${key}: [${list}]`,
    intents: intentsFor(root, "images", 0, entries),
  };
}

function addBlockImages(root: MapPlace, entries: readonly NewEntry[]): Change {
  const { text, eol } = root.document.source;
  const first = root.node.items[0];
  const last = root.node.items.at(-1);
  if (first === undefined || last === undefined) throw new UserError("the kustomization is empty");
  const start = keyStart(first);
  const indent = text.slice(lineStart(text, start), start);
  if (!/^ *$/.test(indent))
    throw new UserError("the kustomization's keys do not start their lines; add `images` by hand");
  const { indent: listIndent, dash } = listStyle(root);
  const lines = [`${indent}images:`, ...entries.map((entry) => blockEntry(entry, indent + listIndent, dash, eol))].join(
    eol,
  );
  const at = contentEnd(text, keyStart(last));
  return { start: at, end: at, text: eol + lines, intents: intentsFor(root, "images", 0, entries) };
}

/**
 * Behind the last line of the document that holds anything: comments at the end belong to what stands before them; blank lines and
 * trailing spaces stay behind the new block.
 */
function contentEnd(text: string, from: number): number {
  let end = lineEnd(text, from);
  for (let line = nextLine(text, from); line < text.length; line = nextLine(text, line)) {
    const content = text.slice(line, lineEnd(text, line));
    if (/^(---|\.\.\.)(\s|$)/.test(content)) break;
    if (content.trim() !== "") end = line + content.length;
    if (nextLine(text, line) === line) break;
  }
  return end;
}

/** How the kustomization indents its lists: the way of most of them, of the first where they are even; two spaces where it has none. */
function listStyle(root: MapPlace): { readonly indent: string; readonly dash: string } {
  const votes = new Map<number, number>();
  for (const pair of root.node.items) {
    if (!isSeq(pair.value) || pair.value.flow) continue;
    const { text } = root.document.source;
    const at = pair.value.range?.[0] ?? 0;
    const width = at - lineStart(text, at) - (keyStart(pair) - lineStart(text, keyStart(pair)));
    if (width >= 0) votes.set(width, (votes.get(width) ?? 0) + 1);
  }
  const best = [...votes].sort((a, b) => b[1] - a[1])[0];
  return { indent: " ".repeat(best?.[0] ?? 2), dash: "- " };
}

/** `images:` with nothing, `null` or `~` behind it. */
function replaceEmpty(root: MapPlace, pair: Pair | null, entries: readonly NewEntry[]): Change {
  const value = pair?.value;
  if (pair === null || !isScalar(value) || !value.range || !/^(|null|Null|NULL|~)$/.test(String(value.value))) {
    throw new UserError("`images` is not a list");
  }
  const { text, eol } = root.document.source;
  const key = keyText(pair);
  const intents: Intent[] = [
    { document: root.document.index, keys: [key], value: null },
    ...intentsFor(root, key, 0, entries),
  ];
  const [start, end] = value.range;
  if (start < end || root.node.flow) {
    const quoted = keyNode(pair)?.type === "QUOTE_DOUBLE";
    const list = `[${entries.map((entry) => flowEntry(entry, { quoted, padded: false })).join(", ")}]`;
    return { start, end, text: start < end ? list : ` ${list}`, intents };
  }
  const keyAt = keyStart(pair);
  const { indent, dash } = listStyle(root);
  const base = text.slice(lineStart(text, keyAt), keyAt);
  const at = lineEnd(text, end);
  const lines = entries.map((entry) => eol + blockEntry(entry, base + indent, dash, eol)).join("");
  return { start: at, end: at, text: lines, intents };
}

function addToFlowList(list: SeqPlace, entries: readonly NewEntry[]): Change {
  const { text, eol } = list.document.source;
  const items = list.node.items;
  const last = items.at(-1);
  const key = String(list.keys[0]);
  const intents = intentsFor(list, key, items.length, entries);
  if (!isMap(last)) {
    if (items.length > 0) throw new UserError("the `images` list holds something that is not an entry");
    const [start, end] = list.node.range ?? [0, 0];
    const keyQuoted = list.pair !== null && keyNode(list.pair)?.type === "QUOTE_DOUBLE";
    const written = entries.map((entry) => flowEntry(entry, { quoted: keyQuoted, padded: false })).join(", ");
    return {
      start,
      end,
      text: `[${written}]`,
      // The empty list itself counts as something until it has an item.
      intents: [{ document: list.document.index, keys: [key], value: null }, ...intents],
    };
  }
  const [start, end] = last.range ?? [0, 0];
  const before = text.slice(lineStart(text, start), start);
  const ownLine = /^[ \t]+$/.test(before);
  const separator = ownLine ? `,${eol}${before}` : ", ";
  const written = entries.map((entry) => separator + flowEntry(entry, flowStyleOf(last, text))).join("");
  return { start: end, end, text: written, intents };
}

function addToBlockList(list: SeqPlace, entries: readonly NewEntry[]): Change {
  const { text, eol } = list.document.source;
  const place = itemsOf(list).at(-1);
  const last = asMap(place ?? null);
  const firstPair = last?.node.items[0];
  const lastPair = last?.node.items.at(-1);
  if (last === null || firstPair === undefined || lastPair === undefined) {
    throw new UserError("the last item of `images` is not an entry; add the image by hand");
  }
  const start = last.node.flow ? (last.node.range?.[0] ?? 0) : keyStart(firstPair);
  const end = last.node.flow ? (last.node.range?.[1] ?? 0) : endOf(lastPair);
  const lead = text.slice(lineStart(text, start), start);
  const match = /^( *)(- +)$/.exec(lead);
  if (match === null) throw new UserError("the items of `images` do not start their lines; add the image by hand");
  const [, indent = "", dash = "- "] = match;
  const at = lineEnd(text, end);
  const written = entries.map((entry) =>
    last.node.flow
      ? eol + lead + flowEntry(entry, flowStyleOf(last.node, text))
      : eol + blockEntry(entry, indent, dash, eol),
  );
  const first = list.node.items.length;
  return {
    start: at,
    end: at,
    text: written.join(""),
    intents: intentsFor(list, String(list.keys[0]), first, entries),
  };
}

function flowStyleOf(map: YAMLMap, text: string): { readonly quoted: boolean; readonly padded: boolean } {
  const first = map.items[0];
  return {
    quoted: first !== undefined && keyNode(first)?.type === "QUOTE_DOUBLE",
    padded: text[(map.range?.[0] ?? 0) + 1] === " ",
  };
}
