// Through the proxy that the runner's environment names: what goes there, and what is said when it is down or refuses.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { proxied, proxyFor } from "../../src/registry/proxy.ts";
import { open, type Opened } from "./opening.ts";
import { type ProxyServer, startProxy } from "./proxy-server.ts";
import { image, type RegistryServer, startRegistry } from "./server.ts";

describe("the proxy of a request", () => {
  const https = "https://ghcr.io/v2/";

  it.each<{ url: string; environment: Record<string, string>; proxy: string | null }>([
    { url: https, environment: {}, proxy: null },
    { url: https, environment: { HTTPS_PROXY: "" }, proxy: null },
    { url: https, environment: { HTTPS_PROXY: "http://p:3128" }, proxy: "HTTPS_PROXY http://p:3128/" },
    { url: https, environment: { https_proxy: "http://p:3128" }, proxy: "https_proxy http://p:3128/" },
    {
      url: https,
      environment: { HTTPS_PROXY: "http://P:1", https_proxy: "http://p:2" },
      proxy: "https_proxy http://p:2/",
    },
    { url: https, environment: { HTTPS_PROXY: "p:3128" }, proxy: "HTTPS_PROXY http://p:3128/" },
    { url: https, environment: { HTTPS_PROXY: "https://p" }, proxy: "HTTPS_PROXY https://p/" },
    { url: https, environment: { HTTP_PROXY: "http://p:3128" }, proxy: null },
    { url: "http://ghcr.io/", environment: { HTTP_PROXY: "http://p:3128" }, proxy: "HTTP_PROXY http://p:3128/" },
    { url: "http://ghcr.io/", environment: { HTTPS_PROXY: "http://p:3128" }, proxy: null },
  ])("$url with $environment is $proxy", ({ url, environment, proxy }) => {
    const found = proxyFor(new URL(url), environment);
    expect(found === null ? null : `${found.variable} ${found.url.href}`).toBe(proxy);
  });

  it.each(["http://localhost:5000/", "http://127.0.0.1:5000/", "https://127.9.9.9/", "http://[::1]:5000/"])(
    "is none for %s, on this machine",
    (url) => {
      expect(proxyFor(new URL(url), { HTTPS_PROXY: "http://p:1", HTTP_PROXY: "http://p:1" })).toBeNull();
    },
  );

  it.each<{ list: string; url: string; exempt: boolean }>([
    { list: "*", url: https, exempt: true },
    { list: "ghcr.io", url: https, exempt: true },
    { list: " quay.io , GHCR.io ", url: https, exempt: true },
    { list: "io", url: https, exempt: true },
    { list: "hcr.io", url: https, exempt: false },
    { list: ".ghcr.io", url: https, exempt: false },
    { list: ".ghcr.io", url: "https://pkg.ghcr.io/", exempt: true },
    { list: "*.ghcr.io", url: "https://pkg.ghcr.io/", exempt: true },
    { list: "ghcr.io", url: "https://pkg.ghcr.io/", exempt: true },
    { list: "ghcr.io:443", url: https, exempt: true },
    { list: "ghcr.io:8443", url: https, exempt: false },
    { list: "harbor.example:8443", url: "https://harbor.example:8443/", exempt: true },
    { list: "10.0.0.0/8", url: "https://10.1.2.3/", exempt: true },
    { list: "10.0.0.0/8", url: "https://11.1.2.3/", exempt: false },
    { list: "10.0.0.0/8", url: https, exempt: false },
    { list: "10.0.0.0/99", url: "https://10.1.2.3/", exempt: false },
    { list: "10.1.2.3", url: "https://10.1.2.3/", exempt: true },
    { list: "10.1.2.3", url: "https://110.1.2.3/", exempt: false },
    { list: "2.3", url: "https://10.1.2.3/", exempt: false },
    { list: "fd00::/8", url: "https://[fd12::1]/", exempt: true },
    { list: "fd12::1", url: "https://[fd12::1]:5000/", exempt: true },
    { list: "[fd12::1]:5000", url: "https://[fd12::1]:5000/", exempt: true },
    { list: ",,", url: https, exempt: false },
  ])("is none for $url with NO_PROXY=$list: $exempt", ({ list, url, exempt }) => {
    for (const name of ["NO_PROXY", "no_proxy"]) {
      expect(proxyFor(new URL(url), { HTTPS_PROXY: "http://p:1", [name]: list }) === null).toBe(exempt);
    }
  });

  it.each(["socks5://user:s3cr3t@p:1", "http://user:s3cr3t@", "http://user:s3cr3t%@p:1", "http://s3cr3t p"])(
    "is refused without its value: %s",
    (value) => {
      const refused = (): unknown => proxyFor(new URL(https), { HTTPS_PROXY: value });
      expect(refused).toThrow("the variable HTTPS_PROXY is no address of a proxy that can be used");
      expect(refused).not.toThrow("s3cr3t");
    },
  );
});

