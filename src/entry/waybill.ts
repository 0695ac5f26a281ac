// The root action, the environment repository's one step: by event the gate, or record, promote and gate.
import { runAction } from "../runner/run-action.ts";
import { waybillAction } from "./actions.ts";
import { gateSubject } from "./gate-subject.ts";
import { checkCall } from "./preflight.ts";

await runAction(waybillAction, async (run) => {
  const { inputs, context, log } = run;
  checkCall(inputs, context, inputs.home);
  const subject = gateSubject(context, null);
  const plan = subject.kind === "every" ? "record, promote and gate every open pull request" : `gate ${subject.text}`;
  log.info(`waybill: ${plan} of ${context.repository}`);

  const { runWaybill } = await import("./run-waybill.ts");
  return runWaybill(run, subject);
});
