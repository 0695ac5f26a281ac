// Which keys of a chart's values stand together for one image: `repository` and `tag`, `operatorImage` and `operatorTag`, a lone `imageTag`.
import type { Node } from "yaml";
import { isDigest } from "../../artifacts/version.ts";
import { entriesOf, field, pairsOf, textOf, type MapPlace, type Place } from "../yaml/place.ts";
import { splitReference, templateRefusal } from "./reference.ts";
import { withoutTrailingSlashes } from "../../text/trailing-slashes.ts";

export interface ImageBlock {
  /** The key that tells the image from others in the same map (`operatorTag`); `null` when the map as a whole is the image. */
  readonly key: string | null;
  /** `registry/repository` as the keys say; `null` when they name none. */
  readonly name: string | null;
  /** At least one of the two is there. */
  readonly tag: Place | null;
  readonly digest: Place | null;
  /** Cilium's `useDigest`: whether the digest counts at all; `null` when the keys do not say. */
  readonly usesDigest: boolean | null;
  /** One sentence; `null` when the keys leave no doubt about what a new version has to change. */
  readonly refusal: string | null;
}

/** The images of one map, by its keys; the maps and lists below it are not looked at. */
export function imageBlocks(map: MapPlace): readonly ImageBlock[] {
  const siblings = siblingsOf(map);
  const whole = wholeBlock(siblings);
  const others = [...prefixesOf(siblings)].flatMap(
    (prefix) => prefixedBlock(siblings, prefix, whole?.digest ?? null) ?? [],
  );
  if (whole === null) return others;
  const taken = [whole, ...others].flatMap(({ digest }) => digest?.node ?? []);
  return [{ ...whole, refusal: whole.usesDigest === false ? null : furtherDigest(siblings, taken) }, ...others];
}

/** `genericDigest` beside `tag` and `digest`: the chart takes the one or the other, so a new tag alone would go with an old digest. */
function furtherDigest({ map }: Siblings, taken: readonly Node[]): string | null {
  const further = entriesOf(map).find(
    ({ key, place }) => /digest/i.test(key) && isDigest(textOf(place) ?? "") && !taken.includes(place.node),
  );
  return further === undefined
    ? null
    : `\`${further.key}\` beside it holds another digest of the image, which would stay; change them together by hand`;
}

/** Whether the value of such a key is a whole reference: `image`, `initImage`, `image_name`. */
export function isImageKey(key: string): boolean {
  return /image(?:name|ref|reference|ur[il])?$/.test(plainKey(key));
}

/** Whether the map is called an image (`sidecarImage`) or stands among `images`: then a bare `name` names one too. */
export function isCalledImage(place: Place): boolean {
  const [parent, above] = [place.keys.at(-1), place.keys.at(-2)];
  return /image$/i.test(String(parent)) || /images$/i.test(String(above));
}

/** `operatorImageTag`, `operator_image_tag` and `OPERATOR-IMAGE-TAG` are one key to us; no chart has two of them. */
function plainKey(key: string): string {
  return key.replaceAll(/[_-]/g, "").toLowerCase();
}

/** Keys that are looked for in every map, so that they are read through a merge key as well. */
const MERGED: ReadonlySet<string> = new Set(
  (
    "useDigest tag version imageTag imageVersion digest imageDigest sha chart registry imageRegistry hub pullPolicy imagePullPolicy " +
    "repository image name imageRepository imageName"
  ).split(" "),
);

interface Siblings {
  readonly map: MapPlace;
  /** The value of a key by any of its spellings; through a merge key too, except for keys that begin with another word. */
  readonly value: (key: string) => Place | null;
  readonly text: (key: string) => string;
  /** Every plain key of the map itself. */
  readonly keys: readonly string[];
}

function siblingsOf(map: MapPlace): Siblings {
  const own = new Map<string, Place>();
  for (const { key, place } of entriesOf(map)) if (!own.has(plainKey(key))) own.set(plainKey(key), place);
  const merges = pairsOf(map.node, "<<").length > 0;
  // A lookup through merge keys reads the whole map: not for each of many keys.
  const value = (key: string): Place | null =>
    own.get(plainKey(key)) ?? (merges && MERGED.has(key) ? field(map, key) : null);
  return { map, value, text: (key) => textOf(value(key)) ?? "", keys: [...own.keys()] };
}

/** The map as one image: `{registry, repository, tag, digest}`. */
function wholeBlock(siblings: Siblings): ImageBlock | null {
  const name = nameOf(siblings, "");
  const digest = digestOf(
    siblings,
    siblings.text("imageTag") === "" ? ["digest", "imageDigest", "sha"] : ["digest", "sha"],
  );
  const [key, tag] = firstText(siblings, ["tag", "version"]);
  const isLeftToImageTag = siblings.text("imageTag") !== "";
  const isOne =
    tag === null ? name !== null && digest !== null && !isLeftToImageTag : isVersionOfImage(siblings, key, name);
  const uses = siblings.text("useDigest");
  const usesDigest = uses === "true" ? true : uses === "false" ? false : null;
  return isOne ? { key: null, name, tag, digest, usesDigest, refusal: null } : null;
}

