// Asks the forge how two commits of an application repository lie to each other, with the credential that the action was given.
import { messageOf, UserError } from "../errors.ts";
import type { Clock, Log } from "../effects.ts";
import { mintAppToken } from "../github/app-token.ts";
import { connectForge } from "../github/connect.ts";
import { ForgeError } from "../github/forge-error.ts";
import type { Forge, RepositoryName } from "../github/forge.ts";
import { parseRepositoryName } from "../github/repository-name.ts";
import type { AskAncestry } from "../promotion/update-order.ts";
import type { RunContext } from "../runner/context.ts";
import { mask } from "../runner/run-action.ts";
import { type AccessInputs, readAccess } from "./access.ts";

export interface AncestryOptions {
  readonly inputs: AccessInputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** One request for each question, and nothing before the first. An App that is not installed on the application repository cannot tell. */
export function askForge(options: AncestryOptions): AskAncestry {
  const forges = new Map<string, Promise<Forge | null>>();
  return async (repository, present, offered) => {
    const forge = forges.get(repository) ?? openForge(parseRepositoryName(repository), options);
    forges.set(repository, forge);
    const related = (await (await forge)?.compare(present, offered)) ?? null;
    if (related === null) options.log.info(`${repository} does not tell which of ${present} and ${offered} is newer`);
    return related === "ahead" ? true : related === "behind" ? false : null;
  };
}

async function openForge(repository: RepositoryName, options: AncestryOptions): Promise<Forge | null> {
  const token = await tokenFor(repository, options);
  if (token === null) return null;
  const { context, log, clock, signal } = options;
  const { apiUrl, graphqlUrl, serverUrl } = context;
  return connectForge({ repository, token, apiUrl, graphqlUrl, serverUrl, log, clock, signal });
}

async function tokenFor(repository: RepositoryName, options: AncestryOptions): Promise<string | null> {
  const { context, log, clock, signal } = options;
  const { credential } = readAccess(options.inputs);
  if (credential.kind === "token") return credential.token;
  const { appId, privateKey } = credential;
  try {
    const { apiUrl } = context;
    const { token } = await mintAppToken({
      appId,
      privateKey,
      repositories: [repository],
      apiUrl,
      log,
      clock,
      signal,
    });
    mask(token);
    return token;
  } catch (error) {
    // Not installed there is an answer; a forge that does not answer is none, and the order is not to be guessed.
    if (!(error instanceof UserError) || (error instanceof ForgeError && error.lost)) throw error;
    log.info(`the order of the source commits cannot be asked: ${messageOf(error)}`);
    return null;
  }
}
