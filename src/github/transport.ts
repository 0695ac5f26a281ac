// One HTTP client for one host: octokit, bounded in time and patient with rate limits.
import type { OctokitPlugin } from "@octokit/core/types";
import type { getOctokit } from "@actions/github";
import type { Clock, Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import { type Budget, startBudget } from "./budget.ts";
import { guardFetch, type Traffic } from "./guarded-fetch.ts";
import { rateLimitWait } from "./rate-limit.ts";

/** `2026-03-10` has breaking changes; octokit itself sends no version. */
const API_VERSION = "2022-11-28";
const READ_RETRIES = 3;
/** Everything that says "no", as against "not now": only the 5xx are repeated, and only of reads. */
const ANSWERS = [400, 401, 403, 404, 405, 406, 409, 410, 412, 413, 415, 422, 428, 429, 451];

export interface TransportOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** From now on; afterwards every request throws a UserError. */
  readonly budgetMs: number;
}

export interface TransportRequest {
  readonly method: string;
  /** A template with `{names}` below the API's URL, or an absolute URL on the API's own host. */
  readonly url: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Reads may be repeated. A GraphQL query is a POST that only reads. */
  readonly reads: boolean;
}

export interface Transport {
  readonly traffic: Readonly<Traffic>;
  /** The one origin that requests go to. */
  readonly origin: string;
  /** Throws octokit's errors for refusals, UserErrors for what only this layer knows (budget, rate limit, another host). `link`: the header. */
  send(request: TransportRequest): Promise<{ readonly data: unknown; readonly link: string | null }>;
  /** Waits 1 to 2 s times `attempt`, within the budget. */
  pause(attempt: number): Promise<void>;
}

/** Octokit is loaded by the first request: a run that asks the forge nothing pays neither its time nor its memory. */
export function openTransport(options: TransportOptions): Transport {
  const { clock, log, signal } = options;
  const origin = originOf(options.apiUrl);
  const budget = startBudget(clock, options.budgetMs, signal);
  const traffic: Traffic = { requests: 0, writes: 0, serverTime: null };
  const guard = { origin, budget, traffic, log, ...(signal === undefined ? {} : { signal }) };
  let loading: Promise<Sender> | null = null;

  return {
    traffic,
    origin,
    async send({ method, url, parameters, reads }) {
      loading ??= loadOctokit(options, budget, traffic);
      const { request, fetcher } = await loading;
      const response = await request({
        ...parameters,
        method,
        url,
        // Given with every request: octokit's inner hooks see these options, not what an outer hook hands on.
        headers: { "x-github-api-version": API_VERSION },
        // `retries` given here would hold for every status, refusals too; for reads the plugin's own setting knows which to repeat.
        request: { ...(reads ? {} : { retries: 0 }), fetch: guardFetch(fetcher, !reads, guard) },
      });
      const data: unknown = response.data;
      return { data, link: response.headers.link ?? null };
    },
    pause: async (attempt) => budget.sleep(1000 * attempt + clock.random() * 1000),
  };
}

interface Sender {
  readonly request: Octokit["request"];
  readonly fetcher: typeof fetch;
}

type Octokit = ReturnType<typeof getOctokit>;

async function loadOctokit(options: TransportOptions, budget: Budget, traffic: Readonly<Traffic>): Promise<Sender> {
  const [{ getOctokit }, { retry }] = await Promise.all([import("@actions/github"), import("@octokit/plugin-retry")]);
  const { clock, log, signal } = options;

  // Within the plugin's repetitions, so that it sees each of them; the waits are ours, because the plugin's timer knows neither signal nor budget.
  const attempts: OctokitPlugin = (octokit) => {
    octokit.hook.wrap("request", async (request, parameters) => {
      const attempt = Number(parameters.request["retryCount"] ?? 0);
      if (attempt > 0) await budget.sleep(clock.random() * 1000 * 2 ** attempt);
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
        const now = traffic.serverTime ?? clock.now();
        const waitMs = rateLimitWait(error, now);
        if (waitMs === null) throw error;
        if (!budget.has(waitMs)) {
          throw new UserError(
            `the forge's rate limit is used up until ${new Date(now + waitMs).toISOString()}, which is beyond the time budget; run again then, or give an App's token (\`app-id\` and \`private-key\`), which has a limit of its own`,
            { cause: error },
          );
        }
        log.info(`the forge's rate limit is used up; waiting ${Math.ceil(waitMs / 1000)} s`);
        await budget.sleep(waitMs);
        // The plugin counts refusals too; the next attempt is a first one.
        parameters.request["retryCount"] = 0;
      }
    }
  });

  return { request: octokit.request, fetcher };
}

function originOf(url: string): string {
  if (!URL.canParse(url)) throw new UserError(`the API's URL ${JSON.stringify(url)} is not a URL`, { exitCode: 2 });
  return new URL(url).origin;
}

function isFetch(value: unknown): value is typeof fetch {
  return typeof value === "function";
}
