import { A as formatVersion, Ht as UserError, L as isCommitId, Vt as printable, a as groupBy, k as equalVersions } from "./start.js";
import { a as isAlias, d as isSeq, s as isMap, u as isScalar } from "./yaml.js";
import { r as placeOf } from "./pin.js";
import { K as sourceOf, o as parseSource } from "./configuration-file.js";
import { h as isKustomizationPath, l as readParsed, m as siteKey, u as readWholeManifest, v as applyChanges, x as appendEntries } from "./pins.js";

// src/manifests/yaml/prove.ts
/**
* The text with the changes applied. Throws a UserError when the result does not parse, or says anything else than the changes intend:
* then nothing may be written.
*/
function applyProven(source, before, changes) {
	const text = applyChanges(source.text, changes);
	const after = parseSource(sourceOf(source.path, text));
	const difference = unintended(before, after, changes.flatMap((change) => change.intents));
	if (difference !== null) throw new UserError(`the file's form leaves no safe way to write this (the result would differ at ${difference}); edit it by hand`);
	return {
		text,
		parsed: after
	};
}
/** Where `after` says something else than `before` with the intents carried out; `null` when nowhere. */
function unintended(before, after, intents) {
	const expected = modelOf(before);
	const scalars = intents.filter((intent) => "value" in intent);
	for (const { document, keys, value } of scalars) if (value === null) remove(expected, document, keys);
	for (const { document, keys, value } of scalars) if (value !== null) expected.set(leafKey(document, keys), value);
	const embedded = intents.filter((intent) => "embedding" in intent);
	for (const [key, [first, ...others]] of groupBy(embedded, ({ document, keys }) => leafKey(document, keys))) {
		if (first === void 0) continue;
		const inner = embeddedResult(first.embedding, [first, ...others].map(({ change }) => change));
		if (inner.difference !== null) return `${key}: ${inner.difference}`;
		expected.set(key, inner.value);
	}
	return firstDifference(expected, modelOf(after));
}
/** The same proof for the document that a scalar is, and the scalar's new text. */
function embeddedResult(embedding, changes) {
	const { source } = embedding;
	const text = applyChanges(source.text, changes);
	const intents = changes.flatMap((change) => change.intents).map((intent) => ({
		...intent,
		document: 0
	}));
	return {
		difference: unintended(parseSource(source), parseSource(sourceOf(source.path, text)), intents),
		value: embedding.valueOf(text)
	};
}
function modelOf(file) {
	const model = /* @__PURE__ */ new Map();
	for (const { index, root } of file.documents) collect(model, index, [], root);
	for (const index of file.problems.keys()) model.set(`problem ${index}`, "");
	return model;
}
function collect(model, document, keys, node) {
	if (isAlias(node)) model.set(leafKey(document, keys), `*${node.source}`);
	else if (isScalar(node)) {
		model.set(leafKey(document, keys), String(node.value));
		collectProperties(model, document, keys, node);
	} else if (isMap(node)) {
		if (node.items.length === 0) model.set(leafKey(document, keys), "{}");
		collectProperties(model, document, keys, node);
		const seen = /* @__PURE__ */ new Map();
		for (const [index, { key, value }] of node.items.entries()) {
			const text = isScalar(key) ? String(key.value) : `?${index}`;
			const nth = seen.get(text) ?? 0;
			seen.set(text, nth + 1);
			collect(model, document, nth === 0 ? [...keys, text] : [
				...keys,
				text,
				`#${nth}`
			], value);
		}
	} else if (isSeq(node)) {
		if (node.items.length === 0) model.set(leafKey(document, keys), "[]");
		collectProperties(model, document, keys, node);
		for (const [index, item] of node.items.entries()) collect(model, document, [...keys, index], item);
	} else model.set(leafKey(document, keys), "");
}
/** Anchors and tags are part of what a document says. */
function collectProperties(model, document, keys, node) {
	if (isAlias(node)) return;
	const anchor = node.anchor === void 0 ? "" : `&${node.anchor}`;
	const own = /^tag:yaml\.org,2002:(str|map|seq)$/.test(node.tag ?? "") ? "" : node.tag ?? "";
	if (anchor + own !== "") model.set(`${leafKey(document, keys)} properties`, `${anchor} ${own}`);
}
function leafKey(document, keys) {
	return `${document} ${JSON.stringify(keys)}`;
}
function remove(model, document, keys) {
	model.delete(leafKey(document, keys));
}
function firstDifference(expected, actual) {
	for (const [key, value] of expected) if (actual.get(key) !== value) return key;
	for (const key of actual.keys()) if (!expected.has(key)) return key;
	return null;
}

