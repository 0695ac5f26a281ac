// What an edited kustomization builds: `kustomize build` before and after differs in the lines of the image that was set, and in no other.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatVersion } from "../../../src/artifacts/version.ts";
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { findTool } from "../../support/tools.ts";
import { DIGEST, OTHER_DIGEST, pinAt, scanTexts, version } from "../given.ts";
import { kustomizeBuild, type Files } from "./programs.ts";

const ID = "0e15411f387bb2a2286676b92a87fd85aa9b682a";

/** Workloads whose old version also stands where it must stay: in a label, an argument, a setting, the image of somebody else. */
const workloads = (image: string, side = "side:1.2.3") => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  labels: {version: 1.2.3}
spec:
  selector: {matchLabels: {app: app}}
  template:
    metadata: {labels: {app: app}}
    spec:
      initContainers:
        - {name: migrate, image: "${image}", args: ["--tag=1.2.3"]}
      containers:
        - name: app
          image: ${image}
          env: [{name: VERSION, value: 1.2.3}]
        - name: side
          image: ${side}
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: nightly}
spec:
  schedule: "1 2 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - {name: job, image: ${image}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {image: ${image}}
`;

const BASE = {
  "base/kustomization.yaml": "resources: [workloads.yaml]\n",
  "base/workloads.yaml": workloads("app:1.2.3"),
};

const overlay = (...lines: string[]) => ({ "prod/kustomization.yaml": `resources:\n- ../base\n${lines.join("\n")}\n` });

const entry = (...lines: string[]) => overlay("images:", "- name: app", ...lines.map((line) => `  ${line}`));

interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly set: Readonly<Record<string, string>>;
  /** The images that differ in the build, before and after. */
  readonly images: Readonly<Record<string, string>>;
}

const APP = "images[name=app]";

const CASES: readonly Case[] = [
  {
    name: "a tag",
    files: { ...BASE, ...entry("newTag: 1.2.3") },
    set: { [APP]: "v2.0.0" },
    images: { "app:1.2.3": "app:v2.0.0" },
  },
  ...["1.10", "1e3", "20240101", "0x1f", "0_x1f", "y", "null", ID, "1234567", "1.2.3-rc.1"].map((tag): Case => ({
    name: `the tag ${tag}`,
    files: { ...BASE, ...entry("newTag: 1.2.3 # deployed") },
    set: { [APP]: tag },
    images: { "app:1.2.3": `app:${tag}` },
  })),
  {
    name: "a quoted tag",
    files: { ...BASE, ...entry("newTag: '34'") },
    set: { [APP]: "35" },
    images: { "app:34": "app:35" },
  },
  {
    name: "a digest",
    files: { ...BASE, ...entry(`digest: ${OTHER_DIGEST}`) },
    set: { [APP]: `@${DIGEST}` },
    images: { [`app@${OTHER_DIGEST}`]: `app@${DIGEST}` },
  },
  {
    name: "a tag and its digest",
    files: { ...BASE, ...entry("newTag: 1.2.3", `digest: ${OTHER_DIGEST}`) },
    set: { [APP]: `1.10@${DIGEST}` },
    images: { [`app:1.2.3@${OTHER_DIGEST}`]: `app:1.10@${DIGEST}` },
  },
  {
    name: "a digest added",
    files: { ...BASE, ...entry("newTag: 1.2.3") },
    set: { [APP]: `1.10@${DIGEST}` },
    images: { "app:1.2.3": `app:1.10@${DIGEST}` },
  },
  {
    name: "a digest removed",
    files: { ...BASE, ...entry(`digest: ${OTHER_DIGEST}`, "newTag: 1.2.3") },
    set: { [APP]: "v2" },
    images: { [`app:1.2.3@${OTHER_DIGEST}`]: "app:v2" },
  },
  {
    name: "a digest in place of a tag",
    files: { ...BASE, ...entry("newTag: 1.2.3") },
    set: { [APP]: `@${DIGEST}` },
    images: { "app:1.2.3": `app@${DIGEST}` },
  },
  {
    name: "a tag in place of a digest",
    files: { ...BASE, ...entry(`digest: ${OTHER_DIGEST}`) },
    set: { [APP]: "1.10" },
    images: { [`app@${OTHER_DIGEST}`]: "app:1.10" },
  },
  {
    name: "a new name with its own key for the tag",
    files: { ...BASE, ...entry("newName: registry.example:5000/acme/app", "newTag: 1.2.3") },
    set: { [APP]: "1.10" },
    images: { "registry.example:5000/acme/app:1.2.3": "registry.example:5000/acme/app:1.10" },
  },
  {
    // kustomize puts the tag that the workload has behind the new name, so this works for workloads without one.
    name: "a new name that carries the tag",
    files: {
      ...BASE,
      "base/workloads.yaml": workloads("app"),
      ...entry("newName: ghcr.io/acme/app:2.0.0"),
    },
    set: { [APP]: "2.1.0" },
    images: { "ghcr.io/acme/app:2.0.0": "ghcr.io/acme/app:2.1.0" },
  },
  {
    name: "an entry that only renames",
    files: { ...BASE, ...entry("newName: ghcr.io/acme/app") },
    set: { [APP]: "1.10" },
    images: { "ghcr.io/acme/app:1.2.3": "ghcr.io/acme/app:1.10" },
  },
  {
    name: "a placeholder",
    files: {
      ...BASE,
      "base/workloads.yaml": workloads("IMAGE_PLACEHOLDER"),
      ...overlay("images: [{name: IMAGE_PLACEHOLDER, newName: acme/app, newTag: 1.2.3}]"),
    },
    set: { "images[name=IMAGE_PLACEHOLDER]": "1.10" },
    images: { "acme/app:1.2.3": "acme/app:1.10" },
  },
  {
    name: "an overlay's version over the base's",
    files: {
      ...BASE,
      "base/kustomization.yaml": "resources: [workloads.yaml]\nimages: [{name: app, newTag: 1.5.0}]\n",
      ...entry("newTag: 1.6.0"),
    },
    set: { [APP]: "1.10" },
    images: { "app:1.6.0": "app:1.10" },
  },
  {
    name: "a component's entry",
    files: {
      ...BASE,
      ...overlay("components: [part]"),
      "prod/part/kustomization.yaml":
        "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages:\n- name: app\n  newTag: 1.5.0\n",
    },
    set: { [APP]: "1.10" },
    images: { "app:1.5.0": "app:1.10" },
  },
  {
    name: "an entry that was missing, with the list",
    files: { ...BASE, ...overlay("namePrefix: prod-") },
    set: { [APP]: `1.10@${DIGEST}` },
    images: { "app:1.2.3": `app:1.10@${DIGEST}` },
  },
  {
    name: "an entry that was missing, behind others",
    files: { ...BASE, ...overlay("images:", "  - name: side", "    newTag: 1.2.3", "namePrefix: prod-") },
    set: { [APP]: "1.10" },
    images: { "app:1.2.3": "app:1.10" },
  },
  {
    name: "an entry that was missing, in flow style",
    files: { ...BASE, ...overlay("images: [{name: side, newTag: 1.2.3}]") },
    set: { [APP]: "1.10" },
    images: { "app:1.2.3": "app:1.10" },
  },
  {
    name: "an entry that was missing, for an image that the base renames",
    files: {
      ...BASE,
      "base/kustomization.yaml":
        "resources: [workloads.yaml]\nimages: [{name: app, newName: ghcr.io/acme/app, newTag: 1.5.0}]\n",
      ...overlay("namePrefix: prod-"),
    },
    set: { "images[name=ghcr.io/acme/app]": "1.10" },
    images: { "ghcr.io/acme/app:1.5.0": "ghcr.io/acme/app:1.10" },
  },
  {
    name: "an entry that was missing, for an image with a digest",
    files: { ...BASE, "base/workloads.yaml": workloads(`app@${OTHER_DIGEST}`), ...overlay("namePrefix: prod-") },
    set: { [APP]: "1.10" },
    images: { [`app@${OTHER_DIGEST}`]: "app:1.10" },
  },
  {
    name: "a workload's own image",
    files: {
      "prod/kustomization.yaml": "resources: [workloads.yaml]\n",
      "prod/workloads.yaml": workloads("app:1.2.3", "side:1.2.3 # kept"),
    },
    set: { "spec.template.spec.containers[name=side].image": `1e3@${DIGEST}` },
    images: { "side:1.2.3": `side:1e3@${DIGEST}` },
  },
  {
    name: "two images at once",
    files: { ...BASE, ...entry("newTag: 1.2.3") },
    set: { [APP]: "1.10", "images[name=side]": "0123" },
    images: { "app:1.2.3": "app:1.10", "side:1.2.3": "side:0123" },
  },
  {
    name: "JSON",
    files: {
      ...BASE,
      "prod/kustomization.yaml":
        '{\n  "resources": ["../base"],\n  "images": [{"name": "app", "newTag": "1.2.3"}]\n}\n',
    },
    set: { [APP]: `1.10@${DIGEST}` },
    images: { "app:1.2.3": `app:1.10@${DIGEST}` },
  },
  {
    name: "CRLF line endings and keys in other cases",
    files: {
      ...BASE,
      "prod/kustomization.yaml": "resources:\r\n- ../base\r\nImages:\r\n- name: app\r\n  NewTag: 1.2.3\r\n",
    },
    set: { [APP]: `1.10@${DIGEST}` },
    images: { "app:1.2.3": `app:1.10@${DIGEST}` },
  },
];

/** The files with their pins in `folder` set. */
function edited(texts: Readonly<Record<string, string>>, folder: string, set: Case["set"]): Files {
  const scan = scanTexts(texts, [folder]);
  const bytes = new Map(Object.entries(texts).map(([path, text]) => [path, new TextEncoder().encode(text)]));
  const edits = Object.entries(set).map(([path, to]) => ({ pin: pinAt(scan, path), to: version(to) }));
  return new Map<string, Uint8Array | string>([...bytes, ...rewritePins(bytes, edits)]);
}

/** A build with images of containers replaced. Throws when one of them is not there. */
function withImages(build: string, images: Case["images"]): string {
  return Object.entries(images).reduce((text, [from, to]) => {
    const lines = text.split("\n");
    if (!lines.some((line) => imageOf(line) === from)) throw new Error(`the build has no image ${from}:\n${text}`);
    return lines.map((line) => (imageOf(line) === from ? line.replace(from, to) : line)).join("\n");
  }, build);
}

/** Containers stand in lists, so their keys are indented by more than the two of a ConfigMap's data. */
function imageOf(line: string): string | null {
  return /^(?: {4,}| +- )image: (\S+)$/.exec(line)?.[1] ?? null;
}

describe.skipIf(findTool("kustomize") === null)("kustomize build", () => {
  test.each(CASES)("gives $name, and all else as before", ({ files, set, images }) => {
    const before = kustomizeBuild(new Map(Object.entries(files)), "prod");
    expect(kustomizeBuild(edited(files, "prod", set), "prod")).toBe(withImages(before, images));
  });

  test("gives one overlay its version and leaves the other as it was", () => {
    const files = {
      ...BASE,
      ...entry("newTag: 1.2.3"),
      "stage/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newTag: 1.2.3}]\n",
    };
    const before = kustomizeBuild(new Map(Object.entries(files)), "stage");
    const after = edited(files, "stage", { [APP]: "1.10" });
    expect(kustomizeBuild(after, "stage")).toBe(withImages(before, { "app:1.2.3": "app:1.10" }));
    expect(kustomizeBuild(after, "prod")).toBe(kustomizeBuild(new Map(Object.entries(files)), "prod"));
  });

  test("refuses the number that a tag would be without quotes", () => {
    const files = new Map(Object.entries({ ...BASE, ...entry("newTag: 1.10") }));
    expect(() => kustomizeBuild(files, "prod")).toThrow("kustomize build");
  });

  test("gives what a pin says, whatever entries the overlay, its component and its base have", () => {
    fc.assert(
      fc.property(anyOverlay, (files) => {
        const lines = (texts: Files) => kustomizeBuild(texts, "prod").split("\n").map(imageOf);
        const before = lines(new Map(Object.entries(files)));
        for (const pin of scanTexts(files, ["prod"]).pins.filter(({ refusal }) => refusal === null)) {
          const name = pin.artifact?.name ?? "";
          const old = formatVersion(pin.version);
          const from = /^(?:@|$)/.test(old) ? name + old : `${name}:${old}`;
          const after = lines(edited(files, "prod", { [pin.path]: "9.10" }));
          const changed = before.flatMap((image, index) => (image === after[index] ? [] : [[image, after[index]]]));
          expect(changed).toEqual(changed.map(() => [from, `${name}:9.10`]));
          // An entry for one tag alone leaves the same name with another tag; every other pin decides all that it names.
          if (pin.path !== "images[name=app:1]") expect(after).not.toContain(from);
        }
      }),
      { numRuns: 25 },
    );
  });
});

const anyVersion = fc.record(
  { newTag: fc.constantFrom("v5", "1.10"), digest: fc.constant(OTHER_DIGEST) },
  { requiredKeys: [] },
);

/** Entries for some of `names`. Each is renamed to a name that no other entry of the same list has. */
const anyEntries = (names: readonly string[], renamed: string) =>
  fc
    .uniqueArray(fc.tuple(fc.constantFrom(...names), fc.boolean(), anyVersion), { selector: ([name]) => name })
    .map((entries) =>
      entries.map(([name, renames, to]) => ({
        name,
        ...(renames ? { newName: `${renamed}/${name.replace(/:.*/, "-1")}` } : {}),
        ...to,
      })),
    );

const NAMES = ["app", "side", "acme/app", "localhost:5000/app"];

const anyOverlay = fc
  .record({
    images: fc.array(fc.constantFrom("app", "app:1", `app@${DIGEST}`, "side:2", "acme/app:3", `acme/app:3@${DIGEST}`), {
      minLength: 1,
      maxLength: 3,
    }),
    base: anyEntries([...NAMES, "app:1"], "mid"),
    part: anyEntries([...NAMES, "mid/app"], "part"),
    prod: anyEntries([...NAMES, "app:1", "mid/app", "part/app", "part/mid/app"], "last"),
  })
  .map(({ images, base, part, prod }): Readonly<Record<string, string>> => {
    const containers = images.map((image, index) => ({ name: `c${index}`, image }));
    return {
      "base/pod.json": JSON.stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers } }),
      "base/kustomization.yaml": `resources: [pod.json]\nimages: ${JSON.stringify(base)}\n`,
      "part/kustomization.yaml": `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: ${JSON.stringify(part)}\n`,
      "prod/kustomization.yaml": `resources: [../base]\ncomponents: [../part]\nimages: ${JSON.stringify(prod)}\n`,
    };
  });
