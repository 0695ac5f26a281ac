// What an event asks to be built. Which ref and commit the runner sets for it: docs.github.com, "Events that trigger workflows".
import { usageError } from "../errors.ts";
import { asInteger, asRecord, asString, type JsonValue } from "../text/canonical-json.ts";
import { followedRun } from "./followed-run.ts";
import { type BranchOrTag, branchSubject, type BuildSubject } from "./subject.ts";

export interface RunEvent {
  /** `GITHUB_EVENT_NAME`. */
  readonly name: string;
  /** `GITHUB_REF`: `refs/heads/main`, `refs/tags/v1.2.3`, `refs/pull/7/merge`; empty for some events. */
  readonly ref: string;
  /** `GITHUB_SHA`. */
  readonly sha: string;
  readonly payload: JsonValue;
}

/**
 * The subject of an event. A pull request's is its head, never the merge commit that the runner checks out by default: what is built must be what was reviewed. Every
 * event whose ref is the default branch (a schedule, a comment, a star) is about that branch: the same commit is called the same whatever asked for it. Throws a usage
 * error for an event that leaves nothing to build, and for `pull_request_target`, which would build a proposal's code in the presence of secrets.
 */
export function buildSubject(event: RunEvent): BuildSubject | BranchOrTag {
  const payload = asRecord(event.payload, "the event");
  switch (event.name) {
    case "pull_request":
    case "pull_request_review":
    case "pull_request_review_comment":
      return pullRequest(event, payload);
    case "pull_request_target":
      throw usageError(
        "the event pull_request_target runs with secrets, and building would run the proposal's own code beside them; build on pull_request instead",
      );
    case "merge_group":
      return { kind: "merge-group", commit: text(asRecord(payload["merge_group"], "`merge_group`"), "head_sha") };
    case "workflow_run":
      return followedRun(asRecord(payload["workflow_run"], "the event's `workflow_run`"));
    case "delete":
      throw usageError("the event delete is about a branch or tag that is gone; there is nothing to build");
    case "push":
      // The runner's own ref is then that of the default branch.
      if (payload["deleted"] === true) {
        throw usageError(`the push deleted "${text(payload, "ref")}"; there is nothing to build`);
      }
      return byRef(event);
    case "deployment":
    case "deployment_status":
      return deployment(event, payload);
    case "release":
      return release(event, payload);
    default:
      return byRef(event);
  }
}

/** A published release's tag; the runner leaves the ref empty for drafts, which have none yet. */
function release(event: RunEvent, payload: Readonly<Record<string, unknown>>): BuildSubject {
  const facts = asRecord(payload["release"], "`release`");
  const action = payload["action"];
  if (action === "deleted" || action === "unpublished" || facts["draft"] === true) {
    throw usageError(
      `the release "${text(facts, "tag_name")}" is a draft, deleted or not published any more; build on the release's published event`,
    );
  }
  const tag = { kind: "tag", tag: text(facts, "tag_name"), commit: event.sha } as const;
  return facts["prerelease"] === true ? { ...tag, isPrerelease: true } : tag;
}

function pullRequest(event: RunEvent, payload: Readonly<Record<string, unknown>>): BuildSubject {
  const facts = asRecord(payload["pull_request"], "the event's `pull_request`");
  // Merged, it is a proposal no longer: the runner's ref is then the branch that has it, in older servers without refs/heads/ (actions/checkout, pull request 141).
  if (facts["merged"] === true) {
    const base = text(asRecord(facts["base"], "the event's `pull_request.base`"), "ref");
    if (event.ref === base || event.ref === `refs/heads/${base}`) {
      return branchSubject(base, text(facts, "merge_commit_sha"));
    }
  }
  return {
    kind: "pull-request",
    number: asInteger(facts["number"], "the event's `pull_request.number`"),
    commit: text(asRecord(facts["head"], "the event's `pull_request.head`"), "sha"),
    merge: event.sha,
  };
}

function deployment(event: RunEvent, payload: Readonly<Record<string, unknown>>): BuildSubject | BranchOrTag {
  const facts = asRecord(payload["deployment"], "the event's `deployment`");
  if (event.name === "deployment_status") {
    const state = text(asRecord(payload["deployment_status"], "the event's `deployment_status`"), "state");
    if (state === "failure" || state === "error") {
      throw usageError(
        `the deployment of ${text(facts, "sha")} ended with "${state}", and its commit is not built; give the job \`if: github.event.deployment_status.state == 'success'\``,
      );
    }
  }
  if (event.ref !== "") return byRef(event);
  throw usageError(
    `the deployment is of the commit ${text(facts, "sha")}, and the event names neither branch nor tag, from which a version comes; expected a deployment whose \`ref\` is one`,
  );
}

function byRef({ name, ref, sha }: RunEvent): BuildSubject | BranchOrTag {
  const [, sort, short = ""] = /^refs\/(heads|tags)\/(.+)$/su.exec(ref) ?? [];
  if (sort === "tags") return { kind: "tag", tag: short, commit: sha };
  if (sort === "heads") return branchSubject(short, sha);
  if (ref !== "" && !ref.startsWith("refs/")) return { kind: "branch-or-tag", name: ref, commit: sha };
  throw usageError(
    `the event ${name} is about the ref "${ref}"; expected a branch (refs/heads/...) or a tag (refs/tags/...) to build`,
  );
}

function text(record: Readonly<Record<string, unknown>>, key: string): string {
  return asString(record[key], `the event's \`${key}\``);
}
