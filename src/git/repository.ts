// A repository as the use cases see it: branches, snapshots, compare-and-swap commits, history. Never a working tree.
import type { Changeset, Snapshot } from "./snapshot.ts";

export interface CommitInfo {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  readonly committer: { readonly name: string; readonly email: string };
  /** ISO 8601. A claim by whoever made the commit; never evidence of when it arrived. */
  readonly authoredAt: string;
  readonly committedAt: string;
  readonly message: string;
}

export interface CommitRequest {
  /** Short name, `main`. */
  readonly branch: string;
  /**
   * Called with the branch's present snapshot, in every attempt anew (`null`: the branch or the repository has no commit yet).
   * Returns what to commit, or the reason why there is nothing (any more) to do.
   */
  build(
    snapshot: Snapshot | null,
  ): Promise<{ readonly changes: Changeset; readonly message: string } | { readonly nothing: string }>;
}

export type CommitOutcome =
  | { readonly kind: "committed"; readonly commit: string; readonly parent: string | null; readonly attempts: number }
  | { readonly kind: "nothing"; readonly reason: string };

/** A proposal branch: one commit of ours on top of `base`, put in place of exactly `expected`. */
export interface BranchRequest {
  readonly branch: string;
  /** The commit the branch is to grow from. */
  readonly base: string;
  readonly changes: Changeset;
  readonly message: string;
  /** What the branch points at now; `null`: it does not exist. Anything else found there fails the swap. */
  readonly expected: string | null;
}

export type BranchOutcome =
  | { readonly kind: "written"; readonly commit: string }
  | { readonly kind: "moved"; readonly now: string | null };

export interface Repository {
  /** For messages: `acme/environment`, or the folder. */
  readonly name: string;
  /** Branch tips by short name, of all branches under `prefix` (default: all). One exchange with the remote. */
  branches(prefix?: string): Promise<ReadonlyMap<string, string>>;
  /** The branch's tip; throws a UserError that names the branches nearest in name when it does not exist, and says so when the repository is empty. */
  snapshot(branch: string): Promise<Snapshot>;
  /** A known commit (fetched when it is not here yet); throws MissingCommit when the remote has no such commit. */
  snapshotAt(commit: string): Promise<Snapshot>;
  /** Compare-and-swap commit on a branch: new snapshot, new changeset, again, until the time budget is spent. Creates the branch when it does not exist and `build` returns changes. */
  commit(request: CommitRequest): Promise<CommitOutcome>;
  /** Puts a proposal branch in place with one swap. Never retries. */
  writeBranch(request: BranchRequest): Promise<BranchOutcome>;
  /** Deletes a branch if it still points at `expected`; false when it had moved. An absent branch is done. */
  deleteBranch(branch: string, expected: string): Promise<boolean>;
  /** First-parent history of `from`, newest first, down to and without the first commit for which `stop` is true. Deepened blobless, only as far as needed. */
  history(from: string, stop: (commit: string) => boolean): AsyncIterable<CommitInfo>;
  /** The commits reachable from `head` and not from `base`, newest first, all parents. */
  commitsBetween(base: string, head: string): Promise<readonly CommitInfo[]>;
  mergeBase(a: string, b: string): Promise<string | null>;
  /** Whether `ancestor` is reachable from `descendant` (equal counts). */
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** Paths whose blob or mode differs between two commits (`null`: the empty tree), sorted; renames are a removal and an addition. Transfers no blob. */
  changedPaths(from: string | null, to: string): Promise<readonly string[]>;
  /** Removes what was made on disk. */
  close(): Promise<void>;
}
