// Requests straight to a host by Node's HTTP client, without a proxy: to load what `fetch` consists of takes a run 30 ms.
import type { IncomingMessage } from "node:http";
import type { Reply, Send } from "./exchange.ts";

/** Throws as `Send` says. */
export const sendDirectly: Send = async (url, { method, headers, body, signal }) => {
  // Not imported: as a module of names it would load what `fetch` consists of, for the WebSocket among them.
  const client = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http");
  signal.throwIfAborted();
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = client.request(url, { method, headers, signal }, resolve);
    asked.on("error", reject);
    asked.end(body);
  }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw error;
  });
  return {
    status: answer.statusCode ?? 0,
    headers: { get: (name) => headerOf(answer, name) },
    body: read(answer, signal),
  };
};

/** Of several the first, as far as Node has not joined them. */
function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

async function* read(answer: IncomingMessage, signal: AbortSignal): NonNullable<Reply["body"]> {
  try {
    for await (const part of answer) yield bytesOf(part);
  } catch (error) {
    // A connection that we end breaks off like any other.
    signal.throwIfAborted();
    throw error;
  } finally {
    answer.destroy();
  }
}

function bytesOf(part: unknown): Uint8Array {
  if (part instanceof Uint8Array) return part;
  throw new TypeError("unreachable: a body without an encoding comes as bytes");
}
