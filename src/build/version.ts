// Which version and tags does a build get? One function from what is built to its names; every rule of it is a row of the table in its test.
import { stepBetween } from "../artifacts/order.ts";
import { isChartVersion, isTag } from "../artifacts/version.ts";
import { usageError } from "../errors.ts";
import type { Checkout } from "./checkout.ts";
import type { BranchOrTag, BuildSubject } from "./subject.ts";

/**
 * How the builds of a branch are called. `date`: `20261121.114400_1a2b3c4`, numbers that sort and the commit. `semver`: a pre-release of the next patch,
 * `1.2.4-main.20261121114400.4.g1a2b3c4`, with the commits since the release. `describe`: git-describe(1)'s `1.2.3-4-g1a2b3c4`. `commit`: the full commit id.
 */
export type VersionPattern = "date" | "semver" | "describe" | "commit";

/** What is built, and what its clone says of it: never the time of the build, so that one commit is called the same whenever it is built. */
export interface VersionFacts extends Pick<Checkout, "committedAt" | "tags" | "nearest"> {
  readonly subject: BuildSubject;
}

export interface VersionRequest {
  /** The version as the call gives it; it wins over everything. */
  readonly version: string | null;
  readonly pattern: VersionPattern;
  /** What stands before the version in this app's Git tags: `app/` for `app/v1.2.3`; empty in a repository of one app. */
  readonly tagPrefix: string;
  /** The same of all that is built together: a tag is the build's whose prefix fits it best. */
  readonly allPrefixes: readonly string[];
  /** Whether a release also moves its short tags, `1.2` and `1`. */
  readonly shortTags: boolean;
  /** Whether the highest release also moves `latest`. */
  readonly latest: boolean;
}

export interface BuildVersion {
  /** What it is the version of, as the clone knows it. */
  readonly subject: BuildSubject;
  /** `1.2.3`, without the `v` of its Git tag. Also the image's tag, where an image's tag may hold it. */
  readonly version: string;
  /** The tag that never moves. */
  readonly tag: string;
  /** Tags that follow the newest release. */
  readonly movingTags: readonly string[];
  /** The same version as Helm takes it: semver. */
  readonly chartVersion: string;
  /** Whether it may be written into an environment; a proposal's build never is. */
  readonly isReleasable: boolean;
  /** One sentence on how the version came about. */
  readonly because: string;
}

/** Whether the version counts the commits since the nearest tag. */
export function needsHistory({ version, pattern }: VersionRequest): boolean {
  return version === null && (pattern === "semver" || pattern === "describe");
}

/** Whether another commit can get this version too: the name of a branch's build holds its commit, a Git tag can be moved and an input be given twice. */
export function mayBeShared(subject: BuildSubject | BranchOrTag, { version }: VersionRequest): boolean {
  return subject.kind === "tag" || subject.kind === "branch-or-tag" || version !== null;
}

/** `null` for a Git tag of another app of the repository. Throws a usage error when the pattern needs a tag that is not there, or the version given cannot be one. */
export function versionOf(facts: VersionFacts, request: VersionRequest): BuildVersion | null {
  const { subject } = facts;
  if (subject.kind === "tag" && !isTagOf(subject.tag, request)) return null;
  if (request.version !== null) return given(request.version, facts, request);
  switch (subject.kind) {
    case "tag":
      return released(subject, facts, request);
    case "branch": {
      const base = built(
        whole(branchVersion(subject.branch, facts, request)),
        facts,
        true,
        `the branch "${subject.branch}"`,
      );
      // Called like the release whose commit it is, it may come into the registry before the Git tag's own run, which then finds it there.
      const isRelease = request.pattern === "describe" && facts.nearest?.commits === 0;
      return isRelease ? { ...base, movingTags: movingTags(base.version, facts, request) } : base;
    }
    case "pull-request": {
      const { number, commit } = subject;
      const [name, said] = number === null ? ["pr", "a pull request"] : [`pr-${number}`, `pull request ${number}`];
      return built(`${name}-${short(commit)}`, facts, false, said);
    }
    case "merge-group":
      return built(`queue-${short(subject.commit)}`, facts, false, "a merge queue's group");
  }
}

/** Of the prefixes that fit the longest decides: `web/v1.2.3` is web's, also where another app's tags have none. */
function isTagOf(tag: string, { tagPrefix, allPrefixes }: VersionRequest): boolean {
  const isNearer = (prefix: string): boolean => prefix.length > tagPrefix.length && tag.startsWith(prefix);
  return tag.startsWith(tagPrefix) && !allPrefixes.some(isNearer);
}

function given(version: string, facts: VersionFacts, request: VersionRequest): BuildVersion {
  if (!isTag(imageTag(version)) || imageTag(version) !== version.replaceAll("+", "_")) {
    throw usageError(
      `the input \`version\` is ${JSON.stringify(version)}; expected at most 128 letters, digits, _, ., - and +, the first neither . nor -`,
    );
  }
  const isReleasable = facts.subject.kind === "tag" || facts.subject.kind === "branch";
  const base = built(version, facts, isReleasable, "the input `version`");
  return isReleasable ? { ...base, movingTags: movingTags(version, facts, request) } : base;
}

