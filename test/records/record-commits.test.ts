import { describe, expect, it, beforeEach } from "vitest";
import type { Configuration } from "../../src/config/configuration.ts";
import { commitMessage } from "../../src/git/trailers.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { apps, configurationOf, HOME, kustomization, RUN } from "../promotion/world.ts";
import { version } from "./fixtures.ts";
import { BRANCH, configuration, PODINFO, recordedWorld } from "./recorded-world.ts";

const here = recordedWorld();
const { record, set, standing, files, recordsLog } = here;

describe("adopting a repository", () => {
  it("writes one genesis record for each app and environment, in one commit, since now", async () => {
    await here.forge.commit(HOME, { files: apps({ web: ["2.0.0", "1.0.0"] }) });
    here.forge.now = () => Date.parse("2026-05-01T12:00:00Z");
    const result = await record();
    expect(result).toMatchObject({ result: "recorded", reason: "recorded 4 changes", remaining: false });
    expect(result.records.map(({ environment, app, kind }) => `${environment}/${app} ${kind}`)).toEqual([
      "stage/podinfo genesis",
      "stage/web genesis",
      "prod/podinfo genesis",
      "prod/web genesis",
    ]);
    expect(await recordsLog()).toBe(1);
    const [genesis] = await standing("stage", "web");
    expect(genesis).toMatchObject({
      kind: "genesis",
      sequence: 1,
      commit: await here.forge.branch(HOME, "main"),
      pins: [{ artifact: "image:ghcr.io/acme/web", version: version("2.0.0") }],
      changes: [],
      since: "2026-05-01T12:00:00.000Z",
      sinceBy: "observation",
      policy: configuration.digest,
      run: RUN,
    });
  });

  it("writes nothing the second time, and asks the forge nothing", async () => {
    await record();
    const { result, counted } = await here.counted((effects) =>
      recordCommits({ configuration, dryRun: false }, effects),
    );
    expect(result).toMatchObject({ result: "nothing", reason: "every change has its record", commit: null });
    expect(counted.requests).toEqual([]);
    expect(await recordsLog()).toBe(1);
  });

  it("writes nothing in a dry run, and says what it would write", async () => {
    expect(await record({ dryRun: true })).toMatchObject({
      result: "recorded",
      reason: "dry run: 2 changes would be recorded",
      commit: null,
    });
    expect(await here.forge.branch(HOME, BRANCH)).toBeNull();
  });

  it("records the environments that are named, and no other", async () => {
    expect((await record({ environments: ["prod"] })).records).toMatchObject([{ environment: "prod" }]);
    await expect(record({ environments: ["prdo"] })).rejects.toThrow(
      /"prdo" is not in waybill\.yaml; did you mean "prod"/,
    );
  });

  it("takes up an environment that was added to the configuration later", async () => {
    await here.forge.commit(HOME, { files: apps({ web: ["2.0.0", "1.0.0"] }) });
    const stageOnly: Configuration = { ...configuration, environments: configuration.environments.slice(0, 1) };
    await record({ configuration: stageOnly });
    const changed = await set("prod", "1.1.0");
    expect(await record({ configuration: stageOnly })).toMatchObject({ result: "nothing" });
    // What happened since the last look is known as a change, what was there before is taken as it is.
    expect((await record()).records).toMatchObject([
      { environment: "prod", app: "podinfo", kind: "change", commit: changed },
      { environment: "prod", app: "web", kind: "genesis" },
    ]);
    expect(await record()).toMatchObject({ result: "nothing" });
  });

  it("records the first app of an environment that was empty as the change that it is", async () => {
    await here.forge.commit(HOME, { deletions: ["apps/podinfo/prod/kustomization.yaml"] });
    expect((await record()).records).toMatchObject([{ environment: "stage" }]);
    const created = await set("prod", "1.0.0");
    expect((await record()).records).toMatchObject([{ environment: "prod", commit: created, kind: "change" }]);
  });
});

