import { i as withoutControls, r as printable } from "./nearest.js";

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

export { inlineText as a, tableCell as c, inertTitle as i, cutBytes as n, oneLine as o, fencedBlock as r, table as s, codeSpan as t };