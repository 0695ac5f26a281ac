// Pull requests over REST: list, read, open, change, merge, their files and commits, their reviewers.
import { Refusal, created, invalid, notFound, ok } from "../answers.ts";
import { pullRequestDocument, userDocument } from "../documents.ts";
import { changedFiles, commitDocument } from "../git-documents.ts";
import { mergePullRequest, readMergeState } from "../merging.ts";
import { permissionOf } from "../principals.ts";
import { checkTexts, closePullRequest, openPullRequest, mergeRef, trigger } from "../pull-requests.ts";
import { onRepository, type RepositoryCall, type Route } from "../routing.ts";
import type { MergeMethod, PullRequest } from "../state.ts";

/** The pull request of the path's `{number}`; 404 when there is none. */
export function pullOf(call: RepositoryCall): PullRequest {
  const pull = call.repository.pullRequests.find((candidate) => String(candidate.number) === call.parameters["number"]);
  if (pull === undefined) throw notFound();
  return pull;
}

/** 422 for the first calls on a pull request that other parts of GitHub do not know yet. */
export function resolveNode(pull: PullRequest): void {
  if (pull.unresolved === 0) return;
  pull.unresolved -= 1;
  throw new Refusal(422, `Could not resolve to a node with the global id of '${pull.nodeId}'.`);
}

async function fullDocument(call: RepositoryCall, pull: PullRequest): Promise<Record<string, unknown>> {
  const state = await readMergeState(call.repository, pull);
  const commits = await call.repository.git.commitsBetween(pull.baseCommit, pull.headCommit);
  return {
    ...pullRequestDocument(call.world, call.repository, pull),
    merged: pull.mergedAt !== null,
    merged_by: pull.mergedBy === null ? null : userDocument(call.world, pull.mergedBy),
    mergeable: state === "UNKNOWN" ? null : state !== "DIRTY",
    mergeable_state: state.toLowerCase(),
    rebaseable: state === "UNKNOWN" ? null : state !== "DIRTY",
    commits: commits.length,
    comments: call.repository.comments.filter((comment) => comment.number === pull.number).length,
    maintainer_can_modify: false,
  };
}

function list(call: RepositoryCall): { list: readonly unknown[] } {
  const query = call.url.searchParams;
  const state = query.get("state") ?? "open";
  const head = query.get("head");
  const base = query.get("base");
  const found = call.repository.pullRequests.filter(
    (pull) =>
      (state === "all" || pull.state === state) &&
      (base === null || pull.base === base) &&
      // GitHub ignores a head without an owner.
      (head === null || !head.includes(":") || `${pull.headRepository.split("/")[0]}:${pull.head}` === head),
  );
  const visible = found.filter((pull) => {
    if (pull.hiddenLists === 0) return true;
    pull.hiddenLists -= 1;
    return false;
  });
  const key = (pull: PullRequest): number => (query.get("sort") === "updated" ? pull.updatedAt : pull.number);
  const descending = (query.get("direction") ?? "desc") === "desc";
  const sorted = visible.toSorted((a, b) => (descending ? key(b) - key(a) : key(a) - key(b)));
  return { list: sorted.map((pull) => pullRequestDocument(call.world, call.repository, pull)) };
}

async function open(call: RepositoryCall): Promise<ReturnType<typeof created>> {
  const { body } = call;
  const request = {
    head: body.string("head"),
    base: body.string("base"),
    title: body.string("title"),
    body: body.optionalString("body") ?? "",
    draft: body.boolean("draft", false),
  };
  const pull = await openPullRequest(call.world, call.repository, request, call.by);
  return created(await fullDocument(call, pull));
}

async function change(call: RepositoryCall): Promise<ReturnType<typeof ok>> {
  const pull = pullOf(call);
  const { body, repository } = call;
  checkTexts(body.optionalString("title"), body.optionalString("body"));
  const state = body.optionalString("state");
  if (state === "open" && pull.state === "closed") await reopen(call, pull);
  const base = body.optionalString("base");
  if (base !== null && base !== pull.base) {
    const commit = (await repository.git.branches()).get(base);
    if (commit === undefined) throw invalid({ resource: "PullRequest", field: "base", code: "invalid" });
    pull.base = base;
    pull.baseCommit = commit;
  }
  pull.title = body.optionalString("title") ?? pull.title;
  pull.body = body.has("body") ? (body.optionalString("body") ?? "") : pull.body;
  pull.updatedAt = call.world.now();
  if (state === "closed" && pull.state === "open") {
    await closePullRequest(call.world, repository, pull);
    const run = { action: "closed", ref: mergeRef(pull), commit: pull.headCommit };
    trigger(call.world, repository, call.by, { event: "pull_request", ...run });
  }
  return ok(await fullDocument(call, pull));
}

