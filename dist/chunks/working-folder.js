import { B as parseGitArtifact, H as artifactKey, Ht as UserError, Mt as nearest, Ut as messageOf, Vt as printable, Wt as usageError, b as parseConfiguration, jt as didYouMean, o as resolveConfiguration, rt as CONFIGURATION_FILE, z as isWithinRepository } from "./start.js";
import { r as pinsOf, y as artifactOfImage } from "./pins.js";
import { i as lastWords, o as GitFailure } from "./environment.js";
import { t as inJobClone } from "./job-clone.js";
import { n as limitTo, t as configurationFile } from "./configuration-file.js";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { lstat, realpath, stat } from "node:fs/promises";
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readdirSync } from "node:fs";

// src/entry/cli/selection.ts
/** What a list of suggestions may hold at most. */
const MOST_SUGGESTIONS = 3;
/** `apps/prod/release.yaml#spec.values.image.tag`: one pin by its place. */
function placeName(pin) {
	return `${pin.file}#${pin.path}`;
}
/** Whether a user who says `name` means this pin's artifact: by the manifest's name or by the full one; a Git repository also by another of its addresses. */
function isNamed({ artifact }, name) {
	if (artifact === null) return false;
	if (artifact.name === name || artifact.id === name) return true;
	const repository = artifact.kind === "git" ? parseGitArtifact(name) : null;
	return repository !== null && isWithinRepository(artifact, repository);
}
/** What a pin takes, as --kind says it. */
function kindOf(pin) {
	return pin.artifact?.kind ?? pin.takes;
}
const KINDS$1 = [
	"image",
	"chart",
	"git"
];
/** The value of --kind. Throws a usage error when it is none. */
function readKind(text) {
	const kind = KINDS$1.find((each) => each === text);
	if (text !== void 0 && kind === void 0) throw usageError(`--kind is "${text}"; expected image, chart or git${didYouMean(text, KINDS$1)}`);
	return kind ?? null;
}
/** What a list of reasons may hold at most. */
const MOST_REASONS = 5;
/**
* The pins of one artifact. Throws a usage error when there is none, naming what comes near and what could not be read, and when the name is that of several
* artifacts (an image and a chart are often called the same).
*/
function selectPins(name, { pins, problems }, kind) {
	const chosen = pins.filter((pin) => (kind === null || kindOf(pin) === kind) && isNamed(pin, name));
	if (chosen.length === 0) {
		const reasons = problems.map(({ file, line, reason }) => `\n${file}${line === null ? "" : `:${line}`} could not be read as a whole: ${reason}`);
		const unread = [...new Set(reasons)].slice(0, MOST_REASONS).join("");
		throw usageError(`no pin of ${kind === null ? "" : `the ${kind} `}"${name}" was found; expected an artifact that \`waybill pins\` lists, or file#path of one pin${suggestion(name, pins)}${unread}`);
	}
	const artifacts = new Map(chosen.flatMap(({ artifact }) => artifact ? [[artifactKey(artifact), artifact]] : []));
	if (artifacts.size <= 1) return chosen;
	const full = parseGitArtifact(name)?.id ?? name;
	const meant = [...artifacts.values()].filter(({ id }) => id === name || id === full);
	if (meant.length === 1) return chosen.filter((pin) => pin.artifact?.id === meant[0]?.id);
	const each = [...artifacts.values()].map((artifact) => `the ${artifact.kind} "${artifact.id}"`);
	throw usageError(`"${name}" is the name of ${each.join(" and ")}; name one of them in full, or choose with --kind`);
}
/** `; did you mean "ghcr.io/acme/hello"?` for `helo`, `hello` or `acme/hello`; the empty string when nothing is near. */
function suggestion(name, pins, by = "names") {
	const names = [...new Set(pins.map((pin) => by === "places" ? placeName(pin) : pin.artifact?.name ?? placeName(pin)))];
	const whole = nearest(name, names);
	const last = nearest(lastSegment(name), names.map(lastSegment));
	const near = whole === null ? names.filter((each) => lastSegment(each) === last) : [whole];
	if (near.length === 0) return "";
	return `; did you mean ${near.slice(0, MOST_SUGGESTIONS).map((each) => `"${each}"`).join(" or ")}?`;
}
function lastSegment(name) {
	return name.slice(name.lastIndexOf("/") + 1);
}

