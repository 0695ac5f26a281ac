// Argo CD's ApplicationSet: what its template pins as data, and the versions that its generators fill into it.
import { generatorFindings } from "../argo-cd/generators.ts";
import { withImageUpdater } from "../argo-cd/image-updater.ts";
import { specFindings } from "../argo-cd/spec.ts";
import type { ManifestKind } from "../kind.ts";
import { asMap, descend, entriesOf, mapField, textOf, type MapPlace } from "../yaml/place.ts";

/** `spec.templatePatch` is the text of a Go template, which is YAML only after it was filled in: nothing is looked for in it. */
export const argoCdApplicationSet: ManifestKind = {
  name: "ApplicationSet (Argo CD)",
  mayBeIn: (_, contains) =>
    contains("argoproj.io/v1alpha1") &&
    contains("ApplicationSet") &&
    ["generators", "targetRevision", "images", "parameters", "values", "components", "patches"].some(contains),
  matches: ({ object }) => object.kind === "ApplicationSet" && object.apiVersion.startsWith("argoproj.io/"),
  find(object) {
    const spec = mapField(object.place, "spec");
    const template = asMap(descend(object.place, ["spec", "template", "spec"]));
    const annotations = asMap(descend(object.place, ["spec", "template", "metadata", "annotations"]));
    return [
      ...(spec === null ? [] : generatorFindings(object, spec, "spec")),
      ...(template === null
        ? []
        : withImageUpdater(specFindings(object, template, "spec.template.spec"), textsOf(annotations))),
    ];
  },
  transformed: false,
};

function textsOf(map: MapPlace | null): ReadonlyMap<string, string> {
  return new Map((map === null ? [] : entriesOf(map)).map(({ key, place }) => [key, textOf(place) ?? ""]));
}
