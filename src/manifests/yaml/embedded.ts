// YAML inside a scalar of YAML: the values of an Argo CD Application in a literal block. Read as a document of its own, changed in the text around it.
import { isScalar } from "yaml";
import { type Change, type EmbeddedIntent } from "./change.ts";
import { parseSource, type Embedding, type ManifestDocument } from "./document.ts";
import type { ManifestProblem } from "../pin.ts";
import { lineOf, rootOf, startOf, textOf, type MapPlace, type Place } from "./place.ts";
import { lineAt, lineIndexAt, positionAt, readSource, sourceOf, type Source } from "./source.ts";

/**
 * The map that a scalar's text is; `null` when the text is empty or no map, a problem when it is not YAML (a template). In a literal block (`|`)
 * it can be changed; in a folded (`>`) or quoted text every place carries the refusal.
 */
export function embeddedMap(place: Place): MapPlace | ManifestProblem | null {
  const document = embeddedDocument(place);
  if (document === null || "reason" in document) return document;
  const root = rootOf(document);
  return root === null ? null : { ...root, doubt: place.doubt };
}

/** The same with any root: a list of JSON patches, several objects in one. */
export function embeddedDocument(place: Place): ManifestDocument | ManifestProblem | null {
  const { node, document } = place;
  if (!isScalar(node) || typeof node.value !== "string" || (textOf(place) ?? "").trim() === "") return null;
  const block = literalBlock(place, node.value);
  const source = block?.source ?? plainSource(place, node.value);
  if ("reason" in source) return source;
  const { documents, problems } = parseSource(source);
  const [problem] = problems;
  if (problem !== undefined)
    return { ...problem, reason: `the YAML inside the text cannot be read: ${problem.reason}` };
  const [inner, second] = documents;
  if (inner === undefined) return null;
  const several = second === undefined ? null : "the text holds several documents; keep one";
  const folded =
    block === null
      ? "the YAML stands in a folded or quoted text, where nothing can be changed alone; use a literal block (|)"
      : null;
  return {
    ...inner,
    index: document.index,
    refusal: place.refusal ?? inner.refusal ?? several ?? folded,
    embedding: block === null ? null : embeddingOf(place, block, node.value),
  };
}

/** A text that is no literal block. Its escapes can make more lines and brackets than its file has, so it is measured as a file is. */
function plainSource(place: Place, text: string): Source | ManifestProblem {
  const { source } = place.document;
  const read = readSource(source.path, new TextEncoder().encode(text));
  if ("reason" in read)
    return { ...read, line: lineOf(place), reason: `the YAML inside the text cannot be read: ${read.reason}` };
  return sourceOf(source.path, text, standingAt(place));
}

function standingAt(place: Place): Source["within"] {
  return { ...positionAt(place.document.source, startOf(place)), byLine: false };
}

/** A literal block: its text without the indentation, and where each line of it starts in the text around. */
interface LiteralBlock {
  readonly source: Source;
  readonly starts: readonly { readonly line: number; readonly content: number }[];
  readonly end: number;
}

/** `null` when the scalar is no literal block, or its lines cannot be told from its value. */
function literalBlock({ node, document }: Place, value: string): LiteralBlock | null {
  if (!isScalar(node) || node.type !== "BLOCK_LITERAL" || !node.range) return null;
  const { source } = document;
  const [header, end] = node.range;
  const body = source.text.indexOf("\n", header) + 1;
  if (body === 0 || body >= end) return null;
  const lines = source.text.slice(body, end).split("\n");
  const values = value.split("\n");
  const first = values.findIndex((line) => line !== "");
  const indent = withoutReturn(lines[first] ?? "").length - (values[first] ?? "").length;
  const starts: { line: number; content: number }[] = [];
  const texts: string[] = [];
  let at = body;
  for (const [index, line] of lines.entries()) {
    const text = line.slice(indent);
    // More than trailing blank lines beyond the value would mean that the block was measured wrongly.
    if (withoutReturn(text) !== (values[index] ?? "")) return null;
    starts.push({ line: at, content: at + Math.min(indent, line.length) });
    texts.push(text);
    at += line.length + 1;
  }
  const text = texts.join("\n");
  const within = { line: lineAt(source, body), column: indent + 1, byLine: true };
  return { source: sourceOf(source.path, text, within), starts, end };
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function embeddingOf(place: Place, block: LiteralBlock, value: string): Embedding {
  const { source, starts } = block;
  const indentation = " ".repeat((source.within?.column ?? 1) - 1);
  const outside = place.document.embedding;
  const outer = (offset: number): number => {
    const line = lineIndexAt(source, offset);
    return Math.min((starts[line]?.content ?? block.end) + offset - (source.lineStarts[line] ?? 0), block.end);
  };
  const lineBefore = (offset: number): number => starts[lineIndexAt(source, offset)]?.line ?? block.end;
  const isLineStart = (offset: number): boolean => source.lineStarts[lineIndexAt(source, offset)] === offset;
  const embedding: Embedding = {
    source,
    outward(changes) {
      const carried = changes.map((change): Change => {
        const { start, end, text } = change;
        const wholeLines = text === "" && start < end && isLineStart(start) && isLineStart(end);
        const intent: EmbeddedIntent = { document: place.document.index, keys: place.keys, embedding, change };
        return {
          start: wholeLines ? lineBefore(start) : outer(start),
          end: wholeLines ? lineBefore(end) : outer(end),
          text: text.replaceAll("\n", `\n${indentation}`),
          intents: [intent],
        };
      });
      return outside?.outward(carried) ?? carried;
    },
    // The chomping of the block's header decides on the line breaks at the end; no change of ours touches them.
    valueOf: (text) => text.replaceAll("\r\n", "\n").replace(/\n*$/u, "") + (/\n*$/u.exec(value)?.[0] ?? ""),
  };
  return embedding;
}
