// Whether a commit that says it is a promotion is one: the environment before it really had these versions at the commit that is named.
import { branchOf, type Effects } from "../github/connections.ts";
import { equalVersions } from "../artifacts/version.ts";
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { messageOf, UserError } from "../errors.ts";
import { matchesGlob } from "../gates/statuses.ts";
import type { Snapshot } from "../git/snapshot.ts";
import type { Connection } from "../github/connections.ts";
import { readEnvironment } from "../promotion/environment-pins.ts";
import { offersOf } from "../promotion/pairing.ts";
import type { PinChange } from "./make-record.ts";
import type { ChangeRecord } from "./record.ts";

/**
 * The source of a promotion when the claim holds: the named commit is on the branch of the environment that promotions come from, and
 * every pin that changed has exactly the version that the app had there. `null` otherwise: then it is a change like any other.
 */
export async function verifyPromotion(
  claim: {
    readonly from: string | null;
    readonly environment: Environment;
    readonly app: string;
    readonly changes: readonly PinChange[];
  },
  configuration: Configuration,
  { connections, log }: Effects,
): Promise<ChangeRecord["promotedFrom"]> {
  const { environment, app, changes } = claim;
  if (claim.from === null || environment.from === null || !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(claim.from))
    return null;
  const from = environmentNamed(configuration, environment.from);
  const snapshot = await sourceSnapshot(claim.from, from, await connections.of(from), (reason) =>
    log.warning(
      `${environment.name}/${app}: the commit names ${claim.from} as its source, which is not believed: ${reason}`,
    ),
  );
  if (snapshot === null) return null;
  const read = await readEnvironment(snapshot, from, { ignore: configuration.ignore, apps: [app] });
  const offers = offersOf(from.name, read.apps.get(app)?.pins ?? []);
  const holds =
    offers.conflicts.length === 0 &&
    changes.every(({ after }) => {
      const offer = after === null ? null : offers.for(after);
      return after !== null && offer !== null && equalVersions(offer.version, after.version);
    });
  return holds ? { environment: from.name, commit: claim.from } : null;
}

async function sourceSnapshot(
  commit: string,
  from: Environment,
  connection: Connection,
  disbelieve: (reason: string) => void,
): Promise<Snapshot | null> {
  const branch = branchOf(from, connection);
  const head = (await connection.git.branches(branch)).get(branch);
  if (head === undefined) {
    disbelieve(`${connection.name} has no branch "${branch}"`);
    return null;
  }
  let snapshot: Snapshot;
  try {
    snapshot = await connection.git.snapshotAt(commit);
  } catch (error) {
    // The commit is text from a message: that the remote has none of that name disproves the claim. Any other fault is one.
    if (!(error instanceof UserError)) throw error;
    disbelieve(messageOf(error));
    return null;
  }
  if (await connection.git.isAncestor(commit, head)) return snapshot;
  disbelieve(`it is not on "${branch}" of ${connection.name}`);
  return null;
}

/** The checks on the promotion's source commit that the environment's statuses gate asks for. At most two requests; none without the gate. */
export async function testsOf(
  promotedFrom: ChangeRecord["promotedFrom"],
  environment: Environment,
  configuration: Configuration,
  { connections }: Effects,
): Promise<ChangeRecord["tests"]> {
  const required = environment.gates.statuses;
  if (promotedFrom === null || required.length === 0) return [];
  const { forge } = await connections.of(environmentNamed(configuration, promotedFrom.environment));
  if (forge === null) return [];
  const { commit } = promotedFrom;
  const checks = await forge.checks(commit, { checkRuns: true });
  return checks
    .filter(({ context }) => required.some((glob) => matchesGlob(glob, context)))
    .map(({ context, state, url }) => ({ context, commit, state, url }))
    .sort((a, b) => (a.context < b.context ? -1 : 1));
}
