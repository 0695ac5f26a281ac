// The plainest file of each kind: one version, 1.2.3, alone on its line, whose place can be set when it is named.
export interface Sample {
  /** The kind's name in the table. */
  readonly kind: string;
  readonly file: string;
  readonly text: string;
}

const VALUES = "image:\n  repository: acme/app\n  tag: 1.2.3\n";

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}

function object(apiVersion: string, kind: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: app\nspec:\n${indented(spec, 2)}`;
}

const CHART_SOURCE = "repoURL: https://charts.example.org\nchart: app\ntargetRevision: 1.2.3\n";

export const SAMPLES: readonly Sample[] = [
  {
    kind: "kustomization",
    file: "kustomization.yaml",
    text: "kind: Kustomization\nimages:\n  - name: app\n    newTag: 1.2.3\n",
  },
  {
    kind: "HelmRelease (Flux v1)",
    file: "release.yaml",
    text: object("helm.fluxcd.io/v1", "HelmRelease", `values:\n${indented(VALUES, 2)}`),
  },
  {
    kind: "HelmRelease (Flux v2)",
    file: "release.yaml",
    text: object("helm.toolkit.fluxcd.io/v2", "HelmRelease", `values:\n${indented(VALUES, 2)}`),
  },
  {
    kind: "OCIRepository (Flux)",
    file: "source.yaml",
    text: object("source.toolkit.fluxcd.io/v1", "OCIRepository", "url: oci://ghcr.io/acme/app\nref:\n  tag: 1.2.3\n"),
  },
  {
    kind: "HelmChart (Flux)",
    file: "source.yaml",
    text: object("source.toolkit.fluxcd.io/v1", "HelmChart", "chart: app\nversion: 1.2.3\n"),
  },
  {
    kind: "GitRepository (Flux)",
    file: "source.yaml",
    text: object(
      "source.toolkit.fluxcd.io/v1",
      "GitRepository",
      "url: https://github.com/acme/app\nref:\n  tag: 1.2.3\n",
    ),
  },
  {
    kind: "Kustomization (Flux)",
    file: "apps.yaml",
    text: object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "images:\n  - name: app\n    newTag: 1.2.3\n"),
  },
  {
    kind: "Application (Argo CD)",
    file: "app.yaml",
    text: object("argoproj.io/v1alpha1", "Application", `source:\n${indented(CHART_SOURCE, 2)}`),
  },
  {
    kind: "ApplicationSet (Argo CD)",
    file: "apps.yaml",
    text: object(
      "argoproj.io/v1alpha1",
      "ApplicationSet",
      `generators: []\ntemplate:\n  spec:\n    source:\n${indented(CHART_SOURCE, 6)}`,
    ),
  },
  {
    kind: "workload",
    file: "app.yaml",
    text: object("v1", "Pod", "containers:\n  - name: app\n    image: acme/app:1.2.3\n"),
  },
  {
    kind: "Helm chart",
    file: "Chart.yaml",
    text: "apiVersion: v2\nname: umbrella\ndependencies:\n  - name: app\n    repository: https://charts.example.org\n    version: 1.2.3\n",
  },
  {
    kind: "Rancher Fleet bundle",
    file: "fleet.yaml",
    text: "helm:\n  chart: app\n  repo: https://charts.example.org\n  version: 1.2.3\n",
  },
  {
    kind: "helmfile",
    file: "helmfile.yaml",
    text: "releases:\n  - name: app\n    chart: acme/app\n    version: 1.2.3\n",
  },
  { kind: "Helm values", file: "values.yaml", text: VALUES },
];

/** Values in a literal block of an Application: a place of its own kind, inside another. */
export const EMBEDDED: Sample = {
  kind: "Application (Argo CD)",
  file: "app.yaml",
  text: object(
    "argoproj.io/v1alpha1",
    "Application",
    `source:\n  repoURL: https://charts.example.org\n  helm:\n    values: |\n${indented(VALUES, 6)}`,
  ),
};
