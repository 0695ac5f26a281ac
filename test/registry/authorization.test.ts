// Who the client is to a registry, what each answer to a challenge costs, and where secrets never go.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Credentials } from "../../src/registry/credentials.ts";
import { givenCredentials } from "../../src/registry/credentials.ts";
import { always, nobody, open, password, routed } from "./opening.ts";
import { basic, bearerRegistry, image, type RegistryServer, refusal, startRegistry, unknown } from "./server.ts";

let server: RegistryServer;
/** Another host, which should see no secret. */
let other: RegistryServer;
beforeAll(async () => {
  [server, other] = await Promise.all([startRegistry(), startRegistry()]);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await other[Symbol.asyncDispose]();
});
beforeEach(() => {
  for (const each of [server, other]) {
    each.requests.length = 0;
    each.reply = () => null;
  }
});

const place = (repository = "acme/podinfo"): { registry: string; repository: string } => ({
  registry: server.registry,
  repository,
});
const asked = (): string[] => server.requests.map(({ method, target }) => `${method} ${target.replace(/[?].*/u, "")}`);

function basicRegistry(pair: string): void {
  server.reply = ({ authorization }) =>
    authorization === basic(pair)
      ? null
      : refusal(401, "UNAUTHORIZED", "authentication required", { "www-authenticate": 'Basic realm="Registry Realm"' });
}

describe("a registry with passwords", () => {
  it("costs no request more: a login is not kept back until it is asked for", async () => {
    basicRegistry("ann:secret");
    const digest = image(server, "1.0.0");
    const { registry } = open({ credentials: password("ann:secret") });
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(await registry.digestOf(place("acme/other"), "1.0.0")).toBe(digest);
    expect(registry.requests).toBe(2);
  });

  it("that tells strangers that there is nothing is not believed by who has a login", async () => {
    const digest = image(server, "1.0.0");
    server.reply = ({ authorization }) => (authorization === basic("ann:secret") ? null : unknown("MANIFEST_UNKNOWN"));
    expect(await open({ credentials: password("ann:secret") }).registry.digestOf(place(), "1.0.0")).toBe(digest);
  });

  it.each([400, 403])("that answers %i to what it did not ask for is asked as by a stranger first", async (status) => {
    bearerRegistry(server, { user: "ann:secret" });
    const challenge = server.reply;
    server.reply = (request, count) =>
      request.target.startsWith("/v2/") && request.authorization?.startsWith("Basic ") === true
        ? { status }
        : challenge(request, count);
    const digest = image(server, "1.0.0");
    const { registry } = open({ credentials: password("ann:secret") });
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(registry.requests).toBe(4);
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(registry.requests).toBe(5);
  });

  it("that refuses a login is not believed when it tells strangers that there is nothing", async () => {
    server.reply = ({ authorization }) =>
      authorization === null ? unknown("NAME_UNKNOWN") : refusal(403, "DENIED", "you may only push");
    const { registry } = open({ credentials: password("ann:secret") });
    await expect(registry.manifest(place(), "1.0.0")).rejects.toThrow("403 DENIED");
    await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow("to the credentials of the inputs");
  });

  it("that refuses the password is not asked again", async () => {
    basicRegistry("ann:secret");
    const { registry } = open({ credentials: password("ann:wrong") });
    await expect(registry.manifest(place(), "1.0.0")).rejects.toThrow(
      `the registry ${server.registry} refuses "${server.registry}/acme/podinfo:1.0.0" (401 UNAUTHORIZED: "authentication required") to the credentials of the inputs`,
    );
    expect(registry.requests).toBe(1);
    await expect(registry.manifest(place(), "1.0.0")).rejects.toThrow("the credentials of the inputs");
    expect(registry.requests).toBe(2);
  });

  it("without a password says how to log in", async () => {
    basicRegistry("ann:secret");
    await expect(open().registry.manifest(place(), "1.0.0")).rejects.toThrow(
      `there are none for ${server.registry}; if it exists, log in with docker/login-action, or run "docker login ${server.registry}" before`,
    );
  });
});

