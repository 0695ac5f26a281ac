// Versions among the literals of a kustomization's generators: `IMAGE=ghcr.io/acme/app:1.2.3`, `APP_VERSION=1.2.3`. Guarded: what reads them is not known.
import { formatVersion, isTag, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { asMap, itemsOf, seqField, textField, textOf, type Place } from "../yaml/place.ts";
import { artifactOfImage, splitReference, splitTag } from "../shapes/reference.ts";
import { setPart } from "../yaml/scalar-part.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";

const GUARD = "it is a literal of a generator, and what reads it is not known here";

/** The literals whose key calls them an image, a tag or a version, and whose value is one. */
export function literalSites(object: ObjectPlace): readonly Site[] {
  return ["configMapGenerator", "secretGenerator"].flatMap((name) => {
    const generators = seqField(object.place, name, true);
    if (generators === null) return [];
    const seen = new Map<string, number>();
    return itemsOf(generators).flatMap((item) => {
      const generator = asMap(item);
      const literals = generator === null ? null : seqField(generator, "literals", true);
      if (generator === null || literals === null) return [];
      const path = `${name}[name=${textField(generator, "name", true) ?? ""}].literals`;
      return itemsOf(literals).flatMap((literal) => {
        const key = /^[^=]*/.exec(textOf(literal) ?? "")?.[0] ?? "";
        const found = literalSite(object, literal, `${path}[${key}]`, seen);
        return found === null ? [] : [found];
      });
    });
  });
}

function literalSite(object: ObjectPlace, place: Place, path: string, seen: Map<string, number>): Site | null {
  // kustomize takes one pair of quotes off the value.
  const [, before = "", key = "", value = ""] = /^(([\w.-]+)=["']?)([\w./:@+-]+)["']?$/.exec(textOf(place) ?? "") ?? [];
  const reference = /(?:image|img)$/i.test(key) ? splitReference(value) : null;
  const version = /(?:version|tag)$/i.test(key) ? splitTag(value) : (reference?.version ?? null);
  if (version === null || formatVersion(version) === "") return null;
  if (reference === null && !isRelease(version)) return null;
  if (version.tag !== null && !isTag(version.tag)) return null;
  const nth = (seen.get(path) ?? 0) + 1;
  seen.set(path, nth);
  const part = { start: before.length, end: before.length + value.length };
  return site({
    object,
    path: nth === 1 ? path : `${path}#${nth}`,
    at: place,
    artifact: reference === null ? null : artifactOfImage(reference.name),
    takes: reference === null ? "text" : "image",
    version,
    guard: GUARD,
    write(to) {
      requireImageVersion(to);
      if (reference === null && !isRelease(to)) {
        throw new UserError(
          `"${formatVersion(to)}" would not be known for a version in a literal; expected one like 1.2.3, or a commit id`,
        );
      }
      const name = reference === null ? "" : `${reference.name}${to.tag === null ? "" : ":"}`;
      return setPart(place, part, name + formatVersion(to));
    },
  });
}

/** `13` counts migrations and `v1` is an API's: a release has a dot in it, a build the digits of its commit. */
function isRelease({ tag, digest }: Version): boolean {
  return digest === null && /^v?\d+\.\d|^[0-9a-f]{7,40}$/.test(tag ?? "");
}
