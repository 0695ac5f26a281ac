import { expect, test } from "vitest";
import type { Verdict } from "../../src/gates/gate.ts";
import { overall } from "../../src/gates/overall.ts";

const open: Verdict = { kind: "open", reason: "fine" };
const closed: Verdict = { kind: "closed", reason: "never" };
const unknown: Verdict = { kind: "unknown", reason: "no answer" };
const waiting: Verdict = { kind: "held", reason: "somebody", until: null };
function timed(until: string): Verdict {
  return { kind: "held", reason: "a while", until };
}

const cases: readonly [string, readonly Verdict[], Verdict][] = [
  ["no gate", [], { kind: "open", reason: "no gate is configured" }],
  ["one open", [open], { kind: "open", reason: "the gate is open" }],
  ["all open", [open, open], { kind: "open", reason: "all 2 gates are open" }],
  ["one closed", [open, closed, waiting, unknown], { kind: "closed", reason: "g1: never" }],
  ["one unknown", [open, unknown, waiting], { kind: "unknown", reason: "g1: no answer" }],
  ["one held", [open, waiting], { kind: "held", reason: "g1: somebody", until: null }],
  [
    "two times",
    [timed("2026-01-01T10:00:00Z"), timed("2026-01-01T12:00:00+01:00"), open],
    { kind: "held", reason: "g0: a while; g1: a while", until: "2026-01-01T12:00:00+01:00" },
  ],
  [
    "somebody and a time",
    [timed("2026-01-01T10:00:00Z"), waiting],
    { kind: "held", reason: "g1: somebody; g0: a while", until: null },
  ],
];
test.each(cases)("the overall verdict of %s", (_name, verdicts, expected) => {
  expect(overall(verdicts.map((verdict, index) => ({ gate: `g${index}`, verdict })))).toEqual(expected);
});
