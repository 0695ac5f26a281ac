import { A as isChartVersion, Dt as messageOf, Et as UserError, N as isTag, Ot as usageError, j as isDigest } from "./start.js";
import { r as stepBetween } from "./order.js";
import { join } from "node:path";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";

// src/build/check-checkout.ts
/** Throws a usage error when it is another commit, or lacks the tags that the version needs; only warns of the merge commit of a pull request. */
function checkCheckout({ subject, version }, checkout, log) {
	if ((version.shortTags || version.latest || version.pattern === "semver" || version.pattern === "describe") && checkout.isShallow && version.version === null) throw usageError("the checkout has no history, and the tags that this version needs are not there; set `fetch-depth: 0` in actions/checkout");
	if (checkout.commit === subject.commit) return;
	if (subject.kind === "pull-request") {
		log.warning(`the checkout is ${checkout.commit}, the merge of the pull request, and what is built is called by its head ${subject.commit}; check out \`ref: \${{ github.event.pull_request.head.sha }}\` to build exactly that`);
		return;
	}
	throw usageError(`the checkout is ${checkout.commit}, and the run is about ${subject.commit}; check out that commit before this step`);
}

// src/build/engines/result-files.ts
/** A folder that only we can read, gone when the work has ended, however it ends. */
async function inTemporaryFolder(work) {
	const folder = await mkdtemp(join(tmpdir(), "waybill-build-"));
	try {
		return await work(folder);
	} finally {
		await rm(folder, {
			recursive: true,
			force: true,
			maxRetries: 3
		});
	}
}
/** The file's text. Throws a UserError when the engine, having ended well, did not write it. */
async function readResult(path, engine) {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		throw new UserError(`${engine} ended without an error, but did not write its result: ${messageOf(error)}`, { cause: error });
	}
}
/** The digest in the text. Throws a UserError when it is none. */
function digestIn(text, engine) {
	const digest = typeof text === "string" ? text.trim() : "";
	if (!isDigest(digest)) throw new UserError(`${engine} gave "${digest.slice(0, 100)}" as its digest; expected sha256: and 64 hexadecimal digits`);
	return digest;
}
/** The one digest of what was pushed under several references; they name one image. Throws a UserError when they differ. */
function sameDigest(pushed) {
	const [first, ...others] = pushed;
	if (first === void 0) return null;
	const other = others.find(([, digest]) => digest !== first[1]);
	if (other !== void 0) throw new UserError(`the references name different images after the push: "${first[0]}" is ${first[1] ?? "unknown"}, "${other[0]}" is ${other[1] ?? "unknown"}; does something else push them too?`);
	return first[1];
}

// src/build/labels.ts
/** The commit that an image was built from; by it a second run knows its own image again. */
const REVISION_LABEL = "org.opencontainers.image.revision";
/** `created` is the commit's time, so that what is built of one commit twice is the same image. */
function imageLabels(facts) {
	const { repository } = facts.repository;
	return {
		"org.opencontainers.image.source": facts.source,
		[REVISION_LABEL]: facts.commit,
		"org.opencontainers.image.version": facts.version,
		"org.opencontainers.image.created": facts.committedAt.toISOString().replace(/\.000Z$/u, "Z"),
		"org.opencontainers.image.title": repository.slice(repository.lastIndexOf("/") + 1),
		...facts.licence === null ? {} : { "org.opencontainers.image.licenses": facts.licence },
		...facts.homepage === null ? {} : { "org.opencontainers.image.url": facts.homepage }
	};
}

