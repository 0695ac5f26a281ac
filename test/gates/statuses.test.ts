import { describe, expect, test } from "vitest";
import { matchesGlob, newestOfEach, statuses } from "../../src/gates/statuses.ts";
import type { CommitCheck, StatusState } from "../../src/github/forge.ts";

function check(
  context: string,
  state: StatusState,
  at: string | null = null,
  source: CommitCheck["source"] = "status",
): CommitCheck {
  return { source, context, state, description: "", url: null, by: null, at };
}

describe("the statuses gate", () => {
  const cases: readonly [string, readonly string[], readonly CommitCheck[] | null, string, string][] = [
    ["never there", ["e2e"], null, "held", "stage does not have these versions"],
    ["no check at all", ["e2e"], [], "held", "not there yet: e2e"],
    ["succeeded", ["e2e"], [check("e2e", "success")], "open", "succeeded: e2e"],
    ["still running", ["e2e"], [check("e2e", "pending")], "held", "still running: e2e"],
    ["failing", ["e2e"], [check("e2e", "failure")], "held", "failing: e2e"],
    ["an error is failing", ["e2e"], [check("e2e", "error")], "held", "failing: e2e"],
    [
      "one glob of two",
      ["e2e", "kustomization/*"],
      [check("e2e", "success")],
      "held",
      "not there yet: kustomization/*",
    ],
    [
      "one of several matching fails",
      ["k/*"],
      [check("k/a", "success"), check("k/b/1", "failure")],
      "held",
      "failing: k/b/1",
    ],
    ["others fail", ["e2e"], [check("e2e", "success"), check("lint", "failure")], "open", "e2e"],
    [
      "newest succeeded",
      ["e2e"],
      [check("e2e", "failure", "2026-01-01T00:00:00Z"), check("e2e", "success", "2026-01-02T00:00:00Z")],
      "open",
      "e2e",
    ],
    [
      "newest failed",
      ["e2e"],
      [check("e2e", "failure", "2026-01-02T00:00:00Z"), check("e2e", "success", "2026-01-01T00:00:00Z")],
      "held",
      "failing",
    ],
    [
      "waiting to be started again",
      ["e2e"],
      [check("e2e", "pending"), check("e2e", "success", "2026-01-02T00:00:00Z")],
      "held",
      "still running",
    ],
    [
      "status and check run of one name both count",
      ["e2e"],
      [check("e2e", "success"), check("e2e", "failure", null, "check-run")],
      "held",
      "failing",
    ],
  ];
  test.each(cases)("%s", (_name, required, checks, kind, reason) => {
    const verdict = statuses.judge({ required, from: "stage", checks });
    expect(verdict.kind).toBe(kind);
    expect(verdict.reason).toContain(reason);
  });
});

test.each([
  ["kustomization/*", "kustomization/apps/1f2e", true],
  ["kustomization/*", "Kustomization/apps", true],
  ["kustomization/*", "kustomization", false],
  ["e2e", "e2e", true],
  ["e2e", "e2e-slow", false],
  ["e2?", "e2e", true],
  ["*-test", "a-test-b-test", true],
  ["*", "", true],
  ["a.c", "abc", false],
  ["[a-z]*", "b", false],
  ["*a*a*a*a*a*a*b", "a".repeat(5000), false],
] as const)("the glob %s on %s: %s", (glob, context, expected) => {
  expect(matchesGlob(glob, context)).toBe(expected);
});

test("contexts that differ only in case are one context", () => {
  const checks = [check("E2E", "failure", "2026-01-01T00:00:00Z"), check("e2e", "success", "2026-01-02T00:00:00Z")];
  expect(newestOfEach(checks)).toEqual([checks[1]]);
});
