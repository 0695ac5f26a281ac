// The two values that pass between Git and everything above it: an immutable view of one commit, and what is to change in it.

export type FileMode = "100644" | "100755" | "120000" | "160000";

/** One file of a tree. `120000` is a symbolic link, `160000` a gitlink; neither is ever read through or written. */
export interface TreeEntry {
  readonly path: string;
  readonly mode: FileMode;
  readonly oid: string;
}

/** An immutable view of one commit (or, on a laptop, of the working tree). */
export interface Snapshot {
  /** The full commit id; `null` for a working tree. */
  readonly commit: string | null;
  /** Every entry, recursively, sorted by path (bytewise). `under` limits it to paths that are, or are below, one of those given. No blob is transferred. */
  list(under?: readonly string[]): Promise<readonly TreeEntry[]>;
  /**
   * The bytes of regular files, fetched in one batch. A path that is not there, or is a link or gitlink, maps to `null`. `wants`: asked of
   * each file's bytes, which stand only for that call; what it declines is left out of the answer.
   */
  read(
    paths: readonly string[],
    wants?: (path: string, bytes: Uint8Array) => boolean,
  ): Promise<ReadonlyMap<string, Uint8Array | null>>;
  /** Of a working tree: the files that `read` was asked for and could not read, each with the reason as a sentence; they map to `null`. */
  readonly unreadable?: ReadonlyMap<string, string>;
}

/** One file to write: its new bytes and the blob it replaces (`null`: the file is new). The mode is kept. */
export interface FileChange {
  readonly replaces: string | null;
  readonly bytes: Uint8Array;
}

/** path -> new bytes. Never applied to another tree than the one it was computed from. */
export type Changeset = ReadonlyMap<string, FileChange>;
