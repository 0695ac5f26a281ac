import { a as isAlias, d as isSeq, n as parseDocument, r as LineCounter, s as isMap, u as isScalar } from "./yaml.js";
import { createRequire } from "node:module";
import { isAbsolute, join, relative } from "node:path";
import { setTimeout } from "node:timers/promises";

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
/** Nearly every line is: nothing in it is a control, and the large classes above need not be compiled. */
const PRINTABLE_ASCII = /^[ -~]*$/u;
/** Breaks become spaces, other control and invisible characters vanish, runs of spaces become one, the ends are trimmed, lone surrogates become U+FFFD. */
function withoutControls(text) {
	return text.replace(LONE_SURROGATE, "�").replace(BREAKS, " ").replace(UNSEEN, "").replace(/ {2,}/gu, " ").trim();
}
/** Each control or invisible character replaced by what `spell` makes of it. */
function replaceControls(text, spell) {
	return PRINTABLE_ASCII.test(text) ? text : text.replace(LONE_SURROGATE, "�").replace(UNSEEN, spell);
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

// src/text/markdown.ts
/** A zero-width space, as an entity so that it is visible in the source: the forges look for references in the rendered text, where a backslash no longer protects. */
const APART = "&#8203;";
const ENTITIES = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"|": "&#124;"
};
/**
* The text as inert Markdown on one line, for running text and for table cells. After rendering it reads as it was written; it holds no mention, no issue or
* pull request reference (so no closing keyword), no link, image or HTML, no emphasis, no list or heading. A bare commit id is left alone: a link to a
* commit notifies nobody and leaves no trace on the other side, and a broken id cannot be copied.
*/
function inlineText(text) {
	return withoutControls(text).replace(/[&<>|]/gu, (character) => ENTITIES[character] ?? "").replace(/[\\`*_[\]~$]/gu, "\\$&").replace(/@(?=\S)/gu, `@${APART}`).replace(/(?<!&)#(?=\w)|!(?=\d)/gu, `$&${APART}`).replace(/gh-(?=\d)/giu, (match) => `${match.slice(0, 2)}${APART}-`).replace(/:(?=\/\/)/gu, `:${APART}`).replace(/www(?=\.)/giu, `$&${APART}`).replace(/^[-+=#]/u, "\\$&").replace(/^(\d{1,9})(?=[.)](?: |$))/u, "$1\\");
}
/** The text as a code span on one line. Backticks inside get a longer fence (CommonMark 0.31, section 6.1); references inside a code span are inert. */
function codeSpan(text) {
	const line = withoutControls(text);
	if (line === "") return "` `";
	const fence = "`".repeat(longestRun(line, "`") + 1);
	const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
	return fence + pad + line + pad + fence;
}
/**
* Inert Markdown as one cell of a GFM table: a pipe would end the cell even inside a code span, and a line break would end the table. A pipe that already has its
* backslash is left, so a cell can pass here twice.
*/
function tableCell(markdown) {
	return markdown.replace(/(?<!\\)\|/gu, "\\|").replace(/\r\n?|\n/gu, "<br>");
}
/** A GFM table without a final newline. The cells are inert Markdown; each passes through `tableCell`. */
function table(head, rows) {
	const line = (cells) => `| ${cells.map(tableCell).join(" | ")} |`;
	return [
		line(head),
		`| ${head.map(() => "---").join(" | ")} |`,
		...rows.map(line)
	].join("\n");
}
/**
* The text as a fenced code block, without a final newline; the fence is longer than any run of backticks inside. Control and bidirectional characters
* other than tab and line break are spelled out: what a diff shows is what is there.
*/
function fencedBlock(text, language = "") {
	const body = text.split(/\r?\n/u).map((line) => line.split("	").map(printable).join("	")).join("\n");
	const fence = "`".repeat(Math.max(3, longestRun(body, "`") + 1));
	return `${fence}${language}\n${body}${body === "" || body.endsWith("\n") ? "" : "\n"}${fence}`;
}
/**
* The Markdown, cut after a whole line so that it and the notice stay within `limit` bytes of UTF-8; a fence or `<details>` that the cut left open is
* closed. Lines are never cut: half a code span or escape would bring the text in it to life. Unchanged when it fits; only the notice, which must fit
* by itself, when not one line does.
*/
function cutBytes(markdown, limit, notice) {
	if (Buffer.byteLength(markdown) <= limit) return markdown;
	const kept = [];
	let open = {
		fence: "",
		details: 0
	};
	let size = Buffer.byteLength(notice) + 1;
	for (const line of markdown.split("\n")) {
		const after = openAfter(open, line);
		size += Buffer.byteLength(line) + 1;
		if (size + Buffer.byteLength(closing(after)) > limit) break;
		kept.push(line);
		open = after;
	}
	return kept.length === 0 ? notice : `${kept.join("\n")}\n${closing(open)}\n${notice}`;
}
/** One line without control or bidirectional characters, at most `limit` UTF-16 units, ended by `…` when cut. Plain text: not made inert. */
function oneLine(text, limit) {
	return cutLine(withoutControls(text), limit);
}
/**
* `oneLine` for titles and commit headlines, which no Markdown protects: a zero-width space takes the meaning from mentions, references, closing keywords
* and addresses.
*/
function inertTitle(text, limit) {
	return cutLine(withoutControls(text).replace(/@(?=\S)|[#!](?=\d)|gh(?=-\d)|:(?=\/\/)|www(?=\.)/giu, "$&​"), limit);
}
function cutLine(line, limit) {
	if (line.length <= limit) return line;
	return `${line.slice(0, limit - 1).replace(/\p{Surrogate}$/u, "")}…`;
}
function longestRun(text, character) {
	let longest = 0;
	let run = 0;
	for (const each of text) {
		run = each === character ? run + 1 : 0;
		longest = Math.max(longest, run);
	}
	return longest;
}
function openAfter(open, line) {
	const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(line);
	const mark = fence?.[1] ?? "";
	if (open.fence !== "") return mark !== "" && mark.startsWith(open.fence) && (fence?.[2] ?? "").trim() === "" ? {
		...open,
		fence: ""
	} : open;
	if (mark !== "") return {
		...open,
		fence: mark
	};
	const opened = line.match(/<details[ >]/gu)?.length ?? 0;
	const closed = line.match(/<\/details>/gu)?.length ?? 0;
	return {
		...open,
		details: Math.max(0, open.details + opened - closed)
	};
}
function closing(open) {
	return (open.fence === "" ? "" : `${open.fence}\n`) + "\n</details>\n".repeat(open.details);
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

// src/runner/action.ts
/** Keeps the literal types of a table. */
function defineAction(definition) {
	return definition;
}
/** Reads and checks every input of the table from the step's environment; throws a usage error that names the input. */
function readInputs(definition, environment) {
	const values = {};
	for (const [name, input] of Object.entries(definition.inputs)) {
		const raw = environment[inputVariable(name)]?.trim() ?? "";
		const fallback = input.default?.includes("${{") === true ? "" : input.default ?? "";
		values[name] = valueOf$1(name, input, raw === "" ? fallback : raw);
	}
	return values;
}
/** The variable in which the runner passes an input: upper case, spaces as underscores, hyphens kept. */
function inputVariable(name) {
	return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
function valueOf$1(name, input, text) {
	switch (input.kind) {
		case "text":
			if (/[\r\n\0]/.test(text) && input.secret !== true) throw usageError(`the input \`${name}\` holds a line break: ${JSON.stringify(shown$2(text))}; give one line`);
			return text === "" ? null : text;
		case "flag":
			if (/^(true|True|TRUE)$/.test(text)) return true;
			if (/^(false|False|FALSE)$/.test(text)) return false;
			throw usageError(`the input \`${name}\` is "${shown$2(text)}"; expected true or false`);
		case "list": return text.split(/[\n,]/).map((item) => item.trim()).filter((item) => item !== "" && !item.startsWith("#"));
		case "lines": return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
		case "choice":
			if (!input.words.includes(text)) throw usageError(`the input \`${name}\` is "${shown$2(text)}"; expected ${input.words.join(" or ")}${didYouMean(text, input.words)}`);
			return text;
		case "number": {
			if (text === "") return null;
			const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
			if (!(value >= input.least && value <= input.most)) throw usageError(`the input \`${name}\` is "${shown$2(text)}"; expected a whole number from ${input.least} to ${input.most}`);
			return value;
		}
	}
}
/** Enough of a value to know it by in a message. */
function shown$2(text) {
	return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}

// node_modules/canonicalize/lib/canonicalize.js
function serializeString(value) {
	if (!value.isWellFormed()) throw new Error("Lone surrogate is not allowed");
	return JSON.stringify(value);
}
function serializePrimitive(value) {
	switch (typeof value) {
		case "number":
			if (isNaN(value)) throw new Error("NaN is not allowed");
			if (!isFinite(value)) throw new Error("Infinity is not allowed");
			return JSON.stringify(value);
		case "string": return serializeString(value);
		case "boolean": return value ? "true" : "false";
		default: return JSON.stringify(value);
	}
}
function enterValue(value, seen) {
	let wrappers = null;
	while (value !== null && typeof value === "object" && typeof value.toJSON === "function") {
		if (seen.has(value)) throw new Error("Circular reference detected");
		seen.add(value);
		(wrappers ??= []).push(value);
		value = value.toJSON();
	}
	if (value instanceof Number || value instanceof String || value instanceof Boolean) value = value.valueOf();
	if (value === null || typeof value !== "object") {
		if (wrappers !== null) for (const wrapper of wrappers) seen.delete(wrapper);
		return serializePrimitive(value);
	}
	if (seen.has(value)) throw new Error("Circular reference detected");
	seen.add(value);
	return {
		container: value,
		keys: Array.isArray(value) ? null : Object.keys(value).sort(),
		index: 0,
		first: true,
		wrappers
	};
}
function canonicalize(object) {
	if (object === null || typeof object !== "object") return serializePrimitive(object);
	const seen = /* @__PURE__ */ new Set();
	const root = enterValue(object, seen);
	if (typeof root !== "object") return root;
	let result = root.keys === null ? "[" : "{";
	const stack = [root];
	outer: while (stack.length > 0) {
		const frame = stack[stack.length - 1];
		const container = frame.container;
		if (frame.keys === null) {
			while (frame.index < container.length) {
				const i = frame.index++;
				if (i > 0) result += ",";
				const element = container[i];
				const value = element === void 0 || typeof element === "symbol" || typeof element === "function" ? null : element;
				if (value === null || typeof value !== "object") {
					result += serializePrimitive(value);
					continue;
				}
				const child = enterValue(value, seen);
				if (typeof child !== "object") {
					result += child === void 0 ? "null" : child;
					continue;
				}
				result += child.keys === null ? "[" : "{";
				stack.push(child);
				continue outer;
			}
			result += "]";
		} else {
			const keys = frame.keys;
			while (frame.index < keys.length) {
				const key = keys[frame.index++];
				const value = container[key];
				if (value === void 0 || typeof value === "symbol" || typeof value === "function") continue;
				if (value === null || typeof value !== "object") {
					if (frame.first) frame.first = false;
					else result += ",";
					result += serializeString(key) + ":" + serializePrimitive(value);
					continue;
				}
				const child = enterValue(value, seen);
				if (child === void 0) continue;
				if (frame.first) frame.first = false;
				else result += ",";
				result += serializeString(key) + ":";
				if (typeof child !== "object") {
					result += child;
					continue;
				}
				result += child.keys === null ? "[" : "{";
				stack.push(child);
				continue outer;
			}
			result += "}";
		}
		seen.delete(container);
		if (frame.wrappers !== null) for (const wrapper of frame.wrappers) seen.delete(wrapper);
		stack.pop();
	}
	return result;
}

