// The snapshot of a folder on a laptop: tracked files and those that Git does not ignore; in a plain folder every file. Links are never followed.
import type { Dirent, Stats } from "node:fs";
import { lstat, mkdtemp, readdir, readFile, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../errors.ts";
import { gitEnvironment } from "./environment.ts";
import { lastWords } from "./failures.ts";
import { gitIn, GitFailure } from "./process.ts";
import type { FileMode, Snapshot, TreeEntry } from "./snapshot.ts";
import { limitTo } from "./tree-snapshot.ts";

/** What a file of a working tree has instead of a blob's id. */
const NO_BLOB = "0".repeat(40);

const MOST_FILES = 200_000;

const MOST_BYTES = 10 * 1024 * 1024;

/** Files read at a time. */
const AT_ONCE = 32;

/**
 * The files below `folder`, with paths from there. `commit` is `null` and every `oid` the null id. Throws a UserError when the folder is not
 * there or has more than 200,000 files; reading a file of more than 10 MB throws one too.
 */
export async function workingTreeSnapshot(folder: string): Promise<Snapshot> {
  const root = await existingFolder(folder);
  let entries: Promise<readonly TreeEntry[]> | null = null;
  const tree = (): Promise<readonly TreeEntry[]> => (entries ??= listFiles(root));
  return {
    commit: null,
    list: async (under) => (under === undefined ? tree() : limitTo(await tree(), under)),
    async read(paths) {
      const regular = new Set((await tree()).filter(({ mode }) => mode.startsWith("100")).map(({ path }) => path));
      const files = new Map<string, Uint8Array | null>();
      for (let at = 0; at < paths.length; at += AT_ONCE) {
        const some = paths.slice(at, at + AT_ONCE);
        const bytes = await Promise.all(some.map(async (path) => (regular.has(path) ? readRegular(root, path) : null)));
        some.forEach((path, index) => files.set(path, bytes[index] ?? null));
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

async function listFiles(root: string): Promise<readonly TreeEntry[]> {
  const paths = (await isInClone(root)) ? await listByGit(root) : await listByWalking(root);
  const entries: TreeEntry[] = [];
  const links = new Map<string, Promise<boolean>>();
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = paths.slice(at, at + AT_ONCE);
    const modes = await Promise.all(some.map((path) => modeOf(root, path, links)));
    some.forEach((path, index) => {
      const mode = modes[index] ?? null;
      if (mode !== null) entries.push({ path, mode, oid: NO_BLOB });
    });
  }
  return entries.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

async function isInClone(folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await statIfThere(join(at, ".git"))) !== null) return true;
    if (dirname(at) === at) return false;
  }
}

/** Tracked files, and those neither tracked nor ignored. The clone's configuration is read by Git, but nothing that it names is run. */
async function listByGit(root: string): Promise<readonly string[]> {
  const home = await mkdtemp(join(tmpdir(), "waybill-home-"));
  try {
    const environment = gitEnvironment({ home, config: [["safe.directory", "*"]] });
    const git = gitIn({ folder: root, environment, secrets: [] });
    const listing = await git.bytes(["ls-files", "-z", "--cached", "--others", "--exclude-standard"], "");
    return capped([...new Set(listing.toString().split("\0").slice(0, -1))], root);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw new UserError(`Git could not list the files of "${root}": ${lastWords(error)}`, { cause: error });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function listByWalking(root: string): Promise<readonly string[]> {
  const paths: string[] = [];
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== ".git" && entry.name !== "node_modules") folders.push(path);
      } else paths.push(path);
    }
    capped(paths, root);
  }
  return paths;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    // A folder that is left out in silence would make its pins absent.
    throw new UserError(`the folder "${folder}" cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function capped(paths: readonly string[], root: string): readonly string[] {
  if (paths.length > MOST_FILES)
    throw new UserError(`"${root}" has more than ${MOST_FILES} files; name a smaller folder`);
  return paths;
}

/** `null` for what is no file: deleted since it was tracked, a folder of its own repository, a device; or behind a linked folder. */
async function modeOf(root: string, path: string, links: Map<string, Promise<boolean>>): Promise<FileMode | null> {
  if (await isBehindLink(root, path, links)) return null;
  const facts = await statIfThere(join(root, path));
  if (facts === null) return null;
  if (facts.isSymbolicLink()) return "120000";
  if (!facts.isFile()) return null;
  return (facts.mode & 0o100) === 0 ? "100644" : "100755";
}

async function isBehindLink(root: string, path: string, links: Map<string, Promise<boolean>>): Promise<boolean> {
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
    const folder = path.slice(0, at);
    const link = links.get(folder) ?? statIfThere(join(root, folder)).then((facts) => facts?.isSymbolicLink() ?? false);
    links.set(folder, link);
    if (await link) return true;
  }
  return false;
}

async function readRegular(root: string, path: string): Promise<Uint8Array> {
  const facts = await lstat(join(root, path));
  if (!facts.isFile()) throw new UserError(`"${path}" is no regular file any more`);
  if (facts.size > MOST_BYTES)
    throw new UserError(
      `"${path}" has ${facts.size} bytes; files of more than ${MOST_BYTES} are not read as manifests`,
    );
  try {
    return await readFile(join(root, path));
  } catch (error) {
    throw new UserError(`"${path}" cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

async function statIfThere(path: string): Promise<Stats | null> {
  try {
    return await lstat(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}
