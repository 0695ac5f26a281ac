import { X as usageError } from "./start.js";

// src/git/ref-name.ts
const FORBIDDEN = [
	[/^$/u, "it is empty"],
	[/[\u0000-\u0020\u007f]/u, "it has a space or a control character"],
	[/^-/u, "it begins with a dash"],
	[/^\+/u, "it begins with a plus sign"],
	[/^refs\//u, "give the short name, without `refs/heads/`"],
	[/^@$|^HEAD$/u, "that is not a branch's name"],
	[/@\{/u, "it has `@{`"],
	[/[~^:?*[\\]/u, "it has one of ~ ^ : ? * [ \\"],
	[/\.\./u, "it has two dots in a row"],
	[/^\/|\/$|\/\//u, "it has an empty part between slashes"],
	[/(?:^|\/)\./u, "a part of it begins with a dot"],
	[/\.lock(?:\/|$)/u, "a part of it ends with `.lock`"],
	[/\.$/u, "it ends with a dot"],
	[/^[0-9a-f]{40}$/iu, "it reads as a commit"]
];
/**
* Why a short branch name cannot be used; `null` when it can. The rules of `git check-ref-format refs/heads/<name>`
* (git-check-ref-format(1)), which, unlike `--branch`, expands nothing.
*/
function branchNameProblem(branch) {
	if (Buffer.byteLength(branch) > 200) return "it is longer than 200 bytes";
	return FORBIDDEN.find(([pattern]) => pattern.test(branch))?.[1] ?? null;
}
/** `refs/heads/<branch>` of a short name; throws a usage error that says what is wrong with it. */
function branchRef(branch) {
	const problem = branchNameProblem(branch);
	if (problem !== null) throw usageError(`${JSON.stringify(branch)} cannot be used as a branch: ${problem}; expected a branch's short name, such as "main"`);
	return `refs/heads/${branch}`;
}

export { branchRef as t };