// What the runner sets for an event: GITHUB_REF and GITHUB_SHA by docs.github.com, "Events that trigger workflows".
import { asInteger, type JsonValue } from "../../src/text/canonical-json.ts";
import { at, textAt } from "./webhook-examples.ts";

export interface RunnerRef {
  readonly ref: string;
  readonly sha: string;
}

/** The commits that no payload names. */
export const HEAD_OF_DEFAULT_BRANCH = "d".repeat(40);
export const TIP_OF_REF = "7".repeat(40);
export const MERGE_OF_PULL_REQUEST = "e".repeat(40);

const defaultBranch = (payload: JsonValue): RunnerRef => ({
  ref: `refs/heads/${textAt(payload, "repository", "default_branch")}`,
  sha: HEAD_OF_DEFAULT_BRANCH,
});

/** The merge commit of the pull request; once it is merged, the branch that it was merged into. */
const pullRequest = (payload: JsonValue): RunnerRef => {
  if (at(payload, "action") === "closed" && at(payload, "pull_request", "merged") === true) {
    return {
      ref: `refs/heads/${textAt(payload, "pull_request", "base", "ref")}`,
      sha: textAt(payload, "pull_request", "merge_commit_sha"),
    };
  }
  const number = asInteger(at(payload, "pull_request", "number"), "the number");
  return { ref: `refs/pull/${number}/merge`, sha: MERGE_OF_PULL_REQUEST };
};

/** The branch to be deployed, empty for a deployment of a commit. */
const deployment = (payload: JsonValue): RunnerRef => {
  const [ref, sha] = [textAt(payload, "deployment", "ref"), textAt(payload, "deployment", "sha")];
  return { ref: ref === sha ? "" : `refs/heads/${ref}`, sha };
};

const RULES: Readonly<Record<string, (payload: JsonValue) => RunnerRef>> = {
  create: (payload) => ({
    ref: `refs/${at(payload, "ref_type") === "tag" ? "tags" : "heads"}/${textAt(payload, "ref")}`,
    sha: TIP_OF_REF,
  }),
  deployment,
  deployment_status: deployment,
  merge_group: (payload) => ({
    ref: textAt(payload, "merge_group", "head_ref"),
    sha: textAt(payload, "merge_group", "head_sha"),
  }),
  pull_request: pullRequest,
  pull_request_review: pullRequest,
  pull_request_review_comment: pullRequest,
  push: (payload) =>
    at(payload, "deleted") === true
      ? defaultBranch(payload)
      : // `after` is the tag's own object where the tag is annotated; the runner's is the commit.
        { ref: textAt(payload, "ref"), sha: textAt(payload, "head_commit", "id") },
  release: (payload) => ({
    ref: at(payload, "release", "draft") === true ? "" : `refs/tags/${textAt(payload, "release", "tag_name")}`,
    sha: TIP_OF_REF,
  }),
  workflow_dispatch: (payload) => ({ ref: textAt(payload, "ref"), sha: TIP_OF_REF }),
};

const ON_DEFAULT_BRANCH = new Set([
  "branch_protection_rule",
  "check_run",
  "check_suite",
  "delete",
  "discussion",
  "discussion_comment",
  "fork",
  "gollum",
  "issue_comment",
  "issues",
  "label",
  "milestone",
  "page_build",
  // Classic projects: in older servers.
  "project",
  "project_card",
  "project_column",
  "public",
  // Since the end of 2025 on the default branch, before it on the pull request's base.
  "pull_request_target",
  "repository_dispatch",
  "schedule",
  "status",
  "watch",
  "workflow_run",
]);

/** `null` for an event or an action that starts no workflow. */
export function runnerRef(event: string, action: string | null, payload: JsonValue): RunnerRef | null {
  if (event === "check_suite" && action !== "completed") return null;
  const rule = RULES[event] ?? (ON_DEFAULT_BRANCH.has(event) ? defaultBranch : null);
  return rule?.(payload) ?? null;
}
