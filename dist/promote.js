import "./chunks/rolldown-runtime.js";
import { X as promoteAction, m as checkCall, nt as runAction } from "./chunks/start.js";

// src/entry/promote.ts
await runAction(promoteAction, async (run) => {
	const { inputs, context, log } = run;
	checkCall(inputs, context, inputs.home);
	log.info(`promote: ${inputs.from ?? "every environment"} -> ${inputs.to ?? "the next one"} of ${inputs.home ?? context.repository}`);
	const { runPromote } = await import("./chunks/run-promote.js");
	return runPromote(run);
});

export {  };