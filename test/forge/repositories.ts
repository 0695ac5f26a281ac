// Making repositories, and what somebody with a push right does in them, past the API and past every protection.
import path from "node:path";
import { settle } from "./auto-merge.ts";
import { BareRepository, type FileContent, type Person } from "./bare-repository.ts";
import type { Principal } from "./principals.ts";
import { exclusively, userNamed, type MergeMethod, type Repository, type World } from "./state.ts";

export interface RepositoryOptions {
  /** The first commit's files; none: the repository is empty. */
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly message?: string;
  readonly defaultBranch?: string;
  readonly private?: boolean;
  readonly autoMergeAllowed?: boolean;
  readonly mergeMethods?: readonly MergeMethod[];
  readonly squashText?: "pull-request" | "commits";
  readonly deleteBranchOnMerge?: boolean;
  /** "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsMayCreatePullRequests?: boolean;
}

export interface CommitOptions {
  /** Default: the default branch. A new one grows from the default branch. */
  readonly branch?: string;
  readonly files?: Readonly<Record<string, FileContent>>;
  readonly deletions?: readonly string[];
  readonly message?: string;
  readonly author?: Person;
  /** Login of whoever is said to have pushed it. */
  readonly by?: string;
}

const SOMEBODY: Person = { name: "Somebody Else", email: "somebody@example.com" };

/** A person as a principal; made at first mention. */
export function person(world: World, login: string): Principal {
  userNamed(world, login);
  return { kind: "user", login };
}

/** Makes `owner/name` below `folder`, private unless told otherwise. */
export async function makeRepository(
  world: World,
  folder: string,
  fullName: string,
  options: RepositoryOptions,
): Promise<Repository> {
  const [owner, name] = fullName.split("/");
  if (owner === undefined || name === undefined) throw new Error(`"${fullName}" is not owner/name`);
  const defaultBranch = options.defaultBranch ?? "main";
  const repository: Repository = {
    id: world.nextId(),
    owner,
    name,
    fullName,
    git: await BareRepository.create(path.join(folder, owner, `${name}.git`), defaultBranch),
    private: options.private ?? true,
    defaultBranch,
    autoMergeAllowed: options.autoMergeAllowed ?? false,
    mergeMethods: options.mergeMethods ?? ["merge", "squash", "rebase"],
    squashText: options.squashText ?? "pull-request",
    deleteBranchOnMerge: options.deleteBranchOnMerge ?? false,
    actionsMayCreatePullRequests: options.actionsMayCreatePullRequests ?? false,
    collaborators: new Map(),
    protections: new Map(),
    pullRequests: [],
    comments: [],
    statuses: [],
    checkRuns: [],
    labels: new Set(),
    verified: new Set(),
    lateness: { listsMiss: 0, labelsFail: 0, mergeStateUnknown: 0 },
    seen: new Map(),
    turn: Promise.resolve(),
  };
  world.repositories.set(fullName.toLowerCase(), repository);
  userNamed(world, owner);
  const { files, message = "Begin" } = options;
  if (files !== undefined) await commitAsSomebody(world, repository, { files, message });
  return repository;
}

/** Commits straight onto a branch. Gives the commit's id. */
export async function commitAsSomebody(world: World, repository: Repository, options: CommitOptions): Promise<string> {
  const { git } = repository;
  const branch = options.branch ?? repository.defaultBranch;
  for (;;) {
    const branches = await git.branches();
    const tip = branches.get(branch) ?? null;
    const commit = await git.importCommit({
      parent: tip ?? branches.get(repository.defaultBranch) ?? null,
      files: new Map(Object.entries(options.files ?? {})),
      deletions: options.deletions ?? [],
      message: options.message ?? "Change something",
      author: options.author ?? SOMEBODY,
      at: world.now(),
    });
    // Another push may have come between, as for anybody.
    if (!(await git.swapRef(`refs/heads/${branch}`, commit, tip))) continue;
    await exclusively(repository, () => settle(world, repository, person(world, options.by ?? "somebody")));
    return commit;
  }
}

/** Points a branch at a commit, or deletes it with `null`. */
export async function pointBranch(
  world: World,
  repository: Repository,
  branch: string,
  commit: string | null,
): Promise<void> {
  const ref = `refs/heads/${branch}`;
  await repository.git.git(commit === null ? ["update-ref", "-d", ref] : ["update-ref", ref, commit]);
  await exclusively(repository, () => settle(world, repository, person(world, "somebody")));
}

/** The first-parent history of a branch or commit, newest first; empty when there is none. */
export async function historyOf(
  repository: Repository,
  revision: string,
): Promise<readonly { readonly commit: string; readonly message: string }[]> {
  const commit = await repository.git.resolve(revision);
  if (commit === null) return [];
  const text = await repository.git.git(["log", "--first-parent", "--format=%H%n%B%x00", commit]);
  return text
    .split("\0")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "")
    .map((entry) => ({ commit: entry.slice(0, 40), message: entry.slice(41).trim() }));
}
