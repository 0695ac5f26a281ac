// What a kustomization's own patches make of the images that it gathered, before its entries.
import { groupBy } from "../../text/group-by.ts";
import { placeOf, type Pin } from "../pin.ts";
import type { ImageOperation, OwnPatch, PatchContent, PatchTarget } from "./own-patches.ts";
import { namedBy, selects, type Meeting } from "./patch-target.ts";
import { before, containerOf, usedImage, type UsedImage, type Workload } from "./used-image.ts";

/** A patch with what it says, wherever it stands. */
export interface ReadPatch extends Pick<OwnPatch, "path" | "line" | "target" | "isLate"> {
  /** The kustomization that has it. */
  readonly kustomization: string;
  readonly content: PatchContent;
}

/**
 * The images after a patch, with those of the containers that it adds. What the patch of a component names is among the images of whoever has the
 * component, and no image of its own: `isComponent`.
 */
export function patchedImages(
  images: readonly UsedImage[],
  patch: ReadPatch,
  { isComponent }: { readonly isComponent: boolean },
): readonly UsedImage[] {
  const { content, target } = patch;
  const isVague = content.isUnread || (content.isUnknown && target !== null);
  let now = images;
  if (isVague) now = now.map((image) => (meeting(target, image.workload) === "no" ? image : unsure(image, patch)));
  const objects = groupBy(content.merges, ({ file, document, object }) => JSON.stringify([file, document, object]));
  for (const merges of objects.values()) {
    const met = metBy(merges, target, now);
    if (met.size > 0) now = afterMerge(now, merges, { patch, met });
    // Its object is none of those known: it lies where nothing is read, or a generator makes it.
    else if (target === null && !isComponent) now = [...now, ...merges.flatMap((pin) => added(pin, null, patch))];
  }
  for (const operation of content.operations) now = afterOperation(now, operation, patch);
  return now;
}

function meeting(target: PatchTarget | null, workload: Workload): Meeting {
  return target === null ? "maybe" : selects(target, workload);
}

interface MetWorkload {
  readonly workload: Workload;
  /** Whether it can be told that the patch is for it. */
  readonly isSure: boolean;
}

/** The workloads, by their keys, that an object of a strategic merge is or may be for. */
function metBy(
  [first]: readonly Pin[],
  target: PatchTarget | null,
  images: readonly UsedImage[],
): ReadonlyMap<string, MetWorkload> {
  const workloads = [...new Map(images.map(({ workload }) => [workload.key, workload])).values()];
  const named = first === undefined || target !== null ? [] : namedBy(first.object, workloads);
  const met =
    target === null
      ? named.map((workload) => ({ workload, isSure: named.length === 1 }))
      : workloads.flatMap((workload) => {
          const meets = selects(target, workload);
          return meets === "no" ? [] : [{ workload, isSure: meets === "yes" }];
        });
  return new Map(met.map((one) => [one.workload.key, one]));
}

/** After one object of a strategic merge, whose containers' images are `merges`. */
function afterMerge(
  images: readonly UsedImage[],
  merges: readonly Pin[],
  { patch, met }: { readonly patch: ReadPatch; readonly met: ReadonlyMap<string, MetWorkload> },
): readonly UsedImage[] {
  const pins = new Map(merges.map((pin) => [containerOf(pin), pin]));
  const present = new Set<string>();
  const merged = images.map((image) => {
    const { workload, container } = image;
    const pin = pins.get(container);
    const isSure = met.get(workload.key)?.isSure;
    if (pin === undefined || isSure === undefined) return image;
    present.add(`${workload.key} ${container}`);
    return isSure ? decided(image, pin, patch) : unsure(image, patch);
  });
  const more = [...met.values()].flatMap(({ workload, isSure }) =>
    isSure
      ? merges
          .filter((pin) => !present.has(`${workload.key} ${containerOf(pin)}`))
          .flatMap((pin) => added(pin, workload, patch))
      : [],
  );
  return [...merged, ...more];
}

function afterOperation(
  images: readonly UsedImage[],
  { list, index, pins }: ImageOperation,
  patch: ReadPatch,
): readonly UsedImage[] {
  const isIn = ({ container }: UsedImage): boolean => list === null || container.startsWith(`${list}[`);
  const [pin] = pins;
  const after = new Map<UsedImage, UsedImage>();
  for (const inList of groupBy(images.filter(isIn), ({ workload }) => workload.key).values()) {
    const [first] = inList;
    const meets = first === undefined ? "no" : meeting(patch.target, first.workload);
    if (meets === "no") continue;
    const met = index === null ? undefined : inList[index];
    // A container that a patch brought stands at the list's front or at its end.
    const isTold = meets === "yes" && met !== undefined && !inList.some(({ isAdded }) => isAdded);
    if (isTold && pin !== undefined) after.set(met, decided(met, pin, patch));
    else for (const image of inList) after.set(image, unsure(image, patch));
  }
  return images.map((image) => after.get(image) ?? image);
}

/** The image of a container that a patch brings. */
function added(pin: Pin, workload: Workload | null, { kustomization }: ReadPatch): readonly UsedImage[] {
  const image = usedImage(pin);
  if (image === null) return [];
  return [{ ...image, workload: workload ?? image.workload, patchedIn: kustomization, isAdded: true }];
}

function decided(image: UsedImage, pin: Pin, patch: ReadPatch): UsedImage {
  // A template: what it comes to is not known.
  if (pin.artifact === null) return unsure(image, patch);
  return {
    ...image,
    name: pin.artifact.name,
    version: pin.version,
    decidedBy: pin,
    decidedBefore: before(image),
    patchedIn: patch.kustomization,
    unsure: null,
    lastEntry: null,
    doubledBy: null,
  };
}

function unsure(image: UsedImage, { kustomization, path, line, content }: ReadPatch): UsedImage {
  const [pin] = [...content.merges, ...content.operations.flatMap(({ pins }) => pins)];
  const place = pin === undefined ? `${kustomization}:${line}` : placeOf(pin);
  const reason = `the patch in ${place} (${path}) may set it, and whether it does cannot be told; change it there, or add an entry by hand`;
  return { ...image, patchedIn: kustomization, unsure: image.unsure ?? reason };
}
