import { describe, expect, test } from "vitest";
import { DIGEST, listed, scanTexts, setIn } from "./given.ts";
import { crossWithTraits } from "./traits.ts";

const spec = "{containers: [{name: a, image: acme/app:v1}]}";

const KINDS: readonly (readonly [string, string, string])[] = [
  ["v1", "Pod", `spec: ${spec}`],
  ["apps/v1", "Deployment", `spec: {template: {spec: ${spec}}}`],
  ["apps/v1", "StatefulSet", `spec: {template: {spec: ${spec}}}`],
  ["apps/v1", "DaemonSet", `spec: {template: {spec: ${spec}}}`],
  ["apps/v1", "ReplicaSet", `spec: {template: {spec: ${spec}}}`],
  ["batch/v1", "Job", `spec: {template: {spec: ${spec}}}`],
  ["batch/v1", "CronJob", `spec: {jobTemplate: {spec: {template: {spec: ${spec}}}}}`],
  ["argoproj.io/v1alpha1", "Rollout", `spec: {template: {spec: ${spec}}}`],
  ["serving.knative.dev/v1", "Service", `spec: {template: {spec: ${spec}}}`],
  ["serving.knative.dev/v1", "Configuration", `spec: {template: {spec: ${spec}}}`],
  ["v1", "ReplicationController", `spec: {template: {spec: ${spec}}}`],
  ["v1", "PodTemplate", `template: {spec: ${spec}}`],
  ["apps.openshift.io/v1", "DeploymentConfig", `spec: {template: {spec: ${spec}}}`],
];

const object = (apiVersion: string, kind: string, rest: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: w, namespace: n}\n${rest}\n`;

describe("a workload", () => {
  test.each(KINDS)("%s %s pins its containers' images", (apiVersion, kind, rest) => {
    const text = object(apiVersion, kind, rest);
    const { pins } = scanTexts({ "w.yaml": text });
    expect(pins).toHaveLength(1);
    expect(pins[0]).toMatchObject({
      object: { apiVersion, kind, namespace: "n", name: "w" },
      artifact: { id: "docker.io/acme/app" },
      version: { tag: "v1", digest: null },
    });
    expect(setIn("w.yaml", text, { [pins[0]?.path ?? ""]: "v2" })).toBe(text.replace("app:v1", "app:v2"));
  });

  test.each([
    ["v1", "Service", `spec: {template: {spec: ${spec}}}`],
    ["example.org/v1", "Configuration", `spec: {template: {spec: ${spec}}}`],
    ["v1", "Pod", "spec: {volumes: [{name: a, image: {pullPolicy: Always}}, {image: x}, none], containers: [{}]}"],
    ["example.org/v1", "Rollout", `spec: {template: {spec: ${spec}}}`],
    ["v1", "ConfigMap", `data: {a: "image: acme/app:v1"}`],
    ["apps/v1", "Deployment", "spec: {template: {spec: {containers: none}}}"],
    ["apps/v1", "Deployment", "status: {image: acme/app:v1}"],
  ])("%s %s with %s has none", (apiVersion, kind, rest) => {
    expect(scanTexts({ "w.yaml": object(apiVersion, kind, rest) }).pins).toEqual([]);
  });

  test("a List holds several, and init and ephemeral containers count", () => {
    const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: {name: one}
  spec:
    containers: [{name: a, image: a:v1}, {image: b:v1}]
    initContainers: [{name: a, image: c:v1}]
    ephemeralContainers: [{name: a, image: d:v1}, {name: a, image: e:v1}]
- apiVersion: v1
  kind: Pod
  spec: {containers: [{name: a, image: f}]}
`;
    expect(listed(scanTexts({ "w.yaml": text })).map((line) => line.split(" ").slice(1, 4).join(" "))).toEqual([
      "items[0].spec.containers[name=a].image docker.io/library/a v1",
      "items[0].spec.containers[1].image docker.io/library/b v1",
      "items[0].spec.initContainers[name=a].image docker.io/library/c v1",
      "items[0].spec.ephemeralContainers[name=a].image docker.io/library/d v1",
      "items[0].spec.ephemeralContainers[1].image docker.io/library/e v1",
      "items[1].spec.containers[name=a].image docker.io/library/f -",
    ]);
  });

  test("mounts images as volumes", () => {
    const text = object(
      "v1",
      "Pod",
      "spec:\n  volumes:\n  - {name: data, image: {reference: acme/data:v1}}\n  - image: {reference: acme/more:v1}",
    );
    const paths = ["spec.volumes[name=data].image.reference", "spec.volumes[1].image.reference"];
    expect(scanTexts({ "w.yaml": text }).pins.map(({ path }) => path)).toEqual(paths);
    expect(setIn("w.yaml", text, Object.fromEntries(paths.map((path) => [path, "v2"])))).toBe(
      text.replaceAll("v1}", "v2}"),
    );
  });

  test("an image that is an alias, or that aliases use, is refused", () => {
    const text = object(
      "v1",
      "Pod",
      "spec:\n  containers:\n  - name: a\n    image: &i app:v1\n  - name: b\n    image: *i",
    );
    expect(scanTexts({ "w.yaml": text }).pins.map((pin) => pin.refusal)).toEqual([
      "the value is shared: &i is used again by *i in line 9",
      "the value is the alias *i, written in line 7; change it there",
    ]);
  });

  test("an object that stands twice in a file is refused, naming the lines; in two namespaces it is two", () => {
    const pod = (namespace: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ${namespace}}\nspec: ${spec}\n`;
    const refusals = (text: string) => scanTexts({ "w.yaml": text }).pins.map((pin) => pin.refusal);
    const reason = 'Pod "p" stands twice in the file, in lines 1 and 6; keep one';
    expect(refusals(`${pod("a")}---\n${pod("a")}`)).toEqual([reason, reason]);
    expect(refusals(`${pod("a")}---\n${pod("b")}`)).toEqual([null, null]);
  });

  test("Flux v1's annotations are the container's filter", () => {
    const text = `apiVersion: apps/v1
kind: Deployment
metadata: {name: w, annotations: {fluxcd.io/automated: "true", fluxcd.io/tag.a: "glob:v*"}}
spec: {template: {spec: ${spec}}}
`;
    expect(scanTexts({ "w.yaml": text }).pins[0]).toMatchObject({ filter: "glob:v*", refusal: null });
    expect(() => setIn("w.yaml", text, { "spec.template.spec.containers[name=a].image": "x2" })).toThrow("excludes");
  });
});

crossWithTraits([
  {
    name: "an image of a volume and one of a container",
    file: "w.yaml",
    before: object(
      "v1",
      "Pod",
      `spec:\n  volumes:\n  - name: data # 🚀\n    image: {"reference": "acme/data:1.2.3"}\n  containers:\n  - image:\n      'localhost:5000/app:1.2.3' # c\n    name: a`,
    ),
    after: object(
      "v1",
      "Pod",
      `spec:\n  volumes:\n  - name: data # 🚀\n    image: {"reference": "acme/data:1.2.4@${DIGEST}"}\n  containers:\n  - image:\n      'localhost:5000/app@${DIGEST}' # c\n    name: a`,
    ),
    set: {
      "spec.volumes[name=data].image.reference": `1.2.4@${DIGEST}`,
      "spec.containers[name=a].image": `@${DIGEST}`,
    },
  },
]);
