import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { A as formatVersion, D as isImageName, E as imageArtifact, Ht as UserError, I as gitArtifact, L as isCommitId, M as isDigest, N as isGitRevision, P as isTag, R as isFixedRevision, S as parseKeyPath, V as withoutTrailingSlashes, a as groupBy, j as isChartVersion, jt as didYouMean, k as equalVersions, x as formatKeyPath, z as isWithinRepository } from "./start.js";
import { a as isAlias, d as isSeq, s as isMap, u as isScalar } from "./yaml.js";
import { A as lineOf, B as lineIndexAt, C as descend, D as itemsOf, E as formatKeys, F as startOf, G as readSource, H as namedLines, I as textField, K as sourceOf, L as textOf, M as pairsOf, N as rootOf, O as keyNode, P as seqField, R as lineAt, S as asSeq, T as field, U as nextLine, V as lineStart, W as positionAt, _ as removeKey, b as encodeScalar, c as require_semver, d as require_constants, f as require_parse_options, g as keyStart, h as flowSeparator, j as mapField, k as keyText, l as require_re, m as endOf, o as parseSource, p as addKey, s as require_compare, u as require_debug, v as replaceKey, w as entriesOf, x as asMap, y as setScalar, z as lineEnd } from "./configuration-file.js";
import { t as parseRelease } from "./release.js";
import { r as placeOf } from "./pin.js";
import { posix } from "node:path";

// node_modules/semver/internal/lrucache.js
var require_lrucache = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	var LRUCache = class {
		constructor() {
			this.max = 1e3;
			this.map = /* @__PURE__ */ new Map();
		}
		get(key) {
			const value = this.map.get(key);
			if (value === void 0) return;
			else {
				this.map.delete(key);
				this.map.set(key, value);
				return value;
			}
		}
		delete(key) {
			return this.map.delete(key);
		}
		set(key, value) {
			if (!this.delete(key) && value !== void 0) {
				if (this.map.size >= this.max) {
					const firstKey = this.map.keys().next().value;
					this.delete(firstKey);
				}
				this.map.set(key, value);
			}
			return this;
		}
	};
	module.exports = LRUCache;
}));

// node_modules/semver/functions/eq.js
var require_eq = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const eq = (a, b, loose) => compare(a, b, loose) === 0;
	module.exports = eq;
}));

// node_modules/semver/functions/neq.js
var require_neq = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const neq = (a, b, loose) => compare(a, b, loose) !== 0;
	module.exports = neq;
}));

// node_modules/semver/functions/gt.js
var require_gt = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const gt = (a, b, loose) => compare(a, b, loose) > 0;
	module.exports = gt;
}));

// node_modules/semver/functions/gte.js
var require_gte = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const gte = (a, b, loose) => compare(a, b, loose) >= 0;
	module.exports = gte;
}));

// node_modules/semver/functions/lt.js
var require_lt = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const lt = (a, b, loose) => compare(a, b, loose) < 0;
	module.exports = lt;
}));

// node_modules/semver/functions/lte.js
var require_lte = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const compare = require_compare();
	const lte = (a, b, loose) => compare(a, b, loose) <= 0;
	module.exports = lte;
}));

// node_modules/semver/functions/cmp.js
var require_cmp = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const eq = require_eq();
	const neq = require_neq();
	const gt = require_gt();
	const gte = require_gte();
	const lt = require_lt();
	const lte = require_lte();
	const cmp = (a, op, b, loose) => {
		switch (op) {
			case "===":
				if (typeof a === "object") a = a.version;
				if (typeof b === "object") b = b.version;
				return a === b;
			case "!==":
				if (typeof a === "object") a = a.version;
				if (typeof b === "object") b = b.version;
				return a !== b;
			case "":
			case "=":
			case "==": return eq(a, b, loose);
			case "!=": return neq(a, b, loose);
			case ">": return gt(a, b, loose);
			case ">=": return gte(a, b, loose);
			case "<": return lt(a, b, loose);
			case "<=": return lte(a, b, loose);
			default: throw new TypeError(`Invalid operator: ${op}`);
		}
	};
	module.exports = cmp;
}));

// node_modules/semver/classes/comparator.js
var require_comparator = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const ANY = Symbol("SemVer ANY");
	var Comparator = class Comparator {
		static get ANY() {
			return ANY;
		}
		constructor(comp, options) {
			options = parseOptions(options);
			if (comp instanceof Comparator) {
				if (comp.loose === !!options.loose) return comp;
				else comp = comp.value;
			}
			comp = comp.trim().split(/\s+/).join(" ");
			debug("comparator", comp, options);
			this.options = options;
			this.loose = !!options.loose;
			this.parse(comp);
			if (this.semver === ANY) this.value = "";
			else this.value = this.operator + this.semver.version;
			debug("comp", this);
		}
		parse(comp) {
			const r = this.options.loose ? re[t.COMPARATORLOOSE] : re[t.COMPARATOR];
			const m = comp.match(r);
			if (!m) throw new TypeError(`Invalid comparator: ${comp}`);
			this.operator = m[1] !== void 0 ? m[1] : "";
			if (this.operator === "=") this.operator = "";
			if (!m[2]) this.semver = ANY;
			else this.semver = new SemVer(m[2], this.options.loose);
		}
		toString() {
			return this.value;
		}
		test(version) {
			debug("Comparator.test", version, this.options.loose);
			if (this.semver === ANY || version === ANY) return true;
			if (typeof version === "string") try {
				version = new SemVer(version, this.options);
			} catch (er) {
				return false;
			}
			return cmp(version, this.operator, this.semver, this.options);
		}
		intersects(comp, options) {
			if (!(comp instanceof Comparator)) throw new TypeError("a Comparator is required");
			if (this.operator === "") {
				if (this.value === "") return true;
				return new Range(comp.value, options).test(this.value);
			} else if (comp.operator === "") {
				if (comp.value === "") return true;
				return new Range(this.value, options).test(comp.semver);
			}
			options = parseOptions(options);
			if (options.includePrerelease && (this.value === "<0.0.0-0" || comp.value === "<0.0.0-0")) return false;
			if (!options.includePrerelease && (this.value.startsWith("<0.0.0") || comp.value.startsWith("<0.0.0"))) return false;
			if (this.operator.startsWith(">") && comp.operator.startsWith(">")) return true;
			if (this.operator.startsWith("<") && comp.operator.startsWith("<")) return true;
			if (this.semver.version === comp.semver.version && this.operator.includes("=") && comp.operator.includes("=")) return true;
			if (cmp(this.semver, "<", comp.semver, options) && this.operator.startsWith(">") && comp.operator.startsWith("<")) return true;
			if (cmp(this.semver, ">", comp.semver, options) && this.operator.startsWith("<") && comp.operator.startsWith(">")) return true;
			return false;
		}
	};
	module.exports = Comparator;
	const parseOptions = require_parse_options();
	const { safeRe: re, t } = require_re();
	const cmp = require_cmp();
	const debug = require_debug();
	const SemVer = require_semver();
	const Range = require_range();
}));

// node_modules/semver/internal/trim-comparator-whitespace.js
var require_trim_comparator_whitespace = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { MAX_LENGTH, MAX_SAFE_BUILD_LENGTH, WHITESPACE_CHARACTERS } = require_constants();
	/**
	* Remembers the last two rows of digits so their characters need not be reread.
	* Positions start at -1 until a row has been found.
	*
	* @typedef {object} DigitRunCache
	* @property {number} start The first character of the most recently found row.
	* @property {number} end The position after that row's last character.
	* @property {number} previousStart The first character of the previous row.
	* @property {number} previousEnd The position after the previous row.
	*/
	const whitespace = /* @__PURE__ */ new Uint8Array(65536);
	for (const char of WHITESPACE_CHARACTERS) whitespace[char.charCodeAt(0)] = 1;
	/**
	* Checks whether a character is whitespace, like a space, tab, or newline.
	* Looking past the end of the string returns false.
	*
	* @param {string|undefined} char One character, or undefined past the string's end.
	* @returns {boolean} Whether the character is whitespace.
	* @example isWhitespace(' ') // true
	* @example isWhitespace('1') // false
	*/
	const isWhitespace = (char) => char !== void 0 && whitespace[char.charCodeAt(0)] === 1;
	/**
	* Checks for v, =, or whitespace before the version number.
	* These are historical version prefixes, not range operators:
	* < and > are handled separately, as are tilde and caret ranges.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character can belong to a version prefix.
	* @example isVersionPrefix('=') // true
	* @example isVersionPrefix('>') // false
	*/
	const isVersionPrefix = (char) => char === "v" || char === "=" || isWhitespace(char);
	/**
	* Checks whether a character is one of the digits 0 through 9.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character is an ASCII digit.
	* @example isDigit('7') // true
	* @example isDigit('.') // false
	*/
	const isDigit = (char) => char !== void 0 && char >= "0" && char <= "9";
	/**
	* Checks whether a character is an English letter, uppercase or lowercase.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character is an ASCII letter.
	* @example isLetter('b') // true
	* @example isLetter('7') // false
	*/
	const isLetter = (char) => char !== void 0 && (char >= "a" && char <= "z" || char >= "A" && char <= "Z");
	/**
	* Checks for a letter, digit, or hyphen: the characters allowed inside
	* prerelease and build names such as beta-1.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether the character can be part of an identifier.
	* @example isIdentifierCharacter('-') // true
	* @example isIdentifierCharacter('.') // false; dots separate identifiers
	*/
	const isIdentifierCharacter = (char) => isDigit(char) || isLetter(char) || char === "-";
	/**
	* Checks whether a version component can begin here: with a digit or
	* a wildcard such as x, X, or *.
	*
	* @param {string|undefined} char One character to check.
	* @returns {boolean} Whether a number or wildcard can start with this character.
	* @example isVersionStart('x') // true
	* @example isVersionStart('v') // false; v belongs to the prefix
	*/
	const isVersionStart = (char) => isDigit(char) || char === "x" || char === "X" || char === "*";
	/**
	* Finds the end of a row of digits, but returns no more than limit digits.
	* Remembers the last two rows so looking at them again does not reread them.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of the first character to check.
	* @param {number} limit The most digit characters the returned match can include.
	* @param {DigitRunCache} digitRuns Shared cache of digit-run positions, updated in place.
	* @returns {number} The position after the matched digits, or start if none match.
	* @example findDigitsEndIndex('123abc', 0, 10, digitRuns) // 3, pointing at a
	* @example findDigitsEndIndex('123abc', 0, 2, digitRuns) // 2, pointing at the unread 3
	*/
	const findDigitsEndIndex = (range, start, limit, digitRuns) => {
		if (!isDigit(range[start])) return start;
		if (start >= digitRuns.start && start < digitRuns.end) return Math.min(start + limit, digitRuns.end);
		if (start >= digitRuns.previousStart && start < digitRuns.previousEnd) return Math.min(start + limit, digitRuns.previousEnd);
		let end = start + 1;
		while (isDigit(range[end])) end++;
		digitRuns.previousStart = digitRuns.start;
		digitRuns.previousEnd = digitRuns.end;
		digitRuns.start = start;
		digitRuns.end = end;
		return Math.min(start + limit, end);
	};
	/**
	* Reads a number using the old regex's length and leading-zero rules.
	* Strict mode reads just the first zero in 012; loose mode can read all three.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the number should begin.
	* @param {boolean} loose Whether to allow leading zeros.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the matched digits, not their numeric value.
	* @example findVersionNumberEndIndex('012', 0, false, digitRuns) // 1
	* @example findVersionNumberEndIndex('012', 0, true, digitRuns) // 3
	*/
	const findVersionNumberEndIndex = (range, start, loose, digitRuns) => {
		if (!loose && range[start] === "0") return start + 1;
		return findDigitsEndIndex(range, start, loose ? MAX_LENGTH : MAX_LENGTH + 1, digitRuns);
	};
	/**
	* Reads one piece of a prerelease name, such as beta or 1 in beta.1.
	* Tries the letter-or-hyphen form first, then the number-only form.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the identifier should begin.
	* @param {boolean} loose Whether numeric identifiers may have leading zeros.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the identifier, or start if none matches.
	* @example findPrereleaseIdentifierEndIndex('beta.1', 0, false, digitRuns) // 4, at the dot
	* @example findPrereleaseIdentifierEndIndex('001beta', 0, false, digitRuns) // 7
	*/
	const findPrereleaseIdentifierEndIndex = (range, start, loose, digitRuns) => {
		const digitsEnd = findDigitsEndIndex(range, start, MAX_LENGTH, digitRuns);
		if (isLetter(range[digitsEnd]) || range[digitsEnd] === "-") {
			let end = digitsEnd + 1;
			const limit = end + MAX_SAFE_BUILD_LENGTH;
			while (end < limit && isIdentifierCharacter(range[end])) end++;
			return end;
		}
		return findVersionNumberEndIndex(range, start, loose, digitRuns);
	};
	/**
	* Reads a prerelease suffix such as -beta.1, one dot-separated piece at a time.
	* Loose mode also allows the name without its opening hyphen.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the suffix should begin, including -.
	* @param {boolean} loose Whether the opening hyphen is optional and zeros allowed.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the matched suffix, or start if absent.
	* @example findPrereleaseEndIndex('-beta.1+sha', 0, false, digitRuns) // 7, at the plus
	* @example findPrereleaseEndIndex('beta', 0, false, digitRuns) // 0; no opening hyphen
	*/
	const findPrereleaseEndIndex = (range, start, loose, digitRuns) => {
		const hyphen = range[start] === "-";
		if (!loose && !hyphen) return start;
		const identifierStart = start + (hyphen ? 1 : 0);
		let end = findPrereleaseIdentifierEndIndex(range, identifierStart, loose, digitRuns);
		if (end === identifierStart) {
			if (!loose || !hyphen) return start;
			end = findPrereleaseIdentifierEndIndex(range, start, loose, digitRuns);
		}
		while (range[end] === ".") {
			const next = findPrereleaseIdentifierEndIndex(range, end + 1, loose, digitRuns);
			if (next === end + 1) break;
			end = next;
		}
		return end;
	};
	/**
	* Reads one build-name piece, such as sha or 123 in +sha.123.
	* Stops at a disallowed character or the old regex's length limit.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the identifier should begin.
	* @returns {number} The position after the identifier, or start if none matches.
	* @example findBuildIdentifierEndIndex('sha.123', 0) // 3, at the dot
	* @example findBuildIdentifierEndIndex('001', 0) // 3; leading zeros are allowed
	*/
	const findBuildIdentifierEndIndex = (range, start) => {
		let end = start;
		while (end - start < MAX_SAFE_BUILD_LENGTH && isIdentifierCharacter(range[end])) end++;
		return end;
	};
	/**
	* Reads optional build metadata such as +sha.123.
	* Leaves the position unchanged if there is no plus sign followed by a name.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the opening + should be.
	* @returns {number} The position after the matched metadata, or start if absent.
	* @example findBuildEndIndex('+sha.123 <2', 0) // 8, at the space
	* @example findBuildEndIndex('+', 0) // 0; a plus sign alone is not a match
	*/
	const findBuildEndIndex = (range, start) => {
		if (range[start] !== "+") return start;
		let end = findBuildIdentifierEndIndex(range, start + 1);
		if (end === start + 1) return start;
		while (range[end] === ".") {
			const next = findBuildIdentifierEndIndex(range, end + 1);
			if (next === end + 1) break;
			end = next;
		}
		return end;
	};
	/**
	* Reads three numbers separated by dots, then any prerelease and build suffixes.
	* Uses loose rules, so forms such as 01.02.03beta can match here.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of the first number, after any prefix.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the version match, or start if none matches.
	* @example findLooseFullVersionEndIndex('1.2.3-beta+sha <2', 0, digitRuns) // 14
	* @example findLooseFullVersionEndIndex('1.2', 0, digitRuns) // 0; needs three numbers
	*/
	const findLooseFullVersionEndIndex = (range, start, digitRuns) => {
		let end = start;
		for (let component = 0; component < 3; component++) {
			const next = findVersionNumberEndIndex(range, end, true, digitRuns);
			if (next === end) return start;
			end = next;
			if (component < 2) {
				if (range[end] !== ".") return start;
				end++;
			}
		}
		const prereleaseEnd = findPrereleaseEndIndex(range, end, true, digitRuns);
		return findBuildEndIndex(range, prereleaseEnd);
	};
	/**
	* Reads one component of a partial or wildcard version, such as 2 or x in 2.x.
	* Numbers use strict leading-zero rules; wildcards take up one character.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position where the component should begin.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the component, or start if none matches.
	* @example findPartialVersionComponentEndIndex('2.x', 0, digitRuns) // 1, at the dot
	* @example findPartialVersionComponentEndIndex('2.x', 2, digitRuns) // 3, after x
	*/
	const findPartialVersionComponentEndIndex = (range, start, digitRuns) => {
		if (isDigit(range[start])) return findVersionNumberEndIndex(range, start, false, digitRuns);
		return isVersionStart(range[start]) ? start + 1 : start;
	};
	/**
	* Reads up to three components, allowing forms such as 1, 1.2, or 1.x.
	* After the third component, also reads any strict prerelease and build suffixes.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of a number or wildcard, after any prefix.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position after the matched version text.
	* @example findPartialVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
	* @example findPartialVersionEndIndex('1.', 0, digitRuns) // 1; the trailing dot is unread
	*/
	const findPartialVersionEndIndex = (range, start, digitRuns) => {
		let end = findPartialVersionComponentEndIndex(range, start, digitRuns);
		for (let component = 0; component < 2; component++) {
			if (range[end] !== ".") return end;
			const next = findPartialVersionComponentEndIndex(range, end + 1, digitRuns);
			if (next === end + 1) return end;
			end = next;
		}
		const prereleaseEnd = findPrereleaseEndIndex(range, end, false, digitRuns);
		return findBuildEndIndex(range, prereleaseEnd);
	};
	/**
	* Finds where a version match ends, without deciding whether the range is valid.
	* Tries a loose full version first, then a partial or wildcard version, just
	* like the old regex's LOOSEPLAIN and XRANGEPLAIN alternatives.
	*
	* @param {string} range The text to read; it is not changed.
	* @param {number} start The position of a number or wildcard, after any prefix.
	* @param {DigitRunCache} digitRuns Shared digit-run cache, updated as needed.
	* @returns {number} The position where scanning the next candidate can resume.
	* @example findVersionEndIndex('1.2.3 <2', 0, digitRuns) // 5, at the space
	* @example findVersionEndIndex('1.x <2', 0, digitRuns) // 3, at the space
	*/
	const findVersionEndIndex = (range, start, digitRuns) => {
		const fullVersionEnd = findLooseFullVersionEndIndex(range, start, digitRuns);
		return fullVersionEnd !== start ? fullVersionEnd : findPartialVersionEndIndex(range, start, digitRuns);
	};
	/**
	* Finds the one whitespace character the old replacement would remove.
	* Keeps leading whitespace, skips an optional operator, and checks immediately
	* after it. Returns -1 if there is nothing to remove.
	*
	* @param {string} range The text containing a candidate already found by the caller.
	* @param {number} matchStart The candidate's position, including leading whitespace.
	* @returns {number} The position of the removable whitespace, or -1 if absent.
	* @example findRemovableWhitespaceIndex(' > 1', 0) // 2; keep the space at position 0
	* @example findRemovableWhitespaceIndex('>1', 0) // -1
	*/
	const findRemovableWhitespaceIndex = (range, matchStart) => {
		let position = matchStart;
		if (isWhitespace(range[position])) position++;
		if (range[position] === "<" || range[position] === ">") position++;
		if (range[position] === "=") position++;
		return isWhitespace(range[position]) ? position : -1;
	};
	/**
	* Joins an operator to its version, turning > 1.2.3 into >1.2.3.
	* Copies everything else according to the old regex's matching rules.
	* Moves forward through prefixes and whole versions to avoid repeatedly
	* searching the same characters on long inputs.
	*
	* @param {string} range The range text to process; the original string is unchanged.
	* @returns {string} The range with matched operator whitespace removed.
	* @example trimComparatorWhitespace('> 1.2.3 < 2') // '>1.2.3 <2'
	* @example trimComparatorWhitespace('> invalid') // '> invalid'
	*/
	const trimComparatorWhitespace = (range) => {
		let result = "";
		let copyFrom = 0;
		let cursor = 0;
		const digitRuns = {
			start: -1,
			end: -1,
			previousStart: -1,
			previousEnd: -1
		};
		while (cursor < range.length) {
			const matchStart = cursor;
			if (range[cursor] === "<" || range[cursor] === ">") cursor++;
			else if (!isVersionPrefix(range[cursor]) && !isVersionStart(range[cursor])) {
				cursor++;
				continue;
			}
			while (cursor < range.length && isVersionPrefix(range[cursor])) cursor++;
			if (!isVersionStart(range[cursor])) continue;
			const whitespacePosition = findRemovableWhitespaceIndex(range, matchStart);
			if (whitespacePosition !== -1) {
				result += range.slice(copyFrom, whitespacePosition);
				copyFrom = whitespacePosition + 1;
			}
			cursor = findVersionEndIndex(range, cursor, digitRuns);
		}
		return result + range.slice(copyFrom);
	};
	module.exports = trimComparatorWhitespace;
}));

// node_modules/semver/classes/range.js
var require_range = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SPACE_CHARACTERS = /\s+/g;
	var Range = class Range {
		constructor(range, options) {
			options = parseOptions(options);
			if (range instanceof Range) {
				if (range.loose === !!options.loose && range.includePrerelease === !!options.includePrerelease) return range;
				else return new Range(range.raw, options);
			}
			if (range instanceof Comparator) {
				this.raw = range.value;
				this.set = [[range]];
				this.formatted = void 0;
				return this;
			}
			this.options = options;
			this.loose = !!options.loose;
			this.includePrerelease = !!options.includePrerelease;
			this.raw = range.trim().replace(SPACE_CHARACTERS, " ");
			this.set = this.raw.split("||").map((r) => this.parseRange(r.trim())).filter((c) => c.length);
			if (!this.set.length) throw new TypeError(`Invalid SemVer Range: ${this.raw}`);
			if (this.set.length > 1) {
				const first = this.set[0];
				this.set = this.set.filter((c) => !isNullSet(c[0]));
				if (this.set.length === 0) this.set = [first];
				else if (this.set.length > 1) {
					for (const c of this.set) if (c.length === 1 && isAny(c[0])) {
						this.set = [c];
						break;
					}
				}
			}
			this.formatted = void 0;
		}
		get range() {
			if (this.formatted === void 0) {
				this.formatted = "";
				for (let i = 0; i < this.set.length; i++) {
					if (i > 0) this.formatted += "||";
					const comps = this.set[i];
					for (let k = 0; k < comps.length; k++) {
						if (k > 0) this.formatted += " ";
						this.formatted += comps[k].toString().trim();
					}
				}
			}
			return this.formatted;
		}
		format() {
			return this.range;
		}
		toString() {
			return this.range;
		}
		parseRange(range) {
			range = range.replace(BUILDSTRIPRE, "");
			const memoKey = ((this.options.includePrerelease && FLAG_INCLUDE_PRERELEASE) | (this.options.loose && FLAG_LOOSE)) + ":" + range;
			const cached = cache.get(memoKey);
			if (cached) return cached;
			const loose = this.options.loose;
			const hr = loose ? re[t.HYPHENRANGELOOSE] : re[t.HYPHENRANGE];
			range = range.replace(hr, hyphenReplace(this.options.includePrerelease));
			debug("hyphen replace", range);
			range = trimComparatorWhitespace(range);
			debug("comparator trim", range);
			range = range.replace(re[t.TILDETRIM], tildeTrimReplace);
			debug("tilde trim", range);
			range = range.replace(re[t.CARETTRIM], caretTrimReplace);
			debug("caret trim", range);
			let rangeList = range.split(" ").map((comp) => parseComparator(comp, this.options)).join(" ").split(/\s+/).map((comp) => replaceGTE0(comp, this.options));
			if (loose) rangeList = rangeList.filter((comp) => {
				debug("loose invalid filter", comp, this.options);
				return !!comp.match(re[t.COMPARATORLOOSE]);
			});
			debug("range list", rangeList);
			const rangeMap = /* @__PURE__ */ new Map();
			const comparators = rangeList.map((comp) => new Comparator(comp, this.options));
			for (const comp of comparators) {
				if (isNullSet(comp)) return [comp];
				rangeMap.set(comp.value, comp);
			}
			if (rangeMap.size > 1 && rangeMap.has("")) rangeMap.delete("");
			const result = [...rangeMap.values()];
			cache.set(memoKey, result);
			return result;
		}
		intersects(range, options) {
			if (!(range instanceof Range)) throw new TypeError("a Range is required");
			return this.set.some((thisComparators) => {
				return isSatisfiable(thisComparators, options) && range.set.some((rangeComparators) => {
					return isSatisfiable(rangeComparators, options) && thisComparators.every((thisComparator) => {
						return rangeComparators.every((rangeComparator) => {
							return thisComparator.intersects(rangeComparator, options);
						});
					});
				});
			});
		}
		test(version) {
			if (!version) return false;
			if (typeof version === "string") try {
				version = new SemVer(version, this.options);
			} catch (er) {
				return false;
			}
			for (let i = 0; i < this.set.length; i++) if (testSet(this.set[i], version, this.options)) return true;
			return false;
		}
	};
	module.exports = Range;
	const cache = new (require_lrucache())();
	const parseOptions = require_parse_options();
	const Comparator = require_comparator();
	const debug = require_debug();
	const SemVer = require_semver();
	const trimComparatorWhitespace = require_trim_comparator_whitespace();
	const { safeRe: re, src, t, tildeTrimReplace, caretTrimReplace } = require_re();
	const { FLAG_INCLUDE_PRERELEASE, FLAG_LOOSE } = require_constants();
	const BUILDSTRIPRE = new RegExp(src[t.BUILD], "g");
	const isNullSet = (c) => c.value === "<0.0.0-0";
	const isAny = (c) => c.value === "";
	const isSatisfiable = (comparators, options) => {
		let result = true;
		const remainingComparators = comparators.slice();
		let testComparator = remainingComparators.pop();
		while (result && remainingComparators.length) {
			result = remainingComparators.every((otherComparator) => {
				return testComparator.intersects(otherComparator, options);
			});
			testComparator = remainingComparators.pop();
		}
		return result;
	};
	const parseComparator = (comp, options) => {
		comp = comp.replace(re[t.BUILD], "");
		debug("comp", comp, options);
		comp = replaceCarets(comp, options);
		debug("caret", comp);
		comp = replaceTildes(comp, options);
		debug("tildes", comp);
		comp = replaceXRanges(comp, options);
		debug("xrange", comp);
		comp = replaceStars(comp, options);
		debug("stars", comp);
		return comp;
	};
	const isX = (id) => !id || id.toLowerCase() === "x" || id === "*";
	const invalidXRangeOrder = (M, m, p) => isX(M) && !isX(m) || isX(m) && p && !isX(p);
	const replaceTildes = (comp, options) => {
		return comp.trim().split(/\s+/).map((c) => replaceTilde(c, options)).join(" ");
	};
	const replaceTilde = (comp, options) => {
		const r = options.loose ? re[t.TILDELOOSE] : re[t.TILDE];
		const z = options.includePrerelease ? "-0" : "";
		return comp.replace(r, (_, M, m, p, pr) => {
			debug("tilde", comp, _, M, m, p, pr);
			let ret;
			if (isX(M)) ret = "";
			else if (isX(m)) ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
			else if (isX(p)) ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
			else if (pr) {
				debug("replaceTilde pr", pr);
				ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
			} else ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
			debug("tilde return", ret);
			return ret;
		});
	};
	const replaceCarets = (comp, options) => {
		return comp.trim().split(/\s+/).map((c) => replaceCaret(c, options)).join(" ");
	};
	const replaceCaret = (comp, options) => {
		debug("caret", comp, options);
		const r = options.loose ? re[t.CARETLOOSE] : re[t.CARET];
		const z = options.includePrerelease ? "-0" : "";
		return comp.replace(r, (_, M, m, p, pr) => {
			debug("caret", comp, _, M, m, p, pr);
			let ret;
			if (isX(M)) ret = "";
			else if (isX(m)) ret = `>=${M}.0.0${z} <${+M + 1}.0.0-0`;
			else if (isX(p)) {
				if (M === "0") ret = `>=${M}.${m}.0${z} <${M}.${+m + 1}.0-0`;
				else ret = `>=${M}.${m}.0${z} <${+M + 1}.0.0-0`;
			} else if (pr) {
				debug("replaceCaret pr", pr);
				if (M === "0") {
					if (m === "0") ret = `>=${M}.${m}.${p}-${pr} <${M}.${m}.${+p + 1}-0`;
					else ret = `>=${M}.${m}.${p}-${pr} <${M}.${+m + 1}.0-0`;
				} else ret = `>=${M}.${m}.${p}-${pr} <${+M + 1}.0.0-0`;
			} else {
				debug("no pr");
				if (M === "0") {
					if (m === "0") ret = `>=${M}.${m}.${p} <${M}.${m}.${+p + 1}-0`;
					else ret = `>=${M}.${m}.${p} <${M}.${+m + 1}.0-0`;
				} else ret = `>=${M}.${m}.${p} <${+M + 1}.0.0-0`;
			}
			debug("caret return", ret);
			return ret;
		});
	};
	const replaceXRanges = (comp, options) => {
		debug("replaceXRanges", comp, options);
		return comp.split(/\s+/).map((c) => replaceXRange(c, options)).join(" ");
	};
	const replaceXRange = (comp, options) => {
		comp = comp.trim();
		const r = options.loose ? re[t.XRANGELOOSE] : re[t.XRANGE];
		return comp.replace(r, (ret, gtlt, M, m, p, pr) => {
			debug("xRange", comp, ret, gtlt, M, m, p, pr);
			if (invalidXRangeOrder(M, m, p)) return comp;
			const xM = isX(M);
			const xm = xM || isX(m);
			const xp = xm || isX(p);
			const anyX = xp;
			if (gtlt === "=" && anyX) gtlt = "";
			pr = options.includePrerelease ? "-0" : "";
			if (xM) {
				if (gtlt === ">" || gtlt === "<") ret = "<0.0.0-0";
				else ret = "*";
			} else if (gtlt && anyX) {
				if (xm) m = 0;
				p = 0;
				if (gtlt === ">") {
					gtlt = ">=";
					if (xm) {
						M = +M + 1;
						m = 0;
						p = 0;
					} else {
						m = +m + 1;
						p = 0;
					}
				} else if (gtlt === "<=") {
					gtlt = "<";
					if (xm) M = +M + 1;
					else m = +m + 1;
				}
				if (gtlt === "<") pr = "-0";
				ret = `${gtlt + M}.${m}.${p}${pr}`;
			} else if (xm) ret = `>=${M}.0.0${pr} <${+M + 1}.0.0-0`;
			else if (xp) ret = `>=${M}.${m}.0${pr} <${M}.${+m + 1}.0-0`;
			debug("xRange return", ret);
			return ret;
		});
	};
	const replaceStars = (comp, options) => {
		debug("replaceStars", comp, options);
		return comp.trim().replace(re[t.STAR], "");
	};
	const replaceGTE0 = (comp, options) => {
		debug("replaceGTE0", comp, options);
		return comp.trim().replace(re[options.includePrerelease ? t.GTE0PRE : t.GTE0], "");
	};
	const hyphenReplace = (incPr) => ($0, from, fM, fm, fp, fpr, fb, to, tM, tm, tp, tpr) => {
		if (isX(fM)) from = "";
		else if (isX(fm)) from = `>=${fM}.0.0${incPr ? "-0" : ""}`;
		else if (isX(fp)) from = `>=${fM}.${fm}.0${incPr ? "-0" : ""}`;
		else if (fpr) from = `>=${from}`;
		else from = `>=${from}${incPr ? "-0" : ""}`;
		if (isX(tM)) to = "";
		else if (isX(tm)) to = `<${+tM + 1}.0.0-0`;
		else if (isX(tp)) to = `<${tM}.${+tm + 1}.0-0`;
		else if (tpr) to = `<=${tM}.${tm}.${tp}-${tpr}`;
		else if (incPr) to = `<${tM}.${tm}.${+tp + 1}-0`;
		else to = `<=${to}`;
		return `${from} ${to}`.trim();
	};
	const testSet = (set, version, options) => {
		for (let i = 0; i < set.length; i++) if (!set[i].test(version)) return false;
		if (version.prerelease.length && !options.includePrerelease) {
			for (let i = 0; i < set.length; i++) {
				debug(set[i].semver);
				if (set[i].semver === Comparator.ANY) continue;
				if (set[i].semver.prerelease.length > 0) {
					const allowed = set[i].semver;
					if (allowed.major === version.major && allowed.minor === version.minor && allowed.patch === version.patch) return true;
				}
			}
			return false;
		}
		return true;
	};
}));

