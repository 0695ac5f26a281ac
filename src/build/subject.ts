// What a run builds: a tag, a branch, a pull request or a merge queue's group, and the commit of it.

/** `commit` is the full id of the commit whose files are built. */
export type BuildSubject =
  /** `isPrerelease`: the forge's release says so, whatever the tag is called. */
  | { readonly kind: "tag"; readonly tag: string; readonly commit: string; readonly isPrerelease?: true }
  | { readonly kind: "branch"; readonly branch: string; readonly commit: string }
  | {
      readonly kind: "pull-request";
      /** `null` where the event does not say which (a `workflow_run` after a pull request that is closed by now). */
      readonly number: number | null;
      readonly commit: string;
      /** The merge commit, which the runner checks out unless it is told otherwise; `null` where it does not. */
      readonly merge: string | null;
    }
  | { readonly kind: "merge-group"; readonly commit: string };

/** A name that some events give without saying what it is; Git knows (`settled`). */
export interface BranchOrTag {
  readonly kind: "branch-or-tag";
  readonly name: string;
  readonly commit: string;
}

/** A branch, unless it is one of those that a merge queue makes for a group; a push to them starts workflows too. */
export function branchSubject(branch: string, commit: string): BuildSubject {
  return branch.startsWith("gh-readonly-queue/") ? { kind: "merge-group", commit } : { kind: "branch", branch, commit };
}
