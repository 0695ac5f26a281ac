// Images with the machine's engines and the registry.
import type { ArtifactBuild } from "../build/build-all.ts";
import { decideImage } from "../build/build.ts";
import type { Engine } from "../build/engine.ts";
import { checkAskedImage } from "../build/engines/prepare.ts";
import { findEngine, type FoundEngine } from "../build/find-engine.ts";
import type { BuildRequest } from "../build/image-request.ts";
import { buildMachine, type BuildRun, engineCredentials } from "./build-machine.ts";
import type { ReadCheckout } from "./run-builds.ts";

/** Builds images of one run. `host`: the registry that the inputs' login is for. */
export function imageBuilder(
  run: BuildRun,
  host: string,
  readCheckout: ReadCheckout,
): (request: BuildRequest) => ArtifactBuild {
  const { inputs, log } = run;
  const { programs, registry } = buildMachine(run, host, engineCredentials(inputs.engine));
  let found: Promise<FoundEngine> | undefined;
  const look = (): Promise<FoundEngine> =>
    (found ??= findEngine({ programs, environment: process.env }, inputs.engine));
  let engine: Promise<Engine> | undefined;
  const chosen = async (): Promise<Engine> => {
    const { engine, reason } = await look();
    log.info(reason);
    return engine;
  };
  return (request) => ({
    name: request.name,
    async decide() {
      await checkAskedImage(request.image, process.env);
      // Ahead of its need, because docker takes its time to tell its version; what it finds or lacks is told when an image is to be made.
      if (!request.dryRun) look().catch(() => {});
      const checkout = await readCheckout(request.version);
      const decision = await decideImage(request, checkout, {
        registry,
        log,
        engine: () => (engine ??= chosen()),
      });
      log.debug(`${registry.requests} requests to the registry`);
      return decision;
    },
  });
}
