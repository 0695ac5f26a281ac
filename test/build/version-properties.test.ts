// What holds for every version, whatever the commit, the branch and the Git tags are called.
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stepBetween } from "../../src/artifacts/order.ts";
import { isChartVersion, isTag } from "../../src/artifacts/version.ts";
import type { BuildSubject } from "../../src/build/subject.ts";
import { type BuildVersion, versionOf, type VersionFacts, type VersionRequest } from "../../src/build/version.ts";
import { UserError } from "../../src/errors.ts";

const PATTERNS = ["date", "semver", "describe", "commit"] as const;

const commits = fc.string({
  unit: fc.constantFrom(...Array.from("0123456789abcdef")),
  minLength: 40,
  maxLength: 40,
});
const seconds = fc.integer({ min: Date.UTC(1990) / 1000, max: Date.UTC(2100) / 1000 });
const at = (second: number): Date => new Date(second * 1000);
/** Git allows nearly everything in the name of a ref. */
const names = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(...Array.from("01v.-_+/aZé ")), minLength: 1, maxLength: 200 }),
  fc.constantFrom("main", "007", "release/1.2", "renovate/all", "-", "..."),
);
const numbers = fc.nat({ max: 99 });
/** As `git describe` is asked for them: a version's beginning, then anything. */
const nearest = fc.record({
  tag: fc
    .tuple(
      numbers,
      numbers,
      numbers,
      fc.oneof(fc.constantFrom("", "", "-rc.1", "-beta", "+7", "-rc_1", "-01", `-${"a".repeat(110)}`), names),
    )
    .map(([major, minor, patch, rest]) => `v${major}.${minor}.${patch}${rest}`),
  commits: fc.integer({ min: 1, max: 100_000 }),
});
const subjects: fc.Arbitrary<BuildSubject> = fc.oneof(
  fc.record({ kind: fc.constant("branch" as const), branch: names, commit: commits }),
  fc.record({ kind: fc.constant("tag" as const), tag: names, commit: commits }),
  fc.record({
    kind: fc.constant("pull-request" as const),
    number: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 2 ** 31 })),
    commit: commits,
    merge: fc.constant(null),
  }),
  fc.record({ kind: fc.constant("merge-group" as const), commit: commits }),
);
const facts: fc.Arbitrary<VersionFacts> = fc.record({
  subject: subjects,
  committedAt: seconds.map(at),
  tags: fc.array(names, { maxLength: 5 }),
  nearest,
});
const requests: fc.Arbitrary<VersionRequest> = fc.record({
  version: fc.constant(null),
  pattern: fc.constantFrom(...PATTERNS),
  tagPrefix: fc.constant(""),
  allPrefixes: fc.constant([]),
  shortTags: fc.boolean(),
  latest: fc.boolean(),
});

/** `null` where the version is refused, because it would have to be cut. */
function named(given: VersionFacts, request: VersionRequest): BuildVersion | null {
  try {
    return versionOf(given, request);
  } catch (error) {
    if (error instanceof UserError && error.message.includes("a tag holds 128")) return null;
    throw error;
  }
}

