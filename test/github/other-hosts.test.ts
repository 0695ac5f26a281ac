// Hosts and answers that are not GitHub's usual ones: Forgejo and Gitea, forks, deleted accounts.
import { afterEach, expect, it } from "vitest";
import { connectForge } from "../../src/github/connect.ts";
import type { Forge } from "../../src/github/forge.ts";
import { type Handler, type Host, json, startHost } from "./host.ts";
import { PROPOSAL, TestClock, TestLog } from "./world.ts";

let hosts: Host[] = [];

afterEach(async () => {
  for (const host of hosts) await host[Symbol.asyncDispose]();
  hosts = [];
});

/** A Forge on a host that answers by the path's end; everything else is 404, as on a host that lacks the route. */
async function forgeOf(answers: Readonly<Record<string, Handler>>, graphqlUrl?: string): Promise<Forge> {
  const host = await startHost((request, response) => {
    const path = new URL(request.url ?? "", "http://host").pathname;
    const handler = answers[`${request.method} ${path.replace("/repos/acme/environment", "")}`];
    (handler ?? json({ message: "Not Found" }, 404))(request, response);
  });
  hosts.push(host);
  return connectForge({
    repository: { owner: "acme", name: "environment" },
    token: "secret",
    apiUrl: host.url,
    graphqlUrl: graphqlUrl ?? `${host.url}/graphql`,
    serverUrl: host.url,
    log: new TestLog(),
    clock: new TestClock(),
  });
}

const PULL = {
  number: 7,
  html_url: "https://forge.example/acme/environment/pulls/7",
  state: "open",
  title: PROPOSAL.title,
  body: null,
  user: { login: "waybill" },
  labels: [],
  base: { ref: "main", sha: "b".repeat(40) },
  head: { ref: PROPOSAL.head, sha: "a".repeat(40), repo: { full_name: "acme/environment" } },
  created_at: "2026-01-05T12:00:00Z",
};

it("never adopts a fork's pull request whose branch has our name", async () => {
  const forge = await forgeOf({
    "GET /pulls": json([
      { ...PULL, number: 1, head: { ...PULL.head, repo: { full_name: "mallory/environment" } } },
      { ...PULL, number: 2, head: { ...PULL.head, repo: null } },
      { ...PULL, number: 3, base: { ...PULL.base, ref: "other" } },
    ]),
    "POST /pulls": json(PULL, 201),
  });
  expect(await forge.ensurePullRequest(PROPOSAL)).toMatchObject({ created: true, pullRequest: { number: 7 } });
});

it("adopts after a 409, which is what Forgejo says of a pull request that exists", async () => {
  let listed = 0;
  const forge = await forgeOf({
    "GET /pulls": (request, response) => json((listed += 1) === 1 ? [] : [PULL])(request, response),
    "POST /pulls": json({ message: "pull request already exists for these targets" }, 409),
  });
  expect(await forge.ensurePullRequest(PROPOSAL)).toMatchObject({ created: false, pullRequest: { number: 7 } });
});

it("has statuses only where there are no check runs", async () => {
  const status = {
    id: 1,
    context: "flux",
    status: "success",
    description: "",
    target_url: "",
    created_at: PULL.created_at,
  };
  const forge = await forgeOf({ "GET /commits/abc/status": json({ statuses: [status] }) });
  expect(await forge.checks("abc", { checkRuns: true })).toMatchObject([{ context: "flux", state: "success" }]);
});

it.each([
  ["the later one", "2026-01-05T12:00:01Z", 1, "2026-01-05T12:00:00Z", 2],
  ["of the same second the one with the higher id", PULL.created_at, 2, PULL.created_at, 1],
])("takes of two check runs with one name %s", async (_, newerAt, newerId, olderAt, olderId) => {
  const run = { name: "e2e", status: "completed", app: { slug: "github-actions" } };
  const runs = [
    { ...run, id: newerId, conclusion: "success", started_at: newerAt },
    { ...run, id: olderId, conclusion: "failure", started_at: olderAt },
  ];
  for (const check_runs of [runs, runs.toReversed()]) {
    const forge = await forgeOf({
      "GET /commits/abc/status": json({ statuses: [] }),
      "GET /commits/abc/check-runs": json({ check_runs }),
    });
    expect(await forge.checks("abc", { checkRuns: true })).toMatchObject([{ state: "success", by: "github-actions" }]);
  }
});

