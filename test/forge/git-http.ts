// Smart HTTP: `git http-backend` as a CGI program, with the token, the permissions and the branch rules looked at first.
import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { settle } from "./auto-merge.ts";
import { gitEnvironment } from "./bare-repository.ts";
import { allows, sees, type Principal } from "./principals.ts";
import { protectionsOf, refusesPush } from "./protection.ts";
import { exclusively, repositoryNamed, type Repository, type World } from "./state.ts";

export type Service = "git-upload-pack" | "git-receive-pack";

export interface GitRequest {
  readonly owner: string;
  readonly name: string;
  readonly service: Service;
  readonly phase: "advertise" | "call";
}

export interface GitReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** `null`: it has been streamed to the response already. */
  readonly body: Buffer | null;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** The Git exchange that a request asks for; `null` when it is something else (the dumb protocol is not served). */
export function gitRequestOf(method: string, url: URL): GitRequest | null {
  const match = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(url.pathname);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const [, owner, name, end] = match;
  const service = end === "info/refs" ? url.searchParams.get("service") : end;
  if (service !== "git-upload-pack" && service !== "git-receive-pack") return null;
  if (method !== (end === "info/refs" ? "GET" : "POST")) return null;
  return { owner, name, service, phase: end === "info/refs" ? "advertise" : "call" };
}

/** Why the exchange is refused before Git sees it, as GitHub would; `null` when it may go on. */
export function refuseGit(
  world: World,
  request: GitRequest,
  principal: Principal | "none" | "invalid",
): { readonly status: number; readonly text: string } | null {
  if (principal === "invalid") return { status: 401, text: "Invalid username or token." };
  const who = principal === "none" ? null : principal;
  const repository = repositoryNamed(world, request.owner, request.name);
  if (repository === undefined || !sees(who, repository)) {
    return who === null
      ? { status: 401, text: "Authentication required." }
      : { status: 404, text: "Repository not found." };
  }
  const level = request.service === "git-receive-pack" ? "write" : "read";
  if (allows(who, repository, { permission: ["contents"], level })) return null;
  if (who === null) return { status: 401, text: "Authentication required." };
  return level === "write"
    ? { status: 403, text: `Permission to ${repository.fullName}.git denied to ${who.login}.` }
    : { status: 403, text: "Write access to repository not granted." };
}

/** Runs the exchange. What is fetched streams to `response` unless `collect`; the answer to a push waits until its consequences have happened. */
export async function runGit(
  world: World,
  git: GitRequest,
  principal: Principal | null,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
  collect: boolean,
): Promise<GitReply> {
  const repository = repositoryNamed(world, git.owner, git.name);
  if (repository === undefined) throw new Error(`the repository ${git.owner}/${git.name} vanished during a request`);
  const push = git.service === "git-receive-pack" && git.phase === "call";
  const start = push ? await readCommands(http.request) : Buffer.alloc(0);
  const commands = commandsOf(start);
  const env = push ? { FORGE_REFUSED: refusals(repository, commands) } : {};
  const reply = await runBackend(repository, git, http, { start, env, collect: collect || push });
  if (push && principal !== null) {
    await exclusively(repository, () => settle(world, repository, principal));
  }
  return reply;
}

interface Command {
  readonly next: string;
  readonly ref: string;
}

/** Reads a push's body up to the flush packet that ends its commands. */
async function readCommands(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk: unknown = request.read();
    if (Buffer.isBuffer(chunk)) {
      chunks.push(chunk);
      if (endsCommands(Buffer.concat(chunks))) return Buffer.concat(chunks);
      continue;
    }
    if (request.readableEnded || request.destroyed) return Buffer.concat(chunks);
    await new Promise<void>((resolve) => {
      const go = (): void => {
        for (const event of ["readable", "end", "close"]) request.off(event, go);
        resolve();
      };
      for (const event of ["readable", "end", "close"]) request.on(event, go);
    });
  }
}

function endsCommands(bytes: Buffer): boolean {
  let offset = 0;
  while (offset + 4 <= bytes.length) {
    const length = Number.parseInt(bytes.toString("latin1", offset, offset + 4), 16);
    if (length === 0) return true;
    offset += length;
  }
  return false;
}

