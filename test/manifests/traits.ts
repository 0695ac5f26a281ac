// What every kind's edits are crossed with: each way a file can look besides, and none of its other bytes may change.
import { describe, expect, test } from "vitest";
import type { NamedPlace } from "../../src/manifests/named/named-place.ts";
import { setIn } from "./given.ts";

/** One edit of one file, as texts. */
export interface Edit {
  readonly name: string;
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Pins' paths and the versions that they get. */
  readonly set: Readonly<Record<string, string>>;
  /** Places of the file that the configuration or the call names. */
  readonly named?: readonly NamedPlace[];
}

/** What a file may look like besides; each is done to the text before and after alike. */
const TRAITS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "CRLF line endings": (text) => text.replaceAll("\n", "\r\n"),
  "a byte order mark": (text) => `\uFEFF${text}`,
  "a byte order mark and CRLF": (text) => `\uFEFF---\r\n${text.replaceAll("\n", "\r\n")}`,
  "no final newline": (text) => text.replace(/\n$/, ""),
  "CRLF and no final newline": (text) => text.replaceAll("\n", "\r\n").replace(/\r\n$/, ""),
  "tabs in comments": (text) => `#\ttabs\there\t\n${text}`,
  "trailing spaces and no final newline": (text) => `${text}   \n  `,
  "blank lines at both ends": (text) => `\n\n${text}\n\n\n`,
  "a leading ---": (text) => `---\n${text}`,
  "a comment before ---": (text) => `# licence\n---\n${text}`,
  "a directive": (text) => `%YAML 1.2\n---\n${text}`,
  "a second document": (text) => `${text}---\nnewTag: 1.2.3\nother: [1.2.3, {a: 1.2.3}]\n`,
  "a second document with errors": (text) => `${text}---\na: [\nb: }\n`,
  "a final ...": (text) => `${text}...\n`,
  "long lines": (text) => `# ${"1.2.3 ".repeat(500)}\n${text}`,
  "anchors and merge keys elsewhere": (text) => `x-a: &a {k: 1.2.3}\nx-b: {<<: *a}\nx-c: *a\n${text}`,
  "literal blocks and folded text elsewhere": (text) => `x-a: |\n  tag: 1.2.3\n\nx-b: >-\n  a\n  b\n${text}`,
  "emoji elsewhere": (text) => `x-🚀: "🚀 1.2.3" # 🚀\n${text}`,
};

/** Tests that each edit changes exactly its own bytes in a file with each trait, and nothing when it is made already. */
export function crossWithTraits(edits: readonly Edit[]): void {
  describe.each(Object.entries(TRAITS))("a file with %s", (_, trait) => {
    test.each(edits)("takes $name and keeps every other byte", ({ file, before, after, set, named }) => {
      expect(setIn(file, trait(before), set, named)).toBe(trait(after));
    });

    test.each(edits)("is left alone when $name is there already", ({ file, after, set, named }) => {
      expect(setIn(file, trait(after), set, named)).toBe(trait(after));
    });
  });
}
