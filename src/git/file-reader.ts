// Reads many small files one after the other into one buffer, never through a link, and says of each that cannot be read why.
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { messageOf } from "../errors.ts";

const MOST_BYTES = 10 * 1024 * 1024;

/** What nearly every manifest fits into. */
const BUFFER_BYTES = 256 * 1024;

/** A link is not followed and a pipe not waited for, should one have taken the file's place. Windows has no such flags. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export type FileContent =
  /** `bytes` are those of the reader's buffer: they stand until the next file is read. */
  | { readonly kind: "bytes"; readonly bytes: Buffer }
  | { readonly kind: "gone" }
  | { readonly kind: "unreadable"; readonly reason: string };

/** A function that reads the file at a path. It throws nothing; files of more than 10 MB are not read. */
export function fileReader(): (path: string) => FileContent {
  const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  return (path) => {
    let file: number;
    try {
      file = openSync(path, FLAGS);
    } catch (error) {
      return failure(error);
    }
    try {
      return readOpen(file, buffer);
    } catch (error) {
      return failure(error);
    } finally {
      closeSync(file);
    }
  };
}

function readOpen(file: number, buffer: Buffer): FileContent {
  const length = fill(file, buffer, 0);
  if (length < buffer.length) return { kind: "bytes", bytes: buffer.subarray(0, length) };
  const { size } = fstatSync(file);
  if (size > MOST_BYTES) return tooLarge(`${size} bytes`);
  // What is written to it while it is read is not lost in silence.
  const larger = Buffer.allocUnsafeSlow(MOST_BYTES + 1);
  buffer.copy(larger);
  const all = fill(file, larger, length);
  return all > MOST_BYTES ? tooLarge("too many bytes") : { kind: "bytes", bytes: larger.subarray(0, all) };
}

/** The number of bytes in the buffer once it is full or the file has ended. */
function fill(file: number, buffer: Buffer, from: number): number {
  let length = from;
  while (length < buffer.length) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    length += count;
    // File systems that give less than is asked for, though more is there, give pages: most manifests need no second call.
    if (count < PAGE_BYTES) break;
  }
  return length;
}

const PAGE_BYTES = 4096;

function tooLarge(size: string): FileContent {
  return { kind: "unreadable", reason: `it has ${size}; files of more than ${MOST_BYTES} are not read as manifests` };
}

function failure(error: unknown): FileContent {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT" || code === "ENOTDIR") return { kind: "gone" };
  // Linux and macOS; FreeBSD says EMLINK.
  if (code === "ELOOP" || code === "EMLINK")
    return { kind: "unreadable", reason: "it has become a symbolic link, which is not read" };
  return { kind: "unreadable", reason: `it cannot be read: ${messageOf(error)}` };
}
