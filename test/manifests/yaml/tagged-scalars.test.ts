// A tag before a value (`!!float 1.2`) would stay when the value is set, and make something else than a string of the new one.
import { describe, expect, test } from "vitest";
import { DIGEST, pinAt, scanTexts, setIn } from "../given.ts";

/** A file for each way in which a value is written. */
const FILES: readonly {
  readonly name: string;
  readonly file: string;
  readonly text: (value: string) => string;
  readonly path: string;
  readonly to: string;
}[] = [
  {
    name: "a tag among values",
    file: "values.yaml",
    text: (value) => `image:\n  repository: a/b\n  tag: ${value}\n`,
    path: "image",
    to: "1.10",
  },
  {
    name: "a lone tag among values",
    file: "values.yaml",
    text: (value) => `imageTag: ${value}\n`,
    path: "imageTag",
    to: "1.10",
  },
  {
    name: "a kustomize entry",
    file: "kustomization.yaml",
    text: (value) => `images:\n- name: a\n  newTag: ${value}\n`,
    path: "images[name=a]",
    to: "1.10",
  },
  {
    // The key takes another name, and its value stays where it is.
    name: "a kustomize entry whose tag becomes a digest",
    file: "kustomization.yaml",
    text: (value) => `images:\n- name: a\n  newTag: ${value}\n`,
    path: "images[name=a]",
    to: `@${DIGEST}`,
  },
  {
    name: "a chart's version",
    file: "Chart.yaml",
    text: (value) => `apiVersion: v2\ndependencies: [{name: a, repository: "@b", version: ${value}}]\n`,
    path: "dependencies[name=a]",
    to: "1.2.4",
  },
];

describe.each(FILES)("$name", ({ file, text, path, to }) => {
  test.each([
    ["!!float 1.2.3", "!!float"],
    ["!!int 1.2.3", "!!int"],
    ["!env 1.2.3", "!env"],
    ["! 1.2.3", "!"],
    ["!!float '1.2.3'", "!!float"],
    ["!!float &x 1.2.3", "!!float"],
  ])("%s is refused, and listed so", (value, tag) => {
    const refusal = `the tag ${tag} before the value makes it something else than a string; remove the tag first`;
    expect(pinAt(scanTexts({ [file]: text(value) }), path).refusal).toBe(refusal);
    expect(() => setIn(file, text(value), { [path]: to })).toThrow(refusal);
  });

  test.each(["!!str 1.2.3", "!!str '1.2.3'", "!<tag:yaml.org,2002:str> 1.2.3", "1.2.3"])("%s is not", (value) => {
    expect(pinAt(scanTexts({ [file]: text(value) }), path).refusal).toBeNull();
    const written = setIn(file, text(value), { [path]: to });
    expect(written).not.toBe(text(value));
    expect(written).toContain(to.replace("@", ""));
  });
});

test("a tagged value that is right already is left alone", () => {
  const text = "image:\n  repository: a/b\n  tag: !!float 1.10\n";
  expect(setIn("values.yaml", text, { image: "1.10" })).toBe(text);
});
