import "./rolldown-runtime.js";
import { n as chartPlace, r as readChartFolder } from "./chart.js";
import { J as buildAction, Ot as usageError } from "./start.js";
import { a as readVersionRequest, i as readOrigin, n as pairsOf, t as checkBuildCall } from "./build-request.js";
import { resolve } from "node:path";

// src/entry/chart-request.ts
/** Inputs that say something of an image alone; nothing is accepted and then ignored. */
const IMAGES_ONLY = [
	"context",
	"file",
	"target",
	"build-args",
	"secrets",
	"platforms",
	"labels",
	"cache-from",
	"cache-to",
	"provenance",
	"sbom",
	"extra-arguments",
	"engine",
	"short-tags",
	"latest"
];
/** `folder`: the input `chart`. Throws a usage error that names the input, when one is missing or cannot be what it is for. */
async function readChartRequest(folder, inputs, context) {
	checkBuildCall(inputs, context);
	for (const name of IMAGES_ONLY) {
		const definition = buildAction.inputs[name];
		if (String(inputs[name] ?? "") !== (definition.default ?? "")) throw usageError(`the input \`${name}\` is about an image, and \`chart\` is set; leave it out`);
	}
	const repository = chartRepository(inputs["chart-repository"]);
	const { subject, source, licence } = readOrigin(context);
	const { "registry-username": username, "registry-password": password } = inputs;
	const chart = await readChartFolder(resolve(context.workspace, folder));
	chartPlace(repository, chart.name);
	return {
		chart,
		repository,
		subject,
		version: readVersionRequest(inputs),
		annotations: pairsOf("annotations", inputs.annotations),
		source,
		licence,
		signing: signing(inputs, context.workspace),
		login: username === null || password === null ? null : {
			username,
			password
		},
		push: inputs.push,
		immutable: inputs.immutable,
		dryRun: inputs["dry-run"]
	};
}
function chartRepository(text) {
	const [, registry, namespace = ""] = /^oci:\/\/([^/]+)\/?(.*?)\/*$/u.exec(text ?? "") ?? [];
	if (registry === void 0) throw usageError(`the input \`chart-repository\` is ${text === null ? "empty" : JSON.stringify(text)}; expected an OCI registry without the chart's name, such as oci://ghcr.io/acme/charts`);
	return {
		registry,
		namespace
	};
}
function signing(inputs, workspace) {
	const { "chart-key": key, "chart-keyring": keyring, "chart-key-passphrase": passphrase } = inputs;
	if (key === null && keyring === null && passphrase === null) return null;
	if (key === null || keyring === null) throw usageError("of the inputs `chart-key` and `chart-keyring` only one is set; a chart is signed with both, or with none");
	return {
		key,
		keyring: resolve(workspace, keyring),
		passphrase
	};
}

export { readChartRequest };