// Files as people write them, for the count of lines that a tool changes besides the version: each carries traits that real manifests have.

const ENTRY = "  - name: ghcr.io/acme/podinfo\n    newTag: 1.0.0\n";

const HEAD = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";

const LONG =
  "a sentence of a description that goes on for more than the eighty characters at which dumpers fold a line";

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: podinfo
  annotations:
    description: ${LONG}
spec:
  template:
    spec:
      containers:
      - name: podinfo
        image: ghcr.io/acme/podinfo:1.0.0   # written by CI
        args: ["--level=info", '--port=9898']
`;

const RELEASE = `---
# The release of podinfo.
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec:
  interval: 5m
  chart:
    spec:
      chart: podinfo
      version: "1.0.0"
      sourceRef: {kind: HelmRepository, name: podinfo}

  values:
    resources: &small
      requests: { cpu: 10m,  memory: 64Mi }
    sidecar:
      resources: *small
    message: >-
      folded text
      of two lines
`;

/** By path: kustomizations in folders of their own, and other manifests. One version in each is 1.0.0. */
export function traitFiles(): Readonly<Record<string, string>> {
  const kustomizations: Record<string, string> = {
    plain: `${HEAD}resources:\n  - deployment.yaml\nimages:\n${ENTRY}`,
    "lists-not-indented": `${HEAD}resources:\n- deployment.yaml\nimages:\n- name: ghcr.io/acme/podinfo\n  newTag: 1.0.0\n`,
    "lists-both-ways": `${HEAD}resources:\n- deployment.yaml\nimages:\n${ENTRY}`,
    comments: `# Who owns this: team podinfo\n${HEAD}\n# what is deployed\nresources:\n  - deployment.yaml # the workload\n\nimages:\n  # written by CI\n${ENTRY}`,
    "trailing-comment": `${HEAD}images:\n  - name: ghcr.io/acme/podinfo\n    newTag: 1.0.0   # written by CI\n`,
    "document-start": `---\n${HEAD}images:\n${ENTRY}`,
    "document-end": `${HEAD}images:\n${ENTRY}...\n`,
    "blank-lines": `${HEAD}\n\nresources:\n\n  - deployment.yaml\n\nimages:\n\n${ENTRY}\n`,
    "double-quotes": `${HEAD}namespace: "podinfo"\nimages:\n  - name: "ghcr.io/acme/podinfo"\n    newTag: "1.0.0"\n`,
    "single-quotes": `${HEAD}namespace: 'podinfo'\nimages:\n  - name: 'ghcr.io/acme/podinfo'\n    newTag: '1.0.0'\n`,
    flow: `${HEAD}resources: [deployment.yaml]\nimages: [{name: ghcr.io/acme/podinfo, newTag: 1.0.0}]\n`,
    "spaced-flow": `${HEAD}labels: [ { pairs: { app: podinfo } } ]\nimages:\n${ENTRY}`,
    "windows-lines": `${HEAD}images:\n${ENTRY}`.replaceAll("\n", "\r\n"),
    "no-final-newline": `${HEAD}images:\n${ENTRY}`.trimEnd(),
    "trailing-spaces": `${HEAD}resources:  \n  - deployment.yaml \nimages:\n${ENTRY}`,
    "tabs-in-comments": `${HEAD}#\tby hand\nimages:\n${ENTRY}`,
    "long-line": `${HEAD}commonAnnotations:\n  description: ${LONG}\nimages:\n${ENTRY}`,
    "literal-block": `${HEAD}patches:\n  - patch: |-\n      - op: replace\n        path: /spec/replicas\n        value: 2\n    target:\n      kind: Deployment\nimages:\n${ENTRY}`,
    "other-order": `images:\n${ENTRY}resources:\n  - deployment.yaml\nkind: Kustomization\napiVersion: kustomize.config.k8s.io/v1beta1\n`,
    "same-version-twice": `${HEAD}images:\n  - name: ghcr.io/acme/other\n    newTag: 1.0.0\n${ENTRY}`,
    aligned: `${HEAD}images:\n  - name:   ghcr.io/acme/podinfo\n    newTag: 1.0.0\n`,
    "deprecated-fields": `${HEAD}bases:\n  - ../plain\ncommonLabels:\n  app: podinfo\nimages:\n${ENTRY}`,
  };
  const others: Record<string, string> = {
    "deployment.yaml": DEPLOYMENT,
    "deployment-windows-lines.yaml": DEPLOYMENT.replaceAll("\n", "\r\n"),
    "several-documents.yaml": `${DEPLOYMENT}---\n# the second\napiVersion: v1\nkind: ConfigMap\nmetadata:   {name: x}\ndata:\n  key: "value"\n`,
    "release.yaml": RELEASE,
    "release-no-final-newline.yaml": RELEASE.trimEnd(),
    "deployment.json": `{\n  "apiVersion": "apps/v1", "kind": "Deployment",\n  "metadata": {"name": "podinfo"},\n  "spec": {"template": {"spec": {"containers": [\n    {"name": "podinfo", "image": "ghcr.io/acme/podinfo:1.0.0"}\n  ]}}}\n}\n`,
  };
  for (const [name, text] of Object.entries(kustomizations)) others[`${name}/kustomization.yaml`] = text;
  return others;
}
