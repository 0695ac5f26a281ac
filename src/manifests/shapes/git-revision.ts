// A Git revision in one scalar: a tag or a commit that a manifest takes from a repository. A branch is policy and moves by itself.
import type { Artifact } from "../../artifacts/artifact.ts";
import { isFixedRevision } from "../../artifacts/git-repository.ts";
import { isGitRevision, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { textOf, type Place } from "../yaml/place.ts";
import { templateRefusal } from "./reference.ts";
import { site, type ObjectPlace, type Site } from "../site.ts";

export interface GitRevision {
  readonly object: ObjectPlace;
  readonly path: string;
  readonly place: Place;
  readonly artifact: Artifact | null;
  readonly automation?: string | null;
  readonly refusals?: readonly (string | null)[];
  /** Why the place is guarded besides; a branch always is. */
  readonly guard?: string | null;
}

/** The pin of a revision; `null` when the text is empty. */
export function gitRevisionSite({
  object,
  path,
  place,
  artifact,
  automation,
  refusals,
  guard,
}: GitRevision): Site | null {
  const text = textOf(place);
  if (text === null || text === "") return null;
  const template = templateRefusal(text);
  const branch = template === null ? branchGuard(text) : null;
  return site({
    object,
    path,
    at: place,
    artifact,
    takes: "git",
    version: { tag: text, digest: null },
    refusals: [template, ...(refusals ?? [])],
    style: branch === null ? "exact" : "range",
    guard: branch ?? guard ?? null,
    automation: automation ?? null,
    write: (to) => setScalar(place, requireGitRevision(to)),
  });
}

/** Why a revision is guarded by itself; `null` when it is a fixed point. */
export function branchGuard(revision: string): string | null {
  return isFixedRevision(revision)
    ? null
    : `"${revision}" is no tag of a release and no commit: a branch moves by itself`;
}

/** The revision as text. Throws a UserError unless `to` is one. */
export function requireGitRevision(to: Version): string {
  if (to.digest !== null) throw new UserError("a Git revision has no digest; give the tag or the commit alone");
  if (to.tag === null || !isGitRevision(to.tag)) {
    throw new UserError(`${JSON.stringify(to.tag ?? "")} is no Git revision; expected a tag or a commit id`);
  }
  return to.tag;
}
