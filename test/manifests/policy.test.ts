import { describe, expect, test } from "vitest";
import type { ArtifactKind } from "../../src/artifacts/artifact.ts";
import { policyOf } from "../../src/manifests/policy.ts";
import { image } from "../promotion/pins.ts";

describe("what a pin follows is called", () => {
  test.each<readonly [ArtifactKind, string, string]>([
    ["git", "main", 'the branch "main"'],
    ["git", "feature/x", 'the branch "feature/x"'],
    ["git", "release-1.x-next", 'the branch "release-1.x-next"'],
    ["git", "1.x", 'the range "1.x"'],
    ["git", ">=1.0.0 <2.0.0", 'the range ">=1.0.0 <2.0.0"'],
    ["chart", "~1.2", 'the range "~1.2"'],
    ["chart", "1", 'the range "1"'],
  ])("of kind %s with %j: %s", (takes, tag, words) => {
    expect(policyOf(image("a", "", { takes, style: "range", version: { tag, digest: null } }))).toBe(words);
  });
});
