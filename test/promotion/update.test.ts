import { describe, expect, test } from "vitest";
import { parseAssignments } from "../../src/artifacts/assignment.ts";
import { parseTrailers } from "../../src/git/trailers.ts";
import type { Effects } from "../../src/github/connections.ts";
import { update, type UpdateRequest, type UpdateResult } from "../../src/promotion/update.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { apps, configurationOf, HOME, kustomization, RUN, startWorld } from "./world.ts";

const SOURCE = { repository: "acme/podinfo", commit: "d".repeat(40) };
const BRANCH = "waybill/update/stage/podinfo";
const FILE = "apps/podinfo/stage/kustomization.yaml";

function requestOf(images: string, more: Partial<UpdateRequest> = {}): UpdateRequest {
  return {
    artifacts: parseAssignments(images, "image"),
    places: [],
    configuration: configurationOf(),
    environment: null,
    path: null,
    app: null,
    branch: null,
    mode: "commit",
    labels: [],
    reviewers: [],
    source: SOURCE,
    dryRun: false,
    ...more,
  };
}

function updating(images: string, more: Partial<UpdateRequest> = {}): (effects: Effects) => Promise<UpdateResult> {
  return (effects) => update(requestOf(images, more), effects);
}

const PODINFO = apps({ podinfo: ["1.2.0", "1.1.0"], redis: ["7.0.0", "7.0.0"] });

