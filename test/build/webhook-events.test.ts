// Every example of a webhook that GitHub publishes, as the event of a run: what is built, how it is called, whether it may be released; or why nothing is built.
import { expect, test } from "vitest";
import { outcomeOf } from "./event-outcome.ts";
import { runnerRef } from "./runner-events.ts";
import { type WebhookExample, webhookExamples } from "./webhook-examples.ts";

/** Runs on the default branch build it, whatever started them: its head is what a push to it would have released, under the same version. */
const ON_MASTER = "the branch master at ddddddd: 20261121.094400_dddddddddddd, releasable";
const ON_MAIN = "the branch main at ddddddd: 20261121.094400_dddddddddddd, releasable";

/** What starts no workflow has no ref either; a runner that sent it all the same would build nothing. */
const STARTS_NOTHING = "starts no workflow";

interface Row {
  /** Every outcome that the event's examples have; `STARTS_NOTHING`: a refusal for want of a ref. */
  readonly outcomes: readonly string[] | typeof STARTS_NOTHING;
  /** The actions of each event; `-` where it has none. */
  readonly events: Readonly<Record<string, string>>;
}

const TABLE: readonly Row[] = [
  {
    outcomes: [ON_MASTER],
    events: {
      check_run: "completed created requested_action rerequested",
      discussion: "answered category_changed edited labeled locked pinned transferred unanswered unlabeled unlocked",
      discussion_comment: "deleted edited",
      fork: "-",
      gollum: "-",
      issue_comment: "created deleted edited",
      issues:
        "assigned deleted demilestoned edited labeled locked milestoned opened pinned reopened unassigned unlabeled unlocked unpinned",
      label: "created deleted edited",
      milestone: "closed created deleted",
      page_build: "-",
      project: "created",
      project_card: "created deleted moved",
      project_column: "created edited",
      public: "-",
      repository_dispatch: "on-demand-test",
      status: "-",
      watch: "started",
    },
  },
  {
    outcomes: [ON_MAIN],
    events: {
      branch_protection_rule: "created deleted edited",
      issues: "transferred",
    },
  },
  {
    outcomes: [ON_MAIN, ON_MASTER],
    events: {
      check_suite: "completed",
      discussion: "created",
      discussion_comment: "created",
    },
  },
  {
    outcomes: ["the tag simple-tag at 7777777: simple-tag, releasable"],
    events: {
      create: "-",
    },
  },
  {
    outcomes: ["refused: the event delete is about a branch or tag that is gone; there is nothing to build"],
    events: {
      delete: "-",
    },
  },
  {
    outcomes: [
      "the branch gh-pages at f95f852: 20261121.094400_f95f852bd8fc, releasable",
      "the branch master at f95f852: 20261121.094400_f95f852bd8fc, releasable",
    ],
    events: {
      deployment: "created",
    },
  },
  {
    outcomes: ["the branch master at 78a9609: 20261121.094400_78a96099c3f4, releasable"],
    events: {
      deployment: "-",
      deployment_status: "-",
    },
  },
  {
    outcomes: ["the branch master at f95f852: 20261121.094400_f95f852bd8fc, releasable"],
    events: {
      deployment_status: "created",
    },
  },
  {
    outcomes: ["a merge group at 2ffea6d: queue-2ffea6db159f, never released"],
    events: {
      merge_group: "checks_requested",
    },
  },
  {
    outcomes: [
      "pull request 2 at 14977a7: pr-2-14977a7b5485, never released",
      "pull request 2 at ec26c3e: pr-2-ec26c3e57ca3, never released",
    ],
    events: {
      pull_request: "assigned closed labeled opened unassigned unlabeled",
      pull_request_review: "submitted",
      pull_request_review_comment: "created",
    },
  },
  {
    outcomes: ["pull request 2 at ec26c3e: pr-2-ec26c3e57ca3, never released"],
    events: {
      pull_request:
        "converted_to_draft locked ready_for_review reopened review_request_removed review_requested synchronize unlocked",
      pull_request_review: "dismissed",
      pull_request_review_comment: "deleted edited",
    },
  },
  {
    outcomes: [
      'refused: the push deleted "refs/tags/simple-tag"; there is nothing to build',
      "the branch master at 6113728: 20261121.094400_6113728f27ae, releasable",
      "the tag simple-tag at 6113728: simple-tag, releasable",
    ],
    events: {
      push: "-",
    },
  },
  {
    outcomes: ["the tag 0.0.1 at 7777777: 0.0.1 0.0 latest, releasable"],
    events: {
      release: "created edited published released",
    },
  },
  {
    outcomes: [
      'refused: the release "0.0.1" is a draft, deleted or not published any more; build on the release\'s published event',
    ],
    events: {
      release: "deleted",
    },
  },
  {
    outcomes: ["the tag 0.0.1 at 7777777: 0.0.1, releasable"],
    events: {
      release: "prereleased",
    },
  },
  {
    outcomes: [
      "the branch main at 7777777: 20261121.094400_777777777777, releasable",
      "the branch master at 7777777: 20261121.094400_777777777777, releasable",
    ],
    events: {
      workflow_dispatch: "-",
    },
  },
  {
    outcomes: [
      'refused: the workflow "Manually triggered workflow" that this run follows has not ended; expected its success to build what it ran for: give the trigger `types: [completed]`',
      "the branch master at 3484a3f: 20261121.094400_3484a3fb816e, releasable",
    ],
    events: {
      workflow_run: "completed",
    },
  },
  {
    outcomes: [
      'refused: the workflow that this run follows ended with "action_required"; expected "success" to build what it ran for: give the job `if: github.event.workflow_run.conclusion == \'success\'`',
      "refused: the workflow that this run follows has not ended; expected its success to build what it ran for: give the trigger `types: [completed]`",
    ],
    events: {
      workflow_run: "requested",
    },
  },
  {
    outcomes: STARTS_NOTHING,
    events: {
      cache_sync: "-",
      check_suite: "requested rerequested",
      code_scanning_alert: "closed_by_user created fixed reopened",
      commit_comment: "created",
      content_reference: "created",
      dependabot_alert: "created fixed",
      deploy_key: "created",
      deployment_review: "requested",
      enterprise: "anonymous_access_enabled",
      github_app_authorization: "revoked",
      installation: "created deleted new_permissions_accepted suspend unsuspend",
      installation_repositories: "added removed",
      marketplace_purchase: "cancelled changed purchased",
      member: "added edited",
      membership: "added removed",
      meta: "deleted",
      org_block: "blocked unblocked",
      organization: "member_added member_invited member_removed renamed",
      package: "published",
      ping: "-",
      projects_v2_item: "archived converted created edited reordered restored",
      pull_request_review_thread: "resolved unresolved",
      repository: "created deleted edited privatized publicized renamed transferred",
      repository_import: "-",
      repository_vulnerability_alert: "create dismiss",
      secret_scanning_alert: "reopened",
      secret_scanning_alert_location: "created",
      security_advisory: "published updated withdrawn",
      sponsorship: "created pending_tier_change",
      star: "created deleted",
      team: "added_to_repository created deleted edited removed_from_repository",
      team_add: "-",
      user: "created deleted",
      workflow_job: "completed in_progress queued waiting",
    },
  },
];

