// How many lines a tool changes besides the one with the version, when it is asked to change one version of a file: the table of the README.
import { diffArrays } from "diff";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Scalar } from "yaml";
import { asArray, asInteger, asRecord, asString, optional, parseJson } from "../src/text/canonical-json.ts";
import { groupBy } from "../src/text/group-by.ts";
import { traitFiles } from "./fidelity-files.ts";
import type { Figure } from "./measure.ts";
import { call } from "./process.ts";
import { fill } from "./set.ts";
import { editor } from "./tools.ts";
import { corpusFolder, runWaybill } from "./waybill.ts";

/** One version of one file, and what it becomes. */
interface Edit {
  readonly file: string;
  readonly line: number;
  /** What the line holds now and then: a tag, or `name:tag`. */
  readonly to: string;
  /** Where the scalar stands in its document, for tools that go by keys. */
  readonly document: number;
  readonly keys: readonly (string | number)[];
  /** The scalar's new text. */
  readonly text: string;
  /** As `waybill set` names it. */
  readonly place: string;
  /** As `kustomize edit set image` names it; `null` elsewhere. */
  readonly image: string | null;
}

interface Count {
  files: number;
  touched: number;
  lines: number;
  failed: number;
}

/** Edits the files of a folder, one after the other or all in one go. Gives those that it could not edit. */
type Tool = (folder: string, edits: readonly Edit[]) => Promise<readonly Edit[]>;

const IMAGE = "9.9.9-edited";
const CHART = "99.9.9";
const MOST_FILES = 100;

