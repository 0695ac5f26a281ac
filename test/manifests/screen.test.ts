import { describe, expect, test } from "vitest";
import { isManifestPath, mayHold } from "../../src/manifests/screen.ts";

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

describe("bytes", () => {
  const artifact = { kind: "image", name: "ghcr.io/acme/podinfo", id: "ghcr.io/acme/podinfo" } as const;
  const holds = (text: string) => mayHold(new TextEncoder().encode(text), artifact);

  test.each([
    "image: ghcr.io/acme/podinfo:1.2.3",
    "registry: ghcr.io\nrepository: acme/podinfo\n",
    "resources:\n- ../base\n",
    "kind: Kustomization\nbases: [a]\n",
    "\uFEFFResources:\n- a\n",
    '{"kind": "Kustomization", "resources": ["a"]}',
    "components:\r\n- a\r\n",
  ])("%j may hold the image", (text) => {
    expect(holds(text)).toBe(true);
  });

  test.each(["", "image: nginx", "spec:\n  containers:\n  - resources:\n      limits: {}\n", "# resources"])(
    "%j cannot",
    (text) => {
      expect(holds(text)).toBe(false);
    },
  );
});
