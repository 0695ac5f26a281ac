// One HTTP client for one host: counted, bounded in time, patient with rate limits, its token never sent anywhere else.
import type { OctokitPlugin } from "@octokit/core/types";
import type { Clock, Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import { httpFailure } from "./forge-error.ts";

/** `2026-03-10` has breaking changes; octokit itself sends no version. */
const API_VERSION = "2022-11-28";
const ATTEMPT_TIMEOUT_MS = 30_000;
const READ_RETRIES = 3;
const REDIRECTS = 5;
/** Everything that says "no", as against "not now": only the 5xx are repeated, and only of reads. */
const ANSWERS = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 428, 429, 451];

export interface TransportOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** From now on; afterwards every request throws a UserError. */
  readonly budgetMs: number;
}

export interface TransportAnswer {
  readonly data: unknown;
  readonly link: string | null;
}

export interface TransportRequest {
  readonly method: string;
  /** A template with `{names}` below the API's URL, or an absolute URL on the forge's own host. */
  readonly url: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Reads may be repeated. A GraphQL query is a POST that only reads. */
  readonly reads: boolean;
}

export interface Transport {
  /** Requests that went out, retries and redirects included. */
  readonly requests: number;
  readonly writes: number;
  /** The newest `Date` header, milliseconds since the epoch. */
  readonly serverTime: number | null;
  /** Throws octokit's errors for refusals, UserErrors for what only this layer knows (budget, rate limit, foreign host). */
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Waits 1 to 2 s times `attempt`, within the budget. */
  pause(attempt: number): Promise<void>;
}

/** Loads octokit when it is called: a run that needs no network does not pay for it. */
export async function openTransport(options: TransportOptions): Promise<Transport> {
  const [{ getOctokit }, { retry }] = await Promise.all([import("@actions/github"), import("@octokit/plugin-retry")]);
  const { clock, log, signal } = options;
  const origins = new Set([originOf(options.apiUrl), originOf(options.graphqlUrl)]);
  const deadline = clock.now() + options.budgetMs;
  const seen: { requests: number; writes: number; serverTime: number | null } = {
    requests: 0,
    writes: 0,
    serverTime: null,
  };

  const sleep = async (ms: number): Promise<void> => {
    if (clock.now() + ms > deadline) throw outOfTime(options.budgetMs);
    await clock.sleep(ms, signal);
  };

  /** `send` of one attempt: follows redirects on the same host only, and returns with the whole body, so that a connection that drops in it is an error here. */
  const guarded =
    (fetcher: typeof fetch, writes: boolean): typeof fetch =>
    async (input, init = {}) => {
      let target = new URL(input instanceof Request ? input.url : input);
      const method = init.method ?? "GET";
      for (let hop = 0; hop <= REDIRECTS; hop += 1) {
        if (!origins.has(target.origin)) {
          throw new UserError(
            `the forge points to ${target.origin}; the token goes to ${[...origins].join(" and ")} only`,
          );
        }
        const left = deadline - clock.now();
        if (left <= 0) throw outOfTime(options.budgetMs);
        const timeout = AbortSignal.timeout(Math.min(ATTEMPT_TIMEOUT_MS, left));
        seen.requests += 1;
        if (writes) seen.writes += 1;
        const response = await fetcher(target, {
          ...init,
          redirect: "manual",
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        });
        const date = Date.parse(response.headers.get("date") ?? "");
        if (!Number.isNaN(date)) seen.serverTime = Math.max(seen.serverTime ?? date, date);
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

  // Innermost, so that it sees each attempt; the waits between them are ours, because the plugin's own timer knows neither signal nor budget.
  const attempts: OctokitPlugin = (octokit) => {
    octokit.hook.wrap("request", async (request, parameters) => {
      const attempt = Number(parameters.request["retryCount"] ?? 0);
      if (attempt > 0) await sleep(clock.random() * 1000 * 2 ** attempt);
      signal?.throwIfAborted();
      try {
        return await request(parameters);
      } catch (error) {
        signal?.throwIfAborted();
        // octokit wraps what its fetch throws into a status 500, which would be repeated.
        throw error instanceof Error && error.cause instanceof UserError ? error.cause : error;
      }
    });
  };

  const quiet = (message: string): void => log.debug(message);
  const octokit = getOctokit(
    options.token,
    {
      baseUrl: options.apiUrl,
      userAgent: "waybill",
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      retry: { doNotRetry: ANSWERS, retries: READ_RETRIES, retryAfterBaseValue: 0 },
    },
    attempts,
    retry,
  );

  // Through the proxy that the runner's environment names.
  const proxied: unknown = octokit.request.endpoint.DEFAULTS.request?.fetch;
  const fetcher = isFetch(proxied) ? proxied : fetch;

  // Outermost: a request that the rate limit refused was not carried out, so even a write is sent again.
  octokit.hook.wrap("request", async (request, parameters) => {
    for (;;) {
      try {
        return await request(parameters);
      } catch (error) {
        const waitMs = rateLimitWait(error, seen.serverTime ?? clock.now());
        if (waitMs === null) throw error;
        if (clock.now() + waitMs > deadline) {
          const until = new Date((seen.serverTime ?? clock.now()) + waitMs).toISOString();
          throw new UserError(
            `the forge's rate limit is used up until ${until}, which is beyond the time budget; run again then, or give an App's token (\`app-id\` and \`private-key\`), which has a limit of its own`,
            { cause: error },
          );
        }
        log.info(`the forge's rate limit is used up; waiting ${Math.ceil(waitMs / 1000)} s`);
        await sleep(waitMs);
        // The plugin counts refusals too; the next attempt is a first one.
        parameters.request["retryCount"] = 0;
      }
    }
  });

  return {
    get requests() {
      return seen.requests;
    },
    get writes() {
      return seen.writes;
    },
    get serverTime() {
      return seen.serverTime;
    },
    async send({ method, url, parameters, reads }) {
      const response = await octokit.request({
        ...parameters,
        method,
        url,
        // Given with every request: octokit's inner hooks see these options, not what an outer hook hands on.
        headers: { "x-github-api-version": API_VERSION },
        // `retries` given here would hold for every status, refusals too; for reads the plugin's own setting knows which to repeat.
        request: { ...(reads ? {} : { retries: 0 }), fetch: guarded(fetcher, !reads) },
      });
      const data: unknown = response.data;
      return { data, link: response.headers.link ?? null };
    },
    pause: async (attempt) => sleep(1000 * attempt + clock.random() * 1000),
  };
}

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

function outOfTime(budgetMs: number): UserError {
  return new UserError(
    `the time budget of ${Math.round(budgetMs / 1000)} s is spent; run again, or raise the input \`time-budget\``,
  );
}

function originOf(url: string): string {
  if (!URL.canParse(url)) throw new UserError(`the API's URL ${JSON.stringify(url)} is not a URL`, { exitCode: 2 });
  return new URL(url).origin;
}

function isFetch(value: unknown): value is typeof fetch {
  return typeof value === "function";
}
