// kustomize's own file: `kind: Kustomization` and `Component`, and files without a kind by their name.
import { imageEntries, type ImageEntry } from "../shapes/image-entry.ts";
import type { ManifestKind } from "../kind.ts";
import { chartSites } from "../kustomize/charts.ts";
import { literalSites } from "../kustomize/literals.ts";
import { patchFindings } from "../kustomize/patches.ts";
import { remoteSites } from "../kustomize/remote.ts";
import { seqField } from "../yaml/place.ts";
import type { ObjectPlace } from "../site.ts";

/** The names under which kustomize looks for a folder's kustomization, in its order. */
export const KUSTOMIZATION_NAMES: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** Whether kustomize would take this path for a kustomization. */
export function isKustomizationPath(path: string): boolean {
  return KUSTOMIZATION_NAMES.includes(path.slice(path.lastIndexOf("/") + 1));
}

/** The entries of a kustomization's `images`; under `imageTags`, its old name, they are the same to kustomize, and their paths too. */
export function kustomizationEntries(object: ObjectPlace): readonly ImageEntry[] {
  const images = seqField(object.place, "images", true);
  const old = seqField(object.place, "imageTags", true);
  if (images === null) return old === null ? [] : imageEntries(object, old, "images");
  const entries = imageEntries(object, images, "images");
  if (old === null) return entries;
  const refusal = "`images` and its old name `imageTags` stand side by side; move the entries into `images`";
  return [...entries, ...imageEntries(object, { ...old, refusal }, "imageTags")];
}

export const kustomization: ManifestKind = {
  name: "kustomization",
  mayBeIn: isKustomizationPath,
  matches({ object, place }) {
    // Flux has a Kustomization of its own, in another group; kustomize reads the first document only.
    if (place.document.index > 0 || !isKustomizationPath(place.document.source.path)) return false;
    const { apiVersion, kind } = object;
    if (apiVersion !== "" && !apiVersion.startsWith("kustomize.config.k8s.io/")) return false;
    return kind === "" || kind === "Kustomization" || kind === "Component";
  },
  find: (object) => [
    ...kustomizationEntries(object).flatMap(({ site, suffix }) => (suffix === null ? [site] : [site, suffix])),
    ...remoteSites(object),
    ...chartSites(object),
    ...patchFindings(object),
    ...literalSites(object),
  ],
  transformed: false,
};