async function reopen(call: RepositoryCall, pull: PullRequest): Promise<void> {
  const refuse = (message: string): Refusal =>
    invalid({ resource: "PullRequest", code: "invalid", field: "state", message });
  if (pull.mergedAt !== null) throw refuse("state cannot be changed. The pull request is already merged.");
  const head = (await call.repository.git.branches()).get(pull.head);
  if (head === undefined) throw refuse(`state cannot be changed. The ${pull.head} branch has been deleted.`);
  const twin = call.repository.pullRequests.some(
    (other) => other.state === "open" && other.head === pull.head && other.base === pull.base,
  );
  if (twin) throw refuse("state cannot be changed. There is already an open pull request for this branch.");
  pull.state = "open";
  pull.closedAt = null;
  pull.headCommit = head;
}

function methodOf(text: string | null): MergeMethod {
  if (text === null || text === "merge") return "merge";
  if (text === "squash" || text === "rebase") return text;
  throw invalid({ resource: "PullRequest", field: "merge_method", code: "invalid" });
}

async function merge(call: RepositoryCall): Promise<ReturnType<typeof ok>> {
  const { body } = call;
  const order = {
    method: methodOf(body.optionalString("merge_method")),
    headline: body.optionalString("commit_title"),
    body: body.optionalString("commit_message"),
    sha: body.optionalString("sha"),
  };
  const sha = await mergePullRequest(call.world, call.repository, pullOf(call), order, call.by);
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}

async function files(call: RepositoryCall): Promise<{ list: readonly unknown[] }> {
  const pull = pullOf(call);
  const base = await call.repository.git.git(["merge-base", pull.baseCommit, pull.headCommit]);
  return { list: (await changedFiles(call.repository, base, pull.headCommit)).slice(0, 3000) };
}

async function commits(call: RepositoryCall): Promise<{ list: readonly unknown[] }> {
  const pull = pullOf(call);
  const ids = await call.repository.git.commitsBetween(pull.baseCommit, pull.headCommit);
  const documents = ids.slice(0, 250).map((id) => commitDocument(call.world, call.repository, id));
  return { list: await Promise.all(documents) };
}

function requestReviewers(call: RepositoryCall): ReturnType<typeof created> {
  const pull = pullOf(call);
  resolveNode(pull);
  for (const login of call.body.strings("reviewers")) {
    if (login === pull.author) throw new Refusal(422, "Review cannot be requested from pull request author.");
    if (call.repository.private && permissionOf(call.repository, login) === "none") {
      throw new Refusal(
        422,
        "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.",
      );
    }
    if (!pull.reviewers.includes(login)) pull.reviewers.push(login);
  }
  for (const slug of call.body.strings("team_reviewers")) if (!pull.teams.includes(slug)) pull.teams.push(slug);
  return created(pullRequestDocument(call.world, call.repository, pull));
}

/** Open ones for a commit on a head branch; merged ones for a commit that they brought to the base. GitHub does not tell those closed without merging. */
async function ofCommit(call: RepositoryCall): Promise<{ list: readonly unknown[] }> {
  const { repository } = call;
  const commit = await repository.git.resolve(call.parameters["sha"] ?? "");
  if (commit === null) throw new Refusal(422, `No commit found for SHA: ${call.parameters["sha"]}`);
  const found: PullRequest[] = [];
  for (const pull of repository.pullRequests.filter(({ state, mergedAt }) => state === "open" || mergedAt !== null)) {
    const brought = [pull.headCommit, ...(pull.mergeCommit === null ? [] : [pull.mergeCommit])];
    const commits = await Promise.all(brought.map((tip) => repository.git.commitsBetween(pull.baseCommit, tip)));
    if (commits.flat().includes(commit)) found.push(pull);
  }
  return { list: found.map((pull) => pullRequestDocument(call.world, repository, pull)) };
}

export const pullRoutes: readonly Route[] = [
  onRepository("GET", "/pulls", "pull_requests:read", list),
  onRepository("POST", "/pulls", "pull_requests:write", open),
  onRepository("GET", "/pulls/{number}", "pull_requests:read", async (call) =>
    ok(await fullDocument(call, pullOf(call))),
  ),
  onRepository("PATCH", "/pulls/{number}", "pull_requests:write", change),
  onRepository("PUT", "/pulls/{number}/merge", "contents:write", merge),
  onRepository("GET", "/pulls/{number}/files", "pull_requests:read", files),
  onRepository("GET", "/pulls/{number}/commits", "pull_requests:read", commits),
  onRepository("POST", "/pulls/{number}/requested_reviewers", "pull_requests:write", requestReviewers),
  onRepository("GET", "/commits/{sha}/pulls", "pull_requests:read", ofCommit),
];
