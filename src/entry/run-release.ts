// The part of the release action that needs the machine, the registry, Git and the forge: the environment is written when the registry has the image.
import { parseImageReference } from "../artifacts/image-reference.ts";
import type { BuildResult } from "../build/build.ts";
import { buildSummary } from "../build/summary.ts";
import type { UpdateResult } from "../promotion/update.ts";
import type { OutputsOf } from "../runner/action.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { inlineText } from "../text/markdown.ts";
import type { releaseAction, updateAction } from "./actions.ts";
import type { ReleaseRequest } from "./release-request.ts";
import { buildImage, buildOutputs } from "./run-build.ts";

type Run = ActionRun<typeof releaseAction>;
type Report = ActionReport<typeof releaseAction>;
type Written = OutputsOf<typeof updateAction>;

const NOTHING_WRITTEN = {
  changed: "false",
  commit: "",
  "pull-request-number": "",
  "pull-request-url": "",
  files: "",
  previous: "",
} as const satisfies Omit<Written, "result" | "reason">;

/**
 * Builds, and then writes what the registry has. Throws what the two use cases throw: before the environment is asked for anything when it is the build's, and
 * with the image left in the registry when it is the update's.
 */
export async function runRelease(run: Run, request: ReleaseRequest): Promise<Report> {
  const built = await buildImage(run, request.build);
  const obstacle = obstacleTo(request, built);
  if (obstacle !== null) {
    return report(request, built, { ...NOTHING_WRITTEN, ...obstacle, reason: `${built.reason}; ${obstacle.reason}` });
  }
  run.log.info(`build: ${built.result}: ${built.reason}`);
  // A cancelled job ends here: the image stands in the registry, where the next run finds it.
  run.signal.throwIfAborted();
  // A build that is not released needs neither Git's side nor the forge's.
  const { updateOutputs, writeVersions } = await import("./run-update.ts");
  const { updateSummary } = await import("../promotion/summary.ts");
  const written = await writeVersions(
    { ...run, inputs: { ...run.inputs, labels: run.inputs["pull-request-labels"] } },
    {
      artifacts: [parseImageReference(reference(request, built))],
      places: request.places,
      source: request.source,
    },
  );
  return report(request, built, { ...updateOutputs(written), result: wordFor(written) }, updateSummary(written));
}

/** Why nothing is written after the build; `null` when the version is to be. */
function obstacleTo(
  { build: { push } }: ReleaseRequest,
  { result, version, digest }: BuildResult,
): { readonly result: "skipped" | "built" | "dry-run"; readonly reason: string } | null {
  if (version === null) return { result: "skipped", reason: "nothing is released" };
  const kind = result === "dry-run" ? "dry-run" : "built";
  if (!version.isReleasable) {
    return { result: kind, reason: "a version of a proposal is never written into an environment" };
  }
  if (!push) {
    return {
      result: kind,
      reason: "nothing is released, because `push` is false and no environment gets an image that no registry has",
    };
  }
  // What a run would push has no digest yet; anything else without one was not proven.
  if (digest === null && result !== "dry-run") throw new Error("a pushed image came back without its digest");
  return null;
}

function reference({ build: { name } }: ReleaseRequest, { version, digest }: BuildResult): string {
  return `${name}:${version?.tag ?? ""}${digest === null ? "" : `@${digest}`}`;
}

function wordFor({ result }: UpdateResult): string {
  switch (result) {
    case "committed":
      return "released";
    case "proposed":
    case "refreshed":
      return "proposed";
    case "nothing":
    case "superseded":
    case "dry-run":
      return result;
  }
}

function report({ build }: ReleaseRequest, built: BuildResult, written: Written, summary = ""): Report {
  const { result, reason } = written;
  const parts = [
    `### Waybill release: ${result}`,
    `${inlineText(reason)}.`,
    buildSummary({ kind: "image", name: build.name }, built),
    summary,
  ];
  return {
    outputs: { ...buildOutputs(build, built), ...written },
    summary: parts.filter((part) => part !== "").join("\n\n"),
    failure: null,
  };
}
