// Reading a file of settings: bytes -> YAML -> plain data with lines.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import { printable } from "../text/printable.ts";
import type { Located } from "./located.ts";
import { failure } from "./shapes.ts";

/** Far more than a hand writes; the parser needs a kilobyte of memory for each of a hostile file's bytes. */
const MOST_BYTES = 250_000;
/** What an alias stands for counts each time it is used, so that aliases cannot multiply. */
const MOST_NODES = 20_000;
const MOST_DEPTH = 32;

/**
 * What the bytes write. Throws a SettingsError with the line, what is wrong there and what was expected. `first`: the key that a file begins with, for an empty one.
 */
export function locateSettings(bytes: Uint8Array, first: string): Located {
  return locate(decode(bytes), first);
}

function decode(bytes: Uint8Array): string {
  if (bytes.length > MOST_BYTES)
    throw failure(null, `the file has ${bytes.length} bytes; expected at most ${MOST_BYTES}`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw failure(null, "the file is not UTF-8 text", error);
  }
}

function locate(text: string, first: string): Located {
  const lineCounter = new LineCounter();
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line;
  // Duplicate keys are looked for below: the parser compares every pair of keys, which takes minutes for a hostile file.
  const document = parseDocument(text, { lineCounter, uniqueKeys: false, merge: false, prettyErrors: false });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const line = lineAt(problem.pos[0]);
    // The trap that the templates themselves set: `[a/{app}]` and `path: {app}/x` are flow mappings to YAML.
    const hint =
      text.split("\n", line)[line - 1]?.includes("{app}") === true ? "; put a path with {app} in quotes" : "";
    throw failure(line, `not valid YAML: ${printable(problem.message)}${hint}`, problem);
  }
  if (document.contents === null) throw failure(null, `the file is empty; expected "${first}:"`);
  return new Locator(lineAt).locate(document.contents, 0, 1);
}

/** Walks the nodes once; the number of nodes and the depth are bounded, aliases included. */
class Locator {
  readonly #lineAt: (offset: number) => number;
  /** Each anchor's newest node: aliases refer backwards only. The parser's own look-up walks the document for every alias. */
  readonly #anchors = new Map<string, unknown>();
  #nodes = 0;

  constructor(lineAt: (offset: number) => number) {
    this.#lineAt = lineAt;
  }

  locate(node: unknown, depth: number, parentLine: number): Located {
    const line = this.#lineOf(node, parentLine);
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES)
      throw failure(line, `more than ${MOST_NODES} values, aliases counted as often as they are used`);
    if (depth > MOST_DEPTH) throw failure(line, `nested more than ${MOST_DEPTH} deep`);
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) throw failure(line, `the alias "*${printable(node.source)}" names no anchor`);
      return this.locate(target, depth + 1, line);
    }
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    if (isMap(node)) {
      const entries = new Map<string, Located>();
      for (const { key, value } of node.items) {
        const keyLine = this.#lineOf(key, line);
        if (!isScalar(key)) throw failure(keyLine, "a key is no plain text");
        // As it is written: 1.10 is the key "1.10".
        const name = typeof key.value === "string" ? key.value : (key.source ?? "");
        const earlier = entries.get(name);
        if (earlier !== undefined)
          throw failure(keyLine, `the key "${printable(name)}" stands here and in line ${earlier.line}`);
        entries.set(name, { ...this.locate(value, depth + 1, keyLine), line: keyLine });
      }
      return { kind: "map", line, entries };
    }
    if (isSeq(node)) return { kind: "list", line, items: node.items.map((item) => this.locate(item, depth + 1, line)) };
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null) {
      return { kind: "scalar", line, value };
    }
    throw failure(line, "a value is neither text, number, true, false nor empty");
  }

  #lineOf(node: unknown, parentLine: number): number {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
    return range === null || range === undefined ? parentLine : this.#lineAt(range[0]);
  }
}