// src/git/file-reader.ts
const MOST_BYTES = 10485760;
/** What nearly every manifest fits into. */
const BUFFER_BYTES = 262144;
/** A link is not followed and a pipe not waited for, should one have taken the file's place. Windows has no such flags. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** A function that reads the file at a path. It throws nothing; files of more than 10 MB are not read. */
function fileReader() {
	const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
	return (path) => {
		let file;
		try {
			file = openSync(path, FLAGS);
		} catch (error) {
			return failure(error);
		}
		try {
			return readOpen(file, buffer);
		} catch (error) {
			return failure(error);
		} finally {
			closeSync(file);
		}
	};
}
function readOpen(file, buffer) {
	const length = fill(file, buffer, 0);
	if (length < buffer.length) return {
		kind: "bytes",
		bytes: buffer.subarray(0, length)
	};
	const { size } = fstatSync(file);
	if (size > MOST_BYTES) return tooLarge(`${size} bytes`);
	const larger = Buffer.allocUnsafeSlow(10485761);
	buffer.copy(larger);
	const all = fill(file, larger, length);
	return all > MOST_BYTES ? tooLarge("too many bytes") : {
		kind: "bytes",
		bytes: larger.subarray(0, all)
	};
}
/** The number of bytes in the buffer once it is full or the file has ended. */
function fill(file, buffer, from) {
	let length = from;
	while (length < buffer.length) {
		const count = readSync(file, buffer, length, buffer.length - length, null);
		length += count;
		if (count < PAGE_BYTES) break;
	}
	return length;
}
const PAGE_BYTES = 4096;
function tooLarge(size) {
	return {
		kind: "unreadable",
		reason: `it has ${size}; files of more than ${MOST_BYTES} are not read as manifests`
	};
}
function failure(error) {
	const code = error instanceof Error && "code" in error ? error.code : null;
	if (code === "ENOENT" || code === "ENOTDIR") return { kind: "gone" };
	if (code === "ELOOP" || code === "EMLINK") return {
		kind: "unreadable",
		reason: "it has become a symbolic link, which is not read"
	};
	return {
		kind: "unreadable",
		reason: `it cannot be read: ${messageOf(error)}`
	};
}

// src/git/folder-files.ts
const MOST_FILES = 2e5;
/**
* The files below `root`: in a clone those that Git tracks or would, elsewhere every one outside of `.git` and `node_modules`. Links are named
* and never followed; what is neither a file nor a link is left out. Throws a UserError when a folder cannot be read, when Git fails, or
* when there are more than 200,000.
*/
async function filesBelow(root) {
	return isInClone(root) ? inClone(root) : walk(root, (_path, name) => name !== ".git" && name !== "node_modules");
}
function isInClone(folder) {
	for (let at = folder;; at = dirname(at)) {
		if (statIfThere(join(at, ".git")) !== null) return true;
		if (dirname(at) === at) return false;
	}
}
async function inClone(root) {
	const [tracked, untracked, standing] = await inJobClone(root, async (git) => {
		const others = listByGit(git, root, ["--others", "--exclude-standard"]);
		others.catch(() => {});
		const tracked = await listByGit(git, root, ["--cached"]);
		const folders = foldersOf(tracked);
		const standing = walk(root, (path) => folders.has(path));
		return [
			tracked,
			await others,
			standing
		];
	});
	const found = /* @__PURE__ */ new Map();
	for (const path of tracked) {
		const type = standing.get(path);
		if (type !== void 0) found.set(path, type);
	}
	for (const path of untracked) {
		const type = standing.get(path) ?? typeAt(join(root, path));
		if (type !== null) found.set(path, type);
	}
	return capped(found, root);
}
async function listByGit(git, root, which) {
	try {
		return (await git.bytes([
			"ls-files",
			"-z",
			...which
		], "")).toString().split("\0").slice(0, -1);
	} catch (error) {
		if (!(error instanceof GitFailure)) throw error;
		throw new UserError(`Git could not list the files of "${root}": ${lastWords(error)}`, { cause: error });
	}
}
function foldersOf(paths) {
	const folders = /* @__PURE__ */ new Set();
	for (const path of paths) for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
		const folder = path.slice(0, end);
		if (folders.has(folder)) break;
		folders.add(folder);
	}
	return folders;
}
/** What stands in `root` and in those folders below it that `enters` says yes to, at any depth. */
function walk(root, enters) {
	const found = /* @__PURE__ */ new Map();
	const folders = [""];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) {
		for (const entry of entriesOf(folder === "" ? root : `${root}/${folder}`)) {
			const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
			if (entry.isFile()) found.set(path, "file");
			else if (entry.isSymbolicLink()) found.set(path, "link");
			else if (entry.isDirectory() && enters(path, entry.name)) folders.push(path);
		}
		capped(found, root);
	}
	return found;
}
function entriesOf(folder) {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch (error) {
		throw new UserError(`the folder "${folder}" cannot be read: ${messageOf(error)}`, { cause: error });
	}
}
function capped(found, root) {
	if (found.size > MOST_FILES) throw new UserError(`"${root}" has more than ${MOST_FILES} files; name a smaller folder`);
	return found;
}
function typeAt(path) {
	const facts = statIfThere(path);
	if (facts === null) return null;
	return facts.isFile() ? "file" : facts.isSymbolicLink() ? "link" : null;
}
function statIfThere(path) {
	try {
		return lstatSync(path);
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
		throw error;
	}
}

