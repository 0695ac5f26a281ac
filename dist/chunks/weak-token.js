import { Ht as UserError, Lt as inlineText, Ut as messageOf, it as environmentNamed, jt as didYouMean, k as equalVersions } from "./start.js";
import { n as pairingKey, r as placeOf } from "./pin.js";
import { t as changesetOf } from "./pins.js";
import { r as stepBetween } from "./order.js";
import { n as makePlan, t as isMissing } from "./make-plan.js";
import { c as declare, d as sameEdits, i as sourceOf, r as sinceOf, s as applyEdits, u as diffOf } from "./own-filter.js";
import { n as readEnvironment, t as readBoth } from "./environment-pins.js";
import { t as promotionText } from "./pull-request-text.js";
import { n as receivers, r as requireApps } from "./receiving.js";
import { c as MissingCommit, l as commitMessage, u as parseTrailers } from "./connect.js";
import { a as whyNot } from "./reports.js";
import { a as branchOf, t as openRecords } from "./store.js";
import { l as isInFirstParentHistory } from "./publish.js";
import { a as parsePromotionBranch, i as PROMOTIONS, n as inspectBranch, o as promotionBranch, r as sameFiles, t as commitOf } from "./proposal-branch.js";
import { i as withdrawProposal, n as publishProposal, r as pullRequestOf, t as isApproved } from "./pull-requests.js";

// src/promotion/declared-sources.ts
/** How far back the branch is searched. What is older was recorded, or was not written by us. */
const HISTORY_LIMIT = 50;
/**
* For each version the newest commit of ours on the branch that brought it, and the source that it declares. A declaration is believed only
* when the commit changed the app's pins as it says.
*/
async function declaredSources(request) {
	const { git, environment, head } = request;
	const found = [];
	let open = request.wanted;
	let read = 0;
	if (open.length === 0) return found;
	for await (const commit of git.history(head, () => read >= HISTORY_LIMIT || open.length === 0)) {
		read += 1;
		for (const change of parseTrailers(commit.message).changes) {
			const wanted = open.find(({ app, artifact, version }) => change.environment === environment.name && change.app === app && change.artifact === artifact && equalVersions(change.to, version));
			if (wanted === void 0 || change.source === null) continue;
			if (!await isTrue(request, commit, change)) continue;
			found.push({
				...wanted,
				source: change.source
			});
			open = open.filter((other) => other !== wanted);
		}
	}
	return found;
}
/** Whether the commit took the app's pins of the artifact from the one version to the other. */
async function isTrue(request, { commit, parents }, { app, artifact, from, to }) {
	const [parent] = parents;
	if (parent === void 0) return false;
	const versionsAt = async (at) => {
		const snapshot = await request.git.snapshotAt(at);
		return ((await readEnvironment(snapshot, request.environment, {
			rules: request.rules,
			apps: [app]
		})).apps.get(app)?.pins ?? []).filter((pin) => pairingKey(pin) === artifact).map(({ version }) => version);
	};
	if (!(await versionsAt(parent)).some((version) => equalVersions(version, from))) return false;
	const after = await versionsAt(commit);
	return after.length > 0 && after.every((version) => equalVersions(version, to));
}

// src/promotion/plan-with-records.ts
/** Reads the records only when something differs, and only those of the apps that do. */
async function planWithRecords(input) {
	const { from, to, sourceCommit, giver } = input;
	const bare = makePlan({
		from,
		to,
		sourceCommit
	});
	const differing = bare.apps.filter(({ kind }) => kind !== "nothing");
	if (differing.length === 0) return bare;
	const index = await openRecords(giver.git, input.recordsBranch);
	const standings = /* @__PURE__ */ new Map();
	for (const { app } of differing) standings.set(app, await index.standing(from.environment, app));
	const standing = (app) => standings.get(app) ?? null;
	const ancestry = await ancestryOf(bare, standing, giver);
	const declared = await declaredSources({
		git: giver.git,
		environment: input.giving,
		rules: input.rules,
		head: sourceCommit,
		wanted: unrecorded(bare, standing)
	});
	return makePlan({
		from,
		to,
		sourceCommit,
		standing,
		source: (app, artifact, version) => declared.find((known) => known.app === app && known.artifact === artifact && equalVersions(known.version, version))?.source ?? null,
		isNewer: (app, artifact, present, offered) => ancestry.find((known) => known.app === app && known.artifact === artifact && equalVersions(known.present, present) && equalVersions(known.offered, offered))?.isNewer ?? null
	});
}
/** The versions on offer that the records do not show yet: they were written after the last look. */
function unrecorded(plan, standing) {
	return plan.apps.flatMap((app) => app.kind !== "promote" ? [] : app.changes.map(({ offered, to }) => ({
		app: app.app,
		artifact: offered,
		version: to
	})).filter(({ artifact, version }) => sinceOf(standing(app.app), artifact, version) === null));
}
/** The order of versions that do not order themselves by their source commits, where these are in the environment's own repository: no other is at hand. */
async function ancestryOf(plan, standing, giver) {
	const known = [];
	for (const app of plan.apps) {
		if (app.kind !== "promote") continue;
		for (const { offered: artifact, from, to, step } of app.changes) {
			if (step !== "unordered" && step !== "digest") continue;
			const older = sourceOf(standing(app.app), artifact, from);
			const newer = sourceOf(standing(app.app), artifact, to);
			const isHere = [older, newer].every((source) => source?.repository.toLowerCase() === giver.name.toLowerCase());
			if (older === null || newer === null || !isHere || older.commit === newer.commit) continue;
			const isNewer = await orderOf(giver, older.commit, newer.commit);
			known.push({
				app: app.app,
				artifact,
				present: from,
				offered: to,
				isNewer
			});
		}
	}
	return known;
}
async function orderOf({ git }, present, offered) {
	if (await git.isAncestor(present, offered)) return true;
	return await git.isAncestor(offered, present) ? false : null;
}

