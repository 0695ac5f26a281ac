// What a kind of manifest is to the scanner: how it is told, and what it finds.
import type { ManifestDocument } from "./yaml/document.ts";
import {
  asMap,
  entriesOf,
  field,
  itemsOf,
  mapField,
  rootOf,
  seqField,
  textField,
  textOf,
  type MapPlace,
} from "./yaml/place.ts";
import type { ManifestProblem } from "./pin.ts";
import type { ObjectPlace, Site } from "./site.ts";

/** What a kind finds in an object: pins, and parts that it could not read. */
export type Finding = Site | ManifestProblem;

export interface ManifestKind {
  /** For people: `HelmRelease (Flux v2)`. */
  readonly name: string;
  /**
   * Whether a file may hold this kind, told from its path and from texts that its bytes contain, before anything is parsed. Never `false`
   * for a file that does; the more it sorts out, the fewer files are parsed.
   */
  mayBeIn(path: string, contains: (text: string) => boolean): boolean;
  /** Whether the object is of this kind. */
  matches(object: ObjectPlace): boolean;
  /** Every pin in the object, in the order of the file. */
  find(object: ObjectPlace): readonly Finding[];
  /** Whether kustomize's image transformer reaches what `find` finds. */
  readonly transformed: boolean;
}

/** An object, with the kind that reads it and what was found in it. */
export interface ReadObject {
  readonly kind: ManifestKind;
  readonly object: ObjectPlace;
  readonly sites: readonly Site[];
}

/** The objects of a document: its root, or the items of a `List`. */
export function objectsOf(document: ManifestDocument): readonly ObjectPlace[] {
  const root = rootOf(document);
  if (root === null) return [];
  const items = (textField(root, "kind") ?? "").endsWith("List") ? seqField(root, "items") : null;
  if (items === null) return [objectAt(root, "")];
  return itemsOf(items).flatMap((item) => {
    const map = asMap(item);
    return map === null ? [] : [objectAt(map, `items[${String(item.keys.at(-1))}].`)];
  });
}

function objectAt(place: MapPlace, prefix: string): ObjectPlace {
  const metadata = mapField(place, "metadata");
  const text = (name: string) => (metadata === null ? "" : (textField(metadata, name) ?? ""));
  const annotations = metadata === null ? null : mapField(metadata, "annotations");
  return {
    place,
    prefix,
    object: {
      apiVersion: textOf(field(place, "apiVersion")) ?? "",
      kind: textOf(field(place, "kind")) ?? "",
      namespace: text("namespace"),
      name: text("name"),
    },
    annotations: new Map(
      (annotations === null ? [] : entriesOf(annotations)).map(({ key, place }) => [key, textOf(place) ?? ""]),
    ),
  };
}
