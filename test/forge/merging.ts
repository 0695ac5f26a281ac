// Merging: what state a pull request is in, why it cannot be merged, and the merge itself as real commits.
import { Refusal } from "./answers.ts";
import type { Person } from "./bare-repository.ts";
import { checkResults, hasMergeQueue, missingChecks, missingReviews, protectionsOf } from "./protection.ts";
import type { Principal } from "./principals.ts";
import { closePullRequest, followBranches, isFork, mergeRef, trigger } from "./pull-requests.ts";
import { userNamed, type MergeMethod, type PullRequest, type Repository, type World } from "./state.ts";

export type MergeStateStatus = "BEHIND" | "BLOCKED" | "CLEAN" | "DIRTY" | "DRAFT" | "UNKNOWN" | "UNSTABLE";

/** Who GitHub is in the commits that it makes. */
export const GITHUB: Person = { name: "GitHub", email: "noreply@github.com" };

/** GraphQL's `mergeStateStatus`; REST's `mergeable_state` is the same in lower case. Does not count as a read of "unknown". */
export async function mergeState(repository: Repository, pull: PullRequest): Promise<MergeStateStatus> {
  if (pull.state !== "open" || pull.unknownReads > 0) return "UNKNOWN";
  if ((await repository.git.mergeTree(pull.baseCommit, pull.headCommit)) === null) return "DIRTY";
  if (pull.draft) return "DRAFT";
  const missing = [...missingReviews(repository, pull), ...missingChecks(repository, pull.base, pull.headCommit)];
  if (missing.length > 0 || (await unsigned(repository, pull))) return "BLOCKED";
  if (await isBehind(repository, pull)) return "BEHIND";
  const results = checkResults(repository, pull.headCommit);
  return results.some((result) => result.state !== "success") ? "UNSTABLE" : "CLEAN";
}

async function isBehind(repository: Repository, pull: PullRequest): Promise<boolean> {
  if (!protectionsOf(repository, pull.base).some((rule) => rule.strict)) return false;
  return !(await repository.git.isAncestor(pull.baseCommit, pull.headCommit));
}

async function unsigned(repository: Repository, pull: PullRequest): Promise<boolean> {
  if (!protectionsOf(repository, pull.base).some((rule) => rule.requiredSignatures)) return false;
  const commits = await repository.git.commitsBetween(pull.baseCommit, pull.headCommit);
  return commits.some((commit) => !repository.verified.has(commit));
}

/** The same as a client reads it: a read of "unknown" brings the answer nearer. */
export async function readMergeState(repository: Repository, pull: PullRequest): Promise<MergeStateStatus> {
  const state = await mergeState(repository, pull);
  if (pull.unknownReads > 0) pull.unknownReads -= 1;
  return state;
}

/** Everything that stands in the way of merging now, as a user; empty when nothing does. */
export async function obstacles(repository: Repository, pull: PullRequest): Promise<readonly string[]> {
  if (pull.state !== "open") return ["Pull Request is not mergeable"];
  if (pull.draft) return ["Pull Request is still a draft"];
  if (pull.unknownReads > 0 || (await repository.git.mergeTree(pull.baseCommit, pull.headCommit)) === null) {
    return ["Pull Request is not mergeable"];
  }
  const found = [...missingReviews(repository, pull), ...missingChecks(repository, pull.base, pull.headCommit)];
  if (await unsigned(repository, pull)) found.push("Commits must have verified signatures.");
  if (await isBehind(repository, pull)) found.push("Head branch is out of date with the base branch.");
  return found;
}

export interface MergeOrder {
  readonly method: MergeMethod;
  readonly headline: string | null;
  readonly body: string | null;
  /** `null`: whatever the head is. */
  readonly sha: string | null;
}

/** `PUT /pulls/N/merge`: the merge commit, or GitHub's 405 or 409. */
export async function mergePullRequest(
  world: World,
  repository: Repository,
  pull: PullRequest,
  order: MergeOrder,
  by: Principal,
): Promise<string> {
  if (pull.mergedAt !== null) throw new Refusal(405, "Pull Request is not mergeable");
  if (order.sha !== null && order.sha !== pull.headCommit) {
    throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
  }
  checkMethod(repository, order.method);
  if (hasMergeQueue(repository, pull.base))
    throw refused(repository, pull, "Changes must be made through the merge queue");
  const [obstacle] = await obstacles(repository, pull);
  if (obstacle !== undefined) throw refused(repository, pull, obstacle);
  const commit = await makeMergeCommit(world, repository, pull, order, by, pull.baseCommit);
  if (!(await repository.git.swapRef(`refs/heads/${pull.base}`, commit, pull.baseCommit))) {
    throw new Refusal(405, "Base branch was modified. Review and try the merge again.");
  }
  await completeMerge(world, repository, pull, commit, by);
  return commit;
}

