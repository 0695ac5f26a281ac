// What a pin fixes: a container image, a Helm chart or a Git revision, and how it is told apart from the others.

export type ArtifactKind = "image" | "chart" | "git";

/** An artifact as a manifest names it. Two artifacts are the same when kind and `id` are equal. */
export interface Artifact {
  readonly kind: ArtifactKind;
  /** As the manifest writes it: `ghcr.io/acme/podinfo`, `nginx`, `sealed-secrets`. */
  readonly name: string;
  /** Identity. Image: registry and repository with Docker's defaults filled in (`docker.io/library/nginx`). Chart: name, with repository or source where the manifest names one. */
  readonly id: string;
}

/** A stable text for maps and pairing: `image:docker.io/library/nginx`. */
export function artifactKey(artifact: Artifact): string {
  return `${artifact.kind}:${artifact.id}`;
}
