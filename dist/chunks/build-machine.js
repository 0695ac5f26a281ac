import { r as __toESM } from "./rolldown-runtime.js";
import { Ct as asRecord, Et as listOf, Ht as UserError, M as isDigest, O as parseImageReference, Ot as optional, P as isTag, Ut as messageOf, Vt as printable, W as sha256, Wt as usageError, _t as END_OF_GROUP, j as isChartVersion, kt as parseJson, r as systemClock, vt as groupLine, wt as asString, xt as asArray, yt as runnerLog } from "./start.js";
import { c as branchSubject } from "./builds-request.js";
import { r as stepBetween } from "./order.js";
import { isAbsolute, join } from "node:path";
import * as os from "os";
import * as fs from "fs";
import * as path from "path";
import * as events from "events";
import "assert";
import { BlockList, isIP } from "node:net";
import { stripVTControlCharacters } from "node:util";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { AsyncLocalStorage } from "node:async_hooks";
import "string_decoder";
import * as child from "child_process";
import { setTimeout as setTimeout$1 } from "timers";
import { readFile, stat } from "node:fs/promises";
import { accessSync, constants as constants$1, readFileSync as readFileSync$1, readdirSync, readlinkSync, statSync } from "node:fs";
import { ChildProcess } from "node:child_process";
import { constants as constants$2 } from "node:os";
import { setTimeout as setTimeout$2 } from "node:timers/promises";
import { StringDecoder } from "node:string_decoder";

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
const { chmod, copyFile, lstat: lstat$1, mkdir: mkdir$1, open: open$1, readdir: readdir$1, rename, rm: rm$1, rmdir, stat: stat$1, symlink, unlink } = fs.promises;
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

// src/build/version.ts
/** Whether the version counts the commits since the nearest tag. */
function needsHistory({ version, pattern }) {
	return version === null && (pattern === "semver" || pattern === "describe");
}
/** Whether another commit can get this version too: the name of a branch's build holds its commit, a Git tag can be moved and an input be given twice. */
function mayBeShared(subject, { version }) {
	return subject.kind === "tag" || subject.kind === "branch-or-tag" || version !== null;
}
/** `null` for a Git tag of another app of the repository. Throws a usage error when the pattern needs a tag that is not there, or the version given cannot be one. */
function versionOf(facts, request) {
	const { subject } = facts;
	if (subject.kind === "tag" && !isTagOf(subject.tag, request)) return null;
	if (request.version !== null) return given(request.version, facts, request);
	switch (subject.kind) {
		case "tag": return released(subject, facts, request);
		case "branch": {
			const base = built(whole(branchVersion(subject.branch, facts, request)), facts, true, `the branch "${subject.branch}"`);
			return request.pattern === "describe" && facts.nearest?.commits === 0 ? {
				...base,
				movingTags: movingTags(base.version, facts, request)
			} : base;
		}
		case "pull-request": {
			const { number, commit } = subject;
			const [name, said] = number === null ? ["pr", "a pull request"] : [`pr-${number}`, `pull request ${number}`];
			return built(`${name}-${short(commit)}`, facts, false, said);
		}
		case "merge-group": return built(`queue-${short(subject.commit)}`, facts, false, "a merge queue's group");
	}
}
/** Of the prefixes that fit the longest decides: `web/v1.2.3` is web's, also where another app's tags have none. */
function isTagOf(tag, { tagPrefix, allPrefixes }) {
	const isNearer = (prefix) => prefix.length > tagPrefix.length && tag.startsWith(prefix);
	return tag.startsWith(tagPrefix) && !allPrefixes.some(isNearer);
}
function given(version, facts, request) {
	if (!isTag(imageTag(version)) || imageTag(version) !== version.replaceAll("+", "_")) throw usageError(`the input \`version\` is ${JSON.stringify(version)}; expected at most 128 letters, digits, _, ., - and +, the first neither . nor -`);
	const isReleasable = facts.subject.kind === "tag" || facts.subject.kind === "branch";
	const base = built(version, facts, isReleasable, "the input `version`");
	return isReleasable ? {
		...base,
		movingTags: movingTags(version, facts, request)
	} : base;
}
function released({ tag, isPrerelease }, facts, request) {
	const version = tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "");
	const base = built(version, facts, true, `the Git tag "${tag}"`);
	return isPrerelease === true ? base : {
		...base,
		movingTags: movingTags(version, facts, request)
	};
}
/** The tags that follow a release, of those that the call asks for; none for a pre-release, which nobody follows, and for what is no version in full. */
function movingTags(version, { tags }, request) {
	const [, major, minor, rest] = /^v?(\d+)\.(\d+)\.\d+(.*)$/u.exec(version) ?? [];
	if (major === void 0 || minor === void 0 || rest?.startsWith("-") === true) return [];
	const others = tags.filter((tag) => tag.startsWith(request.tagPrefix)).map((tag) => tag.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "")).filter((tag) => /^\d+\.\d+\.\d+(?:\+.*)?$/u.test(tag));
	const isHighestOf = (prefix) => others.filter((tag) => tag.startsWith(prefix)).every((tag) => stepBetween(plain(tag), plain(version)) !== "downgrade");
	return [
		...request.shortTags && isHighestOf(`${major}.${minor}.`) ? [`${major}.${minor}`] : [],
		...request.shortTags && major !== "0" && isHighestOf(`${major}.`) ? [major] : [],
		...request.latest && isHighestOf("") ? ["latest"] : []
	];
}
function plain(tag) {
	return {
		tag,
		digest: null
	};
}
function branchVersion(branch, { subject, committedAt, nearest }, request) {
	const { day, time } = utc(committedAt);
	const commit = short(subject.commit);
	const last = nearest?.tag?.slice(request.tagPrefix.length).replace(/^v(?=\d)/u, "") ?? null;
	switch (request.pattern) {
		case "date": return `${day}.${time}_${commit}`;
		case "commit": return subject.commit;
		case "describe":
			if (nearest === null || last === null) throw usageError(`no Git tag ${request.tagPrefix === "" ? "" : `that starts with "${request.tagPrefix}" `}is reachable from ${commit}, which the pattern \`describe\` needs; check out with \`fetch-depth: 0\`, or choose another \`pattern\``);
			return nearest.commits === 0 ? last : `${last}-${nearest.commits}-g${commit}`;
		case "semver": return `${nextPatch(last)}${identifier(branch)}.${day}${time}.${nearest === null ? "" : `${nearest.commits}.`}g${commit}`;
	}
}
/** The commit stands last in a branch's version: cut short, two commits could have one. */
function whole(version) {
	if (version.length <= 128) return version;
	throw usageError(`the version "${version}" has ${version.length} characters, and a tag holds 128; shorten the Git tag that it begins with, or choose another \`pattern\``);
}
/** `1.2.4-` after 1.2.3; `1.3.0-rc.1.` after the pre-release 1.3.0-rc.1, which is older than it; `0.0.0-` where there is no release. */
function nextPatch(last) {
	const [, major, minor, patch, prerelease] = /^(\d+)\.(\d+)\.(\d+)(-[\w.-]+)?(?:\+.*)?$/u.exec(last ?? "") ?? [];
	if (major === void 0 || minor === void 0 || patch === void 0) return "0.0.0-";
	return prerelease === void 0 ? `${major}.${minor}.${BigInt(patch) + 1n}-` : `${major}.${minor}.${patch}${prerelease}.`;
}
/** A branch as one identifier of a semver pre-release; one of digits alone may not start with a zero. */
function identifier(branch) {
	const text = branch.replaceAll(/[^0-9A-Za-z-]+/gu, "-").replaceAll(/^-+|-+$/gu, "").slice(0, 40) || "branch";
	return /^\d+$/u.test(text) ? `b${text}` : text;
}
function built(version, facts, isReleasable, from) {
	const { day, time } = utc(facts.committedAt);
	const tag = imageTag(version);
	return {
		subject: facts.subject,
		version,
		tag,
		movingTags: [],
		chartVersion: isChartVersion(version) ? version : `0.0.0-${day}${time}.g${short(facts.subject.commit)}`,
		isReleasable,
		because: `${version} from ${from}`
	};
}
/** A text as an image's tag: `+` as `_`, what no tag may hold as `-`, at most 128 characters. */
function imageTag(text) {
	return text.replaceAll("+", "_").replaceAll(/[^\w.-]+/gu, "-").replace(/^[.-]+/u, "").slice(0, 128) || "unnamed";
}
/** 12 digits: enough for the largest repositories to be without a twin, git's own default for them. */
function short(commit) {
	return commit.slice(0, 12);
}
function utc(date) {
	const digits = date.toISOString().replaceAll(/\D/gu, "");
	return {
		day: digits.slice(0, 8),
		time: digits.slice(8, 14)
	};
}

