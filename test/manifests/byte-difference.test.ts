import { describe, expect, test } from "vitest";
import { differenceBesideKeys, differenceBeyond, offsetOf, scalarAt, type MadeEdit } from "./byte-difference.ts";
import { DIGEST, pinAt, scanTexts, setIn, version } from "./given.ts";

const FILE = "kustomization.yaml";
const BEFORE = "images: # 1.2.3\n  - name: a\n    newTag: 1.2.3 # c\n  - {name: b, newTag: '1.2.3'}\nother: [1.2.3]\n";

/** An edit of `images[name=a]` with its true result, and that result as somebody tampered with it. */
function judged(to: string, tamper: (text: string) => string): string | null {
  const after = tamper(setIn(FILE, BEFORE, { "images[name=a]": to }));
  const found = (text: string) => pinAt(scanTexts({ [FILE]: text }), "images[name=a]");
  const edit: MadeEdit = { pin: found(BEFORE), to: version(to), now: found(after) };
  return differenceBeyond(BEFORE, after, [edit]);
}

describe("a difference beyond an edit", () => {
  test.each(["1.10", "v2", `v2@${DIGEST}`, `@${DIGEST}`])("is none after the true edit to %s", (to) => {
    expect(judged(to, (text) => text)).toBeNull();
  });

  test.each<[string, string, (text: string) => string]>([
    ["another pin's version", "v2", (text) => text.replace("'1.2.3'", "'v2'")],
    ["another value", "v2", (text) => text.replace("[1.2.3]", "[v2]")],
    ["a comment behind the value", "v2", (text) => text.replace(" # c", "")],
    ["a space behind the value", "v2", (text) => text.replace("v2 #", "v2  #")],
    ["quotes that nobody needs", "v2", (text) => text.replace("v2", "'v2'")],
    ["another pin's quotes", "v2", (text) => text.replace("'1.2.3'", '"1.2.3"')],
    ["the final newline", "v2", (text) => text.replace(/\n$/, "")],
    ["a blank line", "v2", (text) => text.replace("  - {", "\n  - {")],
    ["an added key", "v2", (text) => `${text}injected: true\n`],
    ["a longer version", "v2", (text) => text.replace("newTag: v2", "newTag: v2x")],
    ["a line, besides a digest that came", `v2@${DIGEST}`, (text) => text.replace("other: [1.2.3]\n", "")],
    ["a value, besides a digest that came", `v2@${DIGEST}`, (text) => text.replace("[1.2.3]", "[v2]")],
    ["a name, besides a digest that came", `v2@${DIGEST}`, (text) => text.replace("name: a", "name: a ")],
    ["a comment, besides a tag that went", `@${DIGEST}`, (text) => text.replace("# 1.2.3", "# v2")],
    ["another digest than was asked for", `v2@${DIGEST}`, (text) => text.replace(DIGEST, DIGEST.replace("aa", "ab"))],
  ])("is found in %s", (_, to, tamper) => {
    expect(judged(to, tamper)).not.toBeNull();
  });

  test("is none where keys stand in another order, when that is asked", () => {
    const after = "images:\n- digest: d\n  name: a\n";
    expect(differenceBesideKeys(after, after, [])).toBeNull();
    expect(differenceBesideKeys(after, after.replace("name: a", "name: b"), [])).not.toBeNull();
  });
});

test("a place is found by its line and its column in characters", () => {
  const text = '\uFEFFa: 🚀 b\r\nc: "d e" # f\n';
  expect(scalarAt(text, offsetOf(text, { line: 1, column: 6 })).text).toBe("b");
  expect(scalarAt(text, offsetOf(text, { line: 2, column: 4 }))).toEqual({ raw: '"d e"', text: "d e" });
  expect(() => offsetOf(text, { line: 9, column: 1 })).toThrow("no line 9");
});
