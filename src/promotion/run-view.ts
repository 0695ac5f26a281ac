// What one run of promote reads once for all of its environments: branch tips, and the proposals that stand in a repository.
import { UserError } from "../errors.ts";
import type { Snapshot } from "../git/snapshot.ts";
import type { Connection } from "../github/connections.ts";
import type { Forge, PullRequest } from "../github/forge.ts";
import { PROMOTIONS } from "./branches.ts";

export interface Proposals {
  readonly forge: Forge;
  /** Every open pull request of the repository. The run keeps it in step with what it does. */
  readonly open: PullRequest[];
  /** The tips of the promotion branches. */
  readonly tips: ReadonlyMap<string, string>;
}

export interface RunView {
  /** The branch as this run saw it first, so that two environments on one branch are read in one state. */
  snapshot(connection: Connection, branch: string): Promise<Snapshot>;
  /** One request and one exchange for each repository. Throws a UserError when there is no forge. */
  proposals(connection: Connection): Promise<Proposals>;
  /** The open pull requests of every repository whose proposals were asked for, as the run leaves them. */
  open(): Promise<readonly { readonly connection: Connection; readonly pullRequests: readonly PullRequest[] }[]>;
}

export function viewOf(): RunView {
  const snapshots = new Map<string, Promise<Snapshot>>();
  const proposals = new Map<Connection, Promise<Proposals>>();
  return {
    snapshot: (connection, branch) =>
      once(snapshots, JSON.stringify([connection.name, branch]), () => connection.git.snapshot(branch)),
    proposals: (connection) => once(proposals, connection, () => readProposals(connection)),
    async open() {
      const read = await Promise.allSettled(
        [...proposals].map(async ([connection, found]) => ({ connection, pullRequests: (await found).open })),
      );
      // What could not be listed has been told where it was asked for.
      return read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    },
  };
}

async function readProposals({ forge, git, name }: Connection): Promise<Proposals> {
  if (forge === null) {
    throw new UserError(
      `${name} has no forge; \`promote\` opens pull requests, \`waybill plan\` shows what it would do`,
    );
  }
  const open = [...(await forge.openPullRequests())];
  return { forge, open, tips: await git.branches(PROMOTIONS) };
}

function once<K, V>(known: Map<K, Promise<V>>, key: K, read: () => Promise<V>): Promise<V> {
  const present = known.get(key) ?? read();
  known.set(key, present);
  return present;
}
