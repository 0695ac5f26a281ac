// The pins of a snapshot: reads the manifests of a scope in one batch, then what they refer to, until nothing is wanted any more.
import type { Artifact } from "../artifacts/artifact.ts";
import { isWithinRepository } from "../artifacts/git-repository.ts";
import type { ManifestRules } from "../config/configuration.ts";
import { UserError } from "../errors.ts";
import type { ManifestProblem, PinScan } from "../manifests/pin.ts";
import type { ManifestReader } from "../manifests/file-facts.ts";
import { scanPins } from "../manifests/scan.ts";
import { isManifestPath } from "../manifests/screen.ts";
import { candidateFiles } from "./candidates.ts";
import { placesIn, readerBy } from "./named-pins.ts";
import { matchesGlob } from "./path-glob.ts";
import type { Changeset, FileChange, Snapshot, TreeEntry } from "./snapshot.ts";

export interface SnapshotPins {
  readonly scan: PinScan;
  /** The files that were read as manifests, those that others refer to among them. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The tree's entries of these files. */
  readonly entries: ReadonlyMap<string, TreeEntry>;
}

const LINK = "it is a symbolic link or a submodule, which is not read";

/** More manifests than any run needs to read; beyond it the scope is wrong. */
const MOST_MANIFESTS = 50_000;

/**
 * The pins of the manifests in `scope` (files or folders). What `rules` ignore is not read as a manifest, though a kustomization may
 * still refer to it; what they name is a pin. `artifacts`: only files that may hold a pin of one of these are parsed. Links are
 * listed as problems, never read; so is whatever of a working tree could not be read.
 */
export async function pinsOf(
  snapshot: Snapshot,
  options: {
    readonly scope: readonly string[];
    readonly rules: ManifestRules;
    readonly artifacts?: readonly Artifact[];
    /** One that remembers, made by the same rules, where other scopes of the same repository are read too. */
    readonly reader?: ManifestReader;
  },
): Promise<SnapshotPins> {
  const { rules, artifacts, reader = readerBy(options.rules) } = options;
  const tree = await snapshot.list();
  const inScope = await manifestsIn(snapshot, options);
  const paths = inScope.filter(isFile).map(({ path }) => path);
  // A file can be named that is no manifest by its ending.
  const scope = [...options.scope, ...paths.filter((path) => !isManifestPath(path))];
  const files = new Map<string, Uint8Array | null>(
    artifacts === undefined
      ? await snapshot.read(paths)
      : [
          ...(await candidateFiles(snapshot, tree, paths, artifacts)),
          // These need not hold the artifact's name: the rules say what they are of.
          ...(await snapshot.read(paths.filter((path) => isNamedFor(rules, path, artifacts)))),
        ],
  );

  let scan = scanPins(files, { scope, reader });
  // Each round reads at least one new path of the tree or settles that it is not there, so this ends.
  for (let wanted = unread(scan, files); wanted.length > 0; wanted = unread(scan, files)) {
    for (const [path, bytes] of await snapshot.read(wanted)) files.set(path, bytes);
    scan = scanPins(files, { scope, reader });
  }

  const entries = tree.filter(({ path }) => files.has(path));
  const links = new Set([...inScope, ...entries].filter((entry) => !isFile(entry)).map(({ path }) => path));
  const problems = [...links].map((file): ManifestProblem => ({ file, line: null, reason: LINK }));
  for (const [file, reason] of snapshot.unreadable ?? []) problems.push({ file, line: null, reason });
  const read = new Map([...files].flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const])));
  return {
    scan: { ...scan, problems: [...scan.problems, ...problems] },
    files: read,
    entries: new Map(entries.flatMap((entry) => (read.has(entry.path) ? [[entry.path, entry] as const] : []))),
  };
}

/** The entries of a scope that are read as manifests, links among them. Throws a UserError when there are too many. */
export async function manifestsIn(
  snapshot: Snapshot,
  { scope, rules }: { readonly scope: readonly string[]; readonly rules: ManifestRules },
): Promise<readonly TreeEntry[]> {
  const named = new Set(scope);
  const found = (await snapshot.list(scope)).filter(
    ({ path }) =>
      named.has(path) ||
      ((isManifestPath(path) || placesIn(rules, path).length > 0) &&
        !rules.ignore.some((glob) => matchesGlob(glob, path))),
  );
  if (found.length <= MOST_MANIFESTS) return found;
  const shown = scope.slice(0, 3).map((path) => `"${path}"`);
  throw new UserError(
    `${found.length} manifests under ${shown.join(", ")}${scope.length > shown.length ? ", ..." : ""}; at most ${MOST_MANIFESTS} are read: name a smaller path`,
  );
}

/** The changeset of rewritten files: each replaces exactly the blob that was read. */
export function changesetOf(pins: SnapshotPins, rewritten: ReadonlyMap<string, Uint8Array>): Changeset {
  return new Map(
    [...rewritten].map(([path, bytes]): [string, FileChange] => [
      path,
      { replaces: pins.entries.get(path)?.oid ?? null, bytes },
    ]),
  );
}

/** Whether an artifact is what a call means: charts and Git repositories are called by less than their identity. */
function isCalled(artifact: Artifact, wanted: Artifact): boolean {
  const isSame = artifact.id === wanted.id || artifact.name === wanted.name;
  return (artifact.kind === wanted.kind && isSame) || isWithinRepository(artifact, wanted);
}

function isNamedFor(rules: ManifestRules, path: string, artifacts: readonly Artifact[]): boolean {
  return placesIn(rules, path).some(
    ({ artifact }) => artifact !== null && artifacts.some((wanted) => isCalled(artifact, wanted)),
  );
}

function unread(scan: PinScan, files: ReadonlyMap<string, Uint8Array | null>): readonly string[] {
  return scan.wanted.filter((path) => !files.has(path));
}

function isFile(entry: TreeEntry): boolean {
  return entry.mode === "100644" || entry.mode === "100755";
}
