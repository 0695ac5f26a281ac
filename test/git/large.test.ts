// A repository of 12,000 files: an update transfers the one blob that it needs, in seven requests.
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { pinsOf } from "../../src/git/pins.ts";
import { startGitServer } from "../support/git-http.ts";
import { makeScratch } from "../support/scratch.ts";
import { open } from "./opening.ts";

const overlay = (app: number, tag: string): string =>
  `resources:\n  - ../base\nimages:\n  - name: ghcr.io/acme/app-${app}\n    newTag: ${tag}\n`;

function repositoryFiles(apps: number): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (let app = 0; app < apps; app += 1) {
    files[`apps/${app}/base/kustomization.yaml`] = "resources:\n  - deployment.yaml\n";
    files[`apps/${app}/base/deployment.yaml`] =
      `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a${app}\nspec:\n  template:\n    spec:\n      containers:\n        - name: a\n          image: ghcr.io/acme/app-${app}:1.0.0\n`;
    files[`apps/${app}/base/service.yaml`] = `apiVersion: v1\nkind: Service\nmetadata:\n  name: a${app}\n`;
    files[`apps/${app}/stage/kustomization.yaml`] = overlay(app, "1.0.0");
    files[`apps/${app}/prod/kustomization.yaml`] = overlay(app, "1.0.0");
    files[`apps/${app}/README.md`] = `# ${app}\n${"text\n".repeat(50)}`;
  }
  return files;
}

test("an update transfers no blob that it does not need", { timeout: 120_000 }, async () => {
  await using scratch = await makeScratch();
  scratch.repository("env", repositoryFiles(2000));
  const server = await startGitServer(scratch.folder);
  const temporary = join(scratch.folder, "tmp");
  await mkdir(temporary);
  vi.stubEnv("TMPDIR", temporary);
  const path = "apps/1234/stage/kustomization.yaml";

  await using repository = await open(server.url("env"));
  const outcome = await repository.commit({
    branch: "main",
    async build(snapshot) {
      const [entry] = (await snapshot?.list([path])) ?? [];
      await snapshot?.read([path]);
      return {
        changes: new Map([[path, { replaces: entry?.oid ?? null, bytes: Buffer.from(overlay(1234, "1.1.0")) }]]),
        message: "Update\n",
      };
    },
  });
  vi.unstubAllEnvs();
  await server.close();

  expect(outcome).toMatchObject({ kind: "committed", attempts: 1 });
  // Fetch: what the server can do, the branch's tip, the trees. The blob: two. The push: two.
  expect(server.exchanges).toHaveLength(7);
  const [folder = ""] = await readdir(temporary);
  const objects = scratch
    .git(["--git-dir", join("tmp", folder, "repository.git"), "cat-file", "--batch-all-objects", "--batch-check"])
    .split("\n");
  expect(objects.filter((line) => line.includes(" blob "))).toHaveLength(2);
  expect(scratch.git(["-C", "env.git", "diff", "--name-only", "main~", "main"])).toBe(path);
});

test(
  "an artifact is found among 2,000 apps by reading manifests only, and only those that may hold it are parsed",
  { timeout: 120_000 },
  async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", repositoryFiles(2000));
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    const snapshot = await repository.snapshot("main");
    const scope = (await snapshot.list()).map((entry) => entry.path).filter((path) => path.includes("/stage/"));
    const image = { kind: "image", name: "ghcr.io/acme/app-1234", id: "ghcr.io/acme/app-1234" } as const;
    const { scan, files } = await pinsOf(snapshot, { scope, rules: { ignore: [], pins: [] }, artifacts: [image] });
    await server.close();
    expect(scan.pins.map(({ file }) => file)).toEqual(["apps/1234/stage/kustomization.yaml"]);
    expect([...files.keys()].sort()).toEqual([
      "apps/1234/base/deployment.yaml",
      "apps/1234/base/kustomization.yaml",
      "apps/1234/stage/kustomization.yaml",
    ]);
    expect(server.exchanges.length).toBeLessThanOrEqual(7);
  },
);
