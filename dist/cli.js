#!/usr/bin/env node
import "./chunks/rolldown-runtime.js";
import { Ht as UserError, Ut as messageOf, Vt as printable, Wt as usageError, jt as didYouMean } from "./chunks/start.js";

// src/entry/cli/terminal.ts
/** A command that is done sooner says nothing of its progress. */
const PATIENCE_MS = 400;
const CLEAR_LINE = "\r\x1B[2K";
const [RED, GREEN, CYAN, BOLD, PLAIN] = [
	31,
	32,
	36,
	1,
	0
].map((code) => `\u001b[${code}m`);
/** `environment`: NO_COLOR (no-color.org: any text that is not empty) and TERM=dumb are honoured. */
function openTerminal(options) {
	const { stdout, stderr, environment, folder } = options;
	const isSmart = environment["TERM"] !== "dumb";
	const colour = stdout.isTTY === true && isSmart && (environment["NO_COLOR"] ?? "") === "";
	let pending = null;
	let isShown = false;
	const clear = () => {
		if (pending !== null) clearTimeout(pending);
		pending = null;
		if (isShown) stderr.write(CLEAR_LINE);
		isShown = false;
	};
	return {
		folder,
		out(text) {
			clear();
			if (text !== "") stdout.write(text);
		},
		err(text) {
			clear();
			stderr.write(text);
		},
		progress(text) {
			if (stderr.isTTY !== true || !isSmart) return;
			clear();
			pending = setTimeout(() => {
				isShown = true;
				stderr.write(`${CLEAR_LINE}${text} ...`);
			}, PATIENCE_MS);
			pending.unref();
		},
		diffLine: (line) => colour ? paint(line) : line
	};
}
function paint(line) {
	const code = /^(?:---|\+\+\+) /.test(line) ? BOLD : line.startsWith("+") ? GREEN : line.startsWith("-") ? RED : line.startsWith("@@") ? CYAN : null;
	return code === null ? line : `${code}${line}${PLAIN}`;
}

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
		default: throw usageError(`there is no command "${name}", see \`waybill --help\`${didYouMean(name, Object.keys(SUMMARIES))}`);
	}
}
async function main(args, terminal) {
	const [name, ...rest] = args;
	if (name === void 0) {
		terminal.err(HELP);
		return 2;
	}
	if (name === "--help" || name === "-h" || name === "help") {
		const [about] = rest;
		terminal.out(about === void 0 ? HELP : (await commandNamed(about)).help);
		return 0;
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
for (const stream of [process.stdout, process.stderr]) stream.on("error", (error) => {
	if (error.code === "EPIPE") process.exit(0);
	throw error;
});
const terminal = openTerminal({
	stdout: process.stdout,
	stderr: process.stderr,
	environment: process.env,
	folder: process.cwd()
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

export {  };