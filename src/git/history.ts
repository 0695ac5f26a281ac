// History in a shallow repository: answers come from what is here only where nothing that is missing could change them; else more is fetched.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { MissingCommit } from "./missing-commit.ts";
import { readCommits } from "./objects.ts";
import { GitFailure, type Git } from "./process.ts";
import type { Remote } from "./remote.ts";
import type { CommitInfo, Repository } from "./repository.ts";

export interface History {
  readonly firstParents: Repository["history"];
  readonly commitsBetween: Repository["commitsBetween"];
  readonly mergeBase: Repository["mergeBase"];
  readonly isAncestor: Repository["isAncestor"];
  /** Whether a commit that was made here, and that the remote may never have got, is reachable from a tip of the remote. */
  readonly hasLanded: (commit: string, tip: string) => Promise<boolean>;
}

/** Commits read in one batch while walking; also the first step of deepening, which then doubles. */
const PAGE = 50;
/** From here on the whole rest is fetched at once. */
const DEEPEST_STEP = 3200;

/** `ensure` makes a commit be here, with its tree. */
export function historyOf(options: {
  readonly git: Git;
  readonly gitDir: string;
  readonly remote: Remote;
  readonly ensure: (commit: string) => Promise<void>;
}): History {
  const { git, remote, ensure } = options;

  /** The commits whose parents are not here. */
  const shallow = async (): Promise<ReadonlySet<string>> => {
    try {
      return new Set((await readFile(join(options.gitDir, "shallow"), "utf8")).split("\n").filter(Boolean));
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return new Set();
      throw error;
    }
  };

  const revList = async (...args: readonly string[]): Promise<readonly string[]> =>
    (await git.text(["rev-list", ...args, "--"])).split("\n").filter(Boolean);

  /** Asks again with more history until `answer` is certain. Throws MissingCommit when the remote does not send it. */
  async function settle<T>(
    commits: readonly string[],
    answer: (ends: ReadonlySet<string>) => Promise<{ readonly certain: T } | null>,
  ): Promise<T> {
    for (const commit of commits) await ensure(commit);
    for (let depth = PAGE; ; depth *= 2) {
      const ends = await shallow();
      const found = await answer(ends);
      if (found !== null) return found.certain;
      await remote.deepen(commits, depth > DEEPEST_STEP ? null : depth);
      if (sameSet(ends, await shallow())) throw notSent(commits);
    }
  }

  async function* firstParents(from: string, stop: (commit: string) => boolean): AsyncGenerator<CommitInfo> {
    await ensure(from);
    let next: string | null = from;
    let depth = PAGE;
    while (next !== null) {
      const line: readonly string[] = await revList("--first-parent", next);
      for (let at = 0; at < line.length; at += PAGE) {
        const page = line.slice(at, at + PAGE);
        const stopAt = page.findIndex((commit) => stop(commit));
        yield* await readCommits(git, stopAt === -1 ? page : page.slice(0, stopAt));
        if (stopAt !== -1) return;
      }
      const last: string = line.at(-1) ?? next;
      if (!(await shallow()).has(last)) return;
      const [commit] = await readCommits(git, [last]);
      const parent = commit?.parents[0] ?? null;
      // A commit without parents may be listed as an end too.
      if (parent === null || stop(parent)) return;
      await remote.deepen([last], depth > DEEPEST_STEP ? null : depth);
      if ((await shallow()).has(last)) throw notSent([last]);
      depth *= 2;
      next = parent;
    }
  }

  // A commit that no ref reaches any more (somebody forced a branch) can be fetched, but its history does not grow.
  const notSent = (commits: readonly string[]): MissingCommit =>
    new MissingCommit(
      `${remote.name} did not send more of the history of ${commits.join(", ")}; expected commits that a branch still reaches`,
    );

  /**
   * Certain once neither side has an end among the commits that are its own: a common ancestor better than the one found could only lie
   * behind such an end. (One behind an end that both sides have is older than that end, which is common too.)
   */
  const mergeBaseOf = (a: string, b: string, known: readonly string[]): Promise<string | null> =>
    settle(known, async (ends) => {
      if ((await revList(`${a}...${b}`)).some((commit) => ends.has(commit))) return null;
      return { certain: await bestCommon(a, b) };
    });

  const mergeBase = (a: string, b: string): Promise<string | null> => mergeBaseOf(a, b, [a, b]);

  async function bestCommon(a: string, b: string): Promise<string | null> {
    try {
      return (await git.text(["merge-base", "--end-of-options", a, b])).trim();
    } catch (error) {
      // Exit code 1, without a word: they have nothing in common.
      if (error instanceof GitFailure && error.exitCode === 1) return null;
      throw error;
    }
  }

  /**
   * Certain once no commit of the answer is an end, and none can turn out to be the base's own behind an end of the base: descendants of
   * the base cannot, and without such an end nothing can.
   */
  const commitsBetween = (base: string, head: string): Promise<readonly CommitInfo[]> =>
    settle([base, head], async (ends) => {
      const between = await revList("--topo-order", head, `^${base}`);
      if (between.some((commit) => ends.has(commit))) return null;
      const descendants = await revList("--ancestry-path", head, `^${base}`);
      if (descendants.length !== between.length && (await revList(base)).some((commit) => ends.has(commit)))
        return null;
      return { certain: await readCommits(git, between) };
    });

  return {
    firstParents,
    commitsBetween,
    mergeBase,
    isAncestor: async (ancestor, descendant) =>
      ancestor === descendant || (await mergeBase(ancestor, descendant)) === ancestor,
    // Only the tip is named to the remote: a commit that it does not have makes it refuse the whole exchange.
    hasLanded: async (commit, tip) => commit === tip || (await mergeBaseOf(commit, tip, [tip])) === commit,
  };
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((value) => b.has(value));
}
