// Places that waybill.yaml or a call of update names, and Git revisions, on their whole way: written to stage, promoted to prod.
import { describe, expect, test } from "vitest";
import { parseAssignments } from "../../src/artifacts/assignment.ts";
import type { NamedPin } from "../../src/config/configuration.ts";
import type { Effects } from "../../src/github/connections.ts";
import { promote, type PromoteResult } from "../../src/promotion/promote.ts";
import { update, type UpdateRequest, type UpdateResult } from "../../src/promotion/update.ts";
import { configurationOf, HOME, startWorld } from "./world.ts";

const PODINFO = { kind: "chart", name: "podinfo", id: "podinfo" } as const;
const CONFIGURATION = configurationOf();

function place(file: string, path: string, artifact: NamedPin["artifact"] = PODINFO): NamedPin {
  return { file, document: null, path, artifact };
}

function updating(more: Partial<UpdateRequest>) {
  return (effects: Effects): Promise<UpdateResult> =>
    update(
      {
        artifacts: [],
        places: [],
        configuration: CONFIGURATION,
        environment: null,
        path: null,
        app: null,
        branch: null,
        mode: "commit",
        labels: [],
        reviewers: [],
        source: null,
        dryRun: false,
        ...more,
      },
      effects,
    );
}

const promoting =
  (pins: readonly NamedPin[]) =>
  (effects: Effects): Promise<PromoteResult> =>
    promote({ configuration: { ...CONFIGURATION, pins }, dryRun: false }, effects);

const tools = (version: string) => `# tools\ntool:\n  release: ${version} # chosen by us\n  other: ${version}\n`;
const FILES = {
  "apps/podinfo/stage/tools.yaml": tools("6.1.0"),
  "apps/podinfo/prod/tools.yaml": tools("6.1.0"),
};
const STAGE = "apps/podinfo/stage/tools.yaml";
const PROD = "apps/podinfo/prod/tools.yaml";
const CHART = parseAssignments("podinfo=6.2.0", "chart");

describe("a place that the configuration names", () => {
  const pins = [place("apps/*/*/tools.yaml", "tool.release")];
  const configuration = { ...CONFIGURATION, pins };

  test("takes its artifact's version, and prod takes it from there", async () => {
    await using world = await startWorld({ [HOME]: FILES });
    expect(await world.run(updating({ configuration, artifacts: CHART }))).toMatchObject({
      result: "committed",
      files: [STAGE],
    });
    expect(await world.file("main", STAGE)).toBe(tools("6.1.0").replace("release: 6.1.0", "release: 6.2.0"));
    expect((await world.run(promoting(pins))).apps).toMatchObject([{ app: "podinfo", result: "opened" }]);
    expect(await world.file("waybill/app/prod/podinfo", PROD)).toBe(await world.file("main", STAGE));
    // The branch is recognised as ours by the same rules.
    expect((await world.run(promoting(pins))).apps).toMatchObject([{ result: "unchanged" }]);
  });

  test("is proposed as a pull request that the next version refreshes", async () => {
    await using world = await startWorld({ [HOME]: FILES });
    const request = { configuration, mode: "pull-request" } as const;
    expect(await world.run(updating({ ...request, artifacts: CHART }))).toMatchObject({ result: "proposed" });
    const newer = parseAssignments("podinfo=6.3.0", "chart");
    expect(await world.run(updating({ ...request, artifacts: newer }))).toMatchObject({ result: "refreshed" });
  });

  test("and that holds a range is replaced by a version", async () => {
    await using world = await startWorld({
      [HOME]: { ...FILES, [STAGE]: tools("6.2.0"), [PROD]: tools('"~6.1"') },
    });
    expect((await world.run(promoting(pins))).apps).toMatchObject([{ result: "opened" }]);
    expect(await world.file("waybill/app/prod/podinfo", PROD)).toContain('release: "6.2.0" #');
  });

  test("without an artifact is paired by its object and path", async () => {
    await using world = await startWorld({ [HOME]: { ...FILES, [STAGE]: tools("release-2") } });
    const nameless = [place("tools.yaml", "tool.other", null)];
    expect((await world.run(promoting(nameless))).apps).toMatchObject([{ result: "opened" }]);
    expect(await world.file("waybill/app/prod/podinfo", PROD)).toBe(
      tools("6.1.0").replace("other: 6.1.0", "other: release-2"),
    );
  });

  test("is no pin where it is ignored", async () => {
    await using world = await startWorld({ [HOME]: FILES });
    const ignoring = { ...configuration, ignore: ["tools.yaml"] };
    await expect(world.run(updating({ configuration: ignoring, artifacts: CHART }))).rejects.toThrow(
      'no pin of the chart "podinfo" was found in stage',
    );
  });
});

