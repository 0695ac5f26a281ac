import { n as __require, r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { A as isDigest, C as parseKeyPath, D as equalVersions, E as isImageName, F as isCommitId, H as CONFIGURATION_FILE, I as isFixedRevision, L as isWithinRepository, M as isTag, O as formatVersion, P as gitArtifact, S as formatKeyPath, T as imageArtifact, bt as usageError, c as groupBy, j as isGitRevision, k as isChartVersion, st as didYouMean, vt as UserError, yt as messageOf, z as withoutTrailingSlashes } from "./start.js";
import { a as isCollection, c as isPair, i as isAlias, l as isScalar, o as isMap, s as isNode, t as parseAllDocuments, u as isSeq } from "./yaml.js";
import { normalize, posix } from "node:path";
import { EventEmitter } from "node:events";
import { devNull } from "node:os";
import { spawn } from "node:child_process";

// src/manifests/pin.ts
/**
* The pins' identity for pairing: by artifact; by object and path where no artifact is named. The name and the path are those of the manifest. What
* is in no object (a values file) goes by the file's own name, so that two of them in one folder are told apart.
*/
function pairingKey(pin) {
	const { artifact, object, path } = pin;
	if (artifact !== null) return `${artifact.kind}:${artifact.id}`;
	return isInObject(pin) ? `at:${object.kind}/${object.name}#${path}` : `at:${fileName(pin.file)}#${path}`;
}
/** Whether the manifest gives the pin's object a kind or a name; a values file has neither. */
function isInObject({ object }) {
	return object.kind !== "" || object.name !== "";
}
function fileName(path) {
	return path.slice(path.lastIndexOf("/") + 1);
}
/** `apps/prod/kustomization.yaml:12` */
function placeOf(pin) {
	return `${pin.file}:${pin.line}`;
}

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

// src/artifacts/release.ts
var import_satisfies = /* @__PURE__ */ __toESM(require_satisfies(), 1);
var import_valid = /* @__PURE__ */ __toESM(require_valid(), 1);
const SHAPE = /^[vV]?(\d{1,20}(?:\.\d{1,20}){0,5})(?:-([0-9A-Za-z.-]+))?(?:[+_][0-9A-Za-z._-]*)?$/;
/** Flavours that images put behind the version; a word that is not here is a pre-release, which asks a person. */
const VARIANT = /^(?:alpine|slim|debian|ubuntu|bookworm|bullseye|buster|trixie|focal|jammy|noble|distroless|scratch|ubi|fips|amd64|arm64)[0-9a-z.-]*$/;
/**
* Reads `1.2.3`, `v1.10`, `2024.01.15`, `7`, `1.2.3-rc.1`, `1.2.3+build` (`_` for `+`, as OCI tags must). `null` for a text without an order of its own: words, commit
* ids, and `1.2.3-4-g0a1b2c3` of git-describe(1), which is newer than 1.2.3 though semver would say older.
*/
function parseRelease(tag) {
	const [, digits, suffix] = SHAPE.exec(tag) ?? [];
	if (digits === void 0 || isCommitShaped(tag) || /-?\d+-g[0-9a-f]{7,}$/.test(suffix ?? "")) return null;
	const prerelease = suffix ?? null;
	return {
		numbers: digits.split(".").map(BigInt),
		prerelease,
		variant: prerelease !== null && VARIANT.test(prerelease) ? prerelease : null
	};
}
/** One short commit id in twenty has only decimal digits: seven, or eight that are no date. */
function isCommitShaped(tag) {
	return /^\d{7}$/.test(tag) || /^\d{8}$/.test(tag) && !/^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(tag);
}

// src/artifacts/filter.ts
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

// src/manifests/yaml/document.ts
/** Real manifests nest 30 deep at most; recursion stays far from the stack's end. */
const MAXIMUM_DEPTH$1 = 200;
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
			problems.push(problem(source, root?.range?.[0] ?? 0, `the document nests more than ${MAXIMUM_DEPTH$1} deep`));
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
		if (depth > MAXIMUM_DEPTH$1) return null;
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

// src/git/environment.ts
/** What a Git process needs of the machine: to find programs, to reach the network through its proxy, to trust its certificates. Nothing with `GIT_` but a certificate's place. */
const PASSED = [
	"PATH",
	"TMPDIR",
	"TEMP",
	"TMP",
	"SystemRoot",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"ALL_PROXY",
	"NO_PROXY",
	"http_proxy",
	"https_proxy",
	"all_proxy",
	"no_proxy",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"GIT_SSL_CAINFO",
	"GIT_SSL_CAPATH"
];
/** Nothing that a repository, a machine or a user has set runs or changes what our commands mean. */
const HARDENED = [
	["core.hooksPath", devNull],
	["core.fsmonitor", "false"],
	["core.alternateRefsCommand", "true"],
	["core.quotePath", "false"],
	["credential.helper", ""],
	["safe.bareRepository", "explicit"],
	["submodule.recurse", "false"],
	["fetch.recurseSubmodules", "false"],
	["push.recurseSubmodules", "no"],
	["push.gpgSign", "false"],
	["commit.gpgSign", "false"],
	["gc.auto", "0"],
	["maintenance.auto", "false"],
	["fastimport.unpackLimit", "1"],
	["fetch.unpackLimit", "1"],
	["fetch.writeCommitGraph", "false"],
	["protocol.version", "2"],
	["protocol.allow", "never"],
	["http.followRedirects", "false"],
	["http.lowSpeedLimit", "1"],
	["http.lowSpeedTime", "60"],
	["advice.detachedHead", "false"],
	["init.defaultBranch", "main"]
];
/**
* The environment of a Git process. `home`: an empty folder. `config`: settings beside the hardened ones; they travel as
* `GIT_CONFIG_*` variables, so a token among them is in no argument list and in no file.
*/
function gitEnvironment(options) {
	const environment = {};
	for (const name of PASSED) {
		const value = process.env[name];
		if (value !== void 0) environment[name] = value;
	}
	Object.assign(environment, {
		HOME: options.home,
		XDG_CONFIG_HOME: options.home,
		LC_ALL: "C",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_CONFIG_GLOBAL: devNull,
		GIT_ATTR_NOSYSTEM: "1",
		GIT_TERMINAL_PROMPT: "0",
		GIT_LITERAL_PATHSPECS: "1",
		GIT_NO_REPLACE_OBJECTS: "1",
		GIT_NO_LAZY_FETCH: "1",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_DEFAULT_HASH: "sha1",
		...options.variables
	});
	const entries = [...HARDENED, ...options.config];
	environment["GIT_CONFIG_COUNT"] = String(entries.length);
	entries.forEach(([key, value], index) => {
		environment[`GIT_CONFIG_KEY_${index}`] = key;
		environment[`GIT_CONFIG_VALUE_${index}`] = value;
	});
	return environment;
}

// node_modules/@simple-git/args-pathspec/dist/index.mjs
const t = /* @__PURE__ */ new WeakMap();
function c$1(...n) {
	const e = new String(n);
	return t.set(e, n), e;
}
function r(n) {
	return n instanceof String && t.has(n);
}
function o(n) {
	return t.get(n) ?? [];
}

// node_modules/ms/index.js
var require_ms = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/**
	* Helpers.
	*/
	var s = 1e3;
	var m = s * 60;
	var h = m * 60;
	var d = h * 24;
	var w = d * 7;
	var y = d * 365.25;
	/**
	* Parse or format the given `val`.
	*
	* Options:
	*
	*  - `long` verbose formatting [false]
	*
	* @param {String|Number} val
	* @param {Object} [options]
	* @throws {Error} throw an error if val is not a non-empty string or a number
	* @return {String|Number}
	* @api public
	*/
	module.exports = function(val, options) {
		options = options || {};
		var type = typeof val;
		if (type === "string" && val.length > 0) return parse(val);
		else if (type === "number" && isFinite(val)) return options.long ? fmtLong(val) : fmtShort(val);
		throw new Error("val is not a non-empty string or a valid number. val=" + JSON.stringify(val));
	};
	/**
	* Parse the given `str` and return milliseconds.
	*
	* @param {String} str
	* @return {Number}
	* @api private
	*/
	function parse(str) {
		str = String(str);
		if (str.length > 100) return;
		var match = /^(-?(?:\d+)?\.?\d+) *(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)?$/i.exec(str);
		if (!match) return;
		var n = parseFloat(match[1]);
		switch ((match[2] || "ms").toLowerCase()) {
			case "years":
			case "year":
			case "yrs":
			case "yr":
			case "y": return n * y;
			case "weeks":
			case "week":
			case "w": return n * w;
			case "days":
			case "day":
			case "d": return n * d;
			case "hours":
			case "hour":
			case "hrs":
			case "hr":
			case "h": return n * h;
			case "minutes":
			case "minute":
			case "mins":
			case "min":
			case "m": return n * m;
			case "seconds":
			case "second":
			case "secs":
			case "sec":
			case "s": return n * s;
			case "milliseconds":
			case "millisecond":
			case "msecs":
			case "msec":
			case "ms": return n;
			default: return;
		}
	}
	/**
	* Short format for `ms`.
	*
	* @param {Number} ms
	* @return {String}
	* @api private
	*/
	function fmtShort(ms) {
		var msAbs = Math.abs(ms);
		if (msAbs >= d) return Math.round(ms / d) + "d";
		if (msAbs >= h) return Math.round(ms / h) + "h";
		if (msAbs >= m) return Math.round(ms / m) + "m";
		if (msAbs >= s) return Math.round(ms / s) + "s";
		return ms + "ms";
	}
	/**
	* Long format for `ms`.
	*
	* @param {Number} ms
	* @return {String}
	* @api private
	*/
	function fmtLong(ms) {
		var msAbs = Math.abs(ms);
		if (msAbs >= d) return plural(ms, msAbs, d, "day");
		if (msAbs >= h) return plural(ms, msAbs, h, "hour");
		if (msAbs >= m) return plural(ms, msAbs, m, "minute");
		if (msAbs >= s) return plural(ms, msAbs, s, "second");
		return ms + " ms";
	}
	/**
	* Pluralization helper.
	*/
	function plural(ms, msAbs, n, name) {
		var isPlural = msAbs >= n * 1.5;
		return Math.round(ms / n) + " " + name + (isPlural ? "s" : "");
	}
}));

// node_modules/debug/src/common.js
var require_common = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/**
	* This is the common logic for both the Node.js and web browser
	* implementations of `debug()`.
	*/
	function setup(env) {
		createDebug.debug = createDebug;
		createDebug.default = createDebug;
		createDebug.coerce = coerce;
		createDebug.disable = disable;
		createDebug.enable = enable;
		createDebug.enabled = enabled;
		createDebug.humanize = require_ms();
		createDebug.destroy = destroy;
		Object.keys(env).forEach((key) => {
			createDebug[key] = env[key];
		});
		/**
		* The currently active debug mode names, and names to skip.
		*/
		createDebug.names = [];
		createDebug.skips = [];
		/**
		* Map of special "%n" handling functions, for the debug "format" argument.
		*
		* Valid key names are a single, lower or upper-case letter, i.e. "n" and "N".
		*/
		createDebug.formatters = {};
		/**
		* Selects a color for a debug namespace
		* @param {String} namespace The namespace string for the debug instance to be colored
		* @return {Number|String} An ANSI color code for the given namespace
		* @api private
		*/
		function selectColor(namespace) {
			let hash = 0;
			for (let i = 0; i < namespace.length; i++) {
				hash = (hash << 5) - hash + namespace.charCodeAt(i);
				hash |= 0;
			}
			return createDebug.colors[Math.abs(hash) % createDebug.colors.length];
		}
		createDebug.selectColor = selectColor;
		/**
		* Create a debugger with the given `namespace`.
		*
		* @param {String} namespace
		* @return {Function}
		* @api public
		*/
		function createDebug(namespace) {
			let prevTime;
			let enableOverride = null;
			let namespacesCache;
			let enabledCache;
			function debug(...args) {
				if (!debug.enabled) return;
				const self = debug;
				const curr = Number(/* @__PURE__ */ new Date());
				self.diff = curr - (prevTime || curr);
				self.prev = prevTime;
				self.curr = curr;
				prevTime = curr;
				args[0] = createDebug.coerce(args[0]);
				if (typeof args[0] !== "string") args.unshift("%O");
				let index = 0;
				args[0] = args[0].replace(/%([a-zA-Z%])/g, (match, format) => {
					if (match === "%%") return "%";
					index++;
					const formatter = createDebug.formatters[format];
					if (typeof formatter === "function") {
						const val = args[index];
						match = formatter.call(self, val);
						args.splice(index, 1);
						index--;
					}
					return match;
				});
				createDebug.formatArgs.call(self, args);
				(self.log || createDebug.log).apply(self, args);
			}
			debug.namespace = namespace;
			debug.useColors = createDebug.useColors();
			debug.color = createDebug.selectColor(namespace);
			debug.extend = extend;
			debug.destroy = createDebug.destroy;
			Object.defineProperty(debug, "enabled", {
				enumerable: true,
				configurable: false,
				get: () => {
					if (enableOverride !== null) return enableOverride;
					if (namespacesCache !== createDebug.namespaces) {
						namespacesCache = createDebug.namespaces;
						enabledCache = createDebug.enabled(namespace);
					}
					return enabledCache;
				},
				set: (v) => {
					enableOverride = v;
				}
			});
			if (typeof createDebug.init === "function") createDebug.init(debug);
			return debug;
		}
		function extend(namespace, delimiter) {
			const newDebug = createDebug(this.namespace + (typeof delimiter === "undefined" ? ":" : delimiter) + namespace);
			newDebug.log = this.log;
			return newDebug;
		}
		/**
		* Enables a debug mode by namespaces. This can include modes
		* separated by a colon and wildcards.
		*
		* @param {String} namespaces
		* @api public
		*/
		function enable(namespaces) {
			createDebug.save(namespaces);
			createDebug.namespaces = namespaces;
			createDebug.names = [];
			createDebug.skips = [];
			const split = (typeof namespaces === "string" ? namespaces : "").trim().replace(/\s+/g, ",").split(",").filter(Boolean);
			for (const ns of split) if (ns[0] === "-") createDebug.skips.push(ns.slice(1));
			else createDebug.names.push(ns);
		}
		/**
		* Checks if the given string matches a namespace template, honoring
		* asterisks as wildcards.
		*
		* @param {String} search
		* @param {String} template
		* @return {Boolean}
		*/
		function matchesTemplate(search, template) {
			let searchIndex = 0;
			let templateIndex = 0;
			let starIndex = -1;
			let matchIndex = 0;
			while (searchIndex < search.length) if (templateIndex < template.length && (template[templateIndex] === search[searchIndex] || template[templateIndex] === "*")) {
				if (template[templateIndex] === "*") {
					starIndex = templateIndex;
					matchIndex = searchIndex;
					templateIndex++;
				} else {
					searchIndex++;
					templateIndex++;
				}
			} else if (starIndex !== -1) {
				templateIndex = starIndex + 1;
				matchIndex++;
				searchIndex = matchIndex;
			} else return false;
			while (templateIndex < template.length && template[templateIndex] === "*") templateIndex++;
			return templateIndex === template.length;
		}
		/**
		* Disable debug output.
		*
		* @return {String} namespaces
		* @api public
		*/
		function disable() {
			const namespaces = [...createDebug.names, ...createDebug.skips.map((namespace) => "-" + namespace)].join(",");
			createDebug.enable("");
			return namespaces;
		}
		/**
		* Returns true if the given mode name is enabled, false otherwise.
		*
		* @param {String} name
		* @return {Boolean}
		* @api public
		*/
		function enabled(name) {
			for (const skip of createDebug.skips) if (matchesTemplate(name, skip)) return false;
			for (const ns of createDebug.names) if (matchesTemplate(name, ns)) return true;
			return false;
		}
		/**
		* Coerce `val`.
		*
		* @param {Mixed} val
		* @return {Mixed}
		* @api private
		*/
		function coerce(val) {
			if (val instanceof Error) return val.stack || val.message;
			return val;
		}
		/**
		* XXX DO NOT USE. This is a temporary stub function.
		* XXX It WILL be removed in the next major release.
		*/
		function destroy() {
			console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.");
		}
		createDebug.enable(createDebug.load());
		return createDebug;
	}
	module.exports = setup;
}));

