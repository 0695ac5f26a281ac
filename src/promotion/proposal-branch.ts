// What a proposal branch holds: is it still ours, what does it declare, and which files does it change?
import type { CommitInfo, Repository } from "../git/repository.ts";
import type { Snapshot } from "../git/snapshot.ts";
import { parseTrailers, type ChangeTrailer, type Trailers } from "../git/trailers.ts";
import type { PinEdit } from "../manifests/pin.ts";
import { applyEdits, declaredEdits } from "./changes.ts";
import type { EnvironmentReading } from "../git/environment-pins.ts";

export type ProposalBranch =
  /** Somebody else's work is on it; it is never overwritten. */
  | { readonly kind: "foreign"; readonly reason: string }
  | {
      readonly kind: "ours";
      readonly tip: string;
      /** What the newest of our commits declares. */
      readonly declared: Trailers;
      /** The places that it sets, as they were where the branch left the base. */
      readonly edits: readonly PinEdit[];
      /** The new bytes of every file that the branch changes. */
      readonly files: ReadonlyMap<string, Uint8Array>;
    };

export interface InspectOptions {
  readonly git: Repository;
  readonly branch: string;
  readonly tip: string;
  /** The environment at the present tip of the base. */
  readonly base: EnvironmentReading;
  /** Reads the environment, limited to the apps concerned, at another commit. */
  readonly readAt: (snapshot: Snapshot) => Promise<EnvironmentReading>;
  /** Whether a commit of ours on this branch may declare this. */
  readonly belongs: (change: ChangeTrailer) => boolean;
}

/**
 * Ours is a branch on which every commit that is not a merge declares changes that belong there, and which as a whole changes exactly
 * what the newest of them declares. A merge of the base is therefore adopted, and one that smuggles something in is not.
 */
export async function inspectBranch(options: InspectOptions): Promise<ProposalBranch> {
  const { git, branch, tip, base, readAt, belongs } = options;
  const head = commitOf(base.snapshot);
  const left = await git.mergeBase(head, tip);
  if (left === null) return foreign(`the branch "${branch}" has no history in common with its base`);

  const commits = await git.commitsBetween(head, tip);
  const strange = commits.find((commit) => commit.parents.length < 2 && !isOurs(commit, belongs));
  if (strange !== undefined) {
    return foreign(
      `the branch "${branch}" has the commit ${strange.commit.slice(0, 12)} by ${strange.author.name}, which is not Waybill's`,
    );
  }
  const newest = commits.find((commit) => commit.parents.length < 2);
  const declared: Trailers =
    newest === undefined ? { changes: [], from: null, run: null } : parseTrailers(newest.message);

  const before = left === head ? base : await readAt(await git.snapshotAt(left));
  const edits = declaredEdits(before.apps, declared.changes);
  const changed = await git.changedPaths(left, tip);
  const found = await (await git.snapshotAt(tip)).read(changed);
  const files = edits === null ? null : applyEdits(before.read, edits);
  if (edits === null || files === null || !sameFiles(files, found)) {
    return foreign(`the branch "${branch}" changes something other than what its commits declare`);
  }
  return { kind: "ours", tip, declared, edits, files };
}

/** Whether both change the same paths to the same bytes. */
export function sameFiles(
  a: ReadonlyMap<string, Uint8Array | null>,
  b: ReadonlyMap<string, Uint8Array | null>,
): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([path, bytes]) => {
    const other = b.get(path);
    return bytes !== null && other !== null && other !== undefined && Buffer.compare(bytes, other) === 0;
  });
}

/** The commit of a snapshot that came from a repository. */
export function commitOf(snapshot: Snapshot): string {
  if (snapshot.commit === null) throw new Error("a proposal needs the snapshot of a commit, not of a working tree");
  return snapshot.commit;
}

function isOurs(commit: CommitInfo, belongs: (change: ChangeTrailer) => boolean): boolean {
  const { changes } = parseTrailers(commit.message);
  return changes.length > 0 && changes.every(belongs);
}

function foreign(reason: string): ProposalBranch {
  return { kind: "foreign", reason };
}
