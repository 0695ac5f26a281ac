// Charts in a classic chart repository: a folder of a Git branch with packages and index.yaml, as GitHub Pages serves it. One commit publishes one version.
import { readFile } from "node:fs/promises";
import { basename, posix } from "node:path";
import { UserError } from "../errors.ts";
import type { Repository } from "../git/repository.ts";
import type { FileChange, Snapshot, TreeEntry } from "../git/snapshot.ts";
import { commitMessage, type Trailers } from "../git/trailers.ts";
import { sha256 } from "../text/digest.ts";
import { entryOf } from "./chart-index/entry.ts";
import { withVersion } from "./chart-index/insert.ts";
import { type ChartIndex, type IndexedVersion, readIndex, versionIn } from "./chart-index/read.ts";
import type { ChartStore, PackedChart, PublishedChart, StandingVersion } from "./chart-store.ts";

/** Where the packages lie. */
export interface ClassicPlace {
  /** `owner/name` */
  readonly repository: string;
  readonly branch: string;
  /** From the branch's root, without a slash at its ends; empty: the root itself. */
  readonly folder: string;
}

/** Opens the Git repository for one piece of work, and closes it afterwards. */
export type WithRepository = <T>(work: (git: Repository) => Promise<T>) => Promise<T>;

/** What a commit says of where it comes from. */
export type ClassicTrailers = Pick<Trailers, "source" | "run" | "actor">;

/** Versions of the chart `name`. */
export function classicCharts({
  place,
  name,
  trailers,
  withRepository,
}: {
  readonly place: ClassicPlace;
  readonly name: string;
  readonly trailers: ClassicTrailers;
  readonly withRepository: WithRepository;
}): ChartStore {
  const { repository, branch, folder } = place;
  const indexes = readerOf(place);
  return {
    where: `on "${branch}" of ${repository}`,
    tag: (version) => version,
    standing: (version) =>
      withRepository(async (git) => {
        if (!(await git.branches()).has(branch)) return null;
        const files = await indexes(await git.snapshot(branch));
        const entry = versionIn(files.index, name, version);
        return entry === null ? null : standingOf(files, place, name, entry);
      }),
    publish: (chart) =>
      withRepository(async (git) => {
        const files = await filesOf(chart, folder);
        const added = entryOf({ archive: files.archive, file: basename(chart.archive), created: chart.committedAt });
        const digest = sha256(files.archive);
        const { version } = chart;
        // What the newest attempt found: the swap calls `build` again whenever the branch moved.
        let found: PublishedChart | null = null;
        const outcome = await git.commit({
          branch,
          async build(snapshot) {
            const now = await indexes(snapshot);
            const entry = versionIn(now.index, name, version);
            const standing = entry === null ? null : await standingOf(now, place, name, entry);
            if (chart.judge(standing, digest) === "exists") {
              found = { result: "exists", digest: standing?.digest ?? digest, metadata: {} };
              return { nothing: "another run published it from the same commit" };
            }
            await checkFiles(now, place, chart, files, entry !== null);
            const index = withVersion(now.index, { chart: name, version, entry: added, generated: chart.committedAt });
            now.expect(index);
            const changes = new Map<string, FileChange>();
            for (const [path, bytes] of [...files.all, [now.path, Buffer.from(index.source.text)] as const])
              changes.set(path, { replaces: now.entries.get(path)?.oid ?? null, bytes });
            return {
              changes,
              message: commitMessage(`Publish the chart ${name} ${version}`, "", {
                changes: [],
                from: null,
                ...trailers,
              }),
            };
          },
        });
        if (outcome.kind === "nothing") return foundIn(found);
        await prove(await indexes(await git.snapshot(branch)), place, name, version, files.all, digest);
        const { commit } = outcome;
        const path = posix.join(folder, basename(chart.archive));
        return { result: "pushed", digest, metadata: { repository, branch, commit, path } };
      }),
  };
}

/** What the branch has in the folder. */
interface Folder {
  readonly path: string;
  readonly index: ChartIndex;
  readonly entries: ReadonlyMap<string, TreeEntry>;
  read(path: string): Promise<Uint8Array | null>;
  /** The index that is going to be there. */
  expect(index: ChartIndex): void;
}

