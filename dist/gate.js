import "./chunks/rolldown-runtime.js";
import { s as runAction } from "./chunks/proposal-events.js";
import { n as gateAction, t as checkCall } from "./chunks/preflight.js";
import { t as gateSubject } from "./chunks/gate-subject.js";

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