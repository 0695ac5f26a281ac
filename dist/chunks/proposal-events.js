import { a as UserError, o as messageOf, r as printable, s as usageError, t as didYouMean } from "./nearest.js";
import { a as inlineText, n as cutBytes } from "./markdown.js";
import { b as parseJson } from "./parse.js";
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";

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
			if (/[\r\n\0]/.test(text) && input.secret !== true) throw usageError(`the input \`${name}\` holds a line break: ${JSON.stringify(shown(text))}; give one line`);
			return text === "" ? null : text;
		case "flag":
			if (/^(true|True|TRUE)$/.test(text)) return true;
			if (/^(false|False|FALSE)$/.test(text)) return false;
			throw usageError(`the input \`${name}\` is "${shown(text)}"; expected true or false`);
		case "list": return text.split(/[\n,]/).map((item) => item.trim()).filter((item) => item !== "" && !item.startsWith("#"));
		case "choice":
			if (!input.words.includes(text)) throw usageError(`the input \`${name}\` is "${shown(text)}"; expected ${input.words.join(" or ")}${didYouMean(text, input.words)}`);
			return text;
		case "number": {
			if (text === "") return null;
			const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
			if (!(value >= input.least && value <= input.most)) throw usageError(`the input \`${name}\` is "${shown(text)}"; expected a whole number from ${input.least} to ${input.most}`);
			return value;
		}
	}
}
/** Enough of a value to know it by in a message. */
function shown(text) {
	return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}

