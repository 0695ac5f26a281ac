// What every scenario needs: a local forge with repositories, an App's token for them, and the committed actions run on it as the runner runs them.
import { expect } from "vitest";
import type { Counted } from "../../forge/recording.ts";
import { startForge, type Forge, type Permissions } from "../../forge/forge.ts";
import { runStep, type StepResult } from "../../support/runner.ts";
import type { FileContent } from "../../forge/bare-repository.ts";
import type { Files } from "./sources.ts";

/** What design and READMEs ask for, so that a scenario fails when an action needs more. */
export const LEAST: Permissions = {
  contents: "write",
  pull_requests: "write",
  statuses: "write",
  checks: "read",
  metadata: "read",
};

export interface StageStep {
  readonly action: string;
  readonly repository: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload?: Readonly<Record<string, unknown>> };
  /** Default: the head of the default branch. */
  readonly sha?: string;
  readonly token?: string;
  readonly workspace?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface StepOutcome extends StepResult {
  /** What was asked of the forge meanwhile. */
  readonly counted: Counted;
}

export interface ScenarioStage extends AsyncDisposable {
  readonly forge: Forge;
  readonly token: string;
  /** Runs a step that may fail. */
  attempt(step: StageStep): Promise<StepOutcome>;
  /** Runs a step that must succeed, within what GitHub knows. */
  step(step: StageStep): Promise<StepOutcome>;
  /** Every text file of a branch or commit. */
  tree(repository: string, revision: string): Promise<Files>;
  /** Every branch with its commit. */
  branches(repository: string): Promise<Readonly<Record<string, string>>>;
}

/** Repositories by name with their files; `null`: one without a commit. */
export async function setStage(
  repositories: Readonly<Record<string, Readonly<Record<string, FileContent>> | null>>,
  permissions: Permissions = LEAST,
): Promise<ScenarioStage> {
  const forge = await startForge();
  const names = Object.keys(repositories);
  for (const [name, files] of Object.entries(repositories)) {
    await forge.createRepository(name, files === null ? {} : { files });
    forge.addUser("maria", { [name]: "write" });
  }
  const token = forge.installationToken("waybill", names, permissions);
  const attempt = async ({ action, repository, event, sha, ...step }: StageStep): Promise<StepOutcome> => {
    const mark = forge.mark();
    const result = await runStep({
      action,
      repository,
      token: step.token ?? token,
      with: step.with ?? {},
      sha: sha ?? (await forge.branch(repository, forge.repository(repository).defaultBranch)) ?? "",
      event: {
        name: event?.name ?? "push",
        payload: { repository: { default_branch: forge.repository(repository).defaultBranch }, ...event?.payload },
      },
      serverUrl: forge.serverUrl,
      apiUrl: forge.apiUrl,
      graphqlUrl: forge.graphqlUrl,
      ...(step.workspace === undefined ? {} : { workspace: step.workspace }),
      ...(step.env === undefined ? {} : { env: step.env }),
    });
    // The command that tells the runner to hide it is the one place where a token may stand.
    const log = result.log.replaceAll(/^::add-mask::.*\n/gmu, "");
    for (const text of [log, result.summary, JSON.stringify(result.outputs)]) {
      expect(text).not.toContain(step.token ?? token);
    }
    return { ...result, log, counted: forge.since(mark) };
  };
  return {
    forge,
    token,
    attempt,
    async step(step) {
      const result = await attempt(step);
      expect(result.exitCode, result.log).toBe(0);
      expect(forge.violations).toEqual([]);
      return result;
    },
    async tree(repository, revision) {
      const { git } = forge.repository(repository);
      const listed = await git.git(["ls-tree", "-r", "-z", "--name-only", revision]);
      const files: Record<string, string> = {};
      for (const path of listed.split("\0").filter((name) => name !== "")) {
        files[path] = (await forge.file(repository, revision, path)) ?? "";
      }
      return files;
    },
    branches: async (repository) => Object.fromEntries(await forge.branches(repository)),
    [Symbol.asyncDispose]: () => forge[Symbol.asyncDispose](),
  };
}

/** The files that differ between two trees, with what they are now. */
export function changed(before: Files, after: Files): Readonly<Record<string, string | null>> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names].filter((name) => before[name] !== after[name]).map((name) => [name, after[name] ?? null]),
  );
}

/** A JSON list in an output. */
export function listIn(output: string | undefined): readonly unknown[] {
  const value: unknown = JSON.parse(output ?? "");
  if (!Array.isArray(value)) throw new Error(`expected a list in the output, found ${output}`);
  return value;
}
