import { A as formatVersion, Ht as UserError, It as inertTitle, Lt as inlineText, Nt as codeSpan, Ut as messageOf, it as environmentNamed, k as equalVersions, rt as CONFIGURATION_FILE, s as appFinder, zt as table } from "./start.js";
import { n as pairingKey, r as placeOf$1 } from "./pin.js";
import { D as itemsOf, L as textOf, P as seqField } from "./configuration-file.js";
import { _ as withoutCredentials, d as isManifestPath, g as REMOTE_LISTS, h as isKustomizationPath, s as readManifest } from "./pins.js";
import { i as withinAutoMerge, r as stepBetween, t as greatestStep } from "./order.js";
import { a as images, i as order, n as makePlan, r as needsPerson } from "./make-plan.js";
import { c as declare, n as isNewerByRecords, s as applyEdits } from "./own-filter.js";
import { n as readEnvironment } from "./environment-pins.js";
import { n as offersOf, t as nameOf } from "./pairing.js";
import { c as MissingCommit, l as commitMessage, u as parseTrailers } from "./connect.js";
import { a as branchOf, t as openRecords } from "./store.js";
import { c as statuses, d as countApprovals, f as usersThatMatter, i as publishVerdict, l as isInFirstParentHistory, n as publishFailure, o as coversEvery, t as GATE_CONTEXT, u as approvals } from "./publish.js";
import { a as parsePromotionBranch, o as promotionBranch, r as sameFiles } from "./proposal-branch.js";

// src/gates/summary.ts
/** Inert Markdown: one line for what came out, one row for each pull request. */
function gateSummary({ judged, result, reason }) {
	const head = `### Waybill gate: ${result}\n\n${inlineText(reason)}`;
	if (judged.length === 0) return `${head}\n`;
	const rows = judged.map((one) => [
		linkTo(one),
		one.kind,
		[one.environment, one.app].filter((name) => name !== null).map(codeSpan).join(" "),
		one.verdict,
		one.merge ?? "",
		inlineText(one.reason)
	]);
	return `${head}\n\n${table([
		"pull request",
		"kind",
		"where",
		"verdict",
		"merge",
		"reason"
	], rows)}\n`;
}
function linkTo({ number, url }) {
	return /^https?:\/\/[\w.:/-]+$/.test(url) ? `[#${number}](${url})` : `#${number}`;
}

// src/gates/facts.ts
function gatherFacts(configuration, effects) {
	const tips = /* @__PURE__ */ new Map();
	const indexes = /* @__PURE__ */ new Map();
	const checks = /* @__PURE__ */ new Map();
	const permissions = /* @__PURE__ */ new Map();
	const reviews = /* @__PURE__ */ new Map();
	const authors = /* @__PURE__ */ new Map();
	const known = async (what, read) => {
		try {
			return {
				kind: "known",
				value: await read()
			};
		} catch (error) {
			const reason = `${what} could not be read: ${messageOf(error)}`;
			effects.log.warning(reason);
			return {
				kind: "unknown",
				reason
			};
		}
	};
	const permission = (connection, forge, user) => once(permissions, JSON.stringify([connection.name, user.toLowerCase()]), () => known(`the permission of ${user} in ${connection.name}`, () => forge.permission(user)));
	return {
		configuration,
		tip: (connection, branch) => once(tips, JSON.stringify([connection.name, branch]), () => connection.git.snapshot(branch)),
		standing: (environment, app) => known(`the records of ${app} in ${environment.name}`, async () => {
			const connection = await effects.connections.of(environment);
			const { branch } = configuration.records;
			return (await once(indexes, connection.name, () => openRecords(connection.git, branch))).standing(environment.name, app);
		}),
		checks: (connection, commit) => once(checks, JSON.stringify([connection.name, commit]), () => known(`the checks of ${commit.slice(0, 7)} in ${connection.name}`, () => forgeOf$1(connection).checks(commit, { checkRuns: true }))),
		async reviews({ connection, number, head, author, independent, makers, commits }) {
			const key = JSON.stringify([connection.name, number]);
			const read = await once(reviews, key, () => known(`the reviews of #${number}`, () => forgeOf$1(connection).reviews(number)));
			if (read.kind === "unknown") return read;
			let facts = {
				head,
				reviews: read.value,
				independent,
				author,
				makers
			};
			if (independent && commits.length > 0 && usersThatMatter(facts).length > 0) {
				const made = await once(authors, key, () => known(`who made the commits of #${number}`, () => forgeOf$1(connection).commitAuthors(number)));
				if (made.kind === "unknown") return made;
				const listed = new Set(made.value.map(({ commit }) => commit));
				const missing = commits.find((commit) => !listed.has(commit));
				if (missing !== void 0) return {
					kind: "unknown",
					reason: `the forge does not list ${missing.slice(0, 7)} among the commits of #${number}, so who made it is not known`
				};
				facts = {
					...facts,
					makerLogins: made.value.flatMap(({ logins }) => logins)
				};
			}
			const found = /* @__PURE__ */ new Map();
			for (const user of usersThatMatter(facts)) {
				const answer = await permission(connection, forgeOf$1(connection), user);
				found.set(user, answer.kind === "known" ? answer.value : null);
			}
			return {
				kind: "known",
				value: {
					...facts,
					permissions: found
				}
			};
		},
		now: (connection) => connection.forge?.serverTime() ?? effects.clock.now()
	};
}
/** The connection and the tip of the branch that an environment lives on. */
async function placeOfEnvironment(facts, effects, environment) {
	const connection = await effects.connections.of(environment);
	return {
		connection,
		tip: await facts.tip(connection, branchOf(environment, connection))
	};
}
function forgeOf$1(connection) {
	if (connection.forge === null) throw new Error(`${connection.name} has no forge`);
	return connection.forge;
}
function once(cache, key, read) {
	const present = cache.get(key);
	if (present !== void 0) return present;
	const reading = read();
	cache.set(key, reading);
	return reading;
}

// src/gates/version-changes.ts
/**
* The versions that `after` has and `before` has not, once each. A pin that only moved to another line, document or file changes no
* version. `present`, the state that the change is going to be merged into where that is not `before`, tells what each step starts from.
*/
function versionChanges(before, after, present = before) {
	const changes = /* @__PURE__ */ new Map();
	for (const pin of after) {
		const key = pairingKey(pin);
		const isKnown = before.some((other) => pairingKey(other) === key && equalVersions(other.version, pin.version));
		const id = JSON.stringify([
			key,
			pin.version.tag,
			pin.version.digest
		]);
		if (isKnown || changes.has(id)) continue;
		const from = (present.find((other) => pairingKey(other) === key) ?? before.find((other) => pairingKey(other) === key))?.version ?? null;
		changes.set(id, {
			key,
			name: nameOf(pin),
			artifact: pin.artifact,
			from,
			to: pin.version,
			step: stepOf(from, pin.version),
			pin
		});
	}
	return [...changes.values()];
}
/** Problems that the change brings: what was readable before and is not any more, as sentences. */
function newProblems(before, after) {
	const known = new Set(before.problems.map(({ file, reason }) => JSON.stringify([file, reason])));
	return after.problems.filter(({ file, reason }) => !known.has(JSON.stringify([file, reason]))).map(({ file, line, reason }) => `${line === null ? file : `${file}:${line}`}: ${reason}`);
}
function stepOf(from, to) {
	return from === null || formatVersion(from) === "" ? "unordered" : stepBetween(from, to);
}