// src/promotion/promote-app.ts
/** A concurrent run may replace the branch under us; whatever it wrote is looked at again, this often. */
const ATTEMPTS = 4;
/** Throws what Git and the forge throw; the caller keeps one app's failure from the others. */
async function promoteApp(receiver, state) {
	let present = state;
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		const outcome = present.plan.kind === "promote" ? await propose(receiver, present, present.plan) : await retract(receiver, present, present.plan);
		if (!("movedTo" in outcome)) return outcome;
		present = {
			...present,
			tip: outcome.movedTo
		};
	}
	throw new Error(`the branch of "${state.plan.app}" was replaced ${ATTEMPTS} times while it was being written`);
}
/** Nothing is to be proposed (any more): an open pull request of ours is closed with the reason, a branch left behind is deleted. */
async function retract(receiver, state, plan) {
	const { forge, connection, dryRun } = receiver;
	const { tip, pullRequest } = state;
	const reason = whyNot(plan);
	const standing = {
		result: state.isMissing ? "missing" : plan.kind,
		reason,
		pullRequest: null
	};
	if (tip === null && pullRequest === null) return standing;
	const branch = promotionBranch(receiver.environment.name, plan.app);
	const found = tip === null ? null : await inspect(receiver, plan.app, tip);
	if (found?.kind === "foreign") return pullRequest === null ? standing : {
		result: "foreign",
		reason: stopped(found.reason),
		pullRequest
	};
	if (pullRequest === null) {
		if (tip !== null && !dryRun) await connection.git.deleteBranch(branch, tip);
		return standing;
	}
	if ((await forge.pullRequest(pullRequest.number)).mergedAt !== null) return standing;
	if (!dryRun) {
		const comment = `Closed by Waybill: ${inlineText(reason)}.`;
		await withdrawProposal({
			forge,
			git: connection.git,
			pullRequest,
			branch,
			tip,
			comment
		});
	}
	return {
		result: "closed",
		reason,
		pullRequest
	};
}
async function propose(receiver, state, plan) {
	const { environment, forge } = receiver;
	const { tip, pullRequest } = state;
	const files = applyEdits(receiver.reading.read, plan.changes);
	if (tip === null) return write(receiver, state, plan, files);
	const found = await inspect(receiver, plan.app, tip);
	if (found.kind === "foreign") return {
		result: "foreign",
		reason: stopped(found.reason),
		pullRequest
	};
	if (!sameEdits(found.edits, plan.changes)) {
		if (pullRequest !== null && !isWithdrawn(found.edits, plan.changes) && await isApproved(forge, {
			...pullRequest,
			head: {
				...pullRequest.head,
				commit: tip
			}
		})) return {
			result: "waiting",
			reason: `the open pull request is approved; what ${environment.from} has now follows when it is merged or closed`,
			pullRequest
		};
		return write(receiver, state, plan, files);
	}
	const ended = pullRequest === null ? await whyEnded(receiver, plan.app, tip) : null;
	if (ended !== null) return {
		result: "nothing",
		reason: ended,
		pullRequest: null
	};
	if (!await sourceStands(receiver, found)) return write(receiver, state, plan, files);
	if (pullRequest !== null && !sameFiles(found.files, files) && (await forge.mergeState(pullRequest)).state === "dirty") return write(receiver, state, plan, files);
	return publish(receiver, state, textOf(receiver, {
		...plan,
		source: found.declared.from ?? plan.source
	}, files));
}
/** Puts the plan's commit in place of what the branch had, then makes its pull request say so. */
async function write(receiver, state, plan, files) {
	const { environment, connection, reading, run, dryRun } = receiver;
	const text = textOf(receiver, plan, files);
	if (!dryRun) {
		const outcome = await connection.git.writeBranch({
			branch: promotionBranch(environment.name, plan.app),
			base: commitOf(reading.snapshot),
			changes: changesetOf(reading.read, files),
			message: commitMessage(text.subject, text.message, {
				changes: declare(environment.name, changesOf(plan)),
				from: plan.source,
				run
			}),
			expected: state.tip
		});
		if (outcome.kind === "moved") return { movedTo: outcome.now };
		const { pullRequest } = state;
		const moved = pullRequest === null ? null : {
			...pullRequest,
			head: {
				...pullRequest.head,
				commit: outcome.commit
			}
		};
		const published = await publish(receiver, {
			...state,
			pullRequest: moved
		}, text);
		return {
			...published,
			result: published.result === "unchanged" ? "refreshed" : published.result
		};
	}
	return {
		result: state.pullRequest === null ? "opened" : "refreshed",
		reason: text.title,
		pullRequest: state.pullRequest
	};
}
async function publish(receiver, state, text) {
	const { environment, forge, base, dryRun } = receiver;
	if (dryRun) return {
		result: state.pullRequest === null ? "opened" : "unchanged",
		reason: text.title,
		pullRequest: state.pullRequest
	};
	const { pullRequest, change, problem } = await publishProposal({
		forge,
		branch: promotionBranch(environment.name, state.plan.app),
		base,
		text,
		labels: environment.promote.labels,
		reviewers: environment.promote.reviewers,
		present: state.pullRequest
	});
	const head = {
		...pullRequest.head,
		commit: state.pullRequest?.head.commit ?? pullRequest.head.commit
	};
	const shown = {
		...pullRequest,
		head
	};
	if (problem !== null) return {
		result: "failed",
		reason: `${text.title}: ${problem}`,
		pullRequest: shown
	};
	return {
		result: change,
		reason: text.title,
		pullRequest: shown
	};
}
function inspect(receiver, app, tip) {
	const { environment, connection, rules, reading } = receiver;
	return inspectBranch({
		git: connection.git,
		branch: promotionBranch(environment.name, app),
		tip,
		base: reading,
		readAt: (snapshot) => readEnvironment(snapshot, environment, {
			rules,
			apps: [app]
		}),
		belongs: (change) => change.environment === environment.name && change.app === app
	});
}
/**
* Whether the commit that the branch says its versions come from is still in the giving environment's history. One that the remote does
* not give away is not: the same repository answered for the environment a moment ago, and what is put in its place is a commit that is.
*/
async function sourceStands({ giver }, branch) {
	const { from } = branch.declared;
	if (from === null) return false;
	try {
		const { git } = giver.connection;
		if (from === giver.commit) return true;
		return await git.isAncestor(from, giver.commit) && await isInFirstParentHistory(git, giver.commit, from);
	} catch (error) {
		if (error instanceof MissingCommit) return false;
		throw error;
	}
}
/**
* Why a branch of ours without an open pull request is not proposed (again); `null`: it is left from a killed run. We delete the branch
* when we close its pull request, so one that is still there was closed by a person; or it was merged since the base was read.
*/
async function whyEnded({ forge, environment, base, connection, reading }, app, tip) {
	const last = await forge.lastClosedPullRequest(promotionBranch(environment.name, app), base);
	if (last === null || last.head.commit !== tip) return null;
	if (last.mergedAt === null) return "a pull request with exactly this was closed by hand; it is proposed again when its branch is deleted, or with another version";
	return last.mergeCommit === null || await connection.git.isAncestor(last.mergeCommit, commitOf(reading.snapshot)) ? null : `#${last.number} with exactly this was merged a moment ago`;
}
/** Whether the giving environment went back from what is proposed, as far as versions order themselves. */
function isWithdrawn(proposed, planned) {
	return proposed.some(({ pin, to }) => {
		const now = planned.find((change) => placeOf(change.pin) === placeOf(pin));
		return now !== void 0 && stepBetween(to, now.to) === "downgrade";
	});
}
function textOf(receiver, plan, files) {
	const { environment, forge, reading } = receiver;
	return promotionText({
		app: plan.app,
		from: environment.from,
		to: environment,
		changes: plan.changes.map((change) => ({
			...change,
			app: plan.app
		})),
		step: plan.step,
		source: plan.source,
		remarks: plan.remarks,
		diff: diffOf(reading.read, files),
		serverUrl: forge.serverUrl
	});
}
function changesOf(plan) {
	return plan.changes.map((change) => ({
		...change,
		app: plan.app
	}));
}
function stopped(reason) {
	return `${reason}; it is left as it is: merge or close it, or delete the branch to have it proposed anew`;
}

