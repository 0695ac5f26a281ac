// The build action: inputs -> the use case of images and charts -> outputs.
import { runAction } from "../runner/run-action.ts";
import { buildAction } from "./actions.ts";
import { artifactPlace } from "./artifact-request.ts";
import { checkGitInputs, readBuildsRequest } from "./builds-request.ts";

await runAction(buildAction, async (run) => {
  const { inputs, context, log } = run;
  const requests = await readBuildsRequest(inputs, context);
  checkGitInputs(inputs, requests);
  for (const artifact of requests) {
    log.info(`build: ${artifact.kind} ${artifactPlace(artifact)} of ${artifact.request.subject.commit}`);
  }

  // The engines and the registry are loaded only now: a wrong call is told at once.
  const { runBuilds } = await import("./run-builds.ts");
  const { buildOutputs, buildsSummary } = await import("./build-outputs.ts");
  const built = await runBuilds(run, requests);
  return { outputs: buildOutputs(built), summary: buildsSummary(built), failure: null };
});