describe("as a commit", () => {
  test("writes the version to the first environment, and only there", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.3.0"));
    expect(result).toMatchObject({
      result: "committed",
      changed: true,
      files: [FILE],
      previous: ["ghcr.io/acme/podinfo=1.2.0"],
      commit: await world.forge.branch(HOME, "main"),
    });
    expect(await world.file("main", FILE)).toBe(kustomization("ghcr.io/acme/podinfo", "1.3.0"));
    expect(await world.file("main", "apps/podinfo/prod/kustomization.yaml")).toBe(
      kustomization("ghcr.io/acme/podinfo", "1.1.0"),
    );
    const [head] = await world.forge.log(HOME, "main");
    expect(head?.message).toMatch(/^Update stage: podinfo 1\.3\.0\n\nghcr\.io\/acme\/podinfo: 1\.2\.0 -> 1\.3\.0\n/);
    expect(parseTrailers(head?.message ?? "")).toEqual({
      changes: [
        {
          environment: "stage",
          app: "podinfo",
          artifact: "image:ghcr.io/acme/podinfo",
          from: { tag: "1.2.0", digest: null },
          to: { tag: "1.3.0", digest: null },
          source: SOURCE,
        },
      ],
      from: null,
      run: RUN,
    });
  });

  test("asks nothing of the API", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const { counted } = await world.counted(updating("ghcr.io/acme/podinfo:1.3.0"));
    expect(counted.requests).toEqual([]);
  });

  test("twice is one commit, and the second says why", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    await world.run(updating("ghcr.io/acme/podinfo:1.3.0"));
    const again = await world.run(updating("ghcr.io/acme/podinfo:1.3.0"));
    expect(again).toMatchObject({
      result: "nothing",
      changed: false,
      commit: null,
      reason: 'stage has ghcr.io/acme/podinfo "1.3.0" already',
    });
    expect(await world.forge.log(HOME, "main")).toHaveLength(2);
  });

  test("of several artifacts at once is one commit", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.3.0\nghcr.io/acme/redis:7.2.0"));
    expect(result.files).toHaveLength(2);
    expect(await world.forge.log(HOME, "main")).toHaveLength(2);
  });

  test("two at once on one branch: both are on it", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const results = await Promise.all([
      world.run(updating("ghcr.io/acme/podinfo:1.3.0")),
      world.run(updating("ghcr.io/acme/redis:7.2.0")),
    ]);
    expect(results.map(({ result }) => result)).toEqual(["committed", "committed"]);
    expect(await world.forge.log(HOME, "main")).toHaveLength(3);
    expect(await world.file("main", FILE)).toContain("newTag: 1.3.0");
    expect(await world.file("main", "apps/redis/stage/kustomization.yaml")).toContain("newTag: 7.2.0");
  });

  test("two versions of one artifact at once: the newer one stays, whoever comes first", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const results = await Promise.all([
      world.run(updating("ghcr.io/acme/podinfo:1.4.0")),
      world.run(updating("ghcr.io/acme/podinfo:1.3.0")),
    ]);
    expect(results[0].result).toBe("committed");
    expect(["committed", "superseded"]).toContain(results[1].result);
    expect(await world.file("main", FILE)).toContain("newTag: 1.4.0");
  });

  test("an older version is superseded, and by what is said", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.1.9"));
    expect(result).toMatchObject({ result: "superseded", changed: false });
    expect(result.reason).toBe(`${FILE}:8 has ghcr.io/acme/podinfo "1.2.0", newer than "1.1.9"`);
    expect(await world.forge.log(HOME, "main")).toHaveLength(1);
  });

  test("a commit id that the environment had before is superseded by its own history", async () => {
    const [first, second, third] = ["a", "b", "c"].map((letter) => letter.repeat(40));
    await using world = await startWorld({ [HOME]: PODINFO });
    for (const tag of [first, second, third]) await world.run(updating(`ghcr.io/acme/podinfo:${tag}`));
    expect(await world.file("main", FILE)).toContain(`newTag: ${third}`);
    const again = await world.run(updating(`ghcr.io/acme/podinfo:${second}`));
    expect(again.result).toBe("superseded");
    expect(await world.file("main", FILE)).toContain(`newTag: ${third}`);
  });

  test("without a name the version goes to every app that pins the artifact", async () => {
    const files = { ...PODINFO, "apps/other/stage/kustomization.yaml": kustomization("ghcr.io/acme/podinfo", "1.0.0") };
    await using world = await startWorld({ [HOME]: files });
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.3.0"));
    expect(result.files).toEqual(["apps/other/stage/kustomization.yaml", FILE]);
    expect(result.previous).toEqual(["ghcr.io/acme/podinfo=1.0.0", "ghcr.io/acme/podinfo=1.2.0"]);
  });

  test("with an app's name it goes there only", async () => {
    const files = { ...PODINFO, "apps/other/stage/kustomization.yaml": kustomization("ghcr.io/acme/podinfo", "1.0.0") };
    await using world = await startWorld({ [HOME]: files });
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.3.0", { app: "other" }));
    expect(result.files).toEqual(["apps/other/stage/kustomization.yaml"]);
  });

  test("a path needs no configuration", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const result = await world.run(
      updating("ghcr.io/acme/podinfo:1.3.0", { configuration: null, path: "apps/podinfo/prod" }),
    );
    expect(result).toMatchObject({
      result: "committed",
      environment: "apps/podinfo/prod",
      files: ["apps/podinfo/prod/kustomization.yaml"],
    });
  });

  test("a path may be a file, and is called by the folder of a kustomization", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    await world.run(updating("ghcr.io/acme/podinfo:1.3.0", { configuration: null, path: FILE }));
    const [head] = await world.forge.log(HOME, "main");
    expect(parseTrailers(head?.message ?? "").changes).toMatchObject([{ environment: FILE, app: "stage" }]);
  });

  test("a path that belongs to an environment of the configuration is written as that environment's app", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.3.0", { path: "apps/podinfo/prod" }));
    expect(result).toMatchObject({
      result: "committed",
      environment: "prod",
      files: ["apps/podinfo/prod/kustomization.yaml"],
    });
    const [head] = await world.forge.log(HOME, "main");
    expect(parseTrailers(head?.message ?? "").changes).toMatchObject([{ environment: "prod", app: "podinfo" }]);
  });

  test("a version that the environment's records show before the present one is superseded, whoever wrote it", async () => {
    const [older, newer] = ["a".repeat(40), "b".repeat(40)];
    await using world = await startWorld({ [HOME]: apps({ podinfo: [older, "1.0.0"] }) });
    const recording = (effects: Effects) => recordCommits({ configuration: configurationOf(), dryRun: false }, effects);
    await world.run(recording);
    await world.forge.commit(HOME, { files: { [FILE]: kustomization("ghcr.io/acme/podinfo", newer) } });
    await world.run(recording);
    expect((await world.run(updating(`ghcr.io/acme/podinfo:${older}`))).result).toBe("superseded");
    expect((await world.run(updating(`ghcr.io/acme/podinfo:${"c".repeat(40)}`))).result).toBe("committed");
  });

  test("the lone tag of a named app is the image's", async () => {
    const release =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata:\n  name: demo\nspec:\n  values:\n    image:\n      tag: 1.0.0\n";
    await using world = await startWorld({ [HOME]: { "apps/demo/stage/release.yaml": release } });
    const result = await world.run(updating("ghcr.io/acme/demo:1.1.0", { app: "demo" }));
    expect(result.result).toBe("committed");
    expect(await world.file("main", "apps/demo/stage/release.yaml")).toBe(release.replace("1.0.0", "1.1.0"));
    await expect(world.run(updating("ghcr.io/acme/demo:1.2.0"))).rejects.toThrow(
      /no pin of the image "ghcr\.io\/acme\/demo"/,
    );
  });

  test("a dry run writes nothing and shows the diff", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const { result, counted } = await world.counted(updating("ghcr.io/acme/podinfo:1.3.0", { dryRun: true }));
    expect(result).toMatchObject({ result: "dry-run", changed: false, commit: null, files: [FILE] });
    expect(result.diff).toContain("-    newTag: 1.2.0\n+    newTag: 1.3.0");
    expect(counted.writes).toEqual([]);
    expect(await world.forge.log(HOME, "main")).toHaveLength(1);
  });
});

