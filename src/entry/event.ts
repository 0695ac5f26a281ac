// What the entries need of a webhook's payload, read with care: it comes from outside.
import { asInteger, asRecord, asString, type JsonValue } from "../text/canonical-json.ts";

/** `repository.default_branch`; `null` when the payload has none (a schedule's has not). */
export function defaultBranchFromEvent(event: JsonValue): string | null {
  const repository = asRecord(event, "the event")["repository"];
  if (repository === undefined || repository === null) return null;
  const branch = asRecord(repository, "the event's `repository`")["default_branch"];
  return branch === undefined || branch === null ? null : asString(branch, "the event's `repository.default_branch`");
}

/** The number of the event's pull request; `null` when the event is about none. */
export function pullRequestFromEvent(event: JsonValue): number | null {
  const pullRequest = asRecord(event, "the event")["pull_request"];
  if (pullRequest === undefined || pullRequest === null) return null;
  return asInteger(asRecord(pullRequest, "the event's `pull_request`")["number"], "the event's `pull_request.number`");
}

export interface MergeGroup {
  readonly headCommit: string;
  readonly headRef: string;
  readonly baseCommit: string;
  readonly baseRef: string;
}

/** The merge group that a `merge_group` event is about. */
export function mergeGroupFromEvent(event: JsonValue): MergeGroup {
  const group = asRecord(asRecord(event, "the event")["merge_group"], "the event's `merge_group`");
  const text = (key: string): string => asString(group[key], `the event's \`merge_group.${key}\``);
  return {
    headCommit: text("head_sha"),
    headRef: text("head_ref"),
    baseCommit: text("base_sha"),
    baseRef: text("base_ref"),
  };
}

/** What the event says of its repository for an image's labels: the licence by its SPDX identifier, and the homepage. */
export function repositoryFacts(event: JsonValue): {
  readonly licence: string | null;
  readonly homepage: string | null;
} {
  const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
  const repository = asRecord(event, "the event")["repository"];
  if (repository === undefined || repository === null) return { licence: null, homepage: null };
  const { license, homepage } = asRecord(repository, "the event's `repository`");
  const licence =
    typeof license === "object" && license !== null && "spdx_id" in license ? text(license.spdx_id) : null;
  return { licence: licence === "NOASSERTION" ? null : licence, homepage: text(homepage) };
}
