// Charts with the machine's helm, and the registry or the Git repository that they are published to; loaded when there is a chart.
import type { ArtifactBuild } from "../build/build-all.ts";
import { type ChartRequest, decideChart } from "../build/chart.ts";
import type { ChartStore } from "../build/chart-store.ts";
import { findHelm, type Helm } from "../build/helm.ts";
import { ociCharts } from "../build/oci-charts.ts";
import { helmCredentials } from "../registry/helm-configuration.ts";
import { artifactPlace } from "./artifact-request.ts";
import { buildMachine, type BuildRun } from "./build-machine.ts";
import type { ReadCheckout } from "./run-builds.ts";

/** Packages charts of one run. `host`: the registry that the inputs' login is for; empty where no chart goes to one. */
export function chartBuilder(
  run: BuildRun,
  host: string,
  readCheckout: ReadCheckout,
): (request: ChartRequest) => ArtifactBuild {
  const { log } = run;
  const { programs, registry } = buildMachine(run, host, helmCredentials);
  const storeOf = async (request: ChartRequest): Promise<ChartStore> => {
    const { destination, chart, login } = request;
    if (destination.kind === "oci") return ociCharts({ repository: destination, name: chart.name, login, registry });
    // Git's side, which a registry has no need of.
    return (await import("./open-charts.ts")).openCharts(run, request, destination);
  };
  let helm: Promise<Helm> | undefined;
  const look = (): Promise<Helm> => (helm ??= findHelm(programs));
  return (request) => ({
    name: `the chart ${artifactPlace({ kind: "chart", request })}`,
    async decide() {
      // Ahead of its need, because helm takes its time to tell its version; what is wrong with it is told when a chart is to be packaged.
      if (!request.dryRun) look().catch(() => {});
      const checkout = await readCheckout(request.version);
      const decision = await decideChart(request, checkout, {
        store: await storeOf(request),
        log,
        helm: look,
      });
      log.debug(`${registry.requests} requests to the registry`);
      return decision;
    },
  });
}
