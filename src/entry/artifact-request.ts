// What one build of a call is: an image or a chart, with its names as messages and outputs have them.
import type { BuildRequest } from "../build/build.ts";
import type { ChartRequest } from "../build/chart.ts";

export type ArtifactRequest =
  | { readonly kind: "image"; readonly request: BuildRequest }
  | { readonly kind: "chart"; readonly request: ChartRequest };

/** As the environment's manifests name it: `ghcr.io/acme/podinfo`; of a chart `podinfo`. */
export function artifactName(artifact: ArtifactRequest): string {
  return artifact.kind === "image" ? artifact.request.name : artifact.request.chart.name;
}

/** Where it is pushed to: `ghcr.io/acme/podinfo`, of a chart `ghcr.io/acme/charts/podinfo`. */
export function artifactPlace(artifact: ArtifactRequest): string {
  if (artifact.kind === "image") return artifact.request.name;
  const { repository, chart } = artifact.request;
  return [repository.registry, repository.namespace, chart.name].filter((part) => part !== "").join("/");
}