// src/gates/remote-resources.ts
/** What kustomize clones, and what it fetches as single files. */
const LISTS = [
	...REMOTE_LISTS,
	"crds",
	"configurations"
];
/** Sentences for the remote resources that `after` names and `before` does not. Another revision (`?ref=`) of one that was there is not new. */
function newRemoteResources(before, after) {
	const known = new Set(remotesOf(before).map(({ source }) => source));
	return remotesOf(after).filter(({ source }) => !known.has(source)).map(({ file, text }) => `${file}: takes "${withoutCredentials(text)}" from outside of the repository`);
}
function remotesOf(files) {
	return [...files].filter(([file]) => isKustomizationPath(file)).flatMap(([file, bytes]) => readManifest(file, bytes).objects.map(({ object }) => ({
		file,
		object
	}))).flatMap(({ file, object }) => LISTS.flatMap((name) => {
		const list = seqField(object.place, name, true);
		return (list === null ? [] : itemsOf(list)).flatMap((item) => {
			const text = textOf(item);
			return text === null || !isRemote(text) ? [] : [{
				file,
				text,
				source: text.split("?")[0] ?? text
			}];
		});
	}));
}
/** URLs, and the short forms that kustomize hands to Git: `git@host:path`, `github.com/owner/name`. A manifest in a folder with a dot is none. */
function isRemote(text) {
	if (text.includes("://") || /^[\w.-]+@[\w.-]+:/.test(text) || /^(?:git::|gh:)/.test(text)) return true;
	return /^[\w-]+(?:\.[\w-]+)+[/:][^/]+\/./.test(text) && !/\.(?:ya?ml|json)$/.test(text);
}

// src/promotion/plan.ts
/** Why an app is not promoted, in one sentence: where nothing is left, with the remarks that say why. */
function whyNot({ kind, reason, remarks }) {
	return kind === "nothing" && remarks.length > 0 ? `${reason}: ${remarks.join("; ")}` : reason;
}

// src/gates/verify-promotion.ts
/** The promotion, or in `reason` why the pull request is not one. Throws what Git throws unless it is about the declared commit. */
async function verifyPromotion(candidate, facts, effects) {
	const { pullRequest, connection, environment, app } = candidate;
	if (pullRequest.head.repository?.toLowerCase() !== connection.name.toLowerCase()) return { reason: "it comes from a fork" };
	if (environment.from === null) return { reason: `${environment.name} takes no promotions` };
	const branch = promotionBranch(environment.name, app);
	if (pullRequest.head.branch !== branch) return { reason: `its branch is not "${branch}"` };
	const foreign = await foreignCommit(candidate);
	if (foreign !== null) return { reason: `the commit ${foreign.commit.slice(0, 7)} by ${foreign.author.name} is not Waybill's` };
	const newest = candidate.commits.find(({ parents }) => parents.length < 2);
	if (newest === void 0) return { reason: "it has no commit of its own" };
	const declared = parseTrailers(newest.message);
	const source = declared.from;
	if (source === null || !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(source)) return { reason: `the commit ${newest.commit.slice(0, 7)} declares no source commit` };
	const from = environmentNamed(facts.configuration, environment.from);
	const giver = await effects.connections.of(from);
	const unreachable = await whyUnreachable(facts, giver, from, source);
	if (unreachable !== null) return { reason: unreachable };
	return planAgain(candidate, facts, {
		from,
		giver,
		source,
		declared
	});
}
/** A commit that is neither ours nor a merge of the base. Merges may hold anything; the comparison of bytes sees it. */
async function foreignCommit({ connection, environment, app, base, commits }) {
	for (const commit of commits) {
		if (commit.parents.length < 2) {
			const { changes, from } = parseTrailers(commit.message);
			const isOurs = changes.every((change) => change.environment === environment.name && change.app === app);
			if (from === null || changes.length === 0 || !isOurs) return commit;
			continue;
		}
		for (const parent of commit.parents.slice(1)) if (!await connection.git.isAncestor(parent, base)) return commit;
	}
	return null;
}
async function whyUnreachable(facts, giver, from, source) {
	const branch = branchOf(from, giver);
	const tip = await facts.tip(giver, branch);
	const reason = `the commit ${source.slice(0, 7)} that it declares was never the state of "${branch}" of ${from.name}`;
	try {
		return tip.commit !== null && await giver.git.isAncestor(source, tip.commit) && await isInFirstParentHistory(giver.git, tip.commit, source) ? null : reason;
	} catch (error) {
		if (error instanceof MissingCommit) return `${reason}: ${messageOf(error)}`;
		throw error;
	}
}
async function planAgain({ connection, environment, app, left, changed, pullRequest }, facts, declaration) {
	const { from, giver, source, declared } = declaration;
	const options = {
		rules: facts.configuration,
		apps: [app]
	};
	const given = await readEnvironment(await giver.git.snapshotAt(source), from, options);
	const before = await readEnvironment(await connection.git.snapshotAt(left), environment, options);
	const plan = makePlan({
		from: given,
		to: before,
		sourceCommit: source
	}).apps.find((entry) => entry.app === app);
	if (plan === void 0 || plan.kind !== "promote") {
		const why = plan === void 0 ? `${from.name} has no app "${app}"` : whyNot(plan);
		return { reason: `${from.name} at ${source.slice(0, 7)} explains none of it: ${why}` };
	}
	const placeOf = appFinder(environment);
	const stray = changed.find((path) => placeOf(path)?.app !== app);
	if (stray !== void 0) return { reason: `it changes ${stray}, which is not of ${app}` };
	const planned = applyEdits(before.read, plan.changes);
	const proposed = await connection.git.snapshotAt(pullRequest.head.commit);
	const found = await proposed.read(changed);
	if (!sameFiles(planned, found) || !await sameModes(before.read.entries, proposed, changed)) return { reason: `it changes something other than what ${from.name} at ${source.slice(0, 7)} explains` };
	return {
		from,
		source,
		planned: plan.changes,
		declared
	};
}
/** The plan never changes a file's mode; a changed mode is a byte that nobody planned. */
async function sameModes(entries, proposed, changed) {
	const now = new Map((await proposed.list(changed)).map(({ path, mode }) => [path, mode]));
	return changed.every((path) => now.get(path) === entries.get(path)?.mode);
}

