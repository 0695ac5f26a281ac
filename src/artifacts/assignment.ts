// `NAME=VERSION` and `image:tag`: a version to write, as a call names it.
import { usageError } from "../errors.ts";
import { artifactKey, type Artifact, type ArtifactKind } from "./artifact.ts";
import { parseGitArtifact } from "./git-repository.ts";
import { imageArtifact, parseImageReference } from "./image-reference.ts";
import { equalVersions, parseVersion, type Version } from "./version.ts";

export interface Assignment {
  readonly artifact: Artifact;
  readonly version: Version;
}

/** The name of a chart as a call or the configuration gives it, without its repository. */
export function isChartName(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,249}$/.test(text);
}

/**
 * One assignment. Image: `ghcr.io/acme/podinfo:1.2.3`, with `@sha256:...` or only that, or `ghcr.io/acme/podinfo=1.2.3`. Chart: `podinfo=6.1.0` or `podinfo:6.1.0`; the
 * name is the artifact's identity, since a call names no repository. Git: `https://github.com/acme/deploy=v1.2.3`. Throws a usage error when the name or the
 * version is missing or wrong.
 */
export function parseAssignment(text: string, kind: ArtifactKind): Assignment {
  switch (kind) {
    case "image":
      return parseImage(text);
    case "chart":
      return parseChart(text);
    case "git":
      return parseGit(text);
  }
}

/** Assignments divided by line breaks or commas; blank ones are skipped, repeated ones count once. Throws when two give one artifact different versions. */
export function parseAssignments(text: string, kind: ArtifactKind): readonly Assignment[] {
  const found = new Map<string, Assignment>();
  for (const part of text.split(/[\r\n,]/u)) {
    const trimmed = part.trim();
    if (trimmed === "") continue;
    const assignment = parseAssignment(trimmed, kind);
    const key = artifactKey(assignment.artifact);
    const earlier = found.get(key);
    if (earlier !== undefined && !equalVersions(earlier.version, assignment.version)) {
      throw usageError(`the ${kind} "${assignment.artifact.name}" is given two versions; expected one`);
    }
    found.set(key, earlier ?? assignment);
  }
  return [...found.values()];
}

function parseImage(text: string): Assignment {
  const equals = text.indexOf("=");
  if (equals >= 0) {
    return { artifact: imageArtifact(text.slice(0, equals)), version: parseVersion(text.slice(equals + 1), "image") };
  }
  const { artifact, version } = parseImageReference(text);
  if (version.tag === null && version.digest === null) {
    throw usageError(`the image "${text}" has no version; expected "${text}:<tag>", "${text}@sha256:<digest>" or both`);
  }
  return { artifact, version };
}

function parseChart(text: string): Assignment {
  const divider = text.search(/[=:]/u);
  const name = divider < 0 ? text : text.slice(0, divider);
  if (!isChartName(name)) {
    throw usageError(
      `the chart ${JSON.stringify(text)} is not valid; expected name=version, for example podinfo=6.1.0`,
    );
  }
  if (divider < 0) throw usageError(`the chart "${name}" has no version; expected ${name}=<version>`);
  return { artifact: { kind: "chart", name, id: name }, version: parseVersion(text.slice(divider + 1), "chart") };
}

function parseGit(text: string): Assignment {
  const divider = text.lastIndexOf("=");
  const name = divider < 0 ? text : text.slice(0, divider);
  const artifact = parseGitArtifact(name);
  if (artifact === null) {
    throw usageError(
      `the Git repository ${JSON.stringify(name.slice(0, 300))} is not valid; expected repository=revision, for example https://github.com/acme/deploy=v1.2.3`,
    );
  }
  if (divider < 0) throw usageError(`the Git repository "${name}" has no revision; expected ${name}=<tag or commit>`);
  return { artifact, version: parseVersion(text.slice(divider + 1), "git") };
}
