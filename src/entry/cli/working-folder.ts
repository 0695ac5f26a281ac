// Where the command line works: the root of the repository around the present folder, with its files, its waybill.yaml and its pins.
import { lstat } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
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
import { printable } from "../../text/printable.ts";
import { isNamed } from "./selection.ts";
import type { Terminal } from "./terminal.ts";

/** The repository's files, and where in it the call was made. */
export interface WorkingFolder {
  /** The folder that every path starts from. */
  readonly root: string;
  /** The present folder, as a path from the root. */
  readonly below: string;
  readonly snapshot: Snapshot;
}

export interface WorkingPins extends WorkingFolder {
  readonly pins: SnapshotPins;
  readonly rules: ManifestRules;
  /** The paths that were given, from the root. */
  readonly scope: readonly string[];
}

/**
 * The repository around the folder: in a clone it starts at the nearest waybill.yaml upwards, or where the clone does, as the bases of kustomizations
 * can be anywhere in it; elsewhere it is the folder itself. Throws a usage error where a waybill.yaml above the latter would go unseen.
 */
export async function workingFolder(folder: string): Promise<WorkingFolder> {
  const root = await rootAround(folder);
  return { root, below: relative(root, folder).split(sep).join("/"), snapshot: await workingTreeSnapshot(root) };
}

/** Reads every manifest below the paths given (default: the folder), but what waybill.yaml ignores. Throws a usage error for a path that is not there. */
export async function workingPins(terminal: Terminal, paths: readonly string[]): Promise<WorkingPins> {
  const working = await workingScope(terminal, paths);
  return { ...working, pins: await pinsOf(working.snapshot, working) };
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
  const working = await workingScope(terminal, paths);
  const { snapshot, scope, rules } = working;
  if (names.length === 0) return { ...working, pins: await pinsOf(snapshot, { scope: [], rules }) };
  const artifacts = names.flatMap((name): readonly Artifact[] => [
    artifactOfImage(name),
    ...KINDS.map((kind) => ({ kind, name, id: name })),
    parseGitArtifact(name) ?? { kind: "git", name, id: name },
  ]);
  let pins = await pinsOf(snapshot, { scope, rules, artifacts });
  if (!names.every((name) => pins.scan.pins.some((pin) => isNamed(pin, name))))
    pins = await pinsOf(snapshot, { scope, rules });
  const unreadable = pins.scan.problems.filter(({ file }) => snapshot.unreadable?.has(file));
  if (unreadable.length === 0) return { ...working, pins };
  const reasons = unreadable.map(({ file, reason }) => `"${file}" may hold it too, but ${reason}`);
  throw new UserError(
    `${reasons.join("\n")}\nnothing was changed; name paths without such files, or put them under \`ignore\` in ${CONFIGURATION_FILE}`,
  );
}

const KINDS: readonly ArtifactKind[] = ["image", "chart"];

async function workingScope(terminal: Terminal, paths: readonly string[]): Promise<Omit<WorkingPins, "pins">> {
  terminal.progress("reading the manifests");
  const working = await workingFolder(terminal.folder);
  const { root, below, snapshot } = working;
  const scope: string[] = paths.length === 0 ? [below] : [];
  for (const given of paths) {
    const path = await pathInside(working, given);
    if (path !== "" && (await snapshot.list([path])).length === 0) {
      throw usageError(
        `the path "${given}" holds no file below "${join(root, below)}"; expected a file or a folder of it`,
      );
    }
    scope.push(path);
  }
  const file = await configurationFile(snapshot);
  const rules = file === null ? { ignore: [], pins: [] } : parseConfiguration(file);
  if (below !== "") terminal.err(`${printable(`files are shown with their paths from "${root}"`)}\n`);
  return { ...working, scope, rules };
}

/** The configuration of the working tree: waybill.yaml, the paths given, or the usual names. Throws a usage error when it is wrong or no environment can be found. */
export async function workingConfiguration(
  snapshot: Snapshot,
  inputs: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Configuration> {
  const paths = (await snapshot.list()).map((entry) => entry.path);
  return resolveConfiguration({ file: await configurationFile(snapshot), paths, inputs });
}

async function rootAround(folder: string): Promise<string> {
  let configured: string | null = null;
  for (let at = folder; ; at = dirname(at)) {
    if (configured === null && (await isThere(join(at, CONFIGURATION_FILE)))) configured = at;
    if (await isThere(join(at, ".git"))) return configured ?? at;
    if (dirname(at) !== at) continue;
    if (configured === null || configured === folder) return folder;
    throw usageError(
      `${CONFIGURATION_FILE} is in "${configured}", not in this folder, and this is no Git clone; run waybill there and name paths`,
    );
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

/**
 * A path that was given, from the root: it starts from the present folder or, where nothing is there, from the root, as paths are shown. Throws a usage
 * error when it leaves the repository, or is or goes through a symbolic link.
 */
export async function pathInside({ root, below, snapshot }: WorkingFolder, path: string): Promise<string> {
  const here = pathFrom(root, resolve(root, below, path));
  const shown = isAbsolute(path) ? null : pathFrom(root, resolve(root, path));
  const isHere = here === "" || (here !== null && (await snapshot.list([here])).length > 0);
  const isShown = shown !== null && shown !== "" && (await snapshot.list([shown])).length > 0;
  const found = !isHere && isShown ? shown : here;
  if (found === null) throw usageError(`the path "${path}" leaves the folder; expected one below "${root}"`);
  const parts = found.split("/");
  const above = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const link = (await snapshot.list(above.slice(0, 1))).find(
    (entry) => entry.mode === "120000" && above.includes(entry.path),
  );
  if (link === undefined) return found;
  const what = link.path === found ? "is a symbolic link" : `goes through "${link.path}", a symbolic link`;
  throw usageError(`the path "${path}" ${what}, and links are not followed; name the file or folder that it leads to`);
}

/** `null` when the path leaves the root. */
function pathFrom(root: string, path: string): string | null {
  const parts = relative(root, path)
    .split(/[/\\]/)
    .filter((part) => part !== "" && part !== ".");
  return parts.includes("..") ? null : parts.join("/");
}