// src/gates/classify.ts
/** Throws what Git throws when the commits cannot be had: a change that cannot be read is not judged. */
async function classify(request, facts, effects) {
	const { pullRequest, connection, environments } = request;
	const { git } = connection;
	const head = pullRequest.head.commit;
	const tip = await facts.tip(connection, pullRequest.base.branch);
	const proposed = await git.snapshotAt(head);
	const base = tip.commit ?? pullRequest.base.commit;
	const left = await git.mergeBase(base, head);
	const changed = await git.changedPaths(left, head);
	const commits = await git.commitsBetween(base, head);
	const policyFiles = changed.filter(decidesPolicy);
	const examined = {
		commits,
		policyFiles
	};
	const before = left === null ? null : await git.snapshotAt(left);
	const touched = [];
	for (const environment of environments) {
		const placeOf = appFinder(environment);
		const apps = new Set(changed.flatMap((path) => placeOf(path)?.app ?? []));
		const others = changed.filter((path) => placeOf(path) === null && isManifestPath(path) && !decidesPolicy(path));
		const options = {
			rules: facts.configuration,
			...others.length > 0 ? {} : { apps: [...apps] }
		};
		if (apps.size === 0 && others.length === 0) continue;
		const was = before === null ? null : await readEnvironment(before, environment, options);
		const becomes = await readEnvironment(proposed, environment, options);
		const present = was === null || before?.commit === tip.commit ? was : await readEnvironment(tip, environment, options);
		if (others.filter((path) => becomes.read.files.has(path) || was?.read.files.has(path) === true).length > 0) {
			for (const app of becomes.apps.keys()) if (changesOf(app, was, becomes, present).length > 0) apps.add(app);
			touched.push({
				environment,
				app: null,
				changes: [],
				pins: [],
				problems: []
			});
		}
		for (const app of [...apps].toSorted()) {
			const problems = [...newProblems(scanOf(was, app), scanOf(becomes, app)), ...newRemoteResources(filesOf(was, environment, app), filesOf(becomes, environment, app))];
			const { pins } = scanOf(becomes, app);
			touched.push({
				environment,
				app,
				changes: changesOf(app, was, becomes, present),
				pins,
				problems
			});
		}
	}
	if (touched.length === 0 && policyFiles.length === 0) return {
		...examined,
		kind: "unrelated",
		reason: "it touches no environment"
	};
	const [only, ...others] = touched;
	if (only === void 0 || only.app === null || others.length > 0 || policyFiles.length > 0 || left === null) return {
		...examined,
		kind: "manual",
		touched,
		reason: whyMany(touched, policyFiles, left)
	};
	const verified = await verifyPromotion({
		pullRequest,
		connection,
		environment: only.environment,
		app: only.app,
		base,
		left,
		commits,
		changed
	}, facts, effects);
	if ("reason" in verified) return {
		...examined,
		kind: "manual",
		touched,
		reason: verified.reason
	};
	return {
		...examined,
		kind: "promotion",
		touched: {
			...only,
			app: only.app
		},
		promotion: verified
	};
}
/** What decides how a change is judged: the configuration, who owns which path, the workflows and their actions; Forgejo's and Gitea's too. */
function decidesPolicy(path) {
	return path === "waybill.yaml" || /^(?:docs\/)?CODEOWNERS$|^\.(?:github|forgejo|gitea)\//.test(path);
}
function changesOf(app, was, becomes, present) {
	const pinsIn = (reading) => scanOf(reading, app).pins;
	return versionChanges(pinsIn(was), pinsIn(becomes), pinsIn(present));
}
function filesOf(reading, environment, app) {
	const placeOf = appFinder(environment);
	return new Map([...reading?.read.files ?? []].filter(([path]) => (placeOf(path)?.app ?? app) === app));
}
function scanOf(reading, app) {
	return reading?.apps.get(app) ?? {
		pins: [],
		overridden: [],
		problems: [],
		wanted: []
	};
}
function whyMany(touched, policyFiles, left) {
	if (left === null) return "it has no history in common with its base";
	if (policyFiles.length > 0) return `it edits ${policyFiles.join(", ")}`;
	if (touched.some(({ app }) => app === null)) return "it changes files that several apps are built from";
	return `it changes ${touched.length} apps at once`;
}

// src/gates/upstream.ts
/**
* The latest time in which the environment had all of the versions at once, without a break, by its records. `null` when no record shows it.
* Of several such times the latest counts: what came before a break says nothing about what was put back.
*/
function stayOf(standing, wanted) {
	const { records } = standing;
	const newest = records.findIndex((record) => holdsAll(record, wanted));
	if (newest === -1 || wanted.length === 0) return null;
	let oldest = newest;
	for (let index = newest + 1; index < records.length; index += 1) {
		const record = records[index];
		if (record === void 0 || !holdsAll(record, wanted)) break;
		oldest = index;
	}
	const first = records[oldest];
	if (first === void 0) return null;
	const next = newest === 0 ? null : records[newest - 1] ?? null;
	return {
		stay: {
			since: first.since,
			until: next?.since ?? null
		},
		introduced: first.commit,
		last: next?.parent ?? null
	};
}
function holdsAll(record, wanted) {
	return wanted.every(({ keys, version }) => record.pins.some((pin) => keys.includes(pin.artifact) && equalVersions(pin.version, version)));
}

// src/gates/find-versions.ts
/** Throws what Git throws when `from` cannot be read; unreadable records are an unknown fact. */
async function findVersions(subject, facts, effects) {
	const { touched, promotion } = subject;
	const { environment, app, changes, pins } = touched;
	if (changes.length === 0 || app === null || environment.from === null) return {
		kind: "known",
		value: {
			from: null,
			connection: null,
			stay: null,
			hasNow: false,
			commits: [],
			isNothing: changes.length === 0
		}
	};
	const from = environmentNamed(facts.configuration, environment.from);
	const { connection, tip } = await placeOfEnvironment(facts, effects, from);
	const reading = await readEnvironment(tip, from, {
		rules: facts.configuration,
		apps: [app]
	});
	const offers = offersOf(from.name, reading.apps.get(app)?.pins ?? [], {
		environment: environment.name,
		pins
	});
	const hasNow = offers.conflicts.length === 0 && changes.every((change) => isOffered(offers, change));
	const standing = await facts.standing(from, app);
	if (standing.kind === "unknown") return standing;
	const wanted = changes.map(({ pin, to }) => {
		const paired = offers.matching(pin)?.key;
		return {
			keys: [pairingKey(pin), ...paired === void 0 ? [] : [paired]],
			version: to
		};
	});
	const recorded = stayOf(standing.value, wanted);
	const candidates = [
		hasNow ? tip.commit : null,
		recorded?.last,
		promotion?.source,
		recorded?.introduced
	];
	const commits = new Set(candidates.flatMap((commit) => commit ?? []));
	return {
		kind: "known",
		value: {
			isNothing: false,
			from: from.name,
			connection,
			stay: recorded?.stay ?? null,
			hasNow,
			commits: [...commits]
		}
	};
}
function isOffered(offers, { pin, to }) {
	const offer = offers.matching(pin);
	return offer !== null && equalVersions(offer.version, to);
}

