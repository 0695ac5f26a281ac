// Where the image is after `build`: with its engine for the next step, with `push: false` and with `load`, and in the registry only when it was to be pushed.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { asRecord, asString, listOf, parseJson } from "../../src/text/canonical-json.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildKit, dockerDaemon, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { type BuildGround, canRun, makeBuildGround, REAL_ENGINES, type RealEngine } from "./build-ground.ts";

const run = promisify(execFile);
const FILES = { Dockerfile: "FROM scratch\nCOPY a /\n", a: "a" };
const plugin = toolsOf(["docker-buildx"])?.get("docker-buildx") ?? null;

/** The version that an engine's image says in its label. */
async function keptVersion(engine: RealEngine["engine"], image: string, servers: EngineServers): Promise<string> {
  const label = "org.opencontainers.image.version";
  const program = engine === "buildx" ? "docker" : engine;
  const args =
    engine === "buildah"
      ? ["inspect", "--type=image", `--format={{index .OCIv1.Config.Labels "${label}"}}`, image]
      : ["image", "inspect", `--format={{index .Config.Labels "${label}"}}`, image];
  return (await run(program, args, { env: servers.environment })).stdout.trim();
}

const BUILDX: RealEngine = {
  engine: "buildx",
  needs: ["docker", "dockerd", "docker-buildx"],
  start: () => dockerDaemon(plugin),
};

describe.each([...REAL_ENGINES, BUILDX])("$engine", (each) => {
  test.skipIf(!canRun(each))(
    "keeps under each of its tags what is not pushed",
    async () => {
      await using ground = await makeBuildGround(each);
      const checkout = await ground.checkout(FILES);
      const done = await ground.build(checkout, { with: { version: "1.2.3", "short-tags": "true", push: "false" } });
      expect(done, done.log).toMatchObject({
        exitCode: 0,
        outputs: { result: "built", version: "1.2.3", digest: "", reference: "", pushed: "false" },
      });
      for (const tag of (done.outputs["tags"] ?? "").split("\n"))
        expect(await keptVersion(each.engine, `${ground.registry}/acme/hello:${tag}`, ground.servers)).toBe("1.2.3");
      expect(await ground.tags()).toEqual([]);
    },
    60_000,
  );
});

/** The digest of the image for the machine's platform behind the index. */
async function manifestOf(name: string): Promise<string> {
  const { stdout } = await run("skopeo", ["inspect", "--raw", "--tls-verify=false", `docker://${name}:2.0.0`]);
  const [first] = listOf(asRecord(parseJson(stdout), "the index")["manifests"], "the manifests", asRecord);
  return asString(first?.["digest"], "the digest");
}

/** A builder of its own, as docker/setup-buildx-action makes one, beside docker's daemon. */
async function builderAndDocker(): Promise<EngineServers> {
  const daemon = await dockerDaemon(plugin);
  const builder = await buildKit(plugin ?? "");
  return {
    environment: { ...builder.environment, DOCKER_HOST: daemon.environment["DOCKER_HOST"] ?? "" },
    async [Symbol.asyncDispose]() {
      await builder[Symbol.asyncDispose]();
      await daemon[Symbol.asyncDispose]();
    },
  };
}

const BUILDER: RealEngine = {
  engine: "buildx",
  needs: ["docker", "dockerd", "docker-buildx", "buildkitd", "runc"],
  start: builderAndDocker,
};