// src/manifests/rewrite.ts
/**
* The files that differ once every edit is made. A pin that has its version already is no change. Throws one UserError that lists
* every refusal as `file:line: reason`, a line each; then nothing is to be written.
*/
function rewritePins(files, edits) {
	const refusals = [];
	const rewritten = /* @__PURE__ */ new Map();
	for (const [file, ofFile] of groupBy(edits, (edit) => edit.pin.file)) {
		const bytes = files.get(file);
		if (bytes === void 0) {
			refusals.push(...ofFile.map(({ pin }) => `${placeOf(pin)}: the file is not there`));
			continue;
		}
		const result = rewriteFile(file, bytes, ofFile);
		refusals.push(...result.refusals);
		if (result.bytes !== null) rewritten.set(file, result.bytes);
	}
	if (refusals.length > 0) throw new UserError(refusals.join("\n"));
	return rewritten;
}
function rewriteFile(file, bytes, edits) {
	const named = namedPlaces(edits);
	const reading = readWholeManifest(file, bytes, named);
	const { source } = reading;
	const refusals = [];
	const changes = [];
	const written = [];
	const additions = [];
	const sites = sitesOf(reading);
	const targets = /* @__PURE__ */ new Map();
	for (const { pin, to } of edits) {
		const key = keyOf(pin);
		const earlier = targets.get(key);
		if (earlier !== void 0) {
			if (!equalVersions(earlier, to)) refusals.push(`${placeOf(pin)}: two versions are asked for, ${formatVersion(earlier)} and ${formatVersion(to)}`);
			continue;
		}
		targets.set(key, to);
		const site = sites.get(key);
		if (site === void 0 && pin.style === "absent") {
			if (equalVersions(pin.version, to)) continue;
			if (pin.refusal !== null) refusals.push(`${placeOf(pin)}: ${pin.refusal}`);
			else additions.push({
				pin,
				entry: {
					name: pin.artifact?.name ?? "",
					to
				}
			});
			continue;
		}
		try {
			for (const change of changesAt(reading, site, pin, to)) {
				changes.push(change);
				written.push({
					pin,
					change
				});
			}
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			refusals.push(`${placeOf(pin)}: ${error.message}`);
		}
	}
	refusals.push(...contradictions(written));
	const first = additions[0];
	if (first !== void 0) try {
		changes.push(additionsTo(reading, additions.map(({ entry }) => entry)));
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		refusals.push(`${placeOf(first.pin)}: ${error.message}`);
	}
	if (refusals.length > 0 || changes.length === 0 || source === null) return {
		bytes: null,
		refusals
	};
	try {
		const { text, parsed } = applyProven(source, {
			documents: reading.documents,
			problems: reading.unparsed
		}, changes);
		requireVersions(readParsed(sourceOf(file, text), parsed, named), targets);
		return {
			bytes: new TextEncoder().encode(text),
			refusals
		};
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		return {
			bytes: null,
			refusals: edits.map(({ pin }) => `${placeOf(pin)}: ${error.message}`)
		};
	}
}
/** A sentence for each two changes of one piece of text into different ones: a named place can be a part of another pin. */
function contradictions(written) {
	const reasons = [];
	const ordered = written.toSorted(({ change: a }, { change: b }) => a.start - b.start || b.end - a.end);
	let furthest;
	for (const each of ordered) {
		if (furthest !== void 0 && overlap(furthest.change, each.change) && furthest.pin !== each.pin) reasons.push(`${placeOf(each.pin)}: it is a part of what ${furthest.pin.path} at ${placeOf(furthest.pin)} sets; set one of the two`);
		if (furthest === void 0 || each.change.end > furthest.change.end) furthest = each;
	}
	return reasons;
}
/** Two changes of one piece of text into different ones. */
function overlap(a, b) {
	return !(a.start === b.start && a.end === b.end && a.text === b.text) && a.start < b.end && b.start < a.end;
}
/** The places that the pins stand for because somebody named them. */
function namedPlaces(edits) {
	return [...new Map(edits.flatMap(({ pin }) => pin.named ? [[keyOf(pin), pin]] : [])).values()].map(({ document, path, artifact }) => ({
		document,
		path,
		artifact
	}));
}
function changesAt(reading, site, pin, to) {
	if (site === void 0) {
		const problem = reading.problems[0];
		const because = problem === void 0 ? "the file holds no such pin any more; read it again" : problem.reason;
		throw new UserError(because);
	}
	if (equalVersions(site.pin.version, to) && site.pin.style !== "absent" || pin.style === "absent" && equalVersions(pin.version, to)) return [];
	const refusal = site.pin.refusal ?? pin.refusal;
	if (refusal !== null) throw new UserError(refusal);
	return site.write(to);
}
function additionsTo(reading, entries) {
	const target = reading.objects.find(({ kind }) => kind.name === "kustomization");
	if (target === void 0) throw new UserError(reading.problems[0]?.reason ?? "the file is no kustomization");
	return appendEntries(target.object.place, entries);
}
/** The last word has the scanner: what it finds in the new text is what was asked for. */
function requireVersions(reading, targets) {
	const sites = sitesOf(reading);
	for (const [key, to] of targets) {
		const version = sites.get(key)?.pin.version;
		if (version === void 0 || !equalVersions(version, to)) throw new UserError(`the edited file would not hold ${formatVersion(to)} there, so nothing is written`);
	}
}
function sitesOf(reading) {
	return new Map(reading.objects.flatMap(({ sites }) => sites.map((site) => [keyOf(site.pin), site])));
}
function keyOf(pin) {
	return `${pin.document}#${pin.path}`;
}

