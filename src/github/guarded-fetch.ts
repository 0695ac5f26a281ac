// What stands between octokit and the network: the token goes to one host, every request is counted and ends in time.
import type { Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import type { Budget } from "./budget.ts";

const ATTEMPT_TIMEOUT_MS = 30_000;
const REDIRECTS = 5;

export interface Traffic {
  /** Requests that went out, retries and redirects included. */
  requests: number;
  writes: number;
  /** The newest `Date` header, milliseconds since the epoch. */
  serverTime: number | null;
}

export interface Guard {
  /** `https://api.github.com`; nothing is sent anywhere else. */
  readonly origin: string;
  readonly budget: Budget;
  readonly traffic: Traffic;
  readonly log: Log;
  readonly signal?: AbortSignal;
}

/**
 * `fetcher` behind the guard. Redirects are followed on the same host only. The whole body is read before it returns, so that a
 * connection that drops within it is an error here and not an empty answer later.
 */
export function guardFetch(fetcher: typeof fetch, writes: boolean, guard: Guard): typeof fetch {
  const { origin, budget, traffic, log, signal } = guard;
  return async (input, init = {}) => {
    let target = new URL(input instanceof Request ? input.url : input);
    const method = init.method ?? "GET";
    for (let hop = 0; hop <= REDIRECTS; hop += 1) {
      if (target.origin !== origin) {
        throw new UserError(`the forge points to ${target.origin}; the token goes to ${origin} only`);
      }
      const timeout = AbortSignal.timeout(Math.min(ATTEMPT_TIMEOUT_MS, budget.left()));
      traffic.requests += 1;
      if (writes) traffic.writes += 1;
      const response = await fetcher(target, {
        ...init,
        redirect: "manual",
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      const date = Date.parse(response.headers.get("date") ?? "");
      if (!Number.isNaN(date)) traffic.serverTime = Math.max(traffic.serverTime ?? date, date);
      log.debug(`${method} ${target.pathname}${target.search}: ${response.status}`);
      const body = await response.arrayBuffer();
      const location = response.headers.get("location");
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) {
        return new Response(body.byteLength === 0 ? null : body, response);
      }
      // A renamed repository answers reads with 301 and writes with 307; the others would turn a write into a read.
      if (method !== "GET" && response.status !== 307 && response.status !== 308) {
        throw new UserError(
          `the forge moved ${target.pathname} to ${location}; name the repository as it is called now`,
        );
      }
      target = new URL(location, target);
    }
    throw new UserError(`the forge redirects ${target.pathname} more than ${REDIRECTS} times`);
  };
}
