// A version inside a longer text: the part is replaced in the scalar, and the rest of the text, its quotes and escapes stay.
import { isScalar } from "yaml";
import { UserError } from "../../errors.ts";
import type { Change } from "./change.ts";
import type { Place } from "./place.ts";

/** Part of a scalar's text, as offsets in the text that it stands for. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * Puts `text` in place of a part of a scalar's text; no change when it stands there already. `text` must be harmless in the middle of any
 * scalar: letters, digits and `. _ - + / : @ %`. Throws a UserError where the file does not hold the text as it is: block scalars, escapes,
 * several lines.
 */
export function setPart(place: Place, part: Part, text: string): readonly Change[] {
  const { node, document } = place;
  if (!isScalar(node) || typeof node.value !== "string" || !node.range) {
    throw new UserError("the value is a list or a map where a text was expected");
  }
  if (!/^[\w.+/:@%-]*$/.test(text)) throw new Error(`${JSON.stringify(text)} cannot stand inside another text`);
  const { value } = node;
  if (value.slice(part.start, part.end) === text) return [];
  const isQuoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
  const start = node.range[0] + (isQuoted ? 1 : 0);
  if (!document.source.text.startsWith(value, start) || /[\r\n]/.test(value)) {
    throw new UserError("the text stands in a block, with escapes or on several lines; write it on one line first");
  }
  const whole = value.slice(0, part.start) + text + value.slice(part.end);
  return [
    {
      start: start + part.start,
      end: start + part.end,
      text,
      intents: [{ document: document.index, keys: place.keys, value: whole }],
    },
  ];
}
