import "./chunks/rolldown-runtime.js";
import { J as buildAction, Ot as usageError, nt as runAction } from "./chunks/start.js";
import { r as readBuildRequest } from "./chunks/build-request.js";

// src/entry/build.ts
await runAction(buildAction, async (run) => {
	const { inputs, context, log } = run;
	const { image, chart } = inputs;
	if (chart !== null) {
		if (image !== null) throw usageError("both the inputs `image` and `chart` are set; a step builds one of them, give each a step");
		const { readChartRequest } = await import("./chunks/chart-request.js");
		const request = await readChartRequest(chart, inputs, context);
		log.info(`build: the chart ${request.chart.name} of ${request.subject.commit} in ${request.chart.folder}`);
		const { runChart } = await import("./chunks/run-chart.js");
		return runChart(run, request);
	}
	for (const name of [
		"chart-repository",
		"chart-key",
		"chart-keyring",
		"chart-key-passphrase"
	]) if (inputs[name] !== null) throw usageError(`the input \`${name}\` is about a chart, and \`chart\` is not set`);
	const request = readBuildRequest(inputs, context);
	log.info(`build: ${request.name} of ${request.subject.commit} in ${context.workspace}`);
	const { runBuild } = await import("./chunks/run-build2.js");
	return runBuild(run, request);
});

export {  };