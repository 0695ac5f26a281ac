// The update action: inputs -> the update use case -> outputs.
import { formatVersion } from "../artifacts/version.ts";
import { runAction } from "../runner/run-action.ts";
import { updateAction } from "./actions.ts";
import { checkCall } from "./preflight.ts";
import { readUpdateRequest } from "./update-request.ts";

await runAction(updateAction, async (run) => {
  const { inputs, context, log } = run;
  const request = readUpdateRequest(inputs, context);
  const home = inputs["environment-repository"] ?? context.repository;
  checkCall(inputs, context, home);
  const versions = request.artifacts.map(({ artifact, version }) => `${artifact.name} ${formatVersion(version)}`);
  log.info(
    `update: ${versions.join(", ")} -> ${inputs.environment ?? inputs.path ?? "the first environment"} of ${home}`,
  );

  // What needs the network is loaded only now: a wrong call is told at once.
  const { runUpdate } = await import("./run-update.ts");
  return runUpdate(run, request);
});
