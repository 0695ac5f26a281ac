// Versions among the variables that Flux fills into what it applies: what they end up in is not told here, so they are written only when named.
import { isDigest, isTag } from "../../artifacts/version.ts";
import { imageScalarSite } from "../shapes/image-scalar.ts";
import { asMap, entriesOf, formatKeys, textOf, type Place } from "../yaml/place.ts";
import { splitReference } from "../shapes/reference.ts";
import { guardedSite, type ObjectPlace, type Site } from "../site.ts";
import { textSite, versionOf } from "../shapes/text-version.ts";

const GUARD = "the value is a variable, and what it is filled into is not known";

/** The variables that hold a version or an image; others (hosts, sizes, names) are no pins. */
export function substitutionSites(object: ObjectPlace, variables: Place, path: string): readonly Site[] {
  const map = asMap(variables);
  if (map === null) return [];
  return entriesOf(map).flatMap(({ key, place }) => {
    const text = textOf(place) ?? "";
    const at = { object, path: path + suffixOf(key), place };
    const found = isImage(text)
      ? imageScalarSite(at)
      : isVersion(key, text)
        ? textSite({ ...at, artifact: null, takes: "text" })
        : null;
    return found === null ? [] : [guardedSite(found, GUARD)];
  });
}

function suffixOf(key: string): string {
  const text = formatKeys([key]);
  return text.startsWith("[") ? text : `.${text}`;
}

/** `ghcr.io/acme/app:1.2.3@sha256:...`: with a path, so that no host and port is taken for one. */
function isImage(text: string): boolean {
  const { name, version } = splitReference(text);
  if (!/^[\w.-]+(?::\d+)?(?:\/[\w.-]+)+$/.test(name)) return false;
  if (version.digest !== null) return isDigest(version.digest) && (version.tag === null || isTag(version.tag));
  return version.tag !== null && isTag(version.tag) && /\d/.test(version.tag);
}

/** What is a version by itself: three numbers, a `v`, a whole commit id. A shorter text is one only where its name says so: `0.5` may be anything. */
function isVersion(key: string, text: string): boolean {
  const { tag, digest } = versionOf(text);
  if (digest !== null) return tag !== null && isTag(tag);
  if (tag === null || isAddress(tag)) return false;
  if (/^(?:v\d+(?:\.\d+)*|v?\d+\.\d+\.\d+(?:\.\d+)*)(?:[-+][\w.+-]+)?$/.test(tag)) return true;
  if (/^[0-9a-f]{40}$/.test(tag)) return true;
  if (!/(?:^|[_-])(?:version|ver|tag|revision|rev|commit|sha)$/i.test(key)) return false;
  return /^\d+\.\d+(?:[-+.][\w.+-]*)?$/.test(tag) || (/^[0-9a-f]{7,39}$/.test(tag) && /\d/.test(tag));
}

/** An IPv4 address. */
function isAddress(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => Number(part) <= 255);
}
