import "./rolldown-runtime.js";
import { Ht as UserError, Lt as inlineText, r as systemClock } from "./start.js";
import { n as verdictsJson, r as gatePullRequests, s as gateSummary, t as promotionsJson } from "./reports.js";
import { n as promote, t as weakTokenRemark } from "./weak-token.js";
import { t as promoteSummary } from "./summary2.js";
import { n as recordCommits, t as recordSummary } from "./summary3.js";
import { t as connect } from "./connect.js";
import { t as judgeSubject } from "./judge-subject.js";
import { t as receivingEnvironments } from "./receiving.js";
import { t as _usingCtx } from "./usingCtx.js";

// src/entry/run-waybill.ts
async function runWaybill({ inputs, context, log, signal }, subject) {
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
		const { merge, "dry-run": dryRun } = inputs;
		if (subject.kind === "every") return await everything({
			configuration,
			environments: receivingEnvironments(configuration, inputs),
			merge,
			dryRun
		}, connected.effects);
		const verdicts = await judgeSubject({
			subject,
			configuration,
			repository: context.repository,
			merge,
			dryRun
		}, connected.effects);
		return {
			outputs: {
				result: verdicts.result,
				reason: verdicts.reason,
				records: "[]",
				"pull-requests": "[]",
				verdicts: verdictsJson(verdicts)
			},
			summary: gateSummary(verdicts),
			failure: verdicts.result === "failed" ? verdicts.reason : null
		};
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
/** In this order: what is proposed and judged reads the records. A merge of this run is recorded by the push that it starts, or by the next run. */
async function everything({ configuration, environments, merge, dryRun }, effects) {
	const recorded = await recordOrTell({
		configuration,
		dryRun
	}, effects);
	const promoted = configuration.environments.some((environment) => environment.from !== null) ? await promote({
		configuration,
		dryRun,
		...environments === void 0 ? {} : { environments }
	}, effects) : null;
	const open = promoted === null ? {} : { open: await withHome(promoted.open, configuration, environments, effects) };
	const verdicts = await gatePullRequests({
		configuration,
		merge,
		dryRun,
		...open
	}, effects);
	const weak = promoted === null ? null : weakTokenRemark(promoted);
	if (weak !== null) effects.log.warning(weak);
	const parts = [
		recorded,
		...promoted === null ? [] : [promoted],
		verdicts
	];
	const failed = parts.find((part) => part.result === "failed");
	const idle = parts.every((part) => part.result === "nothing");
	return {
		outputs: {
			result: failed !== void 0 ? "failed" : dryRun ? "dry-run" : idle ? "nothing" : "done",
			reason: failed?.reason ?? parts.map((part) => part.reason).join("; "),
			records: JSON.stringify(recorded.records),
			"pull-requests": promoted === null ? "[]" : promotionsJson(promoted),
			verdicts: verdictsJson(verdicts)
		},
		summary: [
			recorded.summary,
			promoted === null ? "" : promoteSummary(promoted),
			gateSummary(verdicts)
		].join("\n"),
		failure: failed?.reason ?? null
	};
}
/** Records that cannot be written hold what needs them, and fail the run at its end; what can be proposed and judged still is. */
async function recordOrTell(request, effects) {
	try {
		const result = await recordCommits(request, effects);
		return {
			...result,
			summary: recordSummary(result)
		};
	} catch (error) {
		if (!(error instanceof UserError) || error.exitCode === 2) throw error;
		const reason = `nothing could be recorded: ${error.message}`;
		effects.log.warning(reason);
		return {
			result: "failed",
			reason,
			records: [],
			summary: `### Waybill record: failed\n\n${inlineText(reason)}\n`
		};
	}
}
/** With home's own pull requests where nothing is promoted to home: they wait for their verdict all the same. */
async function withHome(open, configuration, chosen, { connections: { home } }) {
	const name = home.name.toLowerCase();
	const inHome = configuration.environments.filter(({ repository }) => (repository ?? name).toLowerCase() === name);
	if (inHome.some((environment) => environment.from !== null && chosen?.includes(environment.name) !== false) || inHome.length === 0 || home.forge === null) return open;
	return [...open, {
		connection: home,
		pullRequests: await home.forge.openPullRequests()
	}];
}

export { runWaybill };