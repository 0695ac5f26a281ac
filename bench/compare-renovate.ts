// What Renovate finds in a folder and `waybill pins` does not: the list from which kinds are mended. `node bench/compare-renovate.ts [FOLDER]` prints it whole.
import { listManifests, runRenovate, type Dependency } from "./renovate.ts";
import { corpusFolder, runWaybill } from "./waybill.ts";
import { asRecord, asString, listOf, parseJson } from "../src/text/canonical-json.ts";

export interface Comparison {
  /** Dependencies of Renovate's that fix a version. */
  readonly dependencies: number;
  /** Those for which we have neither a pin with that version in that file nor a problem of the file. */
  readonly gaps: readonly Dependency[];
  /** Those of workloads whose image an entry of a kustomization decides: the entry is the pin. */
  readonly overridden: number;
  /** Ours, by what is pinned. */
  readonly pins: Readonly<Record<string, number>>;
  /** Renovate's, by manager, as one text. */
  readonly managers: string;
}

/** Runs both over the same files. Throws when one of them fails. */
export async function compareWithRenovate(folder: string): Promise<Comparison> {
  const { dependencies, managers } = await runRenovate(folder, await listManifests(folder), true);
  const fixing = dependencies.filter((dependency) => versionsOf(dependency).length > 0);
  const { pins, overridden, problems, counts } = await ourPins(folder);
  const left = fixing.filter((dependency) => !problems.has(dependency.file) && !isKnown(pins, dependency));
  const gaps = left.filter((dependency) => !isKnown(overridden, dependency));
  return {
    dependencies: fixing.length,
    gaps,
    overridden: left.length - gaps.length,
    pins: counts,
    managers,
  };
}

/** By file, every tag, digest and revision. */
type Versions = ReadonlyMap<string, ReadonlySet<string>>;

interface OurPins {
  readonly pins: Versions;
  /** The pins, and what their entries override. */
  readonly overridden: Versions;
  readonly problems: ReadonlySet<string>;
  readonly counts: Readonly<Record<string, number>>;
}

async function ourPins(folder: string): Promise<OurPins> {
  const { out } = await runWaybill(["pins", "--json"], folder);
  const listed = asRecord(parseJson(out), "what waybill pins prints");
  const pins = listOf(listed["pins"], "the pins", asRecord);
  const counts: Record<string, number> = {};
  for (const { artifact } of pins) {
    const kind = artifact === null ? "no artifact named" : String(asRecord(artifact, "an artifact")["kind"]);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  const overridden = listOf(listed["overridden"], "the overridden images", asRecord);
  const problems = listOf(listed["problems"], "the problems", (problem, what) =>
    asString(asRecord(problem, what)["file"], what),
  );
  return {
    pins: versionsByFile(pins),
    overridden: versionsByFile([...pins, ...overridden]),
    problems: new Set(problems),
    counts,
  };
}

function versionsByFile(pins: readonly Readonly<Record<string, unknown>>[]): Versions {
  const versions = new Map<string, Set<string>>();
  for (const { file, version } of pins) {
    const name = asString(file, "a file");
    const known = versions.get(name) ?? new Set();
    for (const text of Object.values(asRecord(version, "a version"))) if (typeof text === "string") known.add(text);
    versions.set(name, known);
  }
  return versions;
}

function isKnown(versions: Versions, dependency: Dependency): boolean {
  const known = versions.get(dependency.file);
  return versionsOf(dependency).every((text) => known?.has(text) ?? false);
}

/** The texts that fix a version. What Renovate takes from `apiVersion` is none. */
function versionsOf({ value, digest, datasource }: Dependency): readonly string[] {
  if (datasource === "kubernetes-api") return [];
  return [value, digest].flatMap((text) => (text === null || text === "" ? [] : [text]));
}

if (import.meta.main) {
  const folder = process.argv[2] ?? corpusFolder();
  if (folder === null) throw new Error("no corpus is there; name a folder");
  const { dependencies, gaps, overridden, pins } = await compareWithRenovate(folder);
  process.stdout.write(
    `${gaps.length} of Renovate's ${dependencies} dependencies are not among the pins; ${overridden} more are images that an entry of a kustomization decides\n`,
  );
  for (const [kind, count] of Object.entries(pins)) process.stdout.write(`  our pins, ${kind}: ${count}\n`);
  for (const { manager, file, name, value, digest, skipped } of gaps)
    process.stdout.write(`${[manager, file, name, value, digest, skipped].join("\t")}\n`);
}
