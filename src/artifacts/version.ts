// What a pin holds: an image tag and/or digest, a chart version, a Git tag or commit.

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
