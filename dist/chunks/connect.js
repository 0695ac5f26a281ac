import { Ct as asRecord, Dt as oneOf$1, Ht as UserError, Ot as optional, Rt as oneLine, Ut as messageOf, Wt as usageError, _ as parseRepositoryName, g as readAccess, h as mayBeProposal, ht as mask, jt as didYouMean, kt as parseJson, o as resolveConfiguration, ot as defaultBranchFromEvent, p as branchRef, v as remoteUrl, wt as asString, y as formatRepository } from "./start.js";
import { t as checkFilePath } from "./file-path.js";
import { a as readCommits, i as isObjectId, r as treeSnapshot, t as configurationFile } from "./configuration-file.js";
import { a as saysMissing, i as lastWords, n as explain$1, o as GitFailure, r as isFinal, s as gitIn, t as gitEnvironment } from "./environment.js";
import { join, resolve } from "node:path";
import { createHash, createPrivateKey } from "node:crypto";
import { fileURLToPath } from "node:url";
import { appendFile, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";

// src/git/trailers.ts
const VERDICTS = [
	"open",
	"held",
	"closed",
	"unknown"
];
/** Characters of a reason: a message is no place for a long one, and forges cut what is too long. */
const REASON_LIMIT = 300;
const CHANGE = "Waybill-Change";
const GATE = "Waybill-Gate";
const HEAD = "Waybill-Head";
const FROM = "Waybill-From";
const SOURCE = "Waybill-Source";
const RUN = "Waybill-Run";
const ACTOR = "Waybill-Actor";
/** `owner/name@commit` */
const SOURCE_SHAPE = /^([\w.-]+\/[\w.-]+)@([0-9a-f]{40}|[0-9a-f]{64})$/u;
/** The trailer lines, without a line break at the end; empty when there is nothing to say. Every value is one line of ASCII. */
function formatTrailers(trailers) {
	const lines = trailers.changes.map((change) => `${CHANGE}: ${ascii(JSON.stringify(plain$1(change)))}`);
	for (const { gate, verdict, reason } of trailers.gates ?? []) lines.push(`${GATE}: ${ascii(JSON.stringify({
		gate,
		verdict,
		reason: oneLine(reason, REASON_LIMIT)
	}))}`);
	if (trailers.head !== void 0) lines.push(`${HEAD}: ${word(trailers.head)}`);
	if (trailers.from !== null) lines.push(`${FROM}: ${word(trailers.from)}`);
	if (trailers.source !== void 0) {
		const { repository, commit } = trailers.source;
		lines.push(`${SOURCE}: ${word(`${repository}@${commit}`)}`);
	}
	if (trailers.run !== null) lines.push(`${RUN}: ${word(trailers.run)}`);
	if (trailers.actor !== void 0) lines.push(`${ACTOR}: ${word(trailers.actor)}`);
	return lines.join("\n");
}
/**
* The claims in a commit message. Only lines of its last paragraph count; other trailers among them (GitHub adds `Co-authored-by` to a squash)
* and claims that cannot be read are passed over. Of several `Waybill-From`, `Waybill-Head`, `Waybill-Source`, `Waybill-Run` or `Waybill-Actor` lines that
* disagree none is believed.
*/
function parseTrailers(message) {
	const changes = [];
	const gates = [];
	const from = /* @__PURE__ */ new Set();
	const head = /* @__PURE__ */ new Set();
	const run = /* @__PURE__ */ new Set();
	const actor = /* @__PURE__ */ new Set();
	const source = /* @__PURE__ */ new Set();
	for (const line of lastParagraph(message)) {
		const match = /^(?<key>[A-Za-z-]+): (?<value>.*)$/u.exec(line)?.groups;
		const value = (match?.["value"] ?? "").trim();
		if (match?.["key"] === CHANGE) changes.push(...readChange(value));
		if (match?.["key"] === GATE) gates.push(...readGate(value));
		if (match?.["key"] === HEAD && /^[0-9a-f]{40}$/u.test(value)) head.add(value);
		if (match?.["key"] === FROM && /^[0-9a-f]{40}$/u.test(value)) from.add(value);
		if (match?.["key"] === SOURCE && SOURCE_SHAPE.test(value)) source.add(value);
		if (match?.["key"] === RUN && /^\S{1,500}$/u.test(value)) run.add(value);
		if (match?.["key"] === ACTOR && /^\S{1,100}$/u.test(value)) actor.add(value);
	}
	const judged = onlyOne(head);
	const started = onlyOne(actor);
	const [, repository, commit] = SOURCE_SHAPE.exec(onlyOne(source) ?? "") ?? [];
	return {
		changes,
		from: onlyOne(from),
		run: onlyOne(run),
		...started === null ? {} : { actor: started },
		...repository === void 0 || commit === void 0 ? {} : { source: {
			repository,
			commit
		} },
		...gates.length === 0 ? {} : { gates },
		...judged === null ? {} : { head: judged }
	};
}
/**
* A commit message: one line of subject, the body, our trailers as the last paragraph. Subject and body may be text from outside: no line of
* them can be taken for a trailer, by Git or by us, also when a forge later joins messages or cuts our paragraph off.
*/
function commitMessage(subject, body, trailers) {
	return `${[
		inertLine(oneLineOf(subject)) || "Change",
		inertBody(body),
		formatTrailers(trailers)
	].filter((part) => part !== "").join("\n\n")}\n`;
}
/** Our fields only, in one order. */
function plain$1({ environment, app, artifact, from, to, source }) {
	return {
		environment,
		app,
		artifact,
		from: {
			tag: from.tag,
			digest: from.digest
		},
		to: {
			tag: to.tag,
			digest: to.digest
		},
		source: source === null ? null : {
			repository: source.repository,
			commit: source.commit
		}
	};
}
function readChange(text) {
	try {
		const value = asRecord(parseJson(text, CHANGE), CHANGE);
		return [{
			environment: asString(value["environment"], "environment"),
			app: asString(value["app"], "app"),
			artifact: asString(value["artifact"], "artifact"),
			from: readVersion(value["from"]),
			to: readVersion(value["to"]),
			source: optional(value["source"], "source", (source, what) => {
				const { repository, commit } = asRecord(source, what);
				return {
					repository: asString(repository, "repository"),
					commit: asString(commit, "commit")
				};
			})
		}];
	} catch (error) {
		if (error instanceof UserError) return [];
		throw error;
	}
}
function readGate(text) {
	try {
		const value = asRecord(parseJson(text, GATE), GATE);
		return [{
			gate: asString(value["gate"], "gate"),
			verdict: oneOf$1(value["verdict"], "verdict", VERDICTS),
			reason: asString(value["reason"], "reason")
		}];
	} catch (error) {
		if (error instanceof UserError) return [];
		throw error;
	}
}
function readVersion(value) {
	const { tag, digest } = asRecord(value, "version");
	return {
		tag: optional(tag, "tag", asString),
		digest: optional(digest, "digest", asString)
	};
}
function onlyOne(values) {
	const [first, ...others] = values;
	return others.length === 0 ? first ?? null : null;
}
/** The first paragraph is the subject's, never trailers (git-interpret-trailers(1)). */
function lastParagraph(message) {
	const paragraphs = message.replaceAll("\r\n", "\n").trimEnd().split(/\n[ \t]*\n+/u);
	return paragraphs.length < 2 ? [] : (paragraphs.at(-1) ?? "").split("\n");
}
/** Line breaks of every kind and control characters become spaces. */
function oneLineOf(text) {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
function inertBody(body) {
	return body.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u).map((line) => inertLine(line.replace(/(?!\t)\p{Cc}/gu, " ").trimEnd())).join("\n").replace(/\n{3,}/gu, "\n\n").replace(/^\n+|\n+$/gu, "");
}
/** A quotation mark before what Git takes for a trailer or for the divider between a message and a patch: no key begins with one. */
function inertLine(line) {
	return /^\s*[A-Za-z0-9-]+\s*:|^\(cherry picked from commit|^---/u.test(line) ? `> ${line}` : line;
}
/** JSON stays the same value when characters beyond ASCII are written as escapes. */
function ascii(json) {
	return json.replace(/[\u007f-\u{10ffff}]/gu, (character) => Array.from({ length: character.length }, (_, unit) => character.charCodeAt(unit).toString(16).padStart(4, "0")).map((unit) => `\\u${unit}`).join(""));
}
function word(text) {
	return text.replace(/[^\u0021-\u007e]+/gu, "");
}

// src/git/back-off.ts
const BASE_MS = 250;
const CAP_MS = 3e4;
/** Waits a random time up to 250 ms times 2^`attempt` (the first is 1), at most 30 s and at most `limitMs`. */
function backOff(clock, attempt, options) {
	const most = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(attempt, 20), options.limitMs ?? CAP_MS);
	return clock.sleep(Math.round(clock.random() * most), options.signal);
}

// src/git/compare-and-swap.ts
/**
* Failed pushes in a row that leave the ref as it was, before the refusal is taken for final. A race for the server's lock looks the same
* as a rule that forbids the push, but passes.
*/
const REFUSALS = 5;
/** See `Repository.commit`. What a failed push did is read from the remote, never from the failure. */
async function compareAndSwap(request, effects) {
	const { remote, clock, log, signal } = effects;
	const { branch } = request;
	const deadline = clock.now() + effects.budgetMs;
	/** Our commits whose push failed, with their parents: any of them may have landed all the same. */
	const doubtful = /* @__PURE__ */ new Map();
	let tip = effects.known(branch);
	let fresh = tip === null;
	tip ??= await effects.fetch(branch);
	let refusals = 0;
	for (let attempts = 1;; attempts += 1) {
		const attempt = await attemptSwap(request, tip, effects);
		if (attempt.kind === "nothing") {
			if (fresh) return attempt;
			const now = await effects.fetch(branch);
			if (now === tip) return attempt;
			[tip, fresh] = [now, true];
			continue;
		}
		if (attempt.failure === null) return {
			kind: "committed",
			commit: attempt.commit,
			parent: tip,
			attempts
		};
		doubtful.set(attempt.commit, tip);
		log.debug(`push ${attempts} to "${branch}" of ${remote.name} failed: ${lastWords(attempt.failure)}`);
		const pointless = isFinal(attempt.failure);
		const left = deadline - clock.now();
		if (!pointless && left > 0) await backOff(clock, attempts, {
			signal,
			limitMs: left
		});
		const now = await readAfterFailure(branch, effects);
		const landed = await firstLanded(doubtful, now, effects);
		if (landed !== null) return {
			kind: "committed",
			...landed,
			attempts
		};
		refusals = now === tip || pointless ? refusals + 1 : 0;
		if (now === tip && pointless || refusals >= 5) throw explain$1(attempt.failure, remote.name);
		if (clock.now() >= deadline) throw new UserError(`"${branch}" of ${remote.name} kept moving: ${attempts} attempts in ${Math.round(effects.budgetMs / 1e3)} s, none landed and nothing was written; run again when fewer writers are at it`, { cause: attempt.failure });
		[tip, fresh] = [now, true];
	}
}
async function attemptSwap(request, tip, effects) {
	const snapshot = tip === null ? null : effects.snapshot(tip);
	const decision = await request.build(snapshot);
	if ("nothing" in decision) return {
		kind: "nothing",
		reason: decision.nothing
	};
	const commit = await effects.write(snapshot, decision.changes, decision.message);
	if (commit === null) return {
		kind: "nothing",
		reason: `"${request.branch}" of ${effects.remote.name} has it already`
	};
	return {
		kind: "pushed",
		commit,
		failure: await effects.remote.push(request.branch, commit, tip)
	};
}
async function readAfterFailure(branch, effects) {
	try {
		return await effects.fetch(branch);
	} catch (error) {
		throw new UserError(`a push to "${branch}" of ${effects.remote.name} failed, and whether it landed could not be read: ${messageOf(error)}; run again: what landed is not done twice`, { cause: error });
	}
}
/** The oldest of our doubtful commits that the tip holds. */
async function firstLanded(doubtful, tip, effects) {
	if (tip === null) return null;
	for (const [commit, parent] of doubtful) if (await effects.hasLanded(commit, tip)) return {
		commit,
		parent
	};
	return null;
}

// src/git/missing-commit.ts
/** Thrown only where the remote itself said so, or the text is no commit id. Every other failure is no answer, and nothing follows from it. */
var MissingCommit = class extends UserError {
	constructor(message, options = {}) {
		super(message, options);
		this.name = "MissingCommit";
	}
};

// src/git/history.ts
/** Commits read in one batch while walking; also the first step of deepening, which then doubles. */
const PAGE = 50;
/** From here on the whole rest is fetched at once. */
const DEEPEST_STEP = 3200;
/** `ensure` makes a commit be here, with its tree. */
function historyOf(options) {
	const { git, remote, ensure } = options;
	/** The commits whose parents are not here. */
	const shallow = async () => {
		try {
			return new Set((await readFile(join(options.gitDir, "shallow"), "utf8")).split("\n").filter(Boolean));
		} catch (error) {
			if (error instanceof Error && "code" in error && error.code === "ENOENT") return /* @__PURE__ */ new Set();
			throw error;
		}
	};
	const revList = async (...args) => (await git.text([
		"rev-list",
		...args,
		"--"
	])).split("\n").filter(Boolean);
	/** Asks again with more history until `answer` is certain. Throws MissingCommit when the remote does not send it. */
	async function settle(commits, answer) {
		for (const commit of commits) await ensure(commit);
		for (let depth = PAGE;; depth *= 2) {
			const ends = await shallow();
			const found = await answer(ends);
			if (found !== null) return found.certain;
			await remote.deepen(commits, depth > DEEPEST_STEP ? null : depth);
			if (sameSet(ends, await shallow())) throw notSent(commits);
		}
	}
	async function* firstParents(from, stop) {
		await ensure(from);
		let next = from;
		let depth = PAGE;
		while (next !== null) {
			const line = await revList("--first-parent", next);
			for (let at = 0; at < line.length; at += PAGE) {
				const page = line.slice(at, at + PAGE);
				const stopAt = page.findIndex((commit) => stop(commit));
				yield* await readCommits(git, stopAt === -1 ? page : page.slice(0, stopAt));
				if (stopAt !== -1) return;
			}
			const last = line.at(-1) ?? next;
			if (!(await shallow()).has(last)) return;
			const [commit] = await readCommits(git, [last]);
			const parent = commit?.parents[0] ?? null;
			if (parent === null || stop(parent)) return;
			await remote.deepen([last], depth > DEEPEST_STEP ? null : depth);
			if ((await shallow()).has(last)) throw notSent([last]);
			depth *= 2;
			next = parent;
		}
	}
	const notSent = (commits) => new MissingCommit(`${remote.name} did not send more of the history of ${commits.join(", ")}; expected commits that a branch still reaches`);
	/**
	* Certain once neither side has an end among the commits that are its own: a common ancestor better than the one found could only lie
	* behind such an end. (One behind an end that both sides have is older than that end, which is common too.)
	*/
	const mergeBaseOf = (a, b, known) => settle(known, async (ends) => {
		if ((await revList(`${a}...${b}`)).some((commit) => ends.has(commit))) return null;
		return { certain: await bestCommon(a, b) };
	});
	const mergeBase = (a, b) => mergeBaseOf(a, b, [a, b]);
	async function bestCommon(a, b) {
		try {
			return (await git.text([
				"merge-base",
				"--end-of-options",
				a,
				b
			])).trim();
		} catch (error) {
			if (error instanceof GitFailure && error.exitCode === 1) return null;
			throw error;
		}
	}
	/**
	* Certain once no commit of the answer is an end, and none can turn out to be the base's own behind an end of the base: descendants of
	* the base cannot, and without such an end nothing can.
	*/
	const commitsBetween = (base, head) => settle([base, head], async (ends) => {
		const between = await revList("--topo-order", head, `^${base}`);
		if (between.some((commit) => ends.has(commit))) return null;
		if ((await revList("--ancestry-path", head, `^${base}`)).length !== between.length && (await revList(base)).some((commit) => ends.has(commit))) return null;
		return { certain: await readCommits(git, between) };
	});
	return {
		firstParents,
		commitsBetween,
		mergeBase,
		isAncestor: async (ancestor, descendant) => ancestor === descendant || await mergeBase(ancestor, descendant) === ancestor,
		hasLanded: async (commit, tip) => commit === tip || await mergeBaseOf(commit, tip, [tip]) === commit
	};
}
function sameSet(a, b) {
	return a.size === b.size && [...a].every((value) => b.has(value));
}

// src/git/local-objects.ts
/** `folder`: a clone's working tree (also a linked one), or a bare repository; `null` when it is neither. */
async function findLocalObjects(folder) {
	const gitDir = await linkedGitDir(folder) ?? (await isFolder(join(folder, ".git")) ? join(folder, ".git") : folder);
	const shared = (await readIfThere(join(gitDir, "commondir")))?.trim();
	const common = shared === void 0 ? gitDir : resolve(gitDir, shared);
	const objects = resolve(common, "objects");
	if (!await isFolder(objects) || await readIfThere(join(common, "HEAD")) === null) return null;
	return {
		objects,
		shallow: await readIfThere(join(common, "shallow"))
	};
}
/** In a linked working tree `.git` is a file, `gitdir: <path>`. */
async function linkedGitDir(folder) {
	const match = /^gitdir: (?<path>.+)$/mu.exec(await readIfThere(join(folder, ".git")) ?? "")?.groups;
	return match === void 0 ? null : resolve(folder, match["path"] ?? "");
}
async function isFolder(path) {
	try {
		return (await stat(path)).isDirectory();
	} catch (error) {
		if (isAbsent(error)) return false;
		throw error;
	}
}
async function readIfThere(path) {
	try {
		return await readFile(path, "utf8");
	} catch (error) {
		if (isAbsent(error)) return null;
		throw error;
	}
}
function isAbsent(error) {
	return error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR" || error.code === "EISDIR");
}

// src/git/proposal-branch.ts
/** See `Repository.writeBranch`. */
async function writeProposal(request, effects) {
	branchRef(request.branch);
	const commit = await effects.write(effects.snapshot(request.base), request.changes, request.message);
	if (commit === null) throw new UserError(`nothing to propose on "${request.branch}": ${request.base} of ${effects.remote.name} has it already`);
	const now = await swap(request.branch, commit, request.expected, effects);
	return now === commit ? {
		kind: "written",
		commit
	} : {
		kind: "moved",
		now
	};
}
/** See `Repository.deleteBranch`. */
async function deleteProposal(branch, expected, effects) {
	branchRef(branch);
	return await swap(branch, null, expected, effects) === null;
}
/** What the branch points at in the end. The same swap is repeated only while the branch still is as expected. */
async function swap(branch, commit, expected, effects) {
	for (let attempt = 1;; attempt += 1) {
		const failure = await effects.remote.push(branch, commit, expected);
		if (failure === null) return commit;
		const now = (await effects.remote.branches()).get(branch) ?? null;
		if (now !== expected) return now;
		if (isFinal(failure) || attempt === 5) throw explain$1(failure, effects.remote.name);
		await backOff(effects.clock, attempt, effects);
	}
}

// src/git/remote.ts
/** How often a failed read is tried before it is an error. */
const READ_TRIES = 4;
const FETCH = [
	"fetch",
	"--verbose",
	"--no-tags",
	"--no-write-fetch-head",
	"--no-recurse-submodules"
];
/** The remote of a temporary repository. Exchanges that change what is here run one after another. */
function remoteOf(repository, options) {
	const { git, fetching, fetchingObjects } = repository;
	const here = /* @__PURE__ */ new Set();
	const oneByOne = queue();
	/** A read repeated when it fails for a reason that may pass. */
	async function reading(read) {
		for (let attempt = 1;; attempt += 1) try {
			return await read();
		} catch (error) {
			if (!(error instanceof GitFailure)) throw error;
			if (isFinal(error) || attempt === READ_TRIES) throw explain$1(error, options.name);
			await backOff(options.clock, attempt, options);
		}
	}
	const branches = () => reading(async () => parseRefs(await git.text([
		"ls-remote",
		"--heads",
		"--",
		"origin"
	])));
	const defaultBranch = () => reading(async () => {
		const heads = await git.text([
			"ls-remote",
			"--symref",
			"--",
			"origin",
			"HEAD"
		]);
		return /^ref: refs\/heads\/(\S+)\tHEAD$/mu.exec(heads)?.[1] ?? null;
	});
	async function fetchBranch(branch) {
		const local = trackingRef(branch);
		const depth = here.has(branch) ? [] : ["--depth=1"];
		for (let attempt = 1;; attempt += 1) try {
			await fetching.text([
				...FETCH,
				"--filter=blob:none",
				...depth,
				"--",
				"origin",
				`+${branchRef(branch)}:${local}`
			]);
			here.add(branch);
			return (await git.text([
				"rev-parse",
				"--verify",
				"--end-of-options",
				local
			])).trim();
		} catch (error) {
			if (!(error instanceof GitFailure)) throw error;
			if (isFinal(error)) throw explain$1(error, options.name);
			if (!(await branches()).has(branch)) return null;
			if (attempt === READ_TRIES) throw explain$1(error, options.name);
			await backOff(options.clock, attempt, options);
		}
	}
	return {
		name: options.name,
		branches,
		defaultBranch,
		fetchBranch: (branch) => oneByOne(() => fetchBranch(branch)),
		fetchCommit: (commit) => oneByOne(async () => {
			await reading(() => fetchingObjects.text([
				...FETCH,
				"--filter=blob:none",
				"--depth=1",
				"--",
				"origin",
				commit
			]));
		}),
		fetchObjects: (oids) => oneByOne(async () => {
			await reading(() => fetchingObjects.bytes([
				...FETCH,
				"--quiet",
				"--filter=blob:none",
				"--stdin",
				"--",
				"origin"
			], `${oids.join("\n")}\n`));
		}),
		deepen: (commits, depth) => oneByOne(async () => {
			const how = depth === null ? "--unshallow" : `--deepen=${depth}`;
			await reading(() => fetching.text([
				...FETCH,
				"--filter=blob:none",
				how,
				"--",
				"origin",
				...commits
			]));
		}),
		push: (branch, commit, expected) => oneByOne(async () => {
			const ref = branchRef(branch);
			try {
				await git.text([
					"push",
					"--porcelain",
					"--no-verify",
					"--no-signed",
					"--no-recurse-submodules",
					`--force-with-lease=${ref}:${expected ?? ""}`,
					"--",
					"origin",
					`${commit ?? ""}:${ref}`
				]);
				return null;
			} catch (error) {
				if (error instanceof GitFailure) return error;
				throw error;
			}
		}),
		adopt: (branch, commit) => oneByOne(async () => {
			await git.bytes([
				"update-ref",
				"--",
				trackingRef(branch),
				commit
			], "");
			here.add(branch);
		})
	};
}
/** One flat name for any branch: as folders, `a` and `a/b` would be in each other's way when one replaces the other. */
function trackingRef(branch) {
	return `refs/waybill/branches/${createHash("sha1").update(branch).digest("hex")}`;
}
/** `<oid>\trefs/heads/<name>` lines. */
function parseRefs(listing) {
	const branches = /* @__PURE__ */ new Map();
	for (const line of listing.split("\n")) {
		const match = /^(?<oid>[0-9a-f]{40})\trefs\/heads\/(?<name>.+)$/u.exec(line)?.groups;
		if (match !== void 0) branches.set(match["name"] ?? "", match["oid"] ?? "");
	}
	return branches;
}
/** Runs what it is given one after another, whatever became of the one before. */
function queue() {
	let last = Promise.resolve();
	return (task) => {
		const next = last.then(task, task);
		last = next.catch(() => {});
		return next;
	};
}

// src/git/remote-url.ts
const LOOPBACK = /* @__PURE__ */ new Set([
	"localhost",
	"127.0.0.1",
	"[::1]"
]);
/**
* How Git reaches a repository. `https`; `http` to this machine or to `serverUrl`'s own host; an absolute path or `file:` URL, without a
* token. Throws a usage error for anything else, before Git starts: `ext::` and `--upload-pack=` would run programs.
*/
function remoteAccess(address, token, serverUrl) {
	const folder = localFolder(address);
	if (folder !== null) return {
		url: folder,
		config: [["protocol.file.allow", "always"]],
		secrets: []
	};
	const url = parseUrl(address);
	if (url.protocol !== "https:" && !(url.protocol === "http:" && mayBePlain(url, serverUrl))) throw unusable(address);
	if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") throw unusable(address);
	const protocol = [[`protocol.${url.protocol.slice(0, -1)}.allow`, "always"]];
	if (token === null) return {
		url: url.href,
		config: protocol,
		secrets: []
	};
	if (!/^[\u0021-\u007e]+$/u.test(token)) throw new UserError("the token has a space, a line break or another character that no token has; check `token`");
	const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
	const key = `http.${url.origin}/.extraHeader`;
	return {
		url: url.href,
		config: [
			...protocol,
			[key, ""],
			[key, `Authorization: Basic ${basic}`]
		],
		secrets: [token, basic]
	};
}
function localFolder(address) {
	if (address.startsWith("file:")) try {
		return fileURLToPath(address);
	} catch (error) {
		throw unusable(address, error);
	}
	return address.startsWith("/") || /^[A-Za-z]:[\\/]/u.test(address) ? address : null;
}
function parseUrl(address) {
	try {
		return new URL(address);
	} catch (error) {
		throw unusable(address, error);
	}
}
function mayBePlain(url, serverUrl) {
	return LOOPBACK.has(url.hostname) || serverUrl !== void 0 && url.origin === new URL(serverUrl).origin;
}
function unusable(address, cause) {
	const shown = address.replace(/\/\/[^/@]*@/u, "//***@");
	return usageError(`${JSON.stringify(shown)} cannot be used as a Git address; expected https://host/owner/name without a user, a password or a query`, cause);
}

// src/git/temporary-repository.ts
const PROMISOR = [["remote.origin.promisor", "true"], ["remote.origin.partialCloneFilter", "blob:none"]];
/** `alternate`: an object database that is read from, never written. Nothing about the remote is written to disk. */
async function makeTemporaryRepository(options) {
	const root = await mkdtemp(join(tmpdir(), "waybill-git-"));
	const remove = () => rm(root, {
		recursive: true,
		force: true,
		maxRetries: 3
	});
	const home = join(root, "home");
	const gitDir = join(root, "repository.git");
	const alternates = options.alternate === null ? null : quotedPath(options.alternate);
	const runner = (extra) => gitIn({
		folder: root,
		environment: gitEnvironment({
			home,
			config: [
				["remote.origin.url", options.access.url],
				...options.access.config,
				...extra
			],
			variables: {
				GIT_DIR: gitDir,
				...alternates === null ? {} : { GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates }
			}
		}),
		secrets: options.access.secrets,
		signal: options.signal
	});
	try {
		await mkdir(home);
		const git = runner([]);
		await git.text([
			"init",
			"--bare",
			"--template=",
			"--",
			gitDir
		]);
		return {
			gitDir,
			git,
			fetching: runner(PROMISOR),
			fetchingObjects: runner([...PROMISOR, ["fetch.negotiationAlgorithm", "noop"]]),
			remove
		};
	} catch (error) {
		await remove();
		throw error;
	}
}
/** The variable is a list with `:` between; a quoted entry may hold one (git(1), GIT_ALTERNATE_OBJECT_DIRECTORIES). */
function quotedPath(path) {
	return `"${path.replace(/["\\]/gu, String.raw`\$&`)}"`;
}

// src/git/write-commit.ts
/**
* What of a changeset differs from the tree: empty when the tree has it all. Throws a UserError for a path outside the repository or
* inside `.git`, a link or gitlink (the file's own, or a folder on the way), and a file that is not the one that was read.
*/
function filesToWrite(tree, changes) {
	const touched = new Set([...changes.keys()].flatMap((path) => [path, ...parentsOf(path)]));
	const entries = new Map(tree.filter(({ path }) => touched.has(path)).map((entry) => [entry.path, entry]));
	const folders = /* @__PURE__ */ new Set();
	const files = [];
	for (const [path, change] of changes) {
		checkFilePath(path);
		const entry = entries.get(path) ?? null;
		if (entry !== null && !isRegular(entry)) throw refused(path, `it is ${linkKind(entry)}`);
		for (const parent of parentsOf(path)) {
			const above = entries.get(parent);
			if (above !== void 0) throw refused(path, `"${parent}" is ${isRegular(above) ? "a file" : linkKind(above)}`);
			if (changes.has(parent)) throw refused(path, `"${parent}" is to be a file`);
		}
		if (entry === null) {
			if (folders.size === 0) for (const { path: file } of tree) for (const parent of parentsOf(file)) folders.add(parent);
			if (folders.has(path)) throw refused(path, "it is a folder");
		}
		if ((entry?.oid ?? null) !== change.replaces) throw refused(path, "it is not the file any more that the change was computed from");
		if (entry === null || entry.oid !== blobId(change.bytes)) files.push({
			path,
			mode: entry?.mode ?? "100644",
			bytes: change.bytes
		});
	}
	return files;
}
/**
* Writes blobs, trees and the commit in one process, and returns the commit's id. Only the trees on the way to the files are read;
* no blob is. `at`: seconds since the epoch.
*/
async function writeCommit(git, commit) {
	const { name, email } = commit.identity;
	const who = `${signaturePart(name)} <${signaturePart(email)}> ${commit.at} +0000`;
	const message = Buffer.from(commit.message);
	const stream = [];
	const line = (text) => void stream.push(Buffer.from(`${text}\n`));
	const data = (bytes) => {
		line(`data ${bytes.length}`);
		stream.push(bytes);
		line("");
	};
	line("feature done");
	line("commit refs/waybill/commit");
	line("mark :1");
	line(`author ${who}`);
	line(`committer ${who}`);
	data(message);
	if (commit.parent !== null) line(`from ${commit.parent}`);
	for (const { path, mode, bytes } of commit.files) {
		line(`M ${mode} inline ${quoted(path)}`);
		data(bytes);
	}
	line("get-mark :1");
	line("reset refs/waybill/commit");
	line("done");
	return (await git.bytes([
		"fast-import",
		"--quiet",
		"--force",
		"--date-format=raw-permissive"
	], Buffer.concat(stream))).toString("latin1").trim();
}
/** The id that Git gives these bytes as a blob. */
function blobId(bytes) {
	return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}
/** `a/b/c` -> `a`, `a/b` */
function parentsOf(path) {
	const parents = [];
	for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) parents.push(path.slice(0, at));
	return parents;
}
function isRegular(entry) {
	return entry.mode === "100644" || entry.mode === "100755";
}
function linkKind(entry) {
	return entry.mode === "120000" ? "a symbolic link" : "a submodule";
}
function refused(path, reason) {
	return new UserError(`"${path}" cannot be written: ${reason}; expected a regular file of the repository`);
}
/** A path as fast-import reads it in quotes. Control characters were refused before. */
function quoted(path) {
	return `"${path.replace(/["\\]/gu, String.raw`\$&`)}"`;
}
/** What Git takes out of names itself. */
function signaturePart(text) {
	return text.replace(/[<>\u0000-\u001f\u007f]/gu, "").trim();
}

