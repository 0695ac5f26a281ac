// What a pin holds: an image tag and/or digest, a chart version, a Git tag or commit.
import { usageError } from "../errors.ts";
import type { ArtifactKind } from "./artifact.ts";

/** `tag` is the image tag, the chart version or the Git ref; `digest` is `sha256:` and 64 hexadecimal digits. At least one is set in a written version. */
export interface Version {
  readonly tag: string | null;
  readonly digest: string | null;
}

/** `1.2.3`, `1.2.3@sha256:...`, `@sha256:...`; the empty string when there is neither. */
export function formatVersion(version: Version): string {
  return (version.tag ?? "") + (version.digest === null ? "" : `@${version.digest}`);
}

export function equalVersions(a: Version, b: Version): boolean {
  return a.tag === b.tag && a.digest === b.digest;
}

/** An image tag by the OCI distribution specification: 1 to 128 of letters, digits, `_`, `.`, `-`, the first neither `.` nor `-`. */
export function isTag(text: string): boolean {
  return /^\w[\w.-]{0,127}$/.test(text);
}

/** `sha256:` and 64, or `sha512:` and 128, lower-case hexadecimal digits: the algorithms that the OCI image specification registers. */
export function isDigest(text: string): boolean {
  return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
}

/** An exact chart version: semver 2.0.0, a leading `v` allowed as Helm does. Ranges, two-part versions and leading zeros are none. */
export function isChartVersion(text: string): boolean {
  return text.length <= 128 && EXACT_SEMVER.test(text);
}

/** The expression of semver.org, with `v`. */
const EXACT_SEMVER =
  /^v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

/**
 * A Git tag, branch or commit as a manifest may name it: what git-check-ref-format(1) allows, without the characters that a manifest's templates or a shell would
 * read, at most 255 long.
 */
export function isGitRevision(text: string): boolean {
  return text.length <= 255 && /^\w[\w.+/-]*$/.test(text) && !/\.\.|\/[./]|[./]$|\.lock(?:\/|$)/.test(text);
}

const EXPECTED = {
  image: "a tag, tag@sha256:<64 hexadecimal digits> or @sha256:<64 hexadecimal digits>",
  chart: "an exact version such as 6.1.0 (semver; no range), with @sha256:<64 hexadecimal digits> or without",
  git: "a tag, a branch or a commit id",
} satisfies Record<ArtifactKind, string>;

const TAG_OF = { image: isTag, chart: isChartVersion, git: isGitRevision } satisfies Record<
  ArtifactKind,
  (text: string) => boolean
>;

/**
 * The version that `tag`, `tag@sha256:...` or `@sha256:...` writes. What the part before `@` may be depends on the kind: an image tag, an exact semver, a Git
 * revision (which has no digest). Throws a usage error that quotes the text.
 */
export function parseVersion(text: string, kind: ArtifactKind = "image"): Version {
  const at = text.indexOf("@");
  const tag = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? null : text.slice(at + 1);
  const rightTag = (tag === "" && digest !== null) || TAG_OF[kind](tag);
  const rightDigest = digest === null || (kind !== "git" && isDigest(digest));
  if (!rightTag || !rightDigest) {
    throw usageError(`the ${kind} version ${quoted(text)} is not valid; expected ${EXPECTED[kind]}`);
  }
  return { tag: tag === "" ? null : tag, digest };
}

/** Quoted as JSON, so that a line break or an escape shows itself; cut where it gets long. */
function quoted(text: string): string {
  return JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 199)}…`);
}
