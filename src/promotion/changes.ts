// A plan's changes as edits, as the trailers that declare them, as the files they make and as the diff that a person reads.
import { equalVersions, type Version } from "../artifacts/version.ts";
import type { SnapshotPins } from "../git/pins.ts";
import type { ChangeTrailer } from "../git/trailers.ts";
import { pairingKey, type Pin, type PinEdit, type PinScan } from "../manifests/pin.ts";
import { rewritePins } from "../manifests/rewrite.ts";
import { unifiedDiff } from "../text/diff.ts";

/** One pin that is to be set, in the app that it belongs to. */
export interface AppChange {
  readonly app: string;
  readonly pin: Pin;
  readonly from: Version;
  readonly to: Version;
  readonly source: { readonly repository: string; readonly commit: string } | null;
}

/** What the trailers of our commit say of the changes: one for each pin, equal ones once. */
export function declare(environment: string, changes: readonly AppChange[]): readonly ChangeTrailer[] {
  const trailers = new Map<string, ChangeTrailer>();
  for (const { app, pin, from, to, source } of changes) {
    const trailer: ChangeTrailer = { environment, app, artifact: pairingKey(pin), from, to, source };
    trailers.set(JSON.stringify([app, trailer.artifact, from, to]), trailer);
  }
  return [...trailers.values()];
}

/** The pins that trailers declare as changed, found again in the state before. `null` when one of them is not there. */
export function declaredEdits(
  apps: ReadonlyMap<string, PinScan>,
  trailers: readonly ChangeTrailer[],
): readonly PinEdit[] | null {
  const edits: PinEdit[] = [];
  for (const { app, artifact, from, to } of trailers) {
    const pins = (apps.get(app)?.pins ?? []).filter(
      (pin) => (pin.style !== "range" || pin.named) && pairingKey(pin) === artifact && equalVersions(pin.version, from),
    );
    if (pins.length === 0) return null;
    edits.push(...pins.map((pin) => ({ pin, to })));
  }
  return edits;
}

/** The new bytes of each file that the edits change. Throws a UserError that lists every place that cannot be rewritten. */
export function applyEdits(read: SnapshotPins, edits: readonly PinEdit[]): ReadonlyMap<string, Uint8Array> {
  const touched = new Set(edits.map(({ pin }) => pin.file));
  return rewritePins(new Map([...read.files].filter(([path]) => touched.has(path))), edits);
}

/** What the files change, as one text; empty when nothing. */
export function diffOf(read: SnapshotPins, rewritten: ReadonlyMap<string, Uint8Array>): string {
  return [...rewritten].map(([path, bytes]) => unifiedDiff(path, read.files.get(path) ?? null, bytes)).join("");
}

/** Whether two lists set the same places to the same versions, whatever lies around them. */
export function sameEdits(a: readonly PinEdit[], b: readonly PinEdit[]): boolean {
  const placesOf = (edits: readonly PinEdit[]) =>
    new Set(edits.map(({ pin, to }) => JSON.stringify([pin.file, pin.document, pin.path, to.tag, to.digest])));
  const [left, right] = [placesOf(a), placesOf(b)];
  return left.size === right.size && [...left].every((place) => right.has(place));
}
