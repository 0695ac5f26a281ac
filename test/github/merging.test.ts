// Merging: one word for every state that the forge can report, and never another head than the evaluated one.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BranchProtection } from "../forge/protection.ts";
import type { Forge, MergeState, PullRequest } from "../../src/github/forge.ts";
import { mergePullRequest, type MergeOrder, type MergeResult, type MergeWord } from "../../src/github/merging.ts";
import { BRANCH, NAME, openWorld, type World } from "./world.ts";

const GATE = "waybill/gate";
const REQUIRES_GATE = { source: "ruleset", requiredChecks: [{ context: GATE, app: null }] } as const;

let world: World;
let client: Forge;
let pull: PullRequest;

beforeEach(async () => {
  world = await openWorld();
  client = await world.connect();
  pull = await world.propose(client);
});

afterEach(async () => {
  const { violations } = world.forge;
  await world[Symbol.asyncDispose]();
  expect(violations).toEqual([]);
});

async function merge(changes: Partial<MergeOrder> = {}): Promise<MergeResult> {
  const { clock, log } = world;
  return mergePullRequest({
    forge: client,
    pullRequest: pull,
    head: pull.head.commit,
    headline: "Promote podinfo to 1.1.0",
    body: "Waybill-From: abc",
    timed: false,
    requiredContext: GATE,
    clock,
    log,
    ...changes,
  });
}

async function push(text: string): Promise<string> {
  return world.forge.commit(NAME, { branch: BRANCH, files: { "prod.yaml": text }, by: "mona" });
}

async function protect(rules: Partial<BranchProtection>): Promise<void> {
  await world.forge.protect(NAME, "main", rules);
}

const mainText = async (): Promise<string | null> => world.forge.file(NAME, "main", "prod.yaml");

describe("a pull request that is ready", () => {
  it("is merged with two requests, with the text that was given", async () => {
    const before = client.requests;
    const result = await merge();
    expect(result).toEqual({
      result: "merged",
      commit: await world.forge.branch(NAME, "main"),
      reason: "every gate is open",
    });
    expect(client.requests - before).toBe(2);
    expect((await world.forge.log(NAME, "main"))[0]?.message).toBe("Promote podinfo to 1.1.0\n\nWaybill-From: abc");
    expect(await mainText()).toBe("tag: 1.1.0\n");
  });

  it("is merged when a check that nobody requires has failed", async () => {
    await world.forge.setStatus(NAME, pull.head.commit, { context: "optional", state: "failure" });
    expect(await merge()).toMatchObject({ result: "merged" });
  });

  it("is merged by another method when squashing is not allowed", async () => {
    world.forge.repository(NAME).mergeMethods = ["rebase"];
    expect(await merge()).toMatchObject({ result: "merged" });
  });

  it("is not merged by a method that the repository does not allow", async () => {
    world.forge.repository(NAME).mergeMethods = ["rebase"];
    const result = await merge({ method: "squash" });
    expect(result).toMatchObject({ result: "not-allowed", reason: "Squash merges are not allowed on this repository" });
  });

  it("is merged after the forge has made up its mind", async () => {
    world.forge.pullRequest(NAME, pull.number).unknownReads = 3;
    expect(await merge()).toMatchObject({ result: "merged" });
    expect(world.clock.slept).toHaveLength(3);
  });

  it("is merged once when the answer to the merge is lost", async () => {
    world.forge.fault({ method: "PUT", path: "/repos/*/*/pulls/*/merge", when: "after", drop: true });
    const result = await merge();
    expect(result).toMatchObject({ result: "merged", commit: await world.forge.branch(NAME, "main") });
    expect(world.forge.requests.filter(({ method }) => method === "PUT")).toHaveLength(1);
  });

  it("is tried again when somebody moved the base meanwhile", async () => {
    const moved = { message: "Base branch was modified. Review and try the merge again." };
    world.forge.fault({ method: "PUT", path: "/repos/*/*/pulls/*/merge", when: "instead", status: 405, body: moved });
    expect(await merge()).toMatchObject({ result: "merged" });
  });

  it("goes into the merge queue where there is one", async () => {
    await protect({ mergeQueue: true, requiredChecks: [{ context: "ci", app: null }] });
    await world.forge.setStatus(NAME, pull.head.commit, { context: "ci", state: "success" });
    expect(await merge()).toMatchObject({ result: "queued", commit: null });
    expect(world.forge.pullRequest(NAME, pull.number).queue).not.toBeNull();
  });
});