describe("recording what happened since", () => {
  beforeEach(async () => {
    await record();
  });

  it("makes one record for each commit that changed a version, by whoever it is, oldest first", async () => {
    const first = await set("stage", "1.1.0", { message: "A human, straight to main" });
    await here.forge.commit(HOME, { files: { "README.md": "words" } });
    const second = await set("stage", "1.2.0");
    const result = await record();
    expect(result.records.map(({ commit }) => commit)).toEqual([first, second]);
    expect(await recordsLog()).toBe(2);
    const [newest, older, genesis] = await standing("stage");
    expect([newest?.sequence, older?.sequence, genesis?.sequence]).toEqual([3, 2, 1]);
    expect(newest).toMatchObject({
      kind: "change",
      commit: second,
      changes: [{ from: version("1.1.0"), to: version("1.2.0"), step: "minor", source: null }],
      sinceBy: "observation",
      pullRequest: null,
      approvals: [],
      gate: null,
      author: { name: "Somebody Else" },
      undo: [`${PODINFO}=1.1.0`, "apps/podinfo/stage/kustomization.yaml"],
    });
    expect(older?.parent).toBe(genesis?.commit);
  });

  it("makes one record for each app and environment that one commit changed", async () => {
    const commit = await here.forge.commit(HOME, {
      files: apps({ podinfo: ["1.1.0", "1.1.0"], web: ["1.0.0", "1.0.0"] }),
    });
    const { records } = await record();
    expect(records.map(({ environment, app }) => `${environment}/${app}`).sort()).toEqual([
      "prod/podinfo",
      "prod/web",
      "stage/podinfo",
      "stage/web",
    ]);
    expect(new Set(records.map((each) => each.commit))).toEqual(new Set([commit]));
    // Created by this commit, so not a genesis: nobody had it before.
    expect((await standing("prod", "web"))[0]).toMatchObject({
      kind: "change",
      sequence: 1,
      changes: [{ from: null }],
    });
  });

  it("makes no record of a commit that leaves every version as it is", async () => {
    await here.forge.commit(HOME, {
      files: { "apps/podinfo/stage/kustomization.yaml": `# a comment\n${kustomization(PODINFO, "1.0.0")}` },
    });
    expect(await record()).toMatchObject({ result: "nothing" });
  });

  it("records a change and its revert as two", async () => {
    await set("stage", "1.1.0");
    await set("stage", "1.0.0");
    await record();
    expect((await standing("stage")).map(({ changes }) => changes[0]?.step)).toEqual(["downgrade", "minor", undefined]);
  });

  it("records that an app was deleted, and its return", async () => {
    const path = "apps/podinfo/prod/kustomization.yaml";
    await here.forge.commit(HOME, { deletions: [path] });
    await record();
    expect((await standing("prod"))[0]).toMatchObject({
      pins: [],
      changes: [{ from: version("1.0.0"), to: null }],
      undo: [],
    });
    await set("prod", "1.0.0");
    await record();
    expect((await standing("prod")).map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
  });

  it("takes a merge commit as one change, against its first parent", async () => {
    await here.forge.setBranch(HOME, "topic", await here.forge.branch(HOME, "main"));
    await set("stage", "1.1.0", { branch: "topic" });
    await set("stage", "1.2.0", { branch: "topic" });
    await here.forge.commit(HOME, { files: { "README.md": "meanwhile" } });
    const { number } = await here.forge.openPullRequest(HOME, { head: "topic", title: "Two at once", by: "ada" });
    const merge = await here.forge.merge(HOME, number, { by: "ada" });
    const { records } = await record();
    expect(records.map(({ commit }) => commit)).toEqual([merge]);
    expect((await standing("stage"))[0]).toMatchObject({
      changes: [{ from: version("1.0.0"), to: version("1.2.0") }],
      pullRequest: { number },
    });
  });

  it("takes an environment up anew, with a warning, when its history was rewritten", async () => {
    await set("stage", "1.1.0");
    await record();
    await here.forge.setBranch(HOME, "main", null);
    await here.forge.commit(HOME, { files: apps({ podinfo: ["1.3.0", "1.0.0"] }) });
    const { records } = await record();
    expect(records.every(({ kind }) => kind === "genesis")).toBe(true);
    expect(here.lines.join("\n")).toMatch(/warning: none of the commits of stage that have records/);
    expect((await standing("stage")).map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(await record()).toMatchObject({ result: "nothing" });
  });

  it("names the environment's branch that is not there", async () => {
    const missing = configurationOf({ branch: "env/prod" });
    await expect(record({ configuration: missing })).rejects.toThrow(/has no branch "env\/prod"/);
  });
});

describe("environments in repositories of their own", () => {
  const PROD = "acme/production";
  const apart = configurationOf({ repository: PROD });

  it("are recorded where they live, and a promotion's source in the other one", async () => {
    await here.forge.createRepository(PROD, { files: apps({ podinfo: ["0.1.0", "1.0.0"] }) });
    here.forge.addUser("waybill-user", { [PROD]: "write" });
    await record({ configuration: apart });
    const source = await set("stage", "1.1.0");
    const message = commitMessage("Promote", "", { changes: [], from: source, run: null });
    const promoted = await here.forge.commit(PROD, {
      files: { "apps/podinfo/prod/kustomization.yaml": kustomization(PODINFO, "1.1.0") },
      message,
    });
    const { records } = await record({ configuration: apart });
    expect(records).toMatchObject([
      { environment: "stage", commit: source },
      { environment: "prod", commit: promoted },
    ]);
    expect((await files()).every((path) => path.startsWith("stage/"))).toBe(true);
    expect(await here.forge.file(PROD, BRANCH, `prod/podinfo/${promoted}.json`)).toContain(
      `"promotedFrom":{"commit":"${source}","environment":"stage"}`,
    );
  });
});