describe("a registry with tokens", () => {
  it.each([
    { who: "anybody", user: null, credentials: nobody },
    { who: "a user", user: "ann:secret", credentials: password("ann:secret") },
  ])("costs $who two requests more for a repository, once", async ({ user, credentials }) => {
    bearerRegistry(server, { user });
    const digest = image(server, "1.0.0");
    const { registry } = open({ credentials });
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(asked()).toEqual([
      "HEAD /v2/acme/podinfo/manifests/1.0.0",
      "GET /token",
      "HEAD /v2/acme/podinfo/manifests/1.0.0",
    ]);
    await registry.digestOf(place(), "1.0.0");
    expect(registry.requests).toBe(4);
  });

  it("asks for reading this repository only, whatever the challenge says", async () => {
    bearerRegistry(server, { user: null });
    image(server, "1.0.0");
    await open().registry.digestOf(place(), "1.0.0");
    const query = new URL(server.requests[1]?.target ?? "", server.origin).searchParams;
    expect(Object.fromEntries(query)).toEqual({ service: "test.example", scope: "repository:acme/podinfo:pull" });
  });

  it("is not challenged again for another repository", async () => {
    bearerRegistry(server, { user: null });
    image(server, "1.0.0");
    const { registry } = open();
    await registry.digestOf(place(), "1.0.0");
    server.requests.length = 0;
    await registry.digestOf(place("acme/other"), "1.0.0");
    expect(asked()).toEqual(["GET /token", "HEAD /v2/acme/other/manifests/1.0.0"]);
  });

  it("gets a new token when the old one has expired", async () => {
    bearerRegistry(server, { user: null, uses: 2 });
    const digest = image(server, "1.0.0");
    const { registry } = open();
    for (let count = 0; count < 5; count += 1) expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(asked().filter((each) => each === "GET /token")).toHaveLength(3);
  });

  it("that refuses every token is given a second one, and no third", async () => {
    bearerRegistry(server, { user: null, uses: 0 });
    const { registry } = open();
    await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow("without credentials (401)");
    expect(registry.requests).toBe(3);
    await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow("without credentials (401)");
    expect(registry.requests).toBe(6);
  });

  it("is asked for one token by questions at the same time", async () => {
    bearerRegistry(server, { user: null });
    image(server, "1.0.0");
    const { registry } = open();
    await Promise.all([1, 2, 3].map(() => registry.digestOf(place(), "1.0.0")));
    await Promise.all([1, 2, 3].map(() => registry.digestOf(place("acme/other"), "1.0.0")));
    expect(asked().filter((each) => each === "GET /token")).toHaveLength(2);
  });

  it("takes a refresh token by POST, as Azure's has it", async () => {
    bearerRegistry(server, { user: "refresh-me" });
    const digest = image(server, "1.0.0");
    const credentials = always({ kind: "identity-token", token: "refresh-me", source: "the Docker configuration" });
    expect(await open({ credentials }).registry.digestOf(place(), "1.0.0")).toBe(digest);
    const { method, target, body, authorization } = server.requests[1] ?? {};
    expect({ method, target, authorization }).toEqual({ method: "POST", target: "/token", authorization: null });
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: "refresh_token",
      refresh_token: "refresh-me",
      client_id: "waybill",
      service: "test.example",
      scope: "repository:acme/podinfo:pull",
    });
  });

  it("takes a token that the configuration has ready", async () => {
    bearerRegistry(server, { user: null });
    server.reply = ({ authorization }) =>
      authorization === "Bearer ready"
        ? null
        : { status: 401, headers: { "www-authenticate": 'Bearer realm="/token"' } };
    image(server, "1.0.0");
    const credentials = always({ kind: "registry-token", token: "ready", source: "the Docker configuration" });
    const { registry } = open({ credentials });
    expect(await registry.digestOf(place(), "1.0.0")).not.toBeNull();
    expect(registry.requests).toBe(1);
  });

  it.each(["s3 cr3t", "s3cr3t\n", "\u00fc"])("is not sent a token that no header takes: %j", async (token) => {
    bearerRegistry(server, { user: null });
    const credentials = always({ kind: "registry-token", token, source: "the Docker configuration" });
    const error: unknown = await open({ credentials })
      .registry.digestOf(place(), "1.0.0")
      .catch((thrown: unknown) => thrown);
    expect(String(error)).toContain("the token of the Docker configuration for");
    expect(String(error)).not.toContain(token.trim());
  });

  it.each([
    { who: "nobody", credentials: nobody, says: "lets nobody read" },
    { who: "a stranger", credentials: password("eve:wrong"), says: "refuses the credentials of the inputs for" },
  ])("says so where its token endpoint lets $who in", async ({ credentials, says }) => {
    bearerRegistry(server, { user: "ann:secret" });
    await expect(open({ credentials }).registry.digestOf(place(), "1.0.0")).rejects.toThrow(says);
  });

  it.each([
    { what: "a page", reply: { status: 200, headers: { "content-type": "text/html" }, body: "<html>" } },
    { what: "no token", reply: { status: 200, body: '{"token":""}' } },
    { what: "a token of two lines", reply: { status: 200, body: '{"token":"a\\r\\nHost: b"}' } },
    { what: "nothing there", reply: { status: 404 } },
  ])("says so where its token endpoint gives $what", async ({ reply }) => {
    bearerRegistry(server, { user: null });
    const challenge = server.reply;
    server.reply = (request, count) => (request.target.startsWith("/token") ? reply : challenge(request, count));
    await expect(open().registry.digestOf(place(), "1.0.0")).rejects.toThrow("gave no token for");
  });
});

