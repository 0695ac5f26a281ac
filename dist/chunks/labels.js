import { L as isTag, P as isChartVersion, Pt as usageError } from "./start.js";
import { t as branchSubject } from "./subject.js";
import { r as stepBetween } from "./order.js";

// src/build/check-checkout.ts
/**
* The subject, as the clone knows it. Throws a usage error when another commit is checked out, or when the tags are not there that the version needs; only warns of the
* merge commit of a pull request.
*/
function checkCheckout({ subject, version }, checkout, log) {
	if ((version.shortTags || version.latest || version.pattern === "semver" || version.pattern === "describe") && checkout.isShallow && version.version === null) throw usageError("the checkout has no history, and the tags that this version needs are not there; set `fetch-depth: 0` in actions/checkout");
	if (checkout.commit === subject.commit) return settled$1(subject, checkout, version.tagPrefix);
	if (subject.kind === "pull-request" && checkout.commit === subject.merge) {
		log.warning(`the checkout is ${checkout.commit}, the merge of the pull request, and what is built is called by its head ${subject.commit}; check out \`ref: \${{ github.event.pull_request.head.sha }}\` to build exactly that`);
		return subject;
	}
	throw usageError(`the checkout is ${checkout.commit}, and the run is about ${subject.commit}; check out that commit before this step`);
}
/** A name is a tag when Git has one of that name at this commit. Throws a usage error where a version hangs on tags that are not there. */
function settled$1(subject, { tagsOfCommit, isShallow }, tagPrefix) {
	if (subject.kind !== "branch-or-tag") return subject;
	const { name, commit } = subject;
	if (tagsOfCommit.includes(name)) return {
		kind: "tag",
		tag: name,
		commit
	};
	if (isShallow && name.startsWith(tagPrefix) && /^v?\d/u.test(name.slice(tagPrefix.length))) throw usageError(`the run is about "${name}", the event does not say whether that is a branch or a Git tag, and the checkout has no tags to tell by; set \`fetch-depth: 0\` in actions/checkout`);
	return branchSubject(name, commit);
}

// src/build/version.ts
/** `null` for a Git tag of another app of the repository. Throws a usage error when the pattern needs a tag that is not there, or the version given cannot be one. */
function versionOf(facts, request) {
	const { subject } = facts;
	if (subject.kind === "tag" && !subject.tag.startsWith(request.tagPrefix)) return null;
	if (request.version !== null) return given(request.version, facts);
	switch (subject.kind) {
		case "tag": return released(subject, facts, request);
		case "branch": return built(whole(branchVersion(subject.branch, facts, request)), facts, true, `the branch "${subject.branch}"`);
		case "pull-request": {
			const { number, commit } = subject;
			const [name, said] = number === null ? ["pr", "a pull request"] : [`pr-${number}`, `pull request ${number}`];
			return built(`${name}-${short(commit)}`, facts, false, said);
		}
		case "merge-group": return built(`queue-${short(subject.commit)}`, facts, false, "a merge queue's group");
	}
}
function given(version, facts) {
	if (!isTag(imageTag(version)) || imageTag(version) !== version.replaceAll("+", "_")) throw usageError(`the input \`version\` is ${JSON.stringify(version)}; expected at most 128 letters, digits, _, ., - and +, the first neither . nor -`);
	return built(version, facts, facts.subject.kind === "tag" || facts.subject.kind === "branch", "the input `version`");
}
function released({ tag, isPrerelease }, facts, request) {
	const version = tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "");
	const base = built(version, facts, true, `the Git tag "${tag}"`);
	const [, major, minor, patch, rest] = /^(\d+)\.(\d+)\.(\d+)(.*)$/u.exec(version) ?? [];
	if (isPrerelease === true || major === void 0 || minor === void 0 || patch === void 0 || rest?.startsWith("-") === true) return base;
	const others = facts.tags.filter((tag) => tag.startsWith(request.tagPrefix)).map((tag) => tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "")).filter((tag) => /^\d+\.\d+\.\d+$/u.test(tag));
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
	const last = nearest?.tag?.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "") ?? null;
	switch (request.pattern) {
		case "date": return `${day}.${time}_${commit}`;
		case "commit": return subject.commit;
		case "describe":
			if (nearest === null || last === null) throw usageError(`no Git tag ${request.tagPrefix === "" ? "" : `that starts with "${request.tagPrefix}" `}is reachable from ${commit}, which the pattern \`describe\` needs; check out with \`fetch-depth: 0\`, or choose another \`pattern\``);
			return nearest.commits === 0 ? last : `${last}-${nearest.commits}-g${commit}`;
		case "semver": return `${nextPatch(last)}${identifier(branch)}.${day}${time}.${nearest === null ? "" : `${nearest.commits}.`}g${commit}`;
	}
}
/** The commit stands last in a branch's version: cut short, two commits could have one. */
function whole(version) {
	if (version.length <= 128) return version;
	throw usageError(`the version "${version}" has ${version.length} characters, and a tag holds 128; shorten the Git tag that it begins with, or choose another \`pattern\``);
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
	const tag = imageTag(version);
	return {
		subject: facts.subject,
		version,
		tag,
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

// src/build/artifact-build.ts
/** A result's parts when nothing came to a registry. */
const NOTHING_PUBLISHED = {
	tags: [],
	digest: null,
	pushed: false,
	metadata: {}
};
/**
* The version of what is checked out; `null` when the run is about another app's Git tag. Throws a usage error when the checkout is not the run's commit, or lacks what
* the version needs.
*/
function versionFor(request, checkout, log) {
	const subject = checkCheckout(request, checkout, log);
	return versionOf({
		...checkout,
		subject
	}, request.version);
}
/** The end of a run whose Git tag is another app's. */
function anotherApps({ tagPrefix }) {
	return settled({
		...NOTHING_PUBLISHED,
		version: null,
		result: "skipped",
		reason: `the Git tag is not one of this app, whose tags start with "${tagPrefix}"`
	});
}
function settled(result) {
	return {
		kind: "settled",
		result
	};
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

export { settled as a, anotherApps as i, imageLabels as n, versionFor as o, NOTHING_PUBLISHED as r, REVISION_LABEL as t };