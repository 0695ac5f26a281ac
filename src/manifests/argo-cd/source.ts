// One source of an Argo CD application: its chart's version or its Git revision, and what it gives to Helm and kustomize.
import { gitArtifact } from "../../artifacts/git-repository.ts";
import type { Artifact } from "../../artifacts/artifact.ts";
import { formatVersion, isChartVersion, isDigest, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { helmFindings } from "./helm.ts";
import { kustomizeImageSites } from "./kustomize.ts";
import { argoCdTemplate } from "./template.ts";
import { chartArtifact, chartVersionSite } from "../shapes/chart-version.ts";
import { gitRevisionSite } from "../shapes/git-revision.ts";
import type { Finding } from "../kind.ts";
import { patchFindings } from "../kustomize/patches.ts";
import { remoteSites } from "../kustomize/remote.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { field, mapField, seqField, textField, textOf, type MapPlace, type Place } from "../yaml/place.ts";
import { splitTag } from "../shapes/reference.ts";
import { site, type ObjectPlace, type Site } from "../site.ts";
import { withoutTrailingSlashes } from "../../text/trailing-slashes.ts";

/** Everything that a source pins. `path` is the source's own in its object. */
export function sourceFindings(object: ObjectPlace, source: MapPlace, path: string): readonly Finding[] {
  const revision = field(source, "targetRevision");
  const kustomize = mapField(source, "kustomize");
  const helm = mapField(source, "helm");
  const pinned = revision === null ? null : revisionSite(object, source, revision, `${path}.targetRevision`);
  return [
    ...(pinned === null ? [] : [pinned]),
    ...(helm === null ? [] : helmFindings(object, helm, `${path}.helm`)),
    ...(kustomize === null ? [] : kustomizeFindings(object, kustomize, `${path}.kustomize`)),
  ];
}

/** Images; and components and patches, which are what they are in a kustomization. */
function kustomizeFindings(object: ObjectPlace, kustomize: MapPlace, path: string): readonly Finding[] {
  const images = seqField(kustomize, "images");
  const inKustomization = { ...object, place: kustomize, prefix: `${object.prefix}${path}.` };
  return [
    ...(images === null ? [] : kustomizeImageSites(object, images, `${path}.images`)),
    ...remoteSites(inKustomization),
    ...patchFindings(inKustomization),
  ];
}

function revisionSite(object: ObjectPlace, source: MapPlace, place: Place, path: string): Site | null {
  const repository = textField(source, "repoURL") ?? "";
  const chart = textField(source, "chart") ?? "";
  const isOci = /^oci:\/\//i.test(repository);
  if (chart !== "") {
    const artifact = isTemplated(repository, chart) ? null : chartArtifact(chart, chartRepository(repository));
    return chartVersionSite({ object, path, place, artifact });
  }
  if (isOci) return ociRevisionSite(object, place, path, isTemplated(repository) ? null : ociArtifact(repository));
  const folder = textField(source, "path") ?? "";
  const artifact = repository === "" || isTemplated(repository, folder) ? null : gitArtifact(repository, folder);
  return withRange(gitRevisionSite({ object, path, place, artifact }));
}

function isTemplated(...texts: readonly string[]): boolean {
  return texts.some((text) => argoCdTemplate(text) !== null);
}

/** A chart's repository without a scheme is a registry (argo-cd, docs/user-guide/helm.md): the same chart as one with `oci://`. */
function chartRepository(repository: string): string {
  return repository === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(repository) ? repository : `oci://${repository}`;
}

/** An `oci://` address without `chart` ends in the chart's name. */
function ociArtifact(repository: string): Artifact {
  const address = withoutTrailingSlashes(repository);
  const slash = address.lastIndexOf("/");
  return chartArtifact(address.slice(slash + 1), address.slice(0, slash));
}

/** Besides a version, an OCI source takes a digest (argo-cd, docs/user-guide/oci.md). */
function ociRevisionSite(object: ObjectPlace, place: Place, path: string, artifact: Artifact | null): Site | null {
  const text = textOf(place) ?? "";
  const held: Version = isDigest(text) ? { tag: null, digest: text } : splitTag(text);
  if (held.digest === null || argoCdTemplate(text) !== null) return chartVersionSite({ object, path, place, artifact });
  return site({
    object,
    path,
    at: place,
    artifact,
    version: held,
    write(to) {
      if (to.tag !== null && !isChartVersion(to.tag))
        throw new UserError(`${JSON.stringify(to.tag)} is no chart version; expected one like 1.2.3`);
      if (to.tag !== null && to.digest !== null && held.tag === null)
        throw new UserError("a source takes a version or a digest; give one of them alone");
      if (to.digest !== null && !isDigest(to.digest))
        throw new UserError(`${JSON.stringify(to.digest)} is no digest; expected sha256: and 64 hexadecimal digits`);
      return setScalar(place, to.tag === null ? (to.digest ?? "") : formatVersion(to));
    },
  });
}

/**
 * A revision that is a rule for tags says so; any other one is as it was. What Masterminds/semver takes for a constraint and not for a version is such a rule
 * (argo-cd, util/versions).
 */
function withRange(found: Site | null): Site | null {
  const text = found?.pin.version.tag ?? "";
  const isRange = /^[~^<>=!]|\*|\|\||\s-\s|^v?(?:\d+\.)*[xX](?:\.[xX])*$/u.test(text);
  if (found === null || !isRange || found.pin.style !== "range") return found;
  const range = `"${text}" is a range of versions, a policy of its own; write an exact tag there by hand first`;
  const refusal = found.pin.refusal === found.lifted ? range : found.pin.refusal;
  return { ...found, lifted: range, pin: { ...found.pin, refusal } };
}
