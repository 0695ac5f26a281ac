// `build` on machines that lack an engine, have one that is too old, that says nonsense, or whose daemon is silent: what was looked for, and what to do.
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dockerDaemon, toolsOf } from "../build/engines/engine-servers.ts";
import { startDockerRegistry } from "../registry/docker-registry.ts";
import { runStep, type StepResult } from "../support/runner.ts";
import { findTool } from "../support/tools.ts";
import { type BuildGround, canRun, makeBuildGround, makeCheckout, REAL_ENGINES } from "./build-ground.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "waybill-choice-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
/** A PATH with Git and these programs only; each is what it prints. */
async function pathWith(programs: Readonly<Record<string, string>>): Promise<string> {
  const path = join(folder, `bin-${(count += 1)}`);
  await mkdir(path);
  await symlink(findTool("git") ?? "", join(path, "git"));
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(path, name), `#!/bin/sh\n${script}\n`);
    await chmod(join(path, name), 0o755);
  }
  return path;
}

async function build(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>>,
): Promise<StepResult> {
  const { folder: workspace, sha } = await makeCheckout(join(folder, `checkout-${(count += 1)}`), {
    Dockerfile: "FROM scratch\nCOPY a /\n",
    a: "a",
  });
  return runStep({
    action: "build",
    with: { image: "127.0.0.1:1/acme/hello", push: "false", ...inputs },
    token: "",
    repository: "acme/hello",
    serverUrl: "https://github.example",
    apiUrl: "https://github.example/api",
    graphqlUrl: "https://github.example/graphql",
    event: { name: "push", payload: {} },
    sha,
    workspace,
    env,
  });
}

const OLD = {
  buildx: {
    docker: 'if [ "$1" = buildx ]; then echo "github.com/docker/buildx v0.5.1 11057da"; else echo 28.2.2 28.2.2; fi',
  },
  docker: { docker: 'if [ "$1" = buildx ]; then exit 1; else echo 19.03.15 19.03.15; fi' },
  buildah: { buildah: 'echo "buildah version 1.19.6 (image-spec 1.0.1-dev, runtime-spec 1.0.2-dev)"' },
  podman: { podman: 'echo "podman version 3.0.1"' },
} as const;
const ENGINES = ["buildx", "docker", "buildah", "podman"] as const;

describe("a machine", () => {
  test("without any engine: what was looked for, and what to add", async () => {
    const failed = await build({}, { PATH: await pathWith({}) });
    expect(failed).toMatchObject({ exitCode: 2, outputs: { result: "failed" } });
    expect(failed.outputs["reason"]).toBe(
      "this machine has no engine to build with (buildx: no `docker` on PATH; docker: no `docker` on PATH; buildah: no `buildah` on PATH; podman: no `podman` on PATH); install one of them before this step (buildah needs no daemon), or run on a machine that has one",
    );
  });

  test.each(ENGINES)("without the engine that is named: %s", async (engine) => {
    const failed = await build({ engine }, { PATH: await pathWith({}) });
    expect(failed.exitCode).toBe(2);
    expect(failed.outputs["reason"]).toMatch(
      new RegExp(
        `^the engine ${engine} cannot be used on this machine \\(${engine}: no \`\\w+\` on PATH\\); install it`,
        "u",
      ),
    );
  });

  test.each(ENGINES)("whose engine is too old: %s", async (engine) => {
    const failed = await build({ engine }, { PATH: await pathWith(OLD[engine]) });
    expect(failed.exitCode).toBe(2);
    expect(failed.outputs["reason"]).toMatch(/is too old: [\d.]+ is the least, which brought .*; install it before/u);
  });

  test("whose engines are all too old: each by its version", async () => {
    const failed = await build({}, { PATH: await pathWith({ ...OLD.docker, ...OLD.buildah, ...OLD.podman }) });
    expect(failed.exitCode).toBe(2);
    expect(failed.outputs["reason"]).toMatch(
      /buildx: `docker buildx version` fails.*docker: 19\.03\.15 is too old.*buildah: 1\.19\.6 is too old.*podman: 3\.0\.1 is too old/u,
    );
  });

  test("whose engine says nonsense: taken on trust, and not believed", async () => {
    const nonsense = "printf '\\033[31m::add-mask::hello\\n##[error]world\\n'";
    const failed = await build({ engine: "podman" }, { PATH: await pathWith({ podman: nonsense }) });
    expect(failed.exitCode).toBe(1);
    expect(failed.outputs["reason"]).toMatch(/^podman ended without an error, but did not write its result/u);
    expect(failed.log).toContain("podman of an unknown version");
    expect(failed.log.split("\n").filter((line) => /^\s*::add-mask::hello|##\[/u.test(line))).toEqual([]);
  });
});

const docker = findTool("docker");
describe.skipIf(docker === null)("docker without a daemon", () => {
  const silent = { DOCKER_HOST: "unix:///nonexistent/docker.sock" };

  test("that is named fails with what to do", async () => {
    const failed = await build({ engine: "docker" }, silent);
    expect(failed.exitCode).toBe(1);
    expect(failed.outputs["reason"]).toMatch(/docker could not build .*; the engine's daemon does not answer/u);
  });

  const buildah = REAL_ENGINES.find(({ engine }) => engine === "buildah");
  test.skipIf(buildah === undefined || !canRun(buildah))("is passed by `auto`, which says why", async () => {
    if (buildah === undefined) return;
    await using ground: BuildGround = await makeBuildGround(buildah);
    const checkout = await ground.checkout({ Dockerfile: "FROM scratch\nCOPY a /\n", a: "a" });
    const done = await ground.build(checkout, { with: { engine: "auto" }, env: silent });
    expect(done, done.log).toMatchObject({ exitCode: 0, outputs: { result: "pushed" } });
    expect(done.log).toMatch(
      /buildah [\d.]+ builds: the first that the machine has \(buildx: .*; docker: its daemon does not answer\)/u,
    );
  });
});

const plugin = toolsOf(["docker", "dockerd", "docker-buildx", "docker-registry"])?.get("docker-buildx") ?? null;
test.skipIf(plugin === null).each(["true", "false"])(
  "buildx without a builder of its own refuses several platforms, with push %s",
  async (push) => {
    await using servers = await dockerDaemon(plugin);
    await using registry = await startDockerRegistry("docker-registry", null);
    const failed = await build(
      { engine: "buildx", image: `${registry.registry}/acme/hello`, platforms: "linux/amd64,linux/arm64", push },
      servers.environment,
    );
    expect(failed.exitCode).toBe(1);
    expect(failed.outputs["reason"]).toMatch(
      /this builder cannot make or keep several platforms; add docker\/setup-buildx-action before this step and push/u,
    );
  },
  60_000,
);