export function checkMethod(repository: Repository, method: MergeMethod): void {
  if (repository.mergeMethods.includes(method)) return;
  const name = { merge: "Merge commits", squash: "Squash merges", rebase: "Rebase merges" }[method];
  throw new Refusal(405, `${name} are not allowed on this repository.`);
}

function refused(repository: Repository, pull: PullRequest, reason: string): Refusal {
  const ruleset = protectionsOf(repository, pull.base).some((rule) => rule.source === "ruleset");
  const general = reason.startsWith("Pull Request");
  return new Refusal(405, ruleset && !general ? `Repository rule violations found\n\n${reason}\n\n` : reason);
}

/** Writes down that `commit` on the base merged the pull request. */
export async function completeMerge(
  world: World,
  repository: Repository,
  pull: PullRequest,
  commit: string,
  by: Principal,
): Promise<void> {
  await closePullRequest(world, repository, pull);
  pull.mergedAt = world.now();
  pull.mergedBy = by.login;
  pull.mergeCommit = commit;
  trigger(world, repository, by, {
    event: "pull_request",
    action: "closed",
    ref: mergeRef(pull),
    commit: pull.headCommit,
  });
  if (repository.deleteBranchOnMerge && !isFork(repository, pull))
    await repository.git.swapRef(`refs/heads/${pull.head}`, null, pull.headCommit);
  await followBranches(world, repository, by);
}

/** The commit (or chain of commits) that merges the pull request on top of `onto`; no ref is moved. */
export async function makeMergeCommit(
  world: World,
  repository: Repository,
  pull: PullRequest,
  order: MergeOrder,
  by: Principal,
  onto: string,
): Promise<string> {
  if (order.method === "rebase") return rebase(world, repository, pull, by, onto);
  const tree = await repository.git.mergeTree(onto, pull.headCommit);
  if (tree === null) throw new Refusal(405, "Pull Request is not mergeable");
  const standard = order.method === "merge" ? mergeText(pull) : await squashText(repository, pull);
  const headline = order.headline ?? standard.headline;
  const body = order.body ?? standard.body;
  const commit = await repository.git.commitTree({
    parents: order.method === "merge" ? [onto, pull.headCommit] : [onto],
    tree,
    message: body === "" ? `${headline}\n` : `${headline}\n\n${body}\n`,
    author: personOf(world, order.method === "merge" ? by.login : pull.author),
    committer: GITHUB,
    at: world.now(),
  });
  repository.verified.add(commit);
  return commit;
}

function mergeText(pull: PullRequest): { headline: string; body: string } {
  return {
    headline: `Merge pull request #${pull.number} from ${pull.headRepository.split("/")[0]}/${pull.head}`,
    body: pull.title,
  };
}

async function squashText(repository: Repository, pull: PullRequest): Promise<{ headline: string; body: string }> {
  const headline = `${pull.title} (#${pull.number})`;
  if (repository.squashText === "pull-request") return { headline, body: pull.body };
  const commits = await repository.git.commitsBetween(pull.baseCommit, pull.headCommit);
  const messages = await Promise.all(commits.map((commit) => repository.git.git(["log", "-1", "--format=%B", commit])));
  if (messages.length === 1) {
    const [subject = "", ...rest] = (messages[0] ?? "").split("\n");
    return { headline: `${subject} (#${pull.number})`, body: rest.join("\n").trim() };
  }
  return { headline, body: messages.map((message) => `* ${message.trim()}`).join("\n\n") };
}

/** Every commit of the pull request made anew on top of `onto`, as `git rebase` would; conflicts are 405. */
async function rebase(
  world: World,
  repository: Repository,
  pull: PullRequest,
  by: Principal,
  onto: string,
): Promise<string> {
  const { git } = repository;
  let tip = onto;
  for (const commit of await git.commitsBetween(onto, pull.headCommit)) {
    const [parents = "", name = "", email = "", ...lines] = (
      await git.git(["show", "-s", "--format=%P%n%an%n%ae%n%B", commit])
    ).split("\n");
    if (parents.includes(" ")) continue;
    // `merge-tree` of Git 2.39 takes no merge base: a commit with our tree on the picked commit's parent gives it the right one.
    const person = personOf(world, by.login);
    const at = world.now();
    const ours = await git.commitTree({
      parents: parents === "" ? [] : [parents],
      tree: `${tip}^{tree}`,
      message: "base for a pick",
      author: person,
      committer: person,
      at,
    });
    const tree = await git.mergeTree(ours, commit);
    if (tree === null) throw new Refusal(405, "This branch can't be rebased due to conflicts");
    const author = { name, email };
    tip = await git.commitTree({ parents: [tip], tree, message: lines.join("\n"), author, committer: GITHUB, at });
  }
  return tip;
}

/** A login as Git's author. */
export function personOf(world: World, login: string): Person {
  const user = userNamed(world, login);
  return { name: user.login, email: `${user.id}+${user.login}@users.noreply.github.com` };
}
