// The forge client against the local forge: what it reads is complete, what it writes is written once, and every request is one that GitHub describes.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { oneLine } from "../../src/text/markdown.ts";
import { BRANCH, NAME, openWorld, PROPOSAL, type World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await openWorld();
});

afterEach(async () => {
  const { violations } = world.forge;
  await world[Symbol.asyncDispose]();
  expect(violations).toEqual([]);
});

describe("reading", () => {
  it("sends nothing before it is asked something, and the API version with everything", async () => {
    const forge = await world.connect();
    expect(world.forge.requests).toEqual([]);
    await forge.facts();
    await forge.facts();
    expect(world.forge.requests.map(({ path, apiVersion }) => [path, apiVersion])).toEqual([
      [`/repos/${NAME}`, "2022-11-28"],
    ]);
    expect(forge.requests).toBe(1);
    expect(forge.writes).toBe(0);
    expect(forge.serverTime()).toBeTypeOf("number");
  });

  it("says what the repository allows", async () => {
    expect(await (await world.connect()).facts()).toEqual({
      defaultBranch: "main",
      autoMergeAllowed: true,
      mergeMethods: ["squash", "merge", "rebase"],
      private: true,
    });
  });

  it("says that it does not know what the token may not see", async () => {
    const forge = await world.connect({ token: world.token({ contents: "read" }) });
    expect((await forge.facts()).autoMergeAllowed).toBeNull();
  });

  it("reads 250 comments to the last page", async () => {
    const forge = await world.connect();
    const { number } = await world.propose(forge);
    for (let index = 0; index < 250; index += 1) {
      await world.forge.comment(NAME, number, { by: "mona", body: `comment ${index}` });
    }
    const comments = await forge.comments(number);
    expect(comments.map(({ body }) => body)).toEqual(Array.from({ length: 250 }, (_, index) => `comment ${index}`));
    expect(comments[0]).toMatchObject({ author: "mona" });
  });

  it("throws when the forge fails while a list is read, and returns no part of it", async () => {
    const forge = await world.connect();
    const { number } = await world.propose(forge);
    world.forge.fault({ path: `/repos/${NAME}/pulls/${number}/reviews`, when: "instead", status: 500, times: 9 });
    await expect(forge.reviews(number)).rejects.toThrow(/failed at GET .*reviews with status 500/);
  });

  it("repeats a read after a 502 and after a dropped connection, with a wait that grows", async () => {
    const forge = await world.connect();
    world.forge.fault({ path: `/repos/${NAME}`, when: "instead", status: 502 });
    world.forge.fault({ path: `/repos/${NAME}`, when: "after", drop: true, skip: 1 });
    expect((await forge.facts()).defaultBranch).toBe("main");
    expect(forge.requests).toBe(3);
    expect(world.clock.slept).toEqual([1000, 2000]);
  });

  it("reads reviews with the head that they were given for", async () => {
    const forge = await world.connect();
    const { number, head } = await world.propose(forge);
    await world.forge.review(NAME, number, { by: "mona", event: "APPROVE" });
    const [review, ...others] = await forge.reviews(number);
    expect(others).toEqual([]);
    expect(review).toMatchObject({ user: "mona", state: "APPROVED", commit: head.commit });
    expect(review?.submittedAt).toMatch(/^20\d\d-/);
  });

  it("takes the newest status of every context, and check runs only when asked", async () => {
    const forge = await world.connect();
    const { head } = await world.propose(forge);
    await world.forge.setStatus(NAME, head.commit, { context: "flux", state: "failure" });
    await world.forge.setStatus(NAME, head.commit, { context: "Flux", state: "success", description: "ready" });
    await world.forge.addCheckRun(NAME, head.commit, { name: "e2e", conclusion: "skipped" });
    await world.forge.addCheckRun(NAME, head.commit, { name: "lint", conclusion: "timed_out" });
    await world.forge.addCheckRun(NAME, head.commit, { name: "slow", conclusion: null });
    const statuses = await forge.checks(head.commit, { checkRuns: false });
    expect(statuses).toMatchObject([{ source: "status", state: "success", description: "ready" }]);
    const all = await forge.checks(head.commit, { checkRuns: true });
    expect(Object.fromEntries(all.map(({ context, state }) => [context.toLowerCase(), state]))).toEqual({
      flux: "success",
      e2e: "success",
      lint: "failure",
      slow: "pending",
    });
  });

  it("gives a permission for a user, and none for somebody who is not there", async () => {
    const forge = await world.connect();
    world.forge.addUser("mona", { [NAME]: "maintain" });
    expect(await forge.permission("mona")).toBe("maintain");
    expect(await forge.permission("nobody/at/all")).toBe("none");
  });

  it("reads the rules of rulesets and of classic protection", async () => {
    const forge = await world.connect();
    await world.forge.protect(NAME, "main", {
      source: "ruleset",
      requiredChecks: [{ context: "waybill/gate", app: null }],
      requiredApprovals: 2,
    });
    await world.forge.protect(NAME, "main", { requiredChecks: [{ context: "ci", app: 15368 }] });
    const rules = await forge.rules("main");
    expect(rules.requiredChecks).toContainEqual({ context: "waybill/gate", app: null });
    expect(rules.requiredChecks).toContainEqual({ context: "ci", app: 15368 });
    expect(rules).toMatchObject({ requiredApprovals: 2, mergeQueue: false, requiresSignatures: false });
  });
});