describe("a pull request that is not ready", () => {
  it("is held while the forge does not know", async () => {
    world.forge.pullRequest(NAME, pull.number).unknownReads = 99;
    const result = await merge();
    expect(result.result).toBe("held");
    expect(result.reason).toMatch(/does not know yet.*next run/);
    expect(world.forge.requests.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  it("is held while the forge goes on refusing, with its words", async () => {
    const body = { message: "Something is not right." };
    world.forge.fault({
      method: "PUT",
      path: "/repos/*/*/pulls/*/merge",
      when: "instead",
      status: 405,
      body,
      times: 99,
    });
    const result = await merge();
    expect(result.result).toBe("held");
    expect(result.reason).toMatch(/refused the merge: Something is not right; the next run/);
  });

  it("is held as a draft", async () => {
    world.forge.pullRequest(NAME, pull.number).draft = true;
    expect(await merge()).toMatchObject({ result: "held", reason: "it is a draft" });
  });

  it("is held in a conflict", async () => {
    await world.forge.commit(NAME, { files: { "prod.yaml": "tag: 0.9.0\n" } });
    expect(await merge()).toMatchObject({ result: "held", reason: "it conflicts with `main`" });
  });

  it("is held behind its base where the rules want it up to date", async () => {
    await protect({ strict: true });
    await world.forge.commit(NAME, { files: { "other.yaml": "a: 1\n" } });
    const result = await merge();
    expect(result.result).toBe("held");
    expect(result.reason).toMatch(/it is behind/);
  });

  it("is closed when somebody closed it", async () => {
    await client.updatePullRequest(pull.number, { state: "closed" });
    expect(await merge()).toMatchObject({ result: "closed", commit: null });
  });

  it("is merged when somebody merged this very head, and closed when it was another", async () => {
    const commit = await world.forge.merge(NAME, pull.number, { by: "mona" });
    expect(await merge()).toEqual({ result: "merged", commit, reason: "it was merged already by mona" });
    const other = await merge({ head: "0".repeat(40) });
    expect(other.result).toBe("closed");
    expect(other.reason).toMatch(/another head/);
  });
});

describe("another head than the evaluated one", () => {
  it("is never merged", async () => {
    const newer = await push("tag: 6.6.6\n");
    const result = await merge();
    expect(result.result).toBe("held");
    expect(result.reason).toBe(
      `its head is ${newer.slice(0, 12)} now, and the verdict belongs to ${pull.head.commit.slice(0, 12)}`,
    );
    expect(await mainText()).toBe("tag: 1.0.0\n");
  });

  it("is not merged when it comes between the reading and the merge", async () => {
    world.forge.fault({
      method: "PUT",
      path: "/repos/*/*/pulls/*/merge",
      when: "before",
      action: async () => {
        await push("tag: 6.6.6\n");
      },
    });
    expect(await merge()).toMatchObject({ result: "held" });
    expect(await mainText()).toBe("tag: 1.0.0\n");
  });

  it("loses the auto-merge that was armed for the evaluated one", async () => {
    await protect(REQUIRES_GATE);
    expect(await merge()).toMatchObject({ result: "enabled" });
    await push("tag: 6.6.6\n");
    expect(await merge()).toMatchObject({ result: "held" });
    expect(world.forge.pullRequest(NAME, pull.number).autoMerge).toBeNull();
  });
});

describe("a pull request that rules hold", () => {
  it("is armed when they require our status, and merges by itself with our text", async () => {
    await protect(REQUIRES_GATE);
    const result = await merge();
    expect(result.reason).toMatch(/hold it .*the checks "waybill\/gate".*the forge merges when they are met/);
    expect(result).toMatchObject({ result: "enabled", commit: null });
    await world.forge.setStatus(NAME, pull.head.commit, { context: GATE, state: "success" });
    expect(await mainText()).toBe("tag: 1.1.0\n");
    expect((await world.forge.log(NAME, "main"))[0]?.message).toMatch(/^Promote podinfo to 1\.1\.0/);
  });

  it("stays armed, with no write", async () => {
    await protect(REQUIRES_GATE);
    await merge();
    const before = client.writes;
    expect(await merge()).toMatchObject({ result: "enabled" });
    expect(client.writes).toBe(before);
  });

  it("is held and not armed when a gate depends on time", async () => {
    await protect(REQUIRES_GATE);
    const result = await merge({ timed: true });
    expect(result.result).toBe("held");
    expect(result.reason).toMatch(/\(the check "waybill\/gate" has not come\).*depends on time/);
    expect(client.writes).toBe(1);
  });

  it("is disarmed when a gate depends on time now", async () => {
    await protect(REQUIRES_GATE);
    await merge();
    expect(await merge({ timed: true })).toMatchObject({ result: "held" });
    expect(world.forge.pullRequest(NAME, pull.number).autoMerge).toBeNull();
    expect(world.log.lines.join("\n")).toMatch(/warning: auto-merge of .* was switched off/);
  });

  it("need not be armed to be disarmed, but is not left armed in silence", async () => {
    await expect(client.disableAutoMerge(pull)).resolves.toBeUndefined();
    await protect(REQUIRES_GATE);
    await merge();
    const errors = [{ type: "UNPROCESSABLE", message: "Can't disable auto-merge for this pull request" }];
    world.forge.fault({ path: "/graphql", when: "instead", status: 200, body: { data: null, errors } });
    await expect(client.disableAutoMerge(pull)).rejects.toThrow(/did not disable auto-merge of .*: Can't disable/);
  });

  it("is held and not armed when they do not require our status", async () => {
    await protect({ source: "ruleset", requiredChecks: [{ context: "ci", app: null }], requiredApprovals: 2 });
    const result = await merge();
    expect(result.result).toBe("held");
    expect(result.reason).toMatch(
      /the check "ci" has not come; it has 0 of 2 approvals\), .*do not require `waybill\/gate`/,
    );
    expect(world.forge.pullRequest(NAME, pull.number).autoMerge).toBeNull();
  });

  it.each([true, false])("is read again when the forge has not counted a new status yet, timed: %s", async (timed) => {
    await protect({ source: "ruleset", requiredChecks: [{ context: "ci", app: null }] });
    await world.forge.setStatus(NAME, pull.head.commit, { context: "CI", state: "success" });
    let readings = 0;
    const forge: Forge = {
      ...client,
      mergeState: async (each) => {
        readings += 1;
        return { ...(await client.mergeState(each)), state: readings < 3 ? "blocked" : "clean" };
      },
    };
    expect(await merge({ forge, timed, justJudged: true })).toMatchObject({ result: "merged" });
    expect(world.clock.slept).toHaveLength(2);
  });

  it("is not waited for when nothing new was written, or when something is missing", async () => {
    await protect({ source: "ruleset", requiredChecks: [{ context: "ci", app: null }] });
    expect(await merge({ justJudged: true })).toMatchObject({ result: "held" });
    await world.forge.setStatus(NAME, pull.head.commit, { context: "ci", state: "success" });
    const forge: Forge = {
      ...client,
      mergeState: async (each) => ({ ...(await client.mergeState(each)), state: "blocked" }),
    };
    expect(await merge({ forge })).toMatchObject({ result: "held" });
    expect(world.clock.slept).toEqual([]);
  });

  it("is held with what the rules ask for when the token may not see what is missing", async () => {
    await protect({ source: "ruleset", requiredChecks: [{ context: "ci", app: null }] });
    client = await world.connect({
      token: world.token({ contents: "write", pull_requests: "write", statuses: "write" }),
    });
    const result = await merge();
    expect(result.result).toBe("held");
    expect(result.reason).toMatch(/\(the checks "ci"\)/);
  });

  it("is held where auto-merge is off, and names the setting", async () => {
    world.forge.repository(NAME).autoMergeAllowed = false;
    await protect(REQUIRES_GATE);
    const result = await merge();
    expect(result.result).toBe("held");
    expect(result.reason).toMatch(/auto-merge is off in Settings > General > Pull Requests/);
  });

  it("is merged at once when the last requirement comes while it is armed", async () => {
    await protect(REQUIRES_GATE);
    const errors = [{ type: "UNPROCESSABLE", message: "Pull request Pull request is in clean status" }];
    world.forge.fault({
      path: "/graphql",
      when: "instead",
      status: 200,
      body: { data: { enablePullRequestAutoMerge: null }, errors },
      action: async () => world.forge.setStatus(NAME, pull.head.commit, { context: GATE, state: "success" }),
    });
    expect(await merge()).toMatchObject({ result: "merged" });
  });

  it.each(["Pull request is in unknown status", "Something went wrong while executing your query."])(
    "is armed after the forge has said once: %s",
    async (message) => {
      await protect(REQUIRES_GATE);
      const body = { data: { enablePullRequestAutoMerge: null }, errors: [{ type: "UNPROCESSABLE", message }] };
      world.forge.fault({ path: "/graphql", when: "instead", status: 200, body });
      expect(await merge()).toMatchObject({ result: "enabled" });
      expect(world.clock.slept).toHaveLength(1);
    },
  );

  it("names the permission that arming takes", async () => {
    await protect(REQUIRES_GATE);
    client = await world.connect({ token: world.token({ contents: "read", pull_requests: "read" }) });
    await expect(merge()).rejects.toThrow(
      /may not enable auto-merge; add `contents: write` and `pull-requests: write`/,
    );
  });
});

it("says that a host without GraphQL has no auto-merge", async () => {
  await using plain = await openWorld({ graphql: false });
  const forge = await plain.connect();
  const pullRequest = await plain.propose(forge);
  await plain.forge.protect(NAME, "main", REQUIRES_GATE);
  const result = await merge({ forge, pullRequest, head: pullRequest.head.commit });
  expect(result.result).toBe("not-allowed");
  expect(result.reason).toMatch(/no GraphQL API/);
});

describe("each state, and each answer to what it asks for", () => {
  const states: readonly (readonly [MergeState["state"], MergeWord])[] = [
    ["clean", "merged"],
    ["unstable", "merged"],
    ["has-hooks", "merged"],
    ["blocked", "held"],
    ["behind", "held"],
    ["dirty", "held"],
    ["draft", "held"],
    ["unknown", "held"],
    ["closed", "closed"],
  ];
  const reported = (changes: Partial<MergeState>): Partial<Forge> => ({
    mergeState: async () => ({
      head: pull.head.commit,
      state: "clean",
      mergeQueue: false,
      inMergeQueue: false,
      autoMerge: false,
      ...changes,
    }),
  });
  const rules = { requiredChecks: [{ context: "Waybill/Gate", app: null }], requiredApprovals: 1 };

  it.each(states)("%s is %s", async (state, expected) => {
    const merged = { merge: async () => ({ kind: "merged", commit: "abc" }) as const };
    expect(await merge({ forge: { ...client, ...reported({ state }), ...merged } })).toMatchObject({
      result: expected,
      commit: expected === "merged" ? "abc" : null,
    });
  });

  it.each<readonly [string, Partial<MergeState>, Partial<Forge>, boolean, MergeWord]>([
    ["in the queue", { mergeQueue: true, inMergeQueue: true }, {}, true, "queued"],
    ["taken by the queue", { mergeQueue: true }, { enqueue: async () => ({ kind: "queued" }) }, true, "queued"],
    [
      "not taken by the queue while a gate depends on time",
      { mergeQueue: true },
      { enqueue: async () => ({ kind: "not-allowed", reason: "not yet" }) },
      true,
      "held",
    ],
    ["armed already", { autoMerge: true }, {}, false, "enabled"],
    ["armed by us", {}, { enableAutoMerge: async () => ({ kind: "enabled" }) }, false, "enabled"],
    [
      "not to be armed",
      {},
      { enableAutoMerge: async () => ({ kind: "not-allowed", reason: "no" }) },
      false,
      "not-allowed",
    ],
    ["moving all the time", {}, { enableAutoMerge: async () => ({ kind: "moved" }) }, false, "held"],
  ])("blocked and %s", async (_, state, answers, timed, expected) => {
    const forge: Forge = {
      ...client,
      ...reported({ state: "blocked", ...state }),
      rules: async () => ({ ...rules, mergeQueue: false, requiresSignatures: false }),
      ...answers,
    };
    expect((await merge({ forge, timed })).result).toBe(expected);
  });
});