// src/git/open.ts
/** The id of the tree without entries, which Git knows without having it. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";
const DEFAULT_BUDGET_MS = 3e5;
/** Nothing is asked of the remote yet. Throws a usage error when the address cannot be used; `close` removes what was made. */
async function openRemote(options) {
	const { name, clock, log, signal } = options;
	const access = remoteAccess(options.url, options.token, options.serverUrl);
	const local = options.localObjects === void 0 ? null : await findLocalObjects(options.localObjects);
	if (options.localObjects !== void 0 && local === null) log.debug(`"${options.localObjects}" is no clone; everything is fetched from ${name}`);
	const repository = await makeTemporaryRepository({
		access,
		alternate: local?.objects ?? null,
		signal
	});
	const { git, gitDir } = repository;
	if (local?.shallow) await appendFile(join(gitDir, "shallow"), local.shallow);
	const remote = remoteOf(repository, {
		name,
		clock,
		signal
	});
	/** Tips by branch, as last read. */
	const tips = /* @__PURE__ */ new Map();
	const blobs = /* @__PURE__ */ new Map();
	const snapshots = /* @__PURE__ */ new Map();
	const here = /* @__PURE__ */ new Set();
	const snapshotOf = (commit) => {
		const known = snapshots.get(commit) ?? treeSnapshot({
			commit,
			git,
			remote,
			blobs
		});
		snapshots.set(commit, known);
		return known;
	};
	/** Whether a commit and the root of its tree are here. */
	async function isHere(commit) {
		if (here.has(commit)) return true;
		try {
			await git.bytes([
				"rev-parse",
				"--quiet",
				"--verify",
				"--end-of-options",
				`${commit}^{tree}`
			], "");
			here.add(commit);
			return true;
		} catch (error) {
			if (error instanceof GitFailure) return false;
			throw error;
		}
	}
	async function ensure(commit) {
		if (!isObjectId(commit)) throw new MissingCommit(`"${commit}" is not a commit; expected 40 hexadecimal digits`);
		if (await isHere(commit)) return;
		try {
			await remote.fetchCommit(commit);
		} catch (error) {
			if (!saysMissing(error)) throw error;
			throw new MissingCommit(`${name} has no commit ${commit}, or does not give it away`, { cause: error });
		}
		here.add(commit);
	}
	async function fetchTip(branch) {
		branchRef(branch);
		const tip = await tipFromClone(branch) ?? await remote.fetchBranch(branch);
		if (tip === null) tips.delete(branch);
		else {
			tips.set(branch, tip);
			here.add(tip);
		}
		return tip;
	}
	/** The first time: when the clone has the branch's tip, one listing is all that is asked of the remote. */
	async function tipFromClone(branch) {
		if (local === null || tips.has(branch)) return null;
		const tip = (await remote.branches()).get(branch);
		if (tip === void 0 || !await isHere(tip)) return null;
		await remote.adopt(branch, tip);
		return tip;
	}
	async function missingBranch(branch) {
		const names = [...(await remote.branches()).keys()];
		if (names.length === 0) return new UserError(`${name} is empty: it has no commit yet; push a first commit to "${branch}"`);
		return new UserError(`${name} has no branch "${branch}"${didYouMean(branch, names)}`);
	}
	let early = options.branchHint === void 0 ? null : fetchTip(options.branchHint);
	early?.catch(() => {});
	const history = historyOf({
		git,
		gitDir,
		remote,
		ensure
	});
	const effects = {
		remote,
		clock,
		log,
		budgetMs: options.budgetMs ?? DEFAULT_BUDGET_MS,
		signal,
		known: (branch) => tips.get(branch) ?? null,
		fetch: fetchTip,
		snapshot: snapshotOf,
		async write(parent, changes, message) {
			const files = filesToWrite(await parent?.list() ?? [], changes);
			if (files.length === 0) return null;
			const at = Math.floor(clock.now() / 1e3);
			const commit = await writeCommit(git, {
				parent: parent?.commit ?? null,
				files,
				message,
				identity: options.identity,
				at
			});
			here.add(commit);
			return commit;
		},
		hasLanded: history.hasLanded
	};
	return {
		name,
		async defaultBranch() {
			const branch = await remote.defaultBranch();
			if (branch === null) throw new UserError(`${name} is empty: it has no commit yet; push a first commit to it`);
			return branch;
		},
		async branches(prefix = "") {
			const all = await remote.branches();
			return new Map([...all].filter(([branch]) => branch.startsWith(prefix)));
		},
		async snapshot(branch) {
			const fetched = branch === options.branchHint ? early : null;
			if (fetched !== null) early = null;
			const tip = await (fetched ?? fetchTip(branch));
			if (tip === null) throw await missingBranch(branch);
			return snapshotOf(tip);
		},
		async snapshotAt(commit) {
			await ensure(commit);
			return snapshotOf(commit);
		},
		async commit(request) {
			branchRef(request.branch);
			const outcome = await compareAndSwap(request, effects);
			if (outcome.kind === "committed") tips.set(request.branch, outcome.commit);
			return outcome;
		},
		async writeBranch(request) {
			await ensure(request.base);
			return writeProposal(request, effects);
		},
		deleteBranch: (branch, expected) => deleteProposal(branch, expected, effects),
		history: history.firstParents,
		commitsBetween: history.commitsBetween,
		mergeBase: history.mergeBase,
		isAncestor: history.isAncestor,
		async changedPaths(from, to) {
			for (const commit of from === null ? [to] : [from, to]) await ensure(commit);
			return (await git.bytes([
				"diff-tree",
				"-r",
				"-z",
				"--name-only",
				"--no-renames",
				from ?? EMPTY_TREE,
				to,
				"--"
			], "")).toString().split("\0").slice(0, -1);
		},
		async close() {
			await early?.catch(() => {});
			await repository.remove();
		}
	};
}

