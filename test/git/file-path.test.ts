// Paths that may be written: from the repository's root, never out of it, never into Git's own folder.
import { describe, expect, test } from "vitest";
import { filePathProblem } from "../../src/git/file-path.ts";

describe("filePathProblem", () => {
  test.each([
    "a",
    "apps/prod/kustomization.yaml",
    ".github/workflows/ci.yml",
    ".gitignore",
    "a/.gitkeep",
    "ü/-x",
    "a b",
  ])("finds none in %j", (path) => {
    expect(filePathProblem(path)).toBeNull();
  });

  test.each([
    "",
    "/etc/cron.d/x",
    "C:/x",
    "../../.git/config",
    "apps/../.github/workflows/ci.yml",
    "./a",
    "a//b",
    "a/",
    ".git/config",
    "a/.GIT/hooks/x",
    ".git./x",
    ".git /x",
    "git~1/x",
    ".git::$INDEX_ALLOCATION/x",
    ".g\u200cit/x",
    "a\\b",
    "a\nb",
    "a\0b",
    "a\ufffdb",
    "a\ud800",
  ])("finds one in %j", (path) => {
    expect(filePathProblem(path)).toEqual(expect.any(String));
  });
});
