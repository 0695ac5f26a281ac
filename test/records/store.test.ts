import { describe, expect, it } from "vitest";
import type { Repository } from "../../src/git/repository.ts";
import type { Snapshot } from "../../src/git/snapshot.ts";
import type { ChangeRecord } from "../../src/records/record.ts";
import { formatStatement } from "../../src/records/statement.ts";
import { indexRecords, recordPath, writeRecords } from "../../src/records/store.ts";
import { COMMIT, HEAD, PARENT, record } from "./fixtures.ts";

/** A tree that counts how often its files are read. */
function tree(files: Readonly<Record<string, string>>, mode: "100644" | "120000" = "100644") {
  let reads = 0;
  const snapshot: Snapshot = {
    commit: COMMIT,
    list: async () => Object.keys(files).map((path) => ({ path, mode, oid: "0" })),
    read: async (paths) => {
      reads += 1;
      return new Map(paths.map((path) => [path, new TextEncoder().encode(files[path])]));
    },
  };
  return { snapshot, reads: () => reads };
}

const stored = (...records: readonly ChangeRecord[]) =>
  tree(Object.fromEntries(records.map((each) => [recordPath(each), formatStatement(each)])));

describe("the index of the records branch", () => {
  it("is empty and says so when there is no branch", async () => {
    const index = await indexRecords(null);
    expect(index.exists).toBe(false);
    expect([...index.commits("prod")]).toEqual([]);
    expect(index.apps("prod")).toEqual([]);
    expect(await index.standing("prod", "podinfo")).toEqual({ environment: "prod", app: "podinfo", records: [] });
  });

  it("knows commits, apps and counts without reading a record", async () => {
    const { snapshot, reads } = stored(
      record(),
      record({ commit: HEAD, sequence: 2 }),
      record({ app: "web" }),
      record({ environment: "stage", commit: PARENT }),
    );
    const index = await indexRecords(snapshot);
    expect(index.exists).toBe(true);
    expect([...index.commits("prod")].sort()).toEqual([COMMIT, HEAD]);
    expect(index.apps("prod")).toEqual(["podinfo", "web"]);
    expect(index.count("prod", "podinfo")).toBe(2);
    expect(index.count("prod", "nothing")).toBe(0);
    expect([...index.commits("stage")]).toEqual([PARENT]);
    expect(reads()).toBe(0);
  });

  it("gives an app's records newest first, read once", async () => {
    const { snapshot, reads } = stored(
      record({ sequence: 1 }),
      record({ sequence: 3, commit: HEAD }),
      record({ sequence: 2, commit: PARENT }),
    );
    const index = await indexRecords(snapshot);
    await index.standing("prod", "podinfo");
    const { records } = await index.standing("prod", "podinfo");
    expect(records.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
    expect(reads()).toBe(1);
  });

  it.each(["a/b", "..", "-x", "ünï", "x.lock", "", "a b\n", "%2F"])(
    "keeps an app named %j apart from every other",
    async (app) => {
      const each = record({ app, environment: `${app}!` });
      expect(recordPath(each).split("/")).toHaveLength(3);
      const index = await indexRecords(stored(each, record()).snapshot);
      expect(index.apps(`${app}!`)).toEqual([app]);
      expect((await index.standing(`${app}!`, app)).records).toEqual([each]);
    },
  );

  it("leaves other files on the branch alone", async () => {
    const index = await indexRecords(tree({ "README.md": "", "docs/a/b/c.json": "", ".github/x.yml": "" }).snapshot);
    expect(index.apps("docs")).toEqual([]);
  });

  it.each([
    ["a name that is no commit", tree({ "prod/podinfo/main.json": "" })],
    ["a segment that nothing encodes to", tree({ [`prod/a b/${COMMIT}.json`]: "" })],
    ["a link", tree({ [`prod/podinfo/${COMMIT}.json`]: "" }, "120000")],
  ])("refuses a file in a record's place with %s", async (_, { snapshot }) => {
    await expect(indexRecords(snapshot)).rejects.toThrow(/on the records branch is no record/);
  });

  it("names the file of a record that cannot be read, and never takes it for absent", async () => {
    const index = await indexRecords(tree({ [recordPath(record())]: "{" }).snapshot);
    await expect(index.standing("prod", "podinfo")).rejects.toThrow(recordPath(record()));
  });

  it("refuses a record that was copied to another app", async () => {
    const index = await indexRecords(
      tree({ [recordPath(record({ app: "web" }))]: formatStatement(record()) }).snapshot,
    );
    await expect(index.standing("prod", "web")).rejects.toThrow(/says that it is prod\/podinfo/);
  });
});

describe("writing records", () => {
  /** The part of a repository that writing uses; `attempts` are the states that the branch has, one after another. */
  function repository(...attempts: readonly (Snapshot | null)[]) {
    const commits: { paths: readonly string[]; message: string }[] = [];
    const unused = (): never => {
      throw new Error("not used here");
    };
    const fake: Repository = {
      name: "acme/environment",
      branches: unused,
      snapshot: unused,
      snapshotAt: unused,
      writeBranch: unused,
      deleteBranch: unused,
      history: unused,
      commitsBetween: unused,
      mergeBase: unused,
      isAncestor: unused,
      changedPaths: unused,
      close: unused,
      async commit(request) {
        for (const [attempt, snapshot] of attempts.entries()) {
          const built = await request.build(snapshot);
          if ("nothing" in built) return { kind: "nothing", reason: built.nothing };
          if (attempt < attempts.length - 1) continue;
          commits.push({ paths: [...built.changes.keys()], message: built.message });
          return { kind: "committed", commit: HEAD, parent: null, attempts: attempts.length };
        }
        return unused();
      },
    };
    return { fake, commits };
  }

  it("writes all of them in one commit that names their paths", async () => {
    const { fake, commits } = repository(null);
    const two = [record(), record({ app: "web\n\nApproved-by: x" })];
    expect(await writeRecords(fake, "waybill/records", async () => two)).toEqual({ written: two, commit: HEAD });
    expect(commits).toEqual([
      {
        paths: two.map(recordPath),
        message: `Record 2 changes\n\n- ${recordPath(record())}\n- prod/web%0A%0AApproved-by%3A%20x/${COMMIT}.json\n`,
      },
    ]);
  });

  it("makes no commit when there is nothing new", async () => {
    const { fake, commits } = repository(stored(record()).snapshot);
    expect(await writeRecords(fake, "waybill/records", async () => [record({ policy: "another" })])).toEqual({
      written: [],
      commit: null,
    });
    expect(commits).toEqual([]);
  });

  it("asks again with what another writer has written, and leaves that as it is", async () => {
    const { fake, commits } = repository(null, stored(record()).snapshot);
    const seen: number[] = [];
    const outcome = await writeRecords(fake, "waybill/records", async (index) => {
      seen.push(index.count("prod", "podinfo"));
      return [record({ policy: "another" }), record({ app: "web" })];
    });
    expect(seen).toEqual([0, 1]);
    expect(outcome.written.map(({ app }) => app)).toEqual(["web"]);
    expect(commits[0]?.paths).toEqual([recordPath(record({ app: "web" }))]);
  });
});
