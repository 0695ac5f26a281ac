import "./rolldown-runtime.js";
import { Bt as tableCell, Lt as inlineText, Nt as codeSpan, zt as table } from "./start.js";
import { d as artifactName, f as artifactPlace } from "./builds-request.js";

// src/build/summary.ts
/** `word`: what all of them came to. One alone has a table of its own, several are a row each. */
function buildsSummary$1(word, builds) {
	const [only, other] = builds;
	const parts = only !== void 0 && other === void 0 ? aloneOf(only) : severalOf(builds);
	return [`### Waybill build: ${word}`, ...parts].join("\n\n");
}
function aloneOf(build) {
	const { kind, name, result } = build;
	const { tags, digest, reason } = result;
	const rows = [
		[kind, name],
		["version", versionOf$1(build)],
		["tags", tags.join(", ")],
		["digest", digest ?? ""]
	].filter(([, value]) => value !== "");
	return [sentence(reason), table(["", ""], rows.map(([what = "", value = ""]) => [what, codeSpan(value)].map(tableCell)))];
}
function severalOf(builds) {
	const rows = builds.map((build) => {
		const { kind, name, result } = build;
		const others = result.tags.filter((tag) => tag !== versionOf$1(build));
		const names = [versionOf$1(build), ...others].filter((text) => text !== "");
		return [
			kind,
			codeSpan(name),
			result.result,
			names.map(codeSpan).join(", "),
			result.digest === null ? "" : codeSpan(result.digest)
		].map(tableCell);
	});
	const skipped = builds.filter(({ result }) => result.result === "skipped").map(({ result }) => result.reason);
	return [table([
		"",
		"name",
		"result",
		"version and tags",
		"digest"
	], rows), ...[...new Set(skipped)].map((reason) => `skipped: ${sentence(reason)}`)];
}
function versionOf$1({ kind, result: { version } }) {
	return (kind === "chart" ? version?.chartVersion : version?.version) ?? "";
}
function sentence(reason) {
	return `${inlineText(reason)}.`;
}

// src/entry/build-outputs.ts
/** The word for all of them is that of the one for which the most was done. */
const WORDS = [
	"pushed",
	"built",
	"dry-run",
	"exists",
	"skipped"
];
function buildOutputs(built) {
	const of = (kind) => built.filter(({ artifact }) => artifact.kind === kind);
	const results = built.map(({ result }) => result);
	const [only, other] = built;
	const versioned = results.filter(({ version }) => version !== null);
	return {
		result: wordFor(built),
		reason: results.map(({ reason }) => reason).join("; "),
		image: lines(of("image").map(({ artifact }) => artifactName(artifact))),
		reference: lines(of("image").map(referenceOf)),
		chart: lines(of("chart").map(referenceOf)),
		version: lines(built.map(versionOf)),
		tags: lines(results.flatMap(({ tags }) => tags)),
		digest: results.flatMap(({ digest }) => digest ?? []).join("\n"),
		pushed: String(results.some(({ pushed }) => pushed)),
		releasable: String(versioned.length > 0 && versioned.every(isReleasable)),
		metadata: JSON.stringify(only !== void 0 && other === void 0 ? only.result.metadata : Object.fromEntries(built.map(({ artifact, result }) => [artifactPlace(artifact), result.metadata]))),
		builds: JSON.stringify(built.map(buildAsJson))
	};
}
function wordFor(built) {
	return WORDS.find((word) => built.some(({ result: { result } }) => result === word)) ?? "skipped";
}
/** `name:tag@digest` of an image, `name=version` of a chart; empty when nothing is in the registry. */
function referenceOf(built) {
	const { artifact, result } = built;
	const { version, digest } = result;
	if (version === null || digest === null) return "";
	const name = artifactName(artifact);
	return artifact.kind === "image" ? `${name}:${version.tag}@${digest}` : `${name}=${version.chartVersion}`;
}
function buildsSummary(built) {
	return buildsSummary$1(wordFor(built), built.map(({ artifact, result }) => ({
		kind: artifact.kind,
		name: artifactPlace(artifact),
		result
	})));
}
function versionOf({ artifact, result: { version } }) {
	return (artifact.kind === "chart" ? version?.chartVersion : version?.version) ?? "";
}
/** No environment gets what no registry has. */
function isReleasable({ version, digest }) {
	return version?.isReleasable === true && digest !== null;
}
function buildAsJson(built) {
	const { artifact, result } = built;
	return {
		kind: artifact.kind,
		name: artifactName(artifact),
		result: result.result,
		reason: result.reason,
		version: versionOf(built),
		tags: result.tags,
		digest: result.digest,
		reference: referenceOf(built),
		pushed: result.pushed,
		releasable: isReleasable(result)
	};
}
/** One a line, each once. */
function lines(values) {
	return [...new Set(values)].filter((value) => value !== "").join("\n");
}

export { buildsSummary as n, buildOutputs as t };