import "./rolldown-runtime.js";
import { a as placesIn, c as readNamedPlace, d as isManifestPath, i as namesFile, r as pinsOf, t as changesetOf } from "./pins.js";
import { a as mintAppToken, c as MissingCommit, i as connectForge, l as commitMessage, o as ForgeError, t as connect, u as parseTrailers } from "./connect.js";
import { a as policyOf, c as declare, d as sameEdits, i as sourceOf, n as isNewerByRecords, o as policyWord, s as applyEdits, t as filterObjection, u as diffOf } from "./own-filter.js";
import { A as formatVersion, H as artifactKey, Ht as UserError, Lt as inlineText, Ut as messageOf, Wt as usageError, _ as parseRepositoryName, c as appOfPath, g as readAccess, ht as mask, it as environmentNamed, jt as didYouMean, k as equalVersions, r as systemClock, z as isWithinRepository } from "./start.js";
import { n as pairingKey, r as placeOf } from "./pin.js";
import { n as inspectBranch, r as sameFiles, s as updateBranch, t as commitOf } from "./proposal-branch.js";
import { n as updateText } from "./pull-request-text.js";
import { i as isObjectId } from "./configuration-file.js";
import { a as branchOf, t as openRecords } from "./store.js";
import { r as stepBetween } from "./order.js";
import { t as coupledEdits } from "./coupled.js";
import { n as readEnvironment } from "./environment-pins.js";
import { t as nameOf } from "./pairing.js";
import { i as withdrawProposal, n as publishProposal, r as pullRequestOf } from "./pull-requests.js";
import { n as updateSummary } from "./summary2.js";
import { t as _usingCtx } from "./usingCtx.js";
import { setFlagsFromString } from "node:v8";

// src/promotion/own-commit.ts
/** A commit that sets versions touches few files; one that touches more is not looked into. */
const MOST_FILES = 500;
/**
* Why a build of the commit holds nothing new: Waybill made it (or everything that a merge brought in by it), or it sets versions and
* nothing else, as a promotion does that a person squashed and whose trailers are lost. `null` when there is something to release.
*
* Only where application and environment share a repository can a build be started by our own commit. `[skip ci]` would stop that too,
* and hide the checks that a gate waits for.
*/
async function nothingToRelease(git, commit, { pins }) {
	const head = await firstOf(git.history(commit, () => false));
	if (head === null) return null;
	if (await isOwn(git, head)) return "was made by Waybill";
	return await setsVersionsOnly(git, head, {
		ignore: [],
		pins
	}) ? "sets versions in manifests and nothing else" : null;
}
async function isOwn(git, head) {
	if (isDeclared(head)) return true;
	const [parent, ...merged] = head.parents;
	if (parent === void 0 || merged.length === 0) return false;
	const brought = (await git.commitsBetween(parent, head.commit)).filter(({ parents }) => parents.length < 2);
	return brought.length > 0 && brought.every(isDeclared);
}
/** Whether the files before, with the versions after, are the files after: byte for byte. */
async function setsVersionsOnly(git, { commit, parents }, rules) {
	const [parent] = parents;
	if (parent === void 0) return false;
	const paths = await git.changedPaths(parent, commit);
	const isRead = (path) => isManifestPath(path) || placesIn(rules, path).length > 0;
	if (paths.length === 0 || paths.length > MOST_FILES || !paths.every(isRead)) return false;
	const snapshot = await git.snapshotAt(commit);
	const options = {
		scope: paths,
		rules
	};
	const before = await pinsOf(await git.snapshotAt(parent), options);
	const after = await pinsOf(snapshot, options);
	const placeOf = (pin) => JSON.stringify([
		pin.file,
		pin.document,
		pin.path,
		pairingKey(pin)
	]);
	const versions = new Map(after.scan.pins.map((pin) => [placeOf(pin), pin.version]));
	const edits = before.scan.pins.flatMap((pin) => {
		const to = versions.get(placeOf(pin));
		return to === void 0 || equalVersions(pin.version, to) ? [] : [{
			pin,
			to
		}];
	});
	const found = await snapshot.read(paths);
	try {
		return sameFiles(applyEdits(before, edits), found);
	} catch (error) {
		if (error instanceof UserError) return false;
		throw error;
	}
}
function isDeclared({ message }) {
	return parseTrailers(message).changes.length > 0;
}
async function firstOf(commits) {
	for await (const commit of commits) return commit;
	return null;
}