it("a token endpoint that failed is asked again by the next question", async () => {
  bearerRegistry(server, { user: null });
  const digest = image(server, "1.0.0");
  const well = server.reply;
  server.reply = (request, count) => (request.target.startsWith("/token") ? { status: 503 } : well(request, count));
  const { registry } = open({ budgetMs: 1000 });
  await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow("gave no token for");
  server.reply = well;
  expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
});

describe("a secret", () => {
  const remote = { registry: "registry.example", repository: "acme/podinfo" };

  it("goes to the realm on another host that the registry names, over https", async () => {
    bearerRegistry(server, { user: "ann:secret", realm: "https://auth.example/token" });
    image(server, "1.0.0");
    const net = routed({ "https://registry.example": server.origin, "https://auth.example": server.origin });
    const { registry } = open({ fetch: net.fetch, credentials: password("ann:secret") });
    expect(await registry.digestOf(remote, "1.0.0")).not.toBeNull();
    expect(net.sent.map(({ origin, authorization }) => [origin, authorization])).toEqual([
      ["https://registry.example", basic("ann:secret")],
      ["https://auth.example", basic("ann:secret")],
      ["https://registry.example", "Bearer token-1"],
    ]);
  });

  it.each([
    "http://auth.example/token",
    "http://registry.example/token",
    "http://127.0.0.1:1/token",
    "ftp://x/",
    "https://",
  ])("never goes to the realm %s of a registry elsewhere", async (realm) => {
    bearerRegistry(server, { user: "ann:secret", realm });
    const net = routed({ "https://registry.example": server.origin });
    const { registry } = open({ fetch: net.fetch, credentials: password("ann:secret") });
    await expect(registry.digestOf(remote, "1.0.0")).rejects.toThrow("credentials are sent over https only");
    expect(net.sent.map(({ origin }) => origin)).toEqual(["https://registry.example"]);
  });

  it.each([301, 302, 303, 307, 308])(
    "is not in a request that a registry redirects elsewhere with %i",
    async (status) => {
      const digest = image(other, "1.0.0");
      bearerRegistry(server, { user: "ann:secret" });
      const authorized = server.reply;
      server.reply = (request, count) =>
        authorized(request, count) ?? { status, headers: { location: `${other.origin}${request.target}` } };
      const { registry } = open({ credentials: password("ann:secret") });
      expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
      expect(other.requests.map(({ authorization }) => authorization)).toEqual([null]);
    },
  );

  it("is not won by a host that a registry redirects to and that asks for it", async () => {
    server.reply = ({ target }) => ({ status: 307, headers: { location: `${other.origin}${target}` } });
    other.reply = () => ({ status: 401, headers: { "www-authenticate": `Bearer realm="${other.origin}/token"` } });
    const { registry } = open({ credentials: password("ann:secret") });
    await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow("401");
    expect(other.requests.map(({ method, authorization }) => [method, authorization])).toEqual([["HEAD", null]]);
  });

  it("stays away after a redirect elsewhere and back", async () => {
    basicRegistry("ann:secret");
    const digest = image(server, "back");
    const authorized = server.reply;
    server.reply = (request, count) =>
      request.target.endsWith("back")
        ? null
        : (authorized(request, count) ?? { status: 307, headers: { location: `${other.origin}/there` } });
    other.reply = () => ({ status: 307, headers: { location: `${server.origin}/v2/acme/podinfo/manifests/back` } });
    const { registry } = open({ credentials: password("ann:secret") });
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(server.requests.at(-1)?.authorization).toBeNull();
  });

  it.each(["http://registry.example/v2/", "http://127.0.0.1:1/", "http://169.254.169.254/", "file:///etc/passwd"])(
    "is safe where a registry elsewhere redirects to %s",
    async (location) => {
      server.reply = () => ({ status: 307, headers: { location } });
      const net = routed({ "https://registry.example": server.origin });
      const { registry } = open({ fetch: net.fetch, credentials: password("ann:secret") });
      await expect(registry.digestOf(remote, "1.0.0")).rejects.toThrow("expected an address that begins with https://");
      expect(net.sent).toHaveLength(1);
    },
  );

  it("is not posted on where a token endpoint redirects", async () => {
    bearerRegistry(server, { user: "refresh-me" });
    const challenge = server.reply;
    server.reply = (request, count) =>
      request.target.startsWith("/token")
        ? { status: 307, headers: { location: `${other.origin}/token` } }
        : challenge(request, count);
    const credentials = always({ kind: "identity-token", token: "refresh-me", source: "the Docker configuration" });
    await expect(open({ credentials }).registry.digestOf(place(), "1.0.0")).rejects.toThrow("is not sent on");
    expect(other.requests).toEqual([]);
  });

  it("is that of its own registry only", async () => {
    bearerRegistry(server, { user: null });
    image(server, "1.0.0");
    const questions: string[] = [];
    const otherwise: Credentials = async (registry) => {
      questions.push(registry);
      return null;
    };
    const credentials = givenCredentials({ registry: "ghcr.io", username: "ann", password: "secret", otherwise });
    await open({ credentials }).registry.digestOf(place(), "1.0.0");
    expect(questions).toContain(server.registry);
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([null, null, "Bearer token-1"]);
    expect(await credentials("ghcr.io", "acme/podinfo")).toMatchObject({ username: "ann", source: "the inputs" });
  });

  it("that a registry repeats is neither in the error nor in the log", async () => {
    basicRegistry("ann:secret-word");
    const challenge = server.reply;
    server.reply = (request, count) =>
      challenge(request, count) ??
      refusal(
        403,
        "DENIED",
        `no ${request.authorization} ${Buffer.from((request.authorization ?? "").slice(6), "base64").toString()}`,
      );
    const { registry, lines } = open({ credentials: password("ann:secret-word") });
    const error: unknown = await registry.manifest(place(), "1.0.0").catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('403 DENIED: "no Basic *** ann:***"');
    expect(lines.join("\n")).not.toMatch(/secret-word|Basic [^*]/u);
  });
});

it("a token that a registry repeats is not in the error, not even a piece of it beside a password that it holds", async () => {
  bearerRegistry(server, { user: "ann:token" });
  const authorized = server.reply;
  server.reply = (request, count) =>
    authorized(request, count) ?? refusal(403, "DENIED", `not with <${request.authorization}>`);
  await expect(open({ credentials: password("ann:token") }).registry.manifest(place(), "1.0.0")).rejects.toThrow(
    'DENIED: "not with <Bearer ***>"',
  );
});
