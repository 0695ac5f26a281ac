// Images among a Helm chart's values: walks the values, makes a site of each image, and writes it in the form that its keys have.
import { isImageName } from "../../artifacts/image-reference.ts";
import { isTag, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import type { Change } from "../yaml/change.ts";
import { imageBlocks, isCalledImage, isImageKey, type ImageBlock } from "./image-block.ts";
import { imageScalarSite } from "./image-scalar.ts";
import { addKey, setScalar } from "../yaml/map-edit.ts";
import {
  asMap,
  asSeq,
  entriesOf,
  formatKeys,
  itemsOf,
  textOf,
  type Key,
  type MapPlace,
  type Place,
} from "../yaml/place.ts";
import { artifactOfImage, splitReference, splitTag, templateRefusal } from "./reference.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";

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

/** Every image in `values`, in the order of the file. `path` is that of the values in their object; empty when they are the whole file. */
export function valuesSites(
  object: ObjectPlace,
  values: Place,
  path: string,
  policyOf: PolicyOf = NO_POLICY,
): readonly Site[] {
  const sites: Site[] = [];
  const visit = (place: Place): void => {
    const keys = place.keys.slice(values.keys.length);
    const map = asMap(place);
    const list = asSeq(place);
    if (map !== null) {
      const at: Standing = { object, path: joined(path, keys), policy: policyOf(keys) };
      const blocks = imageBlocks(map);
      sites.push(...blocks.flatMap((block) => blockSite(at, map, block)), ...referenceSites(at, map, blocks));
      for (const entry of entriesOf(map)) visit(entry.place);
    } else if (list !== null) {
      const at: Standing = { object, path: joined(path, keys), policy: policyOf(keys) };
      for (const item of itemsOf(list)) {
        if (holdsImages(keys)) sites.push(...referenceSite(at, item, isFullReference));
        visit(item);
      }
    }
  };
  visit(values);
  return sites;
}

/** Where a map or a list of the values stands. */
interface Standing {
  readonly object: ObjectPlace;
  readonly path: string;
  readonly policy: ValuesPolicy;
}

function joined(path: string, keys: readonly Key[]): string {
  const tail = formatKeys(keys);
  return path === "" || tail === "" || tail.startsWith("[") ? path + tail : `${path}.${tail}`;
}

/** `images: [a:v1]`, `images: {proxy: a:v1}`, and OpenStack's `images: {tags: {proxy: a:v1}}`. */
function holdsImages(keys: readonly Key[]): boolean {
  const named = keys.at(-1) === "tags" ? keys.at(-2) : keys.at(-1);
  return typeof named === "string" && /images$/i.test(named);
}

/** Whole references in the scalars of a map. */
function referenceSites(at: Standing, map: MapPlace, blocks: readonly ImageBlock[]): readonly Site[] {
  const isWhole = blocks.some(({ key }) => key === null);
  return entriesOf(map).flatMap(({ key, place }) => {
    if (isImageKey(key)) return referenceSite(at, place, isReference);
    const isName = /^(?:repository|name)$/.test(key) && !isWhole && isCalledImage(map);
    const isMember = holdsImages(map.keys) && !/registry$/i.test(key);
    return isName || isMember || isKindOfImage(key, place) ? referenceSite(at, place, isFullReference) : [];
  });
}

/** `imageK8S` and `imageConsulDataplane` of Consul's chart; an `imageFormat: "2:1"` of another is none. */
function isKindOfImage(key: string, place: Place): boolean {
  return /^image[A-Z_-]/.test(key) && !key.startsWith("imagePull") && (textOf(place) ?? "").includes("/");
}

function referenceSite(
  { object, path, policy }: Standing,
  place: Place,
  isOne: (text: string) => boolean,
): readonly Site[] {
  const text = textOf(place);
  if (text === null || !isOne(text)) return [];
  const { filter, automation, refusal } = policy;
  const at = joined(path, place.keys.slice(-1));
  const found = imageScalarSite({ object, path: at, place, filter, automation, refusals: [refusal] });
  return found === null ? [] : [found];
}

/** A text that is a reference with a version: no URL, no sentence. */
function isReference(text: string): boolean {
  if (templateRefusal(text) !== null) return true;
  const { name, version } = splitReference(text);
  return (
    /^[\w./-]+(:\d+\/[\w./-]+)?$/.test(name) && (version.tag !== null || version.digest !== null) && !/\s/.test(text)
  );
}

/** Where the key says little, the text must be a reference to the letter: no port of a registry taken for a tag. */
function isFullReference(text: string): boolean {
  const { name, version } = splitReference(text);
  const isFixed = version.digest !== null || (version.tag !== null && isTag(version.tag));
  return isFixed && isImageName(name) && isReference(text);
}

function blockSite({ object, path, policy }: Standing, map: MapPlace, block: ImageBlock): readonly Site[] {
  const { tag: tagPlace, digest: digestPlace, name } = block;
  const tagText = textOf(tagPlace) ?? "";
  const digestText = textOf(digestPlace) ?? "";
  // An empty tag is the chart's own appVersion: no pin.
  if (tagText === "" && digestText === "") return [];
  const at = tagText === "" ? (digestPlace ?? tagPlace) : tagPlace;
  if (at === null) return [];
  const template = templateRefusal(tagText) ?? templateRefusal(digestText);
  const inTag = template === null ? splitTag(tagText) : { tag: tagText || null, digest: null };
  const twice =
    inTag.digest !== null && digestText !== "" ? "both `tag` and `digest` hold a digest; keep it in one of them" : null;
  const bare = digestPlace !== null && isBareDigest(digestPlace);
  const version: Version = {
    tag: inTag.tag,
    digest: inTag.digest ?? (digestText === "" ? null : (bare ? "sha256:" : "") + digestText),
  };
  // The values as a whole have no path, and their pin needs one.
  const own = block.key ?? (path === "" ? "tag" : null);
  const found = site({
    object,
    path: own === null ? path : joined(path, [own]),
    at,
    artifact: name === null || templateRefusal(name) !== null ? null : artifactOfImage(name),
    version,
    refusals: [policy.refusal, tagPlace?.refusal ?? null, digestPlace?.refusal ?? null, template, twice, block.refusal],
    filter: policy.filter,
    automation: policy.automation,
    write: (to) => writeBlock(map, block, inTag.digest !== null, to),
  });
  return [found];
}

/**
 * A block with a `digest` key takes the two apart; one without takes `tag@digest` in its tag, which charts render as `name:tag@digest`.
 * A digest that goes is emptied, not removed: without the key the chart's own default would come back.
 */
function writeBlock(
  map: MapPlace,
  { key, tag, digest, usesDigest }: ImageBlock,
  digestInTag: boolean,
  to: Version,
): readonly Change[] {
  requireImageVersion(to);
  if (usesDigest === false && to.digest !== null) {
    throw new UserError("`useDigest: false` beside it keeps the chart from using a digest; give the tag alone");
  }
  if (usesDigest === true && (digest === null || to.digest === null)) {
    throw new UserError(
      "`useDigest: true` beside it wants a digest in a `digest` key of its own; give one with the tag, or set it to false first",
    );
  }
  const tagKey = String(tag?.keys.at(-1) ?? "tag");
  if (digest === null || digestInTag) {
    if (tag === null) throw new Error("a block has a tag or a digest");
    if (to.tag === null)
      throw new UserError(`the values have only a \`${tagKey}\` key; a digest needs its tag beside it`);
    return setScalar(tag, to.digest === null ? to.tag : `${to.tag}@${to.digest}`);
  }
  const digestChanges = setScalar(digest, digestText(digest, to.digest));
  if (to.tag === null) {
    if ((textOf(tag) ?? "") !== "")
      throw new UserError(`the values have a \`${tagKey}\` key; a digest needs its tag beside it`);
    return digestChanges;
  }
  if (tag !== null) return [...setScalar(tag, to.tag), ...digestChanges];
  const digestKey = String(digest.keys.at(-1));
  if (key !== null || digestKey !== "digest" || digest.pair === null) {
    throw new UserError(
      `the values have only a \`${digestKey}\` key, and how the chart calls the tag is not known; give the digest alone, or add the tag's key by hand`,
    );
  }
  return [addKey(map, digest.pair, "tag", to.tag), ...digestChanges];
}

/** Whether the digest stands without `sha256:`, as `sha` has it: the chart's templates put it before. */
function isBareDigest(digest: Place): boolean {
  return /^sha$/i.test(String(digest.keys.at(-1))) && !(textOf(digest) ?? "").includes(":");
}

function digestText(place: Place, digest: string | null): string {
  if (digest === null || !isBareDigest(place)) return digest ?? "";
  if (!digest.startsWith("sha256:")) {
    throw new UserError(
      `the key \`${String(place.keys.at(-1))}\` takes a sha256 digest only, not ${JSON.stringify(digest)}`,
    );
  }
  return digest.slice("sha256:".length);
}
