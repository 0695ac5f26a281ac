#!/usr/bin/env node
// The command line: the same use cases on a local clone, without a forge and without a token.
import { messageOf, UserError, usageError } from "../errors.ts";
import { didYouMean } from "../text/nearest.ts";
import { printable } from "../text/printable.ts";
import type { Command } from "./cli/command.ts";
import { openTerminal, type Terminal } from "./cli/terminal.ts";

const SUMMARIES = {
  pins: "every version found: file:line, artifact, version",
  set: "write versions into the working tree, byte for byte",
  plan: "what promote would do: diffs, pull request, gates",
  schema: "the JSON Schema of waybill.yaml, for editors",
} as const;

/** package.json's version, put here by the build. */
declare const WAYBILL_VERSION: string;

const HELP = `waybill: versions in Git, found, set and promoted

usage: waybill <command> [options]

${Object.entries(SUMMARIES)
  .map(([name, summary]) => `  ${name.padEnd(8)} ${summary}`)
  .join("\n")}

  waybill <command> --help   what a command takes
  waybill --version

exit codes: 0 done or nothing to do, 1 it failed, 2 the call or the configuration is wrong
`;

// A command's code is loaded when it is called.
async function commandNamed(name: string): Promise<Command> {
  switch (name) {
    case "pins":
      return (await import("./cli/pins.ts")).pinsCommand;
    case "set":
      return (await import("./cli/set.ts")).setCommand;
    case "plan":
      return (await import("./cli/plan.ts")).planCommand;
    case "schema":
      return (await import("./cli/schema.ts")).schemaCommand;
    default:
      throw usageError(
        `there is no command "${name}", see \`waybill --help\`${didYouMean(name, Object.keys(SUMMARIES))}`,
      );
  }
}

async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    terminal.err(HELP);
    return 2;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    const [about] = rest;
    terminal.out(about === undefined ? HELP : (await commandNamed(about)).help);
    return 0;
  }
  if (name === "--version" || name === "-V") {
    terminal.out(`${WAYBILL_VERSION}\n`);
    return 0;
  }
  const command = await commandNamed(name);
  if (rest.includes("--help") || rest.includes("-h")) {
    terminal.out(command.help);
    return 0;
  }
  return command.run(rest, terminal);
}

// A reader that closes the pipe early (head, less) is no failure of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

const terminal = openTerminal({
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  folder: process.cwd(),
});
try {
  process.exitCode = await main(process.argv.slice(2), terminal);
} catch (error) {
  const known = error instanceof UserError;
  const lines = messageOf(error).split("\n").map(printable);
  terminal.err(`waybill: ${known ? "" : "unexpected: "}${lines.join("\n  ")}\n`);
  if (!known && process.env["WAYBILL_DEBUG"] === "1" && error instanceof Error) terminal.err(`${error.stack ?? ""}\n`);
  process.exitCode = known ? error.exitCode : 1;
}
