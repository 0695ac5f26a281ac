// From a path that a person wrote to the place in a document: keys, items of lists, and YAML inside blocks of text.
import { isAlias, isMap, isScalar } from "yaml";
import { formatKeyPath, type Step } from "../../text/key-path.ts";
import { didYouMean } from "../../text/nearest.ts";
import type { ManifestDocument } from "../yaml/document.ts";
import { embeddedMap } from "../yaml/embedded.ts";
import { asMap, asSeq, entriesOf, field, itemsOf, rootOf, textField, type Key, type Place } from "../yaml/place.ts";

export interface Followed {
  readonly place: Place;
  /** Its keys in the file's own document, where the place is in one inside a block of text: those of the block. */
  readonly outerKeys: readonly Key[];
}

/** The place that the steps lead to, or a sentence that says how far they lead and what is there. */
export function followPath(document: ManifestDocument, steps: readonly Step[]): Followed | string {
  let at: Place | null = rootOf(document) ?? listRoot(document);
  if (at === null) return "the document is neither a map nor a list";
  let outerKeys: readonly Key[] | null = null;
  for (const [index, step] of steps.entries()) {
    if (isScalar(at.node)) {
      const inside = embeddedMap(at);
      if (inside === null) return missing(at, steps.slice(0, index), step);
      if ("reason" in inside) return inside.reason;
      outerKeys ??= at.keys;
      at = inside;
    }
    if (isAlias(at.node)) return at.refusal ?? missing(at, steps.slice(0, index), step);
    const next: Place | string | null = stepInto(at, step);
    if (next === null) return missing(at, steps.slice(0, index), step);
    if (typeof next === "string") return next;
    at = next;
  }
  return { place: at, outerKeys: outerKeys ?? at.keys };
}

function stepInto(at: Place, step: Step): Place | string | null {
  if (step.kind === "key") return field(at, step.key);
  if (step.kind === "part") return null;
  const list = asSeq(at);
  if (list === null) return null;
  const items = itemsOf(list);
  if (step.kind === "index") return items.find((item) => item.keys.at(-1) === step.index) ?? null;
  const found = items.filter((item) => textField(item, step.key) === step.value);
  if (found.length <= 1) return found[0] ?? null;
  const numbers = found.map((item) => `[${String(item.keys.at(-1))}]`).join(" and ");
  return `${formatKeyPath([step])} stands for ${found.length} items of the list; name one as ${numbers}`;
}

function listRoot(document: ManifestDocument): Place | null {
  const { root, refusal } = document;
  if (root === null || isMap(root) || isScalar(root) || isAlias(root)) return null;
  return { document, node: root, keys: [], pair: null, refusal, doubt: null };
}

function missing(at: Place, before: readonly Step[], step: Step): string {
  const where = before.length === 0 ? "the document" : formatKeyPath(before);
  const what = formatKeyPath([step]);
  if (step.kind === "part")
    return `${where} has no ${what}; an item of a list is [0] or [name=value], a key ["${step.name}"]`;
  const map = asMap(at);
  if (map !== null) {
    const names = entriesOf(map).map(({ key }) => key);
    return `${where} has no ${what}${step.kind === "key" ? didYouMean(step.key, names) : ", it is no list"}`;
  }
  return `${where} has no ${what}${asSeq(at) === null ? ", it is a single value" : ""}`;
}