// src/promotion/update-order.ts
/** How far back the environment's history is searched for our own commits. Beyond it the records know. */
const HISTORY_LIMIT = 50;
/** See `AskOrder`. */
function updateOrder(options) {
	const { target, recordsBranch, source } = options;
	const { git } = target.connection;
	let records = null;
	const histories = /* @__PURE__ */ new Map();
	const ancestries = /* @__PURE__ */ new Map();
	const standingOf = async (app) => {
		if (recordsBranch === null) return null;
		records ??= openRecords(git, recordsBranch);
		return (await records).standing(target.environment.name, app);
	};
	const historyOf = (commit) => {
		const known = histories.get(commit) ?? ourChanges(target, commit);
		histories.set(commit, known);
		return known;
	};
	const ancestryOf = (present) => {
		const key = `${present.repository}@${present.commit}`;
		const known = ancestries.get(key) ?? byAncestry(options, present, source);
		ancestries.set(key, known);
		return known;
	};
	return async ({ snapshot, app, pin, source: said }, offered) => {
		const artifact = pairingKey(pin);
		const standing = await standingOf(app);
		const history = (snapshot.commit === null ? [] : await historyOf(snapshot.commit)).filter((change) => change.environment === target.environment.name && change.app === app && change.artifact === artifact);
		const introduced = history.find(({ to }) => equalVersions(to, pin.version));
		const present = said ?? introduced?.source ?? sourceOf(standing, artifact, pin.version) ?? namedBy(pin, source);
		return (present === null ? null : await ancestryOf(present)) ?? isNewerByRecords(standing, artifact, pin.version, offered) ?? byHistory(history, pin.version, offered);
	};
}
/** A tag that is a whole commit id names what it was built from: a commit of the repository that builds the artifact now. */
function namedBy({ version: { tag } }, offered) {
	return tag === null || offered === null || !isObjectId(tag) ? null : {
		repository: offered.repository,
		commit: tag
	};
}
async function byAncestry({ target, ancestry }, present, offered) {
	if (offered === null || present.commit === offered.commit) return null;
	const repository = offered.repository.toLowerCase();
	if (present.repository.toLowerCase() !== repository) return null;
	const { git, name } = target.connection;
	if (repository === name.toLowerCase()) return orderInGit(git, present.commit, offered.commit);
	return ancestry === null ? null : ancestry(offered.repository, present.commit, offered.commit);
}
async function orderInGit(git, present, offered) {
	try {
		if (await git.isAncestor(present, offered)) return true;
		return await git.isAncestor(offered, present) ? false : null;
	} catch (error) {
		if (error instanceof MissingCommit) return null;
		throw error;
	}
}
/** A version that the environment had before the present one came is older; one that it never had cannot be placed. */
function byHistory(history, present, offered) {
	const presentAt = history.findLastIndex(({ to }) => equalVersions(to, present));
	if (presentAt === -1) return null;
	return history.slice(presentAt).some(({ from, to }, index) => equalVersions(from, offered) || index > 0 && equalVersions(to, offered)) ? false : null;
}
/** What our commits on the branch declare, newest first. Claims: they can only keep an update from being written. */
async function ourChanges({ connection }, head) {
	const changes = [];
	let read = 0;
	for await (const { message } of connection.git.history(head, () => read >= HISTORY_LIMIT)) {
		changes.push(...parseTrailers(message).changes);
		read += 1;
	}
	return changes;
}

