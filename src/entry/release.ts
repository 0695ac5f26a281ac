// The release action: inputs -> the build use case, then the update use case -> outputs.
import { runAction } from "../runner/run-action.ts";
import { releaseAction } from "./actions.ts";
import { readReleaseRequest } from "./release-request.ts";

await runAction(releaseAction, async (run) => {
  const { inputs, context, log } = run;
  const request = readReleaseRequest(inputs, context);
  const { name, subject } = request.build;
  const home = inputs["environment-repository"] ?? context.repository;
  log.info(
    `release: ${name} of ${subject.commit} -> ${inputs.environment ?? inputs.path ?? "the first environment"} of ${home}`,
  );

  // The engines, the registry and the forge are loaded only now: a wrong call is told at once.
  const { runRelease } = await import("./run-release.ts");
  return runRelease(run, request);
});
