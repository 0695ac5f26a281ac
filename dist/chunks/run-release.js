import "./rolldown-runtime.js";
import { D as parseImageReference, xt as inlineText } from "./start.js";
import { i as buildSummary } from "./build-machine.js";
import { n as buildOutputs, t as buildImage } from "./run-build.js";

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
* Builds, and then writes what the registry has. Throws what the two use cases throw: before the environment is asked for anything when it is the build's, and
* with the image left in the registry when it is the update's.
*/
async function runRelease(run, request) {
	const built = await buildImage(run, request.build);
	const obstacle = obstacleTo(request, built);
	if (obstacle !== null) return report(request, built, {
		...NOTHING_WRITTEN,
		...obstacle,
		reason: `${built.reason}; ${obstacle.reason}`
	});
	run.log.info(`build: ${built.result}: ${built.reason}`);
	run.signal.throwIfAborted();
	const { updateOutputs, writeVersions } = await import("./run-update.js");
	const { updateSummary } = await import("./summary.js");
	const written = await writeVersions({
		...run,
		inputs: {
			...run.inputs,
			labels: run.inputs["pull-request-labels"]
		}
	}, {
		artifacts: [parseImageReference(reference(request, built))],
		places: request.places,
		source: request.source
	});
	return report(request, built, {
		...updateOutputs(written),
		result: wordFor(written)
	}, updateSummary(written));
}
/** Why nothing is written after the build; `null` when the version is to be. */
function obstacleTo({ build: { push } }, { result, version, digest }) {
	if (version === null) return {
		result: "skipped",
		reason: "nothing is released"
	};
	const kind = result === "dry-run" ? "dry-run" : "built";
	if (!version.isReleasable) return {
		result: kind,
		reason: "a version of a proposal is never written into an environment"
	};
	if (!push) return {
		result: kind,
		reason: "nothing is released, because `push` is false and no environment gets an image that no registry has"
	};
	if (digest === null && result !== "dry-run") throw new Error("a pushed image came back without its digest");
	return null;
}
function reference({ build: { name } }, { version, digest }) {
	return `${name}:${version?.tag ?? ""}${digest === null ? "" : `@${digest}`}`;
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
function report({ build }, built, written, summary = "") {
	const { result, reason } = written;
	const parts = [
		`### Waybill release: ${result}`,
		`${inlineText(reason)}.`,
		buildSummary({
			kind: "image",
			name: build.name
		}, built),
		summary
	];
	return {
		outputs: {
			...buildOutputs(build, built),
			...written
		},
		summary: parts.filter((part) => part !== "").join("\n\n"),
		failure: null
	};
}

export { runRelease };