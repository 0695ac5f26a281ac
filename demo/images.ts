// The demo's images: the engine that the machine has and a registry on loopback, where the one reaches the other. Nothing of them is left afterwards.
import { existsSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../src/build/engine.ts";
import { findEngine } from "../src/build/find-engine.ts";
import { messageOf } from "../src/errors.ts";
import { runnerPrograms, type RunnerPrograms } from "../src/runner/programs.ts";
import { anImage } from "../test/build/engines/an-image.ts";
import { containerStorage } from "../test/build/engines/engine-servers.ts";
import { startDockerRegistry } from "../test/registry/docker-registry.ts";
import { startMemoryRegistry } from "../test/registry/memory-registry.ts";
import { DOCKER_IMAGE, OCI_IMAGE } from "../test/registry/server.ts";
import { findTool } from "../test/support/tools.ts";

/** A daemon that is stuck keeps a question for ever. */
const ANSWER_MS = 5000;
/** An engine that takes longer for one small file is not waited for. */
const PATIENCE_MS = 20_000;

export interface Images extends AsyncDisposable {
  /** As references name it: `127.0.0.1:41234`. */
  readonly registry: string;
  /** The variables of a step that builds. */
  readonly environment: Readonly<Record<string, string>>;
  /** What builds and where it is pushed to, for the reader. */
  readonly what: string;
  /** The digest that the registry has at a tag. Throws when it has none. */
  readonly digestOf: (repository: string, tag: string) => Promise<string>;
}

/** Tried on an image of one file before they are given, unless `ended` says that nobody waits for them. A text says why there are none. */
export async function findImages(folder: string, ended: AbortSignal): Promise<Images | string> {
  await using made = new AsyncDisposableStack();
  const storage = made.use(containerStorage());
  const docker = await dockersVariables(storage.environment["HOME"] ?? folder, folder);
  const environment = { ...storage.environment, ...docker };
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const stuck = new AbortController();
  const signal = AbortSignal.any([patience, ended, stuck.signal]);
  const programs = programsIn(environment, signal);
  let engine: Engine;
  const timer = setTimeout(() => {
    stuck.abort(new Error(`the machine's engine has not told its version for ${ANSWER_MS / 1000} s`));
  }, ANSWER_MS);
  try {
    ({ engine } = await findEngine({ programs, environment }, "auto"));
  } catch (error) {
    return messageOf(error);
  } finally {
    clearTimeout(timer);
  }
  const program = findTool("docker-registry");
  const server = made.use(await (program === null ? startMemoryRegistry() : startDockerRegistry(program, null)));
  const { registry, origin } = server;
  made.defer(() => removeImages(engine, registry, programsIn(environment, AbortSignal.timeout(PATIENCE_MS))));
  try {
    await tryImage(engine, registry, folder);
  } catch (error) {
    const why = patience.aborted ? `it takes more than ${PATIENCE_MS / 1000} s` : messageOf(error);
    return `${engine.name} cannot build here, or cannot reach the demo's registry on this machine's loopback (${why})`;
  }
  const kept = made.move();
  return {
    registry,
    environment,
    what: `${engine.name} ${engine.version} builds, ${program === null ? "a small registry of the demo's own" : "docker-registry"} on ${registry} takes what is pushed`,
    digestOf: async (repository, tag) => {
      const accept = `${OCI_IMAGE}, ${DOCKER_IMAGE}`;
      const response = await fetch(`${origin}/v2/${repository}/manifests/${tag}`, {
        method: "HEAD",
        headers: { accept },
      });
      const digest = response.headers.get("docker-content-digest");
      if (!response.ok || digest === null)
        throw new Error(`${registry} has no ${repository}:${tag}: ${response.status}`);
      return digest;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** What leads docker to the user's daemon; buildx' own notes stay in the demo's folder. */
async function dockersVariables(home: string, folder: string): Promise<Readonly<Record<string, string>>> {
  const names = ["DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "XDG_RUNTIME_DIR"];
  const given = names.map((name) => [name, process.env[name] ?? ""] as const).filter(([, value]) => value !== "");
  const configuration = process.env["DOCKER_CONFIG"] ?? join(homedir(), ".docker");
  // A link, because buildah refuses a DOCKER_CONFIG without a file in it.
  if (existsSync(configuration)) await symlink(configuration, join(home, ".docker"), "junction");
  return { ...Object.fromEntries(given), BUILDX_CONFIG: join(folder, "buildx") };
}

function programsIn(environment: Images["environment"], signal: AbortSignal): RunnerPrograms {
  return runnerPrograms({ write: () => {}, environment, signal });
}

/** Throws when the engine cannot build or push: docker's daemon may be in a virtual machine, whose loopback is another. */
async function tryImage(engine: Engine, registry: string, folder: string): Promise<void> {
  const context = join(folder, "first-image");
  await mkdir(context);
  await writeFile(join(context, "Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
  const reference = `${registry}/acme/first:1`;
  await engine.build(anImage({ folder: context, references: [reference] }));
  await engine.push([reference]);
}

/** docker keeps images in the user's own daemon; buildah and podman have a storage of the demo's. Reports what it could not remove. */
async function removeImages({ name }: Engine, registry: string, programs: RunnerPrograms): Promise<void> {
  if (name !== "docker" && name !== "buildx") return;
  try {
    const list = ["image", "ls", `--filter=reference=${registry}/acme/*`, "--format={{.Repository}}:{{.Tag}}"];
    const { stdout } = await programs.run("docker", list, {});
    const references = stdout.split("\n").filter((reference) => reference.startsWith(`${registry}/`));
    if (references.length === 0) return;
    const { exitCode, lastLines } = await programs.run("docker", ["image", "rm", "--force", ...references], {});
    if (exitCode !== 0) throw new Error(lastLines.join(" / "));
  } catch (error) {
    process.stderr.write(`docker may still have images of ${registry}, which the demo made: ${messageOf(error)}\n`);
  }
}
