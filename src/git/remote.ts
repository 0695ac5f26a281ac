// The exchanges with the remote, each in as few round trips as Git needs: branches, tips, objects, history, pushes.
import { createHash } from "node:crypto";
import type { Clock } from "../effects.ts";
import { backOff } from "./back-off.ts";
import { explain, isFinal } from "./failures.ts";
import { GitFailure } from "./process.ts";
import { branchRef } from "./ref-name.ts";
import type { TemporaryRepository } from "./temporary-repository.ts";

export interface Remote {
  readonly name: string;
  /** Every branch's tip by short name. */
  branches(): Promise<ReadonlyMap<string, string>>;
  /** The branch that HEAD names; `null` when the repository has no commit yet. */
  defaultBranch(): Promise<string | null>;
  /** The branch's tip, fetched with its trees; `null` when the remote has no such branch. A branch fetched before gets only what is new. */
  fetchBranch(branch: string): Promise<string | null>;
  /** One commit with its trees. */
  fetchCommit(commit: string): Promise<void>;
  /** Blobs (or other objects) by id, in one exchange. */
  fetchObjects(oids: readonly string[]): Promise<void>;
  /** More of the history of these commits, without blobs; `depth` more commits behind every place where it ends, `null`: all. */
  deepen(commits: readonly string[], depth: number | null): Promise<void>;
  /** Puts `commit` (`null`: nothing) in the place of exactly `expected` (`null`: no branch). Returns Git's failure instead of throwing it: only the remote's ref says what became of it. */
  push(branch: string, commit: string | null, expected: string | null): Promise<GitFailure | null>;
  /** Remembers that a tip is here already, from another object database. */
  adopt(branch: string, commit: string): Promise<void>;
}

/** How often a failed read is tried before it is an error. */
const READ_TRIES = 4;

const FETCH = ["fetch", "--verbose", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];

/** The remote of a temporary repository. Exchanges that change what is here run one after another. */
export function remoteOf(
  repository: TemporaryRepository,
  options: { readonly name: string; readonly clock: Clock; readonly signal: AbortSignal | undefined },
): Remote {
  const { git, fetching, fetchingObjects } = repository;
  const here = new Set<string>();
  const oneByOne = queue();

  /** A read repeated when it fails for a reason that may pass. */
  async function reading<T>(read: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await read();
      } catch (error) {
        if (!(error instanceof GitFailure)) throw error;
        if (isFinal(error) || attempt === READ_TRIES) throw explain(error, options.name);
        await backOff(options.clock, attempt, options);
      }
    }
  }

  const branches = (): Promise<ReadonlyMap<string, string>> =>
    reading(async () => parseRefs(await git.text(["ls-remote", "--heads", "--", "origin"])));

  const defaultBranch = (): Promise<string | null> =>
    reading(async () => {
      const heads = await git.text(["ls-remote", "--symref", "--", "origin", "HEAD"]);
      return /^ref: refs\/heads\/(\S+)\tHEAD$/mu.exec(heads)?.[1] ?? null;
    });

  async function fetchBranch(branch: string): Promise<string | null> {
    const local = trackingRef(branch);
    // With `--depth` a branch that is here already would be sent again, and cut off again.
    const depth = here.has(branch) ? [] : ["--depth=1"];
    for (let attempt = 1; ; attempt += 1) {
      try {
        await fetching.text([
          ...FETCH,
          "--filter=blob:none",
          ...depth,
          "--",
          "origin",
          `+${branchRef(branch)}:${local}`,
        ]);
        here.add(branch);
        return (await git.text(["rev-parse", "--verify", "--end-of-options", local])).trim();
      } catch (error) {
        if (!(error instanceof GitFailure)) throw error;
        if (isFinal(error)) throw explain(error, options.name);
        // Git says in words only that a branch is not there; the list says it for certain.
        if (!(await branches()).has(branch)) return null;
        if (attempt === READ_TRIES) throw explain(error, options.name);
        await backOff(options.clock, attempt, options);
      }
    }
  }

  return {
    name: options.name,
    branches,
    defaultBranch,
    fetchBranch: (branch) => oneByOne(() => fetchBranch(branch)),
    fetchCommit: (commit) =>
      oneByOne(async () => {
        await reading(() =>
          fetchingObjects.text([...FETCH, "--filter=blob:none", "--depth=1", "--", "origin", commit]),
        );
      }),
    fetchObjects: (oids) =>
      oneByOne(async () => {
        await reading(() =>
          fetchingObjects.bytes(
            [...FETCH, "--quiet", "--filter=blob:none", "--stdin", "--", "origin"],
            `${oids.join("\n")}\n`,
          ),
        );
      }),
    deepen: (commits, depth) =>
      oneByOne(async () => {
        const how = depth === null ? "--unshallow" : `--deepen=${depth}`;
        await reading(() => fetching.text([...FETCH, "--filter=blob:none", how, "--", "origin", ...commits]));
      }),
    push: (branch, commit, expected) =>
      oneByOne(async () => {
        const ref = branchRef(branch);
        try {
          await git.text([
            "push",
            "--porcelain",
            "--no-verify",
            "--no-signed",
            "--no-recurse-submodules",
            `--force-with-lease=${ref}:${expected ?? ""}`,
            "--",
            "origin",
            `${commit ?? ""}:${ref}`,
          ]);
          return null;
        } catch (error) {
          if (error instanceof GitFailure) return error;
          throw error;
        }
      }),
    adopt: (branch, commit) =>
      oneByOne(async () => {
        await git.bytes(["update-ref", "--", trackingRef(branch), commit], "");
        here.add(branch);
      }),
  };
}

/** One flat name for any branch: as folders, `a` and `a/b` would be in each other's way when one replaces the other. */
function trackingRef(branch: string): string {
  return `refs/waybill/branches/${createHash("sha1").update(branch).digest("hex")}`;
}

/** `<oid>\trefs/heads/<name>` lines. */
function parseRefs(listing: string): ReadonlyMap<string, string> {
  const branches = new Map<string, string>();
  for (const line of listing.split("\n")) {
    const match = /^(?<oid>[0-9a-f]{40})\trefs\/heads\/(?<name>.+)$/u.exec(line)?.groups;
    if (match !== undefined) branches.set(match["name"] ?? "", match["oid"] ?? "");
  }
  return branches;
}

/** Runs what it is given one after another, whatever became of the one before. */
function queue(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const next = last.then(task, task);
    last = next.catch(() => {});
    return next;
  };
}
