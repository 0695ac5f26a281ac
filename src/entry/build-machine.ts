// What `build` has of the job's machine: its programs, and the registry with the login that the call or the machine gives.
import { readFile } from "node:fs/promises";
import type { Log } from "../effects.ts";
import { type Credentials, givenCredentials } from "../registry/credentials.ts";
import type { DockerConfigurationOptions } from "../registry/docker-configuration.ts";
import { openRegistry } from "../registry/open.ts";
import type { Registry } from "../registry/registry.ts";
import { runnerPrograms, type RunnerPrograms } from "../runner/programs.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { ImageBuildInputs } from "./actions.ts";

export interface BuildRun {
  readonly inputs: ImageBuildInputs;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** `registry`: the one that the inputs' login is for; `stored`: where another is looked up. */
export function buildMachine(
  { inputs, log, signal }: BuildRun,
  registry: string,
  stored: (options: DockerConfigurationOptions) => Credentials,
): { readonly programs: RunnerPrograms; readonly registry: Registry } {
  const programs = runnerPrograms({
    write: (text) => void process.stdout.write(text),
    environment: process.env,
    signal,
  });
  const otherwise = stored({ environment: process.env, read: readIfThere, programs });
  const { "registry-username": username, "registry-password": password } = inputs;
  return {
    programs,
    registry: openRegistry({
      fetch,
      credentials:
        username === null || password === null
          ? otherwise
          : givenCredentials({ registry, username, password, otherwise }),
      log,
      clock: systemClock,
      signal,
      budgetMs: (inputs["time-budget"] ?? 5) * 60_000,
    }),
  };
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
