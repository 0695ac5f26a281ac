// Where the environments live: for each, the repository's Git side and its forge side.
import type { Environment } from "../config/configuration.ts";
import type { Clock, Log } from "../effects.ts";
import type { Repository } from "../git/repository.ts";
import type { Forge } from "./forge.ts";

export interface Connection {
  /** `owner/name`, or the folder on a laptop. */
  readonly name: string;
  readonly git: Repository;
  /** `null` on a laptop. */
  readonly forge: Forge | null;
  readonly defaultBranch: string;
}

export interface Connections {
  /** The repository that holds waybill.yaml. */
  readonly home: Connection;
  /** The repository that an environment lives in; opened once a run. */
  of(environment: Environment): Promise<Connection>;
}

/** What every use case above Git and the forge is given. */
export interface Effects {
  readonly connections: Connections;
  readonly log: Log;
  readonly clock: Clock;
  /** URL of the run that acts; `null` on a laptop. */
  readonly run: string | null;
  /** Who started that run, by login; absent on a laptop. */
  readonly actor?: string;
}

/** The branch that an environment lives on. */
export function branchOf(environment: Environment, connection: Connection): string {
  return environment.branch ?? connection.defaultBranch;
}