// src/promotion/update-plan.ts
/** Throws a UserError when an artifact is pinned nowhere in the target, or only where its version may not be written. */
async function planUpdate(snapshot, input) {
	const { target, artifacts } = input;
	const reading = await readMatching(snapshot, input);
	checkApps(target, reading);
	checkPlaces(input, reading);
	const plan = {
		reading,
		changes: [],
		superseded: [],
		same: [],
		remarks: []
	};
	const refusals = [];
	for (const wanted of artifacts) {
		const matches = placesOf(reading, wanted.artifact, target.apps !== null);
		if (matches.length === 0) throw await notPinned(snapshot, input, wanted.artifact);
		for (const { app, pin } of matches) await judge(snapshot, input, wanted, app, pin, plan, refusals);
	}
	for (const [app, scan] of reading.apps) addCoupled(app, scan.pins, plan.changes);
	if (refusals.length > 0) {
		if (plan.changes.length === 0 && plan.same.length === 0) throw new UserError(refusals.join("; "));
		plan.remarks.push(...refusals);
	}
	for (const { file, line, reason } of reading.read.scan.problems) plan.remarks.push(`${line === null ? file : `${file}:${line}`} could not be read: ${reason}`);
	return plan;
}
async function judge(snapshot, input, { version }, app, pin, plan, refusals) {
	if (equalVersions(pin.version, version)) {
		plan.same.push(pin);
		return;
	}
	if (pin.guarded) {
		refusals.push(`${placeOf(pin)} is left alone: ${pin.refusal ?? ""}; to write it, name the place with the input \`places\` or under \`pins\` in waybill.yaml`);
		return;
	}
	if (pin.style === "range" && !pin.named) {
		refusals.push(`${placeOf(pin)} holds ${policyOf(pin)} for ${nameOf(pin)}; a ${policyWord(pin)} is policy and stays as it is`);
		return;
	}
	const objection = filterObjection(pin, version);
	if (objection !== null) {
		refusals.push(objection);
		return;
	}
	const step = await stepTo(snapshot, input, app, pin, version);
	if (step === "downgrade") {
		plan.superseded.push(`${placeOf(pin)} has ${nameOf(pin)} "${formatVersion(pin.version)}", newer than "${formatVersion(version)}"`);
		return;
	}
	if (pin.automation !== null) plan.remarks.push(`${placeOf(pin)}: ${pin.automation}`);
	plan.changes.push({
		app,
		pin,
		from: pin.version,
		to: version,
		source: input.source,
		step,
		since: null
	});
}
/** Adds what the app's changes bring along. Throws a UserError where that cannot be told: then nothing is to be written. */
function addCoupled(app, pins, changes) {
	const { edits, objections } = coupledEdits(pins, changes.filter((change) => change.app === app));
	if (objections.length > 0) throw new UserError(objections.join("; "));
	for (const { pin, to, because } of edits) changes.push({
		...because,
		pin,
		from: pin.version,
		to
	});
}
async function stepTo(snapshot, input, app, pin, version) {
	if (formatVersion(pin.version) === "") return "unordered";
	const step = stepBetween(pin.version, version);
	if (step !== "unordered" && step !== "digest") return step;
	return await input.isNewer({
		snapshot,
		app,
		pin,
		source: null
	}, version) === false ? "downgrade" : step;
}
/** The environment, reading only files that may hold the artifacts; where the app is named and they hold none, all of that app. */
async function readMatching(snapshot, { target, artifacts }) {
	const scope = {
		rules: target.rules,
		...target.apps === null ? {} : { apps: target.apps }
	};
	const wanted = artifacts.map(({ artifact }) => artifact);
	const screened = await readEnvironment(snapshot, target.environment, {
		...scope,
		artifacts: wanted
	});
	return wanted.every((artifact) => placesOf(screened, artifact, false).length > 0) || target.apps === null ? screened : readEnvironment(snapshot, target.environment, scope);
}
/**
* Every place that fixes the artifact. In an app that the call names, a single lone `tag:` that names no image is taken for the
* image's, as there is nothing else that it could be meant for.
*/
function placesOf(reading, artifact, appIsNamed) {
	const all = [...reading.apps].flatMap(([app, scan]) => scan.pins.map((pin) => ({
		app,
		pin
	})));
	const fixing = all.filter(({ pin }) => fixes(pin, artifact));
	const open = fixing.filter(({ pin }) => !pin.guarded);
	const named = open.length > 0 ? open : fixing;
	if (named.length > 0 || !appIsNamed || artifact.kind !== "image") return named;
	const nameless = all.filter(({ pin }) => pin.artifact === null && pin.takes === "image" && !pin.guarded);
	return nameless.length === 1 ? nameless : [];
}
/**
* A chart is called by its name alone; where its manifest names the repository too, that is part of its identity but not of the call. So it
* is with the folder of a Git repository.
*/
function fixes(pin, artifact) {
	if (pin.artifact === null || pin.artifact.kind !== artifact.kind) return false;
	return pairingKey(pin) === artifactKey(artifact) || artifact.kind === "chart" && pin.artifact.name === artifact.name || isWithinRepository(pin.artifact, artifact);
}
/** Throws a UserError unless every place that the call names is there: a place that is not found was mistyped. */
function checkPlaces({ target, places }, { read }) {
	const problems = [];
	for (const place of places) {
		const files = [...read.files].filter(([path]) => namesFile(place, path));
		if (files.length === 0) problems.push(`the input \`places\` names "${place.file}#${place.path}", and no file of ${target.environment.name} is that (${target.environment.paths.join(", ")}, without what is ignored)`);
		for (const [path, bytes] of files) {
			const found = readNamedPlace(path, bytes, place);
			if ("reason" in found) problems.push(`${path}${found.line === null ? "" : `:${found.line}`}: ${found.reason}`);
		}
	}
	if (problems.length > 0) throw new UserError(problems.join("; "));
}
function checkApps(target, reading) {
	const missing = target.apps?.find((app) => !reading.apps.has(app));
	if (missing !== void 0) throw new UserError(`${target.environment.name} has no app "${missing}" on the branch "${target.branch}" of ${target.connection.name}; expected one that its paths (${target.environment.paths.join(", ")}) lead to${didYouMean(missing, reading.known)}`);
}
async function notPinned(snapshot, { target }, artifact) {
	const all = await readEnvironment(snapshot, target.environment, {
		rules: target.rules,
		...target.apps === null ? {} : { apps: target.apps }
	});
	const names = new Set(all.read.scan.pins.flatMap((pin) => pin.artifact?.kind === artifact.kind ? [pin.artifact.name] : []));
	const where = target.apps === null ? target.environment.name : `${target.apps.join(", ")} in ${target.environment.name}`;
	const listed = [...names].toSorted().slice(0, 10).map((name) => `"${name}"`).join(", ");
	const found = names.size === 0 ? `no ${artifact.kind} is pinned there` : `pinned there: ${listed}${names.size > 10 ? ", ..." : ""}`;
	return new UserError(`no pin of the ${artifact.kind} "${artifact.name}" was found in ${where} on the branch "${target.branch}" of ${target.connection.name}${didYouMean(artifact.name, names)}; ${found}${namelessPlaces(all.read.scan.pins, artifact, target.apps === null)}`);
}
/** Places that fix a version of something that their manifest does not name: one of them may be what the call means. */
function namelessPlaces(pins, artifact, appIsMissing) {
	const places = pins.filter((pin) => pin.artifact === null && pin.takes === artifact.kind);
	if (places.length === 0) return "";
	const listed = places.slice(0, 5).map((pin) => `${placeOf(pin)} ("${formatVersion(pin.version)}")`).join(", ");
	const hint = appIsMissing && artifact.kind === "image" ? "; name the app with the input `app` if it is its one image that is meant" : "";
	return `; without a name there: ${listed}${places.length > 5 ? ", ..." : ""}${hint}`;
}

