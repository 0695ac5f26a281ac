// What can be told to be wrong before anything is fetched: who acts, where, and a waybill.yaml in the job's own checkout that does not parse.
import { CONFIGURATION_FILE } from "../config/find.ts";
import { parseConfiguration } from "../config/parse.ts";
import { parseRepositoryName } from "../github/repository-name.ts";
import { type RunContext, workspaceFile } from "../runner/context.ts";
import { type AccessInputs, readAccess } from "./access.ts";
import { mayBeProposal } from "./proposal-events.ts";

/**
 * Throws the usage error of a wrong call. `home` is the repository that holds waybill.yaml, `null` for the one the workflow runs in; when the workspace
 * is that repository's, its waybill.yaml is parsed for an early answer. The configuration that the run uses is read again from the home repository, never from
 * the workspace.
 */
export function checkCall(inputs: AccessInputs, context: RunContext, home: string | null): void {
  readAccess(inputs);
  parseRepositoryName(home ?? context.repository);
  // The configuration that counts is the base's.
  if (mayBeProposal(context.eventName)) return;
  if (home !== null && home.toLowerCase() !== context.repository.toLowerCase()) return;
  const file = workspaceFile(context, CONFIGURATION_FILE);
  if (file !== null) parseConfiguration(file);
}
