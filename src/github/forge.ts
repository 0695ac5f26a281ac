// The forge as the use cases see it: one repository on one host. Every list is complete; every answer is typed; an error is never an absence.

export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

export interface RepositoryFacts {
  readonly defaultBranch: string;
  /** `null` when the host or the token does not tell. */
  readonly autoMergeAllowed: boolean | null;
  /** The methods that the repository allows, in the order we prefer: squash, merge, rebase. */
  readonly mergeMethods: readonly MergeMethod[];
  readonly private: boolean;
}

export type MergeMethod = "merge" | "squash" | "rebase";

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  /** GraphQL id; `null` on hosts without one. */
  readonly nodeId: string | null;
  readonly state: "open" | "closed";
  readonly draft: boolean;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly base: { readonly branch: string; readonly commit: string };
  readonly head: {
    readonly branch: string;
    readonly commit: string;
    /** `owner/name`; `null` when the fork is gone. */
    readonly repository: string | null;
  };
  /** Server time, ISO 8601. */
  readonly createdAt: string;
  readonly mergedAt: string | null;
  readonly mergedBy: string | null;
  /** The commit on the base that the merge made. */
  readonly mergeCommit: string | null;
  readonly autoMerge: boolean;
}

export interface Review {
  readonly user: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  /** The head it was given for; `null` when the forge no longer knows. */
  readonly commit: string | null;
  readonly submittedAt: string | null;
}

export interface CommitAuthors {
  readonly commit: string;
  readonly logins: readonly string[];
}

export interface Comment {
  readonly id: number;
  readonly author: string;
  readonly body: string;
  readonly url: string;
}

export type StatusState = "error" | "failure" | "pending" | "success";

/** A commit status or a check run, the newest of its context. */
export interface CommitCheck {
  readonly source: "status" | "check-run";
  readonly context: string;
  /** A check run's conclusion mapped: success, neutral, skipped -> success; no conclusion yet -> pending; the rest -> failure. */
  readonly state: StatusState;
  readonly description: string;
  readonly url: string | null;
  /** Who wrote it: login of the status' creator or slug of the check's App. */
  readonly by: string | null;
  /** Server time, ISO 8601. */
  readonly at: string | null;
}

export interface NewStatus {
  readonly commit: string;
  readonly context: string;
  readonly state: StatusState;
  /** Cut to 140 characters by the implementation. */
  readonly description: string;
  readonly targetUrl: string | null;
}

export interface NewPullRequest {
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

export type Permission = "admin" | "maintain" | "write" | "triage" | "read" | "none";

/** What the forge says of a pull request that is to be merged. Read again, bounded, while it says `unknown`. */
export interface MergeState {
  readonly head: string;
  readonly state:
    | "clean"
    | "unstable"
    | "blocked"
    | "behind"
    | "dirty"
    | "draft"
    | "unknown"
    | "has-hooks"
    | "merged"
    | "closed";
  /** Asked of the forge only while the pull request is blocked: in every other state the queue is none of the reasons to wait. */
  readonly mergeQueue: boolean;
  readonly inMergeQueue: boolean;
  readonly autoMerge: boolean;
}

export interface MergeRequest {
  readonly pullRequest: PullRequest;
  /** Only this head is merged. */
  readonly head: string;
  readonly method: MergeMethod;
  readonly headline: string;
  readonly body: string;
}

export type MergeOutcome =
  | { readonly kind: "merged"; readonly commit: string }
  /** The head is not the evaluated one any more. */
  | { readonly kind: "moved" }
  /** The forge does not merge it (now); its own words. */
  | { readonly kind: "refused"; readonly reason: string };

export type AutoMergeOutcome =
  | { readonly kind: "enabled" }
  | { readonly kind: "clean" }
  | { readonly kind: "moved" }
  /** The forge sees the pull request in another state than it told a moment ago, or failed inside; its own words. */
  | { readonly kind: "unsettled"; readonly reason: string }
  | { readonly kind: "not-allowed"; readonly reason: string };

export type QueueOutcome =
  | { readonly kind: "queued" }
  | { readonly kind: "moved" }
  | { readonly kind: "not-allowed"; readonly reason: string };

export interface BranchRules {
  /** Contexts that must succeed, with the App they are bound to. */
  readonly requiredChecks: readonly { readonly context: string; readonly app: number | null }[];
  readonly requiredApprovals: number;
  readonly mergeQueue: boolean;
  readonly requiresSignatures: boolean;
}

export interface Forge {
  readonly repository: RepositoryName;
  /** `https://github.com`, for links. */
  readonly serverUrl: string;
  /** HTTP requests sent so far, retries included, token minting not. */
  readonly requests: number;
  readonly writes: number;
  /** Who the token is: the login under which comments and pull requests appear (`github-actions[bot]`, `waybill[bot]`); `null` when the host does not tell. */
  viewer(): Promise<string | null>;
  facts(): Promise<RepositoryFacts>;
  /** Milliseconds since the epoch by the forge's clock (the newest `Date` header); `null` before the first answer. */
  serverTime(): number | null;

