// The part of the promote action that needs Git and the forge; loaded when the inputs are known to be right.
import { gatePullRequests } from "../gates/gate-pull-requests.ts";
import { gateSummary } from "../gates/summary.ts";
import { promote } from "../promotion/promote.ts";
import { promoteSummary } from "../promotion/summary.ts";
import { weakTokenRemark } from "../promotion/weak-token.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { systemClock } from "../runner/system-clock.ts";
import type { promoteAction } from "./actions.ts";
import { connect } from "./connect.ts";
import { receivingEnvironments } from "./receiving.ts";
import { promotionsJson } from "./reports.ts";

export async function runPromote({
  inputs,
  context,
  log,
  signal,
}: ActionRun<typeof promoteAction>): Promise<ActionReport<typeof promoteAction>> {
  await using connected = await connect({ inputs, context, log, signal, clock: systemClock, home: inputs.home });
  const configuration = await connected.configuration(inputs);
  const dryRun = inputs["dry-run"];
  const environments = receivingEnvironments(configuration, inputs);
  const result = await promote(
    {
      configuration,
      dryRun,
      ...(environments === undefined ? {} : { environments }),
      ...(inputs.app.length === 0 ? {} : { apps: inputs.app }),
    },
    connected.effects,
  );
  // What the job's own token opens starts no checks by itself: the verdict is written here, and what may be merged is.
  const verdicts = await gatePullRequests({ configuration, merge: true, dryRun, open: result.open }, connected.effects);
  const weak = weakTokenRemark(result);
  if (weak !== null) log.warning(weak);
  const failed = [result, verdicts].find((one) => one.result === "failed");
  return {
    outputs: {
      result: failed?.result ?? result.result,
      reason: failed?.reason ?? result.reason,
      "pull-requests": promotionsJson(result),
    },
    summary: `${promoteSummary(result)}\n${gateSummary(verdicts)}`,
    failure: failed?.reason ?? null,
  };
}
