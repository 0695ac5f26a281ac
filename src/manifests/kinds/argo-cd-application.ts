// Argo CD's Application: the chart version or Git revision of each source, and the images that its Helm and kustomize parts set.
import { withImageUpdater } from "../argo-cd/image-updater.ts";
import { specFindings } from "../argo-cd/spec.ts";
import type { ManifestKind } from "../kind.ts";
import { mapField } from "../yaml/place.ts";

export const argoCdApplication: ManifestKind = {
  name: "Application (Argo CD)",
  mayBeIn: (_, contains) =>
    contains("argoproj.io/v1alpha1") &&
    contains("Application") &&
    ["targetRevision", "images", "parameters", "values", "components", "patches"].some(contains),
  matches: ({ object }) => object.kind === "Application" && object.apiVersion.startsWith("argoproj.io/"),
  find(object) {
    const spec = mapField(object.place, "spec");
    return spec === null ? [] : withImageUpdater(specFindings(object, spec, "spec"), object.annotations);
  },
  transformed: false,
};
