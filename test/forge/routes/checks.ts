// Commit statuses and check runs over REST.
import { Refusal, created, invalid, notFound, ok } from "../answers.ts";
import { checkRunDocument, statusDocument } from "../documents.ts";
import { appOf, type Principal } from "../principals.ts";
import { trigger } from "../pull-requests.ts";
import { onRepository, type RepositoryCall, type Route } from "../routing.ts";
import type { CheckRun, Repository, Status, World } from "../state.ts";

export interface NewStatus {
  readonly context: string;
  readonly state: Status["state"];
  readonly description: string | null;
  readonly targetUrl: string | null;
}

/** Adds a status to a commit that must exist, or throws GitHub's 422. */
export async function addStatus(
  world: World,
  repository: Repository,
  sha: string,
  status: NewStatus,
  by: Principal,
): Promise<Status> {
  const commit = /^[0-9a-f]{40}$/.test(sha) ? await repository.git.resolve(sha) : null;
  if (commit === null) throw new Refusal(422, `No commit found for SHA: ${sha}`);
  if ((status.description ?? "").length > 140) {
    throw invalid({
      resource: "Status",
      code: "custom",
      message: "description is too long (maximum is 140 characters)",
    });
  }
  const context = status.context.toLowerCase();
  const same = repository.statuses.filter(
    (other) => other.commit === commit && other.context.toLowerCase() === context,
  );
  if (same.length >= 1000) {
    throw invalid({
      resource: "Status",
      code: "custom",
      message: "This SHA and context has reached the maximum number of statuses.",
    });
  }
  const app = appOf(world, by)?.id ?? null;
  const added: Status = { id: world.nextId(), commit, creator: by.login, app, createdAt: world.now(), ...status };
  repository.statuses.push(added);
  trigger(world, repository, by, { event: "status", action: null, ref: commit, commit });
  return added;
}

async function setStatus(call: RepositoryCall): Promise<ReturnType<typeof created>> {
  const state = call.body.string("state");
  if (state !== "error" && state !== "failure" && state !== "pending" && state !== "success") {
    throw invalid({ resource: "Status", field: "state", code: "custom", message: "state is not included in the list" });
  }
  const status: NewStatus = {
    state,
    context: call.body.optionalString("context") ?? "default",
    description: call.body.optionalString("description"),
    targetUrl: call.body.optionalString("target_url"),
  };
  const added = await addStatus(call.world, call.repository, call.parameters["sha"] ?? "", status, call.by);
  return created(statusDocument(call.world, added));
}

async function commitOf(call: RepositoryCall): Promise<string> {
  const ref = call.parameters["ref"] ?? "";
  const commit = await call.repository.git.resolve(ref);
  if (commit === null) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  return commit;
}

/** Newest first, as GitHub lists them. */
function statusesOf(repository: Repository, commit: string): readonly Status[] {
  return repository.statuses.filter((status) => status.commit === commit).toReversed();
}

async function combined(call: RepositoryCall): Promise<{
  list: readonly unknown[];
  wrap: (page: readonly unknown[], total: number) => unknown;
}> {
  const sha = await commitOf(call);
  const newest = new Map<string, Status>();
  for (const status of statusesOf(call.repository, sha)) {
    const key = status.context.toLowerCase();
    if (!newest.has(key)) newest.set(key, status);
  }
  const states = [...newest.values()].map((status) => status.state);
  const state = states.some((one) => one === "error" || one === "failure")
    ? "failure"
    : states.length === 0 || states.includes("pending")
      ? "pending"
      : "success";
  return {
    list: [...newest.values()].map((status) => statusDocument(call.world, status)),
    wrap: (statuses, total_count) => ({ state, sha, total_count, statuses }),
  };
}

