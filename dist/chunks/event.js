import { h as asString, m as asRecord, p as asInteger } from "./parse.js";

// src/entry/event.ts
/** `repository.default_branch`; `null` when the payload has none (a schedule's has not). */
function defaultBranchFromEvent(event) {
	const repository = asRecord(event, "the event")["repository"];
	if (repository === void 0 || repository === null) return null;
	const branch = asRecord(repository, "the event's `repository`")["default_branch"];
	return branch === void 0 || branch === null ? null : asString(branch, "the event's `repository.default_branch`");
}
/** The number of the event's pull request; `null` when the event is about none. */
function pullRequestFromEvent(event) {
	const pullRequest = asRecord(event, "the event")["pull_request"];
	if (pullRequest === void 0 || pullRequest === null) return null;
	return asInteger(asRecord(pullRequest, "the event's `pull_request`")["number"], "the event's `pull_request.number`");
}
/** The merge group that a `merge_group` event is about. */
function mergeGroupFromEvent(event) {
	const group = asRecord(asRecord(event, "the event")["merge_group"], "the event's `merge_group`");
	const text = (key) => asString(group[key], `the event's \`merge_group.${key}\``);
	return {
		headCommit: text("head_sha"),
		headRef: text("head_ref"),
		baseCommit: text("base_sha"),
		baseRef: text("base_ref")
	};
}

export { mergeGroupFromEvent as n, pullRequestFromEvent as r, defaultBranchFromEvent as t };