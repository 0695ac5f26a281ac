import { describe, expect, test } from "vitest";
import { readManifest } from "../../../src/manifests/reading.ts";
import { DIGEST, listed, pinAt, scanTexts, setIn } from "../given.ts";

const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, " ".repeat(by));

const set = (spec: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: apps}\nspec:\n${indent(spec, 2)}`;
const template = (spec: string) => set(`template:\n  metadata: {name: '{{name}}'}\n  spec:\n${indent(spec, 4)}`);
const generators = (text: string) => set(`generators:\n${text}`);

const paths = (text: string) => listed(scanTexts({ "set.yaml": text })).map((line) => line.replace(/^\S+ /, ""));

describe("the template of an ApplicationSet", () => {
  test("pins what is data, and refuses what a generator fills in", () => {
    const text = template(`source:
  repoURL: https://charts.example
  chart: app
  targetRevision: 1.2.3
  helm:
    parameters:
    - {name: image.tag, value: '{{.tag}}'}
    - {name: sidecar.image.tag, value: v1}
    valuesObject:
      other: {image: {repository: a/b, tag: '{{ .other }}'}}
      third: {image: {repository: c/d, tag: v3}}
`);
    const { pins } = scanTexts({ "set.yaml": text });
    expect(pins.map((pin) => [pin.path.replace("spec.template.spec.source.", ""), pin.refusal])).toEqual([
      ["targetRevision", null],
      ["helm.parameters[name=image.tag]", "the value is a template ({{.tag}})"],
      ["helm.parameters[name=sidecar.image.tag]", null],
      ["helm.valuesObject.other.image", "the value is a template ({{ .other }})"],
      ["helm.valuesObject.third.image", null],
    ]);
    expect(setIn("set.yaml", text, { "spec.template.spec.source.targetRevision": "1.2.4" })).toBe(
      text.replace("1.2.3", "1.2.4"),
    );
  });

  test("reads a block around its templates", () => {
    const text = (tag: string) =>
      template(
        `sources:\n- chart: app\n  repoURL: '{{.repo}}'\n  helm:\n    values: |\n      host: {{.host}}\n      image: {repository: a/b, tag: ${tag}}\n`,
      );
    const path = "spec.template.spec.sources[chart=app].helm.values.image";
    expect(setIn("set.yaml", text("v1"), { [path]: "1.10" })).toBe(text('"1.10"'));
  });

  test("has a problem for a block that is no YAML, and its other pins", () => {
    const text = template(
      "source:\n  repoURL: https://x.example/a\n  targetRevision: v1.0.0\n  helm:\n    values: |\n      {{- if .x }}\n      image: {repository: a/b, tag: v1}\n      {{- end }}\n",
    );
    const scan = scanTexts({ "set.yaml": text });
    expect(scan.problems.map(({ line, reason }) => [line, reason.includes("it is a template")])).toEqual([[13, true]]);
    expect(scan.pins.map((pin) => pin.path)).toEqual(["spec.template.spec.source.targetRevision"]);
  });

  test("leaves templatePatch alone, which is a text until it is filled in", () => {
    const text = set("templatePatch: |\n  spec:\n    source:\n      targetRevision: v1.0.0\ngenerators: []\n");
    expect(paths(text)).toEqual([]);
  });
});

test("the template's annotations say what Argo CD Image Updater writes too", () => {
  const text = set(`template:
  metadata:
    annotations: {argocd-image-updater.argoproj.io/image-list: x=acme/app:~1.2}
  spec:
    source: {kustomize: {images: ["acme/app:1.2.3", "acme/other:1.2.3"]}}
