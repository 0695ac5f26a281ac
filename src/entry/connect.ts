// From inputs to connections: tokens, repositories on both their sides, and the configuration of the home repository's default branch.
import type { Configuration, Environment } from "../config/configuration.ts";
import { resolveConfiguration } from "../config/resolve.ts";
import type { Clock, Log } from "../effects.ts";
import { openRemote } from "../git/open.ts";
import { mintAppToken } from "../github/app-token.ts";
import { connectForge } from "../github/connect.ts";
import type { Connection, Connections, Effects } from "../github/connections.ts";
import { formatRepository, type RepositoryName } from "../github/forge.ts";
import { startDeadline } from "./deadline.ts";
import { parseRepositoryName, remoteUrl } from "../github/repository-name.ts";
import type { RunContext } from "../runner/context.ts";
import { mask } from "../runner/run-action.ts";
import { type Access, type AccessInputs, readAccess } from "./access.ts";
import { configurationFile } from "./configuration-file.ts";
import { defaultBranchFromEvent } from "./event.ts";
import { mayBeProposal } from "./proposal-events.ts";

export interface ConnectOptions {
  readonly inputs: AccessInputs;
  readonly context: RunContext;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** `owner/name` of the repository that holds waybill.yaml. */
  readonly home: string | null;
}

export interface Connected extends AsyncDisposable {
  readonly effects: Effects;
  /** Reads waybill.yaml from the home repository's default branch, or finds environments from the inputs and by convention. */
  configuration(inputs: { readonly from: string | null; readonly to: string | null }): Promise<Configuration>;
}

export interface Credential {
  readonly token: string;
  readonly login: string | null;
}

/** Opens the home repository; those of the environments are opened when they are asked for, once each. Dispose it to remove what was made on disk. */
export async function connect(given: ConnectOptions): Promise<Connected> {
  const deadline = startDeadline(given.signal, budgetMinutes(given.inputs));
  const options = { ...given, signal: deadline.signal };
  const home = parseRepositoryName(options.home ?? options.context.repository);
  const opened = new Map<string, Promise<Connection>>();
  const open = (name: RepositoryName): Promise<Connection> => {
    const key = formatRepository(name).toLowerCase();
    const known = opened.get(key);
    if (known !== undefined) return known;
    const connection = openConnection(name, options);
    opened.set(key, connection);
    return connection;
  };
  const homeConnection = await open(home);
  const connections: Connections = {
    home: homeConnection,
    of: async (environment: Environment) =>
      environment.repository === null ? homeConnection : open(parseRepositoryName(environment.repository)),
  };
  return {
    effects: {
      connections,
      log: options.log,
      clock: options.clock,
      run: options.context.runUrl,
      ...(options.context.actor === "" ? {} : { actor: options.context.actor }),
    },
    async configuration(inputs) {
      const snapshot = await homeConnection.git.snapshot(homeConnection.defaultBranch);
      const file = await configurationFile(snapshot);
      const paths = file === null ? (await snapshot.list()).map((entry) => entry.path) : [];
      return resolveConfiguration({
        file,
        paths,
        inputs: {
          ...(inputs.from === null ? {} : { from: inputs.from }),
          ...(inputs.to === null ? {} : { to: inputs.to }),
        },
      });
    },
    async [Symbol.asyncDispose]() {
      deadline[Symbol.dispose]();
      for (const connection of await Promise.allSettled(opened.values())) {
        if (connection.status === "fulfilled") await connection.value.git.close();
      }
    },
  };
}

function budgetMinutes(inputs: AccessInputs): number {
  return inputs["time-budget"] ?? 5;
}

async function openConnection(name: RepositoryName, options: ConnectOptions): Promise<Connection> {
  const { context, log, clock, signal, inputs } = options;
  const repository = formatRepository(name);
  const budgetMs = budgetMinutes(inputs) * 60_000;
  const access = readAccess(inputs);
  const url = remoteUrl(context.serverUrl, name);
  const { token, login } = await credentialFor(name, access.credential, options);
  const forge = await connectForge({
    repository: name,
    token,
    apiUrl: context.apiUrl,
    graphqlUrl: context.graphqlUrl,
    serverUrl: context.serverUrl,
    log,
    clock,
    signal,
    budgetMs,
    ...(login === null ? {} : { login }),
  });
  const ownRepository = repository.toLowerCase() === context.repository.toLowerCase();
  const hasOwnCheckout = ownRepository && context.workspace !== "" && !mayBeProposal(context.eventName);
  const told = ownRepository ? defaultBranchFromEvent(context.event()) : null;
  const git = await openRemote({
    url,
    name: repository,
    token,
    serverUrl: context.serverUrl,
    ...(told === null ? {} : { branchHint: told }),
    clock,
    log,
    signal,
    budgetMs,
    ...(hasOwnCheckout ? { localObjects: context.workspace } : {}),
    identity: access.identity,
  });
  // Git tells it as well as the API does, and a run that asks the API nothing does not load its client.
  try {
    return { name: repository, git, forge, defaultBranch: told ?? (await git.defaultBranch()) };
  } catch (error) {
    await git.close();
    throw error;
  }
}

/** The token for one repository; of an App it is minted for that repository alone. */
export async function credentialFor(
  name: RepositoryName,
  given: Access["credential"],
  options: Pick<ConnectOptions, "context" | "log" | "clock" | "signal">,
): Promise<Credential> {
  if (given.kind === "token") return { token: given.token, login: null };
  const { context, log, clock, signal } = options;
  const { appId, privateKey } = given;
  const minted = await mintAppToken({
    appId,
    privateKey,
    repositories: [name],
    apiUrl: context.apiUrl,
    log,
    clock,
    signal,
  });
  mask(minted.token);
  return { token: minted.token, login: `${minted.slug}[bot]` };
}
