// Auto-merge and the merge queue: when they are refused, and that they merge by themselves when all is there.
import { afterEach, beforeEach, expect, test } from "vitest";
import { client, type Client, type ClientAnswer } from "./client.ts";
import { startForge, type Forge } from "./forge.ts";

const REPOSITORY = "acme/env";
const GATE = { context: "waybill/gate", app: null };

let forge: Forge;
let bot: Client;
let head: string;
let id: string;

beforeEach(async () => {
  forge = await startForge();
  await forge.createRepository(REPOSITORY, { files: { "a.yaml": "a: 1\n" }, autoMergeAllowed: true });
  head = await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 2\n" } });
  const permissions = { contents: "write", pull_requests: "write", statuses: "write" } as const;
  bot = client(forge, forge.installationToken("waybill", [REPOSITORY], permissions));
  const opened = await bot.rest("POST", `/repos/${REPOSITORY}/pulls`, {
    head: "topic",
    base: "main",
    title: "T",
    body: "B",
  });
  id = opened.text("node_id");
});

afterEach(async () => {
  expect(forge.violations).toEqual([]);
  await forge[Symbol.asyncDispose]();
});

const ENABLE = `mutation ($input: EnablePullRequestAutoMergeInput!) {
  enablePullRequestAutoMerge(input: $input) { pullRequest { number autoMergeRequest { mergeMethod commitHeadline } } }
}`;
const ENQUEUE = `mutation ($input: EnqueuePullRequestInput!) {
  enqueuePullRequest(input: $input) { mergeQueueEntry { state headCommit { oid } } }
}`;
const STATE = `query ($id: ID!) { node(id: $id) { ... on PullRequest {
  state mergeStateStatus isMergeQueueEnabled isInMergeQueue viewerCanEnableAutoMerge headRefOid autoMergeRequest { mergeMethod }
} } }`;

function enable(expectedHeadOid: string = head): Promise<ClientAnswer> {
  const input = { pullRequestId: id, mergeMethod: "SQUASH", commitHeadline: "H", commitBody: "Text", expectedHeadOid };
  return bot.graphql(ENABLE, { input });
}

async function refusal(): Promise<string> {
  return (await enable()).text("errors", 0, "message");
}

function status(commit: string, state: "success" | "failure"): Promise<unknown> {
  return bot.rest("POST", `/repos/${REPOSITORY}/statuses/${commit}`, { state, context: "waybill/gate" });
}

test("it is refused where nothing is protected, where nothing is missing and where it is not allowed", async () => {
  expect(await refusal()).toContain("Protected branch rules not configured for this branch");
  await forge.protect(REPOSITORY, "main", { requiredApprovals: 0 });
  expect(await refusal()).toContain("Pull request is in clean status");
  await bot.rest("POST", `/repos/${REPOSITORY}/statuses/${head}`, { state: "failure", context: "other" });
  expect(await refusal()).toContain("Pull request is in unstable status");
  forge.repository(REPOSITORY).autoMergeAllowed = false;
  expect(await refusal()).toContain("Auto merge is not allowed for this repository");
});

test("it waits for the required status and then merges with the given text, as who armed it", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [GATE] });
  const armed = await enable();
  expect(armed.body).toEqual({
    data: {
      enablePullRequestAutoMerge: {
        pullRequest: { number: 1, autoMergeRequest: { mergeMethod: "SQUASH", commitHeadline: "H" } },
      },
    },
  });
  expect(forge.pullRequest(REPOSITORY, 1).state).toBe("open");
  await status(head, "success");
  expect(forge.pullRequest(REPOSITORY, 1)).toMatchObject({ state: "closed", mergedBy: "waybill[bot]" });
  expect((await forge.log(REPOSITORY, "main"))[0]?.message).toBe("H\n\nText");
});

test("a head that is not the expected one is refused", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [GATE] });
  const refused = await enable("1".repeat(40));
  expect(refused.body).toMatchObject({ errors: [{ type: "UNPROCESSABLE" }] });
  expect(forge.pullRequest(REPOSITORY, 1).autoMerge).toBeNull();
});

test("it stays armed when somebody pushes, and merges the new head", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [GATE] });
  await enable();
  const next = await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 3\n" } });
  await status(next, "success");
  expect(await forge.file(REPOSITORY, "main", "a.yaml")).toBe("a: 3\n");
});

test("an approval completes it, and taking it back disarms it", async () => {
  await forge.protect(REPOSITORY, "main", { requiredApprovals: 1 });
  forge.addUser("alice", { [REPOSITORY]: "write" });
  await enable();
  const disable =
    "mutation ($id: ID!) { disablePullRequestAutoMerge(input: { pullRequestId: $id }) { pullRequest { autoMergeRequest { mergeMethod } } } }";
  expect((await bot.graphql(disable, { id })).body).toEqual({
    data: { disablePullRequestAutoMerge: { pullRequest: { autoMergeRequest: null } } },
  });
  await forge.review(REPOSITORY, 1, { by: "alice", event: "APPROVE" });
  expect(forge.pullRequest(REPOSITORY, 1).state).toBe("open");
});

