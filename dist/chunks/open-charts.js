import { r as __toESM, t as __commonJSMin } from "./rolldown-runtime.js";
import { Ht as UserError, W as sha256, _ as parseRepositoryName, g as readAccess, h as mayBeProposal, r as systemClock, v as remoteUrl } from "./start.js";
import { l as commitMessage, n as credentialFor, r as startDeadline, s as openRemote } from "./connect.js";
import { a as isAlias, c as isNode, d as isSeq, l as isPair, n as parseDocument, o as isCollection, s as isMap, u as isScalar } from "./yaml.js";
import { H as namedLines, I as textField, K as sourceOf, L as textOf, M as pairsOf, N as rootOf, O as keyNode, R as lineAt, S as asSeq, T as field, U as nextLine, V as lineStart, b as encodeScalar, c as require_semver, g as keyStart, k as keyText, o as parseSource, s as require_compare, x as asMap } from "./configuration-file.js";
import { o as REVISION_LABEL } from "./builds-request.js";
import { t as _usingCtx } from "./usingCtx.js";
import { basename, posix } from "node:path";
import { gunzipSync } from "node:zlib";
import { readFile } from "node:fs/promises";

// src/build/chart-index/entry.ts
/**
* The entry, its keys in Helm's order. `created` is the time that is given, so that one commit gives one entry. Throws a UserError for a package without a Chart.yaml
* that can be read.
*/
function entryOf({ archive, file, created }) {
	const chart = mapIn(archive, "Chart.yaml");
	if (chart === null) throw new UserError("the package that helm made has no Chart.yaml; expected one");
	const dependencies = (chart.get("apiVersion") === "v1" ? mapIn(archive, "requirements.yaml") : null)?.get("dependencies");
	const entry = new Map([
		...chart,
		...dependencies === void 0 ? [] : [["dependencies", dependencies]],
		["created", created.toISOString().replace(/\.000Z$/u, "Z")],
		["digest", sha256(archive).slice(7)],
		["urls", [file]]
	]);
	return new Map([...entry].toSorted(([a], [b]) => a < b ? -1 : 1));
}
/** Helm wrote the file when it packaged: block style, and what has no quotes and reads as a number or a word of YAML is one. */
function mapIn(archive, name) {
	const bytes = packagedFile(archive, name);
	if (bytes === null) return null;
	const document = parseDocument(new TextDecoder().decode(bytes), {
		schema: "failsafe",
		logLevel: "silent"
	});
	const value = isMap(document.contents) && document.errors.length === 0 ? valueOf(document.contents) : null;
	if (!(value instanceof Map)) throw new UserError(`the package's ${name} cannot be read; expected a map`);
	return value;
}
function valueOf(node) {
	if (isMap(node)) return new Map(node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : "", valueOf(value)]));
	if (isSeq(node)) return node.items.map(valueOf);
	if (isAlias(node)) throw new UserError(`the package's Chart.yaml has the alias *${node.source}; helm writes none`);
	if (!isScalar(node)) return { plain: "null" };
	const text = typeof node.value === "string" ? node.value : "";
	return node.type === "PLAIN" && NO_STRING.test(text) ? { plain: text === "" ? "null" : text } : text;
}
/** Helm quotes strings that read as one of these. `1.2.3` is none: without quotes an index in JSON would be none any more. */
const NO_STRING = /^(?:true|false|null|~|)$|^[-+]?[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/u;
const BLOCK = 512;
/** The bytes of `<chart>/<name>` in a package; `null` when it is not there. POSIX ustar: a header for each file, then its content in whole blocks. */
function packagedFile(archive, name) {
	const tar = gunzipSync(archive);
	for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
		const header = tar.subarray(at, at + BLOCK);
		const text = (from, to) => header.toString("utf8", from, to).replace(/\0.*$/su, "");
		const size = Number.parseInt(text(124, 136), 8);
		if (Number.isNaN(size)) return null;
		const prefix = text(345, 500);
		const path = prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`;
		if (/^[^/]+\/[^/]+$/u.test(path) && path.endsWith(`/${name}`)) return tar.subarray(at + BLOCK, at + BLOCK + size);
		at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
	}
	return null;
}

// node_modules/semver/functions/parse.js
var require_parse = /* @__PURE__ */ __commonJSMin(((exports, module) => {
	const SemVer = require_semver();
	const parse = (version, options, throwErrors = false) => {
		if (version instanceof SemVer) return version;
		try {
			return new SemVer(version, options);
		} catch (er) {
			if (!throwErrors) return null;
			throw er;
		}
	};
	module.exports = parse;
}));

// src/build/chart-index/value.ts
var import_compare = /* @__PURE__ */ __toESM(require_compare(), 1);
var import_parse = /* @__PURE__ */ __toESM(require_parse(), 1);
/** What `helm repo index` writes. */
const HELM_STYLE = {
	step: 2,
	dash: 0,
	gap: 1
};
function isList(value) {
	return Array.isArray(value);
}
/** Words that begin with a letter and have a space between them: no parser takes them for a number, a time or a word of its own. */
const WORDS = /^[A-Za-z][\w.,;()/'+-]*(?: [\w.,;()/'+][\w.,;()/'+-]*)+$/u;
/** What `encodeScalar` refuses, since no version has it; a description may. */
const ESCAPED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
/** One text as a scalar in a block. */
function textScalar(text) {
	if (WORDS.test(text)) return text;
	return ESCAPED.test(text) ? quoted(text) : encodeScalar(text, "plain");
}
/** In double quotes with JSON's escapes, which are YAML's too (YAML 1.2.2, 5.7). */
function quoted(text) {
	return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
/** The lines of `key: value` with the key at `column`. `key` is written as it is given. */
function pairLines(key, value, column, style) {
	const at = `${" ".repeat(column)}${key}:`;
	if (typeof value === "string") return [`${at} ${textScalar(value)}`];
	if (isList(value)) {
		const items = value.flatMap((item) => itemLines(item, column + style.dash, style));
		return items.length === 0 ? [`${at} []`] : [at, ...items];
	}
	if ("plain" in value) return [`${at} ${value.plain}`];
	return value.size === 0 ? [`${at} {}`] : [at, ...mapLines(value, column + style.step, style)];
}
/** The lines of a map with its keys at `column`. */
function mapLines(map, column, style) {
	return [...map].flatMap(([key, value]) => pairLines(textScalar(key), value, column, style));
}
/** The lines of a list's item with its dash at `column`. */
function itemLines(item, column, style) {
	const dash = `${" ".repeat(column)}-${" ".repeat(style.gap)}`;
	if (typeof item === "string") return [`${dash}${textScalar(item)}`];
	if (!isList(item) && !("plain" in item) && item.size > 0) {
		const [first = "", ...others] = mapLines(item, dash.length, style);
		return [dash + first.slice(dash.length), ...others];
	}
	return [dash + flowText(item, null)];
}
/** A value as JSON, which is flow-style YAML. `indent`: the white space before the line that it begins on, for lines of its own; `null`: all on one line. */
function flowText(value, indent, eol = "\n") {
	if (typeof value === "string") return quoted(value);
	if (!isList(value) && "plain" in value) return value.plain;
	const inner = indent === null ? null : `${indent}  `;
	const items = isList(value) ? value.map((item) => flowText(item, inner, eol)) : [...value].map(([key, item]) => `${quoted(key)}: ${flowText(item, inner, eol)}`);
	const [open, close] = isList(value) ? "[]" : "{}";
	if (items.length === 0) return `${open}${close}`;
	if (inner === null) return `${open}${items.join(", ")}${close}`;
	return `${open}${eol}${items.map((item) => inner + item).join(`,${eol}`)}${eol}${indent}${close}`;
}

// src/build/chart-index/prove.ts
/** Throws a UserError when `after` says anything else than `before` and the entry: then nothing may be written. */
function checkInserted(before, after, added) {
	const entry = modelOfValue(added.entry);
	const isOurs = (item) => JSON.stringify(item) === JSON.stringify(entry);
	const now = modelOf(after.root);
	const list = within(within(now, "entries"), added.chart);
	const items = list !== null && typeof list === "object" && "list" in list ? list.list : [];
	const at = items.findIndex(isOurs);
	if (at === -1 || items.filter(isOurs).length > 1) throw unsafe(before, added);
	const others = { list: items.toSpliced(at, 1) };
	const stripped = withoutTime(before, changed(now, ["entries", added.chart], others));
	if (JSON.stringify(stripped) !== JSON.stringify(withoutVersion(before, added))) throw unsafe(before, added);
}
/** What was there, with the chart's list even where it was empty or absent, and without the version that the entry replaces. */
function withoutVersion(before, { chart, version }) {
	const model = before.root === null ? NEW_INDEX : modelOf(before.root);
	const list = within(within(model, "entries"), chart);
	const others = (list !== null && typeof list === "object" && "list" in list ? list.list : []).filter((item) => within(item, "version") !== version);
	const entries = within(model, "entries");
	return changed(changed(model, ["entries"], entries !== null && typeof entries === "object" && "map" in entries ? entries : { map: [] }), ["entries", chart], { list: others });
}
const NEW_INDEX = { map: [["apiVersion", "v1"]] };
/** A new index says when it was made, which is nothing that was there before. */
function withoutTime({ root }, model) {
	if (root !== null || typeof model === "string" || !("map" in model)) return model;
	return { map: model.map.filter(([key]) => key !== "generated") };
}
function modelOf(node) {
	const value = modelOfNode(node);
	const properties = isNode(node) && !isAlias(node) ? [node.anchor, node.tag].filter((each) => each !== void 0) : [];
	return properties.length === 0 ? value : { map: [[properties.join(" "), value]] };
}
function modelOfNode(node) {
	if (isMap(node)) return mapModel(node.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : JSON.stringify(modelOf(pair.key)), modelOf(pair.value)]));
	if (isSeq(node)) return { list: node.items.map((item) => isPair(item) ? { map: [] } : modelOf(item)) };
	if (isAlias(node)) return `*${node.source}`;
	return isScalar(node) && typeof node.value === "string" ? node.value : "";
}
function modelOfValue(value) {
	if (typeof value === "string") return value;
	if (isList(value)) return { list: value.map(modelOfValue) };
	if ("plain" in value) return value.plain;
	return mapModel([...value].map(([key, each]) => [key, modelOfValue(each)]));
}
/** Keys in one order: where a new one stands among them is not what is asked. */
function mapModel(pairs) {
	return { map: pairs.toSorted(([a], [b]) => a === b ? 0 : a < b ? -1 : 1) };
}
function within(model, key) {
	if (model === null || typeof model === "string" || !("map" in model)) return null;
	return model.map.find(([each]) => each === key)?.[1] ?? null;
}
/** The model with another value at a path of keys. */
function changed(model, [key, ...rest], value) {
	if (key === void 0) return value;
	const pairs = typeof model === "object" && "map" in model ? model.map : [];
	const inner = changed(within(model, key) ?? { map: [] }, rest, value);
	return mapModel([...pairs.filter(([each]) => each !== key), [key, inner]]);
}
function unsafe({ source }, { chart, version }) {
	return new UserError(`"${source.path}": the file's form leaves no safe way to add ${chart} ${version}; write it as \`helm repo index\` does`);
}

// src/build/chart-index/positions.ts
/** The white space before what begins a line; `null` when something stands before it. */
function leadingSpace({ text }, offset) {
	const before = text.slice(lineStart(text, offset), offset);
	return /^[ \t]*$/u.test(before) && offset > 0 ? before : null;
}
/** Where the lines above which something is put begin: those of the comments that stand right above it, as far in as it, are its own. */
function ownLine(source, offset) {
	const { text } = source;
	let start = lineStart(text, offset);
	const indent = /^ */u.exec(text.slice(start, offset))?.[0] ?? "";
	for (;;) {
		const above = start === 0 ? 0 : lineStart(text, start - 1);
		if (above >= start || !text.startsWith(`${indent}#`, above)) return start;
		start = above;
	}
}
/** The line after the block's last content; comments below it are not its own. */
function endOfBlock(source, collection) {
	const end = lastContent(source, collection);
	return nextLine(source.text, end);
}
/** Where the last character stands that belongs to a node. The range of a block goes on over the comments below it, that of a block scalar over its line end. */
function lastContent(source, node) {
	if (isCollection(node) && node.flow !== true) {
		const last = node.items.at(-1);
		if (isPair(last)) {
			const { value } = last;
			return value === null || isScalar(value) && value.range?.[0] === value.range?.[1] ? source.text.indexOf(":", keyNode(last)?.range?.[1] ?? 0) + 1 : lastContent(source, value);
		}
		return lastContent(source, last);
	}
	const [start, end] = rangeOf(source, node);
	return start + source.text.slice(start, end).trimEnd().length;
}
/** The column of a block list's dashes, from 0, and the spaces behind them. */
function dashOf(source, list) {
	const [start] = rangeOf(source, list.items[0]);
	const before = source.text.slice(lineStart(source.text, start), start);
	const [, spaces, gap] = /^( *)-( +)$/u.exec(before) ?? [];
	if (spaces === void 0 || gap === void 0) throw noSafeWay(source, start);
	return {
		column: spaces.length,
		gap: gap.length
	};
}
/** The column of a block's key, from 0. */
function columnOf(source, offset) {
	const before = source.text.slice(lineStart(source.text, offset), offset);
	if (!/^ *$/u.test(before)) throw noSafeWay(source, offset);
	return before.length;
}
/** How far in the file's own entries stand; Helm's way where nothing tells. */
function styleOf({ source, entries }) {
	if (entries.kind !== "filled" || entries.node.flow === true) return HELM_STYLE;
	const [first] = entries.node.items;
	const step = first === void 0 ? HELM_STYLE.step : columnOf(source, keyStart(first)) - columnOf(source, keyStart(entries.pair));
	const list = entries.node.items.find(({ value }) => isSeq(value) && value.flow !== true && value.items.length > 0);
	if (list === void 0 || !isSeq(list.value)) return {
		...HELM_STYLE,
		step
	};
	return {
		step,
		...ownStyle(source, list, list.value)
	};
}
/** How far in a chart's own list stands. */
function ownStyle(source, pair, list) {
	if (list.flow === true) return HELM_STYLE;
	const { column, gap } = dashOf(source, list);
	return {
		dash: column - columnOf(source, keyStart(pair)),
		gap
	};
}
function rangeOf(source, node) {
	const range = isMap(node) || isSeq(node) || isScalar(node) ? node.range : null;
	if (!range) throw noSafeWay(source, 0);
	return [range[0], range[1]];
}
function noSafeWay(source, offset) {
	return new UserError(`"${source.path}", line ${lineAt(source, offset)}: the file's form leaves no safe way to add an entry; write it as \`helm repo index\` does`);
}

// src/build/chart-index/read.ts
/** The largest public indexes have some 20 MB; npm `yaml` needs two seconds and 400 MB for 6. */
const MAXIMUM_BYTES = 2e7;
/** `bytes`: `null` when there is no index yet. Throws a UserError for what is no index that Helm reads. */
function readIndex(path, bytes) {
	return parseIndex(sourceOf(path, bytes === null ? "" : textIn(path, bytes)));
}
/** The same of a text. */
function parseIndex(source) {
	const { path } = source;
	const { documents, problems } = parseSource(source);
	const [problem] = problems;
	if (problem !== void 0) throw new UserError(`"${path}"${problem.line === null ? "" : `, line ${problem.line},`} cannot be read: ${problem.reason}; mend it, or make it anew with \`helm repo index\``);
	const [document = null, second] = documents;
	if (second !== void 0) throw refused(source, second.root?.range?.[0] ?? 0, "begins a second document, of which helm reads nothing");
	const root = document === null ? null : document.root;
	if (document === null || root === null || isScalar(root) && (root.value === "" || root.value === null)) return {
		source,
		document,
		root: null,
		entries: { kind: "absent" }
	};
	const place = rootOf(document);
	if (!isMap(root) || place === null) throw refused(source, root.range?.[0] ?? 0, "is no map; expected `apiVersion`");
	refuseTwice(source, root);
	if ((textField(place, "apiVersion") ?? "") === "") throw refused(source, 0, "begins an index without `apiVersion`, which helm does not read; add `apiVersion: v1`");
	return {
		source,
		document,
		root,
		entries: container(source, place, root, "entries", asMap, isMap)
	};
}
/** The chart's list of versions. Throws a UserError when it is no list. */
function listOf(index, chart) {
	const { document, source, entries } = index;
	if (entries.kind !== "filled" || document === null) return { kind: "absent" };
	if (pairsOf(entries.node, "<<").length > 0) throw refused(source, entries.node.range?.[0] ?? 0, "begins entries with a merge key (<<); write them out");
	return container(source, {
		document,
		node: entries.node,
		keys: ["entries"],
		pair: null,
		refusal: null,
		doubt: null
	}, entries.node, chart, asSeq, isSeq);
}
/** The version in the list; `null` when it is not there. Throws a UserError when it stands twice, and for an item that is no entry. */
function versionIn(index, chart, version) {
	const all = versionsIn(index, chart).filter((each) => each.version === version);
	const [first = null, ...others] = all;
	if (first === null || others.length === 0) return first;
	const list = listOf(index, chart);
	const lines = namedLines(index.source, all, ({ at }) => list.kind === "filled" ? startOfItem(list.node.items[at]) : 0);
	throw new UserError(`"${index.source.path}" has the version ${version} of "${chart}" twice, in ${lines}; which of them is meant cannot be told: remove one`);
}
/** The chart's versions in the order of the file. */
function versionsIn(index, chart) {
	const { document, source } = index;
	const list = listOf(index, chart);
	if (document === null || list.kind !== "filled") return [];
	return list.node.items.map((node, at) => {
		if (!isMap(node)) throw refused(source, startOfItem(node), `holds no entry of "${chart}" but something else; write it out`);
		const item = {
			document,
			node,
			keys: [],
			pair: null,
			refusal: null,
			doubt: null
		};
		const urls = asSeq(field(item, "urls"))?.node.items ?? [];
		const annotations = field(item, "annotations");
		return {
			at,
			version: textField(item, "version") ?? "",
			digest: textField(item, "digest") || null,
			revision: annotations === null ? null : textOf(field(annotations, "org.opencontainers.image.revision")) || null,
			urls: urls.flatMap((url) => isScalar(url) && typeof url.value === "string" ? [url.value] : [])
		};
	});
}
/** Throws a UserError for a key that stands twice in one map, wherever that is: helm, whose YAML is strict, reads nothing of such an index. */
function refuseTwice(source, root) {
	const nodes = [root];
	while (nodes.length > 0) {
		const node = nodes.pop();
		if (isSeq(node)) for (const item of node.items) nodes.push(item);
		if (!isMap(node)) continue;
		const seen = /* @__PURE__ */ new Map();
		for (const pair of node.items) {
			const key = keyText(pair);
			const first = seen.get(key);
			if (first !== void 0) {
				const lines = namedLines(source, [first, pair], keyStart);
				throw new UserError(`"${source.path}" has the key "${key}" twice, in ${lines}; keep one`);
			}
			if (key !== "") seen.set(key, pair);
			nodes.push(pair.value);
		}
	}
}
function container(source, place, map, key, filled, isNode) {
	const [pair] = pairsOf(map, key);
	if (pair === void 0) return { kind: "absent" };
	const at = keyStart(pair);
	if (isAlias(pair.value)) throw refused(source, at, `gives "${key}" by an alias; write it out`);
	const value = field(place, key);
	const found = filled(value);
	if (found !== null && isNode(found.node)) return found.node.items.length === 0 ? {
		kind: "empty",
		pair
	} : {
		kind: "filled",
		pair,
		node: found.node
	};
	if (pair.value === null || textOf(value) === "") return {
		kind: "empty",
		pair
	};
	throw refused(source, at, `gives "${key}" something else than helm expects there`);
}
function textIn(path, bytes) {
	if (bytes.length > MAXIMUM_BYTES) throw new UserError(`"${path}" has ${bytes.length} bytes, and an index is read up to ${MAXIMUM_BYTES}; drop old versions from it, or push to an OCI registry`);
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch (error) {
		throw new UserError(`"${path}" is not valid UTF-8, so helm cannot read it; mend it`, { cause: error });
	}
}
/** Where a list's item begins, for a message. */
function startOfItem(node) {
	return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] ?? 0 : 0;
}
function refused(source, offset, why) {
	return new UserError(`"${source.path}" cannot be added to: line ${lineAt(source, offset)} ${why}`);
}

