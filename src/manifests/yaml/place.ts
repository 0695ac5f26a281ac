// A place in a document: a node, the keys that lead to it, and what on the way forbids to write there.
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { ManifestDocument } from "./document.ts";
import { groupBy } from "../../text/group-by.ts";
import { lineAt, namedLines } from "./source.ts";

export type Key = string | number;

export interface Place {
  readonly document: ManifestDocument;
  readonly node: Node;
  readonly keys: readonly Key[];
  /** The map's pair whose value this is; `null` for list items and the root. */
  readonly pair: Pair | null;
  /** One sentence; `null` when it may be written. */
  readonly refusal: string | null;
  /** One sentence on why what stands here may not be what is meant; `null` when it is. */
  readonly doubt: string | null;
}

/** A place whose node is a map. */
export interface MapPlace extends Place {
  readonly node: YAMLMap;
}

/** A place whose node is a list. */
export interface SeqPlace extends Place {
  readonly node: YAMLSeq;
}

/** The document's own root, when it is a map. */
export function rootOf(document: ManifestDocument): MapPlace | null {
  const node = document.root;
  if (!isMap(node)) return null;
  return {
    document,
    node,
    keys: [],
    pair: null,
    refusal: document.refusal ?? anchorRefusal(document, node),
    doubt: null,
  };
}

/** The pairs of a map by key text, as they stand; kustomize compares its keys without case. */
export function pairsOf(map: YAMLMap, name: string, anyCase = false): readonly Pair[] {
  const wanted = anyCase ? name.toLowerCase() : name;
  return map.items.filter((pair) => {
    if (!isScalar(pair.key) || typeof pair.key.value !== "string") return false;
    return (anyCase ? pair.key.value.toLowerCase() : pair.key.value) === wanted;
  });
}

/**
 * The value of a key. A scalar is read through an alias and through a merge key, but may not be written there; lists and maps are
 * never entered through an alias, so an alias bomb has nothing to expand. Of a doubled key the last one is read, as kustomize does, and refused.
 */
export function field(place: Place, name: string, anyCase = false): Place | null {
  const { document, node } = place;
  if (!isMap(node)) return null;
  const pairs = pairsOf(node, name, anyCase);
  const pair = pairs.at(-1);
  if (pair === undefined) return mergedField(place, node, name);
  return valueOf(place, pair, pairs.length > 1 ? doubledKey(document, name, pairs) : null);
}

/** The value of a key when it is a map. */
export function mapField(place: Place, name: string, anyCase = false): MapPlace | null {
  return asMap(field(place, name, anyCase));
}

/** The value of a key when it is a list. */
export function seqField(place: Place, name: string, anyCase = false): SeqPlace | null {
  return asSeq(field(place, name, anyCase));
}

/** The text of a key's scalar value; `null` when there is none. */
export function textField(place: Place, name: string, anyCase = false): string | null {
  return textOf(field(place, name, anyCase));
}

/** Follows maps by key. */
export function descend(place: Place, keys: readonly string[]): Place | null {
  let at: Place | null = place;
  for (const key of keys) at = at === null ? null : field(at, key);
  return at;
}

/** A list's items; an item that is an alias is left out: what it stands for is found where it is written. */
export function itemsOf(place: SeqPlace): readonly Place[] {
  const places: Place[] = [];
  for (const [index, node] of place.node.items.entries()) {
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) continue;
    places.push({
      document: place.document,
      node,
      keys: [...place.keys, index],
      pair: null,
      refusal: place.refusal ?? anchorRefusal(place.document, node) ?? foreignTag(node),
      doubt: place.doubt,
    });
  }
  return places;
}

/** Every entry of a map as a place, in the order of the file; of a doubled key the last, as `field` has it. */
export function entriesOf(place: MapPlace): readonly { readonly key: string; readonly place: Place }[] {
  const entries: { key: string; place: Place }[] = [];
  const named = place.node.items.filter((pair) => isScalar(pair.key) && typeof pair.key.value === "string");
  for (const [key, pairs] of groupBy(named, keyText)) {
    const pair = pairs.at(-1);
    const value = pair && valueOf(place, pair, pairs.length > 1 ? doubledKey(place.document, key, pairs) : null);
    if (value) entries.push({ key, place: value });
  }
  return entries;
}

export function asMap(place: Place | null): MapPlace | null {
  return place !== null && isMap(place.node) ? { ...place, node: place.node } : null;
}

export function asSeq(place: Place | null): SeqPlace | null {
  return place !== null && isSeq(place.node) ? { ...place, node: place.node } : null;
}

/**
 * The scalar's text; that of a null is empty, however it is written. An unquoted `{{ x }}` parses as a flow map: its source is its text, so that it
 * is seen and refused.
 */
export function textOf(place: Place | null): string | null {
  if (place === null) return null;
  if (isScalar(place.node)) return scalarText(place.node);
  const [start, end] = place.node.range ?? [0, 0];
  const source = place.document.source.text.slice(start, end);
  return source.startsWith("{{") ? source : null;
}

