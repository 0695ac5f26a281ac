// Flux's Kustomization: images that it sets in what it applies, versions that it substitutes there, and those in its patches.
import { substitutionSites } from "../flux/substitution.ts";
import { imageEntries } from "../shapes/image-entry.ts";
import type { ManifestKind } from "../kind.ts";
import { patchFindings } from "../kustomize/patches.ts";
import { descend, mapField, seqField, type MapPlace } from "../yaml/place.ts";
import type { ObjectPlace, Site } from "../site.ts";

export const fluxKustomization: ManifestKind = {
  name: "Kustomization (Flux)",
  mayBeIn: (_, contains) => contains("kustomize.toolkit.fluxcd.io") && ["images", "substitute", "patch"].some(contains),
  matches: ({ object }) =>
    object.kind === "Kustomization" && object.apiVersion.startsWith("kustomize.toolkit.fluxcd.io/"),
  find(object) {
    const spec = mapField(object.place, "spec");
    if (spec === null) return [];
    const substitute = descend(spec, ["postBuild", "substitute"]);
    return [
      ...imageSites(object, spec),
      ...(substitute === null ? [] : substitutionSites(object, substitute, "spec.postBuild.substitute")),
      // The same lists as in kustomize's own file, below `spec`.
      ...patchFindings({ ...object, place: spec, prefix: `${object.prefix}spec.` }),
    ];
  },
  transformed: false,
};

function imageSites(object: ObjectPlace, spec: MapPlace): readonly Site[] {
  const images = seqField(spec, "images");
  if (images === null) return [];
  return (
    imageEntries(object, images, "spec.images")
      .map((entry) => entry.site)
      // What its path holds is not known here, so an entry without a version fixes none.
      .filter((found) => found.pin.style !== "absent")
  );
}
