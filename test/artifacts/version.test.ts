import { describe, expect, it, test } from "vitest";
import { parseAssignment, parseAssignments } from "../../src/artifacts/assignment.ts";
import { matchesFilter } from "../../src/artifacts/filter.ts";
import { formatVersion, isDigest, isTag, parseVersion } from "../../src/artifacts/version.ts";
import { UserError } from "../../src/errors.ts";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("a version", () => {
  test.each([
    ["1.2.3", "1.2.3", null],
    [`1.2.3@${DIGEST}`, "1.2.3", DIGEST],
    [`@${DIGEST}`, null, DIGEST],
    ["_x", "_x", null],
    ["a".repeat(128), "a".repeat(128), null],
  ])("%j", (text, tag, digest) => {
    const version = parseVersion(text);
    expect(version).toEqual({ tag, digest });
    expect(formatVersion(version)).toBe(text);
  });

  test.each([
    "",
    "@",
    "1.2.3@",
    "v1;curl evil|sh",
    "$(id)",
    "${{ secrets.X }}",
    "a".repeat(129),
    "v1\n  injected: true",
    "1.2.3+x",
    "-x",
    ".x",
    " 1",
    DIGEST,
    "1@sha256:aa",
  ])("%j is no image version", (text) => {
    expect(() => parseVersion(text)).toThrow(UserError);
    expect(() => parseVersion(text)).toThrow(/^the image version ".*" is not valid; expected a tag/u);
  });

  test.each(["6.1.0", "v6.1.0", "1.2.3-rc.1", "1.2.3+build.5", `6.1.0@${DIGEST}`])("%j is a chart version", (text) => {
    expect(formatVersion(parseVersion(text, "chart"))).toBe(text);
  });

  test.each(["6.1", "6.x", "^6.1.0", ">=1.0.0", "*", "latest", "01.2.3", "1.2.3 ", "", "1.2.3-", "1.2.3_x"])(
    "%j is no chart version",
    (text) => {
      expect(() => parseVersion(text, "chart")).toThrow("expected an exact version such as 6.1.0");
    },
  );

  test.each(["v1.0.0", "main", "release/1.2", "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567"])(
    "%j is a Git version",
    (text) => {
      expect(parseVersion(text, "git")).toEqual({ tag: text, digest: null });
    },
  );

  test.each(["-x", "a..b", "a.lock", "x/.hid", "@{-1}", "a b", "x/", "a//b", "a:b", `v1@${DIGEST}`, "a\n"])(
    "%j is no Git version",
    (text) => {
      expect(() => parseVersion(text, "git")).toThrow("expected a tag, a branch or a commit id");
    },
  );

  it("tells tags and digests", () => {
    expect([isTag("v1"), isTag("a\n"), isTag("é")]).toEqual([true, false, false]);
    expect([isDigest(DIGEST), isDigest(`${DIGEST}0`), isDigest("sha256:")]).toEqual([true, false, false]);
  });
});

describe("an assignment", () => {
  test.each([
    ["image", "ghcr.io/acme/podinfo:1.2.3", "ghcr.io/acme/podinfo", "1.2.3"],
    ["image", `ghcr.io/acme/podinfo:1.2.3@${DIGEST}`, "ghcr.io/acme/podinfo", `1.2.3@${DIGEST}`],
    ["image", `localhost:5000/x@${DIGEST}`, "localhost:5000/x", `@${DIGEST}`],
    ["image", "nginx=1.27", "docker.io/library/nginx", "1.27"],
    ["chart", "podinfo=6.1.0", "podinfo", "6.1.0"],
    ["chart", "podinfo:6.1.0", "podinfo", "6.1.0"],
  ] as const)("of an %s: %s", (kind, text, id, version) => {
    const assignment = parseAssignment(text, kind);
    expect(assignment.artifact).toMatchObject({ kind, id });
    expect(formatVersion(assignment.version)).toBe(version);
  });

  test.each([
    ["image", "nginx", "has no version"],
    ["image", "localhost:5000/x", "has no version"],
    ["image", "nginx=", "is not valid"],
    ["image", "=1", "is not valid"],
    ["chart", "podinfo", "has no version"],
    ["chart", "podinfo=6.x", "expected an exact version"],
    ["chart", "oci://x=1.0.0", "expected an exact version"],
    ["chart", "../x=1.0.0", "expected name=version"],
    ["chart", "=1.0.0", "expected name=version"],
  ] as const)("of an %s is refused: %s", (kind, text, reason) => {
    expect(() => parseAssignment(text, kind)).toThrow(reason);
  });

  it("comes in lists of lines and commas", () => {
    const list = parseAssignments("\n a:1, b:2\r\n\nc:3,\na:1", "image");
    expect(list.map((each) => `${each.artifact.name} ${each.version.tag}`)).toEqual(["a 1", "b 2", "c 3"]);
    expect(parseAssignments(" \n", "chart")).toEqual([]);
  });

  it("gives no artifact two versions, however it is spelled", () => {
    expect(() => parseAssignments("nginx:1\ndocker.io/library/nginx:2", "image")).toThrow(
      /is given two versions; expected one$/u,
    );
  });
});

describe("a tag filter of Flux v1", () => {
  test.each([
    ["semver:~0.4", "0.4.9", true],
    ["semver:~0.4", "0.5.0", false],
    ["semver:~0.4", "stg-1a2b3c4", false],
    ["semver:~1.0", "v1.0", true],
    ["semver:>=1.0, <2.0", "1.9.0", true],
    ["semver:>=1.0, <2.0", "2.0.0", false],
    ["semver:*", "1.0.0-rc.1", false],
    ["glob:stg-*", "stg-1", true],
    ["glob:stg-*", "prod-1", false],
    ["glob:*-v*.1", "a-v2-v3.1", true],
    ["glob:ab*ba", "aba", false],
    ["glob:a.c", "abc", false],
    ["master-*", "master-1", true],
    ["1.0", "1.0", true],
    ["regex:^v[0-9]+\\.[0-9]+$", "v1.22", true],
    ["regexp:^v[0-9]+$", "xv1", false],
    ["regexp:(?i)RC", "1-rc", true],
    ["regexp:^main-[a-f0-9]+-(?P<ts>[0-9]+)", "main-0a1b2c3-1699999999", true],
  ])("%s, %s: %j", (filter, tag, expected) => {
    expect(matchesFilter(filter, tag)).toBe(expected);
  });

  test.each([
    ["semver:not a range", "it is not a semver range"],
    ["regexp:(a+)+$", "it repeats a group"],
    ["regexp:(a|a)*b", "it repeats a group"],
    ["regexp:a*a*a*a*a*a*b", "it has too many repetitions"],
    ["regexp:(a)\\1", "it refers back to a group"],
    ["regexp:[", "it is not a regular expression"],
    [`regexp:${"a".repeat(300)}`, "longer than 200 characters"],
  ])("%s cannot be evaluated, which is said and never a pass", (filter, reason) => {
    expect(() => matchesFilter(filter, "a".repeat(100))).toThrow(reason);
  });

  it("a glob takes linear time", () => {
    expect(matchesFilter(`glob:${"*a".repeat(60)}b`, "a".repeat(128))).toBe(false);
  });
});