/** Adds a check run by an App. */
export function addCheckRun(
  world: World,
  repository: Repository,
  run: Omit<CheckRun, "id" | "startedAt" | "completedAt">,
): CheckRun {
  const now = world.now();
  const completedAt = run.status === "completed" ? now : null;
  const added: CheckRun = { ...run, id: world.nextId(), startedAt: now, completedAt };
  repository.checkRuns.push(added);
  return added;
}

function createRun(call: RepositoryCall): ReturnType<typeof created> {
  const app = appOf(call.world, call.by);
  if (app === null) throw new Refusal(403, "You must authenticate via a GitHub App.");
  const output = call.body.object("output");
  checkOutput(output.optionalString("summary"), output.list("annotations").length);
  const conclusion = call.body.optionalString("conclusion");
  const run = addCheckRun(call.world, call.repository, {
    name: call.body.string("name"),
    commit: call.body.string("head_sha"),
    status: conclusion === null ? (call.body.optionalString("status") ?? "queued") : "completed",
    conclusion,
    app,
    detailsUrl: call.body.optionalString("details_url"),
    title: output.optionalString("title"),
    summary: output.optionalString("summary"),
  });
  return created(checkRunDocument(run));
}

function checkOutput(summary: string | null, annotations: number): void {
  if ((summary ?? "").length > 65_535)
    throw new Refusal(422, "Invalid request.\n\nOnly 65535 characters are allowed; summary is too long.");
  if (annotations > 50)
    throw new Refusal(422, `Invalid request.\n\nNo more than 50 items are allowed; ${annotations} were supplied.`);
}

function changeRun(call: RepositoryCall): ReturnType<typeof ok> {
  const run = call.repository.checkRuns.find((candidate) => String(candidate.id) === call.parameters["run"]);
  if (run === undefined) throw notFound();
  if (appOf(call.world, call.by)?.id !== run.app.id)
    throw new Refusal(
      403,
      "Invalid app_id `" + run.app.id + "` - check run can only be modified by the GitHub App that created it.",
    );
  const output = call.body.object("output");
  checkOutput(output.optionalString("summary"), output.list("annotations").length);
  run.conclusion = call.body.optionalString("conclusion") ?? run.conclusion;
  run.status = run.conclusion === null ? (call.body.optionalString("status") ?? run.status) : "completed";
  run.title = output.optionalString("title") ?? run.title;
  run.summary = output.optionalString("summary") ?? run.summary;
  if (run.status === "completed") run.completedAt ??= call.world.now();
  return ok(checkRunDocument(run));
}

async function listRuns(call: RepositoryCall): Promise<{
  list: readonly unknown[];
  wrap: (page: readonly unknown[], total: number) => unknown;
}> {
  const commit = await commitOf(call);
  const query = call.url.searchParams;
  const name = query.get("check_name");
  const status = query.get("status");
  let runs = call.repository.checkRuns.filter(
    (run) =>
      run.commit === commit && (name === null || run.name === name) && (status === null || run.status === status),
  );
  if (query.get("filter") !== "all") {
    const latest = new Map(runs.map((run) => [`${run.app.id} ${run.name}`, run]));
    runs = [...latest.values()];
  }
  return {
    list: runs.toReversed().map((run) => checkRunDocument(run)),
    wrap: (check_runs, total_count) => ({ total_count, check_runs }),
  };
}

export const checkRoutes: readonly Route[] = [
  onRepository("POST", "/statuses/{sha}", "statuses:write", setStatus),
  onRepository("GET", "/commits/{ref...}/statuses", "statuses:read", async (call) => ({
    list: statusesOf(call.repository, await commitOf(call)).map((status) => statusDocument(call.world, status)),
  })),
  onRepository("GET", "/commits/{ref...}/status", "statuses:read", combined),
  onRepository("GET", "/commits/{ref...}/check-runs", "checks:read", listRuns),
  onRepository("POST", "/check-runs", "checks:write", createRun),
  onRepository("PATCH", "/check-runs/{run}", "checks:write", changeRun),
];
