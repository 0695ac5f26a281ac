import { A as formatVersion, k as equalVersions } from "./start.js";
import { n as pairingKey, r as placeOf, t as isInObject } from "./pin.js";

// src/manifests/likeness.ts
/**
* From the strictest to the widest. A folder is part of what a Git pin means, because two folders of one repository may stand at two revisions; it is left
* out only where no other pin of that repository can be meant. A lone tag's object is never left out: nothing else tells what runs there.
*/
const RULES = [
	(pin) => pin.artifact?.kind === "git" && isPlaced(pin) ? `${repositoryOf(pin)} ${placeKey(pin)}` : null,
	(pin, environment) => {
		if (pin.artifact?.kind === "git") return neutral(pin.artifact.id, environment);
		const { kind, name } = pin.object;
		return pin.artifact === null && isPlaced(pin) ? `${kind}/${neutral(name, environment)}#${pin.path}` : null;
	},
	(pin) => pin.artifact?.kind === "git" ? repositoryOf(pin) : null
];
/**
* The pairing key of `giving` for each of `taking`, where exactly one of each side answers to a rule. Both are to hold only what is
* not paired otherwise, also what gives and takes nothing: a pin that could be meant as well keeps two others from being paired.
*/
function pairAlike(giving, taking) {
	const pairs = /* @__PURE__ */ new Map();
	const ambiguous = /* @__PURE__ */ new Set();
	for (const rule of RULES) {
		const given = new Set(pairs.values());
		const givers = keysBy(giving, rule, (key) => !given.has(key));
		const takers = keysBy(taking, rule, (key) => !pairs.has(key));
		const candidates = /* @__PURE__ */ new Map();
		for (const [mark, keys] of takers) {
			const offered = givers.get(mark);
			if (offered === void 0) continue;
			for (const key of keys) {
				candidates.set(key, /* @__PURE__ */ new Set([...candidates.get(key) ?? [], ...offered]));
				if (keys.size > 1) ambiguous.add(key);
			}
		}
		for (const [key, offered] of candidates) {
			const [only, ...others] = offered;
			if (others.length > 0) ambiguous.add(key);
			else if (only !== void 0 && !ambiguous.has(key)) pairs.set(key, only);
		}
	}
	return pairs;
}
/** A place identifies an object only when the manifest gives it a kind and a name; a kustomization has neither. */
function isPlaced(pin) {
	return pin.object.kind !== "" && pin.object.name !== "";
}
function placeKey(pin) {
	return `${pin.object.kind}/${pin.object.name}#${pin.path}`;
}
function keysBy({ environment, pins }, rule, isLeft) {
	const groups = /* @__PURE__ */ new Map();
	for (const pin of pins) {
		const key = pairingKey(pin);
		const mark = isLeft(key) ? rule(pin, environment) : null;
		if (mark !== null) groups.set(mark, (groups.get(mark) ?? /* @__PURE__ */ new Set()).add(key));
	}
	return groups;
}
/** The repository of a Git artifact without the folder inside it. */
function repositoryOf(pin) {
	return pin.artifact?.id.split("//", 1)[0] ?? "";
}
/** The words that folders and objects of one environment go by, whichever of them is its name (the conventional names of design and configuration). */
const SAME_ENVIRONMENT = [[
	"stage",
	"staging",
	"stg"
], [
	"prod",
	"production",
	"prd"
]];
/** A name or folder with the environment's own name taken out, where it stands as a word: `app-stage` and `app-prod` are `app-*`. */
function neutral(text, environment) {
	const name = environment.toLowerCase();
	const pattern = (SAME_ENVIRONMENT.find((family) => family.includes(name)) ?? [name]).map((word) => word.replaceAll(/[^a-z0-9]/gu, "\\$&")).join("|");
	return text.replace(new RegExp(`(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`, "giu"), "*");
}

