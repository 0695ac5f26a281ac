// Paths of files that we are asked to write: from the repository's root, never out of it and never into `.git`.
import { UserError } from "../errors.ts";

/**
 * Why a path cannot be written; `null` when it can. `.git` is refused in every spelling that a file system may take for
 * it: case, trailing dots and spaces, NTFS' short name and streams (what `core.protectNTFS` and `core.protectHFS` refuse).
 */
export function filePathProblem(path: string): string | null {
  if (path === "") return "it is empty";
  if (path.startsWith("/") || /^[A-Za-z]:/u.test(path)) return "it is absolute";
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f\\]/u.test(path)) return "it has a backslash or a control character";
  // What a file name that is not UTF-8 was read as: the real name is lost.
  if (path.includes("\ufffd") || /\p{Surrogate}/u.test(path)) return "it is not valid UTF-8";
  for (const segment of path.split("/")) {
    if (segment === "") return "it has an empty part between slashes";
    if (segment === "." || segment === "..") return `it has a part "${segment}"`;
    if (isGitFolder(segment)) return "it leads into Git's own folder";
  }
  return null;
}

/** Throws a UserError when the path cannot be written. */
export function checkFilePath(path: string): void {
  const problem = filePathProblem(path);
  if (problem !== null)
    throw new UserError(
      `the path ${JSON.stringify(path)} cannot be written: ${problem}; expected a path from the repository's root, such as "apps/prod/kustomization.yaml"`,
    );
}

/** Code points that HFS+ ignores in names. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu;

function isGitFolder(segment: string): boolean {
  const plain = segment
    .replace(IGNORED_BY_HFS, "")
    .replace(/:.*$/u, "")
    .replace(/[. ]+$/u, "")
    .toLowerCase();
  return plain === ".git" || plain === "git~1";
}