// src/promotion/update-result.ts
/** A result in which nothing was written; `plan` is `null` when none was made. */
function unchanged(target, plan, result, reason) {
	return {
		result,
		changed: false,
		reason,
		environment: target.environment.name,
		repository: target.connection.name,
		branch: target.branch,
		commit: null,
		pullRequestNumber: null,
		pullRequestUrl: null,
		files: [],
		previous: [],
		changes: [],
		remarks: plan?.remarks ?? [],
		diff: ""
	};
}
/** Why a plan without changes has none. */
function unneeded(target, plan) {
	if (plan.superseded.length > 0) return unchanged(target, plan, "superseded", plan.superseded.join("; "));
	const names = [...new Set(plan.same.map((pin) => `${nameOf(pin)} "${formatVersion(pin.version)}"`))].join(", ");
	return unchanged(target, plan, "nothing", `${target.environment.name} has ${names} already`);
}
/** What a plan with changes writes, before it is written. */
function writing(target, plan, files, diff) {
	return {
		environment: target.environment.name,
		repository: target.connection.name,
		branch: target.branch,
		commit: null,
		pullRequestNumber: null,
		pullRequestUrl: null,
		files: [...files.keys()],
		previous: [...new Set(plan.changes.map(({ pin, from }) => `${nameOf(pin)}=${formatVersion(from)}`))],
		changes: plan.changes,
		remarks: [...plan.superseded, ...plan.remarks],
		diff
	};
}

