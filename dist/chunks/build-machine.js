import { Ct as table, D as parseImageReference, Dt as messageOf, Et as UserError, H as sha256, N as isTag, Ot as usageError, Tt as printable, _t as codeSpan, at as runnerLog, ct as asRecord, dt as listOf, it as groupLine, j as isDigest, lt as asString, mt as parseJson, ot as asArray, pt as optional, r as systemClock, rt as END_OF_GROUP, wt as tableCell, xt as inlineText } from "./start.js";
import { a as GitFailure, o as gitIn, r as lastWords, s as gitEnvironment } from "./failures.js";
import { join } from "node:path";
import * as os from "os";
import * as fs from "fs";
import * as path from "path";
import * as events from "events";
import "assert";
import { stripVTControlCharacters } from "node:util";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { AsyncLocalStorage } from "node:async_hooks";
import "string_decoder";
import * as child from "child_process";
import { setTimeout as setTimeout$1 } from "timers";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { constants as constants$1, tmpdir } from "node:os";
import { readFileSync as readFileSync$1, readdirSync } from "node:fs";
import { ChildProcess } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { setTimeout as setTimeout$2 } from "node:timers/promises";

// node_modules/@actions/io/lib/io-util.js
var __awaiter$3 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const { chmod, copyFile, lstat: lstat$1, mkdir: mkdir$1, open, readdir: readdir$1, rename, rm: rm$1, rmdir, stat: stat$1, symlink, unlink } = fs.promises;
const IS_WINDOWS$1 = process.platform === "win32";
const READONLY = fs.constants.O_RDONLY;
function exists(fsPath) {
	return __awaiter$3(this, void 0, void 0, function* () {
		try {
			yield stat$1(fsPath);
		} catch (err) {
			if (err.code === "ENOENT") return false;
			throw err;
		}
		return true;
	});
}
/**
* On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
* \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
*/
function isRooted(p) {
	p = normalizeSeparators(p);
	if (!p) throw new Error("isRooted() parameter \"p\" cannot be empty");
	if (IS_WINDOWS$1) return p.startsWith("\\") || /^[A-Z]:/i.test(p);
	return p.startsWith("/");
}
/**
* Best effort attempt to determine whether a file exists and is executable.
* @param filePath    file path to check
* @param extensions  additional file extensions to try
* @return if file exists and is executable, returns the file path. otherwise empty string.
*/
function tryGetExecutablePath(filePath, extensions) {
	return __awaiter$3(this, void 0, void 0, function* () {
		let stats = void 0;
		try {
			stats = yield stat$1(filePath);
		} catch (err) {
			if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
		}
		if (stats && stats.isFile()) {
			if (IS_WINDOWS$1) {
				const upperExt = path.extname(filePath).toUpperCase();
				if (extensions.some((validExt) => validExt.toUpperCase() === upperExt)) return filePath;
			} else if (isUnixExecutable(stats)) return filePath;
		}
		const originalFilePath = filePath;
		for (const extension of extensions) {
			filePath = originalFilePath + extension;
			stats = void 0;
			try {
				stats = yield stat$1(filePath);
			} catch (err) {
				if (err.code !== "ENOENT") console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
			}
			if (stats && stats.isFile()) {
				if (IS_WINDOWS$1) {
					try {
						const directory = path.dirname(filePath);
						const upperName = path.basename(filePath).toUpperCase();
						for (const actualName of yield readdir$1(directory)) if (upperName === actualName.toUpperCase()) {
							filePath = path.join(directory, actualName);
							break;
						}
					} catch (err) {
						console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
					}
					return filePath;
				} else if (isUnixExecutable(stats)) return filePath;
			}
		}
		return "";
	});
}
function normalizeSeparators(p) {
	p = p || "";
	if (IS_WINDOWS$1) {
		p = p.replace(/\//g, "\\");
		return p.replace(/\\\\+/g, "\\");
	}
	return p.replace(/\/\/+/g, "/");
}
function isUnixExecutable(stats) {
	return (stats.mode & 1) > 0 || (stats.mode & 8) > 0 && process.getgid !== void 0 && stats.gid === process.getgid() || (stats.mode & 64) > 0 && process.getuid !== void 0 && stats.uid === process.getuid();
}

// node_modules/@actions/io/lib/io.js
var __awaiter$2 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
/**
* Returns path of a tool had the tool actually been invoked.  Resolves via paths.
* If you check and the tool does not exist, it will throw.
*
* @param     tool              name of the tool
* @param     check             whether to check if tool exists
* @returns   Promise<string>   path to tool
*/
function which(tool, check) {
	return __awaiter$2(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		if (check) {
			const result = yield which(tool, false);
			if (!result) {
				if (IS_WINDOWS$1) throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
				else throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
			}
			return result;
		}
		const matches = yield findInPath(tool);
		if (matches && matches.length > 0) return matches[0];
		return "";
	});
}
/**
* Returns a list of all occurrences of the given tool on the system path.
*
* @returns   Promise<string[]>  the paths of the tool
*/
function findInPath(tool) {
	return __awaiter$2(this, void 0, void 0, function* () {
		if (!tool) throw new Error("parameter 'tool' is required");
		const extensions = [];
		if (IS_WINDOWS$1 && process.env["PATHEXT"]) {
			for (const extension of process.env["PATHEXT"].split(path.delimiter)) if (extension) extensions.push(extension);
		}
		if (isRooted(tool)) {
			const filePath = yield tryGetExecutablePath(tool, extensions);
			if (filePath) return [filePath];
			return [];
		}
		if (tool.includes(path.sep)) return [];
		const directories = [];
		if (process.env.PATH) {
			for (const p of process.env.PATH.split(path.delimiter)) if (p) directories.push(p);
		}
		const matches = [];
		for (const directory of directories) {
			const filePath = yield tryGetExecutablePath(path.join(directory, tool), extensions);
			if (filePath) matches.push(filePath);
		}
		return matches;
	});
}

