// The records branch: `<environment>/<app>/<commit>.json`. The path is the identity, a file is only ever created, and the first one stands.
import { UserError } from "../errors.ts";
import type { Repository } from "../git/repository.ts";
import type { FileChange, Snapshot } from "../git/snapshot.ts";
import { decodeSegment, encodeSegment } from "../text/segment.ts";
import { once } from "./once.ts";
import type { ChangeRecord, Standing } from "./record.ts";
import { formatStatement, parseStatement } from "./statement.ts";

/** What the records branch holds, by its paths; the records themselves are read when they are asked for. */
export interface RecordIndex {
  /** Whether the branch is there at all. */
  readonly exists: boolean;
  /** The environment's commits that have a record of any app. */
  commits(environment: string): ReadonlySet<string>;
  /** Apps with at least one record in the environment, sorted. */
  apps(environment: string): readonly string[];
  /** How many records the app has in the environment. */
  count(environment: string, app: string): number;
  /**
   * The app's records, newest first by their sequence; none: an empty list. Read in one batch, once. Throws a UserError that names the
   * file when one cannot be read: an unreadable record is never an absent one.
   */
  standing(environment: string, app: string): Promise<Standing>;
}

/** Reads the listing of the records branch. A branch that is not there is an index without records. */
export async function openRecords(repository: Repository, branch: string): Promise<RecordIndex> {
  const tip = (await repository.branches(branch)).get(branch);
  return indexRecords(tip === undefined ? null : await repository.snapshotAt(tip));
}

/** Where the record lives on the branch. */
export function recordPath(record: Pick<ChangeRecord, "environment" | "app" | "commit">): string {
  return `${encodeSegment(record.environment)}/${encodeSegment(record.app)}/${record.commit}.json`;
}

/**
 * Adds records in one commit, by compare-and-swap. `derive` is called in every attempt with what the branch holds then, so that of two
 * writers the second sees the first one's records; what it returns for a path that exists is left out. Nothing new: no commit.
 */
export async function writeRecords(
  repository: Repository,
  branch: string,
  derive: (index: RecordIndex) => Promise<readonly ChangeRecord[]>,
): Promise<{ readonly written: readonly ChangeRecord[]; readonly commit: string | null }> {
  let written: readonly ChangeRecord[] = [];
  const outcome = await repository.commit({
    branch,
    async build(snapshot) {
      const index = await indexRecords(snapshot);
      const derived = await derive(index);
      const present = snapshot === null ? [] : await snapshot.list();
      const taken = new Set(present.map(({ path }) => path));
      written = derived.filter((record) => !taken.has(recordPath(record)));
      if (written.length === 0) return { nothing: "every change has its record" };
      return { changes: new Map(written.map(asFile)), message: messageFor(written) };
    },
  });
  return outcome.kind === "nothing" ? { written: [], commit: null } : { written, commit: outcome.commit };
}

function asFile(record: ChangeRecord): [string, FileChange] {
  return [recordPath(record), { replaces: null, bytes: new TextEncoder().encode(formatStatement(record)) }];
}

/** Paths are the only content: encoded, they hold no text from outside that could become a trailer. */
function messageFor(records: readonly ChangeRecord[]): string {
  const shown = records.slice(0, 50).map((record) => `- ${recordPath(record)}`);
  if (records.length > shown.length) shown.push(`- and ${records.length - shown.length} more`);
  const subject = records.length === 1 ? "Record 1 change" : `Record ${records.length} changes`;
  return `${subject}\n\n${shown.join("\n")}\n`;
}

/** Everything else on the branch (a README) is somebody's own and is left alone. */
const RECORD_PATH = /^([^/]+)\/([^/]+)\/([^/]+)\.json$/u;
const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

type Places = Map<string, Map<string, string[]>>;

/** The index of one state of the branch; `null`: the branch is not there. */
export async function indexRecords(snapshot: Snapshot | null): Promise<RecordIndex> {
  const places: Places = new Map();
  const commits = new Map<string, Set<string>>();
  for (const { path, mode } of snapshot === null ? [] : await snapshot.list()) {
    const match = RECORD_PATH.exec(path);
    if (match === null) continue;
    const [environment, app] = [decodeSegment(match[1] ?? ""), decodeSegment(match[2] ?? "")];
    const commit = match[3] ?? "";
    if (environment === null || app === null || !COMMIT_ID.test(commit) || !mode.startsWith("100")) {
      throw new UserError(
        `"${path}" on the records branch is no record that Waybill writes; remove the file in a commit of its own`,
      );
    }
    const apps = once(places, environment, () => new Map<string, string[]>());
    once(apps, app, () => []).push(path);
    once(commits, environment, () => new Set<string>()).add(commit);
  }

  const standings = new Map<string, Promise<Standing>>();
  const pathsOf = (environment: string, app: string): readonly string[] => places.get(environment)?.get(app) ?? [];
  return {
    exists: snapshot !== null,
    commits: (environment) => commits.get(environment) ?? new Set(),
    apps: (environment) => [...(places.get(environment)?.keys() ?? [])].sort(),
    count: (environment, app) => pathsOf(environment, app).length,
    standing: (environment, app) =>
      once(standings, JSON.stringify([environment, app]), async () => ({
        environment,
        app,
        records: snapshot === null ? [] : await readRecords(snapshot, pathsOf(environment, app)),
      })),
  };
}

async function readRecords(snapshot: Snapshot, paths: readonly string[]): Promise<readonly ChangeRecord[]> {
  if (paths.length === 0) return [];
  const files = await snapshot.read(paths);
  const records = paths.map((path) => {
    const bytes = files.get(path);
    // Listed a moment ago in the same commit: not there now is a fault, never "no record".
    if (bytes === undefined || bytes === null)
      throw new UserError(`the record ${path} cannot be read: it has no bytes`);
    const record = parseStatement(new TextDecoder().decode(bytes), path);
    // A valid record copied to another place is evidence of nothing there.
    if (recordPath(record) !== path) {
      throw new UserError(
        `the record ${path} says that it is ${recordPath(record)}; it is not used, and nothing goes on without it`,
      );
    }
    return record;
  });
  return records.sort((a, b) => b.sequence - a.sequence || Date.parse(b.since) - Date.parse(a.since));
}
