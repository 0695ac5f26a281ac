import "./rolldown-runtime.js";
import { At as tableCell, Ct as codeSpan, Dt as inlineText, kt as table } from "./start.js";
import { n as artifactPlace, t as artifactName } from "./artifact-request.js";

// src/build/summary.ts
function buildSummary({ kind, name }, result) {
	const { version, tags, digest } = result;
	const rows = [
		[kind, name],
		["version", (kind === "chart" ? version?.chartVersion : version?.version) ?? ""],
		["tags", tags.join(", ")],
		["digest", digest ?? ""]
	].filter(([, value]) => value !== "");
	return [
		`### Waybill build: ${result.result}`,
		`${inlineText(result.reason)}.`,
		table(["", ""], rows.map(([what = "", value = ""]) => [what, codeSpan(value)].map(tableCell)))
	].join("\n\n");
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
		result: WORDS.find((word) => results.some(({ result }) => result === word)) ?? "skipped",
		reason: results.map(({ reason }) => reason).join("; "),
		image: lines(of("image").map(({ artifact }) => artifactName(artifact))),
		reference: lines(of("image").map(referenceOf)),
		chart: lines(of("chart").map(referenceOf)),
		version: lines(built.map(versionOf)),
		tags: lines(results.flatMap(({ tags }) => tags)),
		digest: lines(results.map(({ digest }) => digest ?? "")),
		pushed: String(results.some(({ pushed }) => pushed)),
		releasable: String(versioned.length > 0 && versioned.every(({ version }) => version?.isReleasable)),
		metadata: JSON.stringify(only !== void 0 && other === void 0 ? only.result.metadata : Object.fromEntries(built.map(({ artifact, result }) => [artifactName(artifact), result.metadata]))),
		builds: JSON.stringify(built.map(buildAsJson))
	};
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
	return built.map(({ artifact, result }) => buildSummary({
		kind: artifact.kind,
		name: artifactPlace(artifact)
	}, result)).join("\n\n");
}
function versionOf({ artifact, result: { version } }) {
	return (artifact.kind === "chart" ? version?.chartVersion : version?.version) ?? "";
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
		releasable: result.version?.isReleasable ?? false
	};
}
/** One a line, each once. */
function lines(values) {
	return [...new Set(values)].filter((value) => value !== "").join("\n");
}

export { buildsSummary as n, referenceOf as r, buildOutputs as t };