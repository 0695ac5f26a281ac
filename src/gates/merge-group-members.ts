// Which pull requests a merge group holds: read from its branch's name and its commits, and believed only where the commits really are theirs.
import { UserError } from "../errors.ts";
import type { CommitInfo, Repository } from "../git/repository.ts";
import type { Connection } from "../github/connections.ts";
import type { Forge, PullRequest } from "../github/forge.ts";

export interface MergeGroup {
  readonly headCommit: string;
  readonly baseCommit: string;
  readonly headRef: string;
}

/**
 * The group's pull requests, oldest first. The queue puts each on top of the one before it; a commit's message names its pull request, but
 * a message is text from outside, so the commit must also hold what that pull request's head holds. Throws a UserError when a commit
 * cannot be assigned: an unknown member is never a pass.
 */
export async function membersOf(group: MergeGroup, { git }: Connection, forge: Forge): Promise<readonly PullRequest[]> {
  const last = numberOfBranch(group.headRef);
  if (last === null) {
    throw new UserError(
      `"${group.headRef}" is no merge queue's branch; expected gh-readonly-queue/<base>/pr-<number>-<commit>`,
    );
  }
  const commits: CommitInfo[] = [];
  for await (const commit of git.history(group.headCommit, (id) => id === group.baseCommit)) commits.push(commit);
  const members = new Map<number, PullRequest>();
  for (const commit of commits.toReversed()) {
    const number = commit.commit === group.headCommit ? last : numberOfMessage(commit.message);
    if (number === null) throw new UserError(`the commit ${commit.commit.slice(0, 7)} names no pull request`);
    const member = members.get(number) ?? (await forge.pullRequest(number));
    if (!(await holds(git, commit, member))) {
      throw new UserError(`the commit ${commit.commit.slice(0, 7)} is not what #${number} has at its head`);
    }
    members.set(number, member);
  }
  if (!members.has(last)) throw new UserError(`the group holds no commit of #${last}`);
  return [...members.values()];
}

/** The number in `gh-readonly-queue/main/pr-12-<commit>`; the base's name may hold slashes. */
export function numberOfBranch(ref: string): number | null {
  const match = /^(?:refs\/heads\/)?gh-readonly-queue\/.+\/pr-(\d{1,9})-[0-9a-f]{40,64}$/.exec(ref);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** The number in the subject that the queue's merge or squash writes; a squash adds its own after whatever the title ends with. */
export function numberOfMessage(message: string): number | null {
  const subject = message.split("\n", 1)[0] ?? "";
  const match = /^Merge pull request #(\d{1,9}) from /.exec(subject) ?? /\(#(\d{1,9})\)$/.exec(subject.trimEnd());
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** A merge holds the head as its parent. A squash changes the head's paths to the head's bytes. */
async function holds(git: Repository, commit: CommitInfo, { head, base }: PullRequest): Promise<boolean> {
  const [first, ...others] = commit.parents;
  if (first === undefined) return false;
  if (others.length > 0) return others.length === 1 && others[0] === head.commit;
  const left = await git.mergeBase(base.commit, head.commit);
  const proposed = await git.changedPaths(left, head.commit);
  const landed = await git.changedPaths(first, commit.commit);
  if (proposed.join("\0") !== landed.join("\0")) return false;
  const different = new Set(await git.changedPaths(head.commit, commit.commit));
  return landed.every((path) => !different.has(path));
}
