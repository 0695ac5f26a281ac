// The times in a chart's package: helm writes those of packaging, by which one commit would give another digest each time.
import { gunzipSync, gzipSync } from "node:zlib";
import { UserError } from "../errors.ts";

const BLOCK = 512;

/** The package with one time on each of its files, in seconds since 1970, and nothing else of the files changed. Throws a UserError for what is no package. */
export function withPackageTime(archive: Uint8Array, seconds: number): Uint8Array {
  const tar = gunzipSync(archive);
  let at = 0;
  // POSIX ustar: a header for each file and its content in whole blocks; a block of zeros ends the archive.
  while (at + BLOCK <= tar.length && tar[at] !== 0) {
    const header = tar.subarray(at, at + BLOCK);
    const size = /^[0-7]{11}/u.exec(header.toString("latin1", 124, 136))?.[0];
    if (size === undefined) throw new UserError("the package that helm made is no tar archive; expected one");
    header.write(`${seconds.toString(8).padStart(11, "0")}\0`, 136, "latin1");
    // The sum of the header's bytes is made while its own field is blank.
    header.fill(" ", 148, 156);
    const sum = header.reduce((all, byte) => all + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    at += BLOCK + Math.ceil(Number.parseInt(size, 8) / BLOCK) * BLOCK;
  }
  return gzipSync(tar);
}
