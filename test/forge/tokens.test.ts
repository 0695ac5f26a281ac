// Tokens: who is who, what each may do, and the differences between a person, an App and GITHUB_TOKEN.
import { createSign } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { client, type Client, type ClientAnswer } from "./client.ts";
import { startForge, type Forge, type Permissions } from "./forge.ts";

const REPOSITORY = "acme/env";
const NOW = Date.parse("2026-03-02T10:00:00Z");

let forge: Forge;
let main: string;

beforeEach(async () => {
  forge = await startForge({ now: () => NOW });
  await forge.createRepository(REPOSITORY, { files: { "a.yaml": "a: 1\n" } });
  await forge.createRepository("acme/app", { files: { a: "a" } });
  await forge.createRepository("acme/open", { files: { a: "a" }, private: false });
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 2\n" } });
  main = (await forge.branch(REPOSITORY, "main")) ?? "";
});

afterEach(async () => {
  expect(forge.violations).toEqual([]);
  await forge[Symbol.asyncDispose]();
});

function job(permissions: Permissions): Client {
  return client(forge, forge.githubToken(REPOSITORY, permissions));
}

function open(by: Client): Promise<ClientAnswer> {
  return by.rest("POST", `/repos/${REPOSITORY}/pulls`, { head: "topic", base: "main", title: "T", body: "" });
}

test("without a token a private repository is not there, with a wrong one nothing is", async () => {
  expect(await client(forge, null).rest("GET", `/repos/${REPOSITORY}`)).toMatchObject({ status: 404 });
  expect(await client(forge, null).rest("GET", "/repos/acme/open")).toMatchObject({ status: 200 });
  const wrong = await client(forge, "ghs_wrong").rest("GET", "/repos/acme/open");
  expect(wrong).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
  expect(forge.requests.map((request) => request.token)).toEqual(["none", "none", "invalid"]);
});

test("GITHUB_TOKEN sees no other private repository and writes none", async () => {
  const token = job({ contents: "write", pull_requests: "write", statuses: "write" });
  expect(await token.rest("GET", "/repos/acme/app")).toMatchObject({ status: 404 });
  expect(await token.rest("GET", "/repos/acme/open")).toMatchObject({ status: 200 });
  const open = await forge.branch("acme/open", "main");
  const status = await token.rest("POST", `/repos/acme/open/statuses/${open}`, { state: "success", context: "x" });
  expect(status).toMatchObject({ status: 403, body: { message: "Resource not accessible by integration" } });
});

test("GITHUB_TOKEN opens pull requests only where the setting allows it", async () => {
  const token = job({ contents: "write", pull_requests: "write" });
  expect(await open(token)).toMatchObject({
    status: 403,
    body: { message: "GitHub Actions is not permitted to create or approve pull requests." },
  });
  forge.repository(REPOSITORY).actionsMayCreatePullRequests = true;
  const runs = forge.triggeredRuns.length;
  expect(await open(token)).toMatchObject({ status: 201, body: { user: { login: "github-actions[bot]" } } });
  expect(forge.triggeredRuns).toHaveLength(runs);
});

test.each<[string, Permissions, string, string, unknown]>([
  [
    "a pull request",
    { contents: "write", pull_requests: "read" },
    "POST",
    "/pulls",
    { head: "topic", base: "main", title: "T" },
  ],
  ["a list of pull requests", { contents: "write" }, "GET", "/pulls", undefined],
  ["a status", { contents: "write", statuses: "read" }, "POST", "/statuses/MAIN", { state: "success" }],
  ["the statuses", { contents: "write" }, "GET", "/commits/MAIN/status", undefined],
  ["the check runs", { statuses: "write" }, "GET", "/commits/MAIN/check-runs", undefined],
  ["a branch", { pull_requests: "write" }, "GET", "/branches/main", undefined],
])("without its permission %s is refused", async (_name, permissions, method, path, body) => {
  const answer = await job(permissions).rest(method, `/repos/${REPOSITORY}${path.replace("MAIN", main)}`, body);
  expect(answer).toMatchObject({ status: 403, body: { message: "Resource not accessible by integration" } });
});

test("merging takes the permission to write contents, not that to write pull requests", async () => {
  forge.addUser("alice", { [REPOSITORY]: "write" });
  await forge.openPullRequest(REPOSITORY, { head: "topic", title: "T", by: "alice" });
  const path = `/repos/${REPOSITORY}/pulls/1/merge`;
  expect(await job({ pull_requests: "write" }).rest("PUT", path, {})).toMatchObject({ status: 403 });
  expect(await job({ contents: "write" }).rest("PUT", path, {})).toMatchObject({ status: 200 });
});