test("what GITHUB_TOKEN armed merges without starting a workflow", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [GATE] });
  bot = client(forge, forge.githubToken(REPOSITORY, { contents: "write", pull_requests: "write", statuses: "write" }));
  await enable();
  const before = forge.triggeredRuns.length;
  await forge.setStatus(REPOSITORY, head, { context: "waybill/gate", state: "success", by: "alice" });
  expect(forge.pullRequest(REPOSITORY, 1).mergedBy).toBe("github-actions[bot]");
  expect(forge.triggeredRuns.slice(before).map((run) => run.event)).toEqual(["status"]);
});

test("without the permissions it is forbidden", async () => {
  bot = client(forge, forge.githubToken(REPOSITORY, { pull_requests: "write", contents: "read" }));
  expect((await enable()).body).toMatchObject({
    errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }],
  });
});

test("the graph tells how a pull request stands", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [GATE] });
  expect((await bot.graphql(STATE, { id })).body).toEqual({
    data: {
      node: {
        state: "OPEN",
        mergeStateStatus: "BLOCKED",
        isMergeQueueEnabled: false,
        isInMergeQueue: false,
        viewerCanEnableAutoMerge: true,
        headRefOid: head,
        autoMergeRequest: null,
      },
    },
  });
  expect((await bot.graphql(STATE, { id: "PR_0" })).body).toMatchObject({
    data: { node: null },
    errors: [{ type: "NOT_FOUND" }],
  });
});

test("with a merge queue REST does not merge, and the queue merges when its group's checks pass", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [GATE], mergeQueue: true });
  await status(head, "success");
  const direct = await bot.rest("PUT", `/repos/${REPOSITORY}/pulls/1/merge`, { sha: head });
  expect(direct).toMatchObject({ status: 405, body: { message: "Changes must be made through the merge queue" } });
  const queued = await bot.graphql(ENQUEUE, { input: { pullRequestId: id, expectedHeadOid: head } });
  const group = queued.text("data", "enqueuePullRequest", "mergeQueueEntry", "headCommit", "oid");
  const branch = [...(await forge.branches(REPOSITORY)).keys()].find((name) =>
    name.startsWith("gh-readonly-queue/main/pr-1-"),
  );
  expect(await forge.branch(REPOSITORY, branch ?? "")).toBe(group);
  expect(forge.triggeredRuns.at(-1)).toMatchObject({ event: "merge_group", commit: group });
  expect((await bot.graphql(STATE, { id })).text("data", "node", "isInMergeQueue")).toBe("true");
  await status(group, "success");
  expect(await forge.branch(REPOSITORY, "main")).toBe(group);
  expect(await forge.branch(REPOSITORY, branch ?? "")).toBeNull();
  expect(forge.pullRequest(REPOSITORY, 1).mergeCommit).toBe(group);
});

test("a group that fails leaves the queue, and those behind it are built anew", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [GATE], mergeQueue: true });
  const second = await forge.commit(REPOSITORY, { branch: "second", files: { "b.yaml": "b: 1\n" } });
  const opened = await bot.rest("POST", `/repos/${REPOSITORY}/pulls`, {
    head: "second",
    base: "main",
    title: "S",
    body: "",
  });
  for (const commit of [head, second]) await status(commit, "success");
  for (const pullRequestId of [id, opened.text("node_id")]) await bot.graphql(ENQUEUE, { input: { pullRequestId } });
  const first = forge.pullRequest(REPOSITORY, 1).queue?.group ?? "";
  const stacked = forge.pullRequest(REPOSITORY, 2).queue?.group ?? "";
  await status(first, "failure");
  expect(forge.pullRequest(REPOSITORY, 1)).toMatchObject({ state: "open", queue: null });
  const rebuilt = forge.pullRequest(REPOSITORY, 2).queue?.group ?? "";
  expect(rebuilt).not.toBe(stacked);
  await status(rebuilt, "success");
  expect(forge.pullRequest(REPOSITORY, 2).mergedAt).not.toBeNull();
  expect(await forge.file(REPOSITORY, "main", "a.yaml")).toBe("a: 1\n");
});

test("a signed commit is made on exactly the expected head, modes kept", async () => {
  const made = `mutation ($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }`;
  const input = {
    branch: { repositoryNameWithOwner: REPOSITORY, branchName: "topic" },
    expectedHeadOid: head,
    message: { headline: "Signed", body: "by the forge" },
    fileChanges: {
      additions: [{ path: "n.yaml", contents: Buffer.from("n: 1\n").toString("base64") }],
      deletions: [{ path: "a.yaml" }],
    },
  };
  const commit = (await bot.graphql(made, { input })).text("data", "createCommitOnBranch", "commit", "oid");
  expect(await forge.branch(REPOSITORY, "topic")).toBe(commit);
  expect(await forge.file(REPOSITORY, "topic", "n.yaml")).toBe("n: 1\n");
  expect(await forge.file(REPOSITORY, "topic", "a.yaml")).toBeNull();
  expect(forge.repository(REPOSITORY).verified.has(commit)).toBe(true);
  expect((await bot.graphql(made, { input })).body).toMatchObject({ errors: [{ type: "STALE_DATA" }] });
});
