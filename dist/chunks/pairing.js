import { D as equalVersions, O as formatVersion, f as findApps, u as appFinder } from "./start.js";
import { H as pairingKey, I as parseRelease, U as placeOf, V as isInObject, h as pinsOf, m as manifestsIn, v as readerBy } from "./configuration-file.js";

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
* The step from one version to another.
*
* - The same tag with another digest is `digest`, unless the tag moves (`latest`): then nothing says how far it moved.
* - Versions of numbers are compared number by number (1.9 is older than 1.10); a leading `v` and missing numbers at the end count for nothing.
* - To an older version: `downgrade`. To a pre-release that is newer: `prerelease`.
* - To another build of the same flavour: by its numbers, as a pre-release is; to another flavour: `unordered`.
* - Equal in order but written differently (`1.2.3+a` and `1.2.3+b`, `01.2.3` and `1.2.3`, `v1.2.3` and `1.2.3`): `unordered`, as are commit ids, words, and a
*   version without a tag.
*/
function stepBetween(from, to) {
	if (equalVersions(from, to)) return "none";
	if (from.tag === null || to.tag === null) return "unordered";
	if (from.tag === to.tag) return isMutableTag(to.tag) ? "unordered" : "digest";
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

// src/git/environment-pins.ts
/** Every app that has a place in the environment, also one that holds no pin. */
async function readEnvironment(snapshot, environment, options) {
	return readScopes(snapshot, environment, await scopesOf(snapshot, environment, options), options);
}
/**
* The environment that gives and the one that receives. Where both stand in one snapshot, the manifests of both are fetched in one batch,
* and the bases that they share are parsed once.
*/
async function readBoth(from, to, options) {
	const giving = await scopesOf(from.snapshot, from.environment, options);
	const receiving = await scopesOf(to.snapshot, to.environment, options);
	const shared = {
		...options,
		reader: readerBy(options.rules)
	};
	if (from.snapshot === to.snapshot) {
		const scope = [...giving.scope, ...receiving.scope];
		const manifests = await manifestsIn(from.snapshot, {
			scope,
			rules: options.rules
		});
		await from.snapshot.read(manifests.map(({ path }) => path));
	}
	return {
		given: await readScopes(from.snapshot, from.environment, giving, shared),
		present: await readScopes(to.snapshot, to.environment, receiving, shared)
	};
}
async function scopesOf(snapshot, environment, { apps }) {
	const entries = await snapshot.list(fixedFolders(environment.paths));
	const found = findApps(environment, entries.map(({ path }) => path));
	const wanted = [...found.values()].filter(({ app }) => apps?.includes(app) ?? true);
	return {
		known: [...found.keys()],
		apps: wanted.map(({ app }) => app),
		scope: wanted.flatMap(({ roots }) => roots)
	};
}
async function readScopes(snapshot, environment, { known, apps, scope }, { rules, artifacts, reader }) {
	const read = await pinsOf(snapshot, {
		scope,
		rules,
		...artifacts === void 0 ? {} : { artifacts },
		...reader === void 0 ? {} : { reader }
	});
	return {
		environment: environment.name,
		apps: byApp(environment, apps, read.scan),
		snapshot,
		read,
		known
	};
}
/** One scan of a whole environment, given to the apps that its files belong to. */
function byApp(environment, apps, scan) {
	const parts = new Map(apps.map((app) => [app, {
		pins: [],
		overridden: [],
		problems: [],
		wanted: []
	}]));
	const placeOf = appFinder(environment);
	const partOf = (file) => parts.get(placeOf(file)?.app ?? "");
	for (const pin of scan.pins) partOf(pin.file)?.pins.push(pin);
	for (const pin of scan.overridden) partOf(pin.file)?.overridden.push(pin);
	for (const problem of scan.problems) {
		const owner = partOf(problem.file);
		for (const part of owner === void 0 ? parts.values() : [owner]) part.problems.push(problem);
	}
	return parts;
}
/** The folders that hold everything the templates can match, so that only these are listed; `undefined`: the whole tree. */
function fixedFolders(templates) {
	const folders = templates.map((template) => {
		const marker = template.indexOf("{app}");
		if (marker === -1) return template;
		return template.slice(0, Math.max(0, template.lastIndexOf("/", marker)));
	});
	return folders.some((folder) => folder === "" || folder === ".") ? void 0 : folders;
}

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

export { greatestStep as a, withinAutoMerge as c, readEnvironment as i, offersOf as n, isMutableTag as o, readBoth as r, stepBetween as s, nameOf as t };