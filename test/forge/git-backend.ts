// `git http-backend` as a CGI program: a request goes in, its answer streams out or is collected.
import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gitEnvironment } from "./bare-repository.ts";

export interface BackendRun {
  /** The repository's folder. */
  readonly folder: string;
  /** `info/refs`, `git-upload-pack`, `git-receive-pack`. */
  readonly service: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** What has been read of the request's body already. */
  readonly start: Buffer;
  /** For Git's hooks. */
  readonly env: Readonly<Record<string, string>>;
  /** Keeps the answer instead of streaming it to the response. */
  readonly collect: boolean;
}

export interface GitReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `null`: it has been streamed to the response already. */
  readonly body: Buffer | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Runs the program to its end. */
export async function runBackend(run: BackendRun): Promise<GitReply> {
  const { request, response } = run;
  const child = spawn("git", ["http-backend"], { env: environment(run), stdio: ["pipe", "pipe", "ignore"] });
  const closed = new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  let bytesIn = run.start.length;
  // The backend ends without reading all of its input when it refuses; its answer tells.
  child.stdin.on("error", () => undefined);
  request.on("data", (chunk: Buffer) => (bytesIn += chunk.length));
  request.on("error", () => child.kill());
  child.stdin.write(run.start);
  request.pipe(child.stdin);
  const body: Buffer[] = [];
  let bytesOut = 0;
  let pending: Buffer = Buffer.alloc(0);
  let head: Head | null = null;
  for await (const chunk of child.stdout) {
    if (!Buffer.isBuffer(chunk)) continue;
    let content: Buffer = chunk;
    if (head === null) {
      pending = Buffer.concat([pending, chunk]);
      const split = pending.indexOf("\r\n\r\n");
      if (split < 0) continue;
      head = parseHead(pending.toString("latin1", 0, split));
      if (!run.collect) response.writeHead(head.status, head.headers);
      content = pending.subarray(split + 4);
    }
    bytesOut += content.length;
    if (run.collect) body.push(content);
    else await write(response, content);
  }
  await closed;
  if (!run.collect) response.end();
  const { status, headers } = head ?? { status: 500, headers: {} };
  return { status, headers, body: run.collect ? Buffer.concat(body) : null, bytesIn, bytesOut };
}

function environment({ folder, service, request, url, env }: BackendRun): Record<string, string> {
  const header = (name: string): string => {
    const value = request.headers[name];
    return typeof value === "string" ? value : "";
  };
  return {
    ...gitEnvironment(),
    ...env,
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_TRANSLATED: `${folder}/${service}`,
    PATH_INFO: `/${service}`,
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? "GET",
    CONTENT_TYPE: header("content-type"),
    HTTP_CONTENT_ENCODING: header("content-encoding"),
    GIT_PROTOCOL: header("git-protocol"),
    ...(header("content-length") === "" ? {} : { CONTENT_LENGTH: header("content-length") }),
  };
}

/** Waits for a slow reader; a reader that went away is none. */
async function write(response: ServerResponse, content: Buffer): Promise<void> {
  if (content.length === 0 || response.destroyed || response.write(content)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

function parseHead(text: string): Head {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of text.split("\r\n")) {
    const [name = "", ...rest] = line.split(":");
    const value = rest.join(":").trim();
    if (name.toLowerCase() === "status") status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  return { status, headers };
}
