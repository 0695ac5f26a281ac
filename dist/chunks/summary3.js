import { A as formatVersion, Ht as UserError, Lt as inlineText, Nt as codeSpan, Ut as messageOf, a as groupBy, c as appOfPath, it as environmentNamed, k as equalVersions, l as findApps, zt as table } from "./start.js";
import { n as pairingKey } from "./pin.js";
import { r as stepBetween } from "./order.js";
import { n as readEnvironment } from "./environment-pins.js";
import { n as offersOf } from "./pairing.js";
import { c as MissingCommit, u as parseTrailers } from "./connect.js";
import { a as branchOf, i as once, n as recordPath, r as writeRecords, t as openRecords } from "./store.js";
import { a as upsertNote, d as countApprovals, f as usersThatMatter, l as isInFirstParentHistory, s as matchesGlob, t as GATE_CONTEXT } from "./publish.js";

// src/records/forge-facts.ts
/** Waits before the forge is asked again for a pull request that the commit speaks of. */
const RETRY_DELAYS_MS = [1e3, 3e3];
const NOTHING_KNOWN = {
	pullRequest: null,
	approvals: [],
	gate: null,
	account: null
};
/**
* Asks for the facts of one commit; each commit and each user's permission is asked for once. One request for a commit that no pull
* request brought; else three more and one for each approver. Every error is thrown: facts that could not be had are not facts that are not.
*/
function forgeFacts(options) {
	const { forge, branch, clock, log } = options;
	if (forge === null) return async () => NOTHING_KNOWN;
	const known = /* @__PURE__ */ new Map();
	const permissions = /* @__PURE__ */ new Map();
	const gather = async (commit) => {
		let pullRequest = bringerOf(await forge.pullRequestsOf(commit.commit), branch, commit.commit);
		for (const delayMs of speaksOfPullRequest(commit) ? RETRY_DELAYS_MS : []) {
			if (pullRequest !== null) break;
			log.debug(`${commit.commit} speaks of a pull request that the forge does not list yet; asking again`);
			await clock.sleep(delayMs);
			pullRequest = bringerOf(await forge.pullRequestsOf(commit.commit), branch, commit.commit);
		}
		if (pullRequest === null) return NOTHING_KNOWN;
		pullRequest = await forge.pullRequest(pullRequest.number);
		const { number, author, mergedAt } = pullRequest;
		const head = pullRequest.head.commit;
		const reviews = await forge.reviews(number);
		const review = {
			head,
			reviews,
			independent: true,
			author,
			makers: [commit.author, commit.committer]
		};
		const granted = /* @__PURE__ */ new Map();
		for (const user of usersThatMatter(review)) granted.set(user, await once(permissions, user, () => forge.permission(user)));
		const { approvers } = countApprovals({
			...review,
			permissions: granted
		});
		const gate = (await forge.checks(head, { checkRuns: false })).find(({ context }) => context.toLowerCase() === GATE_CONTEXT);
		return {
			pullRequest,
			approvals: approvers.map((user) => {
				const approval = reviews.findLast((each) => each.user === user && each.state === "APPROVED");
				return {
					user,
					commit: head,
					at: approval?.submittedAt ?? mergedAt ?? ""
				};
			}),
			gate: gate === void 0 ? null : {
				state: gate.state,
				description: gate.description,
				by: gate.by,
				at: gate.at
			},
			account: parseTrailers(commit.message).gates === void 0 ? null : await forge.viewer()
		};
	};
	return (commit) => once(known, commit.commit, () => gather(commit));
}
/**
* The pull request that put the commit on the branch: merged into it, and the commit is what the merge made, or (a fast-forward) its
* head. Another one that merely holds the commit proves nothing about how it came here.
*/
function bringerOf(pullRequests, branch, commit) {
	const merged = pullRequests.filter(({ mergedAt, base }) => mergedAt !== null && base.branch === branch);
	return merged.find(({ mergeCommit }) => mergeCommit === commit) ?? merged.find(({ head }) => head.commit === commit) ?? null;
}
/** Whether the message looks like a merge's: worth a wait, and nothing more is concluded from it. */
function speaksOfPullRequest({ message }) {
	const subject = message.split("\n", 1)[0] ?? "";
	return /\(#\d+\)\s*$|^Merge pull request #\d+/u.test(subject) || parseTrailers(message).from !== null;
}

// src/records/gate-evidence.ts
/** Of a change that nobody could ask the forge about. */
const NO_EVIDENCE = {
	verdicts: [],
	exceptions: []
};
/** The verdicts that a merge of ours declares, and the exceptions to the rule that only a change with an open verdict comes in. */
function gateEvidence(change) {
	const exception = isGuarded(change.environment) ? exceptionOf(change.facts) : null;
	return {
		verdicts: verdictsOf(change.commit, change.facts),
		exceptions: exception === null ? [] : [exception]
	};
}
/**
* Whoever merges may write what they like into the message. So it is believed only where the account of this run merged, wrote a success on
* the head that came in, and names that head: nobody else can have all three.
*/
function verdictsOf(commit, { pullRequest, gate, account }) {
	const { gates = [], head } = parseTrailers(commit.message);
	const by = gate?.by?.toLowerCase();
	return pullRequest !== null && by !== void 0 && gate?.state === "success" && head === pullRequest.head.commit && pullRequest.mergedBy?.toLowerCase() === by && (account === null ? by.endsWith("[bot]") : account.toLowerCase() === by) ? gates.map((claim) => ({
		gate: claim.gate,
		verdict: verdictOf(claim)
	})) : [];
}
function verdictOf({ verdict: kind, reason }) {
	return kind === "held" ? {
		kind,
		until: null,
		reason
	} : {
		kind,
		reason
	};
}
/** Whether anybody asked for a verdict there. Into the first environment without gates, versions come straight from CI. */
function isGuarded({ from, gates }) {
	return from !== null || gates.approvals !== null || gates.soakMs !== null || gates.statuses.length > 0 || gates.images !== null;
}
function exceptionOf({ pullRequest, gate }) {
	if (pullRequest === null) return "pushed without a pull request, so no gate has judged it";
	const without = "merged without Waybill's verdict";
	if (gate === null) return `${without}: the merged head has no status of it`;
	if (gate.state !== "success") return `${without}: the status on the merged head is ${gate.state}`;
	return gate.at !== null && pullRequest.mergedAt !== null && Date.parse(gate.at) > Date.parse(pullRequest.mergedAt) ? `${without}: the status on the merged head is later than the merge` : null;
}

// src/records/make-record.ts
function makeRecord(facts) {
	const { commit, pullRequest } = facts;
	return {
		schema: 1,
		kind: facts.kind,
		environment: facts.environment,
		app: facts.app,
		sequence: facts.sequence,
		repository: facts.repository,
		branch: facts.branch,
		commit: commit.commit,
		parent: commit.parents[0] ?? null,
		pins: facts.pins.map((pin) => ({
			...placeOf(pin),
			version: pin.version
		})),
		changes: facts.changes.map((change) => recordedChange(facts, change)),
		promotedFrom: facts.promotedFrom,
		since: facts.since,
		sinceBy: facts.sinceBy,
		author: {
			name: commit.author.name,
			email: commit.author.email
		},
		pullRequest: pullRequest && {
			number: pullRequest.number,
			url: pullRequest.url,
			title: pullRequest.title,
			author: pullRequest.author,
			mergedBy: pullRequest.mergedBy,
			head: pullRequest.head.commit
		},
		approvals: facts.approvals,
		gate: facts.gate,
		verdicts: facts.verdicts,
		exceptions: facts.exceptions,
		tests: facts.tests,
		policy: facts.policy,
		undo: undoOf(facts.changes),
		run: facts.run
	};
}
/**
* The places whose version changed. Pins are the same when their pairing key is, so a moved file or a reordered list changes nothing;
* of several pins with one key those in the same place belong together, then those left over in the order in which they stand.
*/
function changesBetween(before, after) {
	const [old, now] = [groupByKey(before), groupByKey(after)];
	const changes = [];
	for (const key of /* @__PURE__ */ new Set([...old.keys(), ...now.keys()])) {
		const [had, has] = [old.get(key) ?? [], now.get(key) ?? []];
		if (sameVersions(had, has)) continue;
		const left = [...had];
		const take = (found) => found === -1 ? null : left.splice(found, 1)[0] ?? null;
		const placed = has.map((pin) => ({
			pin,
			before: take(left.findIndex((other) => isSamePlace(other, pin)))
		}));
		for (const { pin, before } of placed) {
			const match = before ?? take(left.length === 0 ? -1 : 0);
			if (match === null || !equalVersions(match.version, pin.version)) changes.push({
				before: match,
				after: pin
			});
		}
		changes.push(...left.map((pin) => ({
			before: pin,
			after: null
		})));
	}
	return changes;
}
function groupByKey(pins) {
	return groupBy(pins, pairingKey);
}
/** Whether both lists hold the same set of versions: another place for a version that was there already changes nothing that runs. */
function sameVersions(a, b) {
	const versions = (pins) => JSON.stringify([...new Set(pins.map(({ version }) => formatVersion(version)))].sort());
	return versions(a) === versions(b);
}
function isSamePlace(a, b) {
	return a.file === b.file && a.document === b.document && a.path === b.path;
}
function placeOf(pin) {
	return {
		artifact: pairingKey(pin),
		file: pin.file,
		path: pin.path
	};
}
function recordedChange(facts, { before, after }) {
	const pin = after ?? before;
	if (pin === null) throw new TypeError("a change without a pin before and after");
	const [from, to] = [before?.version ?? null, after?.version ?? null];
	const place = placeOf(pin);
	const claim = facts.claims.find((each) => each.environment === facts.environment && each.app === facts.app && each.artifact === place.artifact && from !== null && to !== null && equalVersions(each.from, from) && equalVersions(each.to, to));
	return {
		...place,
		from,
		to,
		step: from === null || to === null ? "unordered" : stepBetween(from, to),
		source: claim?.source ?? null
	};
}
/**
* The way back as arguments of `waybill set`: the versions before, then the files, so that no other environment is touched. A pin that names no
* artifact, or is guarded, is named by its place. Empty when the change cannot be undone by setting versions: a pin that came or went, a range, no version before.
*/
function undoOf(changes) {
	const assignments = /* @__PURE__ */ new Set();
	const files = /* @__PURE__ */ new Set();
	for (const { before, after } of changes) {
		if (before === null || after === null || before.style === "range") return [];
		const version = formatVersion(before.version);
		if (version === "") return [];
		const name = after.guarded ? null : after.artifact?.name ?? null;
		assignments.add(`${name ?? placeNameOf(after)}=${version}`);
		files.add(after.file);
	}
	return [...assignments, ...files];
}
/** One pin as `waybill set` takes it. */
function placeNameOf({ file, document, path }) {
	return `${file}#${document === 0 ? "" : `${document}:`}${path}`;
}

// src/records/unrecorded.ts
/**
* The history from `head` down to each environment's newest recorded commit. `recorded` gives an environment's recorded commits, at
* least one each.
*/
async function historyAbove(git, head, environments, recorded) {
	const infos = /* @__PURE__ */ new Map();
	const lost = [];
	let longest = [];
	for (const environment of environments) {
		const commits = recorded(environment.name);
		let met = false;
		const chain = [];
		for await (const info of git.history(head, (commit) => commits.has(commit))) {
			chain.push(info.commit);
			const entry = infos.get(info.commit) ?? {
				info,
				environments: []
			};
			infos.set(info.commit, entry);
			entry.environments.push(environment);
			met = info.parents[0] !== void 0 && commits.has(info.parents[0]);
		}
		met ||= commits.has(head);
		if (!met) lost.push(environment);
		else if (chain.length > longest.length) longest = chain;
	}
	return {
		commits: longest.toReversed().flatMap((commit) => infos.get(commit) ?? []).map(({ info, environments }) => ({
			info,
			environments: environments.filter((environment) => !lost.includes(environment))
		})),
		lost
	};
}
/**
* The apps that a commit changed against its first parent. A file belongs to the app in whose folder or file it lies; one that lies
* outside of every app (a base shared by several) is attributed to none, though it may change what they run.
*/
async function appsTouched(git, info, environments) {
	const paths = await git.changedPaths(info.parents[0] ?? null, info.commit);
	return environments.flatMap((environment) => {
		return [...new Set(paths.flatMap((path) => appOfPath(environment, path) ?? []))].map((app) => ({
			environment,
			app
		}));
	});
}
/** One commit's own facts. Throws what the repository throws for a commit that it does not have. */
async function readCommit(git, commit) {
	for await (const info of git.history(commit, (other) => other !== commit)) return info;
	throw new Error(`${git.name} gives no history of its own commit ${commit}`);
}

// src/records/commit-records.ts
/** One record for each app whose versions the commit changed against its first parent; `counts` as before the commit. */
async function commitRecords(scope, info, touched, counts) {
	const records = [];
	for (const [environment, members] of groupBy(touched, (each) => each.environment)) {
		const apps = members.map(({ app }) => app);
		const [before, after] = await Promise.all([pinsAt(scope, info.parents[0] ?? null, environment, apps), pinsAt(scope, info.commit, environment, apps)]);
		for (const app of apps) {
			const pins = after.get(app)?.pins ?? [];
			const changes = changesBetween(before.get(app)?.pins ?? [], pins);
			if (changes.length === 0) continue;
			warnOfProblems(scope, info, environment, app, after.get(app));
			const facts = await scope.factsOf(info);
			const claims = await claimsOf(scope, info, facts.pullRequest);
			const promotion = await scope.promotionOf({
				from: claims.from,
				environment,
				app,
				changes,
				pins
			});
			const { pullRequest, approvals, gate } = facts;
			const mergedAt = pullRequest?.mergedAt ?? null;
			records.push(makeRecord({
				...common(scope, info, environment, app),
				...promotion,
				...scope.connection.forge === null ? NO_EVIDENCE : gateEvidence({
					environment,
					commit: info,
					facts
				}),
				pullRequest,
				approvals,
				gate,
				kind: "change",
				sequence: counts(environment.name, app) + 1,
				pins,
				changes,
				claims: claims.changes,
				since: mergedAt ?? await observedNow(scope),
				sinceBy: mergedAt === null ? "observation" : "merge"
			}));
		}
	}
	return records;
}
/**
* What the commit says of itself; where a person's merge has put its own words there, what the merged head says. Either is believed only
* as far as the diff and Git bear it out.
*/
async function claimsOf({ connection, effects }, info, pullRequest) {
	const claims = parseTrailers(info.message);
	if (claims.from !== null || claims.changes.length > 0 || pullRequest === null) return claims;
	const head = pullRequest.head.commit;
	if (head === info.commit) return claims;
	try {
		return parseTrailers((await readCommit(connection.git, head)).message);
	} catch (error) {
		if (!(error instanceof MissingCommit)) throw error;
		effects.log.warning(`#${pullRequest.number}: what its head says is not recorded: ${error.message}`);
		return claims;
	}
}
/**
* The first record of apps that were there before Waybill was: what they hold at the commit, since now. When and by whom it came there
* is not known, and nothing is claimed of it.
*/
async function genesisRecords(scope, info, missing, counts) {
	const since = await observedNow(scope);
	const records = [];
	for (const { environment, apps } of missing) {
		const scans = await pinsAt(scope, info.commit, environment, apps);
		for (const app of apps) {
			warnOfProblems(scope, info, environment, app, scans.get(app));
			records.push(makeRecord({
				...common(scope, info, environment, app),
				kind: "genesis",
				sequence: counts(environment.name, app) + 1,
				pins: scans.get(app)?.pins ?? [],
				changes: [],
				claims: [],
				promotedFrom: null,
				since,
				sinceBy: "observation",
				pullRequest: null,
				approvals: [],
				gate: null,
				...NO_EVIDENCE,
				tests: []
			}));
		}
	}
	return records;
}
function common({ connection, branch, configuration, effects }, commit, environment, app) {
	return {
		environment: environment.name,
		app,
		repository: connection.name,
		branch,
		commit,
		policy: configuration.digest,
		run: effects.run
	};
}
/** An app that the commit does not have is not in the result; nor is anything in the empty tree (`null`). */
async function pinsAt({ connection, configuration }, commit, environment, apps) {
	if (commit === null) return /* @__PURE__ */ new Map();
	const snapshot = await connection.git.snapshotAt(commit);
	return (await readEnvironment(snapshot, environment, {
		rules: configuration,
		apps
	})).apps;
}
/** Now, by the forge's clock where there is a forge: the runner's may be wrong, and the soak gate counts from this. ISO 8601. */
async function observedNow({ connection: { forge }, effects }) {
	if (forge !== null && forge.serverTime() === null) await forge.facts();
	return new Date(forge?.serverTime() ?? effects.clock.now()).toISOString();
}
/** What cannot be read holds no pin that anybody could see; the record says so by their absence, and the log by name. */
function warnOfProblems({ effects }, info, environment, app, scan) {
	for (const { file, line, reason } of scan?.problems ?? []) {
		const place = line === null ? file : `${file}:${line}`;
		effects.log.warning(`${environment.name}/${app} at ${info.commit}: ${place}: ${reason}; its versions count as not there`);
	}
}

// src/records/promotion-claim.ts
const NO_PROMOTION = {
	promotedFrom: null,
	tests: []
};
/**
* A function that gives the source of a promotion, and how it was tested there, when the claim holds: the named commit is in the first-parent history of the branch that
* promotions come from (what a side branch held, the environment never had), and every pin that changed has exactly the version that the
* app had there. Each branch's tip, and each source commit's checks (at most two requests, none without a statuses gate), are read once.
*/
function promotionClaims(configuration, { connections, log }) {
	const tips = /* @__PURE__ */ new Map();
	const checks = /* @__PURE__ */ new Map();
	return async ({ from: commit, environment, app, changes, pins }) => {
		if (commit === null || environment.from === null) return NO_PROMOTION;
		const from = environmentNamed(configuration, environment.from);
		const connection = await connections.of(from);
		const branch = branchOf(from, connection);
		const key = JSON.stringify([connection.name, branch]);
		const tip = await once(tips, key, async () => (await connection.git.snapshot(branch)).commit);
		if (tip === null || !await isInFirstParentHistory(connection.git, tip, commit)) {
			log.warning(`${environment.name}/${app}: the commit names ${commit} as the one it promotes, which is not believed: it never was the state of ${from.name}`);
			return NO_PROMOTION;
		}
		const snapshot = await connection.git.snapshotAt(commit);
		const read = await readEnvironment(snapshot, from, {
			rules: configuration,
			apps: [app]
		});
		const offers = offersOf(from.name, read.apps.get(app)?.pins ?? [], {
			environment: environment.name,
			pins
		});
		if (!(offers.conflicts.length === 0 && changes.every(({ after }) => {
			const offer = after === null ? null : offers.for(after);
			return after !== null && offer !== null && equalVersions(offer.version, after.version);
		}))) return NO_PROMOTION;
		const required = environment.gates.statuses;
		const { forge } = connection;
		const found = required.length === 0 || forge === null ? [] : await once(checks, JSON.stringify([connection.name, commit]), () => forge.checks(commit, { checkRuns: true }));
		return {
			promotedFrom: {
				environment: from.name,
				commit
			},
			tests: testsOf(commit, found, required)
		};
	};
}
/** The checks on the promotion's source commit that the environment's statuses gate asks for. */
function testsOf(commit, checks, required) {
	return checks.filter(({ context }) => required.some((glob) => matchesGlob(glob, context))).map(({ context, state, url }) => ({
		context,
		commit,
		state,
		url
	})).sort((a, b) => a.context < b.context ? -1 : 1);
}

// src/records/derive.ts
/** How many commits are compared with their parents at a time. */
const COMPARED_AT_ONCE = 8;
/**
* A function from the present index to the records that are missing, for the environments of one repository. What the forge said of a
* commit is kept between calls, so that a second attempt, after another writer's push, asks nothing twice.
*/
function recordsMissing(connection, environments, configuration, effects, bounds) {
	const { clock, log } = effects;
	const promotionOf = promotionClaims(configuration, effects);
	const scopes = [...groupBy(environments, (environment) => branchOf(environment, connection))].map(([branch, members]) => ({
		connection,
		branch,
		environments: members,
		configuration,
		effects,
		factsOf: forgeFacts({
			forge: connection.forge,
			branch,
			clock,
			log
		}),
		promotionOf
	}));
	return async (index) => {
		const records = [];
		let left = 0;
		for (const scope of scopes) {
			const head = await connection.git.snapshot(scope.branch);
			const commits = bounds.commits - new Set(records.map(({ commit }) => commit)).size;
			const derived = await deriveBranch(scope, head, index, {
				...bounds,
				commits
			});
			records.push(...derived.records);
			left += derived.left;
		}
		return {
			records,
			left
		};
	};
}
async function deriveBranch(scope, tip, index, bounds) {
	const { environments, branch, connection, effects } = scope;
	const head = tip.commit;
	if (head === null) return {
		records: [],
		left: 0
	};
	const anywhere = new Set(environments.flatMap(({ name }) => [...index.commits(name)]));
	const recorded = (name) => index.commits(name).size === 0 ? anywhere : index.commits(name);
	const known = anywhere.size === 0 ? [] : environments;
	const { commits, lost } = await historyAbove(connection.git, head, known, recorded);
	for (const { name } of lost) effects.log.warning(`none of the commits of ${name} that have records is in the history of "${branch}" any more; ${name} is taken up anew at ${head}`);
	const walked = await walk(scope, commits, index, bounds);
	if (walked.left > 0) return walked;
	const counts = countsOf(index, walked.records);
	const anew = new Set(lost.map(({ name }) => name));
	const missing = await appsWithoutRecord(environments, tip, (environment, app) => anew.has(environment) ? 0 : counts(environment, app));
	if (missing.length === 0) return walked;
	const info = await readCommit(connection.git, head);
	return {
		records: [...walked.records, ...await genesisRecords(scope, info, missing, counts)],
		left: 0
	};
}
/** Records of the commits, oldest first, until a bound is reached. A commit's records are made together or not at all. */
async function walk(scope, commits, index, bounds) {
	const { clock, log } = scope.effects;
	const records = [];
	let changing = 0;
	for (let start = 0; start < commits.length; start += COMPARED_AT_ONCE) {
		const some = commits.slice(start, start + COMPARED_AT_ONCE);
		const touched = await Promise.all(some.map(({ info, environments }) => appsTouched(scope.connection.git, info, environments)));
		for (const [offset, { info }] of some.entries()) {
			if ((changing >= bounds.commits || clock.now() >= bounds.deadline) && records.length > 0) return {
				records,
				left: commits.length - start - offset
			};
			const apps = touched[offset] ?? [];
			if (apps.length === 0) continue;
			const made = await commitRecords(scope, info, apps, countsOf(index, records));
			if (made.length > 0) changing += 1;
			records.push(...made);
			log.debug(`${info.commit}: ${made.length} records`);
		}
	}
	return {
		records,
		left: 0
	};
}
/** How many records an app has, those that are about to be written included. */
function countsOf(index, records) {
	return (environment, app) => index.count(environment, app) + records.filter((record) => record.environment === environment && record.app === app).length;
}
async function appsWithoutRecord(environments, tip, count) {
	const paths = (await tip.list()).map(({ path }) => path);
	return environments.flatMap((environment) => {
		const apps = [...findApps(environment, paths).keys()].filter((app) => count(environment.name, app) === 0);
		return apps.length === 0 ? [] : [{
			environment,
			apps
		}];
	});
}

// src/records/render-note.ts
/** Markdown without a final newline. Everything that comes from outside is inert in it. `recordsBranch`: where the records are. */
function renderRecordSection(records, recordsBranch) {
	return ["### Recorded", ...records.map((record) => renderRecord(record, recordsBranch))].join("\n\n");
}
function renderRecord(record, recordsBranch) {
	const { environment, app, commit, changes } = record;
	return [
		`**${inlineText(app)}** in **${inlineText(environment)}**, commit ${commit}`,
		table([
			"artifact",
			"from",
			"to",
			"step"
		], changes.map(row)),
		[
			`- since ${inlineText(record.since)}, ${record.sinceBy === "merge" ? "the time of the merge" : "when it was first seen"}`,
			...list("approved by", record.approvals, ({ user, commit }) => `${inlineText(user)} (${commit.slice(0, 7)})`),
			...record.gate === null ? [] : [`- gate: ${record.gate.state}: ${inlineText(record.gate.description)}`],
			...list("gates", record.verdicts, ({ gate, verdict }) => `${codeSpan(gate)} ${verdict.kind} (${inlineText(verdict.reason)})`),
			...record.exceptions.map((exception) => `- **exception:** ${inlineText(exception)}`),
			...list("tests", record.tests, ({ context, state }) => `${codeSpan(context)} ${inlineText(state)}`),
			...record.promotedFrom === null ? [] : [`- promoted from ${inlineText(record.promotedFrom.environment)} at ${record.promotedFrom.commit}`],
			...record.undo.length === 0 ? [] : [`- back: ${codeSpan(`waybill set ${record.undo.map(shellWord).join(" ")}`)}`],
			`- record: ${codeSpan(recordPath(record))} on ${codeSpan(recordsBranch)}`
		].join("\n")
	].join("\n\n");
}
function row({ artifact, from, to, step }) {
	return [
		codeSpan(artifact),
		version(from),
		version(to),
		step
	];
}
function version(value) {
	return value === null ? "none" : codeSpan(formatVersion(value));
}
function list(title, items, render) {
	return items.length === 0 ? [] : [`- ${title}: ${items.map(render).join(", ")}`];
}
/** A word that a shell reads as exactly this text: a file may be named as its committer likes, and the line is there to be copied. */
function shellWord(text) {
	return /^[\w@%+=:,./-]+$/u.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

// src/records/complete-notes.ts
function noteCompletion(recordsBranch, { log }) {
	const done = /* @__PURE__ */ new Set();
	const failures = [];
	return {
		async complete({ name, forge }, records) {
			if (forge === null) return;
			const ofPullRequests = groupBy(records, ({ pullRequest }) => pullRequest?.number ?? null);
			for (const [number, members] of ofPullRequests) {
				const place = `${name}#${number}`;
				if (number === null || done.has(place)) continue;
				done.add(place);
				try {
					const markdown = renderRecordSection(members, recordsBranch);
					await upsertNote(forge, {
						pullRequest: number,
						section: "record",
						markdown
					}, log);
				} catch (error) {
					failures.push({
						place,
						error
					});
				}
			}
		},
		throwIfFailed() {
			if (failures.length === 0) return;
			const reasons = failures.map(({ place, error }) => `${place}: ${messageOf(error)}`).join("; ");
			throw new UserError(`the records are written, but not the notes on their pull requests: ${reasons}`, { cause: failures[0]?.error });
		}
	};
}

// src/records/record-commits.ts
/** A run stops taking up commits after this long; the rest is the next run's. */
const BUDGET_MS = 18e4;
/** With four or five requests each, well within the thousand an hour that a GITHUB_TOKEN has. */
const COMMITS_PER_RUN = 100;
/**
* Writes what is missing and completes the notes of the pull requests concerned. Nothing missing: no write, and no request but Git's.
* Throws when a record cannot be made or written; when only a note cannot be, the records are written first.
*/
async function recordCommits(request, effects) {
	const { configuration, dryRun } = request;
	const chosen = request.environments?.map((name) => environmentNamed(configuration, name)) ?? configuration.environments;
	const deadline = effects.clock.now() + BUDGET_MS;
	const records = [];
	const commits = [];
	const notes = noteCompletion(configuration.records.branch, effects);
	let left = 0;
	for (const [connection, environments] of await byRepository(chosen, effects)) {
		const missing = recordsMissing(connection, environments, configuration, effects, {
			deadline,
			commits: COMMITS_PER_RUN
		});
		const { branch } = configuration.records;
		let derivation = {
			records: [],
			left: 0
		};
		if (dryRun) {
			derivation = await missing(await openRecords(connection.git, branch));
			records.push(...derivation.records);
		} else {
			const outcome = await writeRecords(connection.git, branch, async (index) => {
				derivation = await missing(index);
				await notes.complete(connection, derivation.records);
				return derivation.records;
			});
			records.push(...outcome.written);
			if (outcome.commit !== null) commits.push(outcome.commit);
		}
		left += derivation.left;
	}
	notes.throwIfFailed();
	return {
		result: records.length === 0 ? "nothing" : "recorded",
		reason: reasonFor(records.length, left, dryRun),
		records: records.map(({ environment, app, commit, kind }) => ({
			environment,
			app,
			commit,
			kind
		})),
		commit: commits[0] ?? null,
		remaining: left > 0
	};
}
async function byRepository(environments, { connections }) {
	const found = /* @__PURE__ */ new Map();
	for (const environment of environments) {
		const connection = await connections.of(environment);
		const same = [...found.keys()].find(({ name }) => name === connection.name) ?? connection;
		found.set(same, [...found.get(same) ?? [], environment]);
	}
	return found;
}
function reasonFor(count, left, dryRun) {
	const changes = count === 1 ? "1 change" : `${count} changes`;
	const rest = left === 0 ? "" : `; ${left === 1 ? "1 commit is" : `${left} commits are`} left for the next run`;
	if (count === 0) return `every change has its record${rest}`;
	return dryRun ? `dry run: ${changes} would be recorded${rest}` : `recorded ${changes}${rest}`;
}

// src/records/summary.ts
/** Rows shown; a summary has a size limit, and the records themselves are on their branch. */
const ROWS = 200;
/** Inert Markdown; one part of a page that may have those of other actions after it. */
function recordSummary(result) {
	const rows = result.records.slice(0, ROWS).map(({ environment, app, commit, kind }) => [
		inlineText(environment),
		inlineText(app),
		codeSpan(commit),
		kind
	]);
	const hidden = result.records.length - rows.length;
	return `${[
		`### Waybill record: ${result.result}`,
		inlineText(result.reason),
		...rows.length === 0 ? [] : [table([
			"environment",
			"app",
			"commit",
			"kind"
		], rows)],
		...hidden > 0 ? [`and ${hidden} more`] : [],
		...result.commit === null ? [] : [`Written in ${codeSpan(result.commit)}.`]
	].join("\n\n")}\n`;
}

export { recordCommits as n, recordSummary as t };