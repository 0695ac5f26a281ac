// The large environment repository of the bench: 2,000 apps in stage and prod, 12,000 files.
import type { Forge } from "../test/forge/forge.ts";

export const APPS = 2000;
export const ENVIRONMENT = "acme/environment";

export function appName(index: number): string {
  return `app-${String(index).padStart(4, "0")}`;
}

/** Six files an app: a base of two, and two in each environment; `differing` apps have a newer version in stage. */
export function environmentFiles(apps: number, differing: number): Record<string, string> {
  const files: Record<string, string> = {
    "waybill.yaml": `environments:
  stage:
    path: apps/{app}/overlays/stage
  prod:
    path: apps/{app}/overlays/prod
    from: stage
    promote: { auto-merge: never }
    gates:
      approvals: { required: 1 }
`,
  };
  for (let index = 0; index < apps; index += 1) {
    const app = appName(index);
    files[`apps/${app}/base/kustomization.yaml`] = "resources:\n  - deployment.yaml\n";
    files[`apps/${app}/base/deployment.yaml`] = deployment(app);
    for (const environment of ["stage", "prod"]) {
      const version = environment === "stage" && index < differing ? "1.1.0" : "1.0.0";
      files[`apps/${app}/overlays/${environment}/kustomization.yaml`] = overlay(app, environment, version);
      files[`apps/${app}/overlays/${environment}/replicas.yaml`] =
        `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${app}\nspec:\n  replicas: 2\n`;
    }
  }
  return files;
}

export async function createEnvironment(forge: Forge, apps: number, differing: number): Promise<void> {
  await forge.createRepository(ENVIRONMENT, { files: environmentFiles(apps, differing) });
}

function overlay(app: string, environment: string, version: string): string {
  return `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: ${environment}
resources:
  - ../../base
patches:
  - path: replicas.yaml
images:
  - name: ghcr.io/acme/${app}
    newTag: ${version} # written by CI
`;
}

function deployment(app: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${app}
spec:
  selector:
    matchLabels: { app: ${app} }
  template:
    metadata:
      labels: { app: ${app} }
    spec:
      containers:
        - name: ${app}
          image: ghcr.io/acme/${app}
`;
}
