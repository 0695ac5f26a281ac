// What GitHub's examples of webhooks do not show of the events that can release: each case is an example with some fields of its own.
import { expect, test } from "vitest";
import type { Checkout } from "../../src/build/checkout.ts";
import type { RunEvent } from "../../src/build/event-subject.ts";
import type { VersionRequest } from "../../src/build/version.ts";
import type { JsonValue } from "../../src/text/canonical-json.ts";
import { outcomeOf } from "./event-outcome.ts";
import { HEAD_OF_DEFAULT_BRANCH, MERGE_OF_PULL_REQUEST, runnerRef, TIP_OF_REF } from "./runner-events.ts";
import { exampleOf, webhookExamples } from "./webhook-examples.ts";

const SHA = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
const BRANCH_BUILD = "20261121.094400_1a2b3c4d5e6f, releasable";
const TIP_BUILD = "20261121.094400_777777777777, releasable";
const QUEUE = "gh-readonly-queue/main/pr-104-929f8209d40f77f4abc622a499c93a83babdbe64";
const SHALLOW = { isShallow: true, tags: [], tagsOfCommit: [] } as const;
const TAGGED = { tags: ["v1.2.3"], tagsOfCommit: ["v1.2.3"] } as const;
/** The tags of a shallow clone are not there, so a call that needs them is refused before. */
const PLAIN = { shortTags: false, latest: false } as const;

type Fields = Readonly<Record<string, JsonValue>>;

/** An example, sent by the runner as the documentation says, or with the ref and commit given. */
function sent(event: string, action: string | null, fields: Fields, place: Partial<RunEvent> = {}): RunEvent {
  const payload = exampleOf(event, action, fields);
  return { name: event, payload, ...(runnerRef(event, action, payload) ?? { ref: "", sha: "" }), ...place };
}

/** A run after another workflow, which succeeded on a branch unless the fields say otherwise. */
function following(cause: string, fields: Fields = {}): RunEvent {
  return sent("workflow_run", "completed", {
    workflow_run: {
      name: "Tests",
      event: cause,
      head_branch: "main",
      head_sha: SHA,
      conclusion: "success",
      pull_requests: [],
      repository: { id: 1 },
      head_repository: { id: 1 },
      ...fields,
    },
  });
}

interface Row {
  readonly what: string;
  readonly event: RunEvent;
  readonly clone?: Partial<Checkout>;
  readonly request?: Partial<VersionRequest>;
  readonly outcome: string;
}

const proposalRefused = (whose: string): string =>
  `refused: the workflow that this run follows ran for a pull request ${whose}, and building ${SHA} would run the proposal's own code beside this run's secrets; build on pull_request instead`;
const FORK_REFUSED = proposalRefused("of a fork");
const UNKNOWN_REFUSED =
  'refused: the run is about "v1.2.3", the event does not say whether that is a branch or a Git tag, and the checkout has no tags to tell by; set `fetch-depth: 0` in actions/checkout';
const failed = (conclusion: string): string =>
  `refused: the workflow "Tests" that this run follows ended with "${conclusion}"; expected "success" to build what it ran for: give the job \`if: github.event.workflow_run.conclusion == 'success'\``;

