// Faults, limits, the clock, the contract and the recording: the equipment's own equipment.
import { afterEach, beforeEach, expect, test } from "vitest";
import { client, type Client } from "./client.ts";
import { startForge, type Forge } from "./forge.ts";

const REPOSITORY = "acme/env";
const PULLS = `/repos/${REPOSITORY}/pulls`;
const REQUEST = { head: "topic", base: "main", title: "T", body: "" };

let forge: Forge;
let bot: Client;

beforeEach(async () => {
  forge = await startForge();
  await forge.createRepository(REPOSITORY, { files: { "a.yaml": "a: 1\n" } });
  await forge.commit(REPOSITORY, { branch: "topic", files: { "a.yaml": "a: 2\n" } });
  bot = client(forge, forge.installationToken("waybill", [REPOSITORY], { contents: "write", pull_requests: "write" }));
});

afterEach(async () => {
  await forge[Symbol.asyncDispose]();
});

test("a fault instead of a request keeps it from happening", async () => {
  forge.fault({
    method: "POST",
    path: "/repos/*/*/pulls",
    when: "instead",
    status: 502,
    body: { message: "Bad Gateway" },
  });
  expect(await bot.rest("POST", PULLS, REQUEST)).toMatchObject({ status: 502, body: { message: "Bad Gateway" } });
  expect(forge.pullRequests(REPOSITORY)).toEqual([]);
  expect((await bot.rest("POST", PULLS, REQUEST)).status).toBe(201);
  expect(forge.requests.map((request) => request.status)).toEqual([502, 201]);
});

test("a fault after a request lets it happen and hides the answer", async () => {
  forge.fault({ method: "POST", path: PULLS, when: "after", status: 500 });
  expect((await bot.rest("POST", PULLS, REQUEST)).status).toBe(500);
  expect(forge.pullRequests(REPOSITORY)).toHaveLength(1);
});

test("a dropped connection, before and after", async () => {
  forge.fault({ method: "POST", path: PULLS, when: "before", drop: true });
  await expect(bot.rest("POST", PULLS, REQUEST)).rejects.toThrow("fetch failed");
  expect(forge.pullRequests(REPOSITORY)).toEqual([]);
  forge.fault({ method: "POST", path: PULLS, when: "after", drop: true });
  await expect(bot.rest("POST", PULLS, REQUEST)).rejects.toThrow("fetch failed");
  expect(forge.pullRequests(REPOSITORY)).toHaveLength(1);
  expect(forge.requests.map((request) => request.status)).toEqual([0, 0]);
});

test("a fault can wait for the second request, meet several, and tell that nothing met it", async () => {
  forge.fault({ path: /\/pulls$/, when: "instead", status: 500, skip: 1, times: 2 });
  const statuses: number[] = [];
  for (let index = 0; index < 4; index += 1) statuses.push((await bot.rest("GET", PULLS)).status);
  expect(statuses).toEqual([200, 500, 500, 200]);
  forge.fault({ path: "/never", when: "instead", status: 500 });
  expect(forge.pendingFaults.map((fault) => fault.path)).toEqual(["/never"]);
  forge.clearFaults();
  expect(forge.pendingFaults).toEqual([]);
});

test("somebody acts just before a request", async () => {
  forge.fault({ path: PULLS, when: "before", action: () => forge.setBranch(REPOSITORY, "topic", null) });
  expect((await bot.rest("POST", PULLS, REQUEST)).status).toBe(422);
});

test("rate limits say when to come again, by the forge's clock", async () => {
  forge.now = () => Date.parse("2026-03-02T10:00:00Z");
  forge.rateLimit({ retryAfterSeconds: 7, status: 429 });
  const secondary = await bot.rest("GET", PULLS);
  expect([secondary.status, secondary.headers.get("retry-after")]).toEqual([429, "7"]);
  forge.rateLimit({ resetInSeconds: 60 });
  const primary = await bot.rest("GET", PULLS);
  expect(primary.status).toBe(403);
  expect(primary.headers.get("x-ratelimit-remaining")).toBe("0");
  expect(primary.headers.get("x-ratelimit-reset")).toBe(String(Date.parse("2026-03-02T10:01:00Z") / 1000));
  expect(primary.headers.get("date")).toBe("Mon, 02 Mar 2026 10:00:00 GMT");
  expect((await bot.rest("GET", PULLS)).headers.get("x-ratelimit-remaining")).not.toBe("0");
});

test("a request that GitHub does not describe is refused and remembered", async () => {
  expect((await bot.rest("POST", PULLS, { ...REQUEST, colour: "red" })).status).toBe(422);
  expect((await bot.rest("GET", `${PULLS}?sate=open`)).status).toBe(422);
  expect((await bot.graphql("{ viewer { colour } }")).status).toBe(422);
  expect((await bot.rest("GET", "/repos/acme/env/nothing")).status).toBe(404);
  expect(forge.violations.map((violation) => violation.path)).toEqual([
    PULLS,
    PULLS,
    "/graphql",
    "/repos/acme/env/nothing",
  ]);
  expect(forge.pullRequests(REPOSITORY)).toEqual([]);
});

test("a host without GraphQL has no such page", async () => {
  await using plain = await startForge({ graphql: false });
  await plain.createRepository(REPOSITORY);
  const token = plain.githubToken(REPOSITORY, { contents: "read" });
  expect((await client(plain, token).graphql("{ viewer { login } }")).status).toBe(404);
});

test("requests are counted from a mark, reads and writes apart", async () => {
  await bot.rest("POST", PULLS, REQUEST);
  const mark = forge.mark();
  await bot.rest("GET", PULLS);
  await bot.rest("PATCH", `${PULLS}/1`, { title: "Two" });
  await bot.graphql("{ viewer { login } }");
  const counted = forge.since(mark);
  expect(counted.requests.map((one) => [one.kind, one.method, one.path, one.operation])).toEqual([
    ["rest", "GET", PULLS, null],
    ["rest", "PATCH", `${PULLS}/1`, null],
    ["graphql", "POST", "/graphql", "viewer"],
  ]);
  expect([counted.reads.length, counted.writes.length]).toEqual([2, 1]);
  expect(counted.writes[0]).toMatchObject({ body: { title: "Two" }, token: "installation", apiVersion: "2022-11-28" });
});

test("two forges share nothing", async () => {
  await using other = await startForge();
  await other.createRepository(REPOSITORY, { files: { "z.yaml": "z: 1\n" } });
  expect(await other.file(REPOSITORY, "main", "a.yaml")).toBeNull();
  expect(
    (await client(other, forge.githubToken(REPOSITORY, { contents: "read" })).rest("GET", `/repos/${REPOSITORY}`))
      .status,
  ).toBe(401);
});

test("what ends leaves nothing behind", async () => {
  const { existsSync } = await import("node:fs");
  const other = await startForge();
  await other.createRepository(REPOSITORY, { files: { a: "a" } });
  expect(existsSync(other.folder)).toBe(true);
  await other[Symbol.asyncDispose]();
  expect(existsSync(other.folder)).toBe(false);
  await expect(client(other, null).rest("GET", "/user")).rejects.toThrow("fetch failed");
});
