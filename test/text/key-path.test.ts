import { describe, expect, test } from "vitest";
import { formatKeyPath, parseKeyPath, parsePlacePath } from "../../src/text/key-path.ts";

const key = (text: string) => ({ kind: "key", key: text });
const index = (number: number) => ({ kind: "index", index: number });
const item = (name: string, value: string) => ({ kind: "item", key: name, value });

describe("a key path", () => {
  test.each([
    ["helm.version", [key("helm"), key("version")], "helm.version"],
    [".spec.image", [key("spec"), key("image")], "spec.image"],
    ["[0].value", [index(0), key("value")], "[0].value"],
    ["a[12][3]", [key("a"), index(12), index(3)], "a[12][3]"],
    ['data["a.b"].c', [key("data"), key("a.b"), key("c")], 'data["a.b"].c'],
    ["data['a.b']", [key("data"), key("a.b")], 'data["a.b"]'],
    ['["a\\"]b"]', [key('a"]b')], '["a\\"]b"]'],
    ['[""]', [key("")], '[""]'],
    [
      "images[name=ghcr.io/acme/app].tagSuffix",
      [key("images"), item("name", "ghcr.io/acme/app"), key("tagSuffix")],
      null,
    ],
    ['x[name="a]b"]', [key("x"), item("name", "a]b")], 'x[name="a]b"]'],
    [
      "resources[https://x/y//z/]",
      [key("resources"), { kind: "part", name: "https://x/y//z/" }],
      "resources[https://x/y//z/]",
    ],
    ["x[my-key=a=b]", [key("x"), item("my-key", "a=b")], null],
    ["app.kubernetes.io/name", [key("app"), key("kubernetes"), key("io/name")], null],
    ["🚀.x", [key("🚀"), key("x")], '["🚀"].x'],
  ])("%s is read, and written in one spelling", (text, steps, written) => {
    const parsed = parseKeyPath(text);
    expect(parsed).toEqual(steps);
    if (typeof parsed === "string") return;
    expect(formatKeyPath(parsed)).toBe(written ?? text);
    expect(parseKeyPath(formatKeyPath(parsed))).toEqual(steps);
  });

  test.each([
    ["", "expected the keys"],
    [".", "expected"],
    ["a.", "expected a dot and a key"],
    ["a..b", 'expected a key before ".b"'],
    ["a[", "is no step"],
    ["a[]", "is no step"],
    ["a[name=]", "is no step"],
    ["a[0", "is no step"],
    ["a[0]b", "expected a dot and a key"],
    ['a["b]', "are not closed"],
    ['a["\\q"]', "are not closed"],
    ["a]b", "expected a dot"],
    ["a .b", "has a space at an end"],
    ["a\nb", "control characters"],
    ["a".repeat(1001), "at most 1000"],
  ])("%j is none, and the sentence says why", (text, says) => {
    expect(parseKeyPath(text)).toContain(says);
  });

  test("takes the document's number in front", () => {
    expect(parsePlacePath("1:.spec.x")).toEqual({ document: 1, path: "spec.x" });
    expect(parsePlacePath("spec.x")).toEqual({ document: null, path: "spec.x" });
    expect(parsePlacePath("1:")).toContain("expected the keys");
  });
});
