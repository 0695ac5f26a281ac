// Images among a Helm chart's values, known by their sibling keys: `repository` and `tag`, a lone `tag`, `image: name:tag`.
import type { Artifact } from "../artifacts/artifact.ts";
import type { Version } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import type { Change } from "./change.ts";
import { imageScalarSite } from "./image-scalar.ts";
import { addKey, setScalar } from "./map-edit.ts";
import {
  asMap,
  asSeq,
  entriesOf,
  field,
  formatKeys,
  itemsOf,
  pairsOf,
  textOf,
  type Key,
  type MapPlace,
  type Place,
} from "./place.ts";
import { artifactOfImage, splitReference, splitTag, templateRefusal } from "./reference.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "./site.ts";

/** What the object's own rules say about one image of its values. */
export interface ValuesPolicy {
  readonly filter: string | null;
  readonly automation: string | null;
  readonly refusal: string | null;
}

/** Keys of an image's block inside the values: `["image"]`, `["sidecar", "image"]`; empty for the values themselves. */
export type PolicyOf = (block: readonly Key[]) => ValuesPolicy;

/** No rules of its own. */
const NO_POLICY: PolicyOf = () => ({ filter: null, automation: null, refusal: null });

/** Every image in `values`, in the order of the file. `path` is that of the values in their object. */
export function valuesSites(
  object: ObjectPlace,
  values: Place,
  path: string,
  policyOf: PolicyOf = NO_POLICY,
): readonly Site[] {
  const sites: Site[] = [];
  const visit = (place: Place): void => {
    const map = asMap(place);
    const keys = place.keys.slice(values.keys.length);
    if (map !== null) {
      const tail = formatKeys(keys);
      const joined = tail === "" ? path : tail.startsWith("[") ? path + tail : `${path}.${tail}`;
      sites.push(...blockSites(object, map, joined, policyOf(keys)));
      for (const entry of entriesOf(map)) visit(entry.place);
    } else {
      const list = asSeq(place);
      if (list !== null) for (const item of itemsOf(list)) visit(item);
    }
  };
  visit(values);
  return sites;
}

function blockSites(object: ObjectPlace, map: MapPlace, path: string, policy: ValuesPolicy): readonly Site[] {
  const sites: Site[] = [];
  const name = imageName(map);
  for (const key of ["tag", "imageTag", "version"]) {
    const tag = field(map, key);
    const text = textOf(tag);
    if (tag === null || text === null || !isImageBlock(map, key, name, text)) continue;
    const place = key === "imageTag" ? `${path}.imageTag` : path;
    const found = blockSite(object, map, place, key === "imageTag" ? null : field(map, "digest"), tag, name, policy);
    if (found !== null) sites.push(found);
    if (key !== "imageTag") break;
  }
  if (sites.length === 0 && name !== null && field(map, "tag") === null) {
    const found = blockSite(object, map, path, field(map, "digest"), null, name, policy);
    if (found !== null) sites.push(found);
  }
  for (const { key, place } of entriesOf(map)) {
    if (!/image$/i.test(key) || sites.some((one) => one.pin.path === `${path}.${key}`)) continue;
    const text = textOf(place);
    if (text === null || !isReference(text)) continue;
    const found = imageScalarSite({
      object,
      path: `${path}.${key}`,
      place,
      filter: policy.filter,
      automation: policy.automation,
      refusals: [policy.refusal],
    });
    if (found !== null) sites.push(found);
  }
  return sites;
}

/** `registry/repository` as the block names it; `null` when it names none. */
function imageName(map: MapPlace): string | null {
  const registry = textOf(field(map, "registry"));
  for (const key of ["repository", "image", "name", "imageRepository"]) {
    const text = textOf(field(map, key));
    if (!text || text.includes("://") || /\s/.test(text)) continue;
    // A `name` names all kinds of things: only with a registry or a path is it an image's.
    if (key === "name" && !registry && !text.includes("/")) continue;
    const { name } = splitReference(text);
    return registry ? `${registry.replace(/\/+$/, "")}/${name}` : name;
  }
  return null;
}

