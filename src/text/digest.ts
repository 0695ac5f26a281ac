// The one digest of the house: SHA-256, spelled as OCI and in-toto spell it.
import { createHash } from "node:crypto";

/** `sha256:` and 64 lower-case hexadecimal digits, over the bytes, or over the text's UTF-8. */
export function sha256(bytes: Uint8Array | string): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