`);
  expect(scanTexts({ "set.yaml": text }).pins.map((pin) => [pin.artifact?.name, pin.automation])).toEqual([
    [
      "acme/app",
      'Argo CD Image Updater writes here too (its annotation "argocd-image-updater.argoproj.io/image-list")',
    ],
    ["acme/other", null],
  ]);
});

describe("the values of generators", () => {
  test.each<[string, string, string[]]>([
    [
      "a list's elements by what they are called",
      "- list:\n    elements:\n    - {cluster: dev, version: 1.2.3}\n    - {cluster: prod, version: 1.2.2, url: https://x}\n",
      ["[0].list.elements[cluster=dev].version - 1.2.3 exact", "[0].list.elements[cluster=prod].version - 1.2.2 exact"],
    ],
    [
      "a list's elements by number, where their names do not tell them apart",
      "- list: {elements: [{env: a, imageTag: v1}, {env: a, imageTag: v2}, {url: x, tag: v3}]}\n",
      [
        "[0].list.elements[0].imageTag - v1 exact",
        "[0].list.elements[1].imageTag - v2 exact",
        "[0].list.elements[2].tag - v3 exact",
      ],
    ],
    [
      "keys with dots, maps and lists",
      "- list: {elements: [{name: a, values.tag: v1, app: {targetRevision: main}, more: [{name: b, tag: v2}]}]}\n",
      [
        '[0].list.elements[name=a]["values.tag"] - v1 exact',
        "[0].list.elements[name=a].app.targetRevision - main exact",
        "[0].list.elements[name=a].more[name=b].tag - v2 exact",
      ],
    ],
    [
      "whole images, with their artifact",
      "- list: {elements: [{name: a, image: 'ghcr.io/a/b:v1', webImage: c, iconImage: 'https://x/y:z'}]}\n",
      ["[0].list.elements[name=a].image ghcr.io/a/b v1 exact"],
    ],
    [
      "any generator's values, in matrix and merge too",
      "- clusters: {values: {chartVersion: 1.0.0}}\n- matrix:\n    generators:\n    - merge: {generators: [{clusters: {values: {tag: v2}}}]}\n    - git: {repoURL: https://x.example/a, revision: v1.0.0, values: {tag: v3}}\n",
      [
        "[0].clusters.values.chartVersion - 1.0.0 exact",
        "[1].matrix.generators[0].merge.generators[0].clusters.values.tag - v2 exact",
        "[1].matrix.generators[1].git.revision x.example/a v1.0.0 exact",
        "[1].matrix.generators[1].git.values.tag - v3 exact",
      ],
    ],
    [
      "a template of its own",
      "- list:\n    elements: []\n    template: {spec: {source: {repoURL: https://x.example/a, targetRevision: v1.0.0}}}\n",
      ["[0].list.template.spec.source.targetRevision x.example/a v1.0.0 exact"],
    ],
    [
      "nothing else",
      "- list: {elements: [{cluster: a, apiVersion: v1, kubernetes_version: '1.28', stage: v1, version: '', tag: a b}, x, [y]]}\n- clusters: {selector: {matchLabels: {tag: v1}}}\n- 3\n",
      [],
    ],
  ])("are %s, all of them guarded", (_, text, expected) => {
    expect(paths(generators(text))).toEqual(expected.map((one) => `spec.generators${one}`));
    const { pins } = scanTexts({ "set.yaml": generators(text) });
    expect(pins.filter((pin) => !pin.guarded || pin.refusal === null)).toEqual([]);
  });

  test("are refused as long as nobody names them, and can then hold a version of any kind", () => {
    const text = (value: string) => generators(`- list: {elements: [{name: a, version: ${value}}]}\n`);
    const path = "spec.generators[0].list.elements[name=a].version";
    expect(() => setIn("set.yaml", text("1.2.3"), { [path]: "1.2.4" })).toThrow("a generator's value");
    const site = readManifest("set.yaml", new TextEncoder().encode(text("1.2.3"))).objects[0]?.sites[0];
    expect(site?.lifted).toBe(site?.pin.refusal);
    const written = (tag: string | null, digest: string | null) => site?.write({ tag, digest }).map((one) => one.text);
    expect(written("1.2.4+b", null)).toEqual(["1.2.4+b"]);
    expect(written("feature/x", null)).toEqual(["feature/x"]);
    expect(written("v2", DIGEST)).toEqual([`v2@${DIGEST}`]);
    expect(() => written(null, DIGEST)).toThrow("needs its tag");
    expect(() => written("a b", null)).toThrow("is no Git revision");
  });

  test("say when they are templates themselves", () => {
    const text = generators("- list: {elements: [{name: a, version: '{{.v}}'}]}\n");
    expect(pinAt(scanTexts({ "set.yaml": text }), "spec.generators[0].list.elements[name=a].version").refusal).toBe(
      "the value is a template ({{.v}})",
    );
  });
});