/** Reads a branch's folder. An index that is there unchanged, or as it was expected, is not parsed again: that of a large repository takes seconds. */
function readerOf({ repository, branch, folder }: ClassicPlace): (snapshot: Snapshot | null) => Promise<Folder> {
  const path = posix.join(folder, "index.yaml");
  let last: { readonly oid: string | null; readonly index: ChartIndex } | null = null;
  let expected: ChartIndex | null = null;
  return async (snapshot) => {
    const tree = (await snapshot?.list([folder])) ?? [];
    const entries = new Map(tree.map((entry) => [entry.path, entry]));
    const entry = entries.get(path) ?? null;
    if (entry !== null && entry.mode !== "100644" && entry.mode !== "100755") {
      const kind = entry.mode === "120000" ? "a symbolic link" : "a submodule";
      throw new UserError(
        `"${path}" on "${branch}" of ${repository} is ${kind}; expected a file, which charts can be added to`,
      );
    }
    const read = async (file: string): Promise<Uint8Array | null> => (await snapshot?.read([file]))?.get(file) ?? null;
    const oid = entry?.oid ?? null;
    if (last === null || last.oid !== oid) {
      const bytes = await read(path);
      last = { oid, index: bytes !== null && isText(expected, bytes) ? expected : indexOn(bytes) };
    }
    return { path, index: last.index, entries, read, expect: (index) => void (expected = index) };
  };

  function isText(index: ChartIndex | null, bytes: Uint8Array): index is ChartIndex {
    return index !== null && Buffer.from(index.source.text).equals(bytes);
  }

  function indexOn(bytes: Uint8Array | null): ChartIndex {
    try {
      return readIndex(path, bytes);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      throw new UserError(`on "${branch}" of ${repository}: ${error.message}`, { cause: error });
    }
  }
}

/** The new files by their path, and the package itself. */
async function filesOf(
  { archive, provenance }: PackedChart,
  folder: string,
): Promise<{ readonly archive: Uint8Array; readonly all: readonly (readonly [string, Uint8Array])[] }> {
  const at = (path: string): string => posix.join(folder, basename(path));
  const bytes = await readFile(archive);
  const signature = provenance === null ? [] : [[at(provenance), await readFile(provenance)] as const];
  return { archive: bytes, all: [[at(archive), bytes], ...signature] };
}

/** What an entry says, held against the package that it names. One on another host is not looked at. */
async function standingOf(
  files: Folder,
  { folder, repository, branch }: ClassicPlace,
  name: string,
  { version, digest, revision, urls }: IndexedVersion,
): Promise<StandingVersion> {
  const said = `"${files.path}" on "${branch}" of ${repository}`;
  if (digest === null) {
    return { digest, revision, objection: `${said} does not say the digest of ${name} ${version}` };
  }
  const standing = { digest: `sha256:${digest}`, revision, objection: null };
  const [url] = urls;
  if (url === undefined || /^(?:[a-z][a-z0-9+.-]*:|\/)/iu.test(url)) return standing;
  const path = posix.join(folder, fileOf(url));
  const bytes = await files.read(path);
  const has = bytes === null ? null : sha256(bytes);
  if (has === standing.digest) return standing;
  const objection = `${said} says that ${name} ${version} is ${standing.digest}, and "${path}" is ${has ?? "not there"}`;
  return { ...standing, objection };
}

/** The file that an address relative to the index names; `%2B` is how some write the `+` of a version. */
function fileOf(url: string): string {
  const path = url.replace(/[?#].*$/su, "");
  try {
    return decodeURIComponent(path);
  } catch {
    // A lone percent sign stands for itself.
    return path;
  }
}

/** Throws a UserError for files that are there already and would be something else than their names say. `isReplaced`: an entry is replaced, and its package with it. */
async function checkFiles(
  now: Folder,
  { repository, branch, folder }: ClassicPlace,
  { archive, provenance, judge }: PackedChart,
  files: { readonly archive: Uint8Array },
  isReplaced: boolean,
): Promise<void> {
  const path = posix.join(folder, basename(archive));
  const signature = `${path}.prov`;
  if (provenance === null && now.entries.has(signature)) {
    throw new UserError(
      `"${signature}" on "${branch}" of ${repository} signs another package of this version; remove it, or sign this one with \`chart-key\` and \`chart-keyring\``,
    );
  }
  const standing = isReplaced ? null : await now.read(path);
  if (standing === null || Buffer.from(standing).equals(files.archive)) return;
  // A package without an entry: nobody knows what it was made of.
  judge({ digest: sha256(standing), revision: null, objection: null }, sha256(files.archive));
}

/** Throws a UserError when the branch, read again, has not the very files and the entry that were pushed. */
async function prove(
  now: Folder,
  { repository, branch }: ClassicPlace,
  name: string,
  version: string,
  files: readonly (readonly [string, Uint8Array])[],
  digest: string,
): Promise<void> {
  const entry = versionIn(now.index, name, version);
  let isThere = entry !== null && `sha256:${entry.digest}` === digest;
  for (const [path, bytes] of files) {
    const has = await now.read(path);
    isThere &&= has !== null && Buffer.from(has).equals(bytes);
  }
  if (isThere) return;
  throw new UserError(
    `the chart ${name} ${version} was pushed as ${digest}, and "${branch}" of ${repository} does not have it any more; something else writes this version: run it again`,
  );
}

/** `build` runs before every outcome, which the type of a variable that a callback sets cannot show. */
function foundIn(found: PublishedChart | null): PublishedChart {
  if (found === null) throw new Error("nothing was committed, and nothing was found");
  return found;
}
