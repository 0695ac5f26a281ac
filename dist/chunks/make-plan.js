import { g as formatVersion, h as equalVersions, v as isDigest, y as isTag } from "./start.js";
import { A as placeOf, k as pairingKey } from "./configuration-file.js";
import { a as greatestStep, n as offersOf, o as isMutableTag, s as stepBetween, t as nameOf } from "./pairing.js";
import { i as sourceOf, n as isNewerByRecords, r as sinceOf, t as filterObjection } from "./own-filter.js";

// src/gates/images.ts
/** Closed with every objection, open without one. Charts and Git revisions are not images and are not judged here. */
const images = {
	name: "images",
	judge({ policy, images }) {
		const judged = images.filter(({ artifact }) => artifact === null || artifact.kind === "image");
		if (judged.length === 0) return {
			kind: "open",
			reason: "changes no image"
		};
		const objections = judged.flatMap((image) => objectionsTo(policy, image));
		if (objections.length > 0) return {
			kind: "closed",
			reason: [...new Set(objections)].join("; ")
		};
		return {
			kind: "open",
			reason: judged.length === 1 ? "the image is allowed" : `all ${judged.length} images are allowed`
		};
	}
};
/**
* Whether an image (`ghcr.io/acme/podinfo`, with Docker's defaults filled in) is of a registry or below a repository prefix. The prefix ends
* where a path segment ends, so `ghcr.io/acme` admits neither `ghcr.io/acme-evil/app` nor `ghcr.io.example/acme/app`.
*/
function isBelow(image, allowed) {
	const prefix = normalisePrefix(allowed);
	const name = lowerHost(image);
	return prefix !== "" && (name === prefix || name.startsWith(`${prefix}/`));
}
function objectionsTo(policy, image) {
	const { artifact, version, place } = image;
	const name = artifact?.name ?? `the image at ${place}`;
	const objections = [];
	if (policy.registries.length > 0) {
		if (artifact === null) objections.push(`${name} has no name in the manifest, so its registry cannot be checked`);
		else if (!policy.registries.some((allowed) => isBelow(artifact.id, allowed))) objections.push(`${artifact.id} is not from ${policy.registries.join(", ")}`);
	}
	if (policy.digest === "required" && version.digest === null) objections.push(`${name} has no digest ("${formatVersion(version)}")`);
	if (policy.mutableTags === "forbidden") {
		if (version.tag === null && version.digest === null) objections.push(`${name} has no tag, which means "latest"`);
		else if (version.tag !== null && isMutableTag(version.tag)) objections.push(`${name} has the tag "${version.tag}", which can move`);
	}
	return objections;
}
/** `acme` and `library/nginx` mean Docker Hub, as they do in an image's name. */
function normalisePrefix(allowed) {
	const trimmed = allowed.trim().replace(/\/+$/, "");
	if (trimmed === "") return "";
	const [first = ""] = trimmed.split("/");
	return lowerHost(first.includes(".") || first.includes(":") || first === "localhost" ? trimmed : `docker.io/${trimmed}`).replace(/^index\.docker\.io(?=\/|$)/, "docker.io");
}
function lowerHost(name) {
	const slash = name.indexOf("/");
	return slash === -1 ? name.toLowerCase() : name.slice(0, slash).toLowerCase() + name.slice(slash);
}

