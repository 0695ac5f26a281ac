// How long to wait before trying again: full jitter, so that many who failed together do not come back together.
import type { Clock } from "../effects.ts";

const BASE_MS = 250;
const CAP_MS = 30_000;

/** Waits a random time up to 250 ms times 2^`attempt` (the first is 1), at most 30 s and at most `limitMs`. */
export function backOff(
  clock: Clock,
  attempt: number,
  options: { readonly signal: AbortSignal | undefined; readonly limitMs?: number },
): Promise<void> {
  const most = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 20), options.limitMs ?? CAP_MS);
  return clock.sleep(Math.round(clock.random() * most), options.signal);
}
