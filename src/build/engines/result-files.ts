// The files in which an engine writes what it did; they are read, never its text.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDigest } from "../../artifacts/version.ts";
import { messageOf, UserError } from "../../errors.ts";

/** A folder that only we can read, gone when the work has ended, however it ends. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-build-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The file's text. Throws a UserError when the engine, having ended well, did not write it. */
export async function readResult(path: string, engine: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new UserError(`${engine} ended without an error, but did not write its result: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The digest in the text. Throws a UserError when it is none. */
export function digestIn(text: unknown, engine: string): string {
  const digest = typeof text === "string" ? text.trim() : "";
  if (!isDigest(digest))
    throw new UserError(
      `${engine} gave "${digest.slice(0, 100)}" as its digest; expected sha256: and 64 hexadecimal digits`,
    );
  return digest;
}

/** The one digest of what was pushed under several references; they name one image. Throws a UserError when they differ. */
export function sameDigest<T extends string | null>(
  pushed: readonly (readonly [reference: string, digest: T])[],
): T | null {
  const [first, ...others] = pushed;
  if (first === undefined) return null;
  const other = others.find(([, digest]) => digest !== first[1]);
  if (other !== undefined) {
    throw new UserError(
      `the references name different images after the push: "${first[0]}" is ${first[1] ?? "unknown"}, "${other[0]}" is ${other[1] ?? "unknown"}; does something else push them too?`,
    );
  }
  return first[1];
}
