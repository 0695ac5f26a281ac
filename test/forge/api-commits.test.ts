// What can be done over the API without a push: commits, refs, contents, reviews, check runs; and pull requests from forks.
import { afterEach, beforeEach, expect, test } from "vitest";
import { client, type Client } from "./client.ts";
import { startForge, type Forge } from "./forge.ts";

const REPOSITORY = "acme/env";
const AT = `/repos/${REPOSITORY}`;

let forge: Forge;
let bot: Client;
let main: string;

beforeEach(async () => {
  forge = await startForge({ described: false });
  const script = { mode: "100755", content: "#!/bin/sh\n" } as const;
  await forge.createRepository(REPOSITORY, { files: { "a.yaml": "a: 1\n", "run.sh": script, "b/c.yaml": "c: 1\n" } });
  main = (await forge.branch(REPOSITORY, "main")) ?? "";
  const permissions = { contents: "write", pull_requests: "write", checks: "write" } as const;
  bot = client(forge, forge.installationToken("waybill", [REPOSITORY], permissions));
});

afterEach(async () => {
  expect(forge.violations).toEqual([]);
  await forge[Symbol.asyncDispose]();
});

async function commit(author?: unknown): Promise<string> {
  const blob = await bot.rest("POST", `${AT}/git/blobs`, {
    content: Buffer.from("a: 2\n").toString("base64"),
    encoding: "base64",
  });
  const tree = await bot.rest("POST", `${AT}/git/trees`, {
    base_tree: main,
    tree: [
      { path: "a.yaml", mode: "100644", type: "blob", sha: blob.text("sha") },
      { path: "b/c.yaml", mode: "100644", type: "blob", sha: null },
    ],
  });
  const made = {
    message: "By API",
    tree: tree.text("sha"),
    parents: [main],
    ...(author === undefined ? {} : { author }),
  };
  return (await bot.rest("POST", `${AT}/git/commits`, made)).text("sha");
}

test("a commit is made of a blob and a tree and moves a branch, modes kept", async () => {
  const sha = await commit();
  const moved = await bot.rest("PATCH", `${AT}/git/refs/heads/main`, { sha });
  expect(moved).toMatchObject({ status: 200, body: { object: { sha } } });
  const listed = await forge
    .repository(REPOSITORY)
    .git.git(["ls-tree", "-r", "--format=%(objectmode) %(path)", "main"]);
  expect(listed.split("\n")).toEqual(["100644 a.yaml", "100755 run.sh"]);
  expect(await forge.file(REPOSITORY, "main", "a.yaml")).toBe("a: 2\n");
});

test("a bot's commit is signed only when it names no author", async () => {
  const { verified } = forge.repository(REPOSITORY);
  expect(verified.has(await commit())).toBe(true);
  expect(verified.has(await commit({ name: "A", email: "a@example.com" }))).toBe(false);
});

test("a branch that requires signatures takes the signed commit and not the other", async () => {
  await forge.protect(REPOSITORY, "main", { requiredSignatures: true });
  const unsigned = await commit({ name: "A", email: "a@example.com" });
  const refused = await bot.rest("PATCH", `${AT}/git/refs/heads/main`, { sha: unsigned });
  expect([refused.status, refused.text("message")]).toEqual([
    422,
    "Repository rule violations found\n\nCommits must have verified signatures.\n\n",
  ]);
  expect((await bot.rest("PATCH", `${AT}/git/refs/heads/main`, { sha: await commit() })).status).toBe(200);
});

test("a branch is made once, moved forward only, and deleted", async () => {
  const sha = await commit();
  const create = { ref: "refs/heads/topic", sha };
  expect((await bot.rest("POST", `${AT}/git/refs`, create)).status).toBe(201);
  expect((await bot.rest("POST", `${AT}/git/refs`, create)).text("message")).toBe("Reference already exists");
  expect((await bot.rest("POST", `${AT}/git/refs`, { ref: "refs/heads/a..b", sha })).status).toBe(422);
  expect((await bot.rest("POST", `${AT}/git/refs`, { ref: "refs/heads/x", sha: "1".repeat(40) })).text("message")).toBe(
    "Object does not exist",
  );
  expect((await bot.rest("PATCH", `${AT}/git/refs/heads/topic`, { sha: main })).text("message")).toBe(
    "Update is not a fast forward",
  );
  expect((await bot.rest("PATCH", `${AT}/git/refs/heads/topic`, { sha: main, force: true })).status).toBe(200);
  expect((await bot.rest("DELETE", `${AT}/git/refs/heads/topic`)).status).toBe(204);
  expect(await forge.branch(REPOSITORY, "topic")).toBeNull();
});

test("contents are read at a branch: a file, a folder, nothing", async () => {
  const file = await bot.rest("GET", `${AT}/contents/a.yaml?ref=main`);
  expect(Buffer.from(file.text("content"), "base64").toString()).toBe("a: 1\n");
  expect((await bot.rest("GET", `${AT}/contents/b`)).each("path")).toEqual(["b/c.yaml"]);
  expect((await bot.rest("GET", `${AT}/contents/none.yaml`)).status).toBe(404);
  expect((await bot.rest("GET", `${AT}/contents/a.yaml?ref=nowhere`)).status).toBe(404);
});

test("a branch tells which checks it requires, its protection only to administrators", async () => {
  await forge.protect(REPOSITORY, "main", { requiredChecks: [{ context: "ci", app: null }], requiredApprovals: 2 });
  expect((await bot.rest("GET", `${AT}/branches/main`)).body).toMatchObject({
    protected: true,
    protection: { required_status_checks: { contexts: ["ci"] } },
  });
  expect((await bot.rest("GET", `${AT}/branches/main/protection`)).status).toBe(403);
  forge.addUser("root", { [REPOSITORY]: "admin" });
  const admin = client(forge, forge.userToken("root"));
  expect((await admin.rest("GET", `${AT}/branches/main/protection`)).body).toMatchObject({
    required_pull_request_reviews: { required_approving_review_count: 2 },
  });
  expect((await admin.rest("GET", `${AT}/branches/none/protection`)).text("message")).toBe("Branch not protected");
});