const PUSHES: readonly Row[] = [
  {
    what: "a push of a version's tag",
    event: sent("push", null, { ref: "refs/tags/v1.2.3", head_commit: { id: SHA }, deleted: false }),
    outcome: "the tag v1.2.3 at 1a2b3c4: 1.2.3 1.2 1 latest, releasable",
  },
  {
    what: "a push of the tag of another app",
    event: sent("push", null, { ref: "refs/tags/other/v1.2.3", head_commit: { id: SHA }, deleted: false }),
    request: { tagPrefix: "app/" },
    outcome: "another app's",
  },
  {
    what: "a push of a branch",
    event: sent("push", null, { ref: "refs/heads/feature/a", head_commit: { id: SHA }, deleted: false }),
    outcome: `the branch feature/a at 1a2b3c4: ${BRANCH_BUILD}`,
  },
  {
    what: "a push to a merge queue's branch, which is a proposal",
    event: sent("push", null, { ref: `refs/heads/${QUEUE}`, head_commit: { id: SHA }, deleted: false }),
    outcome: "a merge group at 1a2b3c4: queue-1a2b3c4d5e6f, never released",
  },
  {
    what: "a deleted branch, whose run has the default branch's ref",
    event: sent("push", null, { ref: "refs/heads/old", deleted: true }),
    outcome: 'refused: the push deleted "refs/heads/old"; there is nothing to build',
  },
  {
    what: "a created branch",
    event: sent("create", null, { ref: "topic", ref_type: "branch" }),
    outcome: `the branch topic at 7777777: ${TIP_BUILD}`,
  },
  {
    what: "a created queue branch",
    event: sent("create", null, { ref: QUEUE, ref_type: "branch" }),
    outcome: "a merge group at 7777777: queue-777777777777, never released",
  },
  {
    what: "a dispatch on a tag",
    event: sent("workflow_dispatch", null, { ref: "refs/tags/v1.2.3" }),
    outcome: "the tag v1.2.3 at 7777777: 1.2.3 1.2 1 latest, releasable",
  },
  {
    what: "a schedule, whose payload has no repository",
    event: {
      name: "schedule",
      payload: { schedule: "0 4 * * *" },
      ref: "refs/heads/main",
      sha: HEAD_OF_DEFAULT_BRANCH,
    },
    outcome: "the branch main at ddddddd: 20261121.094400_dddddddddddd, releasable",
  },
  {
    what: "an event that is not known yet, on a branch",
    event: { name: "image_version", payload: {}, ref: "refs/heads/main", sha: SHA },
    outcome: `the branch main at 1a2b3c4: ${BRANCH_BUILD}`,
  },
];

const RELEASES: readonly Row[] = [
  {
    what: "a draft release",
    event: sent("release", "created", { release: { tag_name: "v2.0.0", draft: true } }),
    outcome:
      'refused: the release "v2.0.0" is a draft, deleted or not published any more; build on the release\'s published event',
  },
  {
    what: "a release that is not published any more",
    event: sent("release", "deleted", { action: "unpublished", release: { tag_name: "v2.0.0" } }),
    outcome:
      'refused: the release "v2.0.0" is a draft, deleted or not published any more; build on the release\'s published event',
  },
  {
    what: "a release that the forge calls a pre-release moves no tag, whatever its version says",
    event: sent("release", "published", { release: { tag_name: "v2.0.0", prerelease: true } }),
    outcome: "the tag v2.0.0 at 7777777: 2.0.0, releasable",
  },
  {
    what: "a release whose version is a pre-release",
    event: sent("release", "published", { release: { tag_name: "v2.0.0-rc.1" } }),
    outcome: "the tag v2.0.0-rc.1 at 7777777: 2.0.0-rc.1, releasable",
  },
  {
    what: "a deployment of a tag",
    event: sent("deployment", "created", { deployment: { ref: "v1.2.3", sha: SHA } }, { ref: "refs/tags/v1.2.3" }),
    outcome: "the tag v1.2.3 at 1a2b3c4: 1.2.3 1.2 1 latest, releasable",
  },
  {
    what: "a deployment of a tag whose ref comes without its sort",
    event: sent("deployment", "created", { deployment: { ref: "v1.2.3", sha: SHA } }, { ref: "v1.2.3" }),
    clone: TAGGED,
    outcome: "the tag v1.2.3 at 1a2b3c4: 1.2.3 1.2 1 latest, releasable",
  },
  {
    what: "a deployment of a commit, which has no ref",
    event: sent("deployment", "created", { deployment: { ref: SHA, sha: SHA } }),
    outcome: `refused: the deployment is of the commit ${SHA}, and the event names neither branch nor tag, from which a version comes; expected a deployment whose \`ref\` is one`,
  },
  ...["failure", "error"].map((state) => ({
    what: `a deployment that ended with ${state}`,
    event: sent("deployment_status", "created", { deployment: { sha: SHA }, deployment_status: { state } }),
    outcome: `refused: the deployment of ${SHA} ended with "${state}", and its commit is not built; give the job \`if: github.event.deployment_status.state == 'success'\``,
  })),
  {
    what: "a published package",
    event: { name: "registry_package", payload: {}, ref: "refs/tags/v1.2.3", sha: SHA },
    outcome: "the tag v1.2.3 at 1a2b3c4: 1.2.3 1.2 1 latest, releasable",
  },
  {
    what: "a published package that belongs to no ref",
    event: { name: "registry_package", payload: {}, ref: "", sha: SHA },
    outcome:
      'refused: the event registry_package is about the ref ""; expected a branch (refs/heads/...) or a tag (refs/tags/...) to build',
  },
];

