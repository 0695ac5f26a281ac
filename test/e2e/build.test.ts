// The build action by the committed dist: a real engine, a real registry, the digest proven by pulling it.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerStorage, dockerDaemon, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { startDockerRegistry, type DockerRegistry } from "../registry/docker-registry.ts";
import { type JobClone, startClone } from "../support/job-clone.ts";
import { runStep, type StepResult } from "../support/runner.ts";

const run = promisify(execFile);

const ENGINES = [
  { engine: "buildah", needs: ["buildah"], start: async (): Promise<EngineServers> => containerStorage() },
  { engine: "docker", needs: ["docker", "dockerd"], start: (): Promise<EngineServers> => dockerDaemon(null) },
] as const;

/** A clone with a Dockerfile that needs nothing from outside. */
async function checkout(dockerfile = "FROM scratch\nCOPY hello.txt /\n"): Promise<JobClone> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-checkout-"));
  await mkdir(join(folder, "src"));
  await writeFile(join(folder, "Dockerfile"), dockerfile);
  await writeFile(join(folder, "hello.txt"), "hello\n");
  return startClone(folder);
}

describe.each(ENGINES)("$engine", ({ engine, needs, start }) => {
  const tools = toolsOf([...needs, "docker-registry", "skopeo"]);

  describe.skipIf(tools === null)("and docker-registry", () => {
    let servers: EngineServers;
    let registry: DockerRegistry;
    beforeAll(async () => {
      servers = await start();
      registry = await startDockerRegistry(tools?.get("docker-registry") ?? "", null);
    }, 60_000);
    afterAll(async () => {
      await registry[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
    });

    interface Step {
      readonly folder: string;
      readonly sha: string;
      readonly with?: Readonly<Record<string, string>>;
      readonly ref?: string;
      readonly event?: { readonly name: string; readonly payload: Readonly<Record<string, unknown>> };
    }
    const step = ({ folder, sha, with: inputs = {}, ref = "refs/heads/main", event }: Step): Promise<StepResult> =>
      runStep({
        action: "build",
        with: { image: `${registry.registry}/acme/hello`, engine, ...inputs },
        token: "",
        repository: "acme/hello",
        serverUrl: "https://github.example",
        apiUrl: "https://github.example/api",
        graphqlUrl: "https://github.example/graphql",
        event: event ?? { name: "push", payload: { repository: { license: { spdx_id: "Apache-2.0" } } } },
        sha,
        ref,
        workspace: folder,
        env: servers.environment,
      });
    const inspect = async (reference: string): Promise<unknown> =>
      JSON.parse(
        (await run("skopeo", ["inspect", "--tls-verify=false", `docker://${reference}`], { env: servers.environment }))
          .stdout,
      );

    test("a commit is built and pushed once; the second run finds it, and another commit never takes its tag", async () => {
      const { folder, commit } = await checkout();
      const sha = await commit();
      const built = await step({ folder, sha });
      expect(built.exitCode, built.log).toBe(0);
      const tag = `20261121.094400_${sha.slice(0, 12)}`;
      const { reference = "", digest = "" } = built.outputs;
      expect(built.outputs).toMatchObject({
        result: "pushed",
        version: tag,
        tags: tag,
        pushed: "true",
        releasable: "true",
      });
      expect(reference).toBe(`${registry.registry}/acme/hello:${tag}@${digest}`);
      expect(await inspect(`${registry.registry}/acme/hello@${digest}`)).toMatchObject({
        Digest: digest,
        Labels: {
          "org.opencontainers.image.revision": sha,
          "org.opencontainers.image.source": "https://github.example/acme/hello",
          "org.opencontainers.image.version": tag,
          "org.opencontainers.image.created": "2026-11-21T09:44:00Z",
          "org.opencontainers.image.title": "hello",
          "org.opencontainers.image.licenses": "Apache-2.0",
        },
      });

      const again = await step({ folder, sha });
      expect(again.outputs).toMatchObject({ result: "exists", pushed: "false", digest, reference });
      expect(again.log).not.toContain("::group::");

      const next = await commit();
      const taken = await step({ folder, sha: next, with: { version: tag } });
      expect(taken.exitCode).toBe(1);
      expect(taken.outputs["reason"]).toContain(`as ${digest}, built from the commit ${sha}`);
      expect(await inspect(`${registry.registry}/acme/hello:${tag}`)).toMatchObject({ Digest: digest });

      const meant = await step({ folder, sha: next, with: { version: tag, immutable: "false" } });
      expect(meant.outputs).toMatchObject({ result: "pushed" });
      expect(meant.outputs["digest"]).not.toBe(digest);
      await rm(folder, { recursive: true });
    }, 120_000);

    test("a release moves latest and its short tags, where they are asked for", async () => {
      const { folder, commit } = await checkout();
      const sha = await commit();
      await run("git", ["tag", "v1.2.3"], { cwd: folder });
      const ref = "refs/tags/v1.2.3";
      const released = await step({ folder, sha, ref, with: { "short-tags": "true", latest: "true" } });
      expect(released.exitCode, released.log).toBe(0);
      expect(released.outputs).toMatchObject({ version: "1.2.3", tags: "1.2.3\n1.2\n1\nlatest" });
      for (const tag of ["1.2.3", "1.2", "1", "latest"]) {
        expect(await inspect(`${registry.registry}/acme/hello:${tag}`)).toMatchObject({
          Digest: released.outputs["digest"],
        });
      }
      await rm(folder, { recursive: true });
    }, 120_000);

    test("a pull request is built and never releasable; without push nothing reaches the registry", async () => {
      const { folder, commit } = await checkout();
      const sha = await commit();
      const event = { name: "pull_request", payload: { pull_request: { number: 7, head: { sha } } } };
      const built = await step({ folder, sha, ref: "refs/pull/7/merge", event, with: { push: "false" } });
      expect(built.exitCode, built.log).toBe(0);
      expect(built.outputs).toMatchObject({
        result: "built",
        version: `pr-7-${sha.slice(0, 12)}`,
        releasable: "false",
        digest: "",
        reference: "",
      });
      await expect(inspect(`${registry.registry}/acme/hello:pr-7-${sha.slice(0, 12)}`)).rejects.toThrow(
        /manifest unknown|unknown/u,
      );
      await rm(folder, { recursive: true });
    }, 120_000);

    const platforms = { version: "2.0.0", platforms: "linux/amd64, linux/arm64" };
    if (engine === "docker") {
      test("several platforms are refused, with the engine that can", async () => {
        const { folder, commit } = await checkout();
        const refused = await step({ folder, sha: await commit(), with: platforms });
        expect(refused).toMatchObject({ exitCode: 2, outputs: { result: "failed", reference: "" } });
        expect(refused.outputs["reason"]).toContain("set `engine: buildx`");
        await rm(folder, { recursive: true });
      }, 120_000);
    } else {
      test("several platforms are one tag and one digest, which the second run finds", async () => {
        const { folder, commit } = await checkout();
        const sha = await commit();
        const built = await step({ folder, sha, with: platforms });
        expect(built.exitCode, built.log).toBe(0);
        const { reference = "", digest = "" } = built.outputs;
        const raw = ["inspect", "--tls-verify=false", "--raw", `docker://${reference.replace(/:[^:@]+@/u, "@")}`];
        const { stdout } = await run("skopeo", raw, { env: servers.environment });
        expect(`sha256:${createHash("sha256").update(stdout).digest("hex")}`).toBe(digest);
        const own = ["inspect", "--tls-verify=false", "--raw", `docker://${registry.registry}/acme/hello:annotated`];
        await step({ folder, sha, with: { version: "annotated", annotations: "team=payments" } });
        expect(JSON.parse((await run("skopeo", own, { env: servers.environment })).stdout)).toMatchObject({
          annotations: { team: "payments", "org.opencontainers.image.revision": sha },
        });
        expect(JSON.parse(stdout)).toMatchObject({
          manifests: [{ platform: { architecture: "amd64" } }, { platform: { architecture: "arm64" } }],
        });
        const again = await step({ folder, sha, with: platforms });
        expect(again.outputs, again.log).toMatchObject({ result: "exists", digest });
        await rm(folder, { recursive: true });
      }, 120_000);
    }

    test("a Dockerfile that fails says at which line, and nothing is pushed", async () => {
      const { folder, commit } = await checkout("FROM scratch\nCOPY hello.txt /\nCOPY missing.txt /\n");
      const failed = await step({ folder, sha: await commit() });
      expect(failed.exitCode).toBe(1);
      expect(failed.outputs).toMatchObject({ result: "failed", reference: "", pushed: "" });
      expect(failed.outputs["reason"]).toContain("missing.txt");
      await rm(folder, { recursive: true });
    }, 120_000);
  });
});

test("a checkout that is not the run's commit is refused before anything is built", async () => {
  const { folder, commit } = await checkout();
  await commit();
  const other = "0".repeat(40);
  const result = await runStep({
    action: "build",
    with: { image: "127.0.0.1:1/acme/hello" },
    token: "",
    repository: "acme/hello",
    serverUrl: "https://github.example",
    apiUrl: "https://github.example/api",
    graphqlUrl: "https://github.example/graphql",
    event: { name: "push", payload: {} },
    sha: other,
    ref: "refs/heads/main",
    workspace: folder,
  });
  expect(result.exitCode).toBe(2);
  expect(result.outputs["reason"]).toContain(`the run is about ${other}`);
  await rm(folder, { recursive: true });
});