// src/runner/context.ts
/** Reads the context from the job's environment; throws a usage error when it is not a runner's. */
function readContext(environment) {
	const needed = (name) => {
		const value = environment[name];
		if (value === void 0 || value === "") throw usageError(`the variable ${name} is not set; Waybill's actions run inside a GitHub Actions job, which sets it; on a laptop use the \`waybill\` command`);
		return value;
	};
	const address = (name, usual) => (environment[name] === void 0 || environment[name] === "" ? usual : environment[name]).replace(/\/+$/, "");
	const serverUrl = address("GITHUB_SERVER_URL", "https://github.com");
	const repository = needed("GITHUB_REPOSITORY");
	const runId = environment["GITHUB_RUN_ID"];
	return {
		repository,
		eventName: needed("GITHUB_EVENT_NAME"),
		sha: environment["GITHUB_SHA"] ?? "",
		ref: environment["GITHUB_REF"] ?? "",
		actor: environment["GITHUB_ACTOR"] ?? "",
		serverUrl,
		apiUrl: address("GITHUB_API_URL", "https://api.github.com"),
		graphqlUrl: address("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql"),
		workspace: environment["GITHUB_WORKSPACE"] ?? "",
		runUrl: runId === void 0 || runId === "" ? null : `${serverUrl}/${repository}/actions/runs/${runId}`,
		event() {
			const path = environment["GITHUB_EVENT_PATH"];
			return path === void 0 || path === "" ? {} : readEvent(path);
		}
	};
}
function readEvent(path) {
	const what = `the event's payload at "${path}" (GITHUB_EVENT_PATH)`;
	let text;
	try {
		text = readFileSync(path, "utf8");
	} catch (error) {
		throw usageError(`${what} cannot be read: ${messageOf(error)}`, error);
	}
	return parseJson(text, what);
}
/**
* A file of the job's own checkout; `null` when there is none. Throws a usage error for what leaves the workspace, is reached through a link, which could point at
* anything that the job can read, or is no regular file.
*/
function workspaceFile(context, path) {
	if (context.workspace === "") return null;
	let file = null;
	try {
		const place = join(realpathSync(context.workspace), path);
		if (relative(context.workspace, join(context.workspace, path)).startsWith("..") || isAbsolute(path)) throw new Error("it is outside of the workspace");
		if (realpathSync(place) !== place) throw new Error("it is a symbolic link, or behind one");
		file = openSync(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		if (!fstatSync(file).isFile()) throw new Error("it is no regular file");
		return readFileSync(file);
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
		throw usageError(`"${path}" in the workspace cannot be used: ${messageOf(error)}; expected a regular file of the checkout`, error);
	} finally {
		if (file !== null) closeSync(file);
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
/** Runs the action and sets the process' exit code: 0 done or nothing to do, 1 it failed, 2 the call or the configuration is wrong. Never rejects; a cancelled run ends the process. */
async function runAction(definition, body) {
	const write = (text) => {
		process.stdout.write(text);
	};
	const log = runnerLog(write);
	const abort = new AbortController();
	const cancel = (signal) => abort.abort(new UserError(`the run was cancelled (${signal})`));
	process.once("SIGINT", cancel).once("SIGTERM", cancel);
	let end;
	try {
		maskSecrets(definition, process.env);
		const report = await body({
			inputs: readInputs(definition, process.env),
			context: readContext(process.env),
			log,
			signal: abort.signal
		});
		end = {
			...report,
			exitCode: report.failure === null ? 0 : 1
		};
	} catch (error) {
		end = failedEnd(definition, abort.signal.aborted ? abort.signal.reason : error);
		for (let cause = error instanceof UserError ? error.cause : error; cause instanceof Error; cause = cause.cause) log.debug(cause.stack ?? cause.message);
	}
	if (end.failure === null) log.info(`${definition.name}: ${end.outputs["result"]}: ${end.outputs["reason"]}`);
	else write(errorLine(end.failure));
	process.exitCode = end.exitCode;
	for (const tell of [() => writeOutputs(end.outputs), () => writeSummary(end.summary)]) try {
		await tell();
	} catch (error) {
		write(errorLine(messageOf(error)));
		process.exitCode = end.exitCode === 0 ? 1 : end.exitCode;
	}
	process.removeListener("SIGINT", cancel).removeListener("SIGTERM", cancel);
	if (abort.signal.aborted) process.exit();
}
function failedEnd(definition, error) {
	const reason = error instanceof UserError ? error.message : `Waybill failed unexpectedly: ${messageOf(error)}`;
	const unset = Object.keys(definition.outputs).map((name) => [name, ""]);
	return {
		outputs: {
			...Object.fromEntries(unset),
			result: "failed",
			reason
		},
		summary: `### Waybill ${definition.name}: failed\n\n${inlineText(reason)}`,
		failure: reason,
		exitCode: error instanceof UserError ? error.exitCode : 1
	};
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
	if (isUnset("GITHUB_OUTPUT")) return;
	const { setOutput } = await import("./core.js");
	try {
		for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
	} catch (error) {
		throw new UserError(`the step's outputs could not be written to GITHUB_OUTPUT: ${messageOf(error)}`, { cause: error });
	}
}
async function writeSummary(markdown) {
	if (isUnset("GITHUB_STEP_SUMMARY") || markdown === "") return;
	const { summary } = await import("./core.js");
	try {
		await summary.addRaw(cutBytes(markdown, SUMMARY_LIMIT, "\n\n_The rest was cut: the log has all of it._\n"), true).write();
	} catch (error) {
		throw new UserError(`the job summary could not be written to GITHUB_STEP_SUMMARY: ${messageOf(error)}`, { cause: error });
	}
}
function isUnset(variable) {
	return (process.env[variable] ?? "") === "";
}

// src/github/forge.ts
/** `acme/environment` */
function formatRepository(repository) {
	return `${repository.owner}/${repository.name}`;
}

// src/github/repository-name.ts
/** GitHub's logins (with the `_shortcode` of managed users), and the wider set that GHES, Forgejo and Gitea allow for organisations. */
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;
/**
* Reads `owner/name`. Throws a usage error for everything else: a URL, more than two segments, dots only, a `.git` or `.wiki` ending
* (the host would read another repository), any character that means something in a URL or to Git.
*/
function parseRepositoryName(text) {
	const [owner, name, ...rest] = text.split("/");
	if (!(rest.length === 0 && owner !== void 0 && name !== void 0 && OWNER.test(owner) && !owner.includes("..") && NAME.test(name) && !/^\.+$/.test(name) && !/\.(?:git|wiki)$/i.test(name))) throw usageError(`the repository ${JSON.stringify(text.slice(0, 200))} is not a repository's name; expected \`owner/name\`, such as \`acme/environment\``);
	return {
		owner,
		name
	};
}
/** The URL that Git clones from and pushes to, without credentials. `serverUrl` is the runner's GITHUB_SERVER_URL. Throws a usage error when it is not http(s). */
function remoteUrl(serverUrl, repository) {
	const server = URL.canParse(serverUrl) ? new URL(serverUrl) : null;
	if (server === null || server.protocol !== "https:" && server.protocol !== "http:") throw usageError(`the server URL ${JSON.stringify(serverUrl)} is not an https URL; expected one such as \`https://github.com\``);
	return `${server.origin}${server.pathname.replace(/\/+$/, "")}/${formatRepository(repository)}.git`;
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

// src/entry/access.ts
/** Throws a usage error that names the input; a secret is in no message. */
function readAccess(inputs) {
	return {
		credential: readCredential(inputs),
		identity: parseIdentity(inputs.committer ?? "")
	};
}
function readCredential(inputs) {
	const { token, "app-id": appId, "private-key": privateKey } = inputs;
	if (appId !== null && privateKey !== null) return {
		kind: "app",
		appId,
		privateKey
	};
	if (appId !== null || privateKey !== null) {
		const [given, missing] = appId === null ? ["private-key", "app-id"] : ["app-id", "private-key"];
		throw usageError(`the input \`${missing}\` is empty while \`${given}\` is set; an App needs both. Is the secret or variable there, and may this workflow read it?`);
	}
	if (token === null) throw usageError("the input `token` is empty; expected a token that can write the repository, such as ${{ github.token }}, or `app-id` and `private-key`");
	if (!/^[\x21-\x7e]+$/.test(token)) throw usageError("the input `token` holds a space, a line break or a letter beyond ASCII; expected one token");
	return {
		kind: "token",
		token
	};
}

// src/entry/proposal-events.ts
const PROPOSALS = /* @__PURE__ */ new Set([
	"pull_request",
	"pull_request_target",
	"pull_request_review",
	"pull_request_review_comment",
	"merge_group",
	"workflow_run",
	"issue_comment"
]);
/** Whether the workspace is left alone on this event: neither configuration nor Git objects are taken from it. */
function mayBeProposal(eventName) {
	return PROPOSALS.has(eventName);
}

export { formatRepository as a, workspaceFile as c, remoteUrl as i, defineAction as l, readAccess as n, mask as o, parseRepositoryName as r, runAction as s, mayBeProposal as t };