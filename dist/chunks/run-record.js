import "./rolldown-runtime.js";
import { n as recordCommits, t as recordSummary } from "./summary3.js";
import { r as systemClock } from "./start.js";
import { t as connect } from "./connect.js";
import { t as _usingCtx } from "./usingCtx.js";

// src/entry/run-record.ts
async function runRecord({ inputs, context, log, signal }) {
	try {
		var _usingCtx$1 = _usingCtx();
		const connected = _usingCtx$1.a(await connect({
			inputs,
			context,
			log,
			signal,
			clock: systemClock,
			home: inputs.home
		}));
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
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

export { runRecord };