// src/gates/soak.ts
/** Held until the versions have been in `from` for the time; open from then on, also when `from` has moved on after it. */
const soak = {
	name: "soak",
	judge({ soakMs, now, from, stay, hasNow }) {
		const wanted = formatDuration(soakMs);
		if (stay === null) return {
			kind: "held",
			until: null,
			reason: `no record says since when ${from} has these versions; ${wanted} are required`
		};
		if (stay.until === null && !hasNow) return {
			kind: "held",
			until: null,
			reason: `${from} has moved on, and no record says when`
		};
		const since = Date.parse(stay.since);
		const until = stay.until === null ? null : Date.parse(stay.until);
		if (Number.isNaN(since) || Number.isNaN(until ?? 0)) return {
			kind: "unknown",
			reason: `the records of ${from} hold a time that cannot be read: "${stay.since}"`
		};
		if (until !== null && until - since < soakMs) return {
			kind: "held",
			until: null,
			reason: `${from} had these versions for ${formatDuration(Math.max(0, until - since))} only before it moved on; ${wanted} are required`
		};
		const done = since + soakMs;
		if (until === null && now < done) {
			const time = new Date(done).toISOString();
			return {
				kind: "held",
				until: time,
				reason: `in ${from} since ${stay.since}; ${wanted} are over at ${time}`
			};
		}
		return {
			kind: "open",
			reason: `in ${from} since ${stay.since}, longer than ${wanted}`
		};
	}
};
/** `2h`, `1d 12h`, `45m`, `30s`; whole seconds. */
function formatDuration(ms) {
	const seconds = Math.floor(ms / 1e3);
	const text = [
		[Math.floor(seconds / 86400), "d"],
		[Math.floor(seconds / 3600) % 24, "h"],
		[Math.floor(seconds / 60) % 60, "m"],
		[seconds % 60, "s"]
	].filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`).join(" ");
	return text === "" ? "0s" : text;
}

// src/gates/subject.ts
/** The reviews of the proposal's present head. */
function reviewsOf(proposal, facts, independent) {
	const { connection, pullRequest, makers, commits } = proposal;
	const { number, author, head } = pullRequest;
	return facts.reviews({
		connection,
		number,
		head: head.commit,
		author,
		independent,
		makers,
		commits
	});
}

// src/gates/reverted.ts
/** One phrase for each version that the environment's own records show before what it has now; none for a manual change. */
async function reverted({ promotion, touched }, facts) {
	const { app, changes, environment } = touched;
	if (promotion === null || app === null) return {
		kind: "known",
		value: []
	};
	const standing = await facts.standing(environment, app);
	if (standing.kind === "unknown") return standing;
	return {
		kind: "known",
		value: changes.filter(({ key, to }) => standing.value.records.some(({ pins }) => pins.some((pin) => pin.artifact === key && equalVersions(pin.version, to)))).map(({ name, to }) => `${environment.name} had ${name.split("/").at(-1) ?? name} ${formatVersion(to)} before and left it`)
	};
}

// src/gates/withdrawn.ts
/**
* One phrase for each version that the giving environment had at the source commit and went back from. Moving on to a newer version takes
* nothing back. Versions that do not order themselves are ordered by its records; what these do not show is not taken for withdrawn.
*/
async function withdrawn({ promotion, touched }, facts, effects) {
	const nothing = {
		kind: "known",
		value: []
	};
	const { environment, app, changes, pins } = touched;
	if (promotion === null || app === null) return nothing;
	const { from, source } = promotion;
	const { tip } = await placeOfEnvironment(facts, effects, from);
	if (tip.commit === source) return nothing;
	const reading = await readEnvironment(tip, from, {
		rules: facts.configuration,
		apps: [app]
	});
	const offers = offersOf(from.name, reading.apps.get(app)?.pins ?? [], {
		environment: environment.name,
		pins
	});
	const phrases = [];
	for (const { name, pin, to } of changes) {
		const offer = offers.for(pin);
		if (offer === null) {
			phrases.push(`${from.name} has no ${name} any more`);
			continue;
		}
		if (equalVersions(offer.version, to)) continue;
		let step = stepBetween(to, offer.version);
		if (step === "unordered" || step === "digest") {
			const standing = await facts.standing(from, app);
			if (standing.kind === "unknown") return standing;
			if (isNewerByRecords(standing.value, offer.key, to, offer.version) === false) step = "downgrade";
		}
		if (step !== "downgrade") continue;
		const short = name.split("/").at(-1) ?? name;
		phrases.push(`${from.name} went back from ${short} ${formatVersion(to)} to ${formatVersion(offer.version)}`);
	}
	return {
		kind: "known",
		value: phrases
	};
}

// src/gates/environment-verdicts.ts
/** One verdict for each gate that the environment sets, and for the order of versions where it has something to say. */
async function environmentVerdicts(subject, facts, effects) {
	const { gates } = subject.touched.environment;
	const verdicts = [];
	const add = (gate, verdict) => verdicts.push({
		gate,
		verdict
	});
	const isGated = gates.approvals !== null || gates.soakMs !== null || gates.statuses.length > 0 || gates.images !== null;
	if (gates.approvals !== null) add(approvals.name, await judgeApprovals(subject, facts, gates.approvals));
	if (gates.soakMs !== null || gates.statuses.length > 0) {
		const found = await findVersions(subject, facts, effects);
		if (gates.soakMs !== null) add(soak.name, judgeSoak(subject, facts, gates.soakMs, found));
		if (gates.statuses.length > 0) add(statuses.name, await judgeStatuses(gates.statuses, facts, found));
	}
	if (gates.images !== null) {
		const judged = subject.touched.changes.map(({ artifact, to, pin }) => ({
			artifact,
			takes: pin.takes,
			version: to,
			place: placeOf$1(pin)
		}));
		add(images.name, images.judge({
			policy: gates.images,
			images: judged
		}));
	}
	if (isGated || subject.promotion !== null) {
		const direction = await judgeOrder(subject, facts, effects);
		if (isGated || direction.kind !== "open") add(order.name, direction);
	}
	if (isGated && subject.touched.problems.length > 0) add("manifests", {
		kind: "closed",
		reason: subject.touched.problems.join("; ")
	});
	return verdicts;
}
async function judgeApprovals(subject, facts, policy) {
	const read = await reviewsOf(subject, facts, policy.independent);
	return read.kind === "unknown" ? read : approvals.judge({
		...read.value,
		required: policy.required
	});
}
function judgeSoak(subject, facts, soakMs, found) {
	if (subject.touched.changes.length === 0) return {
		kind: "open",
		reason: "changes no version"
	};
	if (found.kind === "unknown") return found;
	const { from, stay, hasNow } = found.value;
	if (from === null) return {
		kind: "held",
		until: null,
		reason: "no environment comes before this one"
	};
	return soak.judge({
		soakMs,
		now: facts.now(subject.connection),
		from,
		stay,
		hasNow
	});
}
/** The commits are read newest first, and no further than until every glob has found a context. */
async function judgeStatuses(required, facts, found) {
	if (found.kind === "unknown") return found;
	const { from, connection, commits } = found.value;
	if (found.value.isNothing) return {
		kind: "open",
		reason: "changes no version"
	};
	if (from === null || connection === null) return {
		kind: "held",
		until: null,
		reason: "no environment comes before this one"
	};
	const checks = [];
	for (const commit of commits) {
		const read = await facts.checks(connection, commit);
		if (read.kind === "unknown") return read;
		checks.push(...read.value);
		if (coversEvery(required, checks)) break;
	}
	return statuses.judge({
		required,
		from,
		checks: commits.length === 0 ? null : checks
	});
}
async function judgeOrder(subject, facts, effects) {
	const { promotion, touched } = subject;
	const kind = promotion === null ? "manual" : "promotion";
	let steps = touched.changes;
	const unclear = touched.changes.some(({ step }) => step === "unordered" || step === "digest");
	if (promotion !== null && unclear) {
		const standing = await facts.standing(promotion.from, touched.app ?? "");
		if (standing.kind === "unknown") return standing;
		steps = touched.changes.map((change) => {
			if (change.from === null || change.step !== "unordered" && change.step !== "digest") return change;
			return isNewerByRecords(standing.value, change.key, change.from, change.to) === false ? {
				...change,
				step: "downgrade"
			} : change;
		});
	}
	const taken = await withdrawn(subject, facts, effects);
	if (taken.kind === "unknown") return taken;
	let approved = null;
	const left = await reverted(subject, facts);
	if (left.kind === "unknown") return left;
	if (needsPerson({
		kind,
		steps,
		reverted: left.value
	})) {
		const read = await reviewsOf(subject, facts, touched.environment.gates.approvals?.independent ?? false);
		if (read.kind === "known") {
			const { approvers, objectors, unclear } = countApprovals(read.value);
			approved = objectors.length > 0 ? false : approvers.length > 0 ? true : unclear.length > 0 ? null : false;
		}
	}
	return order.judge({
		kind,
		steps,
		approved,
		withdrawn: taken.value,
		reverted: left.value
	});
}

// src/gates/makers.ts
/**
* Authors and committers of every commit given. The application commits are looked up where the application lives in the same repository;
* no other is at hand. They are claims of the commit messages, and can only leave an approval out, never bring one in.
*/
async function makersOf(commits, connection, effects) {
	const makers = commits.flatMap(({ author, committer }) => [author, committer]);
	const sources = commits.flatMap(({ message }) => parseTrailers(message).changes).flatMap(({ source }) => source === null ? [] : [source]).filter(({ repository, commit }) => isHere(repository, connection) && /^[0-9a-f]{40,64}$/.test(commit));
	for (const commit of new Set(sources.map((source) => source.commit))) try {
		for await (const { author, committer } of connection.git.history(commit, () => false)) {
			makers.push(author, committer);
			break;
		}
	} catch (error) {
		if (!(error instanceof MissingCommit)) throw error;
		effects.log.warning(`who made ${commit.slice(0, 7)}, named as the source, is not known: ${messageOf(error)}`);
	}
	return makers;
}
function isHere(repository, connection) {
	return repository.toLowerCase() === connection.name.toLowerCase();
}

// src/gates/overall.ts
/**
* Closed dominates, because it is certain; then unknown; then held. Open only when all are open. The reasons of the kind that decides are
* joined, each with its gate's name, those that wait for somebody before those that wait for a time. `until` is the latest time when every
* held gate waits for a time, else `null`.
*/
function overall(verdicts) {
	if (verdicts.length === 0) return {
		kind: "open",
		reason: "no gate is configured"
	};
	for (const kind of ["closed", "unknown"]) {
		const deciding = verdicts.filter(({ verdict }) => verdict.kind === kind);
		if (deciding.length > 0) return {
			kind,
			reason: reasonsOf(deciding)
		};
	}
	const held = verdicts.flatMap(({ gate, verdict }) => verdict.kind === "held" ? [{
		gate,
		verdict
	}] : []);
	if (held.length > 0) {
		const waiting = held.filter(({ verdict }) => verdict.until === null);
		const timed = held.filter(({ verdict }) => verdict.until !== null);
		const latest = timed.map(({ verdict }) => verdict.until ?? "").reduce((a, b) => Date.parse(a) >= Date.parse(b) ? a : b, "");
		return {
			kind: "held",
			until: waiting.length > 0 || latest === "" ? null : latest,
			reason: reasonsOf([...waiting, ...timed])
		};
	}
	return {
		kind: "open",
		reason: verdicts.length === 1 ? "the gate is open" : `all ${verdicts.length} gates are open`
	};
}
function reasonsOf(verdicts) {
	return verdicts.map(({ gate, verdict }) => `${gate}: ${verdict.reason}`).join("; ");
}

// src/gates/policy-verdicts.ts
/** Who may relax a rule is whom the rule asks: otherwise one unapproved pull request would open the gate for the next. */
async function policyVerdicts(proposal, facts) {
	const policies = facts.configuration.environments.flatMap(({ gates }) => gates.approvals ?? []);
	if (policies.length === 0) return [];
	const independent = policies.some((policy) => policy.independent);
	const required = Math.max(...policies.map((policy) => policy.required));
	const read = await reviewsOf(proposal, facts, independent);
	return [{
		gate: "approvals of the rules",
		verdict: read.kind === "unknown" ? read : approvals.judge({
			...read.value,
			required
		})
	}];
}

// src/gates/judge.ts
/**
* Judges the pull request's present head. A fact that cannot be had makes its gate's verdict unknown; when not even the change can be read,
* the error is thrown.
*/
async function judgePullRequest(request, effects) {
	const { pullRequest, connection, configuration, facts } = request;
	const environments = environmentsOn(configuration, connection, pullRequest.base.branch, effects);
	const classification = await classify({
		pullRequest,
		connection,
		environments
	}, facts, effects);
	const touched = touchedOf(classification);
	const promotion = classification.kind === "promotion" ? classification.promotion : null;
	const proposal = {
		pullRequest,
		connection,
		makers: configuration.environments.some(({ gates }) => gates.approvals?.independent === true) ? await makersOf(classification.commits, connection, effects) : [],
		commits: promotion === null ? classification.commits.map(({ commit }) => commit) : []
	};
	const verdicts = [];
	for (const one of touched) {
		const found = await environmentVerdicts({
			...proposal,
			promotion,
			touched: one
		}, facts, effects);
		const name = (gate) => touched.length === 1 ? gate : `${placeOf(one)} ${gate}`;
		verdicts.push(...found.map(({ gate, verdict }) => ({
			gate: name(gate),
			verdict
		})));
	}
	if (classification.policyFiles.length > 0) verdicts.push(...await policyVerdicts(proposal, facts));
	const changes = touched.flatMap((one) => one.changes);
	const verdict = classification.kind === "unrelated" ? {
		kind: "open",
		reason: classification.reason
	} : overall(verdicts);
	const remarks = remarksOf(classification);
	return {
		kind: classification.kind,
		environment: theOnly(touched.map(({ environment }) => environment.name)),
		app: theOnly(touched.map(({ app }) => app)),
		head: pullRequest.head.commit,
		verdicts,
		overall: verdict,
		step: changes.length === 0 ? null : greatestStep(changes.map(({ step }) => step)),
		timed: touched.some(({ environment: { gates } }) => gates.soakMs !== null || gates.statuses.length > 0),
		reason: [verdict.reason, ...remarks].join("; "),
		changes,
		remarks,
		approvers: await approversOf(proposal, touched, facts),
		promotion,
		policy: configuration.digest
	};
}
/** The environments that live on a branch of a repository. */
function environmentsOn(configuration, connection, branch, effects) {
	return configuration.environments.filter((environment) => isIn(environment, connection, effects) && branchOf(environment, connection) === branch);
}
/** Whether an environment lives in a repository; told by name, so that no other repository is opened for the answer. */
function isIn(environment, connection, { connections }) {
	return (environment.repository ?? connections.home.name).toLowerCase() === connection.name.toLowerCase();
}
function touchedOf(classification) {
	if (classification.kind === "unrelated") return [];
	return classification.kind === "promotion" ? [classification.touched] : classification.touched;
}
function remarksOf(classification) {
	const { kind, policyFiles } = classification;
	const edits = policyFiles.length === 0 ? [] : [`it edits ${policyFiles.join(", ")}, and is judged by what the base has`];
	return kind === "manual" && edits.length === 0 ? [`a manual change: ${classification.reason}`] : edits;
}
/** Read already by the gate itself: this costs no request. */
async function approversOf(proposal, touched, facts) {
	const policies = touched.flatMap(({ environment }) => environment.gates.approvals ?? []);
	if (policies.length === 0) return [];
	const independent = policies.some((policy) => policy.independent);
	const read = await reviewsOf(proposal, facts, independent);
	return read.kind === "known" ? countApprovals(read.value).approvers : [];
}
function placeOf({ environment, app }) {
	return app === null ? environment.name : `${environment.name}/${app}`;
}
function theOnly(names) {
	const [first, ...others] = new Set(names);
	return others.length === 0 ? first ?? null : null;
}

// src/github/missing-requirements.ts
/**
* One phrase for each required check that has not succeeded and for the approvals that are too few; empty when the rules name nothing that
* is missing (an owner's approval or an open conversation may be). `null` when the token may not see it. One to three requests, none
* without such rules.
*/
async function missingFrom({ requiredChecks, requiredApprovals }, subject) {
	const { forge, pullRequest, head, requiredContext, log } = subject;
	const contexts = [...new Set(requiredChecks.map(({ context }) => context))];
	try {
		const missing = [];
		if (contexts.length > 0) {
			const checkRuns = contexts.some((context) => !sameContext(context, requiredContext));
			const found = await forge.checks(head, { checkRuns });
			for (const context of contexts) {
				const states = found.filter((check) => sameContext(check.context, context)).map(({ state }) => state);
				if (states.length === 0) missing.push(`the check "${context}" has not come`);
				else if (!states.includes("success")) missing.push(`the check "${context}" is ${states[0]}`);
			}
		}
		if (requiredApprovals > 0) {
			const given = approvalsIn(await forge.reviews(pullRequest.number));
			if (given < requiredApprovals) missing.push(`it has ${given} of ${requiredApprovals} approvals`);
		}
		return missing;
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		log.debug(`what is missing of #${pullRequest.number} is not told: ${messageOf(error)}`);
		return null;
	}
}
/** Forges compare contexts without case. */
function sameContext(a, b) {
	return a.toLowerCase() === b.toLowerCase();
}
/** Users whose latest position is an approval. The forge may count fewer of them: never more. */
function approvalsIn(reviews) {
	const latest = /* @__PURE__ */ new Map();
	for (const { user, state } of reviews) if (state !== "COMMENTED" && state !== "PENDING") latest.set(user, state);
	return [...latest.values()].filter((state) => state === "APPROVED").length;
}

