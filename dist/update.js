import "./chunks/rolldown-runtime.js";
import { a as formatVersion, i as equalVersions, l as parseVersion, r as parseImageReference, t as imageArtifact } from "./chunks/image-reference.js";
import { D as runAction, O as workspaceFile, X as usageError, f as parseRepositoryName, l as checkCall, w as updateAction } from "./chunks/start.js";
import { t as artifactKey } from "./chunks/artifact.js";
import { t as branchRef } from "./chunks/ref-name.js";

// src/artifacts/assignment.ts
/**
* One assignment. Image: `ghcr.io/acme/podinfo:1.2.3`, with `@sha256:...` or only that, or `ghcr.io/acme/podinfo=1.2.3`. Chart: `podinfo=6.1.0` or `podinfo:6.1.0`; the
* name is the artifact's identity, since a call names no repository. Throws a usage error when the name or the version is missing or wrong.
*/
function parseAssignment(text, kind) {
	return kind === "image" ? parseImage(text) : parseChart(text);
}
/** Assignments divided by line breaks or commas; blank ones are skipped, repeated ones count once. Throws when two give one artifact different versions. */
function parseAssignments(text, kind) {
	const found = /* @__PURE__ */ new Map();
	for (const part of text.split(/[\r\n,]/u)) {
		const trimmed = part.trim();
		if (trimmed === "") continue;
		const assignment = parseAssignment(trimmed, kind);
		const key = artifactKey(assignment.artifact);
		const earlier = found.get(key);
		if (earlier !== void 0 && !equalVersions(earlier.version, assignment.version)) throw usageError(`the ${kind} "${assignment.artifact.name}" is given two versions; expected one`);
		found.set(key, earlier ?? assignment);
	}
	return [...found.values()];
}
function parseImage(text) {
	const equals = text.indexOf("=");
	if (equals >= 0) return {
		artifact: imageArtifact(text.slice(0, equals)),
		version: parseVersion(text.slice(equals + 1), "image")
	};
	const { artifact, version } = parseImageReference(text);
	if (version.tag === null && version.digest === null) throw usageError(`the image "${text}" has no version; expected "${text}:<tag>", "${text}@sha256:<digest>" or both`);
	return {
		artifact,
		version
	};
}
const CHART_NAME = /^[A-Za-z0-9][\w.-]{0,249}$/;
function parseChart(text) {
	const divider = text.search(/[=:]/u);
	const name = divider < 0 ? text : text.slice(0, divider);
	if (!CHART_NAME.test(name)) throw usageError(`the chart ${JSON.stringify(text)} is not valid; expected name=version, for example podinfo=6.1.0`);
	if (divider < 0) throw usageError(`the chart "${name}" has no version; expected ${name}=<version>`);
	return {
		artifact: {
			kind: "chart",
			name,
			id: name
		},
		version: parseVersion(text.slice(divider + 1), "chart")
	};
}

// src/entry/update-request.ts
/** Throws a usage error when no artifact is named, one is malformed, or the call contradicts itself. */
function readUpdateRequest(inputs, context) {
	const artifacts = [...parseAssignments([...inputs.image, ...listFile(context, "image-file", inputs["image-file"])].join("\n"), "image"), ...parseAssignments([...inputs.chart, ...listFile(context, "chart-file", inputs["chart-file"])].join("\n"), "chart")];
	if (artifacts.length === 0) throw usageError("the inputs `image` and `chart` are both empty; expected at least one artifact with its new version, such as `image: ghcr.io/acme/podinfo:1.2.3`");
	if (inputs.environment !== null && inputs.path !== null) throw usageError(`the inputs \`environment\` ("${inputs.environment}") and \`path\` ("${inputs.path}") are both set; give one of them`);
	if (inputs["base-branch"] !== null) branchRef(inputs["base-branch"]);
	return {
		artifacts,
		source: sourceOf(inputs, context)
	};
}
function sourceOf(inputs, context) {
	const repository = inputs["source-repository"] ?? context.repository;
	parseRepositoryName(repository);
	const commit = inputs["source-commit"] ?? context.sha;
	if (commit === "") return null;
	if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) throw usageError(`the input \`source-commit\` is "${commit}"; expected a full commit id of 40 hexadecimal digits`);
	return {
		repository,
		commit
	};
}
/** Inputs travel as environment variables, which have a length limit; a file has none. */
function listFile(context, input, path) {
	if (path === null) return [];
	const bytes = workspaceFile(context, path);
	if (bytes === null) throw usageError(`the input \`${input}\` names "${path}", which is not in the workspace "${context.workspace}"`);
	return new TextDecoder().decode(bytes).split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

// src/entry/update.ts
await runAction(updateAction, async (run) => {
	const { inputs, context, log } = run;
	const request = readUpdateRequest(inputs, context);
	const home = inputs["environment-repository"] ?? context.repository;
	checkCall(inputs, context, home);
	const versions = request.artifacts.map(({ artifact, version }) => `${artifact.name} ${formatVersion(version)}`);
	log.info(`update: ${versions.join(", ")} -> ${inputs.environment ?? inputs.path ?? "the first environment"} of ${home}`);
	const { runUpdate } = await import("./chunks/run-update.js");
	return runUpdate(run, request);
});

export {  };