// src/promotion/update-trailers.ts
function updateTrailers({ environment }, { changes }, { run, actor }) {
	return {
		changes: declare(environment.name, changes),
		from: null,
		run,
		...actor === void 0 ? {} : { actor }
	};
}

// src/promotion/update-proposal.ts
const ATTEMPTS = 8;
/** Throws a UserError when somebody else's work is on the branch, or there is no forge to propose to. */
async function proposeUpdate(request, input, effects) {
	const { forge, name } = input.target.connection;
	if (forge === null) throw new UserError(`${name} has no forge to open a pull request on; use \`mode: commit\``);
	const branch = updateBranch(input.target.environment.name, subjectOf(request));
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		const result = await proposeOnce(request, input, effects, {
			forge,
			branch,
			isFirst: attempt === 1
		});
		if (result !== null) return result;
		await effects.clock.sleep(effects.clock.random() * 500 * 2 ** attempt);
	}
	throw new UserError(`the branch "${branch}" of ${name} was replaced ${ATTEMPTS} times while it was being written; run it again`);
}
/** `null` when the branch moved meanwhile: everything is to be looked at again. */
async function proposeOnce(request, input, effects, { forge, branch, isFirst }) {
	const { target } = input;
	const { git } = target.connection;
	const snapshot = await git.snapshot(target.branch);
	const plan = await planUpdate(snapshot, input);
	const tip = (await git.branches(branch)).get(branch) ?? null;
	const open = pullRequestOf(await forge.openPullRequests(target.branch), forge, branch, target.branch);
	const found = tip === null ? null : await inspect(input, plan, branch, tip);
	if (found?.kind === "foreign") throw new UserError(`${found.reason}; it is left as it is: merge or close its pull request, or delete the branch`);
	if (plan.changes.length === 0) return retract(request, input, plan, forge, branch, found, open);
	const newer = found === null || !(open !== null || !isFirst) ? null : await newerProposal(input, plan, found);
	if (newer !== null) return {
		...unchanged(target, plan, "superseded", newer),
		...addressOf(open)
	};
	const files = applyEdits(plan.reading.read, plan.changes);
	const diff = diffOf(plan.reading.read, files);
	const text = updateText({
		environment: target.environment.name,
		changes: plan.changes,
		remarks: plan.remarks,
		diff,
		serverUrl: forge.serverUrl
	});
	const made = writing(target, plan, files, diff);
	if (request.dryRun) return {
		...made,
		...addressOf(open),
		result: "dry-run",
		changed: false,
		reason: `would be proposed: ${text.title}`
	};
	const stands = found !== null && sameEdits(found.edits, plan.changes) && await isMergeable(found, files, open, forge);
	const commit = stands ? tip : await put(input, plan, files, {
		branch,
		text,
		expected: tip,
		effects
	});
	if (commit === null) return null;
	const { labels, reviewers } = request;
	const { pullRequest, change, problem } = await publishProposal({
		forge,
		branch,
		base: target.branch,
		text,
		labels,
		reviewers,
		present: open
	});
	if (problem !== null) throw new UserError(`${pullRequest.url} stands, but ${problem}`);
	const proposal = {
		...made,
		...addressOf(pullRequest),
		commit
	};
	if (change === "opened") return {
		...proposal,
		result: "proposed",
		changed: true,
		reason: text.title
	};
	if (!stands || change === "refreshed") return {
		...proposal,
		result: "refreshed",
		changed: true,
		reason: text.title
	};
	return {
		...proposal,
		result: "nothing",
		changed: false,
		reason: `proposed already: ${text.title}`
	};
}
/** Puts the plan's commit in place of `expected`; `null` when the branch had moved. */
async function put({ target }, plan, files, to) {
	const { branch, text, expected, effects } = to;
	const outcome = await target.connection.git.writeBranch({
		branch,
		base: commitOf(plan.reading.snapshot),
		changes: changesetOf(plan.reading.read, files),
		message: commitMessage(text.subject, text.message, updateTrailers(target, plan, effects)),
		expected
	});
	return outcome.kind === "written" ? outcome.commit : null;
}
/** Nothing is left to write: an open pull request that proposes nothing newer either says why and is closed. */
async function retract(request, input, plan, forge, branch, found, open) {
	const { target } = input;
	const result = unneeded(target, plan);
	if (request.dryRun || found !== null && proposesNewer(found, request)) return {
		...result,
		...addressOf(open)
	};
	const { git } = target.connection;
	const tip = found?.tip ?? null;
	if (open === null) {
		if (tip !== null) await git.deleteBranch(branch, tip);
		return result;
	}
	const comment = `Closed by Waybill: ${inlineText(result.reason)}.`;
	await withdrawProposal({
		forge,
		git,
		pullRequest: open,
		branch,
		tip,
		comment
	});
	return {
		...result,
		...addressOf(open),
		changed: true,
		reason: `${result.reason}; its pull request is closed`
	};
}
/** Whether the branch holds a version that is neither asked for now nor older than what is. */
function proposesNewer(branch, { artifacts }) {
	return branch.declared.changes.some(({ to }) => !artifacts.some(({ version }) => equalVersions(version, to) || stepBetween(version, to) === "downgrade"));
}
/** Says so when the open pull request proposes something newer than what is asked for now; `null` otherwise. */
async function newerProposal(input, plan, branch) {
	for (const { app, pin, to } of plan.changes) {
		const proposed = branch.declared.changes.find((change) => change.app === app && change.artifact === pairingKey(pin));
		if (proposed === void 0) continue;
		const step = stepBetween(proposed.to, to);
		const standing = {
			snapshot: plan.reading.snapshot,
			app,
			pin: {
				...pin,
				version: proposed.to
			},
			source: proposed.source
		};
		if (step === "downgrade" || (step === "unordered" || step === "digest") && await input.isNewer(standing, to) === false) return `the open pull request proposes ${nameOf(pin)} "${formatVersion(proposed.to)}", newer than "${formatVersion(to)}"`;
	}
	return null;
}
/** The bytes are those planned now, or the base changed the file elsewhere and the forge can still merge. */
async function isMergeable(branch, files, open, forge) {
	if (sameFiles(branch.files, files)) return true;
	return open !== null && (await forge.mergeState(open)).state !== "dirty";
}
function inspect(input, plan, branch, tip) {
	const { environment, connection, rules, apps } = input.target;
	return inspectBranch({
		git: connection.git,
		branch,
		tip,
		base: plan.reading,
		readAt: (snapshot) => readEnvironment(snapshot, environment, {
			rules,
			...apps === null ? { artifacts: input.artifacts.map(({ artifact }) => artifact) } : { apps }
		}),
		belongs: (change) => change.environment === environment.name
	});
}
/** The same call names the same branch, whatever is found in the repository: the app that it names, else its artifacts. */
function subjectOf({ app, artifacts }) {
	return app ?? [...new Set(artifacts.map(({ artifact }) => artifact.name))].toSorted().join("+");
}
function addressOf(pullRequest) {
	return {
		pullRequestNumber: pullRequest?.number ?? null,
		pullRequestUrl: pullRequest?.url ?? null
	};
}

