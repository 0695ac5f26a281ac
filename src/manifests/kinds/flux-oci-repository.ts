// Flux's OCIRepository: a chart or a bundle of manifests in a container registry, by tag and digest.
import type { Artifact } from "../../artifacts/artifact.ts";
import { formatVersion, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import type { Change } from "../yaml/change.ts";
import { chartOfOci } from "../shapes/chart-version.ts";
import type { ManifestKind } from "../kind.ts";
import { addKey, replaceKey } from "../yaml/map-edit.ts";
import { field, mapField, pairsOf, textField, textOf, type MapPlace } from "../yaml/place.ts";
import { artifactOfImage, splitReference, splitTag, templateRefusal } from "../shapes/reference.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";
import { writeTagAndDigest } from "../shapes/tag-and-digest.ts";
import { withoutTrailingSlashes } from "../../text/trailing-slashes.ts";

const KEYS = { tag: "tag", digest: "digest" };

/** The layer that Helm stores a chart in: whoever selects it takes a chart. */
const HELM_LAYER = /^application\/vnd\.cncf\.helm\.chart\.content\./;

export const fluxOciRepository: ManifestKind = {
  name: "OCIRepository (Flux)",
  mayBeIn: (_, contains) => contains("source.toolkit.fluxcd.io") && contains("OCIRepository"),
  matches: ({ object }) => object.kind === "OCIRepository" && object.apiVersion.startsWith("source.toolkit.fluxcd.io/"),
  find(object) {
    const spec = mapField(object.place, "spec");
    const ref = spec === null ? null : mapField(spec, "ref");
    const found = spec === null || ref === null ? null : refSite(object, spec, ref);
    return found === null ? [] : [found];
  },
  transformed: false,
};

/** `digest` beats `semver`, and that beats `tag` (source-controller's API); a `tag` beside a `digest` says what the digest is, so both are one version. */
function refSite(object: ObjectPlace, spec: MapPlace, ref: MapPlace): Site | null {
  const tagPlace = field(ref, "tag");
  const digestPlace = field(ref, "digest");
  const semverPlace = field(ref, "semver");
  const tag = textOf(tagPlace) ?? "";
  const digest = textOf(digestPlace) ?? "";
  const semver = textOf(semverPlace) ?? "";
  const isRange = semver !== "" && digest === "";
  const at = isRange ? semverPlace : tag !== "" ? tagPlace : digest !== "" ? digestPlace : null;
  if (at === null) return null;
  const template = [tag, digest, semver].map(templateRefusal).find((reason) => reason !== null) ?? null;
  const inTag = template === null ? splitTag(tag) : { tag: tag || null, digest: null };
  const version: Version = isRange
    ? { tag: semver, digest: null }
    : { tag: inTag.tag, digest: inTag.digest ?? (digest || null) };
  const both =
    inTag.digest !== null && digest !== ""
      ? "`tag` and `digest` both hold a digest, and Flux takes that of `digest`; remove it from `tag`"
      : null;
  const range = isRange
    ? `"${semver}" is a range of versions, a policy of its own; write \`tag\` instead of \`semver\` there by hand first`
    : null;
  const places = [tagPlace, digestPlace, semverPlace].filter((place) => place !== null);
  return site({
    object,
    path: "spec.ref",
    at,
    artifact: artifactOf(spec),
    version,
    style: isRange ? "range" : "exact",
    range,
    refusals: [ref.refusal, ...places.map(({ refusal }) => refusal), template, both],
    doubts: [ref.doubt, ...places.map(({ doubt }) => doubt), both],
    write(to) {
      requireOciVersion(to);
      return isRange ? replaceRange(ref, to) : writeRef(ref, semver, to);
    },
  });
}

/** Throws a UserError unless `to` can be pulled from a registry. */
function requireOciVersion(to: Version): void {
  if (to.tag?.includes("+")) {
    throw new UserError(
      `${JSON.stringify(formatVersion(to))} has a "+", which no tag of a registry can have; Helm pushes it with "_" in its place: write that by hand`,
    );
  }
  requireImageVersion(to);
}

/**
 * Tag and digest go into keys of their own: Flux passes `tag: x@sha256:...` to the registry as a tag since 2.2. What is written so today is
 * taken apart.
 */
function writeRef(ref: MapPlace, semver: string, to: Version): readonly Change[] {
  if (semver !== "" && to.digest === null) {
    throw new UserError(
      `without the digest the range "${semver}" in \`semver\` would decide; remove \`semver\`, or give a digest`,
    );
  }
  return writeTagAndDigest(ref, KEYS, to);
}

/** The version in the place of a range that was named: `semver` would decide over a tag. */
function replaceRange(ref: MapPlace, to: Version): readonly Change[] {
  const [pair] = pairsOf(ref.node, "semver");
  if (pair === undefined) throw new Error("the range has its key");
  const other = [KEYS.tag, KEYS.digest].find((key) => pairsOf(ref.node, key).length > 0);
  if (other !== undefined) {
    throw new UserError(`\`${other}\` stands beside \`semver\`, which decides; keep one of them`);
  }
  if (to.tag === null) return replaceKey(ref, pair, KEYS.digest, to.digest ?? "");
  const digest = to.digest === null ? [] : [addKey(ref, pair, KEYS.digest, to.digest)];
  return [...replaceKey(ref, pair, KEYS.tag, to.tag), ...digest];
}

/**
 * What the URL names: a chart when the object selects Helm's layer, otherwise an image, as far as this file tells (chart-references.ts
 * knows better). `null` for a patch, which has no URL.
 */
function artifactOf(spec: MapPlace): Artifact | null {
  const url = textField(spec, "url");
  if (!url || templateRefusal(url) !== null) return null;
  const { name } = splitReference(withoutTrailingSlashes(url.replace(/^oci:\/\//, "")));
  const image = artifactOfImage(name);
  const selector = mapField(spec, "layerSelector");
  const mediaType = selector === null ? null : textField(selector, "mediaType");
  return mediaType !== null && HELM_LAYER.test(mediaType) ? chartOfOci(image.name) : image;
}