// src/build/check-checkout.ts
/**
* The subject, as the clone knows it. Throws a usage error when another commit is checked out, or when the tags are not there that the version needs; only warns of the
* merge commit of a pull request.
*/
function checkCheckout({ subject, version }, checkout, log) {
	if ((version.shortTags || version.latest || version.version === null && (version.pattern === "semver" || version.pattern === "describe")) && checkout.isShallow) throw usageError("the checkout has no history, and the tags that this version needs are not there; set `fetch-depth: 0` in actions/checkout");
	if (checkout.commit === subject.commit) return settled$1(subject, checkout, version.tagPrefix);
	if (subject.kind === "pull-request" && checkout.commit === subject.merge) {
		log.warning(`the checkout is ${checkout.commit}, the merge of the pull request, and what is built is called by its head ${subject.commit}; check out \`ref: \${{ github.event.pull_request.head.sha }}\` to build exactly that`);
		return subject;
	}
	throw usageError(`the checkout is ${checkout.commit}, and the run is about ${subject.commit}; check out that commit before this step`);
}
/** A name is a tag when Git has one of that name at this commit. Throws a usage error where a version hangs on tags that are not there. */
function settled$1(subject, { tagsOfCommit, isShallow }, tagPrefix) {
	if (subject.kind !== "branch-or-tag") return subject;
	const { name, commit } = subject;
	if (tagsOfCommit.includes(name)) return {
		kind: "tag",
		tag: name,
		commit
	};
	if (isShallow && name.startsWith(tagPrefix) && /^v?\d/u.test(name.slice(tagPrefix.length))) throw usageError(`the run is about "${name}", the event does not say whether that is a branch or a Git tag, and the checkout has no tags to tell by; set \`fetch-depth: 0\` in actions/checkout`);
	return branchSubject(name, commit);
}

// src/build/artifact-build.ts
/** A result's parts when nothing came to a registry. */
const NOTHING_PUBLISHED = {
	tags: [],
	digest: null,
	pushed: false,
	metadata: {}
};
/**
* The version of what is checked out; `null` when the run is about another app's Git tag. Throws a usage error when the checkout is not the run's commit, or lacks what
* the version needs.
*/
function versionFor(request, checkout, log) {
	const subject = checkCheckout(request, checkout, log);
	return versionOf({
		...checkout,
		subject
	}, request.version);
}
/** The end of a run whose Git tag is another app's. */
function anotherApps({ tagPrefix }) {
	const reason = tagPrefix === "" ? "the Git tag is one of another app, by its `tag-prefix`" : `the Git tag is not one of this app, whose tags start with "${tagPrefix}"`;
	return settled({
		...NOTHING_PUBLISHED,
		version: null,
		result: "skipped",
		reason
	});
}
function settled(result) {
	return {
		kind: "settled",
		result
	};
}

