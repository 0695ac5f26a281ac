// The release action: inputs -> the build use case, then the update use case -> outputs.
import { runAction } from "../runner/run-action.ts";
import { releaseAction } from "./actions.ts";
import { artifactPlace } from "./artifact-request.ts";
import { readReleaseRequest } from "./release-request.ts";

await runAction(releaseAction, async (run) => {
  const { inputs, context, log } = run;
  const request = await readReleaseRequest(inputs, context);
  const { builds, subject } = request;
  const home = inputs["environment-repository"] ?? context.repository;
  log.info(
    `release: ${builds.map(artifactPlace).join(", ")} of ${subject.commit} -> ${inputs.environment ?? inputs.path ?? "the first environment"} of ${home}`,
  );

  // The engines, the registry and the forge are loaded only now: a wrong call is told at once.
  const { runRelease } = await import("./run-release.ts");
  return runRelease(run, request);
});
