// Entries of a kustomize `images` list, in a kustomization and wherever else Flux takes the same shape.
import type { Artifact } from "../../artifacts/artifact.ts";
import { formatVersion, isTag, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { groupBy } from "../../text/group-by.ts";
import {
  afterEntry,
  changesAnything,
  isPlainName,
  isVersion,
  matchingNames,
  type EntryTerms,
} from "../kustomize/entry-match.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { asMap, field, itemsOf, startOf, textOf, type MapPlace, type Place, type SeqPlace } from "../yaml/place.ts";
import { artifactOfImage, splitReference, splitTag, templateRefusal } from "./reference.ts";
import { namedLines } from "../yaml/source.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";
import { writeTagAndDigest, type TagAndDigestKeys } from "./tag-and-digest.ts";

export interface ImageEntry extends EntryTerms {
  /** What it gives its image: the version of its keys, or the one that `newName` carries; empty when it leaves the version alone. */
  readonly version: Version;
  readonly site: Site;
  /** Its `tagSuffix`, which kustomize appends to the tag that the resources have; `null` when it has none. */
  readonly suffix: Site | null;
}

/**
 * The entries of an `images` list, in the order of the file. Two entries of one name are both refused, naming the lines: they chain, and the last
 * wins. So is one whose image another one takes up again.
 */
export function imageEntries(object: ObjectPlace, list: SeqPlace, path: string): readonly ImageEntry[] {
  const read = itemsOf(list).flatMap((item) => {
    const map = asMap(item);
    const fields = map === null ? null : fieldsOf(map);
    return fields === null || fields.name === "" ? [] : [fields];
  });
  const twice = doubledNames(list, read);
  const overridden = overriddenEntries(list, read);
  const counts = new Map<string, number>();
  return read.map((fields) => {
    const { name } = fields;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return imageEntry(object, fields, `${path}[name=${name}${count > 1 ? `#${count}` : ""}]`, {
      refusal: list.refusal,
      chained: twice.get(name) ?? overridden.get(fields) ?? null,
    });
  });
}

/** What the keys of an entry say. */
interface EntryFields extends EntryTerms {
  readonly map: MapPlace;
  readonly namePlace: Place | null;
  readonly newNamePlace: Place | null;
  readonly tagPlace: Place | null;
  readonly digestPlace: Place | null;
  readonly tag: string | null;
  readonly digest: string | null;
  /** The digest that stands behind the tag: kustomize puts the text of `newTag` behind the colon, so it takes `tag@digest` too. */
  readonly digestInTag: string | null;
}

function fieldsOf(map: MapPlace): EntryFields {
  const namePlace = field(map, "name", true);
  const newNamePlace = field(map, "newName", true);
  const tagPlace = field(map, "newTag", true);
  const digestPlace = field(map, "digest", true);
  const newNameText = textOf(newNamePlace) || null;
  const tag = textOf(tagPlace) || null;
  const digest = textOf(digestPlace) || null;
  const given = newNameText === null ? null : splitReference(newNameText);
  const inTag = tag === null || templateRefusal(tag) !== null ? { tag, digest: null } : splitTag(tag);
  return {
    map,
    name: textOf(namePlace) ?? "",
    namePlace,
    newNamePlace,
    tagPlace,
    digestPlace,
    tag,
    digest,
    newName: given?.name ?? null,
    carried: given?.version ?? { tag: null, digest: null },
    set: { tag: inTag.tag, digest: inTag.digest ?? digest },
    digestInTag: inTag.digest,
  };
}

/** Names that several entries have, with the reason to write none of these. */
function doubledNames(list: SeqPlace, entries: readonly EntryFields[]): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  for (const [name, same] of groupBy(entries, (entry) => entry.name)) {
    if (same.length === 1) continue;
    const lines = namedLines(list.document.source, same, ({ map }) => startOf(map));
    reasons.set(name, `two entries name "${name}", in ${lines}, and the last one wins; keep one`);
  }
  return reasons;
}

