import { expect, test } from "vitest";
import type { PullRequest } from "../../src/github/forge.ts";
import { pullRequestOf } from "../../src/promotion/pull-requests.ts";

const FORGE = { repository: { owner: "acme", name: "environment" } };
const BRANCH = "waybill/app/prod/podinfo";

function pullRequest(head: Partial<PullRequest["head"]> = {}, base = "main"): PullRequest {
  return {
    number: 1,
    url: "https://forge.example/acme/environment/pull/1",
    nodeId: null,
    state: "open",
    draft: false,
    title: "",
    body: "",
    author: "waybill[bot]",
    labels: [],
    base: { branch: base, commit: "b".repeat(40) },
    head: { branch: BRANCH, commit: "a".repeat(40), repository: "acme/environment", ...head },
    createdAt: "2026-01-01T00:00:00Z",
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
    autoMerge: false,
  };
}

test.each<[string, PullRequest, boolean]>([
  ["of the repository itself is ours", pullRequest(), true],
  ["of the repository in another spelling is ours", pullRequest({ repository: "Acme/Environment" }), true],
  ["of a fork is never ours", pullRequest({ repository: "mallory/environment" }), false],
  ["of a fork that is gone is never ours", pullRequest({ repository: null }), false],
  ["of another branch is another app's", pullRequest({ branch: `${BRANCH}2` }), false],
  ["onto another base is somebody's own doing", pullRequest({}, "release"), false],
])("a pull request %s", (_, found, isOurs) => {
  expect(pullRequestOf([found], FORGE, BRANCH, "main")).toBe(isOurs ? found : null);
});
