// What a record believes of the gates: verdicts of our own merges only, and an exception for every way around them.
import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/config/configuration.ts";
import { commitMessage } from "../../src/git/trailers.ts";
import type { ForgeFacts } from "../../src/records/forge-facts.ts";
import { gateEvidence } from "../../src/records/gate-evidence.ts";
import { configurationOf } from "../promotion/world.ts";
import { COMMIT, HEAD, PARENT } from "./fixtures.ts";

const BOT = "waybill[bot]";
const [stage, prod] = configurationOf().environments;

const pullRequest: ForgeFacts["pullRequest"] = {
  number: 7,
  url: "https://forge.example/acme/environment/pull/7",
  nodeId: null,
  state: "closed",
  draft: false,
  title: "Promote",
  body: "",
  author: BOT,
  labels: [],
  base: { branch: "main", commit: PARENT },
  head: { branch: "waybill/app/prod/podinfo", commit: HEAD, repository: "acme/environment" },
  createdAt: "2026-03-01T09:00:00Z",
  mergedAt: "2026-03-01T10:00:00Z",
  mergedBy: BOT,
  mergeCommit: COMMIT,
  autoMerge: false,
};
const gate = { state: "success", description: "open", by: BOT, at: "2026-03-01T10:00:00Z" };
const ours: ForgeFacts = { pullRequest, approvals: [], gate, account: BOT };

const message = (head: string) =>
  commitMessage("Promote", "", {
    changes: [],
    from: null,
    run: null,
    gates: [
      { gate: "soak", verdict: "open", reason: "long enough" },
      { gate: "approvals", verdict: "held", reason: "none" },
    ],
    head,
  });

function evidence(
  facts: ForgeFacts,
  { head = HEAD, environment = prod }: { head?: string; environment?: Environment | undefined } = {},
) {
  if (environment === undefined) throw new Error("the configuration has two environments");
  const person = { name: "Waybill", email: "waybill@example.com" };
  const commit = {
    commit: COMMIT,
    parents: [PARENT],
    author: person,
    committer: person,
    authoredAt: "2026-03-01T10:00:00Z",
    committedAt: "2026-03-01T10:00:00Z",
    message: message(head),
  };
  return gateEvidence({ environment, commit, facts });
}

describe("the verdicts in a merge's message", () => {
  it.each<[string, ForgeFacts]>([
    ["by the account of this run", ours],
    ["by a bot, where the host does not tell the run's account", { ...ours, account: null }],
  ])("are recorded when it was merged %s", (_, facts) => {
    expect(evidence(facts)).toEqual({
      verdicts: [
        { gate: "soak", verdict: { kind: "open", reason: "long enough" } },
        { gate: "approvals", verdict: { kind: "held", until: null, reason: "none" } },
      ],
      exceptions: [],
    });
  });

  it.each<[string, ForgeFacts, string?]>([
    ["a person merged", { ...ours, pullRequest: { ...pullRequest, mergedBy: "mallory" } }],
    ["nobody knows who merged", { ...ours, pullRequest: { ...pullRequest, mergedBy: null } }],
    ["another account wrote the status", { ...ours, gate: { ...gate, by: "mallory" } }],
    [
      "a person did all of it",
      { ...ours, pullRequest: { ...pullRequest, mergedBy: "mallory" }, gate: { ...gate, by: "mallory" } },
    ],
    [
      "a person did, on a host that does not tell the run's account",
      {
        pullRequest: { ...pullRequest, mergedBy: "mallory" },
        gate: { ...gate, by: "mallory" },
        approvals: [],
        account: null,
      },
    ],
    ["the status is no success", { ...ours, gate: { ...gate, state: "pending" } }],
    ["there is no status", { ...ours, gate: null }],
    ["there is no pull request", { ...ours, pullRequest: null }],
    ["they belong to another head", ours, PARENT],
  ])("are not believed when %s", (_, facts, head = HEAD) => {
    expect(evidence(facts, { head }).verdicts).toEqual([]);
  });
});

describe("an exception", () => {
  it.each<[string, ForgeFacts, string]>([
    ["a push", { ...ours, pullRequest: null }, "pushed without a pull request, so no gate has judged it"],
    ["no status", { ...ours, gate: null }, "merged without Waybill's verdict: the merged head has no status of it"],
    [
      "a held gate",
      { ...ours, gate: { ...gate, state: "pending" } },
      "merged without Waybill's verdict: the status on the merged head is pending",
    ],
    [
      "a success that came afterwards",
      { ...ours, gate: { ...gate, at: "2026-03-01T10:00:01Z" } },
      "merged without Waybill's verdict: the status on the merged head is later than the merge",
    ],
  ])("is made of %s", (_, facts, exception) => {
    expect(evidence(facts).exceptions).toEqual([exception]);
  });

  it("is made of nothing in a first environment without gates", () => {
    expect(evidence({ ...ours, pullRequest: null, gate: null }, { environment: stage }).exceptions).toEqual([]);
  });

  it("is made of a push into a first environment that has gates", () => {
    const gated = stage && { ...stage, gates: { ...stage.gates, approvals: { required: 1, independent: false } } };
    expect(evidence({ ...ours, pullRequest: null }, { environment: gated }).exceptions).toHaveLength(1);
  });
});
