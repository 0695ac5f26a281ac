// The registry as `build` meets it in the committed dist, with a real engine and a real registry: logged in as the engine, patient with what passes, clear about what does not.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { containerStorage, dockerDaemon, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { type DockerRegistry, passwords, startDockerRegistry } from "../registry/docker-registry.ts";
import { startTokenServer, type TokenServer } from "../registry/token-server.ts";
import type { StepOptions, StepResult } from "../support/runner.ts";
import { type Between, type Deed, type PassingRequest, startBetween } from "../registry/between.ts";
import { type Application, dateTag, makeReleaseGround, type ReleaseGround } from "./release-ground.ts";

const run = promisify(execFile);
const AT = "2026-11-21T09:44:00Z";
const tools = toolsOf(["buildah", "podman", "docker-registry", "openssl"]);
const docker = toolsOf(["docker", "dockerd"]);

const KINDS = [
  // Over the bare engine: the question before and the one after.
  { kind: "open", more: { registry: 2, token: 0 } },
  { kind: "passwords", more: { registry: 2, token: 0 } },
  // Whose realm nobody knows beforehand: the challenge and its token are extra.
  { kind: "tokens", more: { registry: 3, token: 1 } },
] as const;

describe.skipIf(tools === null)("build and a registry", () => {
  let ground: ReleaseGround;
  let application: Application;
  let sha = "";
  let servers: EngineServers;
  let folder = "";
  beforeAll(async () => {
    ground = await makeReleaseGround({});
    application = await ground.application("podinfo");
    sha = application.commit(AT);
    servers = containerStorage();
    folder = mkdtempSync(join(tmpdir(), "waybill-logins-"));
  }, 60_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await servers[Symbol.asyncDispose]();
    await ground[Symbol.asyncDispose]();
  });

  /** `build` of the application's commit as `image`. */
  const build = async (image: string, options: Partial<StepOptions> = {}): Promise<StepResult> =>
    ground.step({
      action: "build",
      repository: application.repository,
      workspace: application.folder,
      sha,
      ...options,
      env: { ...servers.environment, ...options.env },
      with: { image, engine: "buildah", ...options.with },
    });
  const tag = (): string => dateTag(AT, sha);

  /** Logs in as people do before the step; the password by standard input. */
  async function logIn(
    engine: "buildah" | "podman",
    where: string,
    env: Readonly<Record<string, string>>,
  ): Promise<void> {
    const args = ["login", "--tls-verify=false", "--username=ann", "--password-stdin", where];
    const login = run(engine, args, { env: { ...servers.environment, ...env } });
    login.child.stdin?.end("secret");
    await login;
  }

  describe.each(KINDS)("with $kind", ({ kind, more }) => {
    let registry: DockerRegistry;
    let tokens: TokenServer;
    let between: Between;
    const login = (): Record<string, string> => ({ REGISTRY_AUTH_FILE: join(folder, `${kind}.json`) });
    beforeAll(async () => {
      tokens = await startTokenServer(tools?.get("openssl") ?? "", new Set(["ann:secret"]));
      const auth = { open: null, passwords, tokens: async (at: string) => tokens.trust(at) }[kind];
      registry = await startDockerRegistry(tools?.get("docker-registry") ?? "", auth);
      between = await startBetween(registry.origin);
      writeFileSync(join(folder, "open.json"), "{}");
      if (kind !== "open") await logIn("buildah", between.registry, login());
    }, 60_000);
    afterAll(async () => {
      await between[Symbol.asyncDispose]();
      await registry[Symbol.asyncDispose]();
      await tokens[Symbol.asyncDispose]();
    });

    test(`costs ${more.registry} requests to it and ${more.token} for a token over the bare engine, and no more to find what is built`, async () => {
      const image = `${between.registry}/acme/counted`;
      /** Our own; the engine asks for its tokens to push. */
      const ours = (): { registry: number; token: number } => ({
        registry: between.requests.filter(({ userAgent }) => userAgent === "waybill").length,
        token: tokens.requests.filter((request) => request.endsWith(encodeURIComponent(":pull"))).length,
      });
      const built = await build(image, { env: { ...login(), RUNNER_DEBUG: "1" } });
      expect(built.outputs, built.log).toMatchObject({ result: "pushed", tags: tag() });
      expect(built.log).toContain(`::debug::HEAD ${between.origin}/v2/acme/counted/manifests/${tag()}: 200`);
      // The login in base64, and how a token begins.
      expect(built.log).not.toMatch(/YW5uOnNlY3JldA|eyJ0eXAi|authorization:/iu);
      expect(between.requests.length).toBeGreaterThan(ours().registry);
      expect(ours()).toEqual(more);
      const again = await build(image, { env: login() });
      expect(again.outputs, again.log).toMatchObject({
        result: "exists",
        tags: tag(),
        digest: built.outputs["digest"],
      });
      expect(ours()).toEqual({ registry: 2 * more.registry, token: 2 * more.token });
    }, 120_000);

    if (kind === "passwords") {
      test.each([
        { who: "buildah login", engine: "buildah", where: "", env: { XDG_RUNTIME_DIR: "session" } },
        { who: "podman login", engine: "podman", where: "", env: { REGISTRY_AUTH_FILE: "podman.json" } },
        { who: "podman login for a part", engine: "podman", where: "/acme", env: { XDG_RUNTIME_DIR: "part" } },
        { who: "buildah login with DOCKER_CONFIG", engine: "buildah", where: "", env: { DOCKER_CONFIG: "docker" } },
      ] as const)(
        "is asked as $who left it",
        async ({ engine, where, env }) => {
          const variables = Object.fromEntries(Object.entries(env).map(([name, path]) => [name, join(folder, path)]));
          if (!("REGISTRY_AUTH_FILE" in env)) mkdirSync(Object.values(variables)[0] ?? "");
          await logIn(engine, `${between.registry}${where}`, variables);
          const image = `${between.registry}/acme/${engine}${where.length}${Object.keys(env)[0]?.toLowerCase().slice(0, 3)}`;
          const built = await build(image, { env: variables, with: { engine } });
          expect(built.exitCode, built.log).toBe(0);
          expect(built.outputs).toMatchObject({ result: "pushed" });
          expect(built.log).not.toMatch(/secret|YW5uOnNlY3JldA/u);
        },
        120_000,
      );

      test.skipIf(docker === null)(
        "is asked as docker login left it",
        async () => {
          await using daemon = await dockerDaemon(null);
          const args = ["login", "--username=ann", "--password-stdin", between.registry];
          const loggedIn = run("docker", args, { env: daemon.environment });
          loggedIn.child.stdin?.end("secret");
          await loggedIn;
          const image = `${between.registry}/acme/docker`;
          const built = await build(image, { env: daemon.environment, with: { engine: "docker" } });
          expect(built.outputs, built.log).toMatchObject({ result: "pushed" });
          expect(built.log).not.toMatch(/secret|YW5uOnNlY3JldA/u);
        },
        120_000,
      );

      test("says who is not logged in, and builds nothing", async () => {
        const nobody = await build(`${between.registry}/acme/nobody`, {
          env: { REGISTRY_AUTH_FILE: join(folder, "open.json") },
        });
        expect(nobody).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "" } });
        expect(nobody.outputs["reason"]).toContain(
          `there are none for ${between.registry}; if it exists, log in with docker/login-action, or run "docker login ${between.registry}" before`,
        );
        expect(nobody.log).not.toContain("buildah build");
      });

      test("says whose login is refused, and from which file", async () => {
        const file = join(folder, "wrong.json");
        const auth = Buffer.from("ann:wr0ng").toString("base64");
        writeFileSync(file, JSON.stringify({ auths: { [between.registry]: { auth } } }));
        const refused = await build(`${between.registry}/acme/nobody`, { env: { REGISTRY_AUTH_FILE: file } });
        expect(refused.exitCode).toBe(1);
        expect(refused.outputs["reason"]).toContain(
          `(401 UNAUTHORIZED: "authentication required") to the credentials of ${file}`,
        );
        expect(refused.log).not.toContain("wr0ng");
      });
    }

    if (kind === "open") {
      beforeEach(() => {
        between.on = () => "pass";
      });
      const oci = { "content-type": "application/vnd.oci.image.manifest.v1+json" };
      /** The first question of the run. */
      const first = (deeds: readonly Deed[]): ((request: PassingRequest) => Deed) => {
        let count = 0;
        return ({ path }) => (path.includes("/manifests/") ? (deeds[count++] ?? "pass") : "pass");
      };

      test.each<{ what: string; deeds: readonly Deed[] }>([
        { what: "503, twice", deeds: [{ status: 503 }, { status: 503 }] },
        { what: "429 and a second", deeds: [{ status: 429, headers: { "retry-after": "1" } }] },
        { what: "a dropped connection", deeds: ["drop"] },
        { what: "half an answer", deeds: [{ status: 200, headers: { ...oci, "content-length": "99" }, body: "{" }] },
      ])(
        "passes over $what",
        async ({ what, deeds }) => {
          between.on = first(deeds);
          const built = await build(`${between.registry}/acme/passing${what.length}`);
          expect(built.outputs, built.log).toMatchObject({ result: "pushed" });
          expect(built.log).toContain("asking again in");
        },
        120_000,
      );

      async function* large(): AsyncGenerator<string> {
        for (let sent = 0; sent < 50; sent += 1) {
          megabytes = sent + 1;
          yield " ".repeat(1 << 20);
        }
      }
      let megabytes = 0;

      test.each<{ what: string; deed: Deed; says: string }>([
        {
          what: "401",
          deed: { status: 401, headers: { "www-authenticate": 'Basic realm="r"' } },
          says: "(401), and there are none for",
        },
        {
          what: "403",
          deed: { status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' },
          says: '(403 DENIED: "no"), and there are none for',
        },
        {
          what: "429 for an hour",
          deed: { status: 429, headers: { "retry-after": "3600" } },
          says: "takes no more questions until 20",
        },
        {
          what: "a page",
          deed: { status: 200, headers: { "content-type": "text/html" }, body: "<html>" },
          says: "with a web page (200)",
        },
        { what: "garbage", deed: { status: 200, headers: oci, body: "\0\u0001" }, says: "is not JSON" },
        {
          what: "a 404 that is no registry's",
          deed: { status: 404, body: "not here" },
          says: "which is not how a registry says",
        },
        {
          what: "another digest than its bytes have",
          deed: { status: 200, headers: { ...oci, "docker-content-digest": `sha256:${"0".repeat(64)}` }, body: "{}" },
          says: `expected sha256:${"0".repeat(64)}`,
        },
        {
          what: "a redirect to plain http elsewhere",
          deed: { status: 307, headers: { location: "http://storage.example/x" } },
          says: "redirects",
        },
      ])("ends with one clear line at $what, and builds nothing", async ({ deed, says }) => {
        between.on = first([deed]);
        const failed = await build(`${between.registry}/acme/refused`);
        expect(failed).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "", pushed: "" } });
        expect(failed.outputs["reason"]).toContain(says);
        expect(failed.outputs["reason"]).not.toContain("\n");
        expect(failed.outputs["reason"]).toContain(between.registry);
        expect(failed.log).not.toContain("buildah build");
        expect(between.requests.at(-1)?.method).toBe("GET");
      });

      test("ends a manifest of 50 MB after 4", async () => {
        between.on = first([{ status: 200, headers: oci, body: large() }]);
        const failed = await build(`${between.registry}/acme/large`);
        expect(failed.exitCode).toBe(1);
        expect(failed.outputs["reason"]).toContain("is larger than 4194304 bytes");
        // What was on the way when it hung up.
        expect(megabytes).toBeLessThan(30);
      });

      test("ends within seconds at a registry that is down", async () => {
        const gone = await startBetween(registry.origin);
        await gone[Symbol.asyncDispose]();
        const failed = await build(`${gone.registry}/acme/down`);
        expect(failed).toMatchObject({ exitCode: 1, outputs: { result: "failed" } });
        expect(failed.outputs["reason"]).toContain(
          `the registry ${gone.registry} cannot be reached for "${gone.registry}/acme/down:${tag()}" in 4 attempts: connect ECONNREFUSED`,
        );
        expect(failed.durationMs).toBeLessThan(20_000);
      });

      test("says that an image is not whole whose configuration is gone", async () => {
        const image = `${between.registry}/acme/gone`;
        expect((await build(image)).outputs).toMatchObject({ result: "pushed" });
        between.on = ({ path }) =>
          path.includes("/blobs/")
            ? { status: 404, body: '{"errors":[{"code":"BLOB_UNKNOWN","message":"gone"}]}' }
            : "pass";
        const failed = await build(image);
        expect(failed.exitCode).toBe(1);
        expect(failed.outputs["reason"]).toContain("the image is not whole; delete its tags there and run again");
      }, 120_000);

      test("sends no login along with a redirect to another host", async () => {
        await using other = await startBetween(registry.origin);
        between.on = ({ path }) =>
          path.includes("/manifests/") ? { status: 307, headers: { location: `${other.origin}${path}` } } : "pass";
        const image = `${between.registry}/acme/redirected`;
        const asked = await build(image, {
          with: { "dry-run": "true", "registry-username": "ann", "registry-password": "s3cr3t" },
        });
        expect(asked.outputs, asked.log).toMatchObject({ result: "dry-run" });
        expect(between.requests.at(-1)?.authorization).toMatch(/^Basic /u);
        expect(other.requests.map(({ authorization }) => authorization)).toEqual([null]);
      });
    }
  });
});
