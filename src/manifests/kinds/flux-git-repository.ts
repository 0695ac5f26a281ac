// Flux's GitRepository: the tag or the commit of a repository that a cluster is at. A branch is policy.
import { gitArtifact, isCommitId, isFixedRevision } from "../../artifacts/git-repository.ts";
import type { Artifact } from "../../artifacts/artifact.ts";
import type { Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import type { Change } from "../yaml/change.ts";
import { requireGitRevision } from "../shapes/git-revision.ts";
import type { ManifestKind } from "../kind.ts";
import { addKey, removeKey, replaceKey, setScalar } from "../yaml/map-edit.ts";
import { field, mapField, pairsOf, textField, textOf, type MapPlace } from "../yaml/place.ts";
import { templateRefusal } from "../shapes/reference.ts";
import { site, type ObjectPlace, type Site } from "../site.ts";

/** The keys of `ref`, the first that is there decides: source-controller's API. */
const KEYS = ["commit", "name", "semver", "tag", "branch"] as const;
type RefKey = (typeof KEYS)[number];

const TAGS = "refs/tags/";

export const fluxGitRepository: ManifestKind = {
  name: "GitRepository (Flux)",
  mayBeIn: (_, contains) => contains("source.toolkit.fluxcd.io") && contains("GitRepository"),
  matches: ({ object }) => object.kind === "GitRepository" && object.apiVersion.startsWith("source.toolkit.fluxcd.io/"),
  find(object) {
    const spec = mapField(object.place, "spec");
    const ref = spec === null ? null : mapField(spec, "ref");
    const found = spec === null || ref === null ? null : refSite(object, spec, ref);
    return found === null ? [] : [found];
  },
  transformed: false,
};

function refSite(object: ObjectPlace, spec: MapPlace, ref: MapPlace): Site | null {
  const decider = KEYS.find((key) => textField(ref, key));
  const at = decider === undefined ? null : field(ref, decider);
  const text = textOf(at);
  if (decider === undefined || at === null || text === null) return null;
  const places = KEYS.map((key) => field(ref, key)).filter((place) => place !== null);
  const template =
    places.map((place) => templateRefusal(textOf(place) ?? "")).find((reason) => reason !== null) ?? null;
  const range =
    decider === "semver"
      ? `"${text}" is a range of versions, a policy of its own; write \`tag\` instead of \`semver\` there by hand first`
      : null;
  const isBranch = decider === "branch" || (decider === "name" && !text.startsWith(TAGS));
  return site({
    object,
    // One place whichever key decides: a tag takes the place of a commit, and a commit that of a tag.
    path: "spec.ref",
    at,
    artifact: artifactOf(spec),
    takes: "git",
    version: { tag: decider === "name" && !isBranch ? text.slice(TAGS.length) : text, digest: null },
    style: template === null && (isBranch || range !== null) ? "range" : "exact",
    guard: template === null && isBranch ? `"${text}" is the name of a branch, which moves by itself` : null,
    range,
    refusals: [ref.refusal, ...places.map(({ refusal }) => refusal), template],
    doubts: [ref.doubt, ...places.map(({ doubt }) => doubt)],
    write: (to) => writeRef(ref, decider, to),
  });
}

/** The repository; `null` for a patch, which has no URL. */
function artifactOf(spec: MapPlace): Artifact | null {
  const url = textField(spec, "url");
  return url && templateRefusal(url) === null ? gitArtifact(url) : null;
}

/**
 * A commit goes into `commit`, a tag into `tag` or as `refs/tags/x` into `name`; the key that decided so far gives way (a range and a branch
 * only where their place was named), and a tag or commit that would contradict goes. A branch stays beside a commit or a tag: Flux clones
 * it and does not decide by it.
 */
function writeRef(ref: MapPlace, decider: RefKey, to: Version): readonly Change[] {
  const revision = requireGitRevision(to);
  const target = targetOf(revision, decider, textField(ref, "branch"));
  const text = target === "name" ? fullName(revision, textField(ref, "name") ?? "") : revision;
  const semver = textField(ref, "semver");
  if (semver && decider !== "semver" && target !== "commit" && target !== "name") {
    throw new UserError(`the range "${semver}" in \`semver\` would decide over a tag; remove \`semver\` first`);
  }
  const present = new Map(KEYS.flatMap((key) => pairsOf(ref.node, key).map((pair) => [key, pair] as const)));
  const [own, place] = [present.get(target), field(ref, target)];
  const old = present.get(decider);
  const written: Change[] = [];
  // What decided until now is replaced, unless the target has a key of its own.
  const isReplaced = own === undefined && old !== undefined && !(decider === "branch" && target === "commit");
  if (own !== undefined && place !== null) written.push(...setScalar(place, text));
  else if (old === undefined) throw new Error("the key that decides is there");
  else if (isReplaced) written.push(...replaceKey(ref, old, target, text));
  else written.push(addKey(ref, old, target, text));
  const stale = KEYS.filter((key) => {
    const mayStay = key === "branch" || (key === "semver" && decider !== "semver");
    return !mayStay && key !== target && !(isReplaced && key === decider) && textField(ref, key);
  });
  if (stale.length > 1) {
    throw new UserError(`\`${stale.join("` and `")}\` would contradict "${revision}"; remove them first`);
  }
  for (const key of stale) {
    const pair = present.get(key);
    if (pair !== undefined) written.push(removeKey(ref, pair));
  }
  return written;
}

/** `refs/tags/x`. Throws a UserError for what may be a branch where a branch stood. */
function fullName(revision: string, before: string): string {
  if (revision.startsWith("refs/")) return revision;
  if (before.startsWith(TAGS) || isFixedRevision(revision)) return TAGS + revision;
  throw new UserError(`"${revision}" may be a branch or a tag; give "refs/heads/${revision}" if it is a branch`);
}

/**
 * The key that a revision belongs into; the name of the branch that stands there means that branch, unpinned. Throws a UserError for an
 * abbreviated commit, which Flux takes nowhere.
 */
function targetOf(revision: string, decider: RefKey, branch: string | null): RefKey {
  if (isCommitId(revision)) return "commit";
  if (/^[0-9a-f]{7,63}$/.test(revision) && /[a-f]/.test(revision)) {
    throw new UserError(`"${revision}" is an abbreviated commit id; Flux needs all of its 40 digits`);
  }
  if (revision.startsWith(TAGS)) throw new UserError(`"${revision}" is a tag; give its name alone`);
  if (revision === branch && !isFixedRevision(revision)) return "branch";
  if (decider === "name" || revision.startsWith("refs/")) return "name";
  return decider === "branch" ? "branch" : "tag";
}
