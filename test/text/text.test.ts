import * as fc from "fast-check";
import { applyPatch } from "diff";
import { describe, expect, it, test } from "vitest";
import { changedLines, unifiedDiff } from "../../src/text/diff.ts";
import { sha256 } from "../../src/text/digest.ts";
import { didYouMean, nearest } from "../../src/text/nearest.ts";
import { printable } from "../../src/text/printable.ts";
import { decodeSegment, encodeSegment } from "../../src/text/segment.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("nearest", () => {
  const keys = ["auto-merge", "labels", "reviewers", "prod", "stage"];
  test.each([
    ["auto-mege", "auto-merge"],
    ["autoMerge", "auto-merge"],
    ["prdo", "prod"],
    ["LABELS", "labels"],
    ["x", null],
    ["soak", null],
    ["", null],
    ["a".repeat(100_000), null],
  ])("%j is near %j", (word, expected) => {
    expect(nearest(word, keys)).toBe(expected);
  });

  it("gives the end of a sentence, or nothing", () => {
    expect(didYouMean("prdo", keys)).toBe('; did you mean "prod"?');
    expect(didYouMean("qqqq", keys)).toBe("");
  });
});

describe("a segment", () => {
  test.each([
    ["podinfo", "podinfo"],
    ["app_1.2-x", "app_1.2-x"],
    ["a/b", "a%2Fb"],
    ["..", "%2E%2E"],
    ["a..b", "a%2E.b"],
    [".git", "%2Egit"],
    ["x.lock", "x%2Elock"],
    ["x.LOCK", "x%2ELOCK"],
    ["x.", "x%2E"],
    ["-x", "%2Dx"],
    ["@{-1}", "%40%7B-1%7D"],
    ["a b~^:?*[\\", "a%20b%7E%5E%3A%3F%2A%5B%5C"],
    ["ü\n", "%C3%BC%0A"],
    ["%41", "%2541"],
    ["", "%"],
  ])("of %j is %j", (name, segment) => {
    expect(encodeSegment(name)).toBe(segment);
    expect(decodeSegment(segment)).toBe(name);
  });

  test.each(["a/b", "%4", "%41", "%FF", "%2e", "..", "x.lock", "a b", "a\n", ""])(
    "%j is the segment of no name",
    (text) => {
      expect(decodeSegment(text)).toBeNull();
    },
  );

  it("comes back for every name, and is safe", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (name) => {
        fc.pre(!/\p{Surrogate}/u.test(name));
        const segment = encodeSegment(name);
        expect(decodeSegment(segment)).toBe(name);
        expect(segment).toMatch(/^(?![.-])(?!.*\.\.)(?!.*\.lock$)[\w.%-]*[\w%-]$/u);
      }),
    );
  });
});

describe("printable", () => {
  test.each([
    ["x\n::add-mask::a", "x\\n::add-mask::a"],
    ["\u001b[31mred\u009b", "\\x1b[31mred\\x9b"],
    ["a\u202eb", "a\\u202eb"],
    ["\u{e0041}", "\\u{e0041}"],
    ["tab\there\r", "tab\\there\\r"],
    ["ünï 日本 👍 C:\\x", "ünï 日本 👍 C:\\x"],
  ])("%j", (text, expected) => {
    expect(printable(text)).toBe(expected);
  });
});

