import "./rolldown-runtime.js";
import { n as recordCommits, t as recordSummary } from "./summary2.js";
import { f as systemClock, u as connect } from "./trailers.js";

// src/entry/run-record.ts
async function runRecord({ inputs, context, log, signal }) {
	await using connected = await connect({
		inputs,
		context,
		log,
		signal,
		clock: systemClock,
		home: inputs.home
	});
	const configuration = await connected.configuration(inputs);
	const result = await recordCommits({
		configuration,
		dryRun: inputs["dry-run"],
		...inputs.environment.length === 0 ? {} : { environments: inputs.environment }
	}, connected.effects);
	return {
		outputs: {
			result: result.result,
			reason: result.reason,
			records: JSON.stringify(result.records),
			commit: result.commit ?? ""
		},
		summary: recordSummary(result),
		failure: null
	};
}

export { runRecord };