// A program's output as lines, however it is cut into pieces.
import { array, assert, constantFrom, nat, property, string } from "fast-check";
import { expect, it } from "vitest";
import { lineReader } from "../../src/runner/line-reader.ts";

function read(pieces: readonly Buffer[]): readonly string[] {
  const lines: string[] = [];
  const reader = lineReader((line) => lines.push(line));
  for (const piece of pieces) reader.data(piece);
  reader.end();
  return lines;
}

const bytes = (...texts: readonly string[]): readonly Buffer[] => texts.map((text) => Buffer.from(text));

it.each([
  { what: "lines in one piece", pieces: bytes("a\nb\n"), lines: ["a", "b"] },
  { what: "a last line without its end", pieces: bytes("a\nb"), lines: ["a", "b"] },
  { what: "a line in pieces", pieces: bytes("a", "b", "c\nd", "e"), lines: ["abc", "de"] },
  { what: "a line end in pieces", pieces: bytes("a\r", "\nb\r\n"), lines: ["a", "b"] },
  { what: "progress that begins its line anew", pieces: bytes("1%\r", "2%\r3%\n"), lines: ["1%", "2%", "3%"] },
  { what: "a carriage return before a piece without any", pieces: bytes("a\r", "b", "c"), lines: ["a", "bc"] },
  { what: "empty lines", pieces: bytes("\n\na\n\n"), lines: ["", "", "a", ""] },
  { what: "nothing", pieces: [], lines: [] },
])("reads $what", ({ pieces, lines }) => {
  expect(read(pieces)).toEqual(lines);
});

it("reads the same lines wherever the output is cut, in the middle of a character too", () => {
  const line = string({ unit: constantFrom("a", "ä", "\u{1F600}", "\r", "\n", " ") });
  assert(
    property(line, array(nat(40), { maxLength: 8 }), (text, cuts) => {
      const all = Buffer.from(text);
      const at = [0, ...cuts.map((cut) => Math.min(cut, all.length)).sort((a, b) => a - b), all.length];
      const pieces = at.slice(1).map((end, index) => all.subarray(at[index], end));
      expect(read(pieces)).toEqual(read([all]));
    }),
  );
});

it("asks for no piece of a long line again before its end", () => {
  // 4 MB in pieces of 64 bytes: put together with each of them, that would be 128 GB.
  const piece = Buffer.alloc(64, "x");
  const [line, ...others] = read(Array.from({ length: 65_536 }, () => piece));
  expect(line).toHaveLength(4_194_304);
  expect(others).toEqual([]);
});