/** Entries that a later one of a plain name overrides: kustomize applies one after the other, each to what the ones before it left. */
function overriddenEntries(list: SeqPlace, entries: readonly EntryFields[]): ReadonlyMap<EntryFields, string> {
  const later = new Map<string, EntryFields>();
  const reasons = new Map<EntryFields, string>();
  for (const entry of entries.toReversed()) {
    const { name, newName } = entry;
    if (newName !== null || isPlainName(name)) {
      const after = afterEntry(splitReference(name), entry);
      const next = matchingNames(after)
        .map((one) => later.get(one))
        .find((one) => one !== undefined);
      if (next !== undefined) {
        const lines = namedLines(list.document.source, [entry, next], ({ map }) => startOf(map));
        reasons.set(entry, overriddenReason(after.name, next.name, lines));
      }
    }
    if (changesAnything(entry) && !later.has(name)) later.set(name, entry);
  }
  return reasons;
}

/** Why an entry that a later one overrides is not written. `lines`: those of the two. */
export function overriddenReason(image: string, later: string, lines: string): string {
  return `two entries decide on "${image}", in ${lines}: the one named "${later}" comes later and wins; keep one`;
}

function imageEntry(
  object: ObjectPlace,
  fields: EntryFields,
  path: string,
  { refusal, chained }: { readonly refusal: string | null; readonly chained: string | null },
): ImageEntry {
  const { map, name, namePlace, newNamePlace, tagPlace, digestPlace, tag, digest, newName, carried, set } = fields;
  const places = [namePlace, newNamePlace, tagPlace, digestPlace];
  const usesNewName = isVersion(carried) && !isVersion(set);
  const version = usesNewName ? carried : set;
  const templates = [newNamePlace, tagPlace, digestPlace].map((place) => templateRefusal(textOf(place) ?? ""));
  const both =
    isVersion(carried) && isVersion(set)
      ? "`newName` carries a version beside `newTag` or `digest`; keep the version in one of them"
      : null;
  const twoDigests =
    fields.digestInTag !== null && digest !== null
      ? "both `newTag` and `digest` hold a digest; keep it in one of them"
      : null;
  const suffix = suffixSite(object, field(map, "tagSuffix", true), `${path}.tagSuffix`, [refusal, chained]);
  const suffixed =
    suffix !== null && tag === null && digest === null
      ? "the entry has a `tagSuffix`, which counts only while no tag is set; replace it by `newTag` by hand"
      : null;
  const at =
    (tag !== null ? tagPlace : digest !== null ? digestPlace : usesNewName ? newNamePlace : null) ?? namePlace ?? map;
  const artifact: Artifact = artifactOfImage(newName ?? splitReference(name).name);
  return {
    name,
    newName,
    carried,
    set,
    version,
    suffix,
    site: site({
      object,
      path,
      at,
      artifact,
      version,
      style: isVersion(version) ? "exact" : "absent",
      refusals: [
        refusal,
        chained,
        map.refusal,
        ...places.map((place) => place?.refusal ?? null),
        ...templates,
        both,
        twoDigests,
        suffixed,
      ],
      doubts: [chained, both, ...places.map((place) => place?.doubt ?? null)],
      write(to) {
        requireImageVersion(to);
        if (usesNewName && newNamePlace !== null && newName !== null) {
          const text = `${newName}${to.tag === null ? "" : `:${to.tag}`}${to.digest === null ? "" : `@${to.digest}`}`;
          return setScalar(newNamePlace, text);
        }
        if (tagPlace !== null && fields.digestInTag !== null && to.tag !== null) {
          return setScalar(tagPlace, formatVersion(to));
        }
        // Both or none: kustomize drops the base's digest when only a tag is given, and the base's tag when only a digest is.
        return writeTagAndDigest(map, KEYS, to);
      },
    }),
  };
}

const KEYS: TagAndDigestKeys = { tag: "newTag", digest: "digest", beside: ["name", "newName"], anyCase: true };

const SUFFIX_GUARD = "it is the end of a tag, and no version by itself";

function suffixSite(
  object: ObjectPlace,
  place: Place | null,
  path: string,
  refusals: readonly (string | null)[],
): Site | null {
  const text = textOf(place);
  if (place === null || !text) return null;
  return site({
    object,
    path,
    at: place,
    artifact: null,
    takes: "text",
    version: { tag: text, digest: null },
    guard: SUFFIX_GUARD,
    refusals: [...refusals, templateRefusal(text)],
    write(to) {
      if (to.tag === null || to.digest !== null || !isTag(`0${to.tag}`)) {
        throw new UserError(`${JSON.stringify(formatVersion(to))} cannot end a tag`);
      }
      return setScalar(place, to.tag);
    },
  });
}