test("how a repository merges is shown only to those who may write its contents", async () => {
  const reader = await job({ contents: "read" }).rest("GET", `/repos/${REPOSITORY}`);
  expect(reader.body).not.toHaveProperty("allow_auto_merge");
  const writer = await job({ contents: "write" }).rest("GET", `/repos/${REPOSITORY}`);
  expect(writer.body).toMatchObject({ allow_auto_merge: false, allow_squash_merge: true });
});

test("a person has a name, an integration none", async () => {
  forge.addUser("alice");
  expect(await client(forge, forge.userToken("alice")).rest("GET", "/user")).toMatchObject({
    body: { login: "alice" },
  });
  expect(await job({ contents: "write" }).rest("GET", "/user")).toMatchObject({ status: 403 });
  const viewer = await job({ contents: "read" }).graphql("{ viewer { login } }");
  expect(viewer.body).toEqual({ data: { viewer: { login: "github-actions[bot]" } } });
});

test("a person may do what the repository gives them", async () => {
  forge.addUser("reader", { [REPOSITORY]: "read" });
  forge.addUser("writer", { [REPOSITORY]: "write" });
  forge.addUser("nobody");
  const set = (login: string): Promise<ClientAnswer> =>
    client(forge, forge.userToken(login)).rest("POST", `/repos/${REPOSITORY}/statuses/${main}`, { state: "success" });
  expect((await set("nobody")).status).toBe(404);
  expect((await set("reader")).status).toBe(403);
  expect((await set("writer")).status).toBe(201);
  const asked = job({ contents: "read" });
  const permission = async (login: string): Promise<unknown> =>
    (await asked.rest("GET", `/repos/${REPOSITORY}/collaborators/${login}/permission`)).text("permission");
  expect([await permission("reader"), await permission("writer"), await permission("nobody")]).toEqual([
    "read",
    "write",
    "none",
  ]);
  expect((await asked.rest("GET", `/repos/${REPOSITORY}/collaborators/unheard/permission`)).status).toBe(404);
});

function jwt(app: { readonly id: number; readonly privateKey: string }, claims: Record<string, unknown> = {}): string {
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const seconds = NOW / 1000;
  const text = `${encode({ alg: "RS256", typ: "JWT" })}.${encode({ iat: seconds - 30, exp: seconds + 570, iss: app.id, ...claims })}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(app.privateKey, "base64url")}`;
}

test("an App finds its installation with a JWT and gets a token for the repositories it names", async () => {
  const app = forge.createApp("waybill");
  forge.installApp(app.id, [REPOSITORY, "acme/app"], { contents: "write", pull_requests: "write" });
  const asApp = client(forge, jwt(app));
  const installation = await asApp.rest("GET", `/repos/${REPOSITORY}/installation`);
  expect(installation).toMatchObject({ status: 200, body: { app_slug: "waybill" } });
  const path = `/app/installations/${installation.text("id")}/access_tokens`;
  const minted = await asApp.rest("POST", path, { repositories: ["env"], permissions: { contents: "write" } });
  expect(minted).toMatchObject({
    status: 201,
    body: { permissions: { contents: "write" }, expires_at: "2026-03-02T11:00:00Z" },
  });
  const token = client(forge, minted.text("token"));
  expect((await token.rest("GET", `/repos/${REPOSITORY}`)).status).toBe(200);
  expect((await token.rest("GET", "/repos/acme/app")).status).toBe(404);
  expect((await open(token)).status).toBe(403);
  expect(JSON.stringify(forge.requests)).not.toContain(minted.text("token"));
  const tooMuch = await asApp.rest("POST", path, { permissions: { statuses: "write" } });
  expect(tooMuch.text("message")).toBe("The permissions requested are not granted to this installation.");
  expect((await asApp.rest("POST", path, { repositories: ["open"] })).status).toBe(422);
  expect((await asApp.rest("GET", "/repos/acme/open/installation")).status).toBe(404);
});

test.each<[string, Record<string, unknown>]>([
  ["that has expired", { exp: NOW / 1000 - 1 }],
  ["that lives for an hour", { exp: NOW / 1000 + 3600 }],
  ["of another App", { iss: 1 }],
])("a JWT %s is refused", async (_name, claims) => {
  const app = forge.createApp("waybill");
  expect((await client(forge, jwt(app, claims)).rest("GET", `/repos/${REPOSITORY}/installation`)).status).toBe(401);
});

test("a JWT with another key's signature is refused", async () => {
  const [app, other] = [forge.createApp("waybill"), forge.createApp("other")];
  const forged = jwt({ id: app.id, privateKey: other.privateKey });
  expect((await client(forge, forged).rest("GET", `/repos/${REPOSITORY}/installation`)).status).toBe(401);
});
