import { A as formatVersion, M as isDigest, P as isTag, a as groupBy, k as equalVersions } from "./start.js";
import { n as pairingKey, r as placeOf } from "./pin.js";
import { n as isMutableTag, r as stepBetween, t as greatestStep } from "./order.js";
import { t as coupledEdits } from "./coupled.js";
import { a as policyOf, i as sourceOf, n as isNewerByRecords, o as policyWord, r as sinceOf, t as filterObjection } from "./own-filter.js";
import { n as offersOf, t as nameOf } from "./pairing.js";

// src/gates/images.ts
/** Closed with every objection, open without one. Charts, Git revisions and versions of nobody knows what are not images and are not judged here. */
const images = {
	name: "images",
	judge({ policy, images }) {
		const judged = images.filter(({ artifact, takes }) => (artifact?.kind ?? takes) === "image");
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
* it, and so is a promotion of what the environment had before and left. A step that nothing orders is open here, and the reason says so: auto-merge counts it as major.
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
			reason: whatIsKnown(steps)
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
/** What can be said where nothing is seen to go back: a step that the versions do not order is no step forward. From nothing there is no way back. */
function whatIsKnown(steps) {
	const replacing = steps.filter(({ from }) => from !== null && formatVersion(from) !== "");
	const phrases = (step) => [...new Set(replacing.filter((one) => one.step === step).map(phrase))].join(", ");
	const [unordered, rebuilt] = [phrases("unordered"), phrases("digest")];
	if (unordered === "" && rebuilt === "") return "no version goes back";
	return [
		"no version is known to go back",
		...unordered === "" ? [] : [`the versions themselves give no order for ${unordered}: a step without order counts as major`],
		...rebuilt === "" ? [] : [`the tag stays and only the digest changes for ${rebuilt}: counts as a patch`]
	].join("; ");
}
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

// src/promotion/remarks.ts
/** A remark that is of no place. */
function remark(sentence) {
	return {
		place: "",
		says: () => sentence
	};
}
/** One sentence for each different remark, in the order in which they first appear. */
function toldOnce(remarks) {
	return [...groupBy(remarks, ({ says }) => says("\0")).values()].map((same) => {
		const [first = "", ...others] = new Set(same.map(({ place }) => place));
		const more = others.length === 0 ? "" : ` and ${others.length} more ${others.length === 1 ? "place" : "places"}`;
		return same[0]?.says(first + more) ?? "";
	});
}

// src/promotion/left-alone.ts
/** A place of the receiver that only its name opens: said where it differs from what belongs to it. */
function guardedRemarks({ receiver }, pin, { version }) {
	if (equalVersions(pin.version, version)) return [];
	const why = pin.refusal ?? "it is guarded";
	return [{
		place: placeOf(pin),
		says: (where) => `${receiver} has "${formatVersion(pin.version)}" of ${nameOf(pin)} at ${where}, which is left alone: ${why}`
	}];
}
/** An offer that nothing in the receiver takes. */
function lackingRemarks({ giver, receiver }, { pins, version }) {
	return pins.map((pin) => ({
		place: placeOf(pin),
		says: (where) => `${receiver} has no pin of ${nameOf(pin)} (${giver}: "${formatVersion(version)}" at ${where}); it is not created`
	}));
}
/**
* A pin of the receiver for which the giver holds no version to promote: said where it shows the artifact in another form, and nowhere
* the same version.
*/
function unofferedRemarks({ giver }, given, pin) {
	const counterparts = given.filter((other) => pairingKey(other) === pairingKey(pin));
	const [counterpart] = counterparts;
	if (counterpart === void 0 || counterparts.some(({ version }) => equalVersions(version, pin.version))) return [];
	const shown = formatVersion(counterpart.version);
	const [name, place] = [nameOf(pin), placeOf(counterpart)];
	if (counterpart.style === "absent") return [remark(`${giver} sets no version of ${name} itself (its base has "${shown}"); there is nothing to promote`)];
	if (counterpart.style === "range") {
		const policy = policyOf(counterpart);
		return [{
			place,
			says: (where) => `${giver} follows ${policy} for ${name} (${where}); there is no version to promote`
		}];
	}
	if (!counterpart.guarded || pin.guarded) return [];
	const why = counterpart.refusal ?? "it is guarded";
	return [{
		place,
		says: (where) => `${giver} has "${shown}" of ${name} at ${where}, which is not carried on: ${why}`
	}];
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
/** Whether the receiving environment misses an app; one that holds no versions in the giving environment is missed by nobody. */
function isMissing({ from, to }, app) {
	return lacksApp(to, app) && !(from.apps.has(app) && lacksApp(from, app));
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
	if (given === void 0) return nothing(`${from.environment} has no app "${app}"`);
	if (lacksApp(from, app)) return nothing(`the app "${app}" of ${from.environment} holds no versions`);
	if (present === void 0) return nothing(`${to.environment} has no app "${app}"; it is never created by a promotion, add it there first`);
	if (lacksApp(to, app)) return nothing(`the app "${app}" of ${to.environment} holds no versions; a promotion creates none, add them there first`);
	const offers = offersOf(from.environment, given.pins, {
		environment: to.environment,
		pins: present.pins
	});
	const findings = {
		offers,
		changes: [],
		refusals: offers.conflicts.map(remark),
		remarks: []
	};
	const names = {
		giver: from.environment,
		receiver: to.environment
	};
	const taken = /* @__PURE__ */ new Set();
	for (const pin of present.pins) {
		const offer = offers.for(pin);
		if (offer === null) findings.remarks.push(...unofferedRemarks(names, given.pins, pin));
		else {
			taken.add(offer);
			judgePair(input, app, pin, offer, findings);
		}
	}
	const coupled = coupledEdits(present.pins.filter((pin) => offers.for(pin) === null), findings.changes);
	findings.refusals.push(...coupled.objections.map(remark));
	for (const { pin, to: version, because } of coupled.edits) findings.changes.push({
		...because,
		pin,
		from: pin.version,
		to: version
	});
	const guarded = /* @__PURE__ */ new Set();
	for (const pin of present.pins) {
		const offer = pin.guarded ? offers.matching(pin) : null;
		if (offer === null || taken.has(offer)) continue;
		guarded.add(offer);
		findings.remarks.push(...guardedRemarks(names, pin, offer));
	}
	const lacking = offers.all.filter((offer) => !taken.has(offer));
	for (const offer of lacking) if (!guarded.has(offer)) findings.remarks.push(...lackingRemarks(names, offer));
	const problems = [...given.problems, ...present.problems].map(({ file, line, reason }) => ({
		place: line === null ? file : `${file}:${line}`,
		says: (where) => `${where} could not be read: ${reason}`
	}));
	(problems.length > 0 && findings.changes.length === 0 && lacking.length > 0 ? findings.refusals : findings.remarks).push(...problems);
	return conclude(input, app, findings);
}
function conclude(input, app, findings) {
	const { changes } = findings;
	const [refusals, remarks] = [toldOnce(findings.refusals), toldOnce(findings.remarks)];
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
			reason: remarks.length === 0 ? `${receiver} has everything that ${giver} has` : `nothing is left to promote from ${giver} to ${receiver}`,
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
	if (pin.style === "range" && !pin.named) {
		findings.remarks.push({
			place: placeOf(pin),
			says: (where) => `${receiver} follows ${policyOf(pin)} for ${name} (${where}); a ${policyWord(pin)} is policy and stays as it is`
		});
		return;
	}
	const step = stepOf(input, app, pin, offer);
	const refusal = refusalOf(input, pin, offer, step);
	if (refusal !== null) {
		findings.refusals.push(refusal);
		return;
	}
	const { automation } = pin;
	if (automation !== null) findings.remarks.push({
		place: placeOf(pin),
		says: (where) => `${where}: ${automation}`
	});
	if (findings.offers.isByLikeness(pin)) findings.remarks.push({
		place: placeOf(pin),
		says: (where) => `${name} (${where}) takes what ${giver} has of ${offer.pins.map(nameOf).at(0) ?? offer.key}: nothing else of the app in ${giver} is like it`
	});
	const standing = input.standing?.(app) ?? null;
	findings.changes.push({
		pin,
		from: pin.version,
		to: offered,
		step,
		offered: offer.key,
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
/** Why the pin may not take what is offered; `null` when it may. */
function refusalOf(input, pin, offer, step) {
	const [giver, receiver] = [input.from.environment, input.to.environment];
	const offered = offer.version;
	const sentence = notAVersion(giver, offer) ?? filterObjection(pin, offered);
	if (sentence !== null) return remark(sentence);
	const place = placeOf(pin);
	const { refusal } = pin;
	if (refusal !== null) return {
		place,
		says: (where) => `${where} cannot be rewritten: ${refusal}`
	};
	if (step !== "downgrade") return null;
	return {
		place,
		says: (where) => `${giver} has "${formatVersion(offered)}" of ${nameOf(pin)}, older than "${formatVersion(pin.version)}" in ${receiver} (${where}); an older version is never written over a newer one, use rollback to go back`
	};
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

export { images as a, order as i, makePlan as n, needsPerson as r, isMissing as t };