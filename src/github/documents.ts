// Every GraphQL document that Waybill sends: only what has no REST (auto-merge, the merge queue) and who the token is. Mutations ask for
// nothing back: whether one was done is in the answer's errors, and a field that fails would look like a refusal.

export interface GraphqlDocument {
  /** What it does, for messages: `could not <purpose>`. */
  readonly purpose: string;
  readonly kind: "query" | "mutation";
  readonly text: string;
  readonly permission: string | null;
}

/** REST's `GET /user` refuses installation tokens, GITHUB_TOKEN among them; this answers for every kind. */
export const VIEWER = {
  purpose: "ask who the token is",
  kind: "query",
  text: "query Viewer { viewer { login } }",
  permission: null,
} as const satisfies GraphqlDocument;

export const QUEUE_STATE = {
  purpose: "read the merge queue",
  kind: "query",
  text: `query QueueState($id: ID!) {
  node(id: $id) { ... on PullRequest { isMergeQueueEnabled isInMergeQueue } }
}`,
  permission: "pull-requests: read",
} as const satisfies GraphqlDocument;

export const ENABLE_AUTO_MERGE = {
  purpose: "enable auto-merge",
  kind: "mutation",
  text: `mutation EnableAutoMerge($input: EnablePullRequestAutoMergeInput!) {
  enablePullRequestAutoMerge(input: $input) { clientMutationId }
}`,
  permission: "contents: write",
} as const satisfies GraphqlDocument;

export const DISABLE_AUTO_MERGE = {
  purpose: "disable auto-merge",
  kind: "mutation",
  text: `mutation DisableAutoMerge($input: DisablePullRequestAutoMergeInput!) {
  disablePullRequestAutoMerge(input: $input) { clientMutationId }
}`,
  permission: "contents: write",
} as const satisfies GraphqlDocument;

export const ENQUEUE = {
  purpose: "put the pull request into the merge queue",
  kind: "mutation",
  text: `mutation Enqueue($input: EnqueuePullRequestInput!) {
  enqueuePullRequest(input: $input) { clientMutationId }
}`,
  permission: "contents: write",
} as const satisfies GraphqlDocument;