// src/gates/order.ts
/**
* A promotion never goes back: closed; what the environment before took back is held until it is there again or replaced. A person's own change that goes back, and any step to a pre-release, is held until a person approves
* it, and so is a promotion of what the environment had before and left. A step that nothing orders is open here: auto-merge counts it as major.
*/
const order = {
	name: "order",
	judge(facts) {
		const { kind, steps, approved } = facts;
		const back = steps.filter(({ step }) => step === "downgrade").map(phrase);
		if (kind === "promotion" && back.length > 0) return {
			kind: "closed",
			reason: `a promotion never goes back: ${back.join(", ")}`
		};
		if (facts.withdrawn !== void 0 && facts.withdrawn.length > 0) return {
			kind: "held",
			until: null,
			reason: facts.withdrawn.join(", ")
		};
		const ahead = steps.filter(({ step }) => step === "prerelease").map(phrase);
		const again = facts.reverted ?? [];
		if (back.length === 0 && ahead.length === 0 && again.length === 0) return {
			kind: "open",
			reason: "no version goes back"
		};
		const what = [
			...back.length === 0 ? [] : [`goes back: ${back.join(", ")}`],
			...ahead.length === 0 ? [] : [`is a pre-release: ${ahead.join(", ")}`],
			...again
		].join("; ");
		if (approved === null) return {
			kind: "unknown",
			reason: `${what}; whether a person approved it could not be read`
		};
		if (approved) return {
			kind: "open",
			reason: `${what}; approved by a person`
		};
		return {
			kind: "held",
			until: null,
			reason: `${what}; a person must approve it`
		};
	}
};
/** Whether the verdict depends on a person's approval, so that reviews are read only then. */
function needsPerson(facts) {
	return order.judge({
		...facts,
		approved: false
	}).kind === "held";
}
function phrase({ name, from, to }) {
	return `${name} ${from === null || formatVersion(from) === "" ? "" : `${formatVersion(from)} to `}${formatVersion(to)}`;
}

