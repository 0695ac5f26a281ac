import { t as __commonJSMin } from "./rolldown-runtime.js";
import { Ht as UserError, Wt as usageError, a as groupBy, rt as CONFIGURATION_FILE } from "./start.js";
import { a as isAlias, c as isNode, d as isSeq, l as isPair, o as isCollection, s as isMap, t as parseAllDocuments, u as isScalar } from "./yaml.js";

// src/manifests/yaml/source.ts
/** 5 MB: the largest real manifests, bundles of CRDs, have 1.5. */
const MAXIMUM_BYTES = 5e6;
/** Lines and commas together bound the number of nodes; npm `yaml` needs some seconds for a million. The largest real bundles have 40,000. */
const MAXIMUM_ITEMS = 15e4;
/** Brackets opened and not closed within one line. The parser would take most of a second to find out. */
const MAXIMUM_OPEN = 500;
/** The file as text, or why it is not read: too large, too many nodes, not UTF-8, characters that YAML forbids. Takes a few milliseconds whatever the file. */
function readSource(path, bytes) {
	if (bytes.length > MAXIMUM_BYTES) return {
		file: path,
		line: null,
		reason: `the file has ${bytes.length} bytes; manifests are read up to ${MAXIMUM_BYTES}`
	};
	const { items, open } = measure(bytes);
	if (items > MAXIMUM_ITEMS) return {
		file: path,
		line: null,
		reason: `the file has more than ${MAXIMUM_ITEMS} lines and list items; it is too large to be read as a manifest`
	};
	if (open > MAXIMUM_OPEN) return {
		file: path,
		line: null,
		reason: "the file nests too deep to be parsed"
	};
	let text;
	try {
		text = new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch {
		return {
			file: path,
			line: null,
			reason: "the file is not valid UTF-8"
		};
	}
	const forbidden = NOT_YAML.exec(text);
	if (forbidden !== null) {
		const code = forbidden[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
		return {
			file: path,
			line: text.slice(0, forbidden.index).split("\n").length,
			reason: `the file holds the character U+${code}, which YAML forbids; remove it`
		};
	}
	return sourceOf(path, text);
}
/**
* Characters that no YAML file may hold (YAML 1.2, production c-printable); Go's parsers, so Helm and kustomize, refuse the file, and Git takes one with
* a NUL for binary. npm `yaml` reads over them.
*/
const NOT_YAML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/u;
/** A text as a source. */
function sourceOf(path, text, within = null) {
	const lineStarts = [text.startsWith("﻿") ? 1 : 0];
	for (let next = text.indexOf("\n"); next !== -1; next = text.indexOf("\n", next + 1)) lineStarts.push(next + 1);
	const wide = Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), ({ index }) => index);
	return {
		path,
		text,
		eol: text[(lineStarts[1] ?? 0) - 1 - 1] === "\r" ? "\r\n" : "\n",
		lineStarts,
		wide,
		within
	};
}
/** Counts, from the bytes alone, what makes parsing slow: lines and commas, and the brackets that one line opens. */
function measure(bytes) {
	let items = 0;
	let depth = 0;
	let open = 0;
	for (const byte of bytes) switch (byte) {
		case 10:
			items += 1;
			depth = 0;
			break;
		case 44:
			items += 1;
			break;
		case 91:
		case 123:
			depth += 1;
			if (depth > open) open = depth;
			break;
		case 93:
		case 125: depth -= 1;
	}
	return {
		items,
		open
	};
}
/** 1-based line and column of an offset, in the file. Columns count characters, not UTF-16 units; a byte order mark counts as none. */
function positionAt(source, offset) {
	const { within, lineStarts, wide } = source;
	if (within !== null && !within.byLine) return {
		line: within.line,
		column: within.column
	};
	const index = lineIndexAt(source, offset);
	const start = lineStarts[index] ?? 0;
	const end = Math.max(start, offset);
	const before = end - start - (countBelow(wide, end) - countBelow(wide, start));
	return {
		line: index + (within?.line ?? 1),
		column: before + (within?.column ?? 1)
	};
}
/** The 1-based line of an offset, in the file. */
function lineAt(source, offset) {
	const { within } = source;
	if (within !== null && !within.byLine) return within.line;
	return lineIndexAt(source, offset) + (within?.line ?? 1);
}
/** The line of an offset, counted from 0 within the text. */
function lineIndexAt({ lineStarts }, offset) {
	return Math.max(0, countBelow(lineStarts, offset + 1) - 1);
}
/** How many of the ascending numbers are less than `limit`. */
function countBelow(numbers, limit) {
	let low = 0;
	let high = numbers.length;
	while (low < high) {
		const middle = low + high >> 1;
		if ((numbers[middle] ?? 0) < limit) low = middle + 1;
		else high = middle;
	}
	return low;
}
/** Where the line of `offset` starts. */
function lineStart(text, offset) {
	const start = text.lastIndexOf("\n", offset - 1) + 1;
	return start === 0 && text.startsWith("﻿") ? Math.min(1, offset) : start;
}
/** Where the line of `offset` ends, before its line ending (or at the end of the file). */
function lineEnd(text, offset) {
	const next = text.indexOf("\n", offset);
	if (next === -1) return text.length;
	return next > offset && text[next - 1] === "\r" ? next - 1 : next;
}
/** Where the next line starts, or the end of the file. */
function nextLine(text, offset) {
	const next = text.indexOf("\n", offset);
	return next === -1 ? text.length : next + 1;
}
/** `line 9`, also for several places in it, `lines 3 and 5`, `lines 3, 5, 9, 12 and 40 more`: for messages, short however many there are. */
function namedLines(source, places, offsetOf) {
	const first = places.slice(0, 4);
	const more = places.length - first.length;
	const lines = [...new Set(first.map((place) => String(lineAt(source, offsetOf(place)))))];
	if (more > 0) lines.push(`${more} more`);
	const last = lines.pop() ?? "";
	return lines.length === 0 ? `line ${last}` : `lines ${lines.join(", ")} and ${last}`;
}

