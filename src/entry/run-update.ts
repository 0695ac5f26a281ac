// The part of the update action that needs Git and the forge; loaded when the inputs are known to be right.
import { setFlagsFromString } from "node:v8";
import { update, type UpdateResult } from "../promotion/update.ts";
import { updateSummary } from "../promotion/summary.ts";
import type { InputsOf, OutputsOf } from "../runner/action.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { AccessInputs } from "./access.ts";
import type { updateAction } from "./actions.ts";
import { askForge } from "./ancestry.ts";
import { connect } from "./connect.ts";
import type { UpdateInputs } from "./update-request.ts";

export async function runUpdate(
  run: ActionRun<typeof updateAction>,
  request: UpdateInputs,
): Promise<ActionReport<typeof updateAction>> {
  const result = await writeVersions(run, request);
  return { outputs: updateOutputs(result), summary: updateSummary(result), failure: null };
}

/** What of the action's inputs the use case takes as it is. */
type WriteInputs = Pick<
  InputsOf<typeof updateAction>,
  | "environment"
  | "path"
  | "app"
  | "environment-repository"
  | "base-branch"
  | "mode"
  | "labels"
  | "reviewers"
  | "dry-run"
> &
  AccessInputs;

/** The update use case with the job's network and clock. */
export async function writeVersions(
  { inputs, context, log, signal }: Omit<ActionRun<typeof updateAction>, "inputs"> & { readonly inputs: WriteInputs },
  { artifacts, places, source }: UpdateInputs,
): Promise<UpdateResult> {
  // What a search reads is let go at once, so the young generation need not grow: 15 MB less at the peak and no slower (`npm run bench -- update`).
  setFlagsFromString("--semi-space-growth-factor=1");
  await using connected = await connect({
    inputs,
    context,
    log,
    signal,
    clock: systemClock,
    home: inputs["environment-repository"],
  });
  // Awaited here: what `connect` made is removed afterwards.
  return await update(
    {
      artifacts,
      places,
      source,
      configuration: inputs.path === null ? await connected.configuration({ from: null, to: null }) : null,
      environment: inputs.environment,
      path: inputs.path,
      app: inputs.app,
      branch: inputs["base-branch"],
      mode: inputs.mode,
      labels: inputs.labels,
      reviewers: inputs.reviewers,
      dryRun: inputs["dry-run"],
    },
    { ...connected.effects, ancestry: askForge({ inputs, context, log, signal, clock: systemClock }) },
  );
}

/** A result in the words of the action's outputs. */
export function updateOutputs(result: UpdateResult): OutputsOf<typeof updateAction> {
  return {
    changed: String(result.changed),
    result: result.result,
    reason: result.reason,
    commit: result.commit ?? "",
    "pull-request-number": result.pullRequestNumber === null ? "" : String(result.pullRequestNumber),
    "pull-request-url": result.pullRequestUrl ?? "",
    files: result.files.join("\n"),
    previous: result.previous.join("\n"),
  };
}
