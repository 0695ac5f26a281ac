// Environments found in the tree by the names that people give them, when nothing says where they are.
//
// Folders named stage, staging or stg and prod, production or prd that stand side by side are a pair. What the app is follows from what lies around the pair:
// - the environment's folder is itself rendered (it holds a kustomization), the app is the nearest folder above that names one:
//   apps/{app}/overlays/stage, {app}/stage; with only structure above it (kustomize/env/stage) there is one app, called "app";
// - otherwise every folder, and every YAML file, in the environment's folder is an app: stage/{app}, apps/stage/{app}, releases/stg/{app}.yaml.
// Several pairs are one convention when their paths differ only in the app. Folders that hold the operator's own objects (clusters, infrastructure) give way to others.
// Anything else is ambiguous: the error lists what was found.
import { usageError } from "../errors.ts";
import { printable } from "../text/printable.ts";
import type { PlainEnvironment } from "./model.ts";
import { appIndex } from "./structure.ts";

const STAGE = new Set(["stage", "staging", "stg"]);
const PROD = new Set(["prod", "production", "prd"]);

/** How many ways to read the tree one message lists. */
const MOST_SHOWN = 5;

/** Stage and prod as the tree shows them. Throws a usage error when there are none or several ways to read it. */
export function conventionalEnvironments(paths: readonly string[]): readonly PlainEnvironment[] {
  const readings = preferred(readingsOf(paths));
  const [reading, ...others] = readings;
  if (reading === undefined) throw usageError(nothingFound(paths));
  if (others.length > 0) {
    const shown = readings
      .slice(0, MOST_SHOWN)
      .map(({ from, to }) => `${from.path.join(" + ")} -> ${to.path.join(" + ")}`);
    const list = shown.join("; ") + (readings.length > MOST_SHOWN ? `; and ${readings.length - MOST_SHOWN} more` : "");
    throw usageError(
      `there is no waybill.yaml, and the environments are not clear; found: ${printable(list)}; name them in waybill.yaml, or with \`from\` and \`to\``,
    );
  }
  return [reading.from, reading.to];
}

interface Reading {
  readonly from: PlainEnvironment;
  readonly to: PlainEnvironment;
}

/** One reading per way in which the pairs can be named; equal ones fall together. */
function readingsOf(paths: readonly string[]): readonly Reading[] {
  const readings = new Map<string, Reading>();
  for (const [stem, folders] of environmentFolders(paths)) {
    for (const stage of folders.keys()) {
      if (!STAGE.has(stage)) continue;
      for (const prod of folders.keys()) {
        if (!PROD.has(prod)) continue;
        const reading = readPair(stem, stage, prod, [...(folders.get(stage) ?? []), ...(folders.get(prod) ?? [])]);
        readings.set(JSON.stringify(reading), reading);
      }
    }
  }
  return [...readings.values()];
}

/** The folder above -> the environment's folder -> what the YAML files below it are called from there. */
function environmentFolders(paths: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, readonly string[]>> {
  const stems = new Map<string, Map<string, string[]>>();
  for (const path of paths) {
    if (!/(?:\.ya?ml|\/Kustomization)$/u.test(path)) continue;
    const segments = path.split("/");
    const at = segments.findIndex((segment) => STAGE.has(segment) || PROD.has(segment));
    const isFolder = at >= 0 && at < segments.length - 1;
    if (!isFolder || segments.slice(0, -1).some((segment) => segment.startsWith(".") || segment === "charts")) continue;
    const stem = segments.slice(0, at).join("/");
    const folders = stems.get(stem) ?? new Map<string, string[]>();
    stems.set(stem, folders);
    const name = segments[at] ?? "";
    const below = folders.get(name) ?? [];
    folders.set(name, below);
    below.push(segments.slice(at + 1).join("/"));
  }
  return stems;
}

function readPair(stem: string, stage: string, prod: string, below: readonly string[]): Reading {
  const segments = stem === "" ? [] : stem.split("/");
  const { prefix, suffixes, app } = below.some(
    (path) => /^kustomization\.ya?ml$/iu.test(path) || path === "Kustomization",
  )
    ? appFrom(segments, stage)
    : { prefix: segments, suffixes: suffixesOf(below), app: null };
  const pathOf = (name: string): readonly string[] => suffixes.map((suffix) => [...prefix, name, ...suffix].join("/"));
  return {
    from: { name: stage, path: pathOf(stage), app, from: null },
    to: { name: prod, path: pathOf(prod), app, from: stage },
  };
}

interface Around {
  readonly prefix: readonly string[];
  /** What follows the environment's folder. */
  readonly suffixes: readonly (readonly string[])[];
  readonly app: string | null;
}

function appFrom(segments: readonly string[], stage: string): Around {
  const index = appIndex(segments, stage);
  if (index < 0) return { prefix: segments, suffixes: [[]], app: "app" };
  return { prefix: segments.with(index, "{app}"), suffixes: [[]], app: null };
}

function suffixesOf(below: readonly string[]): readonly (readonly string[])[] {
  const endings = new Set(below.map((path) => (path.includes("/") ? "" : path.slice(path.lastIndexOf(".")))));
  return [...endings].sort().map((ending) => [`{app}${ending}`]);
}

/** Without the operator's own folders, when something else remains. */
function preferred(readings: readonly Reading[]): readonly Reading[] {
  const others = readings.filter(
    ({ from }) => !/(?:^|\/)(?:clusters?|infrastructure|infra|flux-system)\//u.test(from.path[0] ?? ""),
  );
  return others.length > 0 ? others : readings;
}

function nothingFound(paths: readonly string[]): string {
  const folders = [
    ...new Set(paths.flatMap((path) => (path.includes("/") ? [path.slice(0, path.indexOf("/"))] : []))),
  ].sort();
  const seen =
    folders.length === 0 ? "no folder" : folders.slice(0, 10).join(", ") + (folders.length > 10 ? ", ..." : "");
  return (
    `there is no waybill.yaml, and no folders named stage (staging, stg) and prod (production, prd) stand side by side; found at the top: ${printable(seen)}; ` +
    "write waybill.yaml, or give `from` and `to` as path templates, for example apps/{app}/overlays/stage"
  );
}
