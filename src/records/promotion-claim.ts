// Whether a commit that says it is a promotion is one: the environment before it really had these versions at the commit that is named.
import { equalVersions } from "../artifacts/version.ts";
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import { matchesGlob } from "../gates/statuses.ts";
import { isInFirstParentHistory } from "../git/first-parent.ts";
import { branchOf, type Effects } from "../github/connections.ts";
import type { CommitCheck } from "../github/forge.ts";
import { readEnvironment } from "../git/environment-pins.ts";
import { offersOf } from "../manifests/pairing.ts";
import type { Pin } from "../manifests/pin.ts";
import type { PinChange } from "./make-record.ts";
import { once } from "./once.ts";
import type { ChangeRecord } from "./record.ts";

export interface PromotionClaim {
  /** The commit that the message names; `null`: it claims nothing. */
  readonly from: string | null;
  readonly environment: Environment;
  readonly app: string;
  readonly changes: readonly PinChange[];
  /** Every pin that the app has after the changes. */
  readonly pins: readonly Pin[];
}

/** What a record says of a change as a promotion; `promotedFrom: null`: it is a change like any other. */
export type Promotion = Pick<ChangeRecord, "promotedFrom" | "tests">;

const NO_PROMOTION: Promotion = { promotedFrom: null, tests: [] };

/**
 * A function that gives the source of a promotion, and how it was tested there, when the claim holds: the named commit is in the first-parent history of the branch that
 * promotions come from (what a side branch held, the environment never had), and every pin that changed has exactly the version that the
 * app had there. Each branch's tip, and each source commit's checks (at most two requests, none without a statuses gate), are read once.
 */
export function promotionClaims(
  configuration: Configuration,
  { connections, log }: Effects,
): (claim: PromotionClaim) => Promise<Promotion> {
  const tips = new Map<string, Promise<string | null>>();
  const checks = new Map<string, Promise<readonly CommitCheck[]>>();
  return async ({ from: commit, environment, app, changes, pins }) => {
    if (commit === null || environment.from === null) return NO_PROMOTION;
    const from = environmentNamed(configuration, environment.from);
    const connection = await connections.of(from);
    const branch = branchOf(from, connection);
    const key = JSON.stringify([connection.name, branch]);
    const tip = await once(tips, key, async () => (await connection.git.snapshot(branch)).commit);
    if (tip === null || !(await isInFirstParentHistory(connection.git, tip, commit))) {
      log.warning(
        `${environment.name}/${app}: the commit names ${commit} as the one it promotes, which is not believed: it never was the state of ${from.name}`,
      );
      return NO_PROMOTION;
    }
    const snapshot = await connection.git.snapshotAt(commit);
    const read = await readEnvironment(snapshot, from, { rules: configuration, apps: [app] });
    const offers = offersOf(from.name, read.apps.get(app)?.pins ?? [], { environment: environment.name, pins });
    const holds =
      offers.conflicts.length === 0 &&
      changes.every(({ after }) => {
        const offer = after === null ? null : offers.for(after);
        return after !== null && offer !== null && equalVersions(offer.version, after.version);
      });
    if (!holds) return NO_PROMOTION;
    const required = environment.gates.statuses;
    const { forge } = connection;
    const found =
      required.length === 0 || forge === null
        ? []
        : await once(checks, JSON.stringify([connection.name, commit]), () =>
            forge.checks(commit, { checkRuns: true }),
          );
    return { promotedFrom: { environment: from.name, commit }, tests: testsOf(commit, found, required) };
  };
}

/** The checks on the promotion's source commit that the environment's statuses gate asks for. */
function testsOf(commit: string, checks: readonly CommitCheck[], required: readonly string[]): ChangeRecord["tests"] {
  return checks
    .filter(({ context }) => required.some((glob) => matchesGlob(glob, context)))
    .map(({ context, state, url }) => ({ context, commit, state, url }))
    .sort((a, b) => (a.context < b.context ? -1 : 1));
}