describe("what cannot be written is one clear sentence, and nothing is written", () => {
  test.each<[string, string, Partial<UpdateRequest>, RegExp]>([
    [
      "an image that is pinned nowhere",
      "ghcr.io/acme/podinfos:1.3.0",
      {},
      /no pin of the image "ghcr\.io\/acme\/podinfos" was found in stage.*did you mean "ghcr\.io\/acme\/podinfo"/,
    ],
    ["an unknown environment", "ghcr.io/acme/podinfo:1.3.0", { environment: "stagee" }, /"stagee".*"stage"/],
    [
      "an unknown app",
      "ghcr.io/acme/podinfo:1.3.0",
      { app: "podinfoo" },
      /stage has no app "podinfoo".*did you mean "podinfo"/,
    ],
    ["an unknown branch", "ghcr.io/acme/podinfo:1.3.0", { branch: "mian" }, /no branch "mian".*"main"/],
    ["a path out of the repository", "ghcr.io/acme/podinfo:1.3.0", { path: "../x" }, /"\.\.\/x"/],
    ["a path of the workflows", "ghcr.io/acme/podinfo:1.3.0", { path: ".github/workflows" }, /"\.github\/workflows"/],
  ])("%s", async (_, images, more, message) => {
    await using world = await startWorld({ [HOME]: PODINFO });
    await expect(world.run(updating(images, more))).rejects.toThrow(message);
    expect(await world.forge.log(HOME, "main")).toHaveLength(1);
  });

  test("an empty repository", async () => {
    await using world = await startWorld({ [HOME]: {} });
    await world.forge.setBranch(HOME, "main", null);
    await expect(world.run(updating("ghcr.io/acme/podinfo:1.3.0"))).rejects.toThrow(/is empty/);
  });

  test("a place with its own filter", async () => {
    const release = `apiVersion: helm.fluxcd.io/v1
kind: HelmRelease
metadata:
  name: podinfo
  annotations:
    fluxcd.io/automated: "true"
    fluxcd.io/tag.chart-image: semver:~0.4
spec:
  values:
    image:
      repository: ghcr.io/acme/podinfo
      tag: 0.4.1
`;
    await using world = await startWorld({ [HOME]: { "apps/podinfo/stage/release.yaml": release } });
    await expect(world.run(updating("ghcr.io/acme/podinfo:stg-1a2b3c4"))).rejects.toThrow(
      /admits only "semver:~0\.4".*excludes "stg-1a2b3c4"/,
    );
  });
});

describe("application and environment in one repository", () => {
  test("the build of Waybill's own commit writes nothing", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const { commit } = await world.run(updating("ghcr.io/acme/podinfo:1.3.0"));
    const source = { repository: HOME, commit: commit ?? "" };
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.4.0", { source }));
    expect(result).toMatchObject({ result: "nothing", changed: false });
    expect(result.reason).toMatch(/was made by Waybill/);
  });

  test("the build of a merge that brought only Waybill's commits writes nothing", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const proposed = await world.run(updating("ghcr.io/acme/podinfo:1.3.0", { mode: "pull-request" }));
    const merge = await world.forge.merge(HOME, proposed.pullRequestNumber ?? 0, { by: "waybill-user" });
    const result = await world.run(
      updating("ghcr.io/acme/podinfo:1.4.0", { source: { repository: HOME, commit: merge } }),
    );
    expect(result.result).toBe("nothing");
  });

  test("the build of anybody else's commit is written", async () => {
    await using world = await startWorld({ [HOME]: PODINFO });
    const commit = await world.forge.commit(HOME, { files: { "main.go": "package main\n" } });
    const result = await world.run(updating("ghcr.io/acme/podinfo:1.3.0", { source: { repository: HOME, commit } }));
    expect(result.result).toBe("committed");
  });
});