it("takes a missing commit for an error, not for a commit without checks", async () => {
  await expect((await forgeOf({})).checks("abc", { checkRuns: true })).rejects.toThrow(/was not found/);
});

it.each([
  [true, "clean"],
  [false, "dirty"],
  [null, "unknown"],
])("reads `mergeable: %s` alone as %s", async (mergeable, state) => {
  const forge = await forgeOf({ "GET /pulls/7": json({ ...PULL, mergeable }) });
  const pull = await forge.pullRequest(7);
  expect(await forge.mergeState(pull)).toMatchObject({ state, mergeQueue: false, autoMerge: false });
  expect(pull.nodeId).toBeNull();
});

it("reads required checks and approvals from the branch where there are no rulesets", async () => {
  const branch = { name: "main", enable_status_check: true, status_check_contexts: ["ci"], required_approvals: 2 };
  const forge = await forgeOf({ "GET /branches/main": json(branch) });
  expect(await forge.rules("main")).toEqual({
    requiredChecks: [{ context: "ci", app: null }],
    requiredApprovals: 2,
    mergeQueue: false,
    requiresSignatures: false,
  });
});

it("takes a branch that is not there for an error, not for one without rules", async () => {
  await expect((await forgeOf({})).rules("nowhere")).rejects.toThrow(/was not found/);
});

it("shows deleted accounts as the forge does, and reviews in Gitea's words", async () => {
  const review = { user: null, commit_id: null, submitted_at: null };
  const forge = await forgeOf({
    "GET /pulls/7/reviews": json([
      { ...review, state: "REQUEST_CHANGES" },
      { ...review, state: "COMMENT" },
    ]),
  });
  expect(await forge.reviews(7)).toEqual([
    { user: "ghost", state: "CHANGES_REQUESTED", commit: null, submittedAt: null },
    { user: "ghost", state: "COMMENTED", commit: null, submittedAt: null },
  ]);
});

it.each([
  ["owner", "owner", "admin"],
  ["write", "owner", "write"],
  ["write", "release-captain", "write"],
  ["read", undefined, "read"],
])("reads the permission %s with the role %s as %s", async (permission, role, expected) => {
  const answer = json({ permission, role_name: role, user: { login: "mona" } });
  const forge = await forgeOf({ "GET /collaborators/mona/permission": answer });
  expect(await forge.permission("mona")).toBe(expected);
});

it("throws at a permission that it does not know: whoever has it may be entitled to object", async () => {
  const forge = await forgeOf({ "GET /collaborators/mona/permission": json({ permission: "captain" }) });
  await expect(forge.permission("mona")).rejects.toThrow(/"captain"/);
});

it("takes a check run that has not started for newer than one that has ended", async () => {
  const run = { name: "e2e", details_url: null, html_url: null, app: null, output: { title: null } };
  const forge = await forgeOf({
    "GET /commits/abc/status": json({ statuses: [] }),
    "GET /commits/abc/check-runs": json({
      check_runs: [
        { ...run, id: 2, status: "queued", conclusion: null, started_at: null, completed_at: null },
        { ...run, id: 1, status: "completed", conclusion: "success", started_at: "2026-01-01T00:00:00Z" },
      ],
    }),
  });
  expect(await forge.checks("abc", { checkRuns: true })).toMatchObject([{ context: "e2e", state: "pending" }]);
});

it("throws at a review in a state that it does not know", async () => {
  const forge = await forgeOf({ "GET /pulls/7/reviews": json([{ user: null, state: "MAYBE" }]) });
  await expect(forge.reviews(7)).rejects.toThrow(/"MAYBE"/);
});

it("asks REST who the token is where there is no GraphQL, and does not know when nobody tells", async () => {
  expect(await (await forgeOf({ "GET /user": json({ login: "mona" }) })).viewer()).toBe("mona");
  expect(await (await forgeOf({})).viewer()).toBeNull();
});

it("asks no other host's GraphQL, whatever the runner names", async () => {
  await using other = await startHost(json({ data: { viewer: { login: "thief" } } }));
  const forge = await forgeOf({ "GET /user": json({ login: "mona" }) }, `${other.url}/graphql`);
  expect(await forge.viewer()).toBe("mona");
  expect(other.seen).toEqual([]);
});

it("says that GraphQL's rate limit is used up", async () => {
  const errors = [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }];
  const forge = await forgeOf({ "POST /graphql": json({ errors }) });
  await expect(forge.viewer()).rejects.toThrow(/GraphQL rate limit is used up/);
});
