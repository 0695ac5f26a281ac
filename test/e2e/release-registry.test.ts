// A release whose push the registry drops or denies, with a real engine and a real registry: the tag is absent or whole, the environment as it was, and the next run releases.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerStorage, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { type DockerRegistry, startDockerRegistry } from "../registry/docker-registry.ts";
import type { StepResult } from "../support/runner.ts";
import { type Between, type Deed, type PassingRequest, startBetween } from "../registry/between.ts";
import { ENVIRONMENT } from "./ground.ts";
import { before, dateTag, makeReleaseGround } from "./release-ground.ts";

const run = promisify(execFile);
const AT = "2026-11-21T09:44:00Z";
const tools = toolsOf(["buildah", "docker-registry", "skopeo"]);

describe.skipIf(tools === null)("release, buildah and a registry", () => {
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

  const isUpload = ({ method, path }: PassingRequest): boolean =>
    method === "PATCH" && path.includes("/blobs/uploads/");
  const isTagging = ({ method, path }: PassingRequest): boolean => method === "PUT" && path.includes("/manifests/");
  const denied: Deed = {
    status: 403,
    headers: { "content-type": "application/json" },
    body: '{"errors":[{"code":"DENIED","message":"permission_denied: write_package"}]}',
  };
  const immutable: Deed = {
    status: 400,
    headers: { "content-type": "application/json" },
    body: '{"errors":[{"code":"TAG_INVALID","message":"The image tag already exists and cannot be overwritten because the repository is immutable."}]}',
  };

  test.each<{
    app: string;
    what: string;
    isMeant: (request: PassingRequest) => boolean;
    deed: Deed;
    says: string;
    isThere?: boolean;
  }>([
    {
      app: "cut",
      what: "cuts the connection within a layer",
      isMeant: isUpload,
      deed: "cut",
      says: "could not be reached or broke off",
    },
    {
      app: "dropped",
      what: "drops the tag",
      isMeant: isTagging,
      deed: "drop",
      says: "could not be reached or broke off",
    },
    {
      app: "lost",
      what: "takes the tag and says nothing",
      isMeant: isTagging,
      deed: "lost",
      says: "could not be reached or broke off",
      isThere: true,
    },
    {
      app: "denied",
      what: "denies the upload",
      isMeant: ({ method }) => method === "POST",
      deed: denied,
      says: "`packages: write`",
    },
    { app: "late", what: "denies the tag", isMeant: isTagging, deed: denied, says: "`packages: write`" },
    { app: "immutable", what: "never lets a tag change", isMeant: isTagging, deed: immutable, says: "never lets" },
    { app: "full", what: "fails at the tag", isMeant: isTagging, deed: { status: 500 }, says: "500" },
  ])(
    "the registry $what",
    async ({ app, isMeant, deed, says, isThere = false }) => {
      const name = `${between.registry}/acme/${app}`;
      await using ground = await makeReleaseGround({ [app]: name });
      const application = await ground.application(app);
      const sha = application.commit(AT);
      const release = async (): Promise<StepResult> =>
        ground.release(application, { sha, env: servers.environment, with: { image: name, engine: "buildah" } });
      const pulled = async (): Promise<string | null> =>
        run(
          "skopeo",
          [
            "inspect",
            "--tls-verify=false",
            "--format={{.Digest}}",
            `docker://${registry.registry}/acme/${app}:${dateTag(AT, sha)}`,
          ],
          { env: servers.environment },
        ).then(
          ({ stdout }) => stdout.trim(),
          () => null,
        );
      const branches = await ground.forge.branches(ENVIRONMENT);

      between.on = (request) => (isMeant(request) ? deed : "pass");
      const failed = await release();
      between.on = () => "pass";
      expect(failed, failed.log).toMatchObject({
        exitCode: 1,
        outputs: { result: "failed", reference: "", commit: "" },
      });
      expect(failed.outputs["reason"]).toContain(`buildah could not push "${name}:${dateTag(AT, sha)}"`);
      expect(failed.outputs["reason"]).toContain(says);
      // Whole or not at all.
      expect((await pulled()) !== null).toBe(isThere);
      expect(await ground.stage(app)).toEqual(before(name));
      expect(await ground.forge.branches(ENVIRONMENT)).toEqual(branches);

      const again = await release();
      expect(again, again.log).toMatchObject({
        exitCode: 0,
        outputs: { result: "released", pushed: String(!isThere) },
      });
      expect(await ground.stage(app)).toMatchObject([{ digest: await pulled() }]);
    },
    180_000,
  );
});
