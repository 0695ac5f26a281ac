// Auto-merge as a state machine: armed while something is missing, refused when nothing is, and merging by itself when all is there.
import { Refusal } from "./answers.ts";
import { enqueue, progressQueue } from "./merge-queue.ts";
import { checkMethod, mergePullRequest, mergeState, obstacles } from "./merging.ts";
import type { Principal } from "./principals.ts";
import { hasMergeQueue, protectionsOf } from "./protection.ts";
import { followBranches } from "./pull-requests.ts";
import type { MergeMethod, PullRequest, Repository, World } from "./state.ts";

export interface AutoMergeOrder {
  readonly method: MergeMethod;
  readonly headline: string | null;
  readonly body: string | null;
  readonly expectedHead: string | null;
}

/** Arms auto-merge, or throws what GitHub says instead (422; GraphQL shows it as UNPROCESSABLE). */
export async function armAutoMerge(
  world: World,
  repository: Repository,
  pull: PullRequest,
  order: AutoMergeOrder,
  by: Principal,
): Promise<void> {
  const refuse = (message: string): Refusal => new Refusal(422, `Pull request ${message}`);
  if (!repository.autoMergeAllowed) throw refuse("Auto merge is not allowed for this repository");
  if (pull.state !== "open") throw refuse("Pull request is closed");
  if (order.expectedHead !== null && order.expectedHead !== pull.headCommit) {
    throw new Refusal(422, "Head sha didn't match the expected head oid");
  }
  if (protectionsOf(repository, pull.base).length === 0) {
    throw refuse("Protected branch rules not configured for this branch");
  }
  const queued = hasMergeQueue(repository, pull.base);
  if (!queued) {
    checkMethod(repository, order.method);
    const state = await mergeState(repository, pull);
    if (state !== "BLOCKED" && state !== "BEHIND") throw refuse(`Pull request is in ${state.toLowerCase()} status`);
  }
  pull.autoMerge = { method: order.method, headline: order.headline, body: order.body, by };
  pull.updatedAt = world.now();
}

/** Follows the branches, merges what auto-merge was waiting for and moves the queue, until nothing changes any more. */
export async function settle(world: World, repository: Repository, by: Principal): Promise<void> {
  await followBranches(world, repository, by);
  for (;;) {
    const merged = await mergeOneArmed(world, repository);
    const moved = await progressQueue(world, repository);
    if (!merged && !moved) return;
    await followBranches(world, repository, by);
  }
}

async function mergeOneArmed(world: World, repository: Repository): Promise<boolean> {
  for (const pull of repository.pullRequests) {
    const armed = pull.autoMerge;
    if (pull.state !== "open" || armed === null) continue;
    if ((await obstacles(repository, pull)).length > 0) continue;
    if (hasMergeQueue(repository, pull.base)) {
      pull.autoMerge = null;
      await enqueue(world, repository, pull, null, armed.by);
    } else {
      const order = { method: armed.method, headline: armed.headline, body: armed.body, sha: null };
      await mergePullRequest(world, repository, pull, order, armed.by);
    }
    return true;
  }
  return false;
}
