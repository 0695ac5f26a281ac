// Every kind of manifest that holds a version, through update and promote: only the version's own bytes change, in stage and then in prod.
import { describe, expect, test } from "vitest";
import { changed, listIn, setStage } from "./stage.ts";

const HOME = "acme/environment";
const APPLICATION = "acme/podinfo";
const DIGEST = `sha256:${"5".repeat(64)}`;

const CONFIGURATION = `environments:
  stage:
    path: apps/{app}/stage
  prod:
    path: apps/{app}/prod
    from: stage
`;

interface Row {
  readonly name: string;
  /** The file that holds the version, and what else lies beside it. */
  readonly file: string;
  readonly beside?: Readonly<Record<string, string>>;
  /** Its text at a version: the same in both environments but for the version and a line of their own. */
  readonly text: (version: string, environment: string) => string;
  readonly versions: { readonly prod: string; readonly stage: string; readonly next: string };
  readonly with: Readonly<Record<string, string>>;
}

const chartVersions = { prod: "6.4.0", stage: "6.5.0", next: "6.6.0" };
const imageVersions = { prod: '"1.8"', stage: '"1.9"', next: '"1.10"' };

const application = (source: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: podinfo }   # one for each environment
spec:
  destination: {server: https://kubernetes.default.svc}
  source:
${source}`;

const ROWS: readonly Row[] = [
  {
    name: "an Argo CD Application of a chart",
    file: "application.yaml",
    text: (version, environment) =>
      application(
        `    repoURL: https://charts.example.com/\n    chart: podinfo\n    targetRevision: ${version} # ${environment}\n`,
      ),
    versions: chartVersions,
    with: { chart: "podinfo=6.6.0" },
  },
  {
    name: "an Argo CD Application with kustomize's images",
    file: "application.yaml",
    text: (version, environment) =>
      application(
        `    repoURL: https://github.com/acme/deploy\n    targetRevision: main\n    kustomize:\n      namePrefix: ${environment}-\n      images:\n      - ghcr.io/acme/other:3\n      - podinfo=ghcr.io/acme/podinfo:${version}\n`,
      ),
    versions: { prod: "1.8", stage: "1.9", next: `1.10@${DIGEST}` },
    with: { image: `ghcr.io/acme/podinfo:1.10@${DIGEST}` },
  },
  {
    name: "an Argo CD Application with values in a block",
    file: "application.yaml",
    text: (version, environment) =>
      application(
        `    repoURL: https://charts.example.com\n    chart: podinfo\n    targetRevision: 6.5.0\n    helm:\n      values: |\n        # ${environment}\n        image:\n          repository: ghcr.io/acme/podinfo\n          tag: ${version} # built by CI\n\n        replicas: 2\n`,
      ),
    versions: imageVersions,
    with: { image: "ghcr.io/acme/podinfo:1.10" },
  },
  {
    name: "an Argo CD Application with parameters",
    file: "application.yaml",
    text: (version, environment) =>
      application(
        `    repoURL: https://charts.example.com\n    chart: podinfo\n    targetRevision: 6.5.0\n    helm:\n      releaseName: ${environment}\n      parameters:\n        - {name: image.repository, value: ghcr.io/acme/podinfo}\n        - {name: image.tag, value: ${version}, forceString: true}\n`,
      ),
    versions: imageVersions,
    with: { image: "ghcr.io/acme/podinfo:1.10" },
  },
  {
    name: "a HelmRelease by chartRef and its OCIRepository",
    file: "ocirepository.yaml",
    beside: {
      "helmrelease.yaml": `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec:
  chartRef:
    kind: OCIRepository
    name: podinfo
`,
    },
    text: (version, environment) => `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: podinfo
  labels: {environment: ${environment}}
spec:
  interval: 1h
  ref:
    tag: ${version}
  url: oci://ghcr.io/acme/charts/podinfo
`,
    versions: chartVersions,
    with: { chart: "podinfo=6.6.0" },
  },
  {
    name: "a values file",
    file: "values.yaml",
    text: (version, environment) =>
      `# ${environment}\nimage:\n    repository: ghcr.io/acme/podinfo\n    tag:   ${version}\nother: {image: {repository: ghcr.io/acme/other, tag: "1.9"}}\n`,
    versions: imageVersions,
    with: { image: "ghcr.io/acme/podinfo:1.10" },
  },
  {
    name: "a Chart.yaml with dependencies",
    file: "Chart.yaml",
    text: (version, environment) =>
      `apiVersion: v2\nname: podinfo-${environment}\nversion: 0.0.1\ndependencies:\n- name: podinfo\n  repository: oci://ghcr.io/acme/charts\n  version: ${version}\n- name: redis\n  repository: https://charts.example.com\n  version: ^1.0.0\n`,
    versions: chartVersions,
    with: { chart: "podinfo=6.6.0" },
  },
  {
    name: "workloads as they are",
    file: "deployment.yaml",
    text: (version, environment) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: podinfo
  namespace: ${environment}
spec:
  template:
    spec:
      initContainers:
      - {name: migrate, image: 'ghcr.io/acme/podinfo:${version}', args: [migrate]}
      containers:
      - name: podinfo
        image: "ghcr.io/acme/podinfo:${version}" # the same
`,
    versions: { prod: "1.8", stage: "1.9", next: "1.10" },
    with: { image: "ghcr.io/acme/podinfo:1.10" },
  },
  {
    name: "a Flux Kustomization with images",
    file: "sync.yaml",
    text: (version, environment) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: podinfo}
spec:
  path: ./deploy/${environment}
  images:
    - name: podinfo
      newName: ghcr.io/acme/podinfo
      newTag: ${version}
`,
    versions: imageVersions,
    with: { image: "ghcr.io/acme/podinfo:1.10" },
  },
  {
    name: "a Flux GitRepository",
    file: "source.yaml",
    text: (version, environment) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: {name: podinfo, namespace: ${environment}}
spec:
  url: ssh://git@github.com/acme/podinfo.git
  ref: {tag: ${version}}
`,
    versions: { prod: "v1.8.0", stage: "v1.9.0", next: "v1.10.0" },
    with: { git: "github.com/acme/podinfo=v1.10.0" },
  },
  {
    name: "a kustomization with a remote base and its image at one commit",
    file: "kustomization.yaml",
    text: (version, environment) => `resources:
- https://github.com/acme/podinfo//deploy/base?ref=${version}&timeout=90s
- config-${environment}.yaml
images:
- name: ghcr.io/acme/podinfo
  newTag: ${version}
`,
    versions: { prod: "1".repeat(40), stage: "2".repeat(40), next: "3a".repeat(20) },
    with: { image: `ghcr.io/acme/podinfo:${"3a".repeat(20)}` },
  },
];

/** The scenario's own text must hold the version as it stands there. */
function filesOf({ file, beside = {}, text, versions }: Row): Record<string, string> {
  const files: Record<string, string> = { "waybill.yaml": CONFIGURATION };
  for (const environment of ["stage", "prod"] as const) {
    const folder = `apps/podinfo/${environment}`;
    files[`${folder}/${file}`] = text(versions[environment], environment);
    for (const [name, content] of Object.entries(beside)) files[`${folder}/${name}`] = content;
  }
  return files;
}

describe.each(ROWS)("$name", (row) => {
  test("takes a new version in stage, and prod gets exactly that by a pull request", async () => {
    const { file, text, versions } = row;
    const [stageFile, prodFile] = [`apps/podinfo/stage/${file}`, `apps/podinfo/prod/${file}`];
    await using stage = await setStage({ [APPLICATION]: { "main.go": "package main\n" }, [HOME]: filesOf(row) });
    const { forge } = stage;
    const before = await stage.tree(HOME, "main");

    const updated = await stage.step({
      action: "update",
      repository: APPLICATION,
      with: { ...row.with, "environment-repository": HOME },
    });
    expect(updated.outputs).toMatchObject({ result: "committed", files: stageFile });
    const written = await stage.tree(HOME, "main");
    expect(changed(before, written)).toEqual({ [stageFile]: text(versions.next, "stage") });

    const again = await stage.step({
      action: "update",
      repository: APPLICATION,
      with: { ...row.with, "environment-repository": HOME },
    });
    expect(again.outputs).toMatchObject({ changed: "false" });
    expect(await stage.tree(HOME, "main")).toEqual(written);

    const promoted = await stage.step({ action: "promote", repository: HOME });
    expect(listIn(promoted.outputs["pull-requests"])).toMatchObject([{ app: "podinfo", result: "opened", number: 1 }]);
    expect(promoted.counted.requests.length).toBeLessThanOrEqual(12);
    const { headCommit } = forge.pullRequest(HOME, 1);
    expect(changed(written, await stage.tree(HOME, headCommit))).toEqual({ [prodFile]: text(versions.next, "prod") });

    // The gate, which makes the changeset again from what the commit declares, finds nothing else in it.
    const judged = await stage.step({
      action: "gate",
      repository: HOME,
      sha: headCommit,
      event: { name: "pull_request", payload: { pull_request: { number: 1 } } },
    });
    expect(listIn(judged.outputs["verdicts"])).toMatchObject([{ kind: "promotion", app: "podinfo", verdict: "open" }]);
  });
});