// src/text/canonical-json.ts
/** The one text of the value by RFC 8785: keys sorted, no space, so that equal values have equal digests. A key whose value is `undefined` is left out. */
function canonicalJson(value) {
	const text = canonicalize(value);
	if (text === void 0) throw new TypeError("a value without JSON form cannot be written canonically");
	return text;
}
/** The value of a JSON text. `what` names the text in the `UserError` for one that is none. */
function parseJson(text, what = "the text") {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new UserError(`${what} is not JSON: ${messageOf(error)}`, { cause: error });
	}
}
function asRecord(value, what) {
	if (isRecord(value)) return value;
	return refuse(value, what, "an object");
}
function asArray(value, what) {
	if (isArray(value)) return value;
	return refuse(value, what, "a list");
}
function asString(value, what) {
	return typeof value === "string" ? value : refuse(value, what, "a text");
}
/** A whole number that a double holds exactly. */
function asInteger(value, what) {
	return typeof value === "number" && Number.isSafeInteger(value) ? value : refuse(value, what, "a whole number");
}
/** `null` when the value is `null` or not there, else what the reader makes of it. */
function optional$1(value, what, reader) {
	return value === null || value === void 0 ? null : reader(value, what);
}
/** A list whose every item the reader reads; the error names the item: `labels[2]`. */
function listOf(value, what, reader) {
	return asArray(value, what).map((item, index) => reader(item, `${what}[${index}]`));
}
/** One of the words. */
function oneOf(value, what, words) {
	return words.find((each) => each === value) ?? refuse(value, what, `one of ${words.join(", ")}`);
}
function isRecord(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isArray(value) {
	return Array.isArray(value);
}
function refuse(value, what, expected) {
	throw new UserError(`${what} is ${describe(value)}; expected ${expected}`);
}
function describe(value) {
	if (value === void 0) return "missing";
	if (value === null) return "null";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "an object";
	const text = JSON.stringify(value) ?? typeof value;
	return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

// src/runner/context.ts
/** Imported, the module would be wrapped name by name, its promises too: a millisecond of every start. Asked for late, because the command line's older Nodes lack it. */
const files = () => process.getBuiltinModule("node:fs");
/** Reads the context from the job's environment; throws a usage error when it is not a runner's. */
function readContext(environment) {
	const needed = (name) => {
		const value = environment[name];
		if (value === void 0 || value === "") throw usageError(`the variable ${name} is not set; Waybill's actions run inside a GitHub Actions job, which sets it; on a laptop use the \`waybill\` command`);
		return value;
	};
	const address = (name, usual) => (environment[name] === void 0 || environment[name] === "" ? usual : environment[name]).replace(/\/+$/, "");
	const serverUrl = address("GITHUB_SERVER_URL", "https://github.com");
	const repository = needed("GITHUB_REPOSITORY");
	const runId = environment["GITHUB_RUN_ID"];
	return {
		repository,
		eventName: needed("GITHUB_EVENT_NAME"),
		sha: environment["GITHUB_SHA"] ?? "",
		ref: environment["GITHUB_REF"] ?? "",
		actor: environment["GITHUB_ACTOR"] ?? "",
		serverUrl,
		apiUrl: address("GITHUB_API_URL", "https://api.github.com"),
		graphqlUrl: address("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql"),
		workspace: environment["GITHUB_WORKSPACE"] ?? "",
		runUrl: runId === void 0 || runId === "" ? null : `${serverUrl}/${repository}/actions/runs/${runId}`,
		event() {
			const path = environment["GITHUB_EVENT_PATH"];
			return path === void 0 || path === "" ? {} : readEvent(path);
		}
	};
}
function readEvent(path) {
	const what = `the event's payload at "${path}" (GITHUB_EVENT_PATH)`;
	let text;
	try {
		text = files().readFileSync(path, "utf8");
	} catch (error) {
		throw usageError(`${what} cannot be read: ${messageOf(error)}`, error);
	}
	return parseJson(text, what);
}
/**
* A file of the job's own checkout; `null` when there is none. Throws a usage error for what leaves the workspace, is reached through a link, which could point at
* anything that the job can read, or is no regular file.
*/
function workspaceFile(context, path) {
	if (context.workspace === "") return null;
	let file = null;
	try {
		const place = join(files().realpathSync(context.workspace), path);
		if (relative(context.workspace, join(context.workspace, path)).startsWith("..") || isAbsolute(path)) throw new Error("it is outside of the workspace");
		if (files().realpathSync(place) !== place) throw new Error("it is a symbolic link, or behind one");
		file = files().openSync(place, files().constants.O_RDONLY | files().constants.O_NOFOLLOW | files().constants.O_NONBLOCK);
		if (!files().fstatSync(file).isFile()) throw new Error("it is no regular file");
		return files().readFileSync(file);
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
		throw usageError(`"${path}" in the workspace cannot be used: ${messageOf(error)}; expected a regular file of the checkout`, error);
	} finally {
		if (file !== null) files().closeSync(file);
	}
}

// src/runner/log.ts
/**
* One harmless line. The runner takes a line whose first non-space characters are `::` as a command, and its older parser takes `##[`
* anywhere in a line; a zero-width space breaks both and is invisible to a reader.
*/
function harmlessLine(text) {
	return printable(text).replace(/^(\s*):(?=:)/, "$1:​").replaceAll("##[", "##​[");
}
/** A Log on the runner's standard output. `debug` lines travel as the runner's own debug command, shown with RUNNER_DEBUG. */
function runnerLog(write) {
	return {
		info: (line) => write(`${harmlessLine(line)}\n`),
		warning: (line) => write(`::warning::${commandData(printable(line))}\n`),
		debug: (line) => write(`::debug::${commandData(printable(line))}\n`)
	};
}
/** An error annotation. */
function errorLine(message) {
	return `::error::${commandData(printable(message))}\n`;
}
/** Begins a group of lines that the log shows folded; groups do not nest. */
function groupLine(title) {
	return `::group::${commandData(printable(title))}\n`;
}
const END_OF_GROUP = "::endgroup::\n";
/** Tells the runner to show asterisks instead of a secret from here on. */
function maskLine(secret) {
	return `::add-mask::${commandData(secret)}\n`;
}
/** The runner's own escapes for a command's data. */
function commandData(text) {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

// src/runner/run-action.ts
/** The whole upload is dropped above 1,024 KiB a step (GitHub's limit); this leaves room for the notice. */
const SUMMARY_LIMIT = 1e6;
/** Runs the action and sets the process' exit code: 0 done or nothing to do, 1 it failed, 2 the call or the configuration is wrong. Never rejects; a cancelled run ends the process. */
async function runAction(definition, body) {
	const write = (text) => {
		process.stdout.write(text);
	};
	const log = runnerLog(write);
	const abort = new AbortController();
	const cancel = (signal) => abort.abort(new UserError(`the run was cancelled (${signal})`));
	process.once("SIGINT", cancel).once("SIGTERM", cancel);
	let end;
	try {
		maskSecrets(definition, process.env);
		const report = await body({
			inputs: readInputs(definition, process.env),
			context: readContext(process.env),
			log,
			signal: abort.signal
		});
		end = {
			...report,
			exitCode: report.failure === null ? 0 : 1
		};
	} catch (error) {
		end = failedEnd(definition, abort.signal.aborted ? abort.signal.reason : error);
		for (let cause = error instanceof UserError ? error.cause : error; cause instanceof Error; cause = cause.cause) log.debug(cause.stack ?? cause.message);
	}
	if (end.failure === null) log.info(`${definition.name}: ${end.outputs["result"]}: ${end.outputs["reason"]}`);
	else write(errorLine(end.failure));
	process.exitCode = end.exitCode;
	for (const tell of [() => writeOutputs(end.outputs), () => writeSummary(end.summary)]) try {
		await tell();
	} catch (error) {
		write(errorLine(messageOf(error)));
		process.exitCode = end.exitCode === 0 ? 1 : end.exitCode;
	}
	process.removeListener("SIGINT", cancel).removeListener("SIGTERM", cancel);
	if (abort.signal.aborted) process.exit();
}
function failedEnd(definition, error) {
	const reason = error instanceof UserError ? error.message : `Waybill failed unexpectedly: ${messageOf(error)}`;
	const unset = Object.keys(definition.outputs).map((name) => [name, ""]);
	return {
		outputs: {
			...Object.fromEntries(unset),
			result: "failed",
			reason
		},
		summary: `### Waybill ${definition.name}: failed\n\n${inlineText(reason)}`,
		failure: reason,
		exitCode: error instanceof UserError ? error.exitCode : 1
	};
}
/** The runner masks its own secrets; a token minted elsewhere or given as plain text is masked here, and so is the form that git sends. */
function maskSecrets(definition, environment) {
	for (const [name, input] of Object.entries(definition.inputs)) {
		if (input.kind !== "text" || input.secret !== true) continue;
		const value = readInputs({
			name: definition.name,
			description: "",
			inputs: { [name]: input },
			outputs: {}
		}, environment)[name];
		if (typeof value === "string") mask(value);
	}
}
/** Keeps a secret out of the log, line by line; a token also in the form in which git sends it. */
function mask(secret) {
	const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length > 3 && !line.startsWith("-----"));
	for (const line of lines) process.stdout.write(maskLine(line));
	if (lines.length === 1) process.stdout.write(maskLine(Buffer.from(`x-access-token:${secret}`).toString("base64")));
}
/** The toolkit is loaded only now: it brings a cryptography that the way to the use case does not need. */
async function writeOutputs(outputs) {
	if (isUnset("GITHUB_OUTPUT")) return;
	const { setOutput } = await import("./core.js");
	try {
		for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
	} catch (error) {
		throw new UserError(`the step's outputs could not be written to GITHUB_OUTPUT: ${messageOf(error)}`, { cause: error });
	}
}
async function writeSummary(markdown) {
	if (isUnset("GITHUB_STEP_SUMMARY") || markdown === "") return;
	const { summary } = await import("./core.js");
	try {
		await summary.addRaw(cutBytes(markdown, SUMMARY_LIMIT, "\n\n_The rest was cut: the log has all of it._\n"), true).write();
	} catch (error) {
		throw new UserError(`the job summary could not be written to GITHUB_STEP_SUMMARY: ${messageOf(error)}`, { cause: error });
	}
}
function isUnset(variable) {
	return (process.env[variable] ?? "") === "";
}

// src/entry/build-inputs.ts
/** What is built and how; of `build` and `release`. */
const imageBuild = {
	image: {
		kind: "text",
		description: "Name of the image, without a tag: `ghcr.io/acme/podinfo`."
	},
	images: {
		kind: "lines",
		description: "Several images, one a line, each with what differs: `ghcr.io/acme/api,context=api,file=api/Dockerfile,target=run`. What can be said of each in full stands under `builds` in `.waybill.yaml`, which is read when neither `image`, `images` nor `chart` is set."
	},
	"max-parallel": {
		kind: "number",
		least: 1,
		most: 64,
		default: "2",
		description: "The most builds at work at the same time."
	},
	context: {
		kind: "text",
		default: ".",
		description: "Folder of the build, from the workspace, or an address."
	},
	file: {
		kind: "text",
		description: "Dockerfile; by default the engine's own in the context."
	},
	target: {
		kind: "text",
		description: "Stage of the Dockerfile to build."
	},
	"build-args": {
		kind: "lines",
		description: "Build arguments, `NAME=value`, one a line."
	},
	secrets: {
		kind: "lines",
		description: "Secrets for the build, one a line: `id=env:VARIABLE` or `id=file:path`. Their values are in no argument and in no log."
	},
	platforms: {
		kind: "list",
		description: "Platforms such as `linux/amd64`; several need buildx, buildah or podman."
	},
	labels: {
		kind: "lines",
		description: "Further labels, `key=value`, one a line; they win over Waybill's own."
	},
	annotations: {
		kind: "lines",
		description: "Annotations of the manifest, `key=value`, one a line."
	},
	"cache-from": {
		kind: "lines",
		description: "Caches to read, as the engine takes them, one a line."
	},
	"cache-to": {
		kind: "lines",
		description: "Caches to write, as the engine takes them, one a line."
	},
	provenance: {
		kind: "text",
		description: "Provenance as buildx takes it: `true`, `false`, `mode=max`."
	},
	sbom: {
		kind: "text",
		description: "SBOM as buildx takes it: `true` or `false`."
	},
	"extra-arguments": {
		kind: "lines",
		description: "Further arguments of the engine, one a line."
	},
	engine: {
		kind: "choice",
		words: [
			"auto",
			"buildx",
			"docker",
			"buildah",
			"podman"
		],
		default: "auto",
		description: "What builds; `auto` takes the first that the machine has."
	},
	push: {
		kind: "flag",
		default: "true",
		description: "Push to the registry."
	},
	load: {
		kind: "flag",
		default: "false",
		description: "Keep in docker what buildx pushes straight to the registry (`provenance`, `sbom`), too, for a step that tests it. Every other image stays with its engine, with `push: false` too. Not for several platforms."
	},
	immutable: {
		kind: "flag",
		default: "true",
		description: "Fail when the version's tag holds another commit's image. With `false` it is overwritten."
	},
	version: {
		kind: "text",
		description: "Version of the image; by default from the Git tag or by `pattern`."
	},
	pattern: {
		kind: "choice",
		words: [
			"date",
			"semver",
			"describe",
			"commit"
		],
		default: "date",
		description: "How builds of a branch are called: `20261121.094400_1a2b3c4d5e6f`, `1.2.4-main.20261121094400.4.g1a2b3c4d5e6f`, `1.2.3-4-g1a2b3c4d5e6f`, or the full commit id."
	},
	"tag-prefix": {
		kind: "text",
		description: "What stands before the version in this app's Git tags, `app/` for `app/v1.2.3`."
	},
	"short-tags": {
		kind: "flag",
		default: "false",
		description: "Let a release also move its short tags, `1.2` and `1`."
	},
	latest: {
		kind: "flag",
		default: "false",
		description: "Let the highest release also move `latest`."
	},
	"registry-username": {
		kind: "text",
		description: "User at the registry, for what Waybill asks of it; by default what `docker login`, `podman login` or `buildah login` left."
	},
	"registry-password": {
		kind: "text",
		secret: true,
		description: "Password or token of that user."
	}
};
/** For a chart instead of an image; of `build` and `release`. */
const chartBuild = {
	chart: {
		kind: "text",
		description: "Folder of a Helm chart, from the workspace, to package instead of an image."
	},
	"chart-repository": {
		kind: "text",
		description: "Where the chart is published to: an OCI registry, without the chart's name, `oci://ghcr.io/acme/charts`; or with `chart-branch` the Git repository of a classic chart repository, as `owner/name`, by default the one the workflow runs in."
	},
	"chart-branch": {
		kind: "text",
		description: "Branch that holds a classic chart repository, packages and `index.yaml`, as GitHub Pages serves it: `gh-pages`. It is made when it is not there."
	},
	"chart-folder": {
		kind: "text",
		description: "Folder of that branch with `index.yaml`; by default its root."
	},
	"chart-key": {
		kind: "text",
		description: "Name of the PGP key that signs the chart, as `helm package --key`."
	},
	"chart-keyring": {
		kind: "text",
		description: "Keyring file with that private key, from the workspace, as `gpg --export-secret-keys` writes it."
	},
	"chart-key-passphrase": {
		kind: "text",
		secret: true,
		description: "Passphrase of that key."
	}
};
/** What came of it; of `build` and `release`. */
const builtArtifacts = {
	image: "The image's name, without a tag; of several one a line.",
	version: "The version; empty when the Git tag is another app's. Where builds have several, one a line.",
	tags: "The tags, one a line, the one that never moves first.",
	digest: "Digest of the manifest in the registry, as `sha256:...`; of several builds one a line, of those that have one.",
	reference: "`name:tag@digest` of the image, for `update`, of several one a line; empty when nothing is in the registry.",
	chart: "`name=version` of the chart, for `update`, of several one a line; empty when nothing is in the registry.",
	pushed: "`true` when this run pushed something.",
	releasable: "`true` when the version may be written into an environment: the registry has it, and it is no pull request's.",
	metadata: "What the engine wrote about the build, as JSON; of several builds by where each is pushed.",
	builds: "JSON list, in the order of the call, of {kind, name, result, reason, version, tags, digest, reference, pushed, releasable}."
};

// src/entry/actions.ts
const dryRun = {
	kind: "flag",
	default: "false",
	description: "Do everything but write: nothing is pushed, opened, posted or merged."
};
/** Who writes to a repository. */
const credentials = {
	token: {
		kind: "text",
		secret: true,
		default: "${{ github.token }}",
		description: "Token for Git and the API. The job's own token cannot write another repository and starts no workflows; an App (`app-id`, `private-key`) can."
	},
	"app-id": {
		kind: "text",
		description: "App ID or client ID of a GitHub App whose installation token is used instead of `token`."
	},
	"private-key": {
		kind: "text",
		secret: true,
		description: "Private key (PEM) of that App."
	},
	committer: {
		kind: "text",
		default: "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>",
		description: "Author and committer of the commits, as `Name <email>`."
	}
};
const access = {
	...credentials,
	"time-budget": {
		kind: "number",
		least: 1,
		most: 60,
		default: "5",
		description: "Minutes after which a run gives up waiting for busy branches and rate limits."
	},
	"dry-run": dryRun
};
const where = {
	home: {
		kind: "text",
		description: "Repository that holds waybill.yaml, as `owner/name`; by default the one the workflow runs in."
	},
	from: {
		kind: "text",
		description: "Where versions come from: an environment of waybill.yaml, or without one a path such as `apps/{app}/overlays/stage`."
	},
	to: {
		kind: "text",
		description: "The environment that receives them, named the same way."
	}
};
const result = "One word for what happened.";
const reason = "One sentence: what happened, or why nothing did.";
/** Where versions are written and how; of `update` and `release`. */
const target = {
	environment: {
		kind: "text",
		description: "Environment to write to; by default the first of waybill.yaml (or the conventional one) that takes from no other."
	},
	path: {
		kind: "text",
		description: "Folder or file to write to instead of an environment, `{app}` marking the app."
	},
	app: {
		kind: "text",
		description: "App to write to; by default every app of the environment that pins the artifact."
	},
	"environment-repository": {
		kind: "text",
		description: "Repository to write to, as `owner/name`; by default the one the workflow runs in."
	},
	"base-branch": {
		kind: "text",
		description: "Branch to write to; by default the environment's, else the default branch."
	},
	mode: {
		kind: "choice",
		words: ["commit", "pull-request"],
		default: "commit",
		description: "`commit` writes to the branch, `pull-request` proposes it."
	}
};
const places = {
	kind: "list",
	description: "Places that hold the version of the one artifact given, though nothing in the manifest says so, as `file#path`, one a line: `apps/*/fleet.yaml#helm.version`. They are written even where they are guarded or hold a range."
};
const proposalLabels = {
	kind: "list",
	description: "Labels of the pull request."
};
const reviewers = {
	kind: "list",
	description: "Reviewers of the pull request: users, or teams as `org/team`."
};
const changed = "`true` when a commit was made or a pull request was opened or changed.";
const written = {
	commit: "The commit with the change.",
	"pull-request-number": "Number of the pull request.",
	"pull-request-url": "Address of the pull request.",
	files: "Paths that the change touches, one a line.",
	previous: "The versions before, as `name=version`, one a line."
};
const buildAction = defineAction({
	name: "build",
	description: "Build container images and Helm charts of the run's commit, push them as versions that never change, and prove their digests.",
	inputs: {
		...imageBuild,
		...chartBuild,
		...credentials,
		"time-budget": {
			kind: "number",
			least: 1,
			most: 60,
			default: "5",
			description: "Minutes after which the run gives up waiting for an answer of the registry, or for a busy branch of charts. Builds have no limit here."
		},
		"dry-run": dryRun
	},
	outputs: {
		result: `${result} pushed, built, exists, skipped, dry-run or failed.`,
		reason,
		...builtArtifacts
	}
});
const updateAction = defineAction({
	name: "update",
	description: "Write versions of images, charts and Git repositories into the first environment, as a commit or as a pull request.",
	inputs: {
		image: {
			kind: "list",
			description: "Images with their new version, `name:tag`, `name@digest` or `name:tag@digest`; one a line or separated by commas."
		},
		chart: {
			kind: "list",
			description: "Charts with their new version, `name=version`; one a line or separated by commas."
		},
		git: {
			kind: "list",
			description: "Git repositories with their new revision, `https://github.com/acme/deploy=v1.2.3`; one a line or separated by commas."
		},
		places,
		"image-file": {
			kind: "text",
			description: "File in the workspace with more images, one a line."
		},
		"chart-file": {
			kind: "text",
			description: "File in the workspace with more charts, one a line."
		},
		...target,
		labels: proposalLabels,
		reviewers,
		"source-repository": {
			kind: "text",
			description: "Repository that the version was built from; by default the one the workflow runs in."
		},
		"source-commit": {
			kind: "text",
			description: "Commit that the version was built from; by default the workflow's."
		},
		...access
	},
	outputs: {
		changed,
		result: `${result} committed, proposed, refreshed, nothing, superseded, dry-run or failed.`,
		reason,
		...written
	}
});
const releaseAction = defineAction({
	name: "release",
	description: "Build images and charts of the run's commit, push them, prove their digests, and write those into the first environment, as a commit or as a pull request.",
	inputs: {
		...imageBuild,
		...chartBuild,
		push: {
			...imageBuild.push,
			description: "Push to the registry. With `false` nothing is released: no environment gets an image that no registry has."
		},
		places,
		...target,
		"pull-request-labels": proposalLabels,
		reviewers,
		...access,
		"time-budget": {
			...access["time-budget"],
			description: "Minutes after which the run gives up waiting for an answer of the registry, and later, counted anew, for busy branches and rate limits. Builds have no limit here."
		}
	},
	outputs: {
		result: `${result} released, proposed, nothing, superseded, built (pushed perhaps, and not to be released), skipped, dry-run or failed.`,
		reason,
		...builtArtifacts,
		changed,
		...written
	}
});
const promoteAction = defineAction({
	name: "promote",
	description: "Open, refresh, merge and close the pull requests that carry one environment's versions to the next.",
	inputs: {
		...where,
		app: {
			kind: "list",
			description: "Apps to promote; by default every app."
		},
		...access
	},
	outputs: {
		result: `${result} promoted, nothing, dry-run or failed.`,
		reason,
		"pull-requests": "JSON list of {environment, app, result, reason, number, url}."
	}
});
const gateAction = defineAction({
	name: "gate",
	description: "Judge pull requests against the environment's gates, post the verdict as the status waybill/gate and merge what may be merged.",
	inputs: {
		...where,
		"pull-request": {
			kind: "number",
			least: 1,
			most: 999999999,
			description: "Number of the one pull request to judge; by default the event's, else every open one."
		},
		merge: {
			kind: "flag",
			default: "true",
			description: "Merge promotions whose gates are all open, within `auto-merge`."
		},
		...access
	},
	outputs: {
		result: `${result} open, held, closed, unknown, nothing or failed.`,
		reason,
		verdicts: "JSON list of {number, url, kind, environment, app, verdict, reason, merge}."
	}
});
const recordAction = defineAction({
	name: "record",
	description: "Write the record of every change of every environment that has none yet.",
	inputs: {
		...where,
		environment: {
			kind: "list",
			description: "Environments to record; by default all."
		},
		...access
	},
	outputs: {
		result: `${result} recorded, nothing, dry-run or failed.`,
		reason,
		records: "JSON list of {environment, app, commit, kind}.",
		commit: "The commit on the records branch."
	}
});
const waybillAction = defineAction({
	name: "waybill",
	description: "The environment repository's one step: gate on pull requests, reviews and merge groups; record, promote and gate on everything else.",
	inputs: {
		...where,
		merge: {
			kind: "flag",
			default: "true",
			description: "Merge promotions whose gates are all open, within `auto-merge`."
		},
		...access
	},
	outputs: {
		result: `${result} done, nothing, open, held, closed, unknown, dry-run or failed.`,
		reason,
		records: "JSON list of {environment, app, commit, kind}.",
		"pull-requests": "JSON list of {environment, app, result, reason, number, url}.",
		verdicts: "JSON list of {number, url, kind, environment, app, verdict, reason, merge}."
	}
});

// src/entry/event.ts
/** `repository.default_branch`; `null` when the payload has none (a schedule's has not). */
function defaultBranchFromEvent(event) {
	const repository = asRecord(event, "the event")["repository"];
	if (repository === void 0 || repository === null) return null;
	const branch = asRecord(repository, "the event's `repository`")["default_branch"];
	return branch === void 0 || branch === null ? null : asString(branch, "the event's `repository.default_branch`");
}
/** The number of the event's pull request; `null` when the event is about none. */
function pullRequestFromEvent(event) {
	const pullRequest = asRecord(event, "the event")["pull_request"];
	if (pullRequest === void 0 || pullRequest === null) return null;
	return asInteger(asRecord(pullRequest, "the event's `pull_request`")["number"], "the event's `pull_request.number`");
}
/** The merge group that a `merge_group` event is about. */
function mergeGroupFromEvent(event) {
	const group = asRecord(asRecord(event, "the event")["merge_group"], "the event's `merge_group`");
	const text = (key) => asString(group[key], `the event's \`merge_group.${key}\``);
	return {
		headCommit: text("head_sha"),
		headRef: text("head_ref"),
		baseCommit: text("base_sha"),
		baseRef: text("base_ref")
	};
}
/** What the event says of its repository for an image's labels: the licence by its SPDX identifier, and the homepage. */
function repositoryFacts(event) {
	const text = (value) => typeof value === "string" && value !== "" ? value : null;
	const repository = asRecord(event, "the event")["repository"];
	if (repository === void 0 || repository === null) return {
		licence: null,
		homepage: null
	};
	const { license, homepage } = asRecord(repository, "the event's `repository`");
	const licence = typeof license === "object" && license !== null && "spdx_id" in license ? text(license.spdx_id) : null;
	return {
		licence: licence === "NOASSERTION" ? null : licence,
		homepage: text(homepage)
	};
}

// src/entry/gate-subject.ts
/** An explicit number wins over the event. */
function gateSubject(context, number) {
	if (number !== null) return {
		kind: "pull-request",
		number,
		text: `pull request #${number}`
	};
	if (context.eventName === "merge_group") {
		const group = mergeGroupFromEvent(context.event());
		return {
			kind: "merge-group",
			group,
			text: `merge group ${group.headRef}`
		};
	}
	const event = pullRequestFromEvent(context.event());
	return event === null ? {
		kind: "every",
		text: "every open pull request"
	} : {
		kind: "pull-request",
		number: event,
		text: `pull request #${event}`
	};
}

// src/config/find.ts
/** The configuration's path in the home repository. */
const CONFIGURATION_FILE = "waybill.yaml";
/** The path of an application repository's list of builds. */
const BUILDS_FILE = ".waybill.yaml";
/** The environment of that name; throws a usage error that names the nearest one, or all. */
function environmentNamed(configuration, name) {
	const names = configuration.environments.map((environment) => environment.name);
	const found = configuration.environments.find((environment) => environment.name === name);
	if (found !== void 0) return found;
	const place = configuration.source === "waybill.yaml" ? `in ${CONFIGURATION_FILE}` : `known (from ${configuration.source})`;
	const hint = didYouMean(name, names);
	throw usageError(`the environment "${printable(name)}" is not ${place}${hint === "" ? `; expected one of ${names.join(", ")}` : hint}`);
}

// src/config/shapes.ts
/** A text of a format. `pattern` is for editors; `check` decides. */
function text(description, check, extra = {}) {
	return {
		schema: {
			type: "string",
			description,
			...extra
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, "a text");
			if (typeof value !== "string" || value === "") throw expected(node, at, "a text (put it in quotes)");
			const result = check(value);
			if (typeof result === "string") throw failure(node.line, `${at} is ${shown$1(node)}: ${result}`);
			return result.value;
		}
	};
}
/** One of some words. `later`: words that are known and not available, each with the sentence that says so. */
function words(description, known, later = {}) {
	return {
		schema: {
			enum: known,
			description
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, `one of ${known.join(", ")}`);
			const word = known.find((each) => each === value);
			if (word !== void 0) return word;
			const sentence = typeof value === "string" && Object.hasOwn(later, value) ? later[value] : void 0;
			if (sentence !== void 0) throw failure(node.line, `${at} is ${shown$1(node)}: ${sentence}`);
			throw expected(node, at, `one of ${known.join(", ")}${didYouMean(String(value), known)}`);
		}
	};
}
function whole(description, least, most) {
	return {
		schema: {
			type: "integer",
			minimum: least,
			maximum: most,
			description
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, "a whole number");
			if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
			throw expected(node, at, `a whole number from ${least} to ${most}`);
		}
	};
}
function flag(description) {
	return {
		schema: {
			type: "boolean",
			description
		},
		fallback: null,
		read(node, at) {
			const value = scalarOf(node, at, "true or false");
			if (typeof value === "boolean") return value;
			throw expected(node, at, "true or false");
		}
	};
}
function list(description, item) {
	return {
		schema: {
			type: "array",
			items: item.schema,
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "list") throw expected(node, at, "a list");
			return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
		}
	};
}
/** One value, or a list of at least one. */
function oneOrMany(description, item) {
	return {
		schema: {
			oneOf: [item.schema, {
				type: "array",
				items: item.schema,
				minItems: 1
			}],
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "list") return [item.read(node, at)];
			if (node.items.length === 0) throw expected(node, at, "at least one");
			return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
		}
	};
}
function optional(shape, value, byDefault) {
	const schema = byDefault === void 0 ? shape.schema : {
		...shape.schema,
		default: byDefault
	};
	return {
		...shape,
		schema,
		fallback: { value }
	};
}
/** Absent means `null`: the setting is off. */
function orNull(shape) {
	return {
		...shape,
		fallback: { value: null }
	};
}
/** Absent means what an empty mapping means: each key's own default. */
function orEmpty(shape) {
	return {
		...shape,
		fallback: { value: shape.read({
			kind: "map",
			line: 1,
			entries: /* @__PURE__ */ new Map()
		}, "") }
	};
}
/** `NAME=value` texts: a list of them, or a mapping from names to texts. */
function pairs(check, description) {
	const value = text("A text; put a number in quotes.", check);
	const item = text("NAME=value.", (each) => each.indexOf("=") > 0 ? check(each) : "expected NAME=value, for example GO_VERSION=1.26");
	return {
		schema: {
			oneOf: [{
				type: "object",
				additionalProperties: value.schema
			}, {
				type: "array",
				items: item.schema
			}],
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind === "list") return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
			if (node.kind !== "map") throw expected(node, at, "a mapping from names to texts, or a list of NAME=value");
			return [...node.entries].map(([name, entry]) => {
				if (name === "" || name.includes("=")) throw failure(entry.line, `"${printable(name)}" in ${at} is no name; expected one without =, then the value`);
				return `${name}=${value.read(entry, join$1(at, printable(name)))}`;
			});
		}
	};
}
/**
* Exactly these keys. An unknown one is an error with the nearest known one; `later` holds keys that are known and not available, each with the sentence that
* says so. Left out as a whole, it is read as if it were empty.
*/
function keys(description, fields, later = {}) {
	const names = Object.keys(fields);
	const required = names.filter((name) => fields[name]?.fallback === null);
	return {
		schema: {
			type: "object",
			properties: Object.fromEntries(names.map((name) => [name, fields[name]?.schema ?? {}])),
			required,
			additionalProperties: false,
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "map") throw expected(node, at, `a mapping with the keys ${names.join(", ")}`);
			for (const [key, { line }] of node.entries) {
				if (Object.hasOwn(fields, key)) continue;
				if (Object.hasOwn(later, key)) throw failure(line, `${join$1(at, key)}: ${later[key] ?? ""}`);
				const hint = didYouMean(key, names);
				const known = hint === "" ? `; known keys: ${names.join(", ")}` : hint;
				throw failure(line, `unknown key "${printable(key)}"${at === "" ? "" : ` in ${at}`}${known}`);
			}
			const values = names.map((name) => [name, valueOf(node, at, name, fields[name])]);
			return Object.fromEntries(values);
		}
	};
}
function valueOf(node, at, name, shape) {
	const entry = node.entries.get(name);
	if (entry !== void 0) return shape?.read(entry, join$1(at, name));
	if (shape === void 0 || shape.fallback === null) throw failure(node.line, `"${name}" is missing${at === "" ? "" : ` in ${at}`}`);
	return shape.fallback.value;
}
/** A value of another shape that is checked as a whole, and may become something else by it. */
function checked(shape, check) {
	return {
		schema: shape.schema,
		fallback: null,
		read(node, at) {
			const result = check(shape.read(node, at));
			if (typeof result === "string") throw failure(node.line, `${at}: ${result}`);
			return result.value;
		}
	};
}
/** A mapping from names to values of one shape; at least one, in the order of the file. */
function named(description, name, value) {
	return {
		schema: {
			type: "object",
			propertyNames: name.schema,
			additionalProperties: value.schema,
			minProperties: 1,
			description
		},
		fallback: null,
		read(node, at) {
			if (node.kind !== "map" || node.entries.size === 0) throw expected(node, at, "at least one, as name: settings");
			return [...node.entries].map(([key, entry]) => ({
				name: name.read({
					kind: "scalar",
					line: entry.line,
					value: key
				}, `a name in ${at}`),
				line: entry.line,
				value: value.read(entry, join$1(at, printable(key)))
			}));
		}
	};
}
/** What is wrong in a file of settings: a usage error of waybill.yaml, as nearly all are, that can be told of another file. */
var SettingsError = class extends UserError {
	line;
	sentence;
	constructor(line, sentence, cause) {
		super(located(CONFIGURATION_FILE, line, sentence), {
			exitCode: 2,
			cause
		});
		this.line = line;
		this.sentence = sentence;
	}
	/** The same, said of `file`. */
	in(file) {
		return usageError(located(file, this.line, this.sentence), this.cause);
	}
};
/** `waybill.yaml:12: ...` */
function failure(line, sentence, cause) {
	return new SettingsError(line, sentence, cause);
}
function located(file, line, sentence) {
	return `${file}${line === null ? "" : `:${line}`}: ${sentence}`;
}
function join$1(at, key) {
	return at === "" ? key : `${at}.${key}`;
}
function scalarOf(node, at, what) {
	if (node.kind !== "scalar") throw expected(node, at, what);
	return node.value;
}
function expected(node, at, what) {
	return failure(node.line, `${at === "" ? "the file" : at} is ${shown$1(node)}; expected ${what}`);
}
function shown$1(node) {
	if (node.kind === "map") return node.entries.size === 0 ? "an empty mapping" : "a mapping";
	if (node.kind === "list") return "a list";
	if (node.value === null) return "empty";
	const shownText = JSON.stringify(node.value);
	return printable(shownText.length <= 120 ? shownText : `${shownText.slice(0, 119)}…`);
}