// src/promotion/promote-result.ts
function described(environment, app, { result, reason, pullRequest }) {
	return {
		environment,
		app,
		result,
		reason,
		pullRequestNumber: pullRequest?.number ?? null,
		pullRequestUrl: pullRequest?.url ?? null
	};
}
function failed(environment, app, error) {
	return {
		environment,
		app,
		result: "failed",
		reason: messageOf(error),
		pullRequestNumber: null,
		pullRequestUrl: null
	};
}
/** The run in one word and one sentence: one failure makes it fail, whatever else was done. */
function conclude(apps, dryRun) {
	const failures = apps.filter(({ result }) => result === "failed");
	const [failure] = failures;
	if (failure !== void 0) {
		const what = [failure.app, failure.environment].filter((name) => name !== "").join(" in ");
		const rest = failures.length === 1 ? "" : `, and ${failures.length - 1} more failed`;
		return {
			result: "failed",
			reason: `${what}: ${failure.reason}${rest}`
		};
	}
	const counts = /* @__PURE__ */ new Map();
	for (const { result } of apps) counts.set(result, (counts.get(result) ?? 0) + 1);
	const reason = apps.length === 0 ? "no app was found" : apps.every((app) => app.result === "nothing") && apps[0] !== void 0 ? apps.length === 1 ? apps[0].reason : `nothing to promote in ${apps.length} apps` : [...counts].map(([result, count]) => `${count} ${result === "nothing" ? "with nothing to promote" : result}`).join(", ");
	if (dryRun) return {
		result: "dry-run",
		reason
	};
	const quiet = /* @__PURE__ */ new Set([
		"nothing",
		"unchanged",
		"refused",
		"missing",
		"waiting",
		"foreign"
	]);
	return {
		result: apps.every(({ result }) => quiet.has(result)) ? "nothing" : "promoted",
		reason
	};
}

