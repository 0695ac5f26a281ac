import { Mt as UserError, Pt as usageError, Q as buildAction, bt as readInputs, j as parseImageReference, m as BUILDS_FILE, ut as workspaceFile } from "./start.js";
import { n as artifactPlace, r as artifactRegistry } from "./artifact-request.js";
import { n as readBuildRequest } from "./build-request.js";

// src/entry/builds-request.ts
/** At least one. Throws a usage error that names the input or the line, when something is missing, cannot be what it is for, or stands against something else. */
async function readBuildsRequest(inputs, context) {
	checkBuildCall(inputs, context);
	const builds = await buildsOf(inputs, context);
	const requests = [];
	for (const { place, inputs: own } of builds) try {
		requests.push(await readRequest(own, context));
	} catch (error) {
		if (place === null || !(error instanceof UserError)) throw error;
		throw usageError(`${place}: ${error.message}`, error);
	}
	checkNames(requests);
	checkLogin(inputs, requests);
	return besideEachOther(requests);
}
/** A Git tag is that of the build whose prefix fits it best, so each build knows the others' prefixes. */
function besideEachOther(requests) {
	const allPrefixes = [...new Set(requests.map(({ request }) => request.version.tagPrefix))];
	return requests.map((artifact) => {
		const version = {
			...artifact.request.version,
			allPrefixes
		};
		return artifact.kind === "image" ? {
			kind: "image",
			request: {
				...artifact.request,
				version
			}
		} : {
			kind: "chart",
			request: {
				...artifact.request,
				version
			}
		};
	});
}
async function readRequest(inputs, context) {
	if (inputs.chart === null) {
		for (const name of CHARTS_ONLY) if (inputs[name] !== null) throw usageError(`the input \`${name}\` is about a chart, and \`chart\` is not set`);
		return {
			kind: "image",
			request: readBuildRequest(inputs, context)
		};
	}
	const { readChartRequest } = await import("./chart-request.js");
	return {
		kind: "chart",
		request: await readChartRequest(inputs.chart, inputs, context)
	};
}
const CHARTS_ONLY = [
	"chart-repository",
	"chart-branch",
	"chart-folder",
	"chart-key",
	"chart-keyring",
	"chart-key-passphrase"
];
async function buildsOf(inputs, context) {
	const [first, second] = [
		...inputs.image === null ? [] : ["image"],
		...inputs.images.length === 0 ? [] : ["images"],
		...inputs.chart === null ? [] : ["chart"]
	];
	if (first !== void 0 && second !== void 0) throw usageError(`both the inputs \`${first}\` and \`${second}\` are set; give one of them, or list images and charts together under \`builds\` in ${BUILDS_FILE}`);
	if (first === "images") return inputs.images.map((line) => ({
		place: `the line ${JSON.stringify(line)} of \`images\``,
		inputs: {
			...inputs,
			images: [],
			...imageLine(line)
		}
	}));
	return first === void 0 ? listedBuilds(inputs, context) : [{
		place: null,
		inputs
	}];
}
const LINE_KEYS = [
	"context",
	"file",
	"target"
];
/** `name,context=...,file=...,target=...` */
function imageLine(line) {
	const [image = "", ...settings] = line.split(",").map((part) => part.trim());
	const said = /* @__PURE__ */ new Map();
	for (const setting of settings) {
		const equals = setting.indexOf("=");
		const key = LINE_KEYS.find((each) => each === setting.slice(0, equals));
		if (key === void 0 || equals + 1 === setting.length) throw usageError(`the input \`images\` has ${JSON.stringify(setting)} in the line ${JSON.stringify(line)}; expected name,context=...,file=...,target=... (more can be said under \`builds\` in ${BUILDS_FILE}, also paths with a comma)`);
		if (said.has(key)) throw usageError(`the input \`images\` has \`${key}\` twice in the line ${JSON.stringify(line)}; give it once`);
		said.set(key, setting.slice(equals + 1));
	}
	return {
		image,
		...Object.fromEntries(said)
	};
}
async function listedBuilds(inputs, context) {
	const bytes = workspaceFile(context, BUILDS_FILE);
	if (bytes === null) throw usageError(`neither \`image\`, \`images\` nor \`chart\` is set, and the workspace has no ${BUILDS_FILE}; expected a name such as ghcr.io/acme/podinfo, the folder of a chart, or that file with \`builds\``);
	if (context.eventName === "workflow_run") throw usageError(`${BUILDS_FILE} is not read on the event workflow_run, whose checkout may be a proposal's while the job has secrets; name what is built by the input \`images\``);
	const { IMAGES_ONLY } = await import("./chart-request.js");
	const { parseBuilds } = await import("./builds.js");
	const builds = parseBuilds(bytes);
	const charts = builds.filter(({ chart }) => chart !== void 0).length;
	const ofCharts = withDefaults(inputs, IMAGES_ONLY);
	const ofImages = charts === 0 ? inputs : withDefaults(inputs, CHARTS_ONLY);
	return builds.map((settings, index) => ({
		place: `${BUILDS_FILE}: builds[${index}]`,
		inputs: {
			...settings.chart === void 0 ? ofImages : charts === builds.length ? inputs : ofCharts,
			...settings
		}
	}));
}
/** The inputs with the named ones as if the call did not set them. */
function withDefaults(inputs, names) {
	const defaults = readInputs(buildAction, {});
	return {
		...inputs,
		...Object.fromEntries(names.map((name) => [name, defaults[name]]))
	};
}
/** What every build of the call asks. */
function checkBuildCall(inputs, context) {
	if (context.workspace === "") throw usageError("the variable GITHUB_WORKSPACE is not set; `build` needs the checkout of the job");
	if (inputs["registry-username"] === null !== (inputs["registry-password"] === null)) throw usageError("of the inputs `registry-username` and `registry-password` only one is set; give both or none");
}
/** Two builds of one place would overwrite each other's tags, a chart and an image of one name in one registry too. */
function checkNames(requests) {
	const seen = /* @__PURE__ */ new Map();
	for (const artifact of requests) {
		const place = artifactPlace(artifact);
		const key = artifact.kind === "image" ? parseImageReference(place).artifact.id : place;
		const earlier = seen.get(key);
		if (earlier !== void 0) {
			const both = earlier === place ? `"${place}"` : `"${earlier}" and "${place}", which is one place`;
			throw usageError(`two builds are called ${both}, and each of them would take the other's tags; give each a name of its own`);
		}
		seen.set(key, place);
	}
}
/** A login goes to the registry that it is for, and the call does not say which of several that is. */
function checkLogin(inputs, requests) {
	if (inputs["registry-username"] === null) return;
	const [first, second] = new Set(requests.map(artifactRegistry).filter((registry) => registry !== null));
	if (first === void 0) throw usageError("the inputs `registry-username` and `registry-password` are for a registry, and the chart goes to a branch; leave them out");
	if (second === void 0) return;
	throw usageError(`the inputs \`registry-username\` and \`registry-password\` are for one registry, and the builds go to "${first}" and "${second}"; log in to each of them before this step instead, as docker/login-action does`);
}
/** Of `build`, which writes to Git for a classic chart repository alone. Throws a usage error when a call says who writes, and nothing is written. */
function checkGitInputs(inputs, requests) {
	if (requests.some((artifact) => artifactRegistry(artifact) === null)) return;
	for (const name of [
		"app-id",
		"private-key",
		"committer"
	]) {
		const definition = buildAction.inputs[name];
		if ((inputs[name] ?? "") === (definition.default ?? "")) continue;
		throw usageError(`the input \`${name}\` says who writes to the branch of a classic chart repository, and \`chart-branch\` is not set; leave it out`);
	}
}

export { readBuildsRequest as n, checkGitInputs as t };