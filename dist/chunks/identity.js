import { a as UserError, o as messageOf, r as printable, s as usageError, t as didYouMean } from "./nearest.js";
import { n as cutBytes } from "./markdown.js";
import { x as parseJson } from "./parse.js";
import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { join } from "node:path";

// src/runner/action.ts
/** Keeps the literal types of a table. */
function defineAction(definition) {
	return definition;
}
/** Reads and checks every input of the table from the step's environment; throws a usage error that names the input. */
function readInputs(definition, environment) {
	const values = {};
	for (const [name, input] of Object.entries(definition.inputs)) {
		const raw = environment[inputVariable(name)]?.trim() ?? "";
		const fallback = input.default?.includes("${{") === true ? "" : input.default ?? "";
		values[name] = valueOf(name, input, raw === "" ? fallback : raw);
	}
	return values;
}
/** The variable in which the runner passes an input: upper case, spaces as underscores, hyphens kept. */
function inputVariable(name) {
	return `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`;
}
function valueOf(name, input, text) {
	switch (input.kind) {
		case "text":
			if (/[\r\n\0]/.test(text) && input.secret !== true) throw usageError(`the input \`${name}\` holds a line break: ${JSON.stringify(text)}; give one line`);
			return text === "" ? null : text;
		case "flag":
			if (/^(true|True|TRUE)$/.test(text)) return true;
			if (/^(false|False|FALSE)$/.test(text)) return false;
			throw usageError(`the input \`${name}\` is "${text}"; expected true or false`);
		case "list": return text.split(/[\n,]/).map((item) => item.trim()).filter((item) => item !== "" && !item.startsWith("#"));
		case "choice":
			if (!input.words.includes(text)) throw usageError(`the input \`${name}\` is "${text}"; expected ${input.words.join(" or ")}${didYouMean(text, input.words)}`);
			return text;
		case "number": {
			if (text === "") return null;
			const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
			if (!(value >= input.least && value <= input.most)) throw usageError(`the input \`${name}\` is "${text}"; expected a whole number from ${input.least} to ${input.most}`);
			return value;
		}
	}
}

// src/runner/context.ts
/** Reads the context from the job's environment; throws a UserError when it is not a runner's. */
function readContext(environment) {
	const needed = (name) => {
		const value = environment[name];
		if (value === void 0 || value === "") throw new UserError(`the variable ${name} is not set; Waybill's actions run inside a GitHub Actions job, which sets it; on a laptop use the \`waybill\` command`);
		return value;
	};
	const serverUrl = (environment["GITHUB_SERVER_URL"] ?? "https://github.com").replace(/\/+$/, "");
	const repository = needed("GITHUB_REPOSITORY");
	const runId = environment["GITHUB_RUN_ID"];
	return {
		repository,
		eventName: needed("GITHUB_EVENT_NAME"),
		sha: environment["GITHUB_SHA"] ?? "",
		ref: environment["GITHUB_REF"] ?? "",
		actor: environment["GITHUB_ACTOR"] ?? "",
		serverUrl,
		apiUrl: (environment["GITHUB_API_URL"] ?? "https://api.github.com").replace(/\/+$/, ""),
		graphqlUrl: environment["GITHUB_GRAPHQL_URL"] ?? "https://api.github.com/graphql",
		workspace: environment["GITHUB_WORKSPACE"] ?? "",
		runUrl: runId === void 0 ? null : `${serverUrl}/${repository}/actions/runs/${runId}`,
		event() {
			const path = environment["GITHUB_EVENT_PATH"];
			if (path === void 0 || path === "") return {};
			return parseJson(readFileSync(path, "utf8"));
		}
	};
}
/** waybill.yaml in the job's own checkout, for an early answer to a wrong configuration; `null` when there is none. */
function workspaceFile(context, name) {
	if (context.workspace === "") return null;
	let file;
	try {
		file = openSync(join(context.workspace, name), constants.O_RDONLY | constants.O_NOFOLLOW);
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
		throw new UserError(`${name} in the workspace cannot be read; expected a regular file`, {
			exitCode: 2,
			cause: error
		});
	}
	try {
		return readFileSync(file);
	} finally {
		closeSync(file);
	}
}

