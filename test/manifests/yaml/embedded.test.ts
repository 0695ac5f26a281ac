import { describe, expect, test } from "vitest";
import type { Change } from "../../../src/manifests/yaml/change.ts";
import { parseSource } from "../../../src/manifests/yaml/document.ts";
import { embeddedMap } from "../../../src/manifests/yaml/embedded.ts";
import { addKey, removeKey, setScalar } from "../../../src/manifests/yaml/map-edit.ts";
import { descend, field, mapField, rootOf, type MapPlace } from "../../../src/manifests/yaml/place.ts";
import { applyProven } from "../../../src/manifests/yaml/prove.ts";
import { positionAt, sourceOf } from "../../../src/manifests/yaml/source.ts";

function innerOf(text: string): MapPlace {
  const [document] = parseSource(sourceOf("app.yaml", text)).documents;
  const root = document === undefined ? null : rootOf(document);
  const block = root === null ? null : descend(root, ["spec", "values"]);
  const inner = block === null ? null : embeddedMap(block);
  if (inner === null || "reason" in inner) throw new Error(`expected a map, got ${JSON.stringify(inner)}`);
  return inner;
}

/** The whole text with the changes that `edit` makes to the map inside it. */
function edited(text: string, edit: (map: MapPlace) => readonly Change[]): string {
  const inner = innerOf(text);
  const source = sourceOf("app.yaml", text);
  const changes = inner.document.embedding?.outward(edit(inner)) ?? [];
  return applyProven(source, parseSource(source), changes).text;
}

const set = (keys: readonly string[], to: string) => (map: MapPlace) => {
  const place = descend(map, keys);
  return place === null ? [] : setScalar(place, to);
};
const add = (inside: string, after: string, key: string, to: string) => (map: MapPlace) => {
  const at = mapField(map, inside);
  const pair = at === null ? null : field(at, after)?.pair;
  return at === null || !pair ? [] : [addKey(at, pair, key, to)];
};
const remove = (inside: string, key: string) => (map: MapPlace) => {
  const at = mapField(map, inside);
  const pair = at === null ? null : field(at, key)?.pair;
  return at === null || !pair ? [] : [removeKey(at, pair)];
};

const BLOCK = (lines: string) => `spec:\n  values: |\n    # c\n    image:\n${lines}  other: 1.2.3\n`;

const CASES = [
  ["a value", BLOCK("      tag: 1.2.3 # d\n"), set(["image", "tag"], "1.10"), BLOCK('      tag: "1.10" # d\n')],
  [
    "a key behind the last line",
    BLOCK("      tag: 1.2.3\n"),
    add("image", "tag", "digest", "x"),
    BLOCK("      tag: 1.2.3\n      digest: x\n"),
  ],
  [
    "no longer a key",
    BLOCK("      tag: 1.2.3\n      digest: x\n"),
    remove("image", "digest"),
    BLOCK("      tag: 1.2.3\n"),
  ],
  [
    "no longer a key in the middle",
    BLOCK("      tag: 1.2.3\n      digest: x\n      pull: y\n\n\n"),
    remove("image", "digest"),
    BLOCK("      tag: 1.2.3\n      pull: y\n\n\n"),
  ],
  ["a value in flow style", BLOCK("      {tag: 1.2.3}\n"), set(["image", "tag"], "v2"), BLOCK("      {tag: v2}\n")],
] as const;

/** The headers of a block, with what it is indented by. */
const HEADERS = ["|", "|-", "|+", "|2", "|2-", "| # comment"];

describe.each(HEADERS)("a literal block with the header %s", (header) => {
  const headed = (text: string) => text.replace("values: |", `values: ${header}`);

  test.each(CASES)("gets %s, in lines of its own indentation", (_, before, edit, after) => {
    expect(edited(headed(before), edit)).toBe(headed(after));
  });

  test.each(CASES)("gets %s with CRLF line endings", (_, before, edit, after) => {
    const crlf = (text: string) => headed(text).replaceAll("\n", "\r\n");
    expect(edited(crlf(before), edit)).toBe(crlf(after));
  });
});

test.each(CASES)("a literal block at the end of a file without a final newline gets %s", (_, before, edit, after) => {
  const cut = (text: string) => text.replace("  other: 1.2.3\n", "").replace(/\n+$/, "");
  expect(edited(cut(before), edit)).toBe(cut(after));
});

test("two changes of one block are one new text", () => {
  const both = (map: MapPlace) => [...set(["image", "tag"], "v2")(map), ...add("image", "tag", "digest", "x")(map)];
  expect(edited(BLOCK("      tag: 1.2.3\n"), both)).toBe(BLOCK("      tag: v2\n      digest: x\n"));
});

test("lines and columns are those of the file", () => {
  const tag = descend(innerOf(BLOCK("      tag: 1.2.3\n")), ["image", "tag"]);
  if (tag === null) throw new Error("the tag is there");
  expect(positionAt(tag.document.source, tag.node.range?.[0] ?? 0)).toEqual({ line: 5, column: 12 });
});

test.each([
  ["folded", "spec:\n  values: >\n    image: {tag: 1.2.3}\n"],
  ["double-quoted", 'spec:\n  values: "image: {tag: 1.2.3}"\n'],
  ["single-quoted", "spec:\n  values: 'image: {tag: 1.2.3}'\n"],
])("a %s text is read, and every place in it refuses to be written", (_, text) => {
  const tag = descend(innerOf(text), ["image", "tag"]);
  expect(tag?.refusal).toMatch(/use a literal block/);
  expect(tag?.document.embedding).toBeNull();
});

test("a template is a problem that names its line", () => {
  const text = "spec:\n  values: |\n    a: 1\n    {{- if .x }}\n    b: [\n";
  const [document] = parseSource(sourceOf("app.yaml", text)).documents;
  const root = document === undefined ? null : rootOf(document);
  const place = root === null ? null : descend(root, ["spec", "values"]);
  const read = place === null ? null : embeddedMap(place);
  if (read === null || !("reason" in read)) throw new Error("the block cannot be read");
  expect(read.reason).toContain("template");
  expect(read.file).toBe("app.yaml");
  expect(read.line).toBeGreaterThanOrEqual(4);
});

test.each([
  ["brackets", `"a: ${String.raw`\x5b`.repeat(20_000)}"`, "nests too deep"],
  ["lines", `"${String.raw`a:\n`.repeat(200_000)}"`, "more than 150000 lines"],
])("escapes that hide a mass of %s are counted before the text is parsed", (_, text, reason) => {
  const [document] = parseSource(sourceOf("app.yaml", `spec:\n  values: ${text}\n`)).documents;
  const root = document === undefined ? null : rootOf(document);
  const place = root === null ? null : descend(root, ["spec", "values"]);
  const read = place === null ? null : embeddedMap(place);
  if (read === null || !("reason" in read)) throw new Error("the text cannot be read");
  expect(read).toMatchObject({ file: "app.yaml", line: 2 });
  expect(read.reason).toContain(reason);
});

test("of two blocks under one key the last is read, and all in it is doubtful", () => {
  const inner = innerOf("spec:\n  values: |\n    tag: v1\n  values: |\n    tag: v2\n");
  const tag = field(inner, "tag");
  expect(tag).toMatchObject({ node: { value: "v2" }, doubt: tag?.refusal });
  expect(tag?.doubt).toContain('the key "values" stands twice');
});