// src/github/answer.ts
/** A value inside an answer, with its place for the error message. Every reader throws an Error (a fault, not the user's) when the value has another shape. */
var Answer = class Answer {
	#value;
	#place;
	constructor(value, place) {
		this.#value = value;
		this.#place = place;
	}
	/** Absent and `null` mean the same to the forge's clients. */
	get absent() {
		return this.#value === null || this.#value === void 0;
	}
	/** The member at a path; absent when a step on the way is absent. */
	at(...path) {
		let value = this.#value;
		for (const [depth, name] of path.entries()) {
			if (value === null || value === void 0) break;
			if (typeof value !== "object" || Array.isArray(value)) throw this.#unexpected(path.slice(0, depth), "an object");
			value = new Map(Object.entries(value)).get(name);
		}
		return new Answer(value, [this.#place, ...path].join("."));
	}
	text() {
		if (typeof this.#value !== "string") throw this.#unexpected([], "a string");
		return this.#value;
	}
	textOrNull() {
		return this.absent ? null : this.text();
	}
	number() {
		if (typeof this.#value !== "number") throw this.#unexpected([], "a number");
		return this.#value;
	}
	numberOrNull() {
		return this.absent ? null : this.number();
	}
	flag() {
		if (typeof this.#value !== "boolean") throw this.#unexpected([], "true or false");
		return this.#value;
	}
	flagOrNull() {
		return this.absent ? null : this.flag();
	}
	list() {
		if (!Array.isArray(this.#value)) throw this.#unexpected([], "a list");
		return this.#value.map((value, index) => new Answer(value, `${this.#place}[${index}]`));
	}
	#unexpected(path, expected) {
		const shown = this.#value === void 0 ? "nothing" : JSON.stringify(this.#value)?.slice(0, 100);
		return /* @__PURE__ */ new Error(`the forge's answer has ${shown} at ${[this.#place, ...path].join(".")}; expected ${expected}`);
	}
};

// src/github/forge-error.ts
/** A request that the forge refused or did not answer. */
var ForgeError = class extends UserError {
	/** `null`: no answer came. */
	status;
	/** The forge's own words, for a reason that a person reads; never for a decision where the status decides. */
	words;
	constructor(message, options) {
		super(message, { cause: options.cause });
		this.name = "ForgeError";
		this.status = options.status;
		this.words = options.words;
	}
	/** Nobody knows whether the request was carried out. */
	get lost() {
		return this.status === null || this.status >= 500;
	}
};
/** The HTTP side of an error that octokit threw; `null` when it is another error. */
function httpFailure(error) {
	if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return null;
	const response = "response" in error ? error.response : void 0;
	const answered = typeof response === "object" && response !== null;
	const data = answered && "data" in response ? response.data : void 0;
	const headers = answered && "headers" in response ? response.headers : void 0;
	return {
		status: error.status,
		words: answered ? wordsOf(data) : error.message,
		answered,
		headers: new Map(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))
	};
}
/** `message` and the messages of `errors`, one line, at most 500 characters. */
function wordsOf(data) {
	const parts = [];
	if (typeof data === "string") parts.push(data);
	if (typeof data === "object" && data !== null) {
		if ("message" in data && typeof data.message === "string") parts.push(data.message);
		if ("errors" in data && Array.isArray(data.errors)) {
			for (const error of data.errors) if (typeof error === "string") parts.push(error);
			else if (typeof error === "object" && error !== null) {
				if ("message" in error && typeof error.message === "string") parts.push(error.message);
				else if ("field" in error && "code" in error) parts.push(`${String(error.field)}: ${String(error.code)}`);
			}
		}
	}
	const words = parts.join(": ").replaceAll(/\s+/g, " ").trim();
	return words === "" ? "no reason given" : words.slice(0, 500);
}
/** Turns what octokit threw into a ForgeError; gives every other error back as it is. */
function explain(error, failed) {
	if (error instanceof UserError) return error;
	const failure = httpFailure(error);
	if (failure === null) return error;
	const { words } = failure;
	const status = failure.answered ? failure.status : null;
	return new ForgeError(sentence(status, words, failed), {
		status,
		words,
		cause: error
	});
}
function sentence(status, words, { what, repository, permission }) {
	const line = permission === null ? "" : ` (\`${permission}\` under \`permissions:\`, or that permission of the App)`;
	if (status === null) return `the forge did not answer ${what}: ${words}`;
	if (status >= 500) return `the forge failed at ${what} with status ${status}: ${words}`;
	if (status === 401) return `the forge does not accept the token (401 at ${what}); expected a valid one in the input \`token\`, or \`app-id\` and \`private-key\``;
	if (/not permitted to create or approve pull requests/i.test(words)) return `GitHub Actions may not create pull requests in ${repository}; allow it under Settings > Actions > General > Workflow permissions, or give an App's token (\`app-id\` and \`private-key\`)`;
	if (status === 403 && /resource not accessible|must have|not accessible by/i.test(words)) return permission === null ? `the token may not do ${what} in ${repository}: ${words}` : `the token may not do ${what} in ${repository}; add \`${permission}\` under \`permissions:\` of the job, or give the App that permission. GITHUB_TOKEN reaches its own repository only, and is read-only for forks and Dependabot`;
	if (status === 403) return `the forge refused ${what} in ${repository}: ${words}${line}`;
	if (status === 404) return `${repository} or what is asked of it was not found, or the token cannot see it (404 at ${what})${line}`;
	return `the forge refused ${what} in ${repository} with status ${status}: ${words}`;
}

// src/github/budget.ts
/** A budget that runs from now on. */
function startBudget(clock, budgetMs, signal) {
	const deadline = clock.now() + budgetMs;
	const spent = () => new UserError(`the time budget of ${Math.round(budgetMs / 1e3)} s is spent; run again, or raise the input \`time-budget\``);
	const has = (ms) => clock.now() + ms <= deadline;
	return {
		left() {
			const left = deadline - clock.now();
			if (left <= 0) throw spent();
			return left;
		},
		has,
		async sleep(ms) {
			if (!has(ms)) throw spent();
			await clock.sleep(ms, signal);
		}
	};
}

// src/github/guarded-fetch.ts
const ATTEMPT_TIMEOUT_MS = 3e4;
const REDIRECTS = 5;
/**
* `fetcher` behind the guard. Redirects are followed on the same host only. The whole body is read before it returns, so that a
* connection that drops within it is an error here and not an empty answer later.
*/
function guardFetch(fetcher, writes, guard) {
	const { origin, budget, traffic, log, signal } = guard;
	return async (input, init = {}) => {
		let target = new URL(input instanceof Request ? input.url : input);
		const method = init.method ?? "GET";
		for (let hop = 0; hop <= REDIRECTS; hop += 1) {
			if (target.origin !== origin) throw new UserError(`the forge points to ${target.origin}; the token goes to ${origin} only`);
			const timeout = AbortSignal.timeout(Math.min(ATTEMPT_TIMEOUT_MS, budget.left()));
			traffic.requests += 1;
			if (writes) traffic.writes += 1;
			const response = await fetcher(target, {
				...init,
				redirect: "manual",
				signal: signal === void 0 ? timeout : AbortSignal.any([signal, timeout])
			});
			const date = Date.parse(response.headers.get("date") ?? "");
			if (!Number.isNaN(date)) traffic.serverTime = Math.max(traffic.serverTime ?? date, date);
			log.debug(`${method} ${target.pathname}${target.search}: ${response.status}`);
			const body = await response.arrayBuffer();
			const location = response.headers.get("location");
			if (![
				301,
				302,
				303,
				307,
				308
			].includes(response.status) || location === null) return new Response(body.byteLength === 0 ? null : body, response);
			if (method !== "GET" && response.status !== 307 && response.status !== 308) throw new UserError(`the forge moved ${target.pathname} to ${location}; name the repository as it is called now`);
			target = new URL(location, target);
		}
		throw new UserError(`the forge redirects ${target.pathname} more than ${REDIRECTS} times`);
	};
}

// src/github/rate-limit.ts
/** How long to wait before the same request may succeed, in milliseconds; `null` when it was not the rate limit. `now`: the forge's clock. */
function rateLimitWait(error, now) {
	const failure = httpFailure(error);
	if (failure === null || failure.status !== 403 && failure.status !== 429) return null;
	const retryAfter = failure.headers.get("retry-after");
	if (retryAfter !== void 0) {
		const seconds = Number(retryAfter);
		const at = Date.parse(retryAfter);
		if (Number.isFinite(seconds)) return Math.max(0, seconds * 1e3);
		if (!Number.isNaN(at)) return Math.max(0, at - now);
	}
	const reset = Number(failure.headers.get("x-ratelimit-reset") ?? NaN);
	if (failure.headers.get("x-ratelimit-remaining") === "0" && Number.isFinite(reset)) return Math.max(0, reset * 1e3 - now) + 1e3;
	return failure.status === 429 || /rate limit/i.test(failure.words) ? 6e4 : null;
}

// src/github/transport.ts
/** `2026-03-10` has breaking changes; octokit itself sends no version. */
const API_VERSION = "2022-11-28";
const READ_RETRIES = 3;
/** Everything that says "no", as against "not now": only the 5xx are repeated, and only of reads. */
const ANSWERS = [
	400,
	401,
	403,
	404,
	405,
	406,
	409,
	410,
	412,
	413,
	415,
	422,
	428,
	429,
	451
];
/** Octokit is loaded by the first request: a run that asks the forge nothing pays neither its time nor its memory. */
function openTransport(options) {
	const { clock, log, signal } = options;
	const origin = originOf(options.apiUrl);
	const budget = startBudget(clock, options.budgetMs, signal);
	const traffic = {
		requests: 0,
		writes: 0,
		serverTime: null
	};
	const guard = {
		origin,
		budget,
		traffic,
		log,
		...signal === void 0 ? {} : { signal }
	};
	let loading = null;
	return {
		traffic,
		origin,
		async send({ method, url, parameters, reads }) {
			loading ??= loadOctokit(options, budget, traffic);
			const { request, fetcher } = await loading;
			const response = await request({
				...parameters,
				method,
				url,
				headers: { "x-github-api-version": API_VERSION },
				request: {
					...reads ? {} : { retries: 0 },
					fetch: guardFetch(fetcher, !reads, guard)
				}
			});
			return {
				data: response.data,
				link: response.headers.link ?? null
			};
		},
		pause: async (attempt) => budget.sleep(1e3 * attempt + clock.random() * 1e3)
	};
}
async function loadOctokit(options, budget, traffic) {
	const [{ getOctokit }, { retry }] = await Promise.all([import("./github.js"), import("./dist-bundle2.js")]);
	const { clock, log, signal } = options;
	const attempts = (octokit) => {
		octokit.hook.wrap("request", async (request, parameters) => {
			const attempt = Number(parameters.request["retryCount"] ?? 0);
			if (attempt > 0) await budget.sleep(clock.random() * 1e3 * 2 ** attempt);
			signal?.throwIfAborted();
			try {
				return await request(parameters);
			} catch (error) {
				signal?.throwIfAborted();
				throw error instanceof Error && error.cause instanceof UserError ? error.cause : error;
			}
		});
	};
	const quiet = (message) => log.debug(message);
	const octokit = getOctokit(options.token, {
		baseUrl: options.apiUrl,
		userAgent: "waybill",
		log: {
			debug: quiet,
			info: quiet,
			warn: quiet,
			error: quiet
		},
		retry: {
			doNotRetry: ANSWERS,
			retries: READ_RETRIES,
			retryAfterBaseValue: 0
		}
	}, attempts, retry);
	const proxied = octokit.request.endpoint.DEFAULTS.request?.fetch;
	const fetcher = isFetch(proxied) ? proxied : fetch;
	octokit.hook.wrap("request", async (request, parameters) => {
		for (;;) try {
			return await request(parameters);
		} catch (error) {
			const now = traffic.serverTime ?? clock.now();
			const waitMs = rateLimitWait(error, now);
			if (waitMs === null) throw error;
			if (!budget.has(waitMs)) throw new UserError(`the forge's rate limit is used up until ${new Date(now + waitMs).toISOString()}, which is beyond the time budget; run again then, or give an App's token (\`app-id\` and \`private-key\`), which has a limit of its own`, { cause: error });
			log.info(`the forge's rate limit is used up; waiting ${Math.ceil(waitMs / 1e3)} s`);
			await budget.sleep(waitMs);
			parameters.request["retryCount"] = 0;
		}
	});
	return {
		request: octokit.request,
		fetcher
	};
}
function originOf(url) {
	if (!URL.canParse(url)) throw new UserError(`the API's URL ${JSON.stringify(url)} is not a URL`, { exitCode: 2 });
	return new URL(url).origin;
}
function isFetch(value) {
	return typeof value === "function";
}

// src/github/app-token.ts
const BUDGET_MS$1 = 6e4;
/** Two requests, which no Forge counts. Throws a UserError that says which of id, key and installation is wrong; the key is in no message. */
async function mintAppToken(options) {
	const { repositories, apiUrl, log, clock, signal } = options;
	const [first] = repositories;
	if (first === void 0) throw new Error("an App's token is minted for at least one repository");
	const foreign = repositories.find(({ owner }) => owner.toLowerCase() !== first.owner.toLowerCase());
	if (foreign !== void 0) throw usageError(`${formatRepository(first)} and ${formatRepository(foreign)} have different owners; an App's token reaches the repositories of one owner`);
	const transport = openTransport({
		token: await jwt(options),
		apiUrl,
		log,
		clock,
		budgetMs: BUDGET_MS$1,
		...signal === void 0 ? {} : { signal }
	});
	const send = async (method, url, parameters) => {
		try {
			return new Answer((await transport.send({
				method,
				url,
				parameters,
				reads: method === "GET"
			})).data, url);
		} catch (error) {
			throw refusal(error, `${method} ${url}`, options, first);
		}
	};
	const installation = await send("GET", "/repos/{owner}/{repo}/installation", {
		owner: first.owner,
		repo: first.name
	});
	const minted = await send("POST", "/app/installations/{installation_id}/access_tokens", {
		installation_id: installation.at("id").number(),
		repositories: repositories.map(({ name }) => name)
	});
	return {
		token: minted.at("token").text(),
		slug: installation.at("app_slug").text(),
		expiresAt: minted.at("expires_at").text()
	};
}
async function jwt({ appId, privateKey }) {
	if (!/^[A-Za-z0-9._-]{1,100}$/.test(appId)) throw usageError(`the input \`app-id\` is ${JSON.stringify(appId.slice(0, 100))}; expected the App's id or client id`);
	const pem = privateKey.replaceAll("\\n", "\n").trim();
	try {
		createPrivateKey(pem);
	} catch (error) {
		throw usageError("the input `private-key` is not a private key in PEM form; expected the whole file that GitHub gave, from `-----BEGIN` to `-----END ... KEY-----`", error);
	}
	const { createAppAuth } = await import("./dist-node.js");
	const { token } = await createAppAuth({
		appId,
		privateKey: pem
	})({ type: "app" });
	return token;
}
function refusal(error, what, { appId }, repository) {
	const failure = httpFailure(error);
	const name = formatRepository(repository);
	if (failure?.answered === true && failure.status === 401) return new UserError(`GitHub does not accept the App's credentials (${failure.words}); expected \`private-key\` to be a key of the App \`app-id\` ${JSON.stringify(appId)}`, { cause: error });
	if (failure?.answered === true && failure.status === 404) return new UserError(`the App ${JSON.stringify(appId)} is not installed on ${name}, or there is no such repository; install it under the App's settings > Install App`, { cause: error });
	return explain(error, {
		what,
		repository: name,
		permission: null
	});
}

// src/github/checks.ts
const DESCRIPTION_LIMIT = 140;
const STATES$1 = [
	"error",
	"failure",
	"pending",
	"success"
];
/** All three satisfy a required check. */
const PASSED = /* @__PURE__ */ new Set([
	"success",
	"neutral",
	"skipped"
]);
/** The checks side of a Forge. */
function checkMethods(client) {
	const checkRuns = async (commit) => {
		try {
			return await client.list("checkRuns", {
				ref: commit,
				filter: "latest"
			}, "check_runs");
		} catch (error) {
			if (!(error instanceof ForgeError) || error.status !== 404) throw error;
			return [];
		}
	};
	return {
		async checks(commit, options) {
			const statuses = await client.list("combinedStatus", { ref: commit }, "statuses");
			const runs = options.checkRuns ? await checkRuns(commit) : [];
			return [...newest(statuses.map(readStatus)), ...newest(runs.map(readCheckRun))];
		},
		async setStatus({ commit, context, state, description, targetUrl }) {
			await client.again(async () => client.call("createStatus", {
				sha: commit,
				context,
				state,
				description: oneLine(description, DESCRIPTION_LIMIT),
				...targetUrl === null ? {} : { target_url: targetUrl }
			}));
		}
	};
}
/** Contexts are case-insensitive. Of two in the same second the forge made the higher id later; one that waits to be started has yet to come. */
function newest(all) {
	const byContext = /* @__PURE__ */ new Map();
	for (const dated of all) {
		const key = dated.check.context.toLowerCase();
		const known = byContext.get(key);
		if (known === void 0 || compare(known, dated) < 0) byContext.set(key, dated);
	}
	return [...byContext.values()].map(({ check }) => check);
}
function compare(a, b) {
	const time = ({ check }) => check.at !== null ? Date.parse(check.at) : check.state === "pending" ? Number.POSITIVE_INFINITY : 0;
	return time(a) - time(b) || a.id - b.id;
}
function readStatus(answer) {
	const word = answer.at("state").textOrNull() ?? answer.at("status").text();
	const state = STATES$1.find((known) => known === word) ?? "failure";
	return {
		id: answer.at("id").number(),
		check: {
			source: "status",
			context: answer.at("context").text(),
			state,
			description: answer.at("description").textOrNull() ?? "",
			url: answer.at("target_url").textOrNull(),
			by: answer.at("creator", "login").textOrNull(),
			at: answer.at("updated_at").textOrNull() ?? answer.at("created_at").textOrNull()
		}
	};
}
function readCheckRun(answer) {
	const conclusion = answer.at("conclusion").textOrNull();
	const completed = answer.at("status").text() === "completed";
	return {
		id: answer.at("id").number(),
		check: {
			source: "check-run",
			context: answer.at("name").text(),
			state: !completed || conclusion === null ? "pending" : PASSED.has(conclusion) ? "success" : "failure",
			description: answer.at("output", "title").textOrNull() ?? "",
			url: answer.at("html_url").textOrNull() ?? answer.at("details_url").textOrNull(),
			by: answer.at("app", "slug").textOrNull(),
			at: answer.at("started_at").textOrNull() ?? answer.at("completed_at").textOrNull()
		}
	};
}

// src/github/routes.ts
/** `null`: any token that can see the repository. Names and levels are those of a workflow's `permissions:` block. */
const ROUTES = {
	user: {
		route: "GET /user",
		permission: null
	},
	repository: {
		route: "GET /repos/{owner}/{repo}",
		permission: null
	},
	branch: {
		route: "GET /repos/{owner}/{repo}/branches/{branch}",
		permission: "contents: read"
	},
	branchRules: {
		route: "GET /repos/{owner}/{repo}/rules/branches/{branch}",
		permission: null
	},
	compare: {
		route: "GET /repos/{owner}/{repo}/compare/{basehead}",
		permission: "contents: read"
	},
	collaborator: {
		route: "GET /repos/{owner}/{repo}/collaborators/{username}/permission",
		permission: null
	},
	pullRequests: {
		route: "GET /repos/{owner}/{repo}/pulls",
		permission: "pull-requests: read"
	},
	pullRequest: {
		route: "GET /repos/{owner}/{repo}/pulls/{pull_number}",
		permission: "pull-requests: read"
	},
	commitsOfPullRequest: {
		route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits",
		permission: "pull-requests: read"
	},
	pullRequestsOfCommit: {
		route: "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",
		permission: "pull-requests: read"
	},
	createPullRequest: {
		route: "POST /repos/{owner}/{repo}/pulls",
		permission: "pull-requests: write"
	},
	updatePullRequest: {
		route: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
		permission: "pull-requests: write"
	},
	addLabels: {
		route: "POST /repos/{owner}/{repo}/issues/{issue_number}/labels",
		permission: "pull-requests: write"
	},
	requestReviewers: {
		route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers",
		permission: "pull-requests: write"
	},
	/** Merging writes the base branch. */
	merge: {
		route: "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge",
		permission: "contents: write"
	},
	reviews: {
		route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews",
		permission: "pull-requests: read"
	},
	comments: {
		route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
		permission: "pull-requests: read"
	},
	addComment: {
		route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
		permission: "pull-requests: write"
	},
	updateComment: {
		route: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
		permission: "pull-requests: write"
	},
	deleteComment: {
		route: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
		permission: "pull-requests: write"
	},
	combinedStatus: {
		route: "GET /repos/{owner}/{repo}/commits/{ref}/status",
		permission: "statuses: read"
	},
	checkRuns: {
		route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
		permission: "checks: read"
	},
	createStatus: {
		route: "POST /repos/{owner}/{repo}/statuses/{sha}",
		permission: "statuses: write"
	}
};

// src/github/client.ts
const WRITE_ATTEMPTS = 3;
/** A client for one repository. */
async function openClient(options) {
	const { repository, graphqlUrl } = options;
	const transport = openTransport(options);
	const name = formatRepository(repository);
	const own = {
		owner: repository.owner,
		repo: repository.name
	};
	const request = async (method, url, parameters, permission) => {
		try {
			return await transport.send({
				method,
				url,
				parameters,
				reads: method === "GET"
			});
		} catch (error) {
			throw explain(error, {
				what: `${method} ${shown(url, parameters)}`,
				repository: name,
				permission
			});
		}
	};
	const call = async (route, parameters) => {
		const { route: template, permission } = ROUTES[route];
		const [method = "", url = ""] = template.split(" ");
		return request(method, url, url.includes("{owner}") ? {
			...parameters,
			...own
		} : parameters, permission);
	};
	const once = async (send, find) => {
		for (let attempt = 1;; attempt += 1) try {
			return await send();
		} catch (error) {
			if (!(error instanceof ForgeError) || !error.lost) throw error;
			await transport.pause(attempt);
			const found = await find();
			if (found !== null) return found;
			if (attempt === WRITE_ATTEMPTS) throw error;
		}
	};
	return {
		repository,
		traffic: transport.traffic,
		call: async (route, parameters = {}) => new Answer((await call(route, parameters)).data, route),
		async list(route, parameters = {}, member) {
			const items = [];
			const read = /* @__PURE__ */ new Set();
			let page = await call(route, {
				...parameters,
				per_page: 100
			});
			for (;;) {
				const answer = new Answer(page.data, route);
				items.push(...(member === void 0 ? answer : answer.at(member)).list());
				const next = nextPage(page.link);
				if (next === null) return items;
				if (read.has(next)) throw new Error(`the forge names the page ${next} as the one that follows itself`);
				read.add(next);
				page = await request("GET", next, {}, ROUTES[route].permission);
			}
		},
		async graphql(document, variables) {
			if (!URL.canParse(graphqlUrl) || new URL(graphqlUrl).origin !== transport.origin) return null;
			let data;
			try {
				const reads = document.kind === "query";
				const parameters = {
					query: document.text,
					variables
				};
				({data} = await transport.send({
					method: "POST",
					url: graphqlUrl,
					parameters,
					reads
				}));
			} catch (error) {
				const explained = explain(error, {
					what: document.purpose,
					repository: name,
					permission: document.permission
				});
				if (explained instanceof ForgeError && (explained.status === 404 || explained.status === 405)) return null;
				throw explained;
			}
			const answer = new Answer(data, "graphql");
			const errors = answer.at("errors").absent ? [] : answer.at("errors").list();
			if (errors.some((error) => error.at("type").textOrNull() === "RATE_LIMITED")) throw new UserError(`the forge's GraphQL rate limit is used up, so it could not ${document.purpose}; run again later`);
			return {
				data: answer.at("data"),
				errors: errors.map((error) => error.at("message").text().slice(0, 500))
			};
		},
		once,
		again: async (send) => once(send, async () => null),
		pause: async (attempt) => transport.pause(attempt)
	};
}
/** The URL of `rel="next"` in a Link header. */
function nextPage(link) {
	return /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1] ?? null;
}
/** The template with its names filled in, for messages. */
function shown(url, parameters) {
	return url.replaceAll(/\{(\w+)\}/g, (whole, name) => {
		const value = parameters[name];
		return typeof value === "string" || typeof value === "number" ? String(value) : whole;
	});
}

// src/github/discussion.ts
const REVIEW_STATES = [
	"APPROVED",
	"CHANGES_REQUESTED",
	"COMMENTED",
	"DISMISSED",
	"PENDING"
];
const PERMISSIONS = [
	"admin",
	"maintain",
	"write",
	"triage",
	"read",
	"none"
];
/** The discussion side of a Forge. */
function discussionMethods(client) {
	const comments = async (number) => (await client.list("comments", { issue_number: number })).map(readComment);
	return {
		comments,
		async reviews(number) {
			return (await client.list("reviews", { pull_number: number })).map(readReview);
		},
		async commitAuthors(number) {
			return (await client.list("commitsOfPullRequest", { pull_number: number })).map((commit) => ({
				commit: commit.at("sha").text(),
				logins: [commit.at("author", "login").textOrNull(), commit.at("committer", "login").textOrNull()].filter((login) => login !== null)
			}));
		},
		async permission(user) {
			try {
				const answer = await client.call("collaborator", { username: user });
				const said = answer.at("permission").text();
				const known = oneOf(PERMISSIONS, answer.at("role_name").textOrNull()) ?? oneOf(PERMISSIONS, said);
				if (known !== null) return known;
				if (said === "owner") return "admin";
				throw new Error(`the forge gives ${user} the permission "${said}", which is none of ${PERMISSIONS.join(", ")}`);
			} catch (error) {
				if (error instanceof ForgeError && error.status === 404) return "none";
				throw error;
			}
		},
		async addComment(number, body) {
			return client.once(async () => readComment(await client.call("addComment", {
				issue_number: number,
				body
			})), async () => (await comments(number)).findLast((comment) => plain(comment.body) === plain(body)) ?? null);
		},
		async deleteComment(id) {
			try {
				await client.again(async () => client.call("deleteComment", { comment_id: id }));
			} catch (error) {
				if (!(error instanceof ForgeError && error.status === 404)) throw error;
			}
		},
		async updateComment(id, body) {
			return client.again(async () => readComment(await client.call("updateComment", {
				comment_id: id,
				body
			})));
		}
	};
}
/** The forge may store other line endings and trims the end. */
function plain(body) {
	return body.replaceAll("\r\n", "\n").trim();
}
function oneOf(words, text) {
	return words.find((word) => word === text) ?? null;
}
function readReview(answer) {
	const text = answer.at("state").text();
	const state = oneOf(REVIEW_STATES, reviewState(text));
	if (state === null) throw new Error(`the forge has a review in the state "${text}", which is none of ${REVIEW_STATES.join(", ")}`);
	return {
		user: answer.at("user", "login").textOrNull() ?? "ghost",
		state,
		commit: answer.at("commit_id").textOrNull(),
		submittedAt: answer.at("submitted_at").textOrNull()
	};
}
/** Forgejo and Gitea have two words of their own. */
function reviewState(text) {
	return (/* @__PURE__ */ new Map([
		["COMMENT", "COMMENTED"],
		["REQUEST_CHANGES", "CHANGES_REQUESTED"],
		["REQUEST_REVIEW", "PENDING"]
	])).get(text.toUpperCase()) ?? text.toUpperCase();
}
function readComment(answer) {
	return {
		id: answer.at("id").number(),
		author: answer.at("user", "login").textOrNull() ?? "ghost",
		body: answer.at("body").textOrNull() ?? "",
		url: answer.at("html_url").text()
	};
}

// src/github/documents.ts
/** REST's `GET /user` refuses installation tokens, GITHUB_TOKEN among them; this answers for every kind. */
const VIEWER = {
	purpose: "ask who the token is",
	kind: "query",
	text: "query Viewer { viewer { login } }",
	permission: null
};
const QUEUE_STATE = {
	purpose: "read the merge queue",
	kind: "query",
	text: `query QueueState($id: ID!) {
  node(id: $id) { ... on PullRequest { isMergeQueueEnabled isInMergeQueue } }
}`,
	permission: "pull-requests: read"
};
const ENABLE_AUTO_MERGE = {
	purpose: "enable auto-merge",
	kind: "mutation",
	text: `mutation EnableAutoMerge($input: EnablePullRequestAutoMergeInput!) {
  enablePullRequestAutoMerge(input: $input) { clientMutationId }
}`,
	permission: "contents: write"
};
const DISABLE_AUTO_MERGE = {
	purpose: "disable auto-merge",
	kind: "mutation",
	text: `mutation DisableAutoMerge($input: DisablePullRequestAutoMergeInput!) {
  disablePullRequestAutoMerge(input: $input) { clientMutationId }
}`,
	permission: "contents: write"
};
const ENQUEUE = {
	purpose: "put the pull request into the merge queue",
	kind: "mutation",
	text: `mutation Enqueue($input: EnqueuePullRequestInput!) {
  enqueuePullRequest(input: $input) { clientMutationId }
}`,
	permission: "contents: write"
};

// src/github/pull-requests.ts
/** How often the forge is asked again for what it knows only after a moment. */
const LOOKS = 4;
/** The newest alone is wanted; the rest of the page is room for those of a fork with the same owner. */
const NEWEST = {
	sort: "created",
	direction: "desc",
	per_page: 10
};
/** The pull request side of a Forge. */
function pullRequestMethods(client) {
	const own = formatRepository(client.repository).toLowerCase();
	const from = (head) => `${client.repository.owner}:${head}`;
	/** Of this branch, in this repository: a fork's branch of the same name is somebody else's. */
	const isBetween = (pull, head, base) => pull.head.branch === head && pull.base.branch === base && pull.head.repository?.toLowerCase() === own;
	/** The open one. */
	const find = async ({ head, base }) => {
		return (await client.list("pullRequests", {
			state: "open",
			head: from(head),
			base
		})).map(readPullRequest).find((pull) => pull.state === "open" && isBetween(pull, head, base)) ?? null;
	};
	return {
		async openPullRequests(base) {
			const parameters = {
				state: "open",
				...base === void 0 ? {} : { base }
			};
			const pulls = (await client.list("pullRequests", parameters)).map(readPullRequest);
			return [...new Map(pulls.map((pull) => [pull.number, pull])).values()].filter((pull) => base === void 0 || pull.base.branch === base);
		},
		async pullRequest(number) {
			return readPullRequest(await client.call("pullRequest", { pull_number: number }));
		},
		async pullRequestsOf(commit) {
			return (await client.list("pullRequestsOfCommit", { commit_sha: commit })).map(readPullRequest);
		},
		async lastClosedPullRequest(head, base) {
			return (await client.call("pullRequests", {
				state: "closed",
				head: from(head),
				base,
				...NEWEST
			})).list().map(readPullRequest).find((pull) => pull.state === "closed" && isBetween(pull, head, base)) ?? null;
		},
		async ensurePullRequest(request, options = { looked: false }) {
			if (!options.looked) {
				const open = await find(request);
				if (open !== null) return {
					pullRequest: open,
					created: false
				};
			}
			try {
				return await client.once(async () => {
					const { head, base, title, body, draft } = request;
					return {
						pullRequest: readPullRequest(await client.call("createPullRequest", {
							head,
							base,
							title,
							body,
							draft
						})),
						created: true
					};
				}, async () => {
					const open = await find(request);
					return open === null ? null : {
						pullRequest: open,
						created: true
					};
				});
			} catch (error) {
				if (!(error instanceof ForgeError) || error.status !== 422 && error.status !== 409) throw error;
				const exists = /already exists/i.test(error.words);
				for (let look = 1; look <= (exists ? LOOKS : 1); look += 1) {
					const open = await find(request);
					if (open !== null) return {
						pullRequest: open,
						created: false
					};
					if (exists && look < LOOKS) await client.pause(look);
				}
				throw error;
			}
		},
		async updatePullRequest(number, change) {
			return client.again(async () => readPullRequest(await client.call("updatePullRequest", {
				pull_number: number,
				...change
			})));
		},
		async addLabels(number, labels) {
			if (labels.length === 0) return;
			await settled(client, async () => client.call("addLabels", {
				issue_number: number,
				labels: [...labels]
			}));
		},
		async requestReviewers(number, reviewers) {
			if (reviewers.length === 0) return;
			const teams = reviewers.filter((reviewer) => reviewer.includes("/"));
			const users = reviewers.filter((reviewer) => !reviewer.includes("/"));
			await settled(client, async () => client.call("requestReviewers", {
				pull_number: number,
				...users.length === 0 ? {} : { reviewers: users },
				...teams.length === 0 ? {} : { team_reviewers: teams.map((team) => team.slice(team.indexOf("/") + 1)) }
			}));
		}
	};
}
/** A new pull request can be unknown to labels and reviewers for a moment: 422 "Could not resolve to a node". */
async function settled(client, send) {
	for (let look = 1;; look += 1) try {
		await client.again(send);
		return;
	} catch (error) {
		if (!(error instanceof ForgeError && error.status === 422 && /could not resolve to a node/i.test(error.words)) || look === LOOKS) throw error;
		await client.pause(look);
	}
}
/** Reads a pull request, in full or as lists have it; lists lack `merged_by`. */
function readPullRequest(answer) {
	const mergedAt = answer.at("merged_at").textOrNull();
	return {
		number: answer.at("number").number(),
		url: answer.at("html_url").text(),
		nodeId: answer.at("node_id").textOrNull(),
		state: answer.at("state").text() === "open" ? "open" : "closed",
		draft: answer.at("draft").flagOrNull() ?? false,
		title: answer.at("title").text(),
		body: answer.at("body").textOrNull() ?? "",
		author: answer.at("user", "login").textOrNull() ?? "ghost",
		labels: answer.at("labels").list().map((label) => label.at("name").text()),
		base: {
			branch: answer.at("base", "ref").text(),
			commit: answer.at("base", "sha").text()
		},
		head: {
			branch: answer.at("head", "ref").text(),
			commit: answer.at("head", "sha").text(),
			repository: answer.at("head", "repo", "full_name").textOrNull()
		},
		createdAt: answer.at("created_at").text(),
		mergedAt,
		mergedBy: answer.at("merged_by", "login").textOrNull(),
		mergeCommit: mergedAt === null ? null : answer.at("merge_commit_sha").textOrNull(),
		autoMerge: !answer.at("auto_merge").absent
	};
}

// src/github/merge-methods.ts
const STATES = [
	"clean",
	"unstable",
	"blocked",
	"behind",
	"dirty",
	"draft",
	"unknown"
];
const NO_GRAPHQL = "this host has no GraphQL API, which auto-merge and the merge queue need";
/** The merging side of a Forge. */
function mergeMethods(client) {
	const known = /* @__PURE__ */ new Map();
	const rules = async (branch) => {
		const before = known.get(branch);
		if (before !== void 0) return before;
		const read = readRules(await branchRules(client, branch), await client.call("branch", { branch }));
		known.set(branch, read);
		return read;
	};
	const mutate = async (document, { nodeId }, input) => {
		if (nodeId === null) return null;
		const answer = await client.again(async () => client.graphql(document, { input: {
			pullRequestId: nodeId,
			...input
		} }));
		if (answer?.errors.find((words) => /resource not accessible/i.test(words)) !== void 0) throw new UserError(`the token may not ${document.purpose}; add \`contents: write\` and \`pull-requests: write\` under \`permissions:\` of the job, or give the App those permissions`);
		return answer;
	};
	return {
		rules,
		async mergeState(pullRequest) {
			const answer = await client.call("pullRequest", { pull_number: pullRequest.number });
			const now = readPullRequest(answer);
			const state = readState(answer, now);
			const base = {
				head: now.head.commit,
				state,
				autoMerge: now.autoMerge
			};
			const queued = state === "blocked" && (await rules(now.base.branch)).mergeQueue;
			if (!queued || now.nodeId === null) return {
				...base,
				mergeQueue: queued,
				inMergeQueue: false
			};
			const queue = await client.graphql(QUEUE_STATE, { id: now.nodeId });
			if (queue === null) return {
				...base,
				mergeQueue: true,
				inMergeQueue: false
			};
			const [error] = queue.errors;
			if (error !== void 0) throw new UserError(`the forge did not tell about the merge queue: ${error}`);
			return {
				...base,
				mergeQueue: queue.data.at("node", "isMergeQueueEnabled").flag(),
				inMergeQueue: queue.data.at("node", "isInMergeQueue").flag()
			};
		},
		async merge({ pullRequest, head, method, headline, body }) {
			const parameters = {
				sha: head,
				merge_method: method,
				commit_title: headline,
				commit_message: body
			};
			return client.once(async () => {
				try {
					return {
						kind: "merged",
						commit: (await client.call("merge", {
							pull_number: pullRequest.number,
							...parameters
						})).at("sha").text()
					};
				} catch (error) {
					if (!(error instanceof ForgeError)) throw error;
					if (error.status === 409) return { kind: "moved" };
					if (error.status === 405) return {
						kind: "refused",
						reason: error.words
					};
					throw error;
				}
			}, async () => {
				const now = readPullRequest(await client.call("pullRequest", { pull_number: pullRequest.number }));
				return now.mergeCommit !== null && now.head.commit === head ? {
					kind: "merged",
					commit: now.mergeCommit
				} : null;
			});
		},
		async enableAutoMerge({ pullRequest, head, method, headline, body }) {
			const answer = await mutate(ENABLE_AUTO_MERGE, pullRequest, {
				mergeMethod: method.toUpperCase(),
				commitHeadline: headline,
				commitBody: body,
				expectedHeadOid: head
			});
			if (answer === null) return {
				kind: "not-allowed",
				reason: NO_GRAPHQL
			};
			const [words] = answer.errors;
			if (words === void 0) return { kind: "enabled" };
			if (/in (?:clean|unstable|has_hooks) status/i.test(words)) return { kind: "clean" };
			if (isAboutTheHead(words)) return { kind: "moved" };
			if (/ in \w+ status|something went wrong/i.test(words)) return {
				kind: "unsettled",
				reason: words
			};
			return {
				kind: "not-allowed",
				reason: setting(words)
			};
		},
		async disableAutoMerge(pullRequest) {
			const [words] = (await mutate(DISABLE_AUTO_MERGE, pullRequest, {}))?.errors ?? [];
			if (words === void 0) return;
			if (!readPullRequest(await client.call("pullRequest", { pull_number: pullRequest.number })).autoMerge) return;
			throw new UserError(`the forge did not disable auto-merge of ${pullRequest.url}: ${words}`);
		},
		async enqueue({ pullRequest, head }) {
			const answer = await mutate(ENQUEUE, pullRequest, { expectedHeadOid: head });
			if (answer === null) return {
				kind: "not-allowed",
				reason: NO_GRAPHQL
			};
			const [words] = answer.errors;
			if (words === void 0 || /already (?:in|queued)/i.test(words)) return { kind: "queued" };
			if (isAboutTheHead(words)) return { kind: "moved" };
			return {
				kind: "not-allowed",
				reason: words
			};
		}
	};
}
async function branchRules(client, branch) {
	try {
		return await client.list("branchRules", { branch });
	} catch (error) {
		if (!(error instanceof ForgeError) || error.status !== 404) throw error;
		return [];
	}
}
function readRules(rulesets, branch) {
	const ofType = (type) => rulesets.filter((rule) => rule.at("type").text() === type);
	const checks = ofType("required_status_checks").flatMap((rule) => rule.at("parameters", "required_status_checks").list().map((check) => ({
		context: check.at("context").text(),
		app: check.at("integration_id").numberOrNull()
	})));
	const approvals = ofType("pull_request").map((rule) => rule.at("parameters", "required_approving_review_count").numberOrNull() ?? 0);
	return {
		requiredChecks: [...checks, ...classicChecks(branch)],
		requiredApprovals: Math.max(0, ...approvals, branch.at("required_approvals").numberOrNull() ?? 0),
		mergeQueue: ofType("merge_queue").length > 0,
		requiresSignatures: ofType("required_signatures").length > 0
	};
}
function classicChecks(branch) {
	const required = branch.at("protection", "required_status_checks");
	if (!required.absent && required.at("enforcement_level").textOrNull() !== "off") {
		const checks = required.at("checks");
		if (!checks.absent) {
			const app = (check) => check.at("app_id").numberOrNull();
			return checks.list().map((check) => ({
				context: check.at("context").text(),
				app: app(check) === -1 ? null : app(check)
			}));
		}
		return required.at("contexts").list().map((context) => ({
			context: context.text(),
			app: null
		}));
	}
	if (branch.at("enable_status_check").flagOrNull() !== true) return [];
	return branch.at("status_check_contexts").list().map((context) => ({
		context: context.text(),
		app: null
	}));
}
function readState(answer, pullRequest) {
	if (pullRequest.state === "closed") return pullRequest.mergedAt === null ? "closed" : "merged";
	if (pullRequest.draft) return "draft";
	const word = answer.at("mergeable_state").textOrNull();
	if (word === "has_hooks") return "has-hooks";
	const known = STATES.find((state) => state === word);
	if (known !== void 0) return known;
	const mergeable = answer.at("mergeable").flagOrNull();
	return word !== null || mergeable === null ? "unknown" : mergeable ? "clean" : "dirty";
}
/** GitHub: "Head sha didn't match the expected head oid", in several spellings. */
function isAboutTheHead(words) {
	return /head (?:sha|oid|branch)|expected ?head/i.test(words);
}
/** Names the setting behind a refusal where the forge does not. */
function setting(words) {
	if (/auto.?merge is not allowed/i.test(words)) return `${words} (Settings > General > Pull Requests > Allow auto-merge)`;
	if (/protected branch rules not configured/i.test(words)) return `${words} (a rule of the base branch must require the status)`;
	return words;
}

// src/github/connect.ts
const BUDGET_MS = 3e5;
const METHODS = [
	"squash",
	"merge",
	"rebase"
];
/** The login of the App behind GITHUB_TOKEN. */
const ACTIONS = "github-actions[bot]";
/** A Forge that sends nothing before it is asked something. Octokit is loaded by this call. */
async function connectForge(options) {
	const client = await openClient({
		...options,
		budgetMs: options.budgetMs ?? BUDGET_MS
	});
	const facts = remembered(async () => readFacts(client));
	const viewer = remembered(async () => options.login ?? await askViewer(client));
	return {
		repository: options.repository,
		serverUrl: options.serverUrl,
		get requests() {
			return client.traffic.requests;
		},
		get writes() {
			return client.traffic.writes;
		},
		serverTime: () => client.traffic.serverTime,
		facts,
		viewer,
		compare: async (base, head) => compareCommits(client, base, head),
		...pullRequestMethods(client),
		...discussionMethods(client),
		...checkMethods(client),
		...mergeMethods(client)
	};
}
function remembered(ask) {
	let answer = null;
	return async () => {
		answer ??= ask();
		try {
			return await answer;
		} catch (error) {
			answer = null;
			throw error;
		}
	};
}
async function readFacts(client) {
	const answer = await client.call("repository");
	const shown = METHODS.map((method) => ({
		method,
		allowed: answer.at(method === "squash" ? "allow_squash_merge" : method === "merge" ? "allow_merge_commit" : "allow_rebase_merge").flagOrNull()
	}));
	return {
		defaultBranch: answer.at("default_branch").text(),
		autoMergeAllowed: answer.at("allow_auto_merge").flagOrNull(),
		mergeMethods: shown.filter(({ allowed }) => allowed !== false).map(({ method }) => method),
		private: answer.at("private").flag()
	};
}
async function compareCommits(client, base, head) {
	try {
		const status = (await client.call("compare", {
			basehead: `${base}...${head}`,
			per_page: 1
		})).at("status").text();
		const known = [
			"ahead",
			"behind",
			"identical",
			"diverged"
		].find((word) => word === status);
		if (known === void 0) throw new Error(`the forge compares commits with the unknown word "${status}"`);
		return known;
	} catch (error) {
		if (error instanceof ForgeError && (error.status === 403 || error.status === 404)) return null;
		throw error;
	}
}
async function askViewer(client) {
	const answer = await client.graphql(VIEWER, {});
	if (answer !== null && answer.errors.length === 0) return answer.data.at("viewer", "login").text();
	try {
		return (await client.call("user")).at("login").text();
	} catch (error) {
		if (error instanceof ForgeError && error.status === 403) return ACTIONS;
		if (error instanceof ForgeError && error.status === 404) return null;
		throw error;
	}
}

// src/entry/deadline.ts
/** Twice the time budget, in minutes: a run that is still at it then does nothing useful. Dispose it when the run ends. */
function startDeadline(signal, budgetMinutes) {
	const over = new AbortController();
	const minutes = 2 * budgetMinutes;
	const timer = setTimeout(() => over.abort(new UserError(`the run was ended after ${minutes} minutes, twice its \`time-budget\`; what it had written stands, and the next run goes on from there`)), minutes * 6e4);
	timer.unref();
	return {
		signal: AbortSignal.any([signal, over.signal]),
		[Symbol.dispose]: () => clearTimeout(timer)
	};
}

// src/entry/connect.ts
/** Opens the home repository; those of the environments are opened when they are asked for, once each. Dispose it to remove what was made on disk. */
async function connect(given) {
	const deadline = startDeadline(given.signal, budgetMinutes(given.inputs));
	const options = {
		...given,
		signal: deadline.signal
	};
	const home = parseRepositoryName(options.home ?? options.context.repository);
	const opened = /* @__PURE__ */ new Map();
	const open = (name) => {
		const key = formatRepository(name).toLowerCase();
		const known = opened.get(key);
		if (known !== void 0) return known;
		const connection = openConnection(name, options);
		opened.set(key, connection);
		return connection;
	};
	const homeConnection = await open(home);
	return {
		effects: {
			connections: {
				home: homeConnection,
				of: async (environment) => environment.repository === null ? homeConnection : open(parseRepositoryName(environment.repository))
			},
			log: options.log,
			clock: options.clock,
			run: options.context.runUrl,
			...options.context.actor === "" ? {} : { actor: options.context.actor }
		},
		async configuration(inputs) {
			const snapshot = await homeConnection.git.snapshot(homeConnection.defaultBranch);
			const file = await configurationFile(snapshot);
			const paths = file === null ? (await snapshot.list()).map((entry) => entry.path) : [];
			return resolveConfiguration({
				file,
				paths,
				inputs: {
					...inputs.from === null ? {} : { from: inputs.from },
					...inputs.to === null ? {} : { to: inputs.to }
				}
			});
		},
		async [Symbol.asyncDispose]() {
			deadline[Symbol.dispose]();
			for (const connection of await Promise.allSettled(opened.values())) if (connection.status === "fulfilled") await connection.value.git.close();
		}
	};
}
function budgetMinutes(inputs) {
	return inputs["time-budget"] ?? 5;
}
async function openConnection(name, options) {
	const { context, log, clock, signal, inputs } = options;
	const repository = formatRepository(name);
	const budgetMs = budgetMinutes(inputs) * 6e4;
	const access = readAccess(inputs);
	const url = remoteUrl(context.serverUrl, name);
	const { token, login } = await credentialFor(name, access.credential, options);
	const forge = await connectForge({
		repository: name,
		token,
		apiUrl: context.apiUrl,
		graphqlUrl: context.graphqlUrl,
		serverUrl: context.serverUrl,
		log,
		clock,
		signal,
		budgetMs,
		...login === null ? {} : { login }
	});
	const ownRepository = repository.toLowerCase() === context.repository.toLowerCase();
	const hasOwnCheckout = ownRepository && context.workspace !== "" && !mayBeProposal(context.eventName);
	const told = ownRepository ? defaultBranchFromEvent(context.event()) : null;
	const git = await openRemote({
		url,
		name: repository,
		token,
		serverUrl: context.serverUrl,
		...told === null ? {} : { branchHint: told },
		clock,
		log,
		signal,
		budgetMs,
		...hasOwnCheckout ? { localObjects: context.workspace } : {},
		identity: access.identity
	});
	try {
		return {
			name: repository,
			git,
			forge,
			defaultBranch: told ?? await git.defaultBranch()
		};
	} catch (error) {
		await git.close();
		throw error;
	}
}
/** The token for one repository; of an App it is minted for that repository alone. */
async function credentialFor(name, given, options) {
	if (given.kind === "token") return {
		token: given.token,
		login: null
	};
	const { context, log, clock, signal } = options;
	const { appId, privateKey } = given;
	const minted = await mintAppToken({
		appId,
		privateKey,
		repositories: [name],
		apiUrl: context.apiUrl,
		log,
		clock,
		signal
	});
	mask(minted.token);
	return {
		token: minted.token,
		login: `${minted.slug}[bot]`
	};
}

export { mintAppToken as a, MissingCommit as c, connectForge as i, commitMessage as l, credentialFor as n, ForgeError as o, startDeadline as r, openRemote as s, connect as t, parseTrailers as u };