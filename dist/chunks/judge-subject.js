import { Ht as UserError, Ut as messageOf } from "./start.js";
import { i as judgePullRequest, o as gatherFacts, r as gatePullRequests } from "./reports.js";
import { r as publishStatus } from "./publish.js";

// src/gates/merge-group-members.ts
/**
* The group's pull requests, oldest first. The queue puts each on top of the one before it; a commit's message names its pull request, but
* a message is text from outside, so the commit must also hold what that pull request's head holds. Throws a UserError when a commit
* cannot be assigned: an unknown member is never a pass.
*/
async function membersOf(group, { git }, forge) {
	const last = numberOfBranch(group.headRef);
	if (last === null) throw new UserError(`"${group.headRef}" is no merge queue's branch; expected gh-readonly-queue/<base>/pr-<number>-<commit>`);
	const commits = [];
	for await (const commit of git.history(group.headCommit, (id) => id === group.baseCommit)) commits.push(commit);
	const members = /* @__PURE__ */ new Map();
	for (const commit of commits.toReversed()) {
		const number = commit.commit === group.headCommit ? last : numberOfMessage(commit.message);
		if (number === null) throw new UserError(`the commit ${commit.commit.slice(0, 7)} names no pull request`);
		const member = members.get(number) ?? await forge.pullRequest(number);
		if (!await holds(git, commit, member)) throw new UserError(`the commit ${commit.commit.slice(0, 7)} is not what #${number} has at its head`);
		members.set(number, member);
	}
	if (!members.has(last)) throw new UserError(`the group holds no commit of #${last}`);
	return [...members.values()];
}
/** The number in `gh-readonly-queue/main/pr-12-<commit>`; the base's name may hold slashes. */
function numberOfBranch(ref) {
	const match = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d{1,9})-[0-9a-f]{40,64}$/.exec(ref);
	return match?.[1] === void 0 ? null : Number(match[1]);
}
/** The number in the subject that the queue's merge or squash writes; a squash adds its own after whatever the title ends with. */
function numberOfMessage(message) {
	const subject = message.split("\n", 1)[0] ?? "";
	const match = /^Merge pull request #(\d{1,9}) from /.exec(subject) ?? /\(#(\d{1,9})\)$/.exec(subject.trimEnd());
	return match?.[1] === void 0 ? null : Number(match[1]);
}
/** A merge holds the head as its parent. A squash changes the head's paths to the head's bytes. */
async function holds(git, commit, { head, base }) {
	const [first, ...others] = commit.parents;
	if (first === void 0) return false;
	if (others.length > 0) return others.length === 1 && others[0] === head.commit;
	const left = await git.mergeBase(base.commit, head.commit);
	const proposed = await git.changedPaths(left, head.commit);
	const landed = await git.changedPaths(first, commit.commit);
	if (proposed.join("\0") !== landed.join("\0")) return false;
	const different = new Set(await git.changedPaths(head.commit, commit.commit));
	return landed.every((path) => !different.has(path));
}

// src/gates/gate-merge-group.ts
/**
* Success only when every pull request of the group is known and open at the head that the group holds. Throws when the status cannot
* be written.
*/
async function gateMergeGroup(request, effects) {
	const { configuration, headCommit, dryRun } = request;
	const connection = await connectionOf(request, effects);
	const { forge } = connection;
	if (forge === null) throw new UserError(`${connection.name} has no forge, and merge groups are judged on one`);
	const facts = gatherFacts(configuration, effects);
	const judged = [];
	let problem = null;
	try {
		for (const pullRequest of await membersOf(request, connection, forge)) judged.push(await judgeMember(pullRequest, {
			configuration,
			connection,
			facts
		}, effects));
	} catch (error) {
		problem = `the group could not be judged: ${messageOf(error)}`;
		effects.log.warning(problem);
	}
	const result = conclude(judged, problem);
	if (!dryRun) {
		const state = result.result === "open" ? "success" : "failure";
		await publishStatus(forge, {
			commit: headCommit,
			state,
			description: result.reason
		});
	}
	return result;
}
async function judgeMember(pullRequest, context, effects) {
	const { kind, environment, app, overall, reason } = await judgePullRequest({
		pullRequest,
		...context
	}, effects);
	effects.log.info(`#${pullRequest.number}: ${overall.kind}: ${reason}`);
	const { number, url } = pullRequest;
	return {
		number,
		url,
		kind,
		environment,
		app,
		verdict: overall.kind,
		reason,
		merge: null
	};
}
async function connectionOf({ configuration, repository }, effects) {
	const { home } = effects.connections;
	if (repository === void 0 || repository.toLowerCase() === home.name.toLowerCase()) return home;
	const environment = configuration.environments.find((one) => one.repository?.toLowerCase() === repository.toLowerCase());
	if (environment !== void 0) return effects.connections.of(environment);
	throw new UserError(`the repository "${repository}" holds no environment; name one of waybill.yaml`);
}
function conclude(judged, problem) {
	if (problem !== null) return {
		judged,
		result: "failed",
		reason: problem
	};
	const result = [
		"unknown",
		"closed",
		"held",
		"open"
	].find((word) => judged.some(({ verdict }) => verdict === word)) ?? "open";
	return {
		judged,
		result,
		reason: judged.filter(({ verdict }) => verdict === result).map(({ number, reason }) => `#${number}: ${reason}`).join("; ")
	};
}

// src/entry/judge-subject.ts
async function judgeSubject(options, effects) {
	const { subject, configuration, repository, merge, dryRun } = options;
	switch (subject.kind) {
		case "merge-group": return gateMergeGroup({
			configuration,
			repository,
			dryRun,
			...subject.group
		}, effects);
		case "pull-request": return gatePullRequests({
			configuration,
			repository,
			pullRequests: [subject.number],
			merge,
			dryRun
		}, effects);
		case "every": return gatePullRequests({
			configuration,
			merge,
			dryRun
		}, effects);
	}
}

export { judgeSubject as t };