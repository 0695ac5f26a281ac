import { describe, expect, it } from "vitest";
import type { CommitOutcome, CommitRequest, Repository } from "../../src/git/repository.ts";
import type { Connection, Effects } from "../../src/github/connections.ts";
import { recordCommits } from "../../src/records/record-commits.ts";
import { BRANCH, configuration, recordedWorld } from "./recorded-world.ts";

const here = recordedWorld();
const { record, set, standing, files, recordsLog } = here;

describe("a run that does not end well, or not alone", () => {
  /** Effects whose commits on the records branch go through `around`. */
  function around(
    effects: Effects,
    around: (request: CommitRequest, commit: Repository["commit"]) => Promise<CommitOutcome>,
  ): Effects {
    const wrap = (connection: Connection): Connection => ({
      ...connection,
      git: {
        ...connection.git,
        commit: (request) => around(request, async (inner) => connection.git.commit(inner)),
      },
    });
    const home = wrap(effects.connections.home);
    return { ...effects, connections: { home, of: async () => home } };
  }

  const oneOfEach = async (): Promise<void> => {
    const paths = await files();
    expect(new Set(paths).size).toBe(paths.length);
    for (const environment of ["stage", "prod"]) {
      const sequences = (await standing(environment)).map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.map((_, index) => sequences.length - index));
    }
    expect(await record()).toMatchObject({ result: "nothing" });
  };

  it("ends in the same state when it was killed before the push, and run again", async () => {
    await record();
    const commit = await set("stage", "1.1.0");
    const killed = here.run((effects) =>
      recordCommits(
        { configuration, dryRun: false },
        around(effects, async (request) => {
          const tip = await effects.connections.home.git.snapshot(BRANCH);
          await request.build(tip);
          throw new Error("killed");
        }),
      ),
    );
    await expect(killed).rejects.toThrow("killed");
    expect(await files()).toHaveLength(2);
    await record();
    expect((await standing("stage"))[0]).toMatchObject({ commit, sequence: 2 });
    await oneOfEach();
  });

  it("ends in the same state when it was killed after the push, and run again", async () => {
    await record();
    await set("stage", "1.1.0");
    const killed = here.run((effects) =>
      recordCommits(
        { configuration, dryRun: false },
        around(effects, async (request, commit) => {
          await commit(request);
          throw new Error("killed");
        }),
      ),
    );
    await expect(killed).rejects.toThrow("killed");
    expect(await files()).toHaveLength(3);
    await oneOfEach();
    expect(await recordsLog()).toBe(2);
  });

  it.each([
    ["adopting", false],
    ["recording", true],
  ])("gives exactly one record of each change when another writer comes between while %s", async (_, adopted) => {
    if (adopted) await record();
    const seen: string[] = [];
    if (adopted) seen.push(await set("stage", "1.1.0"));
    let met = false;
    const slow = await here.run((effects) =>
      recordCommits(
        { configuration, dryRun: false },
        around(effects, (request, commit) =>
          commit({
            ...request,
            async build(snapshot) {
              const built = await request.build(snapshot);
              if (met) return built;
              met = true;
              // Between what was derived and its push: another commit, and another run that records both.
              seen.push(await set("stage", "1.2.0"));
              await record();
              return built;
            },
          }),
        ),
      ),
    );
    expect(slow.result).toBe("nothing");
    expect((await standing("stage")).map(({ commit }) => commit)).toEqual(expect.arrayContaining(seen));
    await oneOfEach();
  });

  it("gives exactly one record of each change when several run at once while others push", async () => {
    await record();
    const commits: string[] = [];
    const push = async (): Promise<void> => {
      for (const tag of ["1.1.0", "1.2.0", "1.3.0"]) commits.push(await set("stage", tag));
    };
    await Promise.all([push(), record(), record(), record()]);
    await record();
    expect((await standing("stage")).map(({ commit }) => commit)).toEqual(expect.arrayContaining(commits));
    expect(await standing("stage")).toHaveLength(4);
    await oneOfEach();
  });

  it("leaves what is over its bounds to the next run, oldest first, and says so", async () => {
    await record();
    const commits: string[] = [];
    for (const tag of ["1.1.0", "1.2.0", "1.3.0"]) commits.push(await set("stage", tag));
    // A clock on which every question takes a minute.
    const slowly = (effects: Effects): Effects => {
      let now = 0;
      return { ...effects, clock: { ...effects.clock, now: () => (now += 60_000) } };
    };
    const result = await here.run((effects) => recordCommits({ configuration, dryRun: false }, slowly(effects)));
    expect(result.remaining).toBe(true);
    expect(result.reason).toMatch(/recorded \d changes?; \d commits? (is|are) left for the next run/);
    expect(result.records.map(({ commit }) => commit)).toEqual(commits.slice(0, result.records.length));
    await record();
    expect((await standing("stage")).map(({ commit }) => commit).slice(0, 3)).toEqual(commits.toReversed());
    await oneOfEach();
  });

  it("works without a forge: everything by observation", async () => {
    const offline = (effects: Effects): Effects => {
      const home: Connection = { ...effects.connections.home, forge: null };
      return { ...effects, connections: { home, of: async () => home }, run: null };
    };
    await here.run((effects) => recordCommits({ configuration, dryRun: false }, offline(effects)));
    await set("stage", "1.1.0", { message: "Merge pull request #1 from nowhere" });
    await here.run((effects) => recordCommits({ configuration, dryRun: false }, offline(effects)));
    expect((await standing("stage"))[0]).toMatchObject({ sinceBy: "observation", pullRequest: null, run: null });
  });
});
