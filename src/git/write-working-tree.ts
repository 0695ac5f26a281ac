// Writing a changeset into a folder on a laptop: all new contents stand beside the old ones before the first is put in place.
import { chmod, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import type { Changeset } from "./snapshot.ts";

/** Replaces the files of `changes` below `folder`, keeping their modes. Throws a UserError, with nothing replaced, when one cannot be written. */
export async function writeWorkingTree(folder: string, changes: Changeset): Promise<void> {
  const staged: { readonly from: string; readonly to: string }[] = [];
  try {
    for (const [path, { bytes }] of changes) {
      const to = join(folder, path);
      const from = `${to}.waybill-${process.pid}`;
      staged.push({ from, to });
      await writeFile(from, bytes, { flag: "wx" });
      await chmod(from, (await stat(to)).mode);
    }
  } catch (error) {
    for (const { from } of staged) await rm(from, { force: true });
    const path = staged.at(-1)?.to ?? folder;
    throw new UserError(
      `"${path}" cannot be written; nothing was changed; expected a folder and file that you may write`,
      {
        cause: error,
      },
    );
  }
  for (const { from, to } of staged) await rename(from, to);
}
