// What `encodeScalar` writes, read by the programs that will read it: always this very string, and no quotes where none are needed.
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { encodeScalar, type ScalarStyle } from "../../../src/manifests/yaml/scalar.ts";
import { findTool } from "../../support/tools.ts";
import { kustomizeBuild } from "./programs.ts";
import { isReadAs, readPlain, READERS, type Reader } from "./readers.ts";
import { everyText, TEXTS } from "./texts.ts";

const STYLES: readonly ScalarStyle[] = ["plain", "single", "double"];

/** Short texts of the characters that numbers, dates and versions are made of. */
const SHORT_TEXTS = [...everyText("0189_.-+eExXoObBaT:/", 3), ...everyText("01_e-", 5), ...everyText("0_xob1-", 4)];

/** The texts that are not read back as themselves, with what is read instead. */
function misread(reader: Reader, texts: readonly string[], style: ScalarStyle): readonly unknown[] {
  const items = reader.read(texts.map((text) => encodeScalar(text, style)));
  return texts.flatMap((text, index) => (isReadAs(items[index], text) ? [] : [{ text, read: items[index] ?? null }]));
}

for (const reader of READERS) {
  describe.skipIf(reader.isMissing)(`${reader.name} reads back what is written`, () => {
    test.each(STYLES)("in style %s: every text of the table", (style) => {
      expect(misread(reader, TEXTS, style)).toEqual([]);
    });

    test("without quotes where that is safe: every short text", () => {
      expect(misread(reader, SHORT_TEXTS, "plain")).toEqual([]);
    });

    test("without quotes where that is safe: any text of a version's characters", () => {
      const texts = fc.sample(anyVersion, 3000);
      expect(misread(reader, texts, "plain")).toEqual([]);
    });

    test("in quotes: any text that is one line", () => {
      const texts = fc.sample(anyLine, 1000);
      for (const style of STYLES) expect(misread(reader, texts, style)).toEqual([]);
    });
  });
}

/** Numbers are rare among random texts, so they are made on purpose, with something in their middle that may make them none. */
const anyVersion = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_./:@+=-]{0,20}$/),
  fc.stringMatching(/^[0-9a-f]{7}$/),
  fc.stringMatching(/^[0-9]{1,6}[eE._:-]?[+-]?[0-9]{0,6}[eE_.]?[0-9]{0,3}$/),
  fc.stringMatching(/^0[xXoObB_]{1,2}[0-9a-f_]{0,6}$/),
  fc.stringMatching(/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt -]?[0-9]{0,2}[:-]?[0-9]{0,2}[:-]?[0-9]{0,2}Z?$/),
);

const anyLine = fc
  .string({ unit: "grapheme", maxLength: 12 })
  // oxlint-disable-next-line no-control-regex -- what is refused has a test of its own
  .filter((text) => !/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(text));

describe.skipIf(findTool("kustomize") === null)("kustomize", () => {
  test.each(STYLES)("sets exactly the tag that is written in style %s", (style) => {
    // An empty newTag is not set at all.
    const texts = TEXTS.filter((text) => text !== "");
    const entry = (text: string, index: number) => `- name: app-${index}\n  newTag: ${encodeScalar(text, style)} # c\n`;
    const container = (_: string, index: number) => `  - {name: c-${index}, image: app-${index}:old}\n`;
    const out = kustomizeBuild(
      new Map([
        ["kustomization.yaml", `resources: [pod.yaml]\nimages:\n${texts.map(entry).join("")}`],
        [
          "pod.yaml",
          `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n${texts.map(container).join("")}`,
        ],
      ]),
      ".",
    );
    const containers = texts.map((text, index) => ({ image: `app-${index}:${text}` }));
    expect(parse(out)).toMatchObject({ spec: { containers } });
  });
});

/** What is quoted although every parser reads it as it stands, and why. */
const QUOTED_ANYWAY: Readonly<Record<string, (text: string) => boolean>> = {
  "no version begins with this character, so no rule is spent on it": (text) => /^[^A-Za-z0-9_]/.test(text),
  "no version holds or ends with this character": (text) => /[^A-Za-z0-9_./:@+-]|:$/.test(text),
  "a keyword in letters of mixed case: a person would not expect a string": (text) =>
    /^(?:null|true|yes|no|on|off|false)$/i.test(text),
  "a number too large for Go, which npm yaml still reads": (text) => /^[0-9]+[eE]_?[0-9_]{3,}$/.test(text),
};

describe.skipIf(READERS.some((reader) => reader.isMissing))("quotes", () => {
  const texts = [...new Set([...TEXTS, ...SHORT_TEXTS])];

  test("are added only where some parser needs them, a few exceptions apart", () => {
    const plain = readPlain(texts);
    const needless = texts.filter((text) => plain.has(text) && encodeScalar(text, "plain") !== text);
    expect(needless.filter((text) => !Object.values(QUOTED_ANYWAY).some((is) => is(text)))).toEqual([]);
    for (const [why, is] of Object.entries(QUOTED_ANYWAY)) expect(needless.filter(is), why).not.toEqual([]);
  });

  test("are told apart by what the parsers read", () => {
    expect([...readPlain(["1.10", "1.2.3", "0_x1f", "y", "a: b", "a", "[", "%a", "1:30"])]).toEqual(["1.2.3", "a"]);
  });
});
