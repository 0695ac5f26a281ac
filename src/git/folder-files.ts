// The files of a folder on a laptop, and what stands at each path: told from the directories themselves, so that no file is asked for.
import { type Dirent, lstatSync, readdirSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../errors.ts";
import { lastWords } from "./failures.ts";
import { inJobClone } from "./job-clone.ts";
import { type Git, GitFailure } from "./process.ts";

/** What stands at a path: a regular file or a symbolic link. */
export type FileType = "file" | "link";

const MOST_FILES = 200_000;

/**
 * The files below `root`: in a clone those that Git tracks or would, elsewhere every one outside of `.git` and `node_modules`. Links are named
 * and never followed; what is neither a file nor a link is left out. Throws a UserError when a folder cannot be read, when Git fails, or
 * when there are more than 200,000.
 */
export async function filesBelow(root: string): Promise<ReadonlyMap<string, FileType>> {
  return isInClone(root) ? inClone(root) : walk(root, (_path, name) => name !== ".git" && name !== "node_modules");
}

function isInClone(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (statIfThere(join(at, ".git")) !== null) return true;
    if (dirname(at) === at) return false;
  }
}

async function inClone(root: string): Promise<ReadonlyMap<string, FileType>> {
  const [tracked, untracked, standing] = await inJobClone(root, async (git) => {
    // While Git looks for what is not tracked, the tracked folders are read here.
    const others = listByGit(git, root, ["--others", "--exclude-standard"]);
    // Awaited below; until then its failure is no unhandled one.
    others.catch(() => {});
    const tracked = await listByGit(git, root, ["--cached"]);
    const folders = foldersOf(tracked);
    const standing = walk(root, (path) => folders.has(path));
    return [tracked, await others, standing] as const;
  });
  const found = new Map<string, FileType>();
  for (const path of tracked) {
    const type = standing.get(path);
    // Deleted since it was tracked, a folder of its own repository, or behind a link.
    if (type !== undefined) found.set(path, type);
  }
  for (const path of untracked) {
    const type = standing.get(path) ?? typeAt(join(root, path));
    if (type !== null) found.set(path, type);
  }
  return capped(found, root);
}

async function listByGit(git: Git, root: string, which: readonly string[]): Promise<readonly string[]> {
  try {
    const listing = await git.bytes(["ls-files", "-z", ...which], "");
    return listing.toString().split("\0").slice(0, -1);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw new UserError(`Git could not list the files of "${root}": ${lastWords(error)}`, { cause: error });
  }
}

function foldersOf(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** What stands in `root` and in those folders below it that `enters` says yes to, at any depth. */
function walk(root: string, enters: (path: string, name: string) => boolean): ReadonlyMap<string, FileType> {
  const found = new Map<string, FileType>();
  const folders = [""];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder === "" ? root : `${root}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile()) found.set(path, "file");
      else if (entry.isSymbolicLink()) found.set(path, "link");
      else if (entry.isDirectory() && enters(path, entry.name)) folders.push(path);
    }
    capped(found, root);
  }
  return found;
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // A folder that is left out in silence would make its pins absent.
    throw new UserError(`the folder "${folder}" cannot be read: ${messageOf(error)}`, { cause: error });
  }
}

function capped<T extends ReadonlyMap<string, FileType>>(found: T, root: string): T {
  if (found.size > MOST_FILES)
    throw new UserError(`"${root}" has more than ${MOST_FILES} files; name a smaller folder`);
  return found;
}

function typeAt(path: string): FileType | null {
  const facts = statIfThere(path);
  if (facts === null) return null;
  return facts.isFile() ? "file" : facts.isSymbolicLink() ? "link" : null;
}

function statIfThere(path: string): Stats | null {
  try {
    return lstatSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw error;
  }
}