const MERGED: Fields = { merged: true, merge_commit_sha: SHA };

const PROPOSALS: readonly Row[] = [
  {
    what: "a pull request that was merged is its base's new commit",
    event: sent("pull_request", "closed", { pull_request: MERGED }),
    outcome: `the branch master at 1a2b3c4: ${BRANCH_BUILD}`,
  },
  {
    what: "a merged one on an older server, whose ref lacks refs/heads/",
    event: sent("pull_request", "closed", { pull_request: MERGED }, { ref: "master" }),
    outcome: `the branch master at 1a2b3c4: ${BRANCH_BUILD}`,
  },
  {
    what: "a merged one whose run is on the merge ref stays a proposal",
    event: sent("pull_request", "closed", { pull_request: MERGED }, { ref: "refs/pull/2/merge" }),
    outcome: "pull request 2 at ec26c3e: pr-2-ec26c3e57ca3, never released",
  },
  {
    what: "a review of a merged pull request",
    event: sent("pull_request_review", "submitted", { pull_request: MERGED }),
    outcome: "pull request 2 at ec26c3e: pr-2-ec26c3e57ca3, never released",
  },
  {
    what: "a pull request whose merge commit is checked out is called by its head",
    event: sent("pull_request", "opened", {}),
    clone: { commit: MERGE_OF_PULL_REQUEST },
    outcome: "pull request 2 at ec26c3e: pr-2-ec26c3e57ca3, never released",
  },
  {
    what: "a pull request with something else checked out",
    event: sent("pull_request", "opened", {}),
    clone: { commit: TIP_OF_REF },
    outcome: `refused: the checkout is ${TIP_OF_REF}, and the run is about ec26c3e57ca3a959ca5aad62de7213c562f8c821; check out that commit before this step`,
  },
  {
    what: "a pull request with the input `version`",
    event: sent("pull_request", "opened", {}),
    request: { version: "7.0.0" },
    outcome: "pull request 2 at ec26c3e: 7.0.0, never released",
  },
];

