// The JSON documents of GitHub's REST API, as far as a client of it reads them.
import { createHash } from "node:crypto";
import { ACTIONS_APP } from "./principals.ts";
import {
  userNamed,
  type CheckRun,
  type Comment,
  type PullRequest,
  type Repository,
  type Review,
  type Status,
  type World,
} from "./state.ts";

export function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");
}

function optionalTime(ms: number | null): string | null {
  return ms === null ? null : isoTime(ms);
}

export function userDocument(world: World, login: string): Record<string, unknown> {
  const user = userNamed(world, login);
  return {
    login: user.login,
    id: user.id,
    node_id: `U_${user.id}`,
    type: user.type,
    site_admin: false,
    url: `${world.origin}/api/v3/users/${encodeURIComponent(user.login)}`,
    html_url: `${world.origin}/${user.login}`,
  };
}

/** `settings`: GitHub shows how a repository merges only to those who may write its contents. */
export function repositoryDocument(world: World, repository: Repository, settings: boolean): Record<string, unknown> {
  const base = {
    id: repository.id,
    node_id: `R_${repository.id}`,
    name: repository.name,
    full_name: repository.fullName,
    owner: userDocument(world, repository.owner),
    private: repository.private,
    visibility: repository.private ? "private" : "public",
    fork: false,
    archived: false,
    disabled: false,
    default_branch: repository.defaultBranch,
    url: `${world.origin}/api/v3/repos/${repository.fullName}`,
    html_url: `${world.origin}/${repository.fullName}`,
    clone_url: `${world.origin}/${repository.fullName}.git`,
  };
  if (!settings) return base;
  return {
    ...base,
    allow_merge_commit: repository.mergeMethods.includes("merge"),
    allow_squash_merge: repository.mergeMethods.includes("squash"),
    allow_rebase_merge: repository.mergeMethods.includes("rebase"),
    allow_auto_merge: repository.autoMergeAllowed,
    delete_branch_on_merge: repository.deleteBranchOnMerge,
    squash_merge_commit_title: repository.squashText === "pull-request" ? "PR_TITLE" : "COMMIT_OR_PR_TITLE",
    squash_merge_commit_message: repository.squashText === "pull-request" ? "PR_BODY" : "COMMIT_MESSAGES",
  };
}

export function pullRequestDocument(world: World, repository: Repository, pull: PullRequest): Record<string, unknown> {
  const url = `${world.origin}/api/v3/repos/${repository.fullName}/pulls/${pull.number}`;
  const [headOwner = ""] = pull.headRepository.split("/");
  const fork = pull.headRepository !== repository.fullName;
  const here = repositoryDocument(world, repository, false);
  const forked = { ...here, full_name: pull.headRepository, owner: userDocument(world, headOwner), fork: true };
  return {
    id: pull.id,
    node_id: pull.nodeId,
    number: pull.number,
    url,
    html_url: `${world.origin}/${repository.fullName}/pull/${pull.number}`,
    state: pull.state,
    locked: false,
    title: pull.title,
    body: pull.body === "" ? null : pull.body,
    user: userDocument(world, pull.author),
    draft: pull.draft,
    created_at: isoTime(pull.createdAt),
    updated_at: isoTime(pull.updatedAt),
    closed_at: optionalTime(pull.closedAt),
    merged_at: optionalTime(pull.mergedAt),
    merge_commit_sha: pull.state === "open" ? testMergeId(pull) : pull.mergeCommit,
    assignee: null,
    assignees: [],
    milestone: null,
    requested_reviewers: pull.reviewers.map((login) => userDocument(world, login)),
    requested_teams: pull.teams.map((slug) => ({ slug, name: slug })),
    labels: pull.labels.map((name) => labelDocument(name)),
    head: {
      label: `${headOwner}:${pull.head}`,
      ref: pull.head,
      sha: pull.headCommit,
      user: userDocument(world, headOwner),
      repo: fork ? forked : here,
    },
    base: {
      label: `${repository.owner}:${pull.base}`,
      ref: pull.base,
      sha: pull.baseCommit,
      user: userDocument(world, repository.owner),
      repo: here,
    },
    auto_merge:
      pull.autoMerge === null
        ? null
        : {
            enabled_by: userDocument(world, pull.autoMerge.by.login),
            merge_method: pull.autoMerge.method,
            commit_title: pull.autoMerge.headline,
            commit_message: pull.autoMerge.body,
          },
    author_association: "CONTRIBUTOR",
  };
}

/** GitHub keeps a test merge of every open pull request and shows its id where a merged one shows its merge: a trap to fall into here too. */
function testMergeId(pull: PullRequest): string {
  return createHash("sha1").update(`${pull.baseCommit} ${pull.headCommit}`).digest("hex");
}

export function labelDocument(name: string): Record<string, unknown> {
  return { name, color: "ededed", default: false, description: null };
}

export function reviewDocument(
  world: World,
  repository: Repository,
  number: number,
  review: Review,
): Record<string, unknown> {
  return {
    id: review.id,
    node_id: `PRR_${review.id}`,
    user: userDocument(world, review.user),
    body: review.body,
    state: review.state,
    commit_id: review.commit,
    submitted_at: isoTime(review.submittedAt),
    html_url: `${world.origin}/${repository.fullName}/pull/${number}#pullrequestreview-${review.id}`,
  };
}

export function commentDocument(world: World, repository: Repository, comment: Comment): Record<string, unknown> {
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    user: userDocument(world, comment.user),
    body: comment.body,
    created_at: isoTime(comment.createdAt),
    updated_at: isoTime(comment.updatedAt),
    url: `${world.origin}/api/v3/repos/${repository.fullName}/issues/comments/${comment.id}`,
    html_url: `${world.origin}/${repository.fullName}/pull/${comment.number}#issuecomment-${comment.id}`,
  };
}

export function statusDocument(world: World, status: Status): Record<string, unknown> {
  return {
    id: status.id,
    node_id: `SC_${status.id}`,
    state: status.state,
    context: status.context,
    description: status.description,
    target_url: status.targetUrl,
    creator: userDocument(world, status.creator),
    created_at: isoTime(status.createdAt),
    updated_at: isoTime(status.createdAt),
  };
}

export function checkRunDocument(run: CheckRun): Record<string, unknown> {
  return {
    id: run.id,
    node_id: `CR_${run.id}`,
    name: run.name,
    head_sha: run.commit,
    status: run.status,
    conclusion: run.conclusion,
    details_url: run.detailsUrl,
    html_url: run.detailsUrl,
    started_at: isoTime(run.startedAt),
    completed_at: optionalTime(run.completedAt),
    app: { id: run.app.id, slug: run.app.slug, name: run.app.id === ACTIONS_APP.id ? "GitHub Actions" : run.app.slug },
    output: { title: run.title, summary: run.summary, text: null, annotations_count: 0 },
    pull_requests: [],
  };
}
