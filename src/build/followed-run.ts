// What a run after another workflow (`workflow_run`) builds: what that workflow ran for. The runner's own ref and commit are those of the default branch.
import { usageError } from "../errors.ts";
import { asArray, asInteger, asRecord, asString, optional } from "../text/canonical-json.ts";
import { type BranchOrTag, branchSubject, type BuildSubject } from "./subject.ts";

/** Events of a workflow that run for a branch or for a tag, whose `head_branch` is the name of either; every other event's is a branch, a release's a tag. */
const MAY_BE_TAG = new Set([
  "push",
  "create",
  "workflow_dispatch",
  "deployment",
  "deployment_status",
  "registry_package",
]);

/**
 * `run`: the payload's `workflow_run`. Throws a usage error when that run did not succeed, because whoever waits for it waits for its verdict, and when it ran for a
 * fork's pull request, whose code would be built beside this run's secrets.
 */
export function followedRun(run: Readonly<Record<string, unknown>>): BuildSubject | BranchOrTag {
  const commit = text(run, "head_sha");
  const cause = text(run, "event");
  const proposal = proposalOf(run, cause);
  const origin = originOf(run);
  if (proposal !== null && origin !== "own") {
    const whose = origin === "fork" ? "of a fork" : "whose repository the event does not name";
    throw usageError(
      `the workflow that this run follows ran for a pull request ${whose}, and building ${commit} would run the proposal's own code beside this run's secrets; build on pull_request instead`,
    );
  }
  checkConclusion(run);
  if (proposal !== null) return { kind: "pull-request", number: proposal.number, commit, merge: null };
  if (cause === "merge_group") return { kind: "merge-group", commit };
  const name = text(run, "head_branch");
  if (cause === "release") return { kind: "tag", tag: name, commit };
  const subject = branchSubject(name, commit);
  return subject.kind === "branch" && MAY_BE_TAG.has(cause) ? { kind: "branch-or-tag", name, commit } : subject;
}

/** `null` when the workflow did not run for a proposal. What comes from another repository is one, whatever its event is called. */
function proposalOf(run: Readonly<Record<string, unknown>>, cause: string): { readonly number: number | null } | null {
  // So the runs that GitHub itself starts for a pull request (code scanning's default setup, the event `dynamic`) name it.
  const [, ref] = /^refs\/pull\/(\d+)\//u.exec(optional(run["head_branch"], "`head_branch`", asString) ?? "") ?? [];
  if (ref !== undefined) return { number: Number(ref) };
  if (!cause.startsWith("pull_request") && originOf(run) !== "fork") return null;
  const [first] = optional(run["pull_requests"], "the event's `workflow_run.pull_requests`", asArray) ?? [];
  return {
    number: first === undefined ? null : asInteger(asRecord(first, "a pull request")["number"], "its number"),
  };
}

/** Whose commit it is. `fork`: one that was deleted since is `null`. */
function originOf({
  head_repository: head,
  repository,
}: Readonly<Record<string, unknown>>): "own" | "fork" | "unknown" {
  const id = (value: unknown): number =>
    asInteger(asRecord(value, "the event's repository")["id"], "the `id` of the event's repository");
  if (head === undefined || repository === undefined || repository === null) return "unknown";
  return head !== null && id(head) === id(repository) ? "own" : "fork";
}

function checkConclusion(run: Readonly<Record<string, unknown>>): void {
  const { conclusion } = run;
  if (conclusion === "success") return;
  const name = optional(run["name"], "the event's `workflow_run.name`", asString) ?? "";
  const workflow = `the workflow ${name === "" ? "" : `"${name}" `}that this run follows`;
  throw usageError(
    typeof conclusion === "string"
      ? `${workflow} ended with "${conclusion}"; expected "success" to build what it ran for: give the job \`if: github.event.workflow_run.conclusion == 'success'\``
      : `${workflow} has not ended; expected its success to build what it ran for: give the trigger \`types: [completed]\``,
  );
}

function text(run: Readonly<Record<string, unknown>>, key: string): string {
  return asString(run[key], `the event's \`workflow_run.${key}\``);
}