// src/promotion/update-target.ts
/**
* The environment that is named, else the path, else the first environment that takes from no other. Throws a usage error when none or
* several are meant, or the name is unknown.
*/
async function findTarget(request, connections) {
	const { configuration, path, app } = request;
	const environment = path === null ? chooseEnvironment(request) : ownerOf(configuration, path) ?? placeAt(path, app);
	const connection = path === null || environment.repository !== null ? await connections.of(environment) : connections.home;
	return {
		environment,
		connection,
		branch: request.branch ?? branchOf(environment, connection),
		rules: {
			ignore: configuration?.ignore ?? [],
			pins: [...configuration?.pins ?? [], ...request.places]
		},
		apps: app === null ? null : [app]
	};
}
function chooseEnvironment({ configuration, environment }) {
	if (configuration === null) throw usageError("there is no configuration to find an environment by; name a folder or file with the input `path`, or add waybill.yaml");
	if (environment !== null) return environmentNamed(configuration, environment);
	const first = configuration.environments.filter(({ from }) => from === null);
	const [only, ...others] = first;
	if (only === void 0) throw usageError("every environment takes its versions from another; name the one to write to with the input `environment`");
	if (others.length > 0) {
		const names = first.map(({ name }) => `"${name}"`).join(", ");
		throw usageError(`several environments take from no other: ${names}; name the one to write to with the input \`environment\``);
	}
	return only;
}
/** The configured environment whose app lives at exactly this path, narrowed to it: what is written there is that environment's. */
function ownerOf(configuration, path) {
	for (const environment of configuration?.environments ?? []) {
		if (environment.paths.includes(path)) return environment;
		const app = appOfPath(environment, path) ?? appOfPath(environment, `${path}/kustomization.yaml`);
		if (app !== null) return {
			...environment,
			paths: [path],
			app
		};
	}
	return null;
}
/** A path without configuration is an environment of its own, called by the path. */
function placeAt(path, app) {
	const segments = path.split("/").filter((segment) => segment !== "" && segment !== ".");
	if (path.startsWith("/") || segments.includes("..") || segments.includes(".git") || segments.includes(".github")) throw usageError(`the input \`path\` is "${path}"; expected a folder or file of manifests below the repository's root`);
	const clean = segments.join("/") || ".";
	return {
		name: clean,
		paths: [clean],
		app: clean.includes("{app}") ? null : app ?? appNameOf(segments),
		branch: null,
		repository: null,
		from: null,
		promote: {
			group: "app",
			newer: "settle",
			autoMerge: "never",
			labels: [],
			reviewers: []
		},
		gates: {
			soakMs: null,
			approvals: null,
			statuses: [],
			images: null
		}
	};
}
/** What a path is called by: its folder, or its file without the ending; a kustomization by the folder that it is in. */
function appNameOf(segments) {
	const [last = "app", parent] = segments.toReversed();
	const stem = last.replace(/\.(?:ya?ml|json)$/i, "");
	return parent !== void 0 && /^kustomization$/i.test(stem) ? parent : stem;
}

