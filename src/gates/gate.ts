// One rule about a change to an environment, and its verdict.

export type Verdict =
  | { readonly kind: "open"; readonly reason: string }
  /** Opens by itself (`until`, ISO 8601) or by an event (`until: null`, the reason says which). */
  | { readonly kind: "held"; readonly reason: string; readonly until: string | null }
  | { readonly kind: "closed"; readonly reason: string }
  /** The facts could not be had. Never a pass. */
  | { readonly kind: "unknown"; readonly reason: string };

/** A pure function of the facts that it names. */
export interface Gate<Facts> {
  readonly name: string;
  judge(facts: Facts): Verdict;
}

export interface NamedVerdict {
  readonly gate: string;
  readonly verdict: Verdict;
}
