// The merge queue: each entry's group is a real commit on a branch of its own, and becomes the base when its checks pass.
import { Refusal } from "./answers.ts";
import { completeMerge, makeMergeCommit, obstacles } from "./merging.ts";
import type { Principal } from "./principals.ts";
import { checkResults, hasMergeQueue, missingChecks, protectionsOf } from "./protection.ts";
import { leaveQueue } from "./pull-requests.ts";
import type { PullRequest, Repository, World } from "./state.ts";

/** Puts a pull request at the end of its base's queue, or throws GitHub's refusal. */
export async function enqueue(
  world: World,
  repository: Repository,
  pull: PullRequest,
  expectedHead: string | null,
  by: Principal,
): Promise<void> {
  if (!hasMergeQueue(repository, pull.base)) throw new Refusal(422, "Merge queue is not enabled for this branch");
  if (pull.queue !== null) throw new Refusal(422, "Pull request is already in the queue");
  if (expectedHead !== null && expectedHead !== pull.headCommit) {
    throw new Refusal(422, "Head sha didn't match the expected head oid");
  }
  const [obstacle] = await obstacles(repository, pull);
  if (obstacle !== undefined) throw new Refusal(422, `Pull request ${obstacle}`);
  const last = queueOf(repository, pull.base).at(-1)?.queue?.group ?? pull.baseCommit;
  await buildGroup(world, repository, pull, last, by);
}

/** The entries of a base's queue, first come first. */
function queueOf(repository: Repository, base: string): readonly PullRequest[] {
  return repository.pullRequests
    .filter((pull) => pull.base === base && pull.queue !== null)
    .toSorted((a, b) => (a.queue?.place ?? 0) - (b.queue?.place ?? 0));
}

async function buildGroup(
  world: World,
  repository: Repository,
  pull: PullRequest,
  onto: string,
  by: Principal,
): Promise<void> {
  const order = { method: "merge", headline: null, body: null, sha: null } as const;
  const group = await makeMergeCommit(world, repository, pull, order, by, onto);
  const branch = `gh-readonly-queue/${pull.base}/pr-${pull.number}-${onto}`;
  await repository.git.git(["update-ref", `refs/heads/${branch}`, group]);
  repository.seen.set(branch, group);
  pull.queue = { by, branch, base: onto, group, place: pull.queue?.place ?? world.nextId() };
  // A queue's own event: it starts workflows whoever put the pull request there.
  world.triggeredRuns.push({
    repository: repository.fullName,
    actor: by.login,
    event: "merge_group",
    action: "checks_requested",
    ref: `refs/heads/${branch}`,
    commit: group,
  });
}

/** Merges or drops the first entry of some queue when its checks have spoken; false when every queue waits. */
export async function progressQueue(world: World, repository: Repository): Promise<boolean> {
  for (const base of new Set(repository.pullRequests.filter((pull) => pull.queue !== null).map((pull) => pull.base))) {
    const [first, ...rest] = queueOf(repository, base);
    const entry = first?.queue ?? null;
    if (first === undefined || entry === null) continue;
    const { group, by, base: onto } = entry;
    if (onto !== first.baseCommit) {
      await rebuild(world, repository, [first, ...rest], first.baseCommit);
      return true;
    }
    if (failed(repository, base, group)) {
      await leaveQueue(repository, first);
      await rebuild(world, repository, rest, first.baseCommit);
      return true;
    }
    if (missingChecks(repository, base, group).length > 0) continue;
    if (!(await repository.git.swapRef(`refs/heads/${base}`, group, onto))) continue;
    await leaveQueue(repository, first);
    await completeMerge(world, repository, first, group, by);
    return true;
  }
  return false;
}

async function rebuild(
  world: World,
  repository: Repository,
  pulls: readonly PullRequest[],
  base: string,
): Promise<void> {
  let onto = base;
  for (const pull of pulls) {
    const entry = pull.queue;
    if (entry === null) continue;
    await leaveQueue(repository, pull);
    if ((await obstacles(repository, pull)).length > 0) continue;
    pull.queue = entry;
    await buildGroup(world, repository, pull, onto, entry.by);
    onto = pull.queue.group;
  }
}

function failed(repository: Repository, base: string, group: string): boolean {
  const required = protectionsOf(repository, base).flatMap((rule) => rule.requiredChecks);
  return checkResults(repository, group).some(
    (result) =>
      result.state === "failure" &&
      required.some((check) => check.context.toLowerCase() === result.context.toLowerCase()),
  );
}
