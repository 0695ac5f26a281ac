// What a scan keeps of a file: its pins and what others follow from it. The parsed documents are let go, else thousands of files would fill the memory.
import { chartReferencesIn, type ChartReference } from "./flux/chart-references.ts";
import type { NamedPlace } from "./named/named-place.ts";
import type { ManifestProblem, Pin } from "./pin.ts";
import { readManifest, type Reading } from "./reading.ts";
import type { ObjectPlace } from "./site.ts";

export interface FileFacts {
  readonly pins: readonly Pin[];
  /** Those of them that kustomize's image transformer reaches. */
  readonly transformed: readonly Pin[];
  readonly problems: readonly ManifestProblem[];
  /** The file's kustomization; the one thing of which the document stays, for its resources and for the place of a new entry. */
  readonly kustomization: ObjectPlace | null;
  /** The OCIRepositories that HelmReleases in the file refer to. */
  readonly chartReferences: readonly ChartReference[];
}

/** Reads one file; what cannot be read is a problem in its facts. */
export type ManifestReader = (path: string, bytes: Uint8Array) => FileFacts;

/** A reader that remembers: what it was given before, the same bytes at the same path, it does not parse again. `namedIn`: the places of a file that are named. */
export function rememberingReader(namedIn: (path: string) => readonly NamedPlace[] = () => []): ManifestReader {
  const known = new Map<string, { readonly bytes: Uint8Array; readonly facts: FileFacts }>();
  return (path, bytes) => {
    const before = known.get(path);
    if (before?.bytes === bytes) return before.facts;
    const facts = readFacts(path, bytes, namedIn(path));
    known.set(path, { bytes, facts });
    return facts;
  };
}

/** Reads a file for a scan; see `readManifest`. */
export function readFacts(path: string, bytes: Uint8Array, named: readonly NamedPlace[] = []): FileFacts {
  const { objects, problems }: Reading = readManifest(path, bytes, named);
  const pinsOf = (chosen: Reading["objects"]): readonly Pin[] =>
    chosen.flatMap(({ sites }) => sites.map(({ pin }) => pin));
  return {
    pins: pinsOf(objects),
    transformed: pinsOf(objects.filter(({ kind }) => kind.transformed)),
    problems,
    kustomization: objects.find(({ kind }) => kind.name === "kustomization")?.object ?? null,
    chartReferences: objects.flatMap(({ object }) => chartReferencesIn(object)),
  };
}
