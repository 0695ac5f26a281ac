// Merging as GitHub does it: three methods as real commits, pinned to a head, and everything that stands in the way.
import { afterEach, beforeEach, expect, test } from "vitest";
import { client, type Client } from "./client.ts";
import { startForge, type Forge } from "./forge.ts";

let forge: Forge;
let bot: Client;
let head: string;
let base: string;

const REPOSITORY = "acme/env";
const MERGE = `/repos/${REPOSITORY}/pulls/1/merge`;

beforeEach(async () => {
  forge = await startForge({ now: () => Date.parse("2026-03-02T10:00:00Z") });
  await forge.createRepository(REPOSITORY, { files: { "a.yaml": "a: 1\n", "b.yaml": "b: 1\n" } });
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 2\n" }, message: "Two" });
  head = await forge.commit(REPOSITORY, { branch: "topic", files: { "c.yaml": "c: 1\n" }, message: "Three" });
  base = await forge.commit(REPOSITORY, { files: { "b.yaml": "b: 2\n" }, message: "Meanwhile" });
  forge.addUser("alice", { [REPOSITORY]: "write" });
  const permissions = { contents: "write", pull_requests: "write", statuses: "write" } as const;
  bot = client(forge, forge.installationToken("waybill", [REPOSITORY], permissions));
  await bot.rest("POST", `/repos/${REPOSITORY}/pulls`, { head: "topic", base: "main", title: "Title", body: "Body" });
});

afterEach(async () => {
  expect(forge.violations).toEqual([]);
  await forge[Symbol.asyncDispose]();
});

async function messages(): Promise<readonly string[]> {
  return (await forge.log(REPOSITORY, "main")).map((entry) => entry.message);
}

test("a merge has both parents, the given text and the time of the forge's clock", async () => {
  const merged = await bot.rest("PUT", MERGE, {
    sha: head,
    merge_method: "merge",
    commit_title: "Headline",
    commit_message: "Text",
  });
  expect(merged).toMatchObject({ status: 200, body: { merged: true, sha: await forge.branch(REPOSITORY, "main") } });
  const { git } = forge.repository(REPOSITORY);
  expect(await git.git(["log", "-1", "--format=%P%n%B%n%ci", "main"])).toBe(
    `${base} ${head}\nHeadline\n\nText\n\n2026-03-02 10:00:00 +0000`,
  );
  expect((await bot.rest("GET", `/repos/${REPOSITORY}/pulls/1`)).body).toMatchObject({
    state: "closed",
    merged: true,
    merged_at: "2026-03-02T10:00:00Z",
    merged_by: { login: "waybill[bot]" },
    merge_commit_sha: merged.text("sha"),
  });
  expect(await forge.file(REPOSITORY, "main", "b.yaml")).toBe("b: 2\n");
  expect(await forge.file(REPOSITORY, "main", "a.yaml")).toBe("a: 2\n");
});

test("a squash is one commit; without a given text it takes the pull request's", async () => {
  await bot.rest("PUT", MERGE, { merge_method: "squash" });
  expect(await messages()).toEqual(["Title (#1)\n\nBody", "Meanwhile", "Begin"]);
});

test("a squash can take the commits' texts, as the setting says", async () => {
  forge.repository(REPOSITORY).squashText = "commits";
  await bot.rest("PUT", MERGE, { merge_method: "squash" });
  expect((await messages())[0]).toBe("Title (#1)\n\n* Two\n\n* Three");
});

test("a rebase makes every commit anew on the base", async () => {
  const merged = await bot.rest("PUT", MERGE, { merge_method: "rebase", sha: head });
  expect(await messages()).toEqual(["Three", "Two", "Meanwhile", "Begin"]);
  expect(merged.text("sha")).toBe(await forge.branch(REPOSITORY, "main"));
  expect(merged.text("sha")).not.toBe(head);
});

test("a stale sha is 409 and nothing is merged", async () => {
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 7\n" } });
  const merged = await bot.rest("PUT", MERGE, { sha: head });
  expect(merged).toMatchObject({
    status: 409,
    body: { message: "Head branch was modified. Review and try the merge again." },
  });
  expect(await forge.branch(REPOSITORY, "main")).toBe(base);
});

test("what was merged is not merged again", async () => {
  await bot.rest("PUT", MERGE, {});
  expect(await bot.rest("PUT", MERGE, {})).toMatchObject({
    status: 405,
    body: { message: "Pull Request is not mergeable" },
  });
});

test("a conflict is 405", async () => {
  await forge.commit(REPOSITORY, { files: { "a.yaml": "a: 9\n" } });
  expect(await bot.rest("PUT", MERGE, {})).toMatchObject({
    status: 405,
    body: { message: "Pull Request is not mergeable" },
  });
});

test("a method that the repository does not allow is 405", async () => {
  forge.repository(REPOSITORY).mergeMethods = ["squash"];
  const merged = await bot.rest("PUT", MERGE, { merge_method: "merge" });
  expect(merged).toMatchObject({ status: 405, body: { message: "Merge commits are not allowed on this repository." } });
});

