// The time that a forge may be used for: every wait and every request of one client ends within it.
import type { Clock } from "../effects.ts";
import { UserError } from "../errors.ts";

export interface Budget {
  /** Milliseconds that are left; throws a UserError that names the input when none are. */
  left(): number;
  /** Whether a wait would end in time. */
  has(ms: number): boolean;
  /** Waits, or throws at once when the wait would not end in time. */
  sleep(ms: number): Promise<void>;
}

/** A budget that runs from now on. */
export function startBudget(clock: Clock, budgetMs: number, signal?: AbortSignal): Budget {
  const deadline = clock.now() + budgetMs;
  const spent = (): UserError =>
    new UserError(
      `the time budget of ${Math.round(budgetMs / 1000)} s is spent; run again, or raise the input \`time-budget\``,
    );
  const has = (ms: number): boolean => clock.now() + ms <= deadline;
  return {
    left() {
      const left = deadline - clock.now();
      if (left <= 0) throw spent();
      return left;
    },
    has,
    async sleep(ms) {
      if (!has(ms)) throw spent();
      await clock.sleep(ms, signal);
    },
  };
}
