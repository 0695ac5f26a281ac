// Images among an Argo CD source's parameters, known by their sibling keys: `image.repository` and `image.tag`, `imageTag`, `image` as a whole reference.
import type { Artifact } from "../../artifacts/artifact.ts";
import { isImageName } from "../../artifacts/image-reference.ts";
import { formatVersion, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { effectiveText, setParameter, type Parameter, type ParameterBlock } from "./parameters.ts";
import { argoCdTemplate } from "./template.ts";
import type { Change } from "../yaml/change.ts";
import { isImageKey } from "../shapes/image-block.ts";
import { imageScalarSite } from "../shapes/image-scalar.ts";
import { artifactOfImage, splitReference, splitTag } from "../shapes/reference.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";
import { withoutTrailingSlashes } from "../../text/trailing-slashes.ts";

const VERSION_KEYS = ["tag", "imageTag", "version"] as const;

/** The images of one block. `path` is that of the list of parameters. */
export function parameterImageSites(object: ObjectPlace, block: ParameterBlock, path: string): readonly Site[] {
  const found = [wholeSite(object, block, path)];
  for (const [key, parameter] of block.parameters) {
    const prefix = /^(.*[a-z0-9])Image[_-]?Tag$/.exec(key)?.[1];
    if (prefix !== undefined) found.push(prefixedSite(object, block, { parameter, prefix, path }));
    else if (isImageKey(key) && isReference(parameter.text)) found.push(referenceSite(object, parameter, path));
  }
  return found.filter((one) => one !== null);
}

/** The artifact that the block names, in its parameters or in the values below them; `null` when it names none. */
export function artifactOfBlock(block: ParameterBlock): Artifact | null {
  const registry = effectiveText(block, "registry");
  for (const key of ["repository", "image", "name", "imageRepository", "imageName"]) {
    const text = effectiveText(block, key);
    if (!text || text.includes("://") || /\s/.test(text) || argoCdTemplate(text) !== null) continue;
    // A `name` names all kinds of things: only an image's own, or one with a path, is an image's name.
    if (key === "name" && !registry && !text.includes("/") && !isNamedImage(block)) continue;
    const { name } = splitReference(text);
    return artifactOfImage(registry ? `${withoutTrailingSlashes(registry)}/${name}` : name);
  }
  return null;
}

/** What of a block's parameters fixes a version. */
export function versionParameters({ parameters }: ParameterBlock): readonly Parameter[] {
  return [...VERSION_KEYS, "digest"].flatMap((key) => parameters.get(key) ?? []);
}

/** The block as one image. */
function wholeSite(object: ObjectPlace, block: ParameterBlock, path: string): Site | null {
  const key = VERSION_KEYS.find((one) => block.parameters.has(one) && isImageVersion(block, one));
  const tag = key === undefined ? null : (block.parameters.get(key) ?? null);
  const digest = isImageVersion(block, "digest") ? (block.parameters.get("digest") ?? null) : null;
  return versionSite(object, { tag, digest, artifact: artifactOfBlock(block), path });
}

/** One of several images of a block: `operatorImage` and `operatorImageTag`. */
function prefixedSite(
  object: ObjectPlace,
  block: ParameterBlock,
  { parameter, prefix, path }: { readonly parameter: Parameter; readonly prefix: string; readonly path: string },
): Site | null {
  const name = ["Image", "ImageRepository", "ImageName"]
    .map((key) => effectiveText(block, prefix + key) ?? "")
    .find((text) => text !== "" && !/:\/\/|\s/.test(text) && argoCdTemplate(text) === null);
  const artifact = name === undefined ? null : artifactOfImage(splitReference(name).name);
  const digest = block.parameters.get(`${prefix}ImageDigest`) ?? null;
  return versionSite(object, { tag: parameter, digest, artifact, path });
}

interface VersionParameters {
  readonly tag: Parameter | null;
  readonly digest: Parameter | null;
  readonly artifact: Artifact | null;
  /** That of the list of parameters. */
  readonly path: string;
}

function versionSite(object: ObjectPlace, { tag, digest, artifact, path }: VersionParameters): Site | null {
  const at = tag ?? digest;
  if (at === null) return null;
  const tagText = tag?.text ?? "";
  const digestText = digest?.text ?? "";
  // An empty tag is the chart's own appVersion: no pin.
  if ((tagText === "" && digestText === "") || isSentence(tagText)) return null;
  const template = argoCdTemplate(tagText) ?? argoCdTemplate(digestText);
  const inTag = template === null ? splitTag(tagText) : { tag: tagText || null, digest: null };
  const both =
    inTag.digest !== null && digestText !== ""
      ? "both the tag and the digest hold a digest; keep it in one of them"
      : null;
  const version: Version = { tag: inTag.tag, digest: inTag.digest ?? (digestText || null) };
  const parts = [tag, digest].filter((part) => part !== null);
  const twice = parts.find((part) => part.twice !== null)?.twice ?? null;
  return site({
    object,
    path: `${path}[name=${at.name}]`,
    at: (tagText === "" ? (digest ?? at) : at).value,
    artifact,
    version,
    refusals: [twice, ...parts.map((part) => part.value.refusal), template, both],
    doubts: [twice, ...parts.map((part) => part.value.doubt)],
    write: (to) => writeVersion(tag, inTag.digest === null ? digest : null, to),
  });
}

function isSentence(text: string): boolean {
  return /\s/.test(text) && !text.includes("{{");
}

/** Whether a key of the block is an image's: the block names an image, or is called one, or has the keys that go with one. */
function isImageVersion(block: ParameterBlock, key: string): boolean {
  if (key === "imageTag") return true;
  const named = artifactOfBlock(block) !== null;
  if (key === "version")
    return named && effectiveText(block, "repository") !== null && effectiveText(block, "chart") === null;
  if (named || isNamedImage(block)) return true;
  return ["registry", "hub", "pullPolicy", "imagePullPolicy"].some((sibling) => effectiveText(block, sibling) !== null);
}

function isNamedImage({ keys }: ParameterBlock): boolean {
  return /image$/i.test(String(keys.at(-1))) || /images$/i.test(String(keys.at(-2)));
}

/** As with values: a digest has a parameter of its own, or stands behind the tag, which charts render as `name:tag@digest`. One that goes is emptied. */
function writeVersion(tag: Parameter | null, digest: Parameter | null, to: Version): readonly Change[] {
  requireImageVersion(to);
  if (digest === null) {
    if (tag === null) throw new Error("a version has a tag or a digest");
    if (to.tag === null) throw new UserError("there is only a parameter for the tag; a digest needs its tag beside it");
    return setParameter(tag, formatVersion(to));
  }
  const digestChanges = setParameter(digest, to.digest ?? "");
  if (tag !== null) {
    if (to.tag === null && tag.text !== "")
      throw new UserError("there is a parameter for the tag; a digest needs its tag beside it");
    return [...(to.tag === null ? [] : setParameter(tag, to.tag)), ...digestChanges];
  }
  if (to.tag === null) return digestChanges;
  const wanted = digest.name.replace(/digest$/u, "tag");
  throw new UserError(`there is a parameter for the digest only; add "${wanted}" beside it, or give the digest alone`);
}

/** A text that is a reference with a version: no URL, no sentence. */
function isReference(text: string): boolean {
  const { name, version } = splitReference(text);
  if (argoCdTemplate(text) !== null) return version.tag !== null || version.digest !== null;
  return isImageName(name) && (version.tag !== null || version.digest !== null) && !/\s/.test(text);
}

function referenceSite(object: ObjectPlace, { name, value, text, twice }: Parameter, path: string): Site | null {
  return imageScalarSite({
    object,
    path: `${path}[name=${name}]`,
    place: value,
    refusals: [twice, argoCdTemplate(text)],
  });
}
