// What stands between everybody and a registry: it passes requests on, counts them, and does to one of them what a test wants.
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";

export interface PassingRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | null;
  readonly userAgent: string;
}

/** `silence`: there is no answer; `drop`: nor a connection; `cut`: the connection ends within the request's body; `lost`: the registry does it, and its answer is lost; `lie`: the answer has another digest; else what is answered instead. */
export type Deed =
  | "pass"
  | "silence"
  | "drop"
  | "cut"
  | "lost"
  | "lie"
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | AsyncIterable<string>;
    };

export interface Between extends AsyncDisposable {
  /** As references name it: `127.0.0.1:41234`. */
  readonly registry: string;
  readonly origin: string;
  readonly requests: PassingRequest[];
  on: (request: PassingRequest) => Deed;
  /** Breaks off what was left without an answer. */
  hangUp(): void;
}

export async function startBetween(origin: string): Promise<Between> {
  const held: ServerResponse[] = [];
  const server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const between: Between = {
    registry: `127.0.0.1:${address.port}`,
    origin: `http://127.0.0.1:${address.port}`,
    requests: [],
    on: () => "pass",
    hangUp() {
      for (const response of held.splice(0)) response.destroy();
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url: path = "" } = request;
    const seen: PassingRequest = {
      method,
      path,
      authorization: request.headers.authorization ?? null,
      userAgent: request.headers["user-agent"] ?? "",
    };
    between.requests.push(seen);
    const deed = between.on(seen);
    request.on("error", () => response.destroy());
    if (deed === "silence") {
      held.push(response);
      return;
    }
    if (deed === "drop") {
      request.socket.destroy();
      return;
    }
    if (typeof deed === "object") {
      request.resume();
      response.writeHead(deed.status, deed.headers);
      if (method === "HEAD" || deed.body === undefined || typeof deed.body === "string") {
        response.end(method === "HEAD" ? undefined : deed.body);
        return;
      }
      for await (const part of deed.body) {
        if (response.destroyed) return;
        if (!response.write(part))
          await new Promise((resolve) => response.once("drain", resolve).once("close", resolve));
      }
      response.end();
      return;
    }
    // The registry builds the addresses of its uploads from the host that it was asked as.
    const asked = forward(`${origin}${path}`, { method, headers: request.headers }, (answer) => {
      if (deed === "lost") {
        answer.resume().once("end", () => request.socket.destroy());
        return;
      }
      const headers = { ...answer.headers };
      if (deed === "lie") headers["docker-content-digest"] = `sha256:${"0".repeat(64)}`;
      response.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    if (deed !== "cut") request.pipe(asked);
    else {
      request.once("data", (part: Buffer) => {
        asked.write(part.subarray(0, 1));
        asked.destroy();
        request.socket.destroy();
      });
    }
  }
  return between;
}
