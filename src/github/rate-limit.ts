// Was it the rate limit, and when does it end?
import { httpFailure } from "./forge-error.ts";

/** How long to wait before the same request may succeed, in milliseconds; `null` when it was not the rate limit. `now`: the forge's clock. */
export function rateLimitWait(error: unknown, now: number): number | null {
  const failure = httpFailure(error);
  if (failure === null || (failure.status !== 403 && failure.status !== 429)) return null;
  const retryAfter = failure.headers.get("retry-after");
  if (retryAfter !== undefined) {
    const seconds = Number(retryAfter);
    const at = Date.parse(retryAfter);
    if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
    if (!Number.isNaN(at)) return Math.max(0, at - now);
  }
  const reset = Number(failure.headers.get("x-ratelimit-reset") ?? Number.NaN);
  if (failure.headers.get("x-ratelimit-remaining") === "0" && Number.isFinite(reset)) {
    // The reset is in whole seconds: one more, so as not to arrive within the old window.
    return Math.max(0, reset * 1000 - now) + 1000;
  }
  // GitHub: without either header wait at least a minute.
  return failure.status === 429 || /rate limit/i.test(failure.words) ? 60_000 : null;
}
