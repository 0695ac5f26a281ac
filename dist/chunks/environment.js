import { Ht as UserError, Ut as messageOf } from "./start.js";
import { spawn } from "node:child_process";
import { devNull } from "node:os";

// src/git/process.ts
/** A Git command that ended with an error. The text is Git's own, without secrets. */
var GitFailure = class extends Error {
	exitCode;
	stdout;
	stderr;
	constructor(command, exitCode, stdout, stderr) {
		super(`git ${command} ended with ${exitCode}: ${stderr.trim()}`);
		this.name = "GitFailure";
		this.exitCode = exitCode;
		this.stdout = stdout;
		this.stderr = stderr;
	}
};
/** Git in a folder, with exactly the environment given. */
function gitIn(options) {
	let runner = null;
	const failure = (args, exitCode, stdout, stderr) => new GitFailure(args[0] ?? "", exitCode, redact(stdout, options.secrets), redact(stderr, options.secrets));
	return {
		async text(args) {
			options.signal?.throwIfAborted();
			const { Ended, runnerIn } = await import("./simple-git.js");
			options.signal?.throwIfAborted();
			runner ??= runnerIn(options);
			try {
				return await untilAborted(runner.raw([...args]), options.signal);
			} catch (error) {
				options.signal?.throwIfAborted();
				if (error instanceof Ended && error.exitCode > 0) throw failure(args, error.exitCode, error.stdout, error.stderr);
				throw notStarted(error);
			}
		},
		async bytes(args, input) {
			options.signal?.throwIfAborted();
			const ended = await untilAborted(pipe(args, input, options), options.signal);
			options.signal?.throwIfAborted();
			if (ended.exitCode !== 0) throw failure(args, ended.exitCode, ended.stdout.toString(), ended.stderr);
			return ended.stdout;
		}
	};
}
/**
* The work's end, or the signal's reason as soon as it is aborted. Git is killed then, but not the `git remote-http` that it started, which keeps the
* pipes open until the server answers: its end is not waited for.
*/
async function untilAborted(work, signal) {
	if (signal === void 0) return work;
	const { promise, reject } = rejectable();
	const abort = () => reject(signal.reason);
	signal.addEventListener("abort", abort, { once: true });
	try {
		return await Promise.race([work, promise]);
	} finally {
		signal.removeEventListener("abort", abort);
	}
}
/** A promise that is only ever rejected. */
function rejectable() {
	let reject = () => {};
	return {
		promise: new Promise((_, refuse) => {
			reject = refuse;
		}),
		reject
	};
}
function pipe(args, input, { folder, environment, signal }) {
	return new Promise((resolve, reject) => {
		const child = spawn("git", args, {
			cwd: folder,
			env: { ...environment },
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			windowsHide: true,
			...signal === void 0 ? {} : { signal }
		});
		const stdout = [];
		const stderr = [];
		child.stdout.on("data", (chunk) => stdout.push(chunk));
		child.stderr.on("data", (chunk) => stderr.push(chunk));
		child.on("error", (error) => reject(notStarted(error)));
		child.on("close", (code) => resolve({
			exitCode: code ?? -1,
			stdout: Buffer.concat(stdout),
			stderr: Buffer.concat(stderr).toString()
		}));
		child.stdin.on("error", () => {});
		child.stdin.end(input);
	});
}
function notStarted(error) {
	return error instanceof Error && /ENOENT/u.test(error.message) ? new UserError("git could not be started; it must be installed and on the PATH of this step", { cause: error }) : error;
}
function redact(text, secrets) {
	return secrets.reduce((shown, secret) => secret === "" ? shown : shown.replaceAll(secret, "***"), text);
}

