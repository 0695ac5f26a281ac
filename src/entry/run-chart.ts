// The part of the build action that packages a chart on the machine and asks the registry; loaded when the inputs are known to be right.
import { buildChart, chartPlace, type ChartRequest } from "../build/chart.ts";
import { readCheckout } from "../build/checkout.ts";
import { findHelm } from "../build/helm.ts";
import { buildSummary } from "../build/summary.ts";
import { helmCredentials } from "../registry/helm-configuration.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import type { buildAction } from "./actions.ts";
import { buildMachine } from "./build-machine.ts";

export async function runChart(
  run: ActionRun<typeof buildAction>,
  request: ChartRequest,
): Promise<ActionReport<typeof buildAction>> {
  const { log, signal, context } = run;
  const { chart, repository } = request;
  const { programs, registry } = buildMachine(run, repository.registry, helmCredentials);
  const checkout = await readCheckout(context.workspace, request.version.tagPrefix, signal);
  const result = await buildChart(request, checkout, { registry, log, helm: () => findHelm(programs) });
  log.debug(`${registry.requests} requests to the registry`);
  const { version, digest } = result;
  const place = chartPlace(repository, chart.name);
  return {
    outputs: {
      result: result.result,
      reason: result.reason,
      // What is about an image stays empty: a workflow may hand both on to `update`.
      image: "",
      reference: "",
      chart: version === null || digest === null ? "" : `${chart.name}=${version.chartVersion}`,
      version: version?.chartVersion ?? "",
      tags: result.tags.join("\n"),
      digest: digest ?? "",
      pushed: String(result.pushed),
      releasable: String(version?.isReleasable ?? false),
      metadata: JSON.stringify(result.metadata),
    },
    summary: buildSummary({ kind: "chart", name: `${place.registry}/${place.repository}` }, result),
    failure: null,
  };
}
