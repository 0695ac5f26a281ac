// Which engine builds: the one that the call names, or the first that the machine has.
import { usageError } from "../errors.ts";
import type { Engine } from "./engine.ts";
import { buildah } from "./engines/buildah.ts";
import { buildx } from "./engines/buildx.ts";
import type { EngineMachine } from "./engines/command.ts";
import { docker } from "./engines/docker.ts";
import { podman } from "./engines/podman.ts";
import { tooOld, versionIn } from "./engines/versions.ts";

export type EngineChoice = "auto" | Engine["name"];

export interface FoundEngine {
  readonly engine: Engine;
  /** One sentence for the log: which engine, and why. */
  readonly reason: string;
}

/** What a look at the machine gives: an engine, or why there is none. */
type Look = { readonly engine: Engine } | { readonly lacks: string };

/** A daemon that took the question and is stuck would keep it for ever. */
const QUESTION = { withinMs: 60_000 };

/** The names in the order in which `auto` takes them; each says how it is looked for. */
const LOOKS: readonly (readonly [
  Engine["name"],
  (machine: EngineMachine, docker: () => Promise<DockerFacts>) => Promise<Look>,
])[] = [
  ["buildx", lookForBuildx],
  ["docker", lookForDocker],
  ["buildah", (machine) => lookForFamily(machine, "buildah")],
  ["podman", (machine) => lookForFamily(machine, "podman")],
];

/**
 * The engine to build with. `auto` wants one that can work now, so docker's only while its daemon answers, and buildx also with a builder elsewhere; one that is named is taken when its program is there and new
 * enough, and says itself what else it lacks. Throws a usage error that says what was looked for.
 */
export async function findEngine(machine: EngineMachine, choice: EngineChoice): Promise<FoundEngine> {
  let facts: Promise<DockerFacts> | null = null;
  const dockerOnce = (): Promise<DockerFacts> => (facts ??= dockerFacts(machine));
  const passed: string[] = [];
  for (const [name, look] of LOOKS) {
    if (choice !== "auto" && choice !== name) continue;
    const found = await look(machine, dockerOnce);
    const lacks =
      "lacks" in found
        ? found.lacks
        : (tooOld(name, found.engine.version) ??
          (choice === "auto" && (await isSilent(name, dockerOnce)) ? "its daemon does not answer" : null));
    if ("engine" in found && lacks === null)
      return { engine: found.engine, reason: reasonFor(found.engine, choice, passed) };
    passed.push(`${name}: ${lacks}`);
  }
  throw usageError(
    choice === "auto"
      ? `this machine has no engine to build with (${passed.join("; ")}); install one of them before this step (buildah needs no daemon), or run on a machine that has one`
      : `the engine ${choice} cannot be used on this machine (${passed.join("; ")}); install it before this step (${INSTALL[choice]}), or set \`engine: auto\``,
  );
}

/** What brings an engine that is missing or too old. */
const INSTALL: Readonly<Record<Engine["name"], string>> = {
  buildx: "docker/setup-buildx-action brings it where docker is",
  docker: "with a daemon that runs, as on GitHub's own Ubuntu machines",
  buildah: "the package `buildah` of Debian, Ubuntu and Fedora",
  podman: "the package `podman` of Debian, Ubuntu and Fedora",
};

function reasonFor(engine: Engine, choice: EngineChoice, passed: readonly string[]): string {
  const which = `${engine.name} ${engine.version} builds`;
  if (choice !== "auto") return `${which}: \`engine\` names it`;
  return passed.length === 0
    ? `${which}: the first of buildx, docker, buildah, podman, and the machine has it`
    : `${which}: the first that the machine has (${passed.join("; ")})`;
}

interface DockerFacts {
  /** `null`: there is no program of that name. */
  readonly client: string | null;
  /** Whether the daemon answers. */
  readonly daemon: boolean;
  /** The plugin's version; `null` when there is none. */
  readonly plugin: string | null;
  /** Whether the plugin's builder is another than the daemon's own. */
  readonly builderElsewhere: () => Promise<boolean>;
}

/** Both questions at once: each is a start of docker, and the time is the user's. */
async function dockerFacts({ programs }: EngineMachine): Promise<DockerFacts> {
  if ((await programs.find("docker")) === null)
    return { client: null, daemon: false, plugin: null, builderElsewhere: async () => false };
  const [versions, plugin] = await Promise.all([
    programs.run(
      "docker",
      ["version", "--format={{.Client.Version}}{{if .Server}} {{.Server.Version}}{{end}}"],
      QUESTION,
    ),
    programs.run("docker", ["buildx", "version"], QUESTION),
  ]);
  const [client = "", server = ""] = versions.stdout.trim().split(" ");
  return {
    client: versionIn(client) ?? unknownVersion(client),
    daemon: versions.exitCode === 0 && server !== "",
    // podman under docker's name answers with buildah's version.
    plugin:
      plugin.exitCode === 0 && !/\bbuildah\b/iu.test(plugin.stdout)
        ? (versionIn(plugin.stdout) ?? unknownVersion(plugin.stdout))
        : null,
    builderElsewhere: async () => {
      const { stdout } = await programs.run("docker", ["buildx", "inspect"], QUESTION);
      return ELSEWHERE.test(stdout);
    },
  };
}

/** The drivers of buildx that need no docker daemon (docs.docker.com/build/builders/drivers). */
const ELSEWHERE = /^Driver:\s*(?:remote|kubernetes|cloud)\s*$/mu;

/** Taken on trust: a build of one's own need not have a number, and its own failure says more than a guess. */
function unknownVersion(said: string): string {
  const text = said.trim().slice(0, 40);
  return text === "" ? "of an unknown version" : `of an unknown version (${JSON.stringify(text)})`;
}

async function isSilent(name: Engine["name"], docker: () => Promise<DockerFacts>): Promise<boolean> {
  if (name !== "buildx" && name !== "docker") return false;
  const { daemon, builderElsewhere } = await docker();
  return !daemon && (name === "docker" || !(await builderElsewhere()));
}

async function lookForBuildx(machine: EngineMachine, facts: () => Promise<DockerFacts>): Promise<Look> {
  const { client, plugin, daemon } = await facts();
  if (client === null) return { lacks: "no `docker` on PATH" };
  return plugin === null
    ? { lacks: "`docker buildx version` fails, so docker has no such plugin" }
    : { engine: buildx(machine, plugin, daemon) };
}

async function lookForDocker(machine: EngineMachine, facts: () => Promise<DockerFacts>): Promise<Look> {
  const { client, plugin } = await facts();
  if (client === null) return { lacks: "no `docker` on PATH" };
  // The docker program has BuildKit's client inside before version 23, and in the plugin from then on.
  const buildKit = plugin !== null || Number(/^\d+/u.exec(client)?.[0] ?? Number.NaN) < 23;
  return { engine: docker(machine, client, buildKit) };
}

async function lookForFamily(machine: EngineMachine, name: "buildah" | "podman"): Promise<Look> {
  if ((await machine.programs.find(name)) === null) return { lacks: `no \`${name}\` on PATH` };
  const { exitCode, stdout, lastLines } = await machine.programs.run(name, ["--version"], QUESTION);
  if (exitCode !== 0) return { lacks: `\`${name} --version\` fails: ${lastLines.at(-1) ?? "without a word"}` };
  // buildah version 1.28.2 (image-spec 1.1.0-rc2, runtime-spec 1.0.2-dev)
  const version = versionIn(stdout) ?? unknownVersion(stdout);
  return { engine: name === "buildah" ? buildah(machine, version) : podman(machine, version) };
}
