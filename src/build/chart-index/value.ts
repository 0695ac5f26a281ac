// A value of index.yaml that is to be written, as YAML in block or in flow style: read back as the very same by Helm and by npm `yaml`.
import { encodeScalar } from "../../manifests/yaml/scalar.ts";

/** A text is a string; `plain` is what stands without quotes and is none: `true`, `3`, `null`. */
export type IndexValue = string | { readonly plain: string } | readonly IndexValue[] | IndexMap;

export type IndexMap = ReadonlyMap<string, IndexValue>;

/** How far each level of a block stands in from the one around it. */
export interface BlockStyle {
  /** A map's keys, from those of the map around it. */
  readonly step: number;
  /** A list's dashes, from the key that the list belongs to. Helm writes 0. */
  readonly dash: number;
  /** The spaces behind a dash. */
  readonly gap: number;
}

/** What `helm repo index` writes. */
export const HELM_STYLE: BlockStyle = { step: 2, dash: 0, gap: 1 };

export function isList(value: IndexValue): value is readonly IndexValue[] {
  return Array.isArray(value);
}

/** Words that begin with a letter and have a space between them: no parser takes them for a number, a time or a word of its own. */
const WORDS = /^[A-Za-z][\w.,;()/'+-]*(?: [\w.,;()/'+][\w.,;()/'+-]*)+$/u;

/** What `encodeScalar` refuses, since no version has it; a description may. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** One text as a scalar in a block. */
export function textScalar(text: string): string {
  if (WORDS.test(text)) return text;
  return ESCAPED.test(text) ? quoted(text) : encodeScalar(text, "plain");
}

/** In double quotes with JSON's escapes, which are YAML's too (YAML 1.2.2, 5.7). */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The lines of `key: value` with the key at `column`. `key` is written as it is given. */
export function pairLines(key: string, value: IndexValue, column: number, style: BlockStyle): readonly string[] {
  const at = `${" ".repeat(column)}${key}:`;
  if (typeof value === "string") return [`${at} ${textScalar(value)}`];
  if (isList(value)) {
    const items = value.flatMap((item) => itemLines(item, column + style.dash, style));
    return items.length === 0 ? [`${at} []`] : [at, ...items];
  }
  if ("plain" in value) return [`${at} ${value.plain}`];
  return value.size === 0 ? [`${at} {}`] : [at, ...mapLines(value, column + style.step, style)];
}

/** The lines of a map with its keys at `column`. */
export function mapLines(map: IndexMap, column: number, style: BlockStyle): readonly string[] {
  return [...map].flatMap(([key, value]) => pairLines(textScalar(key), value, column, style));
}

/** The lines of a list's item with its dash at `column`. */
export function itemLines(item: IndexValue, column: number, style: BlockStyle): readonly string[] {
  const dash = `${" ".repeat(column)}-${" ".repeat(style.gap)}`;
  if (typeof item === "string") return [`${dash}${textScalar(item)}`];
  if (!isList(item) && !("plain" in item) && item.size > 0) {
    const [first = "", ...others] = mapLines(item, dash.length, style);
    return [dash + first.slice(dash.length), ...others];
  }
  return [dash + flowText(item, null)];
}

/** A value as JSON, which is flow-style YAML. `indent`: the white space before the line that it begins on, for lines of its own; `null`: all on one line. */
export function flowText(value: IndexValue, indent: string | null, eol = "\n"): string {
  if (typeof value === "string") return quoted(value);
  if (!isList(value) && "plain" in value) return value.plain;
  const inner = indent === null ? null : `${indent}  `;
  const items = isList(value)
    ? value.map((item) => flowText(item, inner, eol))
    : [...value].map(([key, item]) => `${quoted(key)}: ${flowText(item, inner, eol)}`);
  const [open, close] = isList(value) ? "[]" : "{}";
  if (items.length === 0) return `${open}${close}`;
  if (inner === null) return `${open}${items.join(", ")}${close}`;
  return `${open}${eol}${items.map((item) => inner + item).join(`,${eol}`)}${eol}${indent}${close}`;
}