// src/git/working-tree.ts
/** What a file of a working tree has instead of a blob's id. */
const NO_BLOB = "0".repeat(40);
/**
* The files below `folder`, with paths from there. `commit` is `null`, every `oid` the null id, and no file is told to be executable. Throws a
* UserError when the folder is not there, cannot be read or has more than 200,000 files. What `read` cannot read is in `unreadable`.
*/
async function workingTreeSnapshot(folder) {
	const root = await existingFolder(folder);
	const unreadable = /* @__PURE__ */ new Map();
	let listing = null;
	const tree = () => listing ??= listFiles(root);
	const list = async () => (await tree()).entries;
	return {
		commit: null,
		unreadable,
		list: async (under) => under === void 0 ? list() : limitTo(await list(), under),
		async read(paths, wants) {
			const { types } = await tree();
			const readFile = fileReader();
			const files = /* @__PURE__ */ new Map();
			for (const path of paths) {
				const content = types.get(path) === "file" ? readFile(`${root}/${path}`) : { kind: "gone" };
				if (content.kind === "unreadable") unreadable.set(path, content.reason);
				if (content.kind !== "bytes") files.set(path, null);
				else if (wants?.(path, content.bytes) ?? true) files.set(path, Buffer.from(content.bytes));
			}
			return files;
		}
	};
}
async function existingFolder(folder) {
	try {
		if ((await stat(folder)).isDirectory()) return await realpath(folder);
	} catch (error) {
		throw new UserError(`the folder "${folder}" is not there`, { cause: error });
	}
	throw new UserError(`"${folder}" is not a folder`);
}
async function listFiles(root) {
	const types = await filesBelow(root);
	const entries = [];
	for (const [path, type] of types) entries.push({
		path,
		mode: type === "link" ? "120000" : "100644",
		oid: NO_BLOB
	});
	return {
		types,
		entries: entries.sort(SURROGATE.test(entries.map(({ path }) => path).join("/")) ? bytewise : byText)
	};
}
function byText(a, b) {
	return a.path < b.path ? -1 : a.path === b.path ? 0 : 1;
}
/** Text compares in the order of its bytes, but for characters beyond U+FFFF, which are two units each. */
const SURROGATE = /[\ud800-\udfff]/;
function bytewise(a, b) {
	return Buffer.compare(Buffer.from(a.path), Buffer.from(b.path));
}