// node_modules/diff/libesm/diff/base.js
var Diff = class {
	diff(oldStr, newStr, options = {}) {
		let callback;
		if (typeof options === "function") {
			callback = options;
			options = {};
		} else if ("callback" in options) callback = options.callback;
		const oldString = this.castInput(oldStr, options);
		const newString = this.castInput(newStr, options);
		const oldTokens = this.removeEmpty(this.tokenize(oldString, options));
		const newTokens = this.removeEmpty(this.tokenize(newString, options));
		return this.diffWithOptionsObj(oldTokens, newTokens, options, callback);
	}
	diffWithOptionsObj(oldTokens, newTokens, options, callback) {
		var _a;
		const done = (value) => {
			value = this.postProcess(value, options);
			if (callback) {
				setTimeout(function() {
					callback(value);
				}, 0);
				return;
			} else return value;
		};
		const newLen = newTokens.length, oldLen = oldTokens.length;
		let editLength = 1;
		let maxEditLength = newLen + oldLen;
		if (options.maxEditLength != null) maxEditLength = Math.min(maxEditLength, options.maxEditLength);
		const maxExecutionTime = (_a = options.timeout) !== null && _a !== void 0 ? _a : Infinity;
		const abortAfterTimestamp = Date.now() + maxExecutionTime;
		const bestPath = [{
			oldPos: -1,
			lastComponent: void 0
		}];
		let newPos = this.extractCommon(bestPath[0], newTokens, oldTokens, 0, options);
		if (bestPath[0].oldPos + 1 >= oldLen && newPos + 1 >= newLen) return done(this.buildValues(bestPath[0].lastComponent, newTokens, oldTokens));
		let minDiagonalToConsider = -Infinity, maxDiagonalToConsider = Infinity;
		const execEditLength = () => {
			for (let diagonalPath = Math.max(minDiagonalToConsider, -editLength); diagonalPath <= Math.min(maxDiagonalToConsider, editLength); diagonalPath += 2) {
				let basePath;
				const removePath = bestPath[diagonalPath - 1], addPath = bestPath[diagonalPath + 1];
				if (removePath) bestPath[diagonalPath - 1] = void 0;
				let canAdd = false;
				if (addPath) {
					const addPathNewPos = addPath.oldPos - diagonalPath;
					canAdd = addPath && 0 <= addPathNewPos && addPathNewPos < newLen;
				}
				const canRemove = removePath && removePath.oldPos + 1 < oldLen;
				if (!canAdd && !canRemove) {
					bestPath[diagonalPath] = void 0;
					continue;
				}
				if (!canRemove || canAdd && removePath.oldPos < addPath.oldPos) basePath = this.addToPath(addPath, true, false, 0, options);
				else basePath = this.addToPath(removePath, false, true, 1, options);
				newPos = this.extractCommon(basePath, newTokens, oldTokens, diagonalPath, options);
				if (basePath.oldPos + 1 >= oldLen && newPos + 1 >= newLen) return done(this.buildValues(basePath.lastComponent, newTokens, oldTokens)) || true;
				else {
					bestPath[diagonalPath] = basePath;
					if (basePath.oldPos + 1 >= oldLen) maxDiagonalToConsider = Math.min(maxDiagonalToConsider, diagonalPath - 1);
					if (newPos + 1 >= newLen) minDiagonalToConsider = Math.max(minDiagonalToConsider, diagonalPath + 1);
				}
			}
			editLength++;
		};
		if (callback) (function exec() {
			setTimeout(function() {
				if (editLength > maxEditLength || Date.now() > abortAfterTimestamp) return callback(void 0);
				if (!execEditLength()) exec();
			}, 0);
		})();
		else while (editLength <= maxEditLength && Date.now() <= abortAfterTimestamp) {
			const ret = execEditLength();
			if (ret) return ret;
		}
	}
	addToPath(path, added, removed, oldPosInc, options) {
		const last = path.lastComponent;
		if (last && !options.oneChangePerToken && last.added === added && last.removed === removed) return {
			oldPos: path.oldPos + oldPosInc,
			lastComponent: {
				count: last.count + 1,
				added,
				removed,
				previousComponent: last.previousComponent
			}
		};
		else return {
			oldPos: path.oldPos + oldPosInc,
			lastComponent: {
				count: 1,
				added,
				removed,
				previousComponent: last
			}
		};
	}
	extractCommon(basePath, newTokens, oldTokens, diagonalPath, options) {
		const newLen = newTokens.length, oldLen = oldTokens.length;
		let oldPos = basePath.oldPos, newPos = oldPos - diagonalPath, commonCount = 0;
		while (newPos + 1 < newLen && oldPos + 1 < oldLen && this.equals(oldTokens[oldPos + 1], newTokens[newPos + 1], options)) {
			newPos++;
			oldPos++;
			commonCount++;
			if (options.oneChangePerToken) basePath.lastComponent = {
				count: 1,
				previousComponent: basePath.lastComponent,
				added: false,
				removed: false
			};
		}
		if (commonCount && !options.oneChangePerToken) basePath.lastComponent = {
			count: commonCount,
			previousComponent: basePath.lastComponent,
			added: false,
			removed: false
		};
		basePath.oldPos = oldPos;
		return newPos;
	}
	equals(left, right, options) {
		if (options.comparator) return options.comparator(left, right);
		else return left === right || !!options.ignoreCase && left.toLowerCase() === right.toLowerCase();
	}
	removeEmpty(array) {
		const ret = [];
		for (let i = 0; i < array.length; i++) if (array[i]) ret.push(array[i]);
		return ret;
	}
	castInput(value, options) {
		return value;
	}
	tokenize(value, options) {
		return Array.from(value);
	}
	join(chars) {
		return chars.join("");
	}
	postProcess(changeObjects, options) {
		return changeObjects;
	}
	get useLongestToken() {
		return false;
	}
	buildValues(lastComponent, newTokens, oldTokens) {
		const components = [];
		let nextComponent;
		while (lastComponent) {
			components.push(lastComponent);
			nextComponent = lastComponent.previousComponent;
			delete lastComponent.previousComponent;
			lastComponent = nextComponent;
		}
		components.reverse();
		const componentLen = components.length;
		let componentPos = 0, newPos = 0, oldPos = 0;
		for (; componentPos < componentLen; componentPos++) {
			const component = components[componentPos];
			if (!component.removed) {
				if (!component.added && this.useLongestToken) {
					let value = newTokens.slice(newPos, newPos + component.count);
					value = value.map(function(value, i) {
						const oldValue = oldTokens[oldPos + i];
						return oldValue.length > value.length ? oldValue : value;
					});
					component.value = this.join(value);
				} else component.value = this.join(newTokens.slice(newPos, newPos + component.count));
				newPos += component.count;
				if (!component.added) oldPos += component.count;
			} else {
				component.value = this.join(oldTokens.slice(oldPos, oldPos + component.count));
				oldPos += component.count;
			}
		}
		return components;
	}
};

