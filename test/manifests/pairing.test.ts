import { describe, expect, test } from "vitest";
import { formatVersion } from "../../src/artifacts/version.ts";
import { offersOf } from "../../src/manifests/pairing.ts";
import { pinAt, scanTexts } from "./given.ts";

const workload = (image: string) => `apiVersion: v1
kind: Pod
metadata: { name: app }
spec:
  containers:
    - name: app
      image: ${image}
`;
const MARKER = '# {"$imagepolicy": "flux-system:app"}';
const IMAGE = "spec.containers[name=app].image";

test("what Flux's automation wrote in one environment is offered to the next", () => {
  const stage = scanTexts({ "stage.yaml": workload(`acme/app:1.3.0 ${MARKER}`) });
  const prod = scanTexts({ "prod.yaml": workload("acme/app:1.2.0") });
  expect(pinAt(stage, IMAGE).guarded).toBe(true);
  const offer = offersOf("stage", stage.pins).for(pinAt(prod, IMAGE));
  expect(offer === null ? null : formatVersion(offer.version)).toBe("1.3.0");
});

test("a place that Flux's automation writes takes nothing", () => {
  const stage = scanTexts({ "stage.yaml": workload("acme/app:1.3.0") });
  const prod = scanTexts({ "prod.yaml": workload(`acme/app:1.2.0 ${MARKER}`) });
  const offers = offersOf("stage", stage.pins);
  expect(offers.for(pinAt(prod, IMAGE))).toBeNull();
  expect(offers.matching(pinAt(prod, IMAGE))?.version.tag).toBe("1.3.0");
});

test("a guarded place beside an open one of the same artifact is neither an offer nor a conflict", () => {
  const stage = scanTexts({ "a.yaml": workload("acme/app:1.3.0"), "b.yaml": workload(`acme/app:1.2.0 ${MARKER}`) });
  const offers = offersOf("stage", stage.pins);
  expect(offers.conflicts).toEqual([]);
  expect(offers.all.map((offer) => formatVersion(offer.version))).toEqual(["1.3.0"]);
});

test("a Git branch is offered to nobody", () => {
  const branch = scanTexts({ "stage.yaml": workload("acme/app:1.3.0") }).pins.map(
    (pin) => ({ ...pin, style: "range", guarded: true }) as const,
  );
  expect(offersOf("stage", branch).all).toEqual([]);
});

/** Two files of lone tags in each environment; `names` are those of the receiving one. */
const loneTag = (tag: string): string => `image:\n  tag: ${tag}\n  pullPolicy: Always\n`;

test("a lone tag of a values file is paired with that of the file of the same name", () => {
  const stage = scanTexts({ "values.yaml": loneTag("1.3.0"), "values-worker.yaml": loneTag("2.3.0") }).pins;
  const prod = scanTexts({ "values.yaml": loneTag("1.2.0"), "values-worker.yaml": loneTag("2.2.0") }).pins;
  const offers = offersOf("stage", stage);
  expect(offers.conflicts).toEqual([]);
  const taken = prod.map((pin) => [pin.file, offers.for(pin)?.version.tag]);
  expect(taken).toEqual([
    ["values-worker.yaml", "2.3.0"],
    ["values.yaml", "1.3.0"],
  ]);
});

test("a lone tag of a values file that is named by its environment is paired by its path", () => {
  const stage = scanTexts({ "values-stage.yaml": loneTag("1.3.0") }).pins;
  const prod = scanTexts({ "values-prod.yaml": loneTag("1.2.0") }).pins;
  expect(prod.map((pin) => offersOf("stage", stage).for(pin)?.version.tag)).toEqual(["1.3.0"]);
});

test("where two files may be meant, neither is offered", () => {
  const stage = scanTexts({ "values-stage.yaml": loneTag("1.3.0"), "values-worker.yaml": loneTag("2.3.0") }).pins;
  const prod = scanTexts({ "values-prod.yaml": loneTag("1.2.0") }).pins;
  expect(prod.map((pin) => offersOf("stage", stage).for(pin))).toEqual([null]);
});

