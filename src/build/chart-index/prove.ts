// The proof behind every change of an index: read again, it says what it said before, and the one entry beside it.
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from "yaml";
import { UserError } from "../../errors.ts";
import type { ChartIndex } from "./read.ts";
import { type IndexMap, type IndexValue, isList } from "./value.ts";

/** A node as plain values: a text, a list, or a map as a list of its pairs by key. */
type Model = string | { readonly list: readonly Model[] } | { readonly map: readonly (readonly [string, Model])[] };

/** Throws a UserError when `after` says anything else than `before` and the entry: then nothing may be written. */
export function checkInserted(
  before: ChartIndex,
  after: ChartIndex,
  added: { readonly chart: string; readonly version: string; readonly entry: IndexMap },
): void {
  const entry = modelOfValue(added.entry);
  const isOurs = (item: Model): boolean => JSON.stringify(item) === JSON.stringify(entry);
  const now = modelOf(after.root);
  const list = within(within(now, "entries"), added.chart);
  const items = list !== null && typeof list === "object" && "list" in list ? list.list : [];
  const at = items.findIndex(isOurs);
  if (at === -1 || items.filter(isOurs).length > 1) throw unsafe(before, added);
  // Taken out again, the rest must be what was there.
  const others = { list: items.toSpliced(at, 1) };
  const stripped = withoutTime(before, changed(now, ["entries", added.chart], others));
  if (JSON.stringify(stripped) !== JSON.stringify(withoutVersion(before, added))) throw unsafe(before, added);
}

/** What was there, with the chart's list even where it was empty or absent, and without the version that the entry replaces. */
function withoutVersion(
  before: ChartIndex,
  { chart, version }: { readonly chart: string; readonly version: string },
): Model {
  const model = before.root === null ? NEW_INDEX : modelOf(before.root);
  const list = within(within(model, "entries"), chart);
  const items = list !== null && typeof list === "object" && "list" in list ? list.list : [];
  const others = items.filter((item) => within(item, "version") !== version);
  const entries = within(model, "entries");
  const charts = entries !== null && typeof entries === "object" && "map" in entries ? entries : { map: [] };
  return changed(changed(model, ["entries"], charts), ["entries", chart], { list: others });
}

const NEW_INDEX: Model = { map: [["apiVersion", "v1"]] };

/** A new index says when it was made, which is nothing that was there before. */
function withoutTime({ root }: ChartIndex, model: Model): Model {
  if (root !== null || typeof model === "string" || !("map" in model)) return model;
  return { map: model.map.filter(([key]) => key !== "generated") };
}

function modelOf(node: unknown): Model {
  const value = modelOfNode(node);
  const properties = isNode(node) && !isAlias(node) ? [node.anchor, node.tag].filter((each) => each !== undefined) : [];
  return properties.length === 0 ? value : { map: [[properties.join(" "), value]] };
}

function modelOfNode(node: unknown): Model {
  if (isMap(node)) {
    return mapModel(
      node.items.map((pair): readonly [string, Model] => [
        isScalar(pair.key) ? String(pair.key.value) : JSON.stringify(modelOf(pair.key)),
        modelOf(pair.value),
      ]),
    );
  }
  if (isSeq(node)) return { list: node.items.map((item) => (isPair(item) ? { map: [] } : modelOf(item))) };
  if (isAlias(node)) return `*${node.source}`;
  return isScalar(node) && typeof node.value === "string" ? node.value : "";
}

function modelOfValue(value: IndexValue): Model {
  if (typeof value === "string") return value;
  if (isList(value)) return { list: value.map(modelOfValue) };
  if ("plain" in value) return value.plain;
  return mapModel([...value].map(([key, each]) => [key, modelOfValue(each)]));
}

/** Keys in one order: where a new one stands among them is not what is asked. */
function mapModel(pairs: readonly (readonly [string, Model])[]): Model {
  return { map: pairs.toSorted(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1)) };
}

function within(model: Model | null, key: string): Model | null {
  if (model === null || typeof model === "string" || !("map" in model)) return null;
  return model.map.find(([each]) => each === key)?.[1] ?? null;
}

/** The model with another value at a path of keys. */
function changed(model: Model, [key, ...rest]: readonly string[], value: Model): Model {
  if (key === undefined) return value;
  const pairs = typeof model === "object" && "map" in model ? model.map : [];
  const inner = changed(within(model, key) ?? { map: [] }, rest, value);
  return mapModel([...pairs.filter(([each]) => each !== key), [key, inner]]);
}

function unsafe(
  { source }: ChartIndex,
  { chart, version }: { readonly chart: string; readonly version: string },
): UserError {
  return new UserError(
    `"${source.path}": the file's form leaves no safe way to add ${chart} ${version}; write it as \`helm repo index\` does`,
  );
}
