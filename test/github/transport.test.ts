// The HTTP client against a host that misbehaves: redirects, broken bodies, rate limits, time.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openClient, type Client } from "../../src/github/client.ts";
import { rateLimitWait } from "../../src/github/rate-limit.ts";
import { broken, type Handler, type Host, json, startHost } from "./host.ts";
import { TestClock, TestLog } from "./world.ts";

let hosts: Host[];
let clock: TestClock;
let log: TestLog;

beforeEach(() => {
  hosts = [];
  clock = new TestClock();
  log = new TestLog();
});

afterEach(async () => {
  for (const host of hosts) await host[Symbol.asyncDispose]();
});

async function host(...handlers: readonly Handler[]): Promise<Host> {
  const started = await startHost(...handlers);
  hosts.push(started);
  return started;
}

async function clientOf(
  { url }: Host,
  options: { readonly budgetMs?: number; readonly signal?: AbortSignal } = {},
): Promise<Client> {
  return openClient({
    repository: { owner: "acme", name: "environment" },
    token: "ghs_secret",
    apiUrl: url,
    graphqlUrl: `${url}/graphql`,
    clock,
    log,
    budgetMs: 300_000,
    ...options,
  });
}

describe("redirects", () => {
  it("follows one on the same host", async () => {
    const forge = await host(json({}, 301, { location: "/repositories/7" }), json({ id: 7 }));
    const client = await clientOf(forge);
    expect((await client.call("repository")).at("id").number()).toBe(7);
    expect(forge.seen).toEqual(["GET /repos/acme/environment", "GET /repositories/7"]);
    expect(client.traffic.requests).toBe(2);
  });

  it("sends nothing to another host", async () => {
    const other = await host(json({ id: 7 }));
    const client = await clientOf(await host(json({}, 302, { location: `${other.url}/steal` })));
    await expect(client.call("repository")).rejects.toThrow(/points to .*; the token goes to .* only/);
    expect(other.seen).toEqual([]);
    expect(client.traffic.requests).toBe(1);
  });

  it("reads no page of another host", async () => {
    const other = await host(json([]));
    const client = await clientOf(await host(json([], 200, { link: `<${other.url}/page2>; rel="next"` })));
    await expect(client.list("pullRequests")).rejects.toThrow(/the token goes to/);
    expect(other.seen).toEqual([]);
  });

  it("repeats a write after 307, and refuses 301, which would make it a read", async () => {
    const forge = await host(
      json({}, 307, { location: "/moved" }),
      json({ ok: 1 }),
      json({}, 301, { location: "/moved" }),
    );
    const client = await clientOf(forge);
    await client.call("createPullRequest", { head: "a", base: "b", title: "t" });
    expect(forge.seen).toEqual(["POST /repos/acme/environment/pulls", "POST /moved"]);
    await expect(client.call("createPullRequest", {})).rejects.toThrow(/name the repository as it is called now/);
    expect(client.traffic.writes).toBe(3);
  });

  it("does not go round in circles", async () => {
    const client = await clientOf(await host(json({}, 301, { location: "/again" })));
    await expect(client.call("repository")).rejects.toThrow(/redirects/);
    expect(client.traffic.requests).toBe(6);
  });
});

describe("answers that are not whole", () => {
  it("reads again when the connection drops within a body", async () => {
    const client = await clientOf(await host(broken, json([{ id: 1 }])));
    expect(await client.list("pullRequests")).toHaveLength(1);
    expect(client.traffic.requests).toBe(2);
  });

  it("throws when a list is none", async () => {
    const client = await clientOf(await host(json({ message: "hello" })));
    await expect(client.list("pullRequests")).rejects.toThrow(/expected a list/);
  });

  it("throws when a page follows itself", async () => {
    const link: Handler = (request, response) =>
      json([], 200, { link: `<http://${request.headers.host}/same>; rel="next"` })(request, response);
    await expect((await clientOf(await host(link))).list("pullRequests")).rejects.toThrow(/follows itself/);
  });

  it("never repeats a write by itself", async () => {
    const client = await clientOf(await host(json({ message: "Bad Gateway" }, 502)));
    await expect(client.call("addComment", { issue_number: 1, body: "x" })).rejects.toThrow(/status 502: Bad Gateway/);
    expect(client.traffic.requests).toBe(1);
  });

  it("gives up a read after three repetitions", async () => {
    const client = await clientOf(await host(json({}, 503)));
    await expect(client.call("repository")).rejects.toThrow(/status 503/);
    expect(client.traffic.requests).toBe(4);
  });
});

describe("rate limits", () => {
  const secondary = json({ message: "You have exceeded a secondary rate limit." }, 403, { "retry-after": "30" });

  it.each(["repository", "createPullRequest"] as const)("waits as long as it is told before %s", async (route) => {
    const client = await clientOf(await host(secondary, secondary, json({})));
    await client.call(route, {});
    expect(clock.slept).toEqual([30_000, 30_000]);
    expect(log.lines).toContain("the forge's rate limit is used up; waiting 30 s");
  });

  it("says when it ends if that is beyond the time budget", async () => {
    const date = "Mon, 05 Jan 2026 12:00:00 GMT";
    const reset = String(Date.parse("2026-01-05T12:40:00Z") / 1000);
    const limited = json({ message: "API rate limit exceeded" }, 403, {
      date,
      "x-ratelimit-remaining": "0",
      "x-ratelimit-reset": reset,
    });
    const client = await clientOf(await host(limited));
    await expect(client.call("repository")).rejects.toThrow(/used up until 2026-01-05T12:40:01\.000Z.*time budget/);
    expect(clock.slept).toEqual([]);
  });

  const now = Date.parse("2026-01-05T12:00:00Z");
  const failure = (status: number, headers: Readonly<Record<string, string>>, message = "no"): Error =>
    Object.assign(new Error(message), { status, response: { headers, data: { message } } });
  it.each([
    ["seconds", failure(429, { "retry-after": "7" }), 7000],
    ["a date", failure(403, { "retry-after": "Mon, 05 Jan 2026 12:00:09 GMT" }), 9000],
    ["the reset", failure(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 5) }), 6000],
    ["a reset that is over", failure(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }), 1000],
    ["nothing, with 429", failure(429, {}), 60_000],
    ["nothing but the words", failure(403, {}, "You have exceeded a secondary rate limit"), 60_000],
    ["requests left: a permission is missing", failure(403, { "x-ratelimit-remaining": "9" }), null],
    ["another status", failure(404, { "retry-after": "7" }), null],
    ["an error without an answer", new Error("x"), null],
  ])("reads the wait from %s", (_, error, expected) => {
    expect(rateLimitWait(error, now)).toBe(expected);
  });
});

describe("time", () => {
  it("stops when the budget is spent, and says which input raises it", async () => {
    const client = await clientOf(await host(json({}, 503)), { budgetMs: 2500 });
    await expect(client.call("repository")).rejects.toThrow(/time budget of 3 s is spent.*`time-budget`/);
    expect(client.traffic.requests).toBe(2);
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const forge = await host((_, response) => {
      stop.abort(new Error("cancelled"));
      response.end("{}");
    });
    const client = await clientOf(forge, { signal: stop.signal });
    await expect(client.call("repository")).rejects.toThrow("cancelled");
    await expect(client.call("repository")).rejects.toThrow("cancelled");
    expect(client.traffic.requests).toBe(1);
  });
});
