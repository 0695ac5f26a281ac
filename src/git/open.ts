// Opens a remote repository: a temporary bare one beside it, and the operations that the use cases know.
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, Log } from "../effects.ts";
import { UserError } from "../errors.ts";
import { didYouMean } from "../text/nearest.ts";
import { compareAndSwap, type SwapEffects } from "./compare-and-swap.ts";
import { saysMissing } from "./failures.ts";
import { historyOf } from "./history.ts";
import { findLocalObjects } from "./local-objects.ts";
import { MissingCommit } from "./missing-commit.ts";
import { isObjectId } from "./objects.ts";
import { GitFailure } from "./process.ts";
import { deleteProposal, writeProposal } from "./proposal-branch.ts";
import { branchRef } from "./ref-name.ts";
import { remoteOf } from "./remote.ts";
import { remoteAccess } from "./remote-url.ts";
import type { Repository } from "./repository.ts";
import type { Snapshot } from "./snapshot.ts";
import { makeTemporaryRepository } from "./temporary-repository.ts";
import { treeSnapshot } from "./tree-snapshot.ts";
import { filesToWrite, writeCommit, type Identity } from "./write-commit.ts";

/** The id of the tree without entries, which Git knows without having it. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

const DEFAULT_BUDGET_MS = 5 * 60_000;

export interface OpenOptions {
  /** `https://host/owner/name`; `http` only to this machine or `serverUrl`'s host; an absolute path for a repository on disk. */
  readonly url: string;
  /** For messages: `acme/environment`. */
  readonly name: string;
  /** Sent to the URL's own origin only. */
  readonly token: string | null;
  /** A branch whose snapshot will be asked for: it is fetched at once, while the caller goes on. */
  readonly branchHint?: string;
  /** The forge's own address, where it is not https. */
  readonly serverUrl?: string;
  readonly clock: Clock;
  readonly log: Log;
  /** How long one compare-and-swap may take; default five minutes. */
  readonly budgetMs?: number;
  /** The folder of a clone that the job has made already: its objects are not fetched again. */
  readonly localObjects?: string;
  readonly signal?: AbortSignal;
  /** Author and committer of our commits. */
  readonly identity: Identity;
}

export interface RemoteRepository extends Repository {
  /** The branch that the remote's HEAD names; throws a UserError when the repository is empty. One exchange. */
  defaultBranch(): Promise<string>;
}