// src/github/merging.ts
/** Readings of the state: UNKNOWN lasts seconds, and so does a base that others are pushing to. */
const READINGS = 6;
/** Of a pull request that is blocked though nothing is missing: the forge needs a second or two to count a new status. */
const BLOCKED_READINGS = 3;
const UNKNOWN = "the forge does not know yet whether it can be merged";
const PREFERRED = [
	"squash",
	"merge",
	"rebase"
];
/**
* Merges, arms auto-merge or enqueues, whichever the forge's state asks for. Two requests when the pull request is ready. The state is
* read before the merge is tried: a token that may bypass the rules would otherwise merge what they hold. Throws only what the forge
* throws (permissions, no answer); everything it decides is a result.
*/
async function mergePullRequest(order) {
	const { forge, pullRequest, head, log } = order;
	let last = UNKNOWN;
	for (let reading = 1; reading <= READINGS; reading += 1) {
		if (reading > 1) await order.clock.sleep(500 * (reading - 1) * (.5 + order.clock.random()));
		const state = await forge.mergeState(pullRequest);
		log.debug(`pull request ${pullRequest.number} is ${state.state} at ${state.head}`);
		const step = await stepFor(state, order, order.justJudged === true && reading < BLOCKED_READINGS);
		if ("result" in step) return step;
		last = step.again;
	}
	return ended("held", `${last}; the next run tries again`);
	async function stepFor(state, { timed }, mayLag) {
		if (state.state === "merged") return alreadyMerged(order, state);
		if (state.state === "closed") return ended("closed", "it was closed without a merge");
		if (state.head !== head) {
			if (state.autoMerge) await forge.disableAutoMerge(pullRequest);
			return ended("held", `its head is ${short(state.head)} now, and the verdict belongs to ${short(head)}`);
		}
		if (state.autoMerge && timed) {
			await forge.disableAutoMerge(pullRequest);
			log.warning(`auto-merge of ${pullRequest.url} was switched off: a gate depends on time, so it could merge after the gate has closed again`);
		}
		const { branch } = pullRequest.base;
		if (state.state === "draft") return ended("held", "it is a draft");
		if (state.state === "dirty") return ended("held", `it conflicts with \`${branch}\``);
		if (state.state === "behind") return ended("held", `the rules want it up to date with \`${branch}\`, and it is behind`);
		if (state.state === "unknown") return { again: UNKNOWN };
		if (state.state === "blocked") return whenBlocked(order, state, mayLag);
		state.state;
		return mergeNow(order);
	}
}
function ended(result, reason, commit = null) {
	return {
		result,
		commit,
		reason
	};
}
async function alreadyMerged({ forge, pullRequest, head }, state) {
	if (state.head !== head) return ended("closed", `it was merged at ${short(state.head)}, another head than ${short(head)}`);
	const { mergeCommit, mergedBy } = await forge.pullRequest(pullRequest.number);
	return ended("merged", `it was merged already${mergedBy === null ? "" : ` by ${mergedBy}`}`, mergeCommit);
}
function requestFor(order, method) {
	const { pullRequest, head, headline, body } = order;
	return {
		pullRequest,
		head,
		method,
		headline,
		body
	};
}
async function mergeNow(order) {
	const [first = "squash", ...others] = order.method === void 0 ? PREFERRED : [order.method];
	const outcome = await order.forge.merge(requestFor(order, first));
	if (outcome.kind === "refused" && /merge queue/i.test(outcome.reason)) return enqueue(order);
	if (outcome.kind === "refused" && /merge\w*( commits)? (?:are|is) not allowed/i.test(outcome.reason)) {
		const allowed = (await order.forge.facts()).mergeMethods;
		const method = others.find((other) => allowed.includes(other));
		if (method === void 0) return ended("not-allowed", sentence(outcome.reason));
		return readOutcome(await order.forge.merge(requestFor(order, method)));
	}
	return readOutcome(outcome);
}
function readOutcome(outcome) {
	if (outcome.kind === "merged") return ended("merged", "every gate is open", outcome.commit);
	if (outcome.kind === "moved") return { again: "its head moved while it was merged" };
	return { again: `the forge refused the merge: ${sentence(outcome.reason)}` };
}
async function enqueue(order) {
	const outcome = await order.forge.enqueue(requestFor(order, "merge"));
	if (outcome.kind === "queued") return ended("queued", "it is in the merge queue");
	if (outcome.kind === "moved") return ended("held", `its head moved; the verdict belongs to ${short(order.head)}`);
	return ended("not-allowed", `the merge queue did not take it: ${sentence(outcome.reason)}`);
}
async function whenBlocked(order, state, mayLag) {
	const { forge, pullRequest, requiredContext, timed } = order;
	if (state.inMergeQueue) return ended("queued", "it is in the merge queue");
	if (state.autoMerge && !timed) return ended("enabled", "auto-merge is on; the forge merges when its rules are met");
	if (state.mergeQueue) {
		const queued = await enqueue(order);
		if (queued.result === "queued") return queued;
	}
	const rules = await forge.rules(pullRequest.base.branch);
	const held = async (why) => {
		const missing = await missingFrom(rules, order);
		const wants = blockedBy(order, missing === null || missing.length === 0 ? demands(rules) : missing.join("; "));
		if (mayLag && missing?.length === 0) return { again: wants };
		return ended("held", `${wants}${why}`);
	};
	if (timed) return held("; a gate depends on time, so auto-merge stays off and a later run merges");
	if (!rules.requiredChecks.some(({ context }) => sameContext(context, requiredContext))) return held(`, and they do not require \`${requiredContext}\`, so auto-merge stays off and a later run merges`);
	const facts = await forge.facts();
	if (facts.autoMergeAllowed === false) return held("; auto-merge is off in Settings > General > Pull Requests, so a later run merges");
	const wants = blockedBy(order, demands(rules));
	const method = order.method ?? facts.mergeMethods[0] ?? "merge";
	const outcome = await forge.enableAutoMerge(requestFor(order, method));
	if (outcome.kind === "enabled") return ended("enabled", `${wants}; the forge merges when they are met`);
	if (outcome.kind === "clean") return mergeNow(order);
	if (outcome.kind === "moved") return { again: "its head moved while auto-merge was switched on" };
	if (outcome.kind === "unsettled") return { again: `auto-merge could not be switched on: ${sentence(outcome.reason)}` };
	return ended("not-allowed", `${wants}, and auto-merge is not allowed: ${sentence(outcome.reason)}`);
}
function blockedBy({ pullRequest }, what) {
	return `the rules of \`${pullRequest.base.branch}\` hold it (${what})`;
}
/** What the rules ask for: all there is to say where what is missing of it cannot be told. */
function demands(rules) {
	const { requiredChecks, requiredApprovals } = rules;
	const parts = [
		requiredApprovals === 0 ? "" : `${requiredApprovals} ${requiredApprovals === 1 ? "approval" : "approvals"}`,
		requiredChecks.length === 0 ? "" : `the checks ${requiredChecks.map(({ context }) => `"${context}"`).join(", ")}`,
		rules.requiresSignatures ? "signed commits" : "",
		rules.mergeQueue ? "the merge queue" : ""
	].filter((part) => part !== "");
	return parts.length === 0 ? "it does not say which" : parts.join("; ");
}
function sentence(words) {
	return words.replaceAll(/\s+/g, " ").trim().replace(/\.$/, "");
}
function short(commit) {
	return commit.slice(0, 12);
}