// node_modules/diff/libesm/diff/array.js
var ArrayDiff = class extends Diff {
	tokenize(value) {
		return value.slice();
	}
	join(value) {
		return value;
	}
	removeEmpty(value) {
		return value;
	}
};
const arrayDiff = new ArrayDiff();
function diffArrays(oldArr, newArr, options) {
	return arrayDiff.diff(oldArr, newArr, options);
}

// src/text/changed-lines.ts
/** Each line with its ending; the last may have none. */
function linesOf(text) {
	return text.match(/[^\n]*\n|[^\n]+$/gu) ?? [];
}
/**
* The ranges that changed, in order, with equal lines between them. The fewest possible up to 500 lines; beyond that lines that stand only once in both
* texts are taken for the same line, and only what stands between two such lines is compared.
*/
function changedRanges(old, fresh) {
	const texts = {
		old,
		fresh
	};
	const whole = trimmed(texts, {
		old: {
			from: 0,
			to: old.length
		},
		fresh: {
			from: 0,
			to: fresh.length
		}
	});
	const found = fewestChanges(texts, whole) ?? betweenAnchors(texts, whole);
	const joined = [];
	for (const each of found) {
		const last = joined.at(-1);
		if (last === void 0 || last.old.to !== each.old.from || last.fresh.to !== each.fresh.from) joined.push(each);
		else joined[joined.length - 1] = {
			old: {
				from: last.old.from,
				to: each.old.to
			},
			fresh: {
				from: last.fresh.from,
				to: each.fresh.to
			}
		};
	}
	return joined;
}
/** How many lines are changed, added or removed. A line taken out and one put in its place are one. */
function countChanged(ranges) {
	return ranges.reduce((sum, { old, fresh }) => sum + Math.max(old.to - old.from, fresh.to - fresh.from), 0);
}
/** The comparison that finds the fewest changes takes time by their square. */
const MOST_COMPARED = 500;
/** `null` when there are too many. */
function fewestChanges({ old, fresh }, stretch) {
	const changes = diffArrays(old.slice(stretch.old.from, stretch.old.to), fresh.slice(stretch.fresh.from, stretch.fresh.to), { maxEditLength: MOST_COMPARED });
	if (changes === void 0) return null;
	const ranges = [];
	let [oldAt, freshAt] = [stretch.old.from, stretch.fresh.from];
	for (const { added, removed, count } of changes) {
		const oldTo = oldAt + (added ? 0 : count);
		const freshTo = freshAt + (removed ? 0 : count);
		if (added || removed) ranges.push({
			old: {
				from: oldAt,
				to: oldTo
			},
			fresh: {
				from: freshAt,
				to: freshTo
			}
		});
		[oldAt, freshAt] = [oldTo, freshTo];
	}
	return ranges;
}
function betweenAnchors(texts, stretch) {
	const ranges = [];
	let [oldAt, freshAt] = [stretch.old.from, stretch.fresh.from];
	const end = {
		old: stretch.old.to,
		fresh: stretch.fresh.to
	};
	for (const anchor of [...anchors(texts, stretch), end]) {
		const gap = trimmed(texts, {
			old: {
				from: oldAt,
				to: anchor.old
			},
			fresh: {
				from: freshAt,
				to: anchor.fresh
			}
		});
		if (gap.old.from < gap.old.to || gap.fresh.from < gap.fresh.to) ranges.push(...fewestChanges(texts, gap) ?? lineByLine(texts, gap));
		[oldAt, freshAt] = [anchor.old + 1, anchor.fresh + 1];
	}
	return ranges;
}
/** Versions are replaced within their lines: a long stretch without one line of its own is most likely the same lines, one by one. */
function lineByLine({ old, fresh }, stretch) {
	const length = stretch.old.to - stretch.old.from;
	if (length !== stretch.fresh.to - stretch.fresh.from) return [stretch];
	const ranges = [];
	for (let index = 0; index < length; index += 1) {
		const [oldAt, freshAt] = [stretch.old.from + index, stretch.fresh.from + index];
		if (old[oldAt] !== fresh[freshAt]) ranges.push({
			old: {
				from: oldAt,
				to: oldAt + 1
			},
			fresh: {
				from: freshAt,
				to: freshAt + 1
			}
		});
	}
	return ranges;
}
/** Without the lines that are equal at its start and at its end. */
function trimmed({ old, fresh }, stretch) {
	let { from: oldFrom, to: oldTo } = stretch.old;
	let { from: freshFrom, to: freshTo } = stretch.fresh;
	while (oldFrom < oldTo && freshFrom < freshTo && old[oldFrom] === fresh[freshFrom]) {
		oldFrom += 1;
		freshFrom += 1;
	}
	while (oldFrom < oldTo && freshFrom < freshTo && old[oldTo - 1] === fresh[freshTo - 1]) {
		oldTo -= 1;
		freshTo -= 1;
	}
	return {
		old: {
			from: oldFrom,
			to: oldTo
		},
		fresh: {
			from: freshFrom,
			to: freshTo
		}
	};
}
/** Lines that stand once in both texts, as many as keep their order: the longest increasing sequence, as patience diff takes it. */
function anchors({ old, fresh }, stretch) {
	const places = uniqueLines(fresh, stretch.fresh);
	const shared = [...uniqueLines(old, stretch.old)].flatMap(([line, at]) => {
		const place = places.get(line);
		return place === void 0 ? [] : [{
			old: at,
			fresh: place
		}];
	});
	const tops = [];
	for (const anchor of shared.sort((a, b) => a.old - b.old)) {
		const pile = pileFor(tops, anchor.fresh);
		tops[pile] = {
			...anchor,
			before: tops[pile - 1] ?? null
		};
	}
	const longest = [];
	for (let card = tops.at(-1) ?? null; card !== null; card = card.before) longest.push(card);
	return longest.reverse();
}
/** The first pile whose top stands behind `place`, by halving. */
function pileFor(tops, place) {
	let [low, high] = [0, tops.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((tops[middle]?.fresh ?? 0) < place) low = middle + 1;
		else high = middle;
	}
	return low;
}
function uniqueLines(lines, { from, to }) {
	const found = /* @__PURE__ */ new Map();
	const repeated = /* @__PURE__ */ new Set();
	for (let at = from; at < to; at += 1) {
		const line = lines[at] ?? "";
		if (found.has(line)) repeated.add(line);
		else found.set(line, at);
	}
	for (const line of repeated) found.delete(line);
	return found;
}

