// One file read as manifests: its objects, the sites of each, and what kept the rest from being read.
import { parseSource, type ManifestDocument, type ParsedFile } from "./yaml/document.ts";
import { groupBy } from "../text/group-by.ts";
import { objectsOf, type ReadObject } from "./kind.ts";
import { KINDS } from "./kinds.ts";
import { startOf } from "./yaml/place.ts";
import { nameSites, type NamedPlace } from "./named/named-place.ts";
import type { ManifestProblem, Pin } from "./pin.ts";
import { mayHoldPins, withoutOtherDocuments } from "./screen.ts";
import type { Site } from "./site.ts";
import { namedLines, readSource, type Source } from "./yaml/source.ts";

export interface Reading {
  /** `null` when the bytes are no text that is read. */
  readonly source: Source | null;
  readonly documents: readonly ManifestDocument[];
  readonly objects: readonly ReadObject[];
  readonly problems: readonly ManifestProblem[];
  /** Those of `problems` that are documents of the file which could not be parsed. */
  readonly unparsed: readonly ManifestProblem[];
}

const NOTHING: Reading = { source: null, documents: [], objects: [], problems: [], unparsed: [] };

/**
 * Reads a file; one that cannot hold a pin is not parsed, unless a place in it is named. Problems are values: a file never stops the others. `named`: places
 * of this very file that are pins whatever holds them.
 */
export function readManifest(path: string, bytes: Uint8Array, named: readonly NamedPlace[] = []): Reading {
  if (named.length === 0 && !mayHoldPins(path, bytes)) return NOTHING;
  const source = readSource(path, bytes);
  if ("reason" in source) return { ...NOTHING, problems: [source] };
  const text = named.length > 0 ? source.text : withoutOtherDocuments(path, source.text);
  return readParsed(source, parseSource(source, text), named);
}

/** The same with every document of the file, as a change needs it: what is proven is the whole file. */
export function readWholeManifest(path: string, bytes: Uint8Array, named: readonly NamedPlace[]): Reading {
  const source = readSource(path, bytes);
  if ("reason" in source) return { ...NOTHING, problems: [source] };
  return readParsed(source, parseSource(source), named);
}

/** Why there is no pin at a named place. */
export interface UnfoundPlace extends ManifestProblem {
  /** Whether the file could be read: then the place is not there. */
  readonly isRead: boolean;
}

/** The pin at one place of a file, or why there is none: the file cannot be read, the place is not there. */
export function readNamedPlace(path: string, bytes: Uint8Array, place: NamedPlace): Pin | UnfoundPlace {
  const { objects, problems, documents } = readManifest(path, bytes, [place]);
  const found = objects.flatMap(({ sites }) => sites).find(({ pin }) => pin.named);
  // What keeps a place from being found comes last.
  const problem = problems.at(-1) ?? { file: path, line: null, reason: "the file is empty" };
  return found?.pin ?? { ...problem, isRead: documents.length > 0 };
}

/** What the kinds find in a file that is parsed already. */
export function readParsed(
  source: Source,
  { documents, problems }: ParsedFile,
  named: readonly NamedPlace[] = [],
): Reading {
  const objects: ReadObject[] = [];
  const unread: ManifestProblem[] = [];
  for (const object of documents.flatMap(objectsOf)) {
    const kind = KINDS.find((candidate) => candidate.matches(object));
    if (kind === undefined) continue;
    const sites: Site[] = [];
    for (const finding of kind.find(object)) {
      if ("reason" in finding) unread.push(finding);
      else sites.push(finding);
    }
    objects.push({ kind, object, sites });
  }
  // Before twins are told apart: what refuses them, refuses them named too.
  const naming = nameSites({ source, documents, objects }, named);
  const twins = groupBy(naming.objects, ({ object: { object } }) => JSON.stringify(object));
  return {
    source,
    documents,
    objects: [...twins.values()].flatMap(withoutTwins),
    problems: [...problems, ...unread, ...naming.problems],
    unparsed: problems,
  };
}

/** The same object twice in a file: which of the two applies is up to the tool, so neither is written. */
function withoutTwins(twins: readonly ReadObject[]): readonly ReadObject[] {
  const [first] = twins;
  if (first === undefined || twins.length === 1 || first.object.object.name === "") return twins;
  const { kind, name } = first.object.object;
  const { source } = first.object.place.document;
  const lines = namedLines(source, twins, (twin) => startOf(twin.object.place));
  const reason = `${kind} "${name}" stands twice in the file, in ${lines}; keep one`;
  return twins.map((twin) => ({
    ...twin,
    sites: twin.sites.map((site) => ({ ...site, pin: { ...site.pin, refusal: site.pin.refusal ?? reason } })),
  }));
}
