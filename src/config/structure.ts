// Folder names that arrange a repository and name no app.

const STRUCTURE = new Set(
  (
    "app apps application applications base bases charts clusters config configs deploy deployment deployments env envs environment environments gitops " +
    "helm infra infrastructure k8s kubernetes kustomize kustomization manifests ops overlay overlays release releases services src stages tenants workloads values"
  ).split(" "),
);

/** The nearest folder above the environment's own that can name an app: `podinfo` for `apps/podinfo/overlays/stage`; `null` for `kustomize/env/stage`. */
export function appAbove(segments: readonly string[], environment: string): string | null {
  const index = appIndex(segments, environment);
  return index < 0 ? null : (segments[index] ?? null);
}

/** Where that folder stands among the segments; -1 when none does. */
export function appIndex(segments: readonly string[], environment: string): number {
  return segments.findLastIndex(
    (segment) =>
      segment !== environment &&
      /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(segment) &&
      !STRUCTURE.has(segment.toLowerCase()),
  );
}
