import "./chunks/rolldown-runtime.js";
import { r as runAction, t as parseIdentity } from "./chunks/identity.js";
import { r as promoteAction, t as checkWorkspaceConfiguration } from "./chunks/preflight.js";

// src/entry/promote.ts
await runAction(promoteAction, async (run) => {
	const { inputs, context, log } = run;
	parseIdentity(inputs.committer ?? "");
	checkWorkspaceConfiguration(context, inputs.home);
	log.info(`promote: ${inputs.from ?? "every environment"} -> ${inputs.to ?? "the next one"} of ${inputs.home ?? context.repository}`);
	const { runPromote } = await import("./chunks/run-promote.js");
	return runPromote(run);
});

export {  };