// node_modules/semver/functions/satisfies.js
var require_satisfies = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Range = require_range();
	const satisfies = (version, range, options) => {
		try {
			range = new Range(range, options);
		} catch (er) {
			return false;
		}
		return range.test(version);
	};
	module.exports = satisfies;
}));

// node_modules/semver/ranges/valid.js
var require_valid = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const Range = require_range();
	const validRange = (range, options) => {
		try {
			return new Range(range, options).range || "*";
		} catch (er) {
			return null;
		}
	};
	module.exports = validRange;
}));

// src/artifacts/filter.ts
var import_satisfies = /* @__PURE__ */ __toESM(require_satisfies(), 1);
var import_valid = /* @__PURE__ */ __toESM(require_valid(), 1);
/** Backtracking over this many ways is some tens of milliseconds. */
const MOST_WAYS = 5e6;
/**
* Whether the filter lets the tag pass: `semver:~0.4`, `glob:stg-*`, `regex:^v1` or `regexp:^v1`; a filter without a known prefix is a glob, as in Flux v1 (fluxcd/flux,
* pkg/policy/pattern.go). Throws a `UserError` for a filter that cannot be evaluated: unknown is never a pass.
*/
function matchesFilter(filter, tag) {
	const [, kind = "glob", pattern = ""] = /^(?:(semver|glob|regexp?):)?(.*)$/su.exec(filter) ?? [];
	if (kind === "semver") return matchesRange(filter, pattern, tag);
	if (kind === "glob") return matchesGlob$1(pattern, tag);
	return matchesExpression(filter, pattern, tag);
}
function matchesRange(filter, pattern, tag) {
	const range = pattern.length <= 200 ? (0, import_valid.default)(pattern.replaceAll(",", " ")) : null;
	if (range === null) throw refusal(filter, "it is not a semver range");
	const release = parseRelease(tag);
	if (release === null || release.numbers.length > 3 || release.numbers.some((number) => number > 2n ** 52n)) return false;
	const [major = 0n, minor = 0n, patch = 0n] = release.numbers;
	return (0, import_satisfies.default)(`${major}.${minor}.${patch}${release.prerelease === null ? "" : `-${release.prerelease}`}`, range, true);
}
/** `*` is the one wildcard (ryanuber/go-glob). Linear: each piece is found as early as it can be. */
function matchesGlob$1(pattern, tag) {
	const [first = "", ...rest] = pattern.split("*");
	const last = rest.pop();
	if (last === void 0) return tag === pattern;
	if (!tag.startsWith(first) || !tag.endsWith(last) || tag.length < first.length + last.length) return false;
	let from = first.length;
	for (const piece of rest) {
		const found = tag.indexOf(piece, from);
		if (found < 0) return false;
		from = found + piece.length;
	}
	return from <= tag.length - last.length;
}
function matchesExpression(filter, pattern, tag) {
	if (pattern.length > 200) throw refusal(filter, "the expression is longer than 200 characters");
	if (/\)(?:[*+]|\{\d)/u.test(pattern)) throw refusal(filter, "it repeats a group");
	if (/\\[1-9k]/u.test(pattern)) throw refusal(filter, "it refers back to a group");
	const repetitions = pattern.match(/[*+{]/gu)?.length ?? 0;
	if (tag.length > 128 || tag.length ** repetitions > MOST_WAYS) throw refusal(filter, "it has too many repetitions");
	try {
		const ignoreCase = pattern.startsWith("(?i)");
		const source = (ignoreCase ? pattern.slice(4) : pattern).replaceAll("(?P<", "(?<");
		return new RegExp(source, ignoreCase ? "iu" : "u").test(tag);
	} catch (error) {
		throw refusal(filter, "it is not a regular expression that can be read here", error);
	}
}
function refusal(filter, reason, cause) {
	const shown = JSON.stringify(filter.length <= 200 ? filter : `${filter.slice(0, 199)}…`);
	return new UserError(`the tag filter ${shown} of the manifest cannot be evaluated: ${reason}`, { cause });
}

// src/manifests/site.ts
/** Makes a site of what a kind found: position, refusals, Flux's markers and the filter are the same for all kinds. */
function site(facts) {
	const { object, at } = facts;
	const { source } = at.document;
	const marker = imagePolicyOf(at);
	const filter = facts.filter ?? null;
	const markerGuard = marker === null ? null : `Flux's image automation writes this value (its policy is "${marker}")`;
	const guard = facts.guard ?? markerGuard;
	const lifted = facts.range ?? guard;
	const refusal = [
		object.place.refusal,
		at.refusal,
		...facts.refusals ?? []
	].find((reason) => reason !== null);
	return {
		pin: {
			file: source.path,
			document: at.document.index,
			object: object.object,
			path: object.prefix + facts.path,
			...positionAt(source, startOf(at)),
			artifact: facts.artifact,
			takes: facts.takes ?? facts.artifact?.kind ?? "image",
			version: facts.version,
			style: facts.style ?? "exact",
			refusal: refusal ?? lifted,
			guarded: guard !== null,
			named: false,
			doubt: [
				object.place.doubt,
				at.doubt,
				...facts.doubts ?? []
			].find((reason) => reason !== null) ?? null,
			filter,
			imagePolicy: marker,
			automation: marker === null ? facts.automation ?? null : `Flux's image policy "${marker}" writes here too`
		},
		lifted,
		write(to) {
			if (filter !== null && to.tag !== null && !matchesFilter(filter, to.tag)) throw new UserError(`its own filter "${filter}" excludes "${to.tag}"`);
			const changes = facts.write(to);
			return at.document.embedding?.outward(changes) ?? changes;
		}
	};
}
/** A site that a kind found, with a reason to write it only when it is named. */
function guardedSite(found, reason) {
	const { pin, lifted } = found;
	return {
		...found,
		lifted: lifted ?? reason,
		pin: {
			...pin,
			refusal: pin.refusal ?? reason,
			guarded: true
		}
	};
}
/** Throws a UserError unless `to` is a tag and/or a digest that an image can have: nothing else ever gets into a manifest. */
function requireImageVersion(to) {
	const tagRight = to.tag === null || isTag(to.tag);
	const digestRight = to.digest === null || isDigest(to.digest);
	if (tagRight && digestRight && (to.tag !== null || to.digest !== null)) return;
	throw new UserError(`${JSON.stringify(formatVersion(to))} is no image version; a tag has at most 128 of the characters A-Z a-z 0-9 _ . -, a digest is sha256: and 64 lower-case hexadecimal digits`);
}
/** How far behind a value its comment is looked for. */
const LONGEST_MARKED = 2e3;
/** The policy of a Flux marker comment on the value's line: `# {"$imagepolicy": "flux-system:podinfo:tag"}`. */
function imagePolicyOf({ node, document }) {
	if (isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED")) return null;
	const { text } = document.source;
	const end = node.range?.[1] ?? 0;
	const newline = text.indexOf("\n", end);
	const rest = text.slice(end, Math.min(newline === -1 ? text.length : newline, end + LONGEST_MARKED));
	return /#\s*\{\s*"\$imagepolicy"\s*:\s*"([^"]*)"/.exec(rest)?.[1] ?? null;
}

// src/manifests/kustomize/append-entry.ts
/** One change that adds all `entries`. `root` is the kustomization's map. Throws a UserError when the file's form leaves no safe place. */
function appendEntries(root, entries) {
	for (const { to } of entries) requireImageVersion(to);
	const images = field(root, "images", true) ?? field(root, "imageTags", true);
	const refusal = root.refusal ?? images?.refusal ?? null;
	if (refusal !== null) throw new UserError(refusal);
	const list = asSeq(images);
	if (images === null) return root.node.flow ? addFlowImages(root, entries) : addBlockImages(root, entries);
	if (list === null) return replaceEmpty(root, images.pair, entries);
	return list.node.flow ? addToFlowList(list, entries) : addToBlockList(list, entries);
}
function pairsFor({ name, to }) {
	return [
		["name", name],
		...to.tag === null ? [] : [["newTag", to.tag]],
		...to.digest === null ? [] : [["digest", to.digest]]
	];
}
function intentsFor(root, key, first, entries) {
	const document = root.document.index;
	return entries.flatMap((entry, index) => pairsFor(entry).map(([field, value]) => ({
		document,
		keys: [
			key,
			first + index,
			field
		],
		value
	})));
}
/** `{name: a, newTag: b}`, with quotes where JSON needs them and the spaces that the file has inside its braces. */
function flowEntry(entry, style) {
	const write = (text) => encodeScalar(text, style.quoted ? "double" : "plain");
	const inner = pairsFor(entry).map(([key, value]) => `${write(key)}: ${write(value)}`).join(", ");
	return style.padded ? `{ ${inner} }` : `{${inner}}`;
}
function blockEntry(entry, indent, dash, eol) {
	return pairsFor(entry).map(([key, value], index) => {
		return `${indent}${index === 0 ? dash : " ".repeat(dash.length)}${key}: ${encodeScalar(value, "plain")}`;
	}).join(eol);
}
function addFlowImages(root, entries) {
	const last = root.node.items.at(-1);
	if (last === void 0) throw new UserError("the kustomization is empty");
	const quoted = keyNode(last)?.type === "QUOTE_DOUBLE";
	const at = endOf(last);
	const key = encodeScalar("images", quoted ? "double" : "plain");
	const list = entries.map((entry) => flowEntry(entry, {
		quoted,
		padded: false
	})).join(", ");
	return {
		start: at,
		end: at,
		text: `,${flowSeparator(root, last)}${key}: [${list}]`,
		intents: intentsFor(root, "images", 0, entries)
	};
}
function addBlockImages(root, entries) {
	const { text, eol } = root.document.source;
	const first = root.node.items[0];
	const last = root.node.items.at(-1);
	if (first === void 0 || last === void 0) throw new UserError("the kustomization is empty");
	const start = keyStart(first);
	const indent = text.slice(lineStart(text, start), start);
	if (!/^ *$/.test(indent)) throw new UserError("the kustomization's keys do not start their lines; add `images` by hand");
	const { indent: listIndent, dash } = listStyle(root);
	const lines = [`${indent}images:`, ...entries.map((entry) => blockEntry(entry, indent + listIndent, dash, eol))].join(eol);
	const at = contentEnd(text, keyStart(last));
	return {
		start: at,
		end: at,
		text: eol + lines,
		intents: intentsFor(root, "images", 0, entries)
	};
}
/**
* Behind the last line of the document that holds anything: comments at the end belong to what stands before them; blank lines and
* trailing spaces stay behind the new block.
*/
function contentEnd(text, from) {
	let end = lineEnd(text, from);
	for (let line = nextLine(text, from); line < text.length; line = nextLine(text, line)) {
		const content = text.slice(line, lineEnd(text, line));
		if (/^(---|\.\.\.)(\s|$)/.test(content)) break;
		if (content.trim() !== "") end = line + content.length;
		if (nextLine(text, line) === line) break;
	}
	return end;
}
/** How the kustomization indents its lists: the way of most of them, of the first where they are even; two spaces where it has none. */
function listStyle(root) {
	const votes = /* @__PURE__ */ new Map();
	for (const pair of root.node.items) {
		if (!isSeq(pair.value) || pair.value.flow) continue;
		const { text } = root.document.source;
		const at = pair.value.range?.[0] ?? 0;
		const width = at - lineStart(text, at) - (keyStart(pair) - lineStart(text, keyStart(pair)));
		if (width >= 0) votes.set(width, (votes.get(width) ?? 0) + 1);
	}
	const best = [...votes].sort((a, b) => b[1] - a[1])[0];
	return {
		indent: " ".repeat(best?.[0] ?? 2),
		dash: "- "
	};
}
/** `images:` with nothing, `null` or `~` behind it. */
function replaceEmpty(root, pair, entries) {
	const value = pair?.value;
	if (pair === null || !isScalar(value) || !value.range || !/^(|null|Null|NULL|~)$/.test(String(value.value))) throw new UserError("`images` is not a list");
	const { text, eol } = root.document.source;
	const key = keyText(pair);
	const intents = [{
		document: root.document.index,
		keys: [key],
		value: null
	}, ...intentsFor(root, key, 0, entries)];
	const [start, end] = value.range;
	if (start < end || root.node.flow) {
		const quoted = keyNode(pair)?.type === "QUOTE_DOUBLE";
		const list = `[${entries.map((entry) => flowEntry(entry, {
			quoted,
			padded: false
		})).join(", ")}]`;
		return {
			start,
			end,
			text: start < end ? list : ` ${list}`,
			intents
		};
	}
	const keyAt = keyStart(pair);
	const { indent, dash } = listStyle(root);
	const base = text.slice(lineStart(text, keyAt), keyAt);
	const at = lineEnd(text, end);
	return {
		start: at,
		end: at,
		text: entries.map((entry) => eol + blockEntry(entry, base + indent, dash, eol)).join(""),
		intents
	};
}
function addToFlowList(list, entries) {
	const { text, eol } = list.document.source;
	const items = list.node.items;
	const last = items.at(-1);
	const key = String(list.keys[0]);
	const intents = intentsFor(list, key, items.length, entries);
	if (!isMap(last)) {
		if (items.length > 0) throw new UserError("the `images` list holds something that is not an entry");
		const [start, end] = list.node.range ?? [0, 0];
		const keyQuoted = list.pair !== null && keyNode(list.pair)?.type === "QUOTE_DOUBLE";
		return {
			start,
			end,
			text: `[${entries.map((entry) => flowEntry(entry, {
				quoted: keyQuoted,
				padded: false
			})).join(", ")}]`,
			intents: [{
				document: list.document.index,
				keys: [key],
				value: null
			}, ...intents]
		};
	}
	const [start, end] = last.range ?? [0, 0];
	const before = text.slice(lineStart(text, start), start);
	const separator = /^[ \t]+$/.test(before) ? `,${eol}${before}` : ", ";
	return {
		start: end,
		end,
		text: entries.map((entry) => separator + flowEntry(entry, flowStyleOf(last, text))).join(""),
		intents
	};
}
function addToBlockList(list, entries) {
	const { text, eol } = list.document.source;
	const place = itemsOf(list).at(-1);
	const last = asMap(place ?? null);
	const firstPair = last?.node.items[0];
	const lastPair = last?.node.items.at(-1);
	if (last === null || firstPair === void 0 || lastPair === void 0) throw new UserError("the last item of `images` is not an entry; add the image by hand");
	const start = last.node.flow ? last.node.range?.[0] ?? 0 : keyStart(firstPair);
	const end = last.node.flow ? last.node.range?.[1] ?? 0 : endOf(lastPair);
	const lead = text.slice(lineStart(text, start), start);
	const match = /^( *)(- +)$/.exec(lead);
	if (match === null) throw new UserError("the items of `images` do not start their lines; add the image by hand");
	const [, indent = "", dash = "- "] = match;
	const at = lineEnd(text, end);
	const written = entries.map((entry) => last.node.flow ? eol + lead + flowEntry(entry, flowStyleOf(last.node, text)) : eol + blockEntry(entry, indent, dash, eol));
	const first = list.node.items.length;
	return {
		start: at,
		end: at,
		text: written.join(""),
		intents: intentsFor(list, String(list.keys[0]), first, entries)
	};
}
function flowStyleOf(map, text) {
	const first = map.items[0];
	return {
		quoted: first !== void 0 && keyNode(first)?.type === "QUOTE_DOUBLE",
		padded: text[(map.range?.[0] ?? 0) + 1] === " "
	};
}

// src/manifests/kustomize/entry-match.ts
/** What may follow a name: a tag, a digest. */
const TAIL = /^(?::[\w.{}-]*)?(?:@sha256:[\w.{}-]*)?$/;
/** Whether an entry's name is one image's, and no regular expression. A dot counts as itself: every registry's name has some. */
function isPlainName(name) {
	return /^[\w./:@-]+$/.test(name);
}
/** Whether an entry of that name is for the image. */
function entryMatches(name, image) {
	const text = formatReference(image);
	if (isPlainName(name)) return text.startsWith(name) && TAIL.test(text.slice(name.length));
	if (name.length > 200 || text.length > 400 || /[)\]][*+{]/.test(name)) return false;
	try {
		return new RegExp(`^${name}(?::[\\w.{}-]*)?(?:@sha256:[\\w.{}-]*)?$`).test(text);
	} catch {
		return false;
	}
}
/** The plain names of entries that are for an image: its own, alone, with its tag, or with all that it has. */
function matchingNames(image) {
	const { name, version } = image;
	return [
		name,
		formatReference({
			name,
			version: {
				tag: version.tag,
				digest: null
			}
		}),
		formatReference(image)
	].filter((one) => entryMatches(one, image));
}
/** The image once an entry that is for it was applied. Two versions one behind the other come out as kustomize reads them again. */
function afterEntry(image, { newName, carried, set }) {
	return split(formatReference({
		name: newName === null ? image.name : formatReference({
			name: newName,
			version: carried
		}),
		version: isVersion$1(set) ? set : image.version
	}));
}
/** Whether the entry leaves the image with two versions: `app:2.0.0:1` is no reference, and in `app:2.0.0@sha256:...` the image's digest counts. */
function doublesVersion({ carried, set }, image) {
	return isVersion$1(carried) && (isVersion$1(set) || isVersion$1(image.version));
}
/** Whether an entry gives its image a name or a version. */
function changesAnything({ newName, set }) {
	return newName !== null || isVersion$1(set);
}
/** Whether there is a tag or a digest. */
function isVersion$1({ tag, digest }) {
	return tag !== null || digest !== null;
}
/** kustomize's own way: the tag starts at the first colon behind the first slash. */
function split(text) {
	const slash = Math.max(text.indexOf("/"), 0);
	const at = text.indexOf("@", slash);
	const colon = text.indexOf(":", slash);
	const tagged = colon !== -1 && (at === -1 || colon < at);
	const nameEnd = tagged ? colon : at === -1 ? text.length : at;
	return {
		name: text.slice(0, nameEnd),
		version: {
			tag: tagged && text.slice(colon + 1, at === -1 ? text.length : at) || null,
			digest: at !== -1 && text.slice(at + 1) || null
		}
	};
}
/** The image as it stands in a manifest. */
function formatReference({ name, version: { tag, digest } }) {
	return `${name}${tag === null ? "" : `:${tag}`}${digest === null ? "" : `@${digest}`}`;
}

// src/manifests/shapes/reference.ts
/** Splits a reference as it is written, placeholders and regular expressions too; a port is not taken for a tag. */
function splitReference(text) {
	const at = text.indexOf("@");
	const digest = at === -1 ? null : text.slice(at + 1);
	const head = at === -1 ? text : text.slice(0, at);
	const colon = head.lastIndexOf(":");
	const tagged = colon > head.lastIndexOf("/");
	return {
		name: tagged ? head.slice(0, colon) : head,
		version: {
			tag: tagged ? head.slice(colon + 1) || null : null,
			digest: digest || null
		}
	};
}
/** The artifact of an image name; a name that is none to Docker (`IMAGE_PLACEHOLDER`) is itself. */
function artifactOfImage(name) {
	return isImageName(name) ? imageArtifact(name) : {
		kind: "image",
		name,
		id: name
	};
}
/** `1.2.3@sha256:...` in one `tag` scalar. */
function splitTag(text) {
	const at = text.indexOf("@");
	return at === -1 ? {
		tag: text || null,
		digest: null
	} : {
		tag: text.slice(0, at) || null,
		digest: text.slice(at + 1) || null
	};
}
/** Why a text is no fixed value, or `null`: it is filled in by a template engine. */
function templateRefusal(text) {
	if (text.includes("{{")) return `the value is a template (${text})`;
	if (text.includes("${")) return `the value is substituted later (${text}); change what fills it in`;
	return null;
}

// src/manifests/shapes/tag-and-digest.ts
/**
* Makes the map hold exactly `to`: each key is set, added behind the others, or removed. The map has at least one of the keys. Throws a
* UserError where the file's form leaves no room.
*/
function writeTagAndDigest(map, keys, to) {
	const tagPair = pairOf(map, keys.tag, keys);
	const digestPair = pairOf(map, keys.digest, keys);
	if (to.tag !== null && tagPair === void 0 && to.digest === null && digestPair !== void 0) return replaceKey(map, digestPair, keys.tag, to.tag);
	if (to.digest !== null && digestPair === void 0 && to.tag === null && tagPair !== void 0) return replaceKey(map, tagPair, keys.digest, to.digest);
	return [...writeKey(map, keys.tag, keys, to.tag), ...writeKey(map, keys.digest, keys, to.digest)];
}
function writeKey(map, key, keys, text) {
	const place = field(map, key, keys.anyCase);
	const pair = pairOf(map, key, keys);
	if (place !== null && pair !== void 0) {
		if (text !== null) return setScalar(place, text);
		return textOf(place) === "" ? [] : [removeKey(map, pair)];
	}
	if (text === null) return [];
	const [last] = [
		keys.tag,
		keys.digest,
		...keys.beside ?? []
	].flatMap((name) => pairsOf(map.node, name, keys.anyCase)).toSorted((a, b) => keyStart(b) - keyStart(a));
	if (last === void 0) throw new Error("one of the keys is there");
	return [addKey(map, last, key, text)];
}
/** Of a doubled key the last, as `field` has it. */
function pairOf(map, key, { anyCase }) {
	return pairsOf(map.node, key, anyCase).at(-1);
}

// src/manifests/shapes/image-entry.ts
/**
* The entries of an `images` list, in the order of the file. Two entries of one name are both refused, naming the lines: they chain, and the last
* wins. So is one whose image another one takes up again.
*/
function imageEntries(object, list, path) {
	const read = itemsOf(list).flatMap((item) => {
		const map = asMap(item);
		const fields = map === null ? null : fieldsOf(map);
		return fields === null || fields.name === "" ? [] : [fields];
	});
	const twice = doubledNames(list, read);
	const overridden = overriddenEntries(list, read);
	const counts = /* @__PURE__ */ new Map();
	return read.map((fields) => {
		const { name } = fields;
		const count = (counts.get(name) ?? 0) + 1;
		counts.set(name, count);
		return imageEntry(object, fields, `${path}[name=${name}${count > 1 ? `#${count}` : ""}]`, {
			refusal: list.refusal,
			chained: twice.get(name) ?? overridden.get(fields) ?? null
		});
	});
}
function fieldsOf(map) {
	const namePlace = field(map, "name", true);
	const newNamePlace = field(map, "newName", true);
	const tagPlace = field(map, "newTag", true);
	const digestPlace = field(map, "digest", true);
	const newNameText = textOf(newNamePlace) || null;
	const tag = textOf(tagPlace) || null;
	const digest = textOf(digestPlace) || null;
	const given = newNameText === null ? null : splitReference(newNameText);
	const inTag = tag === null || templateRefusal(tag) !== null ? {
		tag,
		digest: null
	} : splitTag(tag);
	return {
		map,
		name: textOf(namePlace) ?? "",
		namePlace,
		newNamePlace,
		tagPlace,
		digestPlace,
		tag,
		digest,
		newName: given?.name ?? null,
		carried: given?.version ?? {
			tag: null,
			digest: null
		},
		set: {
			tag: inTag.tag,
			digest: inTag.digest ?? digest
		},
		digestInTag: inTag.digest
	};
}
/** Names that several entries have, with the reason to write none of these. */
function doubledNames(list, entries) {
	const reasons = /* @__PURE__ */ new Map();
	for (const [name, same] of groupBy(entries, (entry) => entry.name)) {
		if (same.length === 1) continue;
		const lines = namedLines(list.document.source, same, ({ map }) => startOf(map));
		reasons.set(name, `two entries name "${name}", in ${lines}, and the last one wins; keep one`);
	}
	return reasons;
}
/** Entries that a later one of a plain name overrides: kustomize applies one after the other, each to what the ones before it left. */
function overriddenEntries(list, entries) {
	const later = /* @__PURE__ */ new Map();
	const reasons = /* @__PURE__ */ new Map();
	for (const entry of entries.toReversed()) {
		const { name, newName } = entry;
		if (newName !== null || isPlainName(name)) {
			const after = afterEntry(splitReference(name), entry);
			const next = matchingNames(after).map((one) => later.get(one)).find((one) => one !== void 0);
			if (next !== void 0) {
				const lines = namedLines(list.document.source, [entry, next], ({ map }) => startOf(map));
				reasons.set(entry, overriddenReason(after.name, next.name, lines));
			}
		}
		if (changesAnything(entry) && !later.has(name)) later.set(name, entry);
	}
	return reasons;
}
/** Why an entry that a later one overrides is not written. `lines`: those of the two. */
function overriddenReason(image, later, lines) {
	return `two entries decide on "${image}", in ${lines}: the one named "${later}" comes later and wins; keep one`;
}
function imageEntry(object, fields, path, { refusal, chained }) {
	const { map, name, namePlace, newNamePlace, tagPlace, digestPlace, tag, digest, newName, carried, set } = fields;
	const places = [
		namePlace,
		newNamePlace,
		tagPlace,
		digestPlace
	];
	const usesNewName = isVersion$1(carried) && !isVersion$1(set);
	const version = usesNewName ? carried : set;
	const templates = [
		newNamePlace,
		tagPlace,
		digestPlace
	].map((place) => templateRefusal(textOf(place) ?? ""));
	const both = isVersion$1(carried) && isVersion$1(set) ? "`newName` carries a version beside `newTag` or `digest`; keep the version in one of them" : null;
	const twoDigests = fields.digestInTag !== null && digest !== null ? "both `newTag` and `digest` hold a digest; keep it in one of them" : null;
	const suffix = suffixSite(object, field(map, "tagSuffix", true), `${path}.tagSuffix`, [refusal, chained]);
	const suffixed = suffix !== null && tag === null && digest === null ? "the entry has a `tagSuffix`, which counts only while no tag is set; replace it by `newTag` by hand" : null;
	const at = (tag !== null ? tagPlace : digest !== null ? digestPlace : usesNewName ? newNamePlace : null) ?? namePlace ?? map;
	const artifact = artifactOfImage(newName ?? splitReference(name).name);
	return {
		name,
		newName,
		carried,
		set,
		version,
		suffix,
		site: site({
			object,
			path,
			at,
			artifact,
			version,
			style: isVersion$1(version) ? "exact" : "absent",
			refusals: [
				refusal,
				chained,
				map.refusal,
				...places.map((place) => place?.refusal ?? null),
				...templates,
				both,
				twoDigests,
				suffixed
			],
			doubts: [
				chained,
				both,
				...places.map((place) => place?.doubt ?? null)
			],
			write(to) {
				requireImageVersion(to);
				if (usesNewName && newNamePlace !== null && newName !== null) {
					const text = `${newName}${to.tag === null ? "" : `:${to.tag}`}${to.digest === null ? "" : `@${to.digest}`}`;
					return setScalar(newNamePlace, text);
				}
				if (tagPlace !== null && fields.digestInTag !== null && to.tag !== null) return setScalar(tagPlace, formatVersion(to));
				return writeTagAndDigest(map, KEYS$2, to);
			}
		})
	};
}
const KEYS$2 = {
	tag: "newTag",
	digest: "digest",
	beside: ["name", "newName"],
	anyCase: true
};
const SUFFIX_GUARD = "it is the end of a tag, and no version by itself";
function suffixSite(object, place, path, refusals) {
	const text = textOf(place);
	if (place === null || !text) return null;
	return site({
		object,
		path,
		at: place,
		artifact: null,
		takes: "text",
		version: {
			tag: text,
			digest: null
		},
		guard: SUFFIX_GUARD,
		refusals: [...refusals, templateRefusal(text)],
		write(to) {
			if (to.tag === null || to.digest !== null || !isTag(`0${to.tag}`)) throw new UserError(`${JSON.stringify(formatVersion(to))} cannot end a tag`);
			return setScalar(place, to.tag);
		}
	});
}

