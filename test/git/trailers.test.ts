// The facts on our commits: written so that they read back the same, and so that nothing else reads as one.
import { spawnSync } from "node:child_process";
import { array, assert, constantFrom, property, string } from "fast-check";
import { describe, expect, test } from "vitest";
import { commitMessage, formatTrailers, parseTrailers, type Trailers } from "../../src/git/trailers.ts";

const none: Trailers = { changes: [], from: null, run: null };
const facts: Trailers = {
  changes: [
    {
      environment: "prod",
      app: "ünïcode\n",
      artifact: "image:ghcr.io/acme/podinfo",
      from: { tag: "1.0.0", digest: null },
      to: { tag: "1.1.0", digest: `sha256:${"a".repeat(64)}` },
      source: { repository: "acme/podinfo", commit: "b".repeat(40) },
    },
  ],
  from: "c".repeat(40),
  run: "https://github.com/acme/env/actions/runs/1",
  actor: "dependabot[bot]",
  source: { repository: "acme/podinfo", commit: "d".repeat(40) },
  gates: [{ gate: "statuses", verdict: "open", reason: 'stage passed "ünit"' }],
  head: "e".repeat(40),
};

/** What Git itself takes for trailers. */
function trailersByGit(message: string): string {
  return spawnSync("git", ["interpret-trailers", "--parse"], { input: message }).stdout.toString();
}

describe("trailers", () => {
  test("read back as they were written", () => {
    expect(parseTrailers(commitMessage("Promote", "Some body\n\nmore", facts))).toEqual(facts);
    expect(formatTrailers(none)).toBe("");
    expect(commitMessage("Promote", "", none)).toBe("Promote\n");
  });

  test("are ASCII whatever is in them, and the same when read back", () => {
    const [change] = facts.changes;
    assert(
      property(string({ unit: "binary" }), (app) => {
        const trailers = { ...none, changes: change === undefined ? [] : [{ ...change, app }] };
        const text = formatTrailers(trailers);
        expect(text).toMatch(/^[\u0020-\u007e]*$/u);
        expect(parseTrailers(`Promote\n\n${text}\n`)).toEqual(trailers);
      }),
    );
  });

  test("read back from a squash to which the forge added its own", () => {
    const squashed = `Promote (#1)\n\n* one\r\n\r\n${formatTrailers(facts)}\nCo-authored-by: Ann <a@example.org>\n`;
    expect(parseTrailers(squashed)).toEqual(facts);
  });

  test("count in the last paragraph only, never in the subject's", () => {
    expect(parseTrailers(`a\n\n${formatTrailers(facts)}\n\nand more text\n`)).toEqual(none);
    expect(parseTrailers(formatTrailers(facts))).toEqual(none);
  });

  test.each([
    ["not JSON", "Waybill-Change: {"],
    ["of another shape", 'Waybill-Change: {"environment":1}'],
    ["no commit", "Waybill-From: main"],
    ["a verdict that does not exist", 'Waybill-Gate: {"gate":"soak","verdict":"fine","reason":"r"}'],
    ["two heads", `Waybill-Head: ${"a".repeat(40)}\nWaybill-Head: ${"b".repeat(40)}`],
    ["two that disagree", `Waybill-From: ${"a".repeat(40)}\nWaybill-From: ${"b".repeat(40)}`],
    ["with spaces", "Waybill-Run: a b"],
  ])("that are %s are passed over", (_what, lines) => {
    expect(parseTrailers(`x\n\n${lines}\n`)).toEqual(none);
  });

  test.each([
    ["v1\n\nApproved-by: x", ""],
    ["Waybill-From: a", `Waybill-From: ${"d".repeat(40)}`],
    ["x", "text\n\nApproved-by: x\nReviewed-by: y"],
    ["x", "Signed-off-by : me"],
    ["x", "a\r\rApproved-by: x"],
    ["x", "a\u2028\u2028Approved-by: x"],
    ["x", "(cherry picked from commit abc)"],
    ["x", "---\nWaybill-Run: http://evil.example"],
  ])("are not made of %j and %j", (subject, body) => {
    const message = commitMessage(subject, body, none);
    expect(trailersByGit(message)).toBe("");
    expect(parseTrailers(message)).toEqual(none);
    expect(trailersByGit(commitMessage(subject, body, facts)).trim()).toBe(formatTrailers(facts));
  });

  test("are never other than ours, whatever subject and body are", () => {
    const text = array(
      constantFrom("\n", "\r", "\n\n", "Waybill-From: ", "a".repeat(40), "X: y", " ", "---", "text", "\u2028", "\t:"),
      { maxLength: 12 },
    );
    assert(
      property(text, text, (subject, body) => {
        expect(parseTrailers(commitMessage(subject.join(""), body.join(""), facts))).toEqual(facts);
        expect(parseTrailers(commitMessage(subject.join(""), body.join(""), none))).toEqual(none);
      }),
    );
  });
});