// src/text/diff.ts
/** Beyond this many changed lines nobody reads it. */
const MOST_CHANGED_LINES = 1e4;
const CONTEXT = 3;
/**
* The unified diff with Git's headers and three lines of context, ending in a newline; the empty string when nothing differs. `null`: the file is not there on
* that side. Bytes that are not UTF-8 are only said to differ. Line endings are kept; the text is not made inert: show it in a `fencedBlock`.
*/
function unifiedDiff(path, before, after) {
	if (equalBytes(before, after)) return "";
	const name = printable(path);
	const header = `--- ${before === null ? "/dev/null" : `a/${name}`}\n+++ ${after === null ? "/dev/null" : `b/${name}`}\n`;
	const [old, fresh] = [textOf(before), textOf(after)];
	if (old === null || fresh === null) return `${header}Binary files differ\n`;
	const lines = {
		old: linesOf(old),
		fresh: linesOf(fresh)
	};
	const ranges = changedRanges(lines.old, lines.fresh);
	if (countChanged(ranges) > MOST_CHANGED_LINES) return `${header}More than ${MOST_CHANGED_LINES} lines differ\n`;
	return header + hunksOf(ranges).map((hunk) => hunkText(hunk, lines)).join("");
}
/** How many lines a change of a file changes, adds or removes, however many; bytes that are not UTF-8 have none. */
function changedLines(before, after) {
	const [old, fresh] = [textOf(before), textOf(after)];
	return old === null || fresh === null ? 0 : countChanged(changedRanges(linesOf(old), linesOf(fresh)));
}
/** Ranges whose lines of context touch or overlap are one hunk. */
function hunksOf(ranges) {
	const hunks = [];
	let end = -Infinity;
	for (const range of ranges) {
		if (range.old.from - end <= 6) hunks.at(-1)?.push(range);
		else hunks.push([range]);
		end = range.old.to;
	}
	return hunks;
}
function hunkText(hunk, { old, fresh }) {
	const [first, last] = [hunk[0], hunk.at(-1)];
	if (first === void 0 || last === void 0) return "";
	const before = Math.min(CONTEXT, first.old.from);
	const after = Math.min(CONTEXT, old.length - last.old.to);
	const oldLines = last.old.to + after - (first.old.from - before);
	const freshLines = last.fresh.to + after - (first.fresh.from - before);
	let text = `@@ -${spanOf(first.old.from - before, oldLines)} +${spanOf(first.fresh.from - before, freshLines)} @@\n`;
	const show = (mark, lines) => {
		for (const line of lines) text += `${mark}${line}${line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n"}`;
	};
	let at = first.old.from - before;
	for (const range of hunk) {
		show(" ", old.slice(at, range.old.from));
		show("-", old.slice(range.old.from, range.old.to));
		show("+", fresh.slice(range.fresh.from, range.fresh.to));
		at = range.old.to;
	}
	show(" ", old.slice(at, at + after));
	return text;
}
/** POSIX diff -u, of lines counted from 0: a count of one is left out; an empty range names the line before it. */
function spanOf(from, lines) {
	if (lines === 1) return String(from + 1);
	return `${lines === 0 ? from : from + 1},${lines}`;
}
function textOf(bytes) {
	if (bytes === null) return "";
	if (bytes.includes(0)) return null;
	try {
		return new TextDecoder("utf-8", {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes);
	} catch {
		return null;
	}
}
function equalBytes(a, b) {
	if (a === null || b === null) return a === b;
	return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

// src/manifests/kustomize/coupled.ts
/**
* What must move with `edits`, among `pins`. A Git reference and an image of one kustomization that have the same full commit id are one version:
* a new commit of one is that of the other. A pin that is among the edits already, with whatever version, is left to them.
*/
function coupledEdits(pins, edits) {
	const asked = new Set(edits.map(({ pin }) => siteKey(pin)));
	const others = groupBy(pins.filter((pin) => isOneCommit(pin) && !asked.has(siteKey(pin))), commitOf);
	const reasons = groupBy(edits.filter(({ pin, to }) => isOneCommit(pin) && to.tag !== pin.version.tag), ({ pin, to }) => JSON.stringify([
		commitOf(pin),
		pin.artifact?.kind,
		to.tag
	]));
	const found = /* @__PURE__ */ new Map();
	const objections = /* @__PURE__ */ new Set();
	for (const [because] of reasons.values()) {
		if (because === void 0) continue;
		for (const pin of others.get(commitOf(because.pin)) ?? []) {
			if (pin.artifact?.kind === because.pin.artifact?.kind) continue;
			const edit = {
				pin,
				to: {
					tag: because.to.tag,
					digest: null
				},
				because
			};
			const objection = objectionTo(edit, found.get(pin));
			if (objection === null) found.set(pin, edit);
			else objections.add(objection);
		}
	}
	return {
		edits: [...found.values()],
		objections: [...objections]
	};
}
/** A pin of a kustomization that says itself which commit it takes. */
function isOneCommit({ file, style, guarded, version, artifact }) {
	const isFree = style === "exact" && !guarded;
	const isKind = artifact?.kind === "git" || artifact?.kind === "image";
	return isFree && isKind && isKustomizationPath(file) && isCommitId(version.tag ?? "");
}
/** What coupled pins share: the file and the commit. */
function commitOf(pin) {
	return JSON.stringify([pin.file, pin.version.tag]);
}
function objectionTo({ pin, to, because }, earlier) {
	const both = `${described(pin)} and ${described(because.pin)} have the same commit ${pin.version.tag ?? ""}`;
	const todo = `set ${pin.file}#${pin.path} too, to its present version if it is to stay`;
	if (to.tag === null || !isCommitId(to.tag)) return `${both}, and "${formatVersion(because.to)}" is no full commit id that both could take; ${todo}`;
	if (pin.version.digest !== null) return `${both}, and the first has a digest, which differs for each commit; ${todo}`;
	if (earlier !== void 0 && !equalVersions(earlier.to, to)) return `${both}, and it would follow to two commits, ${formatVersion(earlier.to)} and ${formatVersion(to)}; ${todo}`;
	return null;
}
function described(pin) {
	return `${placeOf(pin)} (${pin.artifact?.name ?? pin.path})`;
}

export { rewritePins as i, changedLines as n, unifiedDiff as r, coupledEdits as t };