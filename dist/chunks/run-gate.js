import "./rolldown-runtime.js";
import { n as verdictsJson, s as gateSummary } from "./reports.js";
import { r as systemClock } from "./start.js";
import { t as connect } from "./connect.js";
import { t as judgeSubject } from "./judge-subject.js";
import { t as _usingCtx } from "./usingCtx.js";

// src/entry/run-gate.ts
async function runGate({ inputs, context, log, signal }, subject) {
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
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

export { runGate };