// What a command of the command line is: its usage, its options, and what it does with them.
import { parseArgs, type ParseArgsConfig } from "node:util";
import { messageOf, usageError } from "../../errors.ts";
import { didYouMean } from "../../text/nearest.ts";

/** Where a command writes and what it knows of the terminal. */
export interface Terminal {
  /** Result, for people or with --json for programs. */
  out(text: string): void;
  /** Progress and remarks. */
  err(text: string): void;
  /** Whether colour is welcome: a terminal, and NO_COLOR not set. */
  readonly colour: boolean;
  readonly folder: string;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole help. */
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
    throw usageError(
      unknown === undefined
        ? `waybill ${command}: ${messageOf(error)}; see \`waybill ${command} --help\``
        : `waybill ${command}: there is no option "${unknown}"${didYouMean(unknown, names)}; see \`waybill ${command} --help\``,
      error,
    );
  }
}