// src/promotion/update.ts
/**
* Every place of the target that fixes one of the artifacts gets its version. The order is checked in every attempt of the swap.
* Throws a UserError when an artifact is pinned nowhere there, or only where it may not be written; nothing is written then.
*/
async function update(request, effects) {
	const target = await findTarget(request, effects.connections);
	const { source } = request;
	const { git, name } = target.connection;
	if (source !== null && source.repository.toLowerCase() === name.toLowerCase()) {
		const why = await nothingToRelease(git, source.commit, target.rules);
		if (why !== null) {
			const reason = `the commit ${source.commit.slice(0, 12)} that started this ${why}; a build of it holds nothing new`;
			return unchanged(target, null, "nothing", reason);
		}
	}
	const input = {
		target,
		artifacts: request.artifacts,
		places: request.places,
		source,
		isNewer: updateOrder({
			target,
			recordsBranch: request.configuration?.records.branch ?? null,
			source,
			ancestry: effects.ancestry ?? null
		})
	};
	const result = request.mode === "pull-request" ? await proposeUpdate(request, input, effects) : request.dryRun ? await tryUpdate(input) : await commitUpdate(input, effects);
	for (const remark of result.remarks) effects.log.warning(remark);
	return result;
}
async function commitUpdate(input, effects) {
	const { target } = input;
	const { git } = target.connection;
	let found = null;
	const outcome = await git.commit({
		branch: target.branch,
		async build(snapshot) {
			const plan = await planUpdate(snapshot ?? await git.snapshot(target.branch), input);
			const made = resultOf(target, plan);
			found = made.result;
			if (made.result.changes.length === 0) return { nothing: made.result.reason };
			const text = textOf(target, plan, made.result.diff);
			return {
				changes: changesetOf(plan.reading.read, made.files),
				message: commitMessage(text.subject, text.message, updateTrailers(target, plan, effects))
			};
		}
	});
	const result = taken(found);
	if (outcome.kind === "nothing") return result;
	return {
		...result,
		result: "committed",
		changed: true,
		commit: outcome.commit
	};
}
async function tryUpdate(input) {
	const { target } = input;
	const snapshot = await target.connection.git.snapshot(target.branch);
	const { result } = resultOf(target, await planUpdate(snapshot, input));
	return result.changes.length === 0 ? result : {
		...result,
		result: "dry-run",
		reason: `would be committed: ${result.reason}`
	};
}
function resultOf(target, plan) {
	if (plan.changes.length === 0) return {
		result: unneeded(target, plan),
		files: /* @__PURE__ */ new Map()
	};
	const files = applyEdits(plan.reading.read, plan.changes);
	const diff = diffOf(plan.reading.read, files);
	const reason = textOf(target, plan, diff).title;
	return {
		result: {
			...writing(target, plan, files, diff),
			result: "committed",
			changed: false,
			reason
		},
		files
	};
}
function textOf(target, plan, diff) {
	return updateText({
		environment: target.environment.name,
		changes: plan.changes,
		remarks: plan.remarks,
		diff,
		serverUrl: target.connection.forge?.serverUrl ?? null
	});
}
/** `build` runs before every outcome, which the type of a variable that a callback sets cannot show. */
function taken(result) {
	if (result === null) throw new Error("a commit ended without an attempt");
	return result;
}

