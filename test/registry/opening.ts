// A client as the tests open it: a clock that nobody waits for, a log that is kept, hosts of the internet that are on loopback.
import type { Clock, Log } from "../../src/effects.ts";
import type { Credential, Credentials } from "../../src/registry/credentials.ts";
import { sendDirectly } from "../../src/registry/direct.ts";
import type { Send } from "../../src/registry/exchange.ts";
import { openRegistry, type RegistryOptions } from "../../src/registry/open.ts";
import type { Registry } from "../../src/registry/registry.ts";

export interface Opened {
  readonly registry: Registry;
  readonly lines: string[];
  /** The waits in milliseconds, none of which took any time. */
  readonly waits: number[];
}

export const nobody: Credentials = async () => null;

export function password(pair: string): Credentials {
  const [username = "", secret = ""] = pair.split(":");
  return always({ kind: "password", username, password: secret, source: "the inputs" });
}

export function always(credential: Credential): Credentials {
  return async () => credential;
}

export function open(options: Partial<RegistryOptions> = {}): Opened {
  const lines: string[] = [];
  const waits: number[] = [];
  const start = Date.parse("2026-03-01T12:00:00Z");
  const clock: Clock = {
    now: () => start + waits.reduce((sum, each) => sum + each, 0),
    sleep: async (ms) => void waits.push(ms),
    random: () => 0.5,
  };
  const keep = (line: string): void => void lines.push(line);
  const log: Log = { info: keep, warning: keep, debug: keep };
  const registry = openRegistry({ fetch: sendDirectly, credentials: nobody, log, clock, budgetMs: 60_000, ...options });
  return { registry, lines, waits };
}

export interface Routed {
  readonly fetch: Send;
  /** Each request as it was meant: origin and what was sent with it. */
  readonly sent: { readonly origin: string; readonly authorization: string | null; readonly body: string }[];
}

/** Sends what is meant for one origin to another; an origin that is not listed is a host that does not exist. */
export function routed(origins: Readonly<Record<string, string>>): Routed {
  const sent: Routed["sent"] = [];
  return {
    sent,
    fetch: async (url, request) => {
      const { body = "", headers } = request;
      sent.push({ origin: url.origin, authorization: headers["authorization"] ?? null, body });
      const target = origins[url.origin];
      if (target === undefined) {
        const cause = Object.assign(new Error(`getaddrinfo ENOTFOUND ${url.hostname}`), { code: "ENOTFOUND" });
        throw new TypeError("fetch failed", { cause });
      }
      return sendDirectly(new URL(url.pathname + url.search, target), request);
    },
  };
}
