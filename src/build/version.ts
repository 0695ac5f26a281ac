// Which version and tags does a build get? One function from what is built to its names; every rule of it is a row of the table in its test.
import { stepBetween } from "../artifacts/order.ts";
import { isChartVersion, isTag } from "../artifacts/version.ts";
import { usageError } from "../errors.ts";
import type { BuildSubject } from "./subject.ts";

/**
 * How the builds of a branch are called. `date`: `20261121.114400_1a2b3c4`, numbers that sort and the commit. `semver`: a pre-release of the next patch,
 * `1.2.4-main.20261121114400.g1a2b3c4`. `describe`: git-describe(1)'s `1.2.3-4-g1a2b3c4`. `commit`: the full commit id.
 */
export type VersionPattern = "date" | "semver" | "describe" | "commit";

export interface VersionFacts {
  readonly subject: BuildSubject;
  /** The commit's committer date: what is built of one commit is called the same whenever it is built. */
  readonly committedAt: Date;
  /** Every Git tag of the repository. */
  readonly gitTags: readonly string[];
  /** The nearest tag of this app before the commit and the commits since; `null` when none is reachable or the clone is too shallow to tell. */
  readonly nearest: { readonly tag: string; readonly commits: number } | null;
}

export interface VersionRequest {
  /** The version as the call gives it; it wins over everything. */
  readonly version: string | null;
  readonly pattern: VersionPattern;
  /** What stands before the version in this app's Git tags: `app/` for `app/v1.2.3`; empty in a repository of one app. */
  readonly tagPrefix: string;
  /** Whether a release also moves its short tags, `1.2` and `1`. */
  readonly shortTags: boolean;
  /** Whether the highest release also moves `latest`. */
  readonly latest: boolean;
}

export interface BuildVersion {
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

/** `null` for a Git tag of another app of the repository. Throws a usage error when the pattern needs a tag that is not there, or the version given cannot be one. */
export function versionOf(facts: VersionFacts, request: VersionRequest): BuildVersion | null {
  const { subject } = facts;
  if (subject.kind === "tag" && !subject.tag.startsWith(request.tagPrefix)) return null;
  if (request.version !== null) return given(request.version, facts);
  switch (subject.kind) {
    case "tag":
      return released(subject.tag.slice(request.tagPrefix.length), facts, request);
    case "branch":
      return built(branchVersion(subject.branch, facts, request), facts, true, `the branch "${subject.branch}"`);
    case "pull-request": {
      const name = subject.number === null ? "pr" : `pr-${subject.number}`;
      return built(`${name}-${short(subject.commit)}`, facts, false, `pull request ${subject.number ?? "of a fork"}`);
    }
    case "merge-group":
      return built(`queue-${short(subject.commit)}`, facts, false, "a merge queue's group");
  }
}

function given(version: string, facts: VersionFacts): BuildVersion {
  if (!isTag(imageTag(version)) || imageTag(version) !== version.replaceAll("+", "_")) {
    throw usageError(
      `the input \`version\` is ${JSON.stringify(version)}; expected at most 128 letters, digits, _, ., - and +, the first neither . nor -`,
    );
  }
  const isReleasable = facts.subject.kind === "tag" || facts.subject.kind === "branch";
  return built(version, facts, isReleasable, "the input `version`");
}

function released(text: string, facts: VersionFacts, request: VersionRequest): BuildVersion {
  const version = text.replace(/^v(?=\d)/u, "");
  const base = built(version, facts, true, `the Git tag "${request.tagPrefix}${text}"`);
  const [, major, minor, patch, rest] = /^(\d+)\.(\d+)\.(\d+)(.*)$/u.exec(version) ?? [];
  // A pre-release moves no tag that people follow.
  if (major === undefined || minor === undefined || patch === undefined || rest?.startsWith("-") === true) return base;
  const others = facts.gitTags
    .filter((tag) => tag.startsWith(request.tagPrefix))
    .map((tag) => tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, ""))
    .filter((tag) => /^\d+\.\d+\.\d+$/u.test(tag));
  const isHighestOf = (prefix: string): boolean =>
    others
      .filter((tag) => tag.startsWith(prefix))
      .every((tag) => stepBetween(plain(tag), plain(version)) !== "downgrade");
  const movingTags = [
    ...(request.shortTags && isHighestOf(`${major}.${minor}.`) ? [`${major}.${minor}`] : []),
    // 0.x promises nothing between its minors (semver 2.0.0, item 4), so `0` would be a trap.
    ...(request.shortTags && major !== "0" && isHighestOf(`${major}.`) ? [major] : []),
    ...(request.latest && isHighestOf("") ? ["latest"] : []),
  ];
  return { ...base, movingTags };
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
  const last = nearest === null ? null : nearest.tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "");
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
      return `${nextPatch(last)}${identifier(branch)}.${day}${time}.g${commit}`;
  }
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
