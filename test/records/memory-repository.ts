// A repository in memory, for histories too many for real Git: branches of snapshots, and a compare-and-swap that somebody can get in the way of.
import type { CommitInfo, Repository } from "../../src/git/repository.ts";
import type { Snapshot } from "../../src/git/snapshot.ts";

type Files = Readonly<Record<string, string>>;

interface Stored {
  readonly info: CommitInfo;
  readonly files: Files;
}

export interface MemoryRepository extends Repository {
  /** Somebody's commit: the branch's files with these changes (`null`: deleted). Gives its id. */
  push(branch: string, changes: Readonly<Record<string, string | null>>): string;
  /** Called once, after the next commit was built and before it is swapped in. */
  meanwhile: (() => Promise<void>) | null;
  /** How many commits a branch has. */
  count(branch: string): number;
}

export function memoryRepository(): MemoryRepository {
  const commits = new Map<string, Stored>();
  const tips = new Map<string, string>();
  const stored = (commit: string): Stored => {
    const found = commits.get(commit);
    if (found === undefined) throw new Error(`no commit ${commit}`);
    return found;
  };
  const snapshotOf = (commit: string): Snapshot => {
    const { files } = stored(commit);
    const paths = Object.keys(files).sort();
    const isUnder = (path: string, under: readonly string[] | undefined): boolean =>
      under === undefined || under.some((folder) => path === folder || path.startsWith(`${folder}/`));
    return {
      commit,
      list: async (under) =>
        paths.filter((path) => isUnder(path, under)).map((path) => ({ path, mode: "100644", oid: files[path] ?? "" })),
      read: async (wanted) =>
        new Map(wanted.map((path) => [path, files[path] === undefined ? null : new TextEncoder().encode(files[path])])),
    };
  };
  const add = (branch: string, files: Files, message: string): string => {
    const commit = (commits.size + 1).toString(16).padStart(40, "0");
    const person = { name: "Ada", email: "ada@example.com" };
    const parents = [tips.get(branch) ?? []].flat();
    const at = "2026-01-01T00:00:00Z";
    const info = { commit, parents, author: person, committer: person, authoredAt: at, committedAt: at, message };
    commits.set(commit, { info, files });
    tips.set(branch, commit);
    return commit;
  };
  const filesOf = (branch: string): Files => {
    const tip = tips.get(branch);
    return tip === undefined ? {} : stored(tip).files;
  };
  const unused = (): never => {
    throw new Error("not used by records");
  };

  const repository: MemoryRepository = {
    name: "memory",
    meanwhile: null,
    count: (branch) => [...commits.values()].filter(({ info }) => info.message === branch).length,
    push(branch, changes) {
      const files = Object.entries({ ...filesOf(branch), ...changes }).flatMap(([path, text]) =>
        text === null ? [] : [[path, text] as const],
      );
      return add(branch, Object.fromEntries(files), branch);
    },
    branches: async () => tips,
    async snapshot(branch) {
      const tip = tips.get(branch);
      if (tip === undefined) throw new Error(`no branch ${branch}`);
      return snapshotOf(tip);
    },
    snapshotAt: async (commit) => snapshotOf(commit),
    async commit(request) {
      const { branch } = request;
      for (let attempts = 1; ; attempts += 1) {
        const tip = tips.get(branch) ?? null;
        const built = await request.build(tip === null ? null : snapshotOf(tip));
        const { meanwhile } = repository;
        repository.meanwhile = null;
        await meanwhile?.();
        if ("nothing" in built) return { kind: "nothing", reason: built.nothing };
        if ((tips.get(branch) ?? null) !== tip) continue;
        const written = [...built.changes].map(([path, { bytes }]) => [path, new TextDecoder().decode(bytes)] as const);
        const commit = add(branch, { ...filesOf(branch), ...Object.fromEntries(written) }, branch);
        return { kind: "committed", commit, parent: tip, attempts };
      }
    },
    async *history(from, stop) {
      for (let at: string | undefined = from; at !== undefined && !stop(at); at = stored(at).info.parents[0]) {
        yield stored(at).info;
      }
    },
    async changedPaths(from, to) {
      const before: Files = from === null ? {} : stored(from).files;
      const after = stored(to).files;
      const all = new Set([...Object.keys(before), ...Object.keys(after)]);
      return [...all].filter((path) => before[path] !== after[path]).sort();
    },
    writeBranch: unused,
    deleteBranch: unused,
    commitsBetween: unused,
    mergeBase: unused,
    isAncestor: unused,
    close: async () => {},
  };
  return repository;
}
