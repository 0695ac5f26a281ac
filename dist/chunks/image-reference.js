import { X as usageError } from "./start.js";

// src/artifacts/version.ts
/** `1.2.3`, `1.2.3@sha256:...`, `@sha256:...`; the empty string when there is neither. */
function formatVersion(version) {
	return (version.tag ?? "") + (version.digest === null ? "" : `@${version.digest}`);
}
function equalVersions(a, b) {
	return a.tag === b.tag && a.digest === b.digest;
}
/** An image tag by the OCI distribution specification: 1 to 128 of letters, digits, `_`, `.`, `-`, the first neither `.` nor `-`. */
function isTag(text) {
	return /^\w[\w.-]{0,127}$/.test(text);
}
/** `sha256:` and 64, or `sha512:` and 128, lower-case hexadecimal digits: the algorithms that the OCI image specification registers. */
function isDigest(text) {
	return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
}
/** An exact chart version: semver 2.0.0, a leading `v` allowed as Helm does. Ranges, two-part versions and leading zeros are none. */
function isChartVersion(text) {
	return text.length <= 128 && EXACT_SEMVER.test(text);
}
/** The expression of semver.org, with `v`. */
const EXACT_SEMVER = /^v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
/**
* A Git tag, branch or commit as a manifest may name it: what git-check-ref-format(1) allows, without the characters that a manifest's templates or a shell would
* read, at most 255 long.
*/
function isGitRevision(text) {
	return text.length <= 255 && /^\w[\w.+/-]*$/.test(text) && !/\.\.|\/[./]|[./]$|\.lock(?:\/|$)/.test(text);
}
const EXPECTED = {
	image: "a tag, tag@sha256:<64 hexadecimal digits> or @sha256:<64 hexadecimal digits>",
	chart: "an exact version such as 6.1.0 (semver; no range), with @sha256:<64 hexadecimal digits> or without",
	git: "a tag, a branch or a commit id"
};
const TAG_OF = {
	image: isTag,
	chart: isChartVersion,
	git: isGitRevision
};
/**
* The version that `tag`, `tag@sha256:...` or `@sha256:...` writes. What the part before `@` may be depends on the kind: an image tag, an exact semver, a Git
* revision (which has no digest). Throws a usage error that quotes the text.
*/
function parseVersion(text, kind = "image") {
	const at = text.indexOf("@");
	const tag = at < 0 ? text : text.slice(0, at);
	const digest = at < 0 ? null : text.slice(at + 1);
	const rightTag = tag === "" && digest !== null || TAG_OF[kind](tag);
	const rightDigest = digest === null || kind !== "git" && isDigest(digest);
	if (!rightTag || !rightDigest) throw usageError(`the ${kind} version ${quoted(text)} is not valid; expected ${EXPECTED[kind]}`);
	return {
		tag: tag === "" ? null : tag,
		digest
	};
}
/** Quoted as JSON, so that a line break or an escape shows itself; cut where it gets long. */
function quoted(text) {
	return JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 199)}…`);
}

// src/artifacts/image-reference.ts
/**
* Reads `[registry[:port]/]repository[:tag][@digest]`. Throws a usage error that quotes the text and says what is wrong: user information, `..`, a scheme, upper case in
* the repository, a tag or digest that is none.
*/
function parseImageReference(text) {
	const at = text.indexOf("@");
	const named = at < 0 ? text : text.slice(0, at);
	const digest = at < 0 ? null : text.slice(at + 1);
	if (digest !== null && !isDigest(digest)) throw refusal(text, "what follows @ is not sha256: and 64 hexadecimal digits");
	const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
	const name = colon < 0 ? named : named.slice(0, colon);
	const tag = colon < 0 ? null : named.slice(colon + 1);
	if (tag !== null && !isTag(tag)) throw refusal(text, "the tag may hold at most 128 letters, digits, _, . and -, and begins with neither . nor -");
	const { registry, repository } = split(name, text);
	return {
		artifact: {
			kind: "image",
			name,
			id: `${registry}/${repository}`
		},
		registry,
		repository,
		version: {
			tag,
			digest
		}
	};
}
/** The artifact that a bare image name (no tag, no digest) means. Throws a usage error for a text that is none. */
function imageArtifact(name) {
	const { registry, repository } = split(name, name);
	return {
		kind: "image",
		name,
		id: `${registry}/${repository}`
	};
}
/** Whether `imageArtifact` takes the text. */
function isImageName(text) {
	return typeof problemOf(text) !== "string";
}
function split(name, text) {
	const result = problemOf(name);
	if (typeof result === "string") throw refusal(text, result);
	return result;
}
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::\\d{1,5})?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
/** The parts of a name, or a sentence that says why it is none. */
function problemOf(name) {
	if (name.length > 255) return "it is longer than 255 characters";
	const slash = name.indexOf("/");
	const first = name.slice(0, Math.max(slash, 0));
	const hasRegistry = slash >= 0 && (/[.:]/.test(first) || first === "localhost");
	const host = hasRegistry ? first.toLowerCase() : "docker.io";
	const path = hasRegistry ? name.slice(slash + 1) : name;
	if (!REGISTRY.test(host)) return "the registry is not a host name with an optional port";
	if (/[A-Z]/.test(path)) return "a repository is written in lower case";
	if (!path.split("/").every((part) => COMPONENT.test(part))) return "a repository is letters, digits and single separators . _ - between them, in parts divided by /";
	if (!hasRegistry && /^[0-9a-f]{64}$/.test(path)) return "64 hexadecimal digits are an image id";
	const registry = host === "index.docker.io" ? "docker.io" : host;
	return {
		registry,
		repository: registry === "docker.io" && !path.includes("/") ? `library/${path}` : path
	};
}
function refusal(text, reason) {
	const shown = JSON.stringify(text.length <= 300 ? text : `${text.slice(0, 299)}…`);
	return usageError(`the image ${shown} is not valid: ${reason}; expected registry/repository:tag, for example ghcr.io/acme/podinfo:1.2.3`);
}

export { formatVersion as a, isTag as c, equalVersions as i, parseVersion as l, isImageName as n, isChartVersion as o, parseImageReference as r, isDigest as s, imageArtifact as t };