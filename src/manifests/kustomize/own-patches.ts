// A kustomization's own patches, as far as they say what images are: strategic merges and JSON patches, in its text or in files. Plain values: no document is kept.
import { operationsOf, operationSites, patchItems } from "./patches.ts";
import { containerOf } from "./used-image.ts";
import { embeddedDocument } from "../yaml/embedded.ts";
import { objectsOf } from "../kind.ts";
import { workload } from "../kinds/workload.ts";
import type { Pin } from "../pin.ts";
import { asMap, itemsOf, lineOf, mapField, textField, textOf, type Place } from "../yaml/place.ts";
import type { ManifestDocument } from "../yaml/document.ts";
import type { ObjectPlace } from "../site.ts";

export interface OwnPatch {
  /** `patches[0]` */
  readonly path: string;
  readonly line: number;
  /** `null`: the objects of the patch name their own. */
  readonly target: PatchTarget | null;
  /** The file that holds the patch, as written; `null` when it stands in the kustomization. */
  readonly file: string | null;
  /** What stands in the kustomization; nothing when a file holds the patch. */
  readonly content: PatchContent;
  /** Whether it comes after the kustomization's prefix, suffix and namespace. */
  readonly isLate: boolean;
}

/** Texts are regular expressions for the whole of what they select; empty ones select all. */
export interface PatchTarget {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Whether it selects by labels or annotations too, which are not known here. */
  readonly byLabels: boolean;
}

/** What a patch says of images. */
export interface PatchContent {
  /** The images of a strategic merge: pins of its containers. */
  readonly merges: readonly Pin[];
  readonly operations: readonly ImageOperation[];
  /** Whether a part of it could not be read. */
  readonly isUnread: boolean;
  /** Whether it names images of containers in objects that are no workloads known here: a `target` could still give them to one. */
  readonly isUnknown: boolean;
}

/** An operation of a JSON patch that meets a list of containers, or what holds them. */
export interface ImageOperation {
  /** `containers`, `initContainers`; `null` when it writes what holds both. */
  readonly list: string | null;
  /** The index of the one container whose image it sets; `null` when it does anything else. */
  readonly index: number | null;
  /** The images that it writes. */
  readonly pins: readonly Pin[];
}

export const EMPTY_PATCH: PatchContent = { merges: [], operations: [], isUnread: false, isUnknown: false };

/** The patches of a kustomization in the order in which kustomize applies them: those of the old lists before and after `patches`. */
export function ownPatches(object: ObjectPlace): readonly OwnPatch[] {
  return patchItems(object).map(({ list, path, item, patch }) => {
    const text = list === "patchesStrategicMerge" ? textOf(item) : null;
    const file = text === null ? textField(item, "path", true) : /[\n{]|: /.test(text) ? null : text;
    return {
      path: path.replace(/\.patch$/, ""),
      line: lineOf(item),
      target: targetOf(item),
      isLate: list === "patchesJson6902",
      file: file === "" ? null : file,
      content: patch === null || file !== null ? EMPTY_PATCH : inlineContent(object, patch, path),
    };
  });
}

function targetOf(item: Place): PatchTarget | null {
  const target = mapField(item, "target", true);
  if (target === null) return null;
  const text = (name: string): string => textField(target, name, true) ?? "";
  return {
    group: text("group"),
    version: text("version"),
    kind: text("kind"),
    name: text("name"),
    namespace: text("namespace"),
    byLabels: text("labelSelector") !== "" || text("annotationSelector") !== "",
  };
}

function inlineContent(outer: ObjectPlace, patch: Place, path: string): PatchContent {
  const text = textOf(patch) ?? "";
  // Most patches meet no container, and those need no parser. A JSON patch can write all that containers stand in.
  if (!/[cC]ontainers|\/(?:spec|template|jobTemplate)["'\s,}]/.test(text)) return EMPTY_PATCH;
  const document = embeddedDocument(patch);
  if (document === null) return EMPTY_PATCH;
  if ("reason" in document) return { ...EMPTY_PATCH, isUnread: true };
  const merges = objectsOf(document).flatMap((inner) =>
    workload.matches(inner)
      ? pinsIn(workload.find({ ...inner, prefix: `${outer.prefix}${path}.${inner.prefix}` })).filter(
          (pin) => containerOf(pin) !== null,
        )
      : [],
  );
  const operations = imageOperations(document, outer, path);
  // Only the first document of a text is read.
  const isMore = /\S[^]*^---\s/mu.test(text);
  return {
    merges,
    operations,
    isUnread: isMore,
    isUnknown: merges.length === 0 && operations.length === 0 && saysImages(text),
  };
}

/** What a file says when it is taken for a patch. `merges`: the images of its workloads. */
export function fileContent(
  documents: readonly ManifestDocument[],
  { merges, isUnread }: { readonly merges: readonly Pin[]; readonly isUnread: boolean },
): PatchContent {
  const reached = merges.filter((pin) => containerOf(pin) !== null);
  const operations = documents.flatMap((document) => imageOperations(document, null, `[${document.index}]`));
  const isNothing = reached.length === 0 && operations.length === 0;
  const says = documents[0] !== undefined && saysImages(documents[0].source.text);
  return { merges: reached, operations, isUnread, isUnknown: isNothing && says };
}

function saysImages(text: string): boolean {
  return text.includes("image") && /[cC]ontainers/.test(text);
}

function pinsIn(found: ReturnType<typeof workload.find>): readonly Pin[] {
  return found.flatMap((finding) => ("reason" in finding ? [] : [finding.pin]));
}

function imageOperations(
  document: ManifestDocument,
  outer: ObjectPlace | null,
  path: string,
): readonly ImageOperation[] {
  const operations = operationsOf(document);
  if (operations === null) return [];
  return itemsOf(operations).flatMap((item, index) => {
    const place = asMap(item);
    if (place === null) return [];
    const object = outer ?? { place, object: NO_OBJECT, prefix: "", annotations: new Map<string, string>() };
    return imageOperation(object, place, `${path}[${index}]`);
  });
}

const NO_OBJECT = { apiVersion: "", kind: "", namespace: "", name: "" };

function imageOperation(object: ObjectPlace, operation: Place, path: string): readonly ImageOperation[] {
  const operator = textField(operation, "op");
  const at = textField(operation, "path") ?? "";
  if (operator === "test") return [];
  // The pod's spec, or what it stands in, as a whole.
  if (/^(?:\/(?:spec|jobTemplate|template))*$/.test(at)) return [{ list: null, index: null, pins: [] }];
  const [, list, item, image] = /\/(containers|initContainers)(?:\/(\d+|-))?(\/image)?$/.exec(at) ?? [];
  if (list === undefined) return [];
  const pins = operationSites(object, operation, path).map(({ pin }) => pin);
  const sets = pins.length === 1 && (operator === "replace" || image !== undefined) && /^\d+$/.test(item ?? "");
  return [{ list, index: sets ? Number(item) : null, pins }];
}
