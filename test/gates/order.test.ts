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
    [
      "promotion",
      "1.2.3",
      "01.2.3",
      false,
      "open",
      /^no version is known to go back; the versions themselves give no order/,
    ],
    [
      "promotion",
      "1234567",
      "7",
      false,
      "open",
      /no order for app 1234567 to 7: a step without order counts as major$/,
    ],
    ["manual", "abcdef0", "0abcdef", false, "open", /no order for app abcdef0 to 0abcdef/],
    ["manual", "1.2.4", "1.2.3", false, "held", /goes back/],
    ["manual", "1.2.4", "1.2.3", true, "open", /approved by a person/],
    ["manual", "1.2.3", "1.3.0", false, "open", /no version goes back/],
  ];
  test.each(cases)("%s %s to %s, approved: %s", (kind, from, to, approved, expected, reason) => {
    const verdict = order.judge({ kind, steps: [change(from, to)], approved });
    expect(verdict.kind).toBe(expected);
    expect(verdict.reason).toMatch(reason);
  });

  test("the same tag with another digest counts as a patch, and two digests alone have no order", () => {
    const [a, b] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];
    const step = (tag: string | null): OrderFacts["steps"][number] => {
      const [from, to] = [
        { tag, digest: a },
        { tag, digest: b },
      ];
      return { name: "app", from, to, step: stepBetween(from, to) };
    };
    const judge = (tag: string | null) => order.judge({ kind: "promotion", steps: [step(tag)], approved: false });
    expect(judge("1.2.3")).toEqual({
      kind: "open",
      reason: `no version is known to go back; the tag stays and only the digest changes for app 1.2.3@${a} to 1.2.3@${b}: counts as a patch`,
    });
    expect(judge(null)).toEqual({
      kind: "open",
      reason: `no version is known to go back; the versions themselves give no order for app @${a} to @${b}: a step without order counts as major`,
    });
  });

  test("where nothing stood before, there is nothing to go back from", () => {
    const steps = [{ name: "app", from: null, to: version("abcdef0"), step: "unordered" }] as const;
    expect(order.judge({ kind: "manual", steps, approved: false }).reason).toBe("no version goes back");
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
