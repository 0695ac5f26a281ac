import { describe, expect, it, test } from "vitest";
import { greatestStep, isMutableTag, stepBetween, withinAutoMerge, type Step } from "../../src/artifacts/order.ts";
import type { Version } from "../../src/artifacts/version.ts";

const A = `sha256:${"a".repeat(64)}`;
const B = `sha256:${"b".repeat(64)}`;
const tag = (text: string | null, digest: string | null = null): Version => ({ tag: text, digest });

describe("the step between two tags", () => {
  test.each<[string, string, Step]>([
    ["1.2.3", "1.2.3", "none"],
    ["1.2.3", "1.2.4", "patch"],
    ["1.2.3", "1.3.0", "minor"],
    ["1.2.3", "2.0.0", "major"],
    ["v1.2.3", "1.2.4", "patch"],
    ["1.9", "1.10", "minor"],
    ["1.10", "1.9", "downgrade"],
    ["1.9", "1.9.1", "patch"],
    ["34", "35", "major"],
    ["1.2.3.4", "1.2.3.5", "patch"],
    ["0.4.0", "0.5.0", "minor"],
    ["2024.01.15", "2024.02.01", "minor"],
    ["20240101", "20240201", "major"],
    ["20261121.094400_1a2b3c4d5e6f", "20261121.094401_0a2b3c4d5e6f", "minor"],
    ["20261121.235959_1a2b3c4d5e6f", "20261122.000000_0a2b3c4d5e6f", "major"],
    ["20261121.094400_1a2b3c4d5e6f", "20261121.085959_ffffffffffff", "downgrade"],
    ["20261121.094400_1a2b3c4d5e6f", "20261121.094400_ffffffffffff", "unordered"],
    ["20261121.094400_482862893797", "20261121.094401_482862893797", "minor"],
    ["20261121.094400_1a2b3c4d5e6f", "1.2.4", "unordered"],
    ["1.2.4", "20261121.094400_1a2b3c4d5e6f", "unordered"],
    // The same builds as charts.
    ["0.0.0-20261121094400.g1a2b3c4d5e6f", "0.0.0-20261121094401.g0a2b3c4d5e6f", "prerelease"],
    ["1.2.4", "0.0.0-20261121094400.g1a2b3c4d5e6f", "unordered"],
    ["0.0.0-20261121094400.g1a2b3c4d5e6f", "1.2.4", "unordered"],
    ["1.2.4-main.20261121094400.g1a2b3c4d5e6f", "1.2.4-main.20261121094401.g0a2b3c4d5e6f", "prerelease"],
    ["1.2.4-main.20261121094400.g1a2b3c4d5e6f", "1.2.4", "patch"],
    ["1.2.4", "1.2.5-main.20261121094400.g1a2b3c4d5e6f", "prerelease"],
    ["20240101120000", "20240101120001", "major"],
    ["1.2.4", "1.2.3", "downgrade"],
    ["1.2.3", "2.0.0-rc.1", "prerelease"],
    ["2.0.0-rc.1", "2.0.0-rc.2", "prerelease"],
    ["2.0.0-rc.2", "2.0.0-rc.10", "prerelease"],
    ["2.0.0-rc.10", "2.0.0-rc.2", "downgrade"],
    ["2.0.0-alpha", "2.0.0-1", "downgrade"],
    ["2.0.0-rc", "2.0.0-rc.1", "prerelease"],
    ["2.0.0", "2.0.0-rc.1", "downgrade"],
    ["2.0.0-rc.1", "2.0.0", "major"],
    ["2.1.0-rc.1", "2.1.0", "minor"],
    ["2.1.1-rc.1", "2.1.1", "patch"],
    ["2.0.0-rc.1", "2.0.1", "patch"],
    ["2.0.0-rc.1", "1.9.0", "downgrade"],
    ["1.2.3-alpine", "1.2.4-alpine", "patch"],
    ["1.2.3-alpine3.19", "1.2.4-alpine3.20", "prerelease"],
    ["1.2.3-debian-12-r5", "1.2.3-debian-12-r10", "prerelease"],
    ["1.2.3-debian-12-r10", "1.2.3-debian-12-r5", "downgrade"],
    ["1.2.3-alpine3.9", "1.2.3-alpine3.10", "prerelease"],
    ["1.2.3-amd64", "1.2.3-arm64", "unordered"],
    ["1.2.3-alpine", "1.2.3-debian-12", "unordered"],
    ["1.2.3", "1.2.3-alpine", "unordered"],
    ["1.2.3-alpine", "1.2.3", "unordered"],
    ["1.2.3-alpine", "1.2.3-rc.1", "prerelease"],
    ["1.2.3-01", "1.2.3-1", "unordered"],
    ["1.2.3-rc", "1.2.4-rc", "prerelease"],
    ["1.2.3+a", "1.2.3+b", "unordered"],
    ["1.2.3", "1.2.3+x", "unordered"],
    ["1.2.3_x", "1.2.4_y", "patch"],
    ["1.2.3", "01.2.3", "unordered"],
    ["v1.2.3", "1.2.3", "unordered"],
    ["1.2", "1.2.0", "unordered"],
    ["1.2.3", "1.2.3-4-g0a1b2c3", "unordered"],
    ["0a1b2c3", "4d5e6f7", "unordered"],
    ["1234567", "7654321", "unordered"],
    ["12345678", "99999999", "unordered"],
    ["main", "1.2.3", "unordered"],
    ["0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", "1.0.0", "unordered"],
    ["1e3", "1e4", "unordered"],
    ["9007199254740993", "9007199254740992", "downgrade"],
  ])("%s to %s is %s", (from, to, step) => {
    expect(stepBetween(tag(from), tag(to))).toBe(step);
  });

  test.each<[string, Version, Version, Step]>([
    ["the same digest", tag("1.2.3", A), tag("1.2.3", A), "none"],
    ["the same tag, another digest", tag("1.2.3", A), tag("1.2.3", B), "digest"],
    ["a digest added", tag("1.2.3"), tag("1.2.3", A), "digest"],
    ["a digest taken away", tag("1.2.3", A), tag("1.2.3"), "digest"],
    ["a tag that moves", tag("latest", A), tag("latest", B), "unordered"],
    ["only digests", tag(null, A), tag(null, B), "unordered"],
    ["from nothing", tag(null), tag("1.2.3"), "unordered"],
    ["an older tag with another digest", tag("1.2.4", A), tag("1.2.3", B), "downgrade"],
  ])("%s", (_, from, to, step) => {
    expect(stepBetween(from, to)).toBe(step);
  });
});

