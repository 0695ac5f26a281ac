// The one digest of the house: SHA-256, spelled as OCI and in-toto spell it.
import type * as crypto from "node:crypto";
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);

/** `sha256:` and 64 lower-case hexadecimal digits, over the bytes, or over the text's UTF-8. */
export function sha256(bytes: Uint8Array | string): string {
  // Loaded when it is needed: node:crypto adds a quarter to Node's own start, and most runs end their validation without a digest.
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- `require` is declared `any`; this is the built-in module of that name
  const { createHash }: typeof crypto = load("node:crypto");
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
