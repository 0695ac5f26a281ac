// The last resort against a run that never ends: each wait has its own bound, and what trickles on below them ends here.
import { UserError } from "../errors.ts";

export interface Deadline extends Disposable {
  /** Aborted by `signal`, or when the time is over. */
  readonly signal: AbortSignal;
}

/** Twice the time budget, in minutes: a run that is still at it then does nothing useful. Dispose it when the run ends. */
export function startDeadline(signal: AbortSignal, budgetMinutes: number): Deadline {
  const over = new AbortController();
  const minutes = 2 * budgetMinutes;
  const timer = setTimeout(
    () =>
      over.abort(
        new UserError(
          `the run was ended after ${minutes} minutes, twice its \`time-budget\`; what it had written stands, and the next run goes on from there`,
        ),
      ),
    minutes * 60_000,
  );
  // A run that failed before it was disposed ends at once; one that hangs is kept alive by what it hangs on.
  timer.unref();
  return {
    signal: AbortSignal.any([signal, over.signal]),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
