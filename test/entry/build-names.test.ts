// How the names that a call gives to images and chart repositories are read: as registries know them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decideImage } from "../../src/build/build.ts";
import { buildAction } from "../../src/entry/actions.ts";
import { artifactPlace } from "../../src/entry/artifact-request.ts";
import { readBuildsRequest } from "../../src/entry/builds-request.ts";
import { inputVariable, readInputs } from "../../src/runner/action.ts";
import type { RunContext } from "../../src/runner/context.ts";
import { makeScratch } from "../support/scratch.ts";
import { aRun } from "./a-run.ts";

const context = (workspace: string): RunContext => aRun({ repository: "Acme/App", sha: "a".repeat(40), workspace });

async function request(
  inputs: Readonly<Record<string, string>>,
  workspace = "/w",
): Promise<ReturnType<typeof readBuildsRequest>> {
  const environment = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [inputVariable(name), value]));
  return readBuildsRequest(readInputs(buildAction, environment), context(workspace));
}

test.each([
  ["ghcr.io/Acme/App", "ghcr.io/acme/app"],
  ["GHCR.io/ACME/app", "ghcr.io/acme/app"],
  ["localhost:5000/Hello", "localhost:5000/hello"],
  ["Acme/App", "acme/app"],
])("the image %s, as an owner's capital letters make it, is %s", async (image, name) => {
  const [artifact] = await request({ image });
  expect(artifact?.kind).toBe("image");
  expect(artifact?.request).toMatchObject({ name, givenName: image });
});

test("the log says that a name was made small, and nothing of one that was so", async () => {
  const told = async (image: string): Promise<readonly string[]> => {
    const [artifact] = await request({ image, push: "false", "dry-run": "true" });
    if (artifact?.kind !== "image") throw new Error("an image was asked for");
    const lines: string[] = [];
    const keep = (line: string): number => lines.push(line);
    const { commit } = artifact.request.subject;
    await decideImage(
      artifact.request,
      { commit, committedAt: new Date(0), isShallow: true, tags: [], tagsOfCommit: [], nearest: null },
      {
        registry: {
          requests: 0,
          digestOf: () => Promise.resolve(null),
          manifest: () => Promise.resolve(null),
          labels: () => Promise.resolve({}),
        },
        engine: () => Promise.reject(new Error("a dry run needs no engine")),
        log: { info: keep, warning: keep, debug: keep },
      },
    );
    return lines;
  };
  const version = '19700101.000000_aaaaaaaaaaaa from the branch "main"';
  expect(await told("ghcr.io/Acme/App")).toEqual([
    'the image\'s name "ghcr.io/Acme/App" is taken as "ghcr.io/acme/app": registries know only small letters',
    `ghcr.io/acme/app: ${version}`,
  ]);
  expect(await told("ghcr.io/acme/app")).toEqual([`ghcr.io/acme/app: ${version}`]);
});

test("a version keeps its capital letters", async () => {
  const [artifact] = await request({ image: "ghcr.io/Acme/App", version: "RC1" });
  expect(artifact?.request.version.version).toBe("RC1");
});

test("a tag behind the name is refused as it was written", async () => {
  await expect(request({ image: "ghcr.io/Acme/App:V1" })).rejects.toThrow(
    'the input `image` is "ghcr.io/Acme/App:V1"; expected the name alone, "ghcr.io/acme/app"',
  );
});

test("of several images no two may differ in capital letters only", async () => {
  await expect(request({ images: "ghcr.io/acme/app\nghcr.io/Acme/App" })).rejects.toThrow(/ghcr\.io\/acme\/app/u);
});

test("a chart's repository is read the same way", async () => {
  await using scratch = await makeScratch();
  await mkdir(join(scratch.folder, "chart"));
  await writeFile(join(scratch.folder, "chart", "Chart.yaml"), "apiVersion: v2\nname: hello\nversion: 0.1.0\n");
  const inputs = { chart: "chart", "chart-repository": "oci://ghcr.io/Acme/Charts" };
  const [artifact] = await request(inputs, scratch.folder);
  expect(artifact === undefined ? "" : artifactPlace(artifact)).toBe("ghcr.io/acme/charts/hello");
});

test.each([
  { repository: "oci://ann:hunter2@ghcr.io/acme", says: "the input `chart-repository` holds an @; expected" },
  { repository: "https://ann:hunter2@acme.example/charts", says: "the input `chart-repository` holds an @; expected" },
  { repository: "oci://ghcr.io/acme:1.0/charts", says: '"oci://ghcr.io/acme:1.0/charts/hello", which is no place' },
  { repository: "oci://ghcr.io/acme/../other", says: '"oci://ghcr.io/acme/../other/hello", which is no place' },
])("a chart's repository is refused in its own words, a login in it never shown: $repository", async (row) => {
  await using scratch = await makeScratch();
  await mkdir(join(scratch.folder, "chart"));
  await writeFile(join(scratch.folder, "chart", "Chart.yaml"), "apiVersion: v2\nname: hello\nversion: 0.1.0\n");
  const error: unknown = await request({ chart: "chart", "chart-repository": row.repository }, scratch.folder).catch(
    (thrown: unknown) => thrown,
  );
  expect(String(error)).toContain(row.says);
  expect(String(error)).not.toContain("hunter2");
});