test("every tag is one that registries take, and every chart's version is semver", () => {
  fc.assert(
    fc.property(facts, requests, (given, request) => {
      const version = named(given, request);
      if (version === null) return;
      for (const tag of [version.tag, ...version.movingTags]) expect(isTag(tag), tag).toBe(true);
      expect(isChartVersion(version.chartVersion), version.chartVersion).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("the same commit is called the same, and only branches and tags are releasable", () => {
  fc.assert(
    fc.property(facts, requests, (given, request) => {
      const version = named(given, request);
      expect(named(structuredClone(given), { ...request })).toEqual(version);
      const mayBe = given.subject.kind === "branch" || given.subject.kind === "tag";
      expect(version?.isReleasable ?? mayBe).toBe(mayBe);
    }),
    { numRuns: 1000 },
  );
});

test("two commits have two tags, whatever branch, pull request or queue they are built for", () => {
  fc.assert(
    fc.property(facts, facts, requests, requests, (one, other, request, another) => {
      // Who pushes a Git tag chooses its version; that no two of them overwrite each other is the registry's rule.
      fc.pre(one.subject.kind !== "tag" && other.subject.kind !== "tag");
      fc.pre(one.subject.commit.slice(0, 12) !== other.subject.commit.slice(0, 12));
      const tags = [named(one, request)?.tag, named(other, another)?.tag];
      fc.pre(tags[0] !== undefined);
      expect(tags[0]).not.toBe(tags[1]);
    }),
    { numRuns: 2000 },
  );
});

test("two commits of one branch and one release have two tags though they were made in one second", () => {
  fc.assert(
    fc.property(facts, commits, requests, (one, commit, request) => {
      fc.pre(one.subject.kind !== "tag" && one.subject.commit.slice(0, 12) !== commit.slice(0, 12));
      const tag = named(one, request)?.tag;
      fc.pre(tag !== undefined);
      expect(named({ ...one, subject: { ...one.subject, commit } }, request)?.tag).not.toBe(tag);
    }),
    { numRuns: 2000 },
  );
});

const ordered = fc.record({
  branch: names,
  commits: fc.tuple(commits, commits),
  times: fc.tuple(seconds, seconds).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  counts: fc
    .tuple(fc.nat({ max: 99_999 }), fc.integer({ min: 1, max: 99_999 }))
    .map(([a, more]) => [a, a + more] as const),
  tag: fc.constantFrom(null, "v1.2.3", "v1.3.0-rc.1", "v0.9.9+5", "v10.0.0"),
});

function pairOf(
  { branch, commits: [a, b], times, counts, tag }: typeof ordered extends fc.Arbitrary<infer T> ? T : never,
  pattern: VersionRequest["pattern"],
): readonly [string, string] {
  const request: VersionRequest = {
    version: null,
    pattern,
    tagPrefix: "",
    allPrefixes: [],
    shortTags: false,
    latest: false,
  };
  const name = (commit: string, index: 0 | 1): string =>
    versionOf(
      {
        subject: { kind: "branch", branch, commit },
        committedAt: at(times[index]),
        tags: tag === null ? [] : [tag],
        nearest: { tag, commits: counts[index] },
      },
      request,
    )?.tag ?? "";
  return [name(a, 0), name(b, 1)];
}

const stepOf = ([from, to]: readonly [string, string]): string =>
  stepBetween({ tag: from, digest: null }, { tag: to, digest: null });

test("by `date` a commit of a later second sorts behind, by name and by Waybill's order", () => {
  fc.assert(
    fc.property(ordered, (pair) => {
      fc.pre(pair.times[0] < pair.times[1]);
      const [from, to] = pairOf(pair, "date");
      expect(from < to, `${from} < ${to}`).toBe(true);
      expect(stepOf([from, to])).not.toMatch(/downgrade|unordered|none/u);
    }),
    { numRuns: 1000 },
  );
});

test("by `semver` a later commit sorts behind, one of the same second too", () => {
  fc.assert(
    fc.property(ordered, fc.boolean(), (pair, isSameSecond) => {
      const times = isSameSecond ? ([pair.times[0], pair.times[0]] as const) : pair.times;
      expect(stepOf(pairOf({ ...pair, times }, "semver"))).toBe("prerelease");
    }),
    { numRuns: 1000 },
  );
});

function givenVersion(
  given: VersionFacts,
  request: VersionRequest,
): Pick<BuildVersion, "version" | "tag" | "movingTags"> | "refused" | null {
  try {
    const built = versionOf(given, request);
    return built === null ? null : { version: built.version, tag: built.tag, movingTags: built.movingTags };
  } catch (error) {
    if (error instanceof UserError && error.message.startsWith("the input `version` is")) return "refused";
    throw error;
  }
}

test("a version that the call gives is taken as it is, or refused", () => {
  const texts = fc.oneof(
    names,
    fc.string({ unit: fc.constantFrom(...Array.from("aZ09_.-+")), minLength: 1, maxLength: 140 }),
  );
  fc.assert(
    fc.property(facts, requests, texts, (given, request, version) => {
      fc.pre(given.subject.kind !== "tag");
      const asTag = version.replaceAll("+", "_");
      expect(givenVersion(given, { ...request, version })).toEqual(
        isTag(asTag) ? { version, tag: asTag, movingTags: [] } : "refused",
      );
    }),
    { numRuns: 2000 },
  );
});
