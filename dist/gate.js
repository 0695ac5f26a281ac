import "./chunks/rolldown-runtime.js";
import { at as gateSubject, gt as runAction, lt as gateAction, m as checkCall } from "./chunks/start.js";

// src/entry/gate.ts
await runAction(gateAction, async (run) => {
	const { inputs, context, log } = run;
	checkCall(inputs, context, inputs.home);
	const subject = gateSubject(context, inputs["pull-request"]);
	log.info(`gate: ${subject.text} of ${context.repository}`);
	const { runGate } = await import("./chunks/run-gate.js");
	return runGate(run, subject);
});

export {  };