// src/gates/merge-promotion.ts
/** Whether Waybill merges it: a promotion, every gate open, and the step within the environment's `auto-merge`. */
function mayMerge(judgement, configuration) {
	const { kind, overall, environment, step } = judgement;
	if (kind !== "promotion" || overall.kind !== "open" || environment === null || step === null) return false;
	return withinAutoMerge(step, environmentNamed(configuration, environment).promote.autoMerge);
}
/** Merges exactly the head that was judged, or arms or enqueues it, whichever the forge's rules ask for. */
async function mergePromotion(subject, effects) {
	const { pullRequest, forge, judgement, justJudged = false } = subject;
	const [headline = "", ...rest] = mergeMessage(pullRequest.number, judgement, effects.run).split("\n");
	return mergePullRequest({
		forge,
		pullRequest,
		head: judgement.head,
		headline,
		body: rest.join("\n").trim(),
		timed: judgement.timed,
		justJudged,
		requiredContext: GATE_CONTEXT,
		clock: effects.clock,
		log: effects.log
	});
}
/**
* Switches auto-merge off on a promotion's branch whose head is not an open promotion (any more): it outlives a push by somebody else. On
* other branches auto-merge is a person's own doing, and the required status holds it. Returns whether it was on.
*/
async function disarm({ pullRequest, connection, forge, judgement }) {
	const isOurs = parsePromotionBranch(pullRequest.head.branch) !== null && pullRequest.head.repository?.toLowerCase() === connection.name.toLowerCase();
	const isOpen = judgement.kind === "promotion" && judgement.overall.kind === "open";
	if (!pullRequest.autoMerge || !isOurs || isOpen) return false;
	await forge.disableAutoMerge(pullRequest);
	return true;
}
/**
* The merge commit's message: the promotion's facts as trailers again, because a squash keeps only what it is given; and every gate's
* verdict, which nobody could ask for afterwards.
*/
function mergeMessage(number, judgement, run) {
	const { environment, app, promotion, approvers, verdicts, head } = judgement;
	if (promotion === null || environment === null || app === null) throw new Error(`#${number} is no promotion and has no message of ours`);
	const { planned, declared, source, from } = promotion;
	const trailers = {
		changes: declare(environment, planned.map((change) => ({
			...change,
			app
		}))).map((change) => ({
			...change,
			source: declared.changes.find((claim) => claim.artifact === change.artifact && formatVersion(claim.from) === formatVersion(change.from) && formatVersion(claim.to) === formatVersion(change.to))?.source ?? change.source
		})),
		from: source,
		run: run ?? declared.run,
		gates: verdicts.map(({ gate, verdict: { kind, reason } }) => ({
			gate,
			verdict: kind,
			reason: inertTitle(reason, 300)
		})),
		head
	};
	const versions = judgement.changes.map(({ name, to }) => `${name.split("/").at(-1) ?? name} ${formatVersion(to)}`);
	const what = versions.length > 2 ? `${versions.length} artifacts` : versions.join(", ");
	const subject = `${inertTitle(`Promote ${app} to ${environment}: ${what}`, 200)} (#${number})`;
	const body = [inertTitle(`As ${from.name} has it at ${source}, judged at ${judgement.head}.`, 400), ...approvers.length === 0 ? [] : [inertTitle(`Approved by ${approvers.join(", ")}.`, 400)]].join("\n");
	return commitMessage(subject, body, trailers);
}

