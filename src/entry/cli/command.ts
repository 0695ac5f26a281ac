// What a command of the command line is: its usage, its options, and what it does with them.
import { parseArgs, type ParseArgsConfig } from "node:util";
import { messageOf, usageError } from "../../errors.ts";
import { didYouMean } from "../../text/nearest.ts";
import type { Terminal } from "./terminal.ts";

export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  /** Returns the exit code: 0 done or nothing to do, 1 it failed. Throws a usage error (2) for a wrong call. */
  run(args: readonly string[], terminal: Terminal): Promise<0 | 1>;
}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** node's own argument parser, with the nearest option named for an unknown one. */
export function readArguments<const Known extends Options>(command: string, args: readonly string[], options: Known) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const unknown = /Unknown option '(--?[^']+)'/.exec(messageOf(error))?.[1];
    const names = Object.keys(options).map((name) => `--${name}`);
    const help = `waybill ${command} --help`;
    throw usageError(
      unknown === undefined
        ? `${command}: ${messageOf(error)}; see \`${help}\``
        : `${command}: there is no option "${unknown}", see \`${help}\`${didYouMean(unknown, names)}`,
      error,
    );
  }
}
