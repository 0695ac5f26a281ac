// What the records of an environment say of a version: since when it is there, what it was built from, and which of two came first.
import type { Version } from "../artifacts/version.ts";
import { equalVersions } from "../artifacts/version.ts";
import type { Standing } from "../records/record.ts";

type Source = { readonly repository: string; readonly commit: string };

/**
 * Since when the environment has had `version` of the artifact without a break, by its records: server time, ISO 8601.
 * `null` when its newest record does not show that version.
 */
export function sinceOf(standing: Standing | null, artifact: string, version: Version): string | null {
  let since: string | null = null;
  for (const record of standing?.records ?? []) {
    if (!holds(record.pins, artifact, version)) break;
    since = record.since;
  }
  return since;
}

/** The application repository and commit that the version was built from, where a record of the environment names them. */
export function sourceOf(standing: Standing | null, artifact: string, version: Version): Source | null {
  for (const record of standing?.records ?? []) {
    for (const change of record.changes) {
      const introduced = change.artifact === artifact && change.to !== null && equalVersions(change.to, version);
      if (introduced && change.source !== null) return change.source;
    }
  }
  return null;
}

/**
 * Whether the environment had `offered` for the first time after it had `present` for the first time. `null` when its records do not
 * show both: a version that it never had cannot be placed.
 *
 * The first appearance decides and not the last, so that an environment that went back to an old version does not make it a new one.
 */
export function isNewerByRecords(
  standing: Standing | null,
  artifact: string,
  present: Version,
  offered: Version,
): boolean | null {
  const records = standing?.records ?? [];
  const firstOf = (version: Version) => records.findLastIndex((record) => holds(record.pins, artifact, version));
  const presentAt = firstOf(present);
  const offeredAt = firstOf(offered);
  if (presentAt === -1 || offeredAt === -1 || presentAt === offeredAt) return null;
  return offeredAt < presentAt;
}

function holds(
  pins: readonly { readonly artifact: string; readonly version: Version }[],
  artifact: string,
  version: Version,
): boolean {
  return pins.some((pin) => pin.artifact === artifact && equalVersions(pin.version, version));
}