  /** How `head` lies to `base`, both full commit ids; `null`: the forge has not both, or does not show them to this token. One request. */
  compare(base: string, head: string): Promise<"ahead" | "behind" | "identical" | "diverged" | null>;

  openPullRequests(base?: string): Promise<readonly PullRequest[]>;
  pullRequest(number: number): Promise<PullRequest>;
  /** Open and merged pull requests that have the commit, or that the commit merged; one closed without merging is not told. */
  pullRequestsOf(commit: string): Promise<readonly PullRequest[]>;
  /** The newest pull request from this branch of the repository to that base that is closed, merged or not; `null`: there is none. One request. */
  lastClosedPullRequest(head: string, base: string): Promise<PullRequest | null>;
  /** Looks first (unless the caller has just read every open pull request: `looked`), creates, and adopts when the forge says that it exists already. */
  ensurePullRequest(
    request: NewPullRequest,
    options?: { readonly looked: boolean },
  ): Promise<{ readonly pullRequest: PullRequest; readonly created: boolean }>;
  updatePullRequest(
    number: number,
    change: { readonly title?: string; readonly body?: string; readonly state?: "open" | "closed" },
  ): Promise<PullRequest>;
  addLabels(number: number, labels: readonly string[]): Promise<void>;
  /** Users, or teams as `org/team`. */
  requestReviewers(number: number, reviewers: readonly string[]): Promise<void>;

  /**
   * The pull request's commits with the logins that the forge knows their authors and committers by; a person may write with an address
   * that names nobody. GitHub lists 250 commits and no more.
   */
  commitAuthors(number: number): Promise<readonly CommitAuthors[]>;
  reviews(number: number): Promise<readonly Review[]>;
  permission(user: string): Promise<Permission>;
  comments(number: number): Promise<readonly Comment[]>;
  addComment(number: number, body: string): Promise<Comment>;
  updateComment(id: number, body: string): Promise<Comment>;
  /** Done when there is no such comment any more. */
  deleteComment(id: number): Promise<void>;

  /** The newest of every context on exactly this commit. `checkRuns: false` asks for statuses only (one request). */
  checks(commit: string, options: { readonly checkRuns: boolean }): Promise<readonly CommitCheck[]>;
  setStatus(status: NewStatus): Promise<void>;

  rules(branch: string): Promise<BranchRules>;
  mergeState(pullRequest: PullRequest): Promise<MergeState>;
  merge(request: MergeRequest): Promise<MergeOutcome>;
  enableAutoMerge(request: MergeRequest): Promise<AutoMergeOutcome>;
  disableAutoMerge(pullRequest: PullRequest): Promise<void>;
  enqueue(request: MergeRequest): Promise<QueueOutcome>;
}

/** `acme/environment` */
export function formatRepository(repository: RepositoryName): string {
  return `${repository.owner}/${repository.name}`;
}
