// Finds the object database of a clone that the job has made already. Only files are looked at: nothing of that clone's configuration is read or run.
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";

export interface LocalObjects {
  /** The `objects` folder. */
  readonly objects: string;
  /** The content of the clone's `shallow` file: the commits where its history ends. */
  readonly shallow: string | null;
}

/** `folder`: a clone's working tree (also a linked one), or a bare repository; `null` when it is neither. */
export async function findLocalObjects(folder: string): Promise<LocalObjects | null> {
  const gitDir =
    (await linkedGitDir(folder)) ?? ((await isFolder(join(folder, ".git"))) ? join(folder, ".git") : folder);
  const shared = (await readIfThere(join(gitDir, "commondir")))?.trim();
  const common = shared === undefined ? gitDir : resolve(gitDir, shared);
  const objects = resolve(common, "objects");
  if (!(await isFolder(objects)) || (await readIfThere(join(common, "HEAD"))) === null) return null;
  return { objects, shallow: await readIfThere(join(common, "shallow")) };
}

/** In a linked working tree `.git` is a file, `gitdir: <path>`. */
async function linkedGitDir(folder: string): Promise<string | null> {
  const match = /^gitdir: (?<path>.+)$/mu.exec((await readIfThere(join(folder, ".git"))) ?? "")?.groups;
  return match === undefined ? null : resolve(folder, match["path"] ?? "");
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR")
  );
}
