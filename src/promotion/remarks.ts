// What a plan has to say, each thing once: where it is true of several places, one sentence names the first and counts the others.
import { groupBy } from "../text/group-by.ts";

export interface Remark {
  /** Where it is true; several remarks that differ in nothing else are told as one. */
  readonly place: string;
  /** The sentence around the place or places. */
  readonly says: (where: string) => string;
}

/** A remark that is of no place. */
export function remark(sentence: string): Remark {
  return { place: "", says: () => sentence };
}

/** One sentence for each different remark, in the order in which they first appear. */
export function toldOnce(remarks: readonly Remark[]): readonly string[] {
  // No place holds a NUL, so a sentence around one place never equals another around none.
  return [...groupBy(remarks, ({ says }) => says("\0")).values()].map((same) => {
    const [first = "", ...others] = new Set(same.map(({ place }) => place));
    const more = others.length === 0 ? "" : ` and ${others.length} more ${others.length === 1 ? "place" : "places"}`;
    return same[0]?.says(first + more) ?? "";
  });
}
