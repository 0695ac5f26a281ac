// The job's own checkout as a store of objects: what actions/checkout already brought need not be fetched again.
import { lstatSync } from "node:fs";
import { join } from "node:path";

/** The object folder of the workspace's repository; `null` when there is no plain checkout (no `.git` folder, a worktree's `.git` file, a link). */
export function checkoutObjects(workspace: string): string | null {
  if (workspace === "") return null;
  const objects = join(workspace, ".git", "objects");
  for (const folder of [join(workspace, ".git"), objects]) {
    if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return null;
  }
  return objects;
}
