// The records of one commit: the pins of the apps that it touched before and after, with what the forge knows of it.
import { groupBy } from "../text/group-by.ts";
import type { Configuration, Environment } from "../config/configuration.ts";
import { MissingCommit } from "../git/missing-commit.ts";
import type { CommitInfo } from "../git/repository.ts";
import { parseTrailers, type Trailers } from "../git/trailers.ts";
import type { Connection, Effects } from "../github/connections.ts";
import type { PullRequest } from "../github/forge.ts";
import type { PinScan } from "../manifests/pin.ts";
import { readEnvironment } from "../git/environment-pins.ts";
import type { ForgeFacts } from "./forge-facts.ts";
import { gateEvidence, NO_EVIDENCE } from "./gate-evidence.ts";
import { changesBetween, makeRecord } from "./make-record.ts";
import type { Promotion, PromotionClaim } from "./promotion-claim.ts";
import type { ChangeRecord } from "./record.ts";
import { readCommit, type TouchingCommit } from "./unrecorded.ts";

/** One branch, and the environments that live on it. */
export interface BranchScope {
  readonly connection: Connection;
  readonly branch: string;
  readonly environments: readonly Environment[];
  readonly configuration: Configuration;
  readonly effects: Effects;
  readonly factsOf: (commit: CommitInfo) => Promise<ForgeFacts>;
  readonly promotionOf: (claim: PromotionClaim) => Promise<Promotion>;
}

/** How many records an app has so far in an environment. */
type Counts = (environment: string, app: string) => number;

/** One record for each app whose versions the commit changed against its first parent; `counts` as before the commit. */
export async function commitRecords(
  scope: BranchScope,
  info: CommitInfo,
  touched: TouchingCommit["touched"],
  counts: Counts,
): Promise<readonly ChangeRecord[]> {
  const records: ChangeRecord[] = [];
  for (const [environment, members] of groupBy(touched, (each) => each.environment)) {
    const apps = members.map(({ app }) => app);
    const [before, after] = await Promise.all([
      pinsAt(scope, info.parents[0] ?? null, environment, apps),
      pinsAt(scope, info.commit, environment, apps),
    ]);
    for (const app of apps) {
      const pins = after.get(app)?.pins ?? [];
      const changes = changesBetween(before.get(app)?.pins ?? [], pins);
      if (changes.length === 0) continue;
      warnOfProblems(scope, info, environment, app, after.get(app));
      const facts = await scope.factsOf(info);
      const claims = await claimsOf(scope, info, facts.pullRequest);
      const promotion = await scope.promotionOf({ from: claims.from, environment, app, changes, pins });
      const { pullRequest, approvals, gate } = facts;
      const mergedAt = pullRequest?.mergedAt ?? null;
      records.push(
        makeRecord({
          ...common(scope, info, environment, app),
          ...promotion,
          ...(scope.connection.forge === null ? NO_EVIDENCE : gateEvidence({ environment, commit: info, facts })),
          pullRequest,
          approvals,
          gate,
          kind: "change",
          sequence: counts(environment.name, app) + 1,
          pins,
          changes,
          claims: claims.changes,
          since: mergedAt ?? (await observedNow(scope)),
          sinceBy: mergedAt === null ? "observation" : "merge",
        }),
      );
    }
  }
  return records;
}

/**
 * What the commit says of itself; where a person's merge has put its own words there, what the merged head says. Either is believed only
 * as far as the diff and Git bear it out.
 */
async function claimsOf(
  { connection, effects }: BranchScope,
  info: CommitInfo,
  pullRequest: PullRequest | null,
): Promise<Trailers> {
  const claims = parseTrailers(info.message);
  if (claims.from !== null || claims.changes.length > 0 || pullRequest === null) return claims;
  const head = pullRequest.head.commit;
  if (head === info.commit) return claims;
  try {
    return parseTrailers((await readCommit(connection.git, head)).message);
  } catch (error) {
    // After a squash the head is on no branch, and not every host keeps it. Nothing depends on a claim.
    if (!(error instanceof MissingCommit)) throw error;
    effects.log.warning(`#${pullRequest.number}: what its head says is not recorded: ${error.message}`);
    return claims;
  }
}

/**
 * The first record of apps that were there before Waybill was: what they hold at the commit, since now. When and by whom it came there
 * is not known, and nothing is claimed of it.
 */
export async function genesisRecords(
  scope: BranchScope,
  info: CommitInfo,
  missing: readonly { readonly environment: Environment; readonly apps: readonly string[] }[],
  counts: Counts,
): Promise<readonly ChangeRecord[]> {
  const since = await observedNow(scope);
  const records: ChangeRecord[] = [];
  for (const { environment, apps } of missing) {
    const scans = await pinsAt(scope, info.commit, environment, apps);
    for (const app of apps) {
      warnOfProblems(scope, info, environment, app, scans.get(app));
      records.push(
        makeRecord({
          ...common(scope, info, environment, app),
          kind: "genesis",
          sequence: counts(environment.name, app) + 1,
          pins: scans.get(app)?.pins ?? [],
          changes: [],
          claims: [],
          promotedFrom: null,
          since,
          sinceBy: "observation",
          pullRequest: null,
          approvals: [],
          gate: null,
          ...NO_EVIDENCE,
          tests: [],
        }),
      );
    }
  }
  return records;
}

function common(
  { connection, branch, configuration, effects }: BranchScope,
  commit: CommitInfo,
  environment: Environment,
  app: string,
) {
  return {
    environment: environment.name,
    app,
    repository: connection.name,
    branch,
    commit,
    policy: configuration.digest,
    run: effects.run,
  };
}

/** An app that the commit does not have is not in the result; nor is anything in the empty tree (`null`). */
async function pinsAt(
  { connection, configuration }: BranchScope,
  commit: string | null,
  environment: Environment,
  apps: readonly string[],
): Promise<ReadonlyMap<string, PinScan>> {
  if (commit === null) return new Map();
  const snapshot = await connection.git.snapshotAt(commit);
  return (await readEnvironment(snapshot, environment, { rules: configuration, apps })).apps;
}

/** Now, by the forge's clock where there is a forge: the runner's may be wrong, and the soak gate counts from this. ISO 8601. */
async function observedNow({ connection: { forge }, effects }: BranchScope): Promise<string> {
  // The forge tells its time with every answer; this is asked only when there has been none.
  if (forge !== null && forge.serverTime() === null) await forge.facts();
  return new Date(forge?.serverTime() ?? effects.clock.now()).toISOString();
}

/** What cannot be read holds no pin that anybody could see; the record says so by their absence, and the log by name. */
function warnOfProblems(
  { effects }: BranchScope,
  info: CommitInfo,
  environment: Environment,
  app: string,
  scan: PinScan | undefined,
): void {
  for (const { file, line, reason } of scan?.problems ?? []) {
    const place = line === null ? file : `${file}:${line}`;
    effects.log.warning(
      `${environment.name}/${app} at ${info.commit}: ${place}: ${reason}; its versions count as not there`,
    );
  }
}