// node_modules/debug/src/browser.js
var require_browser = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/**
	* This is the web browser implementation of `debug()`.
	*/
	exports.formatArgs = formatArgs;
	exports.save = save;
	exports.load = load;
	exports.useColors = useColors;
	exports.storage = localstorage();
	exports.destroy = (() => {
		let warned = false;
		return () => {
			if (!warned) {
				warned = true;
				console.warn("Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.");
			}
		};
	})();
	/**
	* Colors.
	*/
	exports.colors = [
		"#0000CC",
		"#0000FF",
		"#0033CC",
		"#0033FF",
		"#0066CC",
		"#0066FF",
		"#0099CC",
		"#0099FF",
		"#00CC00",
		"#00CC33",
		"#00CC66",
		"#00CC99",
		"#00CCCC",
		"#00CCFF",
		"#3300CC",
		"#3300FF",
		"#3333CC",
		"#3333FF",
		"#3366CC",
		"#3366FF",
		"#3399CC",
		"#3399FF",
		"#33CC00",
		"#33CC33",
		"#33CC66",
		"#33CC99",
		"#33CCCC",
		"#33CCFF",
		"#6600CC",
		"#6600FF",
		"#6633CC",
		"#6633FF",
		"#66CC00",
		"#66CC33",
		"#9900CC",
		"#9900FF",
		"#9933CC",
		"#9933FF",
		"#99CC00",
		"#99CC33",
		"#CC0000",
		"#CC0033",
		"#CC0066",
		"#CC0099",
		"#CC00CC",
		"#CC00FF",
		"#CC3300",
		"#CC3333",
		"#CC3366",
		"#CC3399",
		"#CC33CC",
		"#CC33FF",
		"#CC6600",
		"#CC6633",
		"#CC9900",
		"#CC9933",
		"#CCCC00",
		"#CCCC33",
		"#FF0000",
		"#FF0033",
		"#FF0066",
		"#FF0099",
		"#FF00CC",
		"#FF00FF",
		"#FF3300",
		"#FF3333",
		"#FF3366",
		"#FF3399",
		"#FF33CC",
		"#FF33FF",
		"#FF6600",
		"#FF6633",
		"#FF9900",
		"#FF9933",
		"#FFCC00",
		"#FFCC33"
	];
	/**
	* Currently only WebKit-based Web Inspectors, Firefox >= v31,
	* and the Firebug extension (any Firefox version) are known
	* to support "%c" CSS customizations.
	*
	* TODO: add a `localStorage` variable to explicitly enable/disable colors
	*/
	function useColors() {
		if (typeof window !== "undefined" && window.process && (window.process.type === "renderer" || window.process.__nwjs)) return true;
		if (typeof navigator !== "undefined" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/(edge|trident)\/(\d+)/)) return false;
		let m;
		return typeof document !== "undefined" && document.documentElement && document.documentElement.style && document.documentElement.style.WebkitAppearance || typeof window !== "undefined" && window.console && (window.console.firebug || window.console.exception && window.console.table) || typeof navigator !== "undefined" && navigator.userAgent && (m = navigator.userAgent.toLowerCase().match(/firefox\/(\d+)/)) && parseInt(m[1], 10) >= 31 || typeof navigator !== "undefined" && navigator.userAgent && navigator.userAgent.toLowerCase().match(/applewebkit\/(\d+)/);
	}
	/**
	* Colorize log arguments if enabled.
	*
	* @api public
	*/
	function formatArgs(args) {
		args[0] = (this.useColors ? "%c" : "") + this.namespace + (this.useColors ? " %c" : " ") + args[0] + (this.useColors ? "%c " : " ") + "+" + module.exports.humanize(this.diff);
		if (!this.useColors) return;
		const c = "color: " + this.color;
		args.splice(1, 0, c, "color: inherit");
		let index = 0;
		let lastC = 0;
		args[0].replace(/%[a-zA-Z%]/g, (match) => {
			if (match === "%%") return;
			index++;
			if (match === "%c") lastC = index;
		});
		args.splice(lastC, 0, c);
	}
	/**
	* Invokes `console.debug()` when available.
	* No-op when `console.debug` is not a "function".
	* If `console.debug` is not available, falls back
	* to `console.log`.
	*
	* @api public
	*/
	exports.log = console.debug || console.log || (() => {});
	/**
	* Save `namespaces`.
	*
	* @param {String} namespaces
	* @api private
	*/
	function save(namespaces) {
		try {
			if (namespaces) exports.storage.setItem("debug", namespaces);
			else exports.storage.removeItem("debug");
		} catch (error) {}
	}
	/**
	* Load `namespaces`.
	*
	* @return {String} returns the previously persisted debug modes
	* @api private
	*/
	function load() {
		let r;
		try {
			r = exports.storage.getItem("debug") || exports.storage.getItem("DEBUG");
		} catch (error) {}
		if (!r && typeof process !== "undefined" && "env" in process) r = process.env.DEBUG;
		return r;
	}
	/**
	* Localstorage attempts to return the localstorage.
	*
	* This is necessary because safari throws
	* when a user disables cookies/localstorage
	* and you attempt to access it.
	*
	* @return {LocalStorage}
	* @api private
	*/
	function localstorage() {
		try {
			return localStorage;
		} catch (error) {}
	}
	module.exports = require_common()(exports);
	const { formatters } = module.exports;
	/**
	* Map %j to `JSON.stringify()`, since no Web Inspectors do that by default.
	*/
	formatters.j = function(v) {
		try {
			return JSON.stringify(v);
		} catch (error) {
			return "[UnexpectedJSONParseError]: " + error.message;
		}
	};
}));

// node_modules/debug/src/node.js
var require_node = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/**
	* Module dependencies.
	*/
	const tty = __require("tty");
	const util = __require("util");
	/**
	* This is the Node.js implementation of `debug()`.
	*/
	exports.init = init;
	exports.log = log;
	exports.formatArgs = formatArgs;
	exports.save = save;
	exports.load = load;
	exports.useColors = useColors;
	exports.destroy = util.deprecate(() => {}, "Instance method `debug.destroy()` is deprecated and no longer does anything. It will be removed in the next major version of `debug`.");
	/**
	* Colors.
	*/
	exports.colors = [
		6,
		2,
		3,
		4,
		5,
		1
	];
	try {
		const supportsColor = __require("supports-color");
		if (supportsColor && (supportsColor.stderr || supportsColor).level >= 2) exports.colors = [
			20,
			21,
			26,
			27,
			32,
			33,
			38,
			39,
			40,
			41,
			42,
			43,
			44,
			45,
			56,
			57,
			62,
			63,
			68,
			69,
			74,
			75,
			76,
			77,
			78,
			79,
			80,
			81,
			92,
			93,
			98,
			99,
			112,
			113,
			128,
			129,
			134,
			135,
			148,
			149,
			160,
			161,
			162,
			163,
			164,
			165,
			166,
			167,
			168,
			169,
			170,
			171,
			172,
			173,
			178,
			179,
			184,
			185,
			196,
			197,
			198,
			199,
			200,
			201,
			202,
			203,
			204,
			205,
			206,
			207,
			208,
			209,
			214,
			215,
			220,
			221
		];
	} catch (error) {}
	/**
	* Build up the default `inspectOpts` object from the environment variables.
	*
	*   $ DEBUG_COLORS=no DEBUG_DEPTH=10 DEBUG_SHOW_HIDDEN=enabled node script.js
	*/
	exports.inspectOpts = Object.keys(process.env).filter((key) => {
		return /^debug_/i.test(key);
	}).reduce((obj, key) => {
		const prop = key.substring(6).toLowerCase().replace(/_([a-z])/g, (_, k) => {
			return k.toUpperCase();
		});
		let val = process.env[key];
		if (/^(yes|on|true|enabled)$/i.test(val)) val = true;
		else if (/^(no|off|false|disabled)$/i.test(val)) val = false;
		else if (val === "null") val = null;
		else val = Number(val);
		obj[prop] = val;
		return obj;
	}, {});
	/**
	* Is stdout a TTY? Colored output is enabled when `true`.
	*/
	function useColors() {
		return "colors" in exports.inspectOpts ? Boolean(exports.inspectOpts.colors) : tty.isatty(process.stderr.fd);
	}
	/**
	* Adds ANSI color escape codes if enabled.
	*
	* @api public
	*/
	function formatArgs(args) {
		const { namespace: name, useColors } = this;
		if (useColors) {
			const c = this.color;
			const colorCode = "\x1B[3" + (c < 8 ? c : "8;5;" + c);
			const prefix = `  ${colorCode};1m${name} \u001B[0m`;
			args[0] = prefix + args[0].split("\n").join("\n" + prefix);
			args.push(colorCode + "m+" + module.exports.humanize(this.diff) + "\x1B[0m");
		} else args[0] = getDate() + name + " " + args[0];
	}
	function getDate() {
		if (exports.inspectOpts.hideDate) return "";
		return (/* @__PURE__ */ new Date()).toISOString() + " ";
	}
	/**
	* Invokes `util.formatWithOptions()` with the specified arguments and writes to stderr.
	*/
	function log(...args) {
		return process.stderr.write(util.formatWithOptions(exports.inspectOpts, ...args) + "\n");
	}
	/**
	* Save `namespaces`.
	*
	* @param {String} namespaces
	* @api private
	*/
	function save(namespaces) {
		if (namespaces) process.env.DEBUG = namespaces;
		else delete process.env.DEBUG;
	}
	/**
	* Load `namespaces`.
	*
	* @return {String} returns the previously persisted debug modes
	* @api private
	*/
	function load() {
		return process.env.DEBUG;
	}
	/**
	* Init logic for `debug` instances.
	*
	* Create a new `inspectOpts` object in case `useColors` is set
	* differently for a particular `debug` instance.
	*/
	function init(debug) {
		debug.inspectOpts = {};
		const keys = Object.keys(exports.inspectOpts);
		for (let i = 0; i < keys.length; i++) debug.inspectOpts[keys[i]] = exports.inspectOpts[keys[i]];
	}
	module.exports = require_common()(exports);
	const { formatters } = module.exports;
	/**
	* Map %o to `util.inspect()`, all on a single line.
	*/
	formatters.o = function(v) {
		this.inspectOpts.colors = this.useColors;
		return util.inspect(v, this.inspectOpts).split("\n").map((str) => str.trim()).join(" ");
	};
	/**
	* Map %O to `util.inspect()`, allowing multiple lines if needed.
	*/
	formatters.O = function(v) {
		this.inspectOpts.colors = this.useColors;
		return util.inspect(v, this.inspectOpts);
	};
}));

// node_modules/debug/src/index.js
var require_src$1 = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	/**
	* Detect Electron renderer / nwjs process, which is node, but we should
	* treat as a browser.
	*/
	if (typeof process === "undefined" || process.type === "renderer" || process.browser === true || process.__nwjs) module.exports = require_browser();
	else module.exports = require_node();
}));

// node_modules/@kwsites/file-exists/dist/src/index.js
var require_src = /* @__PURE__ */ __commonJSMin(((exports, module, this$1) => {
	var __importDefault = this$1 && this$1.__importDefault || function(mod) {
		return mod && mod.__esModule ? mod : { "default": mod };
	};
	Object.defineProperty(exports, "__esModule", { value: true });
	const fs_1 = __require("fs");
	const log = __importDefault(require_src$1()).default("@kwsites/file-exists");
	function check(path, isFile, isDirectory) {
		log(`checking %s`, path);
		try {
			const stat = fs_1.statSync(path);
			if (stat.isFile() && isFile) {
				log(`[OK] path represents a file`);
				return true;
			}
			if (stat.isDirectory() && isDirectory) {
				log(`[OK] path represents a directory`);
				return true;
			}
			log(`[FAIL] path represents something other than a file or directory`);
			return false;
		} catch (e) {
			if (e.code === "ENOENT") {
				log(`[FAIL] path is not accessible: %o`, e);
				return false;
			}
			log(`[FATAL] %o`, e);
			throw e;
		}
	}
	/**
	* Synchronous validation of a path existing either as a file or as a directory.
	*
	* @param {string} path The path to check
	* @param {number} type One or both of the exported numeric constants
	*/
	function exists(path, type = exports.READABLE) {
		return check(path, (type & exports.FILE) > 0, (type & exports.FOLDER) > 0);
	}
	exports.exists = exists;
	/**
	* Constant representing a file
	*/
	exports.FILE = 1;
	/**
	* Constant representing a folder
	*/
	exports.FOLDER = 2;
	/**
	* Constant representing either a file or a folder
	*/
	exports.READABLE = exports.FILE + exports.FOLDER;
}));

// node_modules/@kwsites/file-exists/dist/index.js
var require_dist$1 = /* @__PURE__ */ __commonJSMin(((exports) => {
	function __export(m) {
		for (var p in m) if (!exports.hasOwnProperty(p)) exports[p] = m[p];
	}
	Object.defineProperty(exports, "__esModule", { value: true });
	__export(require_src());
}));

// node_modules/@kwsites/promise-deferred/dist/index.js
var require_dist = /* @__PURE__ */ __commonJSMin(((exports) => {
	Object.defineProperty(exports, "__esModule", { value: true });
	exports.createDeferred = exports.deferred = void 0;
	/**
	* Creates a new `DeferredPromise`
	*
	* ```typescript
	import {deferred} from '@kwsites/promise-deferred`;
	```
	*/
	function deferred() {
		let done;
		let fail;
		let status = "pending";
		return {
			promise: new Promise((_done, _fail) => {
				done = _done;
				fail = _fail;
			}),
			done(result) {
				if (status === "pending") {
					status = "resolved";
					done(result);
				}
			},
			fail(error) {
				if (status === "pending") {
					status = "rejected";
					fail(error);
				}
			},
			get fulfilled() {
				return status !== "pending";
			},
			get status() {
				return status;
			}
		};
	}
	exports.deferred = deferred;
	/**
	* Alias of the exported `deferred` function, to help consumers wanting to use `deferred` as the
	* local variable name rather than the factory import name, without needing to rename on import.
	*
	* ```typescript
	import {createDeferred} from '@kwsites/promise-deferred`;
	```
	*/
	exports.createDeferred = deferred;
}));

