import { O as formatVersion, b as formatRepository, dt as fencedBlock, gt as tableCell, ht as table, lt as codeSpan, pt as inlineText, ut as cutBytes, yt as messageOf } from "./start.js";
import { t as nameOf } from "./pairing.js";

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

// src/promotion/summary.ts
/** A step's summary may have 1,024 KiB and is dropped as a whole beyond; the job shares a page with others. */
const SUMMARY_LIMIT = 5e5;
const DIFF_LIMIT = 6e4;
function updateSummary(result) {
	const { changes, remarks, diff } = result;
	const rows = changes.map(({ app, pin, from, to, step }) => [
		inlineText(app),
		codeSpan(nameOf(pin)),
		codeSpan(formatVersion(from) || "none"),
		codeSpan(formatVersion(to)),
		step,
		codeSpan(pin.file)
	].map(tableCell));
	return cut([
		`### Waybill update: ${result.result}`,
		`${inlineText(result.reason)}.`,
		`Environment ${codeSpan(result.environment)}, branch ${codeSpan(result.branch)} of ${codeSpan(result.repository)}${result.commit === null ? "" : `, commit ${codeSpan(result.commit.slice(0, 12))}`}${address(result)}.`,
		rows.length === 0 ? null : table([
			"app",
			"artifact",
			"from",
			"to",
			"step",
			"file"
		], rows),
		list(remarks),
		diff === "" ? null : fencedBlock(cutBytes(diff, DIFF_LIMIT, "\nThe rest of the diff is cut.\n"), "diff")
	]);
}
function promoteSummary(result) {
	const quiet = result.apps.filter((app) => app.result === "nothing");
	const told = result.apps.filter((app) => app.result !== "nothing");
	const rows = told.map((app) => [
		inlineText(app.environment),
		inlineText(app.app || "(all)"),
		app.result,
		pullRequestCell(app),
		inlineText(app.reason)
	].map(tableCell));
	return cut([
		`### Waybill promote: ${result.result}`,
		`${inlineText(result.reason)}.`,
		rows.length === 0 ? null : table([
			"environment",
			"app",
			"result",
			"pull request",
			"reason"
		], rows),
		told.length > 0 && quiet.length > 0 ? `Nothing to promote in ${quiet.length} more.` : null,
		told.length === 0 && quiet.length > 1 ? list(reasonsOf(quiet)) : null
	]);
}
/** Each reason once, with the apps that share it. */
function reasonsOf(apps) {
	const byReason = /* @__PURE__ */ new Map();
	for (const { app, reason } of apps) byReason.set(reason, [...byReason.get(reason) ?? [], app]);
	return [...byReason].map(([reason, names]) => {
		return `${reason}: ${names.slice(0, 20).join(", ")}${names.length > 20 ? ` and ${names.length - 20} more` : ""}`;
	});
}
function pullRequestCell({ pullRequestNumber, pullRequestUrl }) {
	if (pullRequestNumber === null) return "";
	return pullRequestUrl === null ? String(pullRequestNumber) : `[${pullRequestNumber}](${pullRequestUrl})`;
}
function address({ pullRequestNumber, pullRequestUrl }) {
	if (pullRequestNumber === null) return "";
	return `, pull request ${pullRequestUrl === null ? pullRequestNumber : `[${pullRequestNumber}](${pullRequestUrl})`}`;
}
function list(lines) {
	return lines.length === 0 ? null : lines.map((line) => `- ${inlineText(line)}`).join("\n");
}
function cut(parts) {
	const text = `${parts.filter((part) => part !== null).join("\n\n")}\n`;
	return cutBytes(text, SUMMARY_LIMIT, "\n\nThe rest is cut.\n");
}

export { pullRequestOf as a, publishProposal as i, updateSummary as n, withdrawProposal as o, isApproved as r, promoteSummary as t };