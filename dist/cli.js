#!/usr/bin/env node
import "./chunks/rolldown-runtime.js";
import { a as UserError, o as messageOf, r as printable, s as usageError, t as didYouMean } from "./chunks/nearest.js";

// src/entry/cli.ts
const SUMMARIES = {
	pins: "every version found: file:line, artifact, version",
	set: "write versions into the working tree, byte for byte",
	plan: "what promote would do: diffs, pull request, gates",
	schema: "the JSON Schema of waybill.yaml, for editors"
};
const HELP = `waybill: versions in Git, found, set and promoted

usage: waybill <command> [options]

${Object.entries(SUMMARIES).map(([name, summary]) => `  ${name.padEnd(8)} ${summary}`).join("\n")}

  waybill <command> --help   what a command takes
  waybill --version

exit codes: 0 done or nothing to do, 1 it failed, 2 the call or the configuration is wrong
`;
async function commandNamed(name) {
	switch (name) {
		case "pins": return (await import("./chunks/pins2.js")).pinsCommand;
		case "set": return (await import("./chunks/set.js")).setCommand;
		case "plan": return (await import("./chunks/plan.js")).planCommand;
		case "schema": return (await import("./chunks/schema.js")).schemaCommand;
		default: throw usageError(`there is no command "${name}"${didYouMean(name, Object.keys(SUMMARIES))}; see \`waybill --help\``);
	}
}
async function main(args, terminal) {
	const [name, ...rest] = args;
	if (name === void 0 || name === "--help" || name === "-h" || name === "help") {
		terminal.out(HELP);
		return name === void 0 ? 2 : 0;
	}
	if (name === "--version" || name === "-V") {
		terminal.out(`0.1.0\n`);
		return 0;
	}
	const command = await commandNamed(name);
	if (rest.includes("--help") || rest.includes("-h")) {
		terminal.out(command.help);
		return 0;
	}
	return command.run(rest, terminal);
}
process.stdout.on("error", (error) => {
	if (error.code === "EPIPE") process.exit(0);
	throw error;
});
try {
	process.exitCode = await main(process.argv.slice(2), {
		out: (text) => void process.stdout.write(text),
		err: (text) => void process.stderr.write(text),
		colour: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
		folder: process.cwd()
	});
} catch (error) {
	const known = error instanceof UserError;
	process.stderr.write(`waybill: ${known ? "" : "unexpected: "}${messageOf(error).split("\n").map(printable).join("\n  ")}\n`);
	if (!known && error instanceof Error && process.env["WAYBILL_DEBUG"] === "1") process.stderr.write(`${error.stack ?? ""}\n`);
	process.exitCode = known ? error.exitCode : 1;
}

export {  };