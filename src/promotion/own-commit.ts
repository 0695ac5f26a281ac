// Was the commit that started a build made by Waybill itself? Then its version must not be written again, or the loop never ends.
import { equalVersions } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import type { ManifestRules } from "../config/configuration.ts";
import { placesIn } from "../git/named-pins.ts";
import type { CommitInfo, Repository } from "../git/repository.ts";
import { pinsOf } from "../git/pins.ts";
import { parseTrailers } from "../git/trailers.ts";
import { pairingKey, type PinEdit } from "../manifests/pin.ts";
import { isManifestPath } from "../manifests/screen.ts";
import { applyEdits } from "./changes.ts";
import { sameFiles } from "./proposal-branch.ts";

/** A commit that sets versions touches few files; one that touches more is not looked into. */
const MOST_FILES = 500;

/**
 * Why a build of the commit holds nothing new: Waybill made it (or everything that a merge brought in by it), or it sets versions and
 * nothing else, as a promotion does that a person squashed and whose trailers are lost. `null` when there is something to release.
 *
 * Only where application and environment share a repository can a build be started by our own commit. `[skip ci]` would stop that too,
 * and hide the checks that a gate waits for.
 */
export async function nothingToRelease(
  git: Repository,
  commit: string,
  { pins }: Pick<ManifestRules, "pins">,
): Promise<string | null> {
  const head = await firstOf(git.history(commit, () => false));
  if (head === null) return null;
  if (await isOwn(git, head)) return "was made by Waybill";
  return (await setsVersionsOnly(git, head, { ignore: [], pins }))
    ? "sets versions in manifests and nothing else"
    : null;
}

async function isOwn(git: Repository, head: CommitInfo): Promise<boolean> {
  if (isDeclared(head)) return true;
  const [parent, ...merged] = head.parents;
  if (parent === undefined || merged.length === 0) return false;
  const brought = (await git.commitsBetween(parent, head.commit)).filter(({ parents }) => parents.length < 2);
  return brought.length > 0 && brought.every(isDeclared);
}

/** Whether the files before, with the versions after, are the files after: byte for byte. */
async function setsVersionsOnly(
  git: Repository,
  { commit, parents }: CommitInfo,
  rules: ManifestRules,
): Promise<boolean> {
  const [parent] = parents;
  if (parent === undefined) return false;
  const paths = await git.changedPaths(parent, commit);
  const isRead = (path: string): boolean => isManifestPath(path) || placesIn(rules, path).length > 0;
  if (paths.length === 0 || paths.length > MOST_FILES || !paths.every(isRead)) return false;
  const snapshot = await git.snapshotAt(commit);
  const options = { scope: paths, rules };
  const before = await pinsOf(await git.snapshotAt(parent), options);
  const after = await pinsOf(snapshot, options);
  const placeOf = (pin: PinEdit["pin"]): string => JSON.stringify([pin.file, pin.document, pin.path, pairingKey(pin)]);
  const versions = new Map(after.scan.pins.map((pin) => [placeOf(pin), pin.version]));
  const edits = before.scan.pins.flatMap((pin): PinEdit[] => {
    const to = versions.get(placeOf(pin));
    return to === undefined || equalVersions(pin.version, to) ? [] : [{ pin, to }];
  });
  const found = await snapshot.read(paths);
  try {
    return sameFiles(applyEdits(before, edits), found);
  } catch (error) {
    // A place that may not be rewritten was changed in another way than ours.
    if (error instanceof UserError) return false;
    throw error;
  }
}

function isDeclared({ message }: CommitInfo): boolean {
  return parseTrailers(message).changes.length > 0;
}

async function firstOf(commits: AsyncIterable<CommitInfo>): Promise<CommitInfo | null> {
  for await (const commit of commits) return commit;
  return null;
}