/** Images that share a map with others, told by what their keys begin with; `imageTag` and its like begin with nothing. */
function prefixesOf({ keys }: Siblings): ReadonlySet<string> {
  const prefixes = new Set<string>();
  for (const key of keys) {
    const [, prefix = "", word = ""] = /^(.*?)(imagetag|imageversion|imagedigest|tag|digest)$/.exec(key) ?? [];
    if (word.startsWith("image") || (word !== "" && prefix !== "")) prefixes.add(prefix);
  }
  return prefixes;
}

function prefixedBlock(siblings: Siblings, prefix: string, taken: Place | null): ImageBlock | null {
  const short = prefix === "" ? [] : [`${prefix}tag`];
  const [key, tag] = firstText(siblings, [`${prefix}imageTag`, ...short, `${prefix}imageVersion`]);
  const found = digestOf(siblings, [`${prefix}imageDigest`, `${prefix}digest`]);
  const digest = found?.node === taken?.node ? null : found;
  const name = nameOf(siblings, prefix);
  const at = tag ?? (prefix === "" ? null : digest);
  // `tag` says nothing by itself, `imageTag` does; a digest needs its image.
  if (at === null || (!key.includes("image") && (name === null || /(?:git|chart|helm)$/.test(prefix)))) return null;
  return { key: String(at.keys.at(-1)), name, tag, digest, usesDigest: null, refusal: null };
}

function firstText(siblings: Siblings, keys: readonly string[]): readonly [string, Place | null] {
  for (const key of keys) {
    const place = siblings.value(key);
    const text = textOf(place);
    if (text !== null) return [key, /\s/.test(text) && !text.includes("{{") ? null : place];
  }
  return ["", null];
}

/** `sha` is a digest without its algorithm in charts of the Prometheus community; elsewhere it is a commit. */
function digestOf(siblings: Siblings, keys: readonly string[]): Place | null {
  for (const key of keys) {
    const place = siblings.value(key);
    const text = textOf(place);
    if (text !== null && (key !== "sha" || /^(?:sha256:.*|[0-9a-f]{64})?$/.test(text))) return place;
  }
  return null;
}

function nameOf(siblings: Siblings, prefix: string): string | null {
  const registry = ["registry", "imageRegistry", ...(prefix === "" ? ["hub"] : [])]
    .map((key) => withoutTrailingSlashes(siblings.text(prefix + key)))
    .find((text) => text !== "" && !text.includes("://"));
  for (const key of ["repository", "image", "name", "imageRepository", "imageName", "imageRepo", "repo"]) {
    if (key === "name" && prefix !== "") continue;
    const text = siblings.text(prefix + key);
    if (!isNameText(text)) continue;
    // A `name` names all kinds of things: only with a registry or a path, or in what is called an image, is it one's.
    if (key === "name" && registry === undefined && !text.includes("/") && !isCalledImage(siblings.map)) continue;
    const { name } = splitReference(text);
    const below = key === "repository" ? imageBelow(siblings, prefix, name) : "";
    return (registry === undefined ? "" : `${registry}/`) + name + below;
  }
  return null;
}

/** `{repository: nvcr.io/nvidia, image: driver}`: both together are the name. */
function imageBelow(siblings: Siblings, prefix: string, repository: string): string {
  const image = siblings.text(`${prefix}image`);
  return /^[a-z0-9][a-z0-9._-]*$/.test(image) && repository.split("/").at(-1) !== image ? `/${image}` : "";
}

/** No URL, no sentence, and nothing that a Git host serves. */
function isNameText(text: string): boolean {
  if (text === "" || templateRefusal(text) !== null) return text !== "";
  return !/:\/\/|\s|^git@|^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)\//.test(text);
}

function carriesVersion(text: string): boolean {
  const { tag, digest } = splitReference(text).version;
  return tag !== null || digest !== null;
}

/** Whether the map's `tag` or `version` is an image's: the map names the image, or is called one, or has the keys that go with one. */
function isVersionOfImage(siblings: Siblings, key: string, name: string | null): boolean {
  const { map, value } = siblings;
  const isCalled = isCalledImage(map);
  // A registry of packages is a URL.
  const hasCompany = ["registry", "hub", "pullPolicy", "imagePullPolicy"].some(
    (other) => value(other) !== null && !siblings.text(other).includes("://"),
  );
  if (key === "tag") return name !== null || isCalled || hasCompany;
  // A chart and a Git repository have a `version` too: the image must be plain.
  if (name === null || value("chart") !== null) return false;
  // Beside a whole reference it is what the software is called, for whoever reads it.
  if (["repository", "image"].some((other) => carriesVersion(siblings.text(other)))) return false;
  const isPlain = siblings.text("image") !== "" || /^[^/]+[.:][^/]*\//.test(name) || value("digest") !== null;
  return isCalled || ((siblings.text("repository") !== "" || siblings.text("image") !== "") && (hasCompany || isPlain));
}