// src/config/locate.ts
/** Far more than a hand writes; the parser needs a kilobyte of memory for each of a hostile file's bytes. */
const MOST_BYTES = 25e4;
/** What an alias stands for counts each time it is used, so that aliases cannot multiply. */
const MOST_NODES = 2e4;
const MOST_DEPTH = 32;
/**
* What the bytes write. Throws a SettingsError with the line, what is wrong there and what was expected. `first`: the key that a file begins with, for an empty one.
*/
function locateSettings(bytes, first) {
	return locate(decode(bytes), first);
}
function decode(bytes) {
	if (bytes.length > MOST_BYTES) throw failure(null, `the file has ${bytes.length} bytes; expected at most ${MOST_BYTES}`);
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (error) {
		throw failure(null, "the file is not UTF-8 text", error);
	}
}
function locate(text, first) {
	const lineCounter = new LineCounter();
	const lineAt = (offset) => lineCounter.linePos(offset).line;
	const document = parseDocument(text, {
		lineCounter,
		uniqueKeys: false,
		merge: false,
		prettyErrors: false
	});
	const problem = document.errors[0] ?? document.warnings[0];
	if (problem !== void 0) {
		const line = lineAt(problem.pos[0]);
		const hint = text.split("\n", line)[line - 1]?.includes("{app}") === true ? "; put a path with {app} in quotes" : "";
		throw failure(line, `not valid YAML: ${printable(problem.message)}${hint}`, problem);
	}
	if (document.contents === null) throw failure(null, `the file is empty; expected "${first}:"`);
	return new Locator(lineAt).locate(document.contents, 0, 1);
}
/** Walks the nodes once; the number of nodes and the depth are bounded, aliases included. */
var Locator = class {
	#lineAt;
	/** Each anchor's newest node: aliases refer backwards only. The parser's own look-up walks the document for every alias. */
	#anchors = /* @__PURE__ */ new Map();
	#nodes = 0;
	constructor(lineAt) {
		this.#lineAt = lineAt;
	}
	locate(node, depth, parentLine) {
		const line = this.#lineOf(node, parentLine);
		this.#nodes += 1;
		if (this.#nodes > MOST_NODES) throw failure(line, `more than ${MOST_NODES} values, aliases counted as often as they are used`);
		if (depth > MOST_DEPTH) throw failure(line, `nested more than ${MOST_DEPTH} deep`);
		if (isAlias(node)) {
			const target = this.#anchors.get(node.source);
			if (target === void 0) throw failure(line, `the alias "*${printable(node.source)}" names no anchor`);
			return this.locate(target, depth + 1, line);
		}
		const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : void 0;
		if (anchor !== void 0) this.#anchors.set(anchor, node);
		if (isMap(node)) {
			const entries = /* @__PURE__ */ new Map();
			for (const { key, value } of node.items) {
				const keyLine = this.#lineOf(key, line);
				if (!isScalar(key)) throw failure(keyLine, "a key is no plain text");
				const name = typeof key.value === "string" ? key.value : key.source ?? "";
				const earlier = entries.get(name);
				if (earlier !== void 0) throw failure(keyLine, `the key "${printable(name)}" stands here and in line ${earlier.line}`);
				entries.set(name, {
					...this.locate(value, depth + 1, keyLine),
					line: keyLine
				});
			}
			return {
				kind: "map",
				line,
				entries
			};
		}
		if (isSeq(node)) return {
			kind: "list",
			line,
			items: node.items.map((item) => this.locate(item, depth + 1, line))
		};
		const value = isScalar(node) ? node.value : null;
		if (typeof value === "string" || typeof value === "number" || typeof value === "boolean" || value === null) return {
			kind: "scalar",
			line,
			value
		};
		throw failure(line, "a value is neither text, number, true, false nor empty");
	}
	#lineOf(node, parentLine) {
		const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
		return range === null || range === void 0 ? parentLine : this.#lineAt(range[0]);
	}
};

