// The revision of a remote resource of a kustomization: `?ref=` or `?version=` in its URL, and nothing else of that URL.
import { gitArtifact } from "../../artifacts/git-repository.ts";
import type { Version } from "../../artifacts/version.ts";
import { branchGuard, requireGitRevision } from "../shapes/git-revision.ts";
import { itemsOf, seqField, textOf, type Place } from "../yaml/place.ts";
import { templateRefusal } from "../shapes/reference.ts";
import { setPart, type Part } from "../yaml/scalar-part.ts";
import { site, type ObjectPlace, type Site } from "../site.ts";
import { withoutTrailingSlashes } from "../../text/trailing-slashes.ts";

/** The lists whose items kustomize may clone from Git. `crds` and `configurations` it reads as single files, whose URLs hold no revision. */
export const REMOTE_LISTS: readonly string[] = [
  "resources",
  "bases",
  "components",
  "generators",
  "transformers",
  "validators",
];

/** The revisions in the URLs of a kustomization. A remote without one follows its default branch and is no pin. */
export function remoteSites(object: ObjectPlace): readonly Site[] {
  return REMOTE_LISTS.flatMap((name) => {
    const list = seqField(object.place, name, true);
    if (list === null) return [];
    const seen = new Map<string, number>();
    return itemsOf(list).flatMap((place) => {
      const found = findRevision(textOf(place) ?? "");
      if (found === null) return [];
      const { repository, folder } = splitRemote(found.url);
      const label = withoutCredentials(found.url);
      const nth = (seen.get(label) ?? 0) + 1;
      seen.set(label, nth);
      const path = `${name}[${label}${nth === 1 ? "" : `#${nth}`}]`;
      return [revisionSite(object, path, place, found, gitArtifact(withoutCredentials(repository), folder))];
    });
  });
}

interface FoundRevision {
  /** What stands before the query. */
  readonly url: string;
  /** The revision, decoded; `null` when it cannot be. */
  readonly revision: string | null;
  /** The revision as it is written. */
  readonly part: Part;
  readonly written: string;
  readonly refusal: string | null;
}

function revisionSite(
  object: ObjectPlace,
  path: string,
  place: Place,
  { revision, part, written, refusal }: FoundRevision,
  artifact: ReturnType<typeof gitArtifact>,
): Site {
  const template = templateRefusal(textOf(place) ?? "");
  const branch = template === null && revision !== null ? branchGuard(revision) : null;
  return site({
    object,
    path,
    at: place,
    artifact: template === null ? artifact : null,
    version: { tag: revision ?? written, digest: null },
    style: branch === null ? "exact" : "range",
    guard: branch,
    refusals: [template, refusal],
    write: (to: Version) => setPart(place, part, encoded(requireGitRevision(to), written)),
  });
}

/**
 * Where kustomize finds the revision: behind the first `?`, the first `ref` that is not empty, else the first `version`, percent-decoded.
 * `null` when the text has none, or is a path.
 */
function findRevision(text: string): FoundRevision | null {
  const mark = text.indexOf("?");
  if (mark === -1 || /^[./]|\n/.test(text)) return null;
  const parameters: { readonly name: string; readonly part: Part }[] = [];
  let at = mark + 1;
  for (const pair of text.slice(at).split("&")) {
    const equals = pair.indexOf("=");
    const name = equals === -1 ? pair : pair.slice(0, equals);
    parameters.push({ name, part: { start: at + (equals === -1 ? pair.length : equals + 1), end: at + pair.length } });
    at += pair.length + 1;
  }
  for (const name of ["ref", "version"]) {
    const same = parameters.filter((parameter) => parameter.name === name);
    const [first] = same;
    if (first === undefined || first.part.start === first.part.end) continue;
    const written = text.slice(first.part.start, first.part.end);
    const revision = decoded(written);
    const refusal =
      same.length > 1
        ? `the URL has "${name}" twice, and only the first counts; keep one`
        : revision === null
          ? `"${written}" is not percent-encoded rightly, and kustomize ignores the whole query then`
          : null;
    return { url: text.slice(0, mark), revision, part: first.part, written, refusal };
  }
  return null;
}

/** As Go's url.ParseQuery decodes: a `+` is a space there. `null` for a lone percent sign. */
function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return null;
  }
}

/** A revision for a query, with its slashes written as those of the old one were. */
function encoded(revision: string, old: string): string {
  const slash = /%2f/i.exec(old)?.[0] ?? "/";
  return revision.replaceAll("+", "%2B").replaceAll("/", slash);
}

/**
 * The repository of a remote and the folder inside it, divided as kustomize does (api/internal/git/repospec.go): behind the repository's name after
 * `_git/`; at `//`; behind `.git`; else the owner and the name are the first two parts of the path, and all of it for `file://`.
 */
function splitRemote(url: string): { readonly repository: string; readonly folder: string } {
  const scheme = /^(?:git::)?(?:[a-z]+:\/\/)?/i.exec(url)?.[0] ?? "";
  const rest = url.slice(scheme.length);
  const split = (end: number, next = end) => ({
    repository: withoutTrailingSlashes(scheme + rest.slice(0, end)),
    folder: rest.slice(next),
  });
  const azure = /^.*?_git\/[^/]*/.exec(rest)?.[0];
  if (azure !== undefined) return split(azure.length);
  const double = rest.indexOf("//");
  if (double !== -1) return split(double, double + 2);
  const suffix = /\.git(?=\/|$)/.exec(rest);
  if (suffix !== null) return split(suffix.index + suffix[0].length);
  if (/^(?:git::)?file:/i.test(scheme)) return split(rest.length);
  // The host ends at the first slash; in `git@host:owner/name` and `github.com:owner/name` at the colon, which elsewhere precedes a port.
  const host = /^[^/:]*(?::\d+(?=\/)|:|)\/?/.exec(rest)?.[0] ?? "";
  const named = /^[^/]*(?:\/[^/]*)?/.exec(rest.slice(host.length))?.[0] ?? "";
  return split(host.length + named.length);
}

/** A URL without the name and password in front of its host: neither identifies anything, and a password must not be repeated. */
export function withoutCredentials(url: string): string {
  return url.replace(/^((?:git::)?https?:\/\/)[^/@]*@/i, "$1");
}
