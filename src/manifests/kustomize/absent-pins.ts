// Pins that have no place yet: images that a kustomization takes from elsewhere without an entry of its own, for which one could be appended.
import { UserError } from "../../errors.ts";
import { appendEntries } from "./append-entry.ts";
import { alreadyDoubled, twoVersions } from "./entry-effect.ts";
import { afterEntry, entryMatches, formatReference } from "./entry-match.ts";
import { groupBy } from "../../text/group-by.ts";
import type { Overlay, UsedImage } from "./overlay.ts";
import { placeOf, type Pin } from "../pin.ts";
import { artifactOfImage, splitReference } from "../shapes/reference.ts";
import { positionAt } from "../yaml/source.ts";

/** One pin for each image that files outside the scope decide, and no entry of the kustomization is for. */
export function absentPins(overlay: Overlay, isInScope: (path: string) => boolean): readonly Pin[] {
  const { inherited, entries } = overlay;
  const open = inherited.filter(
    (image) => !isInScope(image.decidedBy.file) && !entries.some(({ name }) => entryMatches(name, image)),
  );
  return [...groupBy(open, nameOfEntry)].map(([name, images]) => absentPin(overlay, name, images));
}

/** The name that an entry for the image would have: its own, unless kustomize's pattern of a tag and a digest leaves no entry of that name for it. */
function nameOfEntry(image: UsedImage): string {
  return entryMatches(image.name, image) ? image.name : formatReference(image);
}

function absentPin(overlay: Overlay, name: string, images: readonly UsedImage[]): Pin {
  const version = images[0]?.version ?? { tag: null, digest: null };
  const place = placeOfNewEntry(overlay, name);
  const unclear = alreadyDoubled(images) ?? twoVersions(images);
  const artifact = artifactOfImage(images[0]?.name ?? name);
  const unnamed =
    artifact.name === name ? null : `"${name}" is no image that an entry could name; correct its tag or digest first`;
  return {
    file: overlay.file,
    document: 0,
    object: overlay.object.object,
    path: `images[name=${name}]`,
    line: place.line,
    column: place.column,
    artifact,
    takes: "image",
    version,
    style: "absent",
    refusal: place.refusal ?? unclear ?? unnamed ?? alsoCaught(overlay, name, images),
    guarded: false,
    named: false,
    doubt: unclear,
    filter: null,
    automation: null,
  };
}

/** An appended entry comes last, so it is for every image that has the name by then: why that is more than is meant. */
function alsoCaught({ result, entries }: Overlay, name: string, images: readonly UsedImage[]): string | null {
  const meant = new Set(images.map(({ origin }) => origin));
  const caught = result.filter((image) => entryMatches(name, image));
  // Also one that nothing uses now: the two would be taken for a chain ever after.
  const giving = entries.filter(
    (entry) => entry.newName !== null && entryMatches(name, afterEntry(splitReference(entry.name), entry)),
  );
  const [overridden] = [
    ...caught.flatMap(({ origin, lastEntry }) => (meant.has(origin) ? [] : (lastEntry ?? []))),
    ...giving.map(({ site }) => site.pin),
  ];
  if (overridden === undefined) return twoVersions([...images, ...caught]);
  return `an entry for it would also override the one in ${placeOf(overridden)}, whose image has the same name; set that one, or add an entry by hand`;
}

function placeOfNewEntry(
  overlay: Overlay,
  name: string,
): { readonly line: number; readonly column: number; readonly refusal: string | null } {
  const { source } = overlay.object.place.document;
  try {
    const { start, text } = appendEntries(overlay.object.place, [{ name, to: { tag: "0", digest: null } }]);
    const at = positionAt(source, start);
    return text.startsWith(source.eol) ? { line: at.line + 1, column: 1, refusal: null } : { ...at, refusal: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { line: 1, column: 1, refusal: error.message };
  }
}
