// The plan of one environment with what the giving environment's records say: since when, from which source, and which came first; what they do not show yet, from its own commits.
import type { Environment, ManifestRules } from "../config/configuration.ts";
import type { Connection } from "../github/connections.ts";
import { equalVersions, type Version } from "../artifacts/version.ts";
import type { Standing } from "../records/record.ts";
import { openRecords } from "../records/store.ts";
import type { EnvironmentPins } from "../git/environment-pins.ts";
import { makePlan } from "./make-plan.ts";
import { declaredSources, type WantedSource } from "./declared-sources.ts";
import { sinceOf, sourceOf } from "./order-facts.ts";
import type { Plan } from "./plan.ts";

export interface RecordedPlanInput {
  readonly from: EnvironmentPins;
  readonly to: EnvironmentPins;
  readonly sourceCommit: string;
  /** The repository of the giving environment: its records are there. */
  readonly giver: Connection;
  readonly giving: Environment;
  readonly rules: ManifestRules;
  readonly recordsBranch: string;
}

/** Reads the records only when something differs, and only those of the apps that do. */
export async function planWithRecords(input: RecordedPlanInput): Promise<Plan> {
  const { from, to, sourceCommit, giver } = input;
  const bare = makePlan({ from, to, sourceCommit });
  const differing = bare.apps.filter(({ kind }) => kind !== "nothing");
  if (differing.length === 0) return bare;

  const index = await openRecords(giver.git, input.recordsBranch);
  const standings = new Map<string, Standing>();
  for (const { app } of differing) standings.set(app, await index.standing(from.environment, app));
  const standing = (app: string) => standings.get(app) ?? null;
  const ancestry = await ancestryOf(bare, standing, giver);
  const declared = await declaredSources({
    git: giver.git,
    environment: input.giving,
    rules: input.rules,
    head: sourceCommit,
    wanted: unrecorded(bare, standing),
  });
  return makePlan({
    from,
    to,
    sourceCommit,
    standing,
    source: (app, artifact, version) =>
      declared.find(
        (known) => known.app === app && known.artifact === artifact && equalVersions(known.version, version),
      )?.source ?? null,
    isNewer: (app, artifact, present, offered) =>
      ancestry.find(
        (known) =>
          known.app === app &&
          known.artifact === artifact &&
          equalVersions(known.present, present) &&
          equalVersions(known.offered, offered),
      )?.isNewer ?? null,
  });
}

/** The versions on offer that the records do not show yet: they were written after the last look. */
function unrecorded(plan: Plan, standing: (app: string) => Standing | null): readonly WantedSource[] {
  return plan.apps.flatMap((app) =>
    app.kind !== "promote"
      ? []
      : app.changes
          .map(({ offered, to }) => ({ app: app.app, artifact: offered, version: to }))
          .filter(({ artifact, version }) => sinceOf(standing(app.app), artifact, version) === null),
  );
}

interface Ancestry {
  readonly app: string;
  readonly artifact: string;
  readonly present: Version;
  readonly offered: Version;
  readonly isNewer: boolean | null;
}

/** The order of versions that do not order themselves by their source commits, where these are in the environment's own repository: no other is at hand. */
async function ancestryOf(
  plan: Plan,
  standing: (app: string) => Standing | null,
  giver: Connection,
): Promise<readonly Ancestry[]> {
  const known: Ancestry[] = [];
  for (const app of plan.apps) {
    if (app.kind !== "promote") continue;
    for (const { offered: artifact, from, to, step } of app.changes) {
      if (step !== "unordered" && step !== "digest") continue;
      const older = sourceOf(standing(app.app), artifact, from);
      const newer = sourceOf(standing(app.app), artifact, to);
      const isHere = [older, newer].every((source) => source?.repository.toLowerCase() === giver.name.toLowerCase());
      if (older === null || newer === null || !isHere || older.commit === newer.commit) continue;
      const isNewer = await orderOf(giver, older.commit, newer.commit);
      known.push({ app: app.app, artifact, present: from, offered: to, isNewer });
    }
  }
  return known;
}

async function orderOf({ git }: Connection, present: string, offered: string): Promise<boolean | null> {
  if (await git.isAncestor(present, offered)) return true;
  return (await git.isAncestor(offered, present)) ? false : null;
}
