import "./rolldown-runtime.js";
import { o as readChartFolder, t as chartPlace } from "./oci-charts.js";
import { Wt as usageError, _ as parseRepositoryName, ct as buildAction, g as readAccess, p as branchRef, y as formatRepository } from "./start.js";
import { n as filePathProblem } from "./file-path.js";
import { a as readVersionRequest, i as readOrigin, r as pairsOf } from "./builds-request.js";
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
	"load",
	"short-tags",
	"latest"
];
/** `folder`: the input `chart`. Throws a usage error that names the input, when one is missing or cannot be what it is for. */
async function readChartRequest(folder, inputs, context) {
	for (const name of IMAGES_ONLY) {
		const definition = buildAction.inputs[name];
		if (String(inputs[name] ?? "") !== (definition.default ?? "")) throw usageError(`the input \`${name}\` is about an image, and \`chart\` is set; leave it out`);
	}
	const destination = readDestination(inputs, context);
	const { subject, source, licence } = readOrigin(context);
	const { "registry-username": username, "registry-password": password } = inputs;
	const chart = await readChartFolder(resolve(context.workspace, folder));
	if (destination.kind === "oci") chartPlace(destination, chart.name);
	return {
		chart,
		destination,
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
function readDestination(inputs, context) {
	const { "chart-repository": text, "chart-branch": branch, "chart-folder": folder } = inputs;
	if (text?.includes("@") === true) throw usageError("the input `chart-repository` holds an @; expected a place without a login, such as oci://ghcr.io/acme/charts or acme/charts: a registry's login is given by `registry-username` and `registry-password`, Git's by `token` or an App");
	const given = text === null ? "empty" : JSON.stringify(text);
	const [, registry, namespace = ""] = /^oci:\/\/([^/]+)\/?(.*?)\/*$/u.exec(text ?? "") ?? [];
	if (branch === null) {
		if (folder !== null) throw usageError("the input `chart-folder` is a folder of a branch, and `chart-branch` is not set; set it, or leave the folder out");
		if (registry !== void 0) return {
			kind: "oci",
			registry: registry.toLowerCase(),
			namespace: namespace.toLowerCase()
		};
		throw usageError(`the input \`chart-repository\` is ${given}; expected an OCI registry without the chart's name, such as oci://ghcr.io/acme/charts, or for a classic chart repository the input \`chart-branch\`, such as gh-pages`);
	}
	if (registry !== void 0) throw usageError(`the input \`chart-repository\` is ${given}, an OCI registry, and \`chart-branch\` is set, which is about a classic chart repository; leave one of them out`);
	branchRef(branch);
	readAccess(inputs);
	return {
		kind: "classic",
		repository: text === null ? context.repository : gitRepository(text),
		branch,
		folder: folder === null ? "" : folderOf(folder)
	};
}
function gitRepository(text) {
	if (!/^[^/:]+\/[^/:]+$/u.test(text)) throw usageError(`the input \`chart-repository\` is ${JSON.stringify(text)}; with \`chart-branch\` expected a Git repository as owner/name`);
	return formatRepository(parseRepositoryName(text));
}
function folderOf(text) {
	const folder = text.split("/").filter((part) => part !== "" && part !== ".").join("/");
	const problem = folder === "" ? null : filePathProblem(folder);
	if (problem === null && !text.startsWith("/")) return folder;
	throw usageError(`the input \`chart-folder\` is ${JSON.stringify(text)}: ${problem ?? "it is absolute"}; expected a folder from the branch's root, such as charts`);
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

export { IMAGES_ONLY, readChartRequest };