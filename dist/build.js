import "./chunks/rolldown-runtime.js";
import { ct as buildAction, gt as runAction } from "./chunks/start.js";
import { f as artifactPlace, n as readBuildsRequest, t as checkGitInputs } from "./chunks/builds-request.js";

// src/entry/build.ts
await runAction(buildAction, async (run) => {
	const { inputs, context, log } = run;
	const requests = await readBuildsRequest(inputs, context);
	checkGitInputs(inputs, requests);
	for (const artifact of requests) log.info(`build: ${artifact.kind} ${artifactPlace(artifact)} of ${artifact.request.subject.commit}`);
	const { runBuilds } = await import("./chunks/run-builds2.js");
	const { buildOutputs, buildsSummary } = await import("./chunks/build-outputs2.js");
	const built = await runBuilds(run, requests);
	return {
		outputs: buildOutputs(built),
		summary: buildsSummary(built),
		failure: null
	};
});

export {  };