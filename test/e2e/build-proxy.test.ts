// A runner behind a proxy: the committed build and the engine reach a registry with TLS through HTTPS_PROXY, and a proxy that is down or refuses is named.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { containerStorage, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { type DockerRegistry, startDockerRegistry } from "../registry/docker-registry.ts";
import { type ProxyServer, startProxy } from "../registry/proxy-server.ts";
import type { StepResult } from "../support/runner.ts";
import { type Application, makeReleaseGround, type ReleaseGround } from "./release-ground.ts";

const HOST = "registry.example";
const tools = toolsOf(["buildah", "docker-registry", "openssl"]);

describe.skipIf(tools === null)("build behind a proxy", () => {
  let ground: ReleaseGround;
  let application: Application;
  let sha = "";
  let servers: EngineServers;
  let registry: DockerRegistry;
  let proxy: ProxyServer;
  let folder = "";
  const certificate = (): string => join(folder, "certificate.pem");

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "waybill-tls-"));
    const key = join(folder, "key.pem");
    const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${HOST} -addext subjectAltName=DNS:${HOST} -keyout ${key} -out ${certificate()}`;
    const made = spawnSync(tools?.get("openssl") ?? "", words.split(" "), { encoding: "utf8" });
    if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
    registry = await startDockerRegistry(tools?.get("docker-registry") ?? "", null, {
      certificate: certificate(),
      key,
    });
    ground = await makeReleaseGround({});
    application = await ground.application("podinfo");
    sha = application.commit("2026-11-21T09:44:00Z");
    servers = containerStorage();
  }, 60_000);
  afterAll(async () => {
    await servers[Symbol.asyncDispose]();
    await ground[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    proxy = await startProxy({ [`${HOST}:443`]: Number(registry.registry.split(":")[1]) }, "ann:s3cr3t");
  });
  afterEach(async () => proxy[Symbol.asyncDispose]());

  const build = async (env: Readonly<Record<string, string>>, image = `${HOST}/acme/podinfo`): Promise<StepResult> =>
    ground.step({
      action: "build",
      repository: application.repository,
      workspace: application.folder,
      sha,
      with: { image, engine: "buildah" },
      // Node and Go each have their own variable for one more authority.
      env: { ...servers.environment, NODE_EXTRA_CA_CERTS: certificate(), SSL_CERT_FILE: certificate(), ...env },
    });

  test("asks and pushes through it, with the proxy's password", async () => {
    const HTTPS_PROXY = `http://ann:s3cr3t@${proxy.host}`;
    const built = await build({ HTTPS_PROXY });
    expect(built.outputs, built.log).toMatchObject({ result: "pushed" });
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${HOST}:443`]));
    expect(built.log).not.toContain("s3cr3t");
    const again = await build({ https_proxy: HTTPS_PROXY });
    expect(again.outputs, again.log).toMatchObject({ result: "exists", digest: built.outputs["digest"] });
  }, 120_000);

  test("goes straight to a registry on this machine", async () => {
    await using local = await startDockerRegistry(tools?.get("docker-registry") ?? "", null);
    const address = `http://ann:s3cr3t@${proxy.host}`;
    const built = await build({ HTTPS_PROXY: address, HTTP_PROXY: address }, `${local.registry}/acme/podinfo`);
    expect(built.outputs, built.log).toMatchObject({ result: "pushed" });
    expect(proxy.tunnels).toEqual([]);
  }, 120_000);

  test("names a proxy that wants a password, and that builds nothing", async () => {
    const failed = await build({ HTTPS_PROXY: `http://ann:wr0ng@${proxy.host}` });
    expect(failed).toMatchObject({ exitCode: 1, outputs: { result: "failed" } });
    expect(failed.outputs["reason"]).toContain(
      `the proxy ${proxy.host} (the variable HTTPS_PROXY) refuses its user or password (407)`,
    );
    expect(failed.log).not.toMatch(/wr0ng|buildah build/u);
  });

  test("names a proxy that is down, within seconds", async () => {
    const { host } = proxy;
    await proxy[Symbol.asyncDispose]();
    proxy = await startProxy({});
    const failed = await build({ HTTPS_PROXY: `http://ann:s3cr3t@${host}` });
    expect(failed.exitCode).toBe(1);
    expect(failed.outputs["reason"]).toContain(
      `in 4 attempts: the proxy ${host} (the variable HTTPS_PROXY) cannot be used: connect ECONNREFUSED`,
    );
    expect(failed.log).not.toContain("s3cr3t");
    expect(failed.durationMs).toBeLessThan(20_000);
  });

  test("says that a certificate behind it is not trusted, at once", async () => {
    const failed = await build({ HTTPS_PROXY: `http://ann:s3cr3t@${proxy.host}`, NODE_EXTRA_CA_CERTS: "" });
    expect(failed.exitCode).toBe(1);
    expect(failed.outputs["reason"]).toContain("certificate");
    expect(proxy.tunnels).toHaveLength(1);
  });
});