test("a required approval is counted from those who may write, for the head that they saw", async () => {
  await forge.protect(REPOSITORY, "main", { requiredApprovals: 1, dismissStaleReviews: true });
  const lacking = {
    status: 405,
    body: { message: "At least 1 approving review is required by reviewers with write access." },
  };
  expect(await bot.rest("PUT", MERGE, {})).toMatchObject(lacking);
  forge.addUser("mallory", { [REPOSITORY]: "read" });
  await forge.review(REPOSITORY, 1, { by: "mallory", event: "APPROVE" });
  expect(await bot.rest("PUT", MERGE, {})).toMatchObject(lacking);
  await forge.review(REPOSITORY, 1, { by: "alice", event: "APPROVE" });
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 3\n" } });
  expect(await bot.rest("PUT", MERGE, {})).toMatchObject(lacking);
  expect((await bot.rest("GET", `/repos/${REPOSITORY}/pulls/1/reviews`)).body).toMatchObject([
    { user: { login: "mallory" }, state: "DISMISSED" },
    { user: { login: "alice" }, state: "DISMISSED", commit_id: head },
  ]);
  await forge.review(REPOSITORY, 1, { by: "alice", event: "APPROVE" });
  await forge.review(REPOSITORY, 1, { by: "alice", event: "COMMENT" });
  expect((await bot.rest("PUT", MERGE, {})).status).toBe(200);
});

test("changes that were requested stand in the way until the reviewer approves", async () => {
  await forge.protect(REPOSITORY, "main", { requiredApprovals: 1 });
  forge.addUser("bob", { [REPOSITORY]: "write" });
  await forge.review(REPOSITORY, 1, { by: "alice", event: "APPROVE" });
  await forge.review(REPOSITORY, 1, { by: "bob", event: "REQUEST_CHANGES" });
  expect((await bot.rest("PUT", MERGE, {})).status).toBe(405);
  await forge.review(REPOSITORY, 1, { by: "bob", event: "APPROVE" });
  expect((await bot.rest("PUT", MERGE, {})).status).toBe(200);
});

test("nobody approves a pull request of their own", async () => {
  await forge.commit(REPOSITORY, { branch: "hers", files: { "d.yaml": "d: 1\n" } });
  await forge.openPullRequest(REPOSITORY, { head: "hers", title: "Hers", by: "alice" });
  await expect(forge.review(REPOSITORY, 2, { by: "alice", event: "APPROVE" })).rejects.toMatchObject({
    errors: ["Can not approve your own pull request"],
  });
});

test("a required status is expected, then pending, then failing, then there", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [{ context: "waybill/gate", app: null }] });
  const merge = async (): Promise<unknown> => (await bot.rest("PUT", MERGE, { sha: head })).text("message");
  const set = (state: string, at: string): Promise<unknown> =>
    bot.rest("POST", `/repos/${REPOSITORY}/statuses/${at}`, { state, context: "Waybill/Gate", description: "d" });
  await set("success", base);
  expect(await merge()).toBe('Required status check "waybill/gate" is expected.');
  await set("pending", head);
  expect(await merge()).toBe('Required status check "waybill/gate" is pending.');
  await set("failure", head);
  expect(await merge()).toBe('Required status check "waybill/gate" is failing.');
  await set("success", head);
  expect(await merge()).toBe("Pull Request successfully merged");
});

test("a required check that is bound to an App is not satisfied by another", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [{ context: "ci", app: 15368 }] });
  await forge.setStatus(REPOSITORY, head, { context: "ci", state: "success", by: "alice" });
  expect((await bot.rest("PUT", MERGE, {})).status).toBe(405);
  await forge.addCheckRun(REPOSITORY, head, { name: "ci", conclusion: "skipped" });
  expect((await bot.rest("PUT", MERGE, {})).status).toBe(200);
});

test("a branch that must be up to date is behind until it contains the base", async () => {
  await forge.protect(REPOSITORY, "main", { strict: true });
  expect((await bot.rest("GET", `/repos/${REPOSITORY}/pulls/1`)).text("mergeable_state")).toBe("behind");
  expect((await bot.rest("PUT", MERGE, {})).status).toBe(405);
});

test("a ruleset refuses in its own words and is shown to everybody who may read", async () => {
  await forge.protect(REPOSITORY, "main", {
    source: "ruleset",
    requiredApprovals: 1,
    requiredChecks: [{ context: "waybill/gate", app: null }],
  });
  const message =
    "Repository rule violations found\n\nAt least 1 approving review is required by reviewers with write access.\n\n";
  expect((await bot.rest("PUT", MERGE, {})).text("message")).toBe(message);
  const rules = await bot.rest("GET", `/repos/${REPOSITORY}/rules/branches/main`);
  expect(rules.each("type")).toEqual(["deletion", "non_fast_forward", "pull_request", "required_status_checks"]);
  expect((await bot.rest("GET", `/repos/${REPOSITORY}/rules/branches/topic`)).body).toEqual([]);
});

test("a draft is not merged", async () => {
  forge.pullRequest(REPOSITORY, 1).draft = true;
  expect((await bot.rest("GET", `/repos/${REPOSITORY}/pulls/1`)).text("mergeable_state")).toBe("draft");
  expect((await bot.rest("PUT", MERGE, {})).text("message")).toBe("Pull Request is still a draft");
});

test("a commit on the base between two reads makes the merge another one, not a failure", async () => {
  await forge.commit(REPOSITORY, { files: { "z.yaml": "z: 1\n" }, message: "Late" });
  expect((await bot.rest("PUT", MERGE, { sha: head, merge_method: "squash" })).status).toBe(200);
  expect(await messages()).toEqual(["Title (#1)\n\nBody", "Late", "Meanwhile", "Begin"]);
});