describe("who the token is", () => {
  it("is the App's bot", async () => {
    expect(await (await world.connect()).viewer()).toBe("waybill[bot]");
  });

  it("is github-actions[bot] for GITHUB_TOKEN", async () => {
    const forge = await world.connect({ token: world.forge.githubToken(NAME, { contents: "read" }) });
    expect(await forge.viewer()).toBe("github-actions[bot]");
  });

  it("is not asked when minting told it", async () => {
    const forge = await world.connect({ login: "waybill[bot]" });
    expect(await forge.viewer()).toBe("waybill[bot]");
    expect(forge.requests).toBe(0);
  });
});

describe("writing", () => {
  it("opens a pull request once and adopts it afterwards", async () => {
    const forge = await world.connect();
    const opened = await world.propose(forge);
    expect(opened).toMatchObject({
      number: 1,
      author: "waybill[bot]",
      autoMerge: false,
      mergeCommit: null,
      state: "open",
    });
    expect(await forge.ensurePullRequest(PROPOSAL)).toMatchObject({ created: false, pullRequest: { number: 1 } });
    expect(world.forge.pullRequests(NAME)).toHaveLength(1);
  });

  it("adopts the pull request that another run opened after we had looked", async () => {
    const forge = await world.connect();
    await world.propose(forge);
    const adopted = await forge.ensurePullRequest(PROPOSAL, { looked: true });
    expect(adopted).toMatchObject({ created: false, pullRequest: { number: 1 } });
  });

  it("adopts it when the list knows it only a moment later", async () => {
    const forge = await world.connect();
    world.forge.late(NAME, { listsMiss: 2 });
    await world.propose(forge);
    expect(await forge.ensurePullRequest(PROPOSAL)).toMatchObject({ created: false, pullRequest: { number: 1 } });
  });

  it.each([
    ["the connection drops after it was opened", { drop: true }],
    ["the forge answers 502 after it was opened", { status: 502 }],
  ])("opens no second pull request when %s", async (_, fault) => {
    const forge = await world.connect();
    await world.forge.commit(NAME, { branch: BRANCH, files: { "prod.yaml": "tag: 1.1.0\n" } });
    world.forge.fault({ method: "POST", path: `/repos/${NAME}/pulls`, when: "after", ...fault });
    expect((await forge.ensurePullRequest(PROPOSAL)).pullRequest.number).toBe(1);
    expect(world.forge.pullRequests(NAME)).toHaveLength(1);
    expect(forge.writes).toBe(1);
  });

  it("writes no second comment when the answer to the first was lost", async () => {
    const forge = await world.connect();
    const { number } = await world.propose(forge);
    world.forge.fault({ method: "POST", path: `/repos/${NAME}/issues/${number}/comments`, when: "after", drop: true });
    await forge.addComment(number, "a note\n");
    expect(await forge.comments(number)).toHaveLength(1);
  });

  it("writes the comment after all when the request was lost on its way", async () => {
    const forge = await world.connect();
    const { number } = await world.propose(forge);
    world.forge.fault({ method: "POST", path: `/repos/${NAME}/issues/${number}/comments`, when: "before", drop: true });
    const { id } = await forge.addComment(number, "a note");
    expect((await forge.updateComment(id, "another note")).body).toBe("another note");
    expect(await forge.comments(number)).toHaveLength(1);
  });

  it("labels a pull request that the forge does not know yet", async () => {
    const forge = await world.connect();
    world.forge.late(NAME, { labelsFail: 2 });
    const { number } = await world.propose(forge);
    await forge.addLabels(number, ["promotion", "prod"]);
    expect((await forge.pullRequest(number)).labels).toEqual(["promotion", "prod"]);
    await forge.addLabels(number, []);
  });

  it("asks users and teams for a review", async () => {
    const forge = await world.connect();
    const { number } = await world.propose(forge);
    world.forge.addUser("mona", { [NAME]: "write" });
    await forge.requestReviewers(number, ["mona", "acme/release"]);
    expect(world.forge.pullRequest(NAME, number)).toMatchObject({ reviewers: ["mona"], teams: ["release"] });
  });

  it("cuts a status' description to 140 characters of one line", async () => {
    const forge = await world.connect();
    const { head } = await world.propose(forge);
    const status = { commit: head.commit, context: "waybill/gate", state: "pending", targetUrl: null } as const;
    await forge.setStatus({ ...status, description: `held\n${"😀".repeat(100)}` });
    const [check] = await forge.checks(head.commit, { checkRuns: false });
    expect(check?.description).toHaveLength(140);
    expect(check?.description).toMatch(/^held (?:😀)+…$/u);
  });

  it("keeps a status' description as the verdict was put on one line, so that the next run finds it the same", async () => {
    const forge = await world.connect();
    const { head } = await world.propose(forge);
    const status = { commit: head.commit, context: "waybill/gate", state: "pending", targetUrl: null } as const;
    const description = oneLine("checks in stage:\u00a0\u2003failing  e2e", 140);
    await forge.setStatus({ ...status, description });
    expect(await forge.checks(head.commit, { checkRuns: false })).toMatchObject([{ description }]);
  });

  it("closes a pull request and lists the open ones only", async () => {
    const forge = await world.connect();
    const { number, head } = await world.propose(forge);
    expect(await forge.openPullRequests("main")).toHaveLength(1);
    expect(await forge.openPullRequests("other")).toEqual([]);
    expect(await forge.pullRequestsOf(head.commit)).toMatchObject([{ number }]);
    expect(await forge.lastClosedPullRequest(head.branch, "main")).toBeNull();
    expect(await forge.updatePullRequest(number, { state: "closed", title: "Nothing left" })).toMatchObject({
      state: "closed",
      title: "Nothing left",
    });
    expect(await forge.openPullRequests()).toEqual([]);
    // The commit's own list does not tell it any more.
    expect(await forge.pullRequestsOf(head.commit)).toEqual([]);
    expect(await forge.lastClosedPullRequest(head.branch, "main")).toMatchObject({ number, mergedAt: null, head });
    expect(await forge.lastClosedPullRequest(head.branch, "other")).toBeNull();
  });
});

