// What `build` has of the job's machine: its programs, and the registry with the login that the call or the machine gives.
import { readFile } from "node:fs/promises";
import type { Log } from "../effects.ts";
import type { HelperPrograms } from "../registry/credential-helper.ts";
import { containersCredentials, type ContainersMachine } from "../registry/containers-configuration.ts";
import { type Credentials, firstOf, givenCredentials } from "../registry/credentials.ts";
import { dockerCredentials } from "../registry/docker-configuration.ts";
import { sendDirectly } from "../registry/direct.ts";
import { openRegistry } from "../registry/open.ts";
import { proxied } from "../registry/proxy.ts";
import type { Registry } from "../registry/registry.ts";
import { runnerPrograms, type RunnerPrograms } from "../runner/programs.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { RunContext } from "../runner/context.ts";
import type { BuildInputs } from "./actions.ts";

/** docker has none; the slowest helpers ask a cloud for a token. */
const HELPER_TIMEOUT_MS = 60_000;

export interface BuildRun {
  readonly inputs: BuildInputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** `registry`: the one that the inputs' login is for; `stored`: where another is looked up. */
export function buildMachine(
  { inputs, log, signal }: BuildRun,
  registry: string,
  stored: (machine: ContainersMachine) => Credentials,
): { readonly programs: RunnerPrograms; readonly registry: Registry } {
  const programs = runnerPrograms({
    write: (text) => void process.stdout.write(text),
    environment: process.env,
    signal,
  });
  const otherwise = stored({
    environment: process.env,
    read: readIfThere,
    programs: helperPrograms(signal, HELPER_TIMEOUT_MS),
    userId: process.platform === "linux" ? (process.getuid?.() ?? null) : null,
  });
  const { "registry-username": username, "registry-password": password } = inputs;
  return {
    programs,
    registry: openRegistry({
      fetch: proxied(sendDirectly, process.env),
      credentials:
        username === null || password === null
          ? otherwise
          : givenCredentials({ registry, username, password, otherwise }),
      log,
      clock: systemClock,
      signal,
      budgetMs: (inputs["time-budget"] ?? 5) * 60_000,
      pushes: inputs.push && !inputs["dry-run"],
    }),
  };
}

/** Logged in as the engine will be: each program reads its own files. `auto` takes docker's first, as it takes docker first. */
export function engineCredentials(engine: BuildInputs["engine"]): (machine: ContainersMachine) => Credentials {
  switch (engine) {
    case "buildah":
    case "podman":
      return containersCredentials;
    case "docker":
    case "buildx":
      return dockerCredentials;
    case "auto":
      return (machine) => firstOf([dockerCredentials(machine), containersCredentials(machine)]);
  }
}

/** The programs of the machine for credential helpers, each of which is ended after `timeoutMs`: one that asks a person would wait for ever. */
export function helperPrograms(signal: AbortSignal, timeoutMs: number): HelperPrograms {
  const programs = (within: AbortSignal): RunnerPrograms =>
    runnerPrograms({ write: () => {}, environment: process.env, signal: within });
  return {
    find: async (program) => programs(signal).find(program),
    run: async (program, args, options) =>
      programs(AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])).run(program, args, options),
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    // A home that is no folder (/dev/null) has no files.
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}
