// An environment repository to try bad input on: podinfo in stage and prod, where stage is ahead.

export const HOME = "acme/environment";

export const CONFIGURATION = `environments:
  stage:
    path: apps/{app}/stage
  prod:
    path: apps/{app}/prod
    from: stage
    gates:
      approvals: { required: 1 }
`;

/** A kustomization that pins one image. */
export function overlay(app: string, tag: string): string {
  return `resources: []\nimages:\n  - name: ghcr.io/acme/${app}\n    newTag: ${tag}\n`;
}

/** The files of an app at two versions. */
export function app(name: string, stage: string, prod: string): Record<string, string> {
  return {
    [`apps/${name}/stage/kustomization.yaml`]: overlay(name, stage),
    [`apps/${name}/prod/kustomization.yaml`]: overlay(name, prod),
  };
}

export function environmentFiles(): Record<string, string> {
  return { "waybill.yaml": CONFIGURATION, ...app("podinfo", "1.3.0", "1.2.0") };
}
