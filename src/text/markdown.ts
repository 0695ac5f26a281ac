// Outside text in Markdown that reaches the forge: shown as it is, and able to do nothing.
import { withoutControls } from "./control.ts";
import { printable } from "./printable.ts";

/** A zero-width space, as an entity so that it is visible in the source: the forges look for references in the rendered text, where a backslash no longer protects. */
const APART = "&#8203;";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;" };

/**
 * The text as inert Markdown on one line, for running text and for table cells. After rendering it reads as it was written; it holds no mention, no issue or
 * pull request reference (so no closing keyword), no link, image or HTML, no emphasis, no list or heading. A bare commit id is left alone: a link to a
 * commit notifies nobody and leaves no trace on the other side, and a broken id cannot be copied.
 */
export function inlineText(text: string): string {
  return (
    withoutControls(text)
      .replace(/[&<>|]/gu, (character) => ENTITIES[character] ?? "")
      .replace(/[\\`*_[\]~$]/gu, "\\$&")
      // Mentions (`@user`, `@org/team`), commit references (`a/b@sha`) and e-mail addresses.
      .replace(/@(?=\S)/gu, `@${APART}`)
      // Issue references: `#1`, `a/b#1`, and `!1` where pull requests have a sign of their own (Gitea); not the `#` of an entity made above.
      .replace(/(?<!&)#(?=\w)|!(?=\d)/gu, `$&${APART}`)
      .replace(/gh-(?=\d)/giu, (match) => `${match.slice(0, 2)}${APART}-`)
      // GFM links bare addresses that start with a scheme or with `www.`.
      .replace(/:(?=\/\/)/gu, `:${APART}`)
      .replace(/www(?=\.)/giu, `$&${APART}`)
      // What opens a block at the start of a line: list, heading, rule, the underline of a heading.
      .replace(/^[-+=#]/u, "\\$&")
      .replace(/^(\d{1,9})(?=[.)](?: |$))/u, "$1\\")
  );
}

/** The text as a code span on one line. Backticks inside get a longer fence (CommonMark 0.31, section 6.1); references inside a code span are inert. */
export function codeSpan(text: string): string {
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
export function tableCell(markdown: string): string {
  return markdown.replace(/(?<!\\)\|/gu, "\\|").replace(/\r\n?|\n/gu, "<br>");
}

/** A GFM table without a final newline. The cells are inert Markdown; each passes through `tableCell`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(tableCell).join(" | ")} |`;
  return [line(head), `| ${head.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

/**
 * The text as a fenced code block, without a final newline; the fence is longer than any run of backticks inside. Control and bidirectional characters
 * other than tab and line break are spelled out: what a diff shows is what is there.
 */
export function fencedBlock(text: string, language = ""): string {
  const body = text
    .split(/\r?\n/u)
    .map((line) => line.split("\t").map(printable).join("\t"))
    .join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(body, "`") + 1));
  return `${fence}${language}\n${body}${body === "" || body.endsWith("\n") ? "" : "\n"}${fence}`;
}

/**
 * The Markdown, cut after a whole line so that it and the notice stay within `limit` bytes of UTF-8; a fence or `<details>` that the cut left open is
 * closed. Lines are never cut: half a code span or escape would bring the text in it to life. Unchanged when it fits; only the notice, which must fit
 * by itself, when not one line does.
 */
export function cutBytes(markdown: string, limit: number, notice: string): string {
  if (Buffer.byteLength(markdown) <= limit) return markdown;
  const kept: string[] = [];
  let open: OpenBlocks = { fence: "", details: 0 };
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
export function oneLine(text: string, limit: number): string {
  return cutLine(withoutControls(text), limit);
}

/**
 * `oneLine` for titles and commit headlines, which no Markdown protects: a zero-width space takes the meaning from mentions, references, closing keywords
 * and addresses.
 */
export function inertTitle(text: string, limit: number): string {
  const inert = withoutControls(text).replace(/@(?=\S)|[#!](?=\d)|gh(?=-\d)|:(?=\/\/)|www(?=\.)/giu, "$&\u200b");
  return cutLine(inert, limit);
}

function cutLine(line: string, limit: number): string {
  if (line.length <= limit) return line;
  const whole = line.slice(0, limit - 1);
  // Never half of a surrogate pair.
  return `${whole.replace(/\p{Surrogate}$/u, "")}…`;
}

function longestRun(text: string, character: string): number {
  let longest = 0;
  let run = 0;
  for (const each of text) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

interface OpenBlocks {
  /** The fence that opened the code block, or the empty string outside of one. */
  readonly fence: string;
  readonly details: number;
}

function openAfter(open: OpenBlocks, line: string): OpenBlocks {
  const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/u.exec(line);
  const mark = fence?.[1] ?? "";
  if (open.fence !== "") {
    const closes = mark !== "" && mark.startsWith(open.fence) && (fence?.[2] ?? "").trim() === "";
    return closes ? { ...open, fence: "" } : open;
  }
  if (mark !== "") return { ...open, fence: mark };
  const opened = line.match(/<details[ >]/gu)?.length ?? 0;
  const closed = line.match(/<\/details>/gu)?.length ?? 0;
  return { ...open, details: Math.max(0, open.details + opened - closed) };
}

function closing(open: OpenBlocks): string {
  return (open.fence === "" ? "" : `${open.fence}\n`) + "\n</details>\n".repeat(open.details);
}
