// The part of `build` and `release` that needs the machine and the registry; loaded when the inputs are known to be right.
import { type ArtifactBuild, buildAll } from "../build/build-all.ts";
import { type Checkout, readCheckout } from "../build/checkout.ts";
import { needsHistory, type VersionRequest } from "../build/version.ts";
import { artifactRegistry, type ArtifactRequest } from "./artifact-request.ts";
import type { BuildRun } from "./build-machine.ts";
import type { BuiltArtifact } from "./build-outputs.ts";
import { imageBuilder } from "./run-image.ts";

/** Reads the job's checkout, as far as the version needs it. */
export type ReadCheckout = (version: VersionRequest) => Promise<Checkout>;

/** Builds all of them, or publishes nothing; what each came to, in their order. Throws what the build of one throws, and a UserError when one of several fails. */
export async function runBuilds(
  run: BuildRun,
  requests: readonly ArtifactRequest[],
): Promise<readonly BuiltArtifact[]> {
  // The machine is looked at while the registry is asked; a look that nothing came to need ends with the builds.
  const ended = new AbortController();
  const machine = { ...run, signal: AbortSignal.any([run.signal, ended.signal]) };
  try {
    const builders = buildersOf(machine, requests.map(artifactRegistry).find((registry) => registry !== null) ?? "");
    const builds: ArtifactBuild[] = [];
    for (const artifact of requests) builds.push(await builders(artifact));
    const results = await buildAll(builds, { parallel: run.inputs["max-parallel"] ?? 1, signal: run.signal });
    return requests.flatMap((artifact, index) => {
      const result = results[index];
      return result === undefined ? [] : [{ artifact, result }];
    });
  } finally {
    ended.abort(new Error("the builds have ended"));
  }
}

/** One machine for all images and one for all charts: what was found or asked for one of them holds for the next. `host`: the registry that the inputs' login is for. */
function buildersOf(run: BuildRun, host: string): (artifact: ArtifactRequest) => Promise<ArtifactBuild> {
  const read = new Map<string, Promise<Checkout>>();
  const checkout: ReadCheckout = (version) => {
    const needs = { tagPrefix: version.tagPrefix, history: needsHistory(version) };
    const key = JSON.stringify(needs);
    const known = read.get(key) ?? readCheckout(run.context.workspace, needs, run.signal);
    read.set(key, known);
    return known;
  };
  let image: ReturnType<typeof imageBuilder> | undefined;
  let chart: Awaited<ReturnType<typeof chartsOf>> | undefined;
  // Charts load YAML, which images have no need of.
  const chartsOf = async () => (await import("./run-chart.ts")).chartBuilder(run, host, checkout);
  return async ({ kind, request }) => {
    if (kind === "image") return (image ??= imageBuilder(run, host, checkout))(request);
    return (chart ??= await chartsOf())(request);
  };
}
