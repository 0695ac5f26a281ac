// The build action: inputs -> the use case of an image or of a chart -> outputs.
import { runAction } from "../runner/run-action.ts";
import { usageError } from "../errors.ts";
import { buildAction } from "./actions.ts";
import { readBuildRequest } from "./build-request.ts";

await runAction(buildAction, async (run) => {
  const { inputs, context, log } = run;
  const { image, chart } = inputs;
  if (chart !== null) {
    if (image !== null) {
      throw usageError("both the inputs `image` and `chart` are set; a step builds one of them, give each a step");
    }
    // They read YAML and start programs, which an image's build has no need of.
    const { readChartRequest } = await import("./chart-request.ts");
    const request = await readChartRequest(chart, inputs, context);
    log.info(`build: the chart ${request.chart.name} of ${request.subject.commit} in ${request.chart.folder}`);
    const { runChart } = await import("./run-chart.ts");
    return runChart(run, request);
  }
  for (const name of ["chart-repository", "chart-key", "chart-keyring", "chart-key-passphrase"] as const) {
    if (inputs[name] !== null) throw usageError(`the input \`${name}\` is about a chart, and \`chart\` is not set`);
  }
  const request = readBuildRequest(inputs, context);
  log.info(`build: ${request.name} of ${request.subject.commit} in ${context.workspace}`);

  // The engines and the registry are loaded only now: a wrong call is told at once.
  const { runBuild } = await import("./run-build.ts");
  return runBuild(run, request);
});