// src/entry/ancestry.ts
/** One request for each question, and nothing before the first. An App that is not installed on the application repository cannot tell. */
function askForge(options) {
	const forges = /* @__PURE__ */ new Map();
	return async (repository, present, offered) => {
		const forge = forges.get(repository) ?? openForge(parseRepositoryName(repository), options);
		forges.set(repository, forge);
		const related = await (await forge)?.compare(present, offered) ?? null;
		if (related === null) options.log.info(`${repository} does not tell which of ${present} and ${offered} is newer`);
		return related === "ahead" ? true : related === "behind" ? false : null;
	};
}
async function openForge(repository, options) {
	const token = await tokenFor(repository, options);
	if (token === null) return null;
	const { context, log, clock, signal } = options;
	const { apiUrl, graphqlUrl, serverUrl } = context;
	return connectForge({
		repository,
		token,
		apiUrl,
		graphqlUrl,
		serverUrl,
		log,
		clock,
		signal
	});
}
async function tokenFor(repository, options) {
	const { context, log, clock, signal } = options;
	const { credential } = readAccess(options.inputs);
	if (credential.kind === "token") return credential.token;
	const { appId, privateKey } = credential;
	try {
		const { apiUrl } = context;
		const { token } = await mintAppToken({
			appId,
			privateKey,
			repositories: [repository],
			apiUrl,
			log,
			clock,
			signal
		});
		mask(token);
		return token;
	} catch (error) {
		if (!(error instanceof UserError) || error instanceof ForgeError && error.lost) throw error;
		log.info(`the order of the source commits cannot be asked: ${messageOf(error)}`);
		return null;
	}
}

// src/entry/run-update.ts
async function runUpdate(run, request) {
	const result = await writeVersions(run, request);
	return {
		outputs: updateOutputs(result),
		summary: updateSummary(result),
		failure: null
	};
}
/** The update use case with the job's network and clock. */
async function writeVersions({ inputs, context, log, signal }, { artifacts, places, source }) {
	try {
		var _usingCtx$1 = _usingCtx();
		setFlagsFromString("--semi-space-growth-factor=1");
		const connected = _usingCtx$1.a(await connect({
			inputs,
			context,
			log,
			signal,
			clock: systemClock,
			home: inputs["environment-repository"]
		}));
		return await update({
			artifacts,
			places,
			source,
			configuration: inputs.path === null ? await connected.configuration({
				from: null,
				to: null
			}) : null,
			environment: inputs.environment,
			path: inputs.path,
			app: inputs.app,
			branch: inputs["base-branch"],
			mode: inputs.mode,
			labels: inputs.labels,
			reviewers: inputs.reviewers,
			dryRun: inputs["dry-run"]
		}, {
			...connected.effects,
			ancestry: askForge({
				inputs,
				context,
				log,
				signal,
				clock: systemClock
			})
		});
	} catch (_) {
		_usingCtx$1.e = _;
	} finally {
		await _usingCtx$1.d();
	}
}
/** A result in the words of the action's outputs. */
function updateOutputs(result) {
	return {
		changed: String(result.changed),
		result: result.result,
		reason: result.reason,
		commit: result.commit ?? "",
		"pull-request-number": result.pullRequestNumber === null ? "" : String(result.pullRequestNumber),
		"pull-request-url": result.pullRequestUrl ?? "",
		files: result.files.join("\n"),
		previous: result.previous.join("\n")
	};
}

export { runUpdate, updateOutputs, writeVersions };