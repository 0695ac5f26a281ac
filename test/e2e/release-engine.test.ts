// The release action with a real engine and a real registry: the environment gets what skopeo pulls, and nothing before the registry has told its digest.
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerStorage, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { type Between, startBetween } from "../registry/between.ts";
import { startDockerRegistry, type DockerRegistry } from "../registry/docker-registry.ts";
import type { StepOptions, StepResult } from "../support/runner.ts";
import { type Application, before, dateTag, makeReleaseGround, type ReleaseGround } from "./release-ground.ts";

const run = promisify(execFile);
const AT = "2026-11-21T09:44:00Z";

const tools = toolsOf(["buildah", "docker-registry", "skopeo"]);

describe.skipIf(tools === null)("release with buildah and docker-registry", () => {
  let servers: EngineServers;
  let registry: DockerRegistry;
  let between: Between;
  beforeAll(async () => {
    servers = containerStorage();
    registry = await startDockerRegistry(tools?.get("docker-registry") ?? "", null);
    between = await startBetween(registry.origin);
  }, 60_000);
  afterAll(async () => {
    await between[Symbol.asyncDispose]();
    await registry[Symbol.asyncDispose]();
    await servers[Symbol.asyncDispose]();
  });

  interface Setting extends AsyncDisposable {
    readonly ground: ReleaseGround;
    readonly application: Application;
    readonly name: string;
    release(sha: string, options?: Partial<StepOptions>): Promise<StepResult>;
    /** The digest that skopeo finds at the tag; `null` when there is none. */
    pulled(tag: string): Promise<string | null>;
  }
  /** `app`: each test's own, as the registry is one for all. */
  async function makeSetting(app: string): Promise<Setting> {
    const name = `${between.registry}/acme/${app}`;
    const ground = await makeReleaseGround({ [app]: name });
    const application = await ground.application(app);
    return {
      ground,
      name,
      application,
      release: (sha, options = {}) =>
        ground.release(application, {
          sha,
          ...options,
          env: servers.environment,
          with: { image: name, engine: "buildah", ...options.with },
        }),
      async pulled(tag) {
        const args = [
          "inspect",
          "--tls-verify=false",
          "--format={{.Digest}}",
          `docker://${registry.registry}/acme/${app}:${tag}`,
        ];
        return run("skopeo", args, { env: servers.environment }).then(
          ({ stdout }) => stdout.trim(),
          () => null,
        );
      },
      [Symbol.asyncDispose]: () => ground[Symbol.asyncDispose](),
    };
  }

  test("builds, pushes and releases what skopeo finds", async () => {
    await using setting = await makeSetting("podinfo");
    const sha = setting.application.commit(AT);
    const released = await setting.release(sha);
    expect(released.exitCode, released.log).toBe(0);
    const digest = await setting.pulled(dateTag(AT, sha));
    expect(released.outputs).toMatchObject({ result: "released", pushed: "true", digest });
    expect(await setting.ground.stage("podinfo")).toEqual([{ name: setting.name, newTag: dateTag(AT, sha), digest }]);
  }, 120_000);

  test("without `push` builds and releases nothing", async () => {
    await using setting = await makeSetting("local");
    const sha = setting.application.commit(AT);
    const built = await setting.release(sha, { with: { push: "false" } });
    expect(built, built.log).toMatchObject({ exitCode: 0, outputs: { result: "built", changed: "false", digest: "" } });
    expect(await setting.pulled(dateTag(AT, sha))).toBeNull();
    expect(await setting.ground.stage("local")).toEqual(before(setting.name));
  }, 120_000);

  test("a Dockerfile that fails leaves the environment as it is", async () => {
    await using setting = await makeSetting("broken");
    const sha = setting.application.commit(AT);
    writeFileSync(join(setting.application.folder, "Dockerfile"), "FROM scratch\nCOPY missing.txt /\n");
    const failed = await setting.release(sha);
    expect(failed).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "" } });
    expect(failed.outputs["reason"]).toContain("missing.txt");
    expect(await setting.ground.stage("broken")).toEqual(before(setting.name));
  }, 120_000);

  test("a registry that has another digest than was pushed keeps the environment as it is", async () => {
    await using setting = await makeSetting("lied");
    const sha = setting.application.commit(AT);
    let isPushed = false;
    between.on = ({ method, path }) => {
      if (!path.includes("/lied/manifests/")) return "pass";
      if (method === "PUT") isPushed = true;
      return isPushed && method !== "PUT" ? "lie" : "pass";
    };
    const failed = await setting.release(sha);
    between.on = () => "pass";
    expect(failed, failed.log).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "", commit: "" } });
    expect(isPushed).toBe(true);
    expect(await setting.ground.stage("lied")).toEqual(before(setting.name));
  }, 120_000);

  test.each([
    {
      app: "first",
      signal: "SIGTERM",
      during: "pushing the image",
      method: "POST",
      path: "/blobs/uploads/",
      isThere: false,
    },
    { app: "second", signal: "SIGINT", during: "tagging it", method: "PUT", path: "/manifests/", isThere: false },
    {
      app: "third",
      signal: "SIGTERM",
      during: "proving the digest",
      method: "HEAD",
      path: "/manifests/",
      isThere: true,
    },
  ] as const)(
    "cancelled by $signal while $during it writes nothing, and the next run releases",
    async ({ app, signal, method, path, isThere }) => {
      await using setting = await makeSetting(app);
      const sha = setting.application.commit(AT);
      let pid = 0;
      let isPushed = false;
      between.on = (request) => {
        const isMeant = request.method === method && request.path.includes(`/${app}${path}`) && (isPushed || !isThere);
        if (request.method === "PUT" && request.path.includes("/manifests/")) isPushed = true;
        if (!isMeant) return "pass";
        process.kill(pid, signal);
        return "silence";
      };
      const cancelled = await setting.release(sha, {
        onSpawn: (child) => {
          pid = child;
          return () => {};
        },
      });
      between.on = () => "pass";
      expect(cancelled.outputs, cancelled.log).toMatchObject({
        result: "failed",
        reason: `the run was cancelled (${signal})`,
        reference: "",
        commit: "",
      });
      expect((await setting.pulled(dateTag(AT, sha))) !== null).toBe(isThere);
      expect(await setting.ground.stage(app)).toEqual(before(setting.name));

      const again = await setting.release(sha);
      expect(again.outputs, again.log).toMatchObject({ result: "released", pushed: String(!isThere) });
      expect(await setting.ground.stage(app)).toMatchObject([{ digest: await setting.pulled(dateTag(AT, sha)) }]);
    },
    120_000,
  );
});
