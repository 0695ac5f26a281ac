import "./chunks/rolldown-runtime.js";
import { A as formatVersion, f as readUpdateRequest, gt as runAction, m as checkCall, pt as updateAction } from "./chunks/start.js";

// src/entry/update.ts
await runAction(updateAction, async (run) => {
	const { inputs, context, log } = run;
	const request = readUpdateRequest(inputs, context);
	const home = inputs["environment-repository"] ?? context.repository;
	checkCall(inputs, context, home);
	const versions = request.artifacts.map(({ artifact, version }) => `${artifact.name} ${formatVersion(version)}`);
	log.info(`update: ${versions.join(", ")} -> ${inputs.environment ?? inputs.path ?? "the first environment"} of ${home}`);
	const { runUpdate } = await import("./chunks/run-update.js");
	return runUpdate(run, request);
});

export {  };