// src/manifests/shapes/chart-version.ts
/** The pin of a chart's version; `null` when it is empty or `*`, which is the newest. */
function chartVersionSite({ object, path, place, artifact, automation, refusals }) {
	const text = textOf(place);
	if (text === null || text === "" || text === "*") return null;
	const template = templateRefusal(text);
	const exact = isChartVersion(text) || template !== null;
	const range = exact ? null : `"${text}" is a range of versions, a policy of its own; name this very place to replace it`;
	return site({
		object,
		path,
		at: place,
		artifact,
		takes: "chart",
		version: {
			tag: text,
			digest: null
		},
		style: exact ? "exact" : "range",
		range,
		refusals: [template, ...refusals ?? []],
		automation: automation ?? null,
		write: (to) => setScalar(place, requireChartVersion$1(to))
	});
}
/** A chart as its manifest names it: the same name from another repository is another chart. */
function chartArtifact(name, source) {
	return {
		kind: "chart",
		name,
		id: source === "" ? name : `${withoutTrailingSlashes(source)}/${name}`
	};
}
/** A chart that lies in a container registry as `name`: `ghcr.io/acme/charts/podinfo` is podinfo of `oci://ghcr.io/acme/charts`. */
function chartOfOci(name) {
	const divider = name.lastIndexOf("/");
	return chartArtifact(name.slice(divider + 1), divider === -1 ? "" : `oci://${name.slice(0, divider)}`);
}
/** The version as text. Throws a UserError unless `to` is one. */
function requireChartVersion$1(to) {
	if (to.digest !== null) throw new UserError("a chart version has no digest here; give the version alone");
	if (to.tag === null || !isChartVersion(to.tag)) throw new UserError(`${JSON.stringify(to.tag ?? "")} is no chart version; expected one like 1.2.3`);
	return to.tag;
}

// src/manifests/shapes/digest-digits.ts
const ALGORITHM = "sha256";
/** What stands behind the `@` of a name; `null` when it has none. Inside a template an `@` divides nothing. */
function behindName(text) {
	const fixed = text.slice(text.lastIndexOf("}") + 1);
	const at = fixed.indexOf("@");
	return at === -1 ? null : fixed.slice(at + 1);
}
/** Whether a name leaves the digits of its digest to the key beside it. */
function wantsDigits(text) {
	return behindName(text) === ALGORITHM;
}
/** The digits as a version; any other text as a tag, with the reason why nothing can be made of it. */
function versionOfDigits(text) {
	const digest = `${ALGORITHM}:${text}`;
	if (isDigest(digest)) return {
		version: {
			tag: null,
			digest
		},
		refusal: null
	};
	const refusal = `the name beside it ends in @${ALGORITHM}, and ${JSON.stringify(text)} is not the 64 hexadecimal digits of a digest; correct one of them by hand`;
	return {
		version: {
			tag: text || null,
			digest: null
		},
		refusal: text === "" ? null : refusal
	};
}
/** Sets the digits. Throws a UserError for anything but a sha256 digest alone. */
function writeDigits(place, to) {
	requireImageVersion(to);
	const start = `${ALGORITHM}:`;
	if (to.tag !== null || to.digest === null || !to.digest.startsWith(start)) throw new UserError(`the name beside it ends in @${ALGORITHM}, so \`${String(place.keys.at(-1))}\` takes the digits of a digest; give a digest alone, as @${start}...`);
	return setScalar(place, to.digest.slice(start.length));
}

// src/manifests/shapes/image-block.ts
/** The images of one map, by its keys; the maps and lists below it are not looked at. */
function imageBlocks(map) {
	const siblings = siblingsOf(map);
	const whole = wholeBlock(siblings);
	const others = [...prefixesOf(siblings)].flatMap((prefix) => prefixedBlock(siblings, prefix, whole?.digest ?? null) ?? []);
	if (whole === null) return others;
	const taken = [whole, ...others].flatMap(({ digest }) => digest?.node ?? []);
	const further = whole.usesDigest === false ? null : furtherDigest(siblings, taken);
	return [{
		...whole,
		refusal: whole.refusal ?? further
	}, ...others];
}
/** `genericDigest` beside `tag` and `digest`: the chart takes the one or the other, so a new tag alone would go with an old digest. */
function furtherDigest({ map }, taken) {
	const further = entriesOf(map).find(({ key, place }) => /digest/i.test(key) && isDigest(textOf(place) ?? "") && !taken.includes(place.node));
	return further === void 0 ? null : `\`${further.key}\` beside it holds another digest of the image, which would stay; change them together by hand`;
}
/** Whether the value of such a key is a whole reference: `image`, `initImage`, `image_name`. */
function isImageKey(key) {
	return /image(?:name|ref|reference|ur[il])?$/.test(plainKey(key));
}
/** Whether the map is called an image (`sidecarImage`) or stands among `images`: then a bare `name` names one too. */
function isCalledImage(place) {
	const [parent, above] = [place.keys.at(-1), place.keys.at(-2)];
	return /image$/i.test(String(parent)) || /images$/i.test(String(above));
}
/** `operatorImageTag`, `operator_image_tag` and `OPERATOR-IMAGE-TAG` are one key to us; no chart has two of them. */
function plainKey(key) {
	return key.replaceAll(/[_-]/g, "").toLowerCase();
}
/** Keys that are looked for in every map, so that they are read through a merge key as well. */
const MERGED = new Set("useDigest tag version imageTag imageVersion digest imageDigest sha chart registry imageRegistry hub pullPolicy imagePullPolicy repository image name imageRepository imageName".split(" "));
function siblingsOf(map) {
	const own = /* @__PURE__ */ new Map();
	for (const { key, place } of entriesOf(map)) if (!own.has(plainKey(key))) own.set(plainKey(key), place);
	const merges = pairsOf(map.node, "<<").length > 0;
	const value = (key) => own.get(plainKey(key)) ?? (merges && MERGED.has(key) ? field(map, key) : null);
	return {
		map,
		value,
		text: (key) => textOf(value(key)) ?? "",
		keys: [...own.keys()]
	};
}
/** The map as one image: `{registry, repository, tag, digest}`. */
function wholeBlock(siblings) {
	const named = nameOf(siblings, "");
	const name = named?.name ?? null;
	const digest = digestOf(siblings, siblings.text("imageTag") === "" ? [
		"digest",
		"imageDigest",
		"sha"
	] : ["digest", "sha"]);
	const [key, tag] = firstText(siblings, ["tag", "version"]);
	const isLeftToImageTag = siblings.text("imageTag") !== "";
	const isOne = tag === null ? name !== null && digest !== null && !isLeftToImageTag : isVersionOfImage(siblings, key, name);
	const uses = siblings.text("useDigest");
	const usesDigest = uses === "true" ? true : uses === "false" ? false : null;
	return isOne ? {
		key: null,
		...named ?? NO_NAME,
		tag,
		digest,
		usesDigest
	} : null;
}
/** Images that share a map with others, told by what their keys begin with; `imageTag` and its like begin with nothing. */
function prefixesOf({ keys }) {
	const prefixes = /* @__PURE__ */ new Set();
	for (const key of keys) {
		const [, prefix = "", word = ""] = /^(.*?)(imagetag|imageversion|imagedigest|tag|digest)$/.exec(key) ?? [];
		if (word.startsWith("image") || word !== "" && prefix !== "") prefixes.add(prefix);
	}
	return prefixes;
}
function prefixedBlock(siblings, prefix, taken) {
	const short = prefix === "" ? [] : [`${prefix}tag`];
	const [key, tag] = firstText(siblings, [
		`${prefix}imageTag`,
		...short,
		`${prefix}imageVersion`
	]);
	const found = digestOf(siblings, [`${prefix}imageDigest`, `${prefix}digest`]);
	const digest = found?.node === taken?.node ? null : found;
	const named = nameOf(siblings, prefix);
	const name = named?.name ?? null;
	const at = tag ?? (prefix === "" ? null : digest);
	if (at === null || !key.includes("image") && (name === null || /(?:git|chart|helm)$/.test(prefix))) return null;
	return {
		key: String(at.keys.at(-1)),
		...named ?? NO_NAME,
		tag,
		digest,
		usesDigest: null
	};
}
function firstText(siblings, keys) {
	for (const key of keys) {
		const place = siblings.value(key);
		const text = textOf(place);
		if (text !== null) return [key, /\s/.test(text) && !text.includes("{{") ? null : place];
	}
	return ["", null];
}
/** `sha` is a digest without its algorithm in charts of the Prometheus community; elsewhere it is a commit. */
function digestOf(siblings, keys) {
	for (const key of keys) {
		const place = siblings.value(key);
		const text = textOf(place);
		if (text !== null && (key !== "sha" || /^(?:sha256:.*|[0-9a-f]{64})?$/.test(text))) return place;
	}
	return null;
}
const NO_NAME = {
	name: null,
	takesDigits: false,
	refusal: null
};
function nameOf(siblings, prefix) {
	const registry = [
		"registry",
		"imageRegistry",
		...prefix === "" ? ["hub"] : []
	].map((key) => withoutTrailingSlashes(siblings.text(prefix + key))).find((text) => text !== "" && !text.includes("://"));
	for (const key of [
		"repository",
		"image",
		"name",
		"imageRepository",
		"imageName",
		"imageRepo",
		"repo"
	]) {
		if (key === "name" && prefix !== "") continue;
		const text = siblings.text(prefix + key);
		if (!isNameText(text)) continue;
		if (key === "name" && registry === void 0 && !text.includes("/") && !isCalledImage(siblings.map)) continue;
		const { name } = splitReference(text);
		const below = key === "repository" ? imageBelow(siblings, prefix, name) : "";
		const takesDigits = wantsDigits(below === "" ? text : below);
		return {
			name: (registry === void 0 ? "" : `${registry}/`) + name + splitReference(below).name,
			takesDigits,
			refusal: takesDigits ? null : digestInName(key, text)
		};
	}
	return null;
}
/** `repository: acme/app@sha256:...` beside a tag: charts would put `name@digest:tag` together, which is no reference. */
function digestInName(key, text) {
	const behind = behindName(text);
	return behind === null ? null : `\`${key}\` beside it has ${JSON.stringify(`@${behind}`)} behind the name, and what the chart makes of both is not known; keep the version in one of them`;
}
/** `{repository: nvcr.io/nvidia, image: driver}`: both together are the name. */
function imageBelow(siblings, prefix, repository) {
	const image = siblings.text(`${prefix}image`);
	return /^[a-z0-9][a-z0-9._-]*(?:@sha256)?$/.test(image) && repository.split("/").at(-1) !== splitReference(image).name ? `/${image}` : "";
}
/** No URL, no sentence, and nothing that a Git host serves. */
function isNameText(text) {
	if (text === "" || templateRefusal(text) !== null) return text !== "";
	return !/:\/\/|\s|^git@|^(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org)\//.test(text);
}
function carriesVersion(text) {
	const { tag, digest } = splitReference(text).version;
	return tag !== null || digest !== null;
}
/** Whether the map's `tag` or `version` is an image's: the map names the image, or is called one, or has the keys that go with one. */
function isVersionOfImage(siblings, key, name) {
	const { map, value } = siblings;
	const isCalled = isCalledImage(map);
	const hasCompany = [
		"registry",
		"hub",
		"pullPolicy",
		"imagePullPolicy"
	].some((other) => value(other) !== null && !siblings.text(other).includes("://"));
	if (key === "tag") return name !== null || isCalled || hasCompany;
	if (name === null || value("chart") !== null) return false;
	if (["repository", "image"].some((other) => carriesVersion(siblings.text(other)))) return false;
	const isPlain = siblings.text("image") !== "" || /^[^/]+[.:][^/]*\//.test(name) || value("digest") !== null;
	return isCalled || (siblings.text("repository") !== "" || siblings.text("image") !== "") && (hasCompany || isPlain);
}

// src/manifests/shapes/image-scalar.ts
/** The pin of a reference; the name stays as it is written. `null` when the text is empty. */
function imageScalarSite({ object, path, place, filter, automation, refusals }) {
	const text = textOf(place);
	if (text === null || text.trim() === "") return null;
	const template = templateRefusal(text);
	const { name, version } = splitReference(text);
	return site({
		object,
		path,
		at: place,
		artifact: template === null ? artifactOfImage(name) : null,
		version: template === null ? version : {
			tag: text,
			digest: null
		},
		refusals: [template, ...refusals ?? []],
		filter: filter ?? null,
		automation: automation ?? null,
		write(to) {
			requireImageVersion(to);
			const separator = to.tag === null ? "" : ":";
			return setScalar(place, name + separator + formatVersion(to));
		}
	});
}

// src/manifests/shapes/values.ts
/** No rules of its own. */
const NO_POLICY = () => ({
	filter: null,
	automation: null,
	refusal: null
});
/** Every image in `values`, in the order of the file. `path` is that of the values in their object; empty when they are the whole file. */
function valuesSites(object, values, path, policyOf = NO_POLICY) {
	const sites = [];
	const visit = (place) => {
		const keys = place.keys.slice(values.keys.length);
		const map = asMap(place);
		const list = asSeq(place);
		if (map !== null) {
			const at = {
				object,
				path: joined(path, keys),
				policy: policyOf(keys)
			};
			const blocks = imageBlocks(map);
			sites.push(...blocks.flatMap((block) => blockSite(at, map, block)), ...referenceSites(at, map, blocks));
			for (const entry of entriesOf(map)) visit(entry.place);
		} else if (list !== null) {
			const at = {
				object,
				path: joined(path, keys),
				policy: policyOf(keys)
			};
			for (const item of itemsOf(list)) {
				if (holdsImages(keys)) sites.push(...referenceSite$1(at, item, isFullReference));
				visit(item);
			}
		}
	};
	visit(values);
	return sites;
}
function joined(path, keys) {
	const tail = formatKeys(keys);
	return path === "" || tail === "" || tail.startsWith("[") ? path + tail : `${path}.${tail}`;
}
/** `images: [a:v1]`, `images: {proxy: a:v1}`, and OpenStack's `images: {tags: {proxy: a:v1}}`. */
function holdsImages(keys) {
	const named = keys.at(-1) === "tags" ? keys.at(-2) : keys.at(-1);
	return typeof named === "string" && /images$/i.test(named);
}
/** Whole references in the scalars of a map. */
function referenceSites(at, map, blocks) {
	const isWhole = blocks.some(({ key }) => key === null);
	return entriesOf(map).flatMap(({ key, place }) => {
		if (isImageKey(key)) return referenceSite$1(at, place, isReference$2);
		const isName = /^(?:repository|name)$/.test(key) && !isWhole && isCalledImage(map);
		const isMember = holdsImages(map.keys) && !/registry$/i.test(key);
		return isName || isMember || isKindOfImage(key, place) ? referenceSite$1(at, place, isFullReference) : [];
	});
}
/** `imageK8S` and `imageConsulDataplane` of Consul's chart; an `imageFormat: "2:1"` of another is none. */
function isKindOfImage(key, place) {
	return /^image[A-Z_-]/.test(key) && !key.startsWith("imagePull") && (textOf(place) ?? "").includes("/");
}
function referenceSite$1({ object, path, policy }, place, isOne) {
	const text = textOf(place);
	if (text === null || !isOne(text)) return [];
	const { filter, automation, refusal } = policy;
	const at = joined(path, place.keys.slice(-1));
	const found = imageScalarSite({
		object,
		path: at,
		place,
		filter,
		automation,
		refusals: [refusal]
	});
	return found === null ? [] : [found];
}
/** A text that is a reference with a version: no URL, no sentence. */
function isReference$2(text) {
	if (templateRefusal(text) !== null) return true;
	const { name, version } = splitReference(text);
	return /^[\w./-]+(:\d+\/[\w./-]+)?$/.test(name) && !wantsDigits(text) && (version.tag !== null || version.digest !== null) && !/\s/.test(text);
}
/** Where the key says little, the text must be a reference to the letter: no port of a registry taken for a tag. */
function isFullReference(text) {
	const { name, version } = splitReference(text);
	return (version.digest !== null || version.tag !== null && isTag(version.tag)) && isImageName(name) && isReference$2(text);
}
function blockSite(at, map, block) {
	const tagText = textOf(block.tag) ?? "";
	const digestText = textOf(block.digest) ?? "";
	if (tagText === "" && digestText === "") return [];
	return [imageSite$1(at, map, block)];
}
function imageSite$1({ object, path, policy }, map, block) {
	const { tag: tagPlace, digest: digestPlace, name } = block;
	const tagText = textOf(tagPlace) ?? "";
	const digestText = textOf(digestPlace) ?? "";
	const at = (tagText === "" && digestText !== "" ? digestPlace : tagPlace) ?? digestPlace;
	if (at === null) throw new Error("a block has a tag or a digest");
	const template = templateRefusal(tagText) ?? templateRefusal(digestText);
	const inTag = template === null ? splitTag(tagText) : {
		tag: tagText || null,
		digest: null
	};
	const twice = (inTag.digest !== null || block.takesDigits && tagText !== "") && digestText !== "" ? "both `tag` and `digest` hold a digest; keep it in one of them" : null;
	const bare = digestPlace !== null && isBareDigest(digestPlace);
	const digits = block.takesDigits && template === null ? versionOfDigits(textOf(at) ?? "") : null;
	const version = digits?.version ?? {
		tag: inTag.tag,
		digest: inTag.digest ?? (digestText === "" ? null : (bare ? "sha256:" : "") + digestText)
	};
	const own = block.key ?? (path === "" ? "tag" : null);
	const refusals = [
		tagPlace?.refusal ?? null,
		digestPlace?.refusal ?? null,
		template,
		twice,
		block.refusal
	];
	return site({
		object,
		path: own === null ? path : joined(path, [own]),
		at,
		artifact: name === null || templateRefusal(name) !== null ? null : artifactOfImage(name),
		version,
		refusals: [
			policy.refusal,
			...refusals,
			digits?.refusal ?? null
		],
		doubts: [digits?.refusal ?? null],
		filter: policy.filter,
		automation: policy.automation,
		write: (to) => block.takesDigits ? writeDigits(at, to) : writeBlock(map, block, inTag.digest !== null, to)
	});
}
/**
* A block with a `digest` key takes the two apart; one without takes `tag@digest` in its tag, which charts render as `name:tag@digest`.
* A digest that goes is emptied, not removed: without the key the chart's own default would come back.
*/
function writeBlock(map, { key, tag, digest, usesDigest }, digestInTag, to) {
	requireImageVersion(to);
	if (usesDigest === false && to.digest !== null) throw new UserError("`useDigest: false` beside it keeps the chart from using a digest; give the tag alone");
	if (usesDigest === true && (digest === null || to.digest === null)) throw new UserError("`useDigest: true` beside it wants a digest in a `digest` key of its own; give one with the tag, or set it to false first");
	const tagKey = String(tag?.keys.at(-1) ?? "tag");
	if (digest === null || digestInTag) {
		if (tag === null) throw new Error("a block has a tag or a digest");
		if (to.tag === null) throw new UserError(`the values have only a \`${tagKey}\` key; a digest needs its tag beside it`);
		return setScalar(tag, to.digest === null ? to.tag : `${to.tag}@${to.digest}`);
	}
	const digestChanges = setScalar(digest, digestText(digest, to.digest));
	if (to.tag === null) {
		if ((textOf(tag) ?? "") !== "") throw new UserError(`the values have a \`${tagKey}\` key; a digest needs its tag beside it`);
		return digestChanges;
	}
	if (tag !== null) return [...setScalar(tag, to.tag), ...digestChanges];
	const digestKey = String(digest.keys.at(-1));
	if (key !== null || digestKey !== "digest" || digest.pair === null) throw new UserError(`the values have only a \`${digestKey}\` key, and how the chart calls the tag is not known; give the digest alone, or add the tag's key by hand`);
	return [addKey(map, digest.pair, "tag", to.tag), ...digestChanges];
}
/** Whether the digest stands without `sha256:`, as `sha` has it: the chart's templates put it before. */
function isBareDigest(digest) {
	return /^sha$/i.test(String(digest.keys.at(-1))) && !(textOf(digest) ?? "").includes(":");
}
function digestText(place, digest) {
	if (digest === null || !isBareDigest(place)) return digest ?? "";
	if (!digest.startsWith("sha256:")) throw new UserError(`the key \`${String(place.keys.at(-1))}\` takes a sha256 digest only, not ${JSON.stringify(digest)}`);
	return digest.slice(7);
}

// src/manifests/kustomize/charts.ts
const LISTS = [{
	list: "helmCharts",
	name: "name",
	repository: "repo",
	version: "version",
	values: "valuesInline"
}, {
	list: "helmChartInflationGenerator",
	name: "chartName",
	repository: "chartRepoUrl",
	version: "chartVersion",
	values: "values"
}];
/** The charts' versions and the images among their inline values. */
function chartSites$2(object) {
	return LISTS.flatMap((keys) => {
		const list = seqField(object.place, keys.list, true);
		if (list === null) return [];
		const charts = itemsOf(list).flatMap((item) => asMap(item) ?? []);
		const labels = labelsOf(charts, keys.name);
		return charts.flatMap((chart) => sitesOf(object, chart, keys, `${keys.list}[${labels.get(chart) ?? ""}]`));
	});
}
function sitesOf(object, chart, keys, path) {
	const name = textField(chart, keys.name, true);
	const place = field(chart, keys.version, true);
	const version = place === null ? null : chartVersionSite({
		object,
		path: `${path}.${keys.version}`,
		place,
		artifact: name ? chartArtifact(name, textField(chart, keys.repository, true) ?? "") : null
	});
	const values = mapField(chart, keys.values, true);
	return [...version === null ? [] : [version], ...values === null ? [] : valuesSites(object, values, `${path}.${keys.values}`)];
}
/** What tells the charts of a list apart: the name, with the release's where one chart stands there several times, and a number where that is the same too. */
function labelsOf(charts, nameKey) {
	const labels = /* @__PURE__ */ new Map();
	for (const [name, same] of groupBy(charts, (chart) => textField(chart, nameKey, true) ?? "")) {
		const releases = groupBy(same, (chart) => textField(chart, "releaseName", true) ?? "");
		for (const [release, twins] of releases) {
			const label = same.length === 1 || release === "" ? `name=${name}` : `name=${name},releaseName=${release}`;
			for (const [index, chart] of twins.entries()) labels.set(chart, index === 0 ? label : `${label}#${index + 1}`);
		}
	}
	return labels;
}

// src/manifests/yaml/scalar-part.ts
/**
* Puts `text` in place of a part of a scalar's text; no change when it stands there already. `text` must be harmless in the middle of any
* scalar: letters, digits and `. _ - + / : @ %`. Throws a UserError where the file does not hold the text as it is: block scalars, escapes,
* several lines.
*/
function setPart(place, part, text) {
	const { node, document } = place;
	if (!isScalar(node) || typeof node.value !== "string" || !node.range) throw new UserError("the value is a list or a map where a text was expected");
	if (!/^[\w.+/:@%-]*$/.test(text)) throw new Error(`${JSON.stringify(text)} cannot stand inside another text`);
	const { value } = node;
	if (value.slice(part.start, part.end) === text) return [];
	const isQuoted = node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE";
	const start = node.range[0] + (isQuoted ? 1 : 0);
	if (!document.source.text.startsWith(value, start) || /[\r\n]/.test(value)) throw new UserError("the text stands in a block, with escapes or on several lines; write it on one line first");
	const whole = value.slice(0, part.start) + text + value.slice(part.end);
	return [{
		start: start + part.start,
		end: start + part.end,
		text,
		intents: [{
			document: document.index,
			keys: place.keys,
			value: whole
		}]
	}];
}

