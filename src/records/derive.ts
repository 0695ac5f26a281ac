// The records that one repository lacks, from its history and from what the records branch holds at this moment.
import { groupBy } from "../text/group-by.ts";
import { findApps } from "../config/apps.ts";
import type { Configuration, Environment } from "../config/configuration.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { branchOf, type Connection, type Effects } from "../github/connections.ts";
import { forgeFacts } from "./forge-facts.ts";
import { commitRecords, genesisRecords, type BranchScope } from "./commit-records.ts";
import { promotionClaims } from "./promotion-claim.ts";
import type { ChangeRecord } from "./record.ts";
import type { RecordIndex } from "./store.ts";
import { appsTouched, historyAbove, readCommit } from "./unrecorded.ts";

/** How much one run takes on. What is left over is the next run's, oldest first, so nothing is skipped. */
export interface Bounds {
  /** By the clock, milliseconds since the epoch. */
  readonly deadline: number;
  /** Commits that get a record: each costs requests to the forge. */
  readonly commits: number;
}

export interface Derivation {
  readonly records: readonly ChangeRecord[];
  /** Commits that were not looked at. */
  readonly left: number;
}

/** How many commits are compared with their parents at a time. */
const COMPARED_AT_ONCE = 8;

/**
 * A function from the present index to the records that are missing, for the environments of one repository. What the forge said of a
 * commit is kept between calls, so that a second attempt, after another writer's push, asks nothing twice.
 */
export function recordsMissing(
  connection: Connection,
  environments: readonly Environment[],
  configuration: Configuration,
  effects: Effects,
  bounds: Bounds,
): (index: RecordIndex) => Promise<Derivation> {
  const { clock, log } = effects;
  const promotionOf = promotionClaims(configuration, effects);
  const scopes = [...groupBy(environments, (environment) => branchOf(environment, connection))].map(
    ([branch, members]): BranchScope => ({
      connection,
      branch,
      environments: members,
      configuration,
      effects,
      factsOf: forgeFacts({ forge: connection.forge, branch, clock, log }),
      promotionOf,
    }),
  );
  return async (index) => {
    const records: ChangeRecord[] = [];
    let left = 0;
    for (const scope of scopes) {
      // Read after the index, so that every commit the index knows is in the history that is walked.
      const head = await connection.git.snapshot(scope.branch);
      const commits = bounds.commits - new Set(records.map(({ commit }) => commit)).size;
      const derived = await deriveBranch(scope, head, index, { ...bounds, commits });
      records.push(...derived.records);
      left += derived.left;
    }
    return { records, left };
  };
}

async function deriveBranch(
  scope: BranchScope,
  tip: Snapshot,
  index: RecordIndex,
  bounds: Bounds,
): Promise<Derivation> {
  const { environments, branch, connection, effects } = scope;
  const head = tip.commit;
  // Only a working tree has no commit, and no records are made of one.
  if (head === null) return { records: [], left: 0 };
  // An environment without records (it was empty, or is new in the configuration) goes back to where its neighbours were last looked at.
  const anywhere = new Set(environments.flatMap(({ name }) => [...index.commits(name)]));
  const recorded = (name: string): ReadonlySet<string> =>
    index.commits(name).size === 0 ? anywhere : index.commits(name);
  const known = anywhere.size === 0 ? [] : environments;
  const { commits, lost } = await historyAbove(connection.git, head, known, recorded);
  for (const { name } of lost) {
    effects.log.warning(
      `none of the commits of ${name} that have records is in the history of "${branch}" any more; ${name} is taken up anew at ${head}`,
    );
  }
  const walked = await walk(scope, commits, index, bounds);
  // A record at the head says that everything below it has been looked at.
  if (walked.left > 0) return walked;

  const counts = countsOf(index, walked.records);
  const anew = new Set(lost.map(({ name }) => name));
  const missing = await appsWithoutRecord(environments, tip, (environment, app) =>
    anew.has(environment) ? 0 : counts(environment, app),
  );
  if (missing.length === 0) return walked;
  const info = await readCommit(connection.git, head);
  return { records: [...walked.records, ...(await genesisRecords(scope, info, missing, counts))], left: 0 };
}

/** Records of the commits, oldest first, until a bound is reached. A commit's records are made together or not at all. */
async function walk(
  scope: BranchScope,
  commits: Awaited<ReturnType<typeof historyAbove>>["commits"],
  index: RecordIndex,
  bounds: Bounds,
): Promise<Derivation> {
  const { clock, log } = scope.effects;
  const records: ChangeRecord[] = [];
  let changing = 0;
  for (let start = 0; start < commits.length; start += COMPARED_AT_ONCE) {
    const some = commits.slice(start, start + COMPARED_AT_ONCE);
    const touched = await Promise.all(
      some.map(({ info, environments }) => appsTouched(scope.connection.git, info, environments)),
    );
    for (const [offset, { info }] of some.entries()) {
      const spent = changing >= bounds.commits || clock.now() >= bounds.deadline;
      if (spent && records.length > 0) return { records, left: commits.length - start - offset };
      const apps = touched[offset] ?? [];
      if (apps.length === 0) continue;
      const made = await commitRecords(scope, info, apps, countsOf(index, records));
      if (made.length > 0) changing += 1;
      records.push(...made);
      log.debug(`${info.commit}: ${made.length} records`);
    }
  }
  return { records, left: 0 };
}

/** How many records an app has, those that are about to be written included. */
function countsOf(index: RecordIndex, records: readonly ChangeRecord[]): (environment: string, app: string) => number {
  return (environment, app) =>
    index.count(environment, app) +
    records.filter((record) => record.environment === environment && record.app === app).length;
}

async function appsWithoutRecord(
  environments: readonly Environment[],
  tip: Snapshot,
  count: (environment: string, app: string) => number,
): Promise<readonly { readonly environment: Environment; readonly apps: readonly string[] }[]> {
  const paths = (await tip.list()).map(({ path }) => path);
  return environments.flatMap((environment) => {
    const apps = [...findApps(environment, paths).keys()].filter((app) => count(environment.name, app) === 0);
    return apps.length === 0 ? [] : [{ environment, apps }];
  });
}
