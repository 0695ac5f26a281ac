import "./rolldown-runtime.js";
import { H as artifactKey, Ht as UserError, Lt as inlineText, T as parseAssignment } from "./start.js";
import { d as artifactName } from "./builds-request.js";
import { n as buildsSummary, t as buildOutputs } from "./build-outputs.js";
import { t as runBuilds } from "./run-builds.js";

// src/entry/run-release.ts
const NOTHING_WRITTEN = {
	changed: "false",
	commit: "",
	"pull-request-number": "",
	"pull-request-url": "",
	files: "",
	previous: ""
};
/**
* Builds, and then writes what the registry has. Throws what the builds throw, before the environment is asked for anything. When the update fails, what was built is
* reported all the same, as a failure.
*/
async function runRelease(run, request) {
	const built = await runBuilds(run, request.builds);
	const { result, reason } = buildOutputs(built);
	const obstacle = obstacleTo(built);
	if (obstacle !== null) return report(built, {
		...NOTHING_WRITTEN,
		...obstacle,
		reason: `${reason}; ${obstacle.reason}`
	});
	run.log.info(`build: ${result}: ${reason}`);
	run.signal.throwIfAborted();
	const { updateOutputs, writeVersions } = await import("./run-update.js");
	const { updateSummary } = await import("./summary.js");
	let written;
	try {
		written = await writeVersions({
			...run,
			inputs: {
				...run.inputs,
				labels: run.inputs["pull-request-labels"]
			}
		}, {
			artifacts: assignmentsOf(built),
			places: request.places,
			source: request.source
		});
	} catch (error) {
		if (!(error instanceof UserError) || run.signal.aborted) throw error;
		run.log.debug(error.stack ?? error.message);
		const isThere = built.some(({ result: { digest } }) => digest !== null);
		const reason = `${error.message}${isThere ? "; what was built stands in the registry, where the next run finds it" : ""}`;
		return {
			...report(built, {
				...NOTHING_WRITTEN,
				result: "failed",
				reason
			}),
			failure: reason
		};
	}
	return report(built, {
		...updateOutputs(written),
		result: wordFor(written)
	}, updateSummary(written));
}
/** Why nothing is written after the builds; `null` when their versions are to be. */
function obstacleTo(built) {
	const ours = built.filter(({ result: { version } }) => version !== null);
	if (ours.length === 0) return {
		result: "skipped",
		reason: "nothing is released"
	};
	const kind = ours.some(({ result: { result } }) => result === "dry-run") ? "dry-run" : "built";
	if (!ours.every(({ result: { version } }) => version?.isReleasable)) return {
		result: kind,
		reason: "a version of a proposal is never written into an environment"
	};
	if (!ours.every(({ artifact: { request } }) => request.push)) return {
		result: kind,
		reason: "nothing is released, because `push` is false and no environment gets what no registry has"
	};
	if (ours.some(({ result: { result, digest } }) => digest === null && result !== "dry-run")) throw new Error("what was pushed came back without its digest");
	return null;
}
/** Each artifact once: a chart may have gone to two registries. */
function assignmentsOf(built) {
	const ours = built.filter(({ result: { version } }) => version !== null).map(assignmentOf);
	return [...new Map(ours.map((assignment) => [artifactKey(assignment.artifact), assignment])).values()];
}
/** The version with the digest that the registry proved; without one in a dry run. */
function assignmentOf({ artifact, result: { version, digest } }) {
	const name = artifactName(artifact);
	if (artifact.kind === "chart") return parseAssignment(`${name}=${version?.chartVersion ?? ""}`, "chart");
	return parseAssignment(`${name}:${version?.tag ?? ""}${digest === null ? "" : `@${digest}`}`, "image");
}
function wordFor({ result }) {
	switch (result) {
		case "committed": return "released";
		case "proposed":
		case "refreshed": return "proposed";
		case "nothing":
		case "superseded":
		case "dry-run": return result;
	}
}
function report(built, written, summary = "") {
	const { result, reason } = written;
	const parts = [
		`### Waybill release: ${result}`,
		`${inlineText(reason)}.`,
		buildsSummary(built),
		summary
	];
	return {
		outputs: {
			...buildOutputs(built),
			...written
		},
		summary: parts.filter((part) => part !== "").join("\n\n"),
		failure: null
	};
}

export { runRelease };