function released(
  { tag, isPrerelease }: BuildSubject & { kind: "tag" },
  facts: VersionFacts,
  request: VersionRequest,
): BuildVersion {
  const text = tag.slice(request.tagPrefix.length);
  const version = text.replace(/^v(?=\d)/u, "");
  const base = built(version, facts, true, `the Git tag "${tag}"`);
  return isPrerelease === true ? base : { ...base, movingTags: movingTags(version, facts, request) };
}

/** The tags that follow a release, of those that the call asks for; none for a pre-release, which nobody follows, and for what is no version in full. */
function movingTags(version: string, { tags }: VersionFacts, request: VersionRequest): readonly string[] {
  const [, major, minor, rest] = /^v?(\d+)\.(\d+)\.\d+(.*)$/u.exec(version) ?? [];
  if (major === undefined || minor === undefined || rest?.startsWith("-") === true) return [];
  const others = tags
    .filter((tag) => tag.startsWith(request.tagPrefix))
    .map((tag) => tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, ""))
    .filter((tag) => /^\d+\.\d+\.\d+(?:\+.*)?$/u.test(tag));
  const isHighestOf = (prefix: string): boolean =>
    others
      .filter((tag) => tag.startsWith(prefix))
      .every((tag) => stepBetween(plain(tag), plain(version)) !== "downgrade");
  return [
    ...(request.shortTags && isHighestOf(`${major}.${minor}.`) ? [`${major}.${minor}`] : []),
    // 0.x promises nothing between its minors (semver 2.0.0, item 4), so `0` would be a trap.
    ...(request.shortTags && major !== "0" && isHighestOf(`${major}.`) ? [major] : []),
    ...(request.latest && isHighestOf("") ? ["latest"] : []),
  ];
}

function plain(tag: string): { readonly tag: string; readonly digest: null } {
  return { tag, digest: null };
}

function branchVersion(
  branch: string,
  { subject, committedAt, nearest }: VersionFacts,
  request: VersionRequest,
): string {
  const { day, time } = utc(committedAt);
  const commit = short(subject.commit);
  const last = nearest?.tag?.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "") ?? null;
  switch (request.pattern) {
    case "date":
      return `${day}.${time}_${commit}`;
    case "commit":
      return subject.commit;
    case "describe":
      if (nearest === null || last === null) {
        throw usageError(
          `no Git tag ${request.tagPrefix === "" ? "" : `that starts with "${request.tagPrefix}" `}is reachable from ${commit}, which the pattern \`describe\` needs; check out with \`fetch-depth: 0\`, or choose another \`pattern\``,
        );
      }
      return nearest.commits === 0 ? last : `${last}-${nearest.commits}-g${commit}`;
    case "semver":
      // Of commits of one second the count tells which is later; a date alone would leave it to the commit ids.
      return `${nextPatch(last)}${identifier(branch)}.${day}${time}.${nearest === null ? "" : `${nearest.commits}.`}g${commit}`;
  }
}

/** The commit stands last in a branch's version: cut short, two commits could have one. */
function whole(version: string): string {
  if (version.length <= 128) return version;
  throw usageError(
    `the version "${version}" has ${version.length} characters, and a tag holds 128; shorten the Git tag that it begins with, or choose another \`pattern\``,
  );
}

/** `1.2.4-` after 1.2.3; `1.3.0-rc.1.` after the pre-release 1.3.0-rc.1, which is older than it; `0.0.0-` where there is no release. */
function nextPatch(last: string | null): string {
  const [, major, minor, patch, prerelease] = /^(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?(?:\+.*)?$/u.exec(last ?? "") ?? [];
  if (major === undefined || minor === undefined || patch === undefined) return "0.0.0-";
  return prerelease === undefined
    ? `${major}.${minor}.${BigInt(patch) + 1n}-`
    : `${major}.${minor}.${patch}${prerelease}.`;
}

/** A branch as one identifier of a semver pre-release; one of digits alone may not start with a zero. */
function identifier(branch: string): string {
  const text =
    branch
      .replaceAll(/[^0-9A-Za-z-]+/gu, "-")
      .replaceAll(/^-+|-+$/gu, "")
      .slice(0, 40) || "branch";
  return /^\d+$/u.test(text) ? `b${text}` : text;
}

function built(version: string, facts: VersionFacts, isReleasable: boolean, from: string): BuildVersion {
  const { day, time } = utc(facts.committedAt);
  const tag = imageTag(version);
  return {
    subject: facts.subject,
    version,
    tag,
    movingTags: [],
    chartVersion: isChartVersion(version) ? version : `0.0.0-${day}${time}.g${short(facts.subject.commit)}`,
    isReleasable,
    because: `${version} from ${from}`,
  };
}

/** A text as an image's tag: `+` as `_`, what no tag may hold as `-`, at most 128 characters. */
function imageTag(text: string): string {
  const legal = text
    .replaceAll("+", "_")
    .replaceAll(/[^\w.-]+/gu, "-")
    .replace(/^[.-]+/u, "");
  return legal.slice(0, 128) || "unnamed";
}

/** 12 digits: enough for the largest repositories to be without a twin, git's own default for them. */
function short(commit: string): string {
  return commit.slice(0, 12);
}

function utc(date: Date): { readonly day: string; readonly time: string } {
  const digits = date.toISOString().replaceAll(/\D/gu, "");
  return { day: digits.slice(0, 8), time: digits.slice(8, 14) };
}
