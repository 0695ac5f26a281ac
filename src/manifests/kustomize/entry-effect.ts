// What the resources of a kustomization tell about the pins of its entries: the version that one passes on, the image that a pattern stands for, and why one is not written.
import { equalVersions, formatVersion } from "../../artifacts/version.ts";
import { doublesVersion, isPlainName } from "./entry-match.ts";
import { overriddenReason, type ImageEntry } from "../shapes/image-entry.ts";
import { isKustomizationPath } from "../kinds/kustomization.ts";
import type { ReachedImage, UsedImage } from "./overlay.ts";
import { placeOf, type Pin } from "../pin.ts";
import { artifactOfImage } from "../shapes/reference.ts";

/** The pin of an entry, with what is known since the images that reach it are. None need be: the resources may lie elsewhere. */
export function pinInEffect(pin: Pin, entry: ImageEntry, reached: readonly ReachedImage[]): Pin {
  const decided = reached.filter(({ next }) => next === null);
  const images = (decided.length > 0 ? decided : reached).map(({ image }) => image);
  const [first] = images;
  if (first === undefined) return pin;
  const isAbsent = pin.style === "absent";
  const isPattern = entry.newName === null && !isPlainName(entry.name);
  const names = [...new Set(images.map(({ name }) => name))];
  const doubt =
    overridden(pin, reached, decided) ??
    (images.some((image) => doublesVersion(entry, image)) ? doubledReason(pin) : null) ??
    (isAbsent ? (alreadyDoubled(images) ?? twoVersions(images)) : null);
  const refusal =
    doubt ??
    (isPattern && names.length > 1
      ? `the pattern "${entry.name}" is for several images, ${listed(names)}; give each an entry of its own`
      : null) ??
    (isAbsent && entry.newName === null ? setBefore(pin, images) : null);
  return {
    ...pin,
    version: isAbsent ? first.version : pin.version,
    artifact: isPattern && names.length === 1 ? artifactOfImage(first.name) : pin.artifact,
    refusal: pin.refusal ?? refusal,
    doubt: pin.doubt ?? doubt,
  };
}

/** A later entry changes all that this one gives; of an entry without a version, which would decide on all once it had one, any. */
function overridden(pin: Pin, reached: readonly ReachedImage[], decided: readonly ReachedImage[]): string | null {
  if (decided.length === reached.length || (decided.length > 0 && pin.style !== "absent")) return null;
  const [again] = reached.flatMap(({ image, next }) => (next === null ? [] : [{ image, next }]));
  if (again === undefined) return null;
  return overriddenReason(again.image.name, again.next.name, `lines ${pin.line} and ${again.next.site.pin.line}`);
}

/** An entry that changes nothing would, once it had a version, override the one before it. */
function setBefore(pin: Pin, images: readonly UsedImage[]): string | null {
  const before = images.find(({ decidedBy }) => decidedBy.file === pin.file && isKustomizationPath(decidedBy.file));
  return before === undefined
    ? null
    : `the entry in line ${before.decidedBy.line} sets the image already; change it there`;
}

/** Why images are not set by one entry: they have two versions. `null` when they have one. */
export function twoVersions(images: readonly UsedImage[]): string | null {
  const [first] = images;
  const other = images.find(({ version }) => first !== undefined && !equalVersions(version, first.version));
  if (first === undefined || other === undefined) return null;
  return `the resources use two versions of it, ${formatVersion(first.version)} and ${formatVersion(other.version)}; one entry would set both`;
}

/** Why images are not what they are said to be: an entry has put a second version before theirs. `null` where none has. */
export function alreadyDoubled(images: readonly UsedImage[]): string | null {
  const by = images.find(({ doubledBy }) => doubledBy !== null)?.doubledBy ?? null;
  return by === null ? null : doubledReason(by);
}

function doubledReason(by: Pin): string {
  return `\`newName\` in ${placeOf(by)} carries a version, and kustomize puts the one that the image has behind it; move the version to \`newTag\` or \`digest\` there`;
}

const MOST_LISTED = 4;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_LISTED).map((name) => `"${name}"`);
  const more = names.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
