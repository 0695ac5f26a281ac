// The snapshot of a folder on a laptop: tracked files and those that Git does not ignore; in a plain folder every file. Links are never followed.
import { realpath, stat } from "node:fs/promises";
import { UserError } from "../errors.ts";
import { fileReader } from "./file-reader.ts";
import { type FileType, filesBelow } from "./folder-files.ts";
import type { Snapshot, TreeEntry } from "./snapshot.ts";
import { limitTo } from "./tree-snapshot.ts";

/** What a file of a working tree has instead of a blob's id. */
const NO_BLOB = "0".repeat(40);

/**
 * The files below `folder`, with paths from there. `commit` is `null`, every `oid` the null id, and no file is told to be executable. Throws a
 * UserError when the folder is not there, cannot be read or has more than 200,000 files. What `read` cannot read is in `unreadable`.
 */
export async function workingTreeSnapshot(folder: string): Promise<Snapshot> {
  const root = await existingFolder(folder);
  const unreadable = new Map<string, string>();
  let listing: Promise<Listing> | null = null;
  const tree = (): Promise<Listing> => (listing ??= listFiles(root));
  const list = async (): Promise<readonly TreeEntry[]> => (await tree()).entries;
  return {
    commit: null,
    unreadable,
    list: async (under) => (under === undefined ? list() : limitTo(await list(), under)),
    async read(paths, wants) {
      const { types } = await tree();
      const readFile = fileReader();
      const files = new Map<string, Uint8Array | null>();
      for (const path of paths) {
        const content = types.get(path) === "file" ? readFile(`${root}/${path}`) : { kind: "gone" as const };
        if (content.kind === "unreadable") unreadable.set(path, content.reason);
        if (content.kind !== "bytes") files.set(path, null);
        else if (wants?.(path, content.bytes) ?? true) files.set(path, Buffer.from(content.bytes));
      }
      return files;
    },
  };
}

async function existingFolder(folder: string): Promise<string> {
  try {
    if ((await stat(folder)).isDirectory()) return await realpath(folder);
  } catch (error) {
    throw new UserError(`the folder "${folder}" is not there`, { cause: error });
  }
  throw new UserError(`"${folder}" is not a folder`);
}

interface Listing {
  readonly types: ReadonlyMap<string, FileType>;
  /** Sorted by path. */
  readonly entries: readonly TreeEntry[];
}

async function listFiles(root: string): Promise<Listing> {
  const types = await filesBelow(root);
  const entries: TreeEntry[] = [];
  for (const [path, type] of types) entries.push({ path, mode: type === "link" ? "120000" : "100644", oid: NO_BLOB });
  return {
    types,
    entries: entries.sort(SURROGATE.test(entries.map(({ path }) => path).join("/")) ? bytewise : byText),
  };
}

function byText(a: TreeEntry, b: TreeEntry): number {
  return a.path < b.path ? -1 : a.path === b.path ? 0 : 1;
}

/** Text compares in the order of its bytes, but for characters beyond U+FFFF, which are two units each. */
const SURROGATE = /[\ud800-\udfff]/;

function bytewise(a: TreeEntry, b: TreeEntry): number {
  return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
}
