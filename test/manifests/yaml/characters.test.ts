// Characters that YAML forbids, or that its readers do not agree about.
import { describe, expect, test } from "vitest";
import { listed, pinAt, scanTexts, setIn } from "../given.ts";

describe("a character that YAML forbids keeps the file from being read", () => {
  test.each([
    ["\0", "U+0000"],
    ["\u0007", "U+0007"],
    ["\u000c", "U+000C"],
    ["\u001b", "U+001B"],
    ["\u007f", "U+007F"],
    ["\u009b", "U+009B"],
    ["\uffff", "U+FFFF"],
  ])("%j", (character, name) => {
    const scan = scanTexts({ "values.yaml": `# one\nimage: acme/app:v1\nother: "a${character}b"\n` });
    expect(scan.pins).toEqual([]);
    expect(scan.problems).toEqual([
      { file: "values.yaml", line: 3, reason: `the file holds the character ${name}, which YAML forbids; remove it` },
    ]);
  });

  test("in a comment too", () => {
    expect(scanTexts({ "values.yaml": "image: acme/app:v1 # \0\n" }).problems).toHaveLength(1);
  });

  test.each(["\t", "\u0085", "\u00a0", "\u2028", "\ufeff", "\ufffd", "🚀"])("%j is none", (character) => {
    const text = `image: acme/app:v1\nother: "a${character}b"\n`;
    expect(setIn("values.yaml", text, { image: "v2" })).toBe(text.replace("v1", "v2"));
  });
});

describe.each(["\u2028", "\u2029", "\u0085"])("the line separator %j in a plain value", (separator) => {
  const name = `U+${separator.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const reason = `the value holds the line separator ${name}, where some readers of YAML end it and others do not; remove it`;

  const pod = (image: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {x: &a acme/app:v1${separator}}}\nspec:\n  containers:\n  - name: a\n    ${image}\n`;

  test.each([
    ["an entry", "kustomization.yaml", `images:\n- name: a\n  newTag: v1${separator}# x\n`, "images[name=a]"],
    ["a reference", "pod.yaml", pod(`image: acme/app:v1${separator}# x`), "spec.containers[name=a].image"],
    ["an alias' value", "pod.yaml", pod("image: *a"), "spec.containers[name=a].image"],
    [
      "an item",
      "kustomization.yaml",
      `resources:\n- github.com/a/b?ref=v1${separator}# x\n`,
      "resources[github.com/a/b]",
    ],
  ])("%s is neither carried on nor replaced", (_, file, text, path) => {
    const pin = pinAt(scanTexts({ [file]: text }), path);
    expect(pin.doubt).toBe(reason);
    expect(() => setIn(file, text, { [path]: "v2" })).toThrow(pin.refusal ?? "no refusal");
  });

  test("the refusal is that sentence", () => {
    const text = `images:\n- name: a\n  newTag: v1${separator}# x\n`;
    expect(() => setIn("kustomization.yaml", text, { "images[name=a]": "v2" })).toThrow(
      `kustomization.yaml:3: ${reason}`,
    );
  });

  test("in quotes it is a part of the text", () => {
    const text = `images: [{name: a, newTag: "v1${separator}x"}]\n`;
    expect(setIn("kustomization.yaml", text, { "images[name=a]": "v2" })).toBe('images: [{name: a, newTag: "v2"}]\n');
  });

  test("behind the value it is not the value's", () => {
    const text = `image: acme/app:v1 # a${separator}b\n`;
    expect(listed(scanTexts({ "values.yaml": text }))).toHaveLength(1);
    expect(setIn("values.yaml", text, { image: "v2" })).toBe(text.replace("v1", "v2"));
  });
});

test("two keys in one line are named by it once", () => {
  expect(() => setIn("values.yaml", "image: {repository: a/b, tag: v1, tag: v2}\n", { image: "v3" })).toThrow(
    'the key "tag" stands twice, in line 1; keep one',
  );
});