describe("of several steps", () => {
  it("the one that asks most of a person decides", () => {
    expect(greatestStep([])).toBe("none");
    expect(greatestStep(["patch", "minor", "digest"])).toBe("minor");
    expect(greatestStep(["major", "unordered"])).toBe("unordered");
    expect(greatestStep(["downgrade", "prerelease", "major"])).toBe("downgrade");
  });
});

describe("auto-merge", () => {
  test.each<["never" | "patch" | "minor" | "major", Step[]]>([
    ["never", []],
    ["patch", ["none", "digest", "patch"]],
    ["minor", ["none", "digest", "patch", "minor"]],
    ["major", ["none", "digest", "patch", "minor", "major", "unordered"]],
  ])("%s reaches as far as %j", (limit, within) => {
    const all: Step[] = ["none", "digest", "patch", "minor", "major", "prerelease", "downgrade", "unordered"];
    expect(all.filter((step) => withinAutoMerge(step, limit)).sort()).toEqual([...within].sort());
  });
});

describe("a tag that moves", () => {
  test.each([
    "latest",
    "LATEST",
    "main",
    "master",
    "dev",
    "edge",
    "nightly",
    "stable",
    "latest-alpine",
    "1",
    "v1",
    "1.2",
    "v1.2",
    "pr-12",
    "24.04",
  ])("%s", (text) => {
    expect(isMutableTag(text)).toBe(true);
  });

  test.each([
    "1.2.3",
    "v1.2.3",
    "345",
    "1234",
    "2024.01",
    "0a1b2c3",
    "main-0a1b2c3",
    "sha-0a1b2c3",
    "1.2.3-alpine",
    "mainframe",
    "20240101",
  ])("is not %s", (text) => {
    expect(isMutableTag(text)).toBe(false);
  });
});
