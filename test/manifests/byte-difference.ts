// What changed between two texts besides the pins that were set: told from the characters alone, not from what the rewrite says of itself.
import { formatVersion, type Version } from "../../src/artifacts/version.ts";
import type { Pin } from "../../src/manifests/pin.ts";

/** An edit that was made: the pin before it, the version that it got, and the pin after it. */
export interface MadeEdit {
  readonly pin: Pin;
  readonly to: Version;
  readonly now: Pin;
}

/** The offset of a line and a column: lines end with a line feed, columns count characters, a byte order mark counts as none. */
export function offsetOf(text: string, at: { readonly line: number; readonly column: number }): number {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (let line = 1; line < at.line; line += 1) {
    const next = text.indexOf("\n", start);
    if (next === -1) throw new Error(`there is no line ${at.line}`);
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  const characters = Array.from(text.slice(start, end === -1 ? text.length : end));
  if (at.column > characters.length + 1) throw new Error(`line ${at.line} has no column ${at.column}`);
  return start + characters.slice(0, at.column - 1).join("").length;
}

/** The scalar that starts at an offset, as it is written and as text. It is one without escapes, as versions and references are. */
export function scalarAt(text: string, offset: number): { readonly raw: string; readonly text: string } {
  const mark = text[offset];
  if (mark === '"' || mark === "'") {
    const end = text.indexOf(mark, offset + 1);
    return { raw: text.slice(offset, end + 1), text: text.slice(offset + 1, end) };
  }
  const raw = /^[^\s,[\]{}"']*/.exec(text.slice(offset, offset + 2000))?.[0] ?? "";
  return { raw, text: raw };
}

/**
 * The first difference that no edit accounts for, with what stands around it; `null` when there is none. Where every edit keeps its keys, each
 * character outside of the scalars that were set must be the same. Where a `digest`, `newTag`, `tag` or `forceString` comes or goes, all but those
 * keys must be the same, and every line without one.
 */
export function differenceBeyond(before: string, after: string, edits: readonly MadeEdit[]): string | null {
  const inPlace = differenceOutsideScalars(before, after, edits);
  if (inPlace === null || edits.every(keepsItsKeys)) return inPlace;
  return differenceBesideKeys(before, after, edits);
}

/** The same where keys came and went, perhaps to another place of their map. */
export function differenceBesideKeys(before: string, after: string, edits: readonly MadeEdit[]): string | null {
  const [old, now] = [withoutKeys(before, edits, "pin"), withoutKeys(after, edits, "now")];
  return firstDifference(old.lines, now.lines) ?? firstDifference(old.content, now.content);
}

/**
 * Whether an edit leaves the keys alone. A digest that comes or goes, a tag in place of a digest, a commit in place of a Git tag, and a parameter that needs
 * `forceString` bring or take one.
 */
export function keepsItsKeys({ pin, to }: Pick<MadeEdit, "pin" | "to">): boolean {
  const { version } = pin;
  const hasSame = (version.tag === null) === (to.tag === null) && (version.digest === null) === (to.digest === null);
  const isGitRef = pin.object.kind === "GitRepository" || pin.object.kind === "OCIRepository";
  return hasSame && !isGitRef && !pin.path.includes("parameters");
}

function firstDifference(before: string, after: string): string | null {
  if (before === after) return null;
  let at = 0;
  while (before[at] === after[at]) at += 1;
  return `${around(before, at)} became ${around(after, at)}`;
}

function around(text: string, at: number): string {
  return JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
}

/** Walks through both texts; only at the scalars of the pins, and at their digests, may the two differ. */
function differenceOutsideScalars(before: string, after: string, edits: readonly MadeEdit[]): string | null {
  const scalars = new Map(edits.flatMap((edit) => placesOf(before, edit).map((at) => [at, edit] as const)));
  let i = 0;
  let j = 0;
  for (const [at, edit] of [...scalars].sort(([a], [b]) => a - b)) {
    const same = before.slice(i, at);
    if (after.slice(j, j + same.length) !== same) return firstDifference(before.slice(i), after.slice(j));
    [i, j] = [at, j + same.length];
    const old = scalarAt(before, i);
    const now = scalarAt(after, j);
    if (!keepsItsQuotes(old, now) || !isReplaced(old.text, now.text, edit)) return firstDifference(old.raw, now.raw);
    [i, j] = [i + old.raw.length, j + now.raw.length];
  }
  return firstDifference(before.slice(i), after.slice(j));
}

/** Where a pin's scalars stand: its own, and the one of its digest, which may be empty. */
function placesOf(text: string, { pin, to }: MadeEdit): readonly number[] {
  const own = offsetOf(text, pin);
  const places = [own];
  const { digest } = pin.version;
  if (digest !== null) {
    for (let at = text.indexOf(digest); at !== -1; at = text.indexOf(digest, at + 1)) {
      const start = /["']/.test(text[at - 1] ?? "") ? at - 1 : at;
      const isWhole = /[\s,[{:]/.test(text[start - 1] ?? "") && scalarAt(text, start).text === digest;
      if (start !== own && isWhole) places.push(start);
    }
  } else if (to.digest !== null) {
    for (const { index, 0: match } of text.matchAll(/\bdigest["']?:\s*(?=""|'')/g)) places.push(index + match.length);
  }
  return places;
}

interface ScalarText {
  readonly raw: string;
  readonly text: string;
}

/** Quotes stay as they are; none may become double ones. */
function keepsItsQuotes(old: ScalarText, now: ScalarText): boolean {
  const quote = /^["']/.exec(old.raw)?.[0] ?? "";
  return now.raw === quote + now.text + quote || (quote === "" && now.raw === `"${now.text}"`);
}

/** Whether `now` is `old` with the edit's version in place of the pin's, or is `old`. */
function isReplaced(old: string, now: string, { pin: { version: from }, to }: MadeEdit): boolean {
  if (old === now) return true;
  const pairs: readonly (readonly [string, string])[] = [
    [from.tag ?? "", to.tag ?? ""],
    [from.digest ?? "", to.digest ?? ""],
    [formatVersion(from), formatVersion(to)],
    [suffix(from), suffix(to)],
  ];
  return pairs.some(([was, is]) => {
    const at = was === "" ? old.length : old.lastIndexOf(was);
    return at !== -1 && old.slice(0, at) + is + old.slice(at + was.length) === now;
  });
}

function suffix(version: Version): string {
  return (version.tag === null ? "" : ":") + formatVersion(version);
}

/** What stands for a version that was set; no text has it. */
const MARK = "\u0001";

/** A text without the versions that were set and without the keys that came or went with them: its content, and its lines that have none of them. */
function withoutKeys(
  text: string,
  edits: readonly MadeEdit[],
  side: "pin" | "now",
): { readonly content: string; readonly lines: string } {
  let marked = text;
  const places = edits.map((edit) => ({ at: offsetOf(text, edit[side]), version: edit[side].version }));
  for (const { at, version } of places.sort((a, b) => b.at - a.at)) {
    const { raw, text: held } = scalarAt(marked, at);
    const versions = [suffix(version), formatVersion(version), version.tag ?? "", version.digest ?? ""];
    const own = versions.find((one) => one !== "" && held.includes(one)) ?? "";
    const name = own === "" ? held : held.slice(0, held.lastIndexOf(own));
    marked = marked.slice(0, at) + name + MARK + marked.slice(at + raw.length);
  }
  const digests = edits.flatMap(({ pin, to }) => [pin.version.digest, to.digest]).filter((digest) => digest !== null);
  const values = [MARK, "true", ...digests].join("|");
  const space = String.raw`(?:\s|#[^\n]*\n)*`;
  const pair = String.raw`["']?\b(?:digest|newTag|tag|commit|forceString)["']?:${space}(?:&\w+ )?(?:""|''|["']?(?:${values})["']?)`;
  // The comment behind a key on a line of its own goes with it.
  const content = marked
    .replaceAll(new RegExp(String.raw`^([ \t]*-?[ \t]*)${pair}[ \t]*,?[ \t]*(?:#.*)?$`, "gm"), "$1")
    .replaceAll(new RegExp(pair, "g"), "")
    .replaceAll(/[\s,"']/g, "");
  const whole = new RegExp(pair);
  const isBare = (line: string) =>
    !whole.test(line) &&
    !/\b(?:digest|newTag|tag|commit|forceString)\b|sha256:/.test(line) &&
    !line.includes(MARK) &&
    // A digest that was emptied where it stands below its key.
    !/^\s*(?:""|'')\s*(?:#.*)?$/.test(line);
  const lines = marked.split("\n").filter((line) => isBare(line) && line.trim() !== "");
  // Behind a list's dash the next key takes the place of one that went; before a comma and a brace the previous.
  return { content, lines: lines.map((line) => line.replace(/^[-\s]+/, "").replace(/,?\r?$/, "")).join("\n") };
}
