// Which of two versions is newer where they do not say so themselves: asked of source commits, records and the environment's own history.
import { equalVersions, type Version } from "../artifacts/version.ts";
import { MissingCommit } from "../git/missing-commit.ts";
import { isObjectId } from "../git/objects.ts";
import type { Repository } from "../git/repository.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { parseTrailers, type ChangeTrailer } from "../git/trailers.ts";
import { pairingKey, type Pin } from "../manifests/pin.ts";
import type { Standing } from "../records/record.ts";
import { openRecords } from "../records/store.ts";
import { isNewerByRecords, sourceOf } from "./order-facts.ts";
import type { UpdateTarget } from "./update-target.ts";

type Source = { readonly repository: string; readonly commit: string };

/**
 * Which of two commits of an application repository (`owner/name`) came later: `true` when `offered` descends from `present`, `false`
 * when it is the other way round; `null` when neither does, or it cannot be told.
 */
export type AskAncestry = (repository: string, present: string, offered: string) => Promise<boolean | null>;

export interface UpdateOrderOptions {
  readonly target: UpdateTarget;
  /** `null`: there is no configuration, and so no records. */
  readonly recordsBranch: string | null;
  readonly source: Source | null;
  readonly ancestry: AskAncestry | null;
}

/** How far back the environment's history is searched for our own commits. Beyond it the records know. */
const HISTORY_LIMIT = 50;

/** A version that stands, where it stands. */
export interface StandingVersion {
  /** The environment at its present head. */
  readonly snapshot: Snapshot;
  readonly app: string;
  readonly pin: Pin;
  /** What the pin's version was built from, where whoever proposed it says so; `null`: not said. */
  readonly source: Source | null;
}

/**
 * `true`: `offered` is newer than what stands; `false`: it is older; `null`: nobody knows, and the call's word is taken.
 * The records are read at most once; the history once for each head; ancestry is asked once for each two commits.
 */
export type AskOrder = (standing: StandingVersion, offered: Version) => Promise<boolean | null>;

/** See `AskOrder`. */
export function updateOrder(options: UpdateOrderOptions): AskOrder {
  const { target, recordsBranch, source } = options;
  const { git } = target.connection;
  let records: ReturnType<typeof openRecords> | null = null;
  const histories = new Map<string, Promise<readonly ChangeTrailer[]>>();
  const ancestries = new Map<string, Promise<boolean | null>>();

  const standingOf = async (app: string): Promise<Standing | null> => {
    if (recordsBranch === null) return null;
    records ??= openRecords(git, recordsBranch);
    return (await records).standing(target.environment.name, app);
  };
  const historyOf = (commit: string): Promise<readonly ChangeTrailer[]> => {
    const known = histories.get(commit) ?? ourChanges(target, commit);
    histories.set(commit, known);
    return known;
  };

  const ancestryOf = (present: Source): Promise<boolean | null> => {
    const key = `${present.repository}@${present.commit}`;
    const known = ancestries.get(key) ?? byAncestry(options, present, source);
    ancestries.set(key, known);
    return known;
  };

  return async ({ snapshot, app, pin, source: said }, offered) => {
    const artifact = pairingKey(pin);
    const standing = await standingOf(app);
    const history = (snapshot.commit === null ? [] : await historyOf(snapshot.commit)).filter(
      (change) => change.environment === target.environment.name && change.app === app && change.artifact === artifact,
    );
    const introduced = history.find(({ to }) => equalVersions(to, pin.version));
    const present = said ?? introduced?.source ?? sourceOf(standing, artifact, pin.version) ?? namedBy(pin, source);
    return (
      (present === null ? null : await ancestryOf(present)) ??
      isNewerByRecords(standing, artifact, pin.version, offered) ??
      byHistory(history, pin.version, offered)
    );
  };
}

/** A tag that is a whole commit id names what it was built from: a commit of the repository that builds the artifact now. */
function namedBy({ version: { tag } }: Pin, offered: Source | null): Source | null {
  return tag === null || offered === null || !isObjectId(tag) ? null : { repository: offered.repository, commit: tag };
}

async function byAncestry(
  { target, ancestry }: UpdateOrderOptions,
  present: Source,
  offered: Source | null,
): Promise<boolean | null> {
  if (offered === null || present.commit === offered.commit) return null;
  const repository = offered.repository.toLowerCase();
  if (present.repository.toLowerCase() !== repository) return null;
  const { git, name } = target.connection;
  if (repository === name.toLowerCase()) return orderInGit(git, present.commit, offered.commit);
  return ancestry === null ? null : ancestry(offered.repository, present.commit, offered.commit);
}

async function orderInGit(git: Repository, present: string, offered: string): Promise<boolean | null> {
  try {
    if (await git.isAncestor(present, offered)) return true;
    return (await git.isAncestor(offered, present)) ? false : null;
  } catch (error) {
    // A commit that the remote does not have (any more) is no place in its history.
    if (error instanceof MissingCommit) return null;
    throw error;
  }
}

/** A version that the environment had before the present one came is older; one that it never had cannot be placed. */
function byHistory(history: readonly ChangeTrailer[], present: Version, offered: Version): boolean | null {
  const presentAt = history.findLastIndex(({ to }) => equalVersions(to, present));
  if (presentAt === -1) return null;
  const wasBefore = history
    .slice(presentAt)
    .some(({ from, to }, index) => equalVersions(from, offered) || (index > 0 && equalVersions(to, offered)));
  return wasBefore ? false : null;
}

/** What our commits on the branch declare, newest first. Claims: they can only keep an update from being written. */
async function ourChanges({ connection }: UpdateTarget, head: string): Promise<readonly ChangeTrailer[]> {
  const changes: ChangeTrailer[] = [];
  let read = 0;
  for await (const { message } of connection.git.history(head, () => read >= HISTORY_LIMIT)) {
    changes.push(...parseTrailers(message).changes);
    read += 1;
  }
  return changes;
}
