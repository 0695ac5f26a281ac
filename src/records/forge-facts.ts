// What the forge knows of a commit on an environment's branch: the pull request that brought it, who approved that, what the gate said.
import type { Clock, Log } from "../effects.ts";
import { countApprovals, usersThatMatter } from "../gates/approvals.ts";
import { GATE_CONTEXT } from "../gates/publish.ts";
import type { CommitInfo } from "../git/repository.ts";
import { parseTrailers } from "../git/trailers.ts";
import type { Forge, Permission, PullRequest } from "../github/forge.ts";
import { once } from "./once.ts";
import type { ChangeRecord, RecordedApproval } from "./record.ts";

/** Waits before the forge is asked again for a pull request that the commit speaks of. */
const RETRY_DELAYS_MS: readonly number[] = [1_000, 3_000];

export interface ForgeFacts {
  readonly pullRequest: PullRequest | null;
  readonly approvals: readonly RecordedApproval[];
  readonly gate: ChangeRecord["gate"];
  /** The account of this run, asked for only where the commit claims verdicts; `null`: not told. */
  readonly account: string | null;
}

const NOTHING_KNOWN: ForgeFacts = { pullRequest: null, approvals: [], gate: null, account: null };

/**
 * Asks for the facts of one commit; each commit and each user's permission is asked for once. One request for a commit that no pull
 * request brought; else three more and one for each approver. Every error is thrown: facts that could not be had are not facts that are not.
 */
export function forgeFacts(options: {
  readonly forge: Forge | null;
  readonly branch: string;
  readonly clock: Clock;
  readonly log: Log;
}): (commit: CommitInfo) => Promise<ForgeFacts> {
  const { forge, branch, clock, log } = options;
  if (forge === null) return async () => NOTHING_KNOWN;
  const known = new Map<string, Promise<ForgeFacts>>();
  const permissions = new Map<string, Promise<Permission>>();

  const gather = async (commit: CommitInfo): Promise<ForgeFacts> => {
    let pullRequest = bringerOf(await forge.pullRequestsOf(commit.commit), branch, commit.commit);
    // The forge links a merge to its commit some seconds after it has made it, and a record is never corrected.
    for (const delayMs of speaksOfPullRequest(commit) ? RETRY_DELAYS_MS : []) {
      if (pullRequest !== null) break;
      log.debug(`${commit.commit} speaks of a pull request that the forge does not list yet; asking again`);
      await clock.sleep(delayMs);
      pullRequest = bringerOf(await forge.pullRequestsOf(commit.commit), branch, commit.commit);
    }
    if (pullRequest === null) return NOTHING_KNOWN;

    // A pull request in a list does not tell who merged it (GitHub's "simple" form).
    pullRequest = await forge.pullRequest(pullRequest.number);
    const { number, author, mergedAt } = pullRequest;
    const head = pullRequest.head.commit;
    const reviews = await forge.reviews(number);
    const review = {
      head,
      reviews,
      independent: true,
      author,
      makers: [commit.author, commit.committer],
    };
    const granted = new Map<string, Permission>();
    for (const user of usersThatMatter(review))
      granted.set(user, await once(permissions, user, () => forge.permission(user)));
    const { approvers } = countApprovals({ ...review, permissions: granted });
    const checks = await forge.checks(head, { checkRuns: false });
    const gate = checks.find(({ context }) => context.toLowerCase() === GATE_CONTEXT);
    return {
      pullRequest,
      approvals: approvers.map((user) => {
        const approval = reviews.findLast((each) => each.user === user && each.state === "APPROVED");
        // A forge that does not tell when: no later than the merge.
        return { user, commit: head, at: approval?.submittedAt ?? mergedAt ?? "" };
      }),
      gate: gate === undefined ? null : { state: gate.state, description: gate.description, by: gate.by, at: gate.at },
      account: parseTrailers(commit.message).gates === undefined ? null : await forge.viewer(),
    };
  };
  return (commit) => once(known, commit.commit, () => gather(commit));
}

/**
 * The pull request that put the commit on the branch: merged into it, and the commit is what the merge made, or (a fast-forward) its
 * head. Another one that merely holds the commit proves nothing about how it came here.
 */
function bringerOf(pullRequests: readonly PullRequest[], branch: string, commit: string): PullRequest | null {
  const merged = pullRequests.filter(({ mergedAt, base }) => mergedAt !== null && base.branch === branch);
  return (
    merged.find(({ mergeCommit }) => mergeCommit === commit) ??
    merged.find(({ head }) => head.commit === commit) ??
    null
  );
}

/** Whether the message looks like a merge's: worth a wait, and nothing more is concluded from it. */
function speaksOfPullRequest({ message }: CommitInfo): boolean {
  const subject = message.split("\n", 1)[0] ?? "";
  return /\(#\d+\)\s*$|^Merge pull request #\d+/u.test(subject) || parseTrailers(message).from !== null;
}
