// An image's tag and digest under two keys of one map, set together: a new tag beside an old digest would change nothing, or the wrong thing.
import type { Pair } from "yaml";
import type { Change } from "../yaml/change.ts";
import { addKey, keyStart, removeKey, replaceKey, setScalar } from "../yaml/map-edit.ts";
import { field, pairsOf, textOf, type MapPlace } from "../yaml/place.ts";
import type { Version } from "../../artifacts/version.ts";

/** The names of the two keys, and how the map's reader takes them. */
export interface TagAndDigestKeys {
  readonly tag: string;
  readonly digest: string;
  /** Other keys of the image: a new one goes behind the last of all of them. */
  readonly beside?: readonly string[];
  /** Whether the reader compares keys without case, as kustomize does. */
  readonly anyCase?: boolean;
}

/**
 * Makes the map hold exactly `to`: each key is set, added behind the others, or removed. The map has at least one of the keys. Throws a
 * UserError where the file's form leaves no room.
 */
export function writeTagAndDigest(map: MapPlace, keys: TagAndDigestKeys, to: Version): readonly Change[] {
  const tagPair = pairOf(map, keys.tag, keys);
  const digestPair = pairOf(map, keys.digest, keys);
  if (to.tag !== null && tagPair === undefined && to.digest === null && digestPair !== undefined) {
    return replaceKey(map, digestPair, keys.tag, to.tag);
  }
  if (to.digest !== null && digestPair === undefined && to.tag === null && tagPair !== undefined) {
    return replaceKey(map, tagPair, keys.digest, to.digest);
  }
  return [...writeKey(map, keys.tag, keys, to.tag), ...writeKey(map, keys.digest, keys, to.digest)];
}

function writeKey(map: MapPlace, key: string, keys: TagAndDigestKeys, text: string | null): readonly Change[] {
  const place = field(map, key, keys.anyCase);
  const pair = pairOf(map, key, keys);
  if (place !== null && pair !== undefined) {
    if (text !== null) return setScalar(place, text);
    // An empty value does nothing, so it may stay.
    return textOf(place) === "" ? [] : [removeKey(map, pair)];
  }
  if (text === null) return [];
  const [last] = [keys.tag, keys.digest, ...(keys.beside ?? [])]
    .flatMap((name) => pairsOf(map.node, name, keys.anyCase))
    .toSorted((a, b) => keyStart(b) - keyStart(a));
  if (last === undefined) throw new Error("one of the keys is there");
  return [addKey(map, last, key, text)];
}

/** Of a doubled key the last, as `field` has it. */
function pairOf(map: MapPlace, key: string, { anyCase }: TagAndDigestKeys): Pair | undefined {
  return pairsOf(map.node, key, anyCase).at(-1);
}
