// The gate action: inputs -> the gate use case -> outputs.
import { runAction } from "../runner/run-action.ts";
import { gateAction } from "./actions.ts";
import { gateSubject } from "./gate-subject.ts";
import { checkCall } from "./preflight.ts";

await runAction(gateAction, async (run) => {
  const { inputs, context, log } = run;
  checkCall(inputs, context, inputs.home);
  const subject = gateSubject(context, inputs["pull-request"]);
  log.info(`gate: ${subject.text} of ${context.repository}`);

  const { runGate } = await import("./run-gate.ts");
  return runGate(run, subject);
});
