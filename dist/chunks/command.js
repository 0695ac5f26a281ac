import { Ut as messageOf, Wt as usageError, jt as didYouMean } from "./start.js";
import { parseArgs } from "node:util";

// src/entry/cli/command.ts
/** node's own argument parser, with the nearest option named for an unknown one. */
function readArguments(command, args, options) {
	try {
		return parseArgs({
			args: [...args],
			options,
			allowPositionals: true,
			strict: true
		});
	} catch (error) {
		const unknown = /Unknown option '(--?[^']+)'/.exec(messageOf(error))?.[1];
		const names = Object.keys(options).map((name) => `--${name}`);
		const help = `waybill ${command} --help`;
		throw usageError(unknown === void 0 ? `${command}: ${messageOf(error)}; see \`${help}\`` : `${command}: there is no option "${unknown}", see \`${help}\`${didYouMean(unknown, names)}`, error);
	}
}

export { readArguments as t };