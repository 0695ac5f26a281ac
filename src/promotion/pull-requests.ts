// The pull requests of our branches: found, opened, kept in step with their text, and closed with a reason.
import { messageOf } from "../errors.ts";
import type { Repository } from "../git/repository.ts";
import { formatRepository, type Forge, type PullRequest } from "../github/forge.ts";
import type { ProposalText } from "./pull-request-text.ts";

/** The open pull request of exactly this branch of the repository itself; one from a fork is never ours, whatever its branch is called. */
export function pullRequestOf(
  open: readonly PullRequest[],
  forge: Pick<Forge, "repository">,
  branch: string,
  base: string,
): PullRequest | null {
  const own = formatRepository(forge.repository).toLowerCase();
  const found = open.find(
    ({ head, base: target }) =>
      head.branch === branch && target.branch === base && head.repository?.toLowerCase() === own,
  );
  return found ?? null;
}

export interface ProposalRequest {
  readonly forge: Forge;
  readonly branch: string;
  readonly base: string;
  readonly text: ProposalText;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
  /** The open pull request of the branch, as just read; `null` when the list of all open ones shows none. */
  readonly present: PullRequest | null;
}

export interface PublishedProposal {
  readonly pullRequest: PullRequest;
  readonly change: "opened" | "refreshed" | "unchanged";
  /** Why reviewers or labels could not be added, as a sentence: the pull request stands all the same, and must be judged. */
  readonly problem: string | null;
}

/**
 * Makes the branch's pull request say what it should: opens it, or writes title and body again when they differ. Reviewers come before
 * labels, so that a pull request with its labels is known to have both when a killed run is started again.
 */
export async function publishProposal(request: ProposalRequest): Promise<PublishedProposal> {
  const { forge, branch, base, text, labels } = request;
  let pullRequest = request.present;
  let change: PublishedProposal["change"] = "unchanged";
  if (pullRequest === null) {
    const ensured = await forge.ensurePullRequest(
      { head: branch, base, title: text.title, body: text.body, draft: false },
      { looked: true },
    );
    pullRequest = ensured.pullRequest;
    if (ensured.created) change = "opened";
  }
  if (change !== "opened" && !says(pullRequest, text)) {
    pullRequest = await forge.updatePullRequest(pullRequest.number, { title: text.title, body: text.body });
    change = "refreshed";
  }
  const isMarked =
    request.present !== null &&
    (labels.length === 0 || labels.some((label) => request.present?.labels.includes(label) === true));
  return { pullRequest, change, problem: isMarked ? null : await mark(request, pullRequest.number) };
}

async function mark({ forge, labels, reviewers }: ProposalRequest, number: number): Promise<string | null> {
  try {
    if (reviewers.length > 0) await forge.requestReviewers(number, reviewers);
    if (labels.length > 0) await forge.addLabels(number, labels);
    return null;
  } catch (error) {
    return `reviewers and labels could not be added: ${messageOf(error)}`;
  }
}

/** Whether the pull request has this text; a forge may give line endings back in another form. */
function says(pullRequest: PullRequest, text: ProposalText): boolean {
  const normal = (body: string) => body.replaceAll("\r\n", "\n").trimEnd();
  return pullRequest.title === text.title && normal(pullRequest.body) === normal(text.body);
}

export interface WithdrawRequest {
  readonly forge: Forge;
  readonly git: Repository;
  readonly pullRequest: PullRequest;
  readonly branch: string;
  readonly tip: string | null;
  /** Markdown, already inert. */
  readonly comment: string;
}

/** Closes a pull request with the reason as a comment and deletes its branch. A run that was killed in between does not comment twice. */
export async function withdrawProposal(request: WithdrawRequest): Promise<void> {
  const { forge, git, pullRequest, branch, tip, comment } = request;
  const comments = await forge.comments(pullRequest.number);
  if (comments.at(-1)?.body.trim() !== comment.trim()) await forge.addComment(pullRequest.number, comment);
  await forge.updatePullRequest(pullRequest.number, { state: "closed" });
  if (tip !== null) await git.deleteBranch(branch, tip);
}

/**
 * Whether the last word on exactly this head of a person with write access is an approval: in a public repository anybody may say so. One
 * whose head the forge no longer knows counts, and one whose permission cannot be read, so that nobody's approval is lost.
 */
export async function isApproved(forge: Forge, pullRequest: PullRequest): Promise<boolean> {
  const last = new Map<string, { state: string; commit: string | null }>();
  for (const review of await forge.reviews(pullRequest.number)) {
    if (review.state === "COMMENTED" || review.state === "PENDING") continue;
    last.set(review.user, review);
  }
  for (const [user, { state, commit }] of last) {
    const isOfHead = commit === null || commit === pullRequest.head.commit;
    if (state === "APPROVED" && isOfHead && !user.endsWith("[bot]") && (await mayApprove(forge, user))) return true;
  }
  return false;
}

async function mayApprove(forge: Forge, user: string): Promise<boolean> {
  try {
    return ["admin", "maintain", "write"].includes(await forge.permission(user));
  } catch {
    return true;
  }
}
