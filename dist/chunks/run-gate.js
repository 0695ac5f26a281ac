import "./rolldown-runtime.js";
import { n as verdictsJson, o as gateSummary } from "./reports.js";
import { f as systemClock, u as connect } from "./trailers.js";
import { t as judgeSubject } from "./judge-subject.js";

// src/entry/run-gate.ts
async function runGate({ inputs, context, log, signal }, subject) {
	await using connected = await connect({
		inputs,
		context,
		log,
		signal,
		clock: systemClock,
		home: inputs.home
	});
	const configuration = await connected.configuration(inputs);
	const result = await judgeSubject({
		subject,
		configuration,
		repository: context.repository,
		merge: inputs.merge,
		dryRun: inputs["dry-run"]
	}, connected.effects);
	return {
		outputs: {
			result: result.result,
			reason: result.reason,
			verdicts: verdictsJson(result)
		},
		summary: gateSummary(result),
		failure: result.result === "failed" ? result.reason : null
	};
}

export { runGate };