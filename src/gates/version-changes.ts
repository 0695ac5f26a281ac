// Which versions does a change set? Two states of an app's pins compared, wherever in the files they stand.
import type { Artifact } from "../artifacts/artifact.ts";
import { stepBetween, type Step } from "../artifacts/order.ts";
import { equalVersions, formatVersion, type Version } from "../artifacts/version.ts";
import { nameOf } from "../manifests/pairing.ts";
import { pairingKey, type Pin, type PinScan } from "../manifests/pin.ts";

/** One version that an app has after a change and did not have before it. */
export interface VersionChange {
  /** Pairing key of the pin. */
  readonly key: string;
  /** The artifact as a person calls it. */
  readonly name: string;
  readonly artifact: Artifact | null;
  /** `null`: the artifact is new in the app. */
  readonly from: Version | null;
  readonly to: Version;
  readonly step: Step;
  /** The place that holds it after the change. */
  readonly pin: Pin;
}

/**
 * The versions that `after` has and `before` has not, once each. A pin that only moved to another line, document or file changes no
 * version. `present`, the state that the change is going to be merged into where that is not `before`, tells what each step starts from.
 */
export function versionChanges(
  before: readonly Pin[],
  after: readonly Pin[],
  present: readonly Pin[] = before,
): readonly VersionChange[] {
  const changes = new Map<string, VersionChange>();
  for (const pin of after) {
    const key = pairingKey(pin);
    const isKnown = before.some((other) => pairingKey(other) === key && equalVersions(other.version, pin.version));
    const id = JSON.stringify([key, pin.version.tag, pin.version.digest]);
    if (isKnown || changes.has(id)) continue;
    const from =
      (present.find((other) => pairingKey(other) === key) ?? before.find((other) => pairingKey(other) === key))
        ?.version ?? null;
    changes.set(id, {
      key,
      name: nameOf(pin),
      artifact: pin.artifact,
      from,
      to: pin.version,
      step: stepOf(from, pin.version),
      pin,
    });
  }
  return [...changes.values()];
}

/** Problems that the change brings: what was readable before and is not any more, as sentences. */
export function newProblems(before: PinScan, after: PinScan): readonly string[] {
  const known = new Set(before.problems.map(({ file, reason }) => JSON.stringify([file, reason])));
  return after.problems
    .filter(({ file, reason }) => !known.has(JSON.stringify([file, reason])))
    .map(({ file, line, reason }) => `${line === null ? file : `${file}:${line}`}: ${reason}`);
}

function stepOf(from: Version | null, to: Version): Step {
  return from === null || formatVersion(from) === "" ? "unordered" : stepBetween(from, to);
}
