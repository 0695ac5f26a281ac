// What serves for a while: made at the first need of it, and made anew when it has become too old.
import type { Clock } from "../effects.ts";

/** Gives what `make` made at most `lifetimeMs` ago. A failure is not kept: the next need makes it again. */
export function shortLived<T>(make: () => Promise<T>, lifetimeMs: number, clock: Pick<Clock, "now">): () => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | null = null;
  return async () => {
    if (kept === null || clock.now() >= kept.until) {
      const made = { value: make(), until: clock.now() + lifetimeMs };
      kept = made;
      made.value.catch(() => {
        if (kept === made) kept = null;
      });
    }
    return kept.value;
  };
}
