import "./chunks/rolldown-runtime.js";
import { dt as recordAction, gt as runAction, m as checkCall } from "./chunks/start.js";

// src/entry/record.ts
await runAction(recordAction, async (run) => {
	const { inputs, context, log } = run;
	checkCall(inputs, context, inputs.home);
	const environments = inputs.environment.length === 0 ? "every environment" : inputs.environment.join(", ");
	log.info(`record: ${environments} of ${inputs.home ?? context.repository}`);
	const { runRecord } = await import("./chunks/run-record.js");
	return runRecord(run);
});

export {  };