// What a kustomization's local resources use: the images of its workloads, with the transforms of the bases on the way.
import type { Version } from "../../artifacts/version.ts";
import { afterEntry, changesAnything, doublesVersion, entryMatches, isVersion } from "./entry-match.ts";
import type { ImageEntry } from "../shapes/image-entry.ts";
import { isKustomizationPath, kustomizationEntries, KUSTOMIZATION_NAMES } from "../kinds/kustomization.ts";
import type { ManifestProblem, Pin } from "../pin.ts";
import { itemsOf, lineOf, seqField, textOf, type Place } from "../yaml/place.ts";
import type { FileFacts } from "../file-facts.ts";
import type { ObjectPlace } from "../site.ts";

/** An image as a kustomization's resources hold it. */
export interface UsedImage {
  readonly name: string;
  readonly version: Version;
  /** The workload's own pin: `siteKey`. */
  readonly origin: string;
  /** Whose text decides the version now: the workload's own pin, or the last entry that sets one. */
  readonly decidedBy: Pin;
  /** The last entry that was for it; `null` when none was. */
  readonly lastEntry: Pin | null;
  /** The entry that put a second version before its own (`app:2.0.0:1`); `null` when it has one version or none. */
  readonly doubledBy: Pin | null;
}

/** An image as it reached an entry. */
export interface ReachedImage {
  readonly image: UsedImage;
  /** The next entry of the same list that changes it again; `null` when there is none. */
  readonly next: ImageEntry | null;
}

/** One kustomization, worked out. */
export interface Overlay {
  readonly file: string;
  readonly object: ObjectPlace;
  readonly entries: readonly ImageEntry[];
  /** What the resources and components give, before its own entries. */
  readonly inherited: readonly UsedImage[];
  /** The same after them. */
  readonly result: readonly UsedImage[];
  /** The kustomizations among its resources, however deep. */
  readonly reaches: ReadonlySet<string>;
}

/** The given files, read when they are needed. */
export interface Library {
  /** `null`: it does not exist; `undefined`: it was not given. */
  read(path: string): FileFacts | null | undefined;
}

export interface OverlayWorld {
  readonly overlays: ReadonlyMap<string, Overlay>;
  /** What each entry of theirs works on, by the key of its pin; an entry that nothing reached has no list. */
  readonly reached: ReadonlyMap<string, readonly ReachedImage[]>;
  readonly problems: readonly ManifestProblem[];
  readonly wanted: ReadonlySet<string>;
}

/** kustomize itself refuses cycles; deeper chains than this do not occur. */
const MAXIMUM_DEPTH = 50;

export function siteKey(pin: Pin): string {
  return `${pin.file}#${pin.document}#${pin.path}`;
}

/** Works out the kustomizations named, and those that they use. */
export function resolveOverlays(files: readonly string[], library: Library): OverlayWorld {
  const overlays = new Map<string, Overlay>();
  const problems: ManifestProblem[] = [];
  const wanted = new Set<string>();
  const reached = new Map<string, ReachedImage[]>();
  const transform = (images: readonly UsedImage[], entries: readonly ImageEntry[]): readonly UsedImage[] =>
    images.map((image) => transformed(image, entries, reached));
  const resolve = (file: string, trail: readonly string[]): Overlay | null => {
    const known = overlays.get(file);
    if (known !== undefined) return known;
    const object = library.read(file)?.kustomization ?? null;
    if (object === null) return null;
    if (trail.includes(file) || trail.length >= MAXIMUM_DEPTH) {
      problems.push({ file, line: null, reason: "the kustomization is among its own resources, or nests too deep" });
      return null;
    }
    const reaches = new Set<string>();
    let images: readonly UsedImage[] = [];
    for (const list of ["resources", "bases", "components"]) {
      for (const item of localItems(object, list)) {
        const path = localPath(file, item.text);
        if (path === null) {
          const reason = `${list} name "${item.text}", which is outside the repository`;
          problems.push({ file, line: lineOf(item.place), reason });
          continue;
        }
        const found = locate(path, library, wanted);
        if (found === null) continue;
        const below = isKustomizationPath(found) ? resolve(found, [...trail, file]) : null;
        if (below === null) {
          images = [...images, ...workloadImages(found, library)];
          continue;
        }
        reaches.add(found);
        for (const deeper of below.reaches) reaches.add(deeper);
        // A component's transforms apply to everything gathered before it.
        images =
          list === "components" ? [...transform(images, below.entries), ...below.result] : [...images, ...below.result];
      }
    }
    const entries = kustomizationEntries(object);
    const inherited = distinct(images);
    const overlay = { file, object, entries, inherited, result: transform(inherited, entries), reaches };
    overlays.set(file, overlay);
    return overlay;
  };
  for (const file of files) resolve(file, []);
  return { overlays, reached, problems, wanted };
}

