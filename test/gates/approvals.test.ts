import { describe, expect, test } from "vitest";
import { approvals, usersThatMatter, type ApprovalFacts, type Person } from "../../src/gates/approvals.ts";
import type { Permission, Review } from "../../src/github/forge.ts";

const HEAD = "a".repeat(40);
const OLD = "b".repeat(40);

function review(user: string, state: Review["state"], commit: string | null = HEAD): Review {
  return { user, state, commit, submittedAt: null };
}

function facts(reviews: readonly Review[], change: Partial<ApprovalFacts> = {}): ApprovalFacts {
  const permissions = new Map<string, Permission | null>([
    ["alice", "write"],
    ["Alice", "write"],
    ["bob", "maintain"],
    ["carol", "admin"],
    ["reader", "read"],
    ["triager", "triage"],
    ["secret", null],
  ]);
  return { head: HEAD, reviews, permissions, independent: false, required: 1, author: "dora", makers: [], ...change };
}

describe("the approvals gate", () => {
  const noreply: Person = { name: "Alice A.", email: "123+Alice@users.noreply.github.com" };
  const cases: readonly [string, ApprovalFacts, string, RegExp][] = [
    ["no review", facts([]), "held", /0 of 1 approvals of aaaaaaa/],
    ["one approval of the head", facts([review("alice", "APPROVED")]), "open", /1 of 1 .* by alice/],
    ["none required", facts([], { required: 0 }), "open", /0 of 0/],
    ["one of two", facts([review("alice", "APPROVED")], { required: 2 }), "held", /1 of 2/],
    [
      "two of two",
      facts([review("alice", "APPROVED"), review("bob", "APPROVED")], { required: 2 }),
      "open",
      /alice, bob/,
    ],
    [
      "one person twice",
      facts([review("alice", "APPROVED"), review("Alice", "APPROVED")], { required: 2 }),
      "held",
      /1 of 2/,
    ],
    ["approval of an earlier head", facts([review("alice", "APPROVED", OLD)]), "held", /alice is for bbbbbbb/],
    ["approval of a head the forge forgot", facts([review("alice", "APPROVED", null)]), "held", /an earlier head/],
    ["approver with read access", facts([review("reader", "APPROVED")]), "held", /no write access/],
    ["approver with triage access", facts([review("triager", "APPROVED")]), "held", /no write access/],
    ["a bot", facts([review("renovate[bot]", "APPROVED")]), "held", /not a person/],
    [
      "approved, then changes requested",
      facts([review("alice", "APPROVED"), review("alice", "CHANGES_REQUESTED")]),
      "held",
      /changes are requested by alice/,
    ],
    ["approved, then dismissed", facts([review("alice", "APPROVED"), review("alice", "DISMISSED")]), "held", /0 of 1/],
    ["the approval itself dismissed", facts([review("alice", "DISMISSED")]), "held", /0 of 1/],
    ["approved, then a comment", facts([review("alice", "APPROVED"), review("alice", "COMMENTED")]), "open", /alice/],
    [
      "changes requested, then approved",
      facts([review("alice", "CHANGES_REQUESTED"), review("alice", "APPROVED")]),
      "open",
      /alice/,
    ],
    [
      "somebody else stands against it",
      facts([review("alice", "APPROVED"), review("bob", "CHANGES_REQUESTED", OLD)]),
      "held",
      /requested by bob/,
    ],
    [
      "an objection without write access",
      facts([review("alice", "APPROVED"), review("reader", "CHANGES_REQUESTED")]),
      "open",
      /alice/,
    ],
    ["a permission that could not be read", facts([review("secret", "APPROVED")]), "unknown", /permission of secret/],
    [
      "an unread permission that changes nothing",
      facts([review("secret", "APPROVED"), review("alice", "APPROVED")]),
      "open",
      /alice/,
    ],
    [
      "an objection with an unread permission",
      facts([review("secret", "CHANGES_REQUESTED"), review("alice", "APPROVED")]),
      "unknown",
      /secret/,
    ],
    [
      "the author, independence not asked for",
      facts([review("alice", "APPROVED")], { author: "alice" }),
      "open",
      /alice/,
    ],
    [
      "the author",
      facts([review("alice", "APPROVED")], { author: "Alice", independent: true }),
      "held",
      /opened the pull request/,
    ],
    [
      "a committer, by the forge's address",
      facts([review("alice", "APPROVED")], { makers: [noreply], independent: true }),
      "held",
      /made a commit/,
    ],
    [
      "a committer, by another address",
      facts([review("alice", "APPROVED")], { makers: [{ name: "A", email: "alice@acme.example" }], independent: true }),
      "held",
      /made a commit/,
    ],
    [
      "a committer, by name",
      facts([review("alice", "APPROVED")], { makers: [{ name: "alice", email: "x@acme.example" }], independent: true }),
      "held",
      /made a commit/,
    ],
    [
      "an independent second person",
      facts([review("bob", "APPROVED")], { makers: [noreply], independent: true }),
      "open",
      /bob/,
    ],
  ];
  test.each(cases)("%s", (_name, given, kind, reason) => {
    const verdict = approvals.judge(given);
    expect(verdict.kind).toBe(kind);
    expect(verdict.reason).toMatch(reason);
  });
});

test("permissions are asked for only where they decide", () => {
  const reviews = [
    review("alice", "APPROVED"),
    review("bob", "APPROVED", OLD),
    review("carol", "CHANGES_REQUESTED", OLD),
    review("reader", "COMMENTED"),
    review("dora", "APPROVED"),
    review("ci[bot]", "APPROVED"),
  ];
  expect(usersThatMatter({ head: HEAD, reviews, independent: true, author: "dora", makers: [] })).toEqual([
    "alice",
    "carol",
  ]);
});
