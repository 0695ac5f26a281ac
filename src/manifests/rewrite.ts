// Sets pins: all of the edits or none, and not a byte besides.
import { equalVersions, formatVersion, type Version } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import { appendEntries, type NewEntry } from "./kustomize/append-entry.ts";
import type { Change } from "./yaml/change.ts";
import { groupBy } from "../text/group-by.ts";
import type { NamedPlace } from "./named/named-place.ts";
import { placeOf, type Pin, type PinEdit } from "./pin.ts";
import { applyProven } from "./yaml/prove.ts";
import { readWholeManifest, readParsed, type Reading } from "./reading.ts";
import type { Site } from "./site.ts";
import { sourceOf } from "./yaml/source.ts";

/**
 * The files that differ once every edit is made. A pin that has its version already is no change. Throws one UserError that lists
 * every refusal as `file:line: reason`, a line each; then nothing is to be written.
 */
export function rewritePins(
  files: ReadonlyMap<string, Uint8Array>,
  edits: readonly PinEdit[],
): ReadonlyMap<string, Uint8Array> {
  const refusals: string[] = [];
  const rewritten = new Map<string, Uint8Array>();
  for (const [file, ofFile] of groupBy(edits, (edit) => edit.pin.file)) {
    const bytes = files.get(file);
    if (bytes === undefined) {
      refusals.push(...ofFile.map(({ pin }) => `${placeOf(pin)}: the file is not there`));
      continue;
    }
    const result = rewriteFile(file, bytes, ofFile);
    refusals.push(...result.refusals);
    if (result.bytes !== null) rewritten.set(file, result.bytes);
  }
  if (refusals.length > 0) throw new UserError(refusals.join("\n"));
  return rewritten;
}

interface FileResult {
  readonly bytes: Uint8Array | null;
  readonly refusals: readonly string[];
}

function rewriteFile(file: string, bytes: Uint8Array, edits: readonly PinEdit[]): FileResult {
  const named = namedPlaces(edits);
  const reading = readWholeManifest(file, bytes, named);
  const { source } = reading;
  const refusals: string[] = [];
  const changes: Change[] = [];
  const written: Written[] = [];
  const additions: { pin: Pin; entry: NewEntry }[] = [];
  const sites = sitesOf(reading);
  const targets = new Map<string, Version>();
  for (const { pin, to } of edits) {
    const key = keyOf(pin);
    const earlier = targets.get(key);
    if (earlier !== undefined) {
      if (!equalVersions(earlier, to)) {
        refusals.push(
          `${placeOf(pin)}: two versions are asked for, ${formatVersion(earlier)} and ${formatVersion(to)}`,
        );
      }
      continue;
    }
    targets.set(key, to);
    const site = sites.get(key);
    if (site === undefined && pin.style === "absent") {
      if (equalVersions(pin.version, to)) continue;
      if (pin.refusal !== null) refusals.push(`${placeOf(pin)}: ${pin.refusal}`);
      else additions.push({ pin, entry: { name: pin.artifact?.name ?? "", to } });
      continue;
    }
    try {
      for (const change of changesAt(reading, site, pin, to)) {
        changes.push(change);
        written.push({ pin, change });
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusals.push(`${placeOf(pin)}: ${error.message}`);
    }
  }
  refusals.push(...contradictions(written));
  const first = additions[0];
  if (first !== undefined) {
    try {
      changes.push(
        additionsTo(
          reading,
          additions.map(({ entry }) => entry),
        ),
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusals.push(`${placeOf(first.pin)}: ${error.message}`);
    }
  }
  if (refusals.length > 0 || changes.length === 0 || source === null) return { bytes: null, refusals };
  try {
    const { text, parsed } = applyProven(source, { documents: reading.documents, problems: reading.unparsed }, changes);
    requireVersions(readParsed(sourceOf(file, text), parsed, named), targets);
    return { bytes: new TextEncoder().encode(text), refusals };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { bytes: null, refusals: edits.map(({ pin }) => `${placeOf(pin)}: ${error.message}`) };
  }
}

/** A pin and one change of the text that sets it. */
interface Written {
  readonly pin: Pin;
  readonly change: Change;
}

/** A sentence for each two changes of one piece of text into different ones: a named place can be a part of another pin. */
function contradictions(written: readonly Written[]): readonly string[] {
  const reasons: string[] = [];
  const ordered = written.toSorted(({ change: a }, { change: b }) => a.start - b.start || b.end - a.end);
  let furthest: Written | undefined;
  for (const each of ordered) {
    if (furthest !== undefined && overlap(furthest.change, each.change) && furthest.pin !== each.pin) {
      reasons.push(
        `${placeOf(each.pin)}: it is a part of what ${furthest.pin.path} at ${placeOf(furthest.pin)} sets; set one of the two`,
      );
    }
    if (furthest === undefined || each.change.end > furthest.change.end) furthest = each;
  }
  return reasons;
}

/** Two changes of one piece of text into different ones. */
function overlap(a: Change, b: Change): boolean {
  const isSame = a.start === b.start && a.end === b.end && a.text === b.text;
  return !isSame && a.start < b.end && b.start < a.end;
}

/** The places that the pins stand for because somebody named them. */
function namedPlaces(edits: readonly PinEdit[]): readonly NamedPlace[] {
  const pins = new Map(edits.flatMap(({ pin }) => (pin.named ? [[keyOf(pin), pin] as const] : [])));
  return [...pins.values()].map(({ document, path, artifact }) => ({ document, path, artifact }));
}

function changesAt(reading: Reading, site: Site | undefined, pin: Pin, to: Version): readonly Change[] {
  if (site === undefined) {
    const problem = reading.problems[0];
    const because = problem === undefined ? "the file holds no such pin any more; read it again" : problem.reason;
    throw new UserError(because);
  }
  const same = equalVersions(site.pin.version, to) && site.pin.style !== "absent";
  if (same || (pin.style === "absent" && equalVersions(pin.version, to))) return [];
  const refusal = site.pin.refusal ?? pin.refusal;
  if (refusal !== null) throw new UserError(refusal);
  return site.write(to);
}

function additionsTo(reading: Reading, entries: readonly NewEntry[]): Change {
  const target = reading.objects.find(({ kind }) => kind.name === "kustomization");
  if (target === undefined) throw new UserError(reading.problems[0]?.reason ?? "the file is no kustomization");
  return appendEntries(target.object.place, entries);
}

/** The last word has the scanner: what it finds in the new text is what was asked for. */
function requireVersions(reading: Reading, targets: ReadonlyMap<string, Version>): void {
  const sites = sitesOf(reading);
  for (const [key, to] of targets) {
    const version = sites.get(key)?.pin.version;
    if (version === undefined || !equalVersions(version, to)) {
      throw new UserError(`the edited file would not hold ${formatVersion(to)} there, so nothing is written`);
    }
  }
}

function sitesOf(reading: Reading): ReadonlyMap<string, Site> {
  return new Map(reading.objects.flatMap(({ sites }) => sites.map((site) => [keyOf(site.pin), site])));
}

function keyOf(pin: Pin): string {
  return `${pin.document}#${pin.path}`;
}
