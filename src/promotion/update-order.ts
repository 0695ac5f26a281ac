// Which of two versions is newer where they do not say so themselves: asked of source commits, records and the environment's own history.
import { equalVersions, type Version } from "../artifacts/version.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { parseTrailers, type ChangeTrailer } from "../git/trailers.ts";
import { pairingKey, type Pin } from "../manifests/pin.ts";
import type { Standing } from "../records/record.ts";
import { openRecords } from "../records/store.ts";
import { isNewerByRecords, sourceOf } from "./order-facts.ts";
import type { UpdateTarget } from "./update-target.ts";

type Source = { readonly repository: string; readonly commit: string };

/** Whether `ancestor` is reachable from `descendant` in the application repository; `null` when it cannot be told. */
export type AskAncestry = (repository: string, ancestor: string, descendant: string) => Promise<boolean | null>;

export interface UpdateOrderOptions {
  readonly target: UpdateTarget;
  /** `null`: there is no configuration, and so no records. */
  readonly recordsBranch: string | null;
  readonly source: Source | null;
  readonly ancestry: AskAncestry | null;
}

/** How far back the environment's history is searched for our own commits. Beyond it the records know. */
const HISTORY_LIMIT = 50;

/**
 * `true`: `offered` is newer than what the pin holds; `false`: it is older; `null`: nobody knows, and the call's word is taken.
 * The records are read at most once; the history once for each head.
 */
export function updateOrder(
  options: UpdateOrderOptions,
): (snapshot: Snapshot, app: string, pin: Pin, offered: Version) => Promise<boolean | null> {
  const { target, recordsBranch, source } = options;
  const { git } = target.connection;
  let records: ReturnType<typeof openRecords> | null = null;
  const histories = new Map<string, Promise<readonly ChangeTrailer[]>>();

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

  return async (snapshot, app, pin, offered) => {
    const artifact = pairingKey(pin);
    const standing = await standingOf(app);
    const history = (snapshot.commit === null ? [] : await historyOf(snapshot.commit)).filter(
      (change) => change.environment === target.environment.name && change.app === app && change.artifact === artifact,
    );
    const introduced = history.find(({ to }) => equalVersions(to, pin.version));
    const presentSource = introduced?.source ?? sourceOf(standing, artifact, pin.version);
    return (
      (await byAncestry(options, presentSource, source)) ??
      isNewerByRecords(standing, artifact, pin.version, offered) ??
      byHistory(history, pin.version, offered)
    );
  };
}

async function byAncestry(
  { target, ancestry }: UpdateOrderOptions,
  present: Source | null,
  offered: Source | null,
): Promise<boolean | null> {
  if (present === null || offered === null || present.commit === offered.commit) return null;
  const repository = offered.repository.toLowerCase();
  if (present.repository.toLowerCase() !== repository) return null;
  const { git, name } = target.connection;
  const ask: AskAncestry | null =
    repository === name.toLowerCase() ? (_, ancestor, descendant) => git.isAncestor(ancestor, descendant) : ancestry;
  if (ask === null) return null;
  if ((await ask(offered.repository, present.commit, offered.commit)) === true) return true;
  return (await ask(offered.repository, offered.commit, present.commit)) === true ? false : null;
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
