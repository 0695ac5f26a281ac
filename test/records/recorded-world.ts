// The environment repository on the local forge whose changes are recorded: started before each test, and ended, without a violation, after it.
import { afterEach, beforeEach, expect } from "vitest";
import type { Effects } from "../../src/github/connections.ts";
import { recordCommits, type RecordResult } from "../../src/records/record-commits.ts";
import type { ChangeRecord } from "../../src/records/record.ts";
import { openRecords } from "../../src/records/store.ts";
import type { Forge } from "../forge/forge.ts";
import { apps, configurationOf, HOME, kustomization, startWorld, type World } from "../promotion/world.ts";

export const BRANCH = "waybill/records";
export const PODINFO = "ghcr.io/acme/podinfo";
export const configuration = configurationOf();

/** Registers the hooks of one test file. podinfo is at 1.0.0 in stage and in prod; nothing is recorded yet. */
export function recordedWorld() {
  let started: World | null = null;
  const world = (): World => {
    if (started === null) throw new Error("the world begins with a test");
    return started;
  };
  beforeEach(async () => {
    started = await startWorld({ [HOME]: apps({ podinfo: ["1.0.0", "1.0.0"] }) });
  });
  afterEach(async () => {
    expect(world().forge.violations).toEqual([]);
    await world()[Symbol.asyncDispose]();
  });

  return {
    get forge(): Forge {
      return world().forge;
    },
    get lines(): readonly string[] {
      return world().lines;
    },
    run: <T>(action: (effects: Effects) => Promise<T>): Promise<T> => world().run(action),
    counted: (action: Parameters<World["run"]>[0]) => world().counted(action),

    record: (request: Partial<Parameters<typeof recordCommits>[0]> = {}): Promise<RecordResult> =>
      world().run((effects) => recordCommits({ configuration, dryRun: false, ...request }, effects)),

    /** A commit by somebody that sets podinfo's tag in an environment. */
    set: (environment: string, tag: string, more: { message?: string; branch?: string } = {}): Promise<string> =>
      world().forge.commit(HOME, {
        files: { [`apps/podinfo/${environment}/kustomization.yaml`]: kustomization(PODINFO, tag) },
        ...more,
      }),

    standing: (environment: string, app = "podinfo"): Promise<readonly ChangeRecord[]> =>
      world().run(async ({ connections }) => {
        const index = await openRecords(connections.home.git, BRANCH);
        return (await index.standing(environment, app)).records;
      }),

    /** Every file on the records branch. */
    files: async (): Promise<readonly string[]> => {
      const text = await world().forge.repository(HOME).git.git(["ls-tree", "-r", "--name-only", BRANCH]);
      return text.split("\n").filter((line) => line !== "");
    },

    /** How many commits the records branch has. */
    recordsLog: async (): Promise<number> => (await world().forge.log(HOME, BRANCH)).length,
  };
}