// src/promotion/make-plan.ts
/**
* One entry for each app of either environment, sorted by name. An app is promoted as a whole: what forbids one of its changes
* refuses all of them. Never creates an app or a pin, and never plans an older version over a newer one.
*/
function makePlan(input) {
	const names = /* @__PURE__ */ new Set([...input.from.apps.keys(), ...input.to.apps.keys()]);
	return {
		from: input.from.environment,
		to: input.to.environment,
		apps: [...names].toSorted().map((app) => planApp(input, app))
	};
}
/** Whether the receiving environment lacks the app altogether: no folder or file of it, or nothing in it that holds a version. */
function lacksApp(to, app) {
	const scan = to.apps.get(app);
	return scan === void 0 || scan.pins.length === 0 && scan.problems.length === 0;
}
function planApp(input, app) {
	const { from, to } = input;
	const given = from.apps.get(app);
	const present = to.apps.get(app);
	const nothing = (reason) => ({
		kind: "nothing",
		app,
		reason,
		remarks: []
	});
	if (given === void 0 || lacksApp(from, app)) return nothing(`${from.environment} has no app "${app}"`);
	if (present === void 0 || lacksApp(to, app)) return nothing(`${to.environment} has no app "${app}"; it is never created by a promotion, add it there first`);
	const offers = offersOf(from.environment, given.pins);
	const findings = {
		changes: [],
		refusals: [...offers.conflicts],
		remarks: []
	};
	const taken = /* @__PURE__ */ new Set();
	for (const pin of present.pins) {
		const offer = offers.for(pin);
		if (offer === null) remarkUnoffered(input, given.pins, pin, findings);
		else {
			taken.add(offer);
			judgePair(input, app, pin, offer, findings);
		}
	}
	const lacking = offers.all.filter((offer) => !taken.has(offer));
	for (const offer of lacking) {
		const pin = offer.pins[0];
		if (pin !== void 0) findings.remarks.push(`${to.environment} has no pin of ${nameOf(pin)} (${from.environment}: "${formatVersion(offer.version)}" at ${placeOf(pin)}); it is not created`);
	}
	const problems = [...given.problems, ...present.problems].map(({ file, line, reason }) => `${line === null ? file : `${file}:${line}`} could not be read: ${reason}`);
	findings.remarks.push(...problems);
	if (problems.length > 0 && findings.changes.length === 0 && lacking.length > 0) findings.refusals.push(...problems);
	return conclude(input, app, findings);
}
function conclude(input, app, { changes, refusals, remarks }) {
	if (refusals.length > 0) return {
		kind: "refused",
		app,
		reason: refusals.join("; "),
		remarks
	};
	if (changes.length === 0) {
		const [giver, receiver] = [input.from.environment, input.to.environment];
		return {
			kind: "nothing",
			app,
			reason: remarks.length === 0 ? `${receiver} has everything that ${giver} has` : `nothing is left to promote from ${giver} to ${receiver}: ${remarks.join("; ")}`,
			remarks
		};
	}
	const step = greatestStep(changes.map((change) => change.step));
	return {
		kind: "promote",
		app,
		changes,
		source: input.sourceCommit,
		step,
		remarks
	};
}
function judgePair(input, app, pin, offer, findings) {
	const giver = input.from.environment;
	const receiver = input.to.environment;
	const offered = offer.version;
	if (equalVersions(pin.version, offered)) return;
	const name = nameOf(pin);
	if (pin.style === "range") {
		findings.remarks.push(`${receiver} follows the range "${formatVersion(pin.version)}" for ${name} (${placeOf(pin)}); a range is policy and stays as it is`);
		return;
	}
	const step = stepOf(input, app, pin, offer);
	const refusal = notAVersion(giver, offer) ?? filterObjection(pin, offered) ?? (pin.refusal === null ? null : `${placeOf(pin)} cannot be rewritten: ${pin.refusal}`) ?? (step === "downgrade" ? `${giver} has "${formatVersion(offered)}" of ${name}, older than "${formatVersion(pin.version)}" in ${receiver} (${placeOf(pin)}); an older version is never written over a newer one, use rollback to go back` : null);
	if (refusal !== null) {
		findings.refusals.push(refusal);
		return;
	}
	if (pin.automation !== null) findings.remarks.push(`${placeOf(pin)}: ${pin.automation}`);
	const standing = input.standing?.(app) ?? null;
	findings.changes.push({
		pin,
		from: pin.version,
		to: offered,
		step,
		source: sourceOf(standing, offer.key, offered) ?? input.source?.(app, offer.key, offered) ?? null,
		since: sinceOf(standing, offer.key, offered)
	});
}
/** The step by the versions themselves; where they give no order, by the source commits' ancestry, then by the giving environment's records. */
function stepOf(input, app, pin, offer) {
	if (formatVersion(pin.version) === "") return "unordered";
	const step = stepBetween(pin.version, offer.version);
	if (step !== "unordered" && step !== "digest") return step;
	return (input.isNewer?.(app, offer.key, pin.version, offer.version) ?? isNewerByRecords(input.standing?.(app) ?? null, offer.key, pin.version, offer.version)) === false ? "downgrade" : step;
}
function notAVersion(giver, offer) {
	const { tag, digest } = offer.version;
	const doubtful = offer.pins.find((member) => member.doubt !== null);
	if (doubtful !== void 0) return `which version of ${nameOf(doubtful)} ${giver} has cannot be told (${placeOf(doubtful)}): ${doubtful.doubt}`;
	const pin = offer.pins[0];
	if (pin === void 0) return null;
	const isTemplate = tag !== null && /\{\{|\$\{|\$\(|\s/.test(tag);
	const isNoTag = tag !== null && pin.artifact?.kind === "image" && !isTag(tag);
	const isNoDigest = digest !== null && !isDigest(digest);
	if (!isTemplate && !isNoTag && !isNoDigest) return null;
	return `${giver} has "${formatVersion(offer.version)}" of ${nameOf(pin)} (${placeOf(pin)}), which is not a version`;
}
/** A pin of `to` for which `from` holds no version of its own: said where `from` shows the artifact in another form and another version. */
function remarkUnoffered(input, given, pin, findings) {
	const giver = input.from.environment;
	const counterpart = given.find((other) => pairingKey(other) === pairingKey(pin));
	if (counterpart === void 0 || equalVersions(counterpart.version, pin.version)) return;
	const shown = formatVersion(counterpart.version);
	if (counterpart.style === "range") findings.remarks.push(`${giver} follows the range "${shown}" for ${nameOf(pin)} (${placeOf(counterpart)}); there is no version to promote`);
	else if (counterpart.style === "absent") findings.remarks.push(`${giver} sets no version of ${nameOf(pin)} itself (its base has "${shown}"); there is nothing to promote`);
}

export { images as a, order as i, makePlan as n, needsPerson as r, lacksApp as t };