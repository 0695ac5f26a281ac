// The record use case: a record for every change of every environment that has none yet, in one commit for each repository.
import type { Configuration, Environment } from "../config/configuration.ts";
import { environmentNamed } from "../config/find.ts";
import type { Connection, Effects } from "../github/connections.ts";
import { recordsMissing, type Derivation } from "./derive.ts";
import { noteCompletion } from "./complete-notes.ts";
import type { ChangeRecord } from "./record.ts";
import { openRecords, writeRecords } from "./store.ts";

export interface RecordRequest {
  readonly configuration: Configuration;
  /** Names of the environments to record; default: every one. */
  readonly environments?: readonly string[];
  /** Everything but the writing. */
  readonly dryRun: boolean;
}

export interface RecordResult {
  readonly result: "recorded" | "nothing";
  readonly reason: string;
  readonly records: readonly {
    readonly environment: string;
    readonly app: string;
    readonly commit: string;
    readonly kind: ChangeRecord["kind"];
  }[];
  /** The commit on the records branch; with several repositories that of the first one written to. `null`: nothing was written. */
  readonly commit: string | null;
  /** Whether commits are left for the next run. */
  readonly remaining: boolean;
}

/** A run stops taking up commits after this long; the rest is the next run's. */
const BUDGET_MS = 180_000;
/** With four or five requests each, well within the thousand an hour that a GITHUB_TOKEN has. */
const COMMITS_PER_RUN = 100;

/**
 * Writes what is missing and completes the notes of the pull requests concerned. Nothing missing: no write, and no request but Git's.
 * Throws when a record cannot be made or written; when only a note cannot be, the records are written first.
 */
export async function recordCommits(request: RecordRequest, effects: Effects): Promise<RecordResult> {
  const { configuration, dryRun } = request;
  const chosen =
    request.environments?.map((name) => environmentNamed(configuration, name)) ?? configuration.environments;
  const deadline = effects.clock.now() + BUDGET_MS;
  const records: ChangeRecord[] = [];
  const commits: string[] = [];
  const notes = noteCompletion(configuration.records.branch, effects);
  let left = 0;
  for (const [connection, environments] of await byRepository(chosen, effects)) {
    const missing = recordsMissing(connection, environments, configuration, effects, {
      deadline,
      commits: COMMITS_PER_RUN,
    });
    const { branch } = configuration.records;
    let derivation: Derivation = { records: [], left: 0 };
    if (dryRun) {
      derivation = await missing(await openRecords(connection.git, branch));
      records.push(...derivation.records);
    } else {
      const outcome = await writeRecords(connection.git, branch, async (index) => {
        derivation = await missing(index);
        await notes.complete(connection, derivation.records);
        return derivation.records;
      });
      records.push(...outcome.written);
      if (outcome.commit !== null) commits.push(outcome.commit);
    }
    left += derivation.left;
  }
  notes.throwIfFailed();
  return {
    result: records.length === 0 ? "nothing" : "recorded",
    reason: reasonFor(records.length, left, dryRun),
    records: records.map(({ environment, app, commit, kind }) => ({ environment, app, commit, kind })),
    commit: commits[0] ?? null,
    remaining: left > 0,
  };
}

async function byRepository(
  environments: readonly Environment[],
  { connections }: Effects,
): Promise<ReadonlyMap<Connection, readonly Environment[]>> {
  const found = new Map<Connection, Environment[]>();
  for (const environment of environments) {
    const connection = await connections.of(environment);
    // Two connections to one repository would each write to its records branch: the name decides, not the object.
    const same = [...found.keys()].find(({ name }) => name === connection.name) ?? connection;
    found.set(same, [...(found.get(same) ?? []), environment]);
  }
  return found;
}

function reasonFor(count: number, left: number, dryRun: boolean): string {
  const changes = count === 1 ? "1 change" : `${count} changes`;
  const rest = left === 0 ? "" : `; ${left === 1 ? "1 commit is" : `${left} commits are`} left for the next run`;
  if (count === 0) return `every change has its record${rest}`;
  return dryRun ? `dry run: ${changes} would be recorded${rest}` : `recorded ${changes}${rest}`;
}