// src/build/chart-index/insert.ts
/**
* The index with the entry. It stands before the first one that is older, a new chart among the others by its name; an entry of this very version is replaced. Throws a
* UserError where the file's form leaves no safe way.
*/
function withVersion(index, added) {
	const { source } = index;
	const edits = editsFor(index, added).toSorted((a, b) => a.start - b.start || a.end - b.end);
	let text = "";
	let copied = 0;
	for (const edit of edits) {
		text += source.text.slice(copied, edit.start) + edit.text;
		copied = edit.end;
	}
	text += source.text.slice(copied);
	const after = parseIndex(sourceOf(source.path, text));
	checkInserted(index, after, added);
	return after;
}
function editsFor(index, { chart, version, entry, generated }) {
	const { source, root, entries } = index;
	if (root === null) return [startIndex(source, chart, entry, generated)];
	const list = listOf(index, chart);
	if (list.kind === "filled") {
		const style = {
			...styleOf(index),
			...ownStyle(source, list.pair, list.node)
		};
		const standing = versionIn(index, chart, version);
		if (standing !== null) return [replaceItem(source, list.node, standing.at, entry, style)];
		return [addItem(source, list.node, placeFor(version, versionsIn(index, chart)), entry, style)];
	}
	if (list.kind === "empty") {
		const isFlow = entries.kind === "filled" && entries.node.flow === true;
		return fill(source, list.pair, [entry], isFlow, styleOf(index));
	}
	const charts = /* @__PURE__ */ new Map([[chart, [entry]]]);
	if (entries.kind === "filled") return [addPair(source, entries.node, chart, [entry], styleOf(index))];
	if (entries.kind === "empty") return fill(source, entries.pair, charts, root.flow === true, HELM_STYLE);
	return [addPair(source, root, "entries", charts, HELM_STYLE)];
}
/** Before the first version that is older. What is no version has no order. */
function placeFor(version, versions) {
	return versions.find((each) => (0, import_parse.default)(each.version) !== null && (0, import_compare.default)(each.version, version) < 0)?.at ?? versions.length;
}
function startIndex({ text, eol }, chart, entry, generated) {
	const index = /* @__PURE__ */ new Map([
		["apiVersion", "v1"],
		["entries", /* @__PURE__ */ new Map([[chart, [entry]]])],
		["generated", generated.toISOString().replace(/\.000Z$/u, "Z")]
	]);
	const before = text === "" || text === "﻿" || text.endsWith("\n") ? "" : eol;
	const lines = mapLines(index, 0, HELM_STYLE).join(eol);
	return {
		start: text.length,
		end: text.length,
		text: before + lines + eol
	};
}
function addItem(source, list, at, entry, style) {
	if (list.flow === true) return addInBrackets(source, list, at, (indent) => flowText(entry, indent, source.eol));
	const { column } = dashOf(source, list);
	const next = list.items[at];
	return lines(source, next === void 0 ? endOfBlock(source, list) : ownLine(source, rangeOf(source, next)[0]), itemLines(entry, column, style));
}
function replaceItem(source, list, at, entry, style) {
	const [start, end] = rangeOf(source, list.items[at]);
	if (list.flow === true) return {
		start,
		end,
		text: flowText(entry, leadingSpace(source, start), source.eol)
	};
	const { column } = dashOf(source, list);
	const [first = "", ...others] = itemLines(entry, column, style);
	const from = lineStart(source.text, start);
	const before = source.text.slice(from, start);
	if (!/^ *- +$/u.test(before)) throw noSafeWay(source, start);
	const rest = first.slice(column + 1).trimStart();
	const indented = others.map((line) => " ".repeat(before.length - column - 1 - style.gap) + line);
	return {
		start,
		end: lastContent(source, list.items[at]),
		text: [rest, ...indented].join(source.eol)
	};
}
/** Adds `key: value` before the first key that comes after it by name. */
function addPair(source, map, key, value, style) {
	const found = map.items.findIndex((pair) => keyText(pair) > key);
	const at = found === -1 ? map.items.length : found;
	if (map.flow === true) return addInBrackets(source, map, at, (indent) => `${JSON.stringify(key)}: ${flowText(value, indent, source.eol)}`);
	const [first] = map.items;
	const column = first === void 0 ? 0 : columnOf(source, keyStart(first));
	const next = map.items[at];
	return lines(source, next === void 0 ? endOfBlock(source, map) : ownLine(source, keyStart(next)), pairLines(keyLike(first, key), value, column, style));
}
/** Quoted as the key beside it. */
function keyLike(sibling, key) {
	const type = sibling === void 0 ? void 0 : keyNode(sibling)?.type;
	if (type === "QUOTE_DOUBLE") return JSON.stringify(key);
	return type === "QUOTE_SINGLE" ? `'${key}'` : textScalar(key);
}
/** Gives an empty key its first content. `isFlow`: the key stands in braces. */
function fill(source, pair, value, isFlow, style) {
	const { text, eol } = source;
	const key = keyStart(pair);
	const { value: node } = pair;
	const range = isScalar(node) || isCollection(node) ? node.range : null;
	if (!range) throw noSafeWay(source, key);
	const [start, end] = range;
	if (isFlow) {
		if (start === end) throw noSafeWay(source, key);
		return [{
			start,
			end,
			text: flowText(value, leadingSpace(source, key), eol)
		}];
	}
	const colon = text.indexOf(":", keyNode(pair)?.range?.[1] ?? key);
	const content = pairLines("", value, columnOf(source, key), style).slice(1);
	if (start === end) return [lines(source, nextLine(text, colon), content)];
	if (!/^ *$/u.test(text.slice(colon + 1, start))) throw noSafeWay(source, start);
	return [{
		start: colon + 1,
		end,
		text: ""
	}, lines(source, nextLine(text, end), content)];
}
/** Adds `write(indent)` as the item `at` of a list or map in brackets: on a line of its own where its neighbour has one. */
function addInBrackets(source, collection, at, write) {
	const { items } = collection;
	const startOf = (item) => isPair(item) ? keyStart(item) : rangeOf(source, item)[0];
	const next = items[at];
	const neighbour = next ?? items.at(-1);
	const indent = leadingSpace(source, startOf(neighbour));
	const between = indent === null ? " " : source.eol + indent;
	if (next !== void 0) {
		const start = startOf(next);
		return {
			start,
			end: start,
			text: `${write(indent)},${between}`
		};
	}
	const last = isPair(neighbour) ? neighbour.value : neighbour;
	const [, end] = rangeOf(source, last);
	return {
		start: end,
		end,
		text: `,${between}${write(indent)}`
	};
}
/** Whole lines at an offset where a line begins, or at the end of a file whose last line has no end. */
function lines(source, offset, content) {
	const { text, eol } = source;
	const atEnd = offset === text.length && text !== "" && !text.endsWith("\n");
	const written = content.join(eol);
	return {
		start: offset,
		end: offset,
		text: atEnd ? eol + written : written + eol
	};
}