describe("refusals", () => {
  it("names the permission that is missing", async () => {
    const forge = await world.connect({ token: world.forge.githubToken(NAME, { contents: "read" }) });
    await expect(forge.openPullRequests()).rejects.toThrow(/add `pull-requests: read` under `permissions:`/);
    const commit = (await world.forge.branch(NAME, "main")) ?? "";
    const status = { commit, context: "waybill/gate", state: "success", description: "", targetUrl: null } as const;
    await expect(forge.setStatus(status)).rejects.toThrow(/add `statuses: write` under `permissions:`/);
    await expect(forge.checks(commit, { checkRuns: true })).rejects.toThrow(/add `(?:statuses|checks): read`/);
  });

  it("names the setting that keeps GitHub Actions from opening pull requests", async () => {
    const token = world.forge.githubToken(NAME, { contents: "write", pull_requests: "write" });
    const forge = await world.connect({ token });
    const error = await world.propose(forge).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(/Settings > Actions > General > Workflow permissions.*App's token/);
  });

  it("says that a token is not valid", async () => {
    const forge = await world.connect({ token: "ghs_nonsense" });
    await expect(forge.facts()).rejects.toThrow(/does not accept the token \(401/);
  });

  it("says that a repository is not there or not to be seen", async () => {
    const forge = await world.connect({ repository: { owner: "acme", name: "nothing" } });
    await expect(forge.facts()).rejects.toThrow(/acme\/nothing .*was not found, or the token cannot see it/);
    expect(forge.requests).toBe(1);
  });

  it("gives the forge's words for what it does not take", async () => {
    const forge = await world.connect();
    await world.forge.commit(NAME, { branch: BRANCH, files: { "prod.yaml": "tag: 1.1.0\n" } });
    await expect(forge.ensurePullRequest({ ...PROPOSAL, body: "x".repeat(70_000) })).rejects.toThrow(/too long/);
    await expect(forge.ensurePullRequest({ ...PROPOSAL, base: "nowhere" })).rejects.toThrow(/base/);
  });
});

it("never shows the token, not even in the debug log and in errors", async () => {
  const token = world.token();
  const forge = await world.connect({ token });
  const { number } = await world.propose(forge);
  world.forge.fault({ path: `/repos/${NAME}/pulls/${number}`, when: "instead", status: 500, times: 9 });
  const error = await forge.pullRequest(number).catch((error: unknown) => error);
  const { inspect } = await import("node:util");
  const shown = `${world.log.lines.join("\n")}\n${inspect(error, { depth: 20 })}`;
  expect(shown).toContain(`/repos/${NAME}/pulls/${number}`);
  expect(shown).not.toContain(token);
  expect(shown).not.toContain(Buffer.from(`x-access-token:${token}`).toString("base64"));
});
