import { Ut as messageOf, y as formatRepository } from "./start.js";

// src/promotion/pull-requests.ts
/** The open pull request of exactly this branch of the repository itself; one from a fork is never ours, whatever its branch is called. */
function pullRequestOf(open, forge, branch, base) {
	const own = formatRepository(forge.repository).toLowerCase();
	return open.find(({ head, base: target }) => head.branch === branch && target.branch === base && head.repository?.toLowerCase() === own) ?? null;
}
/**
* Makes the branch's pull request say what it should: opens it, or writes title and body again when they differ. Reviewers come before
* labels, so that a pull request with its labels is known to have both when a killed run is started again.
*/
async function publishProposal(request) {
	const { forge, branch, base, text, labels } = request;
	let pullRequest = request.present;
	let change = "unchanged";
	if (pullRequest === null) {
		const ensured = await forge.ensurePullRequest({
			head: branch,
			base,
			title: text.title,
			body: text.body,
			draft: false
		}, { looked: true });
		pullRequest = ensured.pullRequest;
		if (ensured.created) change = "opened";
	}
	if (change !== "opened" && !says(pullRequest, text)) {
		pullRequest = await forge.updatePullRequest(pullRequest.number, {
			title: text.title,
			body: text.body
		});
		change = "refreshed";
	}
	const isMarked = request.present !== null && (labels.length === 0 || labels.some((label) => request.present?.labels.includes(label) === true));
	return {
		pullRequest,
		change,
		problem: isMarked ? null : await mark(request, pullRequest.number)
	};
}
async function mark({ forge, labels, reviewers }, number) {
	try {
		if (reviewers.length > 0) await forge.requestReviewers(number, reviewers);
		if (labels.length > 0) await forge.addLabels(number, labels);
		return null;
	} catch (error) {
		return `reviewers and labels could not be added: ${messageOf(error)}`;
	}
}
/** Whether the pull request has this text; a forge may give line endings back in another form. */
function says(pullRequest, text) {
	const normal = (body) => body.replaceAll("\r\n", "\n").trimEnd();
	return pullRequest.title === text.title && normal(pullRequest.body) === normal(text.body);
}
/** Closes a pull request with the reason as a comment and deletes its branch. A run that was killed in between does not comment twice. */
async function withdrawProposal(request) {
	const { forge, git, pullRequest, branch, tip, comment } = request;
	if ((await forge.comments(pullRequest.number)).at(-1)?.body.trim() !== comment.trim()) await forge.addComment(pullRequest.number, comment);
	await forge.updatePullRequest(pullRequest.number, { state: "closed" });
	if (tip !== null) await git.deleteBranch(branch, tip);
}
/**
* Whether the last word on exactly this head of a person with write access is an approval: in a public repository anybody may say so. One
* whose head the forge no longer knows counts, and one whose permission cannot be read, so that nobody's approval is lost.
*/
async function isApproved(forge, pullRequest) {
	const last = /* @__PURE__ */ new Map();
	for (const review of await forge.reviews(pullRequest.number)) {
		if (review.state === "COMMENTED" || review.state === "PENDING") continue;
		last.set(review.user, review);
	}
	for (const [user, { state, commit }] of last) {
		const isOfHead = commit === null || commit === pullRequest.head.commit;
		if (state === "APPROVED" && isOfHead && !user.endsWith("[bot]") && await mayApprove(forge, user)) return true;
	}
	return false;
}
async function mayApprove(forge, user) {
	try {
		return [
			"admin",
			"maintain",
			"write"
		].includes(await forge.permission(user));
	} catch {
		return true;
	}
}

export { withdrawProposal as i, publishProposal as n, pullRequestOf as r, isApproved as t };