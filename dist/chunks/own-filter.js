import { A as formatVersion, Ht as UserError, k as equalVersions } from "./start.js";
import { n as pairingKey, r as placeOf } from "./pin.js";
import { S as matchesFilter } from "./pins.js";
import { i as rewritePins, r as unifiedDiff } from "./coupled.js";
import { t as nameOf } from "./pairing.js";

// src/promotion/changes.ts
/** What the trailers of our commit say of the changes: one for each pin, equal ones once. */
function declare(environment, changes) {
	const trailers = /* @__PURE__ */ new Map();
	for (const { app, pin, from, to, source } of changes) {
		const trailer = {
			environment,
			app,
			artifact: pairingKey(pin),
			from,
			to,
			source
		};
		trailers.set(JSON.stringify([
			app,
			trailer.artifact,
			from,
			to
		]), trailer);
	}
	return [...trailers.values()];
}
/** The pins that trailers declare as changed, found again in the state before. `null` when one of them is not there. */
function declaredEdits(apps, trailers) {
	const edits = [];
	for (const { app, artifact, from, to } of trailers) {
		const pins = (apps.get(app)?.pins ?? []).filter((pin) => (pin.style !== "range" || pin.named) && pairingKey(pin) === artifact && equalVersions(pin.version, from));
		if (pins.length === 0) return null;
		edits.push(...pins.map((pin) => ({
			pin,
			to
		})));
	}
	return edits;
}
/** The new bytes of each file that the edits change. Throws a UserError that lists every place that cannot be rewritten. */
function applyEdits(read, edits) {
	const touched = new Set(edits.map(({ pin }) => pin.file));
	return rewritePins(new Map([...read.files].filter(([path]) => touched.has(path))), edits);
}
/** What the files change, as one text; empty when nothing. */
function diffOf(read, rewritten) {
	return [...rewritten].map(([path, bytes]) => unifiedDiff(path, read.files.get(path) ?? null, bytes)).join("");
}
/** Whether two lists set the same places to the same versions, whatever lies around them. */
function sameEdits(a, b) {
	const placesOf = (edits) => new Set(edits.map(({ pin, to }) => JSON.stringify([
		pin.file,
		pin.document,
		pin.path,
		to.tag,
		to.digest
	])));
	const [left, right] = [placesOf(a), placesOf(b)];
	return left.size === right.size && [...left].every((place) => right.has(place));
}

// src/manifests/policy.ts
/** What git-check-ref-format allows in no branch's name, or what stands for any number: such a revision is a range of tags. */
const RANGE = /[~^*<>=|\s]|(?:^|\.)[xX](?:\.|$)/u;
/** `range` or `branch`: what the text of a pin with the style `range` is. */
function policyWord({ takes, version }) {
	return takes === "git" && !RANGE.test(formatVersion(version)) ? "branch" : "range";
}
/** `the range "~1.2"`, `the branch "main"`: with its text. */
function policyOf(pin) {
	return `the ${policyWord(pin)} "${formatVersion(pin.version)}"`;
}

// src/promotion/order-facts.ts
/**
* Since when the environment has had `version` of the artifact without a break, by its records: server time, ISO 8601.
* `null` when its newest record does not show that version.
*/
function sinceOf(standing, artifact, version) {
	let since = null;
	for (const record of standing?.records ?? []) {
		if (!holds(record.pins, artifact, version)) break;
		since = record.since;
	}
	return since;
}
/** The application repository and commit that the version was built from, where a record of the environment names them. */
function sourceOf(standing, artifact, version) {
	for (const record of standing?.records ?? []) for (const change of record.changes) if (change.artifact === artifact && change.to !== null && equalVersions(change.to, version) && change.source !== null) return change.source;
	return null;
}
/**
* Whether the environment had `offered` for the first time after it had `present` for the first time. `null` when its records do not
* show both: a version that it never had cannot be placed.
*
* The first appearance decides and not the last, so that an environment that went back to an old version does not make it a new one.
*/
function isNewerByRecords(standing, artifact, present, offered) {
	const records = standing?.records ?? [];
	const firstOf = (version) => records.findLastIndex((record) => holds(record.pins, artifact, version));
	const presentAt = firstOf(present);
	const offeredAt = firstOf(offered);
	if (presentAt === -1 || offeredAt === -1 || presentAt === offeredAt) return null;
	return offeredAt < presentAt;
}
function holds(pins, artifact, version) {
	return pins.some((pin) => pin.artifact === artifact && equalVersions(pin.version, version));
}

// src/promotion/own-filter.ts
/** Why the pin's own filter forbids the version, as a sentence without its subject's place; `null` when it does not. A filter that cannot be evaluated forbids. */
function filterObjection(pin, offered) {
	const { filter } = pin;
	if (filter === null) return null;
	const where = `${placeOf(pin)} admits only "${filter}" for ${nameOf(pin)}`;
	try {
		return offered.tag !== null && matchesFilter(filter, offered.tag) ? null : `${where}, which excludes "${formatVersion(offered)}"`;
	} catch (error) {
		if (error instanceof UserError) return `${where}: ${error.message}`;
		throw error;
	}
}

export { policyOf as a, declare as c, sameEdits as d, sourceOf as i, declaredEdits as l, isNewerByRecords as n, policyWord as o, sinceOf as r, applyEdits as s, filterObjection as t, diffOf as u };