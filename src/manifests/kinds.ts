// The table of kinds: one row for each file in kinds/. The first that matches an object finds its pins.
import { kustomization } from "./kinds/kustomization.ts";
import { argoCdApplication } from "./kinds/argo-cd-application.ts";
import { argoCdApplicationSet } from "./kinds/argo-cd-application-set.ts";
import { fluxGitRepository } from "./kinds/flux-git-repository.ts";
import { fluxHelmChart } from "./kinds/flux-helm-chart.ts";
import { fluxKustomization } from "./kinds/flux-kustomization.ts";
import { fluxOciRepository } from "./kinds/flux-oci-repository.ts";
import { helmReleaseV1 } from "./kinds/helm-release-v1.ts";
import { helmReleaseV2 } from "./kinds/helm-release-v2.ts";
import { chartYaml } from "./kinds/chart-yaml.ts";
import { helmfile } from "./kinds/helmfile.ts";
import { helmValues } from "./kinds/helm-values.ts";
import { rancherFleet } from "./kinds/rancher-fleet.ts";
import { workload } from "./kinds/workload.ts";
import type { ManifestKind } from "./kind.ts";

export const KINDS: readonly ManifestKind[] = [
  kustomization,
  helmReleaseV1,
  helmReleaseV2,
  fluxOciRepository,
  fluxHelmChart,
  fluxGitRepository,
  fluxKustomization,
  argoCdApplication,
  argoCdApplicationSet,
  workload,
  chartYaml,
  rancherFleet,
  helmfile,
  // Told by a path that says little: after the others.
  helmValues,
];
