// A host that answers what a test tells it, for what the local forge, being a good one, never answers.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface Host extends AsyncDisposable {
  readonly url: string;
  readonly seen: string[];
}

/** A host that answers its n-th request with the n-th handler, and the last one from then on. */
export async function startHost(...handlers: readonly Handler[]): Promise<Host> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume();
    const handler = handlers[Math.min(seen.length, handlers.length) - 1];
    request.on("end", () => handler?.(request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the host does not listen on a port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    seen,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Answers with JSON. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_, response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    response.end(JSON.stringify(value));
  };
}

/** Promises more than it sends. */
export const broken: Handler = (_, response) => {
  response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
  response.write('[{"id": 1');
  setImmediate(() => response.destroy());
};
