// The programs that the bench measures beside: those of `.cache/tools`, else those of PATH; what Go can build is built there when it is missing.
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { findTool } from "../test/support/tools.ts";
import { call } from "./process.ts";

const folder = join(import.meta.dirname, "..", ".cache", "tools");

/** In the versions that are measured. Another program is called yq too, so that of PATH does not serve. */
const MODULES = {
  kustomize: "sigs.k8s.io/kustomize/kustomize/v5@v5.5.0",
  yq: "github.com/mikefarah/yq/v4@v4.45.4",
} as const;

/** The path of a program, built when it is missing; `null` when it cannot be had, which is then said on stderr. */
export async function editor(name: keyof typeof MODULES): Promise<string | null> {
  const path = join(folder, name);
  if (isThere(path)) return path;
  const go = findTool("go");
  if (go !== null) {
    process.stderr.write(`building ${MODULES[name]} into .cache/tools ...\n`);
    const { exitCode, err } = await call(go, ["install", MODULES[name]], { env: { GOBIN: folder } });
    if (exitCode === 0 && isThere(path)) return path;
    process.stderr.write(err);
  }
  process.stderr.write(`${name} is not there and cannot be built, so nothing is measured beside it\n`);
  return null;
}

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
