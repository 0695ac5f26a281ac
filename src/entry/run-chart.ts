// Charts with the machine's helm and the registry; loaded when there is a chart.
import type { ArtifactBuild } from "../build/build-all.ts";
import { type ChartRequest, decideChart } from "../build/chart.ts";
import { findHelm, type Helm } from "../build/helm.ts";
import { helmCredentials } from "../registry/helm-configuration.ts";
import { buildMachine, type BuildRun } from "./build-machine.ts";
import type { ReadCheckout } from "./run-builds.ts";

/** Packages charts of one run. `host`: the registry that the inputs' login is for. */
export function chartBuilder(
  run: BuildRun,
  host: string,
  readCheckout: ReadCheckout,
): (request: ChartRequest) => ArtifactBuild {
  const { log } = run;
  const { programs, registry } = buildMachine(run, host, helmCredentials);
  let helm: Promise<Helm> | undefined;
  return (request) => ({
    name: `the chart ${request.chart.name}`,
    async decide() {
      const checkout = await readCheckout(request.version.tagPrefix);
      const decision = await decideChart(request, checkout, {
        registry,
        log,
        helm: () => (helm ??= findHelm(programs)),
      });
      log.debug(`${registry.requests} requests to the registry`);
      return decision;
    },
  });
}
