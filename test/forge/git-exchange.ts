// Git over HTTP: the token and the permissions first, then the exchange, its recording and the faults that it meets.
import type { IncomingMessage, ServerResponse } from "node:http";
import { end, meet, pause, send, tokenKind, type ServerContext } from "./exchange.ts";
import type { GitReply } from "./git-backend.ts";
import { refuseGit, runGit, type GitRequest } from "./git-http.ts";
import { identify } from "./principals.ts";

/** Serves one Git exchange. */
export async function serveGit(
  context: ServerContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  git: GitRequest,
): Promise<void> {
  const who = identify(context.world, request.headers.authorization);
  const faults = context.faults.take(request.method ?? "GET", url.pathname);
  const repository = `${git.owner}/${git.name}`;
  const record = (reply: Pick<GitReply, "status" | "bytesIn" | "bytesOut">): void => {
    const { status, bytesIn, bytesOut } = reply;
    const scheme = request.headers.authorization?.split(" ")[0]?.toLowerCase() ?? null;
    const { service, phase } = git;
    context.recording.gitExchanges.push({
      repository,
      service,
      phase,
      bytesIn,
      bytesOut,
      status,
      token: tokenKind(who),
      scheme,
    });
  };
  await pause(context.delayMs);
  const early = await meet(context, faults.before);
  if (early !== null) {
    record({ status: early.reply?.status ?? 0, bytesIn: 0, bytesOut: 0 });
    return end(response, early);
  }
  const refused = refuseGit(context.world, git, who);
  if (refused !== null) {
    request.resume();
    const challenge: Record<string, string> =
      refused.status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {};
    send(response, {
      status: refused.status,
      headers: { "content-type": "text/plain", ...challenge },
      body: Buffer.from(refused.text),
    });
    return record({ status: refused.status, bytesIn: 0, bytesOut: refused.text.length });
  }
  const principal = typeof who === "string" ? null : who;
  const reply = await runGit(context.world, git, principal, { request, response, url }, faults.after.length > 0);
  const late = await meet(context, faults.after);
  record(late === null ? reply : { ...reply, status: late.reply?.status ?? 0 });
  if (late?.reply === null) return breakOff(response, reply);
  if (late !== null) return end(response, late);
  if (reply.body !== null) send(response, { ...reply, body: reply.body });
}

/** Drops the connection within the answer. Before its first byte Git's HTTP client would send the request again by itself. */
function breakOff(response: ServerResponse, reply: GitReply): void {
  response.writeHead(reply.status, reply.headers);
  response.write("0", () => response.destroy());
}