/** Whether the block's `key` is an image's version: it names the image, or is called one, or has the keys that go with one. */
function isImageBlock(map: MapPlace, key: string, name: string | null, text: string): boolean {
  if (/\s/.test(text) && !text.includes("{{")) return false;
  if (key === "imageTag") return true;
  if (key === "version") return name !== null && field(map, "repository") !== null && field(map, "chart") === null;
  if (name !== null) return true;
  const parent = map.keys.at(-1);
  if (typeof parent === "string" && /image$/i.test(parent)) return true;
  return ["registry", "pullPolicy", "imagePullPolicy"].some((sibling) => pairsOf(map.node, sibling).length > 0);
}

/** A text that is a reference with a version: no URL, no sentence. */
function isReference(text: string): boolean {
  if (templateRefusal(text) !== null) return true;
  const { name, version } = splitReference(text);
  return (
    /^[\w./-]+(:\d+\/[\w./-]+)?$/.test(name) && (version.tag !== null || version.digest !== null) && !/\s/.test(text)
  );
}

function blockSite(
  object: ObjectPlace,
  map: MapPlace,
  path: string,
  digestPlace: Place | null,
  tagPlace: Place | null,
  name: string | null,
  policy: ValuesPolicy,
): Site | null {
  const tagText = textOf(tagPlace) ?? "";
  const digestText = textOf(digestPlace) ?? "";
  // An empty tag is the chart's own appVersion: no pin.
  if (tagText === "" && digestText === "") return null;
  const template = templateRefusal(tagText) ?? templateRefusal(digestText) ?? templateRefusal(name ?? "");
  const inTag = template === null ? splitTag(tagText) : { tag: tagText || null, digest: null };
  const twice =
    inTag.digest !== null && digestText !== "" ? "both `tag` and `digest` hold a digest; keep it in one of them" : null;
  const version: Version = { tag: inTag.tag, digest: inTag.digest ?? (digestText || null) };
  const at = tagText === "" ? (digestPlace ?? tagPlace) : tagPlace;
  if (at === null) return null;
  const artifact: Artifact | null = name === null || templateRefusal(name) !== null ? null : artifactOfImage(name);
  return site({
    object,
    path,
    at,
    artifact,
    version,
    refusals: [policy.refusal, tagPlace?.refusal ?? null, digestPlace?.refusal ?? null, template, twice],
    filter: policy.filter,
    automation: policy.automation,
    write: (to) => writeBlock(map, tagPlace, digestPlace, inTag.digest !== null, to),
  });
}

/**
 * A block with a `digest` key takes the two apart; one without takes `tag@digest` in its tag, which charts render as `name:tag@digest`.
 * A digest that goes is emptied, not removed: without the key the chart's own default would come back.
 */
function writeBlock(
  map: MapPlace,
  tag: Place | null,
  digest: Place | null,
  digestInTag: boolean,
  to: Version,
): readonly Change[] {
  requireImageVersion(to);
  if (digest === null || digestInTag) {
    if (tag === null) throw new Error("a block has a tag or a digest");
    if (to.tag === null) throw new UserError("the values have only a `tag` key; a digest needs its tag beside it");
    return setScalar(tag, to.digest === null ? to.tag : `${to.tag}@${to.digest}`);
  }
  const digestChanges = setScalar(digest, to.digest ?? "");
  if (to.tag === null) {
    if ((textOf(tag) ?? "") !== "")
      throw new UserError("the values have a `tag` key; a digest needs its tag beside it");
    return digestChanges;
  }
  if (tag !== null) return [...setScalar(tag, to.tag), ...digestChanges];
  if (digest.pair === null) throw new Error("a value of a map has its pair");
  return [addKey(map, digest.pair, "tag", to.tag), ...digestChanges];
}
