// The events on which the job's checkout may be somebody's proposal, which decides nothing and is trusted with nothing.

const PROPOSALS = new Set([
  "pull_request",
  "pull_request_target",
  "pull_request_review",
  "pull_request_review_comment",
  "merge_group",
  "workflow_run",
  "issue_comment",
]);

/** Whether the workspace is left alone on this event: neither configuration nor Git objects are taken from it. */
export function mayBeProposal(eventName: string): boolean {
  return PROPOSALS.has(eventName);
}