describe("a place that update's call names", () => {
  test("takes the version", async () => {
    await using world = await startWorld({ [HOME]: FILES });
    const places = [place("apps/*/stage/tools.yaml", "tool.other")];
    expect(await world.run(updating({ artifacts: CHART, places }))).toMatchObject({ result: "committed" });
    expect(await world.file("main", STAGE)).toBe(tools("6.1.0").replace("other: 6.1.0", "other: 6.2.0"));
  });

  test.each([
    [
      "no file of the environment",
      place("apps/*/prod/tools.yaml", "tool.other"),
      'names "apps/*/prod/tools.yaml#tool.other", and no file of stage is that',
    ],
    [
      "no value of the file",
      place("tools.yaml", "tool.othr"),
      'apps/podinfo/stage/tools.yaml: the named place tool.othr is not there: tool has no othr; did you mean "other"?',
    ],
  ])("is an error when it is %s", async (_, wrong, says) => {
    await using world = await startWorld({ [HOME]: FILES });
    await expect(world.run(updating({ artifacts: CHART, places: [wrong] }))).rejects.toThrow(says);
    expect(await world.file("main", STAGE)).toBe(tools("6.1.0"));
  });
});

test("a guarded place is left alone until the call names it", async () => {
  const owned = (tag: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "ghcr.io/acme/a:${tag}"}]} # {"$imagepolicy": "x:y"}\n`;
  await using world = await startWorld({ [HOME]: { "apps/a/stage/pod.yaml": owned("1.0.0") } });
  const artifacts = parseAssignments("ghcr.io/acme/a:1.1.0", "image");
  await expect(world.run(updating({ artifacts }))).rejects.toThrow(
    'apps/a/stage/pod.yaml:4 is left alone: Flux\'s image automation writes this value (its policy is "x:y"); to write it, name the place with the input `places`',
  );
  const [only] = artifacts;
  const places = [place("pod.yaml", "spec.containers[name=a].image", only?.artifact ?? null)];
  expect(await world.run(updating({ artifacts, places }))).toMatchObject({ result: "committed" });
  expect(await world.file("main", "apps/a/stage/pod.yaml")).toBe(owned("1.1.0"));
});

describe("a Git revision", () => {
  const source = (ref: string) => `apiVersion: v1\nkind: Anything\nmetadata: {name: a}\nspec: {ref: ${ref}}\n`;
  const git = { kind: "git", name: "https://github.com/acme/deploy", id: "github.com/acme/deploy" } as const;
  const configuration = { ...CONFIGURATION, pins: [place("source.yaml", "spec.ref", git)] };

  test.each(["https://github.com/acme/deploy.git", "git@github.com:Acme/deploy"])(
    "is set and promoted, the repository called %s",
    async (name) => {
      await using world = await startWorld({
        [HOME]: { "apps/a/stage/source.yaml": source("v1.0.0"), "apps/a/prod/source.yaml": source("v1.0.0") },
      });
      const artifacts = parseAssignments(`${name}=v1.1.0`, "git");
      expect(await world.run(updating({ configuration, artifacts }))).toMatchObject({ result: "committed" });
      expect(await world.file("main", "apps/a/stage/source.yaml")).toBe(source("v1.1.0"));
      expect((await world.run(promoting(configuration.pins))).apps).toMatchObject([{ result: "opened" }]);
      expect(await world.file("waybill/app/prod/a", "apps/a/prod/source.yaml")).toBe(source("v1.1.0"));
    },
  );
});
