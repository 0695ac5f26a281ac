// Everything the forge remembers besides Git: repositories, pull requests, reviews, statuses, users, Apps, tokens.
import type { BareRepository } from "./bare-repository.ts";
import type { BranchProtection } from "./protection.ts";
import type { Principal } from "./principals.ts";

export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";
export type MergeMethod = "merge" | "squash" | "rebase";

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
}

export interface Review {
  readonly id: number;
  readonly user: string;
  state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";
  readonly body: string;
  readonly commit: string;
  readonly submittedAt: number;
}

export interface AutoMerge {
  readonly method: MergeMethod;
  readonly headline: string | null;
  readonly body: string | null;
  readonly by: Principal;
}

export interface QueueEntry {
  readonly by: Principal;
  /** The branch that the group's checks run on. */
  branch: string;
  /** Entries go by this, first come first. */
  readonly place: number;
  /** The commit that the group was built upon: the base, or the group before it. */
  base: string;
  /** The commit that the base becomes when the group's checks pass. */
  group: string;
}

export interface PullRequest {
  readonly id: number;
  readonly number: number;
  readonly nodeId: string;
  title: string;
  body: string;
  state: "open" | "closed";
  draft: boolean;
  readonly author: string;
  readonly head: string;
  /** `owner/name` of the repository that the head branch is in; another one's is a fork. */
  readonly headRepository: string;
  /** Follows the branch while the pull request is open. */
  headCommit: string;
  base: string;
  baseCommit: string;
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  mergedAt: number | null;
  mergedBy: string | null;
  mergeCommit: string | null;
  labels: string[];
  reviewers: string[];
  teams: string[];
  readonly reviews: Review[];
  autoMerge: AutoMerge | null;
  queue: QueueEntry | null;
  /** Lists that still miss it, label calls that still fail, reads that still say "unknown". */
  hiddenLists: number;
  unresolved: number;
  unknownReads: number;
}

export interface Comment {
  readonly id: number;
  readonly number: number;
  readonly user: string;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Status {
  readonly id: number;
  readonly commit: string;
  readonly context: string;
  readonly state: "error" | "failure" | "pending" | "success";
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  /** The App that wrote it; GITHUB_TOKEN is the App "GitHub Actions". */
  readonly app: number | null;
  readonly createdAt: number;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly commit: string;
  status: string;
  conclusion: string | null;
  readonly app: { readonly id: number; readonly slug: string };
  readonly detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  readonly startedAt: number;
  completedAt: number | null;
}

/** What the forge does late, as GitHub sometimes does. Counts are per new pull request. */
export interface Lateness {
  /** Lists that miss it. */
  listsMiss: number;
  /** Label and reviewer calls that answer 422. */
  labelsFail: number;
  /** Reads whose merge state is unknown. */
  mergeStateUnknown: number;
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly git: BareRepository;
  private: boolean;
  defaultBranch: string;
  autoMergeAllowed: boolean;
  mergeMethods: readonly MergeMethod[];
  /** Where a squash takes its text from when none is given. */
  squashText: "pull-request" | "commits";
  deleteBranchOnMerge: boolean;
  actionsMayCreatePullRequests: boolean;
  readonly collaborators: Map<string, Permission>;
  readonly protections: Map<string, BranchProtection[]>;
  readonly pullRequests: PullRequest[];
  readonly comments: Comment[];
  readonly statuses: Status[];
  readonly checkRuns: CheckRun[];
  readonly labels: Set<string>;
  /** Commits that the forge signed. */
  readonly verified: Set<string>;
  readonly lateness: Lateness;
  /** The branches as last looked at, to see what changed. */
  seen: Map<string, string>;
  /** The end of the chain of changes to this repository; see `exclusively`. */
  turn: Promise<unknown>;
}

export interface Installation {
  readonly id: number;
  readonly account: string;
  readonly permissions: Readonly<Record<string, string>>;
  /** `owner/name`, as the repository spells it. */
  readonly repositories: readonly string[];
}

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly publicKey: string;
  readonly installations: Installation[];
}

/** A workflow run that GitHub would have started. What GITHUB_TOKEN does starts none. */
export interface TriggeredRun {
  readonly repository: string;
  readonly event: "push" | "pull_request" | "pull_request_review" | "issue_comment" | "status" | "merge_group";
  readonly action: string | null;
  readonly ref: string;
  readonly commit: string;
  readonly actor: string;
}

export interface World {
  /** `http://127.0.0.1:PORT`, known once the server listens. */
  origin: string;
  readonly repositories: Map<string, Repository>;
  readonly users: Map<string, User>;
  readonly apps: Map<number, App>;
  /** By token text; only what hands out tokens and what checks them reads this. */
  readonly tokens: Map<string, Principal>;
  readonly triggeredRuns: TriggeredRun[];
  /** Milliseconds since the epoch. */
  now(): number;
  nextId(): number;
}

export function repositoryNamed(world: World, owner: string, name: string): Repository | undefined {
  return world.repositories.get(`${owner}/${name}`.toLowerCase());
}

/** The user, made at first mention: bots and the authors of comments need no set-up. */
export function userNamed(world: World, login: string): User {
  const known = world.users.get(login.toLowerCase());
  if (known !== undefined) return known;
  const user: User = { id: world.nextId(), login, type: login.endsWith("[bot]") ? "Bot" : "User" };
  world.users.set(login.toLowerCase(), user);
  return user;
}

/** Runs `action` after every earlier change of this repository and before every later one, as a database would. */
export async function exclusively<T>(repository: Repository, action: () => Promise<T>): Promise<T> {
  const before = repository.turn;
  const mine = before.then(action);
  repository.turn = mine.catch(() => undefined);
  return mine;
}
