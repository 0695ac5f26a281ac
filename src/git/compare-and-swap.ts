// The compare-and-swap commit: read, build, commit, push; when the branch moved, all of it again on the new head.
import type { Clock, Log } from "../effects.ts";
import { UserError, messageOf } from "../errors.ts";
import { backOff } from "./back-off.ts";
import { explain, isFinal, lastWords } from "./failures.ts";
import type { GitFailure } from "./process.ts";
import type { Remote } from "./remote.ts";
import type { CommitOutcome, CommitRequest } from "./repository.ts";
import type { Changeset, Snapshot } from "./snapshot.ts";

/** What the swap needs of the repository. */
export interface SwapEffects {
  readonly remote: Remote;
  readonly clock: Clock;
  readonly log: Log;
  readonly budgetMs: number;
  readonly signal: AbortSignal | undefined;
  /** A tip read earlier in this run, that may be stale. */
  known(branch: string): string | null;
  /** The tip as the remote has it now; `null`: no such branch. */
  fetch(branch: string): Promise<string | null>;
  snapshot(commit: string): Snapshot;
  /** Writes a commit on top of `parent`; `null` when its tree has all of the changes already. Throws a UserError for what may not be written. */
  write(parent: Snapshot | null, changes: Changeset, message: string): Promise<string | null>;
  /** Whether a commit of ours is reachable from a tip of the remote. */
  readonly hasLanded: (commit: string, tip: string) => Promise<boolean>;
}

/**
 * Failed pushes in a row that leave the ref as it was, before the refusal is taken for final. A race for the server's lock looks the same
 * as a rule that forbids the push, but passes.
 */
export const REFUSALS = 5;

type Attempt =
  | { readonly kind: "nothing"; readonly reason: string }
  | { readonly kind: "pushed"; readonly commit: string; readonly failure: GitFailure | null };

/** See `Repository.commit`. What a failed push did is read from the remote, never from the failure. */
export async function compareAndSwap(request: CommitRequest, effects: SwapEffects): Promise<CommitOutcome> {
  const { remote, clock, log, signal } = effects;
  const { branch } = request;
  const deadline = clock.now() + effects.budgetMs;
  /** Our commits whose push failed, with their parents: any of them may have landed all the same. */
  const doubtful = new Map<string, string | null>();
  // A stale tip costs one failed swap at most.
  let tip = effects.known(branch);
  let fresh = tip === null;
  tip ??= await effects.fetch(branch);
  let refusals = 0;

  for (let attempts = 1; ; attempts += 1) {
    const attempt = await attemptSwap(request, tip, effects);
    if (attempt.kind === "nothing") {
      if (fresh) return attempt;
      // "Nothing to do" is only true of the present tip.
      const now = await effects.fetch(branch);
      if (now === tip) return attempt;
      [tip, fresh] = [now, true];
      continue;
    }
    if (attempt.failure === null) return { kind: "committed", commit: attempt.commit, parent: tip, attempts };

    doubtful.set(attempt.commit, tip);
    log.debug(`push ${attempts} to "${branch}" of ${remote.name} failed: ${lastWords(attempt.failure)}`);
    const pointless = isFinal(attempt.failure);
    const left = deadline - clock.now();
    if (!pointless && left > 0) await backOff(clock, attempts, { signal, limitMs: left });
    const now = await readAfterFailure(branch, effects);
    const landed = await firstLanded(doubtful, now, effects);
    if (landed !== null) return { kind: "committed", ...landed, attempts };

    refusals = now === tip || pointless ? refusals + 1 : 0;
    if ((now === tip && pointless) || refusals >= REFUSALS) throw explain(attempt.failure, remote.name);
    if (clock.now() >= deadline)
      throw new UserError(
        `"${branch}" of ${remote.name} kept moving: ${attempts} attempts in ${Math.round(effects.budgetMs / 1000)} s, none landed and nothing was written; run again when fewer writers are at it`,
        { cause: attempt.failure },
      );
    [tip, fresh] = [now, true];
  }
}

async function attemptSwap(request: CommitRequest, tip: string | null, effects: SwapEffects): Promise<Attempt> {
  const snapshot = tip === null ? null : effects.snapshot(tip);
  const decision = await request.build(snapshot);
  if ("nothing" in decision) return { kind: "nothing", reason: decision.nothing };
  const commit = await effects.write(snapshot, decision.changes, decision.message);
  if (commit === null)
    return { kind: "nothing", reason: `"${request.branch}" of ${effects.remote.name} has it already` };
  return { kind: "pushed", commit, failure: await effects.remote.push(request.branch, commit, tip) };
}

async function readAfterFailure(branch: string, effects: SwapEffects): Promise<string | null> {
  try {
    return await effects.fetch(branch);
  } catch (error) {
    throw new UserError(
      `a push to "${branch}" of ${effects.remote.name} failed, and whether it landed could not be read: ${messageOf(error)}; run again: what landed is not done twice`,
      { cause: error },
    );
  }
}

/** The oldest of our doubtful commits that the tip holds. */
async function firstLanded(
  doubtful: ReadonlyMap<string, string | null>,
  tip: string | null,
  effects: SwapEffects,
): Promise<{ readonly commit: string; readonly parent: string | null } | null> {
  if (tip === null) return null;
  for (const [commit, parent] of doubtful) if (await effects.hasLanded(commit, tip)) return { commit, parent };
  return null;
}
