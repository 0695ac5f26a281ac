// What one build of a call is: an image or a chart, with its names as messages and outputs have them.
import type { BuildRequest } from "../build/image-request.ts";
import type { ChartRequest } from "../build/chart.ts";

export type ArtifactRequest =
  | { readonly kind: "image"; readonly request: BuildRequest }
  | { readonly kind: "chart"; readonly request: ChartRequest };

/** As the environment's manifests name it: `ghcr.io/acme/podinfo`; of a chart `podinfo`. */
export function artifactName(artifact: ArtifactRequest): string {
  return artifact.kind === "image" ? artifact.request.name : artifact.request.chart.name;
}

/** Where it is pushed to: `ghcr.io/acme/podinfo`, of a chart `ghcr.io/acme/charts/podinfo` or, on the branch of a repository, `acme/charts@gh-pages:podinfo`. */
export function artifactPlace(artifact: ArtifactRequest): string {
  if (artifact.kind === "image") return artifact.request.name;
  const { destination, chart } = artifact.request;
  const joined = (parts: readonly string[]): string => parts.filter((part) => part !== "").join("/");
  if (destination.kind === "oci") return joined([destination.registry, destination.namespace, chart.name]);
  return `${destination.repository}@${destination.branch}:${joined([destination.folder, chart.name])}`;
}

/** The registry that it is pushed to; `null` for a chart on a branch. */
export function artifactRegistry({ kind, request }: ArtifactRequest): string | null {
  if (kind === "image") return request.repository.registry;
  return request.destination.kind === "oci" ? request.destination.registry : null;
}
