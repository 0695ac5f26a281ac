// The snapshot of one commit: the tree listed once, blobs read when they are asked for, those that are missing fetched in one batch.
import { readObjects, readTree } from "./objects.ts";
import type { Git } from "./process.ts";
import type { Remote } from "./remote.ts";
import type { Snapshot, TreeEntry } from "./snapshot.ts";

/** A commit that is here with its trees. `entries` is asked for once. */
export function treeSnapshot(options: {
  readonly commit: string;
  readonly git: Git;
  readonly remote: Remote;
  /** Blobs read before, by id; shared by the snapshots of a repository. */
  readonly blobs: Map<string, Uint8Array>;
}): Snapshot {
  const { commit, git, remote, blobs } = options;
  let entries: Promise<readonly TreeEntry[]> | null = null;

  const tree = (): Promise<readonly TreeEntry[]> => (entries ??= listTree(git, remote, commit));

  return {
    commit,
    list: async (under) => (under === undefined ? tree() : limitTo(await tree(), under)),
    async read(paths, wants) {
      const wanted = new Set(paths);
      const oids = new Map<string, string>();
      for (const { path, mode, oid } of await tree())
        if ((mode === "100644" || mode === "100755") && wanted.has(path)) oids.set(path, oid);
      await loadBlobs(git, remote, blobs, [...new Set(oids.values())]);
      const read = new Map<string, Uint8Array | null>();
      for (const path of paths) {
        const bytes = blobs.get(oids.get(path) ?? "") ?? null;
        if (bytes === null || wants === undefined || wants(path, bytes)) read.set(path, bytes);
      }
      return read;
    },
  };
}

/** The tree of a commit that is here; what another object database lacks of it is fetched. */
async function listTree(git: Git, remote: Remote, commit: string): Promise<readonly TreeEntry[]> {
  try {
    return await readTree(git, commit);
  } catch {
    await remote.fetchCommit(commit);
    return readTree(git, commit);
  }
}

async function loadBlobs(
  git: Git,
  remote: Remote,
  blobs: Map<string, Uint8Array>,
  oids: readonly string[],
): Promise<void> {
  const wanted = oids.filter((oid) => !blobs.has(oid));
  const add = (found: ReadonlyMap<string, Uint8Array>): void => found.forEach((bytes, oid) => blobs.set(oid, bytes));
  add(await readObjects(git, wanted));
  const missing = wanted.filter((oid) => !blobs.has(oid));
  if (missing.length === 0) return;
  await remote.fetchObjects(missing);
  add(await readObjects(git, missing));
  const lost = missing.find((oid) => !blobs.has(oid));
  if (lost !== undefined) throw new Error(`${remote.name} did not send the object ${lost}`);
}

/** The entries that are, or are below, one of the paths; the empty path is the root. */
export function limitTo(entries: readonly TreeEntry[], under: readonly string[]): readonly TreeEntry[] {
  const roots = new Set(under.map((path) => path.replace(/\/+$/u, "")));
  if (roots.has("") || roots.has(".")) return entries;
  // Only folders as deep as a root can be one: the others need not be cut out of the path.
  const depths = new Set([...roots].map((root) => root.split("/").length));
  return entries.filter(({ path }) => {
    if (roots.has(path)) return true;
    let depth = 1;
    for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1), depth += 1)
      if (depths.has(depth) && roots.has(path.slice(0, at))) return true;
    return false;
  });
}
