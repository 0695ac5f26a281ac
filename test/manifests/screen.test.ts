import { describe, expect, test } from "vitest";
import { isManifestPath } from "../../src/manifests/screen.ts";

describe("a path", () => {
  test.each(["a.yaml", "a/b.yml", "a.json", "Kustomization", "a/Kustomization", "A.YAML"])(
    "%s may be a manifest",
    (path) => {
      expect(isManifestPath(path)).toBe(true);
    },
  );

  test.each(["a.md", "yaml", "a.yaml.tmpl", "Kustomization/x", "Dockerfile", ""])("%s is none", (path) => {
    expect(isManifestPath(path)).toBe(false);
  });
});
