// What becomes of a question when the registry is slow, down, cut off, over its limit, or lies: an answer in time or an error that says what happened, never an absence.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { UserError } from "../../src/errors.ts";
import { sendDirectly } from "../../src/registry/direct.ts";
import { sha256 } from "../../src/text/digest.ts";
import { open, password, routed } from "./opening.ts";
import {
  DOCKER_IMAGE,
  image,
  OCI_IMAGE,
  OCI_INDEX,
  type RegistryServer,
  refusal,
  type Reply,
  startRegistry,
} from "./server.ts";

let server: RegistryServer;
beforeAll(async () => {
  server = await startRegistry();
});
afterAll(async () => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.requests.length = 0;
  server.reply = () => null;
});

const place = (): { registry: string; repository: string } => ({
  registry: server.registry,
  repository: "acme/podinfo",
});

/** The first requests get the replies, the others what the registry has. */
function first(...replies: readonly Reply[]): void {
  server.reply = (_request, count) => replies[count - 1] ?? null;
}

describe("what passes", () => {
  it.each<{ what: string; reply: Reply }>([
    { what: "500", reply: refusal(500, "UNKNOWN", "unknown error") },
    { what: "502 and a page", reply: { status: 502, headers: { "content-type": "text/html" }, body: "<html>" } },
    { what: "503", reply: { status: 503 } },
    { what: "504", reply: { status: 504 } },
    { what: "429", reply: refusal(429, "TOOMANYREQUESTS", "slow down") },
    { what: "a dropped connection", reply: "drop" },
    { what: "an answer that was cut", reply: "cut" },
    { what: "no answer", reply: "silence" },
  ])("is waited out: $what", async ({ reply }) => {
    const digest = image(server, "1.0.0");
    first(reply, reply);
    const { registry, waits } = open({ attemptTimeoutMs: 100 });
    expect((await registry.manifest(place(), "1.0.0"))?.digest).toBe(digest);
    expect(registry.requests).toBe(3);
    // Half of 1 s and of 2 s: the jitter's middle.
    expect(waits).toEqual([500, 1000]);
  });

  it.each([
    { header: "7", waitMs: 7000 },
    { header: "0", waitMs: 500 },
    { header: "Sun, 01 Mar 2026 12:00:05 GMT", waitMs: 5000 },
    { header: String(Date.parse("2026-03-01T12:00:09Z") / 1000), waitMs: 9000 },
    { header: "soon", waitMs: 500 },
    { header: "Sun, 01 Mar 2026 12:30:05 GMT", waitMs: 5000, date: "Sun, 01 Mar 2026 12:30:00 GMT" },
  ])(
    "is waited for as Retry-After says: $header",
    async ({ header, waitMs, date = "Sun, 01 Mar 2026 12:00:00 GMT" }) => {
      image(server, "1.0.0");
      first({ status: 429, headers: { "retry-after": header, date } });
      const { registry, waits, lines } = open();
      expect(await registry.digestOf(place(), "1.0.0")).not.toBeNull();
      expect(waits).toEqual([waitMs]);
      expect(lines.join("\n")).toContain(`answered 429 for ${server.registry}/acme/podinfo:1.0.0; asking again in`);
    },
  );

  it.each(["0", "-5", "Sun, 01 Mar 2026 11:00:00 GMT"])(
    "is asked again less and less often where Retry-After names no time to come: %s",
    async (header) => {
      const date = "Sun, 01 Mar 2026 12:00:00 GMT";
      server.reply = () => ({ status: 503, headers: { "retry-after": header, date } });
      const { registry, waits } = open({ budgetMs: 300_000 });
      await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow("until the time budget was spent");
      expect(waits.slice(0, 4)).toEqual([500, 1000, 2000, 4000]);
      expect(registry.requests).toBeLessThan(30);
    },
  );

  it("is waited out at the token endpoint, too", async () => {
    const digest = image(server, "1.0.0");
    let failures = 2;
    server.reply = ({ target, authorization }) => {
      if (target.startsWith("/token"))
        return (failures -= 1) >= 0 ? { status: 503 } : { status: 200, body: '{"access_token":"t"}' };
      return authorization === "Bearer t"
        ? null
        : { status: 401, headers: { "www-authenticate": `Bearer realm="/token"` } };
    };
    const { registry } = open();
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(registry.requests).toBe(5);
  });
});