describe("a registry behind a proxy", () => {
  const place = { registry: "registry.example", repository: "acme/podinfo" };
  let server: RegistryServer;
  let proxy: ProxyServer;
  beforeEach(async () => {
    server = await startRegistry();
    proxy = await startProxy({ "registry.example:80": Number(new URL(server.origin).port) }, "ann:s3cr3t");
  });
  afterEach(async () => {
    await proxy[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  /** What goes to the registry's https goes to its http here, through the proxy: the proxy sees the same request for a tunnel. */
  function behind(environment: Readonly<Record<string, string>>): Opened {
    const through = proxied(() => Promise.reject(new Error("went straight")), environment);
    return open({
      fetch: (url, request) => through(new URL(`http://${url.host}${url.pathname}`), request),
    });
  }
  const asked = async (environment: Readonly<Record<string, string>>): Promise<string> =>
    behind(environment)
      .registry.digestOf(place, "1.0.0")
      .then(
        (digest) => digest ?? "none",
        (error: unknown) => String(error),
      );

  it("is asked through it, with the proxy's password", async () => {
    const digest = image(server, "1.0.0");
    const { registry } = behind({ HTTP_PROXY: `http://ann:s3cr3t@${proxy.host}` });
    expect(await registry.digestOf(place, "1.0.0")).toBe(digest);
    expect((await registry.manifest(place, "1.0.0"))?.digest).toBe(digest);
    expect(new Set(proxy.tunnels)).toEqual(new Set(["registry.example:80"]));
    // The proxy's password is the proxy's.
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([null, null]);
  });

  it("is asked straight where NO_PROXY has it", async () => {
    expect(await asked({ HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: ".example" })).toContain("went straight");
    expect(proxy.tunnels).toEqual([]);
  });

  it.each([
    { user: "", says: "wants a user and a password (407); put them into HTTP_PROXY as http://user:password@" },
    { user: "ann:wr0ng@", says: "refuses its user or password (407); put them into HTTP_PROXY" },
  ])("says so when the proxy wants another password than $user", async ({ user, says }) => {
    const told = await asked({ HTTP_PROXY: `http://${user}${proxy.host}` });
    expect(told).toContain(`the proxy ${proxy.host} (the variable HTTP_PROXY) ${says}`);
    expect(told).not.toContain("wr0ng");
    expect(proxy.tunnels).toHaveLength(1);
  });

  it("says so when the proxy does not let it through", async () => {
    proxy.refuse = () => 403;
    expect(await asked({ http_proxy: `http://ann:s3cr3t@${proxy.host}` })).toMatch(
      /the proxy 127\.0\.0\.1:\d+ \(the variable http_proxy\) does not let this run reach registry\.example \(403\); allow it there, or exempt registry\.example in NO_PROXY/u,
    );
  });

  it("waits for a proxy that is busy", async () => {
    const digest = image(server, "1.0.0");
    proxy.refuse = (count) => (count <= 2 ? 503 : null);
    const opened = behind({ HTTP_PROXY: `http://ann:s3cr3t@${proxy.host}` });
    expect(await opened.registry.digestOf(place, "1.0.0")).toBe(digest);
    expect(opened.waits).toEqual([500, 1000]);
    expect(opened.lines.join("\n")).toContain("(the variable HTTP_PROXY) answered 503 for registry.example");
  });

  it("says which proxy is down, after a few attempts and without its password", async () => {
    const { host } = proxy;
    await proxy[Symbol.asyncDispose]();
    proxy = await startProxy({});
    const opened = behind({ HTTP_PROXY: `http://ann:s3cr3t@${host}` });
    const error: unknown = await opened.registry.digestOf(place, "1.0.0").catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(
      `cannot be reached for "registry.example/acme/podinfo:1.0.0" in 4 attempts: the proxy ${host} (the variable HTTP_PROXY) cannot be used: connect ECONNREFUSED`,
    );
    expect(opened.waits).toEqual([500, 1000, 2000]);
    expect(`${String(error)}${opened.lines.join("\n")}`).not.toMatch(/s3cr3t|YW5u/u);
  });
});
