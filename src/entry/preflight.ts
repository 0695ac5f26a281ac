// What can be told to be wrong before anything is fetched: who acts, where, and a waybill.yaml in the job's own checkout that does not parse.
import { CONFIGURATION_FILE } from "../config/find.ts";
import { parseConfiguration } from "../config/parse.ts";
import { parseRepositoryName } from "../github/repository-name.ts";
import { type RunContext, workspaceFile } from "../runner/context.ts";
import { type AccessInputs, readAccess } from "./access.ts";

/** On these events the checkout may be a proposal's; the configuration that counts is the base's, so nothing is read from it. */
const PROPOSALS = new Set([
  "pull_request",
  "pull_request_target",
  "pull_request_review",
  "pull_request_review_comment",
  "merge_group",
  "workflow_run",
  "issue_comment",
]);

/**
 * Throws the usage error of a wrong call. `home` is the repository that holds waybill.yaml, `null` for the one the workflow runs in; when the workspace
 * is that repository's, its waybill.yaml is parsed for an early answer. The configuration that the run uses is read again from the home repository, never from
 * the workspace.
 */
export function checkCall(inputs: AccessInputs, context: RunContext, home: string | null): void {
  readAccess(inputs);
  parseRepositoryName(home ?? context.repository);
  if (PROPOSALS.has(context.eventName)) return;
  if (home !== null && home.toLowerCase() !== context.repository.toLowerCase()) return;
  const file = workspaceFile(context, CONFIGURATION_FILE);
  if (file !== null) parseConfiguration(file);
}
