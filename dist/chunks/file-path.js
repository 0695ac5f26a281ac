import { Ht as UserError } from "./start.js";

// src/git/file-path.ts
/**
* Why a path cannot be written; `null` when it can. `.git` is refused in every spelling that a file system may take for
* it: case, trailing dots and spaces, NTFS' short name and streams (what `core.protectNTFS` and `core.protectHFS` refuse).
*/
function filePathProblem(path) {
	if (path === "") return "it is empty";
	if (path.startsWith("/") || /^[A-Za-z]:/u.test(path)) return "it is absolute";
	if (/[\u0000-\u001f\u007f\\]/u.test(path)) return "it has a backslash or a control character";
	if (path.includes("�") || /\p{Surrogate}/u.test(path)) return "it is not valid UTF-8";
	for (const segment of path.split("/")) {
		if (segment === "") return "it has an empty part between slashes";
		if (segment === "." || segment === "..") return `it has a part "${segment}"`;
		if (isGitFolder(segment)) return "it leads into Git's own folder";
	}
	return null;
}
/** Throws a UserError when the path cannot be written. */
function checkFilePath(path) {
	const problem = filePathProblem(path);
	if (problem !== null) throw new UserError(`the path ${JSON.stringify(path)} cannot be written: ${problem}; expected a path from the repository's root, such as "apps/prod/kustomization.yaml"`);
}
/** Code points that HFS+ ignores in names. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;
function isGitFolder(segment) {
	const plain = segment.replace(IGNORED_BY_HFS, "").replace(/:.*$/u, "").replace(/[. ]+$/u, "").toLowerCase();
	return plain === ".git" || plain === "git~1";
}

export { filePathProblem as n, checkFilePath as t };