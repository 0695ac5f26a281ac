// Faults put before, after or instead of a request, for REST, GraphQL and Git alike.

export interface Fault {
  /** Any, when not given. */
  readonly method?: string;
  /**
   * Path below the API's base (`/repos/acme/env/pulls`, `/graphql`), or of the Git exchange (`/acme/env.git/git-receive-pack`).
   * In a text `*` stands for one segment and `**` for any number.
   */
  readonly path: string | RegExp;
  /**
   * `before`: the delay and the action come first; with `drop` or a `status` the request is not performed, else it is.
   * `after`: it is performed, then its answer is delayed, dropped or replaced. `instead`: not performed; `status` and `body` are the answer.
   */
  readonly when: "before" | "after" | "instead";
  /** How often; once when not given. */
  readonly times?: number;
  /** How many matching requests pass unharmed first. */
  readonly skip?: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Closes the connection without an answer. */
  readonly drop?: boolean;
  readonly delayMs?: number;
  /** What somebody else does at just that moment. */
  readonly action?: () => Promise<void> | void;
}

interface Armed {
  readonly fault: Fault;
  readonly pattern: RegExp;
  skip: number;
  left: number;
}

export class Faults {
  private readonly armed: Armed[] = [];

  add(fault: Fault): void {
    const pattern = typeof fault.path === "string" ? patternOf(fault.path) : fault.path;
    this.armed.push({ fault, pattern, skip: fault.skip ?? 0, left: fault.times ?? 1 });
  }

  /** The faults that meet this request, each used up by one: those before (or instead of) its work, and those after it. */
  take(method: string, path: string): { readonly before: readonly Fault[]; readonly after: readonly Fault[] } {
    const met: Fault[] = [];
    for (const armed of this.armed) {
      if (armed.left === 0 || !armed.pattern.test(path)) continue;
      if (armed.fault.method !== undefined && armed.fault.method !== method) continue;
      if (armed.skip > 0) {
        armed.skip -= 1;
        continue;
      }
      armed.left -= 1;
      met.push(armed.fault);
    }
    return {
      before: met.filter((fault) => fault.when !== "after"),
      after: met.filter((fault) => fault.when === "after"),
    };
  }

  /** Faults that no request has met yet: a test that expected one to be met is wrong. */
  get pending(): readonly Fault[] {
    return this.armed.filter((armed) => armed.left > 0).map((armed) => armed.fault);
  }

  clear(): void {
    this.armed.length = 0;
  }
}

function patternOf(text: string): RegExp {
  const source = text
    .split("**")
    .map((part) =>
      part
        .split("*")
        .map((literal) => literal.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"))
        .join("[^/]*"),
    )
    .join(".*");
  return new RegExp(`^${source}$`);
}

/** Requests over a rate limit: the secondary one with `retryAfterSeconds`, the primary one with `resetInSeconds`. */
export interface RateLimit {
  readonly status?: 403 | 429;
  readonly times?: number;
  readonly method?: string;
  readonly path?: string;
  readonly retryAfterSeconds?: number;
  readonly resetInSeconds?: number;
}

/** The fault that a rate limit is, by a clock in milliseconds. */
export function rateLimitFault(limit: RateLimit, now: number): Fault {
  const primary = limit.resetInSeconds !== undefined;
  const reset = Math.floor(now / 1000) + (limit.resetInSeconds ?? 0);
  const message = primary
    ? "API rate limit exceeded for installation ID 1."
    : "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
  return {
    ...(limit.method === undefined ? {} : { method: limit.method }),
    path: limit.path ?? "**",
    when: "instead",
    times: limit.times ?? 1,
    status: limit.status ?? 403,
    headers: primary
      ? { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) }
      : { "retry-after": String(limit.retryAfterSeconds ?? 60) },
    body: { message, documentation_url: "https://docs.github.com/rest" },
  };
}