// node_modules/@actions/exec/lib/toolrunner.js
var __awaiter$1 = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
const IS_WINDOWS = process.platform === "win32";
var ToolRunner = class extends events.EventEmitter {
	constructor(toolPath, args, options) {
		super();
		if (!toolPath) throw new Error("Parameter 'toolPath' cannot be null or empty.");
		this.toolPath = toolPath;
		this.args = args || [];
		this.options = options || {};
	}
	_debug(message) {
		if (this.options.listeners && this.options.listeners.debug) this.options.listeners.debug(message);
	}
	_getCommandString(options, noPrefix) {
		const toolPath = this._getSpawnFileName();
		const args = this._getSpawnArgs(options);
		let cmd = noPrefix ? "" : "[command]";
		if (IS_WINDOWS) {
			if (this._isCmdFile()) {
				cmd += toolPath;
				for (const a of args) cmd += ` ${a}`;
			} else if (options.windowsVerbatimArguments) {
				cmd += `"${toolPath}"`;
				for (const a of args) cmd += ` ${a}`;
			} else {
				cmd += this._windowsQuoteCmdArg(toolPath);
				for (const a of args) cmd += ` ${this._windowsQuoteCmdArg(a)}`;
			}
		} else {
			cmd += toolPath;
			for (const a of args) cmd += ` ${a}`;
		}
		return cmd;
	}
	_processLineBuffer(data, strBuffer, onLine) {
		try {
			let s = strBuffer + data.toString();
			let n = s.indexOf(os.EOL);
			while (n > -1) {
				onLine(s.substring(0, n));
				s = s.substring(n + os.EOL.length);
				n = s.indexOf(os.EOL);
			}
			return s;
		} catch (err) {
			this._debug(`error processing line. Failed with error ${err}`);
			return "";
		}
	}
	_getSpawnFileName() {
		if (IS_WINDOWS) {
			if (this._isCmdFile()) return process.env["COMSPEC"] || "cmd.exe";
		}
		return this.toolPath;
	}
	_getSpawnArgs(options) {
		if (IS_WINDOWS) {
			if (this._isCmdFile()) {
				let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
				for (const a of this.args) {
					argline += " ";
					argline += options.windowsVerbatimArguments ? a : this._windowsQuoteCmdArg(a);
				}
				argline += "\"";
				return [argline];
			}
		}
		return this.args;
	}
	_endsWith(str, end) {
		return str.endsWith(end);
	}
	_isCmdFile() {
		const upperToolPath = this.toolPath.toUpperCase();
		return this._endsWith(upperToolPath, ".CMD") || this._endsWith(upperToolPath, ".BAT");
	}
	_windowsQuoteCmdArg(arg) {
		if (!this._isCmdFile()) return this._uvQuoteCmdArg(arg);
		if (!arg) return "\"\"";
		const cmdSpecialChars = [
			" ",
			"	",
			"&",
			"(",
			")",
			"[",
			"]",
			"{",
			"}",
			"^",
			"=",
			";",
			"!",
			"'",
			"+",
			",",
			"`",
			"~",
			"|",
			"<",
			">",
			"\""
		];
		let needsQuotes = false;
		for (const char of arg) if (cmdSpecialChars.some((x) => x === char)) {
			needsQuotes = true;
			break;
		}
		if (!needsQuotes) return arg;
		let reverse = "\"";
		let quoteHit = true;
		for (let i = arg.length; i > 0; i--) {
			reverse += arg[i - 1];
			if (quoteHit && arg[i - 1] === "\\") reverse += "\\";
			else if (arg[i - 1] === "\"") {
				quoteHit = true;
				reverse += "\"";
			} else quoteHit = false;
		}
		reverse += "\"";
		return reverse.split("").reverse().join("");
	}
	_uvQuoteCmdArg(arg) {
		if (!arg) return "\"\"";
		if (!arg.includes(" ") && !arg.includes("	") && !arg.includes("\"")) return arg;
		if (!arg.includes("\"") && !arg.includes("\\")) return `"${arg}"`;
		let reverse = "\"";
		let quoteHit = true;
		for (let i = arg.length; i > 0; i--) {
			reverse += arg[i - 1];
			if (quoteHit && arg[i - 1] === "\\") reverse += "\\";
			else if (arg[i - 1] === "\"") {
				quoteHit = true;
				reverse += "\\";
			} else quoteHit = false;
		}
		reverse += "\"";
		return reverse.split("").reverse().join("");
	}
	_cloneExecOptions(options) {
		options = options || {};
		const result = {
			cwd: options.cwd || process.cwd(),
			env: options.env || process.env,
			silent: options.silent || false,
			windowsVerbatimArguments: options.windowsVerbatimArguments || false,
			failOnStdErr: options.failOnStdErr || false,
			ignoreReturnCode: options.ignoreReturnCode || false,
			delay: options.delay || 1e4
		};
		result.outStream = options.outStream || process.stdout;
		result.errStream = options.errStream || process.stderr;
		return result;
	}
	_getSpawnOptions(options, toolPath) {
		options = options || {};
		const result = {};
		result.cwd = options.cwd;
		result.env = options.env;
		result["windowsVerbatimArguments"] = options.windowsVerbatimArguments || this._isCmdFile();
		if (options.windowsVerbatimArguments) result.argv0 = `"${toolPath}"`;
		return result;
	}
	/**
	* Exec a tool.
	* Output will be streamed to the live console.
	* Returns promise with return code
	*
	* @param     tool     path to tool to exec
	* @param     options  optional exec options.  See ExecOptions
	* @returns   number
	*/
	exec() {
		return __awaiter$1(this, void 0, void 0, function* () {
			if (!isRooted(this.toolPath) && (this.toolPath.includes("/") || IS_WINDOWS && this.toolPath.includes("\\"))) this.toolPath = path.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
			this.toolPath = yield which(this.toolPath, true);
			return new Promise((resolve, reject) => __awaiter$1(this, void 0, void 0, function* () {
				this._debug(`exec tool: ${this.toolPath}`);
				this._debug("arguments:");
				for (const arg of this.args) this._debug(`   ${arg}`);
				const optionsNonNull = this._cloneExecOptions(this.options);
				if (!optionsNonNull.silent && optionsNonNull.outStream) optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + os.EOL);
				const state = new ExecState(optionsNonNull, this.toolPath);
				state.on("debug", (message) => {
					this._debug(message);
				});
				if (this.options.cwd && !(yield exists(this.options.cwd))) return reject(/* @__PURE__ */ new Error(`The cwd: ${this.options.cwd} does not exist!`));
				const fileName = this._getSpawnFileName();
				const cp = child.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
				let stdbuffer = "";
				if (cp.stdout) cp.stdout.on("data", (data) => {
					if (this.options.listeners && this.options.listeners.stdout) this.options.listeners.stdout(data);
					if (!optionsNonNull.silent && optionsNonNull.outStream) optionsNonNull.outStream.write(data);
					stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
						if (this.options.listeners && this.options.listeners.stdline) this.options.listeners.stdline(line);
					});
				});
				let errbuffer = "";
				if (cp.stderr) cp.stderr.on("data", (data) => {
					state.processStderr = true;
					if (this.options.listeners && this.options.listeners.stderr) this.options.listeners.stderr(data);
					if (!optionsNonNull.silent && optionsNonNull.errStream && optionsNonNull.outStream) (optionsNonNull.failOnStdErr ? optionsNonNull.errStream : optionsNonNull.outStream).write(data);
					errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
						if (this.options.listeners && this.options.listeners.errline) this.options.listeners.errline(line);
					});
				});
				cp.on("error", (err) => {
					state.processError = err.message;
					state.processExited = true;
					state.processClosed = true;
					state.CheckComplete();
				});
				cp.on("exit", (code) => {
					state.processExitCode = code;
					state.processExited = true;
					this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
					state.CheckComplete();
				});
				cp.on("close", (code) => {
					state.processExitCode = code;
					state.processExited = true;
					state.processClosed = true;
					this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
					state.CheckComplete();
				});
				state.on("done", (error, exitCode) => {
					if (stdbuffer.length > 0) this.emit("stdline", stdbuffer);
					if (errbuffer.length > 0) this.emit("errline", errbuffer);
					cp.removeAllListeners();
					if (error) reject(error);
					else resolve(exitCode);
				});
				if (this.options.input) {
					if (!cp.stdin) throw new Error("child process missing stdin");
					cp.stdin.end(this.options.input);
				}
			}));
		});
	}
};
/**
* Convert an arg string to an array of args. Handles escaping
*
* @param    argString   string of arguments
* @returns  string[]    array of arguments
*/
function argStringToArray(argString) {
	const args = [];
	let inQuotes = false;
	let escaped = false;
	let arg = "";
	function append(c) {
		if (escaped && c !== "\"") arg += "\\";
		arg += c;
		escaped = false;
	}
	for (let i = 0; i < argString.length; i++) {
		const c = argString.charAt(i);
		if (c === "\"") {
			if (!escaped) inQuotes = !inQuotes;
			else append(c);
			continue;
		}
		if (c === "\\" && escaped) {
			append(c);
			continue;
		}
		if (c === "\\" && inQuotes) {
			escaped = true;
			continue;
		}
		if (c === " " && !inQuotes) {
			if (arg.length > 0) {
				args.push(arg);
				arg = "";
			}
			continue;
		}
		append(c);
	}
	if (arg.length > 0) args.push(arg.trim());
	return args;
}
var ExecState = class ExecState extends events.EventEmitter {
	constructor(options, toolPath) {
		super();
		this.processClosed = false;
		this.processError = "";
		this.processExitCode = 0;
		this.processExited = false;
		this.processStderr = false;
		this.delay = 1e4;
		this.done = false;
		this.timeout = null;
		if (!toolPath) throw new Error("toolPath must not be empty");
		this.options = options;
		this.toolPath = toolPath;
		if (options.delay) this.delay = options.delay;
	}
	CheckComplete() {
		if (this.done) return;
		if (this.processClosed) this._setResult();
		else if (this.processExited) this.timeout = setTimeout$1(ExecState.HandleTimeout, this.delay, this);
	}
	_debug(message) {
		this.emit("debug", message);
	}
	_setResult() {
		let error;
		if (this.processExited) {
			if (this.processError) error = /* @__PURE__ */ new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
			else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) error = /* @__PURE__ */ new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
			else if (this.processStderr && this.options.failOnStdErr) error = /* @__PURE__ */ new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
		}
		if (this.timeout) {
			clearTimeout(this.timeout);
			this.timeout = null;
		}
		this.done = true;
		this.emit("done", error, this.processExitCode);
	}
	static HandleTimeout(state) {
		if (state.done) return;
		if (!state.processClosed && state.processExited) {
			const message = `The STDIO streams did not close within ${state.delay / 1e3} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
			state._debug(message);
		}
		state._setResult();
	}
};

// node_modules/@actions/exec/lib/exec.js
var __awaiter = void 0 && (void 0).__awaiter || function(thisArg, _arguments, P, generator) {
	function adopt(value) {
		return value instanceof P ? value : new P(function(resolve) {
			resolve(value);
		});
	}
	return new (P || (P = Promise))(function(resolve, reject) {
		function fulfilled(value) {
			try {
				step(generator.next(value));
			} catch (e) {
				reject(e);
			}
		}
		function rejected(value) {
			try {
				step(generator["throw"](value));
			} catch (e) {
				reject(e);
			}
		}
		function step(result) {
			result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected);
		}
		step((generator = generator.apply(thisArg, _arguments || [])).next());
	});
};
/**
* Exec a command.
* Output will be streamed to the live console.
* Returns promise with return code
*
* @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
* @param     args               optional arguments for tool. Escaping is handled by the lib.
* @param     options            optional exec options.  See ExecOptions
* @returns   Promise<number>    exit code
*/
function exec(commandLine, args, options) {
	return __awaiter(this, void 0, void 0, function* () {
		const commandArgs = argStringToArray(commandLine);
		if (commandArgs.length === 0) throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
		const toolPath = commandArgs[0];
		args = commandArgs.slice(1).concat(args || []);
		return new ToolRunner(toolPath, args, options).exec();
	});
}

// src/build/checkout.ts
/** Reads the clone at `folder`. Nothing that its configuration names is run. Throws a usage error when there is no checkout. */
async function readCheckout(folder, tagPrefix, signal) {
	const home = await mkdtemp(join(tmpdir(), "waybill-home-"));
	try {
		const environment = gitEnvironment({
			home,
			config: [["safe.directory", "*"]]
		});
		const git = gitIn({
			folder,
			environment,
			secrets: [],
			signal
		});
		const [commit = "", seconds = ""] = (await git.text([
			"show",
			"-s",
			"--format=%H %ct",
			"HEAD"
		])).trim().split(" ");
		const tags = (await git.text(["tag", "--list"])).split("\n").filter((tag) => tag !== "");
		return {
			commit,
			committedAt: /* @__PURE__ */ new Date(Number(seconds) * 1e3),
			isShallow: (await git.text(["rev-parse", "--is-shallow-repository"])).trim() === "true",
			tags,
			nearest: tags.length === 0 ? null : await describe((args) => git.text(args), tagPrefix)
		};
	} catch (error) {
		if (!(error instanceof GitFailure)) throw error;
		throw usageError(`the workspace "${folder}" is no Git checkout (${lastWords(error)}); check the repository out before this step, as actions/checkout does`, error);
	} finally {
		await rm(home, {
			recursive: true,
			force: true
		});
	}
}
async function describe(git, prefix) {
	const literal = prefix.replaceAll(/[\\*?[]/gu, String.raw`\$&`);
	const matching = ["v[0-9]*", "[0-9]*"].map((version) => `--match=${literal}${version}`);
	let text;
	try {
		text = (await git([
			"describe",
			"--tags",
			"--long",
			"--abbrev=12",
			...matching,
			"HEAD"
		])).trim();
	} catch (error) {
		if (error instanceof GitFailure) return null;
		throw error;
	}
	const [, tag, commits] = /^(.+)-(\d+)-g[0-9a-f]+$/su.exec(text) ?? [];
	if (tag === void 0) throw new UserError(`git describe printed ${JSON.stringify(text)}; expected tag-commits-gcommit`);
	return {
		tag,
		commits: Number(commits)
	};
}

// src/build/engines/hints.ts
/** The first that matches is said, so the narrow ones stand before the wide ones. */
const KNOWN = [
	{
		words: /cannot connect to the docker daemon|is the docker daemon running|docker daemon socket|unable to connect to podman|daemon is not running/iu,
		hint: "the engine's daemon does not answer or may not be used; start it, check DOCKER_HOST and the user's rights, or set `engine` to one without a daemon (buildah, podman)"
	},
	{
		words: /found in Chart\.yaml, but missing in charts/iu,
		hint: "run `helm dependency build` in the chart's folder before this step"
	},
	{
		words: /no space left on device|disk quota exceeded/iu,
		hint: "the disk is full; free space before this step, or use a runner with a larger disk"
	},
	{
		words: /too ?many ?requests|rate limit exceeded|\b429\b/iu,
		hint: "the registry limits requests; log in before this step, or run again later"
	},
	{
		words: /unauthorized|authentication required|no basic auth credentials|\b401\b|not logged in/iu,
		hint: "the registry wants a login; log in before this step (docker/login-action, or `login` of the engine)"
	},
	{
		words: /access forbidden|insufficient_scope|requested access to the resource is denied|\bdenied:|\b403\b|permission_denied/iu,
		hint: "the registry denied it; the account needs the right to write there (for ghcr.io: `packages: write` in the job's `permissions`, and the package must admit this repository)"
	},
	{
		words: /multi-?platform build is not supported|does not currently support exporting manifest lists/iu,
		hint: "this builder cannot make or keep several platforms; add docker/setup-buildx-action before this step and push from the build, or name one platform"
	},
	{
		words: /exec format error/iu,
		hint: "the machine cannot run programs of that platform; add docker/setup-qemu-action before this step, or build on a runner of that platform"
	},
	{
		words: /no matching manifest for|no match for platform|does not (?:provide|match) the specified platform|unsupported platform|no image found in (?:manifest list|image index) for|unknown operating system or architecture/iu,
		hint: "the platform is not one that the base image or this engine has; check `platforms`"
	},
	{
		words: /unknown flag: (?<flag>--[\w-]+)|unknown shorthand flag/iu,
		hint: (found) => `this version of the engine does not know ${found.groups?.["flag"] ?? "an option"}; use a newer one, or leave out what needs it`
	},
	{
		words: /server gave http response to https client/iu,
		hint: "the registry speaks plain HTTP; name it as insecure in the engine's own configuration"
	},
	{
		words: /x509|certificate (?:signed by unknown authority|has expired|is not valid)/iu,
		hint: "the registry's certificate is not trusted here; add its authority to the engine's configuration"
	},
	{
		words: /connection refused|no such host|i\/o timeout|tls handshake timeout|connection reset|network is unreachable|unexpected eof/iu,
		hint: "a host could not be reached or broke off; is it up, and may this runner reach it? A second run changes nothing that is done"
	},
	{
		words: /failed to read dockerfile|symlinks in dockerfile path|cannot locate (?:specified )?dockerfile|discovering containerfile|no (?:containerfile|dockerfile)|^error: stat \S*: no such file/imu,
		hint: "there is no Dockerfile where it was looked for; check `context` and `file`, and that the repository was checked out"
	},
	{
		words: /unable to prepare context|path "[^"]*" not found|context must be a directory/iu,
		hint: "the context is no folder of the workspace; check `context`, and that the repository was checked out"
	},
	{
		words: /target stage "?(?<stage>[^\s"]+)"? could not be found|failed to reach build target (?<named>\S+)|no such stage|target "(?<quoted>[^"]+)" not found/iu,
		hint: "the Dockerfile has no such stage; check `target`"
	},
	{
		words: /copy failed|failed to (?:compute|calculate) (?:cache key|checksum)|building at step "(?:copy|add) [^"]*".*no such file/iu,
		hint: "a file that is to be copied is not in the context; check the path, `context` and .dockerignore"
	},
	{
		words: /building at STEP "(?<buildah>[^"]+)"|process "(?<buildkit>[^"]+)" did not complete|The command '(?<docker>[^']+)' returned a non-zero code|executor failed running \[(?<early>[^\]]+)\]/u,
		hint: (found) => `the step "${Object.values(found.groups ?? {}).find((step) => step !== void 0)}" of the Dockerfile failed; its output is above`
	}
];
/** What to do about the failure; `null` when it is not a known one. */
function hintFor(lastLines, exitCode) {
	const text = lastLines.join("\n");
	for (const { words, hint } of KNOWN) {
		const found = words.exec(text);
		if (found !== null) return typeof hint === "string" ? hint : hint(found);
	}
	return exitCode === 137 ? "it was killed; machines do that when memory runs out" : null;
}

// src/build/engines/command.ts
/** The standard output. Throws a UserError when the command fails; `what` is what it was to do: `build "ghcr.io/acme/podinfo:1.2.3"`. */
async function engineCommand({ programs }, program, args, what, options) {
	const ended = await programs.run(program, args, options);
	if (ended.exitCode === 0) return ended.stdout;
	const hint = hintFor(ended.lastLines, ended.exitCode);
	const said = errorLines(ended.lastLines);
	throw new UserError(`${program} could not ${what} (exit code ${ended.exitCode})${said === "" ? "" : `: ${said}`}${hint === null ? "" : `; ${hint}`}`);
}
/** Enough to know the failure by; all of it is in the log. */
function errorLines(lines) {
	const text = lines.map((line) => line.trim()).filter((line) => line !== "" && !/^-+$|^DEPRECATED:|^Install the buildx|^https:\/\/docs\.docker\.com\//u.test(line)).slice(-4).join(" / ");
	return text.length <= 800 ? text : `…${text.slice(-799)}`;
}

// src/build/summary.ts
function buildSummary({ kind, name }, result) {
	const { version, tags, digest } = result;
	const rows = [
		[kind, name],
		["version", (kind === "chart" ? version?.chartVersion : version?.version) ?? ""],
		["tags", tags.join(", ")],
		["digest", digest ?? ""]
	].filter(([, value]) => value !== "");
	return [
		`### Waybill build: ${result.result}`,
		`${inlineText(result.reason)}.`,
		table(["", ""], rows.map(([what = "", value = ""]) => [what, codeSpan(value)].map(tableCell)))
	].join("\n\n");
}