// src/text/digest.ts
const load = createRequire(import.meta.url);
/** `sha256:` and 64 lower-case hexadecimal digits, over the bytes, or over the text's UTF-8. */
function sha256(bytes) {
	const { createHash } = load("node:crypto");
	return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

// src/config/complete.ts
/** Checks what one environment cannot know of another and adds the digest. Throws a usage error. */
function complete(draft) {
	const { environments, ignore, pins, records, source, lineOf } = draft;
	for (const environment of environments) {
		const problem = problemOfApp(environment) ?? problemOfSource(environment, environments) ?? problemOfPlace(environment, environments) ?? problemOfRecords(environment, records.branch);
		if (problem !== null) throw failure(source === "waybill.yaml" ? lineOf(environment.name) : null, problem);
	}
	let digest = null;
	return {
		environments,
		ignore,
		pins,
		records,
		source,
		get digest() {
			const rules = pins.length === 0 ? { ignore } : {
				ignore,
				pins
			};
			digest ??= sha256(canonicalJson(parseJson(JSON.stringify({
				environments,
				...rules,
				records
			}))));
			return digest;
		}
	};
}
function problemOfApp({ name, paths, app }) {
	const withApp = paths.filter((path) => path.includes("{app}"));
	if (app !== null) return withApp.length === 0 ? null : `the environment "${name}" has both "app: ${app}" and {app} in its path; expected one of them`;
	if (withApp.length === paths.length) return null;
	return `the path "${paths.find((path) => !path.includes("{app}"))}" of the environment "${name}" holds no {app}, so the app has no name; put {app} where the app's name stands, as in "apps/{app}/overlays/prod", or name the one app with "app: <name>"`;
}
function problemOfSource(environment, environments) {
	const { name, from, gates } = environment;
	if (from === null) {
		const needs = gates.soakMs !== null ? "soak" : "statuses";
		return gates.soakMs !== null || gates.statuses.length > 0 ? `the gate "${needs}" of the environment "${name}" needs the environment that promotions come from; add "from: <environment>" or remove the gate` : null;
	}
	const seen = /* @__PURE__ */ new Set([name]);
	for (let each = from; each !== null;) {
		if (seen.has(each)) return `the environment "${name}" would promote from itself: ${[...seen, each].join(" <- ")}; expected "from" without a circle`;
		seen.add(each);
		const source = environments.find((other) => other.name === each);
		if (source === void 0) {
			const names = environments.map((other) => other.name).filter((other) => other !== name);
			const hint = didYouMean(each, names);
			return `the environment "${each}", from which "${name}" promotes, is not among the environments${hint === "" ? `; expected one of ${names.join(", ") || "those you add"}` : hint}`;
		}
		each = source.from;
	}
	return null;
}
/** Two environments in one place would undo each other; names that differ only in case would share files on many disks. */
function problemOfPlace(environment, environments) {
	const places = (each) => each.paths.map((path) => `${each.repository?.toLowerCase() ?? ""} ${each.branch ?? ""} ${path}`);
	const own = places(environment);
	if (new Set(own).size < own.length) return `the environment "${environment.name}" names a path twice`;
	for (const other of environments) {
		if (other.name === environment.name) return null;
		if (other.name.toLowerCase() === environment.name.toLowerCase()) return `the environments "${other.name}" and "${environment.name}" differ only in case; rename one`;
		const shared = environment.paths[own.findIndex((place) => places(other).includes(place))];
		if (shared !== void 0) return `the environments "${other.name}" and "${environment.name}" are both at "${shared}"; give one another path, branch or repository`;
	}
	return null;
}
function problemOfRecords({ name, branch }, records) {
	return branch === records ? `the environment "${name}" is on the branch of the records, "${records}"; change one of them` : null;
}

// src/config/formats.ts
/**
* Asked first, because what is written nearly always is: the expressions over all of Unicode's letters take longer to compile than the rest
* of a configuration to read.
*/
const isPrintableAscii = (text) => /^[\x20-\x7e]*$/u.test(text);
const right = (value) => ({ value });
/** An environment's name: it becomes part of branches, paths and messages. */
const environmentName = (text) => /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9_-])?$/u.test(text) || !isPrintableAscii(text) && /^[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,61}[\p{L}\p{N}_-])?$/u.test(text) ? right(text) : "expected at most 63 letters, digits, dots, _ and -, a letter or digit first";
/** An app's name, as a folder of the repository gives it. */
const appName = (text) => /^(?!\.{1,2}$)[^/]{1,200}$/u.test(text) && (isPrintableAscii(text) || /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(text)) && text.trim() === text ? right(text) : "expected at most 200 characters, no slash, no control character, no space at the ends";
/**
* A path template: from the repository's root, with `/`, `{app}` at most once. A leading `./` and a trailing `/` are dropped; the root itself is `.`.
*/
const pathTemplate = (text) => {
	const path = text.replace(/^(?:\.\/)+(?=.)/u, "").replace(/(?<=.)\/+$/u, "");
	if (path === ".") return right(path);
	if (path.length > 1e3 || !isPrintableAscii(path) && /\p{C}/u.test(path)) return "expected a path without control characters";
	if (path.includes("\\")) return "expected / between folders, not a backslash";
	if (path.startsWith("/")) return "expected a path from the repository's root, without a leading /";
	const segments = path.split("/");
	if (segments.includes("..")) return "expected a path inside the repository, without ..";
	if (segments.some((segment) => segment === "" || segment === ".")) return "expected no empty folder and no . in the path";
	if (segments.some((segment) => segment.toLowerCase() === ".git")) return "expected a path outside .git";
	if (path.split("{app}").length > 2) return "expected {app} at most once";
	if (/[{}*?[\]]/u.test(path.replace("{app}", ""))) return "{app} is the one placeholder; globs are not read here";
	return right(path);
};
/** A branch by git-check-ref-format(1), and none that a command could take for an option or for a commit. */
const branchName = (text) => {
	return text.length > 200 || /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|^[-/.+]|[/.]$/u.test(text) || /^(?:@|HEAD|refs\/.*)$/u.test(text) ? "expected the short name of a branch, for example main or env/prod" : right(text);
};
const repositoryName = (text) => /^[A-Za-z0-9][\w-]{0,99}\/(?!\.{1,2}$)[\w.-]{1,100}$/u.test(text) && !text.endsWith(".git") ? right(text) : "expected owner/name, for example acme/prod";
const DAY_MS = 864e5;
/** `2h`, `30m`, `1d12h`: milliseconds, more than none and at most 365 days. */
const duration = (text) => {
	const [, days, hours, minutes] = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,6})m)?$/u.exec(text) ?? [];
	const ms = Number(days ?? 0) * DAY_MS + Number(hours ?? 0) * 36e5 + Number(minutes ?? 0) * 6e4;
	return ms > 0 && ms <= 365 * DAY_MS ? right(ms) : "expected a duration such as 30m, 2h or 1d12h, at most 365d";
};
/** A registry, with or without the first parts of a repository. A lone word would be a repository of Docker Hub: it must be written out. */
const registryPrefix = (text) => {
	const path = text.replace(/\/+$/u, "");
	if (!/^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/u.test(path)) return "expected a registry or the beginning of a repository in lower case, for example ghcr.io/acme";
	const host = path.split("/")[0] ?? "";
	return /[.:]/u.test(host) || host === "localhost" ? right(path) : `expected the registry first, for example docker.io/${path}`;
};
const reviewer = (text) => /^[A-Za-z0-9](?:[\w-]{0,99})(?:\/[\w.-]{1,100})?$/u.test(text) ? right(text) : "expected a user, or a team as org/team";
/** Any line of text, at most 200 characters. */
const line = (text) => text.length <= 200 && (isPrintableAscii(text) || !/\p{Cc}/u.test(text)) ? right(text) : "expected one line of at most 200 characters";
/** What a program takes as one argument or part of one; far below the kernel's limit for one. */
const argument = (text) => text.length <= 8e3 && (isPrintableAscii(text) || !/\p{Cc}/u.test(text)) ? right(text) : "expected one line of at most 8000 characters";
/** A label of a pull request: GitHub takes at most 50 characters. */
const label = (text) => text.length <= 50 && !text.includes(",") && (isPrintableAscii(text) || !/\p{Cc}/u.test(text)) ? right(text) : "expected one line of at most 50 characters, without a comma";