const EVENTS = TABLE.flatMap(({ outcomes, events }) =>
  Object.entries(events).flatMap(([event, actions]) =>
    actions.split(" ").map((action) => [`${event} ${action}`, outcomes] as const),
  ),
);
const ROWS = new Map<string, Row["outcomes"]>(EVENTS);
const EXAMPLES = new Map<string, WebhookExample[]>();
for (const example of webhookExamples()) {
  const row = `${example.event} ${example.action ?? "-"}`;
  EXAMPLES.set(row, [...(EXAMPLES.get(row) ?? []), example]);
}

test("the table has one row for each event and action of the examples, and no other", () => {
  const rows = EVENTS.map(([row]) => row);
  expect(rows.toSorted()).toEqual(Array.from(EXAMPLES.keys()).toSorted());
  expect(EXAMPLES.size).toBeGreaterThan(170);
});

test.each([...EXAMPLES])("%s: what each of its examples is called", (row, examples) => {
  const outcomes = examples.map(({ event, action, payload }) => {
    const place = runnerRef(event, action, payload);
    const outcome = outcomeOf({ name: event, payload, ...(place ?? { ref: "", sha: "" }) });
    if (place !== null) return outcome;
    expect(outcome).toBe(
      `refused: the event ${event} is about the ref ""; expected a branch (refs/heads/...) or a tag (refs/tags/...) to build`,
    );
    return STARTS_NOTHING;
  });
  const expected = ROWS.get(row);
  expect(Array.from(new Set(outcomes)).toSorted()).toEqual(
    expected === STARTS_NOTHING ? [expected] : expected?.toSorted(),
  );
});
