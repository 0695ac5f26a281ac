import { a as groupBy, at as UserError, g as formatVersion, h as equalVersions, it as printable } from "./start.js";
import { i as isAlias, l as isScalar, o as isMap, u as isSeq } from "./yaml.js";
import { A as placeOf, D as parseSource, O as sourceOf, _ as readManifest, g as appendEntries, v as readParsed } from "./configuration-file.js";

// src/manifests/change.ts
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

// src/manifests/prove.ts
/**
* The text with the changes applied. Throws a UserError when the result does not parse, or says anything else than the changes intend:
* then nothing may be written.
*/
function applyProven(source, before, changes) {
	const text = applyChanges(source.text, changes);
	const after = parseSource(sourceOf(source.path, text));
	const expected = modelOf(before);
	const intents = changes.flatMap((change) => change.intents);
	for (const { document, keys, value } of intents) if (value === null) remove(expected, document, keys);
	for (const { document, keys, value } of intents) if (value !== null) expected.set(leafKey(document, keys), value);
	const difference = firstDifference(expected, modelOf(after));
	if (difference !== null) throw new UserError(`the file's form leaves no safe way to write this (the result would differ at ${difference}); edit it by hand`);
	return {
		text,
		parsed: after
	};
}
function modelOf(file) {
	const model = /* @__PURE__ */ new Map();
	for (const { index, root } of file.documents) collect(model, index, [], root);
	for (const [index, problem] of file.problems.entries()) model.set(`problem ${index}`, problem.reason);
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
	const reading = readManifest(file, bytes);
	const { source } = reading;
	const refusals = [];
	const changes = [];
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
			changes.push(...changesAt(reading, site, pin, to));
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			refusals.push(`${placeOf(pin)}: ${error.message}`);
		}
	}
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
		const { text, parsed } = applyProven(source, reading, changes);
		requireVersions(readParsed(sourceOf(file, text), parsed), targets);
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

// node_modules/diff/libesm/diff/line.js
var LineDiff = class extends Diff {
	constructor() {
		super(...arguments);
		this.tokenize = tokenize;
	}
	equals(left, right, options) {
		if (options.ignoreWhitespace) {
			if (!options.newlineIsToken || !left.includes("\n")) left = left.trim();
			if (!options.newlineIsToken || !right.includes("\n")) right = right.trim();
		} else if (options.ignoreNewlineAtEof && !options.newlineIsToken) {
			if (left.endsWith("\n")) left = left.slice(0, -1);
			if (right.endsWith("\n")) right = right.slice(0, -1);
		}
		return super.equals(left, right, options);
	}
};
const lineDiff = new LineDiff();
function diffLines(oldStr, newStr, options) {
	return lineDiff.diff(oldStr, newStr, options);
}
function tokenize(value, options) {
	if (options.stripTrailingCr) value = value.replace(/\r\n/g, "\n");
	const retLines = [], linesAndNewlines = value.split(/(\n|\r\n)/);
	if (!linesAndNewlines[linesAndNewlines.length - 1]) linesAndNewlines.pop();
	for (let i = 0; i < linesAndNewlines.length; i++) {
		const line = linesAndNewlines[i];
		if (i % 2 && !options.newlineIsToken) retLines[retLines.length - 1] += line;
		else retLines.push(line);
	}
	return retLines;
}

// node_modules/diff/libesm/patch/create.js
function structuredPatch(oldFileName, newFileName, oldStr, newStr, oldHeader, newHeader, options) {
	let optionsObj;
	if (!options) optionsObj = {};
	else if (typeof options === "function") optionsObj = { callback: options };
	else optionsObj = options;
	if (typeof optionsObj.context === "undefined") optionsObj.context = 4;
	const context = optionsObj.context;
	if (optionsObj.newlineIsToken) throw new Error("newlineIsToken may not be used with patch-generation functions, only with diffing functions");
	if (!optionsObj.callback) return diffLinesResultToPatch(diffLines(oldStr, newStr, optionsObj));
	else {
		const { callback } = optionsObj;
		diffLines(oldStr, newStr, Object.assign(Object.assign({}, optionsObj), { callback: (diff) => {
			const patch = diffLinesResultToPatch(diff);
			callback(patch);
		} }));
	}
	function diffLinesResultToPatch(diff) {
		if (!diff) return;
		diff.push({
			value: "",
			lines: []
		});
		function contextLines(lines) {
			return lines.map(function(entry) {
				return " " + entry;
			});
		}
		const hunks = [];
		let oldRangeStart = 0, newRangeStart = 0, curRange = [], oldLine = 1, newLine = 1;
		for (let i = 0; i < diff.length; i++) {
			const current = diff[i], lines = current.lines || splitLines(current.value);
			current.lines = lines;
			if (current.added || current.removed) {
				if (!oldRangeStart) {
					const prev = diff[i - 1];
					oldRangeStart = oldLine;
					newRangeStart = newLine;
					if (prev) {
						curRange = context > 0 ? contextLines(prev.lines.slice(-context)) : [];
						oldRangeStart -= curRange.length;
						newRangeStart -= curRange.length;
					}
				}
				for (const line of lines) curRange.push((current.added ? "+" : "-") + line);
				if (current.added) newLine += lines.length;
				else oldLine += lines.length;
			} else {
				if (oldRangeStart) {
					if (lines.length <= context * 2 && i < diff.length - 2) for (const line of contextLines(lines)) curRange.push(line);
					else {
						const contextSize = Math.min(lines.length, context);
						for (const line of contextLines(lines.slice(0, contextSize))) curRange.push(line);
						const hunk = {
							oldStart: oldRangeStart,
							oldLines: oldLine - oldRangeStart + contextSize,
							newStart: newRangeStart,
							newLines: newLine - newRangeStart + contextSize,
							lines: curRange
						};
						hunks.push(hunk);
						oldRangeStart = 0;
						newRangeStart = 0;
						curRange = [];
					}
				}
				oldLine += lines.length;
				newLine += lines.length;
			}
		}
		for (const hunk of hunks) for (let i = 0; i < hunk.lines.length; i++) if (hunk.lines[i].endsWith("\n")) hunk.lines[i] = hunk.lines[i].slice(0, -1);
		else {
			hunk.lines.splice(i + 1, 0, "\\ No newline at end of file");
			i++;
		}
		return {
			oldFileName,
			newFileName,
			oldHeader,
			newHeader,
			hunks
		};
	}
}
/**
* Split `text` into an array of lines, including the trailing newline character (where present)
*/
function splitLines(text) {
	const hasTrailingNl = text.endsWith("\n");
	const result = text.split("\n").map((line) => line + "\n");
	if (hasTrailingNl) result.pop();
	else result.push(result.pop().slice(0, -1));
	return result;
}

// src/text/diff.ts
/** Beyond this many changed lines the comparison itself gets slow, and nobody reads it. */
const MOST_CHANGED_LINES = 1e4;
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
	const patch = structuredPatch(path, path, old, fresh, void 0, void 0, {
		context: 3,
		maxEditLength: MOST_CHANGED_LINES
	});
	if (patch === void 0) return `${header}More than ${MOST_CHANGED_LINES} lines differ\n`;
	return `${header}${patch.hunks.map((hunk) => {
		return [`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`, ...hunk.lines].join("\n");
	}).join("\n")}\n`;
}
/** POSIX diff -u: a count of one is left out; an empty range names the line before it. */
function range(start, lines) {
	if (lines === 1) return String(start);
	return `${lines === 0 ? start - 1 : start},${lines}`;
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

export { rewritePins as n, unifiedDiff as t };