// What "refused" means: an exit code, one sentence, and nothing written anywhere.
import { expect } from "vitest";
import type { ScenarioStage, StageStep, StepOutcome } from "./stage.ts";

export interface Refusal {
  readonly exitCode: 1 | 2;
  /** What the one sentence must say. */
  readonly says: RegExp | string;
}

/** Everything that a run could have written on the forge. */
export async function stateOf({ forge }: ScenarioStage, repositories: readonly string[]): Promise<unknown> {
  return Promise.all(
    repositories.map(async (name) => {
      const { pullRequests, comments, statuses, checkRuns } = forge.repository(name);
      return {
        branches: Object.fromEntries(await forge.branches(name)),
        pullRequests: pullRequests.map(({ number, state, title, body, headCommit }) => ({
          number,
          state,
          title,
          body,
          headCommit,
        })),
        comments: comments.length,
        statuses: statuses.length,
        checkRuns: checkRuns.length,
      };
    }),
  );
}

/** Runs the step and holds it to its refusal: the sentence is the error of the log and the output `reason`, on one line. */
export async function expectRefusal(
  stage: ScenarioStage,
  repositories: readonly string[],
  step: StageStep,
  { exitCode, says }: Refusal,
): Promise<StepOutcome> {
  const before = await stateOf(stage, repositories);
  const result = await stage.attempt(step);
  expect(result.outputs["result"], result.log).toBe("failed");
  expect(result.outputs["reason"]).toMatch(says);
  expect(result.outputs["reason"]).not.toContain("\n");
  expect(result.exitCode, result.outputs["reason"]).toBe(exitCode);
  expect(result.log.match(/^::error::/gmu), result.log).toHaveLength(1);
  expect(result.log).not.toMatch(/unexpectedly|\n +at /u);
  expect(await stateOf(stage, repositories)).toEqual(before);
  expect(stage.forge.violations).toEqual([]);
  return result;
}