/** Prints the table, and gives what is bounded of it. */
export async function measureFidelity(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-bench-fidelity-"));
  try {
    const made = join(folder, "made");
    await fill(made, traitFiles());
    const sets = [{ name: "files of the bench, one trait of real manifests each", folder: made }];
    const corpus = corpusFolder();
    if (corpus !== null) sets.push({ name: "real manifests", folder: corpus });
    const rows: string[] = [];
    let ours = 0;
    for (const set of sets) {
      const edits = await editsIn(set.folder);
      for (const [name, tool] of Object.entries(await tools())) {
        const possible = name.startsWith("kustomize") ? edits.filter(({ image }) => image !== null) : edits;
        const count = await countLines(set.folder, join(folder, "copy"), possible, tool);
        if (name.startsWith("waybill")) ours += count.lines + count.failed;
        rows.push(`| ${set.name} | ${name} | ${count.files} | ${count.touched} | ${count.lines} | ${count.failed} |`);
      }
    }
    process.stdout.write(
      `\n| one version changed in each of | by | files | with other lines changed | other lines changed | not edited |\n| --- | --- | --- | --- | --- | --- |\n${rows.join("\n")}\n`,
    );
    return [
      {
        name: "set: lines changed that did not hold the version, files not edited",
        value: ours,
        unit: "lines",
        bound: 0,
        detail: "the table above",
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function tools(): Promise<Readonly<Record<string, Tool>>> {
  const found: Record<string, Tool> = { "waybill set": byWaybill, "npm yaml, parse and toString": byYaml };
  const yq = await editor("yq");
  if (yq !== null) found["yq -i"] = byYq(yq);
  const kustomize = await editor("kustomize");
  if (kustomize !== null) found["kustomize edit set image (kustomizations only)"] = byKustomize(kustomize);
  return found;
}

/** One edit in every file that has a version which everyone of the tools can name, at most 100 kustomizations and 100 other files. */
async function editsIn(folder: string): Promise<readonly Edit[]> {
  const { out } = await runWaybill(["pins", "--json"], folder);
  const listed = asRecord(parseJson(out), "what waybill pins prints");
  const broken = new Set(
    asArray(listed["problems"], "the problems").map((each) => asRecord(each, "a problem")["file"]),
  );
  const pins = asArray(listed["pins"], "the pins").map((each) => asRecord(each, "a pin"));
  const places = groupBy(pins, (pin) => `${String(pin["file"])}#${String(pin["path"])}`);
  const edits = new Map<string, Edit>();
  // In several documents of a file one path is several places.
  for (const pin of [...places.values()].flatMap((alike) => (alike.length === 1 ? alike : []))) {
    const file = asString(pin["file"], "a file");
    if (
      edits.has(file) ||
      broken.has(file) ||
      pin["style"] !== "exact" ||
      pin["refusal"] !== null ||
      pin["filter"] !== null
    )
      continue;
    const edit = editOf(pin, file, await readFile(join(folder, file), "utf8"));
    if (edit !== null) edits.set(file, edit);
  }
  const all = [...edits.values()];
  return [...spread(all.filter(({ image }) => image !== null)), ...spread(all.filter(({ image }) => image === null))];
}

/** At most 100 of them, evenly. */
function spread(edits: readonly Edit[]): readonly Edit[] {
  const step = Math.max(1, Math.ceil(edits.length / MOST_FILES));
  return edits.filter((_edit, index) => index % step === 0);
}

function editOf(pin: Readonly<Record<string, unknown>>, file: string, text: string): Edit | null {
  const artifact = pin["artifact"] === null ? null : asRecord(pin["artifact"], "an artifact");
  const version = asRecord(pin["version"], "a version");
  const tag = optional(version["tag"], "a tag", asString);
  if (artifact === null || tag === null || version["digest"] !== null || artifact["kind"] === "git") return null;
  // A commit is set together with the `?ref=` that has the same.
  if (/^[0-9a-f]{40}$/.test(tag)) return null;
  const found = scalarAt(text, asInteger(pin["line"], "a line"), asInteger(pin["column"], "a column"));
  if (found === null || !found.scalar.source?.endsWith(tag)) return null;
  const to = artifact["kind"] === "chart" ? CHART : IMAGE;
  const path = asString(pin["path"], "a path");
  const entry = /^images\[name=(.+)\]$/.exec(path)?.[1];
  return {
    file,
    line: asInteger(pin["line"], "a line"),
    to,
    document: found.document,
    keys: found.keys,
    text: found.scalar.source.slice(0, -tag.length) + to,
    place: `${file}#${path}`,
    image:
      entry !== undefined && file.endsWith("kustomization.yaml")
        ? `${entry}=${asString(artifact["name"], "a name")}:${to}`
        : null,
  };
}

interface Found {
  readonly document: number;
  readonly keys: readonly (string | number)[];
  readonly scalar: Scalar;
}

/** The scalar that starts at a line and column (or just there holds a longer text), with the keys that lead to it. */
function scalarAt(text: string, line: number, column: number): Found | null {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, { schema: "failsafe", lineCounter });
  if (!Array.isArray(documents)) return null;
  const search = (node: unknown, document: number, keys: readonly (string | number)[]): Found | null => {
    if (isScalar(node)) {
      const from = lineCounter.linePos(node.range?.[0] ?? -1);
      const isThere = from.line === line && from.col <= column && column <= from.col + (node.source?.length ?? 0);
      return isThere ? { document, keys, scalar: node } : null;
    }
    const children: (readonly [string | number, unknown])[] = isMap(node)
      ? node.items.map(({ key, value }) => [String(key), value] as const)
      : isSeq(node)
        ? node.items.map((item, index) => [index, item] as const)
        : [];
    for (const [key, value] of children) {
      const found = search(value, document, [...keys, key]);
      if (found !== null) return found;
    }
    return null;
  };
  for (const [index, { contents }] of documents.entries()) {
    const found = search(contents, index, []);
    if (found !== null) return found;
  }
  return null;
}

/** Lets a tool edit a copy of the folder and counts, line by line with their endings, what it changed besides. */
async function countLines(from: string, copy: string, edits: readonly Edit[], tool: Tool): Promise<Count> {
  await cp(from, copy, { recursive: true });
  try {
    const failed = new Set(await tool(copy, edits));
    const count: Count = { files: edits.length, touched: 0, lines: 0, failed: 0 };
    for (const edit of edits) {
      const before = await readFile(join(from, edit.file), "utf8");
      const after = await readFile(join(copy, edit.file), "utf8");
      if (failed.has(edit) || !after.includes(edit.to)) {
        count.failed += 1;
        continue;
      }
      const lines = otherLines(before, after, edit);
      count.lines += lines;
      if (lines > 0) count.touched += 1;
    }
    return count;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** Lines that are gone, but the version's own, and new ones, but those with the new version. A line changed counts once. */
function otherLines(before: string, after: string, edit: Edit): number {
  let at = 0;
  let gone = 0;
  let added = 0;
  for (const part of diffArrays(linesOf(before), linesOf(after))) {
    if (part.added) added += part.value.filter((line) => !line.includes(edit.to)).length;
    else {
      const from = at;
      at += part.value.length;
      if (part.removed) gone += part.value.filter((_line, index) => from + index + 1 !== edit.line).length;
    }
  }
  return Math.max(gone, added);
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/);
}

const byWaybill: Tool = async (folder, edits) => {
  await runWaybill(["set", ...edits.map(({ place, to }) => `${place}=${to}`)], folder);
  return [];
};

const byYaml: Tool = async (folder, edits) => {
  const failed: Edit[] = [];
  for (const edit of edits) {
    const path = join(folder, edit.file);
    const documents: Document[] = [...parseAllDocuments(await readFile(path, "utf8"))];
    try {
      documents[edit.document]?.setIn(edit.keys, edit.text);
      await writeFile(path, documents.map(String).join("---\n"));
    } catch {
      failed.push(edit);
    }
  }
  return failed;
};

function byYq(yq: string): Tool {
  return async (folder, edits) => {
    const failed: Edit[] = [];
    for (const edit of edits) {
      const path = edit.keys.map((key) => `[${JSON.stringify(key)}]`).join("");
      const expression = `(select(document_index == ${edit.document}) | .${path}) = ${JSON.stringify(edit.text)}`;
      const { exitCode } = await call(yq, ["-i", expression, edit.file], { cwd: folder });
      if (exitCode !== 0) failed.push(edit);
    }
    return failed;
  };
}

function byKustomize(kustomize: string): Tool {
  return async (folder, edits) => {
    const failed: Edit[] = [];
    for (const edit of edits) {
      const cwd = join(folder, dirname(edit.file));
      const { exitCode } = await call(kustomize, ["edit", "set", "image", edit.image ?? ""], { cwd });
      if (exitCode !== 0) failed.push(edit);
    }
    return failed;
  };
}
