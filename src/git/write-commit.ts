// Makes a commit from a changeset without a working tree: checks it against the tree it was computed from, then writes it.
import { createHash } from "node:crypto";
import { UserError } from "../errors.ts";
import { checkFilePath } from "./file-path.ts";
import type { Git } from "./process.ts";
import type { Changeset, FileMode, TreeEntry } from "./snapshot.ts";

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** One file of a commit to make. */
export interface FileToWrite {
  readonly path: string;
  readonly mode: FileMode;
  readonly bytes: Uint8Array;
}

/**
 * What of a changeset differs from the tree: empty when the tree has it all. Throws a UserError for a path outside the repository or
 * inside `.git`, a link or gitlink (the file's own, or a folder on the way), and a file that is not the one that was read.
 */
export function filesToWrite(tree: readonly TreeEntry[], changes: Changeset): readonly FileToWrite[] {
  const touched = new Set([...changes.keys()].flatMap((path) => [path, ...parentsOf(path)]));
  const entries = new Map(tree.filter(({ path }) => touched.has(path)).map((entry) => [entry.path, entry]));
  const folders = new Set<string>();
  const files: FileToWrite[] = [];
  for (const [path, change] of changes) {
    checkFilePath(path);
    const entry = entries.get(path) ?? null;
    if (entry !== null && !isRegular(entry)) throw refused(path, `it is ${linkKind(entry)}`);
    for (const parent of parentsOf(path)) {
      const above = entries.get(parent);
      if (above !== undefined) throw refused(path, `"${parent}" is ${isRegular(above) ? "a file" : linkKind(above)}`);
      if (changes.has(parent)) throw refused(path, `"${parent}" is to be a file`);
    }
    if (entry === null) {
      if (folders.size === 0)
        for (const { path: file } of tree) for (const parent of parentsOf(file)) folders.add(parent);
      if (folders.has(path)) throw refused(path, "it is a folder");
    }
    if ((entry?.oid ?? null) !== change.replaces)
      throw refused(path, "it is not the file any more that the change was computed from");
    if (entry === null || entry.oid !== blobId(change.bytes))
      files.push({ path, mode: entry?.mode ?? "100644", bytes: change.bytes });
  }
  return files;
}

/**
 * Writes blobs, trees and the commit in one process, and returns the commit's id. Only the trees on the way to the files are read;
 * no blob is. `at`: seconds since the epoch.
 */
export async function writeCommit(
  git: Git,
  commit: {
    readonly parent: string | null;
    readonly files: readonly FileToWrite[];
    readonly message: string;
    readonly identity: Identity;
    readonly at: number;
  },
): Promise<string> {
  const { name, email } = commit.identity;
  const who = `${signaturePart(name)} <${signaturePart(email)}> ${commit.at} +0000`;
  const message = Buffer.from(commit.message);
  const stream: Uint8Array[] = [];
  const line = (text: string): void => void stream.push(Buffer.from(`${text}\n`));
  const data = (bytes: Uint8Array): void => {
    line(`data ${bytes.length}`);
    stream.push(bytes);
    line("");
  };
  line("feature done");
  line("commit refs/waybill/commit");
  line("mark :1");
  line(`author ${who}`);
  line(`committer ${who}`);
  data(message);
  if (commit.parent !== null) line(`from ${commit.parent}`);
  for (const { path, mode, bytes } of commit.files) {
    line(`M ${mode} inline ${quoted(path)}`);
    data(bytes);
  }
  line("get-mark :1");
  // The next commit begins anew, not on top of this one.
  line("reset refs/waybill/commit");
  line("done");
  const output = await git.bytes(
    ["fast-import", "--quiet", "--force", "--date-format=raw-permissive"],
    Buffer.concat(stream),
  );
  return output.toString("latin1").trim();
}

/** The id that Git gives these bytes as a blob. */
function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

/** `a/b/c` -> `a`, `a/b` */
function parentsOf(path: string): readonly string[] {
  const parents: string[] = [];
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) parents.push(path.slice(0, at));
  return parents;
}

function isRegular(entry: TreeEntry): boolean {
  return entry.mode === "100644" || entry.mode === "100755";
}

function linkKind(entry: TreeEntry): string {
  return entry.mode === "120000" ? "a symbolic link" : "a submodule";
}

function refused(path: string, reason: string): UserError {
  return new UserError(`"${path}" cannot be written: ${reason}; expected a regular file of the repository`);
}

/** A path as fast-import reads it in quotes. Control characters were refused before. */
function quoted(path: string): string {
  return `"${path.replace(/["\\]/gu, String.raw`\$&`)}"`;
}

/** What Git takes out of names itself. */
function signaturePart(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replace(/[<>\u0000-\u001f\u007f]/gu, "").trim();
}