// src/entry/cli/working-folder.ts
/**
* The repository around the folder: in a clone it starts at the nearest waybill.yaml upwards, or where the clone does, as the bases of kustomizations
* can be anywhere in it; elsewhere it is the folder itself. Throws a usage error where a waybill.yaml above the latter would go unseen.
*/
async function workingFolder(folder) {
	const root = await rootAround(folder);
	return {
		root,
		below: relative(root, folder).split(sep).join("/"),
		snapshot: await workingTreeSnapshot(root)
	};
}
/** Reads every manifest below the paths given (default: the folder), but what waybill.yaml ignores. Throws a usage error for a path that is not there. */
async function workingPins(terminal, paths) {
	const working = await workingScope(terminal, paths);
	return {
		...working,
		pins: await pinsOf(working.snapshot, working)
	};
}
/**
* As `workingPins`, for a caller that is after some names only: files that cannot hold one of them are not parsed. As soon as a name is found
* nowhere everything is, for what comes near it. Throws a UserError when a file cannot be read: it may hold what is named.
*/
async function workingPinsNamed(terminal, paths, names) {
	const working = await workingScope(terminal, paths);
	const { snapshot, scope, rules } = working;
	if (names.length === 0) return {
		...working,
		pins: await pinsOf(snapshot, {
			scope: [],
			rules
		})
	};
	const artifacts = names.flatMap((name) => [
		artifactOfImage(name),
		...KINDS.map((kind) => ({
			kind,
			name,
			id: name
		})),
		parseGitArtifact(name) ?? {
			kind: "git",
			name,
			id: name
		}
	]);
	let pins = await pinsOf(snapshot, {
		scope,
		rules,
		artifacts
	});
	if (!names.every((name) => pins.scan.pins.some((pin) => isNamed(pin, name)))) pins = await pinsOf(snapshot, {
		scope,
		rules
	});
	const unreadable = pins.scan.problems.filter(({ file }) => snapshot.unreadable?.has(file));
	if (unreadable.length === 0) return {
		...working,
		pins
	};
	const reasons = unreadable.map(({ file, reason }) => `"${file}" may hold it too, but ${reason}`);
	throw new UserError(`${reasons.join("\n")}\nnothing was changed; name paths without such files, or put them under \`ignore\` in ${CONFIGURATION_FILE}`);
}
const KINDS = ["image", "chart"];
async function workingScope(terminal, paths) {
	terminal.progress("reading the manifests");
	const working = await workingFolder(terminal.folder);
	const { root, below, snapshot } = working;
	const scope = paths.length === 0 ? [below] : [];
	for (const given of paths) {
		const path = await pathInside(working, given);
		if (path !== "" && (await snapshot.list([path])).length === 0) throw usageError(`the path "${given}" holds no file below "${join(root, below)}"; expected a file or a folder of it`);
		scope.push(path);
	}
	const file = await configurationFile(snapshot);
	const rules = file === null ? {
		ignore: [],
		pins: []
	} : parseConfiguration(file);
	if (below !== "") terminal.err(`${printable(`files are shown with their paths from "${root}"`)}\n`);
	return {
		...working,
		scope,
		rules
	};
}
/** The configuration of the working tree: waybill.yaml, the paths given, or the usual names. Throws a usage error when it is wrong or no environment can be found. */
async function workingConfiguration(snapshot, inputs) {
	const paths = (await snapshot.list()).map((entry) => entry.path);
	return resolveConfiguration({
		file: await configurationFile(snapshot),
		paths,
		inputs
	});
}
async function rootAround(folder) {
	let configured = null;
	for (let at = folder;; at = dirname(at)) {
		if (configured === null && await isThere(join(at, "waybill.yaml"))) configured = at;
		if (await isThere(join(at, ".git"))) return configured ?? at;
		if (dirname(at) !== at) continue;
		if (configured === null || configured === folder) return folder;
		throw usageError(`${CONFIGURATION_FILE} is in "${configured}", not in this folder, and this is no Git clone; run waybill there and name paths`);
	}
}
async function isThere(path) {
	try {
		await lstat(path);
		return true;
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return false;
		throw error;
	}
}
/**
* A path that was given, from the root: it starts from the present folder or, where nothing is there, from the root, as paths are shown. Throws a usage
* error when it leaves the repository, or is or goes through a symbolic link.
*/
async function pathInside({ root, below, snapshot }, path) {
	const here = pathFrom(root, resolve(root, below, path));
	const shown = isAbsolute(path) ? null : pathFrom(root, resolve(root, path));
	const isHere = here === "" || here !== null && (await snapshot.list([here])).length > 0;
	const isShown = shown !== null && shown !== "" && (await snapshot.list([shown])).length > 0;
	const found = !isHere && isShown ? shown : here;
	if (found === null) throw usageError(`the path "${path}" leaves the folder; expected one below "${root}"`);
	const parts = found.split("/");
	const above = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
	const link = (await snapshot.list(above.slice(0, 1))).find((entry) => entry.mode === "120000" && above.includes(entry.path));
	if (link === void 0) return found;
	const what = link.path === found ? "is a symbolic link" : `goes through "${link.path}", a symbolic link`;
	throw usageError(`the path "${path}" ${what}, and links are not followed; name the file or folder that it leads to`);
}
/** `null` when the path leaves the root. */
function pathFrom(root, path) {
	const parts = relative(root, path).split(/[/\\]/).filter((part) => part !== "" && part !== ".");
	return parts.includes("..") ? null : parts.join("/");
}

export { workingPinsNamed as a, isNamed as c, readKind as d, selectPins as f, workingPins as i, kindOf as l, workingConfiguration as n, workingTreeSnapshot as o, suggestion as p, workingFolder as r, fileReader as s, pathInside as t, placeName as u };