describe("as a pull request", () => {
  const proposing = (images: string, more: Partial<UpdateRequest> = {}) =>
    updating(images, { mode: "pull-request", app: "podinfo", labels: ["release"], reviewers: ["reviewer"], ...more });

  async function start() {
    const world = await startWorld({ [HOME]: PODINFO });
    world.forge.addUser("reviewer", { [HOME]: "write" });
    return world;
  }

  test("opens one with labels, reviewers and the diff", async () => {
    await using world = await start();
    const result = await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    expect(result).toMatchObject({ result: "proposed", changed: true, pullRequestNumber: 1, files: [FILE] });
    const pullRequest = world.forge.pullRequest(HOME, 1);
    expect(pullRequest).toMatchObject({ title: "Update stage: podinfo 1.3.0" });
    expect(pullRequest.body).toContain("+    newTag: 1.3.0");
    expect([...pullRequest.labels]).toEqual(["release"]);
    expect(await world.file(BRANCH, FILE)).toContain("newTag: 1.3.0");
    expect(await world.file("main", FILE)).toContain("newTag: 1.2.0");
    expect(world.forge.violations).toEqual([]);
  });

  test("again is the same pull request, untouched", async () => {
    await using world = await start();
    const first = await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    const { result, counted } = await world.counted(proposing("ghcr.io/acme/podinfo:1.3.0"));
    expect(result).toMatchObject({ result: "nothing", changed: false, pullRequestNumber: 1, commit: first.commit });
    expect(counted.writes).toEqual([]);
    expect(await world.forge.branch(HOME, BRANCH)).toBe(first.commit);
  });

  test("a newer version refreshes it in place", async () => {
    await using world = await start();
    await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    const result = await world.run(proposing("ghcr.io/acme/podinfo:1.4.0"));
    expect(result).toMatchObject({ result: "refreshed", changed: true, pullRequestNumber: 1 });
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
    expect(world.forge.pullRequest(HOME, 1).title).toBe("Update stage: podinfo 1.4.0");
    expect(await world.forge.log(HOME, BRANCH)).toHaveLength(2);
  });

  test("two versions at once are one pull request with the newer of them", async () => {
    await using world = await start();
    const results = await Promise.all([
      world.run(proposing("ghcr.io/acme/podinfo:1.3.0")),
      world.run(proposing("ghcr.io/acme/podinfo:1.4.0")),
    ]);
    expect(["proposed", "refreshed"]).toContain(results[1].result);
    expect(world.forge.pullRequests(HOME)).toHaveLength(1);
    expect(await world.file(BRANCH, FILE)).toContain("newTag: 1.4.0");
    await world.run(proposing("ghcr.io/acme/podinfo:1.4.0"));
    expect(world.forge.pullRequest(HOME, 1).title).toBe("Update stage: podinfo 1.4.0");
  });

  test("an older version than the proposed one is superseded by it", async () => {
    await using world = await start();
    await world.run(proposing("ghcr.io/acme/podinfo:1.4.0"));
    const result = await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    expect(result).toMatchObject({ result: "superseded", pullRequestNumber: 1 });
    expect(await world.file(BRANCH, FILE)).toContain("newTag: 1.4.0");
  });

  test("is closed with the reason when the environment has the version", async () => {
    await using world = await start();
    await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    // Else the same commit on the same parent in the same second would be the proposal's own, and so its merge.
    await world.forge.commit(HOME, { files: { "README.md": "more\n" } });
    await world.run(updating("ghcr.io/acme/podinfo:1.3.0"));
    const result = await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    expect(result).toMatchObject({ result: "nothing", changed: true });
    expect(world.forge.pullRequest(HOME, 1).state).toBe("closed");
    expect(await world.forge.branch(HOME, BRANCH)).toBeNull();
    expect(world.forge.repository(HOME).comments.map(({ body }) => body)).toEqual([
      expect.stringContaining("Closed by Waybill: stage has"),
    ]);
  });

  test("somebody else's commit on the branch stops it", async () => {
    await using world = await start();
    await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    const theirs = await world.forge.commit(HOME, {
      branch: BRANCH,
      files: { "apps/podinfo/stage/extra.yaml": "x: 1\n" },
    });
    await expect(world.run(proposing("ghcr.io/acme/podinfo:1.4.0"))).rejects.toThrow(
      /which is not Waybill's; it is left as it is/,
    );
    expect(await world.forge.branch(HOME, BRANCH)).toBe(theirs);
  });

  test("a run killed before the pull request was opened is picked up", async () => {
    await using world = await start();
    world.forge.fault({
      method: "POST",
      path: "/repos/acme/environment/pulls",
      when: "instead",
      status: 403,
      times: 1,
      body: { message: "killed" },
    });
    await expect(world.run(proposing("ghcr.io/acme/podinfo:1.3.0"))).rejects.toThrow();
    const left = await world.forge.branch(HOME, BRANCH);
    const result = await world.run(proposing("ghcr.io/acme/podinfo:1.3.0"));
    expect(result).toMatchObject({ result: "proposed", pullRequestNumber: 1 });
    expect(await world.forge.branch(HOME, BRANCH)).toBe(left);
  });

  test("a dry run only reads", async () => {
    await using world = await start();
    const { result, counted } = await world.counted(proposing("ghcr.io/acme/podinfo:1.3.0", { dryRun: true }));
    expect(result).toMatchObject({ result: "dry-run", changed: false });
    expect(counted.writes).toEqual([]);
    expect(await world.forge.branches(HOME)).toHaveLength(1);
  });
});
