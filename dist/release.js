import "./chunks/rolldown-runtime.js";
import { D as parseImageReference, Q as releaseAction, d as placesOf, m as checkCall, nt as runAction, u as checkTarget } from "./chunks/start.js";
import { r as readBuildRequest } from "./chunks/build-request.js";

// src/entry/release-request.ts
/** Throws a usage error that names the input. A proposal's job may lack the credentials of a release, and needs none. */
function readReleaseRequest(inputs, context) {
	const build = readBuildRequest(inputs, context);
	checkTarget(inputs);
	const { kind, commit } = build.subject;
	if (kind === "tag" || kind === "branch") checkCall(inputs, context, inputs["environment-repository"]);
	return {
		build,
		places: placesOf(inputs.places, [parseImageReference(build.name)]),
		source: {
			repository: context.repository,
			commit
		}
	};
}

// src/entry/release.ts
await runAction(releaseAction, async (run) => {
	const { inputs, context, log } = run;
	const request = readReleaseRequest(inputs, context);
	const { name, subject } = request.build;
	const home = inputs["environment-repository"] ?? context.repository;
	log.info(`release: ${name} of ${subject.commit} -> ${inputs.environment ?? inputs.path ?? "the first environment"} of ${home}`);
	const { runRelease } = await import("./chunks/run-release.js");
	return runRelease(run, request);
});

export {  };