// One edit of a file's text, with what it is meant to do to the document: the first is applied, the second is proven.
import type { Embedding } from "./document.ts";
import type { Key } from "./place.ts";

/** What a change does to the model. */
export type Intent = ScalarIntent | EmbeddedIntent;

/** The scalar at `keys` has this text afterwards; `null`: nothing is there, nor below. */
export interface ScalarIntent {
  readonly document: number;
  readonly keys: readonly Key[];
  readonly value: string | null;
}

/** The scalar at `keys` is a document of its own, and this is done to that one. */
export interface EmbeddedIntent {
  readonly document: number;
  readonly keys: readonly Key[];
  readonly embedding: Embedding;
  readonly change: Change;
}

/** Text to put in place of `[start, end)` (UTF-16 offsets of the source). */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly intents: readonly Intent[];
}

/**
 * Applies changes to a text. Insertions at one offset keep their order; the same change given twice counts once. Throws when two
 * overlap: that is a fault of ours, not of the file.
 */
export function applyChanges(text: string, changes: readonly Change[]): string {
  const distinct = new Map(changes.map((change) => [`${change.start}:${change.end}:${change.text}`, change]));
  const ordered = [...distinct.values()].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let copied = 0;
  for (const { start, end, text: inserted } of ordered) {
    if (start < copied) throw new Error(`two changes overlap at offset ${start}`);
    result += text.slice(copied, start) + inserted;
    copied = end;
  }
  return result + text.slice(copied);
}
