// The pins of the working tree, as `pins` and `set` see them.
import { CONFIGURATION_FILE } from "../../config/find.ts";
import { parseConfiguration } from "../../config/parse.ts";
import { UserError, usageError } from "../../errors.ts";
import { pinsOf, type SnapshotPins } from "../../git/pins.ts";
import type { Snapshot } from "../../git/snapshot.ts";
import { workingTreeSnapshot } from "../../git/working-tree.ts";

export interface WorkingPins {
  readonly snapshot: Snapshot;
  readonly pins: SnapshotPins;
}

/** Reads every manifest below the paths given (default: the folder), but what waybill.yaml ignores. Throws a usage error for a path that is not there. */
export async function workingPins(folder: string, paths: readonly string[]): Promise<WorkingPins> {
  const snapshot = await workingTreeSnapshot(folder);
  const scope = paths.length === 0 ? [""] : paths.map(normalise);
  for (const path of scope) {
    if (path !== "" && (await snapshot.list([path])).length === 0) {
      throw usageError(
        `the path "${path}" holds no file below "${folder}"; expected a file or a folder, relative to it`,
      );
    }
  }
  const file = (await snapshot.read([CONFIGURATION_FILE])).get(CONFIGURATION_FILE) ?? null;
  const ignore = file === null ? [] : parseConfiguration(file).ignore;
  return { snapshot, pins: await pinsOf(snapshot, { scope, ignore }) };
}

function normalise(path: string): string {
  const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  if (path.startsWith("/") || parts.includes("..")) {
    throw new UserError(`the path "${path}" leaves the folder; expected one below it`, { exitCode: 2 });
  }
  return parts.join("/");
}
