// The shapes of the repositories that the project started from; where their real files lie beside the project, those too.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { scanPins } from "../../src/manifests/scan.ts";
import type { PinScan } from "../../src/manifests/pin.ts";
import { bytesOf, listed, version } from "./given.ts";

const CORPUS = join(import.meta.dirname, "../../../shared/corpus");

const OVERLAY = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
  - ../../app/deployment.yaml
  - ./service_extern.yaml
patchesStrategicMerge:
-  ./replica_count.yaml
  `;

interface Shape {
  readonly name: string;
  readonly own: Readonly<Record<string, string>>;
  /** The real repository's folder. */
  readonly real: string;
  readonly scope: readonly string[];
  /** Path of the pin, artifact, version and style: in the project's own files and in the real ones. */
  readonly pins: readonly string[];
  /** A version that it takes; `null`: none. */
  readonly to: string | null;
  readonly refused: { readonly to: string; readonly reason: string } | null;
}

const SHAPES: readonly Shape[] = [
  {
    name: "overlays without an images entry, ending in spaces without a newline",
    own: {
      "kustomize/env/stage/kustomization.yaml": OVERLAY,
      "kustomize/app/deployment.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n      - name: podinfod\n        image: ghcr.io/stefanprodan/podinfo:5.1.2\n",
    },
    real: "paust__podinfo",
    scope: ["kustomize/env/stage"],
    pins: ["images[name=ghcr.io/stefanprodan/podinfo] ghcr.io/stefanprodan/podinfo 5.1.2 absent"],
    to: "5.2.0",
    refused: null,
  },
  {
    name: "a HelmRelease whose values hold a tag and no repository",
    own: {
      "apps/app_demo.yaml":
        "---\napiVersion: helm.toolkit.fluxcd.io/v2beta1\nkind: HelmRelease\nmetadata:\n  name: demoapp\nspec:\n  chart:\n    spec:\n      chart: helm\n      sourceRef:\n        kind: GitRepository\n        name: demoapp\n  values:\n    image:\n      tag: 2.9.17\n\n",
    },
    real: "paust__stage",
    scope: ["apps/app_demo.yaml"],
    pins: ["spec.values.image - 2.9.17 exact"],
    to: "2.10.0",
    refused: null,
  },
  {
    name: "a placeholder with a new name and a commit id as its tag",
    own: {
      "4-gitops/manifests/kustomization.yaml":
        "kind: Kustomization\nresources:\n- deployment.yaml\nimages:\n- name: IMAGE_PLACEHOLDER\n  newName: jakousa/dwk-4-gitops-app\n  newTag: b15411f387bb2a2286676b92a87fd85aa9b682a5\n",
      "4-gitops/manifests/deployment.yaml":
        "apiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{name: a, image: IMAGE_PLACEHOLDER}]}}}\n",
    },
    real: "kubernetes-hy__material-example",
    scope: ["4-gitops/manifests"],
    pins: [
      "images[name=IMAGE_PLACEHOLDER] docker.io/jakousa/dwk-4-gitops-app b15411f387bb2a2286676b92a87fd85aa9b682a5 exact",
    ],
    to: "0e15411f387bb2a2286676b92a87fd85aa9b682a",
    refused: null,
  },
  {
    name: "a Flux v1 HelmRelease with a filter of its own",
    own: {
      "releases/prod/podinfo.yaml":
        '---\napiVersion: helm.fluxcd.io/v1\nkind: HelmRelease\nmetadata:\n  name: podinfo-prod\n  annotations:\n    fluxcd.io/automated: "true"\n    filter.fluxcd.io/chart-image: semver:~0.4\nspec:\n  chart:\n    git: git@github.com:fluxcd/helm-operator-get-started\n    path: charts/podinfo\n    ref: master\n  values:\n    image:\n      repository: stefanprodan/podinfo\n      tag: 0.4.11\n',
    },
    real: "fluxcd__helm-operator-get-started",
    scope: ["releases/prod"],
    pins: [
      "spec.chart.ref github.com/fluxcd/helm-operator-get-started//charts/podinfo master range",
      "spec.values.image docker.io/stefanprodan/podinfo 0.4.11 exact",
    ],
    to: "0.4.12",
    refused: { to: "stg-9ij63o4c", reason: 'its own filter "semver:~0.4" excludes "stg-9ij63o4c"' },
  },
  {
    name: "a patch of a HelmRelease whose chart version is a range",
    own: {
      "apps/production/kustomization.yaml":
        "kind: Kustomization\nresources:\n  - ../base/podinfo\npatches:\n  - path: podinfo-values.yaml\n",
      "apps/production/podinfo-values.yaml":
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: podinfo\nspec:\n  chart:\n    spec:\n      version: ">=1.0.0"\n',
      "apps/base/podinfo/kustomization.yaml": "kind: Kustomization\nresources:\n  - release.yaml\n",
      "apps/base/podinfo/release.yaml":
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: podinfo\nspec: {values: {redis: {repository: redis, tag: 8.6.2}}}\n",
    },
    real: "fluxcd__flux2-kustomize-helm-example",
    scope: ["apps/production"],
    pins: ["spec.chart.spec.version - >=1.0.0 range"],
    to: null,
    refused: { to: "6.9.0", reason: '">=1.0.0" is a range of versions' },
  },
];

type Files = Map<string, Uint8Array | null>;

function readTree(root: string): Files {
  const files: Files = new Map();
  for (const entry of readdirSync(root, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length + 1), readFileSync(path));
  }
  return files;
}

/** Scans until nothing more is wanted; what is not among the files does not exist. */
function scanAll(files: Files, scope: readonly string[]): PinScan {
  for (;;) {
    const scan = scanPins(files, { scope });
    if (scan.wanted.length === 0) return scan;
    for (const path of scan.wanted) files.set(path, null);
  }
}

interface Given extends Shape {
  readonly where: string;
  readonly files: () => Files;
}

const GIVEN: readonly Given[] = SHAPES.flatMap((shape) => {
  const root = join(CORPUS, shape.real);
  const own: Given = { ...shape, where: "its own files", files: () => bytesOf(shape.own) };
  return existsSync(root) ? [own, { ...shape, where: shape.real, files: () => readTree(root) }] : [own];
});

function setAll(files: Files, scan: PinScan, to: string): ReadonlyMap<string, Uint8Array> {
  const present = new Map([...files].flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const])));
  return rewritePins(
    present,
    scan.pins.filter((pin) => !pin.guarded).map((pin) => ({ pin, to: version(to) })),
  );
}

describe("the shapes of real repositories", () => {
  test.each(GIVEN)("$name, in $where: its pins are found", ({ files, scope, pins }) => {
    const scan = scanAll(files(), scope);
    expect(listed(scan).map((line) => line.replace(/^\S+ /, ""))).toEqual(pins);
    expect(scan.problems).toEqual([]);
  });

  test.each(GIVEN.filter((given) => given.to !== null))("$name, in $where: it takes a version", (given) => {
    const files = given.files();
    const result = setAll(files, scanAll(files, given.scope), given.to ?? "");
    const again = scanAll(new Map([...files, ...result]), given.scope);
    const open = again.pins.filter((pin) => !pin.guarded);
    expect(open.map((pin) => `${pin.version.tag} ${pin.style}`)).toEqual([`${given.to} exact`]);
  });

  test.each(GIVEN.filter((given) => given.refused !== null))("$name, in $where: it refuses $refused.to", (given) => {
    const files = given.files();
    const { to, reason } = given.refused ?? { to: "", reason: "" };
    expect(() => setAll(files, scanAll(files, given.scope), to)).toThrow(reason);
  });
});