// src/runner/log.ts
/**
* One harmless line. The runner takes a line whose first non-space characters are `::` as a command, and its older parser takes `##[`
* anywhere in a line; a zero-width space breaks both and is invisible to a reader.
*/
function harmlessLine(text) {
	return printable(text).replace(/^(\s*):(?=:)/, "$1:​").replaceAll("##[", "##​[");
}
/** A Log on the runner's standard output. `debug` lines travel as the runner's own debug command, shown with RUNNER_DEBUG. */
function runnerLog(write) {
	return {
		info: (line) => write(`${harmlessLine(line)}\n`),
		warning: (line) => write(`::warning::${commandData(printable(line))}\n`),
		debug: (line) => write(`::debug::${commandData(printable(line))}\n`)
	};
}
/** An error annotation. */
function errorLine(message) {
	return `::error::${commandData(printable(message))}\n`;
}
/** Tells the runner to show asterisks instead of a secret from here on. */
function maskLine(secret) {
	return `::add-mask::${commandData(secret)}\n`;
}
/** The runner's own escapes for a command's data. */
function commandData(text) {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

// src/runner/run-action.ts
/** The whole upload is dropped above 1,024 KiB a step (GitHub's limit); this leaves room for the notice. */
const SUMMARY_LIMIT = 1e6;
/** Runs the action and sets the process' exit code: 0 done or nothing to do, 1 it failed, 2 the call or the configuration is wrong. Never rejects. */
async function runAction(definition, body) {
	const write = (text) => {
		process.stdout.write(text);
	};
	const log = runnerLog(write);
	const abort = new AbortController();
	const cancel = (signal) => abort.abort(new UserError(`the run was cancelled (${signal})`));
	process.once("SIGINT", cancel).once("SIGTERM", cancel);
	try {
		maskSecrets(definition, process.env);
		const report = await body({
			inputs: readInputs(definition, process.env),
			context: readContext(process.env),
			log,
			signal: abort.signal
		});
		await writeOutputs(report.outputs);
		await writeSummary(report.summary);
		if (report.failure !== null) {
			write(errorLine(report.failure));
			process.exitCode = 1;
		}
	} catch (error) {
		const reason = error instanceof UserError ? error.message : `Waybill failed unexpectedly: ${messageOf(error)}`;
		write(errorLine(reason));
		for (let cause = error; cause instanceof Error; cause = cause.cause) log.debug(cause.stack ?? cause.message);
		const unset = Object.keys(definition.outputs).map((name) => [name, ""]);
		await writeOutputs({
			...Object.fromEntries(unset),
			result: "failed",
			reason
		});
		process.exitCode = error instanceof UserError ? error.exitCode : 1;
	} finally {
		process.removeListener("SIGINT", cancel).removeListener("SIGTERM", cancel);
	}
}
/** The runner masks its own secrets; a token minted elsewhere or given as plain text is masked here, and so is the form that git sends. */
function maskSecrets(definition, environment) {
	for (const [name, input] of Object.entries(definition.inputs)) {
		if (input.kind !== "text" || input.secret !== true) continue;
		const value = readInputs({
			name: definition.name,
			description: "",
			inputs: { [name]: input },
			outputs: {}
		}, environment)[name];
		if (typeof value === "string") mask(value);
	}
}
/** Keeps a secret out of the log, line by line; a token also in the form in which git sends it. */
function mask(secret) {
	const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length > 3 && !line.startsWith("-----"));
	for (const line of lines) process.stdout.write(maskLine(line));
	if (lines.length === 1) process.stdout.write(maskLine(Buffer.from(`x-access-token:${secret}`).toString("base64")));
}
/** The toolkit is loaded only now: it brings a cryptography that the way to the use case does not need. */
async function writeOutputs(outputs) {
	const { setOutput } = await import("./core.js");
	for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}
async function writeSummary(markdown) {
	if (process.env["GITHUB_STEP_SUMMARY"] === void 0 || markdown === "") return;
	const { summary } = await import("./core.js");
	await summary.addRaw(cutBytes(markdown, SUMMARY_LIMIT, "\n\n_The rest was cut: the log has all of it._\n"), true).write();
}

// src/entry/identity.ts
/** Reads `Name <email>`; throws a usage error when it is not that. */
function parseIdentity(text) {
	const [, name, email] = /^([^<>\n\r\0]{1,200}?)\s*<([^<>\s\0]+@[^<>\s\0]+)>$/.exec(text.trim()) ?? [];
	if (name === void 0 || email === void 0) throw usageError(`the input \`committer\` is "${text}"; expected a name and an address, such as \`Waybill <waybill@acme.example>\``);
	return {
		name,
		email
	};
}

export { defineAction as a, workspaceFile as i, mask as n, runAction as r, parseIdentity as t };