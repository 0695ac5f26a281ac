// Pull requests: opening, the refusals of a second, an empty or an oversized one, and what follows from branches that move.
import { afterEach, beforeEach, expect, test } from "vitest";
import { client, type Client } from "./client.ts";
import { startForge, type Forge } from "./forge.ts";

let forge: Forge;
let bot: Client;

beforeEach(async () => {
  forge = await startForge({ described: false });
  await forge.createRepository("acme/env", { files: { "a.yaml": "a: 1\n", "b.yaml": "b: 1\n" } });
  await forge.commit("acme/env", { branch: "topic", files: { "a.yaml": "a: 2\n" }, message: "Two" });
  bot = client(forge, forge.installationToken("waybill", ["acme/env"], { contents: "write", pull_requests: "write" }));
});

afterEach(async () => {
  expect(forge.violations).toEqual([]);
  await forge[Symbol.asyncDispose]();
});

const PULLS = "/repos/acme/env/pulls";
const REQUEST = { head: "topic", base: "main", title: "Two", body: "the body" };

test("an opened pull request shows the commits of its branches", async () => {
  const opened = await bot.rest("POST", PULLS, REQUEST);
  expect(opened.status).toBe(201);
  expect(opened.body).toMatchObject({
    number: 1,
    state: "open",
    title: "Two",
    body: "the body",
    user: { login: "waybill[bot]", type: "Bot" },
    head: { ref: "topic", sha: await forge.branch("acme/env", "topic"), repo: { full_name: "acme/env" } },
    base: { ref: "main", sha: await forge.branch("acme/env", "main") },
    mergeable: true,
    mergeable_state: "clean",
    commits: 1,
  });
  expect((await bot.rest("GET", `${PULLS}/1`)).text("node_id")).toBe(opened.text("node_id"));
  // The id of a test merge, as on GitHub: not a sign that it was merged.
  expect(opened.text("merge_commit_sha")).toMatch(/^[0-9a-f]{40}$/);
});

test("a second pull request of the same head and base is refused", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  const second = await bot.rest("POST", PULLS, REQUEST);
  expect(second.status).toBe(422);
  expect(second.body).toMatchObject({
    message: "Validation Failed",
    errors: [{ resource: "PullRequest", code: "custom", message: "A pull request already exists for acme:topic." }],
  });
});

test("two at the same moment: one is opened, one refused", async () => {
  const both = await Promise.all([bot.rest("POST", PULLS, REQUEST), bot.rest("POST", PULLS, REQUEST)]);
  expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 422]);
});

test.each([
  ["a body of 70,000 characters", { body: "x".repeat(70_000) }, "body is too long (maximum is 65536 characters)"],
  ["a title of 257 characters", { title: "x".repeat(257) }, "title is too long (maximum is 256 characters)"],
  ["a head without a commit of its own", { head: "main" }, "No commits between main and main"],
])("%s is refused", async (_name, change, message) => {
  const refused = await bot.rest("POST", PULLS, { ...REQUEST, ...change });
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ errors: [{ message }] });
  expect(forge.pullRequests("acme/env")).toEqual([]);
});

test.each([
  ["head", { head: "nowhere" }],
  ["base", { base: "nowhere" }],
  ["head", { head: "mallory:topic" }],
])("an unknown %s is refused by its name", async (field, change) => {
  const refused = await bot.rest("POST", PULLS, { ...REQUEST, ...change });
  expect(refused.body).toMatchObject({ errors: [{ field, code: "invalid" }] });
});

test("a comment of 70,000 characters is refused, when it is made and when it is changed", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  const comments = "/repos/acme/env/issues/1/comments";
  expect((await bot.rest("POST", comments, { body: "x".repeat(70_000) })).status).toBe(422);
  const made = await bot.rest("POST", comments, { body: "note" });
  const one = `/repos/acme/env/issues/comments/${made.text("id")}`;
  expect((await bot.rest("PATCH", one, { body: "x".repeat(65_537) })).status).toBe(422);
  expect((await bot.rest("PATCH", one, { body: "x".repeat(65_536) })).status).toBe(200);
});

test("a moved head branch moves the pull request, a deleted one closes it", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  const next = await forge.commit("acme/env", { branch: "topic", files: { "a.yaml": "a: 3\n" } });
  expect((await bot.rest("GET", `${PULLS}/1`)).body).toMatchObject({ state: "open", head: { sha: next }, commits: 2 });
  await forge.setBranch("acme/env", "topic", null);
  expect((await bot.rest("GET", `${PULLS}/1`)).body).toMatchObject({
    state: "closed",
    merged: false,
    head: { sha: next },
  });
});