// src/git/failures.ts
/** The most frequent reason of all: the job's own token was given for another repository. */
const OTHER_REPOSITORY = "GITHUB_TOKEN reaches only the repository that the workflow runs in: for another one give `app-id` and `private-key` of an App that is installed there, or a token made for it";
/** What Git and the forges say, and what it means. For explaining only: whether a push landed is read from the remote. */
const EXPLANATIONS = [
	[/returned error: 30[1278]|redirect/iu, (repository) => `${repository} has moved: the server redirects to another address; give the repository's present name`],
	[/without [`'"]?workflows[`'"]? (?:permission|scope)/iu, (repository) => `the token may not change workflow files in ${repository}: it needs \`workflows: write\``],
	[/must have verified signatures/iu, (repository) => `${repository} takes signed commits only on this branch, and what Waybill pushes is not signed; let the token's account bypass that rule, or write to a branch without it`],
	[/protected branch|GH006|GH013|rule violations|pre-receive hook declined|hook declined|denied by .*rule/iu, (repository) => `${repository} does not take this push: a branch protection or rule forbids it; let the token's account bypass it, or use \`mode: pull-request\` where the action has it`],
	[/repository was archived/iu, (repository) => `${repository} is archived, so nothing can be pushed to it; unarchive it, or name another repository`],
	[/returned error: 403|permission to .* denied|write access .* not granted|denied to/iu, (repository) => `the token may not do this in ${repository}; it needs \`contents: write\` to push and \`contents: read\` to read. ${OTHER_REPOSITORY}`],
	[/returned error: 401|authentication failed|could not read Username|could not read Password|invalid username/iu, (repository) => `${repository} does not accept the token; check that \`token\` is set, not expired, and may read it`],
	[/returned error: 404|repository .*not found|does not appear to be a git repository|not found/iu, (repository) => `${repository} was not found, or the token may not see it; check the name. ${OTHER_REPOSITORY}`],
	[/could not resolve host|couldn't connect|failed to connect|connection refused|timed out|too slow|SSL|certificate/iu, (repository) => `${repository} could not be reached`]
];
/** Answers that another try does not change. Saves waiting; decides nothing else. */
const FINAL = /returned error: (?:30[1278]|401|403|404)|authentication failed|could not read (?:Username|Password)|repository .*not found|does not appear to be a git repository|protected branch|GH006|GH013|rule violations|without [`'"]?workflows/iu;
/** Whether trying again is pointless by Git's own words. */
function isFinal(error) {
	return error instanceof GitFailure && FINAL.test(error.stderr + error.stdout);
}
/** What Git's servers answer to the question for an object that no ref of theirs leads to (upload-pack.c). */
const NOT_GIVEN = /not our ref|request for unadvertised object|no matching remote head/iu;
/** Whether a failed reading is the remote's word that it has not what was asked for: anything else that went wrong says nothing of it. */
function saysMissing(error) {
	const failure = error instanceof UserError ? error.cause : error;
	return failure instanceof GitFailure && NOT_GIVEN.test(failure.stderr);
}
/** A UserError for a failed exchange: one sentence, Git's own last words after it. Anything else than a Git failure is returned as it is. */
function explain(error, repository) {
	if (!(error instanceof GitFailure)) return error;
	const said = `${error.stderr}\n${error.stdout}`;
	const meaning = EXPLANATIONS.find(([pattern]) => pattern.test(said))?.[1](repository);
	return new UserError(`${meaning ?? `Git could not talk to ${repository}`} (git: ${lastWords(error)})`, { cause: error });
}
/** The line of Git's message that says what went wrong, on one line and cut. */
function lastWords(error) {
	if (!(error instanceof GitFailure)) return messageOf(error).slice(0, 300);
	const lines = `${error.stdout}\n${error.stderr}`.split(/[\r\n]+/u).map((line) => line.replace(/[\u0000-\u001f\u007f]/gu, " ").trim()).filter((line) => line !== "" && !/^(?:To |Done$|error: failed to push some refs|hint:)/u.test(line));
	return (lines.find((line) => /^(?:fatal|error):|\brejected\b/iu.test(line)) ?? lines.at(-1) ?? `exit code ${error.exitCode}`).slice(0, 300);
}

// src/git/environment.ts
/** What a Git process needs of the machine: to find programs, to reach the network through its proxy, to trust its certificates. Nothing with `GIT_` but a certificate's place. */
const PASSED = [
	"PATH",
	"TMPDIR",
	"TEMP",
	"TMP",
	"SystemRoot",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"ALL_PROXY",
	"NO_PROXY",
	"http_proxy",
	"https_proxy",
	"all_proxy",
	"no_proxy",
	"SSL_CERT_FILE",
	"SSL_CERT_DIR",
	"GIT_SSL_CAINFO",
	"GIT_SSL_CAPATH"
];
/** Nothing that a repository, a machine or a user has set runs or changes what our commands mean. */
const HARDENED = [
	["core.hooksPath", devNull],
	["core.fsmonitor", "false"],
	["core.alternateRefsCommand", "true"],
	["core.quotePath", "false"],
	["credential.helper", ""],
	["safe.bareRepository", "explicit"],
	["submodule.recurse", "false"],
	["fetch.recurseSubmodules", "false"],
	["push.recurseSubmodules", "no"],
	["push.gpgSign", "false"],
	["commit.gpgSign", "false"],
	["gc.auto", "0"],
	["maintenance.auto", "false"],
	["fastimport.unpackLimit", "1"],
	["fetch.unpackLimit", "1"],
	["fetch.writeCommitGraph", "false"],
	["protocol.version", "2"],
	["protocol.allow", "never"],
	["http.followRedirects", "false"],
	["http.lowSpeedLimit", "1"],
	["http.lowSpeedTime", "60"],
	["advice.detachedHead", "false"],
	["init.defaultBranch", "main"]
];
/**
* The environment of a Git process. `home`: an empty folder. `config`: settings beside the hardened ones; they travel as
* `GIT_CONFIG_*` variables, so a token among them is in no argument list and in no file.
*/
function gitEnvironment(options) {
	const environment = {};
	for (const name of PASSED) {
		const value = process.env[name];
		if (value !== void 0) environment[name] = value;
	}
	Object.assign(environment, {
		HOME: options.home,
		XDG_CONFIG_HOME: options.home,
		LC_ALL: "C",
		GIT_CONFIG_NOSYSTEM: "1",
		GIT_CONFIG_GLOBAL: devNull,
		GIT_ATTR_NOSYSTEM: "1",
		GIT_TERMINAL_PROMPT: "0",
		GIT_LITERAL_PATHSPECS: "1",
		GIT_NO_REPLACE_OBJECTS: "1",
		GIT_NO_LAZY_FETCH: "1",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_DEFAULT_HASH: "sha1",
		...options.variables
	});
	const entries = [...HARDENED, ...options.config];
	environment["GIT_CONFIG_COUNT"] = String(entries.length);
	entries.forEach(([key, value], index) => {
		environment[`GIT_CONFIG_KEY_${index}`] = key;
		environment[`GIT_CONFIG_VALUE_${index}`] = value;
	});
	return environment;
}

export { saysMissing as a, lastWords as i, explain as n, GitFailure as o, isFinal as r, gitIn as s, gitEnvironment as t };