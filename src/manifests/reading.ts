// One file read as manifests: its objects, the sites of each, and what kept the rest from being read.
import { parseSource, type ManifestDocument, type ParsedFile } from "./document.ts";
import { objectsOf, type ManifestKind } from "./kind.ts";
import { KINDS } from "./kinds.ts";
import type { ManifestProblem } from "./pin.ts";
import { mayHoldPins } from "./screen.ts";
import type { ObjectPlace, Site } from "./site.ts";
import { readSource, type Source } from "./source.ts";

export interface ReadObject {
  readonly kind: ManifestKind;
  readonly object: ObjectPlace;
  readonly sites: readonly Site[];
}

export interface Reading {
  /** `null` when the bytes are no text that is read. */
  readonly source: Source | null;
  readonly documents: readonly ManifestDocument[];
  readonly objects: readonly ReadObject[];
  readonly problems: readonly ManifestProblem[];
}

const NOTHING: Reading = { source: null, documents: [], objects: [], problems: [] };

/** Reads a file; one that cannot hold a pin is not parsed. Problems are values: a file never stops the others. */
export function readManifest(path: string, bytes: Uint8Array): Reading {
  if (!mayHoldPins(path, bytes)) return NOTHING;
  const source = readSource(path, bytes);
  if ("reason" in source) return { ...NOTHING, problems: [source] };
  return readParsed(source, parseSource(source));
}

/** What the kinds find in a file that is parsed already. */
export function readParsed(source: Source, { documents, problems }: ParsedFile): Reading {
  const objects: ReadObject[] = [];
  for (const object of documents.flatMap(objectsOf)) {
    const kind = KINDS.find((candidate) => candidate.matches(object));
    if (kind !== undefined) objects.push({ kind, object, sites: kind.find(object) });
  }
  return { source, documents, objects, problems };
}