// src/promotion/run-view.ts
function viewOf() {
	const snapshots = /* @__PURE__ */ new Map();
	const proposals = /* @__PURE__ */ new Map();
	return {
		snapshot: (connection, branch) => once(snapshots, JSON.stringify([connection.name, branch]), () => connection.git.snapshot(branch)),
		proposals: (connection) => once(proposals, connection, () => readProposals(connection)),
		async open() {
			return (await Promise.allSettled([...proposals].map(async ([connection, found]) => ({
				connection,
				pullRequests: (await found).open
			})))).flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
		}
	};
}
async function readProposals({ forge, git, name }) {
	if (forge === null) throw new UserError(`${name} has no forge; \`promote\` opens pull requests, \`waybill plan\` shows what it would do`);
	return {
		forge,
		open: [...await forge.openPullRequests()],
		tips: await git.branches(PROMOTIONS)
	};
}
function once(known, key, read) {
	const present = known.get(key) ?? read();
	known.set(key, present);
	return present;
}

// src/promotion/promote.ts
/**
* Level-triggered: what is there decides, not what happened. One app's failure is told and does not stop the others.
* Throws a usage error when an environment is unknown or none takes from another.
*/
async function promote(request, effects) {
	const view = viewOf();
	const results = [];
	const known = /* @__PURE__ */ new Set();
	for (const environment of receivers(request.configuration, request.environments)) try {
		results.push(...await promoteEnvironment(request, environment, view, known, effects));
	} catch (error) {
		if (error instanceof UserError && error.exitCode === 2) throw error;
		effects.log.warning(`${environment.name}: ${messageOf(error)}`);
		results.push(failed(environment.name, "", error));
	}
	if (results.every(({ app }) => app !== "")) results.push(...strangers(request.apps ?? [], known, results));
	return {
		apps: results,
		...conclude(results, request.dryRun),
		open: await view.open()
	};
}
/** A failure for each app that was asked for by name and that no environment has. */
function strangers(wanted, known, results) {
	const found = new Set(results.map(({ app }) => app));
	return wanted.filter((app) => !found.has(app)).map((app) => failed("", app, new UserError(`no environment has an app "${app}"${didYouMean(app, known)}`)));
}
async function promoteEnvironment(request, environment, view, known, effects) {
	const { configuration } = request;
	const from = environmentNamed(configuration, environment.from);
	const giver = await effects.connections.of(from);
	const connection = await effects.connections.of(environment);
	const base = branchOf(environment, connection);
	const { forge, open, tips } = await view.proposals(connection);
	const given = await view.snapshot(giver, branchOf(from, giver));
	const options = {
		rules: configuration,
		...request.apps === void 0 ? {} : { apps: request.apps }
	};
	const { given: source, present: reading } = await readBoth({
		snapshot: given,
		environment: from
	}, {
		snapshot: await view.snapshot(connection, base),
		environment
	}, options);
	requireApps(configuration, from, source.known);
	for (const app of [...source.known, ...reading.known]) known.add(app);
	const plan = await planWithRecords({
		from: source,
		to: reading,
		sourceCommit: commitOf(given),
		giver,
		giving: from,
		rules: configuration,
		recordsBranch: configuration.records.branch
	});
	const receiver = {
		environment,
		connection,
		forge,
		base,
		rules: configuration,
		reading,
		giver: {
			connection: giver,
			commit: commitOf(given)
		},
		run: effects.run,
		dryRun: request.dryRun
	};
	const results = [];
	for (const app of appsOf(plan, environment, tips, request.apps)) {
		const branch = promotionBranch(environment.name, app.app);
		const tip = tips.get(branch) ?? null;
		const listed = pullRequestOf(open, forge, branch, base);
		const state = {
			plan: app,
			isMissing: app.kind === "nothing" && isMissing({
				from: source,
				to: reading
			}, app.app),
			tip,
			pullRequest: listed === null || tip === null ? listed : {
				...listed,
				head: {
					...listed.head,
					commit: tip
				}
			}
		};
		results.push(await attempt(receiver, state, open, effects));
	}
	return results;
}
async function attempt(receiver, state, open, { log }) {
	const environment = receiver.environment.name;
	const { app } = state.plan;
	try {
		const outcome = await promoteApp(receiver, state);
		tell(log, environment, app, outcome);
		for (const remark of state.plan.remarks) log.info(`${environment}, ${app}: ${remark}`);
		const { pullRequest } = outcome;
		if (pullRequest !== null && !receiver.dryRun) replace(open, pullRequest, outcome.result !== "closed");
		return described(environment, app, outcome);
	} catch (error) {
		log.warning(`${environment}, ${app}: ${messageOf(error)}`);
		return failed(environment, app, error);
	}
}
function replace(open, pullRequest, isOpen) {
	const at = open.findIndex(({ number }) => number === pullRequest.number);
	open.splice(at === -1 ? open.length : at, at === -1 ? 0 : 1, ...isOpen ? [pullRequest] : []);
}
function tell(log, environment, app, { result, reason }) {
	const line = `${environment}, ${app}: ${result}: ${reason}`;
	if (result === "refused" || result === "foreign" || result === "failed") log.warning(line);
	else if (result === "nothing") log.debug(line);
	else log.info(line);
}
/** The planned apps, and those that neither environment has any more but that still have a branch of ours. */
function appsOf(plan, environment, tips, wanted) {
	const known = new Set(plan.apps.map(({ app }) => app));
	const gone = [...tips.keys()].flatMap((branch) => {
		const named = parsePromotionBranch(branch);
		if (named === null || named.environment !== environment.name || known.has(named.app)) return [];
		return wanted === void 0 || wanted.includes(named.app) ? [named.app] : [];
	}).map((app) => ({
		kind: "nothing",
		app,
		reason: `${plan.from} and ${plan.to} have no app "${app}"`,
		remarks: []
	}));
	return [...plan.apps, ...gone];
}

// src/promotion/weak-token.ts
/** Under this login everything appears that a job does with its GITHUB_TOKEN. */
const OWN_TOKEN = "github-actions[bot]";
/** One sentence; `null` when nothing was opened or changed, or somebody else did it. */
function weakTokenRemark(result) {
	const written = new Set(result.apps.flatMap(({ result: word, pullRequestUrl }) => (word === "opened" || word === "refreshed") && pullRequestUrl !== null ? [pullRequestUrl] : []));
	const ours = result.open.flatMap(({ pullRequests }) => pullRequests).filter(({ url, author }) => written.has(url) && author === OWN_TOKEN);
	if (ours.length === 0) return null;
	return `${ours.map(({ number }) => `#${number}`).join(", ")}: what the job's own token opens and merges starts no workflow, so other required checks do not run there and a merge is recorded by the next scheduled run; an App (\`app-id\`, \`private-key\`) has no such limit`;
}

export { promote as n, weakTokenRemark as t };