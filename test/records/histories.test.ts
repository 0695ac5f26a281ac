import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connection, Effects } from "../../src/github/connections.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { openRecords, recordPath } from "../../src/records/store.ts";
import type { ChangeRecord } from "../../src/records/record.ts";
import { apps, configurationOf, kustomization } from "../promotion/world.ts";
import { memoryRepository, type MemoryRepository } from "./memory-repository.ts";

const configuration = configurationOf();
const RECORDS = configuration.records.branch;

/** What happens to the repository, one thing after another. `run` records; with `between` something happens before its push. */
type Push = {
  readonly app: string;
  readonly environment: string;
  readonly tag: string | null;
  readonly noise: boolean;
};
type Step =
  | { readonly kind: "push"; readonly push: Push }
  | { readonly kind: "run"; readonly between: Push | null; readonly rival: boolean };

const push: fc.Arbitrary<Push> = fc.record({
  app: fc.constantFrom("podinfo", "web"),
  environment: fc.constantFrom("stage", "prod"),
  tag: fc.constantFrom("1.0.0", "1.1.0", "1.2.0", null),
  noise: fc.boolean(),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("push" as const), push }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("run" as const),
      between: fc.option(push, { nil: null }),
      rival: fc.boolean(),
    }),
  },
);

function effectsOf(git: MemoryRepository): Effects {
  const home: Connection = { name: "memory", git, forge: null, defaultBranch: "main" };
  const quiet = (): void => {};
  return {
    connections: { home, of: async () => home },
    log: { info: quiet, warning: quiet, debug: quiet },
    clock: { now: () => 0, sleep: async () => {}, random: () => 0 },
    run: null,
  };
}

/** Every commit of main whose versions of an app in an environment differ from those before, oldest first. */
type Truth = {
  readonly commit: string;
  readonly environment: string;
  readonly app: string;
  readonly tag: string | null;
};

class History {
  readonly git = memoryRepository();
  readonly truth: Truth[] = [];
  /** How much of the truth lay before the end of the first run that found any app: it may be in the genesis. */
  adoptedAt: number | null = null;
  private readonly tags = new Map<string, string | null>();

  constructor() {
    this.git.push("main", apps({ podinfo: ["1.0.0", "1.0.0"] }));
    this.tags.set("stage/podinfo", "1.0.0").set("prod/podinfo", "1.0.0");
  }

  push({ app, environment, tag, noise }: Push): void {
    const path = `apps/${app}/${environment}/kustomization.yaml`;
    const text = tag === null ? null : kustomization(`ghcr.io/acme/${app}`, tag);
    const commit = this.git.push("main", {
      [path]: text,
      ...(noise ? { "README.md": String(this.truth.length) } : {}),
    });
    const key = `${environment}/${app}`;
    if ((this.tags.get(key) ?? null) !== tag) this.truth.push({ commit, environment, app, tag });
    this.tags.set(key, tag);
  }

  async run(): Promise<void> {
    await recordCommits({ configuration, dryRun: false }, effectsOf(this.git));
    if (this.git.count(RECORDS) > 0) this.adoptedAt ??= this.truth.length;
  }

  async records(): Promise<readonly ChangeRecord[]> {
    const index = await openRecords(this.git, RECORDS);
    const all: ChangeRecord[] = [];
    for (const environment of ["stage", "prod"]) {
      for (const app of index.apps(environment)) all.push(...(await index.standing(environment, app)).records);
    }
    return all;
  }
}

async function play(steps: readonly Step[]): Promise<History> {
  const history = new History();
  for (const each of steps) {
    if (each.kind === "push") history.push(each.push);
    else {
      history.git.meanwhile = async () => {
        if (each.between !== null) history.push(each.between);
        if (each.rival) await history.run();
      };
      await history.run();
    }
  }
  await history.run();
  return history;
}

describe("whatever is pushed and however runs meet", () => {
  it("has exactly one record of each change since the adoption, none of anything else, in the order of the history", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const history = await play(steps);
        const records = await history.records();
        expect(new Set(records.map(recordPath)).size).toBe(records.length);

        for (const environment of ["stage", "prod"]) {
          for (const app of ["podinfo", "web"]) {
            const mine = records.filter((each) => each.environment === environment && each.app === app);
            expect(mine.map(({ sequence }) => sequence)).toEqual(mine.map((_, index) => mine.length - index));
            const since = history.truth.slice(history.adoptedAt ?? history.truth.length);
            const changes = history.truth.filter((each) => each.environment === environment && each.app === app);
            const recorded = mine.filter(({ kind }) => kind === "change").toReversed();
            // The records are the newest of the true changes, without a gap; what lies before is in the genesis.
            expect(recorded.map(({ commit }) => commit)).toEqual(
              changes.slice(changes.length - recorded.length).map(({ commit }) => commit),
            );
            expect(recorded.length).toBeGreaterThanOrEqual(
              since.filter((each) => each.environment === environment && each.app === app).length,
            );
            const tag = changes.at(-1)?.tag ?? (changes.length === 0 && app === "podinfo" ? "1.0.0" : null);
            const known = mine[0]?.pins.map(({ version }) => version.tag) ?? [];
            expect(known).toEqual(tag === null ? [] : [tag]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it("has nothing more to do at the end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const { git } = await play(steps);
        const before = git.count(RECORDS);
        const result = await recordCommits({ configuration, dryRun: false }, effectsOf(git));
        expect(result.result).toBe("nothing");
        expect(git.count(RECORDS)).toBe(before);
      }),
      { numRuns: 40 },
    );
  });
});
