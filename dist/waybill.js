import "./chunks/rolldown-runtime.js";
import { at as gateSubject, gt as runAction, m as checkCall, mt as waybillAction } from "./chunks/start.js";

// src/entry/waybill.ts
await runAction(waybillAction, async (run) => {
	const { inputs, context, log } = run;
	checkCall(inputs, context, inputs.home);
	const subject = gateSubject(context, null);
	const plan = subject.kind === "every" ? "record, promote and gate every open pull request" : `gate ${subject.text}`;
	log.info(`waybill: ${plan} of ${context.repository}`);
	const { runWaybill } = await import("./chunks/run-waybill.js");
	return runWaybill(run, subject);
});

export {  };