import { n as encodeSegment, t as decodeSegment } from "./start.js";
import { l as declaredEdits, s as applyEdits } from "./own-filter.js";
import { u as parseTrailers } from "./connect.js";

// src/promotion/branches.ts
/** What all promotion branches have in common. */
const PROMOTIONS = "waybill/app/";
const UPDATES = "waybill/update/";
/** The one branch on which an app is promoted to an environment: `waybill/app/prod/podinfo`. */
function promotionBranch(environment, app) {
	return `${PROMOTIONS}${encodeSegment(environment)}/${encodeSegment(app)}`;
}
/** The one branch on which `update` proposes a version: `waybill/update/stage/podinfo`. `subject` is the app, or the artifact when several apps take it. */
function updateBranch(environment, subject) {
	return `${UPDATES}${encodeSegment(environment)}/${encodeSegment(subject)}`;
}
/** The environment and app of a promotion branch; `null` for any other name, and for one that we would have written differently. */
function parsePromotionBranch(branch) {
	if (!branch.startsWith("waybill/app/")) return null;
	const [environment, app, ...rest] = branch.slice(12).split("/").map(decodeSegment);
	if (environment === void 0 || environment === null || app === void 0 || app === null || rest.length > 0) return null;
	return promotionBranch(environment, app) === branch ? {
		environment,
		app
	} : null;
}

// src/promotion/proposal-branch.ts
/**
* Ours is a branch on which every commit that is not a merge declares changes that belong there, and which as a whole changes exactly
* what the newest of them declares. A merge of the base is therefore adopted, and one that smuggles something in is not.
*/
async function inspectBranch(options) {
	const { git, branch, tip, base, readAt, belongs } = options;
	const head = commitOf(base.snapshot);
	const left = await git.mergeBase(head, tip);
	if (left === null) return foreign(`the branch "${branch}" has no history in common with its base`);
	const commits = await git.commitsBetween(head, tip);
	const strange = commits.find((commit) => commit.parents.length < 2 && !isOurs(commit, belongs));
	if (strange !== void 0) return foreign(`the branch "${branch}" has the commit ${strange.commit.slice(0, 12)} by ${strange.author.name}, which is not Waybill's`);
	const newest = commits.find((commit) => commit.parents.length < 2);
	const declared = newest === void 0 ? {
		changes: [],
		from: null,
		run: null
	} : parseTrailers(newest.message);
	const before = left === head ? base : await readAt(await git.snapshotAt(left));
	const edits = declaredEdits(before.apps, declared.changes);
	const changed = await git.changedPaths(left, tip);
	const found = await (await git.snapshotAt(tip)).read(changed);
	const files = edits === null ? null : applyEdits(before.read, edits);
	if (edits === null || files === null || !sameFiles(files, found)) return foreign(`the branch "${branch}" changes something other than what its commits declare`);
	return {
		kind: "ours",
		tip,
		declared,
		edits,
		files
	};
}
/** Whether both change the same paths to the same bytes. */
function sameFiles(a, b) {
	if (a.size !== b.size) return false;
	return [...a].every(([path, bytes]) => {
		const other = b.get(path);
		return bytes !== null && other !== null && other !== void 0 && Buffer.compare(bytes, other) === 0;
	});
}
/** The commit of a snapshot that came from a repository. */
function commitOf(snapshot) {
	if (snapshot.commit === null) throw new Error("a proposal needs the snapshot of a commit, not of a working tree");
	return snapshot.commit;
}
function isOurs(commit, belongs) {
	const { changes } = parseTrailers(commit.message);
	return changes.length > 0 && changes.every(belongs);
}
function foreign(reason) {
	return {
		kind: "foreign",
		reason
	};
}

export { parsePromotionBranch as a, PROMOTIONS as i, inspectBranch as n, promotionBranch as o, sameFiles as r, updateBranch as s, commitOf as t };