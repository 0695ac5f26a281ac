// An image's tag and digest under two keys of one map, set together: a new tag beside an old digest would change nothing, or the wrong thing.
import type { Change } from "./change.ts";
import { addKey, keyStart, removeKey, replaceKey, setScalar } from "./map-edit.ts";
import { field, pairsOf, textOf, type MapPlace } from "./place.ts";
import type { Version } from "../artifacts/version.ts";

/** The names of the two keys. */
export interface TagAndDigestKeys {
  readonly tag: string;
  readonly digest: string;
}

/**
 * Makes the map hold exactly `to`: each key is set, added behind the other, or removed. The map has at least one of them. Throws a
 * UserError where the file's form leaves no room.
 */
export function writeTagAndDigest(map: MapPlace, keys: TagAndDigestKeys, to: Version): readonly Change[] {
  const [tagPair] = pairsOf(map.node, keys.tag);
  const [digestPair] = pairsOf(map.node, keys.digest);
  if (to.tag !== null && tagPair === undefined && to.digest === null && digestPair !== undefined) {
    return replaceKey(map, digestPair, keys.tag, to.tag);
  }
  if (to.digest !== null && digestPair === undefined && to.tag === null && tagPair !== undefined) {
    return replaceKey(map, tagPair, keys.digest, to.digest);
  }
  return [...writeKey(map, keys.tag, keys, to.tag), ...writeKey(map, keys.digest, keys, to.digest)];
}

function writeKey(map: MapPlace, key: string, keys: TagAndDigestKeys, text: string | null): readonly Change[] {
  const place = field(map, key);
  const [pair] = pairsOf(map.node, key);
  if (place !== null && pair !== undefined) {
    if (text !== null) return setScalar(place, text);
    // An empty value does nothing, so it may stay.
    return textOf(place) === "" ? [] : [removeKey(map, pair)];
  }
  if (text === null) return [];
  const [sibling] = [keys.tag, keys.digest]
    .flatMap((name) => pairsOf(map.node, name))
    .toSorted((a, b) => keyStart(b) - keyStart(a));
  if (sibling === undefined) throw new Error("one of the two keys is there");
  return [addKey(map, sibling, key, text)];
}
