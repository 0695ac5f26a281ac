// The part of the record action that needs Git and the forge; loaded when the inputs are known to be right.
import { recordCommits } from "../records/record-commits.ts";
import { recordSummary } from "../records/summary.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { recordAction } from "./actions.ts";
import { connect } from "./connect.ts";

export async function runRecord({
  inputs,
  context,
  log,
  signal,
}: ActionRun<typeof recordAction>): Promise<ActionReport<typeof recordAction>> {
  await using connected = await connect({ inputs, context, log, signal, clock: systemClock, home: inputs.home });
  const configuration = await connected.configuration(inputs);
  const result = await recordCommits(
    {
      configuration,
      dryRun: inputs["dry-run"],
      ...(inputs.environment.length === 0 ? {} : { environments: inputs.environment }),
    },
    connected.effects,
  );
  return {
    outputs: {
      result: result.result,
      reason: result.reason,
      records: JSON.stringify(result.records),
      commit: result.commit ?? "",
    },
    summary: recordSummary(result),
    failure: null,
  };
}
