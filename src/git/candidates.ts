// Which manifests may hold an artifact, told from their text alone: among thousands of apps only the few that may are parsed.
import type { Artifact } from "../artifacts/artifact.ts";
import { isKustomizationPath } from "../manifests/kinds/kustomization.ts";
import { isManifestPath } from "../manifests/screen.ts";
import { mayReferTo, referenceFinder } from "./references.ts";
import { nameSearch } from "./name-search.ts";
import { releaseSearch } from "./referring-releases.ts";
import type { Snapshot, TreeEntry } from "./snapshot.ts";
import { posix } from "node:path";

/**
 * The files among `paths` that may hold a pin of one of the artifacts, and every local file that kustomizations among those refer to. Never too few:
 * a file that holds a pin names the last part of the artifact's name, or is a kustomization that refers to such a file, at any number of
 * removes; HelmReleases that may refer to an OCIRepository among them decide what it holds. Each round of references is read in one batch.
 */
export async function candidateFiles(
  snapshot: Snapshot,
  tree: readonly TreeEntry[],
  paths: readonly string[],
  artifacts: readonly Artifact[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const manifests = new Set<string>();
  for (const { path } of tree) if (isManifestPath(path)) manifests.add(path);
  const texts = new Map<string, string>();
  const targetsOf = referencesOf(manifests, texts);
  const { naming, seen, releases } = await search(snapshot, { manifests, paths, artifacts, texts, targetsOf });
  const holding = holders([...naming.keys(), ...releases], texts, targetsOf);
  const graph = (path: string): readonly string[] => targetsOf(path) ?? [];
  const wanted = closure(
    paths.filter((path) => holding.has(path)),
    graph,
  );
  const files = new Map<string, Uint8Array>();
  const missing = [...wanted].filter((path) => seen.has(path) && !naming.has(path));
  for (const found of [naming, await snapshot.read(missing)])
    for (const [path, bytes] of found) if (bytes !== null && wanted.has(path)) files.set(path, bytes);
  return files;
}

interface Found {
  /** The files that name one of the artifacts. */
  readonly naming: ReadonlyMap<string, Uint8Array>;
  readonly seen: ReadonlySet<string>;
  /** The HelmReleases that may refer to what is in these files. */
  readonly releases: readonly string[];
}

/** Reads the files, and those that the kustomizations among them refer to, at any number of removes; keeps the text of kustomizations. */
async function search(
  snapshot: Snapshot,
  options: {
    /** Of the whole tree. */
    readonly manifests: ReadonlySet<string>;
    readonly paths: readonly string[];
    readonly artifacts: readonly Artifact[];
    /** Filled: kustomizations, a byte in each character. */
    readonly texts: Map<string, string>;
    readonly targetsOf: (path: string) => readonly string[] | null;
  },
): Promise<Found> {
  const { manifests, paths, artifacts, texts, targetsOf } = options;
  const mayName = nameSearch(artifacts);
  const releases = releaseSearch();
  const naming = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  for (let round = paths; round.length > 0;) {
    for (const path of round) seen.add(path);
    const found = await snapshot.read(round, (path, bytes) => {
      const text = viewOf(bytes).toString("latin1");
      if (isKustomizationPath(path)) texts.set(path, text);
      releases.see(path, text);
      return mayName(text);
    });
    for (const [path, bytes] of found) if (bytes !== null) naming.set(path, bytes);
    // Where everything was read, nothing can be referred to that was not.
    if (isWithin(manifests, seen)) break;
    const next = new Set(round.flatMap((path) => targetsOf(path) ?? []));
    round = [...next].filter((path) => !seen.has(path));
    // Through many folders, one more exchange with the remote costs more than the few files that a folder's kustomization does not list.
    if (round.length > MANY) await snapshot.read([...round, ...neighbours(manifests, round)], () => false);
  }
  return { naming, seen, releases: releases.referringTo(naming.values()) };
}

const MANY = 20;

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  if (some.size > all.size) return false;
  for (const each of some) if (!all.has(each)) return false;
  return true;
}

/** The manifests in the folders of these kustomizations. */
function neighbours(manifests: ReadonlySet<string>, paths: readonly string[]): readonly string[] {
  const folders = new Set(paths.filter(isKustomizationPath).map((path) => posix.dirname(path)));
  return [...manifests].filter((path) => folders.has(posix.dirname(path)));
}

/** What each kustomization refers to, looked for once and when it is asked; `null` where only a parser can tell. */
function referencesOf(
  manifests: ReadonlySet<string>,
  texts: ReadonlyMap<string, string>,
): (path: string) => readonly string[] | null {
  const find = referenceFinder(manifests);
  const known = new Map<string, readonly string[] | null>();
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const text = texts.get(path);
    const targets = text === undefined ? [] : find(path, Buffer.from(text, "latin1").toString());
    known.set(path, targets);
    return targets;
  };
}

/** The files given, and every kustomization that may refer to one of them, at any number of removes. */
function holders(
  naming: readonly string[],
  texts: ReadonlyMap<string, string>,
  targetsOf: (path: string) => readonly string[] | null,
): ReadonlySet<string> {
  const holding = new Set(naming);
  for (let latest = naming; latest.length > 0;) {
    // Each target is looked for in every kustomization; of many it is cheaper to know what every one refers to.
    if (holding.size > FEW) return everyHolder([...holding], texts, targetsOf);
    const found: string[] = [];
    for (const path of mayReferTo(texts, latest)) {
      if (holding.has(path)) continue;
      const targets = targetsOf(path);
      if (targets === null || latest.some((target) => targets.includes(target))) found.push(path);
    }
    for (const path of found) holding.add(path);
    latest = found;
  }
  return holding;
}

const FEW = 30;

function everyHolder(
  naming: readonly string[],
  texts: ReadonlyMap<string, string>,
  targetsOf: (path: string) => readonly string[] | null,
): ReadonlySet<string> {
  const starts = [...naming];
  const sources = new Map<string, string[]>();
  for (const path of texts.keys()) {
    const targets = targetsOf(path);
    if (targets === null) starts.push(path);
    for (const target of targets ?? []) {
      const known = sources.get(target);
      if (known === undefined) sources.set(target, [path]);
      else known.push(path);
    }
  }
  return closure(starts, (path) => sources.get(path) ?? []);
}

/** Everything reachable from the starts, with them. */
function closure(starts: readonly string[], next: (path: string) => readonly string[]): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const path of reached) for (const target of next(path)) reached.add(target);
  return reached;
}

/** The same bytes as a Buffer, whose search is native. */
function viewOf(bytes: Uint8Array): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
