// Writing a changeset into a folder on a laptop: all new contents stand beside the old ones before the first is put in place.
import { chmod, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { fileReader } from "./file-reader.ts";
import type { Changeset } from "./snapshot.ts";

/**
 * Replaces the files of `changes` below `folder`, keeping their modes. `read`: what the changes were computed from. Throws a UserError, with nothing
 * replaced, when one cannot be written or does not hold these bytes any more.
 */
export async function writeWorkingTree(
  folder: string,
  changes: Changeset,
  read: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const staged: { readonly from: string; readonly to: string }[] = [];
  const discard = async (): Promise<void> => {
    for (const { from } of staged) await rm(from, { force: true });
  };
  try {
    for (const [path, { bytes }] of changes) {
      const to = join(folder, path);
      const from = `${to}.waybill-${process.pid}`;
      staged.push({ from, to });
      await writeFile(from, bytes, { flag: "wx" });
      await chmod(from, (await stat(to)).mode);
    }
  } catch (error) {
    await discard();
    const path = staged.at(-1)?.to ?? folder;
    throw new UserError(
      `"${path}" cannot be written; nothing was changed; expected a folder and file that you may write`,
      {
        cause: error,
      },
    );
  }
  const other = changedSince(folder, changes, read);
  if (other !== null) {
    await discard();
    throw new UserError(`"${other}" was changed by something else meanwhile; nothing was changed here; run it again`);
  }
  for (const { from, to } of staged) await rename(from, to);
}

/** The first file whose bytes are not those that were read. */
function changedSince(folder: string, changes: Changeset, read: ReadonlyMap<string, Uint8Array>): string | null {
  const readFile = fileReader();
  for (const path of changes.keys()) {
    const now = readFile(join(folder, path));
    const before = read.get(path);
    if (now.kind !== "bytes" || before === undefined || !now.bytes.equals(before)) return path;
  }
  return null;
}
