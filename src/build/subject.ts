// What a run builds: the tag, the branch or the pull request that its event is about, and the commit of it.
import { usageError } from "../errors.ts";
import { asArray, asInteger, asRecord, asString, optional, type JsonValue } from "../text/canonical-json.ts";

/** `commit` is the full id of the commit whose files are built. */
export type BuildSubject =
  | { readonly kind: "tag"; readonly tag: string; readonly commit: string }
  | { readonly kind: "branch"; readonly branch: string; readonly commit: string }
  /** `number`: `null` where the event does not say which (a `workflow_run` after a fork's pull request). */
  | { readonly kind: "pull-request"; readonly number: number | null; readonly commit: string }
  | { readonly kind: "merge-group"; readonly commit: string };

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
 * The subject of an event. A pull request's is its head, never the merge commit that the runner checks out by default: what is built must be
 * what was reviewed. Throws a usage error for an event that leaves nothing to build, and for `pull_request_target`, which would build a
 * proposal's code in the presence of secrets.
 */
export function buildSubject(event: RunEvent): BuildSubject {
  const payload = asRecord(event.payload, "the event");
  switch (event.name) {
    case "pull_request":
    case "pull_request_review":
    case "pull_request_review_comment":
      return pullRequest(payload);
    case "pull_request_target":
      throw usageError(
        "the event pull_request_target runs with secrets, and building would run the proposal's own code beside them; build on pull_request instead",
      );
    case "merge_group":
      return { kind: "merge-group", commit: text(asRecord(payload["merge_group"], "`merge_group`"), "head_sha") };
    case "workflow_run":
      return afterWorkflow(asRecord(payload["workflow_run"], "`workflow_run`"));
    case "delete":
      throw usageError("the event delete is about a branch or tag that is gone; there is nothing to build");
    case "push":
      if (payload["deleted"] === true) throw usageError(`the push deleted "${event.ref}"; there is nothing to build`);
      return byRef(event);
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
  return { kind: "tag", tag: text(facts, "tag_name"), commit: event.sha };
}

function pullRequest(payload: Readonly<Record<string, unknown>>): BuildSubject {
  const facts = asRecord(payload["pull_request"], "`pull_request`");
  return {
    kind: "pull-request",
    number: asInteger(facts["number"], "`pull_request.number`"),
    commit: text(asRecord(facts["head"], "`pull_request.head`"), "sha"),
  };
}

/** The run that ended before this one: the runner's own ref and commit are those of the default branch. */
function afterWorkflow(run: Readonly<Record<string, unknown>>): BuildSubject {
  const commit = text(run, "head_sha");
  const cause = text(run, "event");
  if (cause.startsWith("pull_request")) {
    const [first] = optional(run["pull_requests"], "`workflow_run.pull_requests`", asArray) ?? [];
    const number = first === undefined ? null : asInteger(asRecord(first, "a pull request")["number"], "its number");
    return { kind: "pull-request", number, commit };
  }
  if (cause === "merge_group") return { kind: "merge-group", commit };
  return { kind: "branch", branch: text(run, "head_branch"), commit };
}

function byRef({ name, ref, sha }: RunEvent): BuildSubject {
  const [, sort, short = ""] = /^refs\/(heads|tags)\/(.+)$/su.exec(ref) ?? [];
  if (sort === "tags") return { kind: "tag", tag: short, commit: sha };
  if (sort === "heads") return { kind: "branch", branch: short, commit: sha };
  throw usageError(
    `the event ${name} is about the ref "${ref}"; expected a branch (refs/heads/...) or a tag (refs/tags/...) to build`,
  );
}

function text(record: Readonly<Record<string, unknown>>, key: string): string {
  return asString(record[key], `the event's \`${key}\``);
}
