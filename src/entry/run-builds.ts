// The part of `build` and `release` that needs the machine and the registry; loaded when the inputs are known to be right.
import { type ArtifactBuild, buildAll } from "../build/build-all.ts";
import { type Checkout, readCheckout } from "../build/checkout.ts";
import { artifactRegistry, type ArtifactRequest } from "./artifact-request.ts";
import type { BuildRun } from "./build-machine.ts";
import type { BuiltArtifact } from "./build-outputs.ts";
import { imageBuilder } from "./run-image.ts";

/** Reads the job's checkout; `tagPrefix` says which of its tags may come before the commit. */
export type ReadCheckout = (tagPrefix: string) => Promise<Checkout>;

/** Builds all of them, or publishes nothing; what each came to, in their order. Throws what the build of one throws, and a UserError when one of several fails. */
export async function runBuilds(
  run: BuildRun,
  requests: readonly ArtifactRequest[],
): Promise<readonly BuiltArtifact[]> {
  const builders = buildersOf(run, requests.map(artifactRegistry).find((registry) => registry !== null) ?? "");
  const builds: ArtifactBuild[] = [];
  for (const artifact of requests) builds.push(await builders(artifact));
  const results = await buildAll(builds, { parallel: run.inputs["max-parallel"] ?? 1, signal: run.signal });
  return requests.flatMap((artifact, index) => {
    const result = results[index];
    return result === undefined ? [] : [{ artifact, result }];
  });
}

/** One machine for all images and one for all charts: what was found or asked for one of them holds for the next. `host`: the registry that the inputs' login is for. */
function buildersOf(run: BuildRun, host: string): (artifact: ArtifactRequest) => Promise<ArtifactBuild> {
  const read = new Map<string, Promise<Checkout>>();
  const checkout: ReadCheckout = (tagPrefix) => {
    const known = read.get(tagPrefix) ?? readCheckout(run.context.workspace, tagPrefix, run.signal);
    read.set(tagPrefix, known);
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