// src/registry/credential-helper.ts
/** What the helpers' own library prints when they hold nothing for the server; docker takes it as "no credential", too. */
const NOTHING = /credentials not found|no credentials (?:server URL|username)/iu;
/**
* Asks `docker-credential-<name>` for a server; `null` when it holds nothing. Throws a UserError that names the helper and `configuration`, the file that
* names it, when there is no such program, or when it fails. An answer that a helper printed is never part of a message: it holds the secret.
*/
async function askHelper(name, server, programs, configuration) {
	if (!/^[\w.-]+$/u.test(name)) throw usageError(`${configuration} names the credential helper ${JSON.stringify(name)}; expected what follows "docker-credential-" in a program's name, such as "ecr-login"`);
	const program = `docker-credential-${name}`;
	const path = await programs.find(program);
	if (path === null) throw new UserError(`${configuration} leaves the credentials of "${server}" to the program ${program}, which is not on PATH; install it, or log in without it`);
	const { exitCode, stdout, lastLines } = await programs.run(path, ["get"], { input: server });
	if (exitCode !== 0) {
		if (NOTHING.test(stdout) || lastLines.some((line) => NOTHING.test(line))) return null;
		const said = lastLines.findLast((line) => line.trim() !== "" && !/^\s*\{|"Secret"/u.test(line));
		throw new UserError(`the credential helper ${program} failed for "${server}" with exit code ${exitCode}${said === void 0 ? "" : `: ${printable(said).slice(0, 300)}`}; ${configuration} names it`);
	}
	return readAnswer(program, server, stdout);
}
function readAnswer(program, server, stdout) {
	let username;
	let secret;
	try {
		const answer = asRecord(parseJson(stdout), "the answer");
		username = asString(answer["Username"], "`Username`");
		secret = asString(answer["Secret"], "`Secret`");
	} catch {
		throw new UserError(`the credential helper ${program} gave no answer for "${server}" that can be read; expected JSON with \`Username\` and \`Secret\``);
	}
	if (secret === "") return null;
	if (username === "<token>") return {
		kind: "identity-token",
		token: secret,
		source: program
	};
	return {
		kind: "password",
		username,
		password: secret,
		source: program
	};
}

// src/registry/docker-configuration.ts
/** What `docker login` calls Docker Hub. */
const HUB = "https://index.docker.io/v1/";
/**
* Looks a registry up as docker does: its own helper, else the store, else the file. The file is read at the first question, and each registry is looked up once.
* Throws a UserError that names the file when it cannot be read or is none, or a helper that fails; a registry that nobody knows is `null`.
*/
function dockerCredentials(options) {
	const { environment, read, programs } = options;
	const found = /* @__PURE__ */ new Map();
	let reading = null;
	return async (registry) => {
		reading ??= readConfiguration(environment, read);
		const configuration = await reading;
		const known = found.get(registry) ?? lookUp(registry, configuration, programs);
		found.set(registry, known);
		return known;
	};
}
async function readConfiguration(environment, read) {
	const given = environment["DOCKER_CONFIG"] ?? "";
	const home = environment["HOME"] ?? "";
	if (given === "" && home === "") return {
		path: "",
		auths: {},
		credsStore: null,
		credHelpers: {}
	};
	const path = join(given === "" ? join(home, ".docker") : given, "config.json");
	let text;
	try {
		text = await read(path);
	} catch (error) {
		throw new UserError(`the Docker configuration ${path} cannot be read: ${messageOf(error)}`, { cause: error });
	}
	if (text === null || text.trim() === "") return {
		path,
		auths: {},
		credsStore: null,
		credHelpers: {}
	};
	try {
		const value = asRecord(parseJson(text), "it");
		return {
			path,
			auths: optional(value["auths"], "`auths`", asRecord) ?? {},
			credsStore: optional(value["credsStore"], "`credsStore`", asString),
			credHelpers: optional(value["credHelpers"], "`credHelpers`", asRecord) ?? {}
		};
	} catch {
		throw usageError(`the Docker configuration ${path} is not JSON as docker writes it (an object with \`auths\`, \`credsStore\`, \`credHelpers\`); log in again, or mend the file`);
	}
}
async function lookUp(registry, configuration, programs) {
	const { path, auths, credsStore, credHelpers } = configuration;
	const server = registry === "docker.io" ? HUB : registry;
	const entry = entryOf(credHelpers, registry);
	const helper = entry === void 0 ? credsStore : asString(entry, `\`credHelpers\` of "${registry}" in ${path}`);
	if (helper !== null && helper !== "") {
		const credential = await askHelper(helper, server, programs, path);
		if (credential !== null) return credential;
	}
	return readLogin(entryOf(auths, registry), registry, path);
}
/** Docker's own order: the exact key, else any key whose host is the registry; old versions wrote whole URLs. */
function entryOf(entries, registry) {
	const names = registry === "docker.io" ? [
		HUB,
		"docker.io",
		"index.docker.io",
		"registry-1.docker.io"
	] : [registry];
	for (const name of names) if (Object.hasOwn(entries, name)) return entries[name];
	const hostOf = (key) => key.replace(/^https?:\/\//u, "").replace(/\/.*$/su, "").toLowerCase();
	return Object.entries(entries).find(([key]) => names.includes(hostOf(key)))?.[1];
}
/** A wrong entry is not quoted: what stands in it is meant to be secret. */
function readLogin(login, registry, path) {
	if (login === void 0 || login === null) return null;
	if (typeof login !== "object") throw usageError(`the Docker configuration ${path} has an entry for "${registry}" that is no object; log in again`);
	const entries = new Map(Object.entries(login));
	const text = (key) => {
		const value = entries.get(key);
		return typeof value === "string" ? value : "";
	};
	const source = path;
	if (text("registrytoken") !== "") return {
		kind: "registry-token",
		token: text("registrytoken"),
		source
	};
	if (text("identitytoken") !== "") return {
		kind: "identity-token",
		token: text("identitytoken"),
		source
	};
	if (text("auth") !== "") {
		const pair = Buffer.from(text("auth"), "base64").toString("utf8").replace(/\0+$/u, "");
		const colon = pair.indexOf(":");
		if (colon <= 0) throw usageError(`the Docker configuration ${path} has an \`auth\` for "${registry}" that is not the base64 form of user:password; log in again`);
		return {
			kind: "password",
			username: pair.slice(0, colon),
			password: pair.slice(colon + 1),
			source
		};
	}
	if (text("username") === "" || text("password") === "") return null;
	return {
		kind: "password",
		username: text("username"),
		password: text("password"),
		source
	};
}

// src/registry/credentials.ts
/** The call's own credential for the one registry that it names; every other registry is looked up in `otherwise`. */
function givenCredentials(given) {
	const { registry, username, password, otherwise } = given;
	const credential = {
		kind: "password",
		username,
		password,
		source: "the inputs"
	};
	return async (asked) => asked === registry ? credential : otherwise(asked);
}

// src/registry/challenge.ts
/** A scheme's name, a parameter, or the comma between them; anything else ends the reading. */
const PART = /[\s,]*(?:(?<name>[\w!#$%&'*+.^`|~-]+)[ \t]*=[ \t]*(?:"(?<quoted>(?:[^"\\]|\\.)*)"|(?<plain>[^\s,"]+))|(?<scheme>[A-Za-z][\w-]*)(?=[\s,]|$))/gsuy;
/** The challenge to answer: a bearer token where one is asked for, else basic; `null` when it is neither. Several may stand in one header. */
function parseChallenge(header) {
	const found = [];
	for (const { groups = {} } of (header ?? "").matchAll(PART)) {
		const { name, quoted, plain, scheme } = groups;
		if (scheme !== void 0) found.push({
			scheme: scheme.toLowerCase(),
			parameters: /* @__PURE__ */ new Map()
		});
		else if (name !== void 0) found.at(-1)?.parameters.set(name.toLowerCase(), plain ?? (quoted ?? "").replace(/\\(.)/gsu, "$1"));
	}
	for (const { scheme, parameters } of found) {
		const realm = parameters.get("realm");
		if (scheme === "bearer" && realm !== void 0) return {
			scheme: "bearer",
			realm,
			service: parameters.get("service") ?? null
		};
	}
	return found.some(({ scheme }) => scheme === "basic") ? { scheme: "basic" } : null;
}

// src/registry/endpoint.ts
/** The registry's endpoint: https, but http on this machine's own loopback, where nobody else listens. Throws a usage error for a name that is no host. */
function registryEndpoint(registry) {
	const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
	if (!URL.canParse(`http://${host}`)) throw usageError(`the registry ${JSON.stringify(registry)} is not a host name with an optional port; expected one such as ghcr.io or localhost:5000`);
	const isLoopback = isLoopbackUrl(new URL(`http://${host}`));
	return {
		registry,
		origin: new URL(`${isLoopback ? "http" : "https"}://${host}`).origin,
		isLoopback
	};
}
/** Whether what is sent to `url` on behalf of the registry can be read and changed by nobody between: https, or loopback all the way. */
function isPrivateWay(url, endpoint) {
	return url.protocol === "https:" || url.protocol === "http:" && endpoint.isLoopback && isLoopbackUrl(url);
}
/** By the URL standard's own spelling: it writes every form of an IPv4 address as four decimal numbers. */
function isLoopbackUrl(url) {
	return url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/u.test(url.hostname);
}

// src/registry/exchange.ts
const REDIRECTS = 5;
/** Sends the question once, for at most `limitMs`. Throws a UserError for an answer that no repetition mends (too large, redirected where nothing may go), else whatever `fetch` throws. */
async function exchange(question, wire, limitMs) {
	const { method, url, subject, endpoint } = question;
	const timeout = AbortSignal.timeout(Math.ceil(Math.min(wire.attemptTimeoutMs, limitMs)));
	const signal = wire.signal === void 0 ? timeout : AbortSignal.any([wire.signal, timeout]);
	let target = url;
	let { authorization } = question;
	for (let hop = 0; hop <= REDIRECTS; hop += 1) {
		wire.traffic.requests += 1;
		const response = await wire.fetch(target, {
			method,
			headers: {
				"user-agent": "waybill",
				...question.headers,
				...authorization === null ? {} : { authorization }
			},
			...question.body === void 0 ? {} : { body: question.body },
			redirect: "manual",
			signal
		});
		wire.log.debug(`${method} ${target.origin}${target.pathname}: ${response.status}`);
		const location = response.headers.get("location");
		if (![
			301,
			302,
			303,
			307,
			308
		].includes(response.status) || location === null) {
			const body = await readBounded(response, question);
			return {
				status: response.status,
				headers: response.headers,
				body,
				origin: target.origin
			};
		}
		await response.body?.cancel();
		target = follow(location, target, question);
		if (target.origin !== url.origin) authorization = null;
	}
	throw new UserError(`the registry ${endpoint.registry} redirects "${subject}" more than ${REDIRECTS} times`);
}
function follow(location, from, { endpoint, method, subject }) {
	const next = URL.canParse(location, from.href) ? new URL(location, from) : null;
	if (next === null || !isPrivateWay(next, endpoint)) throw new UserError(`the registry ${endpoint.registry} redirects "${subject}" to ${next === null ? "something that is no address" : next.origin}; expected an address that begins with https://`);
	if (method === "POST") throw new UserError(`the token endpoint of the registry ${endpoint.registry} redirects to ${next.origin}; a credential is not sent on`);
	next.username = "";
	next.password = "";
	return next;
}
async function readBounded(response, { limit, subject, endpoint }) {
	const chunks = [];
	let length = 0;
	const reader = response.body?.getReader();
	for (let part = await reader?.read(); part?.value !== void 0; part = await reader?.read()) {
		length += part.value.byteLength;
		if (length > limit) {
			await reader?.cancel();
			throw new UserError(`the answer of the registry ${endpoint.registry} for "${subject}" is larger than ${limit} bytes; that is no manifest or configuration of an image`);
		}
		chunks.push(part.value);
	}
	return Buffer.concat(chunks, length);
}

// src/registry/patience.ts
const BASE_MS = 500;
const CAP_MS = 3e4;
/** Between two questions at the least, whatever a Retry-After says. */
const FLOOR_MS = 100;
/** Refusals that pass: 501 and 505 do not. */
const PASSING = [
	408,
	425,
	429,
	500,
	502,
	503,
	504
];
/** What is the same at the next attempt: no such host, a certificate that is not trusted. */
const FINAL = /^(?:ENOTFOUND|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|ERR_INVALID_URL|UND_ERR_INVALID_ARG)$/u;
/**
* The first answer that is not "not now", or the last one in the time budget. Throws a UserError when there is none at all: unreachable, no answer in time,
* a connection that dropped.
*/
async function ask(question, patience) {
	const { clock, log, signal, deadline, wire } = patience;
	for (let attempt = 1;; attempt += 1) {
		const left = deadline - clock.now();
		const outcome = await once(question, wire, Math.max(left, 1), signal);
		if (outcome.kind === "answer" && !PASSING.includes(outcome.answer.status)) return outcome.answer;
		const asked = outcome.kind === "answer" ? retryAfter(outcome.answer.headers, clock.now()) : null;
		const waitMs = Math.max(FLOOR_MS, asked ?? clock.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
		if (clock.now() + waitMs >= deadline || outcome.kind === "failure" && outcome.final) {
			if (outcome.kind === "answer") return outcome.answer;
			throw unreachable(question, outcome.error);
		}
		const what = outcome.kind === "answer" ? `answered ${outcome.answer.status}` : `failed (${reasonOf(outcome.error)})`;
		log.info(`the registry ${question.endpoint.registry} ${what} for ${question.subject}; asking again in ${Math.ceil(waitMs / 1e3)} s`);
		await clock.sleep(Math.round(waitMs), signal);
	}
}
async function once(question, wire, limitMs, signal) {
	try {
		return {
			kind: "answer",
			answer: await exchange(question, wire, limitMs)
		};
	} catch (error) {
		signal?.throwIfAborted();
		if (error instanceof UserError) throw error;
		return {
			kind: "failure",
			error,
			final: FINAL.test(codeOf(error) ?? "")
		};
	}
}
/** The wait that an answer asks for, in milliseconds; `null` when it names none. `now` serves where the answer has no date of its own. */
function retryAfter(headers, now) {
	const text = headers.get("retry-after");
	if (text === null) return null;
	const date = Date.parse(headers.get("date") ?? "");
	const from = Number.isNaN(date) ? now : date;
	if (/^\s*\d+(?:\.\d+)?\s*$/u.test(text)) {
		const seconds = Number(text);
		return seconds > 1e9 ? Math.max(0, seconds * 1e3 - from) : seconds * 1e3;
	}
	const at = Date.parse(text);
	return Number.isNaN(at) ? null : Math.max(0, at - from);
}
function unreachable({ endpoint, subject, url }, error) {
	return new UserError(`the registry ${endpoint.registry} gave no answer about "${subject}": ${reasonOf(error)} (${url.origin}); check its name, the network and the proxy, then run again`, { cause: error });
}
/** `fetch` wraps the reason; that of a host with several addresses has a code and no message. */
function reasonOf(error) {
	if (error instanceof Error && error.name === "TimeoutError") return "no answer in time";
	const cause = error instanceof Error && error.cause !== void 0 ? error.cause : error;
	const message = messageOf(cause);
	return printable(message === "" ? codeOf(error) ?? "the connection failed" : message).slice(0, 200);
}
function codeOf(error) {
	for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) if ("code" in each && typeof each.code === "string") return each.code;
	return null;
}

// src/registry/refusal.ts
/** Codes of the OCI distribution specification for what is not there; Harbor has one of its own. */
const ABSENT = [
	"MANIFEST_UNKNOWN",
	"NAME_UNKNOWN",
	"NOT_FOUND"
];
/** Whether the registry itself says that there is no such manifest or repository; any other 404 may be a proxy's, or another server's. */
function saysAbsent(answer) {
	return answer.status === 404 && ABSENT.includes(firstError(answer)?.code ?? "");
}
/** An answer to HEAD has no body: only a registry's own header tells its 404 from another server's. */
function isRegistrys404(answer) {
	return answer.status === 404 && answer.headers.get("docker-distribution-api-version") === "registry/2.0";
}
function isWebPage(answer) {
	return /^\s*(?:text\/html|application\/xhtml\+xml)\b/iu.test(answer.headers.get("content-type") ?? "");
}
/** `403 DENIED: "permission_denied"`: the status, and what the registry's error says. Outside text is cut and made printable. */
function describeAnswer(answer) {
	const error = firstError(answer);
	if (error === null) return isWebPage(answer) ? `${answer.status} and a web page` : `${answer.status}`;
	const message = error.message === "" ? "" : `: ${JSON.stringify(printable(error.message).slice(0, 200))}`;
	return `${answer.status} ${printable(error.code).slice(0, 60)}${message}`;
}
/** The error for an answer that is neither what was asked for nor an absence. */
function refusal({ endpoint, subject, answer, credential, now }) {
	const { registry } = endpoint;
	const { status } = answer;
	const said = describeAnswer(answer);
	if (isWebPage(answer)) return new UserError(`the registry ${registry} answered "${subject}" with a web page (${status}); expected a registry's answer: check the registry's name and the proxy between`);
	if (status === 401 || status === 403) return new UserError(denied(registry, subject, said, credential));
	if (status === 429) {
		const waitMs = retryAfter(answer.headers, now);
		const until = waitMs === null ? "" : ` until ${new Date(Math.min(now + waitMs, 864e13)).toISOString()}`;
		return new UserError(`the registry ${registry} takes no more questions${until} (${said}), which is beyond the time budget; run again then, or raise the input \`time-budget\`${credential === null ? `; who is logged in may ask more: ${howToLogIn(registry)}` : ""}`);
	}
	if (status >= 500) return new UserError(`the registry ${registry} failed for "${subject}" (${said}) until the time budget was spent; run again later, or raise the input \`time-budget\``);
	if (status === 404) return new UserError(`the registry ${registry} answered "${subject}" with ${said}, which is not how a registry says that there is none (MANIFEST_UNKNOWN or NAME_UNKNOWN); check the registry's name and the proxy between`);
	return new UserError(`the registry ${registry} answered "${subject}" with ${said}; expected a manifest (200) or its absence (404)`);
}
function denied(registry, subject, said, credential) {
	const how = howToLogIn(registry);
	return credential === null ? `the registry ${registry} shows "${subject}" to nobody without credentials (${said}), and there are none for ${registry}; if it exists, ${how}` : `the registry ${registry} refuses "${subject}" (${said}) to the credentials of ${credential.source}: they have expired, may not read it, or it does not exist; ${how}`;
}
const LOGINS = [
	[/^ghcr\.io$/u, "log in with docker/login-action and the job's token, with `permissions: packages: write` (`read` to look only); a package of another repository must give this one access in its settings"],
	[/^docker\.io$/u, "log in with docker/login-action, or run \"docker login\" before"],
	[/\.dkr\.ecr\..*\.amazonaws\.com(?:\.cn)?$/u, "log in with aws-actions/amazon-ecr-login before"],
	[/(?:^|\.)gcr\.io$|\.pkg\.dev$/u, "run \"gcloud auth configure-docker\" for it before"],
	[/\.azurecr\.(?:io|cn|us)$/u, "run \"az acr login\" before"]
];
function howToLogIn(registry) {
	return LOGINS.find(([pattern]) => pattern.test(registry))?.[1] ?? `log in with docker/login-action, or run "docker login ${registry}" before`;
}
/** The first of the answer's errors as the OCI distribution specification writes them; `null` when it has none. */
function firstError(answer) {
	if (answer.body.length === 0) return null;
	try {
		const value = asRecord(parseJson(Buffer.from(answer.body).toString("utf8")), "the answer");
		const first = asRecord(asArray(value["errors"], "`errors`")[0], "the first");
		const code = first["code"];
		const message = first["message"];
		return typeof code === "string" ? {
			code,
			message: typeof message === "string" ? message : ""
		} : null;
	} catch {
		return null;
	}
}

// src/registry/authorization.ts
const TOKEN_LIMIT = 1 << 20;
const HEADER_TEXT = /^[\u0021-\u007e]+$/u;
/** `keepSecret` is told every secret before it is used. Throws UserErrors for a token endpoint that refuses, or that no secret may be sent to. */
function authorize(credentials, keepSecret) {
	const challenges = /* @__PURE__ */ new Map();
	const answers = /* @__PURE__ */ new Map();
	const answer = (asking, challenge) => {
		const key = `${asking.endpoint.registry}/${asking.repository}`;
		const made = respond(asking, challenge);
		answers.set(key, made);
		made.catch(() => answers.get(key) === made && answers.delete(key));
		return made;
	};
	async function respond(asking, challenge) {
		const credential = await credentials(asking.endpoint.registry);
		for (const secret of secretsOf(credential)) keepSecret(secret);
		if (challenge.scheme === "basic") {
			if (credential === null) return null;
			if (credential.kind !== "password") throw new UserError(`the registry ${asking.endpoint.registry} wants a user and a password, and ${credential.source} has a token for it; log in again with a password`);
			return basic(credential);
		}
		if (credential?.kind === "registry-token") {
			if (!HEADER_TEXT.test(credential.token)) throw usageError(`the token of ${credential.source} for ${asking.endpoint.registry} holds a space, a line break or another character that no header takes; log in again`);
			return `Bearer ${credential.token}`;
		}
		const token = await askToken(asking, challenge, credential);
		keepSecret(token);
		return `Bearer ${token}`;
	}
	return {
		credential: credentials,
		async first(asking) {
			const { endpoint, repository } = asking;
			const known = answers.get(`${endpoint.registry}/${repository}`);
			if (known !== void 0) return known;
			const challenge = challenges.get(endpoint.registry);
			return challenge === void 0 ? null : answer(asking, challenge);
		},
		async next(asking, header, refused) {
			const { endpoint, repository } = asking;
			const challenge = parseChallenge(header);
			if (challenge === null) return null;
			challenges.set(endpoint.registry, challenge);
			const key = `${endpoint.registry}/${repository}`;
			const known = answers.get(key);
			if (known !== void 0) {
				const value = await known;
				if (value !== refused) return value;
				const newest = answers.get(key);
				if (newest !== void 0 && newest !== known) return newest;
			}
			const made = await answer(asking, challenge);
			return made === refused ? null : made;
		}
	};
}
function basic({ username, password }) {
	return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
function secretsOf(credential) {
	if (credential === null) return [];
	if (credential.kind !== "password") return [credential.token];
	return [credential.password, basic(credential).slice(6)];
}
/** By distribution's token specification: GET as a user or as anybody, POST (OAuth 2) with a refresh token. Only reading is asked for. */
async function askToken({ endpoint, repository, subject, send }, challenge, credential) {
	const url = realmUrl(challenge.realm, endpoint);
	const parameters = {
		...challenge.service === null ? {} : { service: challenge.service },
		scope: `repository:${repository}:pull`
	};
	const question = {
		endpoint,
		url,
		subject,
		limit: TOKEN_LIMIT,
		headers: { accept: "application/json" }
	};
	let answer;
	if (credential?.kind === "identity-token") answer = await send({
		...question,
		method: "POST",
		headers: {
			...question.headers,
			"content-type": "application/x-www-form-urlencoded"
		},
		authorization: null,
		body: new URLSearchParams({
			...parameters,
			grant_type: "refresh_token",
			refresh_token: credential.token,
			client_id: "waybill"
		}).toString()
	});
	else {
		for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
		answer = await send({
			...question,
			method: "GET",
			authorization: credential === null ? null : basic(credential)
		});
	}
	const token = answer.status === 200 ? readToken(answer) : null;
	if (token !== null) return token;
	const asked = `the token endpoint ${url.origin}${url.pathname} of the registry ${endpoint.registry}`;
	if (answer.status === 401 || answer.status === 403) throw new UserError(credential === null ? `${asked} lets nobody read "${subject}" without credentials (${describeAnswer(answer)}), and there are none for ${endpoint.registry}; if it exists, run "docker login ${endpoint.registry}" before` : `${asked} refuses the credentials of ${credential.source} for "${subject}" (${describeAnswer(answer)}); check that they are still valid and may read this repository, and log in to ${endpoint.registry} again`);
	throw new UserError(`${asked} gave no token for "${subject}" (${describeAnswer(answer)}); run again later, or check the registry's name`);
}
function realmUrl(realm, endpoint) {
	const url = URL.canParse(realm, endpoint.origin) ? new URL(realm, endpoint.origin) : null;
	if (url === null || !isPrivateWay(url, endpoint)) throw new UserError(`the registry ${endpoint.registry} wants a token from ${url === null ? "something that is no address" : `"${url.origin}"`}; credentials are sent over https only`);
	url.username = "";
	url.password = "";
	url.hash = "";
	return url;
}
/** `token`, or OAuth 2's `access_token`; `null` for an answer with neither, or with what no header can carry. */
function readToken(answer) {
	try {
		const value = asRecord(parseJson(Buffer.from(answer.body).toString("utf8")), "the answer");
		for (const token of [value["token"], value["access_token"]]) if (typeof token === "string" && HEADER_TEXT.test(token)) return token;
	} catch {}
	return null;
}

// src/registry/manifest.ts
const IMAGES = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];
const INDEXES = ["application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"];
/** What has labels; a chart's configuration is its Chart.yaml. */
const IMAGE_CONFIGURATIONS = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];
/** The `Accept` of every question: a registry that holds an index gives it only to who takes one. */
const MANIFEST_TYPES = [...INDEXES, ...IMAGES].join(", ");
/** The digest of bytes by the algorithm of another digest; sha256 when there is none. */
async function digestLike(bytes, model) {
	if (model?.startsWith("sha512:") !== true) return sha256(bytes);
	const { createHash } = await import("node:crypto");
	return `sha512:${createHash("sha512").update(bytes).digest("hex")}`;
}
/**
* Reads a manifest. `digest` is that of the bytes, `contentType` the answer's, `subject` what was asked for. Throws a UserError for what is no
* manifest, and for one that says of itself another type than it came with: two readers would see two images in it.
*/
function readManifest(bytes, digest, contentType, subject) {
	const what = `the manifest of "${subject}"`;
	const value = asRecord(parseJson(Buffer.from(bytes).toString("utf8"), what), what);
	const mediaType = typeOf(value, contentType, what);
	const annotations = texts(value["annotations"], `\`annotations\` of ${what}`);
	if (INDEXES.some((each) => each === mediaType)) return {
		digest,
		mediaType,
		annotations,
		config: null,
		layers: [],
		platforms: listOf(value["manifests"], `\`manifests\` of ${what}`, readPlatform).filter((each) => each !== null)
	};
	const config = asRecord(value["config"], `\`config\` of ${what}`);
	return {
		digest,
		mediaType,
		annotations,
		config: IMAGE_CONFIGURATIONS.includes(asString(config["mediaType"], `\`config.mediaType\` of ${what}`)) ? asDigest(config["digest"], `\`config.digest\` of ${what}`) : null,
		layers: listOf(value["layers"] ?? [], `\`layers\` of ${what}`, readLayer),
		platforms: []
	};
}
/** The labels in an image's configuration. Throws a UserError that names the subject for one that is none. */
function readLabels(bytes, subject) {
	const what = `the configuration of "${subject}"`;
	const value = asRecord(parseJson(Buffer.from(bytes).toString("utf8"), what), what);
	return texts((optional(value["config"], `\`config\` of ${what}`, asRecord) ?? {})["Labels"], `\`config.Labels\` of ${what}`);
}
/** OCI lets a manifest leave its type out; Docker's always have it, and a registry names it as the content type. */
function typeOf(value, contentType, what) {
	const known = [...IMAGES, ...INDEXES];
	const sent = (contentType ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
	const own = optional(value["mediaType"], `\`mediaType\` of ${what}`, asString);
	if (own !== null && known.includes(sent) && sent !== own) throw new UserError(`${what} came as ${sent} and says of itself ${JSON.stringify(own)}; expected one type`);
	const type = own ?? sent;
	if (!known.includes(type)) throw new UserError(`${what} is of the type ${JSON.stringify(type)}; expected one of ${known.join(", ")}`);
	if (INDEXES.some((each) => each === type) ? "config" in value || "layers" in value : "manifests" in value) throw new UserError(`${what} is an image and an index at once; expected one of them`);
	return type;
}
/** `null` for what is no platform's: buildx keeps attestations beside the images, for the platform `unknown/unknown`. */
function readPlatform(entry, what) {
	const value = asRecord(entry, what);
	const digest = asDigest(value["digest"], `\`digest\` of ${what}`);
	const annotations = texts(value["annotations"], `\`annotations\` of ${what}`);
	const platform = optional(value["platform"], `\`platform\` of ${what}`, asRecord) ?? {};
	const parts = [
		"os",
		"architecture",
		"variant"
	].map((key) => optional(platform[key], `\`${key}\` of ${what}`, asString));
	if (parts[0] === "unknown" || Object.hasOwn(annotations, "vnd.docker.reference.type")) return null;
	return {
		platform: parts.filter((part) => part !== null && part !== "").join("/"),
		digest
	};
}
function readLayer(entry, what) {
	return asDigest(asRecord(entry, what)["digest"], `\`digest\` of ${what}`);
}
function asDigest(value, what) {
	const text = asString(value, what);
	if (!isDigest(text)) throw new UserError(`${what} is ${JSON.stringify(text.slice(0, 100))}; expected sha256: and 64 hexadecimal digits`);
	return text;
}
function texts(value, what) {
	const record = optional(value, what, asRecord) ?? {};
	return Object.fromEntries(Object.entries(record).map(([key, text]) => [key, asString(text, `${what}, ${JSON.stringify(key)},`)]));
}

// src/registry/open.ts
/** What the OCI distribution specification lets a registry refuse above. */
const MANIFEST_LIMIT = 4 << 20;
const CONFIG_LIMIT = 4 << 20;
const ATTEMPT_TIMEOUT_MS = 3e4;
/** An index may name an index; nothing real goes deeper. */
const NESTED = 3;
/** A Registry that sends nothing before it is asked something. */
function openRegistry(options) {
	const { clock, signal, budgetMs } = options;
	const secrets = /* @__PURE__ */ new Set();
	const withoutSecrets = (text) => [...secrets].sort((a, b) => b.length - a.length).reduce((clean, secret) => clean.replaceAll(secret, "***"), text);
	const log = {
		info: (line) => options.log.info(withoutSecrets(line)),
		warning: (line) => options.log.warning(withoutSecrets(line)),
		debug: (line) => options.log.debug(withoutSecrets(line))
	};
	const traffic = { requests: 0 };
	const wire = {
		fetch: options.fetch,
		log,
		signal,
		attemptTimeoutMs: options.attemptTimeoutMs ?? ATTEMPT_TIMEOUT_MS,
		traffic
	};
	const authorization = authorize(options.credentials, (secret) => secret !== "" && secrets.add(secret));
	/** One question with the registry's challenge answered. A 401 to an authorization that was kept from before is answered once more: tokens expire. */
	async function request(place, method, path, limit) {
		const { endpoint, repository, subject } = place;
		const deadline = clock.now() + budgetMs;
		const asking = {
			endpoint,
			repository,
			subject,
			send: (question) => ask(question, {
				wire,
				clock,
				log,
				signal,
				deadline
			})
		};
		const question = {
			endpoint,
			method,
			url: new URL(`/v2/${repository}/${path}`, endpoint.origin),
			headers: path.startsWith("manifests/") ? { accept: MANIFEST_TYPES } : {},
			limit,
			subject
		};
		const first = await authorization.first(asking);
		const answer = await asking.send({
			...question,
			authorization: first
		});
		if (answer.status !== 401 || answer.origin !== endpoint.origin) return answer;
		const next = await authorization.next(asking, answer.headers.get("www-authenticate"), first);
		return next === null ? answer : asking.send({
			...question,
			authorization: next
		});
	}
	async function refused(place, answer) {
		const { endpoint, subject } = place;
		const credential = await authorization.credential(endpoint.registry);
		return refusal({
			endpoint,
			subject,
			answer,
			credential,
			now: clock.now()
		});
	}
	async function digestOf(place) {
		const answer = await request(place, "HEAD", `manifests/${place.reference}`, 0);
		if (isRegistrys404(answer)) return null;
		const told = answer.headers.get("docker-content-digest") ?? "";
		if (answer.status === 200 && isDigest(told) && !isWebPage(answer)) {
			expectDigest(place, told);
			return told;
		}
		if ([
			200,
			400,
			403,
			404,
			405,
			501
		].includes(answer.status)) return (await manifestOf(place))?.digest ?? null;
		throw await refused(place, answer);
	}
	async function manifestOf(place) {
		const answer = await request(place, "GET", `manifests/${place.reference}`, MANIFEST_LIMIT);
		if (saysAbsent(answer)) return null;
		if (answer.status !== 200 || isWebPage(answer)) throw await refused(place, answer);
		const { endpoint, reference, subject } = place;
		const told = answer.headers.get("docker-content-digest");
		const model = isDigest(reference) ? reference : told !== null && isDigest(told) ? told : null;
		const digest = await digestLike(answer.body, model);
		if (model !== null && digest !== model) throw new UserError(`the registry ${endpoint.registry} sent a manifest for "${subject}" whose digest is ${digest}; expected ${model}: the answer was changed or cut on its way, or the registry's storage is damaged`);
		return readManifest(answer.body, digest, answer.headers.get("content-type"), subject);
	}
	async function labelsOf(repository, manifest) {
		let image = manifest;
		for (let depth = 0; image.platforms.length > 0; depth += 1) {
			const first = placeOf(repository, image.platforms[0]?.digest ?? "");
			const below = depth < NESTED ? await manifestOf(first) : null;
			if (below === null) throw new UserError(`the index ${manifest.digest} of "${repository.registry}/${repository.repository}" names ${first.reference}, ${depth < NESTED ? "which the registry does not have" : `an index within ${NESTED} others`}; push the image again`);
			image = below;
		}
		if (image.config === null) return {};
		const place = placeOf(repository, image.config);
		const answer = await request(place, "GET", `blobs/${image.config}`, CONFIG_LIMIT);
		if (answer.status !== 200) throw await refused(place, answer);
		const digest = await digestLike(answer.body, image.config);
		if (digest !== image.config) throw new UserError(`the registry ${place.endpoint.registry} sent a configuration for "${place.subject}" whose digest is ${digest}; the answer was changed or cut on its way, or the registry's storage is damaged`);
		return readLabels(answer.body, place.subject);
	}
	async function cleanly(answer) {
		try {
			return await answer;
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			const clean = withoutSecrets(error.message);
			throw clean === error.message ? error : new UserError(clean, { exitCode: error.exitCode });
		}
	}
	return {
		digestOf: async (repository, reference) => cleanly(digestOf(placeOf(repository, reference))),
		manifest: async (repository, reference) => cleanly(manifestOf(placeOf(repository, reference))),
		labels: async (repository, manifest) => cleanly(labelsOf(repository, manifest)),
		get requests() {
			return traffic.requests;
		}
	};
}
/** Checked once more here, because it becomes an address: nothing but a name, a tag or a digest goes into it. */
function placeOf({ registry, repository }, reference) {
	const name = `${registry}/${repository}`;
	const image = parseImageReference(name);
	if (image.registry !== registry || image.repository !== repository) throw usageError(`${JSON.stringify(name)} is not a repository in full; expected ${image.registry}/${image.repository}`);
	if (!isTag(reference) && !isDigest(reference)) throw usageError(`${JSON.stringify(reference)} is neither a tag nor a digest of ${name}`);
	const subject = `${name}${isDigest(reference) ? "@" : ":"}${reference}`;
	return {
		endpoint: registryEndpoint(registry),
		repository,
		reference,
		subject
	};
}
function expectDigest({ endpoint, reference, subject }, told) {
	if (!isDigest(reference) || reference === told) return;
	throw new UserError(`the registry ${endpoint.registry} answers "${subject}" with the digest ${told}; expected the one that was asked for`);
}

// src/runner/descendants.ts
const POLL_MS = 10;
/** Every process below `pid`. Empty where the system has no /proc (macOS, Windows). */
function descendantsOf(pid) {
	const all = processes();
	const found = [];
	for (let parents = /* @__PURE__ */ new Set([pid]); parents.size > 0;) {
		const children = all.filter(({ parent }) => parents.has(parent));
		found.push(...children);
		parents = new Set(children.map((child) => child.pid));
	}
	return found;
}
/** Kills those that still run, and waits until they are gone, at most `limitMs`. */
async function killRemaining(known, limitMs) {
	for (let waited = 0; known.length > 0 && waited <= limitMs; waited += POLL_MS) {
		const still = processes().filter(({ pid, startedAt }) => known.some((each) => each.pid === pid && each.startedAt === startedAt));
		if (still.length === 0) return;
		for (const { pid } of still) kill(pid);
		await setTimeout$2(POLL_MS);
	}
}
function kill(pid) {
	try {
		process.kill(pid, "SIGKILL");
	} catch {}
}
function processes() {
	let names;
	try {
		names = readdirSync("/proc");
	} catch {
		return [];
	}
	return names.flatMap((name) => {
		if (!/^\d+$/u.test(name)) return [];
		try {
			const facts = readFileSync$1(`/proc/${name}/stat`, "utf8");
			const fields = facts.slice(facts.lastIndexOf(")") + 2).split(" ");
			return fields[0] === "Z" ? [] : [{
				pid: Number(name),
				parent: Number(fields[1]),
				startedAt: fields[19] ?? ""
			}];
		} catch {
			return [];
		}
	});
}

// src/runner/grouped-output.ts
/** Opens groups that write to the job's log; the first streams, those opened meanwhile follow in their order. */
function groupedOutput(write) {
	const log = runnerLog(write);
	/** The one at the head streams. */
	const open = [];
	const streamHead = () => {
		for (let head = open[0]; head !== void 0; head = open[0]) {
			write(groupLine(head.title));
			for (const text of head.held.splice(0)) log.info(text);
			if (!head.closed) return;
			write(END_OF_GROUP);
			open.shift();
		}
	};
	return (title) => {
		const group = {
			title,
			held: [],
			closed: false
		};
		open.push(group);
		if (open.length === 1) streamHead();
		return {
			line(text) {
				const shown = readable(text);
				if (open[0] === group) log.info(shown);
				else group.held.push(shown);
			},
			close() {
				group.closed = true;
				if (open[0] !== group) return;
				write(END_OF_GROUP);
				open.shift();
				streamHead();
			}
		};
	};
}
/** Without colours, and with tabs as spaces: the log would spell them out as the invisible characters that they are. */
function readable(text) {
	return stripVTControlCharacters(text).replaceAll("	", "    ");
}

// src/runner/programs.ts
/** Linux' limits for one argument or variable (MAX_ARG_STRLEN) and for all of them, with some room (execve(2)). */
const LONGEST_ARGUMENT = 131071;
const ALL_ARGUMENTS = 19e5;
const LAST_LINES = 60;
/**
* The programs of the job's machine. `environment`: the job's; a program gets it without the inputs, which can hold tokens. `graceMs`: what a program has between
* SIGTERM and SIGKILL when `signal` is aborted; the runner itself waits 7.5 seconds after SIGINT (actions/runner, ProcessInvoker.cs).
*/
function runnerPrograms(options) {
	const { signal, graceMs = 3e3 } = options;
	const openGroup = groupedOutput(options.write);
	const inherited = Object.entries(options.environment).filter((entry) => entry[1] !== void 0 && !entry[0].startsWith("INPUT_"));
	return {
		async find(program) {
			const path = await which(program, false);
			return path === "" ? null : path;
		},
		async run(program, args, { folder, environment = {}, input = "", shown, secrets = [] }) {
			signal.throwIfAborted();
			const variables = {
				...Object.fromEntries(inherited),
				...environment
			};
			await checkStart(program, args, variables, folder);
			const group = shown === void 0 ? null : openGroup(shown);
			const lastLines = [];
			const take = (line) => {
				const text = redact(line, secrets);
				group?.line(text);
				lastLines.push(text);
				if (lastLines.length > LAST_LINES) lastLines.shift();
			};
			const out = lineReader(take);
			const errors = lineReader(take);
			let stdout = "";
			const stdoutText = new StringDecoder("utf8");
			const child = startedChild(signal, graceMs);
			try {
				const told = await child.within(() => exec(`"${program}"`, [...args], {
					...folder === void 0 ? {} : { cwd: folder },
					env: variables,
					input: Buffer.from(input),
					silent: true,
					ignoreReturnCode: true,
					delay: graceMs,
					listeners: {
						stdout: (data) => {
							stdout += stdoutText.write(data);
							out.data(data);
						},
						stderr: (data) => errors.data(data)
					}
				}));
				out.end();
				errors.end();
				signal.throwIfAborted();
				return {
					exitCode: child.killedBy() ?? told,
					stdout: stdout + stdoutText.end(),
					lastLines
				};
			} catch (error) {
				signal.throwIfAborted();
				throw new UserError(`${program} could not be started: ${messageOf(error)}`, { cause: error });
			} finally {
				await child.forget();
				group?.close();
			}
		}
	};
}
/** Throws for what the system would refuse: the package's promise would never be settled then. */
async function checkStart(program, args, variables, folder) {
	if (/["\0]/u.test(program)) throw new UserError(`"${program}" is no program's name`);
	let all = 0;
	for (const text of [...args, ...Object.entries(variables).map(([name, value]) => `${name}=${value}`)]) {
		if (text.includes("\0")) throw new UserError(`an argument or variable for ${program} holds a NUL character, which none can`);
		const bytes = Buffer.byteLength(text) + 1;
		all += bytes + 8;
		if (bytes > LONGEST_ARGUMENT || all > ALL_ARGUMENTS) throw new UserError(`the arguments or variables for ${program} are too long for the system, which takes ${LONGEST_ARGUMENT} bytes in one and about 2 MB in all; give long values by a file`);
	}
	if (folder === void 0) return;
	if ((await stat(folder).catch(() => null))?.isDirectory() !== true) throw new UserError(`the folder "${folder}", in which ${program} should run, is none; was the repository checked out?`);
}
/**
* The child process that a call into the package starts, which the package keeps to itself: Node tells of every child on a channel, and the asynchronous context
* says which call it belongs to (nodejs.org/api/diagnostics_channel.html, `child_process`). It is ended when the signal is aborted.
*/
function startedChild(signal, graceMs) {
	const own = new AsyncLocalStorage();
	let child = null;
	let timer = null;
	/** What runs below it when it is told to end: afterwards nobody knows whose they were. */
	const below = [];
	let gone = Promise.resolve();
	const send = (name) => {
		if (child?.pid !== void 0) below.push(...descendantsOf(child.pid));
		child?.kill(name);
	};
	const end = () => {
		send("SIGTERM");
		timer ??= setTimeout(() => send("SIGKILL"), graceMs);
	};
	const adopt = (message) => {
		if (own.getStore() !== true || child !== null) return;
		if (typeof message !== "object" || message === null || !("process" in message)) return;
		if (!(message.process instanceof ChildProcess)) return;
		child = message.process;
		child.once("exit", () => {
			gone = killRemaining(below, graceMs);
		});
		queueMicrotask(() => {
			child?.stdin?.on("error", () => {});
			if (signal.aborted) end();
		});
	};
	subscribe("child_process", adopt);
	signal.addEventListener("abort", end, { once: true });
	return {
		within: (work) => own.run(true, work),
		killedBy() {
			const name = child?.signalCode ?? null;
			return name === null ? null : 128 + constants$1.signals[name];
		},
		async forget() {
			unsubscribe("child_process", adopt);
			signal.removeEventListener("abort", end);
			if (timer !== null) clearTimeout(timer);
			await gone;
		}
	};
}
/** Lines out of chunks: characters and line ends may be cut anywhere, and a progress bar's carriage return ends a line too. */
function lineReader(take) {
	const decoder = new StringDecoder("utf8");
	let rest = "";
	const lines = (text, last) => {
		const parts = (rest + text).split(last ? /\r\n|\n|\r/u : /\r\n|\n|\r(?!$)/u);
		rest = parts.pop() ?? "";
		for (const line of parts) take(line);
	};
	return {
		data: (chunk) => lines(decoder.write(chunk), false),
		end() {
			lines(decoder.end(), true);
			if (rest !== "") take(rest);
		}
	};
}
function redact(text, secrets) {
	return secrets.reduce((shown, secret) => secret === "" ? shown : shown.replaceAll(secret, "***"), text);
}

// src/entry/build-machine.ts
/** `registry`: the one that the inputs' login is for; `stored`: where another is looked up. */
function buildMachine({ inputs, log, signal }, registry, stored) {
	const programs = runnerPrograms({
		write: (text) => void process.stdout.write(text),
		environment: process.env,
		signal
	});
	const otherwise = stored({
		environment: process.env,
		read: readIfThere,
		programs
	});
	const { "registry-username": username, "registry-password": password } = inputs;
	return {
		programs,
		registry: openRegistry({
			fetch,
			credentials: username === null || password === null ? otherwise : givenCredentials({
				registry,
				username,
				password,
				otherwise
			}),
			log,
			clock: systemClock,
			signal,
			budgetMs: (inputs["time-budget"] ?? 5) * 6e4
		})
	};
}
async function readIfThere(path) {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw error;
	}
}

export { engineCommand as a, buildSummary as i, registryEndpoint as n, readCheckout as o, dockerCredentials as r, buildMachine as t };