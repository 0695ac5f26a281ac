import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Configuration } from "../../src/config/configuration.ts";
import type { CommitOutcome, CommitRequest, Repository } from "../../src/git/repository.ts";
import { commitMessage } from "../../src/git/trailers.ts";
import type { Connection, Effects } from "../../src/github/connections.ts";
import { NOTE_MARKER, noteBody, readNote } from "../../src/records/note.ts";
import { recordCommits, type RecordResult } from "../../src/records/record-commits.ts";
import type { ChangeRecord } from "../../src/records/record.ts";
import { openRecords } from "../../src/records/store.ts";
import {
  apps,
  configurationOf,
  environmentOf,
  HOME,
  kustomization,
  RUN,
  startWorld,
  type World,
} from "../promotion/world.ts";
import { version } from "./fixtures.ts";

const BRANCH = "waybill/records";
const PODINFO = "ghcr.io/acme/podinfo";

let world: World;
const configuration = configurationOf();

beforeEach(async () => {
  world = await startWorld({ [HOME]: apps({ podinfo: ["1.0.0", "1.0.0"] }) });
});
afterEach(async () => {
  expect(world.forge.violations).toEqual([]);
  await world[Symbol.asyncDispose]();
});

const record = (request: Partial<Parameters<typeof recordCommits>[0]> = {}): Promise<RecordResult> =>
  world.run((effects) => recordCommits({ configuration, dryRun: false, ...request }, effects));

/** A commit by somebody that sets podinfo's tag in an environment. */
const set = (
  environment: string,
  tag: string,
  more: { message?: string; branch?: string; app?: string } = {},
): Promise<string> => {
  const { app = "podinfo", ...options } = more;
  return world.forge.commit(HOME, {
    files: { [`apps/${app}/${environment}/kustomization.yaml`]: kustomization(`ghcr.io/acme/${app}`, tag) },
    ...options,
  });
};

const standing = (environment: string, app = "podinfo"): Promise<readonly ChangeRecord[]> =>
  world.run(async ({ connections }) => {
    const index = await openRecords(connections.home.git, BRANCH);
    return (await index.standing(environment, app)).records;
  });

/** Every file on the records branch. */
const files = async (): Promise<readonly string[]> => {
  const text = await world.forge.repository(HOME).git.git(["ls-tree", "-r", "--name-only", BRANCH]);
  return text.split("\n").filter((line) => line !== "");
};

const recordsLog = async (): Promise<number> => (await world.forge.log(HOME, BRANCH)).length;

