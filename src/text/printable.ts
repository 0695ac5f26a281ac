// Outside text in logs and terminal tables: one line, with everything invisible spelled out.
import { replaceControls } from "./control.ts";

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/**
 * The text on one line: control, bidirectional and invisible characters become `\n`, `\x1b`, `\u202e`. A reader sees that they were there, and neither a
 * terminal nor the runner's command parser (which looks at line starts) acts on them. Backslashes stay as they are, so this is not reversible.
 */
export function printable(text: string): string {
  return replaceControls(text, (character) => {
    const short = SHORT[character];
    if (short !== undefined) return short;
    const code = character.codePointAt(0) ?? 0;
    if (code <= 0xff) return `\\x${code.toString(16).padStart(2, "0")}`;
    return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
  });
}
