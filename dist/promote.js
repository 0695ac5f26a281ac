import "./chunks/rolldown-runtime.js";
import { gt as runAction, m as checkCall, ut as promoteAction } from "./chunks/start.js";

// src/entry/promote.ts
await runAction(promoteAction, async (run) => {
	const { inputs, context, log } = run;
	checkCall(inputs, context, inputs.home);
	log.info(`promote: ${inputs.from ?? "every environment"} -> ${inputs.to ?? "the next one"} of ${inputs.home ?? context.repository}`);
	const { runPromote } = await import("./chunks/run-promote.js");
	return runPromote(run);
});

export {  };