import { describe, expect, test } from "vitest";
import { gitArtifact, isCommitId, isFixedRevision } from "../../src/artifacts/git-repository.ts";

test.each([
  "https://github.com/acme/deploy",
  "https://github.com/acme/deploy.git",
  "https://github.com/Acme/Deploy/",
  "https://user:x@github.com/acme/deploy",
  "git@github.com:acme/deploy.git",
  "ssh://git@github.com/acme/deploy.git",
  "ssh://git@github.com:22/acme/deploy",
  "git::https://github.com/acme/deploy.git",
  "github.com/acme/deploy",
  "github.com:acme/deploy",
])("%s is the repository github.com/acme/deploy", (url) => {
  expect(gitArtifact(url)).toEqual({ kind: "git", name: url, id: "github.com/acme/deploy" });
});

test("two folders of one repository are two artifacts", () => {
  const url = "https://github.com/acme/deploy";
  expect(gitArtifact(url, "/base/").id).toBe("github.com/acme/deploy//base");
  expect(gitArtifact(url, "crds").id).toBe("github.com/acme/deploy//crds");
  expect(gitArtifact(url, ".").id).toBe("github.com/acme/deploy");
});

describe("a revision", () => {
  test.each([
    "v1.2.3",
    "1.2",
    "1.2.3-rc.1+b",
    "app/v1.2.3",
    "kustomize-v5.5.0",
    "refs/tags/anything",
    "0e15411",
    "0e15411f387bb2a2286676b92a87fd85aa9b682a",
  ])("%s is a fixed point", (revision) => {
    expect(isFixedRevision(revision)).toBe(true);
  });

  test.each([
    "HEAD",
    "main",
    "master",
    "release/1.2",
    "release-1.2",
    "refs/heads/v1.2.3",
    "stable",
    "1",
    "v1",
    "*",
    "",
  ])("%s is a branch, or may be one", (revision) => {
    expect(isFixedRevision(revision)).toBe(false);
  });

  test("a commit id has 40 or 64 digits", () => {
    expect(["0e15411f387bb2a2286676b92a87fd85aa9b682a", "a".repeat(64)].every(isCommitId)).toBe(true);
    expect(["0e15411", "a".repeat(41), "A".repeat(40), "v1.2.3"].some(isCommitId)).toBe(false);
  });
});