test("a lone tag takes what the same path of the other file says of a named image, and the other way round", () => {
  const named = scanTexts({ "values.yaml": "image:\n  repository: acme/app\n  tag: 1.3.0\n" }).pins;
  const lone = scanTexts({ "values.yaml": loneTag("1.2.0") }).pins;
  expect(lone.map((pin) => offersOf("stage", named).for(pin)?.version.tag)).toEqual(["1.3.0"]);
  expect(named.map((pin) => offersOf("stage", lone).for(pin)?.version.tag)).toEqual(["1.2.0"]);
  const other = scanTexts({ "values.yaml": "image:\n  repository: acme/other\n  tag: 1.2.0\n" }).pins;
  expect(other.map((pin) => offersOf("stage", named).for(pin))).toEqual([null]);
});

/** The versions that the receiving places take: `path: version`, or `-` where none is offered. */
function taken(stage: Readonly<Record<string, string>>, prod: Readonly<Record<string, string>>): readonly string[] {
  const { pins } = scanTexts(prod);
  const offers = offersOf("stage", scanTexts(stage).pins, { environment: "prod", pins });
  return pins.map((pin) => {
    const offer = offers.for(pin);
    return `${pin.object.name || pin.file} ${offer === null ? "-" : formatVersion(offer.version)}`;
  });
}

const REPOSITORY = "https://git.acme.dev/deploy";

const application = (name: string, path: string, revision: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name} }
spec:
  source: { repoURL: ${REPOSITORY}, path: ${path}, targetRevision: ${revision} }
`;

const remotes = (...resources: readonly string[]): string =>
  `resources:\n${resources.map((resource) => `- ${REPOSITORY}//${resource}\n`).join("")}`;

describe("a folder of a Git repository that is called by its environment", () => {
  test("is paired in the same place of the same object", () => {
    const [stage, prod] = [application("a", "deploy/eu", "v2.0.0"), application("a", "other/us", "v1.0.0")];
    const [otherStage, otherProd] = [application("b", "eu", "v4.0.0"), application("b", "us", "v3.0.0")];
    expect(taken({ "a.yaml": stage, "b.yaml": otherStage }, { "a.yaml": prod, "b.yaml": otherProd })).toEqual([
      "a v2.0.0",
      "b v4.0.0",
    ]);
  });

  test("is paired by the folder without the environment's name, beside other folders", () => {
    const stage = { "kustomization.yaml": remotes("a/overlays/stage?ref=v2.0.0", "b/stage?ref=v3.0.0") };
    const prod = { "kustomization.yaml": remotes("b/prod?ref=v1.0.0", "a/overlays/prod?ref=v1.0.0") };
    expect(taken(stage, prod)).toEqual(["kustomization.yaml v3.0.0", "kustomization.yaml v2.0.0"]);
  });

  test("is paired by the repository where it is the only one of it on both sides", () => {
    const stage = { "kustomization.yaml": remotes("base?ref=v5.0.0", "eu?ref=v2.0.0") };
    const prod = { "kustomization.yaml": remotes("base?ref=v4.0.0", "us?ref=v1.0.0") };
    expect(taken(stage, prod)).toEqual(["kustomization.yaml v5.0.0", "kustomization.yaml v2.0.0"]);
  });

  test.each<[string, string, string, string[]]>([
    ["two folders may be meant in stage", remotes("a?ref=v2.0.0", "b?ref=v3.0.0"), remotes("c?ref=v1.0.0"), ["-"]],
    ["two folders may take it in prod", remotes("a?ref=v2.0.0"), remotes("b?ref=v1.0.0", "c?ref=v1.0.0"), ["-", "-"]],
    ["a branch may be meant in stage", remotes("a?ref=v2.0.0", "b?ref=main"), remotes("c?ref=v1.0.0"), ["-"]],
    [
      "a folder is paired exactly already",
      remotes("a?ref=v2.0.0"),
      remotes("a?ref=v2.0.0", "c?ref=v1.0.0"),
      ["v2.0.0", "-"],
    ],
    ["stage has two revisions of it", remotes("a?ref=v2.0.0", "a?ref=v3.0.0"), remotes("c?ref=v1.0.0"), ["-"]],
    [
      "it is another repository",
      "resources:\n- https://git.acme.dev/other//overlays/stage?ref=v2.0.0\n",
      remotes("overlays/prod?ref=v1.0.0"),
      ["-"],
    ],
  ])("is paired with nothing where %s", (_, stage, prod, expected) => {
    const found = taken({ "kustomization.yaml": stage }, { "kustomization.yaml": prod });
    expect(found).toEqual(expected.map((version) => `kustomization.yaml ${version}`));
  });

  test("no wider rule chooses where its places point to two folders", () => {
    const stage = { "a.yaml": application("a", "eu", "v2.0.0"), "b.yaml": application("b", "us", "v3.0.0") };
    const prod = { "a.yaml": application("a", "both", "v1.0.0"), "b.yaml": application("b", "both", "v1.0.0") };
    expect(taken(stage, prod)).toEqual(["a -", "b -"]);
  });

  test("is paired with nothing where the receiving environment is not known", () => {
    const stage = scanTexts({ "a.yaml": application("a", "overlays/stage", "v2.0.0") }).pins;
    const prod = scanTexts({ "a.yaml": application("a", "overlays/prod", "v1.0.0") }).pins;
    expect(prod.map((pin) => offersOf("stage", stage).for(pin))).toEqual([null]);
  });
});

const parameter = (name: string, tag: string): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name} }
spec:
  source:
    repoURL: https://charts.acme.dev
    chart: app
    targetRevision: 1.0.0
    helm: { parameters: [{ name: image.tag, value: ${tag} }] }
`;

