// A smart HTTP server on loopback over bare repositories: `git http-backend` behind node, so that tests see what Git sends and can cut it off.
import { spawn } from "node:child_process";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly authorization: string | null;
  readonly received: number;
  readonly sent: number;
}

/** What to do with a request instead of, or after, serving it. */
export type Fault =
  | { readonly kind: "answer"; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Served to its end, then cut off without a byte of the answer. */
  | { readonly kind: "drop-after" };

export interface GitServer {
  readonly origin: string;
  readonly exchanges: readonly Exchange[];
  /** Address of `<folder>/<name>.git`. */
  url(name: string): string;
  /** Asked before each request is served. */
  fault: (request: { readonly method: string; readonly target: string }) => Fault | null;
  /** Milliseconds added to every request. */
  delayMs: number;
  close(): Promise<void>;
}

/** Serves the bare repositories of a folder. Pushes are taken from anybody. */
export async function startGitServer(folder: string): Promise<GitServer> {
  const exchanges: Exchange[] = [];
  const http = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  const server: GitServer = {
    origin,
    exchanges,
    url: (name) => `${origin}/${name}.git`,
    fault: () => null,
    delayMs: 0,
    close: () =>
      new Promise((resolve, reject) => {
        http.close((error) => (error === undefined ? resolve() : reject(error)));
        http.closeAllConnections();
      }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const method = request.method ?? "";
    const target = request.url ?? "";
    if (server.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, server.delayMs));
    const fault = server.fault({ method, target });
    let sent = 0;
    if (fault?.kind === "answer") response.writeHead(fault.status, fault.headers).end();
    else {
      const answer = await backend(folder, request, body);
      sent = answer.body.length;
      if (fault?.kind === "drop-after") request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    }
    exchanges.push({
      method,
      target,
      authorization: request.headers.authorization ?? null,
      received: body.length,
      sent,
    });
  }
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

function backend(folder: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
  return new Promise((resolve, reject) => {
    const child = spawn("git", ["http-backend"], {
      env: {
        PATH: process.env["PATH"],
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: "1",
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        REMOTE_USER: "tester",
        REMOTE_ADDR: "127.0.0.1",
        REQUEST_METHOD: request.method,
        PATH_INFO: decodeURIComponent(pathname),
        QUERY_STRING: search.slice(1),
        CONTENT_TYPE: request.headers["content-type"] ?? "",
        CONTENT_LENGTH: String(body.length),
        ...(request.headers["content-encoding"] === undefined
          ? {}
          : { HTTP_CONTENT_ENCODING: request.headers["content-encoding"] }),
        ...(typeof request.headers["git-protocol"] === "string"
          ? { GIT_PROTOCOL: request.headers["git-protocol"] }
          : {}),
      },
      stdio: ["pipe", "pipe", "ignore"],
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", reject);
    child.on("close", () => resolve(parseCgi(Buffer.concat(chunks))));
    child.stdin.on("error", () => {});
    child.stdin.end(body);
  });
}

function parseCgi(output: Buffer): Answer {
  const end = output.indexOf("\r\n\r\n");
  const headers: Record<string, string> = {};
  for (const line of output.toString("latin1", 0, Math.max(end, 0)).split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers[line.slice(0, colon)] = line.slice(colon + 1).trim();
  }
  const { Status: status = "200", ...others } = headers;
  return { status: Number.parseInt(status, 10), headers: others, body: output.subarray(end + 4) };
}
