// Which manifests may hold an artifact, told from their text alone: among thousands of apps only the few that may are parsed.
import { posix } from "node:path";
import type { Artifact } from "../artifacts/artifact.ts";
import { isKustomizationPath, KUSTOMIZATION_NAMES } from "../manifests/kinds/kustomization.ts";
import { isManifestPath } from "../manifests/screen.ts";
import type { Snapshot, TreeEntry } from "./snapshot.ts";

/**
 * The files among `paths` that may hold a pin of one of the artifacts, and every local file that kustomizations among those refer to. Never too few:
 * a file that holds a pin names the last part of the artifact's name, or is a kustomization that refers to such a file, at any number of
 * removes. Each round of references is read in one batch.
 */
export async function candidateFiles(
  snapshot: Snapshot,
  tree: readonly TreeEntry[],
  paths: readonly string[],
  artifacts: readonly Artifact[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = artifacts.map(({ name }) => Buffer.from(name.slice(name.lastIndexOf("/") + 1)));
  const targetsOf = referenceFinder(tree);
  const files = new Map<string, Uint8Array>();
  const references = new Map<string, readonly string[]>();
  const opaque: string[] = [];
  for (let round = paths; round.length > 0;) {
    const next = new Set<string>();
    for (const [path, bytes] of await snapshot.read(round)) {
      if (bytes === null) continue;
      files.set(path, bytes);
      if (!isKustomizationPath(path)) continue;
      const targets = targetsOf(path, viewOf(bytes).toString());
      if (targets === null) {
        opaque.push(path);
        continue;
      }
      references.set(path, targets);
      for (const target of targets) next.add(target);
    }
    round = [...next].filter((path) => !files.has(path));
    // Through many folders, one more exchange with the remote costs more than the few files that a folder's kustomization does not list.
    if (round.length > MANY) await snapshot.read([...round, ...neighbours(tree, round)]);
  }
  const naming = [...files].filter(([, bytes]) => names.some((name) => viewOf(bytes).includes(name)));
  const holding = closure([...naming.map(([path]) => path), ...opaque], reversed(references));
  const wanted = closure(
    paths.filter((path) => holding.has(path)),
    references,
  );
  return new Map([...files].filter(([path]) => wanted.has(path)));
}

const MANY = 20;

/** The manifests in the folders of these kustomizations. */
function neighbours(tree: readonly TreeEntry[], paths: readonly string[]): readonly string[] {
  const folders = new Set(paths.filter(isKustomizationPath).map((path) => posix.dirname(path)));
  const found: string[] = [];
  for (const { path } of tree) if (isManifestPath(path) && folders.has(posix.dirname(path))) found.push(path);
  return found;
}

/** The keys of a kustomization whose values are files or folders that bring objects. */
const REFERRING = new Set(["resources", "bases", "components"]);

/** Finds the files of the tree that a kustomization's text may refer to: every word below a referring key that is a path of the tree. */
function referenceFinder(tree: readonly TreeEntry[]): (path: string, text: string) => readonly string[] | null {
  const manifests = new Set<string>();
  for (const { path } of tree) if (isManifestPath(path)) manifests.add(path);
  const denotedBy = (path: string): string | undefined =>
    manifests.has(path)
      ? path
      : // A folder stands for its kustomization.
        KUSTOMIZATION_NAMES.map((name) => posix.join(path, name)).find((file) => manifests.has(file));
  return (path, text) => {
    const words = referringWords(text);
    if (words === null) return null;
    const folder = posix.dirname(path);
    const found = new Set<string>();
    for (const word of new Set(words)) {
      if (word === "") continue;
      const target = denotedBy(posix.join(folder, word).replace(/\/$/u, ""));
      if (target !== undefined && target !== path) found.add(target);
    }
    return [...found];
  };
}

/** `null` when the text writes references in a way (anchors, escapes, block scalars) that only a parser reads. */
function referringWords(text: string): readonly string[] | null {
  // In flow style keys stand anywhere: every word may be a reference.
  const flow = /^\s*[{%]|^---[ \t]*\{/u.test(text);
  const lines: string[] = [];
  let referring = flow;
  for (const line of text.split(/\r\n?|\n/u)) {
    const key = /^\ufeff?["']?(?<key>[A-Za-z]+)["']?[ \t]*:/u.exec(line)?.groups?.["key"];
    if (key !== undefined) referring = flow || REFERRING.has(key);
    if (referring) lines.push(line.replace(/(?:^|\s)#.*$/u, ""));
  }
  if (lines.some((line) => /[&*!|>?\\]/u.test(line))) return null;
  return lines.flatMap((line) => [
    ...(line.match(/[^\s"',[\]{}]+/gu) ?? []),
    // Names with spaces or commas in them.
    ...[...line.matchAll(/"([^"]*)"|'([^']*)'/gu)].map(([, double, single]) => double ?? single ?? ""),
    ...line.split(/[,[\]{}]|^\s*- /u).map((part) => part.trim()),
  ]);
}

function reversed(graph: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, string[]>();
  for (const [from, targets] of graph)
    for (const target of targets) {
      const sources = result.get(target) ?? [];
      sources.push(from);
      result.set(target, sources);
    }
  return result;
}

/** Everything reachable from the starts, with them. */
function closure(starts: readonly string[], graph: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set(starts);
  for (const path of reached) for (const target of graph.get(path) ?? []) reached.add(target);
  return reached;
}

/** The same bytes as a Buffer, whose search is native. */
function viewOf(bytes: Uint8Array): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
