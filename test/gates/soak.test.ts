import { expect, test } from "vitest";
import { formatDuration, soak, type Stay } from "../../src/gates/soak.ts";

const HOUR = 3_600_000;
const now = Date.parse("2026-11-20T12:00:00Z");

const cases: readonly [string, Stay | null, object][] = [
  [
    "no record",
    null,
    { kind: "held", until: null, reason: "no record says since when stage has these versions; 2h are required" },
  ],
  [
    "since half an hour",
    { since: "2026-11-20T11:30:00Z", until: null },
    { kind: "held", until: "2026-11-20T13:30:00.000Z" },
  ],
  ["exactly the time", { since: "2026-11-20T10:00:00Z", until: null }, { kind: "open" }],
  [
    "one millisecond short",
    { since: "2026-11-20T10:00:00.001Z", until: null },
    { kind: "held", until: "2026-11-20T12:00:00.001Z" },
  ],
  ["another offset", { since: "2026-11-20T11:00:00+01:00", until: null }, { kind: "open" }],
  [
    "in the future",
    { since: "2026-11-20T13:00:00Z", until: null },
    { kind: "held", until: "2026-11-20T15:00:00.000Z" },
  ],
  ["moved on after it", { since: "2026-11-19T10:00:00Z", until: "2026-11-19T12:00:00Z" }, { kind: "open" }],
  [
    "moved on before it",
    { since: "2026-11-19T10:00:00Z", until: "2026-11-19T11:15:00Z" },
    {
      kind: "held",
      until: null,
      reason: "stage had these versions for 1h 15m only before it moved on; 2h are required",
    },
  ],
  [
    "a time that is none",
    { since: "yesterday", until: null },
    { kind: "unknown", reason: 'the records of stage hold a time that cannot be read: "yesterday"' },
  ],
];
test.each(cases)("the soak gate: %s", (_name, stay, expected) => {
  expect(soak.judge({ soakMs: 2 * HOUR, now, from: "stage", stay, hasNow: stay?.until === null })).toMatchObject(
    expected,
  );
});

test.each([
  [0, "0s"],
  [2 * HOUR, "2h"],
  [36 * HOUR, "1d 12h"],
  [90_000, "1m 30s"],
] as const)("%i ms read as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test("a stay whose end nobody recorded is not taken to go on", () => {
  const stay = { since: "2026-11-01T10:00:00Z", until: null };
  expect(soak.judge({ soakMs: HOUR, now, from: "stage", stay, hasNow: false })).toMatchObject({
    kind: "held",
    reason: "stage has moved on, and no record says when",
  });
});
