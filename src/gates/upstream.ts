// What the giving environment's records say of the versions of a change: how long it had them, and on which commits.
import { equalVersions, type Version } from "../artifacts/version.ts";
import type { ChangeRecord, Standing } from "../records/record.ts";
import type { Stay } from "./soak.ts";

/** A version as the giving environment's records may call it: by the pin's own key, or by that of the pin it is paired with. */
export interface WantedVersion {
  readonly keys: readonly string[];
  readonly version: Version;
}

export interface RecordedStay {
  readonly stay: Stay;
  /** The commit that brought the versions together. */
  readonly introduced: string;
  /** The last commit before `from` moved on, where that is known; `null` while it still has them. */
  readonly last: string | null;
}

/**
 * The latest time in which the environment had all of the versions at once, without a break, by its records. `null` when no record shows it.
 * Of several such times the latest counts: what came before a break says nothing about what was put back.
 */
export function stayOf(standing: Standing, wanted: readonly WantedVersion[]): RecordedStay | null {
  const { records } = standing;
  const newest = records.findIndex((record) => holdsAll(record, wanted));
  if (newest === -1 || wanted.length === 0) return null;
  let oldest = newest;
  for (let index = newest + 1; index < records.length; index += 1) {
    const record = records[index];
    if (record === undefined || !holdsAll(record, wanted)) break;
    oldest = index;
  }
  const first = records[oldest];
  if (first === undefined) return null;
  const next = newest === 0 ? null : (records[newest - 1] ?? null);
  return {
    stay: { since: first.since, until: next?.since ?? null },
    introduced: first.commit,
    last: next?.parent ?? null,
  };
}

function holdsAll(record: ChangeRecord, wanted: readonly WantedVersion[]): boolean {
  return wanted.every(({ keys, version }) =>
    record.pins.some((pin) => keys.includes(pin.artifact) && equalVersions(pin.version, version)),
  );
}
