// The index of a classic chart repository, read as it stands: which versions of a chart it names, and where they stand in the file.
import { isAlias, isMap, isScalar, isSeq, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { UserError } from "../../errors.ts";
import { type ManifestDocument, parseSource } from "../../manifests/yaml/document.ts";
import {
  asMap,
  asSeq,
  field,
  keyText,
  pairsOf,
  type Place,
  rootOf,
  textField,
  textOf,
} from "../../manifests/yaml/place.ts";
import { lineAt, namedLines, type Source, sourceOf } from "../../manifests/yaml/source.ts";
import { keyStart } from "../../manifests/yaml/map-edit.ts";
import { REVISION_LABEL } from "../labels.ts";

export interface ChartIndex {
  readonly source: Source;
  readonly document: ManifestDocument | null;
  /** `null`: nothing but comments. */
  readonly root: YAMLMap | null;
  readonly entries: Container<YAMLMap>;
}

/** What holds things: absent, there and empty (`null`, `{}`, `[]`), or filled. */
export type Container<Node> =
  | { readonly kind: "absent" }
  | { readonly kind: "empty"; readonly pair: Pair }
  | { readonly kind: "filled"; readonly pair: Pair; readonly node: Node };

/** A version as the index names it. */
export interface IndexedVersion {
  /** Its place in the list. */
  readonly at: number;
  readonly version: string;
  /** SHA-256 of the package, in hexadecimal digits; `null` where the entry has none. */
  readonly digest: string | null;
  /** The commit that it was packaged from, by its annotation. */
  readonly revision: string | null;
  readonly urls: readonly string[];
}

/** The largest public indexes have some 20 MB; npm `yaml` needs two seconds and 400 MB for 6. */
const MAXIMUM_BYTES = 20_000_000;

/** `bytes`: `null` when there is no index yet. Throws a UserError for what is no index that Helm reads. */
export function readIndex(path: string, bytes: Uint8Array | null): ChartIndex {
  return parseIndex(sourceOf(path, bytes === null ? "" : textIn(path, bytes)));
}

/** The same of a text. */
export function parseIndex(source: Source): ChartIndex {
  const { path } = source;
  const { documents, problems } = parseSource(source);
  const [problem] = problems;
  if (problem !== undefined) {
    throw new UserError(
      `"${path}"${problem.line === null ? "" : `, line ${problem.line},`} cannot be read: ${problem.reason}; mend it, or make it anew with \`helm repo index\``,
    );
  }
  const [document = null, second] = documents;
  if (second !== undefined) {
    throw refused(source, second.root?.range?.[0] ?? 0, "begins a second document, of which helm reads nothing");
  }
  const root = document === null ? null : document.root;
  if (document === null || root === null || (isScalar(root) && (root.value === "" || root.value === null))) {
    return { source, document, root: null, entries: { kind: "absent" } };
  }
  const place = rootOf(document);
  if (!isMap(root) || place === null) throw refused(source, root.range?.[0] ?? 0, "is no map; expected `apiVersion`");
  refuseTwice(source, root);
  if ((textField(place, "apiVersion") ?? "") === "") {
    throw refused(source, 0, "begins an index without `apiVersion`, which helm does not read; add `apiVersion: v1`");
  }
  return { source, document, root, entries: container(source, place, root, "entries", asMap, isMap) };
}

/** The chart's list of versions. Throws a UserError when it is no list. */
export function listOf(index: ChartIndex, chart: string): Container<YAMLSeq> {
  const { document, source, entries } = index;
  if (entries.kind !== "filled" || document === null) return { kind: "absent" };
  if (pairsOf(entries.node, "<<").length > 0) {
    throw refused(source, entries.node.range?.[0] ?? 0, "begins entries with a merge key (<<); write them out");
  }
  const place: Place = { document, node: entries.node, keys: ["entries"], pair: null, refusal: null, doubt: null };
  return container(source, place, entries.node, chart, asSeq, isSeq);
}

/** The version in the list; `null` when it is not there. Throws a UserError when it stands twice, and for an item that is no entry. */
export function versionIn(index: ChartIndex, chart: string, version: string): IndexedVersion | null {
  const all = versionsIn(index, chart).filter((each) => each.version === version);
  const [first = null, ...others] = all;
  if (first === null || others.length === 0) return first;
  const list = listOf(index, chart);
  const lines = namedLines(index.source, all, ({ at }) =>
    list.kind === "filled" ? startOfItem(list.node.items[at]) : 0,
  );
  throw new UserError(
    `"${index.source.path}" has the version ${version} of "${chart}" twice, in ${lines}; which of them is meant cannot be told: remove one`,
  );
}

/** The chart's versions in the order of the file. */
export function versionsIn(index: ChartIndex, chart: string): readonly IndexedVersion[] {
  const { document, source } = index;
  const list = listOf(index, chart);
  if (document === null || list.kind !== "filled") return [];
  return list.node.items.map((node, at) => {
    if (!isMap(node)) {
      throw refused(source, startOfItem(node), `holds no entry of "${chart}" but something else; write it out`);
    }
    const item: Place = { document, node, keys: [], pair: null, refusal: null, doubt: null };
    const urls = asSeq(field(item, "urls"))?.node.items ?? [];
    const annotations = field(item, "annotations");
    return {
      at,
      version: textField(item, "version") ?? "",
      digest: textField(item, "digest") || null,
      revision: annotations === null ? null : textOf(field(annotations, REVISION_LABEL)) || null,
      urls: urls.flatMap((url) => (isScalar(url) && typeof url.value === "string" ? [url.value] : [])),
    };
  });
}

/** Throws a UserError for a key that stands twice in one map, wherever that is: helm, whose YAML is strict, reads nothing of such an index. */
function refuseTwice(source: Source, root: YAMLMap): void {
  const nodes: unknown[] = [root];
  while (nodes.length > 0) {
    const node = nodes.pop();
    if (isSeq(node)) for (const item of node.items) nodes.push(item);
    if (!isMap(node)) continue;
    const seen = new Map<string, Pair>();
    for (const pair of node.items) {
      const key = keyText(pair);
      const first = seen.get(key);
      if (first !== undefined) {
        const lines = namedLines(source, [first, pair], keyStart);
        throw new UserError(`"${source.path}" has the key "${key}" twice, in ${lines}; keep one`);
      }
      // What is no text has no name here, and is no key of an index.
      if (key !== "") seen.set(key, pair);
      nodes.push(pair.value);
    }
  }
}

function container<Node extends YAMLMap | YAMLSeq>(
  source: Source,
  place: Place,
  map: YAMLMap,
  key: string,
  filled: (place: Place | null) => { readonly node: Node } | null,
  isNode: (node: unknown) => boolean,
): Container<Node> {
  const [pair] = pairsOf(map, key);
  if (pair === undefined) return { kind: "absent" };
  const at = keyStart(pair);
  if (isAlias(pair.value)) throw refused(source, at, `gives "${key}" by an alias; write it out`);
  const value = field(place, key);
  const found = filled(value);
  if (found !== null && isNode(found.node)) {
    return found.node.items.length === 0 ? { kind: "empty", pair } : { kind: "filled", pair, node: found.node };
  }
  if (pair.value === null || textOf(value) === "") return { kind: "empty", pair };
  throw refused(source, at, `gives "${key}" something else than helm expects there`);
}

function textIn(path: string, bytes: Uint8Array): string {
  if (bytes.length > MAXIMUM_BYTES) {
    throw new UserError(
      `"${path}" has ${bytes.length} bytes, and an index is read up to ${MAXIMUM_BYTES}; drop old versions from it, or push to an OCI registry`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new UserError(`"${path}" is not valid UTF-8, so helm cannot read it; mend it`, { cause: error });
  }
}

/** Where a list's item begins, for a message. */
function startOfItem(node: unknown): number {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
}

function refused(source: Source, offset: number, why: string): UserError {
  return new UserError(`"${source.path}" cannot be added to: line ${lineAt(source, offset)} ${why}`);
}
