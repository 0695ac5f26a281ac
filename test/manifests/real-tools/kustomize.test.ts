// What an edited kustomization builds: `kustomize build` before and after differs in the lines of the image that was set, and in no other.
import { describe, expect, test } from "vitest";
import { findTool } from "../../support/tools.ts";
import { DIGEST, OTHER_DIGEST } from "../given.ts";
import { edited, withImages } from "./edited-files.ts";
import { kustomizeBuild } from "./programs.ts";

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
    name: "the list's old name",
    files: { ...BASE, ...overlay("imageTags:", "- name: app", "  newTag: 1.2.3") },
    set: { [APP]: `1.10@${DIGEST}` },
    images: { "app:1.2.3": `app:1.10@${DIGEST}` },
  },
  {
    name: "an entry that was missing, in the list's old name",
    files: { ...BASE, ...overlay("imageTags:", "- name: side", "  newTag: 1.2.3") },
    set: { [APP]: "1.10" },
    images: { "app:1.2.3": "app:1.10" },
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
});
