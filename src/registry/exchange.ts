// One request to a registry or to its token endpoint: counted, bounded in time and size, its redirects followed without the secret.
import type { Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import { type Endpoint, isPrivateWay } from "./endpoint.ts";

const REDIRECTS = 5;

export interface Wire {
  readonly fetch: typeof fetch;
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
  readonly headers: Headers;
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
    await response.body?.cancel();
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

async function readBounded(response: Response, { limit, subject, endpoint }: Question): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream: ReadableStream<Uint8Array> | null = response.body;
  const reader = stream?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > limit) {
      await reader?.cancel();
      throw new UserError(
        `the answer of the registry ${endpoint.registry} for "${subject}" is larger than ${limit} bytes; that is no manifest or configuration of an image`,
      );
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks, length);
}
