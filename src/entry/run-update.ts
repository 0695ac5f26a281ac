// The part of the update action that needs Git and the forge; loaded when the inputs are known to be right.
import { setFlagsFromString } from "node:v8";
import { update } from "../promotion/update.ts";
import { updateSummary } from "../promotion/summary.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { updateAction } from "./actions.ts";
import { askForge } from "./ancestry.ts";
import { connect } from "./connect.ts";
import type { UpdateInputs } from "./update-request.ts";

export async function runUpdate(
  { inputs, context, log, signal }: ActionRun<typeof updateAction>,
  { artifacts, places, source }: UpdateInputs,
): Promise<ActionReport<typeof updateAction>> {
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
  const result = await update(
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
  return {
    outputs: {
      changed: String(result.changed),
      result: result.result,
      reason: result.reason,
      commit: result.commit ?? "",
      "pull-request-number": result.pullRequestNumber === null ? "" : String(result.pullRequestNumber),
      "pull-request-url": result.pullRequestUrl ?? "",
      files: result.files.join("\n"),
      previous: result.previous.join("\n"),
    },
    summary: updateSummary(result),
    failure: null,
  };
}
