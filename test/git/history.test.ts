// History from a shallow beginning: the same answers as a full clone gives, and no more fetched than they need.
import { describe, expect, test } from "vitest";
import type { CommitInfo } from "../../src/git/repository.ts";
import { startGitServer } from "../support/git-http.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";
import { open } from "./opening.ts";

/** Commits on top of a branch, made in one process; oldest first. */
function line(scratch: Scratch, branch: string, count: number, word = branch): readonly string[] {
  const known = scratch.git(["-C", "env.git", "for-each-ref", "--format=%(objectname)", `refs/heads/${branch}`]);
  const commits = Array.from({ length: count }, (_, index) =>
    [
      `commit refs/heads/${branch}`,
      "committer Ann <ann@example.org> 1700000000 +0000",
      `data ${Buffer.byteLength(`${word} ${index}`)}`,
      `${word} ${index}`,
      ...(index === 0 && known !== "" ? [`from ${known}`] : []),
      `M 100644 inline ${word}.txt`,
      `data ${Buffer.byteLength(String(index))}`,
      `${index}\n`,
    ].join("\n"),
  );
  scratch.git(["-C", "env.git", "fast-import", "--quiet", "--force"], commits.join("\n"));
  return rev(scratch, "rev-list", "--first-parent", `--max-count=${count}`, branch).toReversed();
}

const rev = (scratch: Scratch, ...args: readonly string[]): readonly string[] =>
  scratch
    .git(["-C", "env.git", ...args])
    .split("\n")
    .filter(Boolean);

describe("first-parent history", () => {
  test("goes down to the commit that stops it, and fetches no more than one step of it", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { a: "1" });
    const commits = line(scratch, "main", 150);
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    const tip = (await repository.snapshot("main")).commit ?? "";
    const seen: string[] = [];
    for await (const { commit } of repository.history(tip, (commit) => commit === commits[140])) seen.push(commit);
    expect(seen).toEqual(commits.slice(141).toReversed());
    expect(server.exchanges.filter(({ target }) => target.endsWith("git-upload-pack"))).toHaveLength(5);
    await server.close();
  });

  test("reaches the root, with every commit's own parents, author and message", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { a: "1" });
    line(scratch, "main", 120);
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    const tip = (await repository.snapshot("main")).commit ?? "";
    const all: CommitInfo[] = [];
    for await (const commit of repository.history(tip, () => false)) all.push(commit);
    await server.close();
    expect(all.map(({ commit }) => commit)).toEqual(rev(scratch, "rev-list", "main"));
    expect(all[0]).toMatchObject({
      parents: [all[1]?.commit],
      author: { name: "Ann", email: "ann@example.org" },
      committedAt: "2023-11-14T22:13:20.000Z",
      message: "main 119",
    });
    expect(all.at(-1)).toMatchObject({ parents: [], message: "first" });
  });
});

describe("answers about two commits", () => {
  /** `side` forks 90 commits before main's tip, `orphan` has nothing in common; a merge brings `old`, forked far back, into main. */
  async function forked(
    scratch: Scratch,
  ): Promise<{ readonly main: string; readonly side: string; readonly orphan: string }> {
    scratch.repository("env", { a: "1" });
    line(scratch, "main", 60);
    scratch.git(["-C", "env.git", "branch", "old", "main~40"]);
    line(scratch, "old", 3);
    scratch.git(["-C", "env.git", "branch", "side", "main"]);
    line(scratch, "side", 70);
    line(scratch, "main", 60);
    const tree = scratch.git(["-C", "env.git", "rev-parse", "main^{tree}"]);
    const merge = scratch.git(["-C", "env.git", "commit-tree", tree, "-p", "main", "-p", "old", "-m", "merge"]);
    scratch.git(["-C", "env.git", "update-ref", "refs/heads/main", merge]);
    line(scratch, "main", 30, "after");
    line(scratch, "orphan", 3);
    const [main = "", side = "", orphan = ""] = rev(scratch, "rev-parse", "main", "side", "orphan");
    return { main, side, orphan };
  }

  test("are those of a full clone", async () => {
    await using scratch = await makeScratch();
    const { main, side, orphan } = await forked(scratch);
    const base = scratch.git(["-C", "env.git", "merge-base", "main", "side"]);
    const server = await startGitServer(scratch.folder);
    const fresh = async <T>(ask: (repository: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> => {
      await using repository = await open(server.url("env"));
      await repository.snapshot("main");
      return await ask(repository);
    };
    expect(await fresh((each) => each.mergeBase(main, side))).toBe(base);
    expect(await fresh((each) => each.mergeBase(main, orphan))).toBeNull();
    expect(await fresh((each) => each.isAncestor(base, main))).toBe(true);
    expect(await fresh((each) => each.isAncestor(side, main))).toBe(false);
    expect(await fresh((each) => each.isAncestor(main, main))).toBe(true);
    for (const [from, to] of [
      [side, main],
      [main, side],
      [base, main],
      [orphan, side],
    ] as const) {
      const between = await fresh((each) => each.commitsBetween(from, to));
      expect(between.map(({ commit }) => commit).sort()).toEqual(rev(scratch, "rev-list", to, `^${from}`).toSorted());
    }
    await server.close();
  });

  test("name the changed paths without a blob", async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "a.yaml": "1\n", "apps/b.yaml": "1\n" });
    const from = scratch.git(["-C", "env.git", "rev-parse", "main"]);
    const to = scratch.commit("env", "main", { "apps/b.yaml": "2\n", "apps/ü.yaml": "3\n" });
    const server = await startGitServer(scratch.folder);
    await using repository = await open(server.url("env"));
    expect(await repository.changedPaths(from, to)).toEqual(["apps/b.yaml", "apps/ü.yaml"]);
    expect(await repository.changedPaths(null, from)).toEqual(["a.yaml", "apps/b.yaml"]);
    await server.close();
  });
});