// node_modules/@simple-git/argv-parser/dist/index.mjs
var import_src = /* @__PURE__ */ __toESM(require_src$1(), 1);
var import_dist = require_dist$1();
var import_dist$1 = require_dist();
function* x$1(e, n) {
	const t = n === "global";
	for (const o of e) o.isGlobal === t && (yield o);
}
const P$1 = /* @__PURE__ */ new Set([
	"--add",
	"--edit",
	"--remove-section",
	"--rename-section",
	"--replace-all",
	"--unset",
	"--unset-all",
	"-e"
]);
const S$1 = /* @__PURE__ */ new Set([
	"--get",
	"--get-all",
	"--get-color",
	"--get-colorbool",
	"--get-regexp",
	"--get-urlmatch",
	"--list",
	"-l"
]);
const E$1 = /* @__PURE__ */ new Set([
	"edit",
	"remove-section",
	"rename-section",
	"set",
	"unset"
]);
const F$1 = /* @__PURE__ */ new Set([
	"get",
	"get-color",
	"get-colorbool",
	"list"
]);
function A$1(e, n) {
	for (const { name: o } of x$1(e, "task")) {
		if (P$1.has(o)) return w(!0, n);
		if (S$1.has(o)) return w(!1, n);
	}
	const t = n.at(0)?.toLowerCase();
	return t === void 0 ? null : E$1.has(t) ? w(!0, n.slice(1)) : F$1.has(t) ? w(!1, n.slice(1)) : n.length === 1 ? w(!1, n) : w(!0, n);
}
function w(e = !1, n = []) {
	const t = n.at(0)?.toLowerCase();
	return t === void 0 ? null : {
		isWrite: e,
		isRead: !e,
		key: t,
		value: n.at(1)
	};
}
function O$1(e, n) {
	return n.isWrite && n.value !== void 0 ? {
		key: n.key,
		value: n.value,
		scope: e
	} : {
		key: n.key,
		scope: e
	};
}
function G$1(e) {
	const n = e?.indexOf("=") || -1;
	return !e || n < 0 ? null : {
		key: e.slice(0, n).trim().toLowerCase(),
		value: e.slice(n + 1)
	};
}
function M$1(e) {
	for (const { name: n } of x$1(e, "task")) switch (n) {
		case "--global": return "global";
		case "--system": return "system";
		case "--worktree": return "worktree";
		case "--local": return "local";
		case "--file":
		case "-f": return "file";
	}
	return "local";
}
function N$1({ name: e }) {
	if (e === "-c" || e === "--config") return "inline";
	if (e === "--config-env") return "env";
}
function* $$1(e) {
	for (const n of e) {
		const t = N$1(n), o = t && G$1(n.value);
		o && (yield {
			...o,
			scope: t
		});
	}
}
function D(e, n, t) {
	const o = {
		read: [],
		write: [...$$1(n)]
	};
	return e === "config" && L$1(o, M$1(n), A$1(n, t)), o;
}
function L$1(e, n, t) {
	if (t === null) return;
	const o = O$1(n, t);
	t.isWrite ? e.write.push(o) : e.read.push(o);
}
const C = { short: /* @__PURE__ */ new Map([["c", !0]]) };
const I$1 = {
	short: new Map([
		["C", !0],
		["P", !1],
		["h", !1],
		["p", !1],
		["v", !1],
		...C.short.entries()
	]),
	long: /* @__PURE__ */ new Set([
		"attr-source",
		"config-env",
		"exec-path",
		"git-dir",
		"list-cmds",
		"namespace",
		"super-prefix",
		"work-tree"
	])
};
const R$1 = {
	clone: {
		short: /* @__PURE__ */ new Map([
			["b", !0],
			["j", !0],
			["l", !1],
			["n", !1],
			["o", !0],
			["q", !1],
			["s", !1],
			["u", !0]
		]),
		long: /* @__PURE__ */ new Set([
			"branch",
			"config",
			"jobs",
			"origin",
			"upload-pack",
			"u",
			"template"
		])
	},
	commit: {
		short: /* @__PURE__ */ new Map([
			["C", !0],
			["F", !0],
			["c", !0],
			["m", !0],
			["t", !0]
		]),
		long: /* @__PURE__ */ new Set([
			"file",
			"message",
			"reedit-message",
			"reuse-message",
			"template"
		])
	},
	config: {
		short: /* @__PURE__ */ new Map([
			["e", !1],
			["f", !0],
			["l", !1]
		]),
		long: /* @__PURE__ */ new Set([
			"blob",
			"comment",
			"default",
			"file",
			"type",
			"value"
		])
	},
	fetch: {
		short: /* @__PURE__ */ new Map(),
		long: /* @__PURE__ */ new Set(["upload-pack"])
	},
	init: {
		short: /* @__PURE__ */ new Map(),
		long: /* @__PURE__ */ new Set(["template"])
	},
	pull: {
		short: /* @__PURE__ */ new Map(),
		long: /* @__PURE__ */ new Set(["upload-pack"])
	},
	push: {
		short: /* @__PURE__ */ new Map(),
		long: /* @__PURE__ */ new Set(["exec", "receive-pack"])
	},
	rebase: {
		short: /* @__PURE__ */ new Map([
			["X", !0],
			["f", !1],
			["i", !1],
			["k", !1],
			["m", !1],
			["n", !1],
			["q", !1],
			["r", !1],
			["s", !0],
			["v", !1],
			["x", !0]
		]),
		long: /* @__PURE__ */ new Set([
			"exec",
			"onto",
			"strategy",
			"strategy-option"
		])
	}
};
const T = {
	short: /* @__PURE__ */ new Map(),
	long: /* @__PURE__ */ new Set()
};
function B$1(e) {
	const n = R$1[e ?? ""] ?? T;
	return {
		short: new Map([...C.short.entries(), ...n.short.entries()]),
		long: n.long
	};
}
function b$1(e, n = I$1) {
	if (e.startsWith("--")) {
		const t = e.indexOf("=");
		if (t > 2) return [{
			name: e.slice(0, t),
			value: e.slice(t + 1),
			needsNext: !1
		}];
		const o = e.slice(2);
		return [{
			name: e,
			needsNext: n.long.has(o)
		}];
	}
	if (e.length === 2) {
		const t = e.charAt(1);
		return [{
			name: e,
			needsNext: n.short.get(t) === !0
		}];
	}
	return j$1(e, n.short);
}
function j$1(e, n) {
	const t = e.slice(1).split(""), o = [];
	for (let a = 0; a < t.length; a++) {
		const s = t[a], r = n.get(s);
		if (r === void 0) return [{
			name: e,
			needsNext: !1
		}];
		if (r) {
			const i = t.slice(a + 1).join("");
			if (i && ![...i].every((m) => n.has(m))) return o.push({
				name: `-${s}`,
				value: i,
				needsNext: !1
			}), o;
		}
		o.push({
			name: `-${s}`,
			needsNext: r
		});
	}
	return o;
}
function W$1(e, n = []) {
	let t = 0;
	for (; t < e.length;) {
		const o = String(e[t]);
		if (!o.startsWith("-") || o.length < 2) break;
		const a = b$1(o);
		let s = t + 1;
		for (const r of a) {
			const i = {
				name: r.name,
				value: r.value,
				absorbedNext: !1,
				isGlobal: !0
			};
			r.needsNext && i.value === void 0 && s < e.length && (i.value = String(e[s]), i.absorbedNext = !0, s++), n.push(i);
		}
		t = s;
	}
	return {
		flags: n,
		taskIndex: t
	};
}
function V$1(e, n, t = []) {
	const o$2 = B$1(n), a = [], s = [];
	let r$3 = 0;
	for (; r$3 < e.length;) {
		const i = e[r$3];
		if (r(i)) {
			s.push(...o(i)), r$3++;
			continue;
		}
		const p = String(i);
		if (p === "--") {
			for (let d = r$3 + 1; d < e.length; d++) {
				const g = e[d];
				r(g) ? s.push(...o(g)) : s.push(String(g));
			}
			break;
		}
		if (!p.startsWith("-") || p.length < 2) {
			a.push(p), r$3++;
			continue;
		}
		const m = b$1(p, o$2);
		let u = r$3 + 1;
		for (const d of m) {
			const g = {
				name: d.name,
				value: d.value,
				absorbedNext: !1,
				isGlobal: !1
			};
			d.needsNext && g.value === void 0 && u < e.length && !r(e[u]) && (g.value = String(e[u]), g.absorbedNext = !0, u++), t.push(g);
		}
		r$3 = u;
	}
	return {
		flags: t,
		positionals: a,
		pathspecs: s
	};
}
function* q$1({ write: e }) {
	for (const n of e) for (const t of K$1) {
		const o = t(n.key);
		o && (yield o);
	}
}
function f$1(e, n, t = String(e)) {
	const o = typeof e == "string" ? new RegExp(`\\s*${e.toLowerCase()}`) : e;
	return function(s) {
		if (o.test(s)) return {
			category: n,
			message: `Configuring ${t} is not permitted without enabling ${n}`
		};
	};
}
function l$1(e, n) {
	return f$1(new RegExp(`\\s*${e.toLowerCase().replace(/\./g, "(..+)?.")}`), n, e);
}
const K$1 = [
	f$1("alias", "allowUnsafeAlias"),
	f$1("core.askPass", "allowUnsafeAskPass"),
	f$1("core.editor", "allowUnsafeEditor"),
	f$1("core.fsmonitor", "allowUnsafeFsMonitor"),
	f$1("core.gitProxy", "allowUnsafeGitProxy"),
	f$1("core.hooksPath", "allowUnsafeHooksPath"),
	f$1("core.pager", "allowUnsafePager"),
	f$1("core.sshCommand", "allowUnsafeSshCommand"),
	l$1("credential.helper", "allowUnsafeCredentialHelper"),
	l$1("diff.command", "allowUnsafeDiffExternal"),
	f$1("diff.external", "allowUnsafeDiffExternal"),
	l$1("difftool.cmd", "allowUnsafeDiffExternal"),
	l$1("diff.textconv", "allowUnsafeDiffTextConv"),
	l$1("filter.clean", "allowUnsafeFilter"),
	l$1("filter.process", "allowUnsafeFilter"),
	l$1("filter.smudge", "allowUnsafeFilter"),
	l$1("gpg.program", "allowUnsafeGpgProgram"),
	f$1("include.path", "allowUnsafeInclude"),
	l$1("includeIf", "allowUnsafeInclude"),
	f$1("init.templateDir", "allowUnsafeTemplateDir"),
	l$1("pager.", "allowUnsafePager"),
	l$1("merge.driver", "allowUnsafeMergeDriver"),
	l$1("mergetool.path", "allowUnsafeMergeDriver"),
	l$1("mergetool.cmd", "allowUnsafeMergeDriver"),
	l$1("protocol.allow", "allowUnsafeProtocolOverride"),
	l$1("remote.receivepack", "allowUnsafePack"),
	l$1("remote.uploadpack", "allowUnsafePack"),
	f$1("uploadpack.packObjectsHook", "allowUnsafePack"),
	f$1("sequence.editor", "allowUnsafeEditor"),
	l$1("submodule.update", "allowUnsafeSubmodule"),
	l$1("tar.command", "allowUnsafeCommandBinaries"),
	l$1("trailer.cmd", "allowUnsafeCommandBinaries"),
	l$1("trailer.command", "allowUnsafeCommandBinaries"),
	l$1("url.insteadOf", "allowUnsafeUrlRewrite")
];
function* H$1(e, n) {
	for (const t of n) for (const o of X$1) {
		const a = o(e, t);
		a && (yield a);
	}
}
function c(e, n, t, { name: o = String(n), globalOnly: a = !1, withValue: s = !1 } = {}) {
	const r = typeof n == "string" ? new RegExp(`\\s*${n.toLowerCase()}`) : n, i = `Use of ${e ? `${e} with option ` : ""}${o} is not permitted without enabling ${t}`;
	return function(m, u) {
		if (!(e && m !== e) && !(a && !u.isGlobal) && !(s && u.value === void 0) && r.test(u.name)) return {
			category: t,
			message: i
		};
	};
}
const h$1 = {
	globalOnly: !0,
	withValue: !0
};
const X$1 = [
	c(null, /--(upload|receive)-pack/, "allowUnsafePack", { name: "--upload-pack or --receive-pack" }),
	c("clone", /^-\w*u/, "allowUnsafePack"),
	c("clone", "--u", "allowUnsafePack"),
	c("push", /^--exec$/, "allowUnsafePack", { name: "--exec" }),
	c("rebase", /^(-x|--ex(ec?)?)$/, "allowUnsafeExec", { name: "-x or --exec" }),
	c(null, "--template", "allowUnsafeTemplateDir"),
	c(null, "--exec-path", "allowUnsafeExec", h$1),
	c(null, "--git-dir", "allowUnsafeConfigPaths", h$1),
	c(null, "--work-tree", "allowUnsafeConfigPaths", h$1),
	c(null, /^-C$/, "allowUnsafeConfigPaths", {
		...h$1,
		name: "-C"
	})
];
function k(e, n, t) {
	return [...H$1(e, n), ...q$1(t)];
}
function Y$1(...e) {
	const { flags: n, taskIndex: t } = W$1(e), o = t < e.length ? String(e[t]).toLowerCase() : null, { positionals: s, pathspecs: r } = V$1(o !== null ? e.slice(t + 1) : [], o, n), i = D(o, n, s);
	return {
		task: o,
		flags: n.map(J$1),
		paths: r,
		config: i,
		vulnerabilities: z$1(k(o, n, i))
	};
}
function z$1(e) {
	return Object.defineProperty(e, "vulnerabilities", { value: e });
}
function J$1({ value: e, name: n }) {
	return e !== void 0 ? {
		name: n,
		value: e
	} : { name: n };
}
const y = {
	editor: "allowUnsafeEditor",
	git_askpass: "allowUnsafeAskPass",
	git_config_global: "allowUnsafeConfigPaths",
	git_config_system: "allowUnsafeConfigPaths",
	git_config_count: "allowUnsafeConfigEnvCount",
	git_config_parameters: "allowUnsafeConfigEnvCount",
	git_config: "allowUnsafeConfigPaths",
	git_editor: "allowUnsafeEditor",
	git_exec_path: "allowUnsafeExec",
	git_external_diff: "allowUnsafeDiffExternal",
	git_pager: "allowUnsafePager",
	git_proxy_command: "allowUnsafeGitProxy",
	git_template_dir: "allowUnsafeTemplateDir",
	git_sequence_editor: "allowUnsafeEditor",
	git_ssh: "allowUnsafeSshCommand",
	git_ssh_command: "allowUnsafeSshCommand",
	pager: "allowUnsafePager",
	prefix: "allowUnsafeConfigPaths",
	ssh_askpass: "allowUnsafeAskPass",
	visual: "allowUnsafeEditor"
};
function* Q$1(e) {
	const n = parseInt(e.git_config_count ?? "0", 10);
	for (let t = 0; t < n; t++) {
		const o = e[`git_config_key_${t}`], a = e[`git_config_value_${t}`];
		o !== void 0 && (yield {
			key: o.toLowerCase().trim(),
			value: a,
			scope: "env"
		});
	}
}
function* Z$1(e) {
	for (const n of Object.keys(e)) if (_$1(n)) {
		const t = y[n];
		yield {
			category: t,
			message: `Use of "${n.toUpperCase()}" is not permitted without enabling ${t}`
		};
	}
}
function _$1(e) {
	return Object.hasOwn(y, e);
}
function ee$1(e) {
	const n = {};
	for (const [t, o] of Object.entries(e)) {
		const a = t.toLowerCase().trim();
		(_$1(a) || a.startsWith("git")) && (n[a] = String(o));
	}
	return n;
}
function ne$1(e) {
	const n = ee$1(e), t = {
		read: [],
		write: [...Q$1(n)]
	};
	return {
		config: t,
		vulnerabilities: [...Z$1(n), ...k(null, [], t)]
	};
}
function oe$1(e, n) {
	return [...Y$1(...e).vulnerabilities, ...ne$1(n).vulnerabilities];
}