describe("the diff", () => {
  const patched = (before: string, patch: string): string | false => applyPatch(before, patch, { fuzzFactor: 0 });
  const diff = (before: string | null, after: string | null): string =>
    unifiedDiff("a/x.yaml", before === null ? null : bytes(before), after === null ? null : bytes(after));

  it("shows the changed line between its neighbours", () => {
    expect(diff("a\nb\nc\n", "a\nB\nc\n")).toBe("--- a/a/x.yaml\n+++ b/a/x.yaml\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n");
  });

  it("shows a new and a deleted file", () => {
    expect(diff(null, "a\n")).toBe("--- /dev/null\n+++ b/a/x.yaml\n@@ -0,0 +1 @@\n+a\n");
    expect(diff("a\n", null)).toBe("--- a/a/x.yaml\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n");
  });

  it("shows a missing final newline", () => {
    expect(diff("a", "a\n")).toBe(
      "--- a/a/x.yaml\n+++ b/a/x.yaml\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n",
    );
  });

  it("shows a changed line ending", () => {
    expect(diff("a\r\n", "a\n")).toContain("-a\r\n+a\n");
  });

  it("is empty for equal bytes", () => {
    expect(diff("a", "a")).toBe("");
    expect(diff(null, null)).toBe("");
  });

  it("does not show bytes that are not UTF-8", () => {
    expect(unifiedDiff("x", new Uint8Array([255]), bytes("a"))).toBe("--- a/x\n+++ b/x\nBinary files differ\n");
  });

  it("joins changes whose context touches, and parts others", () => {
    const lines = (changed: readonly number[]): string =>
      Array.from({ length: 20 }, (_, index) => `${changed.includes(index) ? "new" : "old"} ${index}\n`).join("");
    const hunks = (changed: readonly number[]) => diff(lines([]), lines(changed)).match(/^@@.*$/gmu);
    expect(hunks([4, 11])).toEqual(["@@ -2,14 +2,14 @@"]);
    expect(hunks([4, 12])).toEqual(["@@ -2,7 +2,7 @@", "@@ -10,7 +10,7 @@"]);
  });

  it.each([
    { what: "few changes", changes: 3 },
    { what: "more changes than are compared one with another", changes: 3000 },
  ])("of $what makes the new text of the old one", ({ changes }) => {
    const old = Array.from({ length: 6000 }, (_, index) =>
      index % 3 === 0 ? `- name: ${index}` : `  tag: v${index % 3}`,
    );
    const fresh = old.flatMap((line, index) => {
      if (index % 3 === 0 || index > changes * 3) return [line];
      return index % 7 === 0 ? [] : [line.replace("v1", "w1"), ...(index % 11 === 0 ? ["  extra: line"] : [])];
    });
    const patch = diff(old.join("\n"), fresh.join("\n"));
    expect(patched(old.join("\n"), patch)).toBe(fresh.join("\n"));
  });

  it("pairs the lines one by one where thousands differ and none stands only once", () => {
    const text = (version: string): string => `- tag: ${version}\n  x: 1\n`.repeat(4000);
    const patch = diff(text("1.0.0"), text("2.0.0"));
    expect(patch.match(/^\+- tag/gmu)).toHaveLength(4000);
    expect(patched(text("1.0.0"), patch)).toBe(text("2.0.0"));
  });

  it("is left out beyond 10,000 lines, and they are counted all the same", () => {
    const text = (version: string): string =>
      Array.from({ length: 10_001 }, (_, at) => `v${at}: ${version}\n`).join("");
    expect(diff(text("1"), text("2"))).toBe("--- a/a/x.yaml\n+++ b/a/x.yaml\nMore than 10000 lines differ\n");
    expect(changedLines(bytes(text("1")), bytes(text("2")))).toBe(10_001);
  });

  it.each([
    { before: "a\nb\n", after: "a\nB\n", lines: 1 },
    { before: "a\nb\n", after: "a\n", lines: 1 },
    { before: null, after: "a\nb\n", lines: 2 },
    { before: "a\n", after: "b\nc\nd\n", lines: 3 },
    { before: "a\nx\n", after: "b\nx\nc\n", lines: 2 },
    { before: "a\n", after: "a\n", lines: 0 },
  ])("counts $lines changed lines from $before to $after", ({ before, after, lines }) => {
    expect(changedLines(before === null ? null : bytes(before), bytes(after))).toBe(lines);
  });

  it("keeps a hostile path on its line", () => {
    expect(unifiedDiff("a\n+++ b", null, bytes("x\n"))).toContain("+++ b/a\\n+++ b\n@@");
  });
});

it("a digest is spelled as OCI spells it", () => {
  expect(sha256("")).toBe("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});
