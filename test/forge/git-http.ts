// Smart HTTP: `git http-backend` as a CGI program, with the token, the permissions and the branch rules looked at first.
import type { IncomingMessage, ServerResponse } from "node:http";
import { settle } from "./auto-merge.ts";
import { runBackend, type GitReply } from "./git-backend.ts";
import { commandsOf, readCommands, type Command } from "./git-commands.ts";
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
  const env = push ? { FORGE_REFUSED: refusals(repository, commands, principal?.login ?? "") } : {};
  const service = git.phase === "advertise" ? "info/refs" : git.service;
  const reply = await runBackend({
    ...http,
    folder: repository.git.folder,
    service,
    start,
    env,
    collect: collect || push,
  });
  if (push && principal !== null) {
    await exclusively(repository, () => settle(world, repository, principal));
  }
  return reply;
}

/** One line for each protected branch of the push: why it may not be written, or that it may only grow. The repository's `update` hook says it to Git. */
function refusals(repository: Repository, commands: readonly Command[], by: string): string {
  const lines = commands.flatMap(({ next, ref }) => {
    if (!ref.startsWith("refs/heads/")) return [];
    const branch = ref.slice("refs/heads/".length);
    if (protectionsOf(repository, branch).length === 0) return [];
    const reason = refusesPush(repository, branch, /^0+$/.test(next) ? null : next, by);
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
