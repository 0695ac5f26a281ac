// Real programs that some tests need. A missing one is named and its tests are counted as skipped; where WAYBILL_ALL_TOOLS is set (CI) it is an error.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** What the right program says of its version, where others have its name: Debian's yq is a wrapper around jq. */
const SAYS: ReadonlyMap<string, string> = new Map([["yq", "mikefarah/yq"]]);

/** The path of a program on PATH; `null` when it is not there. Throws instead when every tool is promised. */
export function findTool(name: string): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
    } catch {
      // Not in this folder; the next one is looked at.
      continue;
    }
    const says = SAYS.get(name);
    if (says === undefined) return path;
    const { status, stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
    if (status === 0 && stdout.includes(says)) return path;
  }
  if (process.env["WAYBILL_ALL_TOOLS"] === "1")
    throw new Error(`the tests need ${name}, which is not on PATH; .ci/run installs it`);
  return null;
}
