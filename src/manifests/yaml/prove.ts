// The proof behind every rewrite: the new text is parsed again and must differ from the old at exactly the intended places.
import { isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import { UserError } from "../../errors.ts";
import { groupBy } from "../../text/group-by.ts";
import { applyChanges, type Change, type Intent } from "./change.ts";
import { parseSource, type Embedding, type ParsedFile } from "./document.ts";
import type { Key } from "./place.ts";
import { sourceOf, type Source } from "./source.ts";

export interface Proven {
  readonly text: string;
  /** The new text, parsed. */
  readonly parsed: ParsedFile;
}

/**
 * The text with the changes applied. Throws a UserError when the result does not parse, or says anything else than the changes intend:
 * then nothing may be written.
 */
export function applyProven(source: Source, before: ParsedFile, changes: readonly Change[]): Proven {
  const text = applyChanges(source.text, changes);
  const after = parseSource(sourceOf(source.path, text));
  const difference = unintended(
    before,
    after,
    changes.flatMap((change) => change.intents),
  );
  if (difference !== null) {
    throw new UserError(
      `the file's form leaves no safe way to write this (the result would differ at ${difference}); edit it by hand`,
    );
  }
  return { text, parsed: after };
}

/** Where `after` says something else than `before` with the intents carried out; `null` when nowhere. */
function unintended(before: ParsedFile, after: ParsedFile, intents: readonly Intent[]): string | null {
  const expected = modelOf(before);
  const scalars = intents.filter((intent) => "value" in intent);
  for (const { document, keys, value } of scalars) if (value === null) remove(expected, document, keys);
  for (const { document, keys, value } of scalars) {
    if (value !== null) expected.set(leafKey(document, keys), value);
  }
  const embedded = intents.filter((intent) => "embedding" in intent);
  for (const [key, [first, ...others]] of groupBy(embedded, ({ document, keys }) => leafKey(document, keys))) {
    if (first === undefined) continue;
    const inner = embeddedResult(
      first.embedding,
      [first, ...others].map(({ change }) => change),
    );
    if (inner.difference !== null) return `${key}: ${inner.difference}`;
    expected.set(key, inner.value);
  }
  return firstDifference(expected, modelOf(after));
}

/** The same proof for the document that a scalar is, and the scalar's new text. */
function embeddedResult(
  embedding: Embedding,
  changes: readonly Change[],
): { readonly difference: string | null; readonly value: string } {
  const { source } = embedding;
  const text = applyChanges(source.text, changes);
  // A document inside another counts as the first of its own.
  const intents = changes.flatMap((change) => change.intents).map((intent) => ({ ...intent, document: 0 }));
  const difference = unintended(parseSource(source), parseSource(sourceOf(source.path, text)), intents);
  return { difference, value: embedding.valueOf(text) };
}

/** Every scalar, alias and empty collection of a file by its place. */
type Model = Map<string, string>;

function modelOf(file: ParsedFile): Model {
  const model: Model = new Map();
  for (const { index, root } of file.documents) collect(model, index, [], root);
  // What is said of a document that cannot be read depends on the whole file; that there is one does not.
  for (const index of file.problems.keys()) model.set(`problem ${index}`, "");
  return model;
}

function collect(model: Model, document: number, keys: readonly Key[], node: unknown): void {
  if (isAlias(node)) {
    model.set(leafKey(document, keys), `*${node.source}`);
  } else if (isScalar(node)) {
    model.set(leafKey(document, keys), String(node.value));
    collectProperties(model, document, keys, node);
  } else if (isMap(node)) {
    if (node.items.length === 0) model.set(leafKey(document, keys), "{}");
    collectProperties(model, document, keys, node);
    const seen = new Map<string, number>();
    for (const [index, { key, value }] of node.items.entries()) {
      const text = isScalar(key) ? String(key.value) : `?${index}`;
      const nth = seen.get(text) ?? 0;
      seen.set(text, nth + 1);
      collect(model, document, nth === 0 ? [...keys, text] : [...keys, text, `#${nth}`], value);
    }
  } else if (isSeq(node)) {
    if (node.items.length === 0) model.set(leafKey(document, keys), "[]");
    collectProperties(model, document, keys, node);
    for (const [index, item] of node.items.entries()) collect(model, document, [...keys, index], item);
  } else {
    model.set(leafKey(document, keys), "");
  }
}

/** Anchors and tags are part of what a document says. */
function collectProperties(model: Model, document: number, keys: readonly Key[], node: Node): void {
  if (isAlias(node)) return;
  const anchor = node.anchor === undefined ? "" : `&${node.anchor}`;
  // The failsafe schema gives every node one of these by itself.
  const own = /^tag:yaml\.org,2002:(str|map|seq)$/.test(node.tag ?? "") ? "" : (node.tag ?? "");
  if (anchor + own !== "") model.set(`${leafKey(document, keys)} properties`, `${anchor} ${own}`);
}

function leafKey(document: number, keys: readonly Key[]): string {
  return `${document} ${JSON.stringify(keys)}`;
}

function remove(model: Model, document: number, keys: readonly Key[]): void {
  model.delete(leafKey(document, keys));
}

function firstDifference(expected: Model, actual: Model): string | null {
  for (const [key, value] of expected) if (actual.get(key) !== value) return key;
  for (const key of actual.keys()) if (!expected.has(key)) return key;
  return null;
}
