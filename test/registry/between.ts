// A registry with somebody between it and everybody else, who may hold a request back or change what is answered.
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";

/** What stands between everybody and the registry, and may do something with a request, or change an answer's digest. */
export interface Between {
  readonly registry: string;
  /** What it does with a request; `silence` leaves it without an answer. */
  on: (request: { readonly method: string; readonly path: string }) => "pass" | "silence" | "lie";
  /** Breaks off what was left without an answer. */
  hangUp(): void;
  close(): Promise<void>;
}

export async function startBetween(origin: string): Promise<Between> {
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => pass(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const between: Between = {
    registry: `127.0.0.1:${address.port}`,
    on: () => "pass",
    hangUp() {
      for (const response of held.splice(0)) response.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  function pass(request: IncomingMessage, response: ServerResponse): void {
    const { method = "", url = "" } = request;
    const what = between.on({ method, path: url });
    if (what === "silence") {
      held.push(response);
      return;
    }
    // The registry builds the addresses of its uploads from the host that it was asked as.
    const asked = forward(`${origin}${url}`, { method, headers: request.headers }, (answer) => {
      const headers = { ...answer.headers };
      if (what === "lie") headers["docker-content-digest"] = `sha256:${"0".repeat(64)}`;
      response.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    request.pipe(asked);
  }
  return between;
}
