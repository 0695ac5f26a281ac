// The build action: inputs -> the build use case -> outputs.
import { runAction } from "../runner/run-action.ts";
import { buildAction } from "./actions.ts";
import { readBuildRequest } from "./build-request.ts";

await runAction(buildAction, async (run) => {
  const { inputs, context, log } = run;
  const request = readBuildRequest(inputs, context);
  log.info(`build: ${request.name} of ${request.subject.commit} in ${context.workspace}`);

  // The engines and the registry are loaded only now: a wrong call is told at once.
  const { runBuild } = await import("./run-build.ts");
  return runBuild(run, request);
});
