// The command line that the bench measures, and the real manifests it may measure on.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { call, type Called } from "./process.ts";

const root = join(import.meta.dirname, "..");

/** The committed command line; WAYBILL_DIST names another build's folder. */
const CLI = join(process.env["WAYBILL_DIST"] ?? join(root, "dist"), "cli.js");

/** Runs `waybill` in a folder to its end. Throws when it fails. */
export async function runWaybill(
  args: readonly string[],
  folder: string,
  options: { readonly memory?: boolean } = {},
): Promise<Called> {
  const called = await call(process.execPath, [CLI, ...args], { cwd: folder, ...options });
  if (called.exitCode !== 0)
    throw new Error(`waybill ${args[0]} in ${folder} ended with ${called.exitCode}: ${called.err}`);
  return called;
}

/** The folder of real manifests: WAYBILL_CORPUS, or `shared/corpus` beside the clone; `null` when there is none. */
export function corpusFolder(): string | null {
  const folder = process.env["WAYBILL_CORPUS"] ?? join(root, "..", "shared", "corpus");
  return existsSync(folder) ? folder : null;
}
