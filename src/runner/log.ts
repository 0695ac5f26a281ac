// The job's log: outside text can never become a runner command, whichever of the runner's two parsers reads the line.
import type { Log } from "../effects.ts";
import { printable } from "../text/printable.ts";

/**
 * One harmless line. The runner takes a line whose first non-space characters are `::` as a command, and its older parser takes `##[`
 * anywhere in a line; a zero-width space breaks both and is invisible to a reader.
 */
export function harmlessLine(text: string): string {
  return printable(text)
    .replace(/^(\s*):(?=:)/, "$1:\u200B")
    .replaceAll("##[", "##\u200B[");
}

/** A Log on the runner's standard output. `debug` lines travel as the runner's own debug command, shown with RUNNER_DEBUG. */
export function runnerLog(write: (text: string) => void): Log {
  return {
    info: (line) => write(`${harmlessLine(line)}\n`),
    warning: (line) => write(`::warning::${commandData(printable(line))}\n`),
    debug: (line) => write(`::debug::${commandData(printable(line))}\n`),
  };
}

/** An error annotation. */
export function errorLine(message: string): string {
  return `::error::${commandData(printable(message))}\n`;
}

/** Begins a group of lines that the log shows folded; groups do not nest. */
export function groupLine(title: string): string {
  return `::group::${commandData(printable(title))}\n`;
}

export const END_OF_GROUP = "::endgroup::\n";

/** Tells the runner to show asterisks instead of a secret from here on. */
export function maskLine(secret: string): string {
  return `::add-mask::${commandData(secret)}\n`;
}

/** The runner's own escapes for a command's data. */
function commandData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
