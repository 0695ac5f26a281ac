// Which images an entry of a kustomize `images` list is for, and what it makes of them, as kustomize's image transformer does it (api/filters/imagetag, 5.5).
import type { Version } from "../../artifacts/version.ts";
import type { SplitReference } from "../shapes/reference.ts";

/** What an entry says. */
export interface EntryTerms {
  /** As written: a regular expression to kustomize, matched against whole images; may hold `:tag`. */
  readonly name: string;
  /** The name that it gives to what it matches, without the version that it may carry; `null` keeps the old one. */
  readonly newName: string | null;
  /** The version that `newName` carries: kustomize takes it for a part of the name, and puts that of the image behind it. */
  readonly carried: Version;
  /** The version of its other keys: in place of all that the image has. */
  readonly set: Version;
}

/** What may follow a name: a tag, a digest. */
const TAIL = /^(?::[\w.{}-]*)?(?:@sha256:[\w.{}-]*)?$/;

/** Whether an entry's name is one image's, and no regular expression. A dot counts as itself: every registry's name has some. */
export function isPlainName(name: string): boolean {
  return /^[\w./:@-]+$/.test(name);
}

/** Whether an entry of that name is for the image. */
export function entryMatches(name: string, image: SplitReference): boolean {
  const text = formatReference(image);
  if (isPlainName(name)) return text.startsWith(name) && TAIL.test(text.slice(name.length));
  // A pattern with a repeated group can take exponential time; nobody names images so.
  if (name.length > 200 || text.length > 400 || /[)\]][*+{]/.test(name)) return false;
  try {
    return new RegExp(`^${name}(?::[\\w.{}-]*)?(?:@sha256:[\\w.{}-]*)?$`).test(text);
  } catch {
    // Not a pattern here: kustomize's dialect differs, and then it is not matched.
    return false;
  }
}

/** The plain names of entries that are for an image: its own, alone, with its tag, or with all that it has. */
export function matchingNames(image: SplitReference): readonly string[] {
  const { name, version } = image;
  const tagged = formatReference({ name, version: { tag: version.tag, digest: null } });
  return [name, tagged, formatReference(image)].filter((one) => entryMatches(one, image));
}

/** The image once an entry that is for it was applied. Two versions one behind the other come out as kustomize reads them again. */
export function afterEntry(image: SplitReference, { newName, carried, set }: Omit<EntryTerms, "name">): SplitReference {
  const name = newName === null ? image.name : formatReference({ name: newName, version: carried });
  return split(formatReference({ name, version: isVersion(set) ? set : image.version }));
}

/** Whether the entry leaves the image with two versions: `app:2.0.0:1` is no reference, and in `app:2.0.0@sha256:...` the image's digest counts. */
export function doublesVersion({ carried, set }: EntryTerms, image: SplitReference): boolean {
  return isVersion(carried) && (isVersion(set) || isVersion(image.version));
}

/** Whether an entry gives its image a name or a version. */
export function changesAnything({ newName, set }: Pick<EntryTerms, "newName" | "set">): boolean {
  return newName !== null || isVersion(set);
}

/** Whether there is a tag or a digest. */
export function isVersion({ tag, digest }: Version): boolean {
  return tag !== null || digest !== null;
}

/** kustomize's own way: the tag starts at the first colon behind the first slash. */
function split(text: string): SplitReference {
  const slash = Math.max(text.indexOf("/"), 0);
  const at = text.indexOf("@", slash);
  const colon = text.indexOf(":", slash);
  const tagged = colon !== -1 && (at === -1 || colon < at);
  const nameEnd = tagged ? colon : at === -1 ? text.length : at;
  return {
    name: text.slice(0, nameEnd),
    version: {
      tag: (tagged && text.slice(colon + 1, at === -1 ? text.length : at)) || null,
      digest: (at !== -1 && text.slice(at + 1)) || null,
    },
  };
}

/** The image as it stands in a manifest. */
export function formatReference({ name, version: { tag, digest } }: SplitReference): string {
  return `${name}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}
