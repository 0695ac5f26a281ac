// The part of the release action that needs the machine, the registry, Git and the forge: the environment is written when the registry has what was built.
import { artifactKey } from "../artifacts/artifact.ts";
import { type Assignment, parseAssignment } from "../artifacts/assignment.ts";
import { UserError } from "../errors.ts";
import type { UpdateResult } from "../promotion/update.ts";
import type { OutputsOf } from "../runner/action.ts";
import type { ActionReport, ActionRun } from "../runner/run-action.ts";
import { inlineText } from "../text/markdown.ts";
import type { releaseAction, updateAction } from "./actions.ts";
import { artifactName } from "./artifact-request.ts";
import { type BuiltArtifact, buildOutputs, buildsSummary } from "./build-outputs.ts";
import type { ReleaseRequest } from "./release-request.ts";
import { runBuilds } from "./run-builds.ts";

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
 * Builds, and then writes what the registry has. Throws what the builds throw, before the environment is asked for anything. When the update fails, what was built is
 * reported all the same, as a failure.
 */
export async function runRelease(run: Run, request: ReleaseRequest): Promise<Report> {
  const built = await runBuilds(run, request.builds);
  const { result, reason } = buildOutputs(built);
  const obstacle = obstacleTo(built);
  if (obstacle !== null)
    return report(built, { ...NOTHING_WRITTEN, ...obstacle, reason: `${reason}; ${obstacle.reason}` });
  run.log.info(`build: ${result}: ${reason}`);
  // A cancelled job ends here: what was built stands in the registry, where the next run finds it.
  run.signal.throwIfAborted();
  // A build that is not released needs neither Git's side nor the forge's.
  const { updateOutputs, writeVersions } = await import("./run-update.ts");
  const { updateSummary } = await import("../promotion/summary.ts");
  let written: UpdateResult;
  try {
    written = await writeVersions(
      { ...run, inputs: { ...run.inputs, labels: run.inputs["pull-request-labels"] } },
      {
        artifacts: assignmentsOf(built),
        places: request.places,
        source: request.source,
      },
    );
  } catch (error) {
    if (!(error instanceof UserError) || run.signal.aborted) throw error;
    run.log.debug(error.stack ?? error.message);
    // The outputs are those of what the registry has: a later step, and whoever reads the summary, may need its digest.
    const isThere = built.some(({ result: { digest } }) => digest !== null);
    const reason = `${error.message}${isThere ? "; what was built stands in the registry, where the next run finds it" : ""}`;
    return { ...report(built, { ...NOTHING_WRITTEN, result: "failed", reason }), failure: reason };
  }
  return report(built, { ...updateOutputs(written), result: wordFor(written) }, updateSummary(written));
}

/** Why nothing is written after the builds; `null` when their versions are to be. */
function obstacleTo(
  built: readonly BuiltArtifact[],
): { readonly result: "skipped" | "built" | "dry-run"; readonly reason: string } | null {
  const ours = built.filter(({ result: { version } }) => version !== null);
  if (ours.length === 0) return { result: "skipped", reason: "nothing is released" };
  const kind = ours.some(({ result: { result } }) => result === "dry-run") ? "dry-run" : "built";
  if (!ours.every(({ result: { version } }) => version?.isReleasable)) {
    return { result: kind, reason: "a version of a proposal is never written into an environment" };
  }
  if (!ours.every(({ artifact: { request } }) => request.push)) {
    return {
      result: kind,
      reason: "nothing is released, because `push` is false and no environment gets what no registry has",
    };
  }
  // What a run would push has no digest yet; anything else without one was not proven.
  if (ours.some(({ result: { result, digest } }) => digest === null && result !== "dry-run")) {
    throw new Error("what was pushed came back without its digest");
  }
  return null;
}

/** Each artifact once: a chart may have gone to two registries. */
function assignmentsOf(built: readonly BuiltArtifact[]): readonly Assignment[] {
  const ours = built.filter(({ result: { version } }) => version !== null).map(assignmentOf);
  return [...new Map(ours.map((assignment) => [artifactKey(assignment.artifact), assignment])).values()];
}

/** The version with the digest that the registry proved; without one in a dry run. */
function assignmentOf({ artifact, result: { version, digest } }: BuiltArtifact): Assignment {
  const name = artifactName(artifact);
  if (artifact.kind === "chart") return parseAssignment(`${name}=${version?.chartVersion ?? ""}`, "chart");
  return parseAssignment(`${name}:${version?.tag ?? ""}${digest === null ? "" : `@${digest}`}`, "image");
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

function report(built: readonly BuiltArtifact[], written: Written, summary = ""): Report {
  const { result, reason } = written;
  const parts = [`### Waybill release: ${result}`, `${inlineText(reason)}.`, buildsSummary(built), summary];
  return {
    outputs: { ...buildOutputs(built), ...written },
    summary: parts.filter((part) => part !== "").join("\n\n"),
    failure: null,
  };
}
