// Every REST route that Waybill uses, with the permission it takes: the one place to look when a token is to be given as little as possible.

/** `null`: any token that can see the repository. Names and levels are those of a workflow's `permissions:` block. */
export const ROUTES = {
  user: { route: "GET /user", permission: null },
  repository: { route: "GET /repos/{owner}/{repo}", permission: null },
  branch: { route: "GET /repos/{owner}/{repo}/branches/{branch}", permission: "contents: read" },
  branchRules: { route: "GET /repos/{owner}/{repo}/rules/branches/{branch}", permission: null },
  compare: { route: "GET /repos/{owner}/{repo}/compare/{basehead}", permission: "contents: read" },
  collaborator: { route: "GET /repos/{owner}/{repo}/collaborators/{username}/permission", permission: null },

  pullRequests: { route: "GET /repos/{owner}/{repo}/pulls", permission: "pull-requests: read" },
  pullRequest: { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}", permission: "pull-requests: read" },
  commitsOfPullRequest: {
    route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits",
    permission: "pull-requests: read",
  },
  pullRequestsOfCommit: {
    route: "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",
    permission: "pull-requests: read",
  },
  createPullRequest: { route: "POST /repos/{owner}/{repo}/pulls", permission: "pull-requests: write" },
  updatePullRequest: { route: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}", permission: "pull-requests: write" },
  addLabels: { route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels", permission: "pull-requests: write" },
  requestReviewers: {
    route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
    permission: "pull-requests: write",
  },
  /** Merging writes the base branch. */
  merge: { route: "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge", permission: "contents: write" },

  reviews: { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews", permission: "pull-requests: read" },
  comments: { route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments", permission: "pull-requests: read" },
  addComment: {
    route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
    permission: "pull-requests: write",
  },
  updateComment: {
    route: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
    permission: "pull-requests: write",
  },
  deleteComment: {
    route: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
    permission: "pull-requests: write",
  },

  combinedStatus: { route: "GET /repos/{owner}/{repo}/commits/{ref}/status", permission: "statuses: read" },
  checkRuns: { route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs", permission: "checks: read" },
  createStatus: { route: "POST /repos/{owner}/{repo}/statuses/{sha}", permission: "statuses: write" },
} as const satisfies Readonly<Record<string, { readonly route: string; readonly permission: string | null }>>;

export type RouteName = keyof typeof ROUTES;
