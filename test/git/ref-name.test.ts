// Branch names: what Git refuses is refused, and what reads as something else than a branch.
import { spawnSync } from "node:child_process";
import { array, assert, constantFrom, pre, property } from "fast-check";
import { describe, expect, test } from "vitest";
import { branchNameProblem, branchRef } from "../../src/git/ref-name.ts";

describe("branchRef", () => {
  test.each(["main", "env/prod", "waybill/app/prod/a%2Fb", "release-1.2", "ümläut", "a@b", "x/HEAD"])(
    "takes %j",
    (name) => {
      expect(branchRef(name)).toBe(`refs/heads/${name}`);
    },
  );

  test.each([
    "",
    "--upload-pack=touch PWNED;git-upload-pack",
    "-x",
    "main:refs/heads/prod",
    "+main",
    "^main",
    "a..b",
    "a.lock",
    "a.lock/b",
    "x/.hid",
    ".hid",
    "@{-1}",
    "main@{1}",
    "@",
    "HEAD",
    "prod\r",
    "prod\nX",
    "prod\0",
    "a b",
    "a/",
    "/a",
    "a//b",
    "a.",
    "a~1",
    "a?",
    "a*",
    "a[b",
    "a\\b",
    "refs/heads/main",
    "1234567890123456789012345678901234567890",
    "x".repeat(300),
  ])("refuses %j with exit code 2", (name) => {
    expect(() => branchRef(name)).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  test("takes no name that Git refuses", () => {
    const characters = constantFrom(".", "/", "@", "{", "-", "~", "a", "lock", " ", "\t", "..", ":", "é");
    assert(
      property(array(characters, { maxLength: 6 }), (parts) => {
        const name = parts.join("");
        pre(branchNameProblem(name) === null);
        expect(spawnSync("git", ["check-ref-format", `refs/heads/${name}`]).status).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});
