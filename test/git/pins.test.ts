// The pins of a snapshot: what is read, what is left alone, and the changeset of what was rewritten.
import { describe, expect, test } from "vitest";
import type { Artifact } from "../../src/artifacts/artifact.ts";
import { changesetOf, pinsOf } from "../../src/git/pins.ts";
import type { FileMode, Snapshot, TreeEntry } from "../../src/git/snapshot.ts";
import { limitTo } from "../../src/git/tree-snapshot.ts";

/** A snapshot in memory that remembers what was read. A path ending in `@` is a link. */
function memory(
  files: Readonly<Record<string, string>>,
): Snapshot & { readonly batches: readonly (readonly string[])[] } {
  const batches: (readonly string[])[] = [];
  const entries = Object.keys(files).map((name): TreeEntry => {
    const mode: FileMode = name.endsWith("@") ? "120000" : "100644";
    return { path: name.replace(/@$/u, ""), mode, oid: `oid of ${name}` };
  });
  return {
    batches,
    commit: "c".repeat(40),
    list: async (under) => (under === undefined ? entries : limitTo(entries, under)),
    async read(paths, wants = () => true) {
      batches.push(paths);
      const found = paths.map((path): [string, Buffer | null] => {
        const text = files[path];
        return [path, text === undefined ? null : Buffer.from(text)];
      });
      return new Map(found.filter(([path, bytes]) => bytes === null || wants(path, bytes)));
    },
  };
}

const deployment = (image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: x\nspec:\n  template:\n    spec:\n      containers:\n        - name: x\n          image: ${image}\n`;

const image = (name: string): Artifact => ({ kind: "image", name, id: name });

const shop = {
  "apps/a/base/kustomization.yaml": "resources:\n- deployment.yaml\n",
  "apps/a/base/deployment.yaml": deployment("ghcr.io/acme/alpha:1"),
  "apps/a/prod/kustomization.yaml": "resources:\n- ../base\n",
  "apps/b/prod/deployment.yaml": deployment("ghcr.io/acme/beta:1"),
  "apps/b/prod/charts/x.yaml": deployment("ghcr.io/acme/beta:1"),
  "apps/b/prod/link.yaml@": "../../../secret",
  "README.md": "ghcr.io/acme/alpha:1",
};

describe("pinsOf", () => {
  test("reads the scope and what it refers to, and nothing that is ignored", async () => {
    const pins = await pinsOf(memory(shop), {
      scope: ["apps/a/prod", "apps/b/prod"],
      rules: { ignore: ["**/charts/**"], pins: [] },
    });
    expect(pins.scan.pins.map(({ file, artifact }) => [file, artifact?.name])).toEqual([
      ["apps/a/prod/kustomization.yaml", "ghcr.io/acme/alpha"],
      ["apps/b/prod/deployment.yaml", "ghcr.io/acme/beta"],
    ]);
    expect([...pins.files.keys()].sort()).toEqual([
      "apps/a/base/deployment.yaml",
      "apps/a/base/kustomization.yaml",
      "apps/a/prod/kustomization.yaml",
      "apps/b/prod/deployment.yaml",
    ]);
    expect(pins.scan.problems).toContainEqual({
      file: "apps/b/prod/link.yaml",
      line: null,
      reason: "it is a symbolic link or a submodule, which is not read",
    });
  });

  test("finds an artifact that only a base of a base names", async () => {
    const snapshot = memory({
      ...shop,
      "apps/c/prod/kustomization.yaml": '"resources": ["../mid dle", ]\n',
      "apps/c/mid dle/kustomization.yml": "components:\n  - '../../a/base/'\nresources: []\n",
      "apps/d/prod/kustomization.yaml": "x: &base ../../a/base\nresources:\n- *base\n",
    });
    const pins = await pinsOf(snapshot, {
      scope: ["apps/a/prod", "apps/b/prod", "apps/c/prod", "apps/d/prod"],
      rules: { ignore: [], pins: [] },
      artifacts: [image("ghcr.io/acme/alpha")],
    });
    expect(new Set(pins.scan.pins.map(({ file }) => file))).toEqual(
      new Set(["apps/a/prod/kustomization.yaml", "apps/c/prod/kustomization.yaml"]),
    );
    // How an alias is read is the scan's to say.
    expect([...pins.files.keys()]).toContain("apps/d/prod/kustomization.yaml");
    expect([...pins.files.keys()]).not.toContain("apps/b/prod/deployment.yaml");
  });

  test("ends when kustomizations refer to each other", async () => {
    const snapshot = memory({
      "a/kustomization.yaml": "resources: [../b]\n",
      "b/kustomization.yaml": "resources: [../a, ../b]\n",
    });
    for (const artifacts of [{}, { artifacts: [image("a")] }])
      expect(
        (await pinsOf(snapshot, { scope: ["a"], rules: { ignore: [], pins: [] }, ...artifacts })).scan.pins,
      ).toEqual([]);
  });
});

test("changesetOf replaces exactly the blobs that were read, and adds what is new", async () => {
  const pins = await pinsOf(memory(shop), { scope: ["apps/b/prod"], rules: { ignore: [], pins: [] } });
  const bytes = Buffer.from("new");
  const rewritten = new Map([
    ["apps/b/prod/deployment.yaml", bytes],
    ["apps/b/prod/new.yaml", bytes],
  ]);
  expect([...changesetOf(pins, rewritten)]).toEqual([
    ["apps/b/prod/deployment.yaml", { replaces: "oid of apps/b/prod/deployment.yaml", bytes }],
    ["apps/b/prod/new.yaml", { replaces: null, bytes }],
  ]);
});

test("more manifests than any run needs are refused before one of them is read", async () => {
  const many = Object.fromEntries(Array.from({ length: 50_001 }, (_, index) => [`apps/${index}.yaml`, ""]));
  const snapshot = memory(many);
  await expect(pinsOf(snapshot, { scope: ["apps"], rules: { ignore: [], pins: [] } })).rejects.toThrow(
    '50001 manifests under "apps"; at most 50000 are read: name a smaller path',
  );
  expect(snapshot.batches).toEqual([]);
});
