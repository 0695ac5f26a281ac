import { describe, expect, test } from "vitest";
import { stepBetween } from "../../src/artifacts/order.ts";
import type { Version } from "../../src/artifacts/version.ts";
import { needsPerson, order, type OrderFacts } from "../../src/gates/order.ts";

function version(tag: string): Version {
  return { tag, digest: null };
}

function change(from: string, to: string): OrderFacts["steps"][number] {
  return { name: "app", from: version(from), to: version(to), step: stepBetween(version(from), version(to)) };
}

describe("the order gate", () => {
  const cases: readonly [OrderFacts["kind"], string, string, boolean | null, string, RegExp][] = [
    ["promotion", "1.2.3", "1.2.4", false, "open", /no version goes back/],
    ["promotion", "1.9.0", "1.10.0", false, "open", /no version goes back/],
    ["promotion", "1.2.4", "1.2.3", true, "closed", /app 1\.2\.4 to 1\.2\.3/],
    ["promotion", "1.2.3", "2.0.0-rc.1", false, "held", /a person must approve/],
    ["promotion", "1.2.3", "2.0.0-rc.1", true, "open", /approved by a person/],
    ["promotion", "1.2.3", "2.0.0-rc.1", null, "unknown", /could not be read/],
    ["promotion", "1.2.3", "01.2.3", false, "open", /no version goes back/],
    ["manual", "1.2.4", "1.2.3", false, "held", /goes back/],
    ["manual", "1.2.4", "1.2.3", true, "open", /approved by a person/],
    ["manual", "1.2.3", "1.3.0", false, "open", /no version goes back/],
  ];
  test.each(cases)("%s %s to %s, approved: %s", (kind, from, to, approved, expected, reason) => {
    const verdict = order.judge({ kind, steps: [change(from, to)], approved });
    expect(verdict.kind).toBe(expected);
    expect(verdict.reason).toMatch(reason);
  });

  test("what the environment before took back is held, approved or not", () => {
    const facts = { kind: "promotion", steps: [change("1.2.3", "1.3.0")], approved: true } as const;
    expect(order.judge({ ...facts, withdrawn: ["stage went back from app 1.3.0 to 1.2.9"] })).toMatchObject({
      kind: "held",
      reason: "stage went back from app 1.3.0 to 1.2.9",
    });
    expect(order.judge({ ...facts, withdrawn: [] })).toMatchObject({ kind: "open" });
  });

  test("one step back among others decides", () => {
    expect(
      order.judge({ kind: "promotion", steps: [change("1.0.0", "1.1.0"), change("2.0.0", "1.0.0")], approved: true }),
    ).toMatchObject({ kind: "closed" });
  });
});

test.each([
  ["promotion", "1.2.3", "1.2.4", false],
  ["promotion", "1.2.4", "1.2.3", false],
  ["manual", "1.2.4", "1.2.3", true],
  ["promotion", "1.2.3", "1.3.0-rc.1", true],
] as const)("a %s from %s to %s needs a person: %s", (kind, from, to, expected) => {
  expect(needsPerson({ kind, steps: [change(from, to)] })).toBe(expected);
});
