// The characters that steer a terminal, a log or a reader's eye instead of being read, and what becomes of them.

/**
 * C0, DEL and C1 controls; line and paragraph separators; bidirectional marks, embeddings, overrides and isolates (the "Trojan Source" set); characters
 * without width or shape, tag characters among them. The zero-width joiners stay: scripts and emoji need them.
 */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- control characters are the subject
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Line breaks of every kind and tabs: what becomes one space when a text is laid on one line. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/gu;

/** With the `u` flag a surrogate matches only where it is not half of a pair. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** Nearly every line is: nothing in it is a control, and the large classes above need not be compiled. */
const PRINTABLE_ASCII = /^[ -~]*$/u;

/** Breaks become spaces, other control and invisible characters vanish, runs of spaces become one, the ends are trimmed, lone surrogates become U+FFFD. */
export function withoutControls(text: string): string {
  return text.replace(LONE_SURROGATE, "\ufffd").replace(BREAKS, " ").replace(UNSEEN, "").replace(/ {2,}/gu, " ").trim();
}

/** Each control or invisible character replaced by what `spell` makes of it. */
export function replaceControls(text: string, spell: (character: string) => string): string {
  return PRINTABLE_ASCII.test(text) ? text : text.replace(LONE_SURROGATE, "\ufffd").replace(UNSEEN, spell);
}
