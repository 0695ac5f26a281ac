// Builds the artifacts of one commit, all or nothing: every one is decided before the first is made, and every one is made before the first is published.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { messageOf, UserError } from "../errors.ts";
import type { BuildDecision, BuildResult, MadeArtifact } from "./artifact-build.ts";
import { inTemporaryFolder } from "./engines/result-files.ts";

export interface ArtifactBuild {
  /** As a message calls it: `ghcr.io/acme/api`, `the chart "api"`. */
  readonly name: string;
  decide(): Promise<BuildDecision>;
}

export interface AtOnce {
  /** The most of them that are at work at the same time. */
  readonly parallel: number;
  readonly signal: AbortSignal;
}

/**
 * The results in the order of `builds`. When one fails, those at work are brought to their end, so that every failure is told and the engine keeps what it has made, and
 * no further one is begun. Throws the error itself where there is only one build, and else a UserError that names each failure and what was published all the same: the
 * next run finds that.
 */
export async function buildAll(builds: readonly ArtifactBuild[], atOnce: AtOnce): Promise<readonly BuildResult[]> {
  const decisions = await each(builds, atOnce, (build) => build.decide());
  if (decisions.failures.length > 0) throw failureOf(builds, decisions.failures, "nothing was built");
  return inTemporaryFolder(async (folder) => {
    const made = await each(decisions.values, atOnce, async (decision, index): Promise<MadeArtifact> => {
      if (decision.kind === "settled") return { publish: () => Promise.resolve(decision.result) };
      const own = join(folder, String(index));
      await mkdir(own);
      return decision.make({ folder: own, isAlone: builds.length === 1 });
    });
    if (made.failures.length > 0) throw failureOf(builds, made.failures, "nothing was published");
    const published = await each(made.values, atOnce, (artifact) => artifact.publish());
    if (published.failures.length > 0) {
      const there = published.values.filter(({ pushed }) => pushed).map(({ reason }) => reason);
      const otherwise =
        there.length === 0 ? "nothing was published" : `the next run finds what is pushed: ${there.join("; ")}`;
      throw failureOf(builds, published.failures, otherwise);
    }
    return published.values;
  });
}

interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/** `values` is in the order of the items, without those that failed or were not begun. Throws the signal's reason when the run is cancelled. */
async function each<T, R>(
  items: readonly T[],
  { parallel, signal }: AtOnce,
  work: (item: T, index: number) => Promise<R>,
): Promise<{ readonly values: readonly R[]; readonly failures: readonly Failure[] }> {
  const done: { readonly index: number; readonly value: R }[] = [];
  const failures: Failure[] = [];
  const left = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of left) {
      if (failures.length > 0 || signal.aborted) return;
      try {
        done.push({ index, value: await work(item, index) });
      } catch (error) {
        failures.push({ index, error });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel, items.length) }, lane));
  signal.throwIfAborted();
  return {
    values: done.sort((a, b) => a.index - b.index).map(({ value }) => value),
    failures: failures.sort((a, b) => a.index - b.index),
  };
}

function failureOf(builds: readonly ArtifactBuild[], failures: readonly Failure[], otherwise: string): unknown {
  if (builds.length === 1) return failures[0]?.error;
  // What all of them lack, such as an engine, is told once.
  const namesOf = new Map<string, string[]>();
  for (const { index, error } of failures) {
    const names = namesOf.get(messageOf(error)) ?? [];
    namesOf.set(messageOf(error), [...names, builds[index]?.name ?? ""]);
  }
  const told = [...namesOf].map(([message, names]) => `${names.join(", ")}: ${message}`);
  const isUsage = failures.every(({ error }) => error instanceof UserError && error.exitCode === 2);
  // What is our own fault is the one whose stack is wanted.
  const cause = failures.find(({ error }) => !(error instanceof UserError)) ?? failures[0];
  return new UserError(`${failures.length} of ${builds.length} builds failed, and ${otherwise}; ${told.join("; ")}`, {
    exitCode: isUsage ? 2 : 1,
    cause: cause?.error,
  });
}
