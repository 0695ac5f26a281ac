// Argo CD's ApplicationSet: what its template pins as data, and the versions that its generators fill into it.
import { generatorFindings } from "../argo-cd-generators.ts";
import { specFindings } from "../argo-cd-spec.ts";
import type { ManifestKind } from "../kind.ts";
import { asMap, descend, mapField } from "../place.ts";

/** `spec.templatePatch` is the text of a Go template, which is YAML only after it was filled in: nothing is looked for in it. */
export const argoCdApplicationSet: ManifestKind = {
  name: "ApplicationSet (Argo CD)",
  mayBeIn: (_, contains) =>
    contains("argoproj.io/v1alpha1") &&
    contains("ApplicationSet") &&
    ["generators", "targetRevision", "images", "parameters", "values"].some(contains),
  matches: ({ object }) => object.kind === "ApplicationSet" && object.apiVersion.startsWith("argoproj.io/"),
  find(object) {
    const spec = mapField(object.place, "spec");
    const template = asMap(descend(object.place, ["spec", "template", "spec"]));
    return [
      ...(spec === null ? [] : generatorFindings(object, spec, "spec")),
      ...(template === null ? [] : specFindings(object, template, "spec.template.spec")),
    ];
  },
  transformed: false,
};