describe.skipIf(!canRun(BUILDER))("buildx with a builder of its own", () => {
  let ground: BuildGround;
  beforeAll(async () => {
    ground = await makeBuildGround(BUILDER);
  }, 60_000);
  afterAll(() => ground?.[Symbol.asyncDispose]());

  test("pushes what is attested, and keeps the image too with `load`", async () => {
    const attested = { version: "2.0.0", provenance: "mode=max" };
    const name = `${ground.registry}/acme/attested`;
    const pushed = await ground.build(await ground.checkout(FILES), { with: { ...attested, image: name } });
    expect(pushed.outputs, pushed.log).toMatchObject({ result: "pushed" });
    await expect(keptVersion("docker", `${name}:2.0.0`, ground.servers)).rejects.toThrow(/No such image/u);

    const other = `${ground.registry}/acme/loaded`;
    const both = await ground.build(await ground.checkout(FILES), {
      with: { ...attested, image: other, load: "true" },
    });
    expect(both.outputs, both.log).toMatchObject({ result: "pushed" });
    expect(await keptVersion("docker", `${other}:2.0.0`, ground.servers)).toBe("2.0.0");
    // docker calls an image by its configuration, which names its layers: what a next step tests is what was pushed.
    const { stdout: kept } = await run("docker", ["image", "inspect", "--format={{.Id}}", `${other}:2.0.0`], {
      env: ground.servers.environment,
    });
    const raw = await run("skopeo", [
      "inspect",
      "--raw",
      "--tls-verify=false",
      `docker://${other}@${await manifestOf(other)}`,
    ]);
    expect(raw.stdout).toContain(kept.trim());
  }, 60_000);

  test("builds several platforms without a push and keeps none; with `load` they are a wrong call", async () => {
    const image = `${ground.registry}/acme/several`;
    const platforms = "linux/amd64,linux/arm64";
    const wrong = await ground.build(await ground.checkout(FILES), { with: { image, platforms, load: "true" } });
    expect(wrong.exitCode).toBe(2);
    expect(wrong.outputs["reason"]).toMatch(/the input `load` is set and `platforms` has linux\/amd64, linux\/arm64/u);
    const kept = await ground.build(await ground.checkout(FILES), { with: { image, platforms, push: "false" } });
    expect(kept, kept.log).toMatchObject({ exitCode: 0, outputs: { result: "built", digest: "" } });
    expect(await ground.tags("acme/several")).toEqual([]);
  }, 60_000);

  test("pushes none of several images for several platforms while one cannot be built, and all of them from the cache when all can", async () => {
    const [first, second] = [`${ground.registry}/acme/first`, `${ground.registry}/acme/second`];
    const inputs = {
      image: "",
      images: `${first},file=Dockerfile\n${second},file=second`,
      platforms: "linux/amd64,linux/arm64",
      provenance: "mode=max",
      version: "1.2.3",
      latest: "true",
      "max-parallel": "1",
    };
    const broken = await ground.checkout({ ...FILES, second: "FROM scratch\nCOPY missing /\n" });
    const failed = await ground.build(broken, { with: inputs });
    expect(failed.outputs["reason"]).toContain("1 of 2 builds failed, and nothing was published");
    expect(await ground.tags("acme/first")).toEqual([]);

    const whole = await ground.checkout({ ...FILES, second: "FROM scratch\nCOPY second /\n" });
    const pushed = await ground.build(whole, { with: inputs });
    expect(pushed, pushed.log).toMatchObject({ exitCode: 0, outputs: { result: "pushed", tags: "1.2.3\nlatest" } });
    for (const name of ["acme/first", "acme/second"])
      expect((await ground.tags(name)).toSorted()).toEqual(["1.2.3", "latest"]);
    // The second build of each made nothing anew.
    expect(pushed.log.match(/CACHED/gu)?.length).toBeGreaterThanOrEqual(2);
    expect(pushed.outputs["digest"]?.split("\n")).toHaveLength(2);
  }, 120_000);
});

const ELSEWHERE: RealEngine = {
  engine: "buildx",
  needs: ["docker", "docker-buildx", "buildkitd", "runc"],
  start: () => buildKit(plugin ?? ""),
};

describe.skipIf(!canRun(ELSEWHERE))("buildx with a builder elsewhere and no docker daemon", () => {
  let ground: BuildGround;
  beforeAll(async () => {
    ground = await makeBuildGround(ELSEWHERE);
  }, 60_000);
  afterAll(() => ground?.[Symbol.asyncDispose]());

  test.each(["buildx", "auto"])("pushes while it builds, as the engine %s", async (engine) => {
    const image = `${ground.registry}/acme/${engine}`;
    const done = await ground.build(await ground.checkout(FILES), { with: { engine, image, version: "1.2.3" } });
    expect(done, done.log).toMatchObject({ exitCode: 0, outputs: { result: "pushed", version: "1.2.3" } });
    expect(done.log).toMatch(/buildx \S+ builds: /u);
    expect(await ground.tags(`acme/${engine}`)).toEqual(["1.2.3"]);
  });

  test("builds without a push, and refuses to keep what nothing here keeps", async () => {
    const checkout = await ground.checkout(FILES);
    const built = await ground.build(checkout, { with: { push: "false" } });
    expect(built, built.log).toMatchObject({ exitCode: 0, outputs: { result: "built" } });
    const refused = await ground.build(checkout, { with: { load: "true" } });
    expect(refused, refused.log).toMatchObject({ exitCode: 2, outputs: { result: "failed" } });
    expect(refused.outputs["reason"]).toMatch(/`load` is set, and docker's daemon.*does not answer/u);
  });
});
