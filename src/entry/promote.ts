// The promote action: inputs -> the promote use case -> outputs.
import { runAction } from "../runner/run-action.ts";
import { promoteAction } from "./actions.ts";
import { checkCall } from "./preflight.ts";

await runAction(promoteAction, async (run) => {
  const { inputs, context, log } = run;
  checkCall(inputs, context, inputs.home);
  log.info(
    `promote: ${inputs.from ?? "every environment"} -> ${inputs.to ?? "the next one"} of ${inputs.home ?? context.repository}`,
  );

  const { runPromote } = await import("./run-promote.ts");
  return runPromote(run);
});
