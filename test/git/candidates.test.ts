// Parsing only what may hold an artifact finds the same pins as parsing everything.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Artifact, ArtifactKind } from "../../src/artifacts/artifact.ts";
import { candidateFiles } from "../../src/git/candidates.ts";
import { pinsOf } from "../../src/git/pins.ts";
import type { Snapshot, TreeEntry } from "../../src/git/snapshot.ts";
import { limitTo } from "../../src/git/tree-snapshot.ts";

function memory(files: Readonly<Record<string, string>>): Snapshot {
  const entries = Object.keys(files).map((path): TreeEntry => ({ path, mode: "100644", oid: path }));
  return {
    commit: null,
    list: async (under) => (under === undefined ? entries : limitTo(entries, under)),
    async read(paths, wants = () => true) {
      const read = new Map<string, Uint8Array | null>();
      for (const path of paths) {
        const bytes = files[path] === undefined ? null : Buffer.from(files[path]);
        if (bytes === null || wants(path, bytes)) read.set(path, bytes);
      }
      return read;
    },
  };
}

const deployment = (name: string, image: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n  template:\n    spec:\n      containers:\n        - name: x\n          image: ${image}\n`;

const artifact = (name: string, kind: ArtifactKind = "image"): Artifact => ({ kind, name, id: name });

async function candidates(
  files: Readonly<Record<string, string>>,
  name: Artifact,
  paths: readonly string[] = Object.keys(files),
): Promise<readonly string[]> {
  const snapshot = memory(files);
  return [...(await candidateFiles(snapshot, await snapshot.list(), paths, [name])).keys()].sort();
}

describe("candidateFiles", () => {
  test("are the files that name the artifact, however it is spelled, and no others", async () => {
    const files = {
      "plain.yaml": "image: ghcr.io/acme/podinfo:1\n",
      "split.yaml": "registry: ghcr.io\nrepository: acme/podinfo\n",
      "numbered.yaml": 'image: "ghcr.io/acme/pod\\x69nfo"\n',
      "folded.json": '{"image": "ghcr.io/acme/pod\\u0069nfo"}',
      "broken.yaml": 'image: "ghcr.io/acme/pod\\\r\n  info"\n',
      "path.yaml": "path: C:\\acme\n",
      "other.yaml": "image: ghcr.io/acme/pod.info:1\n",
    };
    expect(await candidates(files, artifact("ghcr.io/acme/podinfo"))).toEqual([
      "broken.yaml",
      "folded.json",
      "numbered.yaml",
      "plain.yaml",
      "split.yaml",
    ]);
  });

  test("of a Git repository name it in any case, with and without .git", async () => {
    const files = {
      "a.yaml": "url: https://github.com/Acme/Deploy\n",
      "b.yaml": "url: git@github.com:acme/deploy.git\n",
    };
    for (const name of ["https://github.com/acme/deploy.git", "github.com/acme/deploy/"])
      expect(await candidates(files, artifact(name, "git"))).toEqual(["a.yaml", "b.yaml"]);
  });

  test("hold what kustomizations in scope refer to outside of it", async () => {
    const files = {
      "base/kustomization.yaml": "resources: [deployment.yaml]\n",
      "base/deployment.yaml": deployment("x", "podinfo:1"),
      "prod/kustomization.yaml": "resources: [../base]\n",
      "stage/kustomization.yaml": "resources: [../base]\n",
    };
    expect(await candidates(files, artifact("podinfo"), ["prod/kustomization.yaml"])).toEqual([
      "base/deployment.yaml",
      "base/kustomization.yaml",
      "prod/kustomization.yaml",
    ]);
  });

  test("hold a kustomization whose path to them is escaped, aliased or has spaces, and one that takes the folder above", async () => {
    const files = {
      "a b/kustomization.yaml": "resources:\n- x.yaml\n",
      "a b/x.yaml": deployment("x", "podinfo:1"),
      "a b/below/kustomization.yaml": "resources: [..]\n",
      "folded/kustomization.yaml": "resources:\n- ../a\n  b\n",
      "escaped/kustomization.yaml": 'resources:\n- "../\\x61 b"\n',
      "aliased/kustomization.yaml": "x: &b ../a b\nresources:\n- *b\n",
      "other/kustomization.yaml": "resources:\n- ../c\n",
    };
    expect(await candidates(files, artifact("podinfo"))).toEqual([
      "a b/below/kustomization.yaml",
      "a b/kustomization.yaml",
      "a b/x.yaml",
      "aliased/kustomization.yaml",
      "escaped/kustomization.yaml",
      "folded/kustomization.yaml",
    ]);
  });

  test("lead to the same pins of the artifact as reading everything", async () => {
    const folder = fc.constantFrom("a", "b", "a/c", "b/c", "a/c/d");
    const image = fc.constantFrom("ghcr.io/acme/podinfo", "acme/podinfo", "redis", "placeholder");
    const relative = fc.constantFrom(
      "..",
      "../..",
      "../a",
      "../../b",
      "../c",
      "../../a/c",
      "c",
      "c/d",
      "d",
      "./../b/",
      "../a/c/../c",
    );
    const kustomization = fc.record({
      resources: fc.array(fc.oneof(relative, fc.constantFrom("x.yaml", "y.yaml", "../x.yaml")), { maxLength: 3 }),
      images: fc.array(fc.tuple(image, fc.option(image), fc.option(fc.constantFrom("1", "2"))), { maxLength: 2 }),
      flow: fc.boolean(),
    });
    const tree = fc.record({
      kustomizations: fc.array(fc.tuple(folder, kustomization), { maxLength: 5 }),
      workloads: fc.array(fc.tuple(folder, fc.constantFrom("x.yaml", "y.yaml"), image), { maxLength: 6 }),
      many: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(tree, async ({ kustomizations, workloads, many }) => {
        const files: Record<string, string> = {};
        for (const [at, { resources, images, flow }] of kustomizations) {
          const list = flow ? ` [${resources.join(", ")}]\n` : `\n${resources.map((each) => `  - ${each}\n`).join("")}`;
          const entries = images.map(
            ([name, newName, tag]) =>
              `  - name: ${name}\n${newName === null ? "" : `    newName: ${newName}\n`}${tag === null ? "" : `    newTag: "${tag}"\n`}`,
          );
          files[`${at}/kustomization.yaml`] =
            `${resources.length === 0 ? "" : `resources:${list}`}${entries.length === 0 ? "" : `images:\n${entries.join("")}`}`;
        }
        for (const [at, name, of] of workloads) files[`${at}/${name}`] = deployment(name, `${of}:0`);
        // So many that every reference is looked at.
        if (many) for (let index = 0; index < 40; index += 1) files[`many/${index}.yaml`] = deployment("m", "redis:0");
        const snapshot = memory(files);
        for (const scope of [[""], ["a"], ["a/c", "b"]])
          for (const name of ["podinfo", "ghcr.io/acme/podinfo", "redis"]) {
            const pinsNamed = async (artifacts?: readonly Artifact[]): Promise<unknown> => {
              const { scan } = await pinsOf(snapshot, {
                scope,
                rules: { ignore: [], pins: [] },
                ...(artifacts && { artifacts }),
              });
              return scan.pins.filter((pin) => pin.artifact?.name === name);
            };
            expect(await pinsNamed([artifact(name)])).toEqual(await pinsNamed());
          }
      }),
      { numRuns: 150 },
    );
  });
});

describe("a chart that a HelmRelease refers to", () => {
  const repository = (name: string): string =>
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: ${name}\nspec:\n  url: oci://ghcr.io/acme/charts/app-template\n  ref:\n    tag: 4.6.2\n`;
  const release = (reference: string): string =>
    `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: radicale\nspec:\n  chartRef:\n    kind: OCIRepository\n    name: ${reference}\n`;
  const kinds = async (files: Readonly<Record<string, string>>, name: Artifact): Promise<readonly unknown[]> => {
    const { scan } = await pinsOf(memory(files), {
      scope: ["apps"],
      rules: { ignore: [], pins: [] },
      artifacts: [name],
    });
    return scan.pins.map((pin) => pin.artifact?.kind);
  };

  test.each(["radicale", '"radicale"', "&app radicale"])(
    "is known as one, although the release (name: %s) does not name the chart",
    async (reference) => {
      const files = { "apps/chart.yaml": repository("radicale"), "apps/release.yaml": release(reference) };
      expect(await kinds(files, artifact("app-template", "chart"))).toEqual(["chart"]);
      expect(await kinds(files, artifact("ghcr.io/acme/charts/app-template"))).toEqual(["chart"]);
    },
  );

  test("is known as one where the release stands in a base outside of the scope", async () => {
    const files = {
      "apps/kustomization.yaml": "resources: [../base, chart.yaml]\n",
      "apps/chart.yaml": repository("radicale"),
      "base/kustomization.yaml": "resources: [release.yaml]\n",
      "base/release.yaml": release("radicale"),
    };
    expect(await kinds(files, artifact("app-template", "chart"))).toEqual(["chart"]);
  });

  test("brings in no releases that refer to others", async () => {
    const files = {
      "chart.yaml": repository("radicale"),
      "a.yaml": release("radicale"),
      "b.yaml": release("other").replace("name: radicale", "name: b"),
    };
    expect(await candidates(files, artifact("app-template", "chart"))).toEqual(["a.yaml", "chart.yaml"]);
    expect(await candidates(files, artifact("something", "chart"))).toEqual([]);
  });
});
