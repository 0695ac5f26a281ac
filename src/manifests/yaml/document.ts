// The YAML documents of one file: parsed once, with their anchors, aliases and errors; one bad document leaves the others whole.
import { isAlias, isCollection, isMap, isNode, isPair, parseAllDocuments, type Alias, type Node } from "yaml";
import type { Change } from "./change.ts";
import { groupBy } from "../../text/group-by.ts";
import type { ManifestProblem } from "../pin.ts";
import { lineAt, type Source } from "./source.ts";

export interface ManifestDocument {
  readonly source: Source;
  /** Its place in the file, from 0. */
  readonly index: number;
  /** `null`: an empty document. */
  readonly root: Node | null;
  /** The aliases by name, in the order of the file. */
  readonly aliases: ReadonlyMap<string, readonly Alias[]>;
  /** The node that each alias stands for: the last anchored with its name before it. */
  readonly targets: ReadonlyMap<Alias, Node>;
  /** Why nothing in it may be rewritten: encrypted, generated, inside a block that is no literal one. */
  readonly refusal: string | null;
  /** Carries changes of this document to the text around it; `null` for a document of the file itself. */
  readonly embedding: Embedding | null;
}

/** What ties a document to the scalar of another one whose text it is; see embedded.ts. */
export interface Embedding {
  /** The document's text as a source; not the file's. */
  readonly source: Source;
  /** The same changes to the text around it. */
  outward(changes: readonly Change[]): readonly Change[];
  /** What the scalar holds when its text has become `text`. */
  valueOf(text: string): string;
}

export interface ParsedFile {
  readonly documents: readonly ManifestDocument[];
  readonly problems: readonly ManifestProblem[];
}

/** Real manifests nest 30 deep at most; recursion stays far from the stack's end. */
const MAXIMUM_DEPTH = 200;

/**
 * Parses a file. A document with errors is left out and is a problem; the others are there. Aliases are never expanded. `text`: that of the
 * source, or the same with documents blanked that need not be parsed.
 */
export function parseSource(source: Source, text: string = source.text): ParsedFile {
  const documents: ManifestDocument[] = [];
  const problems: ManifestProblem[] = [];
  const generated = generatedBy(source);
  // Failsafe: every scalar is the text that stands there, `1.10` too. Keys are checked where a pin lies: the parser's own check takes
  // quadratic time.
  const parsed = parseAllDocuments(text, {
    schema: "failsafe",
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const list = Array.isArray(parsed) ? parsed : [];
  for (const [index, document] of list.entries()) {
    const error = document.errors[0];
    if (error !== undefined) {
      problems.push(problem(source, error.pos[0], parseFailure(source, error.message)));
      continue;
    }
    const root = document.contents;
    const facts = survey(root);
    if (facts === null) {
      problems.push(problem(source, root?.range?.[0] ?? 0, `the document nests more than ${MAXIMUM_DEPTH} deep`));
      continue;
    }
    const refusal = generated ?? (isEncrypted(root) ? ENCRYPTED : null);
    documents.push({ source, index, root, ...facts, refusal, embedding: null });
  }
  return { documents, problems };
}

const ENCRYPTED = "the document is encrypted by SOPS, whose checksum covers every value; change it with `sops`";

function problem(source: Source, offset: number, reason: string): ManifestProblem {
  return { file: source.path, line: lineAt(source, offset), reason };
}

function parseFailure(source: Source, message: string): string {
  const said = message.split("\n", 1)[0] ?? "";
  if (/call stack/i.test(said)) return "the document nests too deep to be parsed";
  if (source.text.includes("{{")) return `it is a template ({{ }}), not YAML: ${said}`;
  return `it is not valid YAML: ${said}`;
}

/** Aliases and what they stand for, found without expanding any; `null` when the document nests too deep. */
function survey(root: Node | null): Pick<ManifestDocument, "aliases" | "targets"> | null {
  const aliases: Alias[] = [];
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, Node>();
  const stack: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, depth } = top;
    if (depth > MAXIMUM_DEPTH) return null;
    if (isPair(node)) {
      stack.push({ node: node.value, depth }, { node: node.key, depth });
    } else if (isAlias(node)) {
      aliases.push(node);
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isNode(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isCollection(node)) for (const item of node.items.toReversed()) stack.push({ node: item, depth: depth + 1 });
    }
  }
  return { aliases: groupBy(aliases, (alias) => alias.source), targets };
}

/** SOPS leaves the document's keys readable and adds a `sops` map with its checksum. */
function isEncrypted(root: Node | null): boolean {
  if (!isMap(root)) return false;
  const sops = root.get("sops", true);
  return isMap(sops) && (sops.has("mac") || sops.has("lastmodified"));
}

/** A file that a tool writes anew: Flux's own components by name, others by a comment before the first content. */
function generatedBy(source: Source): string | null {
  if (source.path.endsWith("gotk-components.yaml")) {
    return "the file is generated by `flux install`; upgrade Flux instead";
  }
  for (const line of source.text.replace(/^\uFEFF/, "").split("\n", 40)) {
    const trimmed = line.trim();
    if (trimmed !== "" && trimmed !== "---" && !trimmed.startsWith("#")) return null;
    if (/\bdo not (edit|modify)\b|\bDO NOT EDIT\b/i.test(trimmed)) {
      return "the file is generated (its header says not to edit it); change what it is generated from";
    }
  }
  return null;
}
