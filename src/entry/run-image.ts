// Images with the machine's engines and the registry.
import type { ArtifactBuild } from "../build/build-all.ts";
import { type BuildRequest, decideImage } from "../build/build.ts";
import type { Engine } from "../build/engine.ts";
import { checkAskedImage } from "../build/engines/prepare.ts";
import { findEngine } from "../build/find-engine.ts";

import { buildMachine, type BuildRun, engineCredentials } from "./build-machine.ts";
import type { ReadCheckout } from "./run-builds.ts";

/** Builds images of one run. `host`: the registry that the inputs' login is for. The machine is looked at for an engine when the first image is to be made. */
export function imageBuilder(
  run: BuildRun,
  host: string,
  readCheckout: ReadCheckout,
): (request: BuildRequest) => ArtifactBuild {
  const { inputs, log } = run;
  const { programs, registry } = buildMachine(run, host, engineCredentials(inputs.engine));
  const look = async (): Promise<Engine> => {
    const { engine, reason } = await findEngine({ programs, environment: process.env }, inputs.engine);
    log.info(reason);
    return engine;
  };
  let engine: Promise<Engine> | undefined;
  return (request) => ({
    name: request.name,
    async decide() {
      await checkAskedImage(request.image, process.env);
      const checkout = await readCheckout(request.version.tagPrefix);
      const decision = await decideImage(request, checkout, { registry, log, engine: () => (engine ??= look()) });
      log.debug(`${registry.requests} requests to the registry`);
      return decision;
    },
  });
}
