import "./rolldown-runtime.js";
import { r as gatePullRequests, s as gateSummary, t as promotionsJson } from "./reports.js";
import { n as promote, t as weakTokenRemark } from "./weak-token.js";
import { t as promoteSummary } from "./summary2.js";
import { r as systemClock } from "./start.js";
import { t as connect } from "./connect.js";
import { t as receivingEnvironments } from "./receiving.js";
import { t as _usingCtx } from "./usingCtx.js";

// src/entry/run-promote.ts
async function runPromote({ inputs, context, log, signal }) {
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
		const dryRun = inputs["dry-run"];
		const environments = receivingEnvironments(configuration, inputs);
		const result = await promote({
			configuration,
			dryRun,
			...environments === void 0 ? {} : { environments },
			...inputs.app.length === 0 ? {} : { apps: inputs.app }
		}, connected.effects);
		const verdicts = await gatePullRequests({
			configuration,
			merge: true,
			dryRun,
			open: result.open
		}, connected.effects);
		const weak = weakTokenRemark(result);
		if (weak !== null) log.warning(weak);
		const failed = [result, verdicts].find((one) => one.result === "failed");
		return {
			outputs: {
				result: failed?.result ?? result.result,
				reason: failed?.reason ?? result.reason,
				"pull-requests": promotionsJson(result)
			},
			summary: `${promoteSummary(result)}\n${gateSummary(verdicts)}`,
			failure: failed?.reason ?? null
		};
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}

export { runPromote };