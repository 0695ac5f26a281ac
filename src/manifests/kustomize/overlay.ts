// What a kustomization's local resources use: the images of its workloads, with the transforms of the bases on the way.
import { afterEntry, changesAnything, doublesVersion, entryMatches, isVersion } from "./entry-match.ts";
import type { ImageEntry } from "../shapes/image-entry.ts";
import { isKustomizationPath, kustomizationEntries, KUSTOMIZATION_NAMES } from "../kinds/kustomization.ts";
import type { ManifestProblem } from "../pin.ts";
import { patchedImages, type ReadPatch } from "./patched-images.ts";
import { before, siteKey, usedImage, type UsedImage, type Workload } from "./used-image.ts";
import { itemsOf, lineOf, seqField, textField, textOf, type Place } from "../yaml/place.ts";
import type { FileFacts } from "../file-facts.ts";
import type { ObjectPlace } from "../site.ts";

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
  readonly patches: readonly ReadPatch[];
  readonly entries: readonly ImageEntry[];
  /** What the resources and components give, with its own patches, before its own entries. */
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

/** Works out the kustomizations named, and those that they use. */
export function resolveOverlays(files: readonly string[], library: Library): OverlayWorld {
  const overlays = new Map<string, Overlay>();
  const problems: ManifestProblem[] = [];
  const wanted = new Set<string>();
  const reached = new Map<string, ReachedImage[]>();
  const report = (file: string, line: number, what: string): void => {
    problems.push({ file, line, reason: `${what}, which is outside the repository` });
  };
  const patchesOf = (file: string): readonly ReadPatch[] =>
    (library.read(file)?.patches ?? []).map((patch) => {
      const content = { ...patch, kustomization: file };
      if (patch.file === null) return content;
      const path = localPath(file, patch.file);
      if (path === null) {
        report(file, patch.line, `${patch.path} names "${patch.file}"`);
        return content;
      }
      const facts = library.read(path);
      if (facts === undefined) wanted.add(path);
      return facts ? { ...content, content: facts.patch } : content;
    });
  /** What a kustomization does to the images, in kustomize's order. */
  const transform = (
    images: readonly UsedImage[],
    { object, patches, entries }: Pick<Overlay, "object" | "patches" | "entries">,
    isComponent = object.object.kind === "Component",
  ): { readonly inherited: readonly UsedImage[]; readonly result: readonly UsedImage[] } => {
    const apply = (now: readonly UsedImage[], patch: ReadPatch) => patchedImages(now, patch, { isComponent });
    const early = patches.filter(({ isLate }) => !isLate);
    const late = patches.filter(({ isLate }) => isLate);
    const merged = early.reduce(apply, images).map((image) => renamed(image, object));
    const inherited = late.reduce(apply, merged);
    return { inherited, result: inherited.map((image) => transformed(image, entries, reached)) };
  };
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
          report(file, lineOf(item.place), `${list} name "${item.text}"`);
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
          list === "components"
            ? [...transform(images, below, false).result, ...below.result]
            : [...images, ...below.result];
      }
    }
    const entries = kustomizationEntries(object);
    const own = { file, object, patches: patchesOf(file), entries, reaches };
    const overlay = { ...own, ...transform(distinct(images), own) };
    overlays.set(file, overlay);
    return overlay;
  };
  for (const file of files) resolve(file, []);
  return { overlays, reached, problems, wanted };
}

/** The image after one entry. */
function changedBy(image: UsedImage, entry: ImageEntry): UsedImage {
  const { pin } = entry.site;
  const decision = {
    decidedBy: pin,
    decidedBefore: before(image),
    patchedIn: null,
    unsure: null,
  };
  return {
    ...image,
    ...afterEntry(image, entry),
    ...(isVersion(entry.version) ? decision : {}),
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
  return (library.read(file)?.transformed ?? []).flatMap((pin) => usedImage(pin) ?? []);
}

/** The image once the kustomization's prefix, suffix and namespace were given to its workload: patches may call it by either name. */
function renamed(image: UsedImage, { place }: ObjectPlace): UsedImage {
  const prefix = textField(place, "namePrefix", true) ?? "";
  const suffix = textField(place, "nameSuffix", true) ?? "";
  const namespace = textField(place, "namespace", true) ?? "";
  if (prefix === "" && suffix === "" && namespace === "") return image;
  const { names, namespaces } = image.workload;
  const workload: Workload = {
    ...image.workload,
    names: prefix + suffix === "" ? names : [...names, `${prefix}${names.at(-1) ?? ""}${suffix}`],
    namespaces: namespace === "" ? namespaces : [...namespaces, namespace],
  };
  return { ...image, workload };
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
