// What Renovate finds in a folder and `waybill pins` does not: the list from which kinds are mended. `node bench/compare-renovate.ts [FOLDER]` prints it whole.
import { listManifests, runRenovate, type Dependency } from "./renovate.ts";
import { corpusFolder, runWaybill } from "./waybill.ts";
import { asArray, asRecord, asString, listOf, parseJson } from "../src/text/canonical-json.ts";

export interface Comparison {
  /** Dependencies of Renovate's that fix a version. */
  readonly dependencies: number;
  /** Those for which we have neither a pin with that version in that file nor a problem of the file. */
  readonly gaps: readonly Dependency[];
  /** Ours, by what is pinned. */
  readonly pins: Readonly<Record<string, number>>;
  /** Renovate's, by manager, as one text. */
  readonly managers: string;
}

/** Runs both over the same files. Throws when one of them fails. */
export async function compareWithRenovate(folder: string): Promise<Comparison> {
  const { dependencies, managers } = await runRenovate(folder, await listManifests(folder), true);
  const { out } = await runWaybill(["pins", "--json"], folder);
  const listed = asRecord(parseJson(out), "what waybill pins prints");
  const known = new Map<string, Set<string>>();
  const counts: Record<string, number> = {};
  for (const each of asArray(listed["pins"], "the pins")) {
    const { file, artifact, version } = asRecord(each, "a pin");
    const kind = artifact === null ? "no artifact named" : String(asRecord(artifact, "an artifact")["kind"]);
    counts[kind] = (counts[kind] ?? 0) + 1;
    const name = asString(file, "a file");
    const versions = known.get(name) ?? new Set();
    for (const text of Object.values(asRecord(version, "a version"))) if (typeof text === "string") versions.add(text);
    known.set(name, versions);
  }
  const problems = new Set(
    listOf(listed["problems"], "the problems", (problem, what) => asString(asRecord(problem, what)["file"], what)),
  );
  const fixing = dependencies.filter((dependency) => versionsOf(dependency).length > 0);
  const isKnown = (dependency: Dependency): boolean =>
    problems.has(dependency.file) ||
    versionsOf(dependency).every((text) => known.get(dependency.file)?.has(text) ?? false);
  return { dependencies: fixing.length, gaps: fixing.filter((each) => !isKnown(each)), pins: counts, managers };
}

/** The texts that fix a version. What Renovate takes from `apiVersion` is none. */
function versionsOf({ value, digest, datasource }: Dependency): readonly string[] {
  if (datasource === "kubernetes-api") return [];
  return [value, digest].flatMap((text) => (text === null || text === "" ? [] : [text]));
}

if (import.meta.main) {
  const folder = process.argv[2] ?? corpusFolder();
  if (folder === null) throw new Error("no corpus is there; name a folder");
  const { dependencies, gaps, pins } = await compareWithRenovate(folder);
  process.stdout.write(`${gaps.length} of Renovate's ${dependencies} dependencies are not among the pins\n`);
  for (const [kind, count] of Object.entries(pins)) process.stdout.write(`  our pins, ${kind}: ${count}\n`);
  for (const { manager, file, name, value, digest, skipped } of gaps)
    process.stdout.write(`${[manager, file, name, value, digest, skipped].join("\t")}\n`);
}