describe("adopting a repository", () => {
  it("writes one genesis record for each app and environment, in one commit, since now", async () => {
    await world.forge.commit(HOME, { files: apps({ web: ["2.0.0", "1.0.0"] }) });
    world.forge.now = () => Date.parse("2026-05-01T12:00:00Z");
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
      commit: await world.forge.branch(HOME, "main"),
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
    const { result, counted } = await world.counted((effects) =>
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
    expect(await world.forge.branch(HOME, BRANCH)).toBeNull();
  });

  it("records the environments that are named, and no other", async () => {
    expect((await record({ environments: ["prod"] })).records).toMatchObject([{ environment: "prod" }]);
    await expect(record({ environments: ["prdo"] })).rejects.toThrow(
      /"prdo" is not in waybill\.yaml; did you mean "prod"/,
    );
  });

  it("takes up an environment that was added to the configuration later", async () => {
    await world.forge.commit(HOME, { files: apps({ web: ["2.0.0", "1.0.0"] }) });
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
    await world.forge.commit(HOME, { deletions: ["apps/podinfo/prod/kustomization.yaml"] });
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
    await world.forge.commit(HOME, { files: { "README.md": "words" } });
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
    const commit = await world.forge.commit(HOME, {
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
    await world.forge.commit(HOME, {
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
    await world.forge.commit(HOME, { deletions: [path] });
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
    await world.forge.setBranch(HOME, "topic", await world.forge.branch(HOME, "main"));
    await set("stage", "1.1.0", { branch: "topic" });
    await set("stage", "1.2.0", { branch: "topic" });
    await world.forge.commit(HOME, { files: { "README.md": "meanwhile" } });
    const { number } = await world.forge.openPullRequest(HOME, { head: "topic", title: "Two at once", by: "ada" });
    const merge = await world.forge.merge(HOME, number, { by: "ada" });
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
    await world.forge.setBranch(HOME, "main", null);
    await world.forge.commit(HOME, { files: apps({ podinfo: ["1.3.0", "1.0.0"] }) });
    const { records } = await record();
    expect(records.every(({ kind }) => kind === "genesis")).toBe(true);
    expect(world.lines.join("\n")).toMatch(/warning: none of the commits of stage that have records/);
    expect((await standing("stage")).map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(await record()).toMatchObject({ result: "nothing" });
  });

  it("names the environment's branch that is not there", async () => {
    const missing = configurationOf({ branch: "env/prod" });
    await expect(record({ configuration: missing })).rejects.toThrow(/has no branch "env\/prod"/);
  });
});

describe("a promotion through a pull request", () => {
  let source = "";

  beforeEach(async () => {
    await record();
    source = await set("stage", "1.1.0");
    world.forge.addUser("grace", { [HOME]: "write" });
    world.forge.addUser("linus", { [HOME]: "read" });
    world.forge.addUser("ada", { [HOME]: "write" });
  });

  const trailers = (to = "1.1.0", from = source) => ({
    changes: [
      {
        environment: "prod",
        app: "podinfo",
        artifact: `image:${PODINFO}`,
        from: version("1.0.0"),
        to: version(to),
        source: { repository: "acme/podinfo", commit: "f".repeat(40) },
      },
    ],
    from,
    run: null,
  });

  /** A squash-merged promotion whose merge message is the commit's. */
  async function promote(
    message = commitMessage("Promote podinfo", "", trailers()),
    method: "squash" | "merge" = "squash",
  ): Promise<{ number: number; commit: string; head: string }> {
    const head = await set("prod", "1.1.0", { branch: "waybill/app/prod/podinfo", message });
    const { number } = await world.forge.openPullRequest(HOME, {
      head: "waybill/app/prod/podinfo",
      title: "Promote podinfo @everyone",
      by: "ada",
    });
    for (const by of ["grace", "linus", "ada"])
      await world.forge.review(HOME, number, { by, event: "APPROVE" }).catch(() => {});
    await world.forge.setStatus(HOME, head, {
      context: "waybill/gate",
      state: "success",
      description: "all open",
      by: "ada",
    });
    await world.forge.setStatus(HOME, source, { context: "kustomization/apps", state: "success" });
    world.forge.now = () => Date.parse("2026-05-02T08:00:00Z");
    const commit = await world.forge.merge(HOME, number, { by: "grace", method });
    world.forge.now = () => Date.parse("2026-05-02T09:30:00Z");
    return { number, commit, head };
  }

  it("is recorded with its approvals, its gate, its tests, its source, and since the merge", async () => {
    world.forge.repository(HOME).squashText = "commits";
    const withStatuses = configurationOf({ gates: { ...environmentOf("x").gates, statuses: ["kustomization/*"] } });
    const { number, commit, head } = await promote();
    await record({ configuration: withStatuses });
    expect((await standing("prod"))[0]).toMatchObject({
      commit,
      since: "2026-05-02T08:00:00Z",
      sinceBy: "merge",
      pullRequest: { number, author: "ada", mergedBy: "grace", head },
      // Not linus, who may not write; not ada, whose change it is.
      approvals: [{ user: "grace", commit: head }],
      gate: { state: "success", description: "all open", by: "ada" },
      tests: [{ context: "kustomization/apps", commit: source, state: "success" }],
      promotedFrom: { environment: "stage", commit: source },
      changes: [{ source: { repository: "acme/podinfo", commit: "f".repeat(40) } }],
    });
  });

  it.each(["squash", "merge"] as const)(
    "is known by its head where a person's %s says something else",
    async (method) => {
      const { commit } = await promote(undefined, method);
      await record();
      expect((await standing("prod"))[0]).toMatchObject({
        commit,
        promotedFrom: { environment: "stage", commit: source },
        changes: [{ source: { repository: "acme/podinfo" } }],
      });
    },
  );

  it.each([
    [
      "a commit where stage had another version",
      async () => (await world.forge.log(HOME, "main")).at(-1)?.commit ?? "",
    ],
    ["a commit that is nowhere", async () => "0123456789".repeat(4)],
    ["a commit of a side branch", async () => set("stage", "1.1.0", { branch: "side" })],
  ])("is not believed to come from %s", async (_, claimed) => {
    await set("prod", "1.1.0", { message: commitMessage("Promote", "", trailers("1.1.0", await claimed())) });
    await record();
    expect((await standing("prod"))[0]).toMatchObject({
      commit: await world.forge.branch(HOME, "main"),
      promotedFrom: null,
    });
  });

  it("lends its approvals to no commit that somebody pushed while it was open", async () => {
    await set("prod", "1.1.0", {
      branch: "waybill/app/prod/podinfo",
      message: commitMessage("Promote", "", trailers()),
    });
    const { number } = await world.forge.openPullRequest(HOME, {
      head: "waybill/app/prod/podinfo",
      title: "P",
      by: "ada",
    });
    await world.forge.review(HOME, number, { by: "grace", event: "APPROVE" });
    const pushed = await world.forge.commit(HOME, {
      files: { "apps/web/prod/kustomization.yaml": kustomization("ghcr.io/acme/web", "9.9.9") },
      message: `Unseen (#${number})`,
    });
    await world.forge.merge(HOME, number, { by: "ada", method: "rebase" });
    await record();
    expect((await standing("prod", "web"))[0]).toMatchObject({
      commit: pushed,
      pullRequest: null,
      approvals: [],
      sinceBy: "observation",
    });
    expect((await standing("prod"))[0]).toMatchObject({ pullRequest: { number }, approvals: [{ user: "grace" }] });
  });

  it("is recorded as what it is when the message says something else", async () => {
    await set("prod", "1.1.0", { message: commitMessage("Promote", "", trailers("9.9.9")) });
    await record();
    expect((await standing("prod"))[0]?.changes).toMatchObject([{ to: version("1.1.0"), source: null }]);
  });

  it("completes the pull request's note beside the gate's section, once", async () => {
    const { number, commit } = await promote();
    await record();
    const notes = world.forge.repository(HOME).comments.filter(({ body }) => body.startsWith(NOTE_MARKER));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatchObject({ number });
    expect(notes[0]?.body).toContain(`prod/podinfo/${commit}.json`);
    expect(notes[0]?.body).toContain("approved by: grace");
  });

  it("finds its own note behind 150 comments and false ones, and keeps the gate's section", async () => {
    const { number } = await promote();
    const others = { by: "mallory", body: noteBody({ record: "forged" }) };
    for (let count = 0; count < 150; count += 1) await world.forge.comment(HOME, number, others);
    const id = await world.forge.comment(HOME, number, { by: "waybill-user", body: noteBody({ gate: "all is open" }) });
    await record();
    const { comments } = world.forge.repository(HOME);
    expect(comments).toHaveLength(151);
    const body = comments.find((each) => each.id === id)?.body ?? "";
    expect(readNote(body).gate).toBe("all is open");
    expect(readNote(body).record).toContain("### Recorded");
    expect(comments.filter((each) => each.body !== others.body)).toHaveLength(1);
  });

  it("writes the record all the same when the note cannot be written, and fails visibly", async () => {
    const { commit } = await promote();
    world.forge.fault({
      method: "POST",
      path: "**/comments",
      when: "instead",
      status: 403,
      body: { message: "no" },
      times: 9,
    });
    await expect(record()).rejects.toThrow(
      /the records are written, but not the notes on their pull requests: acme\/environment#1: .*pull-requests: write/,
    );
    expect((await standing("prod"))[0]).toMatchObject({ commit });
    world.forge.clearFaults();
  });

  it("writes nothing when the reviews cannot be read: what is unknown is not recorded as absent", async () => {
    await promote();
    world.forge.fault({
      method: "GET",
      path: "**/reviews",
      when: "instead",
      status: 403,
      body: { message: "no" },
      times: 9,
    });
    await expect(record()).rejects.toThrow();
    expect(await files()).toHaveLength(2);
    world.forge.clearFaults();
    expect(await record()).toMatchObject({ result: "recorded" });
  });

  it("asks the forge only what the record and the note need", async () => {
    const { number, commit, head } = await promote();
    const { counted } = await world.counted((effects) => recordCommits({ configuration, dryRun: false }, effects));
    expect(counted.requests.map(({ method, path }) => `${method} ${path.replace(`/repos/${HOME}`, "")}`)).toEqual([
      `GET /commits/${source}/pulls`,
      `GET /commits/${commit}/pulls`,
      `GET /pulls/${number}`,
      `GET /pulls/${number}/reviews`,
      "GET /collaborators/grace/permission",
      "GET /collaborators/linus/permission",
      `GET /commits/${head}/status`,
      "POST /graphql",
      `GET /issues/${number}/comments`,
      `POST /issues/${number}/comments`,
    ]);
  });

  it("asks again, and not for ever, while the forge does not link a merge to its commit yet", async () => {
    const { number } = await promote();
    world.forge.fault({ method: "GET", path: "**/pulls", when: "instead", status: 200, body: [], times: 2 });
    await record();
    expect((await standing("prod"))[0]).toMatchObject({ pullRequest: { number } });
  });
});

describe("a run that does not end well, or not alone", () => {
  /** Effects whose commits on the records branch go through `around`. */
  function around(
    effects: Effects,
    around: (request: CommitRequest, commit: Repository["commit"]) => Promise<CommitOutcome>,
  ): Effects {
    const wrap = (connection: Connection): Connection => ({
      ...connection,
      git: {
        ...connection.git,
        commit: (request) => around(request, async (inner) => connection.git.commit(inner)),
      },
    });
    const home = wrap(effects.connections.home);
    return { ...effects, connections: { home, of: async () => home } };
  }

  const oneOfEach = async (): Promise<void> => {
    const paths = await files();
    expect(new Set(paths).size).toBe(paths.length);
    for (const environment of ["stage", "prod"]) {
      const sequences = (await standing(environment)).map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.map((_, index) => sequences.length - index));
    }
    expect(await record()).toMatchObject({ result: "nothing" });
  };

  it("ends in the same state when it was killed before the push, and run again", async () => {
    await record();
    const commit = await set("stage", "1.1.0");
    const killed = world.run((effects) =>
      recordCommits(
        { configuration, dryRun: false },
        around(effects, async (request) => {
          const tip = await effects.connections.home.git.snapshot(BRANCH);
          await request.build(tip);
          throw new Error("killed");
        }),
      ),
    );
    await expect(killed).rejects.toThrow("killed");
    expect(await files()).toHaveLength(2);
    await record();
    expect((await standing("stage"))[0]).toMatchObject({ commit, sequence: 2 });
    await oneOfEach();
  });

  it("ends in the same state when it was killed after the push, and run again", async () => {
    await record();
    await set("stage", "1.1.0");
    const killed = world.run((effects) =>
      recordCommits(
        { configuration, dryRun: false },
        around(effects, async (request, commit) => {
          await commit(request);
          throw new Error("killed");
        }),
      ),
    );
    await expect(killed).rejects.toThrow("killed");
    expect(await files()).toHaveLength(3);
    await oneOfEach();
    expect(await recordsLog()).toBe(2);
  });

  it.each([
    ["adopting", false],
    ["recording", true],
  ])("gives exactly one record of each change when another writer comes between while %s", async (_, adopted) => {
    if (adopted) await record();
    const seen: string[] = [];
    if (adopted) seen.push(await set("stage", "1.1.0"));
    let met = false;
    const slow = await world.run((effects) =>
      recordCommits(
        { configuration, dryRun: false },
        around(effects, (request, commit) =>
          commit({
            ...request,
            async build(snapshot) {
              const built = await request.build(snapshot);
              if (met) return built;
              met = true;
              // Between what was derived and its push: another commit, and another run that records both.
              seen.push(await set("stage", "1.2.0"));
              await record();
              return built;
            },
          }),
        ),
      ),
    );
    expect(slow.result).toBe("nothing");
    expect((await standing("stage")).map(({ commit }) => commit)).toEqual(expect.arrayContaining(seen));
    await oneOfEach();
  });

  it("gives exactly one record of each change when several run at once while others push", async () => {
    await record();
    const commits: string[] = [];
    const push = async (): Promise<void> => {
      for (const tag of ["1.1.0", "1.2.0", "1.3.0"]) commits.push(await set("stage", tag));
    };
    await Promise.all([push(), record(), record(), record()]);
    await record();
    expect((await standing("stage")).map(({ commit }) => commit)).toEqual(expect.arrayContaining(commits));
    expect(await standing("stage")).toHaveLength(4);
    await oneOfEach();
  });

  it("leaves what is over its bounds to the next run, oldest first, and says so", async () => {
    await record();
    const commits: string[] = [];
    for (const tag of ["1.1.0", "1.2.0", "1.3.0"]) commits.push(await set("stage", tag));
    // A clock on which every question takes a minute.
    const slowly = (effects: Effects): Effects => {
      let now = 0;
      return { ...effects, clock: { ...effects.clock, now: () => (now += 60_000) } };
    };
    const result = await world.run((effects) => recordCommits({ configuration, dryRun: false }, slowly(effects)));
    expect(result.remaining).toBe(true);
    expect(result.reason).toMatch(/recorded \d changes?; \d commits? (is|are) left for the next run/);
    expect(result.records.map(({ commit }) => commit)).toEqual(commits.slice(0, result.records.length));
    await record();
    expect((await standing("stage")).map(({ commit }) => commit).slice(0, 3)).toEqual(commits.toReversed());
    await oneOfEach();
  });

  it("works without a forge: everything by observation", async () => {
    const offline = (effects: Effects): Effects => {
      const home: Connection = { ...effects.connections.home, forge: null };
      return { ...effects, connections: { home, of: async () => home }, run: null };
    };
    await world.run((effects) => recordCommits({ configuration, dryRun: false }, offline(effects)));
    await set("stage", "1.1.0", { message: "Merge pull request #1 from nowhere" });
    await world.run((effects) => recordCommits({ configuration, dryRun: false }, offline(effects)));
    expect((await standing("stage"))[0]).toMatchObject({ sinceBy: "observation", pullRequest: null, run: null });
  });
});

describe("environments in repositories of their own", () => {
  const PROD = "acme/production";
  const apart = configurationOf({ repository: PROD });

  it("are recorded where they live, and a promotion's source in the other one", async () => {
    await world.forge.createRepository(PROD, { files: apps({ podinfo: ["0.1.0", "1.0.0"] }) });
    world.forge.addUser("waybill-user", { [PROD]: "write" });
    await record({ configuration: apart });
    const source = await set("stage", "1.1.0");
    const message = commitMessage("Promote", "", { changes: [], from: source, run: null });
    const promoted = await world.forge.commit(PROD, {
      files: { "apps/podinfo/prod/kustomization.yaml": kustomization(PODINFO, "1.1.0") },
      message,
    });
    const { records } = await record({ configuration: apart });
    expect(records).toMatchObject([
      { environment: "stage", commit: source },
      { environment: "prod", commit: promoted },
    ]);
    expect((await files()).every((path) => path.startsWith("stage/"))).toBe(true);
    expect(await world.forge.file(PROD, BRANCH, `prod/podinfo/${promoted}.json`)).toContain(
      `"promotedFrom":{"commit":"${source}","environment":"stage"}`,
    );
  });
});
