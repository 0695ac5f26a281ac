// kustomize's own file: `kind: Kustomization` and `Component`, and files without a kind by their name.
import { imageEntries, type ImageEntry } from "../image-entry.ts";
import type { ManifestKind } from "../kind.ts";
import { seqField } from "../place.ts";
import type { ObjectPlace } from "../site.ts";

/** The names under which kustomize looks for a folder's kustomization, in its order. */
export const KUSTOMIZATION_NAMES: readonly string[] = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** Whether kustomize would take this path for a kustomization. */
export function isKustomizationPath(path: string): boolean {
  return KUSTOMIZATION_NAMES.includes(path.slice(path.lastIndexOf("/") + 1));
}

/** The entries of a kustomization's `images`. */
export function kustomizationEntries(object: ObjectPlace): readonly ImageEntry[] {
  const images = seqField(object.place, "images", true);
  return images === null ? [] : imageEntries(object, images, "images");
}

export const kustomization: ManifestKind = {
  name: "kustomization",
  mayBeIn: isKustomizationPath,
  matches({ object, place }) {
    // Flux has a Kustomization of its own, in another group; kustomize reads the first document only.
    if (place.document.index > 0 || !isKustomizationPath(place.document.source.path)) return false;
    if (object.apiVersion === "" && object.kind === "") return true;
    return object.apiVersion.startsWith("kustomize.config.k8s.io/") || object.apiVersion === "";
  },
  find: (object) => kustomizationEntries(object).map((entry) => entry.site),
  transformed: false,
};