test("a base that came to contain the head has merged it; a head that was set back is only closed", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  await forge.commit("acme/env", { branch: "other", files: { "b.yaml": "b: 2\n" } });
  await bot.rest("POST", PULLS, { ...REQUEST, head: "other" });
  await forge.setBranch("acme/env", "other", await forge.branch("acme/env", "main"));
  await forge.setBranch("acme/env", "main", await forge.branch("acme/env", "topic"));
  expect((await bot.rest("GET", `${PULLS}/1`)).body).toMatchObject({
    state: "closed",
    merged: true,
    merged_by: { login: "somebody" },
  });
  expect((await bot.rest("GET", `${PULLS}/2`)).body).toMatchObject({ state: "closed", merged: false });
});

test("a branch that was changed behind the forge's back is seen all the same", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  const { git } = forge.repository("acme/env");
  const main = await forge.branch("acme/env", "main");
  await git.git(["update-ref", "refs/heads/topic", main ?? ""]);
  expect((await bot.rest("GET", `${PULLS}/1`)).text("head", "sha")).toBe(main);
});

test("a conflict makes it dirty", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  await forge.commit("acme/env", { files: { "a.yaml": "a: 9\n" } });
  expect((await bot.rest("GET", `${PULLS}/1`)).body).toMatchObject({ mergeable: false, mergeable_state: "dirty" });
});

test("lists have pages, filters and an order", async () => {
  for (let index = 0; index < 5; index += 1) {
    await forge.commit("acme/env", { branch: `t${index}`, files: { "a.yaml": `a: ${index}0\n` } });
    await bot.rest("POST", PULLS, { ...REQUEST, head: `t${index}` });
  }
  const first = await bot.rest("GET", `${PULLS}?per_page=2`);
  expect(first.each("number")).toEqual(["5", "4"]);
  expect(first.headers.get("link")).toContain('page=2>; rel="next"');
  expect(first.headers.get("link")).toContain('page=3>; rel="last"');
  const last = await bot.rest("GET", `${PULLS}?per_page=2&page=3`);
  expect(last.body).toHaveLength(1);
  expect(last.headers.get("link")).not.toContain('rel="next"');
  await bot.rest("PATCH", `${PULLS}/2`, { state: "closed" });
  const open = await bot.rest("GET", `${PULLS}?state=open&sort=created&direction=asc`);
  expect(open.each("number")).toEqual(["1", "3", "4", "5"]);
  expect((await bot.rest("GET", `${PULLS}?head=acme:t3&state=all`)).body).toHaveLength(1);
  expect((await bot.rest("GET", `${PULLS}?base=other`)).body).toEqual([]);
});

test("150 comments are five pages of thirty", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  for (let index = 0; index < 150; index += 1) await forge.comment("acme/env", 1, { by: "alice", body: `${index}` });
  const page = await bot.rest("GET", "/repos/acme/env/issues/1/comments?page=5");
  expect(page.each("body")).toEqual(Array.from({ length: 30 }, (_, index) => `${120 + index}`));
  expect((await bot.rest("GET", "/repos/acme/env/issues/1/comments?per_page=1000")).body).toHaveLength(100);
});

test("files, commits and the pull requests of a commit come from Git", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  const head = await forge.branch("acme/env", "topic");
  expect((await bot.rest("GET", `${PULLS}/1/files`)).body).toMatchObject([{ filename: "a.yaml", status: "modified" }]);
  expect((await bot.rest("GET", `${PULLS}/1/commits`)).body).toMatchObject([{ sha: head, commit: { message: "Two" } }]);
  expect((await bot.rest("GET", `/repos/acme/env/commits/${head}/pulls`)).body).toMatchObject([{ number: 1 }]);
  const merge = await bot.rest("PUT", `${PULLS}/1/merge`, { merge_method: "squash" });
  expect((await bot.rest("GET", `/repos/acme/env/commits/${merge.text("sha")}/pulls`)).body).toMatchObject([
    { number: 1 },
  ]);
});

test("a new pull request is missed by lists and by labels for as long as the test wants", async () => {
  forge.late("acme/env", { listsMiss: 2, labelsFail: 1, mergeStateUnknown: 2 });
  const opened = await bot.rest("POST", PULLS, REQUEST);
  expect(opened.body).toMatchObject({ mergeable: null, mergeable_state: "unknown" });
  expect((await bot.rest("GET", PULLS)).body).toEqual([]);
  expect((await bot.rest("GET", PULLS)).body).toEqual([]);
  expect((await bot.rest("GET", PULLS)).body).toHaveLength(1);
  const labels = "/repos/acme/env/issues/1/labels";
  const early = await bot.rest("POST", labels, { labels: ["promotion"] });
  expect(early.status).toBe(422);
  expect(early.text("message")).toContain("Could not resolve to a node");
  expect((await bot.rest("POST", labels, { labels: ["promotion"] })).body).toMatchObject([{ name: "promotion" }]);
  expect((await bot.rest("GET", `${PULLS}/1`)).text("mergeable_state")).toBe("unknown");
  expect((await bot.rest("GET", `${PULLS}/1`)).text("mergeable_state")).toBe("clean");
});
