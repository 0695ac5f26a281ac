// Was the commit that started a build made by Waybill itself? Then its version must not be written again, or the loop never ends.
import { parseTrailers } from "../git/trailers.ts";
import type { CommitInfo, Repository } from "../git/repository.ts";

/**
 * Whether the commit, or everything that a merge brought in by it, is Waybill's. Only where application and environment share a
 * repository can a build be started by our own commit. `[skip ci]` would stop that too, and hide the checks that a gate waits for.
 */
export async function isOwnCommit(git: Repository, commit: string): Promise<boolean> {
  const head = await firstOf(git.history(commit, () => false));
  if (head === null) return false;
  if (isDeclared(head)) return true;
  const [parent, ...merged] = head.parents;
  if (parent === undefined || merged.length === 0) return false;
  const brought = (await git.commitsBetween(parent, commit)).filter(({ parents }) => parents.length < 2);
  return brought.length > 0 && brought.every(isDeclared);
}

function isDeclared({ message }: CommitInfo): boolean {
  return parseTrailers(message).changes.length > 0;
}

async function firstOf(commits: AsyncIterable<CommitInfo>): Promise<CommitInfo | null> {
  for await (const commit of commits) return commit;
  return null;
}
