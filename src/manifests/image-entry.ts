// Entries of a kustomize `images` list, in a kustomization and wherever else Flux takes the same shape.
import type { Pair } from "yaml";
import type { Artifact } from "../artifacts/artifact.ts";
import { formatVersion, isTag, type Version } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import type { Change } from "./change.ts";
import { groupBy } from "../text/group-by.ts";
import { addKey, removeKey, replaceKey, setScalar, keyStart } from "./map-edit.ts";
import { asMap, field, itemsOf, pairsOf, startOf, textOf, type MapPlace, type Place, type SeqPlace } from "./place.ts";
import { artifactOfImage, splitReference, splitTag, templateRefusal } from "./reference.ts";
import { namedLines } from "./source.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "./site.ts";

export interface ImageEntry {
  /** As written: a regular expression to kustomize, matched against image names; may hold `:tag`. */
  readonly name: string;
  /** The name that it gives to what it matches; `null` keeps the old one. */
  readonly newName: string | null;
  /** Empty when it leaves the version alone. */
  readonly version: Version;
  readonly site: Site;
  /** Its `tagSuffix`, which kustomize appends to the tag that the resources have; `null` when it has none. */
  readonly suffix: Site | null;
}

/** The entries of an `images` list. Two entries of one name are both refused, naming the lines: they chain, and the last wins. */
export function imageEntries(object: ObjectPlace, list: SeqPlace, path: string): readonly ImageEntry[] {
  const maps = itemsOf(list).flatMap((item) => asMap(item) ?? []);
  const named = groupBy(maps, (map) => textOf(field(map, "name", true)) ?? "");
  const entries: ImageEntry[] = [];
  for (const [name, same] of named) {
    if (name === "") continue;
    const lines = namedLines(list.document.source, same, startOf);
    const twice = same.length > 1 ? `two entries name "${name}", in ${lines}, and the last one wins; keep one` : null;
    for (const [index, map] of same.entries()) {
      const place = `${path}[name=${name}${index > 0 ? `#${index + 1}` : ""}]`;
      entries.push(imageEntry(object, map, name, place, { refusal: list.refusal, twice }));
    }
  }
  return entries;
}

function imageEntry(
  object: ObjectPlace,
  map: MapPlace,
  name: string,
  path: string,
  { refusal, twice }: { readonly refusal: string | null; readonly twice: string | null },
): ImageEntry {
  const namePlace = field(map, "name", true);
  const newNamePlace = field(map, "newName", true);
  const tagPlace = field(map, "newTag", true);
  const digestPlace = field(map, "digest", true);
  const places = [namePlace, newNamePlace, tagPlace, digestPlace];
  const newNameText = textOf(newNamePlace) || null;
  const tag = textOf(tagPlace) || null;
  const digest = textOf(digestPlace) || null;
  const carried = newNameText === null ? null : splitReference(newNameText);
  const carries = carried !== null && (carried.version.tag !== null || carried.version.digest !== null);
  const templates = [newNameText, tag, digest].map((text) => (text === null ? null : templateRefusal(text)));
  const both =
    carries && (tag !== null || digest !== null)
      ? "`newName` carries a version beside `newTag` or `digest`; keep the version in one of them"
      : null;
  const newName = carried?.name ?? null;
  const usesNewName = carries && tag === null && digest === null;
  // kustomize puts the text of `newTag` behind the colon, so it takes `tag@digest` too.
  const inTag = tag === null || templateRefusal(tag) !== null ? { tag, digest: null } : splitTag(tag);
  const twoDigests =
    inTag.digest !== null && digest !== null
      ? "both `newTag` and `digest` hold a digest; keep it in one of them"
      : null;
  const version = usesNewName ? carried.version : { tag: inTag.tag, digest: inTag.digest ?? digest };
  const suffix = suffixSite(object, field(map, "tagSuffix", true), `${path}.tagSuffix`, [refusal, twice]);
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
    version,
    suffix,
    site: site({
      object,
      path,
      at,
      artifact,
      version,
      style: version.tag === null && version.digest === null ? "absent" : "exact",
      refusals: [
        refusal,
        twice,
        map.refusal,
        ...places.map((place) => place?.refusal ?? null),
        ...templates,
        both,
        twoDigests,
        suffixed,
      ],
      doubts: [twice, ...places.map((place) => place?.doubt ?? null)],
      write(to) {
        requireImageVersion(to);
        if (usesNewName && newNamePlace !== null && newName !== null) {
          const text = `${newName}${to.tag === null ? "" : `:${to.tag}`}${to.digest === null ? "" : `@${to.digest}`}`;
          return setScalar(newNamePlace, text);
        }
        if (tagPlace !== null && inTag.digest !== null && to.tag !== null) {
          return setScalar(tagPlace, formatVersion(to));
        }
        return writeTagAndDigest(map, tagPlace, digestPlace, to);
      },
    }),
  };
}

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

/**
 * Both keys are set or removed together: kustomize drops the base's digest when only a tag is given, and the base's tag when only a
 * digest is.
 */
function writeTagAndDigest(map: MapPlace, tag: Place | null, digest: Place | null, to: Version): readonly Change[] {
  const tagPair = ownPair(map, tag);
  const digestPair = ownPair(map, digest);
  if (to.tag !== null && tagPair === null && to.digest === null && digestPair !== null) {
    return replaceKey(map, digestPair, "newTag", to.tag);
  }
  if (to.digest !== null && digestPair === null && to.tag === null && tagPair !== null) {
    return replaceKey(map, tagPair, "digest", to.digest);
  }
  return [...writeKey(map, "newTag", tag, tagPair, to.tag), ...writeKey(map, "digest", digest, digestPair, to.digest)];
}

function writeKey(
  map: MapPlace,
  key: string,
  place: Place | null,
  pair: Pair | null,
  text: string | null,
): readonly Change[] {
  if (place !== null && pair !== null) {
    if (text !== null) return setScalar(place, text);
    // An empty value does nothing, so it may stay.
    return textOf(place) === "" ? [] : [removeKey(map, pair)];
  }
  return text === null ? [] : [addKey(map, lastOf(map), key, text)];
}

function ownPair(map: MapPlace, place: Place | null): Pair | null {
  return place?.pair && map.node.items.includes(place.pair) ? place.pair : null;
}

/** The last of the keys that belong together: a new one goes behind it. */
function lastOf(map: MapPlace): Pair {
  const pairs = ["name", "newName", "newTag", "digest"].flatMap((key) => pairsOf(map.node, key, true));
  const last = pairs.sort((a, b) => keyStart(a) - keyStart(b)).at(-1);
  if (last === undefined) throw new UserError("the entry has no name");
  return last;
}