// src/manifests/yaml/place.ts
/** The document's own root, when it is a map. */
function rootOf(document) {
	const node = document.root;
	if (!isMap(node)) return null;
	return {
		document,
		node,
		keys: [],
		pair: null,
		refusal: document.refusal ?? anchorRefusal(document, node),
		doubt: null
	};
}
/** The pairs of a map by key text, as they stand; kustomize compares its keys without case. */
function pairsOf(map, name, anyCase = false) {
	const wanted = anyCase ? name.toLowerCase() : name;
	return map.items.filter((pair) => {
		if (!isScalar(pair.key) || typeof pair.key.value !== "string") return false;
		return (anyCase ? pair.key.value.toLowerCase() : pair.key.value) === wanted;
	});
}
/**
* The value of a key. A scalar is read through an alias and through a merge key, but may not be written there; lists and maps are
* never entered through an alias, so an alias bomb has nothing to expand. Of a doubled key the last one is read, as kustomize does, and refused.
*/
function field(place, name, anyCase = false) {
	const { document, node } = place;
	if (!isMap(node)) return null;
	const pairs = pairsOf(node, name, anyCase);
	const pair = pairs.at(-1);
	if (pair === void 0) return mergedField(place, node, name);
	return valueOf(place, pair, pairs.length > 1 ? doubledKey(document, name, pairs) : null);
}
/** The value of a key when it is a map. */
function mapField(place, name, anyCase = false) {
	return asMap(field(place, name, anyCase));
}
/** The value of a key when it is a list. */
function seqField(place, name, anyCase = false) {
	return asSeq(field(place, name, anyCase));
}
/** The text of a key's scalar value; `null` when there is none. */
function textField(place, name, anyCase = false) {
	return textOf(field(place, name, anyCase));
}
/** Follows maps by key. */
function descend(place, keys) {
	let at = place;
	for (const key of keys) at = at === null ? null : field(at, key);
	return at;
}
/** A list's items; an item that is an alias is left out: what it stands for is found where it is written. */
function itemsOf(place) {
	const places = [];
	for (const [index, node] of place.node.items.entries()) {
		if (!isMap(node) && !isSeq(node) && !isScalar(node)) continue;
		const broken = brokenLine(place.document, node);
		places.push({
			document: place.document,
			node,
			keys: [...place.keys, index],
			pair: null,
			refusal: place.refusal ?? anchorRefusal(place.document, node) ?? foreignTag(node) ?? broken,
			doubt: place.doubt ?? broken
		});
	}
	return places;
}
/** Every entry of a map as a place, in the order of the file; of a doubled key the last, as `field` has it. */
function entriesOf(place) {
	const entries = [];
	const named = place.node.items.filter((pair) => isScalar(pair.key) && typeof pair.key.value === "string");
	for (const [key, pairs] of groupBy(named, keyText)) {
		const pair = pairs.at(-1);
		const value = pair && valueOf(place, pair, pairs.length > 1 ? doubledKey(place.document, key, pairs) : null);
		if (value) entries.push({
			key,
			place: value
		});
	}
	return entries;
}
function asMap(place) {
	return place !== null && isMap(place.node) ? {
		...place,
		node: place.node
	} : null;
}
function asSeq(place) {
	return place !== null && isSeq(place.node) ? {
		...place,
		node: place.node
	} : null;
}
/**
* The scalar's text; that of a null is empty, however it is written. An unquoted `{{ x }}` parses as a flow map: its source is its text, so that it
* is seen and refused.
*/
function textOf(place) {
	if (place === null) return null;
	if (isScalar(place.node)) return scalarText(place.node);
	const [start, end] = place.node.range ?? [0, 0];
	const source = place.document.source.text.slice(start, end);
	return source.startsWith("{{") ? source : null;
}
/** A scalar's text as its readers take it: empty for a null. */
function scalarText(scalar) {
	if (isNull(scalar)) return "";
	return typeof scalar.value === "string" ? scalar.value : null;
}
/** Whether a scalar is what YAML 1.1 and 1.2 alike take for null. In quotes, or tagged as a string, it is a text. */
function isNull({ type, value, tag }) {
	if (type !== "PLAIN" || typeof value !== "string") return false;
	return /^(?:~|null|Null|NULL)$/.test(value) && tag !== `${YAML}str` && tag !== "!";
}
/** The 1-based line of a place. */
function lineOf(place) {
	return lineAt(place.document.source, startOf(place));
}
/** The offset where the value starts: after the anchor and the tag. */
function startOf(place) {
	return place.node.range?.[0] ?? 0;
}
/** `spec.values["a.b"].containers[0]` */
function formatKeys(keys) {
	let text = "";
	for (const key of keys) if (typeof key === "number") text += `[${key}]`;
	else if (!/^[\w/-]+$/.test(key)) text += `[${JSON.stringify(key)}]`;
	else text += text === "" ? key : `.${key}`;
	return text;
}
/** The key's own node, where it is plain enough to be measured. */
function keyNode(pair) {
	return isScalar(pair.key) ? pair.key : null;
}
/** The key's text; empty when it is no plain text. */
function keyText(pair) {
	return isScalar(pair.key) && typeof pair.key.value === "string" ? pair.key.value : "";
}
/**
* Why a plain text with one of Unicode's own line ends is not what it seems: to readers of YAML 1.1, kustomize and Helm among them, it ends there, and
* a comment or a key may follow.
*/
function brokenLine(document, node) {
	if (!isScalar(node) || node.type !== "PLAIN" || !node.range) return null;
	const found = /[\u0085\u2028\u2029]/u.exec(document.source.text.slice(node.range[0], node.range[1]));
	if (found === null) return null;
	return `the value holds the line separator U+${found[0].charCodeAt(0).toString(16).padStart(4, "0")}, where some readers of YAML end it and others do not; remove it`;
}
const YAML = "tag:yaml.org,2002:";
/** Why a scalar with a tag of its own (`!!float 1.2`, `!env X`) is not written: the tag would stay, and make something else of the new text. */
function foreignTag(node) {
	if (!isScalar(node) || node.tag === void 0 || node.tag === `${YAML}str`) return null;
	return `the tag ${node.tag.startsWith(YAML) ? `!!${node.tag.slice(18)}` : node.tag} before the value makes it something else than a string; remove the tag first`;
}
function valueOf(parent, pair, doubled) {
	const { document } = parent;
	const keys = [...parent.keys, keyText(pair)];
	const value = pair.value;
	const target = isAlias(value) ? document.targets.get(value) : value;
	const broken = isScalar(target) ? brokenLine(document, target) : null;
	const doubt = parent.doubt ?? doubled ?? broken;
	if (isAlias(value)) {
		const line = isNode(target) && target.range ? lineAt(document.source, target.range[0]) : null;
		const because = line === null ? "which nothing defines" : `written in line ${line}; change it there`;
		const aliasRefusal = `the value is the alias *${value.source}, ${because}`;
		return {
			document,
			node: isScalar(target) ? target : value,
			keys,
			pair,
			refusal: parent.refusal ?? doubled ?? aliasRefusal,
			doubt
		};
	}
	if (!isMap(value) && !isSeq(value) && !isScalar(value)) return null;
	return {
		document,
		node: value,
		keys,
		pair,
		refusal: parent.refusal ?? doubled ?? anchorRefusal(document, value) ?? foreignTag(value) ?? broken,
		doubt
	};
}
function mergedField(place, map, name) {
	const { document } = place;
	for (const merge of pairsOf(map, "<<")) {
		const sources = isSeq(merge.value) ? merge.value.items : [merge.value];
		for (const source of sources) {
			const target = isAlias(source) ? document.targets.get(source) : source;
			if (!isMap(target)) continue;
			const pair = pairsOf(target, name).at(-1);
			if (pair === void 0 || !isScalar(pair.value)) continue;
			const refusal = `the value comes through a merge key (<<) from line ${lineAt(document.source, pair.value.range?.[0] ?? 0)}; change it there`;
			return {
				document,
				node: pair.value,
				keys: [...place.keys, name],
				pair,
				refusal: place.refusal ?? refusal,
				doubt: place.doubt ?? brokenLine(document, pair.value)
			};
		}
	}
	return null;
}
function doubledKey(document, name, pairs) {
	return `the key "${name}" stands twice, in ${namedLines(document.source, pairs, (pair) => keyNode(pair)?.range?.[0] ?? 0)}; keep one`;
}
/** An anchored value is shared by its aliases: to write it would change them all. */
function anchorRefusal(document, node) {
	if (isAlias(node) || node.anchor === void 0) return null;
	const uses = document.aliases.get(node.anchor) ?? [];
	if (uses.length === 0) return null;
	const lines = namedLines(document.source, uses, (alias) => alias.range?.[0] ?? 0);
	return `the value is shared: &${node.anchor} is used again by *${node.anchor} in ${lines}`;
}