describe("a lone tag in an object that is called by its environment", () => {
  test.each<[string, string, string, string]>([
    ["the names differ in the environments' own", "a-stage", "a-prod", "2.0.0"],
    ["an environment has another conventional name", "stg-a", "production-a", "2.0.0"],
    ["the names differ in anything else", "frontend", "backend", "-"],
    ["the environment's name is part of a word", "stagecoach", "prodcoach", "-"],
  ])("is paired or not where %s: %s, %s", (_, stage, prod, version) => {
    const found = taken({ "a.yaml": parameter(stage, "2.0.0") }, { "a.yaml": parameter(prod, "1.5.0") });
    expect(found).toEqual([`${prod} 1.0.0`, `${prod} ${version}`]);
  });

  test("is paired with nothing where two objects may be meant", () => {
    const stage = { "a.yaml": parameter("a-stage", "2.0.0"), "b.yaml": parameter("stg-a", "3.0.0") };
    const two = { "a.yaml": parameter("a-prod", "1.5.0"), "c.yaml": parameter("a-prd", "1.5.0") };
    expect(taken(stage, two).filter((line) => !line.endsWith(" 1.0.0"))).toEqual(["a-prod -", "a-prd -"]);
  });
});

describe("a guarded place", () => {
  const patched = (tag: string): string => `patches:
- patch: |-
    - { op: replace, path: /spec/template/spec/containers/0/image, value: "acme/app:${tag}" }
`;

  test("in a patch offers nothing, and is still known to belong to the artifact", () => {
    const stage = scanTexts({ "kustomization.yaml": patched("1.3.0") }).pins;
    const [pin] = scanTexts({ "prod.yaml": workload("acme/app:1.2.0") }).pins;
    if (pin === undefined) throw new Error("expected a pin");
    const offers = offersOf("stage", stage);
    expect(offers.all).toEqual([]);
    expect(offers.for(pin)).toBeNull();
    expect(offers.matching(pin)?.version.tag).toBe("1.3.0");
  });

  test("in two versions is no conflict, and belongs to nothing", () => {
    const stage = scanTexts({ "a/kustomization.yaml": patched("1.3.0"), "b/kustomization.yaml": patched("1.4.0") });
    const offers = offersOf("stage", stage.pins);
    expect(offers.conflicts).toEqual([]);
    expect(offers.matching(pinAt(scanTexts({ "prod.yaml": workload("acme/app:1.2.0") }), IMAGE))).toBeNull();
  });

  test("that Image Updater writes too is still a decision of its own", () => {
    const [pin] = scanTexts({ "kustomization.yaml": patched("1.3.0") }).pins;
    if (pin === undefined) throw new Error("expected a pin");
    expect(offersOf("stage", [{ ...pin, automation: "Argo CD Image Updater writes here too" }]).all).toEqual([]);
  });
});
