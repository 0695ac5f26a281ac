// The globs of `ignore`.
import { expect, test } from "vitest";
import { matchesGlob } from "../../src/git/path-glob.ts";

test.each([
  ["**/charts/**", "apps/a/charts/b.yaml", true],
  ["**/charts/**", "charts/b.yaml", true],
  ["**/charts/**", "apps/mycharts/b.yaml", false],
  ["*.json", "a/b.json", true],
  ["apps/*/x.yaml", "apps/a/x.yaml", true],
  ["apps/*/x.yaml", "apps/a/b/x.yaml", false],
  ["apps/**/x.yaml", "apps/x.yaml", true],
  ["apps/**/x.yaml", "apps/a/b/x.yaml", true],
  ["apps", "apps/a/b.yaml", true],
  ["./apps/", "apps/a.yaml", true],
  ["apps/a?.yaml", "apps/ab.yaml", true],
  ["apps/a?.yaml", "apps/a.yaml", false],
  ["apps/**/c/**/d", "apps/c/x/c/d", true],
])("%j and %j: %s", (glob, path, expected) => {
  expect(matchesGlob(glob, path)).toBe(expected);
});

test("many wildcards do not take exponential time", () => {
  expect(matchesGlob(`${"*a".repeat(50)}b`, "a".repeat(2000))).toBe(false);
  expect(matchesGlob(`${"**/a/".repeat(50)}b`, `${"a/".repeat(2000)}c`)).toBe(false);
});