// src/manifests/kustomize/literals.ts
const GUARD$2 = "it is a literal of a generator, and what reads it is not known here";
/** The literals whose key calls them an image, a tag or a version, and whose value is one. */
function literalSites(object) {
	return ["configMapGenerator", "secretGenerator"].flatMap((name) => {
		const generators = seqField(object.place, name, true);
		if (generators === null) return [];
		const seen = /* @__PURE__ */ new Map();
		return itemsOf(generators).flatMap((item) => {
			const generator = asMap(item);
			const literals = generator === null ? null : seqField(generator, "literals", true);
			if (generator === null || literals === null) return [];
			const path = `${name}[name=${textField(generator, "name", true) ?? ""}].literals`;
			return itemsOf(literals).flatMap((literal) => {
				const key = /^[^=]*/.exec(textOf(literal) ?? "")?.[0] ?? "";
				const found = literalSite(object, literal, `${path}[${key}]`, seen);
				return found === null ? [] : [found];
			});
		});
	});
}
function literalSite(object, place, path, seen) {
	const [, before = "", key = "", value = ""] = /^(([\w.-]+)=["']?)([\w./:@+-]+)["']?$/.exec(textOf(place) ?? "") ?? [];
	const reference = /(?:image|img)$/i.test(key) ? splitReference(value) : null;
	const version = /(?:version|tag)$/i.test(key) ? splitTag(value) : reference?.version ?? null;
	if (version === null || formatVersion(version) === "") return null;
	if (reference === null && !isRelease(version)) return null;
	if (version.tag !== null && !isTag(version.tag)) return null;
	const nth = (seen.get(path) ?? 0) + 1;
	seen.set(path, nth);
	const part = {
		start: before.length,
		end: before.length + value.length
	};
	return site({
		object,
		path: nth === 1 ? path : `${path}#${nth}`,
		at: place,
		artifact: reference === null ? null : artifactOfImage(reference.name),
		takes: reference === null ? "text" : "image",
		version,
		guard: GUARD$2,
		write(to) {
			requireImageVersion(to);
			if (reference === null && !isRelease(to)) throw new UserError(`"${formatVersion(to)}" would not be known for a version in a literal; expected one like 1.2.3, or a commit id`);
			const name = reference === null ? "" : `${reference.name}${to.tag === null ? "" : ":"}`;
			return setPart(place, part, name + formatVersion(to));
		}
	});
}
/** `13` counts migrations and `v1` is an API's: a release has a dot in it, a build the digits of its commit. */
function isRelease({ tag, digest }) {
	return digest === null && /^v?\d+\.\d|^[0-9a-f]{7,40}$/.test(tag ?? "");
}

// src/manifests/yaml/change.ts
/**
* Applies changes to a text. Insertions at one offset keep their order; the same change given twice counts once. Throws when two
* overlap: that is a fault of ours, not of the file.
*/
function applyChanges(text, changes) {
	const ordered = [...new Map(changes.map((change) => [`${change.start}:${change.end}:${change.text}`, change])).values()].sort((a, b) => a.start - b.start || a.end - b.end);
	let result = "";
	let copied = 0;
	for (const { start, end, text: inserted } of ordered) {
		if (start < copied) throw new Error(`two changes overlap at offset ${start}`);
		result += text.slice(copied, start) + inserted;
		copied = end;
	}
	return result + text.slice(copied);
}

// src/manifests/yaml/embedded.ts
/**
* The map that a scalar's text is; `null` when the text is empty or no map, a problem when it is not YAML (a template). In a literal block (`|`)
* it can be changed; in a folded (`>`) or quoted text every place carries the refusal.
*/
function embeddedMap(place) {
	const document = embeddedDocument(place);
	if (document === null || "reason" in document) return document;
	const root = rootOf(document);
	return root === null ? null : {
		...root,
		doubt: place.doubt
	};
}
/** The same with any root: a list of JSON patches, several objects in one. */
function embeddedDocument(place) {
	const { node, document } = place;
	if (!isScalar(node) || typeof node.value !== "string" || (textOf(place) ?? "").trim() === "") return null;
	const block = literalBlock(place, node.value);
	const source = block?.source ?? plainSource(place, node.value);
	if ("reason" in source) return source;
	const { documents, problems } = parseSource(source);
	const [problem] = problems;
	if (problem !== void 0) return {
		...problem,
		reason: `the YAML inside the text cannot be read: ${problem.reason}`
	};
	const [inner, second] = documents;
	if (inner === void 0) return null;
	const several = second === void 0 ? null : "the text holds several documents; keep one";
	const folded = block === null ? "the YAML stands in a folded or quoted text, where nothing can be changed alone; use a literal block (|)" : null;
	return {
		...inner,
		index: document.index,
		refusal: place.refusal ?? inner.refusal ?? several ?? folded,
		embedding: block === null ? null : embeddingOf(place, block, node.value)
	};
}
/** A text that is no literal block. Its escapes can make more lines and brackets than its file has, so it is measured as a file is. */
function plainSource(place, text) {
	const { source } = place.document;
	const read = readSource(source.path, new TextEncoder().encode(text));
	if ("reason" in read) return {
		...read,
		line: lineOf(place),
		reason: `the YAML inside the text cannot be read: ${read.reason}`
	};
	return sourceOf(source.path, text, standingAt(place));
}
function standingAt(place) {
	return {
		...positionAt(place.document.source, startOf(place)),
		byLine: false
	};
}
/** `null` when the scalar is no literal block, or its lines cannot be told from its value. */
function literalBlock({ node, document }, value) {
	if (!isScalar(node) || node.type !== "BLOCK_LITERAL" || !node.range) return null;
	const { source } = document;
	const [header, end] = node.range;
	const body = source.text.indexOf("\n", header) + 1;
	if (body === 0 || body >= end) return null;
	const lines = source.text.slice(body, end).split("\n");
	const values = value.split("\n");
	const first = values.findIndex((line) => line !== "");
	const indent = withoutReturn(lines[first] ?? "").length - (values[first] ?? "").length;
	const starts = [];
	const texts = [];
	let at = body;
	for (const [index, line] of lines.entries()) {
		const text = line.slice(indent);
		if (withoutReturn(text) !== (values[index] ?? "")) return null;
		starts.push({
			line: at,
			content: at + Math.min(indent, line.length)
		});
		texts.push(text);
		at += line.length + 1;
	}
	const text = texts.join("\n");
	const within = {
		line: lineAt(source, body),
		column: indent + 1,
		byLine: true
	};
	return {
		source: sourceOf(source.path, text, within),
		starts,
		end
	};
}
function withoutReturn(line) {
	return line.endsWith("\r") ? line.slice(0, -1) : line;
}
function embeddingOf(place, block, value) {
	const { source, starts } = block;
	const indentation = " ".repeat((source.within?.column ?? 1) - 1);
	const outside = place.document.embedding;
	const outer = (offset) => {
		const line = lineIndexAt(source, offset);
		return Math.min((starts[line]?.content ?? block.end) + offset - (source.lineStarts[line] ?? 0), block.end);
	};
	const lineBefore = (offset) => starts[lineIndexAt(source, offset)]?.line ?? block.end;
	const isLineStart = (offset) => source.lineStarts[lineIndexAt(source, offset)] === offset;
	const embedding = {
		source,
		outward(changes) {
			const carried = changes.map((change) => {
				const { start, end, text } = change;
				const wholeLines = text === "" && start < end && isLineStart(start) && isLineStart(end);
				const intent = {
					document: place.document.index,
					keys: place.keys,
					embedding,
					change
				};
				return {
					start: wholeLines ? lineBefore(start) : outer(start),
					end: wholeLines ? lineBefore(end) : outer(end),
					text: text.replaceAll("\n", `\n${indentation}`),
					intents: [intent]
				};
			});
			return outside?.outward(carried) ?? carried;
		},
		valueOf: (text) => text.replaceAll("\r\n", "\n").replace(/\n*$/u, "") + (/\n*$/u.exec(value)?.[0] ?? "")
	};
	return embedding;
}

// src/manifests/kind.ts
/** The objects of a document: its root, or the items of a `List`. */
function objectsOf(document) {
	const root = rootOf(document);
	if (root === null) return [];
	const items = (textField(root, "kind") ?? "").endsWith("List") ? seqField(root, "items") : null;
	if (items === null) return [objectAt(root, "")];
	return itemsOf(items).flatMap((item) => {
		const map = asMap(item);
		return map === null ? [] : [objectAt(map, `items[${String(item.keys.at(-1))}].`)];
	});
}
function objectAt(place, prefix) {
	const metadata = mapField(place, "metadata");
	const text = (name) => metadata === null ? "" : textField(metadata, name) ?? "";
	const annotations = metadata === null ? null : mapField(metadata, "annotations");
	return {
		place,
		prefix,
		object: {
			apiVersion: textOf(field(place, "apiVersion")) ?? "",
			kind: textOf(field(place, "kind")) ?? "",
			namespace: text("namespace"),
			name: text("name")
		},
		annotations: new Map((annotations === null ? [] : entriesOf(annotations)).map(({ key, place }) => [key, textOf(place) ?? ""]))
	};
}

// src/manifests/shapes/git-revision.ts
/** The pin of a revision; `null` when the text is empty. */
function gitRevisionSite({ object, path, place, artifact, automation, refusals, guard }) {
	const text = textOf(place);
	if (text === null || text === "") return null;
	const template = templateRefusal(text);
	const branch = template === null ? branchGuard(text) : null;
	return site({
		object,
		path,
		at: place,
		artifact,
		takes: "git",
		version: {
			tag: text,
			digest: null
		},
		refusals: [template, ...refusals ?? []],
		style: branch === null ? "exact" : "range",
		guard: branch ?? guard ?? null,
		automation: automation ?? null,
		write: (to) => setScalar(place, requireGitRevision(to))
	});
}
/** Why a revision is guarded by itself; `null` when it is a fixed point. */
function branchGuard(revision) {
	return isFixedRevision(revision) ? null : `"${revision}" is no tag of a release and no commit: a branch moves by itself`;
}
/** The revision as text. Throws a UserError unless `to` is one. */
function requireGitRevision(to) {
	if (to.digest !== null) throw new UserError("a Git revision has no digest; give the tag or the commit alone");
	if (to.tag === null || !isGitRevision(to.tag)) throw new UserError(`${JSON.stringify(to.tag ?? "")} is no Git revision; expected a tag or a commit id`);
	return to.tag;
}

// src/manifests/kinds/flux-git-repository.ts
/** The keys of `ref`, the first that is there decides: source-controller's API. */
const KEYS$1 = [
	"commit",
	"name",
	"semver",
	"tag",
	"branch"
];
const TAGS = "refs/tags/";
const fluxGitRepository = {
	name: "GitRepository (Flux)",
	mayBeIn: (_, contains) => contains("source.toolkit.fluxcd.io") && contains("GitRepository"),
	matches: ({ object }) => object.kind === "GitRepository" && object.apiVersion.startsWith("source.toolkit.fluxcd.io/"),
	find(object) {
		const spec = mapField(object.place, "spec");
		const ref = spec === null ? null : mapField(spec, "ref");
		const found = spec === null || ref === null ? null : refSite$1(object, spec, ref);
		return found === null ? [] : [found];
	},
	transformed: false
};
function refSite$1(object, spec, ref) {
	const decider = KEYS$1.find((key) => textField(ref, key));
	const at = decider === void 0 ? null : field(ref, decider);
	const text = textOf(at);
	if (decider === void 0 || at === null || text === null) return null;
	const places = KEYS$1.map((key) => field(ref, key)).filter((place) => place !== null);
	const template = places.map((place) => templateRefusal(textOf(place) ?? "")).find((reason) => reason !== null) ?? null;
	const range = decider === "semver" ? `"${text}" is a range of versions, a policy of its own; write \`tag\` instead of \`semver\` there by hand first` : null;
	const isBranch = decider === "branch" || decider === "name" && !text.startsWith(TAGS);
	return site({
		object,
		path: "spec.ref",
		at,
		artifact: artifactOf$2(spec),
		takes: "git",
		version: {
			tag: decider === "name" && !isBranch ? text.slice(10) : text,
			digest: null
		},
		style: template === null && (isBranch || range !== null) ? "range" : "exact",
		guard: template === null && isBranch ? `"${text}" is the name of a branch, which moves by itself` : null,
		range,
		refusals: [
			ref.refusal,
			...places.map(({ refusal }) => refusal),
			template
		],
		doubts: [ref.doubt, ...places.map(({ doubt }) => doubt)],
		write: (to) => writeRef$1(ref, decider, to)
	});
}
/** The repository; `null` for a patch, which has no URL. */
function artifactOf$2(spec) {
	const url = textField(spec, "url");
	return url && templateRefusal(url) === null ? gitArtifact(url) : null;
}
/**
* A commit goes into `commit`, a tag into `tag` or as `refs/tags/x` into `name`; the key that decided so far gives way (a range and a branch
* only where their place was named), and a tag or commit that would contradict goes. A branch stays beside a commit or a tag: Flux clones
* it and does not decide by it.
*/
function writeRef$1(ref, decider, to) {
	const revision = requireGitRevision(to);
	const target = targetOf$1(revision, decider, textField(ref, "branch"));
	const text = target === "name" ? fullName(revision, textField(ref, "name") ?? "") : revision;
	const semver = textField(ref, "semver");
	if (semver && decider !== "semver" && target !== "commit" && target !== "name") throw new UserError(`the range "${semver}" in \`semver\` would decide over a tag; remove \`semver\` first`);
	const present = new Map(KEYS$1.flatMap((key) => pairsOf(ref.node, key).map((pair) => [key, pair])));
	const [own, place] = [present.get(target), field(ref, target)];
	const old = present.get(decider);
	const written = [];
	const isReplaced = own === void 0 && old !== void 0 && !(decider === "branch" && target === "commit");
	if (own !== void 0 && place !== null) written.push(...setScalar(place, text));
	else if (old === void 0) throw new Error("the key that decides is there");
	else if (isReplaced) written.push(...replaceKey(ref, old, target, text));
	else written.push(addKey(ref, old, target, text));
	const stale = KEYS$1.filter((key) => {
		return !(key === "branch" || key === "semver" && decider !== "semver") && key !== target && !(isReplaced && key === decider) && textField(ref, key);
	});
	if (stale.length > 1) throw new UserError(`\`${stale.join("` and `")}\` would contradict "${revision}"; remove them first`);
	for (const key of stale) {
		const pair = present.get(key);
		if (pair !== void 0) written.push(removeKey(ref, pair));
	}
	return written;
}
/** `refs/tags/x`. Throws a UserError for what may be a branch where a branch stood. */
function fullName(revision, before) {
	if (revision.startsWith("refs/")) return revision;
	if (before.startsWith(TAGS) || isFixedRevision(revision)) return TAGS + revision;
	throw new UserError(`"${revision}" may be a branch or a tag; give "refs/heads/${revision}" if it is a branch`);
}
/**
* The key that a revision belongs into; the name of the branch that stands there means that branch, unpinned. Throws a UserError for an
* abbreviated commit, which Flux takes nowhere.
*/
function targetOf$1(revision, decider, branch) {
	if (isCommitId(revision)) return "commit";
	if (/^[0-9a-f]{7,63}$/.test(revision) && /[a-f]/.test(revision)) throw new UserError(`"${revision}" is an abbreviated commit id; Flux needs all of its 40 digits`);
	if (revision.startsWith(TAGS)) throw new UserError(`"${revision}" is a tag; give its name alone`);
	if (revision === branch && !isFixedRevision(revision)) return "branch";
	if (decider === "name" || revision.startsWith("refs/")) return "name";
	return decider === "branch" ? "branch" : "tag";
}

// src/manifests/flux/chart.ts
/** The pin of `version`; none where Flux does not read it, or takes the newest. `path` is that of `chart` in its object. */
function fluxChartSites(object, chart, path) {
	const version = field(chart, "version");
	if (version === null) return [];
	const source = mapField(chart, "sourceRef");
	const sourceKind = source === null ? "" : textField(source, "kind") ?? "";
	if (sourceKind === "GitRepository" || sourceKind === "Bucket") return [];
	const name = textField(chart, "chart");
	const sourceName = source === null ? null : textField(source, "name");
	const found = chartVersionSite({
		object,
		path: `${path}.version`,
		place: version,
		artifact: name ? chartArtifact(name, sourceName ? `${sourceKind}/${sourceName}` : "") : null
	});
	return found === null ? [] : [found];
}

// src/manifests/kinds/flux-helm-chart.ts
const fluxHelmChart = {
	name: "HelmChart (Flux)",
	mayBeIn: (_, contains) => contains("source.toolkit.fluxcd.io") && contains("HelmChart"),
	matches: ({ object }) => object.kind === "HelmChart" && object.apiVersion.startsWith("source.toolkit.fluxcd.io/"),
	find(object) {
		const spec = mapField(object.place, "spec");
		return spec === null ? [] : fluxChartSites(object, spec, "spec");
	},
	transformed: false
};

// src/manifests/kinds/flux-oci-repository.ts
const KEYS = {
	tag: "tag",
	digest: "digest"
};
/** The layer that Helm stores a chart in: whoever selects it takes a chart. */
const HELM_LAYER = /^application\/vnd\.cncf\.helm\.chart\.content\./;
const fluxOciRepository = {
	name: "OCIRepository (Flux)",
	mayBeIn: (_, contains) => contains("source.toolkit.fluxcd.io") && contains("OCIRepository"),
	matches: ({ object }) => object.kind === "OCIRepository" && object.apiVersion.startsWith("source.toolkit.fluxcd.io/"),
	find(object) {
		const spec = mapField(object.place, "spec");
		const ref = spec === null ? null : mapField(spec, "ref");
		const found = spec === null || ref === null ? null : refSite(object, spec, ref);
		return found === null ? [] : [found];
	},
	transformed: false
};
/** `digest` beats `semver`, and that beats `tag` (source-controller's API); a `tag` beside a `digest` says what the digest is, so both are one version. */
function refSite(object, spec, ref) {
	const tagPlace = field(ref, "tag");
	const digestPlace = field(ref, "digest");
	const semverPlace = field(ref, "semver");
	const tag = textOf(tagPlace) ?? "";
	const digest = textOf(digestPlace) ?? "";
	const semver = textOf(semverPlace) ?? "";
	const isRange = semver !== "" && digest === "";
	const at = isRange ? semverPlace : tag !== "" ? tagPlace : digest !== "" ? digestPlace : null;
	if (at === null) return null;
	const template = [
		tag,
		digest,
		semver
	].map(templateRefusal).find((reason) => reason !== null) ?? null;
	const inTag = template === null ? splitTag(tag) : {
		tag: tag || null,
		digest: null
	};
	const version = isRange ? {
		tag: semver,
		digest: null
	} : {
		tag: inTag.tag,
		digest: inTag.digest ?? (digest || null)
	};
	const both = inTag.digest !== null && digest !== "" ? "`tag` and `digest` both hold a digest, and Flux takes that of `digest`; remove it from `tag`" : null;
	const range = isRange ? `"${semver}" is a range of versions, a policy of its own; write \`tag\` instead of \`semver\` there by hand first` : null;
	const places = [
		tagPlace,
		digestPlace,
		semverPlace
	].filter((place) => place !== null);
	return site({
		object,
		path: "spec.ref",
		at,
		artifact: artifactOf$1(spec),
		version,
		style: isRange ? "range" : "exact",
		range,
		refusals: [
			ref.refusal,
			...places.map(({ refusal }) => refusal),
			template,
			both
		],
		doubts: [
			ref.doubt,
			...places.map(({ doubt }) => doubt),
			both
		],
		write(to) {
			requireOciVersion(to);
			return isRange ? replaceRange(ref, to) : writeRef(ref, semver, to);
		}
	});
}
/** Throws a UserError unless `to` can be pulled from a registry. */
function requireOciVersion(to) {
	if (to.tag?.includes("+")) throw new UserError(`${JSON.stringify(formatVersion(to))} has a "+", which no tag of a registry can have; Helm pushes it with "_" in its place: write that by hand`);
	requireImageVersion(to);
}
/**
* Tag and digest go into keys of their own: Flux passes `tag: x@sha256:...` to the registry as a tag since 2.2. What is written so today is
* taken apart.
*/
function writeRef(ref, semver, to) {
	if (semver !== "" && to.digest === null) throw new UserError(`without the digest the range "${semver}" in \`semver\` would decide; remove \`semver\`, or give a digest`);
	return writeTagAndDigest(ref, KEYS, to);
}
/** The version in the place of a range that was named: `semver` would decide over a tag. */
function replaceRange(ref, to) {
	const [pair] = pairsOf(ref.node, "semver");
	if (pair === void 0) throw new Error("the range has its key");
	const other = [KEYS.tag, KEYS.digest].find((key) => pairsOf(ref.node, key).length > 0);
	if (other !== void 0) throw new UserError(`\`${other}\` stands beside \`semver\`, which decides; keep one of them`);
	if (to.tag === null) return replaceKey(ref, pair, KEYS.digest, to.digest ?? "");
	const digest = to.digest === null ? [] : [addKey(ref, pair, KEYS.digest, to.digest)];
	return [...replaceKey(ref, pair, KEYS.tag, to.tag), ...digest];
}
/**
* What the URL names: a chart when the object selects Helm's layer, otherwise an image, as far as this file tells (chart-references.ts
* knows better). `null` for a patch, which has no URL.
*/
function artifactOf$1(spec) {
	const url = textField(spec, "url");
	if (!url || templateRefusal(url) !== null) return null;
	const { name } = splitReference(withoutTrailingSlashes(url.replace(/^oci:\/\//, "")));
	const image = artifactOfImage(name);
	const selector = mapField(spec, "layerSelector");
	const mediaType = selector === null ? null : textField(selector, "mediaType");
	return mediaType !== null && HELM_LAYER.test(mediaType) ? chartOfOci(image.name) : image;
}

// src/manifests/flux/v1.ts
/** The prefixes of the filter annotation: Flux 1.14 and later, then the older ones. */
const FILTER_PREFIXES = [
	"filter.fluxcd.io/",
	"fluxcd.io/tag.",
	"flux.weave.works/tag."
];
/** What the annotations say about a container; `names` are those by which they may call it, the best first. */
function fluxV1Policy(annotations, names) {
	const flag = (name) => annotations.get(`fluxcd.io/${name}`) === "true" || annotations.get(`flux.weave.works/${name}`) === "true";
	return {
		filter: filterOf(annotations, names),
		automation: flag("automated") ? "Flux writes here too (annotation `fluxcd.io/automated: \"true\"`)" : null,
		refusals: [flag("locked") ? "the object is locked (annotation `fluxcd.io/locked: \"true\"`)" : null, flag("ignore") ? "Flux does not apply the object (annotation `fluxcd.io/ignore: \"true\"`), so a new version would change nothing; remove the annotation first" : null]
	};
}
function filterOf(annotations, names) {
	for (const name of names) for (const prefix of FILTER_PREFIXES) {
		const filter = annotations.get(prefix + name);
		if (filter) return filter;
	}
	return null;
}

// src/manifests/flux/v1-alias.ts
/** The aliases, in the order of the annotations. Without `repository.fluxcd.io/X` the others of X count for nothing, as in Flux. */
function aliasesOf(annotations) {
	return [...annotations].flatMap(([key, repository]) => {
		const name = /^repository\.fluxcd\.io\/(.+)$/.exec(key)?.[1];
		if (name === void 0 || repository === "") return [];
		const path = (part) => annotations.get(`${part}.fluxcd.io/${name}`) || null;
		return [{
			name,
			registry: path("registry"),
			repository,
			tag: path("tag")
		}];
	});
}
/** The dotted path of the map that holds an alias' version. */
function blockOf({ tag, repository }) {
	return (tag ?? repository).replace(/\.?[^.]*$/, "");
}
/**
* The images that were detected, and those of the aliases. An alias overrules what was detected at its place, unless that is the very same
* image: a block that holds a digest too knows better how it is written.
*/
function withAliases(detected, facts) {
	const blocks = facts.aliases.map(blockOf);
	const sites = [...detected];
	for (const alias of facts.aliases) {
		const own = aliasSite(alias, facts);
		if (own === null) continue;
		const index = sites.findIndex(({ pin }) => pin.line === own.pin.line && pin.column === own.pin.column);
		const isAlone = blocks.filter((block) => block === blockOf(alias)).length === 1;
		if (index === -1) sites.push(own);
		else if (sites[index]?.pin.artifact?.id !== own.pin.artifact?.id || !isAlone) sites[index] = own;
	}
	return sites;
}
function aliasSite(alias, { object, values, path }) {
	const at = (dotted) => descend(values, dotted.split("."));
	const pathTo = (dotted) => pathOf(path, dotted);
	const repository = at(alias.repository);
	const policy = fluxV1Policy(object.annotations, [alias.name]);
	if (alias.tag === null) return repository === null ? null : imageScalarSite({
		object,
		path: pathTo(alias.repository),
		place: repository,
		...policy
	});
	const tag = at(alias.tag);
	const text = textOf(tag) ?? "";
	if (tag === null || text === "") return null;
	const registry = alias.registry === null ? "" : textOf(at(alias.registry)) ?? "";
	const image = textOf(repository) ?? "";
	const name = registry === "" ? splitReference(image).name : `${withoutTrailingSlashes(registry)}/${splitReference(image).name}`;
	const template = templateRefusal(text);
	return site({
		object,
		path: pathTo(alias.tag),
		at: tag,
		artifact: image === "" || templateRefusal(name) !== null ? null : artifactOfImage(name),
		version: template === null ? splitTag(text) : {
			tag: text,
			digest: null
		},
		refusals: [
			template,
			digestBeside(values, alias.tag),
			...policy.refusals
		],
		filter: policy.filter,
		automation: policy.automation,
		write(to) {
			requireImageVersion(to);
			return setTag(tag, to.tag, to.digest);
		}
	});
}
/** There is no place for a digest but behind the tag, which charts render as `name:tag@digest`. */
function setTag(place, tag, digest) {
	if (tag === null) throw new UserError("the values have only a tag; a digest needs its tag beside it");
	return setScalar(place, digest === null ? tag : `${tag}@${digest}`);
}
/** Flux v1 knows no digests, so an alias names none: one beside its tag would stay when the tag changes. */
function digestBeside(values, tag) {
	const block = descend(values, tag.split(".").slice(0, -1));
	const digest = block === null ? null : textOf(field(block, "digest"));
	return digest !== null && isDigest(digest) ? "`digest` beside it holds a digest, which would stay; change them together by hand" : null;
}
function pathOf(path, dotted) {
	const tail = formatKeys(dotted.split("."));
	return tail.startsWith("[") ? path + tail : `${path}.${tail}`;
}

// src/manifests/kinds/helm-release-v1.ts
const helmReleaseV1 = {
	name: "HelmRelease (Flux v1)",
	mayBeIn: (_, contains) => contains("HelmRelease"),
	matches: ({ object }) => object.kind === "HelmRelease" && /^(helm\.fluxcd\.io|flux\.weave\.works)\//.test(object.apiVersion),
	find(object) {
		const values = asMap(descend(object.place, ["spec", "values"]));
		return [...chartSites$1(object), ...values === null ? [] : imageSites$1(object, values)];
	},
	transformed: false
};
function chartSites$1(object) {
	const spec = mapField(object.place, "spec");
	const chart = spec === null ? null : mapField(spec, "chart");
	if (chart === null) return [];
	const { refusals } = fluxV1Policy(object.annotations, []);
	const found = isFromGit(chart) ? gitSite(object, chart, refusals) : repositorySite(object, chart, refusals);
	return found === null ? [] : [found];
}
/** The Helm operator takes the chart from Git when both are given, and then reads no `version`. */
function isFromGit(chart) {
	return Boolean(textField(chart, "git")) && Boolean(textField(chart, "path"));
}
function gitSite(object, chart, refusals) {
	const url = textField(chart, "git") ?? "";
	const place = field(chart, "ref");
	if (place === null) return null;
	const artifact = templateRefusal(url) === null ? gitArtifact(url, textField(chart, "path") ?? "") : null;
	return gitRevisionSite({
		object,
		path: "spec.chart.ref",
		place,
		artifact,
		refusals
	});
}
function repositorySite(object, chart, refusals) {
	const version = field(chart, "version");
	const name = textField(chart, "name");
	const repository = textField(chart, "repository");
	if (version === null || !name || !repository) return null;
	const artifact = chartArtifact(name, repository);
	return chartVersionSite({
		object,
		path: "spec.chart.version",
		place: version,
		artifact,
		refusals
	});
}
function imageSites$1(object, values) {
	const aliases = aliasesOf(object.annotations);
	const detected = valuesSites(object, values, "spec.values", policyOf(object.annotations, aliases));
	return withAliases(detected, {
		object,
		values,
		path: "spec.values",
		aliases
	});
}
/** The name that Flux gives an image of the values: an alias, `chart-image` at their top, else the name of its block. */
function policyOf(annotations, aliases) {
	return (block) => {
		const path = block.join(".");
		const names = [aliases.find((alias) => blockOf(alias) === path)?.name, containerName(block)].filter((name) => name !== void 0);
		const { filter, automation, refusals } = fluxV1Policy(annotations, names);
		return {
			filter,
			automation,
			refusal: refusals.find((refusal) => refusal !== null) ?? null
		};
	};
}
function containerName(block) {
	const [first, second] = block;
	if (block.length === 0 || block.length === 1 && first === "image") return "chart-image";
	if (block.length === 1 || block.length === 2 && second === "image") return String(first);
}

// src/manifests/kinds/helm-release-v2.ts
const helmReleaseV2 = {
	name: "HelmRelease (Flux v2)",
	mayBeIn: (_, contains) => contains("HelmRelease"),
	matches: ({ object }) => object.kind === "HelmRelease" && object.apiVersion.startsWith("helm.toolkit.fluxcd.io/"),
	find(object) {
		const values = descend(object.place, ["spec", "values"]);
		return [
			...chartSites(object),
			...values === null ? [] : valuesSites(object, values, "spec.values"),
			...postRendererSites(object)
		];
	},
	transformed: false
};
function chartSites(object) {
	const chart = asMap(descend(object.place, [
		"spec",
		"chart",
		"spec"
	]));
	return chart === null ? [] : fluxChartSites(object, chart, "spec.chart.spec");
}
function postRendererSites(object) {
	const spec = mapField(object.place, "spec");
	const renderers = spec === null ? null : seqField(spec, "postRenderers");
	if (renderers === null) return [];
	return itemsOf(renderers).flatMap((item, index) => {
		const renderer = asMap(item);
		const kustomize = renderer === null ? null : mapField(renderer, "kustomize");
		const images = kustomize === null ? null : seqField(kustomize, "images");
		if (images === null) return [];
		const path = `spec.postRenderers[${index}].kustomize.images`;
		return imageEntries(object, images, path).map((entry) => entry.site).filter((found) => found.pin.style !== "absent");
	});
}

// src/manifests/kinds/workload.ts
const TEMPLATE = [
	"spec",
	"template",
	"spec"
];
/** Where the pod's spec lies, by kind; with the API group where another API has a kind of the same name. */
const POD_SPECS = /* @__PURE__ */ new Map([
	["Pod", { keys: ["spec"] }],
	["Deployment", { keys: TEMPLATE }],
	["StatefulSet", { keys: TEMPLATE }],
	["DaemonSet", { keys: TEMPLATE }],
	["ReplicaSet", { keys: TEMPLATE }],
	["ReplicationController", { keys: TEMPLATE }],
	["Job", { keys: TEMPLATE }],
	["CronJob", { keys: [
		"spec",
		"jobTemplate",
		...TEMPLATE
	] }],
	["Rollout", {
		keys: TEMPLATE,
		group: "argoproj.io/"
	}],
	["Service", {
		keys: TEMPLATE,
		group: "serving.knative.dev/"
	}],
	["Configuration", {
		keys: TEMPLATE,
		group: "serving.knative.dev/"
	}],
	["DeploymentConfig", {
		keys: TEMPLATE,
		group: "apps.openshift.io/"
	}],
	["PodTemplate", {
		keys: ["template", "spec"],
		group: "v1"
	}]
]);
function podSpecOf({ object }) {
	const found = POD_SPECS.get(object.kind);
	if (found === void 0 || object.apiVersion === "") return null;
	return found.group === void 0 || object.apiVersion.startsWith(found.group) ? found.keys : null;
}
/** The images of one of the pod's lists; `keys` lead from an item to its image. */
function imagesIn(object, podSpec, list, keys) {
	const spec = descend(object.place, podSpec);
	const items = spec === null ? null : seqField(spec, list);
	if (items === null) return [];
	const sites = [];
	const seen = /* @__PURE__ */ new Set();
	for (const [index, item] of itemsOf(items).entries()) {
		const image = descend(item, keys);
		if (image === null) continue;
		const name = textField(item, "name") ?? "";
		const place = name === "" || seen.has(name) ? `[${index}]` : `[name=${name}]`;
		seen.add(name);
		const found = imageScalarSite({
			object,
			path: `${[...podSpec, list].join(".")}${place}.${keys.join(".")}`,
			place: image,
			...fluxV1Policy(object.annotations, [name])
		});
		if (found !== null) sites.push(found);
	}
	return sites;
}
const workload = {
	name: "workload",
	mayBeIn: (_, contains) => contains("image") && (contains("ontainers") || contains("volumes") && contains("reference")),
	matches: (object) => podSpecOf(object) !== null,
	find(object) {
		const podSpec = podSpecOf(object) ?? [];
		return [...[
			"initContainers",
			"containers",
			"ephemeralContainers"
		].flatMap((list) => imagesIn(object, podSpec, list, ["image"])), ...imagesIn(object, podSpec, "volumes", ["image", "reference"])];
	},
	transformed: true
};

// src/manifests/kustomize/patches.ts
const GUARD$1 = "it stands in a patch, which is this overlay's own decision";
/** What a patch's object can be. A patch in a file of its own is found there, as what it is. */
const KINDS$1 = [
	workload,
	helmReleaseV1,
	helmReleaseV2,
	fluxOciRepository,
	fluxHelmChart,
	fluxGitRepository
];
/** The patches of a kustomization in the order in which kustomize 5.5 applies them (api/internal/target, configureBuiltinTransformers). */
function patchItems(object) {
	return [
		"patchesStrategicMerge",
		"patches",
		"patchesJson6902"
	].flatMap((list) => {
		const items = seqField(object.place, list, true);
		return (items === null ? [] : itemsOf(items)).map((item, index) => list === "patchesStrategicMerge" ? {
			list,
			path: `${list}[${index}]`,
			item,
			patch: item
		} : {
			list,
			path: `${list}[${index}].patch`,
			item,
			patch: field(item, "patch", true)
		});
	});
}
/** The pins in `patches[].patch`, `patchesJson6902[].patch` and in the inline items of `patchesStrategicMerge`. */
function patchFindings(object) {
	return patchItems(object).flatMap(({ patch, path }) => patch === null ? [] : findingsIn(object, patch, path));
}
function findingsIn(outer, patch, path) {
	if (!/image|HelmRelease|OCIRepository|HelmChart|GitRepository/.test(textOf(patch) ?? "")) return [];
	const document = embeddedDocument(patch);
	if (document === null) return [];
	if ("reason" in document) return [document];
	const operations = operationsOf(document, patch.doubt);
	if (operations !== null) return itemsOf(operations).flatMap((operation, index) => operationSites(outer, operation, `${path}[${index}]`)).map((found) => guardedSite(found, GUARD$1));
	return objectsOf(document).flatMap((inner) => {
		return (KINDS$1.find((candidate) => candidate.matches(inner))?.find({
			...inner,
			prefix: `${outer.prefix}${path}.${inner.prefix}`
		}) ?? []).map((finding) => "reason" in finding ? finding : guardedSite(finding, GUARD$1));
	});
}
/** The operations of a JSON patch; `null` when the document is none. */
function operationsOf(document, doubt = null) {
	const { root, refusal } = document;
	return root === null ? null : asSeq({
		document,
		node: root,
		keys: [],
		pair: null,
		refusal,
		doubt
	});
}
/** The images that one operation of a JSON patch writes: one container's image, a container, or a list of them. */
function operationSites(object, operation, path) {
	const operator = textField(operation, "op");
	const target = /\/(?:init|ephemeral)?[cC]ontainers(\/(?:\d+|-))?(\/image)?$/.exec(textField(operation, "path") ?? "");
	const value = field(operation, "value");
	if (value === null || target === null || operator !== "add" && operator !== "replace") return [];
	const [, item, image] = target;
	const imageAt = (place, at) => {
		const found = place === null ? null : imageScalarSite({
			object,
			path: at,
			place
		});
		return found === null ? [] : [found];
	};
	if (image !== void 0) return item === void 0 ? [] : imageAt(value, `${path}.value`);
	if (item !== void 0) return imageAt(field(value, "image"), `${path}.value.image`);
	const list = asSeq(value);
	return list === null ? [] : itemsOf(list).flatMap((container, index) => {
		const map = asMap(container);
		return map === null ? [] : imageAt(field(map, "image"), `${path}.value[${index}].image`);
	});
}

// src/manifests/kustomize/remote.ts
/** The lists whose items kustomize may clone from Git. `crds` and `configurations` it reads as single files, whose URLs hold no revision. */
const REMOTE_LISTS = [
	"resources",
	"bases",
	"components",
	"generators",
	"transformers",
	"validators"
];
/** The revisions in the URLs of a kustomization. A remote without one follows its default branch and is no pin. */
function remoteSites(object) {
	return REMOTE_LISTS.flatMap((name) => {
		const list = seqField(object.place, name, true);
		if (list === null) return [];
		const seen = /* @__PURE__ */ new Map();
		return itemsOf(list).flatMap((place) => {
			const found = findRevision(textOf(place) ?? "");
			if (found === null) return [];
			const { repository, folder } = splitRemote(found.url);
			const label = withoutCredentials(found.url);
			const nth = (seen.get(label) ?? 0) + 1;
			seen.set(label, nth);
			return [revisionSite$1(object, `${name}[${label}${nth === 1 ? "" : `#${nth}`}]`, place, found, gitArtifact(withoutCredentials(repository), folder))];
		});
	});
}
function revisionSite$1(object, path, place, { revision, part, written, refusal }, artifact) {
	const template = templateRefusal(textOf(place) ?? "");
	const branch = template === null && revision !== null ? branchGuard(revision) : null;
	return site({
		object,
		path,
		at: place,
		artifact: template === null ? artifact : null,
		version: {
			tag: revision ?? written,
			digest: null
		},
		style: branch === null ? "exact" : "range",
		guard: branch,
		refusals: [template, refusal],
		write: (to) => setPart(place, part, encoded(requireGitRevision(to), written))
	});
}
/**
* Where kustomize finds the revision: behind the first `?`, the first `ref` that is not empty, else the first `version`, percent-decoded.
* `null` when the text has none, or is a path.
*/
function findRevision(text) {
	const mark = text.indexOf("?");
	if (mark === -1 || /^[./]|\n/.test(text)) return null;
	const parameters = [];
	let at = mark + 1;
	for (const pair of text.slice(at).split("&")) {
		const equals = pair.indexOf("=");
		const name = equals === -1 ? pair : pair.slice(0, equals);
		parameters.push({
			name,
			part: {
				start: at + (equals === -1 ? pair.length : equals + 1),
				end: at + pair.length
			}
		});
		at += pair.length + 1;
	}
	for (const name of ["ref", "version"]) {
		const same = parameters.filter((parameter) => parameter.name === name);
		const [first] = same;
		if (first === void 0 || first.part.start === first.part.end) continue;
		const written = text.slice(first.part.start, first.part.end);
		const revision = decoded(written);
		const refusal = same.length > 1 ? `the URL has "${name}" twice, and only the first counts; keep one` : revision === null ? `"${written}" is not percent-encoded rightly, and kustomize ignores the whole query then` : null;
		return {
			url: text.slice(0, mark),
			revision,
			part: first.part,
			written,
			refusal
		};
	}
	return null;
}
/** As Go's url.ParseQuery decodes: a `+` is a space there. `null` for a lone percent sign. */
function decoded(text) {
	try {
		return decodeURIComponent(text.replaceAll("+", " "));
	} catch {
		return null;
	}
}
/** A revision for a query, with its slashes written as those of the old one were. */
function encoded(revision, old) {
	const slash = /%2f/i.exec(old)?.[0] ?? "/";
	return revision.replaceAll("+", "%2B").replaceAll("/", slash);
}
/**
* The repository of a remote and the folder inside it, divided as kustomize does (api/internal/git/repospec.go): behind the repository's name after
* `_git/`; at `//`; behind `.git`; else the owner and the name are the first two parts of the path, and all of it for `file://`.
*/
function splitRemote(url) {
	const scheme = /^(?:git::)?(?:[a-z]+:\/\/)?/i.exec(url)?.[0] ?? "";
	const rest = url.slice(scheme.length);
	const split = (end, next = end) => ({
		repository: withoutTrailingSlashes(scheme + rest.slice(0, end)),
		folder: rest.slice(next)
	});
	const azure = /^.*?_git\/[^/]*/.exec(rest)?.[0];
	if (azure !== void 0) return split(azure.length);
	const double = rest.indexOf("//");
	if (double !== -1) return split(double, double + 2);
	const suffix = /\.git(?=\/|$)/.exec(rest);
	if (suffix !== null) return split(suffix.index + suffix[0].length);
	if (/^(?:git::)?file:/i.test(scheme)) return split(rest.length);
	const host = /^[^/:]*(?::\d+(?=\/)|:|)\/?/.exec(rest)?.[0] ?? "";
	const named = /^[^/]*(?:\/[^/]*)?/.exec(rest.slice(host.length))?.[0] ?? "";
	return split(host.length + named.length);
}
/** A URL without the name and password in front of its host: neither identifies anything, and a password must not be repeated. */
function withoutCredentials(url) {
	return url.replace(/^((?:git::)?https?:\/\/)[^/@]*@/i, "$1");
}

// src/manifests/kinds/kustomization.ts
/** The names under which kustomize looks for a folder's kustomization, in its order. */
const KUSTOMIZATION_NAMES = [
	"kustomization.yaml",
	"kustomization.yml",
	"Kustomization"
];
/** Whether kustomize would take this path for a kustomization. */
function isKustomizationPath(path) {
	return KUSTOMIZATION_NAMES.includes(path.slice(path.lastIndexOf("/") + 1));
}
/** The entries of a kustomization's `images`; under `imageTags`, its old name, they are the same to kustomize, and their paths too. */
function kustomizationEntries(object) {
	const images = seqField(object.place, "images", true);
	const old = seqField(object.place, "imageTags", true);
	if (images === null) return old === null ? [] : imageEntries(object, old, "images");
	const entries = imageEntries(object, images, "images");
	if (old === null) return entries;
	const refusal = "`images` and its old name `imageTags` stand side by side; move the entries into `images`";
	return [...entries, ...imageEntries(object, {
		...old,
		refusal
	}, "imageTags")];
}
const kustomization = {
	name: "kustomization",
	mayBeIn: isKustomizationPath,
	matches({ object, place }) {
		if (place.document.index > 0 || !isKustomizationPath(place.document.source.path)) return false;
		const { apiVersion, kind } = object;
		if (apiVersion !== "" && !apiVersion.startsWith("kustomize.config.k8s.io/")) return false;
		return kind === "" || kind === "Kustomization" || kind === "Component";
	},
	find: (object) => [
		...kustomizationEntries(object).flatMap(({ site, suffix }) => suffix === null ? [site] : [site, suffix]),
		...remoteSites(object),
		...chartSites$2(object),
		...patchFindings(object),
		...literalSites(object)
	],
	transformed: false
};

// src/manifests/kustomize/entry-effect.ts
/** The pin of an entry, with what is known since the images that reach it are. None need be: the resources may lie elsewhere. */
function pinInEffect(pin, entry, reached) {
	const decided = reached.filter(({ next }) => next === null);
	const images = (decided.length > 0 ? decided : reached).map(({ image }) => image);
	const [first] = images;
	if (first === void 0) return pin;
	const isAbsent = pin.style === "absent";
	const isPattern = entry.newName === null && !isPlainName(entry.name);
	const names = [...new Set(images.map(({ name }) => name))];
	const doubt = overridden(pin, reached, decided) ?? (images.some((image) => doublesVersion(entry, image)) ? doubledReason(pin) : null) ?? (isAbsent ? unclearVersion(images) : null);
	const refusal = doubt ?? (isPattern && names.length > 1 ? `the pattern "${entry.name}" is for several images, ${listed(names)}; give each an entry of its own` : null) ?? (isAbsent && entry.newName === null ? setBefore(pin, images) : null);
	return {
		...pin,
		version: isAbsent ? first.version : pin.version,
		artifact: isPattern && names.length === 1 ? artifactOfImage(first.name) : pin.artifact,
		refusal: pin.refusal ?? refusal,
		doubt: pin.doubt ?? doubt
	};
}
/** A later entry changes all that this one gives; of an entry without a version, which would decide on all once it had one, any. */
function overridden(pin, reached, decided) {
	if (decided.length === reached.length || decided.length > 0 && pin.style !== "absent") return null;
	const [again] = reached.flatMap(({ image, next }) => next === null ? [] : [{
		image,
		next
	}]);
	if (again === void 0) return null;
	return overriddenReason(again.image.name, again.next.name, `lines ${pin.line} and ${again.next.site.pin.line}`);
}
/** An entry that changes nothing would, once it had a version, override the entry or the patch before it. */
function setBefore(pin, images) {
	const entry = images.find(({ decidedBy }) => decidedBy.file === pin.file && isKustomizationPath(decidedBy.file));
	const patched = images.find(({ patchedIn }) => patchedIn === pin.file);
	if (patched !== void 0) return patchedReason(patched);
	return entry === void 0 ? null : `the entry in line ${entry.decidedBy.line} sets the image already; change it there`;
}
/** Why an entry would not do for an image that the kustomization's own patch sets. */
function patchedReason({ decidedBy, unsure }) {
	return unsure ?? `the patch in ${placeOf(decidedBy)} sets it, and an entry would override that; change it there`;
}
/** Why the version that images have is not one that can be told; `null` when it is. */
function unclearVersion(images) {
	return images.find((image) => image.unsure !== null)?.unsure ?? null ?? alreadyDoubled(images) ?? twoVersions(images);
}
/** Why images are not set by one entry: they have two versions. `null` when they have one. */
function twoVersions(images) {
	const [first] = images;
	const other = images.find(({ version }) => first !== void 0 && !equalVersions(version, first.version));
	if (first === void 0 || other === void 0) return null;
	return `the resources use two versions of it, ${formatVersion(first.version)} and ${formatVersion(other.version)}; one entry would set both`;
}
/** Why images are not what they are said to be: an entry has put a second version before theirs. `null` where none has. */
function alreadyDoubled(images) {
	const by = images.find(({ doubledBy }) => doubledBy !== null)?.doubledBy ?? null;
	return by === null ? null : doubledReason(by);
}
function doubledReason(by) {
	return `\`newName\` in ${placeOf(by)} carries a version, and kustomize puts the one that the image has behind it; move the version to \`newTag\` or \`digest\` there`;
}
const MOST_LISTED = 4;
function listed(names) {
	const shown = names.slice(0, MOST_LISTED).map((name) => `"${name}"`);
	const more = names.length - shown.length;
	return [...shown, ...more > 0 ? [`${more} more`] : []].join(", ");
}

// src/manifests/kustomize/absent-pins.ts
/** One pin for each image that files outside the scope decide, and no entry of the kustomization is for. */
function absentPins(overlay, isInScope) {
	const { inherited, entries } = overlay;
	const open = inherited.filter((image) => !isInScope(image.decidedBy.file) && !entries.some(({ name }) => entryMatches(name, image)));
	return [...groupBy(open, nameOfEntry)].map(([name, images]) => absentPin(overlay, name, images));
}
/** The name that an entry for the image would have: its own, unless kustomize's pattern of a tag and a digest leaves no entry of that name for it. */
function nameOfEntry(image) {
	return entryMatches(image.name, image) ? image.name : formatReference(image);
}
function absentPin(overlay, name, images) {
	const version = images[0]?.version ?? {
		tag: null,
		digest: null
	};
	const place = placeOfNewEntry(overlay, name);
	const unclear = unclearVersion(images);
	const artifact = artifactOfImage(images[0]?.name ?? name);
	const unnamed = artifact.name === name ? null : `"${name}" is no image that an entry could name; correct its tag or digest first`;
	return {
		file: overlay.file,
		document: 0,
		object: overlay.object.object,
		path: `images[name=${name}]`,
		line: place.line,
		column: place.column,
		artifact,
		takes: "image",
		version,
		style: "absent",
		refusal: place.refusal ?? unclear ?? unnamed ?? alsoCaught(overlay, name, images),
		guarded: false,
		named: false,
		doubt: unclear,
		filter: null,
		automation: null,
		imagePolicy: null
	};
}
/** An appended entry comes last, so it is for every image that has the name by then: why that is more than is meant. */
function alsoCaught({ file, result, entries }, name, images) {
	const meant = new Set(images.map(({ origin }) => origin));
	const caught = result.filter((image) => entryMatches(name, image));
	const giving = entries.filter((entry) => entry.newName !== null && entryMatches(name, afterEntry(splitReference(entry.name), entry)));
	const [overridden] = [...caught.flatMap(({ origin, lastEntry }) => meant.has(origin) ? [] : lastEntry ?? []), ...giving.map(({ site }) => site.pin)];
	const patched = caught.find(({ patchedIn }) => patchedIn === file);
	if (patched !== void 0) return patchedReason(patched);
	if (overridden === void 0) return twoVersions([...images, ...caught]);
	return `an entry for it would also override the one in ${placeOf(overridden)}, whose image has the same name; set that one, or add an entry by hand`;
}
function placeOfNewEntry(overlay, name) {
	const { source } = overlay.object.place.document;
	try {
		const { start, text } = appendEntries(overlay.object.place, [{
			name,
			to: {
				tag: "0",
				digest: null
			}
		}]);
		const at = positionAt(source, start);
		return text.startsWith(source.eol) ? {
			line: at.line + 1,
			column: 1,
			refusal: null
		} : {
			...at,
			refusal: null
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			line: 1,
			column: 1,
			refusal: error.message
		};
	}
}

// src/manifests/flux/chart-references.ts
/** The pins, those of OCIRepositories that one of the references means as pins of charts. */
function withReferredCharts(pins, references) {
	const repositories = groupBy(pins.filter(isRepository), ({ object }) => object.name);
	if (repositories.size === 0) return pins;
	const charts = /* @__PURE__ */ new Set();
	for (const { name, namespace } of references) for (const pin of meant(repositories.get(name) ?? [], namespace)) charts.add(pin);
	return pins.map((pin) => charts.has(pin) ? asChart(pin) : pin);
}
/** The OCIRepository that an object refers to, when it is a HelmRelease that refers to one. */
function chartReferencesIn({ object, place }) {
	if (object.kind !== "HelmRelease") return [];
	const spec = mapField(place, "spec");
	const reference = spec === null ? null : mapField(spec, "chartRef");
	if (reference === null || textField(reference, "kind") !== "OCIRepository") return [];
	const name = textField(reference, "name");
	return name ? [{
		name,
		namespace: written(textField(reference, "namespace") || object.namespace)
	}] : [];
}
/**
* The objects of the right name that a reference means: those of its namespace; where none has that, those that may get it, when they all
* hold the same artifact.
*/
function meant(named, namespace) {
	const exact = named.filter((pin) => written(pin.object.namespace) === namespace);
	if (exact.length > 0) return exact;
	const open = namespace === "" ? named : named.filter((pin) => written(pin.object.namespace) === "");
	return new Set(open.map((pin) => pin.artifact?.id)).size === 1 ? open : [];
}
/** A namespace that is filled in later is not known yet. */
function written(namespace) {
	return templateRefusal(namespace) === null ? namespace : "";
}
function isRepository({ object, artifact }) {
	return object.kind === "OCIRepository" && object.apiVersion.startsWith("source.toolkit.fluxcd.io/") && artifact?.kind === "image";
}
function asChart(pin) {
	return pin.artifact === null ? pin : {
		...pin,
		artifact: chartOfOci(pin.artifact.name),
		takes: "chart"
	};
}

// src/manifests/kustomize/used-image.ts
function siteKey(pin) {
	return `${pin.file}#${pin.document}#${pin.path}`;
}
/** Whether a pin is that of an entry in a kustomization's `images`. */
function isEntryPin({ file, path }) {
	return isKustomizationPath(file) && /^image(?:s|Tags)\[/.test(path);
}
/** What decided before, once something else decides. */
function before({ decidedBefore, decidedBy }) {
	return isEntryPin(decidedBy) ? decidedBefore : [...decidedBefore, siteKey(decidedBy)];
}
/** The image that a pin of a workload is; `null` when kustomize's transformer does not reach it, or it names none. */
function usedImage(pin) {
	const container = containerOf(pin);
	if (pin.artifact === null || container === null) return null;
	const { apiVersion, kind, name, namespace } = pin.object;
	const key = `${pin.file}#${pin.document}#${pin.path.slice(0, -`${container}.image`.length)}`;
	return {
		name: pin.artifact.name,
		version: pin.version,
		origin: siteKey(pin),
		decidedBy: pin,
		decidedBefore: [],
		patchedIn: null,
		unsure: null,
		lastEntry: null,
		doubledBy: null,
		workload: {
			key,
			apiVersion,
			kind,
			names: [name],
			namespaces: [namespace]
		},
		container,
		isAdded: false
	};
}
/**
* The list and the item of a pin that kustomize's image transformer reaches: it goes through the lists `containers` and `initContainers`, wherever they
* are. Images of volumes kustomize 5.8 changes and 5.5 does not, those of ephemeral containers none does: both stay pins of their own.
*/
function containerOf(pin) {
	return /(?:^|\.)((?:containers|initContainers)\[[^\]]*\])\.image$/.exec(pin.path)?.[1] ?? null;
}

// src/manifests/kustomize/own-patches.ts
const EMPTY_PATCH = {
	merges: [],
	operations: [],
	isUnread: false,
	isUnknown: false
};
/** The patches of a kustomization in the order in which kustomize applies them: those of the old lists before and after `patches`. */
function ownPatches(object) {
	return patchItems(object).map(({ list, path, item, patch }) => {
		const text = list === "patchesStrategicMerge" ? textOf(item) : null;
		const file = text === null ? textField(item, "path", true) : /[\n{]|: /.test(text) ? null : text;
		return {
			path: path.replace(/\.patch$/, ""),
			line: lineOf(item),
			target: targetOf(item),
			isLate: list === "patchesJson6902",
			file: file === "" ? null : file,
			content: patch === null || file !== null ? EMPTY_PATCH : inlineContent(object, patch, path)
		};
	});
}
function targetOf(item) {
	const target = mapField(item, "target", true);
	if (target === null) return null;
	const text = (name) => textField(target, name, true) ?? "";
	return {
		group: text("group"),
		version: text("version"),
		kind: text("kind"),
		name: text("name"),
		namespace: text("namespace"),
		byLabels: text("labelSelector") !== "" || text("annotationSelector") !== ""
	};
}
function inlineContent(outer, patch, path) {
	const text = textOf(patch) ?? "";
	if (!/[cC]ontainers|\/(?:spec|template|jobTemplate)["'\s,}]/.test(text)) return EMPTY_PATCH;
	const document = embeddedDocument(patch);
	if (document === null) return EMPTY_PATCH;
	if ("reason" in document) return {
		...EMPTY_PATCH,
		isUnread: true
	};
	const merges = objectsOf(document).flatMap((inner) => workload.matches(inner) ? pinsIn(workload.find({
		...inner,
		prefix: `${outer.prefix}${path}.${inner.prefix}`
	})).filter((pin) => containerOf(pin) !== null) : []);
	const operations = imageOperations(document, outer, path);
	return {
		merges,
		operations,
		isUnread: /\S[^]*^---\s/mu.test(text),
		isUnknown: merges.length === 0 && operations.length === 0 && saysImages(text)
	};
}
/** What a file says when it is taken for a patch. `merges`: the images of its workloads. */
function fileContent(documents, { merges, isUnread }) {
	const reached = merges.filter((pin) => containerOf(pin) !== null);
	const operations = documents.flatMap((document) => imageOperations(document, null, `[${document.index}]`));
	const isNothing = reached.length === 0 && operations.length === 0;
	const says = documents[0] !== void 0 && saysImages(documents[0].source.text);
	return {
		merges: reached,
		operations,
		isUnread,
		isUnknown: isNothing && says
	};
}
function saysImages(text) {
	return text.includes("image") && /[cC]ontainers/.test(text);
}
function pinsIn(found) {
	return found.flatMap((finding) => "reason" in finding ? [] : [finding.pin]);
}
function imageOperations(document, outer, path) {
	const operations = operationsOf(document);
	if (operations === null) return [];
	return itemsOf(operations).flatMap((item, index) => {
		const place = asMap(item);
		if (place === null) return [];
		return imageOperation(outer ?? {
			place,
			object: NO_OBJECT,
			prefix: "",
			annotations: /* @__PURE__ */ new Map()
		}, place, `${path}[${index}]`);
	});
}
const NO_OBJECT = {
	apiVersion: "",
	kind: "",
	namespace: "",
	name: ""
};
function imageOperation(object, operation, path) {
	const operator = textField(operation, "op");
	const at = textField(operation, "path") ?? "";
	if (operator === "test") return [];
	if (/^(?:\/(?:spec|jobTemplate|template))*$/.test(at)) return [{
		list: null,
		index: null,
		pins: []
	}];
	const [, list, item, image] = /\/(containers|initContainers)(?:\/(\d+|-))?(\/image)?$/.exec(at) ?? [];
	if (list === void 0) return [];
	const pins = operationSites(object, operation, path).map(({ pin }) => pin);
	return [{
		list,
		index: pins.length === 1 && (operator === "replace" || image !== void 0) && /^\d+$/.test(item ?? "") ? Number(item) : null,
		pins
	}];
}

// src/manifests/argo-cd/image-updater.ts
const LIST = "argocd-image-updater.argoproj.io/image-list";
/**
* The findings with a remark on those that Image Updater sets too: the images of its list, and lone tags, whose image only it may know. It writes to the cluster or
* to Git as it is set up, so what stands in Git may not be what runs (argocd-image-updater, docs/configuration/images.md).
*/
function withImageUpdater(findings, annotations) {
	const listed = (annotations.get(LIST) ?? "").split(",").flatMap((item) => {
		const { name } = splitReference(item.trim().replace(/^[^=]*=/u, ""));
		return name === "" ? [] : [artifactOfImage(name).id];
	});
	if (listed.length === 0) return findings;
	return findings.map((finding) => {
		if ("reason" in finding) return finding;
		const { pin } = finding;
		if (!(pin.artifact === null ? pin.takes === "image" : pin.artifact.kind === "image") || pin.artifact !== null && !listed.includes(pin.artifact.id)) return finding;
		return {
			...finding,
			pin: {
				...pin,
				automation: pin.automation ?? AUTOMATION
			}
		};
	});
}
const AUTOMATION = `Argo CD Image Updater writes here too (its annotation "${LIST}")`;

// src/manifests/argo-cd/template.ts
/** Why a text is no fixed value, or `null`. Argo CD replaces `$ARGOCD_APP_REVISION` with and without braces, and no version has a `$`. */
function argoCdTemplate(text) {
	if (/\$\w/.test(text)) return `the value is filled in by Argo CD's build environment (${text})`;
	return templateRefusal(text);
}

// src/manifests/argo-cd/parameters.ts
/** The parameters of a list that have a name and a value, in the order of the file. */
function parametersOf(list) {
	const maps = itemsOf(list).flatMap((item) => asMap(item) ?? []);
	return [...groupBy(maps, (map) => textField(map, "name") ?? "")].flatMap(([name, same]) => {
		const map = same.at(-1);
		const value = map === void 0 ? null : field(map, "value");
		const text = textOf(value);
		if (name === "" || map === void 0 || value === null || text === null) return [];
		const lines = namedLines(list.document.source, same, startOf);
		const twice = same.length > 1 ? `two parameters are named "${name}", in ${lines}, and the last one wins; keep one` : null;
		return [{
			name,
			keys: keysOf(name),
			map,
			value,
			text,
			twice
		}];
	});
}
/** The keys that `--set` reads in a name: `a.b[0].c\.d` is `a`, `b`, 0, `c.d`. */
function keysOf(name) {
	return [...name.matchAll(/\[(\d+)\]|((?:\\.|[^.[\\])+)/gsu)].map(([, index, key]) => index === void 0 ? (key ?? "").replaceAll(/\\(.)/gsu, "$1") : Number(index));
}
/** The parameters by the map that they set keys of. `values`: the values of the source that they are laid over. */
function blocksOf(parameters, values) {
	const maps = values === null || parameters.length === 0 ? /* @__PURE__ */ new Map() : mapsByPath(values);
	return [...groupBy(parameters, ({ keys }) => formatKeys(keys.slice(0, -1)))].map(([path, members]) => {
		return {
			path,
			keys: members[0]?.keys.slice(0, -1) ?? [],
			parameters: new Map(members.map((parameter) => [String(parameter.keys.at(-1)), parameter])),
			values: maps.get(path) ?? null
		};
	});
}
/** What a chart gets under a key of the block: the parameter, else the values. */
function effectiveText({ parameters, values }, key) {
	return parameters.get(key)?.text ?? (values === null ? null : textOf(field(values, key)));
}
/**
* Sets a parameter's value. What reads it as something else than a string (`--set` makes an integer of 12 and a boolean of true) is kept from it by
* `forceString`, which is added where the parameter lacks it: Argo CD then uses `--set-string`. The rule is the one by which scalars are quoted, so it
* holds whatever the version of Helm.
*/
function setParameter({ map, value }, text) {
	const changes = setScalar(value, text);
	if (changes.length === 0 || text === "" || encodeScalar(text, "plain") === text) return changes;
	return [...changes, ...forceString(map, value)];
}
/** The change after which `forceString` is true; written without quotes, as Argo CD's API takes a boolean there. */
function forceString(map, value) {
	const place = field(map, "forceString");
	if (place === null) {
		if (value.pair === null) throw new Error("a value of a map has its pair");
		const added = addKey(map, value.pair, "forceString", "true");
		return [{
			...added,
			text: added.text.replace(/"true"$/u, "true")
		}];
	}
	if (textOf(place) === "true") return [];
	if (place.refusal !== null) throw new UserError(`\`forceString\` must become true, but ${place.refusal}`);
	return setScalar(place, "true").map((change) => ({
		...change,
		text: change.text.replaceAll(/["']/gu, "")
	}));
}
/** Every map of the values by its path, found in one walk: there may be as many parameters as there are maps. */
function mapsByPath(values) {
	const maps = /* @__PURE__ */ new Map();
	const visit = (place) => {
		const map = asMap(place);
		const list = asSeq(place);
		if (map !== null) {
			maps.set(formatKeys(place.keys.slice(values.keys.length)), map);
			for (const entry of entriesOf(map)) visit(entry.place);
		} else if (list !== null) for (const item of itemsOf(list)) visit(item);
	};
	visit(values);
	return maps;
}

// src/manifests/argo-cd/parameter-images.ts
const VERSION_KEYS = [
	"tag",
	"imageTag",
	"version"
];
/** The images of one block. `path` is that of the list of parameters. */
function parameterImageSites(object, block, path) {
	const found = [wholeSite(object, block, path)];
	for (const [key, parameter] of block.parameters) {
		const prefix = /^(.*[a-z0-9])Image[_-]?Tag$/.exec(key)?.[1];
		if (prefix !== void 0) found.push(prefixedSite(object, block, {
			parameter,
			prefix,
			path
		}));
		else if (isImageKey(key) && isReference$1(parameter.text)) found.push(referenceSite(object, parameter, path));
	}
	return found.filter((one) => one !== null);
}
/** The artifact that the block names, in its parameters or in the values below them; `null` when it names none. */
function artifactOfBlock(block) {
	const registry = effectiveText(block, "registry");
	for (const key of [
		"repository",
		"image",
		"name",
		"imageRepository",
		"imageName"
	]) {
		const text = effectiveText(block, key);
		if (!text || text.includes("://") || /\s/.test(text) || argoCdTemplate(text) !== null) continue;
		if (key === "name" && !registry && !text.includes("/") && !isNamedImage(block)) continue;
		const { name } = splitReference(text);
		return artifactOfImage(registry ? `${withoutTrailingSlashes(registry)}/${name}` : name);
	}
	return null;
}
/** What of a block's parameters fixes a version. */
function versionParameters({ parameters }) {
	return [...VERSION_KEYS, "digest"].flatMap((key) => parameters.get(key) ?? []);
}
/** The block as one image. */
function wholeSite(object, block, path) {
	const key = VERSION_KEYS.find((one) => block.parameters.has(one) && isImageVersion(block, one));
	return versionSite(object, {
		tag: key === void 0 ? null : block.parameters.get(key) ?? null,
		digest: isImageVersion(block, "digest") ? block.parameters.get("digest") ?? null : null,
		artifact: artifactOfBlock(block),
		path
	});
}
/** One of several images of a block: `operatorImage` and `operatorImageTag`. */
function prefixedSite(object, block, { parameter, prefix, path }) {
	const name = [
		"Image",
		"ImageRepository",
		"ImageName"
	].map((key) => effectiveText(block, prefix + key) ?? "").find((text) => text !== "" && !/:\/\/|\s/.test(text) && argoCdTemplate(text) === null);
	const artifact = name === void 0 ? null : artifactOfImage(splitReference(name).name);
	return versionSite(object, {
		tag: parameter,
		digest: block.parameters.get(`${prefix}ImageDigest`) ?? null,
		artifact,
		path
	});
}
function versionSite(object, { tag, digest, artifact, path }) {
	const at = tag ?? digest;
	if (at === null) return null;
	const tagText = tag?.text ?? "";
	const digestText = digest?.text ?? "";
	if (tagText === "" && digestText === "" || isSentence(tagText)) return null;
	const template = argoCdTemplate(tagText) ?? argoCdTemplate(digestText);
	const inTag = template === null ? splitTag(tagText) : {
		tag: tagText || null,
		digest: null
	};
	const both = inTag.digest !== null && digestText !== "" ? "both the tag and the digest hold a digest; keep it in one of them" : null;
	const version = {
		tag: inTag.tag,
		digest: inTag.digest ?? (digestText || null)
	};
	const parts = [tag, digest].filter((part) => part !== null);
	const twice = parts.find((part) => part.twice !== null)?.twice ?? null;
	return site({
		object,
		path: `${path}[name=${at.name}]`,
		at: (tagText === "" ? digest ?? at : at).value,
		artifact,
		version,
		refusals: [
			twice,
			...parts.map((part) => part.value.refusal),
			template,
			both
		],
		doubts: [twice, ...parts.map((part) => part.value.doubt)],
		write: (to) => writeVersion(tag, inTag.digest === null ? digest : null, to)
	});
}
function isSentence(text) {
	return /\s/.test(text) && !text.includes("{{");
}
/** Whether a key of the block is an image's: the block names an image, or is called one, or has the keys that go with one. */
function isImageVersion(block, key) {
	if (key === "imageTag") return true;
	const named = artifactOfBlock(block) !== null;
	if (key === "version") return named && effectiveText(block, "repository") !== null && effectiveText(block, "chart") === null;
	if (named || isNamedImage(block)) return true;
	return [
		"registry",
		"hub",
		"pullPolicy",
		"imagePullPolicy"
	].some((sibling) => effectiveText(block, sibling) !== null);
}
function isNamedImage({ keys }) {
	return /image$/i.test(String(keys.at(-1))) || /images$/i.test(String(keys.at(-2)));
}
/** As with values: a digest has a parameter of its own, or stands behind the tag, which charts render as `name:tag@digest`. One that goes is emptied. */
function writeVersion(tag, digest, to) {
	requireImageVersion(to);
	if (digest === null) {
		if (tag === null) throw new Error("a version has a tag or a digest");
		if (to.tag === null) throw new UserError("there is only a parameter for the tag; a digest needs its tag beside it");
		return setParameter(tag, formatVersion(to));
	}
	const digestChanges = setParameter(digest, to.digest ?? "");
	if (tag !== null) {
		if (to.tag === null && tag.text !== "") throw new UserError("there is a parameter for the tag; a digest needs its tag beside it");
		return [...to.tag === null ? [] : setParameter(tag, to.tag), ...digestChanges];
	}
	if (to.tag === null) return digestChanges;
	const wanted = digest.name.replace(/digest$/u, "tag");
	throw new UserError(`there is a parameter for the digest only; add "${wanted}" beside it, or give the digest alone`);
}
/** A text that is a reference with a version: no URL, no sentence. */
function isReference$1(text) {
	const { name, version } = splitReference(text);
	if (argoCdTemplate(text) !== null) return version.tag !== null || version.digest !== null;
	return isImageName(name) && (version.tag !== null || version.digest !== null) && !/\s/.test(text);
}
function referenceSite(object, { name, value, text, twice }, path) {
	return imageScalarSite({
		object,
		path: `${path}[name=${name}]`,
		place: value,
		refusals: [twice, argoCdTemplate(text)]
	});
}

// src/manifests/shapes/set-aside.ts
/** The findings as guarded places: written only when named. */
function guardAll(findings, reason) {
	return findings.map((finding) => "reason" in finding ? finding : guardedSite(finding, reason));
}
/**
* The findings as places that have no effect, with what takes it from them. Promotions leave them alone as they do guarded ones, naming them lifts nothing, and
* what they hold is doubtful, so that it is never carried on.
*/
function ignoreAll(findings, reason) {
	return findings.map((finding) => {
		if ("reason" in finding) return finding;
		const { pin } = finding;
		const doubt = pin.doubt ?? reason;
		return {
			...finding,
			lifted: null,
			pin: {
				...pin,
				refusal: reason,
				guarded: true,
				doubt
			}
		};
	});
}

// src/manifests/argo-cd/helm.ts
/**
* What `helm` of a source pins. Argo CD takes `valuesObject` instead of `values`, never both, and `--set` of the parameters goes over either
* (argo-cd, pkg/apis/application/v1alpha1/values.go and util/helm/cmd.go). Files named by `valueFiles` lie below all of them and are not read here.
*/
function helmFindings(object, helm, path) {
	const valuesObject = mapField(helm, "valuesObject");
	const block = field(helm, "values");
	const inBlock = block === null ? null : embeddedMap(block);
	const readable = inBlock === null || "reason" in inBlock ? null : inBlock;
	const effective = valuesObject ?? readable;
	const list = seqField(helm, "parameters");
	const blocks = list === null ? [] : blocksOf(parametersOf(list), effective);
	return [
		...blocks.flatMap((one) => parameterImageSites(object, one, `${path}.parameters`)),
		...valuesObject === null ? [] : laidOver(object, valuesObject, `${path}.valuesObject`, blocks),
		...valuesObject === null ? blockFindings(object, inBlock, `${path}.values`, blocks) : replacedBlock(object, readable, `${path}.values`, valuesObject)
	];
}
function blockFindings(object, block, path, blocks) {
	if (block === null) return [];
	return "reason" in block ? [block] : laidOver(object, block, path, blocks);
}
/** A block beside `valuesObject` is not read by Argo CD, so it matters to nobody whether it is YAML. */
function replacedBlock(object, block, path, by) {
	if (block === null) return [];
	const reason = `\`valuesObject\` in line ${lineOf(by)} replaces \`values\` as a whole; change it there`;
	return ignoreAll(valuesSites(object, block, path), reason);
}
/** The images of the values, with the parameters that lie over them. */
function laidOver(object, values, path, blocks) {
	const byPath = new Map(blocks.map((block) => [block.path, block]));
	const parameters = new Map(blocks.flatMap((block) => [...block.parameters.values()]).map((one) => [formatKeys(one.keys), one]));
	return valuesSites(object, values, path).flatMap((found) => {
		const tail = found.pin.path.slice(object.prefix.length + path.length).replace(/^\./u, "");
		const block = byPath.get(tail);
		const over = parameters.get(tail) ?? (block === void 0 ? void 0 : versionParameters(block)[0]);
		if (over !== void 0) {
			const reason = `the parameter "${over.name}" in line ${lineOf(over.value)} overrides it; change it there`;
			return ignoreAll([found], reason);
		}
		const artifact = block === void 0 ? null : artifactOfBlock(block);
		return [artifact === null ? found : {
			...found,
			pin: {
				...found.pin,
				artifact
			}
		}];
	});
}

// src/manifests/argo-cd/kustomize.ts
/** The images of `kustomize.images` that carry a version. Argo CD hands each to `kustomize edit set image`, which takes the last of one name. */
function kustomizeImageSites(object, list, path) {
	const images = itemsOf(list).flatMap((place) => {
		const text = textOf(place);
		return text === null ? [] : [imageOf(place, text)];
	});
	const sites = [];
	for (const [name, same] of groupBy(images, (image) => image.name)) {
		const lines = namedLines(list.document.source, same, ({ place }) => startOf(place));
		const twice = same.length > 1 ? `two images are for "${name}", in ${lines}, and the last one wins; keep one` : null;
		for (const [index, image] of same.entries()) {
			const found = imageSite(object, image, `${path}[name=${name}${index > 0 ? `#${index + 1}` : ""}]`, twice);
			if (found !== null) sites.push(found);
		}
	}
	return sites;
}
function imageOf(place, text) {
	const equals = text.indexOf("=");
	const reference = text.slice(equals + 1);
	const { name: written } = splitReference(reference);
	const name = equals === -1 ? written : text.slice(0, equals);
	const image = written === "*" ? splitReference(name).name : written;
	return {
		place,
		text,
		name,
		head: text.slice(0, equals + 1) + written,
		image
	};
}
function imageSite(object, image, path, twice) {
	const { place, text, head } = image;
	const template = argoCdTemplate(text);
	const { version } = splitReference(text.slice(text.indexOf("=") + 1));
	const tag = version.tag === "*" ? null : version.tag;
	const digest = version.digest === "*" ? null : version.digest;
	if (template === null && tag === null && digest === null) return null;
	return site({
		object,
		path,
		at: place,
		artifact: template === null ? artifactOfImage(image.image) : null,
		version: template === null ? {
			tag,
			digest
		} : {
			tag: text,
			digest: null
		},
		refusals: [template, twice],
		doubts: [twice],
		write(to) {
			requireImageVersion(to);
			if (head === "") throw new UserError(`"${text}" names no image`);
			return setScalar(place, head + (to.tag === null ? "" : `:${to.tag}`) + (to.digest === null ? "" : `@${to.digest}`));
		}
	});
}

// src/manifests/argo-cd/source.ts
/** Everything that a source pins. `path` is the source's own in its object. */
function sourceFindings(object, source, path) {
	const revision = field(source, "targetRevision");
	const kustomize = mapField(source, "kustomize");
	const helm = mapField(source, "helm");
	const pinned = revision === null ? null : revisionSite(object, source, revision, `${path}.targetRevision`);
	return [
		...pinned === null ? [] : [pinned],
		...helm === null ? [] : helmFindings(object, helm, `${path}.helm`),
		...kustomize === null ? [] : kustomizeFindings(object, kustomize, `${path}.kustomize`)
	];
}
/** Images; and components and patches, which are what they are in a kustomization. */
function kustomizeFindings(object, kustomize, path) {
	const images = seqField(kustomize, "images");
	const inKustomization = {
		...object,
		place: kustomize,
		prefix: `${object.prefix}${path}.`
	};
	return [
		...images === null ? [] : kustomizeImageSites(object, images, `${path}.images`),
		...remoteSites(inKustomization),
		...patchFindings(inKustomization)
	];
}
function revisionSite(object, source, place, path) {
	const repository = textField(source, "repoURL") ?? "";
	const chart = textField(source, "chart") ?? "";
	const isOci = /^oci:\/\//i.test(repository);
	if (chart !== "") {
		const artifact = isTemplated(repository, chart) ? null : chartArtifact(chart, chartRepository(repository));
		return chartVersionSite({
			object,
			path,
			place,
			artifact
		});
	}
	if (isOci) return ociRevisionSite(object, place, path, isTemplated(repository) ? null : ociArtifact(repository));
	const folder = textField(source, "path") ?? "";
	const artifact = repository === "" || isTemplated(repository, folder) ? null : gitArtifact(repository, folder);
	return withRange(gitRevisionSite({
		object,
		path,
		place,
		artifact
	}));
}
function isTemplated(...texts) {
	return texts.some((text) => argoCdTemplate(text) !== null);
}
/** A chart's repository without a scheme is a registry (argo-cd, docs/user-guide/helm.md): the same chart as one with `oci://`. */
function chartRepository(repository) {
	return repository === "" || /^[a-z][a-z0-9+.-]*:\/\//i.test(repository) ? repository : `oci://${repository}`;
}
/** An `oci://` address without `chart` ends in the chart's name. */
function ociArtifact(repository) {
	const address = withoutTrailingSlashes(repository);
	const slash = address.lastIndexOf("/");
	return chartArtifact(address.slice(slash + 1), address.slice(0, slash));
}
/** Besides a version, an OCI source takes a digest (argo-cd, docs/user-guide/oci.md). */
function ociRevisionSite(object, place, path, artifact) {
	const text = textOf(place) ?? "";
	const held = isDigest(text) ? {
		tag: null,
		digest: text
	} : splitTag(text);
	if (held.digest === null || argoCdTemplate(text) !== null) return chartVersionSite({
		object,
		path,
		place,
		artifact
	});
	return site({
		object,
		path,
		at: place,
		artifact,
		version: held,
		write(to) {
			if (to.tag !== null && !isChartVersion(to.tag)) throw new UserError(`${JSON.stringify(to.tag)} is no chart version; expected one like 1.2.3`);
			if (to.tag !== null && to.digest !== null && held.tag === null) throw new UserError("a source takes a version or a digest; give one of them alone");
			if (to.digest !== null && !isDigest(to.digest)) throw new UserError(`${JSON.stringify(to.digest)} is no digest; expected sha256: and 64 hexadecimal digits`);
			return setScalar(place, to.tag === null ? to.digest ?? "" : formatVersion(to));
		}
	});
}
/**
* A revision that is a rule for tags says so; any other one is as it was. What Masterminds/semver takes for a constraint and not for a version is such a rule
* (argo-cd, util/versions).
*/
function withRange(found) {
	const text = found?.pin.version.tag ?? "";
	const isRange = /^[~^<>=!]|\*|\|\||\s-\s|^v?(?:\d+\.)*[xX](?:\.[xX])*$/u.test(text);
	if (found === null || !isRange || found.pin.style !== "range") return found;
	const range = `"${text}" is a range of versions, a policy of its own; write an exact tag there by hand first`;
	const refusal = found.pin.refusal === found.lifted ? range : found.pin.refusal;
	return {
		...found,
		lifted: range,
		pin: {
			...found.pin,
			refusal
		}
	};
}

// src/manifests/argo-cd/spec.ts
/**
* What the sources of a spec pin. With a `sourceHydrator` Argo CD reads neither `source` nor `sources`, and with `sources` no `source`
* (argo-cd, pkg/apis/application/v1alpha1/types.go, GetSource).
*/
function specFindings(object, spec, path) {
	const source = mapField(spec, "source");
	const list = seqField(spec, "sources");
	const sources = list !== null && list.node.items.length > 0 ? list : null;
	const hydrator = mapField(spec, "sourceHydrator");
	const dry = hydrator === null ? null : mapField(hydrator, "drySource");
	const single = source === null ? [] : sourceFindings(object, source, `${path}.source`);
	const several = sources === null ? [] : labelled(itemsOf(sources)).flatMap(({ label, map }) => sourceFindings(object, map, `${path}.sources[${label}]`));
	return [
		...withoutEffect(single, ["sourceHydrator", hydrator], ["sources", sources]),
		...withoutEffect(several, ["sourceHydrator", hydrator]),
		...dry === null ? [] : guardAll(sourceFindings(object, dry, `${path}.sourceHydrator.drySource`), HYDRATED)
	];
}
const HYDRATED = "what is hydrated from here reaches the cluster only through another branch, which is promoted on its own";
function withoutEffect(findings, ...others) {
	for (const [name, place] of others) {
		if (place === null) continue;
		return ignoreAll(findings, `Argo CD reads \`${name}\` in line ${lineOf(place)} instead; change it there`);
	}
	return findings;
}
/** The sources with a label each that says which one it is, whatever its version and its place in the list; its index where nothing else tells them apart. */
function labelled(items) {
	const named = items.flatMap((item) => {
		const map = asMap(item);
		return map === null ? [] : [{
			map,
			index: String(item.keys.at(-1)),
			label: labelOf$2(map)
		}];
	});
	const byLabel = groupBy(named, ({ label }) => label);
	return named.map(({ map, index, label }) => ({
		map,
		label: label === null || (byLabel.get(label)?.length ?? 0) > 1 ? index : label
	}));
}
function labelOf$2(map) {
	for (const key of [
		"name",
		"chart",
		"ref",
		"path"
	]) {
		const text = textField(map, key) ?? "";
		if (/^[\w@.:/-]{1,200}$/u.test(text) && argoCdTemplate(text) === null) return `${key}=${text}`;
	}
	return null;
}

// src/manifests/kinds/argo-cd-application.ts
const argoCdApplication = {
	name: "Application (Argo CD)",
	mayBeIn: (_, contains) => contains("argoproj.io/v1alpha1") && contains("Application") && [
		"targetRevision",
		"images",
		"parameters",
		"values",
		"components",
		"patches"
	].some(contains),
	matches: ({ object }) => object.kind === "Application" && object.apiVersion.startsWith("argoproj.io/"),
	find(object) {
		const spec = mapField(object.place, "spec");
		return spec === null ? [] : withImageUpdater(specFindings(object, spec, "spec"), object.annotations);
	},
	transformed: false
};

// src/manifests/argo-cd/generators.ts
const FILLED_IN = "a generator's value: the template decides what it is the version of, in every application that it fills in";
const GENERATED_FROM = "the generator's own files come from here, and they decide which applications there are";
const OVERRIDE = "a generator's own template, laid over that of the ApplicationSet";
/** What the generators of `place` hold, those of `matrix` and `merge` included. */
function generatorFindings(object, place, path) {
	const generators = seqField(place, "generators");
	if (generators === null) return [];
	return itemsOf(generators).flatMap((item) => {
		const generator = asMap(item);
		if (generator === null) return [];
		const at = `${path}.generators[${String(item.keys.at(-1))}]`;
		return entriesOf(generator).flatMap((entry) => {
			const body = asMap(entry.place);
			return body === null ? [] : bodyFindings(object, entry.key, body, join$1(at, entry.key));
		});
	});
}
function bodyFindings(object, kind, body, path) {
	const values = mapField(body, "values");
	const elements = kind === "list" ? seqField(body, "elements") : null;
	const template = mapField(body, "template");
	const spec = template === null ? null : mapField(template, "spec");
	return [
		...kind === "git" ? gitSites(object, body, path) : [],
		...elements === null ? [] : elementSites(object, itemsOf(elements), `${path}.elements`),
		...values === null ? [] : valueSites(object, values, `${path}.values`),
		...spec === null ? [] : guardAll(specFindings(object, spec, `${path}.template.spec`), OVERRIDE),
		...generatorFindings(object, body, path)
	];
}
function gitSites(object, body, path) {
	const place = field(body, "revision");
	const repository = textField(body, "repoURL") ?? "";
	const artifact = repository === "" || argoCdTemplate(repository) !== null ? null : gitArtifact(repository);
	const found = place === null ? null : gitRevisionSite({
		object,
		path: `${path}.revision`,
		place,
		artifact,
		guard: GENERATED_FROM
	});
	return found === null ? [] : [found];
}
function elementSites(object, elements, path) {
	const maps = elements.flatMap((element) => asMap(element) ?? []);
	const byLabel = groupBy(maps, labelOf$1);
	return maps.flatMap((map) => {
		const label = labelOf$1(map);
		return valueSites(object, map, `${path}[${label !== null && byLabel.get(label)?.length === 1 ? label : String(map.keys.at(-1))}]`);
	});
}
/** What an element is called, by the keys that the documentation's examples use. */
function labelOf$1(element) {
	for (const key of [
		"name",
		"cluster",
		"app",
		"env",
		"environment",
		"nameNormalized"
	]) {
		const text = textField(element, key) ?? "";
		if (/^[\w@.:/-]{1,200}$/u.test(text)) return `${key}=${text}`;
	}
	return null;
}
/** The values whose key says that they are a version or an image, in maps below too. */
function valueSites(object, values, path) {
	return entriesOf(values).flatMap(({ key, place }) => {
		const at = join$1(path, key);
		const map = asMap(place);
		const text = textOf(place);
		if (text !== null) {
			const found = valueSite(object, key, place, text, at);
			return found === null ? [] : [found];
		}
		if (map !== null) return valueSites(object, map, at);
		const list = asSeq(place);
		return list === null ? [] : elementSites(object, itemsOf(list), at);
	});
}
function valueSite(object, key, place, text, path) {
	const template = argoCdTemplate(text);
	if (/image$/i.test(key)) {
		const { tag, digest } = splitReference(text).version;
		if (tag === null && digest === null || /:\/\/|\s/.test(text)) return null;
		const found = imageScalarSite({
			object,
			path,
			place,
			refusals: [template]
		});
		return found === null ? null : guardedSite(found, FILLED_IN);
	}
	if (!/(?:version|tag|revision)$/i.test(key) || /^(?:api|kube|kubernetes|k8s)_?version$/i.test(key)) return null;
	const version = template === null ? splitTag(text) : {
		tag: text,
		digest: null
	};
	if (template === null && (version.tag === null || !isGitRevision(version.tag))) return null;
	return site({
		object,
		path,
		at: place,
		artifact: null,
		takes: "text",
		version,
		refusals: [template],
		guard: FILLED_IN,
		write: (to) => setScalar(place, writable(to))
	});
}
/** A version of any artifact as text: which one it is, only the template knows. */
function writable(to) {
	if (to.digest === null) return requireGitRevision(to);
	requireImageVersion(to);
	if (to.tag === null) throw new UserError("a digest needs its tag beside it here");
	return formatVersion(to);
}
function join$1(path, key) {
	const tail = formatKeys([key]);
	return tail.startsWith("[") ? path + tail : `${path}.${tail}`;
}

// src/manifests/kinds/argo-cd-application-set.ts
/** `spec.templatePatch` is the text of a Go template, which is YAML only after it was filled in: nothing is looked for in it. */
const argoCdApplicationSet = {
	name: "ApplicationSet (Argo CD)",
	mayBeIn: (_, contains) => contains("argoproj.io/v1alpha1") && contains("ApplicationSet") && [
		"generators",
		"targetRevision",
		"images",
		"parameters",
		"values",
		"components",
		"patches"
	].some(contains),
	matches: ({ object }) => object.kind === "ApplicationSet" && object.apiVersion.startsWith("argoproj.io/"),
	find(object) {
		const spec = mapField(object.place, "spec");
		const template = asMap(descend(object.place, [
			"spec",
			"template",
			"spec"
		]));
		const annotations = asMap(descend(object.place, [
			"spec",
			"template",
			"metadata",
			"annotations"
		]));
		return [...spec === null ? [] : generatorFindings(object, spec, "spec"), ...template === null ? [] : withImageUpdater(specFindings(object, template, "spec.template.spec"), textsOf(annotations))];
	},
	transformed: false
};
function textsOf(map) {
	return new Map((map === null ? [] : entriesOf(map)).map(({ key, place }) => [key, textOf(place) ?? ""]));
}

// src/manifests/shapes/text-version.ts
/** The pin of a value that is a version, or empty and to become one. `*` is a range: the newest chart. */
function textSite({ object, path, place, artifact, takes }) {
	const text = textOf(place) ?? "";
	const template = templateRefusal(text);
	return site({
		object,
		path,
		at: place,
		artifact,
		takes,
		version: versionOf(text),
		style: text === "*" ? "range" : "exact",
		refusals: [template],
		write: (to) => setScalar(place, REQUIRED[takes](to))
	});
}
/** A digest behind `@` is the digest of an image; any other text is a version as a whole. */
function versionOf(text) {
	const at = text.indexOf("@");
	const digest = text.slice(at + 1);
	return at !== -1 && isDigest(digest) ? {
		tag: text.slice(0, at) || null,
		digest
	} : {
		tag: text || null,
		digest: null
	};
}
/** What may be written, as text; each throws a UserError for anything else. */
const REQUIRED = {
	image(to) {
		requireImageVersion(to);
		return formatVersion(to);
	},
	chart: requireChartVersion$1,
	git: requireGitRevision,
	text: requireText
};
const MOST_CHARACTERS = 255;
function requireText(to) {
	const text = formatVersion(to);
	if (text !== "" && text.length <= MOST_CHARACTERS && text.trim() === text && !/\p{C}|\{\{|\$\{/u.test(text)) return text;
	throw new UserError(`${JSON.stringify(text.slice(0, MOST_CHARACTERS))} is no version; expected one line of at most ${MOST_CHARACTERS} characters, without spaces at its ends`);
}

// src/manifests/flux/substitution.ts
const GUARD = "the value is a variable, and what it is filled into is not known";
/** The variables that hold a version or an image; others (hosts, sizes, names) are no pins. */
function substitutionSites(object, variables, path) {
	const map = asMap(variables);
	if (map === null) return [];
	return entriesOf(map).flatMap(({ key, place }) => {
		const text = textOf(place) ?? "";
		const at = {
			object,
			path: path + suffixOf(key),
			place
		};
		const found = isImage(text) ? imageScalarSite(at) : isVersion(key, text) ? textSite({
			...at,
			artifact: null,
			takes: "text"
		}) : null;
		return found === null ? [] : [guardedSite(found, GUARD)];
	});
}
function suffixOf(key) {
	const text = formatKeys([key]);
	return text.startsWith("[") ? text : `.${text}`;
}
/** `ghcr.io/acme/app:1.2.3@sha256:...`: with a path, so that no host and port is taken for one. */
function isImage(text) {
	const { name, version } = splitReference(text);
	if (!/^[\w.-]+(?::\d+)?(?:\/[\w.-]+)+$/.test(name)) return false;
	if (version.digest !== null) return isDigest(version.digest) && (version.tag === null || isTag(version.tag));
	return version.tag !== null && isTag(version.tag) && /\d/.test(version.tag);
}
/** What is a version by itself: three numbers, a `v`, a whole commit id. A shorter text is one only where its name says so: `0.5` may be anything. */
function isVersion(key, text) {
	const { tag, digest } = versionOf(text);
	if (digest !== null) return tag !== null && isTag(tag);
	if (tag === null || isAddress(tag)) return false;
	if (/^(?:v\d+(?:\.\d+)*|v?\d+\.\d+\.\d+(?:\.\d+)*)(?:[-+][\w.+-]+)?$/.test(tag)) return true;
	if (/^[0-9a-f]{40}$/.test(tag)) return true;
	if (!/(?:^|[_-])(?:version|ver|tag|revision|rev|commit|sha)$/i.test(key)) return false;
	return /^\d+\.\d+(?:[-+.][\w.+-]*)?$/.test(tag) || /^[0-9a-f]{7,39}$/.test(tag) && /\d/.test(tag);
}
/** An IPv4 address. */
function isAddress(text) {
	return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split(".").every((part) => Number(part) <= 255);
}

// src/manifests/kinds/flux-kustomization.ts
const fluxKustomization = {
	name: "Kustomization (Flux)",
	mayBeIn: (_, contains) => contains("kustomize.toolkit.fluxcd.io") && [
		"images",
		"substitute",
		"patch"
	].some(contains),
	matches: ({ object }) => object.kind === "Kustomization" && object.apiVersion.startsWith("kustomize.toolkit.fluxcd.io/"),
	find(object) {
		const spec = mapField(object.place, "spec");
		if (spec === null) return [];
		const substitute = descend(spec, ["postBuild", "substitute"]);
		return [
			...imageSites(object, spec),
			...substitute === null ? [] : substitutionSites(object, substitute, "spec.postBuild.substitute"),
			...patchFindings({
				...object,
				place: spec,
				prefix: `${object.prefix}spec.`
			})
		];
	},
	transformed: false
};
function imageSites(object, spec) {
	const images = seqField(spec, "images");
	if (images === null) return [];
	return imageEntries(object, images, "spec.images").map((entry) => entry.site).filter((found) => found.pin.style !== "absent");
}

// src/manifests/kinds/chart-yaml.ts
const REQUIREMENTS = /(?:^|\/)requirements\.yaml$/;
const CHART = /(?:^|\/)Chart\.yaml$/;
const chartYaml = {
	name: "Helm chart",
	mayBeIn: (path, contains) => CHART.test(path) && contains("ersion") || REQUIREMENTS.test(path) && contains("dependencies"),
	matches({ place, object, prefix }) {
		const { index, source } = place.document;
		if (index !== 0 || prefix !== "" || object.kind !== "") return false;
		if (REQUIREMENTS.test(source.path)) return seqField(place, "dependencies") !== null;
		return CHART.test(source.path) && (/^v[12]$/.test(object.apiVersion) || textField(place, "name") !== null);
	},
	find(found) {
		const isChart = CHART.test(found.place.document.source.path);
		const name = isChart ? textField(found.place, "name") ?? "" : "";
		const object = {
			...found,
			object: {
				...found.object,
				name
			}
		};
		return [...isChart ? ownVersions(object, name) : [], ...dependencySites(object)];
	},
	transformed: false
};
/** What the chart says of itself: its author's to decide, so only when named. */
function ownVersions(object, name) {
	return [{
		path: "version",
		artifact: name === "" ? null : chartArtifact(name, "")
	}, {
		path: "appVersion",
		artifact: null
	}].flatMap(({ path, artifact }) => {
		const place = field(object.place, path);
		const text = textOf(place);
		if (place === null || text === null || text === "") return [];
		const isVersion = path === "version";
		const what = isVersion ? "the chart's own version" : "the version of the app that the chart installs";
		return [site({
			object,
			path,
			at: place,
			artifact,
			takes: isVersion ? "chart" : "text",
			version: {
				tag: text,
				digest: null
			},
			refusals: [templateRefusal(text)],
			guard: `it is ${what}, which its author raises with a release`,
			write: (to) => setScalar(place, isVersion ? requireChartVersion(to) : requireAppVersion(to))
		})];
	});
}
function requireChartVersion({ tag, digest }) {
	if (digest === null && tag !== null && isChartVersion(tag)) return tag;
	throw new UserError(`${JSON.stringify(tag ?? digest)} is no version of a chart; expected one like 1.2.3`);
}
/** Any text to Helm; templates put it behind the image's name. */
function requireAppVersion({ tag, digest }) {
	if (digest === null && tag !== null && (isTag(tag) || isChartVersion(tag))) return tag;
	throw new UserError(`${JSON.stringify(tag ?? digest)} is no appVersion; expected a tag, without a digest`);
}
function dependencySites(object) {
	const list = seqField(object.place, "dependencies");
	const maps = list === null ? [] : itemsOf(list).flatMap((item) => asMap(item) ?? []);
	const sites = [];
	for (const [label, same] of groupBy(maps, labelOf)) {
		const lines = namedLines(object.place.document.source, same, startOf);
		const twice = same.length > 1 ? `two dependencies are called ${label}, in ${lines}; give one an alias` : null;
		for (const [index, map] of same.entries()) {
			const found = dependencySite(object, map, `dependencies[${label}${index > 0 ? `#${index + 1}` : ""}]`, twice);
			if (found !== null) sites.push(found);
		}
	}
	return sites;
}
/** An alias tells two dependencies on one chart apart, as Helm does. */
function labelOf(map) {
	const alias = textField(map, "alias");
	return alias ? `alias=${alias}` : `name=${textField(map, "name") ?? ""}`;
}
function dependencySite(object, map, path, twice) {
	const name = textField(map, "name");
	const repository = textField(map, "repository") ?? "";
	const version = field(map, "version");
	if (!name || version === null || repository === "" || repository.startsWith("file:")) return null;
	const source = repository.replace(/^alias:/, "@");
	const artifact = templateRefusal(source) === null ? chartArtifact(name, source) : null;
	return chartVersionSite({
		object,
		path,
		place: version,
		artifact,
		refusals: [twice]
	});
}

// src/manifests/kinds/helmfile.ts
const HELMFILE = /(?:^|\/)(?:helmfile\.ya?ml|helmfile\.d\/[^/]+\.ya?ml)$/;
const helmfile = {
	name: "helmfile",
	mayBeIn: (path, contains) => HELMFILE.test(path) && contains("releases") && contains("version"),
	matches: ({ place, object }) => HELMFILE.test(place.document.source.path) && object.kind === "",
	find(object) {
		const releases = seqField(object.place, "releases");
		const repositories = repositoriesOf(object.place);
		const seen = /* @__PURE__ */ new Map();
		return (releases === null ? [] : itemsOf(releases)).flatMap((item) => {
			const release = asMap(item);
			if (release === null) return [];
			const name = textField(release, "name") ?? "";
			const nth = (seen.get(name) ?? 0) + 1;
			seen.set(name, nth);
			return releaseSite(object, release, `releases[${`name=${name}${nth > 1 ? `#${nth}` : ""}`}].version`, repositories);
		});
	},
	transformed: false
};
/** Repositories by the name under which releases of the same document use them. */
function repositoriesOf(root) {
	const list = seqField(root, "repositories");
	return new Map((list === null ? [] : itemsOf(list)).map((item) => [textField(item, "name") ?? "", (textField(item, "oci") === "true" ? "oci://" : "") + (textField(item, "url") ?? "")]));
}
function releaseSite(object, release, path, repositories) {
	const version = field(release, "version");
	const chart = textField(release, "chart") ?? "";
	if (version === null || /^\.{0,2}\//.test(chart)) return [];
	const guard = "it is the version of a chart that helmfile installs";
	const artifact = artifactOf(chart, repositories);
	const found = chartVersionSite({
		object,
		path,
		place: version,
		artifact
	});
	return found === null ? [] : [guardedSite(found, guard)];
}
/** `acme/podinfo` is podinfo of the repository that the file calls acme. */
function artifactOf(chart, repositories) {
	if (chart === "" || templateRefusal(chart) !== null) return null;
	const oci = /^oci:\/\/(.+)$/.exec(chart)?.[1];
	if (oci !== void 0) return chartOfOci(oci);
	const divider = chart.indexOf("/");
	if (divider === -1) return chartArtifact(chart, "");
	const alias = chart.slice(0, divider);
	return chartArtifact(chart.slice(divider + 1), repositories.get(alias) || alias);
}

// src/manifests/kinds/helm-values.ts
/** What every image of a values file has somewhere: a part of the name of one of its keys. */
const TEXTS = [
	"tag",
	"Tag",
	"TAG",
	"mage",
	"MAGE",
	"igest",
	"epository"
];
/**
* Whether a path is called a values file: `values.yaml`, `values-prod.yaml`, `values.prod.yaml`, `podinfo-values.yaml`, `podinfo.values.prod.yaml`, or any
* YAML file below a folder `values` or `helm-values`. Helm itself takes any name; others are named in the configuration.
*/
function isValuesPath(path) {
	const name = path.slice(path.lastIndexOf("/") + 1);
	if (!/\.ya?ml$/i.test(name)) return false;
	return /^values|[-_.]values[-_.]/i.test(name) || /(?:^|\/)(?:helm-)?values\//.test(path);
}
const helmValues = {
	name: "Helm values",
	mayBeIn: (path, contains) => isValuesPath(path) && TEXTS.some(contains),
	matches({ place, object, prefix }) {
		const { index, source } = place.document;
		const isObject = object.apiVersion !== "" && object.kind !== "";
		return isValuesPath(source.path) && index === 0 && prefix === "" && !isObject;
	},
	find: (object) => valuesSites(object, object.place, ""),
	transformed: false
};

// src/manifests/kinds/rancher-fleet.ts
const FLEET = /(?:^|\/)fleet\.ya?ml$/;
const rancherFleet = {
	name: "Rancher Fleet bundle",
	mayBeIn: (path, contains) => FLEET.test(path) && contains("helm") && contains("version"),
	matches: ({ place, object }) => FLEET.test(place.document.source.path) && object.kind === "",
	find(object) {
		const helm = mapField(object.place, "helm");
		const customizations = seqField(object.place, "targetCustomizations");
		const own = helm === null ? [] : helmSite(object, helm, helm, "helm.version");
		const seen = /* @__PURE__ */ new Set();
		const others = (customizations === null ? [] : itemsOf(customizations)).flatMap((item, index) => {
			const map = asMap(item);
			const custom = map === null ? null : mapField(map, "helm");
			if (map === null || custom === null) return [];
			const name = textField(map, "name") ?? "";
			const label = name === "" || seen.has(name) ? String(index) : `name=${name}`;
			seen.add(name);
			return helmSite(object, custom, helm, `targetCustomizations[${label}].helm.version`);
		});
		return [...own, ...others];
	},
	transformed: false
};
/** A customization says only what differs from the bundle. */
function helmSite(object, helm, bundle, path) {
	const version = field(helm, "version");
	if (version === null) return [];
	const text = (key) => textField(helm, key) || bundle && textField(bundle, key) || "";
	const [chart, repository] = [text("chart"), text("repo")];
	if (/^\.{0,2}\//.test(chart)) return [];
	const oci = /^oci:\/\/(.+)$/.exec(chart)?.[1];
	const artifact = chart === "" ? null : oci === void 0 ? chartArtifact(chart, repository) : chartOfOci(oci);
	const guard = "it is the version of a chart that Rancher Fleet installs";
	const found = chartVersionSite({
		object,
		path,
		place: version,
		artifact
	});
	return found === null ? [] : [guardedSite(found, guard)];
}

// src/manifests/kinds.ts
const KINDS = [
	kustomization,
	helmReleaseV1,
	helmReleaseV2,
	fluxOciRepository,
	fluxHelmChart,
	fluxGitRepository,
	fluxKustomization,
	argoCdApplication,
	argoCdApplicationSet,
	workload,
	chartYaml,
	rancherFleet,
	helmfile,
	helmValues
];

// src/manifests/named/follow-path.ts
/** The place that the steps lead to, or a sentence that says how far they lead and what is there. */
function followPath(document, steps) {
	let at = rootOf(document) ?? listRoot(document);
	if (at === null) return "the document is neither a map nor a list";
	let outerKeys = null;
	for (const [index, step] of steps.entries()) {
		if (isScalar(at.node)) {
			const inside = embeddedMap(at);
			if (inside === null) return missing(at, steps.slice(0, index), step);
			if ("reason" in inside) return inside.reason;
			outerKeys ??= at.keys;
			at = inside;
		}
		if (isAlias(at.node)) return at.refusal ?? missing(at, steps.slice(0, index), step);
		const next = stepInto(at, step);
		if (next === null) return missing(at, steps.slice(0, index), step);
		if (typeof next === "string") return next;
		at = next;
	}
	return {
		place: at,
		outerKeys: outerKeys ?? at.keys
	};
}
function stepInto(at, step) {
	const anyCase = comparesWithoutCase(at);
	if (step.kind === "key") return field(at, step.key, anyCase);
	if (step.kind === "part") return null;
	const list = asSeq(at);
	if (list === null) return null;
	const items = itemsOf(list);
	if (step.kind === "index") return items.find((item) => item.keys.at(-1) === step.index) ?? null;
	const found = items.filter((item) => textField(item, step.key, anyCase) === step.value);
	if (found.length <= 1) return found[0] ?? null;
	const numbers = found.map((item) => `[${String(item.keys.at(-1))}]`).join(" and ");
	return `${formatKeyPath([step])} stands for ${found.length} items of the list; name one as ${numbers}`;
}
/** kustomize compares the keys of a kustomization without case; what it hands on to Helm and what stands in a patch keeps its own. */
function comparesWithoutCase({ document, keys }) {
	const { path } = document.source;
	return document.index === 0 && document.source.within === null && isKustomizationPath(path) && !keys.some((key) => /^valuesInline$/i.test(String(key)));
}
function listRoot(document) {
	const { root, refusal } = document;
	if (root === null || isMap(root) || isScalar(root) || isAlias(root)) return null;
	return {
		document,
		node: root,
		keys: [],
		pair: null,
		refusal,
		doubt: null
	};
}
function missing(at, before, step) {
	const where = before.length === 0 ? "the document" : formatKeyPath(before);
	const what = formatKeyPath([step]);
	if (step.kind === "part") return `${where} has no ${what}; an item of a list is [0] or [name=value], a key ["${step.name}"]`;
	const map = asMap(at);
	if (map !== null) {
		const names = entriesOf(map).map(({ key }) => key);
		return `${where} has no ${what}${step.kind === "key" ? didYouMean(step.key, names) : ", it is no list"}`;
	}
	return `${where} has no ${what}${asSeq(at) === null ? ", it is a single value" : ""}`;
}

// src/manifests/named/placeholder.ts
const DIGITS = "0f1e2d3c4b5a6978".repeat(4);
/** What is filled in for a look: a version, the digits of a digest, a digest. Nothing that anybody sets. */
const FILLINGS = [
	"0.0.0-placeholder",
	DIGITS,
	`sha256:${DIGITS}`
];
/** The site that the place would be; a sentence when a version alone does not make it one; `null` when its kind reads no version there. */
function placeholderSite(placeholder) {
	if (placeholder.place.refusal !== null || textOf(placeholder.place) !== "") return null;
	let reason = null;
	for (const filling of FILLINGS) {
		const found = filled(placeholder, filling);
		if (found === null || typeof found === "string") {
			reason ??= found;
			continue;
		}
		const { refusal, version } = found.site.pin;
		if ((version.tag === filling || version.digest === filling || version.digest === `sha256:${filling}`) && (refusal === null || refusal === found.site.lifted)) return emptied(placeholder, found);
		reason ??= refusal ?? "it is empty, and a version alone is no reference; write the name of the artifact there first";
	}
	return reason;
}
/** Of a map's empty values the one that makes the pin at `path`. */
function placeholderIn({ source, owner, place, path }) {
	const map = asMap(place);
	if (map === null) return null;
	for (const entry of entriesOf(map)) {
		if (!VERSION_KEY.test(entry.key)) continue;
		const site = placeholderSite({
			source,
			owner,
			place: entry.place,
			path: `${path}${stepTo(entry.key)}`
		});
		if (site !== null && typeof site !== "string" && site.pin.path === path) return site;
	}
	return null;
}
/** Each look parses the file: not for every empty key of a map. */
const VERSION_KEY = /tag|version|digest|sha|semver|value/i;
function stepTo(key) {
	const text = formatKeys([key]);
	return text.startsWith("[") ? text : `.${text}`;
}
function filled({ source, owner, place, path }, filling) {
	const changes = attempt(() => {
		const own = setScalar(place, filling);
		return place.document.embedding?.outward(own) ?? own;
	});
	if (typeof changes === "string") return changes;
	const [fill] = changes;
	const steps = parseKeyPath(path);
	if (fill === void 0 || typeof steps === "string") return null;
	const { documents } = parseSource(sourceOf(source.path, applyChanges(source.text, changes)));
	const document = documents.find(({ index }) => index === place.document.index);
	const followed = document === void 0 ? null : followPath(document, steps);
	if (document === void 0 || followed === null || typeof followed === "string") return null;
	const position = positionAt(followed.place.document.source, startOf(followed.place));
	const object = objectsOf(document).find(({ prefix }) => prefix === owner.object.prefix);
	const site = (object === void 0 ? [] : owner.kind.find(object).flatMap((one) => "reason" in one ? [] : [one])).find(({ pin }) => pin.line === position.line && pin.column === position.column);
	return site === void 0 ? null : {
		fill,
		site
	};
}
/** The same site in the file as it is: empty, and written as the filled one would be. */
function emptied({ place }, { fill, site }) {
	return {
		...site,
		pin: {
			...site.pin,
			...positionAt(place.document.source, startOf(place)),
			version: {
				tag: null,
				digest: null
			}
		},
		write(to) {
			const changes = site.write(to);
			if (!changes.some(({ start, end }) => start < fill.start + fill.text.length && end > fill.start)) throw new UserError("it would stay empty; name the place that takes this version");
			return changes.map((change) => beforeFilling(change, fill));
		}
	};
}
/** A change of the filled text as one of the text before. */
function beforeFilling(change, fill) {
	const { start, end, text } = change;
	const filledEnd = fill.start + fill.text.length;
	const shift = fill.end - filledEnd;
	if (end <= fill.start) return change;
	if (start >= filledEnd) return {
		...change,
		start: start + shift,
		end: end + shift
	};
	const before = fill.text.slice(0, Math.max(0, start - fill.start));
	const after = fill.text.slice(Math.min(fill.text.length, end - fill.start));
	return {
		...change,
		start: Math.min(start, fill.start),
		end: Math.max(end + shift, fill.end),
		text: before + text + after
	};
}
function attempt(make) {
	try {
		return make();
	} catch (error) {
		if (error instanceof UserError) return error.message;
		throw error;
	}
}

// src/manifests/named/named-place.ts
/** What only a name found: no kind reads it. */
const NAMED = {
	name: "named place",
	mayBeIn: () => false,
	matches: () => false,
	find: () => [],
	transformed: false
};
/**
* The objects with the named places among their sites. A place that is not there, stands in several documents, holds no single value or another artifact than the
* one it is named for is a problem.
*/
function nameSites({ source, documents, objects }, named) {
	let all = objects;
	const problems = [];
	for (const name of named) {
		if (documents.length === 0) continue;
		const found = documents.filter(({ index }) => name.document === null || name.document === index).map((document) => locate$1({
			source,
			document,
			objects: all
		}, name));
		const there = found.filter((each) => "site" in each);
		const [one, ...others] = there;
		if (one !== void 0 && others.length === 0) {
			all = withSite(all, one);
			continue;
		}
		const line = others[0]?.site.pin.line ?? found.find((each) => "line" in each)?.line ?? null;
		problems.push({
			file: source.path,
			line,
			reason: reasonFor(name, found, there)
		});
	}
	return {
		objects: all,
		problems
	};
}
const NAMED_PLACE = "the named place";
/** Whether a problem is that a named place is not there: then the rest of the file was read all the same. */
function isMissingPlace({ reason }) {
	return reason.startsWith(NAMED_PLACE);
}
function reasonFor({ document, path }, found, there) {
	if (there.length > 1) {
		const numbers = there.map(({ site }) => site.pin.document);
		return `${NAMED_PLACE} ${path} stands in the documents ${numbers.join(" and ")} of the file; name one as ${numbers[0] ?? 0}:${path}`;
	}
	const [first] = found;
	if (first === void 0) return `${NAMED_PLACE} ${path} is not there: the file has no document ${document}, they count from 0`;
	const why = found.find((each) => "line" in each && each.line !== null) ?? first;
	return `${NAMED_PLACE} ${path} is not there: ${"reason" in why ? why.reason : ""}`;
}
/** The site at a name in one document: the one that has this path, the one whose value the path leads to, or a new one. */
function locate$1({ source, document, objects }, name) {
	const own = objects.filter(({ object }) => object.place.document.index === document.index);
	const sites = own.flatMap(({ object, sites }) => sites.map((site) => ({
		object,
		site
	})));
	const samePath = sites.find(({ site }) => site.pin.path === name.path);
	if (samePath !== void 0) return lifted(samePath, name);
	const steps = parseKeyPath(name.path);
	if (typeof steps === "string") return {
		reason: steps,
		line: null
	};
	const followed = followPath(document, steps);
	if (typeof followed === "string") return {
		reason: followed,
		line: null
	};
	const { place } = followed;
	const { line, column } = positionAt(place.document.source, startOf(place));
	const text = textOf(place);
	const owner = own.find((each) => leadsTo(each.object, followed));
	const placeholder = owner === void 0 ? null : {
		source,
		owner,
		place,
		path: name.path
	};
	const inside = placeholder === null || text !== null ? null : placeholderIn(placeholder);
	if (owner !== void 0 && inside !== null) return lifted({
		object: owner.object,
		site: inside
	}, name);
	if (text === null) return {
		reason: place.refusal ?? `it is a ${asMap(place) === null ? "list" : "map"}, not a single value`,
		line
	};
	if (owner !== void 0 && isName(place, text)) return {
		reason: `it holds the name ${JSON.stringify(text)}, and a name is no version; name the place that holds the version`,
		line
	};
	const [samePlace, ...others] = sites.filter(({ site: { pin } }) => pin.line === line && pin.column === column);
	if (samePlace !== void 0 && others.length === 0) return lifted(samePlace, name);
	const empty = placeholder === null ? null : placeholderSite(placeholder);
	if (typeof empty === "string") return {
		reason: empty,
		line
	};
	if (owner !== void 0 && empty !== null) return lifted(sites.find(({ site }) => site.pin.path === empty.pin.path) ?? {
		object: owner.object,
		site: empty
	}, name);
	const object = owner?.object ?? objectAround(document, followed);
	if (object === null) return {
		reason: "it stands in no map",
		line
	};
	return lifted({
		object,
		site: newSite({
			...object,
			prefix: ""
		}, name, place, text)
	}, name);
}
/** Whether a value is the name of an image or a chart, without a version: to set it would make another artifact of it. */
function isName({ keys }, text) {
	if (!/^(?:name|newName|repository|registry)$/i.test(String(keys.at(-1))) || text === "") return false;
	const { version } = splitReference(text);
	return version.tag === null && version.digest === null && !/^v?\d/.test(text);
}
/** The site as a named one; a problem when it holds something else than it is named for. */
function lifted({ object, site }, { artifact }) {
	const { pin } = site;
	const other = artifact === null ? null : contradiction(pin, artifact);
	if (other !== null) return {
		reason: other,
		line: pin.line
	};
	const named = {
		...pin,
		named: true,
		guarded: false,
		refusal: pin.refusal === site.lifted ? null : pin.refusal,
		artifact: pin.artifact ?? artifact,
		takes: pin.artifact === null && pin.takes === "text" ? artifact?.kind ?? "text" : pin.takes
	};
	return {
		object,
		site: {
			...site,
			lifted: null,
			pin: named
		}
	};
}
function contradiction(pin, wanted) {
	const held = pin.artifact;
	const isSame = held === null ? pin.takes === "text" || pin.takes === wanted.kind : held.kind === wanted.kind && (held.id === wanted.id || held.name === wanted.name);
	const what = held === null ? `a version of kind ${pin.takes}` : `the ${held.kind} "${held.name}"`;
	return isSame ? null : `it is named for the ${wanted.kind} "${wanted.name}", and holds ${what}`;
}
/** The pin at a value that no kind finds, by what it is said to hold. */
function newSite(object, { artifact, path: name }, place, text) {
	const at = {
		object,
		path: name,
		place
	};
	if (artifact?.kind === "chart") return chartVersionSite({
		...at,
		artifact
	}) ?? textSite({
		...at,
		artifact,
		takes: "chart"
	});
	if (artifact?.kind === "git") return gitRevisionSite({
		...at,
		artifact
	}) ?? textSite({
		...at,
		artifact,
		takes: "git"
	});
	return ((artifact === null ? isReference(text) : /[:/]/u.test(splitDigest(text))) ? imageScalarSite(at) : null) ?? textSite({
		...at,
		artifact,
		takes: artifact === null ? "text" : "image"
	});
}
/** Only with a path before the tag: `localhost:8080` and `redis:7` may be anything where nobody says that it is an image. */
function isReference(text) {
	const { name, version } = splitReference(text);
	return name.includes("/") && isImageName(name) && (version.digest !== null || version.tag !== null && isTag(version.tag));
}
function splitDigest(text) {
	const at = text.indexOf("@");
	return at === -1 ? text : text.slice(0, at);
}
function leadsTo({ place }, { outerKeys }) {
	return startsWith(outerKeys, place.keys);
}
function startsWith(keys, start) {
	return start.every((key, index) => keys[index] === key);
}
/** The manifest's object that a place is in; in a list of anything else the item. */
function objectAround(document, followed) {
	const object = objectsOf(document).find((each) => leadsTo(each, followed));
	if (object !== void 0) return object;
	const [first] = followed.outerKeys;
	const item = typeof first === "number" ? followPath(document, [{
		kind: "index",
		index: first
	}]) : null;
	const place = item === null || typeof item === "string" ? null : asMap(item.place);
	return place === null ? null : {
		place,
		prefix: "",
		object: {
			apiVersion: "",
			kind: "",
			namespace: "",
			name: ""
		},
		annotations: /* @__PURE__ */ new Map()
	};
}
/** The site in the place of the one with its path, or added to its object. */
function withSite(objects, { object, site }) {
	const owner = objects.find((each) => each.object.place.node === object.place.node);
	if (owner === void 0) return [...objects, {
		kind: NAMED,
		object,
		sites: [site]
	}];
	const sites = owner.sites.some(({ pin }) => pin.path === site.pin.path) ? owner.sites.map((each) => each.pin.path === site.pin.path ? site : each) : [...owner.sites, site];
	return objects.map((each) => each === owner ? {
		...owner,
		sites
	} : each);
}

// src/manifests/screen.ts
/** Whether a path can be a manifest: YAML or JSON by its name, or a kustomization. */
function isManifestPath(path) {
	return /\.(ya?ml|json)$/i.test(path) || isKustomizationPath(path);
}
/** Whether any kind of the table can be in the file. */
function mayHoldPins(path, bytes) {
	const view = viewOf$1(bytes);
	return isScreened(path, (text) => view.includes(text));
}
/**
* A file's text with every document blanked that no kind of the table can be in: parsing is what costs, and bundles hold a workload among
* many other objects. Every offset and every document's index stay what they are.
*/
function withoutOtherDocuments(path, text) {
	const starts = [...text.matchAll(/^(?:---|\.\.\.)(?=\s|$)/gmu)];
	let kept = "";
	let at = 0;
	for (const [index, { 0: marker, index: start }] of starts.entries()) {
		const end = starts[index + 1]?.index ?? text.length;
		if (marker !== "---") continue;
		const content = text.slice(start + marker.length, end);
		if (content.trim() === "" || isScreened(path, (part) => content.includes(part))) continue;
		kept += text.slice(at, start + marker.length) + content.replaceAll(/[^\r\n]/gu, (character) => " ".repeat(character.length));
		at = end;
	}
	return at === 0 ? text : kept + text.slice(at);
}
function isScreened(path, search) {
	const known = /* @__PURE__ */ new Map();
	const contains = (text) => {
		const before = known.get(text);
		if (before !== void 0) return before;
		const found = search(text);
		known.set(text, found);
		return found;
	};
	return KINDS.some((kind) => kind.mayBeIn(path, contains));
}
/** The same bytes as a Buffer, whose search is native. */
function viewOf$1(bytes) {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// src/manifests/reading.ts
const NOTHING = {
	source: null,
	documents: [],
	objects: [],
	problems: [],
	unparsed: []
};
/**
* Reads a file; one that cannot hold a pin is not parsed, unless a place in it is named. Problems are values: a file never stops the others. `named`: places
* of this very file that are pins whatever holds them.
*/
function readManifest(path, bytes, named = []) {
	if (named.length === 0 && !mayHoldPins(path, bytes)) return NOTHING;
	const source = readSource(path, bytes);
	if ("reason" in source) return {
		...NOTHING,
		problems: [source]
	};
	const text = named.length > 0 ? source.text : withoutOtherDocuments(path, source.text);
	return readParsed(source, parseSource(source, text), named);
}
/** The same with every document of the file, as a change needs it: what is proven is the whole file. */
function readWholeManifest(path, bytes, named) {
	const source = readSource(path, bytes);
	if ("reason" in source) return {
		...NOTHING,
		problems: [source]
	};
	return readParsed(source, parseSource(source), named);
}
/** The pin at one place of a file, or why there is none: the file cannot be read, the place is not there. */
function readNamedPlace(path, bytes, place) {
	const { objects, problems, documents } = readManifest(path, bytes, [place]);
	const found = objects.flatMap(({ sites }) => sites).find(({ pin }) => pin.named);
	const problem = problems.at(-1) ?? {
		file: path,
		line: null,
		reason: "the file is empty"
	};
	return found?.pin ?? {
		...problem,
		isRead: documents.length > 0
	};
}
/** What the kinds find in a file that is parsed already. */
function readParsed(source, { documents, problems }, named = []) {
	const objects = [];
	const unread = [];
	for (const object of documents.flatMap(objectsOf)) {
		const kind = KINDS.find((candidate) => candidate.matches(object));
		if (kind === void 0) continue;
		const sites = [];
		for (const finding of kind.find(object)) if ("reason" in finding) unread.push(finding);
		else sites.push(finding);
		objects.push({
			kind,
			object,
			sites
		});
	}
	const naming = nameSites({
		source,
		documents,
		objects
	}, named);
	return {
		source,
		documents,
		objects: [...groupBy(naming.objects, ({ object: { object } }) => JSON.stringify(object)).values()].flatMap(withoutTwins),
		problems: [
			...problems,
			...unread,
			...naming.problems
		],
		unparsed: problems
	};
}
/** The same object twice in a file: which of the two applies is up to the tool, so neither is written. */
function withoutTwins(twins) {
	const [first] = twins;
	if (first === void 0 || twins.length === 1 || first.object.object.name === "") return twins;
	const { kind, name } = first.object.object;
	const { source } = first.object.place.document;
	const reason = `${kind} "${name}" stands twice in the file, in ${namedLines(source, twins, (twin) => startOf(twin.object.place))}; keep one`;
	return twins.map((twin) => ({
		...twin,
		sites: twin.sites.map((site) => ({
			...site,
			pin: {
				...site.pin,
				refusal: site.pin.refusal ?? reason
			}
		}))
	}));
}

// src/manifests/file-facts.ts
/** A reader that remembers: what it was given before, the same bytes at the same path, it does not parse again. `namedIn`: the places of a file that are named. */
function rememberingReader(namedIn = () => []) {
	const known = /* @__PURE__ */ new Map();
	return (path, bytes) => {
		const before = known.get(path);
		if (before?.bytes === bytes) return before.facts;
		const facts = readFacts(path, bytes, namedIn(path));
		known.set(path, {
			bytes,
			facts
		});
		return facts;
	};
}
/** Reads a file for a scan; see `readManifest`. */
function readFacts(path, bytes, named = []) {
	const { documents, objects, problems, unparsed } = readManifest(path, bytes, named);
	const pinsOf = (chosen) => chosen.flatMap(({ sites }) => sites.map(({ pin }) => pin));
	const transformed = pinsOf(objects.filter(({ kind }) => kind.transformed));
	const kustomization = objects.find(({ kind }) => kind.name === "kustomization")?.object ?? null;
	const isUnread = unparsed.length > 0 || documents.length === 0 && problems.length > 0;
	return {
		pins: pinsOf(objects),
		transformed,
		problems,
		kustomization,
		patches: kustomization === null ? [] : ownPatches(kustomization),
		patch: fileContent(documents, {
			merges: transformed,
			isUnread
		}),
		chartReferences: objects.flatMap(({ object }) => chartReferencesIn(object))
	};
}

// src/manifests/kustomize/patch-target.ts
/** Whether a `target` selects the workload. */
function selects(target, { apiVersion, kind, names, namespaces }) {
	const slash = apiVersion.indexOf("/");
	const answers = [
		matchesAny(target.group, [slash === -1 ? "" : apiVersion.slice(0, slash)]),
		matchesAny(target.version, [apiVersion.slice(slash + 1)]),
		matchesAny(target.kind, [kind]),
		matchesAny(target.name, names),
		matchesAny(target.namespace, namespaces.map(effective))
	];
	if (answers.includes("no")) return "no";
	return target.byLabels || answers.includes("maybe") ? "maybe" : "yes";
}
/** The workloads that a strategic merge without a target may be for: one where it can be told. A build has one, else it fails. */
function namedBy(object, workloads) {
	const called = workloads.filter(({ apiVersion, kind, names }) => apiVersion === object.apiVersion && kind === object.kind && names.includes(object.name));
	const within = called.filter(({ namespaces }) => namespaces.map(effective).includes(effective(object.namespace)));
	return within.length > 0 ? within : called;
}
function matchesAny(pattern, texts) {
	if (pattern === "" || texts.includes(pattern)) return "yes";
	if (/^[\w/-]+$/.test(pattern)) return "no";
	if (pattern.length > 200 || /[)\]][*+{]/.test(pattern)) return "maybe";
	try {
		const expression = new RegExp(`^(?:${pattern})$`);
		return texts.some((text) => text.length <= 400 && expression.test(text)) ? "yes" : "no";
	} catch {
		return "maybe";
	}
}
function effective(namespace) {
	return namespace === "" ? "default" : namespace;
}

// src/manifests/kustomize/patched-images.ts
/**
* The images after a patch, with those of the containers that it adds. What the patch of a component names is among the images of whoever has the
* component, and no image of its own: `isComponent`.
*/
function patchedImages(images, patch, { isComponent }) {
	const { content, target } = patch;
	const isVague = content.isUnread || content.isUnknown && target !== null;
	let now = images;
	if (isVague) now = now.map((image) => meeting(target, image.workload) === "no" ? image : unsure(image, patch));
	const objects = groupBy(content.merges, ({ file, document, object }) => JSON.stringify([
		file,
		document,
		object
	]));
	for (const merges of objects.values()) {
		const met = metBy(merges, target, now);
		if (met.size > 0) now = afterMerge(now, merges, {
			patch,
			met
		});
		else if (target === null && !isComponent) now = [...now, ...merges.flatMap((pin) => added(pin, null, patch))];
	}
	for (const operation of content.operations) now = afterOperation(now, operation, patch);
	return now;
}
function meeting(target, workload) {
	return target === null ? "maybe" : selects(target, workload);
}
/** The workloads, by their keys, that an object of a strategic merge is or may be for. */
function metBy([first], target, images) {
	const workloads = [...new Map(images.map(({ workload }) => [workload.key, workload])).values()];
	const named = first === void 0 || target !== null ? [] : namedBy(first.object, workloads);
	const met = target === null ? named.map((workload) => ({
		workload,
		isSure: named.length === 1
	})) : workloads.flatMap((workload) => {
		const meets = selects(target, workload);
		return meets === "no" ? [] : [{
			workload,
			isSure: meets === "yes"
		}];
	});
	return new Map(met.map((one) => [one.workload.key, one]));
}
/** After one object of a strategic merge, whose containers' images are `merges`. */
function afterMerge(images, merges, { patch, met }) {
	const pins = new Map(merges.map((pin) => [containerOf(pin), pin]));
	const present = /* @__PURE__ */ new Set();
	const merged = images.map((image) => {
		const { workload, container } = image;
		const pin = pins.get(container);
		const isSure = met.get(workload.key)?.isSure;
		if (pin === void 0 || isSure === void 0) return image;
		present.add(`${workload.key} ${container}`);
		return isSure ? decided(image, pin, patch) : unsure(image, patch);
	});
	const more = [...met.values()].flatMap(({ workload, isSure }) => isSure ? merges.filter((pin) => !present.has(`${workload.key} ${containerOf(pin)}`)).flatMap((pin) => added(pin, workload, patch)) : []);
	return [...merged, ...more];
}
function afterOperation(images, { list, index, pins }, patch) {
	const isIn = ({ container }) => list === null || container.startsWith(`${list}[`);
	const [pin] = pins;
	const after = /* @__PURE__ */ new Map();
	for (const inList of groupBy(images.filter(isIn), ({ workload }) => workload.key).values()) {
		const [first] = inList;
		const meets = first === void 0 ? "no" : meeting(patch.target, first.workload);
		if (meets === "no") continue;
		const met = index === null ? void 0 : inList[index];
		if (meets === "yes" && met !== void 0 && !inList.some(({ isAdded }) => isAdded) && pin !== void 0) after.set(met, decided(met, pin, patch));
		else for (const image of inList) after.set(image, unsure(image, patch));
	}
	return images.map((image) => after.get(image) ?? image);
}
/** The image of a container that a patch brings. */
function added(pin, workload, { kustomization }) {
	const image = usedImage(pin);
	if (image === null) return [];
	return [{
		...image,
		workload: workload ?? image.workload,
		patchedIn: kustomization,
		isAdded: true
	}];
}
function decided(image, pin, patch) {
	if (pin.artifact === null) return unsure(image, patch);
	return {
		...image,
		name: pin.artifact.name,
		version: pin.version,
		decidedBy: pin,
		decidedBefore: before(image),
		patchedIn: patch.kustomization,
		unsure: null,
		lastEntry: null,
		doubledBy: null
	};
}
function unsure(image, { kustomization, path, line, content }) {
	const [pin] = [...content.merges, ...content.operations.flatMap(({ pins }) => pins)];
	const reason = `the patch in ${pin === void 0 ? `${kustomization}:${line}` : placeOf(pin)} (${path}) may set it, and whether it does cannot be told; change it there, or add an entry by hand`;
	return {
		...image,
		patchedIn: kustomization,
		unsure: image.unsure ?? reason
	};
}

// src/manifests/kustomize/overlay.ts
/** kustomize itself refuses cycles; deeper chains than this do not occur. */
const MAXIMUM_DEPTH = 50;
/** Works out the kustomizations named, and those that they use. */
function resolveOverlays(files, library) {
	const overlays = /* @__PURE__ */ new Map();
	const problems = [];
	const wanted = /* @__PURE__ */ new Set();
	const reached = /* @__PURE__ */ new Map();
	const report = (file, line, what) => {
		problems.push({
			file,
			line,
			reason: `${what}, which is outside the repository`
		});
	};
	const patchesOf = (file) => (library.read(file)?.patches ?? []).map((patch) => {
		const content = {
			...patch,
			kustomization: file
		};
		if (patch.file === null) return content;
		const path = localPath(file, patch.file);
		if (path === null) {
			report(file, patch.line, `${patch.path} names "${patch.file}"`);
			return content;
		}
		const facts = library.read(path);
		if (facts === void 0) wanted.add(path);
		return facts ? {
			...content,
			content: facts.patch
		} : content;
	});
	/** What a kustomization does to the images, in kustomize's order. */
	const transform = (images, { object, patches, entries }, isComponent = object.object.kind === "Component") => {
		const apply = (now, patch) => patchedImages(now, patch, { isComponent });
		const early = patches.filter(({ isLate }) => !isLate);
		const late = patches.filter(({ isLate }) => isLate);
		const merged = early.reduce(apply, images).map((image) => renamed(image, object));
		const inherited = late.reduce(apply, merged);
		return {
			inherited,
			result: inherited.map((image) => transformed(image, entries, reached))
		};
	};
	const resolve = (file, trail) => {
		const known = overlays.get(file);
		if (known !== void 0) return known;
		const object = library.read(file)?.kustomization ?? null;
		if (object === null) return null;
		if (trail.includes(file) || trail.length >= MAXIMUM_DEPTH) {
			problems.push({
				file,
				line: null,
				reason: "the kustomization is among its own resources, or nests too deep"
			});
			return null;
		}
		const reaches = /* @__PURE__ */ new Set();
		let images = [];
		for (const list of [
			"resources",
			"bases",
			"components"
		]) for (const item of localItems(object, list)) {
			const path = localPath(file, item.text);
			if (path === null) {
				report(file, lineOf(item.place), `${list} name "${item.text}"`);
				continue;
			}
			const found = locate(path, library, wanted);
			if (found === null) continue;
			const below = isKustomizationPath(found) ? resolve(found, [...trail, file]) : null;
			if (below === null) {
				images = [...images, ...workloadImages(found, library)];
				continue;
			}
			reaches.add(found);
			for (const deeper of below.reaches) reaches.add(deeper);
			images = list === "components" ? [...transform(images, below, false).result, ...below.result] : [...images, ...below.result];
		}
		const entries = kustomizationEntries(object);
		const own = {
			file,
			object,
			patches: patchesOf(file),
			entries,
			reaches
		};
		const overlay = {
			...own,
			...transform(distinct(images), own)
		};
		overlays.set(file, overlay);
		return overlay;
	};
	for (const file of files) resolve(file, []);
	return {
		overlays,
		reached,
		problems,
		wanted
	};
}
/** The image after one entry. */
function changedBy(image, entry) {
	const { pin } = entry.site;
	const decision = {
		decidedBy: pin,
		decidedBefore: before(image),
		patchedIn: null,
		unsure: null
	};
	return {
		...image,
		...afterEntry(image, entry),
		...isVersion$1(entry.version) ? decision : {},
		lastEntry: pin,
		doubledBy: doublesVersion(entry, image) ? pin : isVersion$1(entry.set) ? null : image.doubledBy
	};
}
/** The image after a list of entries. Notes in `reached` what each of them was given. */
function transformed(image, entries, reached) {
	let now = image;
	const applied = [];
	for (const entry of entries) {
		if (!entryMatches(entry.name, now)) continue;
		applied.push({
			entry,
			image: now
		});
		now = changedBy(now, entry);
	}
	let next = null;
	for (const { entry, image: given } of applied.toReversed()) {
		const key = siteKey(entry.site.pin);
		const known = reached.get(key);
		if (known === void 0) reached.set(key, [{
			image: given,
			next
		}]);
		else known.push({
			image: given,
			next
		});
		if (changesAnything(entry)) next = entry;
	}
	return now;
}
function workloadImages(file, library) {
	return (library.read(file)?.transformed ?? []).flatMap((pin) => usedImage(pin) ?? []);
}
/** The image once the kustomization's prefix, suffix and namespace were given to its workload: patches may call it by either name. */
function renamed(image, { place }) {
	const prefix = textField(place, "namePrefix", true) ?? "";
	const suffix = textField(place, "nameSuffix", true) ?? "";
	const namespace = textField(place, "namespace", true) ?? "";
	if (prefix === "" && suffix === "" && namespace === "") return image;
	const { names, namespaces } = image.workload;
	const workload = {
		...image.workload,
		names: prefix + suffix === "" ? names : [...names, `${prefix}${names.at(-1) ?? ""}${suffix}`],
		namespaces: namespace === "" ? namespaces : [...namespaces, namespace]
	};
	return {
		...image,
		workload
	};
}
/** The same workload through two ways counts once. */
function distinct(images) {
	return [...new Map(images.map((image) => [image.origin, image])).values()];
}
function localItems(object, name) {
	const list = seqField(object.place, name, true);
	if (list === null) return [];
	return itemsOf(list).flatMap((place) => {
		const text = textOf(place);
		return text === null || text === "" || isRemote(text) ? [] : [{
			text,
			place
		}];
	});
}
/** URLs and the short forms that kustomize hands to Git. */
function isRemote(text) {
	return text.includes("://") || /^[\w.-]+@[\w.-]+:/.test(text) || /^(git::|gh:|(www\.)?github\.com[/:]|gitlab\.com\/|bitbucket\.org\/)/.test(text) || /[?&](ref|version|timeout)=/.test(text);
}
/** The path from the repository's root; `null` when it leaves the repository. */
function localPath(file, text) {
	if (text.startsWith("/")) return null;
	const parts = file.split("/").slice(0, -1);
	for (const part of text.split("/")) {
		if (part === "" || part === ".") continue;
		if (part === "..") {
			if (parts.pop() === void 0) return null;
		} else parts.push(part);
	}
	return parts.join("/");
}
/** The file that a local resource means: itself, or the kustomization of the folder. What must be known for that is wanted. */
function locate(path, library, wanted) {
	const folder = path === "" ? "" : `${path}/`;
	const candidates = /\.(ya?ml|json)$/i.test(path) ? [path] : [...path === "" ? [] : [path], ...KUSTOMIZATION_NAMES.map((name) => folder + name)];
	for (const candidate of candidates) if (library.read(candidate)) return candidate;
	for (const candidate of candidates) if (library.read(candidate) === void 0) wanted.add(candidate);
	return null;
}

// src/manifests/scan.ts
/**
* The pins of the files in `scope` (files or folders; `.` or the empty string is everything), sorted by file and place. The other files
* serve to resolve the bases of kustomizations. Where one in scope sets an image by an entry, the workload's own image is overridden. `reader`:
* one that remembers, where the same files are scanned more than once.
*/
function scanPins(files, options) {
	const reader = options.reader ?? readFacts;
	const readings = /* @__PURE__ */ new Map();
	const read = (path) => {
		if (!readings.has(path)) {
			const bytes = files.get(path);
			if (bytes === void 0) return void 0;
			readings.set(path, bytes === null ? null : reader(path, bytes));
		}
		return readings.get(path);
	};
	const isInScope = scopeTest(options.scope);
	const named = new Set(options.scope);
	const inScope = [...files.keys()].filter((path) => isInScope(path) && (isManifestPath(path) || named.has(path)));
	const pins = [];
	for (const path of inScope) pins.push(...read(path)?.pins ?? []);
	const kustomizations = inScope.filter(isKustomizationPath);
	const world = resolveOverlays(kustomizations, { read });
	const own = kustomizations.flatMap((path) => world.overlays.get(path) ?? []);
	const used = new Set(own.flatMap((overlay) => [...overlay.reaches]));
	const roots = own.filter((overlay) => !used.has(overlay.file));
	const overriding = overridingPins(roots, isInScope);
	const entries = new Map(own.flatMap((overlay) => overlay.entries.map((entry) => [siteKey(entry.site.pin), entry])));
	const all = [...pins.filter((pin) => !overriding.has(siteKey(pin))).map((pin) => {
		const key = siteKey(pin);
		const entry = entries.get(key);
		return entry === void 0 ? pin : pinInEffect(pin, entry, world.reached.get(key) ?? []);
	}), ...roots.flatMap((overlay) => absentPins(overlay, isInScope))];
	const facts = [...readings.values()].filter((file) => file !== null);
	const problems = facts.flatMap((file) => [...file.problems]);
	const references = facts.flatMap((file) => [...file.chartReferences]);
	return {
		pins: [...withReferredCharts(all, references)].sort(byPlace),
		overridden: pins.flatMap((pin) => {
			const by = overriding.get(siteKey(pin));
			return by === void 0 ? [] : [overriddenPin(pin, by)];
		}).sort(byPlace),
		problems: [...problems, ...world.problems],
		wanted: [...world.wanted].sort()
	};
}
/** Whether a path is, or is below, one of the scope: asked of the folders above the path, as a scope can be thousands of folders. */
function scopeTest(scope) {
	const roots = new Set(scope.map((root) => root.replace(/^\.\//, "").replace(/\/+$/, "")));
	if (roots.has("") || roots.has(".")) return () => true;
	return (path) => {
		if (roots.has(path)) return true;
		for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) if (roots.has(path.slice(0, at))) return true;
		return false;
	};
}
/**
* The pins of workloads and patches whose image something else decides in every kustomization that is not itself a part of another: an entry, or a patch.
* Each with the pins that do.
*/
function overridingPins(roots, isInScope) {
	const overriding = /* @__PURE__ */ new Map();
	const bare = /* @__PURE__ */ new Set();
	for (const { result } of roots) for (const { decidedBy, decidedBefore, unsure } of result) {
		bare.add(siteKey(decidedBy));
		for (const before of decidedBefore) {
			if (!isInScope(decidedBy.file) || unsure !== null) {
				bare.add(before);
				continue;
			}
			const known = overriding.get(before);
			if (known === void 0) overriding.set(before, [decidedBy]);
			else known.push(decidedBy);
		}
	}
	for (const key of bare) overriding.delete(key);
	return overriding;
}
const MOST_NAMED = 3;
function overriddenPin(pin, by) {
	const places = [...new Set(by.map(placeOf))].sort();
	const shown = [...places.slice(0, MOST_NAMED), ...places.length > MOST_NAMED ? ["others"] : []];
	const last = shown.pop() ?? "";
	const isEntry = by.some(isEntryPin);
	const [one, many] = by.every(isEntryPin) ? ["entry", "entries"] : isEntry ? ["entry or patch", "entries and patches"] : ["patch", "patches"];
	const decider = shown.length === 0 ? `the ${one} in ${last}` : `the ${many} in ${shown.join(", ")} and ${last}`;
	return {
		...pin,
		refusal: `kustomize sets this image by ${decider}; change it there`,
		guarded: false,
		doubt: null
	};
}
function byPlace(a, b) {
	if (a.file !== b.file) return a.file < b.file ? -1 : 1;
	return a.line - b.line || a.column - b.column || (a.path < b.path ? -1 : 1);
}

// src/git/references.ts
/** The keys of a kustomization whose values are files or folders that bring objects. */
const REFERRING = /* @__PURE__ */ new Set([
	"resources",
	"bases",
	"components"
]);
/**
* Finds which of the tree's manifests a kustomization's text may refer to: every word below a referring key that is the path of one; `null`
* when the text writes them in a way that only a parser reads.
*/
function referenceFinder(manifests) {
	const denotedBy = (path) => manifests.has(path) ? path : KUSTOMIZATION_NAMES.map((name) => posix.join(path, name)).find((file) => manifests.has(file));
	return (path, text) => {
		const words = referringWords(text);
		if (words === null) return null;
		const folder = posix.dirname(path);
		const found = /* @__PURE__ */ new Set();
		for (const word of new Set(words)) {
			if (word === "") continue;
			const target = denotedBy(posix.join(folder, word).replace(/\/$/u, ""));
			if (target !== void 0 && target !== path) found.add(target);
		}
		return [...found];
	};
}
/** `null` when the text writes references in a way (anchors, escapes, block scalars, texts of several lines) that only a parser reads. */
function referringWords(text) {
	const flow = /^\s*[{%]|^---[ \t]*\{/u.test(text);
	const lines = [];
	let referring = flow;
	for (const line of text.split(/\r\n?|\n/u)) {
		const key = /^\ufeff?["']?(?<key>[A-Za-z]+)["']?[ \t]*:/u.exec(line)?.groups?.["key"];
		if (key !== void 0) referring = flow || REFERRING.has(key);
		if (referring) lines.push(line.replace(/(?:^|\s)#.*$/u, ""));
	}
	if (lines.some((line) => /[&*!|>?\\]|^\s+[^\s,:[\]{}-][^,:[\]{}]*$/u.test(line))) return null;
	return lines.flatMap((line) => [
		...line.match(/[^\s"',[\]{}]+/gu) ?? [],
		...[...line.matchAll(/"([^"]*)"|'([^']*)'/gu)].map(([, double, single]) => double ?? single ?? ""),
		...line.split(/[,[\]{}]|^\s*- /u).map((part) => part.trim())
	]);
}
/**
* The kustomizations of `texts` (by path, a byte in each character) that may refer to one of the targets, by a search alone: however the path is written, it
* names the first part of the target's that the kustomization's own folder does not share.
*/
function mayReferTo(texts, targets) {
	const ways = targets.map(wayTo);
	const found = [];
	for (const [path, text] of texts) {
		let absent = null;
		for (const way of ways) {
			let depth = 0;
			while (depth < way.folders.length && path.startsWith(way.folders[depth] ?? "")) depth += 1;
			const part = way.parts[depth] ?? null;
			if (part !== null && part === absent) continue;
			if (part === null || text.includes(part) || text.includes("\\") || /[\s\\'"]|[^ -~]/u.test(part)) {
				found.push(path);
				break;
			}
			absent = part;
		}
	}
	return found;
}
/** The folders above a path (`a/`, `a/b/`) and the part that follows each, from the root on; `null`: the kustomization of a folder is meant by `..` alone. */
function wayTo(target) {
	const parts = target.split("/");
	return {
		folders: parts.slice(0, -1).map((_part, index) => `${parts.slice(0, index + 1).join("/")}/`),
		parts: isKustomizationPath(target) ? [...parts.slice(0, -1), null] : parts
	};
}

// src/git/name-search.ts
/**
* A test of a file's text, given with a byte in each character. It says no only to a file that cannot hold a pin of one of the artifacts. One
* pattern for everything, without case, which Git hosts do not tell apart: thousands of files are gone through.
*/
function nameSearch(artifacts) {
	const names = new Set(artifacts.map(({ name }) => lastPart(name)));
	const pattern = new RegExp([...[...names].map(escaped), HIDDEN].join("|"), "i");
	return (text) => pattern.test(text);
}
/** A double-quoted text may spell a character by its number, or go on after a line's end. */
const HIDDEN = String.raw`\\(?:[xu\n]|\r\n)`;
/** Registry and repository can stand in two keys; the last part of the name stands in one. Git takes a repository with and without `.git`. */
function lastPart(name) {
	const clean = name.replace(/\/+$/u, "");
	return clean.slice(clean.lastIndexOf("/") + 1).replace(/\.git$/iu, "");
}
/** As a pattern; what is not ASCII is compared as its bytes. */
function escaped(text) {
	return Buffer.from(text).toString("latin1").replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
}

// src/git/referring-releases.ts
/** A search that remembers of each file only the names in it. */
function releaseSearch() {
	const releases = /* @__PURE__ */ new Map();
	return {
		see(path, text) {
			if (text.includes("chartRef")) releases.set(path, namesIn(text));
		},
		referringTo(files) {
			if (releases.size === 0) return [];
			const wanted = /* @__PURE__ */ new Set();
			for (const bytes of files) {
				const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
				if (!text.includes("OCIRepository")) continue;
				const names = namesIn(text);
				if (names === null) return [...releases.keys()];
				for (const name of names) wanted.add(name);
			}
			if (wanted.size === 0) return [];
			return [...releases].flatMap(([path, names]) => names === null || [...names].some((name) => wanted.has(name)) ? [path] : []);
		}
	};
}
/** The values of every `name` in a text; `null` when one is written in a way (an alias, an anchor, an escape) that only a parser reads. */
function namesIn(text) {
	const names = /* @__PURE__ */ new Set();
	for (const [, value = ""] of text.matchAll(/\bname["']?\s*:\s*([^\s,}]*)/gu)) {
		const name = /^(["']?)([\w.-]+)\1$/u.exec(value)?.[2];
		if (name !== void 0) names.add(name);
		else if (/^["']?[&*!|>?\\]|\\/u.test(value)) return null;
	}
	return names;
}

// src/git/candidates.ts
/**
* The files among `paths` that may hold a pin of one of the artifacts, and every local file that kustomizations among those refer to. Never too few:
* a file that holds a pin names the last part of the artifact's name, or is a kustomization that refers to such a file, at any number of
* removes; HelmReleases that may refer to an OCIRepository among them decide what it holds. Each round of references is read in one batch.
*/
async function candidateFiles(snapshot, tree, paths, artifacts) {
	const manifests = /* @__PURE__ */ new Set();
	for (const { path } of tree) if (isManifestPath(path)) manifests.add(path);
	const texts = /* @__PURE__ */ new Map();
	const targetsOf = referencesOf(manifests, texts);
	const { naming, seen, releases } = await search(snapshot, {
		manifests,
		paths,
		artifacts,
		texts,
		targetsOf
	});
	const holding = holders([...naming.keys(), ...releases], texts, targetsOf);
	const graph = (path) => targetsOf(path) ?? [];
	const wanted = closure(paths.filter((path) => holding.has(path)), graph);
	const files = /* @__PURE__ */ new Map();
	const missing = [...wanted].filter((path) => seen.has(path) && !naming.has(path));
	for (const found of [naming, await snapshot.read(missing)]) for (const [path, bytes] of found) if (bytes !== null && wanted.has(path)) files.set(path, bytes);
	return files;
}
/** Reads the files, and those that the kustomizations among them refer to, at any number of removes; keeps the text of kustomizations. */
async function search(snapshot, options) {
	const { manifests, paths, artifacts, texts, targetsOf } = options;
	const mayName = nameSearch(artifacts);
	const releases = releaseSearch();
	const naming = /* @__PURE__ */ new Map();
	const seen = /* @__PURE__ */ new Set();
	for (let round = paths; round.length > 0;) {
		for (const path of round) seen.add(path);
		const found = await snapshot.read(round, (path, bytes) => {
			const text = viewOf(bytes).toString("latin1");
			if (isKustomizationPath(path)) texts.set(path, text);
			releases.see(path, text);
			return mayName(text);
		});
		for (const [path, bytes] of found) if (bytes !== null) naming.set(path, bytes);
		if (isWithin(manifests, seen)) break;
		round = [...new Set(round.flatMap((path) => targetsOf(path) ?? []))].filter((path) => !seen.has(path));
		if (round.length > MANY) await snapshot.read([...round, ...neighbours(manifests, round)], () => false);
	}
	return {
		naming,
		seen,
		releases: releases.referringTo(naming.values())
	};
}
const MANY = 20;
function isWithin(some, all) {
	if (some.size > all.size) return false;
	for (const each of some) if (!all.has(each)) return false;
	return true;
}
/** The manifests in the folders of these kustomizations. */
function neighbours(manifests, paths) {
	const folders = new Set(paths.filter(isKustomizationPath).map((path) => posix.dirname(path)));
	return [...manifests].filter((path) => folders.has(posix.dirname(path)));
}
/** What each kustomization refers to, looked for once and when it is asked; `null` where only a parser can tell. */
function referencesOf(manifests, texts) {
	const find = referenceFinder(manifests);
	const known = /* @__PURE__ */ new Map();
	return (path) => {
		const before = known.get(path);
		if (before !== void 0) return before;
		const text = texts.get(path);
		const targets = text === void 0 ? [] : find(path, Buffer.from(text, "latin1").toString());
		known.set(path, targets);
		return targets;
	};
}
/** The files given, and every kustomization that may refer to one of them, at any number of removes. */
function holders(naming, texts, targetsOf) {
	const holding = new Set(naming);
	for (let latest = naming; latest.length > 0;) {
		if (holding.size > FEW) return everyHolder([...holding], texts, targetsOf);
		const found = [];
		for (const path of mayReferTo(texts, latest)) {
			if (holding.has(path)) continue;
			const targets = targetsOf(path);
			if (targets === null || latest.some((target) => targets.includes(target))) found.push(path);
		}
		for (const path of found) holding.add(path);
		latest = found;
	}
	return holding;
}
const FEW = 30;
function everyHolder(naming, texts, targetsOf) {
	const starts = [...naming];
	const sources = /* @__PURE__ */ new Map();
	for (const path of texts.keys()) {
		const targets = targetsOf(path);
		if (targets === null) starts.push(path);
		for (const target of targets ?? []) {
			const known = sources.get(target);
			if (known === void 0) sources.set(target, [path]);
			else known.push(path);
		}
	}
	return closure(starts, (path) => sources.get(path) ?? []);
}
/** Everything reachable from the starts, with them. */
function closure(starts, next) {
	const reached = new Set(starts);
	for (const path of reached) for (const target of next(path)) reached.add(target);
	return reached;
}
/** The same bytes as a Buffer, whose search is native. */
function viewOf(bytes) {
	if (Buffer.isBuffer(bytes)) return bytes;
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

// src/git/path-glob.ts
/**
* Whether a path matches: `**` stands for any number of folders, `*` for any text and `?` for one character within a part. A glob without
* `/` matches a file or folder name anywhere; one that matches a folder matches everything below it. Takes time in proportion to both lengths, not
* exponentially, whatever the glob.
*/
function matchesGlob(glob, path) {
	const parts = glob.replace(/^\.?\//u, "").replace(/\/+$/u, "").split("/");
	return sequence([...parts.length === 1 ? ["**", ...parts] : parts, "**"], path.split("/"), (part) => part === "**", matchesPart);
}
function matchesPart(part, name) {
	return sequence(Array.from(part), Array.from(name), (character) => character === "*", (character, other) => character === "?" || character === other);
}
/** Greedy matching with one place to come back to: the newest wildcard. */
function sequence(pattern, items, isAny, matches) {
	let at = 0;
	let back = null;
	for (let taken = 0; taken < items.length;) {
		const wanted = pattern[at];
		const item = items[taken];
		if (wanted !== void 0 && isAny(wanted)) {
			back = {
				at,
				taken
			};
			at += 1;
		} else if (wanted !== void 0 && item !== void 0 && matches(wanted, item)) {
			at += 1;
			taken += 1;
		} else if (back !== null) {
			at = back.at + 1;
			taken = back.taken + 1;
			back = {
				at: back.at,
				taken
			};
		} else return false;
	}
	return pattern.slice(at).every(isAny);
}

// src/git/named-pins.ts
/** Whether the glob is one of this file, not of a folder that the file is in. */
function namesFile({ file: glob }, path) {
	const lastOf = (text) => text.slice(text.lastIndexOf("/") + 1);
	return matchesGlob(lastOf(glob), lastOf(path)) && matchesGlob(glob, path);
}
/** The named places of a file. */
function placesIn({ pins }, path) {
	return pins.length === 0 ? [] : pins.filter((pin) => namesFile(pin, path));
}
/** A reader that remembers and knows the named places. */
function readerBy(rules) {
	return rememberingReader((path) => placesIn(rules, path));
}

// src/git/pins.ts
const LINK = "it is a symbolic link or a submodule, which is not read";
/** More manifests than any run needs to read; beyond it the scope is wrong. */
const MOST_MANIFESTS = 5e4;
/**
* The pins of the manifests in `scope` (files or folders). What `rules` ignore is not read as a manifest, though a kustomization may
* still refer to it; what they name is a pin. `artifacts`: only files that may hold a pin of one of these are parsed. Links are
* listed as problems, never read; so is whatever of a working tree could not be read.
*/
async function pinsOf(snapshot, options) {
	const { rules, artifacts, reader = readerBy(options.rules) } = options;
	const tree = await snapshot.list();
	const inScope = await manifestsIn(snapshot, options);
	const paths = inScope.filter(isFile).map(({ path }) => path);
	const scope = [...options.scope, ...paths.filter((path) => !isManifestPath(path))];
	const files = new Map(artifacts === void 0 ? await snapshot.read(paths) : [...await candidateFiles(snapshot, tree, paths, artifacts), ...await snapshot.read(paths.filter((path) => isNamedFor(rules, path, artifacts)))]);
	let scan = scanPins(files, {
		scope,
		reader
	});
	for (let wanted = unread(scan, files); wanted.length > 0; wanted = unread(scan, files)) {
		for (const [path, bytes] of await snapshot.read(wanted)) files.set(path, bytes);
		scan = scanPins(files, {
			scope,
			reader
		});
	}
	const entries = tree.filter(({ path }) => files.has(path));
	const problems = [...new Set([...inScope, ...entries].filter((entry) => !isFile(entry)).map(({ path }) => path))].map((file) => ({
		file,
		line: null,
		reason: LINK
	}));
	for (const [file, reason] of snapshot.unreadable ?? []) problems.push({
		file,
		line: null,
		reason
	});
	const read = new Map([...files].flatMap(([path, bytes]) => bytes === null ? [] : [[path, bytes]]));
	return {
		scan: {
			...scan,
			problems: [...scan.problems, ...problems]
		},
		files: read,
		entries: new Map(entries.flatMap((entry) => read.has(entry.path) ? [[entry.path, entry]] : []))
	};
}
/** The entries of a scope that are read as manifests, links among them. Throws a UserError when there are too many. */
async function manifestsIn(snapshot, { scope, rules }) {
	const named = new Set(scope);
	const found = (await snapshot.list(scope)).filter(({ path }) => named.has(path) || (isManifestPath(path) || placesIn(rules, path).length > 0) && !rules.ignore.some((glob) => matchesGlob(glob, path)));
	if (found.length <= MOST_MANIFESTS) return found;
	const shown = scope.slice(0, 3).map((path) => `"${path}"`);
	throw new UserError(`${found.length} manifests under ${shown.join(", ")}${scope.length > shown.length ? ", ..." : ""}; at most ${MOST_MANIFESTS} are read: name a smaller path`);
}
/** The changeset of rewritten files: each replaces exactly the blob that was read. */
function changesetOf(pins, rewritten) {
	return new Map([...rewritten].map(([path, bytes]) => [path, {
		replaces: pins.entries.get(path)?.oid ?? null,
		bytes
	}]));
}
/** Whether an artifact is what a call means: charts and Git repositories are called by less than their identity. */
function isCalled(artifact, wanted) {
	const isSame = artifact.id === wanted.id || artifact.name === wanted.name;
	return artifact.kind === wanted.kind && isSame || isWithinRepository(artifact, wanted);
}
function isNamedFor(rules, path, artifacts) {
	return placesIn(rules, path).some(({ artifact }) => artifact !== null && artifacts.some((wanted) => isCalled(artifact, wanted)));
}
function unread(scan, files) {
	return scan.wanted.filter((path) => !files.has(path));
}
function isFile(entry) {
	return entry.mode === "100644" || entry.mode === "100755";
}

export { matchesFilter as S, withoutCredentials as _, placesIn as a, splitReference as b, readNamedPlace as c, isManifestPath as d, isMissingPlace as f, REMOTE_LISTS as g, isKustomizationPath as h, namesFile as i, readParsed as l, siteKey as m, manifestsIn as n, readerBy as o, versionOf as p, pinsOf as r, readManifest as s, changesetOf as t, readWholeManifest as u, applyChanges as v, appendEntries as x, artifactOfImage as y };