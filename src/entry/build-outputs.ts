// What builds came to, in the words of the action's outputs and of the job's summary.
import type { BuildResult } from "../build/artifact-build.ts";
import { buildsSummary as markdownOf } from "../build/summary.ts";
import type { OutputsOf } from "../runner/action.ts";
import type { JsonValue } from "../text/canonical-json.ts";
import type { buildAction } from "./actions.ts";
import { artifactName, artifactPlace, type ArtifactRequest } from "./artifact-request.ts";

export interface BuiltArtifact {
  readonly artifact: ArtifactRequest;
  readonly result: BuildResult;
}

/** The word for all of them is that of the one for which the most was done. */
const WORDS = ["pushed", "built", "dry-run", "exists", "skipped"] as const satisfies readonly BuildResult["result"][];

export function buildOutputs(built: readonly BuiltArtifact[]): OutputsOf<typeof buildAction> {
  const of = (kind: ArtifactRequest["kind"]): readonly BuiltArtifact[] =>
    built.filter(({ artifact }) => artifact.kind === kind);
  const results = built.map(({ result }) => result);
  const [only, other] = built;
  const versioned = results.filter(({ version }) => version !== null);
  return {
    result: wordFor(built),
    reason: results.map(({ reason }) => reason).join("; "),
    image: lines(of("image").map(({ artifact }) => artifactName(artifact))),
    reference: lines(of("image").map(referenceOf)),
    chart: lines(of("chart").map(referenceOf)),
    version: lines(built.map(versionOf)),
    tags: lines(results.flatMap(({ tags }) => tags)),
    // Two names of one image have one digest, and a line each: they stand beside those of `reference`.
    digest: results.flatMap(({ digest }) => digest ?? []).join("\n"),
    pushed: String(results.some(({ pushed }) => pushed)),
    releasable: String(versioned.length > 0 && versioned.every(isReleasable)),
    metadata: JSON.stringify(
      only !== undefined && other === undefined
        ? only.result.metadata
        : // An image and a chart may have one name, and no two builds one place.
          Object.fromEntries(built.map(({ artifact, result }) => [artifactPlace(artifact), result.metadata])),
    ),
    builds: JSON.stringify(built.map(buildAsJson)),
  };
}

function wordFor(built: readonly BuiltArtifact[]): string {
  return WORDS.find((word) => built.some(({ result: { result } }) => result === word)) ?? "skipped";
}

/** `name:tag@digest` of an image, `name=version` of a chart; empty when nothing is in the registry. */
function referenceOf(built: BuiltArtifact): string {
  const { artifact, result } = built;
  const { version, digest } = result;
  if (version === null || digest === null) return "";
  const name = artifactName(artifact);
  return artifact.kind === "image" ? `${name}:${version.tag}@${digest}` : `${name}=${version.chartVersion}`;
}

export function buildsSummary(built: readonly BuiltArtifact[]): string {
  return markdownOf(
    wordFor(built),
    built.map(({ artifact, result }) => ({ kind: artifact.kind, name: artifactPlace(artifact), result })),
  );
}

function versionOf({ artifact, result: { version } }: BuiltArtifact): string {
  return (artifact.kind === "chart" ? version?.chartVersion : version?.version) ?? "";
}

/** No environment gets what no registry has. */
function isReleasable({ version, digest }: BuildResult): boolean {
  return version?.isReleasable === true && digest !== null;
}

function buildAsJson(built: BuiltArtifact): JsonValue {
  const { artifact, result } = built;
  return {
    kind: artifact.kind,
    name: artifactName(artifact),
    result: result.result,
    reason: result.reason,
    version: versionOf(built),
    tags: result.tags,
    digest: result.digest,
    reference: referenceOf(built),
    pushed: result.pushed,
    releasable: isReleasable(result),
  };
}

/** One a line, each once. */
function lines(values: readonly string[]): string {
  return [...new Set(values)].filter((value) => value !== "").join("\n");
}