describe("what does not pass in the time budget", () => {
  it.each<{ what: string; reply: Reply; says: RegExp }>([
    {
      what: "503",
      reply: { status: 503 },
      says: /failed for ".*:1\.0\.0" \(503\) until the time budget was spent; .*`time-budget`/u,
    },
    {
      what: "a dropped connection",
      reply: "drop",
      says: /gave no answer about ".*:1\.0\.0" in 3 attempts: socket hang up/u,
    },
    { what: "an answer that was cut", reply: "cut", says: /gave no answer about/u },
    { what: "no answer", reply: "silence", says: /no answer in time/u },
  ])("is an error that says so: $what", async ({ reply, says }) => {
    image(server, "1.0.0");
    server.reply = () => reply;
    const { registry, waits } = open({ budgetMs: 3000, attemptTimeoutMs: 50 });
    const error: unknown = await registry.manifest(place(), "1.0.0").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toMatch(says);
    expect(waits).toEqual([500, 1000]);
  });

  it("is a rate limit, with the time at which it ends and what lifts it", async () => {
    server.reply = () => ({ ...refusal(429, "TOOMANYREQUESTS", "pull limit"), headers: { "retry-after": "3600" } });
    const { registry, waits } = open();
    await expect(registry.manifest(place(), "1.0.0")).rejects.toThrow(
      `takes no more questions until 2026-03-01T13:00:00.000Z (429 TOOMANYREQUESTS: "pull limit"), which is beyond the time budget; run again then, or raise the input \`time-budget\`; who is logged in may ask more`,
    );
    expect(waits).toEqual([]);
    await expect(open({ credentials: password("a:b") }).registry.manifest(place(), "1.0.0")).rejects.not.toThrow(
      "logged in",
    );
  });

  it("has a budget for each question", async () => {
    const digest = image(server, "1.0.0");
    const { registry } = open({ budgetMs: 3000 });
    for (let question = 0; question < 4; question += 1) {
      server.requests.length = 0;
      first({ status: 503 }, { status: 503 });
      expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    }
  });
});

