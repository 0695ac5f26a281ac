import { t as parseRelease } from "./release.js";
import { k as equalVersions } from "./start.js";

// src/artifacts/order.ts
/** From the smallest to the one that asks most of a person. */
const RANKS = [
	"none",
	"digest",
	"patch",
	"minor",
	"major",
	"unordered",
	"prerelease",
	"downgrade"
];
/**
* What `build` calls a branch's commit by default, as an image and as a chart. The first number of the one is a day, which is more than the major version of any release;
* that of the other is less.
*/
const DATE_BUILD = /^(?:\d{8}\.\d{6}_|0\.0\.0-\d{14}\.g)[0-9a-f]{12}$/;
/**
* The step from one version to another.
*
* - The same tag with another digest is `digest`, unless the tag moves (`latest`): then nothing says how far it moved.
* - Versions of numbers are compared number by number (1.9 is older than 1.10); a leading `v` and missing numbers at the end count for nothing.
* - To an older version: `downgrade`. To a pre-release that is newer: `prerelease`.
* - To another build of the same flavour: by its numbers, as a pre-release is; to another flavour: `unordered`.
* - Between a build that is called by its date (`20261121.094400_1a2b3c4d5e6f`, a chart's `0.0.0-20261121094400.g1a2b3c4d5e6f`) and a release: `unordered`, their numbers
*   count different things.
* - Equal in order but written differently (`1.2.3+a` and `1.2.3+b`, `01.2.3` and `1.2.3`, `v1.2.3` and `1.2.3`): `unordered`, as are commit ids, words, and a
*   version without a tag.
*/
function stepBetween(from, to) {
	if (equalVersions(from, to)) return "none";
	if (from.tag === null || to.tag === null) return "unordered";
	if (from.tag === to.tag) return isMutableTag(to.tag) ? "unordered" : "digest";
	if (DATE_BUILD.test(from.tag) !== DATE_BUILD.test(to.tag)) return "unordered";
	const [older, newer] = [parseRelease(from.tag), parseRelease(to.tag)];
	if (older === null || newer === null) return "unordered";
	return stepOfReleases(older, newer);
}
/** The step that asks most: of several pins, the one that decides. `none` for no steps. */
function greatestStep(steps) {
	return [...steps].reduce((greatest, step) => rank(step) > rank(greatest) ? step : greatest, "none");
}
/**
* Whether Waybill may merge the step by itself under the environment's `auto-merge`. A new digest counts like a patch, a step without order like a major one. A
* pre-release and a downgrade always need a person.
*/
function withinAutoMerge(step, limit) {
	if (limit === "never") return false;
	return rank(step) <= rank(limit === "major" ? "unordered" : limit);
}
const MOVING_WORDS = new Set("latest stable unstable edge nightly daily weekly rolling current mainline lts main master trunk head develop development devel dev next canary preview alpha beta snapshot testing test qa staging stage stg production prod prd release default".split(" "));
/**
* Whether a tag is made to move, so that it says nothing about what runs: a word such as `latest`, `main`, `nightly` or `stable`, in any case and also with the
* image's variant behind it (`latest-alpine`); `pr-12`; the short versions that releases drag along: `1`, `v1`, `1.2`. A longer lone number is a build number, and a
* year as the first number a date: those stay.
*/
function isMutableTag(tag) {
	const lower = tag.toLowerCase();
	const word = /^([a-z]+)(?:-(?:alpine|slim|debian|ubuntu|distroless|amd64|arm64)[a-z0-9.]*)?$/.exec(lower)?.[1] ?? "";
	return MOVING_WORDS.has(word) || /^v?\d{1,2}$|^v?\d{1,3}\.\d{1,3}$|^pr-?\d+$/.test(lower);
}
function stepOfReleases(from, to) {
	const length = Math.max(from.numbers.length, to.numbers.length);
	const changed = Array.from({ length }, (_, index) => index).find((index) => number(from, index) !== number(to, index));
	if (changed === void 0) return stepOfPrereleases(from, to);
	if (number(to, changed) < number(from, changed)) return "downgrade";
	if (to.prerelease !== null && to.prerelease !== from.variant) return "prerelease";
	return sizeOf(changed);
}
/** The numbers are equal: semver 2.0.0, section 11.3 and 11.4. */
function stepOfPrereleases(from, to) {
	if (from.prerelease === to.prerelease) return "unordered";
	if (!(from.prerelease !== from.variant || to.prerelease !== to.variant)) return stepOfVariants(from.variant ?? "", to.variant ?? "");
	if (to.prerelease === null) return sizeOf([
		0,
		1,
		2
	].findLast((index) => number(to, index) !== 0n) ?? 0);
	if (from.prerelease === null) return "downgrade";
	const compared = comparePrereleases(from.prerelease, to.prerelease);
	if (compared === 0) return "unordered";
	return compared < 0 ? "prerelease" : "downgrade";
}
/**
* Another build of one flavour is ordered by its numbers (`debian-12-r5` is older than `debian-12-r10`, which semver would say the other way
* round); another flavour by nothing.
*/
function stepOfVariants(from, to) {
	const [left, right] = [from.split(/(\d+)/), to.split(/(\d+)/)];
	const isNumber = (index) => index % 2 === 1;
	const changed = left.findIndex((part, index) => isNumber(index) ? BigInt(part) !== BigInt(right[index] ?? 0) : part !== right[index]);
	if (changed === -1 || left.length !== right.length || !isNumber(changed)) return "unordered";
	return BigInt(left[changed] ?? 0) < BigInt(right[changed] ?? 0) ? "prerelease" : "downgrade";
}
function comparePrereleases(a, b) {
	const [left, right] = [a.split("."), b.split(".")];
	for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
		const [x = "", y = ""] = [left[index], right[index]];
		if (x === y) continue;
		const [xIsNumber, yIsNumber] = [/^\d+$/.test(x), /^\d+$/.test(y)];
		if (xIsNumber && yIsNumber && BigInt(x) === BigInt(y)) continue;
		if (xIsNumber && yIsNumber) return BigInt(x) < BigInt(y) ? -1 : 1;
		if (xIsNumber !== yIsNumber) return xIsNumber ? -1 : 1;
		return x < y ? -1 : 1;
	}
	return left.length - right.length;
}
function sizeOf(index) {
	if (index === 0) return "major";
	return index === 1 ? "minor" : "patch";
}
function number(release, index) {
	return release.numbers[index] ?? 0n;
}
function rank(step) {
	return RANKS.indexOf(step);
}

export { withinAutoMerge as i, isMutableTag as n, stepBetween as r, greatestStep as t };