// The entry of one packaged chart in index.yaml: what `helm repo index` would write of it, taken from the package itself.
import { gunzipSync } from "node:zlib";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import { UserError } from "../../errors.ts";
import { sha256 } from "../../text/digest.ts";
import type { IndexMap, IndexValue } from "./value.ts";

export interface PackagedChart {
  /** The package's bytes. */
  readonly archive: Uint8Array;
  /** Its file, relative to index.yaml. */
  readonly file: string;
  readonly created: Date;
}

/**
 * The entry, its keys in Helm's order. `created` is the time that is given, so that one commit gives one entry. Throws a UserError for a package without a Chart.yaml
 * that can be read.
 */
export function entryOf({ archive, file, created }: PackagedChart): IndexMap {
  const chart = mapIn(archive, "Chart.yaml");
  if (chart === null) throw new UserError("the package that helm made has no Chart.yaml; expected one");
  // Charts of the first format name their dependencies in a file of their own (helm.sh/docs/topics/charts, `apiVersion`).
  const requirements = chart.get("apiVersion") === "v1" ? mapIn(archive, "requirements.yaml") : null;
  const dependencies = requirements?.get("dependencies");
  const entry = new Map<string, IndexValue>([
    ...chart,
    ...(dependencies === undefined ? [] : [["dependencies", dependencies] as const]),
    ["created", created.toISOString().replace(/\.000Z$/u, "Z")],
    ["digest", sha256(archive).slice("sha256:".length)],
    ["urls", [file]],
  ]);
  return new Map([...entry].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Helm wrote the file when it packaged: block style, and what has no quotes and reads as a number or a word of YAML is one. */
function mapIn(archive: Uint8Array, name: string): IndexMap | null {
  const bytes = packagedFile(archive, name);
  if (bytes === null) return null;
  const document = parseDocument(new TextDecoder().decode(bytes), { schema: "failsafe", logLevel: "silent" });
  const value = isMap(document.contents) && document.errors.length === 0 ? valueOf(document.contents) : null;
  if (!(value instanceof Map)) throw new UserError(`the package's ${name} cannot be read; expected a map`);
  return value;
}

function valueOf(node: unknown): IndexValue {
  if (isMap(node)) {
    return new Map(
      node.items.map(({ key, value }): [string, IndexValue] => [
        isScalar(key) ? String(key.value) : "",
        valueOf(value),
      ]),
    );
  }
  if (isSeq(node)) return node.items.map(valueOf);
  if (isAlias(node)) throw new UserError(`the package's Chart.yaml has the alias *${node.source}; helm writes none`);
  if (!isScalar(node)) return { plain: "null" };
  const text = typeof node.value === "string" ? node.value : "";
  return node.type === "PLAIN" && NO_STRING.test(text) ? { plain: text === "" ? "null" : text } : text;
}

/** Helm quotes strings that read as one of these. `1.2.3` is none: without quotes an index in JSON would be none any more. */
const NO_STRING = /^(?:true|false|null|~|)$|^[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/u;

const BLOCK = 512;

/** The bytes of `<chart>/<name>` in a package; `null` when it is not there. POSIX ustar: a header for each file, then its content in whole blocks. */
function packagedFile(archive: Uint8Array, name: string): Uint8Array | null {
  const tar = gunzipSync(archive);
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK);
    const text = (from: number, to: number): string => header.toString("utf8", from, to).replace(/\0.*$/su, "");
    const size = Number.parseInt(text(124, 136), 8);
    if (Number.isNaN(size)) return null;
    const prefix = text(345, 500);
    const path = prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`;
    if (/^[^/]+\/[^/]+$/u.test(path) && path.endsWith(`/${name}`)) {
      return tar.subarray(at + BLOCK, at + BLOCK + size);
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}
