import "./chunks/rolldown-runtime.js";
import { $ as gateAction, Y as gateSubject, _ as checkCall, ot as runAction } from "./chunks/start.js";

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