// src/gates/gate-pull-requests.ts
/**
* One pull request's failure is told and does not stop the others. Throws when no verdict could be written at all: then the job must fail,
* because the forge's rules wait for a status that does not come.
*/
async function gatePullRequests(request, effects) {
	const facts = gatherFacts(request.configuration, effects);
	const done = [];
	const unread = [];
	for (const connection of await repositories(request, effects)) try {
		const forge = forgeOf(connection);
		for (const pullRequest of await pullRequestsOf(request, connection, forge, effects)) done.push(await gateOne({
			request,
			facts,
			connection,
			forge,
			pullRequest
		}, effects));
	} catch (error) {
		effects.log.warning(`${connection.name}: its pull requests could not be read: ${messageOf(error)}`);
		unread.push(error);
	}
	const failures = [...unread, ...done.flatMap(({ unwritten }) => unwritten ?? [])];
	if (failures.length > 0 && done.every(({ unwritten }) => unwritten !== null)) throw failures[0];
	return conclude(done, unread);
}
async function gateOne({ request, facts, connection, forge, pullRequest }, effects) {
	const { configuration, dryRun } = request;
	const { number, url } = pullRequest;
	const unjudged = {
		number,
		url,
		kind: "manual",
		environment: null,
		app: null,
		verdict: "unknown",
		merge: null
	};
	let judgement;
	try {
		judgement = await judgePullRequest({
			pullRequest,
			connection,
			configuration,
			facts
		}, effects);
	} catch (error) {
		const reason = `it could not be judged: ${messageOf(error)}`;
		effects.log.warning(`#${number}: ${reason}`);
		const judged = {
			...unjudged,
			reason
		};
		try {
			if (!dryRun) await publishFailure(forge, pullRequest.head.commit, reason);
			return {
				judged,
				problem: reason,
				unwritten: null
			};
		} catch (unwritten) {
			return {
				judged,
				problem: reason,
				unwritten
			};
		}
	}
	const { kind, environment, app, overall } = judgement;
	const verdict = {
		number,
		url,
		kind,
		environment,
		app,
		verdict: overall.kind
	};
	const subject = {
		pullRequest,
		connection,
		forge,
		judgement
	};
	effects.log.info(`#${number}: ${overall.kind}: ${judgement.reason}`);
	let published;
	try {
		published = await publishVerdict({
			forge,
			pullRequest: number,
			judgement,
			dryRun
		}, effects.log);
	} catch (unwritten) {
		const problem = `the verdict could not be written: ${messageOf(unwritten)}`;
		effects.log.warning(`#${number}: ${problem}`);
		return {
			judged: {
				...verdict,
				reason: problem,
				merge: null
			},
			problem,
			unwritten
		};
	}
	const { reason } = judgement;
	let merge = null;
	try {
		if (!dryRun && await disarm(subject)) effects.log.warning(`#${number}: auto-merge was switched off`);
		if (!dryRun && request.merge && mayMerge(judgement, configuration)) merge = await mergePromotion({
			...subject,
			justJudged: published.written
		}, effects);
	} catch (error) {
		const problem = `its merge could not be seen to: ${messageOf(error)}`;
		effects.log.warning(`#${number}: ${problem}`);
		return {
			judged: {
				...verdict,
				reason: `${reason}; ${problem}`,
				merge: null
			},
			problem,
			unwritten: null
		};
	}
	if (merge !== null) effects.log.info(`#${number}: ${merge.result}: ${merge.reason}`);
	const outcome = merge === null ? reason : `${reason}; ${merge.result}: ${merge.reason}`;
	return {
		judged: {
			...verdict,
			reason: outcome,
			merge: merge?.result ?? null
		},
		problem: published.problem,
		unwritten: null
	};
}
function forgeOf(connection) {
	if (connection.forge !== null) return connection.forge;
	throw new UserError(`${connection.name} has no forge, and pull requests are judged on one`);
}
async function pullRequestsOf({ configuration, pullRequests: numbers, open: given }, connection, forge, effects) {
	const listed = given?.find((open) => open.connection.name === connection.name)?.pullRequests;
	if (numbers === void 0) {
		const branches = new Set(configuration.environments.filter((environment) => isIn(environment, connection, effects)).map((environment) => branchOf(environment, connection)));
		return (listed ?? await forge.openPullRequests()).filter(({ state, base }) => state === "open" && branches.has(base.branch)).toSorted((a, b) => a.number - b.number);
	}
	const found = [];
	for (const number of numbers) found.push(listed?.find((pullRequest) => pullRequest.number === number) ?? await forge.pullRequest(number));
	return found.filter(({ state }) => state === "open");
}
/** The repositories whose pull requests are judged, each once. */
async function repositories(request, { connections }) {
	const { configuration, pullRequests, repository, open } = request;
	if (open !== void 0) return open.map(({ connection }) => connection);
	const home = connections.home.name.toLowerCase();
	const wanted = repository?.toLowerCase() ?? (pullRequests === void 0 ? null : home);
	if (wanted === home) return [connections.home];
	const found = /* @__PURE__ */ new Map();
	for (const environment of configuration.environments) {
		const name = (environment.repository ?? home).toLowerCase();
		if (!found.has(name) && (wanted === null || wanted === name)) found.set(name, await connections.of(environment));
	}
	if (found.size > 0 || wanted === null) return [...found.values()];
	throw new UserError(`the repository "${repository}" holds no environment; name one of waybill.yaml`);
}
function conclude(done, unread) {
	const judged = done.map((one) => one.judged);
	const [first] = judged;
	if (unread.length > 0) return {
		judged,
		result: "failed",
		reason: messageOf(unread[0])
	};
	if (first === void 0) return {
		judged,
		result: "nothing",
		reason: "no open pull request asks for a verdict"
	};
	const [problem] = done.flatMap((one) => one.problem === null ? [] : [`#${one.judged.number}: ${one.problem}`]);
	if (problem !== void 0) return {
		judged,
		result: "failed",
		reason: problem
	};
	const order = [
		"unknown",
		"closed",
		"held",
		"open"
	];
	const result = order.find((word) => judged.some(({ verdict }) => verdict === word)) ?? "open";
	if (judged.length === 1) return {
		judged,
		result,
		reason: first.reason
	};
	const counts = order.flatMap((word) => {
		const count = judged.filter(({ verdict }) => verdict === word).length;
		return count === 0 ? [] : [`${count} ${word}`];
	});
	return {
		judged,
		result,
		reason: `${judged.length} pull requests: ${counts.join(", ")}`
	};
}

// src/entry/reports.ts
function promotionsJson(result) {
	return JSON.stringify(result.apps.map(({ environment, app, result: word, reason, pullRequestNumber, pullRequestUrl }) => ({
		environment,
		app,
		result: word,
		reason,
		number: pullRequestNumber,
		url: pullRequestUrl
	})));
}
function verdictsJson(result) {
	return JSON.stringify(result.judged.map(({ number, url, kind, environment, app, verdict, reason, merge }) => ({
		number,
		url,
		kind,
		environment,
		app,
		verdict,
		reason,
		merge
	})));
}

export { whyNot as a, judgePullRequest as i, verdictsJson as n, gatherFacts as o, gatePullRequests as r, gateSummary as s, promotionsJson as t };