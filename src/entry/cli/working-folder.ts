// The folder in which the command line works: a repository's root, with its files, its waybill.yaml and its pins.
import { lstat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import type { Configuration, ManifestRules } from "../../config/configuration.ts";
import { CONFIGURATION_FILE } from "../../config/find.ts";
import { parseConfiguration } from "../../config/parse.ts";
import { resolveConfiguration } from "../../config/resolve.ts";
import type { Artifact, ArtifactKind } from "../../artifacts/artifact.ts";
import { parseGitArtifact } from "../../artifacts/git-repository.ts";
import { UserError, usageError } from "../../errors.ts";
import { pinsOf, type SnapshotPins } from "../../git/pins.ts";
import type { Snapshot } from "../../git/snapshot.ts";
import { workingTreeSnapshot } from "../../git/working-tree.ts";
import { configurationFile } from "../configuration-file.ts";
import { artifactOfImage } from "../../manifests/shapes/reference.ts";
import { isNamed } from "./selection.ts";
import type { Terminal } from "./terminal.ts";

export interface WorkingPins {
  readonly snapshot: Snapshot;
  readonly pins: SnapshotPins;
  readonly rules: ManifestRules;
}

/** The files of a folder. Throws a usage error where a waybill.yaml further up would go unseen: its paths, and the bases of kustomizations, start there. */
export async function workingFolder(folder: string): Promise<Snapshot> {
  const above = await configurationAbove(folder);
  if (above !== null)
    throw usageError(`${CONFIGURATION_FILE} is in "${above}", not in this folder; run waybill there and name paths`);
  return workingTreeSnapshot(folder);
}

/** Reads every manifest below the paths given (default: the folder), but what waybill.yaml ignores. Throws a usage error for a path that is not there. */
export async function workingPins(terminal: Terminal, paths: readonly string[]): Promise<WorkingPins> {
  const { snapshot, scope, rules } = await workingScope(terminal, paths);
  return { snapshot, rules, pins: await pinsOf(snapshot, { scope, rules }) };
}

/**
 * As `workingPins`, for a caller that is after some names only: files that cannot hold one of them are not parsed. As soon as a name is found
 * nowhere everything is, for what comes near it. Throws a UserError when a file cannot be read: it may hold what is named.
 */
export async function workingPinsNamed(
  terminal: Terminal,
  paths: readonly string[],
  names: readonly string[],
): Promise<WorkingPins> {
  const { snapshot, scope, rules } = await workingScope(terminal, paths);
  if (names.length === 0) return { snapshot, rules, pins: await pinsOf(snapshot, { scope: [], rules }) };
  const artifacts = names.flatMap((name): readonly Artifact[] => [
    artifactOfImage(name),
    ...KINDS.map((kind) => ({ kind, name, id: name })),
    parseGitArtifact(name) ?? { kind: "git", name, id: name },
  ]);
  let pins = await pinsOf(snapshot, { scope, rules, artifacts });
  if (!names.every((name) => pins.scan.pins.some((pin) => isNamed(pin, name))))
    pins = await pinsOf(snapshot, { scope, rules });
  const unreadable = pins.scan.problems.filter(({ file }) => snapshot.unreadable?.has(file));
  if (unreadable.length === 0) return { snapshot, pins, rules };
  const reasons = unreadable.map(({ file, reason }) => `"${file}" may hold it too, but ${reason}`);
  throw new UserError(
    `${reasons.join("\n")}\nnothing was changed; name paths without such files, or put them under \`ignore\` in ${CONFIGURATION_FILE}`,
  );
}

const KINDS: readonly ArtifactKind[] = ["image", "chart"];

interface WorkingScope {
  readonly snapshot: Snapshot;
  readonly scope: readonly string[];
  readonly rules: ManifestRules;
}

async function workingScope(terminal: Terminal, paths: readonly string[]): Promise<WorkingScope> {
  const { folder } = terminal;
  terminal.progress("reading the manifests");
  const snapshot = await workingFolder(folder);
  const scope = paths.length === 0 ? [""] : paths.map((path) => pathBelow(folder, path));
  for (const path of scope) {
    if (path !== "" && (await snapshot.list([path])).length === 0) {
      throw usageError(`the path "${path}" holds no file below "${folder}"; expected a file or a folder of it`);
    }
  }
  const file = await configurationFile(snapshot);
  return { snapshot, scope, rules: file === null ? { ignore: [], pins: [] } : parseConfiguration(file) };
}

/** The configuration of the working tree: waybill.yaml, the paths given, or the usual names. Throws a usage error when it is wrong or no environment can be found. */
export async function workingConfiguration(
  snapshot: Snapshot,
  inputs: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Configuration> {
  const paths = (await snapshot.list()).map((entry) => entry.path);
  return resolveConfiguration({ file: await configurationFile(snapshot), paths, inputs });
}

async function configurationAbove(folder: string): Promise<string | null> {
  for (let at = folder; ; at = dirname(at)) {
    if (await isThere(join(at, CONFIGURATION_FILE))) return at === folder ? null : at;
    if (dirname(at) === at || (await isThere(join(at, ".git")))) return null;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return false;
    throw error;
  }
}

/** The path as the repository has it. Throws a usage error when it leaves the folder. */
export function pathBelow(folder: string, path: string): string {
  const below = isAbsolute(path) ? relative(folder, path) : path;
  const parts = below.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) throw usageError(`the path "${path}" leaves the folder; expected one below "${folder}"`);
  return parts.join("/");
}