// src/build/version.ts
/** `null` for a Git tag of another app of the repository. Throws a usage error when the pattern needs a tag that is not there, or the version given cannot be one. */
function versionOf(facts, request) {
	const { subject } = facts;
	if (subject.kind === "tag" && !subject.tag.startsWith(request.tagPrefix)) return null;
	if (request.version !== null) return given(request.version, facts);
	switch (subject.kind) {
		case "tag": return released(subject.tag.slice(request.tagPrefix.length), facts, request);
		case "branch": return built(branchVersion(subject.branch, facts, request), facts, true, `the branch "${subject.branch}"`);
		case "pull-request": return built(`${subject.number === null ? "pr" : `pr-${subject.number}`}-${short(subject.commit)}`, facts, false, `pull request ${subject.number ?? "of a fork"}`);
		case "merge-group": return built(`queue-${short(subject.commit)}`, facts, false, "a merge queue's group");
	}
}
function given(version, facts) {
	if (!isTag(imageTag(version)) || imageTag(version) !== version.replaceAll("+", "_")) throw usageError(`the input \`version\` is ${JSON.stringify(version)}; expected at most 128 letters, digits, _, ., - and +, the first neither . nor -`);
	return built(version, facts, facts.subject.kind === "tag" || facts.subject.kind === "branch", "the input `version`");
}
function released(text, facts, request) {
	const version = text.replace(/^v(?=\d)/u, "");
	const base = built(version, facts, true, `the Git tag "${request.tagPrefix}${text}"`);
	const [, major, minor, patch, rest] = /^(\d+)\.(\d+)\.(\d+)(.*)$/u.exec(version) ?? [];
	if (major === void 0 || minor === void 0 || patch === void 0 || rest?.startsWith("-") === true) return base;
	const others = facts.gitTags.filter((tag) => tag.startsWith(request.tagPrefix)).map((tag) => tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "")).filter((tag) => /^\d+\.\d+\.\d+$/u.test(tag));
	const isHighestOf = (prefix) => others.filter((tag) => tag.startsWith(prefix)).every((tag) => stepBetween(plain(tag), plain(version)) !== "downgrade");
	const movingTags = [
		...request.shortTags && isHighestOf(`${major}.${minor}.`) ? [`${major}.${minor}`] : [],
		...request.shortTags && major !== "0" && isHighestOf(`${major}.`) ? [major] : [],
		...request.latest && isHighestOf("") ? ["latest"] : []
	];
	return {
		...base,
		movingTags
	};
}
function plain(tag) {
	return {
		tag,
		digest: null
	};
}
function branchVersion(branch, { subject, committedAt, nearest }, request) {
	const { day, time } = utc(committedAt);
	const commit = short(subject.commit);
	const last = nearest === null ? null : nearest.tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "");
	switch (request.pattern) {
		case "date": return `${day}.${time}_${commit}`;
		case "commit": return subject.commit;
		case "describe":
			if (nearest === null || last === null) throw usageError(`no Git tag ${request.tagPrefix === "" ? "" : `that starts with "${request.tagPrefix}" `}is reachable from ${commit}, which the pattern \`describe\` needs; check out with \`fetch-depth: 0\`, or choose another \`pattern\``);
			return nearest.commits === 0 ? last : `${last}-${nearest.commits}-g${commit}`;
		case "semver": return `${nextPatch(last)}${identifier(branch)}.${day}${time}.g${commit}`;
	}
}
/** `1.2.4-` after 1.2.3; `1.3.0-rc.1.` after the pre-release 1.3.0-rc.1, which is older than it; `0.0.0-` where there is no release. */
function nextPatch(last) {
	const [, major, minor, patch, prerelease] = /^(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?(?:\+.*)?$/u.exec(last ?? "") ?? [];
	if (major === void 0 || minor === void 0 || patch === void 0) return "0.0.0-";
	return prerelease === void 0 ? `${major}.${minor}.${BigInt(patch) + 1n}-` : `${major}.${minor}.${patch}${prerelease}.`;
}
/** A branch as one identifier of a semver pre-release; one of digits alone may not start with a zero. */
function identifier(branch) {
	const text = branch.replaceAll(/[^0-9A-Za-z-]+/gu, "-").replaceAll(/^-+|-+$/gu, "").slice(0, 40) || "branch";
	return /^\d+$/u.test(text) ? `b${text}` : text;
}
function built(version, facts, isReleasable, from) {
	const { day, time } = utc(facts.committedAt);
	return {
		version,
		tag: imageTag(version),
		movingTags: [],
		chartVersion: isChartVersion(version) ? version : `0.0.0-${day}${time}.g${short(facts.subject.commit)}`,
		isReleasable,
		because: `${version} from ${from}`
	};
}
/** A text as an image's tag: `+` as `_`, what no tag may hold as `-`, at most 128 characters. */
function imageTag(text) {
	return text.replaceAll("+", "_").replaceAll(/[^\w.-]+/gu, "-").replace(/^[.-]+/u, "").slice(0, 128) || "unnamed";
}
/** 12 digits: enough for the largest repositories to be without a twin, git's own default for them. */
function short(commit) {
	return commit.slice(0, 12);
}
function utc(date) {
	const digits = date.toISOString().replaceAll(/\D/gu, "");
	return {
		day: digits.slice(0, 8),
		time: digits.slice(8, 14)
	};
}

export { inTemporaryFolder as a, checkCheckout as c, digestIn as i, REVISION_LABEL as n, readResult as o, imageLabels as r, sameDigest as s, versionOf as t };