// src/manifests/yaml/scalar.ts
/**
* `text` as a scalar. A quoted style is kept; plain becomes double-quoted where kustomize, Helm, kubectl, Go's yaml.v3 or npm `yaml`
* would read something else than this string. Throws a UserError on characters that no version has and not every parser takes, even
* in quotes: controls, line ends, halves of surrogate pairs, U+FFFE and U+FFFF.
*/
function encodeScalar(text, style) {
	if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u.test(text)) throw usageError(`${JSON.stringify(text)} holds a control character or half of a character; a version is one line of plain text`);
	if (style === "single") return `'${text.replaceAll("'", "''")}'`;
	if (style === "double" || !isSafePlain(text)) return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
	return text;
}
/**
* Whether the text may stand without quotes, in block and in flow context alike, and stays a string everywhere. No version, name or
* reference begins with another character than these; where a parser would take it, quotes do no harm.
*/
function isSafePlain(text) {
	const digits = text.replaceAll("_", "");
	return /^[A-Za-z0-9_]([A-Za-z0-9_./:@+=-]*[A-Za-z0-9_./@+=-])?$/.test(text) && !WORDS.some((rule) => rule.test(text)) && !(/^[0-9]/.test(text) && NUMBERS.some((rule) => rule.test(digits)));
}
/** What some parser takes for a number, underscores left out: YAML 1.1 (sigs.k8s.io/yaml, so Helm, kubectl, kustomize), Go's yaml.v3 or npm `yaml`. */
const NUMBERS = [/^[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/, /^0(?:b[-+]?[01]+|B[01]+|o[-+]?[0-7]+|O[0-7]+|[xX][0-9A-Fa-f]+)$/];
/** What else some parser does not take for a string. */
const WORDS = [
	/^(?:null|true|false|y|n|yes|no|on|off)$/i,
	/^[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/,
	/^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:$|[Tt][0-9]{1,2}:)/,
	/^[eE][-+]?[0-9]+$/,
	/^0[bx]_+$/
];

// src/manifests/yaml/map-edit.ts
/** Sets a scalar's text, quotes kept. No change when it has that text already: an empty one may be a null. Throws a UserError for block scalars. */
function setScalar(place, text) {
	const { node } = place;
	if (!isScalar(node)) throw new UserError("the value is a list or a map where a version was expected");
	if (scalarText(node) === text) return [];
	const [start, end] = rangeOf(node);
	return [{
		start,
		end,
		text: fitted(place.document.source.text, start, end, encodeScalar(text, styleOf(node))),
		intents: [intent(place, place.keys, text)]
	}];
}
/** Adds `key: text` behind the pair `after`, on a line of its own or inside the braces. */
function addKey(map, after, key, text) {
	const intents = [intent(map, [...map.keys, key], text)];
	const source = map.document.source;
	const valueEnd = endOf(after);
	if (map.node.flow) {
		const written = flowPair(after, key, text);
		return {
			start: valueEnd,
			end: valueEnd,
			text: `,${flowSeparator(map, after)}${written}`,
			intents
		};
	}
	const start = keyStart(after);
	const line = lineStart(source.text, start);
	const before = source.text.slice(line, start);
	if (!/^[ -]*$/.test(before)) throw new UserError(`the key ${JSON.stringify(key)} cannot be added: the keys beside it do not start their lines`);
	const end = lineEnd(source.text, valueEnd);
	const written = `${" ".repeat(before.length)}${key}: ${encodeScalar(text, "plain")}`;
	return {
		start: end,
		end,
		text: source.eol + written,
		intents
	};
}
/** Removes a key with its line, or out of the braces. */
function removeKey(map, pair) {
	const { text } = map.document.source;
	const items = map.node.items;
	const index = items.indexOf(pair);
	const previous = items[index - 1];
	const next = items[index + 1];
	const intents = [intent(map, [...map.keys, keyText(pair)], null)];
	const start = keyStart(pair);
	const end = endOf(pair);
	if (map.node.flow) {
		if (previous !== void 0) return {
			...gap(map, text, endOf(previous), end, start),
			text: "",
			intents
		};
		if (next !== void 0) return {
			...gap(map, text, start, keyStart(next), end),
			text: "",
			intents
		};
		return {
			start,
			end,
			text: "",
			intents
		};
	}
	const line = lineStart(text, start);
	if (/^[ \t]*$/.test(text.slice(line, start))) {
		const after = nextLine(text, end);
		if (after === text.length && !text.endsWith("\n") && line > 0) return {
			start: lineEnd(text, line - 1 - (text[line - 2] === "\r" ? 1 : 0)),
			end: after,
			text: "",
			intents
		};
		return {
			start: line,
			end: after,
			text: "",
			intents
		};
	}
	if (next === void 0) throw new UserError(`the key ${JSON.stringify(keyText(pair))} is the only one of its entry`);
	return {
		...gap(map, text, start, keyStart(next), end),
		text: "",
		intents
	};
}
/** Puts `key: text` in the place of another key: its line, its quotes and its comment stay. */
function replaceKey(map, pair, key, text) {
	const old = keyNode(pair);
	if (old === null || !isScalar(pair.value)) throw new UserError(`the key ${JSON.stringify(keyText(pair))} is not plain`);
	const [start, end] = rangeOf(old);
	const intents = [intent(map, [...map.keys, keyText(pair)], null), intent(map, [...map.keys, key], text)];
	const [valueStart, valueEnd] = rangeOf(pair.value);
	const value = fitted(map.document.source.text, valueStart, valueEnd, encodeScalar(text, styleOf(pair.value)));
	return [{
		start,
		end,
		text: encodeScalar(key, styleOf(old)),
		intents
	}, {
		start: valueStart,
		end: valueEnd,
		text: value,
		intents: []
	}];
}
/** `key: text` for a flow map, quoted as the pair beside it. */
function flowPair(sibling, key, text) {
	const quoted = keyNode(sibling)?.type === "QUOTE_DOUBLE";
	return `${encodeScalar(key, quoted ? "double" : "plain")}: ${encodeScalar(text, quoted ? "double" : "plain")}`;
}
/** Where a pair ends: behind its value, or behind its key when the value is empty. */
function endOf(pair) {
	const value = pair.value;
	if (typeof value === "object" && value !== null && "range" in value && Array.isArray(value.range)) {
		const end = value.range[1];
		if (typeof end === "number") return end;
	}
	return keyNode(pair)?.range?.[1] ?? 0;
}
/** Where a pair starts: at its key. */
function keyStart(pair) {
	return keyNode(pair)?.range?.[0] ?? 0;
}
/** What stands between a flow map's pairs: a space, or the line break and indentation when each has its own line. */
function flowSeparator(map, pair) {
	const { text, eol } = map.document.source;
	const start = keyStart(pair);
	const line = lineStart(text, start);
	const before = text.slice(line, start);
	return /^[ \t]+$/.test(before) && line > (map.node.range?.[0] ?? 0) ? eol + before : " ";
}
/** The style in which a scalar is written. Throws a UserError for block scalars, and for one whose tag makes something else of it than a string. */
function styleOf(scalar) {
	const foreign = foreignTag(scalar);
	if (foreign !== null) throw new UserError(foreign);
	switch (scalar.type) {
		case "QUOTE_DOUBLE": return "double";
		case "QUOTE_SINGLE": return "single";
		case "BLOCK_LITERAL":
		case "BLOCK_FOLDED": throw new UserError("the value is a block scalar (| or >); write it on one line first");
		default: return "plain";
	}
}
/** An empty value's range is behind the colon or before a comment: the new one needs a space on both sides. */
function fitted(source, start, end, written) {
	if (start < end) return written;
	return (/\s/.test(source[start - 1] ?? "") ? "" : " ") + written + (source[end] === "#" ? " " : "");
}
function gap(map, text, start, end, inside) {
	const between = text.slice(Math.min(inside, end), Math.max(inside, end)) + text.slice(start, Math.min(inside, end));
	if (map.node.items.length > 0 && between.includes("#")) throw new UserError("a comment stands between the keys, and removing one would take it along");
	return {
		start,
		end
	};
}
function rangeOf(scalar) {
	const range = scalar.range;
	if (!range) throw new Error("a parsed scalar has a range");
	return [range[0], range[1]];
}
function intent(place, keys, value) {
	return {
		document: place.document.index,
		keys,
		value
	};
}

// node_modules/semver/internal/parse-options.js
var require_parse_options = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const looseOption = Object.freeze({ loose: true });
	const emptyOpts = Object.freeze({});
	const parseOptions = (options) => {
		if (!options) return emptyOpts;
		if (typeof options !== "object") return looseOption;
		return options;
	};
	module.exports = parseOptions;
}));

