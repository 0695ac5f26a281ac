// The HTTP server's one handler: which kind of exchange a request is, and what becomes of a failure of the forge itself.
import type { IncomingMessage, ServerResponse } from "node:http";
import { serveApi } from "./api-exchange.ts";
import { json, send, type ServerContext } from "./exchange.ts";
import { serveGit } from "./git-exchange.ts";
import { gitRequestOf } from "./git-http.ts";

/** Serves one request from beginning to end; never throws. */
export async function serve(context: ServerContext, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? "/", context.world.origin);
    const git = gitRequestOf(request.method ?? "GET", url);
    if (git === null) await serveApi(context, request, response, url);
    else await serveGit(context, request, response, url, git);
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    context.recording.violations.push({ method: request.method ?? "", path: request.url ?? "", problem });
    if (response.headersSent) response.destroy();
    else send(response, json(500, { message: `the local forge failed: ${problem}` }));
  }
}
