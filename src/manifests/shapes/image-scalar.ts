// A whole image reference in one scalar: `image: ghcr.io/acme/app:1.2.3@sha256:...`.
import { formatVersion } from "../../artifacts/version.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { textOf, type Place } from "../yaml/place.ts";
import { artifactOfImage, splitReference, templateRefusal } from "./reference.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";

export interface ImageScalar {
  readonly object: ObjectPlace;
  readonly path: string;
  readonly place: Place;
  readonly filter?: string | null;
  readonly automation?: string | null;
  readonly refusals?: readonly (string | null)[];
}

/** The pin of a reference; the name stays as it is written. `null` when the text is empty. */
export function imageScalarSite({ object, path, place, filter, automation, refusals }: ImageScalar): Site | null {
  const text = textOf(place);
  if (text === null || text.trim() === "") return null;
  const template = templateRefusal(text);
  const { name, version } = splitReference(text);
  return site({
    object,
    path,
    at: place,
    artifact: template === null ? artifactOfImage(name) : null,
    version: template === null ? version : { tag: text, digest: null },
    refusals: [template, ...(refusals ?? [])],
    filter: filter ?? null,
    automation: automation ?? null,
    write(to) {
      requireImageVersion(to);
      const separator = to.tag === null ? "" : ":";
      return setScalar(place, name + separator + formatVersion(to));
    },
  });
}