// node_modules/semver/internal/constants.js
var require_constants = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SEMVER_SPEC_VERSION = "2.0.0";
	const MAX_LENGTH = 256;
	const MAX_SAFE_INTEGER = Number.MAX_SAFE_INTEGER || 
	/* istanbul ignore next */ 9007199254740991;
	const MAX_SAFE_COMPONENT_LENGTH = 16;
	const MAX_SAFE_BUILD_LENGTH = 250;
	const WHITESPACE_CHARACTERS = [
		"	",
		"\n",
		"\v",
		"\f",
		"\r",
		" ",
		"\xA0",
		" ",
		" ",
		" ",
		" ",
		" ",
		" ",
		" ",
		" ",
		" ",
		" ",
		" ",
		" ",
		"\u2028",
		"\u2029",
		" ",
		" ",
		"　",
		"﻿"
	];
	const RELEASE_TYPES = [
		"major",
		"premajor",
		"minor",
		"preminor",
		"patch",
		"prepatch",
		"prerelease"
	];
	module.exports = {
		MAX_LENGTH,
		MAX_SAFE_COMPONENT_LENGTH,
		MAX_SAFE_BUILD_LENGTH,
		MAX_SAFE_INTEGER,
		WHITESPACE_CHARACTERS,
		RELEASE_TYPES,
		SEMVER_SPEC_VERSION,
		FLAG_INCLUDE_PRERELEASE: 1,
		FLAG_LOOSE: 2
	};
}));

// node_modules/semver/internal/debug.js
var require_debug = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const debug = typeof process === "object" && process.env && process.env.NODE_DEBUG && /\bsemver\b/i.test(process.env.NODE_DEBUG) ? (...args) => console.error("SEMVER", ...args) : () => {};
	module.exports = debug;
}));

