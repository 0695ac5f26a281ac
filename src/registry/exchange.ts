// One request to a registry or to its token endpoint: counted, bounded in time and size, its redirects followed without the secret.
import type { Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import { type Endpoint, isPrivateWay } from "./endpoint.ts";

const REDIRECTS = 5;

/** What a request gives, as of `Response`. Whoever reads only a part of the body lets go of the connection by that. */
export interface Reply {
  readonly status: number;
  readonly headers: Pick<Headers, "get">;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** One request, no redirect followed. Throws as `fetch` does: the signal's reason, or an error whose code is Node's. `fetch` itself is one. */
export type Send = (
  url: URL,
  request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly redirect: "manual";
    readonly signal: AbortSignal;
  },
) => Promise<Reply>;

export interface Wire {
  readonly fetch: Send;
  readonly log: Log;
  readonly signal: AbortSignal | undefined;
  readonly attemptTimeoutMs: number;
  readonly traffic: { requests: number; answers: number };
}

export interface Question {
  readonly endpoint: Endpoint;
  readonly method: "GET" | "HEAD" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent to the origin of `url` only. */
  readonly authorization: string | null;
  readonly body?: string;
  /** The most bytes that the answer may have. */
  readonly limit: number;
  /** What is asked for, for messages: `ghcr.io/acme/podinfo:1.2.3`. */
  readonly subject: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Pick<Headers, "get">;
  readonly body: Uint8Array;
  /** The last redirect's, else the question's. */
  readonly origin: string;
}

/** Sends the question once, for at most `limitMs`. Throws a UserError for an answer that no repetition mends (too large, redirected where nothing may go), else whatever `fetch` throws. */
export async function exchange(question: Question, wire: Wire, limitMs: number): Promise<Answer> {
  const { method, url, subject, endpoint } = question;
  const timeout = AbortSignal.timeout(Math.ceil(Math.min(wire.attemptTimeoutMs, limitMs)));
  const signal = wire.signal === undefined ? timeout : AbortSignal.any([wire.signal, timeout]);
  let target = url;
  let { authorization } = question;
  for (let hop = 0; hop <= REDIRECTS; hop += 1) {
    wire.traffic.requests += 1;
    const response = await wire.fetch(target, {
      method,
      headers: {
        "user-agent": "waybill",
        ...question.headers,
        ...(authorization === null ? {} : { authorization }),
      },
      ...(question.body === undefined ? {} : { body: question.body }),
      redirect: "manual",
      signal,
    });
    wire.traffic.answers += 1;
    // Without the query: redirects to storage carry their signature there.
    wire.log.debug(`${method} ${target.origin}${target.pathname}: ${response.status}`);
    const location = response.headers.get("location");
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) {
      const body = await readBounded(response, question);
      return { status: response.status, headers: response.headers, body, origin: target.origin };
    }
    await discard(response.body);
    target = follow(location, target, question);
    // Never given back: a host that may redirect may not redirect back with it either.
    if (target.origin !== url.origin) authorization = null;
  }
  throw new UserError(`the registry ${endpoint.registry} redirects "${subject}" more than ${REDIRECTS} times`);
}

function follow(location: string, from: URL, { endpoint, method, subject }: Question): URL {
  const next = URL.canParse(location, from.href) ? new URL(location, from) : null;
  if (next === null || !isPrivateWay(next, endpoint)) {
    throw new UserError(
      `the registry ${endpoint.registry} redirects "${subject}" to ${next === null ? "something that is no address" : next.origin}; expected an address that begins with https://`,
    );
  }
  if (method === "POST") {
    throw new UserError(
      `the token endpoint of the registry ${endpoint.registry} redirects to ${next.origin}; a credential is not sent on`,
    );
  }
  next.username = "";
  next.password = "";
  return next;
}

async function readBounded({ body }: Reply, { limit, subject, endpoint }: Question): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.byteLength;
    if (length > limit) {
      throw new UserError(
        `the answer of the registry ${endpoint.registry} for "${subject}" is larger than ${limit} bytes; that is no manifest or configuration of an image`,
      );
    }
    chunks.push(part);
  }
  return Buffer.concat(chunks, length);
}

/** Lets go of the connection. Begun first: what never began has nothing to end. */
async function discard(body: Reply["body"]): Promise<void> {
  const parts = body?.[Symbol.asyncIterator]();
  await parts?.next();
  await parts?.return?.();
}
