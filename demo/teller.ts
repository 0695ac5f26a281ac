// How the demo speaks: numbered steps, what ran, what came of it; plain text when it is not a terminal.
import { styleText } from "node:util";

type Style = Parameters<typeof styleText>[0];

export interface Teller {
  step(title: string): void;
  say(text: string): void;
  /** A command or a step of a workflow that runs. */
  ran(text: string): void;
  /** A text that somebody would see elsewhere: a diff, a note. */
  quote(text: string): void;
}

export function teller(write: (text: string) => void, colour: boolean): Teller {
  const style = (format: Style, text: string): string => (colour ? styleText(format, text) : text);
  let steps = 0;
  return {
    step(title) {
      steps += 1;
      write(`\n${style("bold", `${steps}. ${title}`)}\n`);
    },
    say: (text) => write(`   ${text}\n`),
    ran: (text) => write(style("cyan", `   $ ${text}\n`)),
    quote(text) {
      for (const line of text.trimEnd().split("\n")) {
        const format: Style = line.startsWith("+") ? "green" : line.startsWith("-") ? "red" : "dim";
        write(`   ${style("dim", "|")} ${style(format, line)}\n`);
      }
    },
  };
}

/** As a shell takes it for one word. */
export function word(path: string): string {
  return /^[\w./:@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
