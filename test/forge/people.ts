// What people and other tools do on the forge, each act in the repository's turn and with all that follows from it.
import { settle } from "./auto-merge.ts";
import type { FileContent } from "./bare-repository.ts";
import { mergePullRequest } from "./merging.ts";
import { ACTIONS_APP, type Principal } from "./principals.ts";
import { addPullRequest, openPullRequest } from "./pull-requests.ts";
import { person } from "./repositories.ts";
import { addCheckRun, addStatus } from "./routes/checks.ts";
import { addReview, type ReviewEvent } from "./routes/reviews.ts";
import { exclusively, type MergeMethod, type PullRequest, type Repository, type World } from "./state.ts";

export interface OpenOptions {
  readonly head: string;
  /** Default: the default branch. */
  readonly base?: string;
  readonly title: string;
  readonly body?: string;
  readonly draft?: boolean;
  readonly by: string;
}

export interface ForkOptions {
  /** The branch's name in the fork; it may be that of anything here. */
  readonly head: string;
  readonly files: Readonly<Record<string, FileContent>>;
  readonly title: string;
  readonly body?: string;
  /** Whose fork it is. */
  readonly by: string;
}

export interface ReviewOptions {
  readonly by: string;
  readonly event: ReviewEvent;
  readonly body?: string;
  /** Default: the head. */
  readonly commit?: string;
}

export interface StatusOptions {
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description?: string;
  readonly by?: string;
}

export interface CheckRunOptions {
  readonly name: string;
  /** `null`: it is still running. */
  readonly conclusion: string | null;
  /** Default: GitHub Actions. */
  readonly app?: { readonly id: number; readonly slug: string };
}

async function act<T>(
  world: World,
  repository: Repository,
  login: string,
  action: (by: Principal) => Promise<T>,
): Promise<T> {
  const by = person(world, login);
  return exclusively(repository, async () => {
    await settle(world, repository, by);
    const result = await action(by);
    await settle(world, repository, by);
    return result;
  });
}

export function open(world: World, repository: Repository, options: OpenOptions): Promise<PullRequest> {
  const { head, base = repository.defaultBranch, title, body = "", draft = false } = options;
  return act(world, repository, options.by, (by) =>
    openPullRequest(world, repository, { head, base, title, body, draft }, by),
  );
}

/** A pull request from a fork: its head is in no branch here, only in the pull request's own ref. */
export function openFromFork(world: World, repository: Repository, options: ForkOptions): Promise<PullRequest> {
  return act(world, repository, options.by, async (by) => {
    const base = repository.defaultBranch;
    const baseCommit = (await repository.git.branches()).get(base);
    if (baseCommit === undefined) throw new Error(`${repository.fullName} is empty`);
    const { head, title, body = "", files } = options;
    const author = { name: options.by, email: `${options.by}@example.com` };
    const headCommit = await repository.git.importCommit({
      parent: baseCommit,
      files: new Map(Object.entries(files)),
      deletions: [],
      message: title,
      author,
      at: world.now(),
    });
    const headRepository = `${options.by}/${repository.name}`;
    const place = { headRepository, headCommit, baseCommit };
    return addPullRequest(world, repository, { head, base, title, body, draft: false }, place, by);
  });
}

export function review(
  world: World,
  repository: Repository,
  pull: PullRequest,
  { by: login, event, body = "", commit = null }: Omit<ReviewOptions, "commit"> & { readonly commit?: string | null },
): Promise<void> {
  return act(world, repository, login, async (by) => {
    addReview(world, repository, pull, { event, body, commit }, by);
  });
}

/** Merges as the button does. Gives the merge commit. */
export function merge(
  world: World,
  repository: Repository,
  pull: PullRequest,
  options: { readonly by: string; readonly method?: MergeMethod },
): Promise<string> {
  const order = { method: options.method ?? "merge", headline: null, body: null, sha: null };
  return act(world, repository, options.by, (by) => mergePullRequest(world, repository, pull, order, by));
}

export function setStatus(
  world: World,
  repository: Repository,
  commit: string,
  {
    context,
    state,
    description = null,
    by: login = "somebody",
  }: Omit<StatusOptions, "description"> & {
    readonly description?: string | null;
  },
): Promise<void> {
  return act(world, repository, login, async (by) => {
    await addStatus(world, repository, commit, { context, state, description, targetUrl: null }, by);
  });
}

export function reportCheck(
  world: World,
  repository: Repository,
  commit: string,
  { name, conclusion, app = ACTIONS_APP }: CheckRunOptions,
): Promise<void> {
  return act(world, repository, `${app.slug}[bot]`, async () => {
    const status = conclusion === null ? "in_progress" : "completed";
    const empty = { detailsUrl: null, title: null, summary: null };
    addCheckRun(world, repository, { name, commit, status, conclusion, app, ...empty });
  });
}

/** Comments on a pull request. Gives the comment's id. */
export function comment(
  world: World,
  repository: Repository,
  number: number,
  { by: user, body }: { readonly by: string; readonly body: string },
): Promise<number> {
  return act(world, repository, user, async () => {
    const now = world.now();
    const id = world.nextId();
    repository.comments.push({ id, number, user, body, createdAt: now, updatedAt: now });
    return id;
  });
}
