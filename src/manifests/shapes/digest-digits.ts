// Helm values whose name ends in `@sha256`: charts put `repository:tag` together, so the tag beside it is the digits of a digest.
import { isDigest, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import type { Change } from "../yaml/change.ts";
import { setScalar } from "../yaml/map-edit.ts";
import type { Place } from "../yaml/place.ts";
import { requireImageVersion } from "../site.ts";

const ALGORITHM = "sha256";

/** What stands behind the `@` of a name; `null` when it has none. Inside a template an `@` divides nothing. */
export function behindName(text: string): string | null {
  const fixed = text.slice(text.lastIndexOf("}") + 1);
  const at = fixed.indexOf("@");
  return at === -1 ? null : fixed.slice(at + 1);
}

/** Whether a name leaves the digits of its digest to the key beside it. */
export function wantsDigits(text: string): boolean {
  return behindName(text) === ALGORITHM;
}

/** The digits as a version; any other text as a tag, with the reason why nothing can be made of it. */
export function versionOfDigits(text: string): { readonly version: Version; readonly refusal: string | null } {
  const digest = `${ALGORITHM}:${text}`;
  if (isDigest(digest)) return { version: { tag: null, digest }, refusal: null };
  const refusal = `the name beside it ends in @${ALGORITHM}, and ${JSON.stringify(text)} is not the 64 hexadecimal digits of a digest; correct one of them by hand`;
  return { version: { tag: text || null, digest: null }, refusal: text === "" ? null : refusal };
}

/** Sets the digits. Throws a UserError for anything but a sha256 digest alone. */
export function writeDigits(place: Place, to: Version): readonly Change[] {
  requireImageVersion(to);
  const start = `${ALGORITHM}:`;
  if (to.tag !== null || to.digest === null || !to.digest.startsWith(start)) {
    throw new UserError(
      `the name beside it ends in @${ALGORITHM}, so \`${String(place.keys.at(-1))}\` takes the digits of a digest; give a digest alone, as @${start}...`,
    );
  }
  return setScalar(place, to.digest.slice(start.length));
}