// src/build/engines/hints.ts
/** The first that matches is said, so the narrow ones stand before the wide ones. */
const KNOWN$1 = [
	{
		words: /no space left on device|disk quota exceeded|inconsistent layer size \(copied \d+, wrote \d+\)/iu,
		hint: "the disk is full (no space left); free space before this step, or use a runner with a larger disk"
	},
	{
		words: /exec format error/iu,
		hint: "the machine cannot run programs of that platform; add docker/setup-qemu-action before this step, or build on a runner of that platform"
	},
	...[{
		words: /(?:exit code: |exit status |non-zero code: )137\b|subprocess exited on killed/u,
		hint: "a step of the Dockerfile was killed; machines do that when memory runs out: give the build less to do at once, or use a runner with more memory"
	}, {
		words: /building at STEP "(?<buildah>RUN (?:[^"\\]|\\.)+)"|process "(?<buildkit>[^"]+)" did not complete|The command '(?<docker>[^']+)' returned a non-zero code|executor failed running \[(?<early>[^\]]+)\]/u,
		hint: (found) => `the step "${stepOf(found)}" of the Dockerfile failed; its output is above`
	}],
	{
		words: /cannot connect to the docker daemon|is the docker daemon running|docker daemon socket|failed to connect to the docker api|unable to connect to podman|daemon is not running/iu,
		hint: "the engine's daemon does not answer or may not be used; start it, check DOCKER_HOST and the user's rights, or set `engine` to one without a daemon (buildah, podman)"
	},
	{
		words: /found in Chart\.yaml, but missing in charts/iu,
		hint: "run `helm dependency build` in the chart's folder before this step"
	},
	{
		words: /pull rate limit/iu,
		hint: "Docker Hub limits pulls without a login; log in to docker.io before this step (docker/login-action), take the base image from a mirror, or run again later"
	},
	{
		words: /cannot be overwrit\w+|\bis immutable\b|configured as immutable|enabled tag immutability/iu,
		hint: "the registry never lets this tag change, and it holds another image; give the commit another version, or see that no second run pushes the same one"
	},
	{
		words: /name unknown: (?:the )?repository\b|\bproject \S+ not found/iu,
		hint: "the registry has no such repository, and a push makes none; create it there first (ECR: `aws ecr create-repository`; Artifact Registry: the repository; Harbor: the project)"
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
		words: /multi-?platform build is not supported|does not currently support exporting manifest lists|index annotations not supported for single platform/iu,
		hint: "this builder cannot make or keep several platforms; add docker/setup-buildx-action before this step and push from the build, or name one platform"
	},
	{
		words: /no matching manifest for|no match for platform|does not (?:provide|match) the specified platform|unsupported platform|no image found in (?:manifest list|image index) for|unknown operating system or architecture|operating system is not supported/iu,
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
		words: /client sent an http request to an https server|malformed http response/iu,
		hint: "the registry speaks HTTPS, and the engine is told that it is insecure; mend the engine's own configuration"
	},
	{
		words: /x509|certificate (?:signed by unknown authority|has expired|is not valid)/iu,
		hint: "the registry's certificate is not trusted here; add its authority to the engine's configuration"
	},
	{
		words: /connection refused|no such host|i\/o timeout|tls handshake timeout|connection reset|network is unreachable|unexpected eof|: EOF"?$|broken pipe|use of closed network connection/imu,
		hint: "a host could not be reached or broke off; is it up, and may this runner reach it? A second run changes nothing that is done"
	},
	{
		words: /subdir not supported yet/iu,
		hint: "this engine takes no folder of a Git address; check the repository out before this step and give the folder, or use a newer engine"
	},
	{
		words: /failed to read dockerfile|symlinks in dockerfile path|cannot locate (?:specified )?dockerfile|discovering containerfile|cannot find containerfile|no (?:containerfile|dockerfile)|^error: stat \S*: no such file/imu,
		hint: "there is no Dockerfile where it was looked for; check `context` and `file`, and that the repository was checked out"
	},
	{
		words: /unable to prepare context|path "[^"]*" not found|context must be a directory/iu,
		hint: "the context is no folder of the workspace; check `context`, and that the repository was checked out"
	},
	{
		words: /unknown instruction|dockerfile parse error|failed to parse (?:docker|container)file/iu,
		hint: "the Dockerfile has an error in its syntax; the message quotes the line"
	},
	{
		words: /dockerfile (?:\(\S+\) )?cannot be empty|no build stage in current context|no from statement found|^error: no contents in/imu,
		hint: "the Dockerfile has no `FROM`; check `file`, and that it is the one you mean"
	},
	{
		words: /target stage "?(?<stage>[^\s"]+)"? could not be found|failed to reach build target (?<named>\S+)|no such stage|target "(?<quoted>[^"]+)" (?:was )?not found/iu,
		hint: "the Dockerfile has no such stage; check `target`"
	},
	{
		words: /copy failed|failed to (?:compute|calculate) (?:cache key|checksum)|building at step "(?:copy|add) [^"]*".*no such file/iu,
		hint: "a file that is to be copied is not in the context; check the path, `context` and .dockerignore"
	},
	{
		words: /building at STEP "(?<buildah>[^"]+)"/u,
		hint: (found) => `the step "${stepOf(found)}" of the Dockerfile failed; its output is above`
	}
];
function stepOf({ groups }) {
	return Object.values(groups ?? {}).find((step) => step !== void 0) ?? "";
}
/** What to do about the failure; `null` when it is not a known one. */
function hintFor(lastLines, exitCode) {
	const text = lastLines.join("\n");
	for (const { words, hint } of KNOWN$1) {
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
/** What engines say beside the failure: rules, advice, and steps that went well or that the error names itself. */
const BESIDE = [
	/^-+$|^DEPRECATED:|^Install the buildx|^BuildKit is currently disabled|^environment-variable\.$|^https:\/\/docs\.docker\.com\//u,
	/^Sending build context to Docker daemon/u,
	/^STEP \d+\/\d+: |^--> |^COMMIT |^subprocess exited (?:with status|on) /u,
	/^#\d+ (?:\[internal\]|transferring |DONE |CACHED$|extracting |sha256:)/u
];
/** Enough to know the failure by; all of it is in the log. */
function errorLines(lines) {
	const text = lines.map((line) => line.trim()).filter((line) => line !== "" && !BESIDE.some((pattern) => pattern.test(line))).slice(-4).join(" / ");
	return text.length <= 800 ? text : `…${text.slice(-799)}`;
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
	const { exitCode, stdout, lastLines } = await ask$1(path, program, server, programs, configuration);
	if (exitCode !== 0) {
		if (NOTHING.test(stdout) || lastLines.some((line) => NOTHING.test(line))) return null;
		const said = lastLines.findLast((line) => line.trim() !== "" && !/^\s*\{|"Secret"/u.test(line));
		throw new UserError(`the credential helper ${program} failed for "${server}" with exit code ${exitCode}${said === void 0 ? "" : `: ${printable(said).slice(0, 300)}`}; ${configuration} names it`);
	}
	return readAnswer(program, server, stdout);
}
async function ask$1(path, program, server, programs, configuration) {
	try {
		return await programs.run(path, ["get"], { input: server });
	} catch (error) {
		if (!(error instanceof Error) || error.name !== "TimeoutError") throw error;
		throw new UserError(`the credential helper ${program} gave no answer for "${server}" in time and was ended; it may wait for a person or for a service that is down: ${configuration} names it`, { cause: error });
	}
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

// src/registry/credential-file.ts
/** What `docker login` calls Docker Hub. */
const HUB = "https://index.docker.io/v1/";
const NO_LOGINS = {
	auths: {},
	credsStore: null,
	credHelpers: {}
};
/**
* Looks a registry up as docker does: its own helper, else the store, else the file. The file is read at the first question, and each repository is looked up once.
* Throws a UserError that names the file when it cannot be read or is none, or a helper that fails; a registry that nobody knows is `null`.
*/
function fileCredentials(file, programs) {
	const found = /* @__PURE__ */ new Map();
	let reading = null;
	return async (registry, repository) => {
		reading ??= readLogins(file);
		const logins = await reading;
		const key = file.scoped ? `${registry}/${repository}` : registry;
		const known = found.get(key) ?? lookUp(registry, repository, logins, file, programs);
		found.set(key, known);
		return known;
	};
}
async function readLogins(file) {
	let text;
	try {
		text = await file.text();
	} catch (error) {
		if (error instanceof UserError) throw error;
		throw new UserError(`${file.what} cannot be read: ${messageOf(error)}`, { cause: error });
	}
	if (text === null || text.trim() === "") return NO_LOGINS;
	try {
		const value = asRecord(parseJson(text), "it");
		return {
			auths: optional(value["auths"], "`auths`", asRecord) ?? {},
			credsStore: optional(value["credsStore"], "`credsStore`", asString),
			credHelpers: optional(value["credHelpers"], "`credHelpers`", asRecord) ?? {}
		};
	} catch {
		throw usageError(`${file.what} is not JSON as docker writes it (an object with \`auths\`, \`credsStore\`, \`credHelpers\`); log in again, or mend it`);
	}
}
async function lookUp(registry, repository, { auths, credsStore, credHelpers }, file, programs) {
	const entry = entryOf(credHelpers, registry, file);
	if (entry !== void 0 && typeof entry !== "string") throw usageError(`${file.what} has a helper for "${registry}" that is no text; mend its \`credHelpers\``);
	const helper = entry ?? credsStore;
	if (helper !== null && helper !== "") {
		const server = registry === "docker.io" ? file.hub : registry;
		const credential = await askHelper(helper, server, programs, file.source);
		if (credential !== null) return credential;
	}
	if (file.scoped) {
		for (const key of scopes(registry, repository)) if (Object.hasOwn(auths, key)) return readLogin(auths[key], key, file);
	}
	return readLogin(entryOf(auths, registry, file), registry, file);
}
/** `quay.io/acme/team/app`, `quay.io/acme/team`, `quay.io/acme`: what is narrower than the registry, the narrowest first. */
function scopes(registry, repository) {
	const parts = repository.split("/");
	return parts.map((_, index) => [registry, ...parts.slice(0, parts.length - index)].join("/"));
}
/** Docker's own order: the exact key, else any key whose host is the registry; old versions wrote whole URLs. */
function entryOf(entries, registry, { scoped }) {
	const names = registry === "docker.io" ? [
		HUB,
		"docker.io",
		"index.docker.io",
		"registry-1.docker.io"
	] : [registry];
	for (const name of names) if (Object.hasOwn(entries, name)) return entries[name];
	return Object.entries(entries).find(([key]) => names.includes(registryOf(key, scoped)))?.[1];
}
/** The registry that a key is for. docker takes every key up to its first slash; where keys may name a part of a registry, only those of addresses. */
function registryOf(key, scoped) {
	const host = key.replace(/^https?:\/\//u, "");
	return (scoped && host === key ? key : host.replace(/\/.*$/su, "")).toLowerCase();
}
/** A wrong entry is not quoted: what stands in it is meant to be secret. */
function readLogin(login, key, { what, source }) {
	if (login === void 0 || login === null) return null;
	if (typeof login !== "object") throw usageError(`${what} has an entry for "${key}" that is no object; log in again`);
	const entries = new Map(Object.entries(login));
	const text = (name) => {
		const value = entries.get(name);
		return typeof value === "string" ? value : "";
	};
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
		if (colon <= 0) throw usageError(`${what} has an \`auth\` for "${key}" that is not the base64 form of user:password; log in again`);
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
/** Asks one after the other, until one knows. */
function firstOf(places) {
	return async (registry, repository) => {
		for (const place of places) {
			const credential = await place(registry, repository);
			if (credential !== null) return credential;
		}
		return null;
	};
}
/** The call's own credential for the one registry that it names; every other registry is looked up in `otherwise`. */
function givenCredentials(given) {
	const { registry, username, password, otherwise } = given;
	const credential = {
		kind: "password",
		username,
		password,
		source: "the inputs"
	};
	return async (asked, repository) => asked === registry ? credential : otherwise(asked, repository);
}

// src/registry/docker-configuration.ts
/** `DOCKER_AUTH_CONFIG`, `DOCKER_CONFIG` and `HOME` are read. As `fileCredentials`, which describes what is thrown. */
function dockerCredentials(machine) {
	const variable = "DOCKER_AUTH_CONFIG";
	const text = machine.environment[variable] ?? "";
	const file = dockerFileCredentials(machine);
	if (text === "") return file;
	const what = `the variable ${variable}`;
	return firstOf([fileCredentials({
		what,
		source: what,
		text: async () => text,
		scoped: false,
		hub: HUB
	}, machine.programs), file]);
}
/** The file alone. `scoped`: as podman and buildah read it, which take keys for a part of a registry there too. */
function dockerFileCredentials({ environment, read, programs }, scoped = false) {
	const given = environment["DOCKER_CONFIG"] ?? "";
	const home = environment["HOME"] ?? "";
	if (given === "" && home === "") return async () => null;
	const path = join(given === "" ? join(home, ".docker") : given, "config.json");
	const what = `the Docker configuration ${path}`;
	return fileCredentials({
		what,
		source: path,
		text: async () => read(path),
		scoped,
		hub: HUB
	}, programs);
}

// src/registry/containers-configuration.ts
/**
* `REGISTRY_AUTH_FILE` alone, else `DOCKER_CONFIG` alone (podman and buildah read no auth.json beside it: containers/common, pkg/auth, GetDefaultAuthFile), else
* the session's auth.json, the user's, and docker's file. As `fileCredentials`, which describes what is thrown; a file that the variable names must be there.
*/
function containersCredentials(machine) {
	const { environment, read } = machine;
	const set = (name) => {
		const value = environment[name] ?? "";
		return value === "" ? null : value;
	};
	const docker = dockerFileCredentials(machine, true);
	const named = set("REGISTRY_AUTH_FILE");
	if (named !== null) return authFile(named, machine, async () => {
		const text = await read(named);
		if (text !== null) return text;
		throw usageError(`the variable REGISTRY_AUTH_FILE names "${named}", which is not there; log in with podman or buildah before this step, or unset it`);
	});
	if (set("DOCKER_CONFIG") !== null) return docker;
	const runtime = set("XDG_RUNTIME_DIR");
	const own = machine.userId === null ? null : join("/run/containers", String(machine.userId));
	const session = runtime === null ? own : join(runtime, "containers");
	const home = set("HOME");
	const configuration = set("XDG_CONFIG_HOME") ?? (home === null ? null : join(home, ".config"));
	const folders = [session, configuration === null ? null : join(configuration, "containers")];
	return firstOf([...folders.filter((folder) => folder !== null).map((folder) => join(folder, "auth.json")).map((path) => authFile(path, machine, async () => read(path))), docker]);
}
function authFile(path, { programs }, text) {
	return fileCredentials({
		what: `the logins of ${path}`,
		source: path,
		text,
		scoped: true,
		hub: "docker.io"
	}, programs);
}

// src/registry/direct.ts
/** Throws as `Send` says. */
const sendDirectly = async (url, { method, headers, body, signal }) => {
	const client = process.getBuiltinModule(url.protocol === "https:" ? "node:https" : "node:http");
	signal.throwIfAborted();
	const answer = await new Promise((resolve, reject) => {
		const asked = client.request(url, {
			method,
			headers,
			signal
		}, resolve);
		asked.on("error", reject);
		asked.end(body);
	}).catch((error) => {
		signal.throwIfAborted();
		throw error;
	});
	return {
		status: answer.statusCode ?? 0,
		headers: { get: (name) => headerOf(answer, name) },
		body: read(answer, signal)
	};
};
/** Of several the first, as far as Node has not joined them. */
function headerOf({ headers }, name) {
	const value = headers[name.toLowerCase()];
	return (Array.isArray(value) ? value[0] : value) ?? null;
}
async function* read(answer, signal) {
	try {
		for await (const part of answer) yield bytesOf(part);
	} catch (error) {
		signal.throwIfAborted();
		throw error;
	} finally {
		answer.destroy();
	}
}
function bytesOf(part) {
	if (part instanceof Uint8Array) return part;
	throw new TypeError("unreachable: a body without an encoding comes as bytes");
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

// src/registry/known-registries.ts
/** The realms and services are those of the challenges that these registries answer with; the permissions are in the documentation that stands beside. */
const KNOWN = [
	{
		registry: /^ghcr\.io$/u,
		tokens: () => ({
			realm: "https://ghcr.io/token",
			service: "ghcr.io"
		}),
		login: "log in with docker/login-action and the job's token; a package of another repository must give this one access in its settings",
		permission: "`permissions: packages: write` (`read` to look only)"
	},
	{
		registry: /^docker\.io$/u,
		tokens: () => ({
			realm: "https://auth.docker.io/token",
			service: "registry.docker.io"
		}),
		login: "log in with docker/login-action, or run \"docker login\" before",
		permission: "an access token with Read & Write for this namespace"
	},
	{
		registry: /^quay\.io$/u,
		tokens: () => ({
			realm: "https://quay.io/v2/auth",
			service: "quay.io"
		}),
		login: "log in with docker/login-action, or run \"docker login quay.io\" before",
		permission: "a robot account with Write on the repository, or Creator in the organisation for a first push"
	},
	{
		registry: /\.dkr\.ecr\..*\.amazonaws\.com(?:\.cn)?$/u,
		tokens: null,
		login: "log in with aws-actions/amazon-ecr-login before",
		permission: "ecr:GetAuthorizationToken, and on the repository ecr:BatchGetImage, ecr:GetDownloadUrlForLayer and those for pushing"
	},
	{
		registry: /\.pkg\.dev$/u,
		tokens: (registry) => ({
			realm: `https://${registry}/v2/token`,
			service: registry
		}),
		login: "log in with google-github-actions/auth and docker/login-action, or run \"gcloud auth configure-docker\" for it before",
		permission: "roles/artifactregistry.writer on the repository, which must exist"
	},
	{
		registry: /(?:^|\.)gcr\.io$/u,
		tokens: null,
		login: "run \"gcloud auth configure-docker\" for it before",
		permission: "roles/artifactregistry.writer on the repository that serves it"
	},
	{
		registry: /\.azurecr\.(?:io|cn|us)$/u,
		tokens: (registry) => ({
			realm: `https://${registry}/oauth2/token`,
			service: registry
		}),
		login: "run \"az acr login\" before",
		permission: "the role AcrPush (or Container Registry Repository Writer)"
	},
	{
		registry: /^registry\.gitlab\.com$/u,
		tokens: () => ({
			realm: "https://gitlab.com/jwt/auth",
			service: "container_registry"
		}),
		login: "log in with docker/login-action, or run \"docker login registry.gitlab.com\" before",
		permission: "a token with read_registry and write_registry"
	}
];
/** What is known of a registry as references name it; something general for one that is not in the list. */
function knownRegistry(registry) {
	const known = KNOWN.find((entry) => entry.registry.test(registry));
	if (known === void 0) return {
		tokens: null,
		login: `log in with docker/login-action, or run "docker login ${registry}" before`,
		permission: "the right to pull and to push there (Harbor: a robot account of the project; the project must exist)"
	};
	return {
		...known,
		tokens: known.tokens?.(registry) ?? null
	};
}
/** The challenge that the registry will answer with, if it is one of those; asking for a token at once saves the question that only brings it. */
function expectedChallenge(registry) {
	const { tokens } = knownRegistry(registry);
	return tokens === null ? null : {
		scheme: "bearer",
		...tokens
	};
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
/** Whether it is on this machine, by the URL standard's own spelling: it writes every form of an IPv4 address as four decimal numbers. */
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
		wire.traffic.answers += 1;
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
		await discard(response.body);
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
async function readBounded({ body }, { limit, subject, endpoint }) {
	const chunks = [];
	let length = 0;
	for await (const part of body ?? []) {
		length += part.byteLength;
		if (length > limit) throw new UserError(`the answer of the registry ${endpoint.registry} for "${subject}" is larger than ${limit} bytes; that is no manifest or configuration of an image`);
		chunks.push(part);
	}
	return Buffer.concat(chunks, length);
}
/** Lets go of the connection. Begun first: what never began has nothing to end. */
async function discard(body) {
	const parts = body?.[Symbol.asyncIterator]();
	await parts?.next();
	await parts?.return?.();
}

// src/registry/network-failure.ts
/** The same at the next attempt: no such host, a certificate that is not trusted. */
const FINAL = /^(?:ENOTFOUND|ERR_TLS_.*|CERT_.*|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|ERR_INVALID_URL|UND_ERR_INVALID_ARG)$/u;
/** Nobody took the connection. */
const UNCONNECTED = /^(?:ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ETIMEDOUT|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/u;
/** Without a code: fetch.spec.whatwg.org, "Port blocking". */
const BLOCKED_PORT = "bad port";
function isFinal(error) {
	return FINAL.test(codeOf(error) ?? "") || causeOf(error) === BLOCKED_PORT;
}
function isUnconnected(error) {
	return UNCONNECTED.test(codeOf(error) ?? "");
}
/** In one line. `fetch` wraps the reason; that of a host with several addresses has a code and no message. */
function reasonOf(error) {
	if (error instanceof Error && error.name === "TimeoutError") return "no answer in time";
	const message = causeOf(error);
	if (message === BLOCKED_PORT) return "bad port: HTTP is not spoken to this one, which belongs to another protocol";
	return printable(message === "" ? codeOf(error) ?? "the connection failed" : message).slice(0, 200);
}
function causeOf(error) {
	return messageOf(error instanceof Error && error.cause !== void 0 ? error.cause : error);
}
/** The code of Node or of its HTTP client; `null` when it has none. */
function codeOf(error) {
	for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) if ("code" in each && typeof each.code === "string") return each.code;
	return null;
}

// src/registry/patience.ts
const BASE_MS = 500;
const CAP_MS = 3e4;
/** Between two questions at the least. */
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
/** Attempts at a registry of which nobody has heard in this run: it is more often a wrong name than one that is about to start. */
const UNHEARD_ATTEMPTS = 4;
/**
* The first answer that is not "not now", or the last one in the time budget. Throws a UserError when there is none at all: unreachable (after a few seconds, when nothing
* has answered in this run), no answer in time, a connection that dropped.
*/
async function ask(question, patience) {
	const { clock, log, signal, deadline, wire } = patience;
	for (let attempt = 1;; attempt += 1) {
		const left = deadline - clock.now();
		const outcome = await once(question, wire, Math.max(left, 1), signal);
		if (outcome.kind === "answer" && !PASSING.includes(outcome.answer.status)) return outcome.answer;
		const asked = outcome.kind === "answer" ? retryAfter(outcome.answer.headers, clock.now()) : null;
		const waitMs = Math.max(FLOOR_MS, asked ?? 0, clock.random() * Math.min(CAP_MS, BASE_MS * 2 ** attempt));
		const isOver = clock.now() + waitMs >= deadline;
		if (outcome.kind === "answer" && isOver) return outcome.answer;
		if (outcome.kind === "failure") {
			const { error } = outcome;
			if (wire.traffic.answers === 0 && isUnconnected(error) && attempt >= UNHEARD_ATTEMPTS || isOver || isFinal(error)) throw unreachable(question, error, attempt);
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
			error
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
function unreachable({ endpoint, subject, url }, error, attempts) {
	const { registry } = endpoint;
	const tried = attempts === 1 ? "" : ` in ${attempts} attempts`;
	return new UserError(isUnconnected(error) ? `the registry ${registry} cannot be reached for "${subject}"${tried}: ${reasonOf(error)} (${url.origin}); check its name and port, that it is up, and that this runner may reach it (network, firewall, HTTPS_PROXY and NO_PROXY)` : `the registry ${registry} gave no answer about "${subject}"${tried}: ${reasonOf(error)} (${url.origin}); check its name, the network and the proxy, then run again`, { cause: error });
}

// src/registry/refusal.ts
/** Codes of the OCI distribution specification for what is not there; Harbor has one of its own, and Quay for a tag that was deleted (quay/quay, endpoints/v2/errors.py). */
const ABSENT = [
	"MANIFEST_UNKNOWN",
	"NAME_UNKNOWN",
	"NOT_FOUND",
	"TAG_EXPIRED"
];
/** Whether the registry itself says that there is no such manifest or repository; any other 404 may be a proxy's, or another server's. */
function saysAbsent(answer) {
	return answer.status === 404 && ABSENT.includes(firstError(answer)?.code ?? "");
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
		return new UserError(`the registry ${registry} takes no more questions${until} (${said}), which is beyond the time budget; run again then, or raise the input \`time-budget\`${credential === null ? `; who is logged in may ask more: ${knownRegistry(registry).login}` : ""}`);
	}
	if (status >= 500) return new UserError(`the registry ${registry} failed for "${subject}" (${said}) until the time budget was spent; run again later, or raise the input \`time-budget\``);
	if (status === 404) return new UserError(`the registry ${registry} answered "${subject}" with ${said}, which is not how a registry says that there is none (MANIFEST_UNKNOWN or NAME_UNKNOWN); check the registry's name and the proxy between`);
	return new UserError(`the registry ${registry} answered "${subject}" with ${said}; expected a manifest (200) or its absence (404)`);
}
function denied(registry, subject, said, credential) {
	const { login, permission } = knownRegistry(registry);
	return credential === null ? `the registry ${registry} shows "${subject}" to nobody without credentials (${said}), and there are none for ${registry}; if it exists, ${login}: it needs ${permission}` : `the registry ${registry} refuses "${subject}" (${said}) to the credentials of ${credential.source}: they have expired, may not read it, or it does not exist; it needs ${permission}; ${login}`;
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

// src/registry/token.ts
const TOKEN_LIMIT = 1 << 20;
/** What a header can carry. */
function isHeaderText(text) {
	return /^[\u0021-\u007e]+$/u.test(text);
}
/** The value of the header for a user and a password. */
function basic({ username, password }) {
	return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
/** The token, asked for with GET as a user or as anybody, with POST (OAuth 2) for a refresh token. Throws a UserError when there is none, or when no secret may be sent there. */
async function askToken({ endpoint, repository, subject, send }, challenge, credential, actions) {
	const url = realmUrl(challenge.realm, endpoint);
	const parameters = {
		...challenge.service === null ? {} : { service: challenge.service },
		scope: `repository:${repository}:${actions}`
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
	if (answer.status === 401 || answer.status === 403) {
		const { login, permission } = knownRegistry(endpoint.registry);
		throw new UserError(credential === null ? `${asked} lets nobody read "${subject}" without credentials (${describeAnswer(answer)}), and there are none for ${endpoint.registry}; if it exists, ${login}` : `${asked} refuses the credentials of ${credential.source} for "${subject}" (${describeAnswer(answer)}): they have expired, or may not read it; it needs ${permission}; ${login}`);
	}
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
		for (const token of [value["token"], value["access_token"]]) if (typeof token === "string" && isHeaderText(token)) return token;
	} catch {}
	return null;
}

// src/registry/authorization.ts
/**
* `keepSecret` is told every secret before it is used. `pushes`: the run is going to push what it asks about. Throws UserErrors for a token endpoint that refuses, or that no
* secret may be sent to.
*/
function authorize(credentials, keepSecret, pushes) {
	const challenges = /* @__PURE__ */ new Map();
	const answers = /* @__PURE__ */ new Map();
	/** The repositories that are asked about as somebody who may push. */
	const widened = /* @__PURE__ */ new Set();
	const answer = (asking, challenge) => {
		const key = keyOf(asking);
		const made = respond(asking, challenge, widened.has(key) ? "pull,push" : "pull");
		answers.set(key, made);
		made.catch(() => answers.get(key) === made && answers.delete(key));
		return made;
	};
	async function credentialOf({ endpoint, repository }) {
		const credential = await credentials(endpoint.registry, repository);
		for (const secret of secretsOf(credential)) keepSecret(secret);
		return credential;
	}
	async function respond(asking, challenge, actions) {
		const credential = await credentialOf(asking);
		if (challenge.scheme === "basic") {
			if (credential === null) return null;
			if (credential.kind !== "password") throw new UserError(`the registry ${asking.endpoint.registry} wants a user and a password, and ${credential.source} has a token for it; log in again with a password`);
			return basic(credential);
		}
		if (credential?.kind === "registry-token") return readyToken(asking, credential);
		const token = await askToken(asking, challenge, credential, actions);
		keepSecret(token);
		return `Bearer ${token}`;
	}
	/** Before the registry has said anything. */
	async function offer(asking) {
		const expected = expectedChallenge(asking.endpoint.registry);
		if (expected !== null) try {
			return {
				value: await answer(asking, expected),
				isOffered: false
			};
		} catch (error) {
			if (error instanceof UserError) return {
				value: null,
				isOffered: false
			};
			throw error;
		}
		const credential = await credentialOf(asking);
		switch (credential?.kind) {
			case "password": return {
				value: basic(credential),
				isOffered: true
			};
			case "registry-token": return {
				value: readyToken(asking, credential),
				isOffered: true
			};
			case "identity-token":
			case void 0: return {
				value: null,
				isOffered: false
			};
		}
	}
	return {
		credential: credentials,
		async first(asking) {
			const known = answers.get(keyOf(asking));
			if (known !== void 0) return {
				value: await known,
				isOffered: false
			};
			const challenge = challenges.get(asking.endpoint.registry);
			return challenge === void 0 ? offer(asking) : {
				value: await answer(asking, challenge),
				isOffered: false
			};
		},
		async next(asking, header, refused) {
			const challenge = parseChallenge(header);
			if (challenge === null) return null;
			challenges.set(asking.endpoint.registry, challenge);
			const key = keyOf(asking);
			const known = answers.get(key);
			if (known !== void 0) {
				const value = await known;
				if (value !== refused) return value;
				const newest = answers.get(key);
				if (newest !== void 0 && newest !== known) return newest;
			}
			const made = await answer(asking, challenge);
			return made === refused ? null : made;
		},
		async pusher(asking) {
			const key = keyOf(asking);
			const challenge = challenges.get(asking.endpoint.registry) ?? expectedChallenge(asking.endpoint.registry);
			if (!pushes || widened.has(key) || challenge?.scheme !== "bearer") return null;
			const credential = await credentialOf(asking);
			if (credential === null || credential.kind === "registry-token") return null;
			widened.add(key);
			return answer(asking, challenge);
		}
	};
}
function keyOf({ endpoint, repository }) {
	return `${endpoint.registry}/${repository}`;
}
function readyToken({ endpoint }, { token, source }) {
	if (!isHeaderText(token)) throw usageError(`the token of ${source} for ${endpoint.registry} holds a space, a line break or another character that no header takes; log in again`);
	return `Bearer ${token}`;
}
function secretsOf(credential) {
	if (credential === null) return [];
	if (credential.kind !== "password") return [credential.token];
	return [credential.password, basic(credential).slice(6)];
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
	const traffic = {
		requests: 0,
		answers: 0
	};
	const wire = {
		fetch: options.fetch,
		log,
		signal,
		attemptTimeoutMs: options.attemptTimeoutMs ?? ATTEMPT_TIMEOUT_MS,
		traffic
	};
	const authorization = authorize(options.credentials, (secret) => secret !== "" && secrets.add(secret), options.pushes ?? false);
	/**
	* One question with the registry's challenge answered. A 401 to an authorization that was kept from before is answered once more: tokens expire. Docker Hub and Quay
	* refuse to show a repository that is not there yet (github.com/jupyterhub/binderhub/pull/1664, github.com/helm/helm/issues/31567): who may push is told by a 404.
	*/
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
		let sent = first.value;
		let answer = await asking.send({
			...question,
			authorization: sent
		});
		if (first.isOffered && [400, 403].includes(answer.status)) {
			const strangers = await asking.send({
				...question,
				authorization: null
			});
			if (strangers.status !== 404) {
				sent = null;
				answer = strangers;
			}
		}
		const isRefused = () => [401, 403].includes(answer.status) && answer.origin === endpoint.origin;
		if (isRefused() && answer.status === 401) {
			const next = await authorization.next(asking, answer.headers.get("www-authenticate"), sent);
			if (next !== null) answer = await asking.send({
				...question,
				authorization: next
			});
		}
		if (isRefused()) {
			const pusher = await authorization.pusher(asking);
			if (pusher !== null) answer = await asking.send({
				...question,
				authorization: pusher
			});
		}
		return answer;
	}
	async function refused(place, answer) {
		const { endpoint, repository, subject } = place;
		const credential = await authorization.credential(endpoint.registry, repository);
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
		if (answer.status === 404 && !isWebPage(answer)) throw new UserError(`the registry ${place.endpoint.registry} has the manifest ${image.digest} and not the configuration that it names, "${place.subject}" (${describeAnswer(answer)}): the image is not whole; delete its tags there and run again, or give the commit another version`);
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

// src/registry/proxy.ts
/**
* The proxy for a request; `null`: it goes straight there, as everything on this machine's loopback does. Lower case wins, as in the forge's client
* (actions/toolkit, http-client); a host is exempt by Go's rules, which the engines follow (pkg.go.dev/golang.org/x/net/http/httpproxy).
* Throws a usage error that names the variable when its value is no proxy's address.
*/
function proxyFor(url, environment) {
	if (isLoopbackUrl(url)) return null;
	const scheme = url.protocol === "https:" ? "https_proxy" : "http_proxy";
	const variable = [scheme, scheme.toUpperCase()].find((name) => (environment[name] ?? "") !== "");
	if (variable === void 0 || isExempt(url, environment["no_proxy"] || environment["NO_PROXY"] || "")) return null;
	const value = environment[variable] ?? "";
	const address = /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : `http://${value}`;
	const proxy = URL.canParse(address) ? new URL(address) : null;
	if (proxy === null || !["http:", "https:"].includes(proxy.protocol) || !isDecodable(proxy)) throw usageError(`the variable ${variable} is no address of a proxy that can be used; expected one such as http://proxy.example:3128, with a user and password in percent-encoding where it wants them`);
	return {
		url: proxy,
		variable
	};
}
function isExempt(url, list) {
	const host = url.hostname.replace(/^\[|\]$/gu, "").toLowerCase();
	const port = url.port === "" ? url.protocol === "https:" ? "443" : "80" : url.port;
	return list.split(",").map((entry) => entry.trim().toLowerCase()).some((entry) => entry === "*" || isInRange(host, entry) || isNamed(host, port, entry));
}
/** `10.0.0.0/8`, `fd00::/8`. */
function isInRange(host, entry) {
	const [, network = "", bits = ""] = /^(.+)\/(\d{1,3})$/u.exec(entry) ?? [];
	const version = isIP(network);
	if (version === 0 || isIP(host) === 0 || Number(bits) > (version === 4 ? 32 : 128)) return false;
	const range = new BlockList();
	range.addSubnet(network, Number(bits), version === 4 ? "ipv4" : "ipv6");
	return range.check(host, isIP(host) === 4 ? "ipv4" : "ipv6");
}
/** `example.com` and everything below it; with a dot or `*.` before it only what is below; with a port only that port. */
function isNamed(host, port, entry) {
	if (isIP(entry) !== 0) return entry === host;
	const [, named = "", only] = /^(.*?)(?::(\d+))?$/u.exec(entry) ?? [];
	const name = named.replace(/^\[|\]$/gu, "").replace(/^\*\./u, ".");
	if (name === "" || only !== void 0 && only !== port) return false;
	return name.startsWith(".") ? host.endsWith(name) : host === name || isIP(host) === 0 && host.endsWith(`.${name}`);
}
function isDecodable({ username, password }) {
	try {
		return true;
	} catch {
		return false;
	}
}
/**
* `direct`, or through the proxy that the environment names for the address: Node's own clients know none. The client for it is loaded by the first such request.
* Throws as `fetch` does, with the proxy's name in the reason; UserErrors for what no repetition mends.
*/
function proxied(direct, environment) {
	const opened = /* @__PURE__ */ new Map();
	return async (url, request) => {
		const proxy = proxyFor(url, environment);
		if (proxy === null) return direct(url, request);
		const known = opened.get(proxy.url.href) ?? openProxy(proxy.url);
		opened.set(proxy.url.href, known);
		const through = await known;
		try {
			return await through(url, request);
		} catch (error) {
			request.signal.throwIfAborted();
			throw explained(error, proxy, url.host);
		}
	};
}
/** By the client that the forge's requests take (undici), whose `fetch` and proxies belong together. */
async function openProxy(proxy) {
	const undici = await import("./undici2.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { username, password } = proxy;
	const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
	const dispatcher = new undici.ProxyAgent({
		uri: proxy.origin,
		...pair === ":" ? {} : { token: `Basic ${Buffer.from(pair).toString("base64")}` }
	});
	return (url, request) => undici.fetch(url, {
		...request,
		dispatcher
	});
}
/** Through a tunnel nothing is looked up and connected to but the proxy: such a failure is its own. */
const PROXY_FAILURES = /^(?:E[A-Z]+|UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKET)$/u;
function explained(error, { url, variable }, host) {
	const status = refusedStatus(error);
	const which = `the proxy ${url.host} (the variable ${variable})`;
	if (status === "407") throw new UserError(`${which} ${url.username === "" ? "wants a user and a password" : "refuses its user or password"} (407); put them into ${variable} as http://user:password@${url.host}, or exempt ${host} in NO_PROXY`);
	if (status?.startsWith("4") === true) throw new UserError(`${which} does not let this run reach ${host} (${status}); allow it there, or exempt ${host} in NO_PROXY`);
	if (status !== null) return failed(`${which} answered ${status} for ${host}`, error);
	const code = codeOf(error);
	if (code === null || !PROXY_FAILURES.test(code)) return error;
	return failed(`${which} cannot be used: ${reasonOf(error)}`, error);
}
/** What the proxy answered instead of a tunnel, which undici says in words only, and wraps; `null`: it answered nothing of the kind. */
function refusedStatus(error) {
	for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
		const found = /^Proxy response \((\d{3})\)/u.exec(each.message);
		if (found !== null) return found[1] ?? null;
	}
	return null;
}
/** As `fetch` throws it: the reason is the cause. */
function failed(reason, cause) {
	return new TypeError("fetch failed", { cause: new Error(reason, { cause }) });
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
/**
* Kills the steps of a container engine, again and again, until it has ended of that or `limitMs` have passed. In the first half only what runs in a container: the
* engine's own helpers tidy up when a step has ended. In the second half every last one, so that a long copy ends, too.
*/
async function endSteps(pid, limitMs, hasEnded) {
	for (let waited = 0; !hasEnded() && waited <= limitMs; waited += POLL_MS) {
		const below = descendantsOf(pid);
		const parents = new Set(below.map(({ parent }) => parent));
		for (const each of below) if (waited > limitMs / 2 ? !parents.has(each.pid) : isInContainer(each.pid, pid)) kill(each.pid);
		await setTimeout$2(POLL_MS);
	}
}
/** Whether the process has another root than we, and another program than the engine, which starts itself anew (from memory, too) to work there. */
function isInContainer(pid, engine) {
	try {
		const program = readlinkSync(`/proc/${pid}/exe`);
		if (program.startsWith("/memfd:") || program === readlinkSync(`/proc/${engine}/exe`)) return false;
		const [its, ours] = [statSync(`/proc/${pid}/root/.`), statSync("/")];
		return its.dev !== ours.dev || its.ino !== ours.ino;
	} catch {
		return false;
	}
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

// src/runner/find-program.ts
/** The program's path, or `null` when PATH leads to none. `path`: the variable's value. */
async function findProgram(program, path) {
	if (process.platform === "win32") return await which(program, false) || null;
	if (isAbsolute(program)) return isProgram(program) ? program : null;
	if (program === "" || program.includes("/")) return null;
	return (path ?? "").split(":").filter((folder) => isAbsolute(folder)).map((folder) => join(folder, program)).find(isProgram) ?? null;
}
function isProgram(path) {
	try {
		accessSync(path, constants$1.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
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

// src/runner/line-reader.ts
function lineReader(take) {
	const decoder = new StringDecoder("utf8");
	/** The line that has not ended, piece by piece: put together only when it ends. */
	let open = [];
	const read = (text, isLast) => {
		open.push(text);
		if (!isLast && !/[\r\n]/u.test(text) && open.at(-2)?.endsWith("\r") !== true) return;
		const parts = open.join("").split(isLast ? /\r\n|\n|\r/u : /\r\n|\n|\r(?!$)/u);
		open = [parts.pop() ?? ""];
		for (const line of parts) take(line);
	};
	return {
		data: (chunk) => read(decoder.write(chunk), false),
		end() {
			read(decoder.end(), true);
			const rest = open.join("");
			if (rest !== "") take(rest);
		}
	};
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
	let tie = null;
	const inherited = Object.entries(options.environment).filter((entry) => entry[1] !== void 0 && !entry[0].startsWith("INPUT_"));
	const find = (program) => findProgram(program, options.environment["PATH"]);
	return {
		find,
		async run(program, args, options) {
			const { folder, environment = {}, input = "", shown, secrets = [], endsByItsSteps = false, withinMs } = options;
			const ended = withinMs === void 0 ? signal : AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
			const throwIfEnded = () => {
				signal.throwIfAborted();
				if (ended.aborted && withinMs !== void 0) throw new UserError(`\`${[program, ...args].join(" ")}\` has not answered for ${withinMs / 1e3} seconds; is what it asks stuck, or out of reach?`);
			};
			throwIfEnded();
			const variables = {
				...Object.fromEntries(inherited),
				...environment
			};
			tie ??= find("setpriv").then(tieToUs);
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
			const [first, ...others] = [...shown === void 0 || endsByItsSteps ? [] : await tie, await find(program) ?? program];
			const child = startedChild(ended, graceMs, endsByItsSteps);
			try {
				const told = await child.within(() => exec(`"${first}"`, [...others, ...args], {
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
				throwIfEnded();
				return {
					exitCode: child.killedBy() ?? told,
					stdout: stdout + stdoutText.end(),
					lastLines
				};
			} catch (error) {
				throwIfEnded();
				throw new UserError(`${program} could not be started: ${messageOf(error)}`, { cause: error });
			} finally {
				await child.forget();
				group?.close();
			}
		}
	};
}
/**
* What stands before a long program so that it is told to end when we are gone without a word (SIGKILL, no memory left): util-linux' setpriv, which then becomes the
* program. Empty where the machine has none that can (before 2.33, busybox, macOS, Windows).
*/
async function tieToUs(path) {
	if (process.platform !== "linux" || path === null) return [];
	const words = [
		path,
		"--pdeathsig",
		"TERM",
		"--"
	];
	return await exec(`"${path}"`, [...words.slice(1), "true"], {
		silent: true,
		ignoreReturnCode: true
	}).then((exitCode) => exitCode === 0, () => false) ? words : [];
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
function startedChild(signal, graceMs, endsByItsSteps) {
	const own = new AsyncLocalStorage();
	let child = null;
	let timer = null;
	let hasEnded = false;
	/** What runs below it when it is told to end: afterwards nobody knows whose they were. */
	const below = [];
	let ending = Promise.resolve();
	let gone = Promise.resolve();
	const send = (name) => {
		if (hasEnded) return;
		if (child?.pid !== void 0) below.push(...descendantsOf(child.pid));
		child?.kill(name);
	};
	const end = () => {
		const tell = () => {
			send("SIGTERM");
			timer ??= setTimeout(() => send("SIGKILL"), graceMs);
		};
		if (!endsByItsSteps || child?.pid === void 0) return tell();
		const { pid } = child;
		ending = (async () => {
			await endSteps(pid, graceMs, () => hasEnded);
			if (!hasEnded) tell();
		})();
	};
	const adopt = (message) => {
		if (own.getStore() !== true || child !== null) return;
		if (typeof message !== "object" || message === null || !("process" in message)) return;
		if (!(message.process instanceof ChildProcess)) return;
		child = message.process;
		child.once("exit", () => {
			hasEnded = true;
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
			return name === null ? null : 128 + constants$2.signals[name];
		},
		async forget() {
			unsubscribe("child_process", adopt);
			signal.removeEventListener("abort", end);
			if (timer !== null) clearTimeout(timer);
			await ending;
			await gone;
			for (const output of [child?.stdout, child?.stderr]) output?.destroy();
		}
	};
}
function redact(text, secrets) {
	return secrets.reduce((shown, secret) => secret === "" ? shown : shown.replaceAll(secret, "***"), text);
}

// src/entry/build-machine.ts
/** docker has none; the slowest helpers ask a cloud for a token. */
const HELPER_TIMEOUT_MS = 6e4;
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
		programs: helperPrograms(signal, HELPER_TIMEOUT_MS),
		userId: process.platform === "linux" ? process.getuid?.() ?? null : null
	});
	const { "registry-username": username, "registry-password": password } = inputs;
	return {
		programs,
		registry: openRegistry({
			fetch: proxied(sendDirectly, process.env),
			credentials: username === null || password === null ? otherwise : givenCredentials({
				registry,
				username,
				password,
				otherwise
			}),
			log,
			clock: systemClock,
			signal,
			budgetMs: (inputs["time-budget"] ?? 5) * 6e4,
			pushes: inputs.push && !inputs["dry-run"]
		})
	};
}
/** Logged in as the engine will be: each program reads its own files. `auto` takes docker's first, as it takes docker first. */
function engineCredentials(engine) {
	switch (engine) {
		case "buildah":
		case "podman": return containersCredentials;
		case "docker":
		case "buildx": return dockerCredentials;
		case "auto": return (machine) => firstOf([dockerCredentials(machine), containersCredentials(machine)]);
	}
}
/** The programs of the machine for credential helpers, each of which is ended after `timeoutMs`: one that asks a person would wait for ever. */
function helperPrograms(signal, timeoutMs) {
	const programs = (within) => runnerPrograms({
		write: () => {},
		environment: process.env,
		signal: within
	});
	return {
		find: async (program) => programs(signal).find(program),
		run: async (program, args, options) => programs(AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])).run(program, args, options)
	};
}
async function readIfThere(path) {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
		throw error;
	}
}

export { firstOf as a, engineCommand as c, settled as d, versionFor as f, dockerFileCredentials as i, NOTHING_PUBLISHED as l, needsHistory as m, engineCredentials as n, HUB as o, mayBeShared as p, registryEndpoint as r, fileCredentials as s, buildMachine as t, anotherApps as u };