// src/build/classic-charts.ts
/** Versions of the chart `name`. */
function classicCharts({ place, name, trailers, withRepository }) {
	const { repository, branch, folder } = place;
	const indexes = readerOf(place);
	return {
		where: `on "${branch}" of ${repository}`,
		tag: (version) => version,
		standing: (version) => withRepository(async (git) => {
			if (!(await git.branches()).has(branch)) return null;
			const files = await indexes(await git.snapshot(branch));
			const entry = versionIn(files.index, name, version);
			return entry === null ? null : standingOf(files, place, name, entry);
		}),
		publish: (chart) => withRepository(async (git) => {
			const files = await filesOf(chart, folder);
			const added = entryOf({
				archive: files.archive,
				file: basename(chart.archive),
				created: chart.committedAt
			});
			const digest = sha256(files.archive);
			const { version } = chart;
			let found = null;
			const outcome = await git.commit({
				branch,
				async build(snapshot) {
					const now = await indexes(snapshot);
					const entry = versionIn(now.index, name, version);
					const standing = entry === null ? null : await standingOf(now, place, name, entry);
					if (chart.judge(standing, digest) === "exists") {
						found = {
							result: "exists",
							digest: standing?.digest ?? digest,
							metadata: {}
						};
						return { nothing: "another run published it from the same commit" };
					}
					await checkFiles(now, place, chart, files, entry !== null);
					const index = withVersion(now.index, {
						chart: name,
						version,
						entry: added,
						generated: chart.committedAt
					});
					now.expect(index);
					const changes = /* @__PURE__ */ new Map();
					for (const [path, bytes] of [...files.all, [now.path, Buffer.from(index.source.text)]]) changes.set(path, {
						replaces: now.entries.get(path)?.oid ?? null,
						bytes
					});
					return {
						changes,
						message: commitMessage(`Publish the chart ${name} ${version}`, "", {
							changes: [],
							from: null,
							...trailers
						})
					};
				}
			});
			if (outcome.kind === "nothing") return foundIn(found);
			await prove(await indexes(await git.snapshot(branch)), place, name, version, files.all, digest);
			const { commit } = outcome;
			const path = posix.join(folder, basename(chart.archive));
			return {
				result: "pushed",
				digest,
				metadata: {
					repository,
					branch,
					commit,
					path
				}
			};
		})
	};
}
/** Reads a branch's folder. An index that is there unchanged, or as it was expected, is not parsed again: that of a large repository takes seconds. */
function readerOf({ repository, branch, folder }) {
	const path = posix.join(folder, "index.yaml");
	let last = null;
	let expected = null;
	return async (snapshot) => {
		const tree = await snapshot?.list([folder]) ?? [];
		const entries = new Map(tree.map((entry) => [entry.path, entry]));
		const entry = entries.get(path) ?? null;
		if (entry !== null && entry.mode !== "100644" && entry.mode !== "100755") {
			const kind = entry.mode === "120000" ? "a symbolic link" : "a submodule";
			throw new UserError(`"${path}" on "${branch}" of ${repository} is ${kind}; expected a file, which charts can be added to`);
		}
		const read = async (file) => (await snapshot?.read([file]))?.get(file) ?? null;
		const oid = entry?.oid ?? null;
		if (last === null || last.oid !== oid) {
			const bytes = await read(path);
			last = {
				oid,
				index: bytes !== null && isText(expected, bytes) ? expected : indexOn(bytes)
			};
		}
		return {
			path,
			index: last.index,
			entries,
			read,
			expect: (index) => void (expected = index)
		};
	};
	function isText(index, bytes) {
		return index !== null && Buffer.from(index.source.text).equals(bytes);
	}
	function indexOn(bytes) {
		try {
			return readIndex(path, bytes);
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			throw new UserError(`on "${branch}" of ${repository}: ${error.message}`, { cause: error });
		}
	}
}
/** The new files by their path, and the package itself. */
async function filesOf({ archive, provenance }, folder) {
	const at = (path) => posix.join(folder, basename(path));
	const bytes = await readFile(archive);
	const signature = provenance === null ? [] : [[at(provenance), await readFile(provenance)]];
	return {
		archive: bytes,
		all: [[at(archive), bytes], ...signature]
	};
}
/** What an entry says, held against the package that it names. One on another host is not looked at. */
async function standingOf(files, { folder, repository, branch }, name, { version, digest, revision, urls }) {
	const said = `"${files.path}" on "${branch}" of ${repository}`;
	if (digest === null) return {
		digest,
		revision,
		objection: `${said} does not say the digest of ${name} ${version}`
	};
	const standing = {
		digest: `sha256:${digest}`,
		revision,
		objection: null
	};
	const [url] = urls;
	if (url === void 0 || /^(?:[a-z][a-z0-9+.-]*:|\/)/iu.test(url)) return standing;
	const path = posix.join(folder, fileOf(url));
	const bytes = await files.read(path);
	const has = bytes === null ? null : sha256(bytes);
	if (has === standing.digest) return standing;
	const objection = `${said} says that ${name} ${version} is ${standing.digest}, and "${path}" is ${has ?? "not there"}`;
	return {
		...standing,
		objection
	};
}
/** The file that an address relative to the index names; `%2B` is how some write the `+` of a version. */
function fileOf(url) {
	const path = url.replace(/[?#].*$/su, "");
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
/** Throws a UserError for files that are there already and would be something else than their names say. `isReplaced`: an entry is replaced, and its package with it. */
async function checkFiles(now, { repository, branch, folder }, { archive, provenance, judge }, files, isReplaced) {
	const path = posix.join(folder, basename(archive));
	const signature = `${path}.prov`;
	if (provenance === null && now.entries.has(signature)) throw new UserError(`"${signature}" on "${branch}" of ${repository} signs another package of this version; remove it, or sign this one with \`chart-key\` and \`chart-keyring\``);
	const standing = isReplaced ? null : await now.read(path);
	if (standing === null || Buffer.from(standing).equals(files.archive)) return;
	judge({
		digest: sha256(standing),
		revision: null,
		objection: null
	}, sha256(files.archive));
}
/** Throws a UserError when the branch, read again, has not the very files and the entry that were pushed. */
async function prove(now, { repository, branch }, name, version, files, digest) {
	const entry = versionIn(now.index, name, version);
	let isThere = entry !== null && `sha256:${entry.digest}` === digest;
	for (const [path, bytes] of files) {
		const has = await now.read(path);
		isThere &&= has !== null && Buffer.from(has).equals(bytes);
	}
	if (isThere) return;
	throw new UserError(`the chart ${name} ${version} was pushed as ${digest}, and "${branch}" of ${repository} does not have it any more; something else writes this version: run it again`);
}
/** `build` runs before every outcome, which the type of a variable that a callback sets cannot show. */
function foundIn(found) {
	if (found === null) throw new Error("nothing was committed, and nothing was found");
	return found;
}

// src/entry/short-lived.ts
/** Gives what `make` made at most `lifetimeMs` ago. A failure is not kept: the next need makes it again. */
function shortLived(make, lifetimeMs, clock) {
	let kept = null;
	return async () => {
		if (kept === null || clock.now() >= kept.until) {
			const made = {
				value: make(),
				until: clock.now() + lifetimeMs
			};
			kept = made;
			made.value.catch(() => {
				if (kept === made) kept = null;
			});
		}
		return kept.value;
	};
}

// src/entry/open-charts.ts
function openCharts(run, { chart, subject }, place) {
	const { context } = run;
	return classicCharts({
		place,
		name: chart.name,
		trailers: {
			source: {
				repository: context.repository,
				commit: subject.commit
			},
			run: context.runUrl,
			...context.actor === "" ? {} : { actor: context.actor }
		},
		withRepository: repositoryOf(run, place.repository)
	});
}
/** An App's token lives an hour (docs.github.com, "Generating an installation access token"), and between two pieces of work may lie builds of any length. */
const CREDENTIAL_MS = 18e5;
/** Each piece of work has the time budget for itself: what is between them, making the package, has none. */
function repositoryOf({ inputs, context, log, signal: cancelled }, repository) {
	const name = parseRepositoryName(repository);
	const { credential, identity } = readAccess(inputs);
	const minutes = inputs["time-budget"] ?? 5;
	const credentialNow = shortLived(async () => credentialFor(name, credential, {
		context,
		log,
		clock: systemClock,
		signal: cancelled
	}), CREDENTIAL_MS, systemClock);
	const hasOwnCheckout = repository.toLowerCase() === context.repository.toLowerCase() && context.workspace !== "" && !mayBeProposal(context.eventName);
	return async (work) => {
		try {
			var _usingCtx$1 = _usingCtx();
			const { signal } = _usingCtx$1.u(startDeadline(cancelled, minutes));
			const { token } = await credentialNow();
			const git = await openRemote({
				url: remoteUrl(context.serverUrl, name),
				name: repository,
				token,
				serverUrl: context.serverUrl,
				clock: systemClock,
				log,
				signal,
				budgetMs: minutes * 6e4,
				...hasOwnCheckout ? { localObjects: context.workspace } : {},
				identity
			});
			try {
				return await work(git);
			} finally {
				await git.close();
			}
		} catch (_) {
			_usingCtx$1.e = _;
		} finally {
			_usingCtx$1.d();
		}
	};
}

export { openCharts };