// node_modules/semver/internal/re.js
var require_re = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const { MAX_SAFE_COMPONENT_LENGTH, MAX_SAFE_BUILD_LENGTH, MAX_LENGTH } = require_constants();
	const debug = require_debug();
	exports = module.exports = {};
	const re = exports.re = [];
	const safeRe = exports.safeRe = [];
	const src = exports.src = [];
	const safeSrc = exports.safeSrc = [];
	const t = exports.t = {};
	let R = 0;
	const LETTERDASHNUMBER = "[a-zA-Z0-9-]";
	const safeRegexReplacements = [
		["\\s", 1],
		["\\d", MAX_LENGTH],
		[LETTERDASHNUMBER, MAX_SAFE_BUILD_LENGTH]
	];
	const makeSafeRegex = (value) => {
		for (const [token, max] of safeRegexReplacements) value = value.split(`${token}*`).join(`${token}{0,${max}}`).split(`${token}+`).join(`${token}{1,${max}}`);
		return value;
	};
	const createToken = (name, value, isGlobal) => {
		const safe = makeSafeRegex(value);
		const index = R++;
		debug(name, index, value);
		t[name] = index;
		src[index] = value;
		safeSrc[index] = safe;
		re[index] = new RegExp(value, isGlobal ? "g" : void 0);
		safeRe[index] = new RegExp(safe, isGlobal ? "g" : void 0);
	};
	createToken("NUMERICIDENTIFIER", "0|[1-9]\\d*");
	createToken("NUMERICIDENTIFIERLOOSE", "\\d+");
	createToken("NONNUMERICIDENTIFIER", `\\d*[a-zA-Z-]${LETTERDASHNUMBER}*`);
	createToken("MAINVERSION", `(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})\\.(${src[t.NUMERICIDENTIFIER]})`);
	createToken("MAINVERSIONLOOSE", `(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})\\.(${src[t.NUMERICIDENTIFIERLOOSE]})`);
	createToken("PRERELEASEIDENTIFIER", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIER]})`);
	createToken("PRERELEASEIDENTIFIERLOOSE", `(?:${src[t.NONNUMERICIDENTIFIER]}|${src[t.NUMERICIDENTIFIERLOOSE]})`);
	createToken("PRERELEASE", `(?:-(${src[t.PRERELEASEIDENTIFIER]}(?:\\.${src[t.PRERELEASEIDENTIFIER]})*))`);
	createToken("PRERELEASELOOSE", `(?:-?(${src[t.PRERELEASEIDENTIFIERLOOSE]}(?:\\.${src[t.PRERELEASEIDENTIFIERLOOSE]})*))`);
	createToken("BUILDIDENTIFIER", `${LETTERDASHNUMBER}+`);
	createToken("BUILD", `(?:\\+(${src[t.BUILDIDENTIFIER]}(?:\\.${src[t.BUILDIDENTIFIER]})*))`);
	createToken("FULLPLAIN", `v?${src[t.MAINVERSION]}${src[t.PRERELEASE]}?${src[t.BUILD]}?`);
	createToken("FULL", `^${src[t.FULLPLAIN]}$`);
	createToken("LOOSEPLAIN", `[v=\\s]*${src[t.MAINVERSIONLOOSE]}${src[t.PRERELEASELOOSE]}?${src[t.BUILD]}?`);
	createToken("LOOSE", `^${src[t.LOOSEPLAIN]}$`);
	createToken("GTLT", "((?:<|>)?=?)");
	createToken("XRANGEIDENTIFIERLOOSE", `${src[t.NUMERICIDENTIFIERLOOSE]}|x|X|\\*`);
	createToken("XRANGEIDENTIFIER", `${src[t.NUMERICIDENTIFIER]}|x|X|\\*`);
	createToken("XRANGEPLAIN", `[v=\\s]*(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:\\.(${src[t.XRANGEIDENTIFIER]})(?:${src[t.PRERELEASE]})?${src[t.BUILD]}?)?)?`);
	createToken("XRANGEPLAINLOOSE", `[v=\\s]*(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:\\.(${src[t.XRANGEIDENTIFIERLOOSE]})(?:${src[t.PRERELEASELOOSE]})?${src[t.BUILD]}?)?)?`);
	createToken("XRANGE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAIN]}$`);
	createToken("XRANGELOOSE", `^${src[t.GTLT]}\\s*${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("COERCEPLAIN", `(^|[^\\d])(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}})(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?(?:\\.(\\d{1,${MAX_SAFE_COMPONENT_LENGTH}}))?`);
	createToken("COERCE", `${src[t.COERCEPLAIN]}(?:$|[^\\d])`);
	createToken("COERCEFULL", src[t.COERCEPLAIN] + `(?:${src[t.PRERELEASE]})?(?:${src[t.BUILD]})?(?:$|[^\\d])`);
	createToken("COERCERTL", src[t.COERCE], true);
	createToken("COERCERTLFULL", src[t.COERCEFULL], true);
	createToken("LONETILDE", "(?:~>?)");
	createToken("TILDETRIM", `(\\s*)${src[t.LONETILDE]}\\s+`, true);
	exports.tildeTrimReplace = "$1~";
	createToken("TILDE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAIN]}$`);
	createToken("TILDELOOSE", `^${src[t.LONETILDE]}${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("LONECARET", "(?:\\^)");
	createToken("CARETTRIM", `(\\s*)${src[t.LONECARET]}\\s+`, true);
	exports.caretTrimReplace = "$1^";
	createToken("CARET", `^${src[t.LONECARET]}${src[t.XRANGEPLAIN]}$`);
	createToken("CARETLOOSE", `^${src[t.LONECARET]}${src[t.XRANGEPLAINLOOSE]}$`);
	createToken("COMPARATORLOOSE", `^${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]})$|^$`);
	createToken("COMPARATOR", `^${src[t.GTLT]}\\s*(${src[t.FULLPLAIN]})$|^$`);
	createToken("COMPARATORTRIM", `(\\s*)${src[t.GTLT]}\\s*(${src[t.LOOSEPLAIN]}|${src[t.XRANGEPLAIN]})`, true);
	exports.comparatorTrimReplace = "$1$2$3";
	createToken("HYPHENRANGE", `^\\s*(${src[t.XRANGEPLAIN]})\\s+-\\s+(${src[t.XRANGEPLAIN]})\\s*$`);
	createToken("HYPHENRANGELOOSE", `^\\s*(${src[t.XRANGEPLAINLOOSE]})\\s+-\\s+(${src[t.XRANGEPLAINLOOSE]})\\s*$`);
	createToken("STAR", "(<|>)?=?\\s*\\*");
	createToken("GTE0", "^\\s*>=\\s*0\\.0\\.0\\s*$");
	createToken("GTE0PRE", "^\\s*>=\\s*0\\.0\\.0-0\\s*$");
}));

// node_modules/semver/internal/identifiers.js
var require_identifiers = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const numeric = /^[0-9]+$/;
	const compareIdentifiers = (a, b) => {
		if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a < b ? -1 : 1;
		const anum = numeric.test(a);
		const bnum = numeric.test(b);
		if (anum && bnum) {
			a = +a;
			b = +b;
		}
		return a === b ? 0 : anum && !bnum ? -1 : bnum && !anum ? 1 : a < b ? -1 : 1;
	};
	const rcompareIdentifiers = (a, b) => compareIdentifiers(b, a);
	module.exports = {
		compareIdentifiers,
		rcompareIdentifiers
	};
}));

// node_modules/semver/classes/semver.js
var require_semver = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const debug = require_debug();
	const { MAX_LENGTH, MAX_SAFE_INTEGER } = require_constants();
	const { safeRe: re, t } = require_re();
	const parseOptions = require_parse_options();
	const { compareIdentifiers } = require_identifiers();
	const isPrereleaseIdentifier = (prerelease, identifier) => {
		const identifiers = identifier.split(".");
		if (identifiers.length > prerelease.length) return false;
		for (let i = 0; i < identifiers.length; i++) if (compareIdentifiers(prerelease[i], identifiers[i]) !== 0) return false;
		return true;
	};
	var SemVer = class SemVer {
		constructor(version, options) {
			options = parseOptions(options);
			if (version instanceof SemVer) {
				if (version.loose === !!options.loose && version.includePrerelease === !!options.includePrerelease) return version;
				else version = version.version;
			} else if (typeof version !== "string") throw new TypeError(`Invalid version. Must be a string. Got type "${typeof version}".`);
			if (version.length > MAX_LENGTH) throw new TypeError(`version is longer than ${MAX_LENGTH} characters`);
			debug("SemVer", version, options);
			this.options = options;
			this.loose = !!options.loose;
			this.includePrerelease = !!options.includePrerelease;
			const m = version.trim().match(options.loose ? re[t.LOOSE] : re[t.FULL]);
			if (!m) throw new TypeError(`Invalid Version: ${version}`);
			this.raw = version;
			this.major = +m[1];
			this.minor = +m[2];
			this.patch = +m[3];
			if (this.major > MAX_SAFE_INTEGER || this.major < 0) throw new TypeError("Invalid major version");
			if (this.minor > MAX_SAFE_INTEGER || this.minor < 0) throw new TypeError("Invalid minor version");
			if (this.patch > MAX_SAFE_INTEGER || this.patch < 0) throw new TypeError("Invalid patch version");
			if (!m[4]) this.prerelease = [];
			else this.prerelease = m[4].split(".").map((id) => {
				if (/^[0-9]+$/.test(id)) {
					const num = +id;
					if (num >= 0 && num < MAX_SAFE_INTEGER) return num;
				}
				return id;
			});
			this.build = m[5] ? m[5].split(".") : [];
			this.format();
		}
		format() {
			this.version = `${this.major}.${this.minor}.${this.patch}`;
			if (this.prerelease.length) this.version += `-${this.prerelease.join(".")}`;
			return this.version;
		}
		toString() {
			return this.version;
		}
		compare(other) {
			debug("SemVer.compare", this.version, this.options, other);
			if (!(other instanceof SemVer)) {
				if (typeof other === "string" && other === this.version) return 0;
				other = new SemVer(other, this.options);
			}
			if (other.version === this.version) return 0;
			return this.compareMain(other) || this.comparePre(other);
		}
		compareMain(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			if (this.major < other.major) return -1;
			if (this.major > other.major) return 1;
			if (this.minor < other.minor) return -1;
			if (this.minor > other.minor) return 1;
			if (this.patch < other.patch) return -1;
			if (this.patch > other.patch) return 1;
			return 0;
		}
		comparePre(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			if (this.prerelease.length && !other.prerelease.length) return -1;
			else if (!this.prerelease.length && other.prerelease.length) return 1;
			else if (!this.prerelease.length && !other.prerelease.length) return 0;
			let i = 0;
			do {
				const a = this.prerelease[i];
				const b = other.prerelease[i];
				debug("prerelease compare", i, a, b);
				if (a === void 0 && b === void 0) return 0;
				else if (b === void 0) return 1;
				else if (a === void 0) return -1;
				else if (a === b) continue;
				else return compareIdentifiers(a, b);
			} while (++i);
		}
		compareBuild(other) {
			if (!(other instanceof SemVer)) other = new SemVer(other, this.options);
			let i = 0;
			do {
				const a = this.build[i];
				const b = other.build[i];
				debug("build compare", i, a, b);
				if (a === void 0 && b === void 0) return 0;
				else if (b === void 0) return 1;
				else if (a === void 0) return -1;
				else if (a === b) continue;
				else return compareIdentifiers(a, b);
			} while (++i);
		}
		inc(release, identifier, identifierBase) {
			if (release.startsWith("pre")) {
				if (!identifier && identifierBase === false) throw new Error("invalid increment argument: identifier is empty");
				if (identifier) {
					const match = `-${identifier}`.match(this.options.loose ? re[t.PRERELEASELOOSE] : re[t.PRERELEASE]);
					if (!match || match[1] !== identifier) throw new Error(`invalid identifier: ${identifier}`);
				}
			}
			switch (release) {
				case "premajor":
					this.prerelease.length = 0;
					this.patch = 0;
					this.minor = 0;
					this.major++;
					this.inc("pre", identifier, identifierBase);
					break;
				case "preminor":
					this.prerelease.length = 0;
					this.patch = 0;
					this.minor++;
					this.inc("pre", identifier, identifierBase);
					break;
				case "prepatch":
					this.prerelease.length = 0;
					this.inc("patch", identifier, identifierBase);
					this.inc("pre", identifier, identifierBase);
					break;
				case "prerelease":
					if (this.prerelease.length === 0) this.inc("patch", identifier, identifierBase);
					this.inc("pre", identifier, identifierBase);
					break;
				case "release":
					if (this.prerelease.length === 0) throw new Error(`version ${this.raw} is not a prerelease`);
					this.prerelease.length = 0;
					break;
				case "major":
					if (this.minor !== 0 || this.patch !== 0 || this.prerelease.length === 0) this.major++;
					this.minor = 0;
					this.patch = 0;
					this.prerelease = [];
					break;
				case "minor":
					if (this.patch !== 0 || this.prerelease.length === 0) this.minor++;
					this.patch = 0;
					this.prerelease = [];
					break;
				case "patch":
					if (this.prerelease.length === 0) this.patch++;
					this.prerelease = [];
					break;
				case "pre": {
					const base = Number(identifierBase) ? 1 : 0;
					if (this.prerelease.length === 0) this.prerelease = [base];
					else {
						let i = this.prerelease.length;
						while (--i >= 0) if (typeof this.prerelease[i] === "number") {
							this.prerelease[i]++;
							i = -2;
						}
						if (i === -1) {
							if (identifier === this.prerelease.join(".") && identifierBase === false) throw new Error("invalid increment argument: identifier already exists");
							this.prerelease.push(base);
						}
					}
					if (identifier) {
						let prerelease = [identifier, base];
						if (identifierBase === false) prerelease = [identifier];
						if (isPrereleaseIdentifier(this.prerelease, identifier)) {
							const prereleaseBase = this.prerelease[identifier.split(".").length];
							if (isNaN(prereleaseBase)) this.prerelease = prerelease;
						} else this.prerelease = prerelease;
					}
					break;
				}
				default: throw new Error(`invalid increment argument: ${release}`);
			}
			this.raw = this.format();
			if (this.build.length) this.raw += `+${this.build.join(".")}`;
			return this;
		}
	};
	module.exports = SemVer;
}));

// node_modules/semver/functions/compare.js
var require_compare = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver();
	const compare = (a, b, loose) => new SemVer(a, loose).compare(new SemVer(b, loose));
	module.exports = compare;
}));

// src/manifests/yaml/document.ts
/** Real manifests nest 30 deep at most; recursion stays far from the stack's end. */
const MAXIMUM_DEPTH = 200;
/**
* Parses a file. A document with errors is left out and is a problem; the others are there. Aliases are never expanded. `text`: that of the
* source, or the same with documents blanked that need not be parsed.
*/
function parseSource(source, text = source.text) {
	const documents = [];
	const problems = [];
	const generated = generatedBy(source);
	const parsed = parseAllDocuments(text, {
		schema: "failsafe",
		uniqueKeys: false,
		prettyErrors: false,
		logLevel: "silent"
	});
	const list = Array.isArray(parsed) ? parsed : [];
	for (const [index, document] of list.entries()) {
		const error = document.errors[0];
		if (error !== void 0) {
			problems.push(problem(source, error.pos[0], parseFailure(source, error.message)));
			continue;
		}
		const root = document.contents;
		const facts = survey(root);
		if (facts === null) {
			problems.push(problem(source, root?.range?.[0] ?? 0, `the document nests more than ${MAXIMUM_DEPTH} deep`));
			continue;
		}
		const refusal = generated ?? (isEncrypted(root) ? ENCRYPTED : null);
		documents.push({
			source,
			index,
			root,
			...facts,
			refusal,
			embedding: null
		});
	}
	return {
		documents,
		problems
	};
}
const ENCRYPTED = "the document is encrypted by SOPS, whose checksum covers every value; change it with `sops`";
function problem(source, offset, reason) {
	return {
		file: source.path,
		line: lineAt(source, offset),
		reason
	};
}
function parseFailure(source, message) {
	const said = message.split("\n", 1)[0] ?? "";
	if (/call stack/i.test(said)) return "the document nests too deep to be parsed";
	if (source.text.includes("{{")) return `it is a template ({{ }}), not YAML: ${said}`;
	return `it is not valid YAML: ${said}`;
}
/** Aliases and what they stand for, found without expanding any; `null` when the document nests too deep. */
function survey(root) {
	const aliases = [];
	const targets = /* @__PURE__ */ new Map();
	const anchors = /* @__PURE__ */ new Map();
	const stack = [{
		node: root,
		depth: 0
	}];
	for (let top = stack.pop(); top !== void 0; top = stack.pop()) {
		const { node, depth } = top;
		if (depth > MAXIMUM_DEPTH) return null;
		if (isPair(node)) stack.push({
			node: node.value,
			depth
		}, {
			node: node.key,
			depth
		});
		else if (isAlias(node)) {
			aliases.push(node);
			const target = anchors.get(node.source);
			if (target !== void 0) targets.set(node, target);
		} else if (isNode(node)) {
			if (node.anchor !== void 0) anchors.set(node.anchor, node);
			if (isCollection(node)) for (const item of node.items.toReversed()) stack.push({
				node: item,
				depth: depth + 1
			});
		}
	}
	return {
		aliases: groupBy(aliases, (alias) => alias.source),
		targets
	};
}
/** SOPS leaves the document's keys readable and adds a `sops` map with its checksum. */
function isEncrypted(root) {
	if (!isMap(root)) return false;
	const sops = root.get("sops", true);
	return isMap(sops) && (sops.has("mac") || sops.has("lastmodified"));
}
/** A file that a tool writes anew: Flux's own components by name, others by a comment before the first content. */
function generatedBy(source) {
	if (source.path.endsWith("gotk-components.yaml")) return "the file is generated by `flux install`; upgrade Flux instead";
	for (const line of source.text.replace(/^\uFEFF/, "").split("\n", 40)) {
		const trimmed = line.trim();
		if (trimmed !== "" && trimmed !== "---" && !trimmed.startsWith("#")) return null;
		if (/\bdo not (edit|modify)\b|\bDO NOT EDIT\b/i.test(trimmed)) return "the file is generated (its header says not to edit it); change what it is generated from";
	}
	return null;
}

// src/git/objects.ts
const OID = /^[0-9a-f]{40}$/u;
/** Whether a text is a full commit (or other object) id. */
function isObjectId(text) {
	return OID.test(text);
}
/** Every file of a commit's tree, sorted by path. Rejects with a GitFailure when the commit or a tree of it is not here. */
async function readTree(git, commit) {
	const listing = (await git.bytes([
		"ls-tree",
		"-r",
		"-z",
		"--full-tree",
		commit,
		"--"
	], "")).toString();
	const entries = [];
	for (let at = 0; at < listing.length;) {
		const tab = listing.indexOf("	", at);
		const end = listing.indexOf("\0", tab);
		entries.push({
			path: listing.slice(tab + 1, end),
			mode: fileMode(listing.slice(at, at + 6)),
			oid: listing.slice(listing.lastIndexOf(" ", tab) + 1, tab)
		});
		at = end + 1;
	}
	return entries;
}
/** Old trees hold `100664`; Git itself takes every regular file for one of two modes. */
function fileMode(mode) {
	if (mode === "120000" || mode === "160000") return mode;
	return mode === "100755" ? "100755" : "100644";
}
/**
* The objects that are here, by id, in one process; what is not here is not in the map. Nothing is fetched: these commands are not
* told that a remote could have more.
*/
async function readObjects(git, oids) {
	const found = /* @__PURE__ */ new Map();
	if (oids.length === 0) return found;
	const output = await git.bytes([
		"cat-file",
		"--batch",
		"--buffer"
	], `${oids.join("\n")}\n`);
	let at = 0;
	for (const oid of oids) {
		const end = output.indexOf(10, at);
		const header = output.toString("latin1", at, end);
		at = end + 1;
		if (header.endsWith(" missing")) continue;
		const length = Number(header.slice(header.lastIndexOf(" ") + 1));
		found.set(oid, output.subarray(at, at + length));
		at += length + 1;
	}
	return found;
}
/** Commits by id, in the order given; one that is not here is a fault. Parents are the commit's own, also where a shallow history ends. */
async function readCommits(git, oids) {
	const objects = await readObjects(git, oids);
	return oids.map((oid) => {
		const bytes = objects.get(oid);
		if (bytes === void 0) throw new Error(`the commit ${oid} is not here`);
		return parseCommit(oid, Buffer.from(bytes).toString());
	});
}
function parseCommit(commit, text) {
	const split = text.indexOf("\n\n");
	const lines = (split === -1 ? text : text.slice(0, split)).split("\n");
	const values = (key) => lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
	const author = signature(values("author")[0] ?? "");
	const committer = signature(values("committer")[0] ?? "");
	return {
		commit,
		parents: values("parent"),
		author: author.who,
		committer: committer.who,
		authoredAt: author.at,
		committedAt: committer.at,
		message: split === -1 ? "" : text.slice(split + 2)
	};
}
/** `Ann <ann@example.org> 1700000000 +0100`; a date that cannot be read is the epoch: it is a claim, never evidence. */
function signature(text) {
	const match = /^(?<name>.*?) ?<(?<email>[^>]*)> ?(?<seconds>-?\d*)/u.exec(text)?.groups;
	const date = /* @__PURE__ */ new Date(Number(match?.["seconds"] ?? 0) * 1e3);
	return {
		who: {
			name: match?.["name"] ?? "",
			email: match?.["email"] ?? ""
		},
		at: (Number.isNaN(date.getTime()) ? /* @__PURE__ */ new Date(0) : date).toISOString()
	};
}

// src/git/tree-snapshot.ts
/** A commit that is here with its trees. `entries` is asked for once. */
function treeSnapshot(options) {
	const { commit, git, remote, blobs } = options;
	let entries = null;
	const tree = () => entries ??= listTree(git, remote, commit);
	return {
		commit,
		list: async (under) => under === void 0 ? tree() : limitTo(await tree(), under),
		async read(paths, wants) {
			const wanted = new Set(paths);
			const oids = /* @__PURE__ */ new Map();
			for (const { path, mode, oid } of await tree()) if ((mode === "100644" || mode === "100755") && wanted.has(path)) oids.set(path, oid);
			await loadBlobs(git, remote, blobs, [...new Set(oids.values())]);
			const read = /* @__PURE__ */ new Map();
			for (const path of paths) {
				const bytes = blobs.get(oids.get(path) ?? "") ?? null;
				if (bytes === null || wants === void 0 || wants(path, bytes)) read.set(path, bytes);
			}
			return read;
		}
	};
}
/** The tree of a commit that is here; what another object database lacks of it is fetched. */
async function listTree(git, remote, commit) {
	try {
		return await readTree(git, commit);
	} catch {
		await remote.fetchCommit(commit);
		return readTree(git, commit);
	}
}
async function loadBlobs(git, remote, blobs, oids) {
	const wanted = oids.filter((oid) => !blobs.has(oid));
	const add = (found) => found.forEach((bytes, oid) => blobs.set(oid, bytes));
	add(await readObjects(git, wanted));
	const missing = wanted.filter((oid) => !blobs.has(oid));
	if (missing.length === 0) return;
	await remote.fetchObjects(missing);
	add(await readObjects(git, missing));
	const lost = missing.find((oid) => !blobs.has(oid));
	if (lost !== void 0) throw new Error(`${remote.name} did not send the object ${lost}`);
}
/** The entries that are, or are below, one of the paths; the empty path is the root. */
function limitTo(entries, under) {
	const roots = new Set(under.map((path) => path.replace(/\/+$/u, "")));
	if (roots.has("") || roots.has(".")) return entries;
	const depths = new Set([...roots].map((root) => root.split("/").length));
	return entries.filter(({ path }) => {
		if (roots.has(path)) return true;
		let depth = 1;
		for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1), depth += 1) if (depths.has(depth) && roots.has(path.slice(0, at))) return true;
		return false;
	});
}

// src/entry/configuration-file.ts
/** `null` when there is no waybill.yaml. Throws a usage error when it is a symbolic link or a submodule, a UserError when it cannot be read. */
async function configurationFile(snapshot) {
	const [entry] = await snapshot.list([CONFIGURATION_FILE]);
	if (entry === void 0) return null;
	const bytes = (await snapshot.read(["waybill.yaml"])).get("waybill.yaml") ?? null;
	if (bytes !== null) return bytes;
	const unreadable = snapshot.unreadable?.get(CONFIGURATION_FILE);
	if (unreadable !== void 0) throw new UserError(`${CONFIGURATION_FILE}: ${unreadable}`);
	throw usageError(`${CONFIGURATION_FILE} is ${entry.path === "waybill.yaml" ? "a symbolic link or a submodule" : "a folder"}; expected a regular file`);
}

export { lineOf as A, lineIndexAt as B, descend as C, itemsOf as D, formatKeys as E, startOf as F, readSource as G, namedLines as H, textField as I, sourceOf as K, textOf as L, pairsOf as M, rootOf as N, keyNode as O, seqField as P, lineAt as R, asSeq as S, field as T, nextLine as U, lineStart as V, positionAt as W, removeKey as _, readCommits as a, encodeScalar as b, require_semver as c, require_constants as d, require_parse_options as f, keyStart as g, flowSeparator as h, isObjectId as i, mapField as j, keyText as k, require_re as l, endOf as m, limitTo as n, parseSource as o, addKey as p, treeSnapshot as r, require_compare as s, configurationFile as t, require_debug as u, replaceKey as v, entriesOf as w, asMap as x, setScalar as y, lineEnd as z };