const FOLLOWING: readonly Row[] = [
  ...["push", "create", "workflow_dispatch", "deployment", "deployment_status", "registry_package"].flatMap((cause) => [
    {
      what: `after ${cause} of a branch`,
      event: following(cause),
      clone: TAGGED,
      outcome: `the branch main at 1a2b3c4: ${BRANCH_BUILD}`,
    },
    {
      what: `after ${cause} of a branch, in a shallow clone`,
      event: following(cause),
      clone: SHALLOW,
      request: PLAIN,
      outcome: `the branch main at 1a2b3c4: ${BRANCH_BUILD}`,
    },
    {
      what: `after ${cause} of a tag`,
      event: following(cause, { head_branch: "v1.2.3" }),
      clone: TAGGED,
      outcome: "the tag v1.2.3 at 1a2b3c4: 1.2.3 1.2 1 latest, releasable",
    },
    {
      what: `after ${cause} of a branch that is called like a tag of another commit`,
      event: following(cause, { head_branch: "v1.2.3" }),
      clone: { tags: ["v1.2.3"], tagsOfCommit: [] },
      outcome: `the branch v1.2.3 at 1a2b3c4: ${BRANCH_BUILD}`,
    },
    {
      what: `after ${cause} of what may be a tag, in a shallow clone`,
      event: following(cause, { head_branch: "v1.2.3" }),
      clone: SHALLOW,
      request: PLAIN,
      outcome: UNKNOWN_REFUSED,
    },
    {
      what: `after ${cause} of a merge queue's branch`,
      event: following(cause, { head_branch: QUEUE }),
      outcome: "a merge group at 1a2b3c4: queue-1a2b3c4d5e6f, never released",
    },
  ]),
  ...[
    "schedule",
    "repository_dispatch",
    "issue_comment",
    "issues",
    "workflow_run",
    "dynamic",
    "delete",
    "page_build",
  ].map((cause) => ({
    what: `after ${cause}, on a branch that is called like a version, in a shallow clone`,
    event: following(cause, { head_branch: "4.x" }),
    clone: SHALLOW,
    request: PLAIN,
    outcome: `the branch 4.x at 1a2b3c4: ${BRANCH_BUILD}`,
  })),
  {
    what: "after a release, whose name is a tag's in any clone",
    event: following("release", { head_branch: "v1.2.3" }),
    clone: SHALLOW,
    request: PLAIN,
    outcome: "the tag v1.2.3 at 1a2b3c4: 1.2.3, releasable",
  },
  {
    what: "after a merge group",
    event: following("merge_group", { head_branch: QUEUE }),
    outcome: "a merge group at 1a2b3c4: queue-1a2b3c4d5e6f, never released",
  },
  ...["pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment"].flatMap((cause) => [
    {
      what: `after ${cause} of the same repository`,
      event: following(cause, { head_branch: "topic", pull_requests: [{ number: 12 }] }),
      outcome: "pull request 12 at 1a2b3c4: pr-12-1a2b3c4d5e6f, never released",
    },
    {
      what: `after ${cause} whose pull request is closed by now`,
      event: following(cause, { head_branch: "topic" }),
      outcome: "pull request ? at 1a2b3c4: pr-1a2b3c4d5e6f, never released",
    },
    {
      what: `after ${cause} of a fork`,
      event: following(cause, { head_branch: "main", head_repository: { id: 2 } }),
      outcome: FORK_REFUSED,
    },
    {
      what: `after ${cause} of who knows which repository`,
      event: following(cause, { head_branch: "main", repository: null }),
      outcome: proposalRefused("whose repository the event does not name"),
    },
    {
      what: `after ${cause} of a fork that is gone`,
      event: following(cause, { head_branch: "main", head_repository: null }),
      outcome: FORK_REFUSED,
    },
  ]),
  {
    what: "after a pull request, with the default branch checked out, as the runner does by itself",
    event: following("pull_request", { head_branch: "topic" }),
    clone: { commit: HEAD_OF_DEFAULT_BRANCH },
    outcome: `refused: the checkout is ${HEAD_OF_DEFAULT_BRANCH}, and the run is about ${SHA}; check out that commit before this step`,
  },
  {
    what: "after a push in another repository, which no event should bring",
    event: following("push", { head_repository: { id: 2 } }),
    outcome: FORK_REFUSED,
  },
  {
    what: "after a scan that GitHub started for a pull request",
    event: following("dynamic", { head_branch: "refs/pull/7/head" }),
    outcome: "pull request 7 at 1a2b3c4: pr-7-1a2b3c4d5e6f, never released",
  },
  ...["failure", "cancelled", "skipped", "neutral", "timed_out", "action_required", "stale", "startup_failure"].map(
    (conclusion) => ({
      what: `after a push whose workflow ended with ${conclusion}`,
      event: following("push", { conclusion }),
      outcome: failed(conclusion),
    }),
  ),
  {
    what: "after a push whose workflow has not ended",
    event: following("push", { conclusion: null }),
    outcome:
      'refused: the workflow "Tests" that this run follows has not ended; expected its success to build what it ran for: give the trigger `types: [completed]`',
  },
];

test.each([...PUSHES, ...RELEASES, ...PROPOSALS, ...FOLLOWING])("$what", ({ event, clone, request, outcome }) => {
  expect(outcomeOf(event, clone, request)).toBe(outcome);
});

test("no example of a pull request is built on pull_request_target", () => {
  const outcomes = webhookExamples()
    .filter(({ event }) => event === "pull_request")
    .map(({ action, payload }) => {
      const place = runnerRef("pull_request_target", action, payload) ?? { ref: "", sha: "" };
      return outcomeOf({ name: "pull_request_target", payload, ...place });
    });
  expect(new Set(outcomes)).toEqual(
    new Set([
      "refused: the event pull_request_target runs with secrets, and building would run the proposal's own code beside them; build on pull_request instead",
    ]),
  );
});
