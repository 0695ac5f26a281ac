// Git repositories as manifests name them, and which of their revisions are fixed points.
import type { Artifact } from "./artifact.ts";
import { withoutTrailingSlashes } from "../text/trailing-slashes.ts";

/**
 * The artifact of a repository's URL, with the folder inside it that a manifest takes: two folders of one repository may stand at two
 * revisions. The identity is host and path in lower case, whatever the protocol (`github.com/acme/deploy//base`); the name is the URL as given.
 */
export function gitArtifact(url: string, folder = ""): Artifact {
  const clean = withoutTrailingSlashes(folder.replace(/^\/+/u, ""));
  const path = clean === "" || clean === "." ? "" : `//${clean}`;
  return { kind: "git", name: url + path, id: repositoryOf(url) + path };
}

/**
 * The artifact that a person names: `https://github.com/acme/deploy`, `git@github.com:acme/deploy.git`, `github.com/acme/deploy//base` with a folder. `null`
 * for a text that names no repository.
 */
export function parseGitArtifact(text: string): Artifact | null {
  if (text.length > 1000 || !/^[\w.~%+:@/-]+$/u.test(text) || text.includes("..")) return null;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//iu.exec(text)?.[0] ?? "";
  const divider = text.indexOf("//", scheme.length);
  const [url, folder] = divider === -1 ? [text, ""] : [text.slice(0, divider), text.slice(divider)];
  const artifact = gitArtifact(url, folder);
  return /^[^/]+\/[^/]/u.test(artifact.id) ? artifact : null;
}

/** Whether two are one repository, and the folder the same or not named by `wanted`. */
export function isWithinRepository(artifact: Artifact, wanted: Artifact): boolean {
  if (artifact.kind !== "git" || wanted.kind !== "git") return false;
  return artifact.id === wanted.id || artifact.id.startsWith(`${wanted.id}//`);
}

/** `github.com/acme/deploy` for `https://user@github.com/acme/deploy.git`, `git@github.com:acme/deploy`, `ssh://git@github.com:22/acme/deploy`. */
function repositoryOf(url: string): string {
  const bare = url.replace(/^[a-z][a-z0-9+]*::/iu, "");
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//iu.exec(bare)?.[0];
  const rest = scheme === undefined ? bare : bare.slice(scheme.length);
  const slash = rest.indexOf("/");
  const authorityEnd = slash === -1 ? rest.length : slash;
  const at = rest.slice(0, authorityEnd).lastIndexOf("@");
  const located = rest.slice(at + 1);
  // scp's form has a colon before the path; a URL's colon is followed by the port.
  const joined =
    scheme === undefined
      ? located.replace(/^([^/:]+):(?!\d+\/)/u, "$1/")
      : located.replace(/^([^/]+?):\d+(?=\/|$)/u, "$1");
  const path = withoutTrailingSlashes(joined).replace(/\.git$/u, "");
  // GitHub, GitLab and Bitbucket compare owners and names without case.
  return path.toLowerCase();
}

/**
 * Whether a revision is a fixed point: a full or abbreviated commit id (7 digits at least), or a tag that carries a number, as releases do. A branch (`main`,
 * `HEAD`, `release/1.2`, `refs/heads/x`) moves by itself, and a bare name may be one.
 */
export function isFixedRevision(revision: string): boolean {
  if (/^[0-9a-f]{7,64}$/u.test(revision)) return true;
  // Git itself takes no longer names, and the expression below takes quadratic time.
  if (revision.length > 255) return false;
  const tag = revision.replace(/^refs\/tags\//u, "");
  if (tag !== revision) return true;
  // Tags of monorepos end in the version: `app/v1.2.3`, `kustomize-v5.5.0`; so do branches of releases.
  const [, before = "", version] = /^(.*?[/-])?v?(\d+(?:\.\d+)+(?:[-+.][\w.+-]*)?)$/u.exec(tag) ?? [];
  return version !== undefined && !/^(?:refs|heads|releases?|stable|support|hotfix|maintenance)[/-]/u.test(before);
}

/** Whether a revision is a full commit id. */
export function isCommitId(revision: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(revision);
}