describe("a registry of which nothing is heard", () => {
  const refused = (): Promise<never> =>
    Promise.reject(
      new TypeError("fetch failed", {
        cause: Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:1"), { code: "ECONNREFUSED" }),
      }),
    );

  it("is an error after a few seconds, with what to check", async () => {
    const { registry, waits } = open({ fetch: refused, budgetMs: 300_000 });
    await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow(
      `the registry ${server.registry} cannot be reached for "${server.registry}/acme/podinfo:1.0.0" in 4 attempts: connect ECONNREFUSED 127.0.0.1:1 (${server.origin}); check its name and port, that it is up, and that this runner may reach it (network, firewall, HTTPS_PROXY and NO_PROXY)`,
    );
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it("is waited for while it starts, and as long as the budget goes when it answered before", async () => {
    const digest = image(server, "1.0.0");
    let down = 3;
    const { registry, waits } = open({
      fetch: async (url, request) => ((down -= 1) >= 0 ? refused() : sendDirectly(url, request)),
    });
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(waits).toHaveLength(3);
    down = 6;
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(waits).toHaveLength(9);
  });
});

describe("what is the same at the next attempt", () => {
  it("is a host that does not exist", async () => {
    const { registry, waits } = open({ fetch: routed({}).fetch });
    await expect(registry.digestOf({ registry: "nowhere.example", repository: "acme/podinfo" }, "1")).rejects.toThrow(
      'the registry nowhere.example gave no answer about "nowhere.example/acme/podinfo:1": getaddrinfo ENOTFOUND nowhere.example (https://nowhere.example); check its name',
    );
    expect(waits).toEqual([]);
  });

  it("is a port that HTTP is never spoken to, by the client that goes through proxies", async () => {
    const { registry, waits } = open({ fetch });
    await expect(registry.digestOf({ registry: "localhost:6000", repository: "acme/podinfo" }, "1")).rejects.toThrow(
      'the registry localhost:6000 gave no answer about "localhost:6000/acme/podinfo:1": bad port: HTTP is not spoken to this one',
    );
    expect(waits).toEqual([]);
  });

  it.each([400, 403, 418, 501])("is %i", async (status) => {
    server.reply = () => ({ status });
    const { registry, waits } = open();
    await expect(registry.manifest(place(), "1.0.0")).rejects.toThrow(
      `(${status})`.replace("(418)", "418").replace("(400)", "400"),
    );
    expect(waits).toEqual([]);
  });

  it("is a circle of redirects", async () => {
    server.reply = ({ target }) => ({ status: 302, headers: { location: target } });
    const { registry } = open();
    await expect(registry.manifest(place(), "1.0.0")).rejects.toThrow("more than 5 times");
    expect(registry.requests).toBe(6);
  });
});

describe("a cancelled run", () => {
  it("ends its question with the reason, and asks no further", async () => {
    const controller = new AbortController();
    const reason = new Error("cancelled");
    server.reply = () => {
      controller.abort(reason);
      return "silence";
    };
    const { registry, waits } = open({ signal: controller.signal });
    await expect(registry.digestOf(place(), "1.0.0")).rejects.toBe(reason);
    expect(waits).toEqual([]);
  });
});

describe("an answer that is none", () => {
  const answer = (body: string, contentType: string, headers: Readonly<Record<string, string>> = {}): void => {
    server.reply = () => ({ status: 200, headers: { "content-type": contentType, ...headers }, body });
  };
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", digest: sha256("c") };

  it.each([
    {
      what: "a web page",
      body: "<html>log in</html>",
      type: "text/html; charset=utf-8",
      says: "with a web page (200)",
    },
    { what: "no JSON", body: "pong", type: OCI_IMAGE, says: "is not JSON" },
    { what: "another document", body: "{}", type: "application/json", says: 'is of the type "application/json"' },
    { what: "a list", body: "[]", type: OCI_IMAGE, says: "expected an object" },
    { what: "an image without configuration", body: "{}", type: OCI_IMAGE, says: "`config` of the manifest of" },
    {
      what: "Docker's first format",
      body: '{"schemaVersion":1}',
      type: "application/vnd.docker.distribution.manifest.v1+prettyjws",
      says: "expected one of",
    },
    {
      what: "two types",
      body: JSON.stringify({ mediaType: DOCKER_IMAGE, config }),
      type: OCI_IMAGE,
      says: "expected one type",
    },
    {
      what: "an index and an image",
      body: JSON.stringify({ manifests: [], config, layers: [] }),
      type: OCI_INDEX,
      says: "an image and an index at once",
    },
    {
      what: "an image and an index",
      body: JSON.stringify({ manifests: [], config, layers: [] }),
      type: OCI_IMAGE,
      says: "an image and an index at once",
    },
    {
      what: "a digest that is none",
      body: JSON.stringify({ config: { ...config, digest: "sha256:../../x" } }),
      type: OCI_IMAGE,
      says: 'is "sha256:../../x"; expected sha256:',
    },
    {
      what: "annotations that are no texts",
      body: JSON.stringify({ config, annotations: { a: 1 } }),
      type: OCI_IMAGE,
      says: '"a"',
    },
  ])("is refused with the reference: $what", async ({ body, type, says }) => {
    answer(body, type);
    const error: unknown = await open()
      .registry.manifest(place(), "1.0.0")
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(says);
    expect(String(error)).toContain(`${server.registry}/acme/podinfo:1.0.0`);
  });

  it("is no digest of a web page", async () => {
    answer("<html>", "text/html", { "docker-content-digest": sha256("x") });
    await expect(open().registry.digestOf(place(), "1.0.0")).rejects.toThrow("with a web page (200)");
  });

  it("may be called by a type that says nothing, where it says its own", async () => {
    answer(JSON.stringify({ mediaType: OCI_IMAGE, config }), "application/octet-stream");
    expect((await open().registry.manifest(place(), "1.0.0"))?.mediaType).toBe(OCI_IMAGE);
  });

  it("is a manifest of more than 4 MB", async () => {
    answer(" ".repeat((4 << 20) + 1), OCI_IMAGE);
    await expect(open().registry.manifest(place(), "1.0.0")).rejects.toThrow("is larger than 4194304 bytes");
  });

  it("is a digest that the bytes do not have", async () => {
    answer(JSON.stringify({ config }), OCI_IMAGE, { "docker-content-digest": sha256("other") });
    await expect(open().registry.manifest(place(), "1.0.0")).rejects.toThrow(`expected ${sha256("other")}`);
  });

  it("is another manifest than that of the digest which was asked for", async () => {
    const wanted = sha256("wanted");
    answer(JSON.stringify({ config }), OCI_IMAGE, { "docker-content-digest": sha256(JSON.stringify({ config })) });
    const { registry } = open();
    await expect(registry.manifest(place(), wanted)).rejects.toThrow(`expected ${wanted}`);
    await expect(registry.digestOf(place(), wanted)).rejects.toThrow("expected the one that was asked for");
  });

  it("is a configuration that is not the one of the manifest", async () => {
    image(server, "1.0.0");
    const { registry } = open();
    const manifest = await registry.manifest(place(), "1.0.0");
    if (manifest === null) throw new Error("no manifest");
    answer('{"config":{"Labels":{"org.opencontainers.image.revision":"forged"}}}', "application/octet-stream");
    await expect(registry.labels(place(), manifest)).rejects.toThrow("sent a configuration for");
  });

  it("is a configuration that is gone", async () => {
    image(server, "1.0.0");
    const { registry } = open();
    const manifest = await registry.manifest(place(), "1.0.0");
    if (manifest === null) throw new Error("no manifest");
    server.reply = () => refusal(404, "BLOB_UNKNOWN", "blob unknown to registry");
    await expect(registry.labels(place(), manifest)).rejects.toThrow("404 BLOB_UNKNOWN");
  });
});

describe("outside text", () => {
  it("in an error is one short line", async () => {
    server.reply = () => refusal(403, "DENIED", `a\n::error::b\u202e${"c".repeat(5000)}`);
    const error: unknown = await open()
      .registry.manifest(place(), "1.0.0")
      .catch((thrown: unknown) => thrown);
    expect(String(error)).not.toMatch(/[\n\u202e]/u);
    expect(String(error).length).toBeLessThan(700);
  });
});
