// Flux's Kustomization: images that it sets in what it applies, and versions that it substitutes there.
import { imageEntries } from "../image-entry.ts";
import type { ManifestKind } from "../kind.ts";
import { descend, mapField, seqField } from "../place.ts";
import type { ObjectPlace, Site } from "../site.ts";
import { substitutionSites } from "../flux-substitution.ts";

export const fluxKustomization: ManifestKind = {
  name: "Kustomization (Flux)",
  mayBeIn: (_, contains) => contains("kustomize.toolkit.fluxcd.io") && (contains("images") || contains("substitute")),
  matches: ({ object }) =>
    object.kind === "Kustomization" && object.apiVersion.startsWith("kustomize.toolkit.fluxcd.io/"),
  find(object) {
    const substitute = descend(object.place, ["spec", "postBuild", "substitute"]);
    return [
      ...imageSites(object),
      ...(substitute === null ? [] : substitutionSites(object, substitute, "spec.postBuild.substitute")),
    ];
  },
  transformed: false,
};

function imageSites(object: ObjectPlace): readonly Site[] {
  const spec = mapField(object.place, "spec");
  const images = spec === null ? null : seqField(spec, "images");
  if (images === null) return [];
  return (
    imageEntries(object, images, "spec.images")
      .map((entry) => entry.site)
      // What its path holds is not known here, so an entry without a version fixes none.
      .filter((found) => found.pin.style !== "absent")
  );
}
