// `FILE#PATH=VERSION`: the one place that is named, whatever guards it and whether or not a kind of manifest knows it.
import { UserError, usageError } from "../../errors.ts";
import { pinsOf, type SnapshotPins } from "../../git/pins.ts";
import type { Snapshot, TreeEntry } from "../../git/snapshot.ts";
import type { Pin, PinEdit } from "../../manifests/pin.ts";
import { readNamedPlace } from "../../manifests/reading.ts";
import { didYouMean } from "../../text/nearest.ts";
import { type Assignment, versionFor } from "./assignments.ts";
import { suggestion } from "./selection.ts";
import { pathInside, type WorkingPins } from "./working-folder.ts";

type PlaceAssignment = Extract<Assignment, { kind: "place" }>;

export interface PlaceEdits {
  readonly edits: readonly PinEdit[];
  /** What was read of the files, the places' own among them. */
  readonly pins: SnapshotPins;
}

/**
 * The edits of places in the folder. Throws a usage error when a file or a place in it is not there, naming what comes near; a UserError when the file
 * cannot be read.
 */
export async function placeEdits(working: WorkingPins, assignments: readonly PlaceAssignment[]): Promise<PlaceEdits> {
  const edits: PinEdit[] = [];
  const { root, snapshot, rules } = working;
  const named: { readonly file: string; readonly assignment: PlaceAssignment }[] = [];
  for (const assignment of assignments) named.push({ file: await pathInside(working, assignment.file), assignment });
  const scope = named.map(({ file }) => file);
  const pins = await pinsOf(snapshot, { scope, rules });
  const files = new Map(pins.files);
  const entries = new Map(pins.entries);
  for (const { file, assignment } of named) {
    const entry = await fileAt(snapshot, file, root);
    const bytes = files.get(file) ?? (await bytesOf(snapshot, file));
    files.set(file, bytes);
    entries.set(file, entry);
    const pin = foundPin(pins, file, assignment) ?? namedPin(file, bytes, assignment, pins);
    edits.push({ pin, to: versionFor(pin, assignment.version) });
  }
  return { edits, pins: { ...pins, files, entries } };
}

/**
 * A pin that may be written without naming it: it has its place also where the file itself shows none, as an entry that is to be appended. Throws a usage
 * error when several documents have the place.
 */
function foundPin({ scan }: SnapshotPins, file: string, { place }: PlaceAssignment): Pin | null {
  const found = scan.pins.filter(
    (pin) =>
      pin.file === file && pin.path === place.path && (place.document === null || pin.document === place.document),
  );
  const [pin] = found;
  if (pin !== undefined && found.length > 1) {
    const documents = found.map((each) => `document ${each.document} (line ${each.line})`);
    throw usageError(
      `"${file}" has ${place.path} in ${documents.slice(0, -1).join(", ")} and ${documents.at(-1) ?? ""}; name one, such as '${file}#${pin.document}:${place.path}'`,
    );
  }
  return pin !== undefined && pin.refusal === null ? pin : null;
}

function namedPin(file: string, bytes: Uint8Array, { name, place }: PlaceAssignment, { scan }: SnapshotPins): Pin {
  const found = readNamedPlace(file, bytes, { ...place, artifact: null });
  if (!("reason" in found)) return found;
  const where = `${file}${found.line === null ? "" : `:${found.line}`}`;
  if (!found.isRead) throw new UserError(`${where}: ${found.reason}`);
  const others = scan.pins.filter((pin) => pin.file === file && pin.path !== place.path);
  const near = suggestion(name, others, "places");
  throw usageError(`${where}: ${found.reason}${near}`);
}

async function fileAt(snapshot: Snapshot, file: string, folder: string): Promise<TreeEntry> {
  const [entry] = await snapshot.list([file]);
  if (entry?.path === file && entry.mode !== "120000" && entry.mode !== "160000") return entry;
  if (entry?.path === file) throw usageError(`"${file}" is a symbolic link or a submodule, which is not written`);
  if (entry !== undefined) throw usageError(`"${file}" is a folder; expected FILE#PATH=VERSION with a file`);
  const paths = (await snapshot.list()).map(({ path }) => path);
  throw usageError(`the file "${file}" is not below "${folder}"${didYouMean(file, paths)}`);
}

async function bytesOf(snapshot: Snapshot, file: string): Promise<Uint8Array> {
  const bytes = (await snapshot.read([file])).get(file) ?? null;
  if (bytes !== null) return bytes;
  throw new UserError(
    `"${file}" cannot be read${(snapshot.unreadable?.get(file) ?? "") && `: ${snapshot.unreadable?.get(file)}`}`,
  );
}