/** Nothing is asked of the remote yet. Throws a usage error when the address cannot be used; `close` removes what was made. */
export async function openRemote(options: OpenOptions): Promise<RemoteRepository> {
  const { name, clock, log, signal } = options;
  const access = remoteAccess(options.url, options.token, options.serverUrl);
  const local = options.localObjects === undefined ? null : await findLocalObjects(options.localObjects);
  if (options.localObjects !== undefined && local === null)
    log.debug(`"${options.localObjects}" is no clone; everything is fetched from ${name}`);
  const repository = await makeTemporaryRepository({ access, alternate: local?.objects ?? null, signal });
  const { git, gitDir } = repository;
  if (local?.shallow) await appendFile(join(gitDir, "shallow"), local.shallow);
  const remote = remoteOf(repository, { name, clock, signal });

  /** Tips by branch, as last read. */
  const tips = new Map<string, string>();
  const blobs = new Map<string, Uint8Array>();
  const snapshots = new Map<string, Snapshot>();
  const here = new Set<string>();

  const snapshotOf = (commit: string): Snapshot => {
    const known = snapshots.get(commit) ?? treeSnapshot({ commit, git, remote, blobs });
    snapshots.set(commit, known);
    return known;
  };

  /** Whether a commit and the root of its tree are here. */
  async function isHere(commit: string): Promise<boolean> {
    if (here.has(commit)) return true;
    try {
      await git.bytes(["rev-parse", "--quiet", "--verify", "--end-of-options", `${commit}^{tree}`], "");
      here.add(commit);
      return true;
    } catch (error) {
      if (error instanceof GitFailure) return false;
      throw error;
    }
  }

  async function ensure(commit: string): Promise<void> {
    if (!isObjectId(commit)) throw new MissingCommit(`"${commit}" is not a commit; expected 40 hexadecimal digits`);
    if (await isHere(commit)) return;
    try {
      await remote.fetchCommit(commit);
    } catch (error) {
      if (!saysMissing(error)) throw error;
      throw new MissingCommit(`${name} has no commit ${commit}, or does not give it away`, { cause: error });
    }
    here.add(commit);
  }

  async function fetchTip(branch: string): Promise<string | null> {
    branchRef(branch);
    const tip = (await tipFromClone(branch)) ?? (await remote.fetchBranch(branch));
    if (tip === null) tips.delete(branch);
    else {
      tips.set(branch, tip);
      here.add(tip);
    }
    return tip;
  }

  /** The first time: when the clone has the branch's tip, one listing is all that is asked of the remote. */
  async function tipFromClone(branch: string): Promise<string | null> {
    if (local === null || tips.has(branch)) return null;
    const tip = (await remote.branches()).get(branch);
    if (tip === undefined || !(await isHere(tip))) return null;
    await remote.adopt(branch, tip);
    return tip;
  }

  async function missingBranch(branch: string): Promise<UserError> {
    const names = [...(await remote.branches()).keys()];
    if (names.length === 0)
      return new UserError(`${name} is empty: it has no commit yet; push a first commit to "${branch}"`);
    return new UserError(`${name} has no branch "${branch}"${didYouMean(branch, names)}`);
  }

  let early = options.branchHint === undefined ? null : fetchTip(options.branchHint);
  // Who asks for the snapshot gets the error; without a question it does not matter.
  early?.catch(() => {});

  const history = historyOf({ git, gitDir, remote, ensure });

  const effects: SwapEffects = {
    remote,
    clock,
    log,
    budgetMs: options.budgetMs ?? DEFAULT_BUDGET_MS,
    signal,
    known: (branch) => tips.get(branch) ?? null,
    fetch: fetchTip,
    snapshot: snapshotOf,
    async write(parent, changes, message) {
      const files = filesToWrite((await parent?.list()) ?? [], changes);
      if (files.length === 0) return null;
      const at = Math.floor(clock.now() / 1000);
      const commit = await writeCommit(git, {
        parent: parent?.commit ?? null,
        files,
        message,
        identity: options.identity,
        at,
      });
      here.add(commit);
      return commit;
    },
    hasLanded: history.hasLanded,
  };

  return {
    name,
    async defaultBranch() {
      const branch = await remote.defaultBranch();
      if (branch === null) throw new UserError(`${name} is empty: it has no commit yet; push a first commit to it`);
      return branch;
    },
    async branches(prefix = "") {
      const all = await remote.branches();
      return new Map([...all].filter(([branch]) => branch.startsWith(prefix)));
    },
    async snapshot(branch) {
      const fetched = branch === options.branchHint ? early : null;
      if (fetched !== null) early = null;
      const tip = await (fetched ?? fetchTip(branch));
      if (tip === null) throw await missingBranch(branch);
      return snapshotOf(tip);
    },
    async snapshotAt(commit) {
      await ensure(commit);
      return snapshotOf(commit);
    },
    async commit(request) {
      branchRef(request.branch);
      const outcome = await compareAndSwap(request, effects);
      if (outcome.kind === "committed") tips.set(request.branch, outcome.commit);
      return outcome;
    },
    async writeBranch(request) {
      await ensure(request.base);
      return writeProposal(request, effects);
    },
    deleteBranch: (branch, expected) => deleteProposal(branch, expected, effects),
    history: history.firstParents,
    commitsBetween: history.commitsBetween,
    mergeBase: history.mergeBase,
    isAncestor: history.isAncestor,
    async changedPaths(from, to) {
      for (const commit of from === null ? [to] : [from, to]) await ensure(commit);
      const output = await git.bytes(
        ["diff-tree", "-r", "-z", "--name-only", "--no-renames", from ?? EMPTY_TREE, to, "--"],
        "",
      );
      return output.toString().split("\0").slice(0, -1);
    },
    async close() {
      await early?.catch(() => {});
      await repository.remove();
    },
  };
}