// src/artifacts/artifact.ts
/** A stable text for maps and pairing: `image:docker.io/library/nginx`. */
function artifactKey(artifact) {
	return `${artifact.kind}:${artifact.id}`;
}

// src/text/trailing-slashes.ts
/** The text without the slashes at its end, in one pass: `replace(/\/+$/, "")` takes quadratic time on a text of slashes that ends in something else. */
function withoutTrailingSlashes(text) {
	let end = text.length;
	while (end > 0 && text[end - 1] === "/") end -= 1;
	return text.slice(0, end);
}

// src/artifacts/git-repository.ts
/**
* The artifact of a repository's URL, with the folder inside it that a manifest takes: two folders of one repository may stand at two
* revisions. The identity is host and path in lower case, whatever the protocol (`github.com/acme/deploy//base`); the name is the URL as given.
*/
function gitArtifact(url, folder = "") {
	const clean = withoutTrailingSlashes(folder.replace(/^\/+/u, ""));
	const path = clean === "" || clean === "." ? "" : `//${clean}`;
	return {
		kind: "git",
		name: url + path,
		id: repositoryOf(url) + path
	};
}
/**
* The artifact that a person names: `https://github.com/acme/deploy`, `git@github.com:acme/deploy.git`, `github.com/acme/deploy//base` with a folder. `null`
* for a text that names no repository.
*/
function parseGitArtifact(text) {
	if (text.length > 1e3 || !/^[\w.~%+:@/-]+$/u.test(text) || text.includes("..")) return null;
	const scheme = /^[a-z][a-z0-9+.-]*:\/\//iu.exec(text)?.[0] ?? "";
	const divider = text.indexOf("//", scheme.length);
	const [url, folder] = divider === -1 ? [text, ""] : [text.slice(0, divider), text.slice(divider)];
	const artifact = gitArtifact(url, folder);
	return /^[^/]+\/[^/]/u.test(artifact.id) ? artifact : null;
}
/** Whether two are one repository, and the folder the same or not named by `wanted`. */
function isWithinRepository(artifact, wanted) {
	if (artifact.kind !== "git" || wanted.kind !== "git") return false;
	return artifact.id === wanted.id || artifact.id.startsWith(`${wanted.id}//`);
}
/** `github.com/acme/deploy` for `https://user@github.com/acme/deploy.git`, `git@github.com:acme/deploy`, `ssh://git@github.com:22/acme/deploy`. */
function repositoryOf(url) {
	const bare = url.replace(/^[a-z][a-z0-9+]*::/iu, "");
	const scheme = /^[a-z][a-z0-9+.-]*:\/\//iu.exec(bare)?.[0];
	const rest = scheme === void 0 ? bare : bare.slice(scheme.length);
	const slash = rest.indexOf("/");
	const authorityEnd = slash === -1 ? rest.length : slash;
	const at = rest.slice(0, authorityEnd).lastIndexOf("@");
	const located = rest.slice(at + 1);
	const joined = scheme === void 0 ? located.replace(/^([^/:]+):(?!\d+\/)/u, "$1/") : located.replace(/^([^/]+?):\d+(?=\/|$)/u, "$1");
	return withoutTrailingSlashes(joined).replace(/\.git$/u, "").toLowerCase();
}
/**
* Whether a revision is a fixed point: a full or abbreviated commit id (7 digits at least), or a tag that carries a number, as releases do. A branch (`main`,
* `HEAD`, `release/1.2`, `refs/heads/x`) moves by itself, and a bare name may be one.
*/
function isFixedRevision(revision) {
	if (/^[0-9a-f]{7,64}$/u.test(revision)) return true;
	if (revision.length > 255) return false;
	const tag = revision.replace(/^refs\/tags\//u, "");
	if (tag !== revision) return true;
	const [, before = "", version] = /^(.*?[/-])?v?(\d+(?:\.\d+)+(?:[-+.][\w.+-]*)?)$/u.exec(tag) ?? [];
	return version !== void 0 && !/^(?:refs|heads|releases?|stable|support|hotfix|maintenance)[/-]/u.test(before);
}
/** Whether a revision is a full commit id. */
function isCommitId(revision) {
	return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u.test(revision);
}

// src/artifacts/version.ts
/** `1.2.3`, `1.2.3@sha256:...`, `@sha256:...`; the empty string when there is neither. */
function formatVersion(version) {
	return (version.tag ?? "") + (version.digest === null ? "" : `@${version.digest}`);
}
function equalVersions(a, b) {
	return a.tag === b.tag && a.digest === b.digest;
}
/** An image tag by the OCI distribution specification: 1 to 128 of letters, digits, `_`, `.`, `-`, the first neither `.` nor `-`. */
function isTag(text) {
	return /^\w[\w.-]{0,127}$/.test(text);
}
/** `sha256:` and 64, or `sha512:` and 128, lower-case hexadecimal digits: the algorithms that the OCI image specification registers. */
function isDigest(text) {
	return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text);
}
/** An exact chart version: semver 2.0.0, a leading `v` allowed as Helm does. Ranges, two-part versions and leading zeros are none. */
function isChartVersion(text) {
	return text.length <= 128 && EXACT_SEMVER.test(text);
}
/** The expression of semver.org, with `v`. */
const EXACT_SEMVER = /^v?(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;
/**
* A Git tag, branch or commit as a manifest may name it: what git-check-ref-format(1) allows, without the characters that a manifest's templates or a shell would
* read, at most 255 long.
*/
function isGitRevision(text) {
	return text.length <= 255 && /^\w[\w.+/-]*$/.test(text) && !/\.\.|\/[./]|[./]$|\.lock(?:\/|$)/.test(text);
}
const EXPECTED = {
	image: "a tag, tag@sha256:<64 hexadecimal digits> or @sha256:<64 hexadecimal digits>",
	chart: "an exact version such as 6.1.0 (semver; no range), with @sha256:<64 hexadecimal digits> or without",
	git: "a tag, a branch or a commit id"
};
const TAG_OF = {
	image: isTag,
	chart: isChartVersion,
	git: isGitRevision
};
/**
* The version that `tag`, `tag@sha256:...` or `@sha256:...` writes. What the part before `@` may be depends on the kind: an image tag, an exact semver, a Git
* revision (which has no digest). Throws a usage error that quotes the text.
*/
function parseVersion(text, kind = "image") {
	const at = text.indexOf("@");
	const tag = at < 0 ? text : text.slice(0, at);
	const digest = at < 0 ? null : text.slice(at + 1);
	const rightTag = tag === "" && digest !== null || TAG_OF[kind](tag);
	const rightDigest = digest === null || kind !== "git" && isDigest(digest);
	if (!rightTag || !rightDigest) throw usageError(`the ${kind} version ${quoted$1(text)} is not valid; expected ${EXPECTED[kind]}`);
	return {
		tag: tag === "" ? null : tag,
		digest
	};
}
/** Quoted as JSON, so that a line break or an escape shows itself; cut where it gets long. */
function quoted$1(text) {
	return JSON.stringify(text.length <= 200 ? text : `${text.slice(0, 199)}…`);
}

// src/artifacts/image-reference.ts
/**
* Reads `[registry[:port]/]repository[:tag][@digest]`. Throws a usage error that quotes the text and says what is wrong: user information, `..`, a scheme, upper case in
* the repository, a tag or digest that is none.
*/
function parseImageReference(text) {
	const at = text.indexOf("@");
	const named = at < 0 ? text : text.slice(0, at);
	const digest = at < 0 ? null : text.slice(at + 1);
	if (digest !== null && !isDigest(digest)) throw refusal(text, "what follows @ is not sha256: and 64 hexadecimal digits");
	const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
	const name = colon < 0 ? named : named.slice(0, colon);
	const tag = colon < 0 ? null : named.slice(colon + 1);
	if (tag !== null && !isTag(tag)) throw refusal(text, "the tag may hold at most 128 letters, digits, _, . and -, and begins with neither . nor -");
	const { registry, repository } = split(name, text);
	return {
		artifact: {
			kind: "image",
			name,
			id: `${registry}/${repository}`
		},
		registry,
		repository,
		version: {
			tag,
			digest
		}
	};
}
/** The artifact that a bare image name (no tag, no digest) means. Throws a usage error for a text that is none. */
function imageArtifact(name) {
	const { registry, repository } = split(name, name);
	return {
		kind: "image",
		name,
		id: `${registry}/${repository}`
	};
}
/** Whether `imageArtifact` takes the text. */
function isImageName(text) {
	return typeof problemOf(text) !== "string";
}
function split(name, text) {
	const result = problemOf(name);
	if (typeof result === "string") throw refusal(text, result);
	return result;
}
const LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
const REGISTRY = new RegExp(`^(?:${LABEL}(?:\\.${LABEL})*|\\[[0-9A-Fa-f:]+\\])(?::\\d{1,5})?$`);
const COMPONENT = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
/** The parts of a name, or a sentence that says why it is none. */
function problemOf(name) {
	if (name.length > 255) return "it is longer than 255 characters";
	const slash = name.indexOf("/");
	const first = name.slice(0, Math.max(slash, 0));
	const hasRegistry = slash >= 0 && (/[.:]/.test(first) || first === "localhost");
	const host = hasRegistry ? first.toLowerCase() : "docker.io";
	const path = hasRegistry ? name.slice(slash + 1) : name;
	if (!REGISTRY.test(host)) return "the registry is not a host name with an optional port";
	if (/[A-Z]/.test(path)) return "a repository is written in lower case";
	if (!path.split("/").every((part) => COMPONENT.test(part))) return "a repository is letters, digits and single separators . _ - between them, in parts divided by /";
	if (!hasRegistry && /^[0-9a-f]{64}$/.test(path)) return "64 hexadecimal digits are an image id";
	const registry = host === "index.docker.io" ? "docker.io" : host;
	return {
		registry,
		repository: registry === "docker.io" && !path.includes("/") ? `library/${path}` : path
	};
}
function refusal(text, reason) {
	const shown = JSON.stringify(text.length <= 300 ? text : `${text.slice(0, 299)}…`);
	return usageError(`the image ${shown} is not valid: ${reason}; expected registry/repository:tag, for example ghcr.io/acme/podinfo:1.2.3`);
}

// src/artifacts/assignment.ts
/** The name of a chart as a call or the configuration gives it, without its repository. */
function isChartName(text) {
	return /^[A-Za-z0-9][\w.-]{0,249}$/.test(text);
}
/**
* One assignment. Image: `ghcr.io/acme/podinfo:1.2.3`, with `@sha256:...` or only that, or `ghcr.io/acme/podinfo=1.2.3`. Chart: `podinfo=6.1.0` or `podinfo:6.1.0`; the
* name is the artifact's identity, since a call names no repository. Git: `https://github.com/acme/deploy=v1.2.3`. Throws a usage error when the name or the
* version is missing or wrong.
*/
function parseAssignment(text, kind) {
	switch (kind) {
		case "image": return parseImage(text);
		case "chart": return parseChart(text);
		case "git": return parseGit(text);
	}
}
/** Assignments divided by line breaks or commas; blank ones are skipped, repeated ones count once. Throws when two give one artifact different versions. */
function parseAssignments(text, kind) {
	const found = /* @__PURE__ */ new Map();
	for (const part of text.split(/[\r\n,]/u)) {
		const trimmed = part.trim();
		if (trimmed === "") continue;
		const assignment = parseAssignment(trimmed, kind);
		const key = artifactKey(assignment.artifact);
		const earlier = found.get(key);
		if (earlier !== void 0 && !equalVersions(earlier.version, assignment.version)) throw usageError(`the ${kind} "${assignment.artifact.name}" is given two versions; expected one`);
		found.set(key, earlier ?? assignment);
	}
	return [...found.values()];
}
function parseImage(text) {
	const equals = text.indexOf("=");
	if (equals >= 0) return {
		artifact: imageArtifact(text.slice(0, equals)),
		version: parseVersion(text.slice(equals + 1), "image")
	};
	const { artifact, version } = parseImageReference(text);
	if (version.tag === null && version.digest === null) throw usageError(`the image "${text}" has no version; expected "${text}:<tag>", "${text}@sha256:<digest>" or both`);
	return {
		artifact,
		version
	};
}
function parseChart(text) {
	const divider = text.search(/[=:]/u);
	const name = divider < 0 ? text : text.slice(0, divider);
	if (!isChartName(name)) throw usageError(`the chart ${JSON.stringify(text)} is not valid; expected name=version, for example podinfo=6.1.0`);
	if (divider < 0) throw usageError(`the chart "${name}" has no version; expected ${name}=<version>`);
	return {
		artifact: {
			kind: "chart",
			name,
			id: name
		},
		version: parseVersion(text.slice(divider + 1), "chart")
	};
}
function parseGit(text) {
	const divider = text.lastIndexOf("=");
	const name = divider < 0 ? text : text.slice(0, divider);
	const artifact = parseGitArtifact(name);
	if (artifact === null) throw usageError(`the Git repository ${JSON.stringify(name.slice(0, 300))} is not valid; expected repository=revision, for example https://github.com/acme/deploy=v1.2.3`);
	if (divider < 0) throw usageError(`the Git repository "${name}" has no revision; expected ${name}=<tag or commit>`);
	return {
		artifact,
		version: parseVersion(text.slice(divider + 1), "git")
	};
}

// src/text/key-path.ts
const MOST_CHARACTERS = 1e3;
/**
* The steps of a path, at least one, or a sentence that says what is wrong. Keys are divided by dots; a key with a dot or a bracket in it is quoted in
* brackets; `[0]` is an item of a list by its number, from 0, `[name=podinfo]` by one of its keys. A dot in front of all, as yq has it, counts for nothing.
*/
function parseKeyPath(text) {
	if (text.length > MOST_CHARACTERS) return `expected a path of at most ${MOST_CHARACTERS} characters`;
	if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u.test(text)) return "expected a path without control characters";
	const steps = [];
	let rest = text.replace(/^\.(?=.)/u, "");
	if (rest === "") return "expected the keys that lead to a value, as in helm.version";
	while (rest !== "") {
		if (rest.startsWith("[")) {
			const found = bracketed(rest);
			if (typeof found === "string") return found;
			steps.push(found.step);
			rest = rest.slice(found.length);
		} else {
			const key = /^[^.[\]]+/u.exec(rest)?.[0] ?? "";
			if (key === "") return `expected a key before ${JSON.stringify(rest.slice(0, 20))}`;
			if (key.trim() !== key) return `the key ${JSON.stringify(key)} has a space at an end; quote it as ["${key}"]`;
			steps.push({
				kind: "key",
				key
			});
			rest = rest.slice(key.length);
		}
		if (rest === "" || rest.startsWith("[")) continue;
		if (!rest.startsWith(".") || rest.length === 1) return "expected a dot and a key, or [...], behind each part";
		rest = rest.slice(1);
	}
	return steps;
}
/** Reads `path` or `document:path`; a sentence that says what is wrong otherwise. The path is given back in one spelling. */
function parsePlacePath(text) {
	const [, number, path = text] = /^(\d{1,6}):(.*)$/su.exec(text) ?? [];
	const steps = parseKeyPath(path);
	if (typeof steps === "string") return steps;
	return {
		document: number === void 0 ? null : Number(number),
		path: formatKeyPath(steps)
	};
}
/** The path that `parseKeyPath` reads these steps from, one for each list of steps: `a["b.c"][0].d`. */
function formatKeyPath(steps) {
	let text = "";
	for (const step of steps) if (step.kind === "index") text += `[${step.index}]`;
	else if (step.kind === "part") text += `[${step.name}]`;
	else if (step.kind === "item") text += `[${step.key}=${/[\]"]/u.test(step.value) ? JSON.stringify(step.value) : step.value}]`;
	else if (!/^[\w/-]+$/u.test(step.key)) text += `[${JSON.stringify(step.key)}]`;
	else text += text === "" ? step.key : `.${step.key}`;
	return text;
}
const QUOTED = /^"(?:[^"\\]|\\.)*"/u;
function bracketed(text) {
	const index = /^\[(\d{1,9})\]/u.exec(text);
	if (index !== null) return {
		step: {
			kind: "index",
			index: Number(index[1])
		},
		length: index[0].length
	};
	const part = /^\[([^\]="'[]+)\]/u.exec(text);
	if (part !== null) return {
		step: {
			kind: "part",
			name: part[1] ?? ""
		},
		length: part[0].length
	};
	const [, name = "", before = ""] = /^\[(?:([\w./-]+)=)?(?=(["']?))/u.exec(text) ?? [];
	const start = name === "" ? 1 : name.length + 2;
	const value = before === "" ? void 0 : quoted(text.slice(start));
	if (value === null) return `the quotes in ${shown(text)} are not closed`;
	const plain = value === void 0 && name !== "" ? /^[^\]]+/u.exec(text.slice(start))?.[0] : void 0;
	const content = value?.text ?? plain;
	const end = start + (value?.length ?? plain?.length ?? 0);
	if (content === void 0 || text[end] !== "]") return `${shown(text)} is no step; expected [0], [name=value] or ["a key"]`;
	return {
		step: name === "" ? {
			kind: "key",
			key: content
		} : {
			kind: "item",
			key: name,
			value: content
		},
		length: end + 1
	};
}
/** The text in the quotes that come first; `null` when they are not closed. Double quotes are read as JSON, single ones hold what they hold. */
function quoted(text) {
	if (text.startsWith("'")) {
		const end = text.indexOf("'", 1);
		return end === -1 ? null : {
			text: text.slice(1, end),
			length: end + 1
		};
	}
	const literal = QUOTED.exec(text)?.[0];
	if (literal === void 0) return null;
	try {
		const value = JSON.parse(literal);
		return typeof value === "string" ? {
			text: value,
			length: literal.length
		} : null;
	} catch {
		return null;
	}
}
function shown(text) {
	return JSON.stringify(text.length <= 40 ? text : `${text.slice(0, 39)}…`);
}

// src/config/named-pin.ts
/** A glob whose last part names files: `*` and `?` within a part, `**` for folders. */
const fileGlob = (text) => {
	const glob = text.replace(/^(?:\.\/)+/u, "");
	const parts = glob.split("/");
	const last = parts.at(-1) ?? "";
	if (text.length > 1e3 || /\p{C}/u.test(text)) return "expected a path without control characters";
	if (glob.includes("\\")) return "expected / between folders, not a backslash";
	if (glob.startsWith("/")) return "expected a path from the repository's root, without a leading /";
	if (parts.some((part) => part.toLowerCase() === ".git" || part === "." || part === "..")) return "expected files inside the repository";
	if (/[{}[\]]/u.test(glob)) return "only *, ? and ** are read here; write * where the app's name stands";
	if (parts.slice(0, -1).includes("")) return "expected no empty folder in the path";
	if (/^\**$/u.test(last)) return "expected a file's name at the end, such as apps/*/fleet.yaml";
	return { value: glob };
};
const placePath = (text) => {
	const result = parsePlacePath(text);
	return typeof result === "string" ? result : { value: result };
};
const imageName = (text) => isImageName(text) ? { value: imageArtifact(text) } : "expected an image's name without tag and digest, for example ghcr.io/acme/app";
const chartName = (text) => isChartName(text) ? { value: {
	kind: "chart",
	name: text,
	id: text
} } : "expected a chart's name without its repository, for example podinfo";
const gitRepository = (text) => {
	const artifact = parseGitArtifact(text);
	return artifact === null ? "expected a Git repository, for example https://github.com/acme/deploy" : { value: artifact };
};
/** The entry as one place. Refused when it names several artifacts: a place holds one version. */
function namedPinOf(entry) {
	const named = [
		entry.image,
		entry.chart,
		entry.git
	].filter((artifact) => artifact !== null);
	if (named.length > 1) return `${named.map(({ kind }) => `"${kind}"`).join(" and ")} are both set; a place holds the version of one of them`;
	return { value: {
		file: entry.file,
		...entry.path,
		artifact: named[0] ?? null
	} };
}

// src/config/definition.ts
const NOT_YET = "is planned and not available in this version";
const promote = keys("How this environment receives promotions.", {
	group: optional(words("What one pull request carries. app: one app.", ["app"], { set: `one pull request for all ${NOT_YET}; available: app` }), "app", "app"),
	newer: optional(words("What a newer version does to an open pull request. settle: it replaces the version until someone approved it, then waits.", ["settle"], {
		supersede: `replacing always ${NOT_YET}; available: settle`,
		queue: `queueing ${NOT_YET}; available: settle`
	}), "settle", "settle"),
	"auto-merge": optional(words("Up to which step Waybill merges by itself once every gate is open.", [
		"never",
		"patch",
		"minor",
		"major"
	]), "never", "never"),
	labels: optional(list("Labels of the pull request.", text("A label.", label)), [], []),
	reviewers: optional(list("Reviewers to ask.", text("A user, or a team as org/team.", reviewer)), [], [])
});
const gates = keys("What must be true before a change may go to this environment.", {
	soak: orNull(text("How long the same content must have been in `from`: 30m, 2h, 1d12h.", duration, { pattern: "^(\\d+d)?(\\d+h)?(\\d+m)?$" })),
	approvals: orNull(keys("Approvals of the pull request's head.", {
		required: optional(whole("How many.", 1, 10), 1, 1),
		independent: optional(flag("Whether an approval counts only from somebody who wrote none of the change."), true, true)
	})),
	statuses: optional(list("Commit statuses or check runs that must be successful on the upstream commit.", text("A name; * stands for any text.", line)), [], []),
	images: orNull(keys("Which images may run here.", {
		registries: optional(list("Allowed registries and repository prefixes; empty: any.", text("For example ghcr.io/acme.", registryPrefix)), [], []),
		digest: optional(words("Whether each image must be pinned by digest.", ["required", "optional"]), "optional", "optional"),
		"mutable-tags": optional(words("Whether tags that move, such as latest, may be used.", ["forbidden", "allowed"]), "forbidden", "forbidden")
	}))
}, { freeze: `the freeze gate ${NOT_YET}; available: soak, approvals, statuses, images` });
const namedPin = checked(keys("One place in some files.", {
	file: text("A glob of files from the repository's root, for example apps/*/fleet.yaml.", fileGlob),
	path: text("Where in the file: keys, items of lists and what `waybill pins` lists, for example helm.version, images[name=app].tagSuffix or data[\"a.b\"]. 1: in front: only in the second document.", placePath),
	image: orNull(text("The image whose tag or digest it holds, for example ghcr.io/acme/app.", imageName)),
	chart: orNull(text("The chart whose version it holds.", chartName)),
	git: orNull(text("The Git repository whose tag or commit it holds.", gitRepository))
}), namedPinOf);
const environment = keys("One stage: a path, a branch, a repository, or a mixture.", {
	path: oneOrMany("Folders or files of this environment, from the repository's root; {app} stands for the app.", text("For example apps/{app}/overlays/prod.", pathTemplate)),
	app: orNull(text("The one app's name, when no path holds {app}.", appName)),
	branch: orNull(text("The branch; without it the repository's default branch.", branchName)),
	repository: orNull(text("The repository as owner/name; without it the one that holds this file.", repositoryName)),
	from: orNull(text("The environment that promotions come from.", environmentName)),
	promote: orEmpty(promote),
	gates: orEmpty(gates)
});
/** The whole file. */
const definition = keys("Waybill: environments, how versions move between them, and under which gates.", {
	environments: named("The environments, by name.", text("An environment's name.", environmentName), environment),
	ignore: optional(list("Globs of paths that are never read as manifests.", text("For example **/charts/**.", line)), [], []),
	pins: optional(list("Places that hold a version and that nothing else would take for one, or that are left alone unless they are named.", namedPin), [], []),
	records: orEmpty(keys("Where the records live.", { branch: optional(text("The branch of the records.", branchName), "waybill/records", "waybill/records") }))
});

// src/config/model.ts
/** The configuration that the data mean; throws a usage error as `parseConfiguration` does. */
function configurationOf(data, source) {
	const { environments, ignore, pins, records } = definition.read(data, "");
	const lines = new Map(environments.map(({ name, line }) => [name, line]));
	return complete({
		environments: environments.map(({ name, value }) => environmentOf(name, value)),
		ignore,
		pins,
		records,
		source,
		lineOf: (name) => source === "waybill.yaml" ? lines.get(name) ?? null : null
	});
}
/** The same data as a file with only these keys would give, so that the defaults are the file's. */
function dataOf(environments) {
	const scalar = (value) => ({
		kind: "scalar",
		line: 1,
		value
	});
	const map = (entries) => ({
		kind: "map",
		line: 1,
		entries: new Map(entries.flatMap(([key, value]) => value === null ? [] : [[key, value]]))
	});
	const settings = ({ path, app, from }) => map([
		["path", {
			kind: "list",
			line: 1,
			items: path.map(scalar)
		}],
		["app", app === null ? null : scalar(app)],
		["from", from === null ? null : scalar(from)]
	]);
	return map([["environments", map(environments.map((each) => [each.name, settings(each)]))]]);
}
function environmentOf(name, settings) {
	const { path: paths, app, branch, repository, from, promote, gates } = settings;
	const { "auto-merge": autoMerge, ...promotion } = promote;
	const { soak: soakMs, images, ...otherGates } = gates;
	return {
		name,
		paths,
		app,
		branch,
		repository,
		from,
		promote: {
			...promotion,
			autoMerge
		},
		gates: {
			...otherGates,
			soakMs,
			images: images === null ? null : {
				registries: images.registries,
				digest: images.digest,
				mutableTags: images["mutable-tags"]
			}
		}
	};
}

// src/config/parse.ts
/**
* The configuration that the bytes write. Throws a usage error with the line, the value and what was expected; for an unknown key with the nearest known one.
*/
function parseConfiguration(bytes) {
	return configurationOf(locateSettings(bytes, "environments"), "waybill.yaml");
}

// src/github/forge.ts
/** `acme/environment` */
function formatRepository(repository) {
	return `${repository.owner}/${repository.name}`;
}

// src/github/repository-name.ts
/** GitHub's logins (with the `_shortcode` of managed users), and the wider set that GHES, Forgejo and Gitea allow for organisations. */
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;
/**
* Reads `owner/name`. Throws a usage error for everything else: a URL, more than two segments, dots only, a `.git` or `.wiki` ending
* (the host would read another repository), any character that means something in a URL or to Git.
*/
function parseRepositoryName(text) {
	const [owner, name, ...rest] = text.split("/");
	if (!(rest.length === 0 && owner !== void 0 && name !== void 0 && OWNER.test(owner) && !owner.includes("..") && NAME.test(name) && !/^\.+$/.test(name) && !/\.(?:git|wiki)$/i.test(name))) throw usageError(`the repository ${JSON.stringify(text.slice(0, 200))} is not a repository's name; expected \`owner/name\`, such as \`acme/environment\``);
	return {
		owner,
		name
	};
}
/** The URL that Git clones from and pushes to, without credentials. `serverUrl` is the runner's GITHUB_SERVER_URL. Throws a usage error when it is not http(s). */
function remoteUrl(serverUrl, repository) {
	const server = URL.canParse(serverUrl) ? new URL(serverUrl) : null;
	if (server === null || server.protocol !== "https:" && server.protocol !== "http:") throw usageError(`the server URL ${JSON.stringify(serverUrl)} is not an https URL; expected one such as \`https://github.com\``);
	return `${server.origin}${server.pathname.replace(/\/+$/, "")}/${formatRepository(repository)}.git`;
}

// src/entry/identity.ts
/** Reads `Name <email>`; throws a usage error when it is not that. */
function parseIdentity(text) {
	const [, name, email] = /^([^<>\n\r\0]{1,200}?)\s*<([^<>\s\0]+@[^<>\s\0]+)>$/.exec(text.trim()) ?? [];
	if (name === void 0 || email === void 0) throw usageError(`the input \`committer\` is "${text}"; expected a name and an address, such as \`Waybill <waybill@acme.example>\``);
	return {
		name,
		email
	};
}

// src/entry/access.ts
/** Throws a usage error that names the input; a secret is in no message. */
function readAccess(inputs) {
	return {
		credential: readCredential(inputs),
		identity: parseIdentity(inputs.committer ?? "")
	};
}
function readCredential(inputs) {
	const { token, "app-id": appId, "private-key": privateKey } = inputs;
	if (appId !== null && privateKey !== null) return {
		kind: "app",
		appId,
		privateKey
	};
	if (appId !== null || privateKey !== null) {
		const [given, missing] = appId === null ? ["private-key", "app-id"] : ["app-id", "private-key"];
		throw usageError(`the input \`${missing}\` is empty while \`${given}\` is set; an App needs both. Is the secret or variable there, and may this workflow read it?`);
	}
	if (token === null) throw usageError("the input `token` is empty; expected a token that can write the repository, such as ${{ github.token }}, or `app-id` and `private-key`");
	if (!/^[\x21-\x7e]+$/.test(token)) throw usageError("the input `token` holds a space, a line break or a letter beyond ASCII; expected one token");
	return {
		kind: "token",
		token
	};
}

// src/entry/proposal-events.ts
const PROPOSALS = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_target",
	"pull_request_review",
	"pull_request_review_comment",
	"merge_group",
	"workflow_run",
	"issue_comment"
]);
/** Whether the workspace is left alone on this event: neither configuration nor Git objects are taken from it. */
function mayBeProposal(eventName) {
	return PROPOSALS.has(eventName);
}

// src/entry/preflight.ts
/**
* Throws the usage error of a wrong call. `home` is the repository that holds waybill.yaml, `null` for the one the workflow runs in; when the workspace
* is that repository's, its waybill.yaml is parsed for an early answer. The configuration that the run uses is read again from the home repository, never from
* the workspace.
*/
function checkCall(inputs, context, home) {
	readAccess(inputs);
	parseRepositoryName(home ?? context.repository);
	if (mayBeProposal(context.eventName)) return;
	if (home !== null && home.toLowerCase() !== context.repository.toLowerCase()) return;
	const file = workspaceFile(context, CONFIGURATION_FILE);
	if (file !== null) parseConfiguration(file);
}

// src/git/ref-name.ts
const FORBIDDEN = [
	[/^$/u, "it is empty"],
	[/[\u0000-\u0020\u007f]/u, "it has a space or a control character"],
	[/^-/u, "it begins with a dash"],
	[/^\+/u, "it begins with a plus sign"],
	[/^refs\//u, "give the short name, without `refs/heads/`"],
	[/^@$|^HEAD$/u, "that is not a branch's name"],
	[/@\{/u, "it has `@{`"],
	[/[~^:?*[\\]/u, "it has one of ~ ^ : ? * [ \\"],
	[/\.\./u, "it has two dots in a row"],
	[/^\/|\/$|\/\//u, "it has an empty part between slashes"],
	[/(?:^|\/)\./u, "a part of it begins with a dot"],
	[/\.lock(?:\/|$)/u, "a part of it ends with `.lock`"],
	[/\.$/u, "it ends with a dot"],
	[/^[0-9a-f]{40}$/iu, "it reads as a commit"]
];
/**
* Why a short branch name cannot be used; `null` when it can. The rules of `git check-ref-format refs/heads/<name>`
* (git-check-ref-format(1)), which, unlike `--branch`, expands nothing.
*/
function branchNameProblem(branch) {
	if (Buffer.byteLength(branch) > 200) return "it is longer than 200 bytes";
	return FORBIDDEN.find(([pattern]) => pattern.test(branch))?.[1] ?? null;
}
/** `refs/heads/<branch>` of a short name; throws a usage error that says what is wrong with it. */
function branchRef(branch) {
	const problem = branchNameProblem(branch);
	if (problem !== null) throw usageError(`${JSON.stringify(branch)} cannot be used as a branch: ${problem}; expected a branch's short name, such as "main"`);
	return `refs/heads/${branch}`;
}

// src/entry/update-request.ts
/** Throws a usage error when no artifact is named, one is malformed, or the call contradicts itself. */
function readUpdateRequest(inputs, context) {
	const artifacts = [
		...parseAssignments([...inputs.image, ...listFile(context, "image-file", inputs["image-file"])].join("\n"), "image"),
		...parseAssignments([...inputs.chart, ...listFile(context, "chart-file", inputs["chart-file"])].join("\n"), "chart"),
		...parseAssignments(inputs.git.join("\n"), "git")
	];
	if (artifacts.length === 0) throw usageError("the inputs `image`, `chart` and `git` are empty; expected at least one artifact with its new version, such as `image: ghcr.io/acme/podinfo:1.2.3`");
	checkTarget(inputs);
	return {
		artifacts,
		places: placesOf$1(inputs.places, artifacts),
		source: sourceOf(inputs, context)
	};
}
/** Throws a usage error when the inputs that say where to write contradict each other, or the branch cannot be one. */
function checkTarget(inputs) {
	if (inputs.environment !== null && inputs.path !== null) throw usageError(`the inputs \`environment\` ("${inputs.environment}") and \`path\` ("${inputs.path}") are both set; give one of them`);
	if (inputs["base-branch"] !== null) branchRef(inputs["base-branch"]);
}
/** `file#path`, each of them for the one artifact. */
function placesOf$1(lines, artifacts) {
	const [only, other] = artifacts;
	if (lines.length > 0 && other !== void 0) throw usageError(`the input \`places\` says where one artifact's version stands, and ${artifacts.length} artifacts are given; write each of them in a step of its own, or name the places under \`pins\` in waybill.yaml`);
	return lines.map((line) => {
		const divider = line.indexOf("#");
		if (divider < 1) throw wrongPlace(line, "expected file#path, for example apps/*/fleet.yaml#helm.version");
		const file = fileGlob(line.slice(0, divider));
		if (typeof file === "string") throw wrongPlace(line, file);
		const path = placePath(line.slice(divider + 1));
		if (typeof path === "string") throw wrongPlace(line, path);
		return {
			file: file.value,
			...path.value,
			artifact: only?.artifact ?? null
		};
	});
}
function wrongPlace(line, reason) {
	return usageError(`the input \`places\` holds ${JSON.stringify(line.slice(0, 300))}: ${reason}`);
}
function sourceOf(inputs, context) {
	const repository = inputs["source-repository"] ?? context.repository;
	parseRepositoryName(repository);
	const commit = inputs["source-commit"] ?? context.sha;
	if (commit === "") return null;
	if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) throw usageError(`the input \`source-commit\` is "${commit}"; expected a full commit id of 40 hexadecimal digits`);
	return {
		repository,
		commit
	};
}
/** Inputs travel as environment variables, which have a length limit; a file has none. */
function listFile(context, input, path) {
	if (path === null) return [];
	const bytes = workspaceFile(context, path);
	if (bytes === null) throw usageError(`the input \`${input}\` names "${path}", which is not in the workspace "${context.workspace}"`);
	return new TextDecoder().decode(bytes).split("\n").map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
}

// src/config/template.ts
/**
* A function that says whether a path is at or below what the template denotes, and for which app. `{app}` stands for one whole segment or a part of one, never for a
* name that begins with a dot. Where it is the whole last segment it denotes a folder: a README beside the apps is no app. `app` is the name where the
* template holds no `{app}`.
*/
function placesOf(template, app) {
	if (!template.includes("{app}")) {
		const name = app ?? "";
		if (template === ".") return (path) => ({
			app: name,
			root: path.split("/", 1)[0] ?? path
		});
		return (path) => path === template || path.startsWith(`${template}/`) ? {
			app: name,
			root: template
		} : null;
	}
	const source = template.split("{app}").map(escape).join("([^/]+)");
	const isFolder = template === "{app}" || template.endsWith("/{app}");
	const expression = new RegExp(`^${source}${isFolder ? "(?=/)" : "(?=/|$)"}`, "su");
	return (path) => {
		const match = expression.exec(path);
		const name = match?.[1];
		return match === null || name === void 0 || name.startsWith(".") ? null : {
			app: name,
			root: match[0]
		};
	};
}
function escape(text) {
	return text.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

// src/config/apps.ts
/**
* The apps that stand in the environment, by name, sorted. `paths` are the files of the environment's branch. Throws a usage error for a name that cannot be one
* (control characters, spaces at the ends) and for two that differ only in case: their branches and records would be the same files on many disks.
*/
function findApps(environment, paths) {
	const placeOf = appFinder(environment);
	const roots = /* @__PURE__ */ new Map();
	for (const path of paths) {
		const place = placeOf(path);
		if (place === null) continue;
		const known = roots.get(place.app);
		if (known === void 0) roots.set(place.app, /* @__PURE__ */ new Set([place.root]));
		else known.add(place.root);
	}
	const names = [...roots.keys()].sort();
	checkNames(environment, names);
	return new Map(names.map((app) => [app, {
		app,
		roots: [...roots.get(app) ?? []].sort()
	}]));
}
/** The app that a path of the environment belongs to; `null` when it belongs to none. For many paths use `appFinder`. */
function appOfPath(environment, path) {
	return appFinder(environment)(path)?.app ?? null;
}
/** `appOfPath` with the templates read once, and with the root that the path is at or below. The first template that takes the path wins. */
function appFinder(environment) {
	const finders = environment.paths.map((template) => placesOf(template, environment.app));
	return (path) => {
		for (const find of finders) {
			const place = find(path);
			if (place !== null) return place;
		}
		return null;
	};
}
function checkNames(environment, names) {
	const seen = /* @__PURE__ */ new Map();
	for (const name of names) {
		const problem = appName(name);
		if (typeof problem === "string") throw usageError(`the environment "${environment.name}" has an app named "${printable(name)}": ${problem}; rename its folder or file`);
		const twin = seen.get(name.toLowerCase());
		if (twin !== void 0) throw usageError(`the environment "${environment.name}" has the apps "${twin}" and "${name}", which differ only in case; rename one`);
		seen.set(name.toLowerCase(), name);
	}
}

// src/config/structure.ts
const STRUCTURE = new Set("app apps application applications base bases charts clusters config configs deploy deployment deployments env envs environment environments gitops helm infra infrastructure k8s kubernetes kustomize kustomization manifests ops overlay overlays release releases services src stages tenants workloads values".split(" "));
/** The nearest folder above the environment's own that can name an app: `podinfo` for `apps/podinfo/overlays/stage`; `null` for `kustomize/env/stage`. */
function appAbove(segments, environment) {
	const index = appIndex(segments, environment);
	return index < 0 ? null : segments[index] ?? null;
}
/** Where that folder stands among the segments; -1 when none does. */
function appIndex(segments, environment) {
	return segments.findLastIndex((segment) => segment !== environment && /^[\p{L}\p{N}][\p{L}\p{N}_-]*$/u.test(segment) && !STRUCTURE.has(segment.toLowerCase()));
}

// src/config/convention.ts
const STAGE = /* @__PURE__ */ new Set([
	"stage",
	"staging",
	"stg"
]);
const PROD = /* @__PURE__ */ new Set([
	"prod",
	"production",
	"prd"
]);
/** How many ways to read the tree one message lists. */
const MOST_SHOWN = 5;
/** Stage and prod as the tree shows them. Throws a usage error when there are none or several ways to read it. */
function conventionalEnvironments(paths) {
	const readings = preferred(readingsOf(paths));
	const [reading, ...others] = readings;
	if (reading === void 0) throw usageError(nothingFound(paths));
	if (others.length > 0) {
		const list = readings.slice(0, MOST_SHOWN).map(({ from, to }) => `${from.path.join(" + ")} -> ${to.path.join(" + ")}`).join("; ") + (readings.length > MOST_SHOWN ? `; and ${readings.length - MOST_SHOWN} more` : "");
		throw usageError(`there is no waybill.yaml, and the environments are not clear; found: ${printable(list)}; name them in waybill.yaml, or with \`from\` and \`to\``);
	}
	return [reading.from, reading.to];
}
/** One reading per way in which the pairs can be named; equal ones fall together. */
function readingsOf(paths) {
	const readings = /* @__PURE__ */ new Map();
	for (const [stem, folders] of environmentFolders(paths)) for (const stage of folders.keys()) {
		if (!STAGE.has(stage)) continue;
		for (const prod of folders.keys()) {
			if (!PROD.has(prod)) continue;
			const reading = readPair(stem, stage, prod, [...folders.get(stage) ?? [], ...folders.get(prod) ?? []]);
			readings.set(JSON.stringify(reading), reading);
		}
	}
	return [...readings.values()];
}
/** The folder above -> the environment's folder -> what the YAML files below it are called from there. */
function environmentFolders(paths) {
	const stems = /* @__PURE__ */ new Map();
	for (const path of paths) {
		if (!/(?:\.ya?ml|\/Kustomization)$/u.test(path)) continue;
		const segments = path.split("/");
		const at = segments.findIndex((segment) => STAGE.has(segment) || PROD.has(segment));
		if (!(at >= 0 && at < segments.length - 1) || segments.slice(0, -1).some((segment) => segment.startsWith(".") || segment === "charts")) continue;
		const stem = segments.slice(0, at).join("/");
		const folders = stems.get(stem) ?? /* @__PURE__ */ new Map();
		stems.set(stem, folders);
		const name = segments[at] ?? "";
		const below = folders.get(name) ?? [];
		folders.set(name, below);
		below.push(segments.slice(at + 1).join("/"));
	}
	return stems;
}
function readPair(stem, stage, prod, below) {
	const segments = stem === "" ? [] : stem.split("/");
	const { prefix, suffixes, app } = below.some((path) => /^kustomization\.ya?ml$/iu.test(path) || path === "Kustomization") ? appFrom(segments, stage) : {
		prefix: segments,
		suffixes: suffixesOf(below),
		app: null
	};
	const pathOf = (name) => suffixes.map((suffix) => [
		...prefix,
		name,
		...suffix
	].join("/"));
	return {
		from: {
			name: stage,
			path: pathOf(stage),
			app,
			from: null
		},
		to: {
			name: prod,
			path: pathOf(prod),
			app,
			from: stage
		}
	};
}
function appFrom(segments, stage) {
	const index = appIndex(segments, stage);
	if (index < 0) return {
		prefix: segments,
		suffixes: [[]],
		app: "app"
	};
	return {
		prefix: segments.with(index, "{app}"),
		suffixes: [[]],
		app: null
	};
}
function suffixesOf(below) {
	return [...new Set(below.map((path) => path.includes("/") ? "" : path.slice(path.lastIndexOf("."))))].sort().map((ending) => [`{app}${ending}`]);
}
/** Without the operator's own folders, when something else remains. */
function preferred(readings) {
	const others = readings.filter(({ from }) => !/(?:^|\/)(?:clusters?|infrastructure|infra|flux-system)\//u.test(from.path[0] ?? ""));
	return others.length > 0 ? others : readings;
}
function nothingFound(paths) {
	const folders = [...new Set(paths.flatMap((path) => path.includes("/") ? [path.slice(0, path.indexOf("/"))] : []))].sort();
	const seen = folders.length === 0 ? "no folder" : folders.slice(0, 10).join(", ") + (folders.length > 10 ? ", ..." : "");
	return `there is no waybill.yaml, and no folders named stage (staging, stg) and prod (production, prd) stand side by side; found at the top: ${printable(seen)}; write waybill.yaml, or give \`from\` and \`to\` as path templates, for example apps/{app}/overlays/stage`;
}

// src/config/resolve.ts
/**
* The configuration: from the file; without a file from both inputs, whose environments are named after the last folder in which the templates differ (`stage` and
* `prod`; `from` and `to` where that gives no two names); without inputs by the convention (see convention.ts). Throws a usage error that says what is missing
* and where to put it.
*/
function resolveConfiguration({ file, paths, inputs }) {
	const { from = "", to = "" } = inputs;
	if (file !== null) {
		const configuration = parseConfiguration(file);
		checkNamed(configuration, from, to);
		return configuration;
	}
	if (from === "" && to === "") return configurationOf(dataOf(conventionalEnvironments(paths)), "convention");
	if (from === "" || to === "") {
		const [given, missing] = from === "" ? ["to", "from"] : ["from", "to"];
		throw usageError(`\`${given}\` is given without \`${missing}\`, and there is no waybill.yaml; give both as path templates, for example apps/{app}/overlays/stage`);
	}
	return configurationOf(dataOf(environmentsOfInputs(from, to)), "inputs");
}
/** With a file the inputs only choose; they never contradict it. */
function checkNamed(configuration, from, to) {
	if (from !== "") environmentNamed(configuration, from);
	if (to === "") return;
	const target = environmentNamed(configuration, to);
	if (from !== "" && target.from !== from) {
		const says = target.from === null ? "from no other" : `from "${target.from}"`;
		throw usageError(`the environment "${to}" promotes ${says} by waybill.yaml, not from "${from}" as \`from\` says; change one of them`);
	}
}
function environmentsOfInputs(from, to) {
	const [source, target] = [templateOf("from", from), templateOf("to", to)];
	if (source === target) throw usageError(`\`from\` and \`to\` are both "${source}"; expected two places`);
	if (source.includes("{app}") !== target.includes("{app}")) throw usageError(`\`from\` is "${source}" and \`to\` is "${target}"; expected {app} in both or in neither`);
	const [sourceName, targetName] = namesOf(source, target);
	const app = source.includes("{app}") ? null : appAbove(source.split("/"), sourceName) ?? "app";
	return [{
		name: sourceName,
		path: [source],
		app,
		from: null
	}, {
		name: targetName,
		path: [target],
		app,
		from: sourceName
	}];
}
function templateOf(input, text) {
	const result = pathTemplate(text);
	if (typeof result === "string") throw refusedInput(input, text, result);
	return result.value;
}
function refusedInput(input, text, reason) {
	return usageError(`\`${input}\` is "${printable(text)}": ${reason}; it is a path template when there is no waybill.yaml`);
}
function namesOf(from, to) {
	const [left, right] = [from.split("/"), to.split("/")];
	const index = left.length === right.length ? left.findLastIndex((segment, at) => segment !== right[at]) : -1;
	const names = [left[index] ?? "", right[index] ?? ""].map((segment) => segment.replace(/\.ya?ml$/u, ""));
	const [source = "", target = ""] = names;
	return names.every((name) => typeof environmentName(name) !== "string") && source.toLowerCase() !== target.toLowerCase() ? [source, target] : ["from", "to"];
}

// src/text/group-by.ts
/** The items by key, in the order in which the keys first appear. */
function groupBy(items, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group === void 0) groups.set(key, [item]);
		else group.push(item);
	}
	return groups;
}

// src/config/json-schema.ts
/** JSON Schema 2020-12, from the definition that the file is read by. Rules between values (`from` names an environment) are beyond it. */
function jsonSchema() {
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: "waybill.yaml",
		...definition.schema
	};
}

// src/runner/system-clock.ts
const systemClock = {
	now: () => Date.now(),
	sleep: (ms, signal) => setTimeout(ms, void 0, signal === void 0 ? {} : { signal }),
	random: () => Math.random()
};

// src/text/segment.ts
/**
* The name as one safe segment: ASCII letters, digits, `_`, `-` and single inner dots stay, every other byte of its UTF-8 becomes `%XX`. The result never starts
* with a dot or a dash, never ends with a dot or `.lock`, holds no `..`, `/` or `@{` (git-check-ref-format(1)), and is never empty: the empty name is `%`.
* Different names give different segments; case is kept. Throws on a lone surrogate, which has no UTF-8.
*/
function encodeSegment(name) {
	if (name === "") return "%";
	return encodeURIComponent(name).replace(/[!'()*~]/gu, percent).replace(/^[.-]|\.(?=\.|$)|\.(?=lock$)/giu, percent);
}
/** The name that `encodeSegment` made this of; `null` for a text that it makes of no name. */
function decodeSegment(text) {
	if (text === "%") return "";
	if (!/^(?:[\w.-]|%[0-9A-F]{2})+$/u.test(text)) return null;
	let name;
	try {
		name = decodeURIComponent(text);
	} catch {
		return null;
	}
	return encodeSegment(name) === text ? name : null;
}
function percent(character) {
	return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

export { pairs as $, formatVersion as A, readInputs as At, parseGitArtifact as B, tableCell as Bt, parsePlacePath as C, asRecord as Ct, isImageName as D, oneOf as Dt, imageArtifact as E, listOf as Et, parseVersion as F, fencedBlock as Ft, locateSettings as G, artifactKey as H, UserError as Ht, gitArtifact as I, inertTitle as It, flag as J, SettingsError as K, isCommitId as L, inlineText as Lt, isDigest as M, nearest as Mt, isGitRevision as N, codeSpan as Nt, parseImageReference as O, optional$1 as Ot, isTag as P, cutBytes as Pt, orNull as Q, isFixedRevision as R, oneLine as Rt, parseKeyPath as S, asInteger as St, parseAssignment as T, canonicalJson as Tt, argument as U, messageOf as Ut, withoutTrailingSlashes as V, printable as Vt, sha256 as W, usageError as Wt, list as X, keys as Y, oneOrMany as Z, parseRepositoryName as _, END_OF_GROUP as _t, groupBy as a, gateSubject as at, parseConfiguration as b, workspaceFile as bt, appOfPath as c, buildAction as ct, placesOf$1 as d, recordAction as dt, text as et, readUpdateRequest as f, releaseAction as ft, readAccess as g, runAction as gt, mayBeProposal as h, mask as ht, jsonSchema as i, environmentNamed as it, isChartVersion as j, didYouMean as jt, equalVersions as k, parseJson as kt, findApps as l, gateAction as lt, checkCall as m, waybillAction as mt, encodeSegment as n, BUILDS_FILE as nt, resolveConfiguration as o, defaultBranchFromEvent as ot, branchRef as p, updateAction as pt, checked as q, systemClock as r, CONFIGURATION_FILE as rt, appFinder as s, repositoryFacts as st, decodeSegment as t, words as tt, checkTarget as u, promoteAction as ut, remoteUrl as v, groupLine as vt, isChartName as w, asString as wt, formatKeyPath as x, asArray as xt, formatRepository as y, runnerLog as yt, isWithinRepository as z, table as zt };