function commandsOf(bytes: Buffer): readonly Command[] {
  const found: Command[] = [];
  let offset = 0;
  while (offset + 4 <= bytes.length) {
    const length = Number.parseInt(bytes.toString("latin1", offset, offset + 4), 16);
    if (!(length > 4)) break;
    const [line = ""] = bytes.toString("utf8", offset + 4, offset + length).split("\0");
    const match = /^[0-9a-f]{40} ([0-9a-f]{40}) (\S+)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) found.push({ next: match[1], ref: match[2] });
    offset += length;
  }
  return found;
}

/** One line for each protected branch of the push: why it may not be written, or that it may only grow. The repository's `update` hook says it to Git. */
function refusals(repository: Repository, commands: readonly Command[]): string {
  const lines = commands.flatMap(({ next, ref }) => {
    if (!ref.startsWith("refs/heads/")) return [];
    const branch = ref.slice("refs/heads/".length);
    if (protectionsOf(repository, branch).length === 0) return [];
    const reason = refusesPush(repository, branch, /^0+$/.test(next) ? null : next);
    return [`${ref} ${reason ?? ONLY_GROWS}`];
  });
  return lines.join("\n");
}

/** Stands where a reason would: whether a push rewinds the branch only Git can tell, once it has the objects. */
const ONLY_GROWS = "-";

/** The `update` hook of a repository with protected branches. */
export const UPDATE_HOOK = `#!/bin/sh
refuse() {
  echo "error: GH006: Protected branch update failed for $1." >&2
  echo "error: $2" >&2
  exit 1
}
while read -r ref reason; do
  [ "$ref" = "$1" ] || continue
  [ "$reason" = "-" ] || refuse "$1" "$reason"
  git merge-base --is-ancestor "$2" "$3" || refuse "$1" "Cannot force-push to this branch"
done <<END
$FORGE_REFUSED
END
exit 0
`;

interface Run {
  readonly start: Buffer;
  readonly env: Readonly<Record<string, string>>;
  readonly collect: boolean;
}

async function runBackend(
  repository: Repository,
  git: GitRequest,
  http: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL },
  run: Run,
): Promise<GitReply> {
  const { request, response, url } = http;
  const header = (name: string): string => {
    const value = request.headers[name];
    return typeof value === "string" ? value : "";
  };
  const end = git.phase === "advertise" ? "info/refs" : git.service;
  const child = spawn("git", ["http-backend"], {
    env: {
      ...gitEnvironment(),
      ...run.env,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_TRANSLATED: `${repository.git.folder}/${end}`,
      PATH_INFO: `/${end}`,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method ?? "GET",
      CONTENT_TYPE: header("content-type"),
      HTTP_CONTENT_ENCODING: header("content-encoding"),
      GIT_PROTOCOL: header("git-protocol"),
      ...(header("content-length") === "" ? {} : { CONTENT_LENGTH: header("content-length") }),
    },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let bytesIn = run.start.length;
  let bytesOut = 0;
  // The backend ends without reading all of its input when it refuses; its answer tells.
  child.stdin.on("error", () => undefined);
  request.on("data", (chunk: Buffer) => (bytesIn += chunk.length));
  request.on("error", () => child.kill());
  child.stdin.write(run.start);
  request.pipe(child.stdin);
  let head = Buffer.alloc(0);
  let meta: { status: number; headers: Record<string, string> } | null = null;
  const body: Buffer[] = [];
  const take = (chunk: Buffer): void => {
    bytesOut += chunk.length;
    if (run.collect) body.push(chunk);
    else if (!response.write(chunk)) {
      child.stdout.pause();
      response.once("drain", () => child.stdout.resume());
    }
  };
  child.stdout.on("data", (chunk: Buffer) => {
    if (meta !== null) return take(chunk);
    head = Buffer.concat([head, chunk]);
    const split = head.indexOf("\r\n\r\n");
    if (split < 0) return;
    meta = parseHead(head.toString("latin1", 0, split));
    if (!run.collect) response.writeHead(meta.status, meta.headers);
    if (head.length > split + 4) take(head.subarray(split + 4));
  });
  response.on("close", () => child.stdout.resume());
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  // Assigned in a callback, which the compiler does not follow.
  const { status, headers } = (meta as { status: number; headers: Record<string, string> } | null) ?? {
    status: 500,
    headers: {},
  };
  if (!run.collect) response.end();
  return { status, headers, body: run.collect ? Buffer.concat(body) : null, bytesIn, bytesOut };
}

function parseHead(text: string): { status: number; headers: Record<string, string> } {
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
