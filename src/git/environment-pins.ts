// Reads the pins of every app of an environment from one snapshot, in one batched read.
import type { Artifact } from "../artifacts/artifact.ts";
import { appFinder, findApps } from "../config/apps.ts";
import type { Environment, ManifestRules } from "../config/configuration.ts";
import { readerBy } from "./named-pins.ts";
import { manifestsIn, pinsOf, type SnapshotPins } from "./pins.ts";
import type { Snapshot } from "./snapshot.ts";
import type { ManifestReader } from "../manifests/file-facts.ts";
import type { ManifestProblem, Pin, PinScan } from "../manifests/pin.ts";

/** Every app of an environment with the pins that were found in it. */
export interface EnvironmentPins {
  readonly environment: string;
  readonly apps: ReadonlyMap<string, PinScan>;
}

/** An environment's pins together with what a changeset of them is made from. */
export interface EnvironmentReading extends EnvironmentPins {
  readonly snapshot: Snapshot;
  readonly read: SnapshotPins;
  /** Every app that stands there, also those that were not asked for. */
  readonly known: readonly string[];
}

export interface ReadOptions {
  readonly rules: ManifestRules;
  /** Only these apps; default: all. An app that the environment lacks is simply not in the result. */
  readonly apps?: readonly string[];
  /** Only files that may hold these artifacts are read. */
  readonly artifacts?: readonly Artifact[];
  readonly reader?: ManifestReader;
}

/** Every app that has a place in the environment, also one that holds no pin. */
export async function readEnvironment(
  snapshot: Snapshot,
  environment: Environment,
  options: ReadOptions,
): Promise<EnvironmentReading> {
  return readScopes(snapshot, environment, await scopesOf(snapshot, environment, options), options);
}

/**
 * The environment that gives and the one that receives. Where both stand in one snapshot, the manifests of both are fetched in one batch,
 * and the bases that they share are parsed once.
 */
export async function readBoth(
  from: { readonly snapshot: Snapshot; readonly environment: Environment },
  to: { readonly snapshot: Snapshot; readonly environment: Environment },
  options: ReadOptions,
): Promise<{ readonly given: EnvironmentReading; readonly present: EnvironmentReading }> {
  const giving = await scopesOf(from.snapshot, from.environment, options);
  const receiving = await scopesOf(to.snapshot, to.environment, options);
  const shared = { ...options, reader: readerBy(options.rules) };
  if (from.snapshot === to.snapshot) {
    const scope = [...giving.scope, ...receiving.scope];
    const manifests = await manifestsIn(from.snapshot, { scope, rules: options.rules });
    await from.snapshot.read(manifests.map(({ path }) => path));
  }
  return {
    given: await readScopes(from.snapshot, from.environment, giving, shared),
    present: await readScopes(to.snapshot, to.environment, receiving, shared),
  };
}

interface Scopes {
  readonly known: readonly string[];
  /** The apps that are asked for. */
  readonly apps: readonly string[];
  /** Their files and folders. */
  readonly scope: readonly string[];
}

async function scopesOf(snapshot: Snapshot, environment: Environment, { apps }: ReadOptions): Promise<Scopes> {
  const entries = await snapshot.list(fixedFolders(environment.paths));
  const found = findApps(
    environment,
    entries.map(({ path }) => path),
  );
  const wanted = [...found.values()].filter(({ app }) => apps?.includes(app) ?? true);
  return {
    known: [...found.keys()],
    apps: wanted.map(({ app }) => app),
    scope: wanted.flatMap(({ roots }) => roots),
  };
}

async function readScopes(
  snapshot: Snapshot,
  environment: Environment,
  { known, apps, scope }: Scopes,
  { rules, artifacts, reader }: ReadOptions,
): Promise<EnvironmentReading> {
  const read = await pinsOf(snapshot, {
    scope,
    rules,
    ...(artifacts === undefined ? {} : { artifacts }),
    ...(reader === undefined ? {} : { reader }),
  });
  return { environment: environment.name, apps: byApp(environment, apps, read.scan), snapshot, read, known };
}

/** One scan of a whole environment, given to the apps that its files belong to. */
function byApp(environment: Environment, apps: readonly string[], scan: PinScan): ReadonlyMap<string, PinScan> {
  const parts = new Map<string, { pins: Pin[]; overridden: Pin[]; problems: ManifestProblem[]; wanted: string[] }>(
    apps.map((app) => [app, { pins: [], overridden: [], problems: [], wanted: [] }]),
  );
  const placeOf = appFinder(environment);
  const partOf = (file: string) => parts.get(placeOf(file)?.app ?? "");
  for (const pin of scan.pins) partOf(pin.file)?.pins.push(pin);
  for (const pin of scan.overridden) partOf(pin.file)?.overridden.push(pin);
  for (const problem of scan.problems) {
    const owner = partOf(problem.file);
    // A problem in a shared base concerns whichever apps use it, which the scan does not tell: every app is told of it.
    for (const part of owner === undefined ? parts.values() : [owner]) part.problems.push(problem);
  }
  return parts;
}

/** The folders that hold everything the templates can match, so that only these are listed; `undefined`: the whole tree. */
function fixedFolders(templates: readonly string[]): readonly string[] | undefined {
  const folders = templates.map((template) => {
    const marker = template.indexOf("{app}");
    if (marker === -1) return template;
    return template.slice(0, Math.max(0, template.lastIndexOf("/", marker)));
  });
  return folders.some((folder) => folder === "" || folder === ".") ? undefined : folders;
}