// node_modules/simple-git/dist/index.mjs
var O = class extends Error {
	constructor(e, n) {
		super(n), this.task = e, Object.setPrototypeOf(this, new.target.prototype);
	}
};
var Ae = class extends O {
	constructor(e, n) {
		super(void 0, n), this.config = e;
	}
};
var A = class extends O {
	constructor(e, n, r) {
		super(e, r), this.task = e, this.plugin = n, Object.setPrototypeOf(this, new.target.prototype);
	}
};
var at = class extends O {
	constructor(e, n) {
		super(void 0, n || String(e)), this.git = e;
	}
};
var xe = class extends O {
	constructor(e) {
		super(void 0, e);
	}
};
const I = "\0";
const W = () => {};
function Ne(t) {
	return typeof t != "function" ? W : t;
}
function $e(t) {
	return typeof t == "function" && t !== W;
}
function Pe(t, e) {
	const n = t.indexOf(e);
	return n <= 0 ? [t, ""] : [t.substr(0, n), t.substr(n + 1)];
}
function Me(t, e = 0) {
	return Dt(t) && t.length > e ? t[e] : void 0;
}
function N(t, e = 0) {
	if (Dt(t) && t.length > e) return t[t.length - 1 - e];
}
function Dt(t) {
	return Bt(t);
}
function H(t = "", e = !0, n = `
`) {
	return t.split(n).reduce((r, s) => {
		const o = e ? s.trim() : s;
		return o && r.push(o), r;
	}, []);
}
function ut(t, e) {
	return H(t, !0).map((n) => e(n));
}
function Lt(t) {
	return (0, import_dist.exists)(t, import_dist.FOLDER);
}
function S(t, e) {
	return Array.isArray(t) ? t.includes(e) || t.push(e) : t.add(e), e;
}
function De(t, e) {
	return Array.isArray(t) && !t.includes(e) && t.push(e), t;
}
function ct(t, e) {
	if (Array.isArray(t)) {
		const n = t.indexOf(e);
		n >= 0 && t.splice(n, 1);
	} else t.delete(e);
	return e;
}
const ft = Object.prototype.toString.call.bind(Object.prototype.toString);
function v(t) {
	return Array.isArray(t) ? t : [t];
}
function jt(t) {
	return t.replace(/[\s-]+(.)/g, (e, n) => n.toUpperCase());
}
function L(t) {
	return v(t).map((e) => e instanceof String ? e : String(e));
}
function p(t, e = 0) {
	if (t == null) return e;
	const n = parseInt(t, 10);
	return Number.isNaN(n) ? e : n;
}
function U(t, e) {
	const n = [];
	for (let r = 0, s = t.length; r < s; r++) n.push(e, t[r]);
	return n;
}
function F(t) {
	return (Array.isArray(t) ? Buffer.concat(t) : t).toString("utf-8");
}
function Le(t) {
	return t ? Buffer.isBuffer(t) ? t.length : Buffer.byteLength(t) : 0;
}
function je(t, e) {
	const n = {};
	return e.forEach((r) => {
		t[r] !== void 0 && (n[r] = t[r]);
	}), n;
}
function wt(t = 0) {
	return new Promise((e) => setTimeout(e, t));
}
function bt(t) {
	if (t !== !1) return t;
}
function d(t, e, n) {
	return e(t) ? t : arguments.length > 2 ? n : void 0;
}
const K = (t) => Array.isArray(t);
function st(t, e) {
	const n = r(t) ? "string" : typeof t;
	return /number|string|boolean/.test(n) && (!e || !e.includes(n));
}
const m = (t) => typeof t == "string" || r(t);
const Be = (t) => m(t) || Buffer.isBuffer(t);
const G = (t) => m(t) || Array.isArray(t) && t.every(m);
function lt(t) {
	return !!t && ft(t) === "[object Object]";
}
function Ie(t) {
	return typeof t == "function";
}
const Bt = (t) => t == null || "number|boolean|function".includes(typeof t) ? !1 : typeof t.length == "number";
var V = /* @__PURE__ */ ((t) => (t[t.SUCCESS = 0] = "SUCCESS", t[t.ERROR = 1] = "ERROR", t[t.NOT_FOUND = -2] = "NOT_FOUND", t[t.UNCLEAN = 128] = "UNCLEAN", t))(V || {});
var z = class z {
	constructor(e, n) {
		this.stdOut = e, this.stdErr = n;
	}
	asStrings() {
		return new z(this.stdOut.toString("utf8"), this.stdErr.toString("utf8"));
	}
};
function Ue() {
	throw new Error("LineParser:useMatches not implemented");
}
var l = class {
	constructor(e, n) {
		this.matches = [], this.useMatches = Ue, this.parse = (r, s) => (this.resetMatches(), this._regExp.every((o, i) => this.addMatch(o, i, r(i))) ? this.useMatches(s, this.prepareMatches()) !== !1 : !1), this._regExp = Array.isArray(e) ? e : [e], n && (this.useMatches = n);
	}
	resetMatches() {
		this.matches.length = 0;
	}
	prepareMatches() {
		return this.matches;
	}
	addMatch(e, n, r) {
		const s = r && e.exec(r);
		return s && this.pushMatch(n, s), !!s;
	}
	pushMatch(e, n) {
		this.matches.push(...n.slice(1));
	}
};
var x = class extends l {
	addMatch(e, n, r) {
		return /^remote:\s/.test(String(r)) && super.addMatch(e, n, r);
	}
	pushMatch(e, n) {
		(e > 0 || n.length > 1) && super.pushMatch(e, n);
	}
};
const Fe = {
	binary: "git",
	maxConcurrentProcesses: 5,
	config: [],
	trimmed: !1
};
function Ge(...t) {
	const e = process.cwd(), n = Object.assign({
		baseDir: e,
		...Fe
	}, ...t.filter((r) => typeof r == "object" && r));
	return n.baseDir = n.baseDir || e, n.trimmed = n.trimmed === !0, n;
}
function It(t, e = []) {
	return lt(t) ? Object.keys(t).reduce((n, r$1) => {
		const s = t[r$1];
		if (r(s)) n.push(s);
		else if (st(s, ["boolean"])) n.push(r$1 + "=" + s);
		else if (Array.isArray(s)) for (const o of s) st(o, ["string", "number"]) || n.push(r$1 + "=" + o);
		else n.push(r$1);
		return n;
	}, e) : e;
}
function h(t, e = 0, n = !1) {
	const r = [];
	for (let s = 0, o = e < 0 ? t.length : e; s < o; s++) "string|number".includes(typeof t[s]) && r.push(String(t[s]));
	return It(ht(t), r), n || r.push(...ze(t)), r;
}
function ze(t) {
	return L(d(N(t, typeof N(t) == "function" ? 1 : 0), K, []));
}
function ht(t) {
	return d(N(t, Ie(N(t)) ? 1 : 0), lt);
}
function u(t, e = !0) {
	const n = Ne(N(t));
	return e || $e(n) ? n : void 0;
}
function Tt(t, e) {
	return t(e.stdOut, e.stdErr);
}
function E(t, e, n, r = !0) {
	return v(n).forEach((s) => {
		for (let o = H(s, r), i = 0, a = o.length; i < a; i++) {
			const c = (y = 0) => {
				if (!(i + y >= a)) return o[i + y];
			};
			e.some(({ parse: y }) => y(c, t));
		}
	}), t;
}
const mt = ({ exitCode: t }, e, n, r) => {
	if (t === V.UNCLEAN && Ve(e)) return n(Buffer.from("false"));
	r(e);
};
const Ut = (t) => t.trim() === "true";
function We(t) {
	switch (t) {
		case "bare": return Ke();
		case "root": return He();
	}
	return {
		commands: ["rev-parse", "--is-inside-work-tree"],
		format: "utf-8",
		onError: mt,
		parser: Ut
	};
}
function He() {
	return {
		commands: ["rev-parse", "--git-dir"],
		format: "utf-8",
		onError: mt,
		parser(e) {
			return /^\.(git)?$/.test(e.trim());
		}
	};
}
function Ke() {
	return {
		commands: ["rev-parse", "--is-bare-repository"],
		format: "utf-8",
		onError: mt,
		parser: Ut
	};
}
function Ve(t) {
	return /(Not a git repository|Kein Git-Repository)/i.test(String(t));
}
var Xe = class {
	constructor(e) {
		this.paths = [], this.files = [], this.folders = [], this.dryRun = e;
	}
};
const Ye = /^[a-z]+\s*/i;
const Qe = /^[a-z]+\s+[a-z]+\s*/i;
const Je = /\/$/;
function Ze(t, e) {
	const n = new Xe(t), r = t ? Qe : Ye;
	return H(e).forEach((s) => {
		const o = s.replace(r, "");
		n.paths.push(o), (Je.test(o) ? n.folders : n.files).push(o);
	}), n;
}
const Ft = [];
function tn(t) {
	return {
		commands: Ft,
		format: "empty",
		parser: t
	};
}
function b(t) {
	return {
		commands: Ft,
		format: "empty",
		parser() {
			throw typeof t == "string" ? new xe(t) : t;
		}
	};
}
function g(t, e = !1) {
	return {
		commands: t,
		format: "utf-8",
		parser(n) {
			return e ? String(n).trim() : n;
		}
	};
}
function Gt(t) {
	return {
		commands: t,
		format: "buffer",
		parser(e) {
			return e;
		}
	};
}
function en(t) {
	return t.format === "buffer";
}
function kt(t) {
	return t.format === "empty" || !t.commands.length;
}
const nn = "Git clean interactive mode is not supported";
const rn = "Git clean mode parameter (\"n\" or \"f\") is required";
const sn = "Git clean unknown option found in: ";
var zt = /* @__PURE__ */ ((t) => (t.DRY_RUN = "n", t.FORCE = "f", t.IGNORED_INCLUDED = "x", t.IGNORED_ONLY = "X", t.EXCLUDING = "e", t.QUIET = "q", t.RECURSIVE = "d", t))(zt || {});
const qt = /* @__PURE__ */ new Set(["i", ...L(Object.values(zt))]);
function on(t, e) {
	const { cleanMode: n, options: r, valid: s } = cn(t);
	return n ? s.options ? (r.push(...e), r.some(hn) ? b(nn) : an(n, r)) : b(sn + JSON.stringify(t)) : b(rn);
}
function an(t, e) {
	return {
		commands: [
			"clean",
			`-${t}`,
			...e
		],
		format: "utf-8",
		parser(r) {
			return Ze(t === "n", r);
		}
	};
}
function un(t) {
	return Array.isArray(t) && t.every((e) => qt.has(e));
}
function cn(t) {
	let e, n = [], r = {
		cleanMode: !1,
		options: !0
	};
	return t.replace(/[^a-z]i/g, "").split("").forEach((s) => {
		fn(s) ? (e = s, r.cleanMode = !0) : r.options = r.options && ln(n[n.length] = `-${s}`);
	}), {
		cleanMode: e,
		options: n,
		valid: r
	};
}
function fn(t) {
	return t === "f" || t === "n";
}
function ln(t) {
	return /^-[a-z]$/i.test(t) && qt.has(t.charAt(1));
}
function hn(t) {
	return /^-[^\-]/.test(t) ? t.indexOf("i") > 0 : t === "--interactive";
}
var mn = class {
	constructor() {
		this.files = [], this.values = /* @__PURE__ */ Object.create(null);
	}
	get all() {
		return this._all || (this._all = this.files.reduce((e, n) => Object.assign(e, this.values[n]), {})), this._all;
	}
	addFile(e) {
		if (!(e in this.values)) {
			const n = N(this.files);
			this.values[e] = n ? Object.create(this.values[n]) : {}, this.files.push(e);
		}
		return this.values[e];
	}
	addValue(e, n, r) {
		const s = this.addFile(e);
		Object.hasOwn(s, n) ? Array.isArray(s[n]) ? s[n].push(r) : s[n] = [s[n], r] : s[n] = r, this._all = void 0;
	}
};
function pn(t) {
	const e = new mn();
	for (const n of Wt(t)) e.addValue(n.file, String(n.key), n.value);
	return e;
}
function dn(t, e) {
	let n = null;
	const r = [], s = /* @__PURE__ */ new Map();
	for (const o of Wt(t, e)) o.key === e && (r.push(n = o.value), s.has(o.file) || s.set(o.file, []), s.get(o.file).push(n));
	return {
		key: e,
		paths: Array.from(s.keys()),
		scopes: s,
		value: n,
		values: r
	};
}
function gn(t) {
	return t.replace(/^(file):/, "");
}
function* Wt(t, e = null) {
	const n = t.split("\0");
	for (let r = 0, s = n.length - 1; r < s;) {
		const o = gn(n[r++]);
		let i = n[r++], a = e;
		if (i.includes(`
`)) {
			const c = Pe(i, `
`);
			a = c[0], i = c[1];
		}
		yield {
			file: o,
			key: a,
			value: i
		};
	}
}
var Ht = /* @__PURE__ */ ((t) => (t.system = "system", t.global = "global", t.local = "local", t.worktree = "worktree", t))(Ht || {});
function Y(t, e) {
	return typeof t == "string" && Object.hasOwn(Ht, t) ? t : e;
}
function yn(t, e, n, r) {
	const s = ["config", `--${r}`];
	return n && s.push("--add"), s.push(t, e), {
		commands: s,
		format: "utf-8",
		parser(o) {
			return o;
		}
	};
}
function wn(t, e) {
	const n = [
		"config",
		"--null",
		"--show-origin",
		"--get-all",
		t
	];
	return e && n.splice(1, 0, `--${e}`), {
		commands: n,
		format: "utf-8",
		parser(r) {
			return dn(r, t);
		}
	};
}
function bn(t) {
	const e = [
		"config",
		"--list",
		"--show-origin",
		"--null"
	];
	return t && e.push(`--${t}`), {
		commands: e,
		format: "utf-8",
		parser(n) {
			return pn(n);
		}
	};
}
function Tn() {
	return {
		addConfig(t, e, ...n) {
			return this._runTask(yn(t, e, n[0] === !0, Y(n[1], "local")), u(arguments));
		},
		getConfig(t, e) {
			return this._runTask(wn(t, Y(e, void 0)), u(arguments));
		},
		listConfig(...t) {
			return this._runTask(bn(Y(t[0], void 0)), u(arguments));
		}
	};
}
var Kt = /* @__PURE__ */ ((t) => (t.ADDED = "A", t.COPIED = "C", t.DELETED = "D", t.MODIFIED = "M", t.RENAMED = "R", t.CHANGED = "T", t.UNMERGED = "U", t.UNKNOWN = "X", t.BROKEN = "B", t))(Kt || {});
const kn = new Set(Object.values(Kt));
function _n(t) {
	return kn.has(t);
}
var _t;
const vn = ["-h"];
const j = /* @__PURE__ */ Symbol("grepQuery");
var En = class {
	constructor() {
		this[_t] = [];
	}
	*[(_t = j, Symbol.iterator)]() {
		for (const e of this[j]) yield e;
	}
	and(...e) {
		return e.length && this[j].push("--and", "(", ...U(e, "-e"), ")"), this;
	}
	param(...e) {
		return this[j].push(...U(e, "-e")), this;
	}
};
function Sn(...t) {
	return new En().param(...t);
}
function Rn(t) {
	const e = /* @__PURE__ */ new Set(), n = {};
	return ut(t, (r) => {
		const [s, o, i] = r.split(I);
		e.add(s), (n[s] = n[s] || []).push({
			line: p(o),
			path: s,
			preview: i
		});
	}), {
		paths: e,
		results: n
	};
}
function On() {
	return { grep(t) {
		const e = u(arguments), n = h(arguments);
		for (const s of vn) if (n.includes(s)) return this._runTask(b(`git.grep: use of "${s}" is not supported.`), e);
		typeof t == "string" && (t = Sn().param(t));
		const r = [
			"grep",
			"--null",
			"-n",
			"--full-name",
			...n,
			...t
		];
		return this._runTask({
			commands: r,
			format: "utf-8",
			parser(s) {
				return Rn(s);
			}
		}, e);
	} };
}
var Vt = /* @__PURE__ */ ((t) => (t.MIXED = "mixed", t.SOFT = "soft", t.HARD = "hard", t.MERGE = "merge", t.KEEP = "keep", t))(Vt || {});
const Cn = L(Object.values(Vt));
function An(t, e) {
	const n = ["reset"];
	return Xt(t) && n.push(`--${t}`), n.push(...e), g(n);
}
function xn(t) {
	if (Xt(t)) return t;
	switch (typeof t) {
		case "string":
		case "undefined": return "soft";
	}
}
function Xt(t) {
	return typeof t == "string" && Cn.includes(t);
}
import_src.default.formatters.L = (t) => String(Bt(t) ? t.length : "-");
import_src.default.formatters.B = (t) => Buffer.isBuffer(t) ? t.toString("utf8") : ft(t);
function Nn() {
	return (0, import_src.default)("simple-git");
}
function vt(t, e, n) {
	return !e || !String(e).replace(/\s*/, "") ? n ? (r, ...s) => {
		t(r, ...s), n(r, ...s);
	} : t : (r, ...s) => {
		t(`%s ${r}`, e, ...s), n && n(r, ...s);
	};
}
function $n(t, e, { namespace: n }) {
	if (typeof t == "string") return t;
	const r = e && e.namespace || "";
	return r.startsWith(n) ? r.substr(n.length + 1) : r || n;
}
function $(t, e, n, r = Nn()) {
	const s = t && `[${t}]` || "", o = [], i = typeof e == "string" ? r.extend(e) : e, a = $n(d(e, m), i, r);
	return y(n);
	function c(w, T) {
		return S(o, $(t, a.replace(/^[^:]+/, w), T, r));
	}
	function y(w) {
		const T = w && `[${w}]` || "", k = i && vt(i, T) || W, C = vt(r, `${s} ${T}`, k);
		return Object.assign(i ? k : C, {
			label: t,
			sibling: c,
			info: C,
			step: y
		});
	}
}
const M = class M {
	constructor(e = "GitExecutor") {
		this.logLabel = e, this._queue = /* @__PURE__ */ new Map();
	}
	withProgress(e) {
		return this._queue.get(e);
	}
	createProgress(e) {
		const n = M.getName(e.commands[0]);
		return {
			task: e,
			logger: $(this.logLabel, n),
			name: n
		};
	}
	push(e) {
		const n = this.createProgress(e);
		return n.logger("Adding task to the queue, commands = %o", e.commands), this._queue.set(e, n), n;
	}
	fatal(e) {
		for (const [n, { logger: r }] of Array.from(this._queue.entries())) n === e.task ? (r.info("Failed %o", e), r("Fatal exception, any as-yet un-started tasks run through this executor will not be attempted")) : r.info("A fatal exception occurred in a previous task, the queue has been purged: %o", e.message), this.complete(n);
		if (this._queue.size !== 0) throw new Error(`Queue size should be zero after fatal: ${this._queue.size}`);
	}
	complete(e) {
		this.withProgress(e) && this._queue.delete(e);
	}
	attempt(e) {
		const n = this.withProgress(e);
		if (!n) throw new O(void 0, "TasksPendingQueue: attempt called for an unknown task");
		return n.logger("Starting task"), n;
	}
	static getName(e = "empty") {
		return `task:${e}:${++M.counter}`;
	}
};
M.counter = 0;
let ot = M;
var Pn = class {
	constructor(e, n, r) {
		this._executor = e, this._scheduler = n, this._plugins = r, this._chain = Promise.resolve(), this._queue = new ot();
	}
	get cwd() {
		return this._cwd || this._executor.cwd;
	}
	set cwd(e) {
		this._cwd = e;
	}
	get env() {
		return this._executor.env;
	}
	get outputHandler() {
		return this._executor.outputHandler;
	}
	chain() {
		return this;
	}
	push(e) {
		return this._queue.push(e), this._chain = this._chain.then(() => this.attemptTask(e));
	}
	async attemptTask(e) {
		const n = await this._scheduler.next(), r = () => this._queue.complete(e);
		try {
			const { logger: s } = this._queue.attempt(e);
			return await (kt(e) ? this.attemptEmptyTask(e, s) : this.attemptRemoteTask(e, s));
		} catch (s) {
			throw this.onFatalException(e, s);
		} finally {
			r(), n();
		}
	}
	onFatalException(e, n) {
		const r = n instanceof O ? Object.assign(n, { task: e }) : new O(e, n && String(n));
		return this._chain = Promise.resolve(), this._queue.fatal(r), r;
	}
	async attemptRemoteTask(e, n) {
		const r = this._plugins.exec("spawn.binary", "", this.taskContext(e, e.commands)), s = this._plugins.exec("spawn.args", [...e.commands], this.taskContext(e, e.commands)), o = await this.gitResponse(e, r, s, this.outputHandler, n.step("SPAWN")), i = await this.handleTaskData(e, s, o, n.step("HANDLE"));
		return n("passing response to task's parser as a %s", e.format), en(e) ? Tt(e.parser, i) : Tt(e.parser, i.asStrings());
	}
	async attemptEmptyTask(e, n) {
		return n("empty task bypassing child process to call to task's parser"), e.parser(this);
	}
	handleTaskData(e, n, r, s) {
		const { exitCode: o, rejection: i, stdOut: a, stdErr: c } = r;
		return new Promise((y, w) => {
			s("Preparing to handle process response exitCode=%d stdOut=", o);
			const { error: T } = this._plugins.exec("task.error", { error: i }, {
				...this.taskContext(e, n),
				...r
			});
			if (T && e.onError) return s.info("exitCode=%s handling with custom error handler"), e.onError(r, T, (k) => {
				s.info("custom error handler treated as success"), s("custom error returned a %s", ft(k)), y(new z(Array.isArray(k) ? Buffer.concat(k) : k, Buffer.concat(c)));
			}, w);
			if (T) return s.info("handling as error: exitCode=%s stdErr=%s rejection=%o", o, c.length, i), w(T);
			s.info("retrieving task output complete"), y(new z(Buffer.concat(a), Buffer.concat(c)));
		});
	}
	async gitResponse(e, n, r, s, o) {
		const i = o.sibling("output"), a = this._plugins.exec("spawn.options", {
			cwd: this.cwd,
			env: this.env,
			windowsHide: !0
		}, this.taskContext(e, e.commands));
		return new Promise((c) => {
			const y = [], w = [];
			o.info("%s %o", n, r), o("%O", a);
			let T = this._beforeSpawn(e, r);
			if (T) return c({
				stdOut: y,
				stdErr: w,
				exitCode: 9901,
				rejection: T
			});
			this._plugins.exec("spawn.before", void 0, {
				...this.taskContext(e, r),
				kill(C) {
					T = C || T;
				}
			});
			const k = spawn(n, r, a);
			k.stdout.on("data", Et(y, "stdOut", o, i.step("stdOut"))), k.stderr.on("data", Et(w, "stdErr", o, i.step("stdErr"))), k.on("error", Mn(w, o)), s && (o("Passing child process stdOut/stdErr to custom outputHandler"), s(n, k.stdout, k.stderr, [...r])), this._plugins.exec("spawn.after", void 0, {
				...this.taskContext(e, r),
				spawned: k,
				close(C, Te) {
					c({
						stdOut: y,
						stdErr: w,
						exitCode: C,
						rejection: T || Te
					});
				},
				kill(C) {
					k.killed || (T = C, k.kill("SIGINT"));
				}
			});
		});
	}
	_beforeSpawn(e, n) {
		let r;
		return this._plugins.exec("spawn.before", void 0, {
			...this.taskContext(e, n),
			kill(s) {
				r = s || r;
			}
		}), r;
	}
	taskContext(e, n) {
		return {
			method: String(Me(e.commands) || ""),
			commands: n,
			env: { ...this.env },
			input: kt(e) ? void 0 : e.input
		};
	}
};
function Mn(t, e) {
	return (n) => {
		e("[ERROR] child process exception %o", n), t.push(Buffer.from(String(n.stack), "ascii"));
	};
}
function Et(t, e, n, r) {
	return (s) => {
		n("%s received %L bytes", e, s), r("%B", s), t.push(s);
	};
}
var Dn = class {
	constructor(e, n, r) {
		this.cwd = e, this._scheduler = n, this._plugins = r, this._chain = this.chain();
	}
	chain() {
		return new Pn(this, this._scheduler, this._plugins);
	}
	push(e) {
		return this._chain.push(e);
	}
};
function Ln(t, e, n = W) {
	const r = (o) => {
		n(null, o);
	}, s = (o) => {
		o?.task === t && n(o, void 0);
	};
	e.then(r, s);
}
function St(t, e) {
	return tn((n) => {
		if (!Lt(t)) throw new Error(`Git.cwd: cannot change to non-directory "${t}"`);
		return (e || n).cwd = t;
	});
}
function Q(t) {
	const e = ["checkout", ...t];
	return e[1] === "-b" && e.includes("-B") && (e[1] = ct(e, "-B")), g(e);
}
function jn() {
	return {
		checkout() {
			return this._runTask(Q(h(arguments, 1)), u(arguments));
		},
		checkoutBranch(t, e) {
			return this._runTask(Q([
				"-b",
				t,
				e,
				...h(arguments)
			]), u(arguments));
		},
		checkoutLocalBranch(t) {
			return this._runTask(Q([
				"-b",
				t,
				...h(arguments)
			]), u(arguments));
		}
	};
}
const Yt = (t, e, n) => {
	const r = ["clone", ...n];
	return m(t) && r.push(c$1(t)), m(e) && r.push(c$1(e)), g(r);
};
const Bn = (t, e, n) => (S(n, "--mirror"), Yt(t, e, n));
function Rt(t, e, n, ...r) {
	return m(n) ? e(n, d(r[0], m), h(arguments)) : b(`git.${t}() requires a string 'repoPath'`);
}
function In() {
	return {
		clone(t, ...e) {
			return this._runTask(Rt("clone", Yt, d(t, m), ...e), u(arguments));
		},
		mirror(t, ...e) {
			return this._runTask(Rt("mirror", Bn, d(t, m), ...e), u(arguments));
		}
	};
}
const Un = [
	new l(/^\[([^\s]+)( \([^)]+\))? ([^\]]+)/, (t, [e, n, r]) => {
		t.branch = e, t.commit = r, t.root = !!n;
	}),
	new l(/\s*Author:\s(.+)/i, (t, [e]) => {
		const n = e.split("<"), r = n.pop();
		!r || !r.includes("@") || (t.author = {
			email: r.substr(0, r.length - 1),
			name: n.join("<").trim()
		});
	}),
	new l(/(\d+)[^,]*(?:,\s*(\d+)[^,]*)(?:,\s*(\d+))/g, (t, [e, n, r]) => {
		t.summary.changes = parseInt(e, 10) || 0, t.summary.insertions = parseInt(n, 10) || 0, t.summary.deletions = parseInt(r, 10) || 0;
	}),
	new l(/^(\d+)[^,]*(?:,\s*(\d+)[^(]+\(([+-]))?/, (t, [e, n, r]) => {
		t.summary.changes = parseInt(e, 10) || 0;
		const s = parseInt(n, 10) || 0;
		r === "-" ? t.summary.deletions = s : r === "+" && (t.summary.insertions = s);
	})
];
function Fn(t) {
	return E({
		author: null,
		branch: "",
		commit: "",
		root: !1,
		summary: {
			changes: 0,
			insertions: 0,
			deletions: 0
		}
	}, Un, t);
}
function Gn(t, e, n) {
	return {
		commands: [
			"-c",
			"core.abbrev=40",
			"commit",
			...U(t, "-m"),
			...e,
			...n
		],
		format: "utf-8",
		parser: Fn
	};
}
function zn() {
	return { commit(e, ...n) {
		const r = u(arguments), s = t(e) || Gn(v(e), v(d(n[0], G, [])), [...L(d(n[1], K, [])), ...h(arguments, 0, !0)]);
		return this._runTask(s, r);
	} };
	function t(e) {
		return !G(e) && b("git.commit: requires the commit message to be supplied as a string/string[]");
	}
}
function qn() {
	return {
		count: 0,
		garbage: 0,
		inPack: 0,
		packs: 0,
		prunePackable: 0,
		size: 0,
		sizeGarbage: 0,
		sizePack: 0
	};
}
const Wn = new l(/([a-z-]+): (\d+)$/, (t, [e, n]) => {
	const r = jt(e);
	Object.hasOwn(t, r) && (t[r] = p(n));
});
function Hn() {
	return { countObjects() {
		return this._runTask({
			commands: ["count-objects", "--verbose"],
			format: "utf-8",
			parser(t) {
				return E(qn(), [Wn], t);
			}
		});
	} };
}
function Kn() {
	return { firstCommit() {
		return this._runTask(g([
			"rev-list",
			"--max-parents=0",
			"HEAD"
		], !0), u(arguments));
	} };
}
function Vn(t, e) {
	const n = ["hash-object", t];
	return e && n.push("-w"), g(n, !0);
}
var J = class {
	constructor(e, n, r, s) {
		this.bare = e, this.path = n, this.existing = r, this.gitDir = s;
	}
};
const Xn = /^Init.+ repository in (.+)$/;
const Yn = /^Rein.+ in (.+)$/;
function Qn(t, e, n) {
	const r = String(n).trim();
	let s;
	if (s = Xn.exec(r)) return new J(t, e, !1, s[1]);
	if (s = Yn.exec(r)) return new J(t, e, !0, s[1]);
	let o = "";
	const i = r.split(" ");
	for (; i.length;) if (i.shift() === "in") {
		o = i.join(" ");
		break;
	}
	return new J(t, e, /^re/i.test(r), o);
}
const Qt = "--bare";
function Jn(t) {
	return t.includes(Qt);
}
function Zn(t = !1, e, n) {
	const r = ["init", ...n];
	return t && !Jn(r) && r.splice(1, 0, Qt), {
		commands: r,
		format: "utf-8",
		parser(s) {
			return Qn(r.includes("--bare"), e, s);
		}
	};
}
function tr(t) {
	return t === void 0 ? b("interpretTrailers called without input content") : {
		format: "utf-8",
		parser(e) {
			return Object.fromEntries(ut(e, (n) => {
				const r = n.indexOf(":");
				return [jt(n.substring(0, r).toLowerCase()), n.substring(r + 2).trim()];
			}));
		},
		commands: ["interpret-trailers", "--parse"],
		input: t
	};
}
function er() {
	return { interpretTrailers(t) {
		return this._runTask(tr(d(t, Be)), u(arguments));
	} };
}
var R = /* @__PURE__ */ ((t) => (t.NONE = "", t.STAT = "--stat", t.NUM_STAT = "--numstat", t.NAME_ONLY = "--name-only", t.NAME_STATUS = "--name-status", t))(R || {});
const Jt = /^--(stat|numstat|name-only|name-status)(=|$)/;
function pt(t) {
	for (let e = 0; e < t.length; e++) {
		const n = Jt.exec(t[e]);
		if (n) return `--${n[1]}`;
	}
	return "";
}
function nr(t) {
	return Jt.test(t);
}
var rr = class {
	constructor() {
		this.changed = 0, this.deletions = 0, this.insertions = 0, this.files = [];
	}
};
const Ot = [
	new l(/^(.+)\s+\|\s+(\d+)(\s+[+\-]+)?$/, (t, [e, n, r = ""]) => {
		t.files.push({
			file: e.trim(),
			changes: p(n),
			insertions: r.replace(/[^+]/g, "").length,
			deletions: r.replace(/[^-]/g, "").length,
			binary: !1
		});
	}),
	new l(/^(.+) \|\s+Bin ([0-9.]+) -> ([0-9.]+) ([a-z]+)/, (t, [e, n, r]) => {
		t.files.push({
			file: e.trim(),
			before: p(n),
			after: p(r),
			binary: !0
		});
	}),
	new l(/^(.+)\s+\|\s+Bin\s*$/, (t, [e]) => {
		t.files.push({
			file: e.trim(),
			before: 0,
			after: 0,
			binary: !0
		});
	}),
	new l(/(\d+) files? changed\s*((?:, \d+ [^,]+){0,2})/, (t, [e, n]) => {
		const r = /(\d+) i/.exec(n), s = /(\d+) d/.exec(n);
		t.changed = p(e), t.insertions = p(r?.[1]), t.deletions = p(s?.[1]);
	})
];
const sr = [new l(/(\d+)\t(\d+)\t(.+)$/, (t, [e, n, r]) => {
	const s = p(e), o = p(n);
	t.changed++, t.insertions += s, t.deletions += o, t.files.push({
		file: r,
		changes: s + o,
		insertions: s,
		deletions: o,
		binary: !1
	});
}), new l(/-\t-\t(.+)$/, (t, [e]) => {
	t.changed++, t.files.push({
		file: e,
		after: 0,
		before: 0,
		binary: !0
	});
})];
const or = [new l(/(.+)$/, (t, [e]) => {
	t.changed++, t.files.push({
		file: e,
		changes: 0,
		insertions: 0,
		deletions: 0,
		binary: !1
	});
})];
const ir = [new l(/([ACDMRTUXB])([0-9]{0,3})\t(.[^\t]*)(\t(.[^\t]*))?$/, (t, [e, n, r, s, o]) => {
	t.changed++, t.files.push({
		file: o ?? r,
		changes: 0,
		insertions: 0,
		deletions: 0,
		binary: !1,
		status: bt(_n(e) && e),
		from: bt(!!o && r !== o && r),
		similarity: p(n)
	});
})];
const ar = {
	[R.NONE]: Ot,
	[R.STAT]: Ot,
	[R.NUM_STAT]: sr,
	[R.NAME_STATUS]: ir,
	[R.NAME_ONLY]: or
};
function Zt(t = R.NONE) {
	const e = ar[t];
	return (n) => E(new rr(), e, n, !1);
}
const te = "òòòòòò ";
const ee = " òò";
const ne = " ò ";
const ur = [
	"hash",
	"date",
	"message",
	"refs",
	"author_name",
	"author_email"
];
function cr(t, e) {
	return e.reduce((n, r, s) => (n[r] = t[s] || "", n), /* @__PURE__ */ Object.create({ diff: null }));
}
function re(t = ne, e = ur, n = R.NONE) {
	const r = Zt(n);
	return function(s) {
		const o = H(s.trim(), !1, te).map(function(i) {
			const a = i.split(ee), c = cr(a[0].split(t), e);
			return a.length > 1 && a[1].trim() && (c.diff = r(a[1])), c;
		});
		return {
			all: o,
			latest: o.length && o[0] || null,
			total: o.length
		};
	};
}
function fr(t) {
	let e = pt(t);
	const n = ["diff"];
	return e === R.NONE && (e = R.STAT, n.push("--stat=4096")), n.push(...t), dt(n) || {
		commands: n,
		format: "utf-8",
		parser: Zt(e)
	};
}
function dt(t) {
	const e = t.filter(nr);
	if (e.length > 1) return b(`Summary flags are mutually exclusive - pick one of ${e.join(",")}`);
	if (e.length && t.includes("-z")) return b(`Summary flag ${e} parsing is not compatible with null termination option '-z'`);
}
var se = /* @__PURE__ */ ((t) => (t[t["--pretty"] = 0] = "--pretty", t[t["max-count"] = 1] = "max-count", t[t.maxCount = 2] = "maxCount", t[t.n = 3] = "n", t[t.file = 4] = "file", t[t.format = 5] = "format", t[t.from = 6] = "from", t[t.to = 7] = "to", t[t.splitter = 8] = "splitter", t[t.symmetric = 9] = "symmetric", t[t.mailMap = 10] = "mailMap", t[t.multiLine = 11] = "multiLine", t[t.strictDate = 12] = "strictDate", t))(se || {});
function lr(t, e) {
	const n = [], r = [];
	return Object.keys(t).forEach((s) => {
		n.push(s), r.push(String(t[s]));
	}), [n, r.join(e)];
}
function hr(t) {
	return Object.keys(t).reduce((e, n) => (n in se || (e[n] = t[n]), e), {});
}
function oe(t = {}, e = []) {
	const n = d(t.splitter, m, ne), [s, o] = lr(lt(t.format) ? t.format : {
		hash: "%H",
		date: t.strictDate === !1 ? "%ai" : "%aI",
		message: "%s",
		refs: "%D",
		body: t.multiLine ? "%B" : "%b",
		author_name: t.mailMap !== !1 ? "%aN" : "%an",
		author_email: t.mailMap !== !1 ? "%aE" : "%ae"
	}, n), i = [], a = [`--pretty=format:${te}${o}${ee}`, ...e], c = t.n || t["max-count"] || t.maxCount;
	if (c && a.push(`--max-count=${c}`), t.from || t.to) {
		const y = t.symmetric !== !1 ? "..." : "..";
		i.push(`${t.from || ""}${y}${t.to || ""}`);
	}
	return m(t.file) && a.push("--follow", c$1(t.file)), It(hr(t), a), {
		fields: s,
		splitter: n,
		commands: [...a, ...i]
	};
}
function mr(t, e, n) {
	const r = re(t, e, pt(n));
	return {
		commands: ["log", ...n],
		format: "utf-8",
		parser: r
	};
}
function pr() {
	return { log(...n) {
		const r = u(arguments), s = oe(ht(arguments), L(d(arguments[0], K, []))), o = e(...n) || dt(s.commands) || t(s);
		return this._runTask(o, r);
	} };
	function t(n) {
		return mr(n.splitter, n.fields, n.commands);
	}
	function e(n, r) {
		return m(n) && m(r) && b("git.log(string, string) should be replaced with git.log({ from: string, to: string })");
	}
}
var Z = class {
	constructor(e, n = null, r) {
		this.reason = e, this.file = n, this.meta = r;
	}
	toString() {
		return `${this.file}:${this.reason}`;
	}
};
var dr = class {
	constructor() {
		this.conflicts = [], this.merges = [], this.result = "success";
	}
	get failed() {
		return this.conflicts.length > 0;
	}
	get reason() {
		return this.result;
	}
	toString() {
		return this.conflicts.length ? `CONFLICTS: ${this.conflicts.join(", ")}` : "OK";
	}
};
var ie = class {
	constructor() {
		this.remoteMessages = { all: [] }, this.created = [], this.deleted = [], this.files = [], this.deletions = {}, this.insertions = {}, this.summary = {
			changes: 0,
			deletions: 0,
			insertions: 0
		};
	}
};
var gr = class {
	constructor() {
		this.remote = "", this.hash = {
			local: "",
			remote: ""
		}, this.branch = {
			local: "",
			remote: ""
		}, this.message = "";
	}
	toString() {
		return this.message;
	}
};
function tt(t) {
	return t.objects = t.objects || {
		compressing: 0,
		counting: 0,
		enumerating: 0,
		packReused: 0,
		reused: {
			count: 0,
			delta: 0
		},
		total: {
			count: 0,
			delta: 0
		}
	};
}
function Ct(t) {
	const e = /^\s*(\d+)/.exec(t), n = /delta (\d+)/i.exec(t);
	return {
		count: p(e && e[1] || "0"),
		delta: p(n && n[1] || "0")
	};
}
const yr = [
	new x(/^remote:\s*(enumerating|counting|compressing) objects: (\d+),/i, (t, [e, n]) => {
		const r = e.toLowerCase(), s = tt(t.remoteMessages);
		Object.assign(s, { [r]: p(n) });
	}),
	new x(/^remote:\s*(enumerating|counting|compressing) objects: \d+% \(\d+\/(\d+)\),/i, (t, [e, n]) => {
		const r = e.toLowerCase(), s = tt(t.remoteMessages);
		Object.assign(s, { [r]: p(n) });
	}),
	new x(/total ([^,]+), reused ([^,]+), pack-reused (\d+)/i, (t, [e, n, r]) => {
		const s = tt(t.remoteMessages);
		s.total = Ct(e), s.reused = Ct(n), s.packReused = p(r);
	})
];
const wr = [
	new x(/^remote:\s*(.+)$/, (t, [e]) => (t.remoteMessages.all.push(e.trim()), !1)),
	...yr,
	new x([/create a (?:pull|merge) request/i, /\s(https?:\/\/\S+)$/], (t, [e]) => {
		t.remoteMessages.pullRequestUrl = e;
	}),
	new x([/found (\d+) vulnerabilities.+\(([^)]+)\)/i, /\s(https?:\/\/\S+)$/], (t, [e, n, r]) => {
		t.remoteMessages.vulnerabilities = {
			count: p(e),
			summary: n,
			url: r
		};
	})
];
function ae(t, e) {
	return E({ remoteMessages: new br() }, wr, e);
}
var br = class {
	constructor() {
		this.all = [];
	}
};
const vr = [
	new l(/^\s*(.+?)\s+\|\s+\d+\s*(\+*)(-*)/, (t, [e, n, r]) => {
		t.files.push(e), n && (t.insertions[e] = n.length), r && (t.deletions[e] = r.length);
	}),
	new l(/(\d+)\D+((\d+)\D+\(\+\))?(\D+(\d+)\D+\(-\))?/, (t, [e, , n, , r]) => n !== void 0 || r !== void 0 ? (t.summary.changes = +e || 0, t.summary.insertions = +n || 0, t.summary.deletions = +r || 0, !0) : !1),
	new l(/^(create|delete) mode \d+ (.+)/, (t, [e, n]) => {
		S(t.files, n), S(e === "create" ? t.created : t.deleted, n);
	})
];
const Er = [
	new l(/^from\s(.+)$/i, (t, [e]) => {
		t.remote = e;
	}),
	new l(/^fatal:\s(.+)$/, (t, [e]) => {
		t.message = e;
	}),
	new l(/([a-z0-9]+)\.\.([a-z0-9]+)\s+(\S+)\s+->\s+(\S+)$/, (t, [e, n, r, s]) => {
		t.branch.local = r, t.hash.local = e, t.branch.remote = s, t.hash.remote = n;
	})
];
const Sr = (t, e) => E(new ie(), vr, [t, e]);
const ue = (t, e) => Object.assign(new ie(), Sr(t, e), ae(t, e));
function Rr(t, e) {
	const n = E(new gr(), Er, [t, e]);
	return n.message && n;
}
const Or = [
	new l(/^Auto-merging\s+(.+)$/, (t, [e]) => {
		t.merges.push(e);
	}),
	new l(/^CONFLICT\s+\((.+)\): Merge conflict in (.+)$/, (t, [e, n]) => {
		t.conflicts.push(new Z(e, n));
	}),
	new l(/^CONFLICT\s+\((.+\/delete)\): (.+) deleted in (.+) and/, (t, [e, n, r]) => {
		t.conflicts.push(new Z(e, n, { deleteRef: r }));
	}),
	new l(/^CONFLICT\s+\((.+)\):/, (t, [e]) => {
		t.conflicts.push(new Z(e, null));
	}),
	new l(/^Automatic merge failed;\s+(.+)$/, (t, [e]) => {
		t.result = e;
	})
];
const Cr = (t, e) => Object.assign(Ar(t), ue(t, e));
const Ar = (t) => E(new dr(), Or, t);
function At(t) {
	return t.length ? {
		commands: ["merge", ...t],
		format: "utf-8",
		parser(e, n) {
			const r = Cr(e, n);
			if (r.failed) throw new at(r);
			return r;
		}
	} : b("Git.merge requires at least one option");
}
function xr(t, e, n) {
	const r = n.includes("deleted"), s = n.includes("tag") || /^refs\/tags/.test(t), o = !n.includes("new");
	return {
		deleted: r,
		tag: s,
		branch: !s,
		new: !o,
		alreadyUpdated: o,
		local: t,
		remote: e
	};
}
const Nr = [
	new l(/^Pushing to (.+)$/, (t, [e]) => {
		t.repo = e;
	}),
	new l(/^updating local tracking ref '(.+)'/, (t, [e]) => {
		t.ref = {
			...t.ref || {},
			local: e
		};
	}),
	new l(/^[=*-]\s+([^:]+):(\S+)\s+\[(.+)]$/, (t, [e, n, r]) => {
		t.pushed.push(xr(e, n, r));
	}),
	new l(/^Branch '([^']+)' set up to track remote branch '([^']+)' from '([^']+)'/, (t, [e, n, r]) => {
		t.branch = {
			...t.branch || {},
			local: e,
			remote: n,
			remoteName: r
		};
	}),
	new l(/^([^:]+):(\S+)\s+([a-z0-9]+)\.\.([a-z0-9]+)$/, (t, [e, n, r, s]) => {
		t.update = {
			head: {
				local: e,
				remote: n
			},
			hash: {
				from: r,
				to: s
			}
		};
	})
];
const $r = (t, e) => {
	const n = Pr(t, e), r = ae(t, e);
	return {
		...n,
		...r
	};
};
const Pr = (t, e) => E({ pushed: [] }, Nr, [t, e]);
function Mr(t = {}, e) {
	return S(e, "--tags"), ce(t, e);
}
function ce(t = {}, e) {
	const n = ["push", ...e];
	return t.branch && n.splice(1, 0, t.branch), t.remote && n.splice(1, 0, t.remote), ct(n, "-v"), S(n, "--verbose"), S(n, "--porcelain"), {
		commands: n,
		format: "utf-8",
		parser: $r
	};
}
function Dr() {
	return {
		showBuffer() {
			const t = ["show", ...h(arguments, 1)];
			return t.includes("--binary") || t.splice(1, 0, "--binary"), this._runTask(Gt(t), u(arguments));
		},
		show() {
			const t = ["show", ...h(arguments, 1)];
			return this._runTask(g(t), u(arguments));
		}
	};
}
const Lr = /^(.+)\0(.+)$/;
var jr = class {
	constructor(e, n, r) {
		if (this.path = e, this.index = n, this.working_dir = r, n === "R" || r === "R") {
			const s = Lr.exec(e) || [
				null,
				e,
				e
			];
			this.from = s[2] || "", this.path = s[1] || "";
		}
	}
};
var Br = class {
	constructor() {
		this.not_added = [], this.conflicted = [], this.created = [], this.deleted = [], this.ignored = void 0, this.modified = [], this.renamed = [], this.files = [], this.staged = [], this.ahead = 0, this.behind = 0, this.current = null, this.tracking = null, this.detached = !1, this.isClean = () => !this.files.length;
	}
};
function xt(t) {
	const [e, n] = t.split(I);
	return {
		from: n || e,
		to: e
	};
}
function _(t, e, n) {
	return [`${t}${e}`, n];
}
function et(t, ...e) {
	return e.map((n) => _(t, n, (r, s) => r.conflicted.push(s)));
}
const Ir = new Map([
	_(" ", "A", (t, e) => t.created.push(e)),
	_(" ", "D", (t, e) => t.deleted.push(e)),
	_(" ", "M", (t, e) => t.modified.push(e)),
	_("A", " ", (t, e) => {
		t.created.push(e), t.staged.push(e);
	}),
	_("A", "M", (t, e) => {
		t.created.push(e), t.staged.push(e), t.modified.push(e);
	}),
	_("D", " ", (t, e) => {
		t.deleted.push(e), t.staged.push(e);
	}),
	_("M", " ", (t, e) => {
		t.modified.push(e), t.staged.push(e);
	}),
	_("M", "M", (t, e) => {
		t.modified.push(e), t.staged.push(e);
	}),
	_("R", " ", (t, e) => {
		t.renamed.push(xt(e));
	}),
	_("R", "M", (t, e) => {
		const n = xt(e);
		t.renamed.push(n), t.modified.push(n.to);
	}),
	_("!", "!", (t, e) => {
		(t.ignored = t.ignored || []).push(e);
	}),
	_("?", "?", (t, e) => t.not_added.push(e)),
	...et("A", "A", "U"),
	...et("D", "D", "U"),
	...et("U", "A", "D", "U"),
	["##", (t, e) => {
		const n = /ahead (\d+)/, r = /behind (\d+)/, s = /^(.+?(?=(?:\.{3}|\s|$)))/, o = /\.{3}(\S*)/, i = /\son\s(\S+?)(?=\.{3}|$)/;
		let a = n.exec(e);
		t.ahead = a && +a[1] || 0, a = r.exec(e), t.behind = a && +a[1] || 0, a = s.exec(e), t.current = d(a?.[1], m, null), a = o.exec(e), t.tracking = d(a?.[1], m, null), a = i.exec(e), a && (t.current = d(a?.[1], m, t.current)), t.detached = /\(no branch\)/.test(e);
	}]
]);
const Ur = function(t) {
	const e = t.split(I), n = new Br();
	for (let r = 0, s = e.length; r < s;) {
		let o = e[r++].trim();
		o && (o.charAt(0) === "R" && (o += I + (e[r++] || "")), Fr(n, o));
	}
	return n;
};
function Fr(t, e) {
	const n = e.trim();
	switch (" ") {
		case n.charAt(2): return r(n.charAt(0), n.charAt(1), n.slice(3));
		case n.charAt(1): return r(" ", n.charAt(0), n.slice(2));
		default: return;
	}
	function r(s, o, i) {
		const a = `${s}${o}`, c = Ir.get(a);
		c && c(t, i), a !== "##" && a !== "!!" && t.files.push(new jr(i, s, o));
	}
}
const Gr = ["--null", "-z"];
function zr(t) {
	return {
		format: "utf-8",
		commands: [
			"status",
			"--porcelain",
			"-b",
			"-u",
			"--null",
			...t.filter((n) => !Gr.includes(n))
		],
		parser(n) {
			return Ur(n);
		}
	};
}
const fe = "installed=false";
function q(t = 0, e = 0, n = 0, r = "", s = !0) {
	return Object.defineProperty({
		major: t,
		minor: e,
		patch: n,
		agent: r,
		installed: s
	}, "toString", {
		value() {
			return `${this.major}.${this.minor}.${this.patch}`;
		},
		configurable: !1,
		enumerable: !1
	});
}
function qr() {
	return q(0, 0, 0, "", !1);
}
function Wr() {
	return { version() {
		return this._runTask({
			commands: ["--version"],
			format: "utf-8",
			parser: Kr,
			onError(t, e, n, r) {
				if (t.exitCode === V.NOT_FOUND) return n(Buffer.from(fe));
				r(e);
			}
		});
	} };
}
const Hr = [new l(/version (\d+)\.(\d+)\.(\d+)(?:\s*\((.+)\))?/, (t, [e, n, r, s = ""]) => {
	Object.assign(t, q(p(e), p(n), p(r), s));
}), new l(/version (\d+)\.(\d+)\.(\D+)(.+)?$/, (t, [e, n, r, s = ""]) => {
	Object.assign(t, q(p(e), p(n), r, s));
})];
function Kr(t) {
	return t === fe ? qr() : E(q(0, 0, 0, t), Hr, t);
}
var le = class {
	constructor(e) {
		this._executor = e;
	}
	_runTask(e, n) {
		const r = this._executor.chain(), s = r.push(e);
		return n && Ln(e, s, n), Object.create(this, {
			then: { value: s.then.bind(s) },
			catch: { value: s.catch.bind(s) },
			_executor: { value: r }
		});
	}
	add(e) {
		return this._runTask(g(["add", ...v(e)]), u(arguments));
	}
	cwd(e) {
		const n = u(arguments);
		return typeof e == "string" ? this._runTask(St(e, this._executor), n) : typeof e?.path == "string" ? this._runTask(St(e.path, e.root && this._executor || void 0), n) : this._runTask(b("Git.cwd: workingDirectory must be supplied as a string"), n);
	}
	hashObject(e, n) {
		return this._runTask(Vn(e, n === !0), u(arguments));
	}
	init(e) {
		return this._runTask(Zn(e === !0, this._executor.cwd, h(arguments)), u(arguments));
	}
	merge() {
		return this._runTask(At(h(arguments)), u(arguments));
	}
	mergeFromTo(e, n) {
		return m(e) && m(n) ? this._runTask(At([
			e,
			n,
			...h(arguments)
		]), u(arguments, !1)) : this._runTask(b("Git.mergeFromTo requires that the 'remote' and 'branch' arguments are supplied as strings"));
	}
	outputHandler(e) {
		return this._executor.outputHandler = e, this;
	}
	push() {
		const e = ce({
			remote: d(arguments[0], m),
			branch: d(arguments[1], m)
		}, h(arguments));
		return this._runTask(e, u(arguments));
	}
	stash() {
		return this._runTask(g(["stash", ...h(arguments)]), u(arguments));
	}
	status() {
		return this._runTask(zr(h(arguments)), u(arguments));
	}
};
Object.assign(le.prototype, jn(), In(), zn(), Tn(), Hn(), Kn(), On(), er(), pr(), Dr(), Wr());
const Vr = /* @__PURE__ */ (() => {
	let t = 0;
	return () => {
		t++;
		const { promise: e, done: n } = (0, import_dist$1.createDeferred)();
		return {
			promise: e,
			done: n,
			id: t
		};
	};
})();
var Xr = class {
	constructor(e = 2) {
		this.concurrency = e, this.logger = $("", "scheduler"), this.pending = [], this.running = [], this.logger("Constructed, concurrency=%s", e);
	}
	schedule() {
		if (!this.pending.length || this.running.length >= this.concurrency) {
			this.logger("Schedule attempt ignored, pending=%s running=%s concurrency=%s", this.pending.length, this.running.length, this.concurrency);
			return;
		}
		const e = S(this.running, this.pending.shift());
		this.logger("Attempting id=%s", e.id), e.done(() => {
			this.logger("Completing id=", e.id), ct(this.running, e), this.schedule();
		});
	}
	next() {
		const { promise: e, id: n } = S(this.pending, Vr());
		return this.logger("Scheduling id=%s", n), this.schedule(), e;
	}
};
function Yr(t, e) {
	return g([
		"apply",
		...e,
		...t
	]);
}
var he = /* @__PURE__ */ ((t) => (t.CURRENT = "*", t.LINKED = "+", t))(he || {});
var Qr = class {
	constructor() {
		this.all = [], this.branches = {}, this.current = "", this.detached = !1;
	}
	push(e, n, r, s, o) {
		e === "*" && (this.detached = n, this.current = r), this.all.push(r), this.branches[r] = {
			current: e === "*",
			linkedWorkTree: e === "+",
			name: r,
			commit: s,
			label: o
		};
	}
};
const Jr = [new l(/^([*+]\s)?\((?:HEAD )?detached (?:from|at) (\S+)\)\s+([a-z0-9]+)\s(.*)$/, (t, [e, n, r, s]) => {
	t.push(Nt(e), !0, n, r, s);
}), new l(/^([*+]\s)?(\S+)\s+([a-z0-9]+)\s?(.*)$/s, (t, [e, n, r, s]) => {
	t.push(Nt(e), !1, n, r, s);
})];
const Zr = new l(/^(\S+)$/s, (t, [e]) => {
	t.push(he.CURRENT, !1, e, "", "");
});
function Nt(t) {
	return t ? t.charAt(0) : "";
}
function me(t, e = !1) {
	return E(new Qr(), e ? [Zr] : Jr, t);
}
var ts = class {
	constructor() {
		this.all = [], this.branches = {}, this.errors = [];
	}
	get success() {
		return !this.errors.length;
	}
};
function es(t, e) {
	return {
		branch: t,
		hash: e,
		success: !0
	};
}
function ns(t) {
	return {
		branch: t,
		hash: null,
		success: !1
	};
}
const rs = /(\S+)\s+\(\S+\s([^)]+)\)/;
const pe = /^error[^']+'([^']+)'/m;
const ss = [new l(rs, (t, [e, n]) => {
	const r = es(e, n);
	t.all.push(r), t.branches[e] = r;
}), new l(pe, (t, [e]) => {
	const n = ns(e);
	t.errors.push(n), t.all.push(n), t.branches[e] = n;
})];
const gt = (t, e) => E(new ts(), ss, [t, e]);
function de(t, e) {
	return e === V.ERROR && pe.test(t);
}
function os(t) {
	const e = [
		"-d",
		"-D",
		"--delete"
	];
	return t.some((n) => e.includes(n));
}
function is(t) {
	const e = os(t), n = t.includes("--show-current"), r = ["branch", ...t];
	return r.length === 1 && r.push("-a"), r.includes("-v") || r.splice(1, 0, "-v"), {
		format: "utf-8",
		commands: r,
		parser(s, o) {
			return e ? gt(s, o).all[0] : me(s, n);
		}
	};
}
function as() {
	return {
		format: "utf-8",
		commands: ["branch", "-v"],
		parser(t) {
			return me(t);
		}
	};
}
function us(t, e = !1) {
	return {
		format: "utf-8",
		commands: [
			"branch",
			"-v",
			e ? "-D" : "-d",
			...t
		],
		parser(n, r) {
			return gt(n, r);
		},
		onError({ exitCode: n, stdOut: r }, s, o, i) {
			if (!de(String(s), n)) return i(s);
			o(r);
		}
	};
}
function cs(t, e = !1) {
	const n = {
		format: "utf-8",
		commands: [
			"branch",
			"-v",
			e ? "-D" : "-d",
			t
		],
		parser(r, s) {
			return gt(r, s).branches[t];
		},
		onError({ exitCode: r, stdErr: s, stdOut: o }, i, a, c) {
			if (!de(String(i), r)) return c(i);
			throw new at(n.parser(F(o), F(s)), String(i));
		}
	};
	return n;
}
function fs(t) {
	return {
		commands: ["check-ignore", ...t],
		format: "utf-8",
		parser: ls
	};
}
function ls(t) {
	return t.split(/\n/g).map(hs).filter(Boolean);
}
function hs(t) {
	const e = t.trim().replace(/^["']|["']$/g, "");
	return e && normalize(e);
}
const ms = [
	new l(/From (.+)$/, (t, [e]) => {
		t.remote = e;
	}),
	new l(/\* \[new branch]\s+(\S+)\s*-> (.+)$/, (t, [e, n]) => {
		t.branches.push({
			name: e,
			tracking: n
		});
	}),
	new l(/\* \[new tag]\s+(\S+)\s*-> (.+)$/, (t, [e, n]) => {
		t.tags.push({
			name: e,
			tracking: n
		});
	}),
	new l(/- \[deleted]\s+\S+\s*-> (.+)$/, (t, [e]) => {
		t.deleted.push({ tracking: e });
	}),
	new l(/\s*([^.]+)\.\.(\S+)\s+(\S+)\s*-> (.+)$/, (t, [e, n, r, s]) => {
		t.updated.push({
			name: r,
			tracking: s,
			to: n,
			from: e
		});
	})
];
function ps(t, e) {
	return E({
		raw: t,
		remote: null,
		branches: [],
		tags: [],
		updated: [],
		deleted: []
	}, ms, [t, e]);
}
function ds(t) {
	return /^--upload-pack(=|$)/.test(t);
}
function gs(t, e, n) {
	const r = ["fetch", ...n];
	return t && e && r.push(t, e), r.find(ds) ? b("git.fetch: potential exploit argument blocked.") : {
		commands: r,
		format: "utf-8",
		parser: ps
	};
}
const ys = [new l(/^Renaming (.+) to (.+)$/, (t, [e, n]) => {
	t.moves.push({
		from: e,
		to: n
	});
})];
function ws(t) {
	return E({ moves: [] }, ys, t);
}
function bs(t, e) {
	return {
		commands: [
			"mv",
			"-v",
			...v(t),
			e
		],
		format: "utf-8",
		parser: ws
	};
}
function Ts(t, e, n) {
	const r = ["pull", ...n];
	return t && e && r.splice(1, 0, t, e), {
		commands: r,
		format: "utf-8",
		parser(s, o) {
			return ue(s, o);
		},
		onError(s, o, i, a) {
			const c = Rr(F(s.stdOut), F(s.stdErr));
			if (c) return a(new at(c));
			a(o);
		}
	};
}
function ks(t) {
	const e = {};
	return ge(t, ([n]) => e[n] = { name: n }), Object.values(e);
}
function _s(t) {
	const e = {};
	return ge(t, ([n, r, s]) => {
		Object.hasOwn(e, n) || (e[n] = {
			name: n,
			refs: {
				fetch: "",
				push: ""
			}
		}), s && r && (e[n].refs[s.replace(/[^a-z]/g, "")] = r);
	}), Object.values(e);
}
function ge(t, e) {
	ut(t, (n) => e(n.split(/\s+/)));
}
function vs(t, e, n) {
	return g([
		"remote",
		"add",
		...n,
		t,
		e
	]);
}
function Es(t) {
	const e = ["remote"];
	return t && e.push("-v"), {
		commands: e,
		format: "utf-8",
		parser: t ? _s : ks
	};
}
function Ss(t) {
	const e = [...t];
	return e[0] !== "ls-remote" && e.unshift("ls-remote"), g(e);
}
function Rs(t) {
	const e = [...t];
	return e[0] !== "remote" && e.unshift("remote"), g(e);
}
function Os(t) {
	return g([
		"remote",
		"remove",
		t
	]);
}
function Cs(t = {}, e) {
	const n = oe(t), r = [
		"stash",
		"list",
		...n.commands,
		...e
	], s = re(n.splitter, n.fields, pt(r));
	return dt(r) || {
		commands: r,
		format: "utf-8",
		parser: s
	};
}
function As(t, e) {
	return X([
		"add",
		t,
		e
	]);
}
function xs(t) {
	return X(["init", ...t]);
}
function X(t) {
	const e = [...t];
	return e[0] !== "submodule" && e.unshift("submodule"), g(e);
}
function Ns(t) {
	return X(["update", ...t]);
}
var $s = class {
	constructor(e, n) {
		this.all = e, this.latest = n;
	}
};
const Ps = function(t, e = !1) {
	const n = t.split(`
`).map(Ds).filter(Boolean);
	e || n.sort(function(s, o) {
		const i = s.split("."), a = o.split(".");
		if (i.length === 1 || a.length === 1) return Ms(B(i[0]), B(a[0]));
		for (let c = 0, y = Math.max(i.length, a.length); c < y; c++) {
			const w = ye(B(i[c]), B(a[c]));
			if (w) return w;
		}
		return 0;
	});
	const r = e ? n[0] : [...n].reverse().find((s) => s.indexOf(".") >= 0);
	return new $s(n, r);
};
function Ms(t, e) {
	const n = Number.isNaN(t);
	return n !== Number.isNaN(e) ? n ? 1 : -1 : n ? ye(t, e) : 0;
}
function ye(t, e) {
	return t === e ? 0 : t > e ? 1 : -1;
}
function Ds(t) {
	return t.trim();
}
function B(t) {
	return typeof t == "string" && parseInt(t.replace(/^\D+/g, ""), 10) || 0;
}
function Ls(t = []) {
	const e = t.some((n) => /^--sort=/.test(n));
	return {
		format: "utf-8",
		commands: [
			"tag",
			"-l",
			...t
		],
		parser(n) {
			return Ps(n, e);
		}
	};
}
function js(t) {
	return {
		format: "utf-8",
		commands: ["tag", t],
		parser() {
			return { name: t };
		}
	};
}
function Bs(t, e) {
	return {
		format: "utf-8",
		commands: [
			"tag",
			"-a",
			"-m",
			e,
			t
		],
		parser() {
			return { name: t };
		}
	};
}
function f(t, e) {
	this._plugins = e, this._executor = new Dn(t.baseDir, new Xr(t.maxConcurrentProcesses), e), this._trimmed = t.trimmed;
}
(f.prototype = Object.create(le.prototype)).constructor = f;
f.prototype.customBinary = function(t) {
	return this._plugins.reconfigure("binary", t), this;
};
f.prototype.env = function(t, e) {
	return arguments.length === 1 && typeof t == "object" ? this._executor.env = t : (this._executor.env = this._executor.env || {})[t] = e, this;
};
f.prototype.stashList = function(t) {
	return this._runTask(Cs(ht(arguments) || {}, K(t) && t || []), u(arguments));
};
f.prototype.mv = function(t, e) {
	return this._runTask(bs(t, e), u(arguments));
};
f.prototype.checkoutLatestTag = function(t) {
	var e = this;
	return this.pull(function() {
		e.tags(function(n, r) {
			e.checkout(r.latest, t);
		});
	});
};
f.prototype.pull = function(t, e, n, r) {
	return this._runTask(Ts(d(t, m), d(e, m), h(arguments)), u(arguments));
};
f.prototype.fetch = function(t, e) {
	return this._runTask(gs(d(t, m), d(e, m), h(arguments)), u(arguments));
};
f.prototype.tags = function(t, e) {
	return this._runTask(Ls(h(arguments)), u(arguments));
};
f.prototype.rebase = function() {
	return this._runTask(g(["rebase", ...h(arguments)]), u(arguments));
};
f.prototype.reset = function(t) {
	return this._runTask(An(xn(t), h(arguments)), u(arguments));
};
f.prototype.revert = function(t) {
	const e = u(arguments);
	return typeof t != "string" ? this._runTask(b("Commit must be a string"), e) : this._runTask(g([
		"revert",
		...h(arguments, 0, !0),
		t
	]), e);
};
f.prototype.addTag = function(t) {
	const e = typeof t == "string" ? js(t) : b("Git.addTag requires a tag name");
	return this._runTask(e, u(arguments));
};
f.prototype.addAnnotatedTag = function(t, e) {
	return this._runTask(Bs(t, e), u(arguments));
};
f.prototype.deleteLocalBranch = function(t, e, n) {
	return this._runTask(cs(t, typeof e == "boolean" ? e : !1), u(arguments));
};
f.prototype.deleteLocalBranches = function(t, e, n) {
	return this._runTask(us(t, typeof e == "boolean" ? e : !1), u(arguments));
};
f.prototype.branch = function(t, e) {
	return this._runTask(is(h(arguments)), u(arguments));
};
f.prototype.branchLocal = function(t) {
	return this._runTask(as(), u(arguments));
};
f.prototype.raw = function(t) {
	const e = !Array.isArray(t), n = [].slice.call(e ? arguments : t, 0);
	for (let s = 0; s < n.length && e; s++) if (!st(n[s])) {
		n.splice(s, n.length - s);
		break;
	}
	n.push(...h(arguments, 0, !0));
	var r = u(arguments);
	return n.length ? this._runTask(g(n, this._trimmed), r) : this._runTask(b("Raw: must supply one or more command to execute"), r);
};
f.prototype.submoduleAdd = function(t, e, n) {
	return this._runTask(As(t, e), u(arguments));
};
f.prototype.submoduleUpdate = function(t, e) {
	return this._runTask(Ns(h(arguments, !0)), u(arguments));
};
f.prototype.submoduleInit = function(t, e) {
	return this._runTask(xs(h(arguments, !0)), u(arguments));
};
f.prototype.subModule = function(t, e) {
	return this._runTask(X(h(arguments)), u(arguments));
};
f.prototype.listRemote = function() {
	return this._runTask(Ss(h(arguments)), u(arguments));
};
f.prototype.addRemote = function(t, e, n) {
	return this._runTask(vs(t, e, h(arguments)), u(arguments));
};
f.prototype.removeRemote = function(t, e) {
	return this._runTask(Os(t), u(arguments));
};
f.prototype.getRemotes = function(t, e) {
	return this._runTask(Es(t === !0), u(arguments));
};
f.prototype.remote = function(t, e) {
	return this._runTask(Rs(h(arguments)), u(arguments));
};
f.prototype.tag = function(t, e) {
	const n = h(arguments);
	return n[0] !== "tag" && n.unshift("tag"), this._runTask(g(n), u(arguments));
};
f.prototype.updateServerInfo = function(t) {
	return this._runTask(g(["update-server-info"]), u(arguments));
};
f.prototype.pushTags = function(t, e) {
	const n = Mr({ remote: d(t, m) }, h(arguments));
	return this._runTask(n, u(arguments));
};
f.prototype.rm = function(t) {
	return this._runTask(g([
		"rm",
		"-f",
		...v(t)
	]), u(arguments));
};
f.prototype.rmKeepLocal = function(t) {
	return this._runTask(g([
		"rm",
		"--cached",
		...v(t)
	]), u(arguments));
};
f.prototype.catFile = function(t, e) {
	return this._catFile("utf-8", arguments);
};
f.prototype.binaryCatFile = function() {
	return this._catFile("buffer", arguments);
};
f.prototype._catFile = function(t, e) {
	var n = u(e), r = ["cat-file"], s = e[0];
	if (typeof s == "string") return this._runTask(b("Git.catFile: options must be supplied as an array of strings"), n);
	Array.isArray(s) && r.push.apply(r, s);
	const o = t === "buffer" ? Gt(r) : g(r);
	return this._runTask(o, n);
};
f.prototype.diff = function(t, e) {
	const n = m(t) ? b("git.diff: supplying options as a single string is no longer supported, switch to an array of strings") : g(["diff", ...h(arguments)]);
	return this._runTask(n, u(arguments));
};
f.prototype.diffSummary = function() {
	return this._runTask(fr(h(arguments, 1)), u(arguments));
};
f.prototype.applyPatch = function(t) {
	const e = G(t) ? Yr(v(t), h([].slice.call(arguments, 1))) : b("git.applyPatch requires one or more string patches as the first argument");
	return this._runTask(e, u(arguments));
};
f.prototype.revparse = function() {
	const t = ["rev-parse", ...h(arguments, !0)];
	return this._runTask(g(t, !0), u(arguments));
};
f.prototype.clean = function(t, e, n) {
	const r = un(t), s = r && t.join("") || d(t, m) || "", o = h([].slice.call(arguments, r ? 1 : 0));
	return this._runTask(on(s, o), u(arguments));
};
f.prototype.exec = function(t) {
	return this._runTask({
		commands: [],
		format: "utf-8",
		parser() {
			typeof t == "function" && t();
		}
	});
};
f.prototype.checkIgnore = function(t, e) {
	return this._runTask(fs(v(d(t, G, []))), u(arguments));
};
f.prototype.checkIsRepo = function(t, e) {
	return this._runTask(We(d(t, m)), u(arguments));
};
function Is(t) {
	return t ? [{
		type: "spawn.before",
		action(r, s) {
			t.aborted && s.kill(new A(void 0, "abort", "Abort already signaled"));
		}
	}, {
		type: "spawn.after",
		action(r, s) {
			function o() {
				s.kill(new A(void 0, "abort", "Abort signal received"));
			}
			t.addEventListener("abort", o), s.spawned.on("close", () => t.removeEventListener("abort", o));
		}
	}] : void 0;
}
const Us = $("", "plugin:allowEnvironment");
function Fs(t, e = !1) {
	const n = new Set(t.map((r) => r.toLowerCase().trim()));
	return {
		type: "spawn.options",
		action(r, s) {
			const o = { ...r.env ?? process.env }, i = new Set(Object.keys(s.env).map((a) => a.toLowerCase().trim()));
			for (const a of Object.keys(o)) {
				const c = a.toLowerCase().trim();
				if (!(!Gs(c) || n.has(c))) {
					if (i.has(c)) throw new A(void 0, "allowEnvironment", `Use of "${a}" is blocked by the environment guard - add it to the allowEnvironment option to permit it`);
					Us("removing ambient guarded environment variable %s", a), delete o[a];
				}
			}
			return {
				...r,
				env: {
					...o,
					GIT_TEST_DISALLOW_ABBREVIATED_OPTIONS: String(!e)
				}
			};
		}
	};
}
function Gs(t) {
	const e = t.toLowerCase().trim();
	return e.startsWith("git_") || _$1(e);
}
function zs(t = {}) {
	return {
		type: "spawn.args",
		action(e, { env: n }) {
			for (const r of oe$1(e, n)) if (t[r.category] !== !0) throw new A(void 0, "unsafe", r.message);
			return e;
		}
	};
}
function qs(t) {
	const e = U(t, "-c");
	return {
		type: "spawn.args",
		action(n) {
			return [...e, ...n];
		}
	};
}
const $t = (0, import_dist$1.deferred)().promise;
function Ws({ onClose: t = !0, onExit: e = 50 } = {}) {
	function n() {
		let s = -1;
		const o = {
			close: (0, import_dist$1.deferred)(),
			closeTimeout: (0, import_dist$1.deferred)(),
			exit: (0, import_dist$1.deferred)(),
			exitTimeout: (0, import_dist$1.deferred)()
		}, i = Promise.race([t === !1 ? $t : o.closeTimeout.promise, e === !1 ? $t : o.exitTimeout.promise]);
		return r(t, o.close, o.closeTimeout), r(e, o.exit, o.exitTimeout), {
			close(a) {
				s = a, o.close.done();
			},
			exit(a) {
				s = a, o.exit.done();
			},
			get exitCode() {
				return s;
			},
			result: i
		};
	}
	function r(s, o, i) {
		s !== !1 && (s === !0 ? o.promise : o.promise.then(() => wt(s))).then(i.done);
	}
	return {
		type: "spawn.after",
		async action(s, { spawned: o, close: i }) {
			const a = n();
			let c = !0, y = () => {
				c = !1;
			};
			o.stdout?.on("data", y), o.stderr?.on("data", y), o.on("error", y), o.on("close", (w) => a.close(w)), o.on("exit", (w) => a.exit(w));
			try {
				await a.result, c && await wt(50), i(a.exitCode);
			} catch (w) {
				i(a.exitCode, w);
			}
		}
	};
}
const we = $("", "plugin:binary");
const Hs = "Invalid value supplied for custom binary, requires a single string or an array containing either one or two strings";
const Ks = "Invalid value supplied for custom binary, restricted characters must be removed or supply the unsafe.allowUnsafeCustomBinary option";
function Vs(t) {
	return !t || !/^([a-z]:)?([a-z0-9/.\\_~-]+)$/i.test(t);
}
function Pt(t, e) {
	if (t.length < 1 || t.length > 2) throw new A(void 0, "binary", Hs);
	if (t.some(Vs)) if (e) we("permitted unsafe binary %o", t);
	else throw new A(void 0, "binary", Ks);
	const [r, s] = t;
	return {
		binary: r,
		prefix: s
	};
}
function Xs(t, e = ["git"], n = !1) {
	let r = Pt(v(e), n);
	t.on("binary", (s) => {
		r = Pt(v(s), n), we.info("reconfiguring %o", r);
	}), t.append("spawn.binary", () => r.binary), t.append("spawn.args", (s) => r.prefix ? [r.prefix, ...s] : s);
}
const be = {
	DISALLOWED_ABBREVIATED: {
		text: "disallowed abbreviated or ambiguous option",
		solution: "Unambiguous abbreviated options blocked with unsafe.allowAbbreviatedOptions setting: {message}"
	},
	UNKNOWN: {
		text: "~ unknown ~",
		solution: void 0
	}
};
function Ys(t) {
	if (!t) return "UNKNOWN";
	for (const [e, { text: n }] of Object.entries(be)) if (t.startsWith(`fatal: ${n}`)) return e;
	return "UNKNOWN";
}
var Qs = class extends O {
	constructor(e = "") {
		const n = Ys(e);
		super(void 0, be[n].solution?.replace("{message}", e) ?? e), this.reason = n;
	}
};
function Js(t) {
	return !!(t.exitCode && t.stdErr.length);
}
function Zs(t) {
	return Buffer.concat([...t.stdOut, ...t.stdErr]);
}
function to(t = !1, e = Js, n = Zs) {
	return (r, s) => !t && r || !e(s) ? r : n(s);
}
function eo(t, e) {
	return t === 128 && e.startsWith("fatal:") ? new Qs(e) : new O(void 0, e);
}
function Mt(t) {
	return {
		type: "task.error",
		action(e, n) {
			const r = t(e.error, {
				stdErr: n.stdErr,
				stdOut: n.stdOut,
				exitCode: n.exitCode
			});
			return Buffer.isBuffer(r) ? { error: eo(n.exitCode, r.toString("utf-8")) } : { error: r };
		}
	};
}
const nt = $("", "plugin:input");
function no(t) {
	return {
		type: "spawn.after",
		action(e, { commands: n, input: r, spawned: { stdin: s } }) {
			if (!s) return;
			const o = t?.([...n]) ?? r;
			if (!o) return nt("generated zero length content, not writing to stdin");
			nt("writing %s bytes to stdin", Le(o)), s.on("error", (i) => {
				i.code !== "EPIPE" && nt("[ERROR] stdin error %o", i);
			}), s.end(o);
		}
	};
}
var ro = class {
	constructor() {
		this.plugins = /* @__PURE__ */ new Set(), this.events = new EventEmitter();
	}
	on(e, n) {
		this.events.on(e, n);
	}
	reconfigure(e, n) {
		this.events.emit(e, n);
	}
	append(e, n) {
		const r = S(this.plugins, {
			type: e,
			action: n
		});
		return () => this.plugins.delete(r);
	}
	add(e) {
		const n = [];
		return v(e).forEach((r) => {
			r && this.plugins.add(S(n, r));
		}), () => {
			n.forEach((r) => {
				this.plugins.delete(r);
			});
		};
	}
	exec(e, n, r) {
		let s = n;
		const o = Object.freeze(Object.create(r));
		for (const i of this.plugins) i.type === e && (s = i.action(s, o));
		return s;
	}
};
function so(t) {
	const e = "--progress", n = [
		"checkout",
		"clone",
		"fetch",
		"pull",
		"push"
	];
	return [{
		type: "spawn.args",
		action(o, i) {
			return n.includes(i.method) ? De(o, e) : o;
		}
	}, {
		type: "spawn.after",
		action(o, i) {
			i.commands.includes(e) && i.spawned.stderr?.on("data", (a) => {
				const c = /^([\s\S]+?):\s*(\d+)% \((\d+)\/(\d+)\)/.exec(a.toString("utf8"));
				c && t({
					method: i.method,
					stage: oo(c[1]),
					progress: p(c[2]),
					processed: p(c[3]),
					total: p(c[4])
				});
			});
		}
	}];
}
function oo(t) {
	return String(t.toLowerCase().split(" ", 1)) || "unknown";
}
function io(t) {
	const e = je(t, ["uid", "gid"]);
	return {
		type: "spawn.options",
		action(n) {
			return {
				...e,
				...n
			};
		}
	};
}
function ao() {
	return {
		type: "spawn.args",
		action(t) {
			const e = [];
			let n;
			function r$2(s) {
				(n = n || []).push(...s);
			}
			for (let s = 0; s < t.length; s++) {
				const o$1 = t[s];
				if (r(o$1)) {
					r$2(o(o$1));
					continue;
				}
				if (o$1 === "--") {
					r$2(t.slice(s + 1).flatMap((i) => r(i) && o(i) || i));
					break;
				}
				e.push(o$1);
			}
			return n ? [
				...e,
				"--",
				...n.map(String)
			] : e;
		}
	};
}
function uo({ block: t, stdErr: e = !0, stdOut: n = !0 }) {
	if (t > 0) return {
		type: "spawn.after",
		action(r, s) {
			let o;
			function i() {
				o && clearTimeout(o), o = setTimeout(c, t);
			}
			function a() {
				s.spawned.stdout?.off("data", i), s.spawned.stderr?.off("data", i), s.spawned.off("exit", a), s.spawned.off("close", a), o && clearTimeout(o);
			}
			function c() {
				a(), s.kill(new A(void 0, "timeout", "block timeout reached"));
			}
			n && s.spawned.stdout?.on("data", i), e && s.spawned.stderr?.on("data", i), s.spawned.on("exit", a), s.spawned.on("close", a), i();
		}
	};
}
const wo = (t, e) => {
	const n = new ro(), r = Ge(t && (typeof t == "string" ? { baseDir: t } : t) || {}, e);
	if (!Lt(r.baseDir)) throw new Ae(r, "Cannot use simple-git on a directory that does not exist");
	return Array.isArray(r.config) && n.add(qs(r.config)), n.add(zs(r.unsafe)), n.add(Ws(r.completion)), r.abort && n.add(Is(r.abort)), r.progress && n.add(so(r.progress)), r.timeout && n.add(uo(r.timeout)), r.spawnOptions && n.add(io(r.spawnOptions)), n.add(ao()), n.add(no(r.input)), n.add(Mt(to(!0))), r.errors && n.add(Mt(r.errors)), Xs(n, r.binary, r.unsafe?.allowUnsafeCustomBinary), n.add(Fs(r.allowEnvironment ?? [], r.unsafe?.allowAbbreviatedOptions)), new f(r, n);
};

// src/git/process.ts
/** A Git command that ended with an error. The text is Git's own, without secrets. */
var GitFailure = class extends Error {
	exitCode;
	stdout;
	stderr;
	constructor(command, exitCode, stdout, stderr) {
		super(`git ${command} ended with ${exitCode}: ${stderr.trim()}`);
		this.name = "GitFailure";
		this.exitCode = exitCode;
		this.stdout = stdout;
		this.stderr = stderr;
	}
};
/** Git in a folder, with exactly the environment given. */
function gitIn(options) {
	let runner = null;
	const failure = (args, exitCode, stdout, stderr) => new GitFailure(args[0] ?? "", exitCode, redact(stdout, options.secrets), redact(stderr, options.secrets));
	return {
		async text(args) {
			options.signal?.throwIfAborted();
			runner ??= runnerIn(options);
			try {
				return await untilAborted(runner.raw([...args]), options.signal);
			} catch (error) {
				options.signal?.throwIfAborted();
				if (error instanceof Ended && error.exitCode > 0) throw failure(args, error.exitCode, error.stdout, error.stderr);
				throw notStarted(error);
			}
		},
		async bytes(args, input) {
			options.signal?.throwIfAborted();
			const ended = await untilAborted(pipe(args, input, options), options.signal);
			options.signal?.throwIfAborted();
			if (ended.exitCode !== 0) throw failure(args, ended.exitCode, ended.stdout.toString(), ended.stderr);
			return ended.stdout;
		}
	};
}
/**
* The work's end, or the signal's reason as soon as it is aborted. Git is killed then, but not the `git remote-http` that it started, which keeps the
* pipes open until the server answers: its end is not waited for.
*/
async function untilAborted(work, signal) {
	if (signal === void 0) return work;
	const { promise, reject } = rejectable();
	const abort = () => reject(signal.reason);
	signal.addEventListener("abort", abort, { once: true });
	try {
		return await Promise.race([work, promise]);
	} finally {
		signal.removeEventListener("abort", abort);
	}
}
/** A promise that is only ever rejected. */
function rejectable() {
	let reject = () => {};
	return {
		promise: new Promise((_, refuse) => {
			reject = refuse;
		}),
		reject
	};
}
/** How a command ended, as simple-git's error hook passes it on; it keeps only errors of its own kind as they are. */
var Ended = class extends O {
	exitCode;
	stdout;
	stderr;
	constructor(exitCode, stdout, stderr) {
		super(void 0, stderr);
		this.exitCode = exitCode;
		this.stdout = stdout;
		this.stderr = stderr;
	}
};
function runnerIn({ folder, environment, signal }) {
	return wo({
		baseDir: folder,
		trimmed: false,
		completion: {
			onClose: true,
			onExit: false
		},
		...signal === void 0 ? {} : { abort: signal },
		errors: (_error, result) => result.exitCode === 0 ? void 0 : new Ended(result.exitCode, Buffer.concat(result.stdOut).toString(), Buffer.concat(result.stdErr).toString()),
		allowEnvironment: Object.keys(environment),
		unsafe: {
			allowUnsafeConfigEnvCount: true,
			allowUnsafeConfigPaths: true,
			allowUnsafeCredentialHelper: true,
			allowUnsafeFsMonitor: true,
			allowUnsafeHooksPath: true,
			allowUnsafeProtocolOverride: true,
			allowUnsafeTemplateDir: true
		}
	}).env({ ...environment });
}
function pipe(args, input, { folder, environment, signal }) {
	return new Promise((resolve, reject) => {
		const child = spawn("git", args, {
			cwd: folder,
			env: { ...environment },
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			windowsHide: true,
			...signal === void 0 ? {} : { signal }
		});
		const stdout = [];
		const stderr = [];
		child.stdout.on("data", (chunk) => stdout.push(chunk));
		child.stderr.on("data", (chunk) => stderr.push(chunk));
		child.on("error", (error) => reject(notStarted(error)));
		child.on("close", (code) => resolve({
			exitCode: code ?? -1,
			stdout: Buffer.concat(stdout),
			stderr: Buffer.concat(stderr).toString()
		}));
		child.stdin.on("error", () => {});
		child.stdin.end(input);
	});
}
function notStarted(error) {
	return error instanceof Error && /ENOENT/u.test(error.message) ? new UserError("git could not be started; it must be installed and on the PATH of this step", { cause: error }) : error;
}
function redact(text, secrets) {
	return secrets.reduce((shown, secret) => secret === "" ? shown : shown.replaceAll(secret, "***"), text);
}

// src/git/failures.ts
/** The most frequent reason of all: the job's own token was given for another repository. */
const OTHER_REPOSITORY = "GITHUB_TOKEN reaches only the repository that the workflow runs in: for another one give `app-id` and `private-key` of an App that is installed there, or a token made for it";
/** What Git and the forges say, and what it means. For explaining only: whether a push landed is read from the remote. */
const EXPLANATIONS = [
	[/returned error: 30[1278]|redirect/iu, (repository) => `${repository} has moved: the server redirects to another address; give the repository's present name`],
	[/without [`'"]?workflows[`'"]? (?:permission|scope)/iu, (repository) => `the token may not change workflow files in ${repository}: it needs \`workflows: write\``],
	[/protected branch|GH006|GH013|rule violations|pre-receive hook declined|hook declined|denied by .*rule/iu, (repository) => `${repository} does not take this push: a branch protection or rule forbids it; let the token's account bypass it, or use \`mode: pull-request\``],
	[/repository was archived/iu, (repository) => `${repository} is archived, so nothing can be pushed to it; unarchive it, or name another repository`],
	[/returned error: 403|permission to .* denied|write access .* not granted|denied to/iu, (repository) => `the token may not do this in ${repository}; it needs \`contents: write\` to push and \`contents: read\` to read. ${OTHER_REPOSITORY}`],
	[/returned error: 401|authentication failed|could not read Username|could not read Password|invalid username/iu, (repository) => `${repository} does not accept the token; check that \`token\` is set, not expired, and may read it`],
	[/returned error: 404|repository .*not found|does not appear to be a git repository|not found/iu, (repository) => `${repository} was not found, or the token may not see it; check the name. ${OTHER_REPOSITORY}`],
	[/could not resolve host|couldn't connect|failed to connect|connection refused|timed out|too slow|SSL|certificate/iu, (repository) => `${repository} could not be reached`]
];
/** Answers that another try does not change. Saves waiting; decides nothing else. */
const FINAL = /returned error: (?:30[1278]|401|403|404)|authentication failed|could not read (?:Username|Password)|repository .*not found|does not appear to be a git repository|protected branch|GH006|GH013|rule violations|without [`'"]?workflows/iu;
/** Whether trying again is pointless by Git's own words. */
function isFinal(error) {
	return error instanceof GitFailure && FINAL.test(error.stderr + error.stdout);
}
/** What Git's servers answer to the question for an object that no ref of theirs leads to (upload-pack.c). */
const NOT_GIVEN = /not our ref|request for unadvertised object|no matching remote head/iu;
/** Whether a failed reading is the remote's word that it has not what was asked for: anything else that went wrong says nothing of it. */
function saysMissing(error) {
	const failure = error instanceof UserError ? error.cause : error;
	return failure instanceof GitFailure && NOT_GIVEN.test(failure.stderr);
}
/** A UserError for a failed exchange: one sentence, Git's own last words after it. Anything else than a Git failure is returned as it is. */
function explain(error, repository) {
	if (!(error instanceof GitFailure)) return error;
	const said = `${error.stderr}\n${error.stdout}`;
	const meaning = EXPLANATIONS.find(([pattern]) => pattern.test(said))?.[1](repository);
	return new UserError(`${meaning ?? `Git could not talk to ${repository}`} (git: ${lastWords(error)})`, { cause: error });
}
/** The line of Git's message that says what went wrong, on one line and cut. */
function lastWords(error) {
	if (!(error instanceof GitFailure)) return messageOf(error).slice(0, 300);
	const lines = `${error.stdout}\n${error.stderr}`.split(/[\r\n]+/u).map((line) => line.replace(/[\u0000-\u001f\u007f]/gu, " ").trim()).filter((line) => line !== "" && !/^(?:To |Done$|error: failed to push some refs|hint:)/u.test(line));
	return (lines.find((line) => /^(?:fatal|error):|\brejected\b/iu.test(line)) ?? lines.at(-1) ?? `exit code ${error.exitCode}`).slice(0, 300);
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

export { parseSource as A, sourceOf as B, isManifestPath as C, isKustomizationPath as D, siteKey as E, matchesFilter as F, pairingKey as H, parseRelease as I, itemsOf as L, artifactOfImage as M, splitReference as N, REMOTE_LISTS as O, appendEntries as P, seqField as R, readWholeManifest as S, versionOf as T, placeOf as U, isInObject as V, placesIn as _, readCommits as a, readNamedPlace as b, lastWords as c, gitIn as d, gitEnvironment as f, namesFile as g, pinsOf as h, isObjectId as i, applyChanges as j, withoutCredentials as k, saysMissing as l, manifestsIn as m, limitTo as n, explain as o, changesetOf as p, treeSnapshot as r, isFinal as s, configurationFile as t, GitFailure as u, readerBy as v, isMissingPlace as w, readParsed as x, readManifest as y, textOf as z };