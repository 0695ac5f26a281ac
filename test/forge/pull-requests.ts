// Pull requests as values that follow Git: making one, closing one, and what a moved branch does to those that stand on it.
import { Refusal, invalid } from "./answers.ts";
import { protectionsOf } from "./protection.ts";
import type { Principal } from "./principals.ts";
import type { PullRequest, Repository, TriggeredRun, World } from "./state.ts";

export interface NewPullRequest {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

const TITLE_LIMIT = 256;
export const BODY_LIMIT = 65_536;

/** Opens a pull request; throws GitHub's 422 for a second one, for nothing to merge and for texts that are too long. */
export async function openPullRequest(
  world: World,
  repository: Repository,
  request: NewPullRequest,
  by: Principal,
): Promise<PullRequest> {
  if (by.kind === "github-token" && !repository.actionsMayCreatePullRequests) {
    throw new Refusal(403, "GitHub Actions is not permitted to create or approve pull requests.");
  }
  checkTexts(request.title, request.body);
  const [owner, head] = request.head.includes(":") ? request.head.split(":", 2) : [repository.owner, request.head];
  const branches = await repository.git.branches();
  const headCommit = head === undefined ? undefined : branches.get(head);
  if (owner !== repository.owner || head === undefined || headCommit === undefined) throw unprocessable("head");
  const baseCommit = branches.get(request.base);
  if (baseCommit === undefined) throw unprocessable("base");
  const standing = repository.pullRequests.some(
    (pull) => pull.state === "open" && pull.head === head && pull.base === request.base && !isFork(repository, pull),
  );
  if (standing) throw custom(`A pull request already exists for ${repository.owner}:${head}.`);
  if (head === request.base || (await repository.git.isAncestor(headCommit, baseCommit))) {
    throw custom(`No commits between ${request.base} and ${head}`);
  }
  const headRepository = repository.fullName;
  return addPullRequest(world, repository, { ...request, head }, { headRepository, headCommit, baseCommit }, by);
}

/** The pull request itself, once nothing speaks against it; `head` is the branch's name without an owner. */
export async function addPullRequest(
  world: World,
  repository: Repository,
  request: NewPullRequest,
  place: { readonly headRepository: string; readonly headCommit: string; readonly baseCommit: string },
  by: Principal,
): Promise<PullRequest> {
  const now = world.now();
  const id = world.nextId();
  const { lateness } = repository;
  const pull: PullRequest = {
    ...request,
    ...place,
    id,
    number: repository.pullRequests.length + 1,
    nodeId: `PR_${id}`,
    state: "open",
    author: by.login,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    labels: [],
    reviewers: [],
    teams: [],
    reviews: [],
    autoMerge: null,
    queue: null,
    hiddenLists: lateness.listsMiss,
    unresolved: lateness.labelsFail,
    unknownReads: lateness.mergeStateUnknown,
  };
  repository.pullRequests.push(pull);
  const { headCommit: commit } = place;
  await repository.git.writePullRef(pull.number, commit);
  trigger(world, repository, by, { event: "pull_request", action: "opened", ref: mergeRef(pull), commit });
  return pull;
}

/** The ref that workflows of a pull request run on. */
export function mergeRef(pull: PullRequest): string {
  return `refs/pull/${pull.number}/merge`;
}

/** Throws the 422 that GitHub gives for a title or body over its limit. */
export function checkTexts(title: string | null, body: string | null): void {
  if (title !== null && title.trim() === "") {
    throw invalid({ resource: "PullRequest", code: "missing_field", field: "title" });
  }
  if (title !== null && title.length > TITLE_LIMIT)
    throw custom(`title is too long (maximum is ${TITLE_LIMIT} characters)`);
  if (body !== null && body.length > BODY_LIMIT) {
    throw invalid({
      resource: "PullRequest",
      code: "custom",
      field: "body",
      message: `body is too long (maximum is ${BODY_LIMIT} characters)`,
    });
  }
}

function unprocessable(field: string): Refusal {
  return invalid({ resource: "PullRequest", field, code: "invalid" });
}

function custom(message: string): Refusal {
  return invalid({ resource: "PullRequest", code: "custom", message });
}

export function isFork(repository: Repository, pull: PullRequest): boolean {
  return pull.headRepository !== repository.fullName;
}

export async function closePullRequest(world: World, repository: Repository, pull: PullRequest): Promise<void> {
  await leaveQueue(repository, pull);
  pull.state = "closed";
  pull.closedAt = world.now();
  pull.updatedAt = world.now();
  pull.autoMerge = null;
}

/** Takes a pull request out of the merge queue, if it is there, and removes its group's branch. */
export async function leaveQueue(repository: Repository, pull: PullRequest): Promise<void> {
  const entry = pull.queue;
  if (entry === null) return;
  pull.queue = null;
  await repository.git.run(["update-ref", "-d", `refs/heads/${entry.branch}`]);
  repository.seen.delete(entry.branch);
}

/** Remembers the workflow run that GitHub would have started: none for what GITHUB_TOKEN does. */
export function trigger(
  world: World,
  repository: Repository,
  by: Principal,
  run: Omit<TriggeredRun, "repository" | "actor">,
): void {
  if (by.kind === "github-token") return;
  world.triggeredRuns.push({ repository: repository.fullName, actor: by.login, ...run });
}

/** Looks at the branches and does what follows from each that moved or went: new heads, stale reviews, closed and merged pull requests. */
export async function followBranches(world: World, repository: Repository, by: Principal): Promise<void> {
  const now = await repository.git.branches();
  const before = repository.seen;
  repository.seen = now;
  for (const [branch, commit] of now) {
    if (before.get(branch) === commit || branch.startsWith("gh-readonly-queue/")) continue;
    trigger(world, repository, by, { event: "push", action: null, ref: `refs/heads/${branch}`, commit });
  }
  for (const pull of repository.pullRequests) {
    if (pull.state === "open") await followBranch(world, repository, pull, now, by);
  }
}

async function followBranch(
  world: World,
  repository: Repository,
  pull: PullRequest,
  branches: ReadonlyMap<string, string>,
  by: Principal,
): Promise<void> {
  const head = isFork(repository, pull) ? pull.headCommit : branches.get(pull.head);
  const base = branches.get(pull.base);
  if (head === undefined || base === undefined) return closePullRequest(world, repository, pull);
  const moved = head !== pull.headCommit;
  const before = pull.baseCommit;
  if (!moved && base === before) return;
  if (moved) await takeHead(world, repository, pull, head, by);
  const merged = (await repository.git.commitsBetween(before, base)).includes(head);
  if (!merged && !(moved && (await repository.git.isAncestor(head, base)))) {
    pull.baseCommit = base;
    return;
  }
  // A closed pull request keeps the base that it stood against: its commits are those from there to its head.
  await closePullRequest(world, repository, pull);
  // A base that came to contain the head has merged it, whoever pushed it there. A head that was set back has nothing left to merge.
  if (!merged) return;
  pull.mergedAt = world.now();
  pull.mergedBy = by.login;
  pull.mergeCommit = base;
}

async function takeHead(
  world: World,
  repository: Repository,
  pull: PullRequest,
  commit: string,
  by: Principal,
): Promise<void> {
  pull.headCommit = commit;
  pull.updatedAt = world.now();
  // Its group in the queue was built from the old head.
  await leaveQueue(repository, pull);
  await repository.git.writePullRef(pull.number, commit);
  if (protectionsOf(repository, pull.base).some((rule) => rule.dismissStaleReviews)) {
    for (const review of pull.reviews) if (review.state === "APPROVED") review.state = "DISMISSED";
  }
  trigger(world, repository, by, { event: "pull_request", action: "synchronize", ref: mergeRef(pull), commit });
}
