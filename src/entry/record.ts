// The record action: inputs -> the record use case -> outputs.
import { runAction } from "../runner/run-action.ts";
import { recordAction } from "./actions.ts";
import { checkCall } from "./preflight.ts";

await runAction(recordAction, async (run) => {
  const { inputs, context, log } = run;
  checkCall(inputs, context, inputs.home);
  const environments = inputs.environment.length === 0 ? "every environment" : inputs.environment.join(", ");
  log.info(`record: ${environments} of ${inputs.home ?? context.repository}`);

  const { runRecord } = await import("./run-record.ts");
  return runRecord(run);
});
