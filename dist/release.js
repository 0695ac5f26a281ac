import "./chunks/rolldown-runtime.js";
import { H as artifactKey, O as parseImageReference, Wt as usageError, d as placesOf, ft as releaseAction, gt as runAction, m as checkCall, u as checkTarget } from "./chunks/start.js";
import { d as artifactName, f as artifactPlace, n as readBuildsRequest } from "./chunks/builds-request.js";

// src/entry/release-request.ts
/** Throws a usage error that names the input. A proposal's job may lack the credentials of a release, and needs none. */
async function readReleaseRequest(inputs, context) {
	const builds = await readBuildsRequest(inputs, context);
	const [first] = builds;
	if (first === void 0) throw usageError("nothing is named to build");
	const { subject } = first.request;
	checkVersions(builds);
	checkTarget(inputs);
	if (!(subject.kind === "pull-request" || subject.kind === "merge-group")) checkCall(inputs, context, inputs["environment-repository"]);
	return {
		builds,
		subject,
		places: placesOf(inputs.places, builds.map((build) => ({ artifact: artifactOf(build) }))),
		source: {
			repository: context.repository,
			commit: subject.commit
		}
	};
}
/** One chart may go to two registries; the environment has one version of it. What makes two versions of a build is what the call says of them. */
function checkVersions(builds) {
	const seen = /* @__PURE__ */ new Map();
	for (const build of builds) {
		const { version, pattern, tagPrefix } = build.request.version;
		const key = artifactKey(artifactOf(build));
		const said = JSON.stringify([
			version,
			pattern,
			tagPrefix
		]);
		if ((seen.get(key) ?? said) !== said) throw usageError(`two builds make the ${build.kind} "${artifactName(build)}" with another \`pattern\` or \`tag-prefix\`, and the environment gets one version of it; give both the same, or release one of them`);
		seen.set(key, said);
	}
}
/** As the environment's manifests name it; a chart by its name alone. */
function artifactOf(build) {
	const name = artifactName(build);
	return build.kind === "image" ? parseImageReference(name).artifact : {
		kind: "chart",
		name,
		id: name
	};
}

// src/entry/release.ts
await runAction(releaseAction, async (run) => {
	const { inputs, context, log } = run;
	const request = await readReleaseRequest(inputs, context);
	const { builds, subject } = request;
	const home = inputs["environment-repository"] ?? context.repository;
	log.info(`release: ${builds.map(artifactPlace).join(", ")} of ${subject.commit} -> ${inputs.environment ?? inputs.path ?? "the first environment"} of ${home}`);
	const { runRelease } = await import("./chunks/run-release.js");
	return runRelease(run, request);
});

export {  };