/** The image after one entry. */
function changedBy(image: UsedImage, entry: ImageEntry): UsedImage {
  const { pin } = entry.site;
  return {
    ...afterEntry(image, entry),
    origin: image.origin,
    decidedBy: isVersion(entry.version) ? pin : image.decidedBy,
    lastEntry: pin,
    doubledBy: doublesVersion(entry, image) ? pin : isVersion(entry.set) ? null : image.doubledBy,
  };
}

/** The image after a list of entries. Notes in `reached` what each of them was given. */
function transformed(
  image: UsedImage,
  entries: readonly ImageEntry[],
  reached: Map<string, ReachedImage[]>,
): UsedImage {
  let now = image;
  const applied: { readonly entry: ImageEntry; readonly image: UsedImage }[] = [];
  for (const entry of entries) {
    if (!entryMatches(entry.name, now)) continue;
    applied.push({ entry, image: now });
    now = changedBy(now, entry);
  }
  let next: ImageEntry | null = null;
  for (const { entry, image: given } of applied.toReversed()) {
    const key = siteKey(entry.site.pin);
    const known = reached.get(key);
    if (known === undefined) reached.set(key, [{ image: given, next }]);
    else known.push({ image: given, next });
    if (changesAnything(entry)) next = entry;
  }
  return now;
}

function workloadImages(file: string, library: Library): readonly UsedImage[] {
  return (library.read(file)?.transformed ?? []).flatMap((pin) =>
    pin.artifact === null || !isTransformed(pin)
      ? []
      : [
          {
            name: pin.artifact.name,
            version: pin.version,
            origin: siteKey(pin),
            decidedBy: pin,
            lastEntry: null,
            doubledBy: null,
          },
        ],
  );
}

/**
 * kustomize's transformer goes through the lists `containers` and `initContainers`, wherever they are. Images of volumes kustomize 5.8 changes and
 * 5.5 does not, those of ephemeral containers none does: both stay pins of their own.
 */
function isTransformed(pin: Pin): boolean {
  return /(?:^|\.)(?:containers|initContainers)\[[^\]]*\]\.image$/.test(pin.path);
}

/** The same workload through two ways counts once. */
function distinct(images: readonly UsedImage[]): readonly UsedImage[] {
  return [...new Map(images.map((image) => [image.origin, image])).values()];
}

function localItems(object: ObjectPlace, name: string): readonly { readonly text: string; readonly place: Place }[] {
  const list = seqField(object.place, name, true);
  if (list === null) return [];
  return itemsOf(list).flatMap((place) => {
    const text = textOf(place);
    return text === null || text === "" || isRemote(text) ? [] : [{ text, place }];
  });
}

/** URLs and the short forms that kustomize hands to Git. */
function isRemote(text: string): boolean {
  return (
    text.includes("://") ||
    /^[\w.-]+@[\w.-]+:/.test(text) ||
    /^(git::|gh:|(www\.)?github\.com[/:]|gitlab\.com\/|bitbucket\.org\/)/.test(text) ||
    /[?&](ref|version|timeout)=/.test(text)
  );
}

/** The path from the repository's root; `null` when it leaves the repository. */
function localPath(file: string, text: string): string | null {
  if (text.startsWith("/")) return null;
  const parts = file.split("/").slice(0, -1);
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else {
      parts.push(part);
    }
  }
  return parts.join("/");
}

/** The file that a local resource means: itself, or the kustomization of the folder. What must be known for that is wanted. */
function locate(path: string, library: Library, wanted: Set<string>): string | null {
  const folder = path === "" ? "" : `${path}/`;
  const named = /\.(ya?ml|json)$/i.test(path);
  const candidates = named
    ? [path]
    : [...(path === "" ? [] : [path]), ...KUSTOMIZATION_NAMES.map((name) => folder + name)];
  for (const candidate of candidates) if (library.read(candidate)) return candidate;
  for (const candidate of candidates) if (library.read(candidate) === undefined) wanted.add(candidate);
  return null;
}
