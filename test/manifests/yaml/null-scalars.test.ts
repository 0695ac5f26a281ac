// A plain null is empty to every tool that reads a manifest: it is no version, no name and no digest.
import { describe, expect, test } from "vitest";
import { DIGEST, listed, scanTexts, setIn } from "../given.ts";

const NULLS = ["null", "Null", "NULL", "~"];

const found = (file: string, text: string) =>
  listed(scanTexts({ [file]: text })).map((line) => line.replace(/^\S+ /, ""));

describe.each(NULLS)("%s is empty", (empty) => {
  test.each([
    ["values.yaml", `image:\n  repository: acme/app\n  tag: ${empty} # the chart's own\n`],
    ["values.yaml", `image: {repository: acme/app, tag: ${empty}, digest: ${empty}}\n`],
    ["values.yaml", `image: &i ${empty}\nimageTag: ${empty}\nother: {image: ${empty}}\n`],
    [
      "pod.yaml",
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - {name: a, image: ${empty}}\n`,
    ],
    [
      "Chart.yaml",
      `apiVersion: v2\nname: a\ndependencies:\n- {name: b, repository: https://b.example, version: ${empty}}\n`,
    ],
  ])("in %s: %j holds no pin", (file, text) => {
    expect(found(file, text)).toEqual([]);
  });

  test("an entry's newTag", () => {
    const text = `images:\n- name: acme/app\n  newName: ${empty}\n  newTag: ${empty}\n  digest: ${empty}\n`;
    expect(found("kustomization.yaml", text)).toEqual(["images[name=acme/app] docker.io/acme/app - absent"]);
    expect(setIn("kustomization.yaml", text, { "images[name=acme/app]": "v1" })).toBe(
      text.replace(`newTag: ${empty}`, "newTag: v1"),
    );
  });

  test("a digest beside a tag stays until one is set", () => {
    const text = `image:\n  repository: acme/app\n  tag: 2.0.0\n  digest: ${empty} # none\n`;
    expect(found("values.yaml", text)).toEqual(["image docker.io/acme/app 2.0.0 exact"]);
    expect(setIn("values.yaml", text, { image: "2.0.1" })).toBe(text.replace("2.0.0", "2.0.1"));
    expect(setIn("values.yaml", text, { image: `2.0.1@${DIGEST}` })).toBe(
      text.replace("2.0.0", "2.0.1").replace(`: ${empty}`, `: ${DIGEST}`),
    );
  });

  test("a registry, so that it is no part of the name", () => {
    const text = `image: {registry: ${empty}, repository: acme/app, tag: v1}\n`;
    expect(found("values.yaml", text)).toEqual(["image docker.io/acme/app v1 exact"]);
  });

  test("a chart that an Application names", () => {
    const text = `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source:\n    repoURL: https://charts.example\n    chart: app\n    targetRevision: ${empty}\n    helm:\n      values: ${empty}\n      parameters:\n      - {name: image.repository, value: acme/app}\n      - {name: image.tag, value: ${empty}}\n`;
    expect(found("app.yaml", text)).toEqual([]);
  });
});

describe("null is a text", () => {
  test.each([`"null"`, "'null'", "!!str null", "nULL", `"~"`])("written as %s", (written) => {
    const [line] = found("values.yaml", `image: {repository: acme/app, tag: ${written}}\n`);
    expect(line).toMatch(/^image docker\.io\/acme\/app (?:null|nULL|~) exact$/);
  });

  test("when it is set as a tag, in quotes", () => {
    const text = "image:\n  repository: acme/app\n  tag: null\n  digest: " + DIGEST + "\n";
    expect(setIn("values.yaml", text, { image: `null@${DIGEST}` })).toBe(text.replace("tag: null", 'tag: "null"'));
  });
});