test("check runs come from Apps only, fifty annotations at most", async () => {
  const run = { name: "ci", head_sha: main, conclusion: "success" };
  expect((await bot.rest("POST", `${AT}/check-runs`, run)).body).toMatchObject({
    status: "completed",
    app: { slug: "waybill" },
  });
  const annotations = Array.from({ length: 60 }, () => ({
    path: "a",
    start_line: 1,
    end_line: 1,
    annotation_level: "notice",
    message: "m",
  }));
  const output = { title: "t", summary: "s", annotations };
  expect((await bot.rest("POST", `${AT}/check-runs`, { ...run, output })).status).toBe(422);
  forge.addUser("alice", { [REPOSITORY]: "write" });
  expect((await client(forge, forge.userToken("alice")).rest("POST", `${AT}/check-runs`, run)).status).toBe(403);
  const listed = await bot.rest("GET", `${AT}/commits/${main}/check-runs`);
  expect(listed.body).toMatchObject({ total_count: 1, check_runs: [{ name: "ci", conclusion: "success" }] });
});

test("reviews are given and dismissed by people, asked of people who are there", async () => {
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 2\n" } });
  await bot.rest("POST", `${AT}/pulls`, { head: "topic", base: "main", title: "T" });
  forge.addUser("alice", { [REPOSITORY]: "write" });
  const asked = await bot.rest("POST", `${AT}/pulls/1/requested_reviewers`, { reviewers: ["alice"] });
  expect(asked.body).toMatchObject({ requested_reviewers: [{ login: "alice" }] });
  expect((await bot.rest("POST", `${AT}/pulls/1/requested_reviewers`, { reviewers: ["nobody"] })).status).toBe(422);
  const alice = client(forge, forge.userToken("alice"));
  const given = await alice.rest("POST", `${AT}/pulls/1/reviews`, { event: "APPROVE" });
  expect(given.body).toMatchObject({ state: "APPROVED", user: { login: "alice" } });
  expect((await bot.rest("POST", `${AT}/pulls/1/reviews`, { event: "APPROVE" })).status).toBe(422);
  await alice.rest("PUT", `${AT}/pulls/1/reviews/${given.text("id")}/dismissals`, { message: "changed my mind" });
  expect((await bot.rest("GET", `${AT}/pulls/1/reviews`)).each("state")).toEqual(["DISMISSED"]);
});

test("whoever may read may review and comment, an integration needs to be allowed to write", async () => {
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 2\n" } });
  await bot.rest("POST", `${AT}/pulls`, { head: "topic", base: "main", title: "T" });
  forge.addUser("reader", { [REPOSITORY]: "read" });
  const reader = client(forge, forge.userToken("reader"));
  expect((await reader.rest("POST", `${AT}/pulls/1/reviews`, { event: "APPROVE" })).status).toBe(200);
  expect((await reader.rest("POST", `${AT}/issues/1/comments`, { body: "well done" })).status).toBe(201);
  expect((await reader.rest("POST", `${AT}/issues/1/labels`, { labels: ["mine"] })).status).toBe(403);
  const weak = client(forge, forge.githubToken(REPOSITORY, { pull_requests: "read" }));
  expect((await weak.rest("POST", `${AT}/issues/1/comments`, { body: "hello" })).status).toBe(403);
});

test("a pull request from a fork has a branch of any name, and another repository", async () => {
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 2\n" } });
  await forge.openForkPullRequest(REPOSITORY, {
    head: "topic",
    files: { "a.yaml": "evil: 1\n" },
    title: "T",
    by: "mallory",
  });
  expect((await bot.rest("POST", `${AT}/pulls`, { head: "topic", base: "main", title: "Ours" })).status).toBe(201);
  const forked = await bot.rest("GET", `${AT}/pulls/1`);
  expect(forked.body).toMatchObject({
    head: { ref: "topic", repo: { full_name: "mallory/env", fork: true } },
    user: { login: "mallory" },
  });
  expect((await bot.rest("GET", `${AT}/pulls?head=acme:topic`)).each("number")).toEqual(["2"]);
  await forge.setBranch(REPOSITORY, "topic", null);
  expect((await bot.rest("GET", `${AT}/pulls?state=open`)).each("number")).toEqual(["1"]);
});

test("statuses: the newest of each context, case aside, and a description of 140 characters at most", async () => {
  forge.addUser("alice", { [REPOSITORY]: "write" });
  const alice = client(forge, forge.userToken("alice"));
  const set = (context: string, state: string, description = ""): Promise<{ status: number }> =>
    alice.rest("POST", `${AT}/statuses/${main}`, { context, state, description });
  await set("a", "failure");
  await set("A", "success");
  await set("b", "pending");
  expect((await set("c", "success", "x".repeat(141))).status).toBe(422);
  const combined = await alice.rest("GET", `${AT}/commits/main/status`);
  expect(combined.body).toMatchObject({
    state: "pending",
    sha: main,
    total_count: 2,
    statuses: [{ context: "b" }, { context: "A" }],
  });
  expect((await alice.rest("GET", `${AT}/commits/main/statuses`)).each("context")).toEqual(["b", "A", "a"]);
  expect((await alice.rest("POST", `${AT}/statuses/${"1".repeat(40)}`, { state: "success" })).status).toBe(422);
});
