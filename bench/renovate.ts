// Renovate, for the bench only: installed beside the project in a pinned version, its managers run over the same files as ours.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { asRecord, asString, listOf, optional, parseJson } from "../src/text/canonical-json.ts";
import { call } from "./process.ts";

const VERSION = "44.121.2";
const installed = join(import.meta.dirname, "..", ".cache", "renovate");

export interface Dependency {
  readonly manager: string;
  readonly file: string;
  readonly name: string | null;
  readonly value: string | null;
  readonly digest: string | null;
  readonly datasource: string | null;
  /** Why Renovate itself would leave it alone. */
  readonly skipped: string | null;
}

export interface RenovateRun {
  /** Milliseconds of the extraction alone: its modules are loaded before. */
  readonly ms: number;
  /** Milliseconds of the whole process. */
  readonly wholeMs: number;
  /** By manager, as one text: files given, dependencies found. */
  readonly managers: string;
  readonly dependencies: readonly Dependency[];
}

/** Installs it when it is missing. `null` when it cannot be had; then why was said on stderr. */
export async function renovateVersion(): Promise<string | null> {
  const manifest = join(installed, "node_modules", "renovate", "package.json");
  if (!existsSync(manifest)) {
    process.stderr.write(`installing renovate ${VERSION} into .cache/renovate ...\n`);
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const { exitCode, err } = await call("npm", ["install", "--prefix", installed, ...flags, `renovate@${VERSION}`]);
    if (exitCode !== 0 || !existsSync(manifest)) {
      process.stderr.write(`renovate cannot be installed, so what is measured beside it is skipped: ${err.trim()}\n`);
      return null;
    }
  }
  return VERSION;
}

/** Every file below a folder, with paths from there. */
export async function listManifests(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** One process that runs the managers over the files, and lists what they found when asked to. */
export async function runRenovate(folder: string, files: readonly string[], list: boolean): Promise<RenovateRun> {
  const scratch = await mkdtemp(join(tmpdir(), "waybill-bench-renovate-"));
  try {
    const names = join(scratch, "files.json");
    await writeFile(names, JSON.stringify(files));
    const child = join(import.meta.dirname, "renovate-extract.ts");
    const { exitCode, out, err, ms } = await call(process.execPath, [
      child,
      installed,
      folder,
      names,
      ...(list ? ["list"] : []),
    ]);
    if (exitCode !== 0) throw new Error(`Renovate's extraction ended with ${exitCode}: ${err}`);
    const printed = asRecord(parseJson(out), "what the extraction prints");
    return {
      ms: Number(printed["ms"]),
      wholeMs: ms,
      managers: Object.entries(asRecord(printed["managers"], "the managers"))
        .map(([name, of]) => {
          const { files: given, dependencies, failed } = asRecord(of, name);
          return `${name} ${String(dependencies)} in ${String(given)} files${failed === 0 ? "" : ` (${String(failed)} failed)`}`;
        })
        .join(", "),
      dependencies: listOf(printed["dependencies"], "the dependencies", readDependency),
    };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function readDependency(value: unknown, what: string): Dependency {
  const given = asRecord(value, what);
  const text = (key: string): string | null => {
    const found = given[key];
    return typeof found === "number" ? String(found) : optional(found, `${what}.${key}`, asString);
  };
  return {
    manager: asString(given["manager"], what),
    file: asString(given["file"], what),
    name: text("depName"),
    value: text("currentValue"),
    digest: text("currentDigest"),
    datasource: text("datasource"),
    skipped: text("skipReason"),
  };
}
