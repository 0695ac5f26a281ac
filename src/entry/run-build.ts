// The part of the build action that needs the machine and the registry; loaded when the inputs are known to be right.
import { readFile } from "node:fs/promises";
import { build, type BuildRequest, type BuildResult } from "../build/build.ts";
import { readCheckout } from "../build/checkout.ts";
import { findEngine } from "../build/find-engine.ts";
import { buildSummary } from "../build/summary.ts";
import { type Credentials, givenCredentials } from "../registry/credentials.ts";
import { dockerCredentials } from "../registry/docker-configuration.ts";
import { openRegistry } from "../registry/open.ts";
import type { OutputsOf } from "../runner/action.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { runnerPrograms } from "../runner/programs.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { buildAction } from "./actions.ts";

export async function runBuild(
  run: ActionRun<typeof buildAction>,
  request: BuildRequest,
): Promise<ActionReport<typeof buildAction>> {
  const result = await buildImage(run, request);
  return { outputs: buildOutputs(request, result), summary: buildSummary(request.name, result), failure: null };
}

/** The build use case with the machine's engines and the registry. */
export async function buildImage(
  { inputs, log, signal }: ActionRun<typeof buildAction>,
  request: BuildRequest,
): Promise<BuildResult> {
  const programs = runnerPrograms({
    write: (text) => void process.stdout.write(text),
    environment: process.env,
    signal,
  });
  const known = dockerCredentials({ environment: process.env, read: readIfThere, programs });
  const registry = openRegistry({
    fetch,
    credentials: credentialsOf(inputs, request, known),
    log,
    clock: systemClock,
    signal,
    budgetMs: (inputs["time-budget"] ?? 5) * 60_000,
  });
  const checkout = await readCheckout(request.image.folder, request.version.tagPrefix, signal);
  const result = await build(request, checkout, {
    registry,
    log,
    engine: () => findEngine({ programs, environment: process.env }, inputs.engine),
  });
  log.debug(`${registry.requests} requests to the registry`);
  return result;
}

/** A result in the words of the action's outputs. */
export function buildOutputs(request: BuildRequest, result: BuildResult): OutputsOf<typeof buildAction> {
  const { version, digest } = result;
  return {
    result: result.result,
    reason: result.reason,
    image: request.name,
    version: version?.version ?? "",
    tags: result.tags.join("\n"),
    digest: digest ?? "",
    reference: version === null || digest === null ? "" : `${request.name}:${version.tag}@${digest}`,
    pushed: String(result.pushed),
    releasable: String(version?.isReleasable ?? false),
    metadata: JSON.stringify(result.metadata),
  };
}

function credentialsOf(
  inputs: ActionRun<typeof buildAction>["inputs"],
  { repository }: BuildRequest,
  otherwise: Credentials,
): Credentials {
  const { "registry-username": username, "registry-password": password } = inputs;
  if (username === null || password === null) return otherwise;
  return givenCredentials({ registry: repository.registry, username, password, otherwise });
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
