// The part of the gate action that needs Git and the forge; loaded when the inputs are known to be right.
import { gateSummary } from "../gates/summary.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { gateAction } from "./actions.ts";
import { connect } from "./connect.ts";
import type { GateSubject } from "./gate-subject.ts";
import { judgeSubject } from "./judge-subject.ts";
import { verdictsJson } from "./reports.ts";

export async function runGate(
  { inputs, context, log, signal }: ActionRun<typeof gateAction>,
  subject: GateSubject,
): Promise<ActionReport<typeof gateAction>> {
  await using connected = await connect({ inputs, context, log, signal, clock: systemClock, home: inputs.home });
  const configuration = await connected.configuration(inputs);
  const result = await judgeSubject(
    { subject, configuration, repository: context.repository, merge: inputs.merge, dryRun: inputs["dry-run"] },
    connected.effects,
  );
  return {
    outputs: { result: result.result, reason: result.reason, verdicts: verdictsJson(result) },
    summary: gateSummary(result),
    // A verdict that is not open is no failure of the job: the status says it, and the job must not block instead of it.
    failure: result.result === "failed" ? result.reason : null,
  };
}
