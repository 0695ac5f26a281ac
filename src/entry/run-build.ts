// The part of the build action that needs the machine and the registry; loaded when the inputs are known to be right.
import { build, type BuildRequest, type BuildResult } from "../build/build.ts";
import { readCheckout } from "../build/checkout.ts";
import { findEngine } from "../build/find-engine.ts";
import { buildSummary } from "../build/summary.ts";
import type { OutputsOf } from "../runner/action.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import type { buildAction } from "./actions.ts";
import { buildMachine, type BuildRun, engineCredentials } from "./build-machine.ts";

export async function runBuild(
  run: ActionRun<typeof buildAction>,
  request: BuildRequest,
): Promise<ActionReport<typeof buildAction>> {
  const result = await buildImage(run, request);
  return {
    outputs: { ...buildOutputs(request, result), chart: "" },
    summary: buildSummary({ kind: "image", name: request.name }, result),
    failure: null,
  };
}

/** The build use case with the machine's engines and the registry. */
export async function buildImage(run: BuildRun, request: BuildRequest): Promise<BuildResult> {
  const { inputs, log, signal } = run;
  const { programs, registry } = buildMachine(run, request.repository.registry, engineCredentials(inputs.engine));
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
export function buildOutputs(request: BuildRequest, result: BuildResult): Omit<OutputsOf<typeof buildAction>, "chart"> {
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
