// src/errors.ts
/**
* Something the user can mend. The message is one sentence or two: what happened, the value in quotes, what was expected, where to
* change it. It is shown without a stack.
*
* `exitCode` 2: the call or the configuration is wrong. 1: the call was right and could not be carried out.
*/
var UserError = class extends Error {
	exitCode;
	constructor(message, options = {}) {
		super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
		this.name = "UserError";
		this.exitCode = options.exitCode ?? 1;
	}
};
/** A `UserError` for a wrong call or a wrong configuration: exit code 2. */
function usageError(message, cause) {
	return new UserError(message, {
		exitCode: 2,
		cause
	});
}
/** The message of whatever was thrown; for text only, never for a decision. */
function messageOf(error) {
	return error instanceof Error ? error.message : String(error);
}

// src/text/control.ts
/**
* C0, DEL and C1 controls; line and paragraph separators; bidirectional marks, embeddings, overrides and isolates (the "Trojan Source" set); characters
* without width or shape, tag characters among them. The zero-width joiners stay: scripts and emoji need them.
*/
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
/** Line breaks of every kind and tabs: what becomes one space when a text is laid on one line. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]/gu;
/** With the `u` flag a surrogate matches only where it is not half of a pair. */
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Breaks become spaces, other control and invisible characters vanish, runs of spaces become one, the ends are trimmed, lone surrogates become U+FFFD. */
function withoutControls(text) {
	return text.replace(LONE_SURROGATE, "�").replace(BREAKS, " ").replace(UNSEEN, "").replace(/ {2,}/gu, " ").trim();
}
/** Each control or invisible character replaced by what `spell` makes of it. */
function replaceControls(text, spell) {
	return text.replace(LONE_SURROGATE, "�").replace(UNSEEN, spell);
}

// src/text/printable.ts
const SHORT = {
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t"
};
/**
* The text on one line: control, bidirectional and invisible characters become `\n`, `\x1b`, `\u202e`. A reader sees that they were there, and neither a
* terminal nor the runner's command parser (which looks at line starts) acts on them. Backslashes stay as they are, so this is not reversible.
*/
function printable(text) {
	return replaceControls(text, (character) => {
		const short = SHORT[character];
		if (short !== void 0) return short;
		const code = character.codePointAt(0) ?? 0;
		if (code <= 255) return `\\x${code.toString(16).padStart(2, "0")}`;
		return code <= 65535 ? `\\u${code.toString(16).padStart(4, "0")}` : `\\u{${code.toString(16)}}`;
	});
}

// src/text/nearest.ts
/**
* The candidate closest to `word` by edits (insert, delete, replace, swap of neighbours; case counts for nothing), or `null` when none is close: at most one
* edit for three letters, and never more than four. The first of equals wins.
*/
function nearest(word, candidates) {
	const lower = word.toLowerCase();
	let best = null;
	let bestDistance = Math.min(4, Math.max(1, Math.ceil(lower.length / 3))) + 1;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - lower.length) >= bestDistance) continue;
		const distance = editDistance(lower, candidate.toLowerCase());
		if (distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}
/** `; did you mean "prod"?`, or the empty string when nothing is close. To be put at the end of a message. */
function didYouMean(word, candidates) {
	const candidate = nearest(word, candidates);
	return candidate === null ? "" : `; did you mean "${candidate}"?`;
}
/** Optimal string alignment distance, three rows at a time. */
function editDistance(a, b) {
	let before = [];
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i += 1) {
		const row = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const same = a[i - 1] === b[j - 1];
			let least = Math.min(at(previous, j) + 1, at(row, j - 1) + 1, at(previous, j - 1) + (same ? 0 : 1));
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, at(before, j - 2) + 1);
			row.push(least);
		}
		before = previous;
		previous = row;
	}
	return at(previous, b.length);
}
function at(row, index) {
	return row[index] ?? Number.POSITIVE_INFINITY;
}

export { UserError as a, withoutControls as i, nearest as n, messageOf as o, printable as r, usageError as s, didYouMean as t };