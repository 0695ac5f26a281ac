// Writing a changeset into a folder on a laptop: all new contents stand beside the old ones before the first is put in place.
import { closeSync, fchmodSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { messageOf, UserError } from "../errors.ts";
import { type FileContent, fileReader } from "./file-reader.ts";
import type { Changeset } from "./snapshot.ts";

interface Staged {
  readonly path: string;
  /** The new content's file, beside the one that it replaces. */
  readonly from: string;
  readonly to: string;
}

/**
 * Replaces the files of `changes` below `folder`, keeping their modes. `read`: what the changes were computed from. Throws a UserError, with nothing
 * replaced, when one cannot be written or does not hold these bytes any more.
 */
export function writeWorkingTree(folder: string, changes: Changeset, read: ReadonlyMap<string, Uint8Array>): void {
  const staged: Staged[] = [];
  try {
    for (const [path, { bytes }] of changes) {
      const to = join(folder, path);
      const from = `${to}.waybill-${process.pid}`;
      staged.push({ path, from, to });
      stage(from, bytes, modeOf(to));
    }
    const readFile = fileReader();
    const other = staged.find(({ path, to }) => !holds(readFile(to), read.get(path)));
    if (other !== undefined)
      throw new UserError(
        `"${other.path}" was changed by something else meanwhile; nothing was changed here; run it again`,
      );
  } catch (error) {
    for (const { from } of staged) rmSync(from, { force: true });
    if (error instanceof UserError) throw error;
    throw new UserError(
      `"${staged.at(-1)?.to ?? folder}" cannot be written; nothing was changed; expected a folder and file that you may write`,
      { cause: error },
    );
  }
  putInPlace(staged);
}

function modeOf(path: string): number {
  return statSync(path).mode;
}

function stage(path: string, bytes: Uint8Array, mode: number): void {
  const file = openSync(path, "wx");
  try {
    writeFileSync(file, bytes);
    // Not by the mode given to open, from which the umask takes.
    fchmodSync(file, mode);
  } finally {
    closeSync(file);
  }
}

/** Whether the file is a regular one with just these bytes. */
function holds(now: FileContent, bytes: Uint8Array | undefined): boolean {
  return now.kind === "bytes" && bytes !== undefined && now.bytes.equals(bytes);
}

function putInPlace(staged: readonly Staged[]): void {
  for (const [index, { from, to }] of staged.entries()) {
    try {
      renameSync(from, to);
    } catch (error) {
      for (const left of staged.slice(index)) rmSync(left.from, { force: true });
      const done = index === 0 ? "nothing was changed" : `${index} of ${staged.length} files were changed before it`;
      throw new UserError(`"${to}" cannot be replaced: ${messageOf(error)}; ${done}`, { cause: error });
    }
  }
}
