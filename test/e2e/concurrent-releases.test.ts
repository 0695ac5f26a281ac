// Twenty application repositories that release onto one environment repository at the same moment: every image is in the registry and every version on the
// branch, each in one commit of its own. Three of them build; the others find their image, so that two processors are not busy with engines only.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { containerStorage, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { type DockerRegistry, pushBlob, pushManifest, startDockerRegistry } from "../registry/docker-registry.ts";
import { OCI_IMAGE } from "../registry/server.ts";
import { ENVIRONMENT } from "./ground.ts";
import { dateTag, makeReleaseGround } from "./release-ground.ts";

const APPS = Array.from({ length: 20 }, (_, index) => `app-${index}`);
const BUILDING = new Set(APPS.slice(0, 3));
const AT = "2026-11-21T09:44:00Z";
const tools = toolsOf(["buildah", "docker-registry"]);

describe.skipIf(tools === null)("with buildah and docker-registry", () => {
  let servers: EngineServers;
  let registry: DockerRegistry;
  beforeAll(async () => {
    servers = containerStorage();
    registry = await startDockerRegistry(tools?.get("docker-registry") ?? "", null);
  }, 60_000);
  afterAll(async () => {
    await registry[Symbol.asyncDispose]();
    await servers[Symbol.asyncDispose]();
  });

  /** As a run that was killed after its push leaves it. */
  async function pushImage(repository: string, tag: string, commit: string): Promise<void> {
    const push = { origin: registry.origin, repository, authorization: null };
    const labels = { "org.opencontainers.image.revision": commit };
    const config = JSON.stringify({ architecture: "amd64", os: "linux", config: { Labels: labels } });
    const digest = await pushBlob(push, config);
    const described = {
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest,
      size: Buffer.byteLength(config),
    };
    const manifest = { schemaVersion: 2, mediaType: OCI_IMAGE, config: described, layers: [] };
    await pushManifest(push, tag, manifest);
  }

  test("twenty releases at once make twenty commits, none lost and none doubled", { timeout: 300_000 }, async () => {
    const nameOf = (app: string): string => `${registry.registry}/acme/${app}`;
    await using ground = await makeReleaseGround(Object.fromEntries(APPS.map((app) => [app, nameOf(app)])));
    const { forge } = ground;
    const jobs = [];
    for (const app of APPS) {
      const application = await ground.application(app);
      const sha = application.commit(AT);
      if (!BUILDING.has(app)) await pushImage(`acme/${app}`, dateTag(AT, sha), sha);
      jobs.push({ app, application, sha });
    }
    const first = await forge.branch(ENVIRONMENT, "main");
    const results = await Promise.all(
      jobs.map(({ app, application, sha }) =>
        ground.release(application, { sha, env: servers.environment, with: { image: nameOf(app), engine: "buildah" } }),
      ),
    );
    expect(results.map(({ outputs, log }) => (outputs["result"] === "released" ? "released" : log))).toEqual(
      APPS.map(() => "released"),
    );
    expect(results.map(({ outputs }) => outputs["pushed"])).toEqual(APPS.map((app) => String(BUILDING.has(app))));

    const history = await forge.log(ENVIRONMENT, "main");
    const ours = history.slice(
      0,
      history.findIndex(({ commit }) => commit === first),
    );
    expect(ours).toHaveLength(APPS.length);
    expect(new Set(ours.map(({ commit }) => commit))).toEqual(new Set(results.map(({ outputs }) => outputs["commit"])));
    for (const [index, { app, sha }] of jobs.entries()) {
      const digest = results[index]?.outputs["digest"] ?? "";
      expect(digest).toMatch(/^sha256:/u);
      expect(await ground.stage(app)).toEqual([{ name: nameOf(app), newTag: dateTag(AT, sha), digest }]);
    }
  });
});
