// src/build/subject.ts
/** A branch, unless it is one of those that a merge queue makes for a group; a push to them starts workflows too. */
function branchSubject(branch, commit) {
	return branch.startsWith("gh-readonly-queue/") ? {
		kind: "merge-group",
		commit
	} : {
		kind: "branch",
		branch,
		commit
	};
}

export { branchSubject as t };