/** A scalar's text as its readers take it: empty for a null. */
export function scalarText(scalar: Scalar): string | null {
  if (isNull(scalar)) return "";
  return typeof scalar.value === "string" ? scalar.value : null;
}

/** Whether a scalar is what YAML 1.1 and 1.2 alike take for null. In quotes, or tagged as a string, it is a text. */
function isNull({ type, value, tag }: Scalar): boolean {
  if (type !== "PLAIN" || typeof value !== "string") return false;
  return /^(?:~|null|Null|NULL)$/.test(value) && tag !== `${YAML}str` && tag !== "!";
}

/** The 1-based line of a place. */
export function lineOf(place: Place): number {
  return lineAt(place.document.source, startOf(place));
}

/** The offset where the value starts: after the anchor and the tag. */
export function startOf(place: Place): number {
  return place.node.range?.[0] ?? 0;
}

/** `spec.values["a.b"].containers[0]` */
export function formatKeys(keys: readonly Key[]): string {
  let text = "";
  for (const key of keys) {
    if (typeof key === "number") text += `[${key}]`;
    else if (!/^[\w/-]+$/.test(key)) text += `[${JSON.stringify(key)}]`;
    else text += text === "" ? key : `.${key}`;
  }
  return text;
}

/** The key's own node, where it is plain enough to be measured. */
export function keyNode(pair: Pair): Scalar | null {
  return isScalar(pair.key) ? pair.key : null;
}

/** The key's text; empty when it is no plain text. */
export function keyText(pair: Pair): string {
  return isScalar(pair.key) && typeof pair.key.value === "string" ? pair.key.value : "";
}

const YAML = "tag:yaml.org,2002:";

/** Why a scalar with a tag of its own (`!!float 1.2`, `!env X`) is not written: the tag would stay, and make something else of the new text. */
export function foreignTag(node: Node): string | null {
  if (!isScalar(node) || node.tag === undefined || node.tag === `${YAML}str`) return null;
  const short = node.tag.startsWith(YAML) ? `!!${node.tag.slice(YAML.length)}` : node.tag;
  return `the tag ${short} before the value makes it something else than a string; remove the tag first`;
}

function valueOf(parent: Place, pair: Pair, doubled: string | null): Place | null {
  const { document } = parent;
  const doubt = parent.doubt ?? doubled;
  const keys = [...parent.keys, keyText(pair)];
  const value = pair.value;
  if (isAlias(value)) {
    const target = document.targets.get(value) ?? null;
    const line = target?.range ? lineAt(document.source, target.range[0]) : null;
    const because = line === null ? "which nothing defines" : `written in line ${line}; change it there`;
    const aliasRefusal = `the value is the alias *${value.source}, ${because}`;
    return {
      document,
      node: isScalar(target) ? target : value,
      keys,
      pair,
      refusal: parent.refusal ?? doubled ?? aliasRefusal,
      doubt,
    };
  }
  if (!isMap(value) && !isSeq(value) && !isScalar(value)) return null;
  return {
    document,
    node: value,
    keys,
    pair,
    refusal: parent.refusal ?? doubled ?? anchorRefusal(document, value) ?? foreignTag(value),
    doubt,
  };
}

function mergedField(place: Place, map: YAMLMap, name: string): Place | null {
  const { document } = place;
  for (const merge of pairsOf(map, "<<")) {
    const sources = isSeq(merge.value) ? merge.value.items : [merge.value];
    for (const source of sources) {
      const target = isAlias(source) ? document.targets.get(source) : source;
      if (!isMap(target)) continue;
      const pair = pairsOf(target, name).at(-1);
      if (pair === undefined || !isScalar(pair.value)) continue;
      const line = lineAt(document.source, pair.value.range?.[0] ?? 0);
      const refusal = `the value comes through a merge key (<<) from line ${line}; change it there`;
      return {
        document,
        node: pair.value,
        keys: [...place.keys, name],
        pair,
        refusal: place.refusal ?? refusal,
        doubt: place.doubt,
      };
    }
  }
  return null;
}

function doubledKey(document: ManifestDocument, name: string, pairs: readonly Pair[]): string {
  const lines = namedLines(document.source, pairs, (pair) => keyNode(pair)?.range?.[0] ?? 0);
  return `the key "${name}" stands twice, in ${lines}; keep one`;
}

/** An anchored value is shared by its aliases: to write it would change them all. */
function anchorRefusal(document: ManifestDocument, node: Node): string | null {
  if (isAlias(node) || node.anchor === undefined) return null;
  const uses = document.aliases.get(node.anchor) ?? [];
  if (uses.length === 0) return null;
  const lines = namedLines(document.source, uses, (alias) => alias.range?.[0] ?? 0);
  return `the value is shared: &${node.anchor} is used again by *${node.anchor} in ${lines}`;
}