// src/manifests/pairing.ts
/**
* The versions that an environment offers. Only places that hold an exact version offer one: an absent entry shows what the base
* says by itself and a range is policy, so nobody wrote a version there that could be carried on. A place that Flux's image automation writes
* offers what it has where no open one does, and takes nothing; any other guarded place (a patch, a substitution) is its own environment's
* decision and offers nothing.
*
* Pins are paired by artifact. Where one side names no artifact (a lone `tag:` in a HelmRelease's values), by the object's kind and
* name and the path inside it. What is left of both sides then is paired by likeness (`likeness.ts`), which takes the pins of the environment that
* receives: without `taking`, nothing is.
*/
function offersOf(environment, pins, taking) {
	const groups = /* @__PURE__ */ new Map();
	const exact = pins.filter((pin) => pin.style === "exact" && formatVersion(pin.version) !== "");
	for (const pin of exact) if (!pin.guarded) append(groups, pairingKey(pin), pin);
	const open = new Set(groups.keys());
	for (const pin of exact) if (pin.guarded && pin.imagePolicy !== null && !open.has(pairingKey(pin))) append(groups, pairingKey(pin), pin);
	const offered = new Set(groups.keys());
	for (const pin of exact) if (pin.guarded && !offered.has(pairingKey(pin))) append(groups, pairingKey(pin), pin);
	const conflicts = [];
	const unclear = /* @__PURE__ */ new Set();
	const byKey = /* @__PURE__ */ new Map();
	const byPlace = /* @__PURE__ */ new Map();
	/** Of files without objects: `values-stage.yaml` and `values-prod.yaml` differ in their names. */
	const byPath = /* @__PURE__ */ new Map();
	for (const [key, [first, ...others]] of groups) {
		if (first === void 0) continue;
		const members = [first, ...others];
		if (others.some((pin) => !equalVersions(pin.version, first.version))) {
			if (offered.has(key)) conflicts.push(conflictOf(environment, members));
			unclear.add(key);
		}
		const offer = {
			key,
			version: first.version,
			pins: members
		};
		byKey.set(key, offer);
		for (const pin of members) if (isPlaced(pin)) byPlace.set(placeKey(pin), offer);
		else if (!isInObject(pin)) append(byPath, pin.path, offer);
	}
	const byName = (pin) => {
		const sameArtifact = byKey.get(pairingKey(pin));
		if (sameArtifact !== void 0) return sameArtifact;
		const [onlyOne, ...others] = isInObject(pin) ? [] : byPath.get(pin.path) ?? [];
		const samePlace = isPlaced(pin) ? byPlace.get(placeKey(pin)) : others.length > 0 ? void 0 : onlyOne;
		const oneIsNameless = pin.artifact === null || samePlace?.pins.some(({ artifact }) => artifact === null) === true;
		return samePlace !== void 0 && oneIsNameless ? samePlace : null;
	};
	const alike = taking === void 0 ? /* @__PURE__ */ new Map() : pairLeft({
		environment,
		pins
	}, taking, byName);
	const byLikeness = (pin) => {
		const key = alike.get(pairingKey(pin));
		return key === void 0 || unclear.has(key) ? null : byKey.get(key) ?? null;
	};
	const matching = (pin) => {
		const offer = byName(pin) ?? byLikeness(pin);
		return offer === null || offered.has(offer.key) || !unclear.has(offer.key) ? offer : null;
	};
	const taken = (pin) => {
		const offer = pin.guarded ? null : matching(pin);
		return offer !== null && offered.has(offer.key) ? offer : null;
	};
	return {
		conflicts,
		all: [...byKey.values()].filter(({ key }) => offered.has(key)),
		for: taken,
		matching,
		isByLikeness: (pin) => byName(pin) === null && byLikeness(pin) !== null
	};
}
/** Pairs by likeness what no name pairs. A range or a guarded place is paired by its name too, so that it is not left over. */
function pairLeft(giving, taking, byName) {
	const given = new Set(giving.pins.map(pairingKey));
	const taken = /* @__PURE__ */ new Set();
	const left = taking.pins.filter((pin) => {
		const key = pairingKey(pin);
		const offer = byName(pin);
		taken.add(given.has(key) ? key : offer?.key ?? "");
		return offer === null && !given.has(key);
	});
	const open = giving.pins.filter((pin) => !taken.has(pairingKey(pin)));
	return pairAlike({
		...giving,
		pins: open
	}, {
		...taking,
		pins: left
	});
}
/** The artifact as a person calls it: its name, or the object (else the file) and path of a pin that names none. */
function nameOf(pin) {
	const { kind, name } = pin.object;
	return pin.artifact?.name ?? `${kind === "" && name === "" ? pin.file : `${kind} ${name}`}, ${pin.path}`;
}
function conflictOf(environment, pins) {
	const places = pins.map((pin) => `"${formatVersion(pin.version)}" at ${placeOf(pin)}`).join(", ");
	return `${environment} has two versions of ${nameOf(pins[0])}: ${places}; which one is meant cannot be told, make them equal`;
}
function append(groups, key, value) {
	const group = groups.get(key);
	if (group === void 0) groups.set(key, [value]);
	else group.push(value);
}

export { offersOf as n, nameOf as t };