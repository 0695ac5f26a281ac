// What every exchange over HTTP shares, whatever it is about: the context, the faults it meets, the headers and the sending of its answer.
import type { ServerResponse } from "node:http";
import type { Contract } from "./contract/index.ts";
import type { Fault, Faults } from "./faults.ts";
import type { Principal, TokenKind } from "./principals.ts";
import type { identify } from "./principals.ts";
import type { Recording } from "./recording.ts";
import type { World } from "./state.ts";

export interface ServerContext {
  readonly world: World;
  readonly recording: Recording;
  readonly faults: Faults;
  /** Added to every round trip. */
  delayMs: number;
  /** False: a host without GraphQL. */
  readonly graphql: boolean;
  readonly contract: () => Promise<Contract>;
  /** Requests by principal, for the rate limit's headers. */
  readonly used: Map<Principal | null, number>;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** How an exchange ends that a fault met: `null` is a dropped connection. */
export interface Ending {
  readonly reply: Reply | null;
}

/** Delays and acts as the faults say, and gives the first ending that one of them has; `null` when the request goes on. */
export async function meet(context: ServerContext, faults: readonly Fault[]): Promise<Ending | null> {
  for (const fault of faults) {
    await pause(fault.delayMs ?? 0);
    await fault.action?.();
    if (fault.drop === true) return { reply: null };
    if (fault.status !== undefined) {
      const reply = json(fault.status, fault.body ?? { message: "a fault of the local forge" });
      return { reply: { ...reply, headers: { ...commonHeaders(context, null), ...reply.headers, ...fault.headers } } };
    }
  }
  return null;
}

export function end(response: ServerResponse, { reply }: Ending): void {
  if (reply === null) response.destroy();
  else send(response, reply);
}

export function tokenKind(who: ReturnType<typeof identify>): TokenKind {
  return typeof who === "string" ? who : who.kind;
}

export function commonHeaders(context: ServerContext, principal: Principal | null): Record<string, string> {
  const limit = principal === null ? 60 : principal.kind === "github-token" ? 1000 : 5000;
  const used = (context.used.get(principal) ?? 0) + 1;
  context.used.set(principal, used);
  return {
    date: new Date(context.world.now()).toUTCString(),
    "x-ratelimit-limit": String(limit),
    "x-ratelimit-remaining": String(Math.max(0, limit - used)),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(Math.floor(context.world.now() / 1000) + 3600),
    "x-ratelimit-resource": "core",
    "x-github-request-id": `F0:${context.world.nextId()}`,
  };
}

export function json(status: number, body: unknown): Reply {
  if (body === undefined) return { status, headers: {}, body: Buffer.alloc(0) };
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  };
}

export function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(reply.status === 204 ? {} : { "content-length": reply.body.length }),
  });
  response.end(reply.body);
}

export async function pause(ms: number): Promise<void> {
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
