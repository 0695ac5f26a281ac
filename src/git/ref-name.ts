// Branch names: Git's own rules for `refs/heads/...`, and a few names that read as something else than a branch.
import { usageError } from "../errors.ts";

const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/^$/u, "it is empty"],
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
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
  [/^[0-9a-f]{40}$/iu, "it reads as a commit"],
];

/**
 * Why a short branch name cannot be used; `null` when it can. The rules of `git check-ref-format refs/heads/<name>`
 * (git-check-ref-format(1)), which, unlike `--branch`, expands nothing.
 */
export function branchNameProblem(branch: string): string | null {
  if (Buffer.byteLength(branch) > 200) return "it is longer than 200 bytes";
  return FORBIDDEN.find(([pattern]) => pattern.test(branch))?.[1] ?? null;
}

/** `refs/heads/<branch>` of a short name; throws a usage error that says what is wrong with it. */
export function branchRef(branch: string): string {
  const problem = branchNameProblem(branch);
  if (problem !== null)
    throw usageError(
      `${JSON.stringify(branch)} cannot be used as a branch: ${problem}; expected a branch's short name, such as "main"`,
    );
  return `refs/heads/${branch}`;
}
