import { D as parseConfiguration, at as UserError, k as CONFIGURATION_FILE, o as resolveConfiguration, ot as messageOf, st as usageError } from "./start.js";
import { c as lastWords, d as gitIn, f as gitEnvironment, h as pinsOf, n as limitTo, t as configurationFile, u as GitFailure } from "./configuration-file.js";
import { dirname, isAbsolute, join, relative } from "node:path";
import { lstat, mkdtemp, readFile, readdir, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";

// src/git/working-tree.ts
/** What a file of a working tree has instead of a blob's id. */
const NO_BLOB = "0".repeat(40);
const MOST_FILES = 2e5;
const MOST_BYTES = 10485760;
/** Files read at a time. */
const AT_ONCE = 32;
/**
* The files below `folder`, with paths from there. `commit` is `null` and every `oid` the null id. Throws a UserError when the folder is not
* there or has more than 200,000 files; reading a file of more than 10 MB throws one too.
*/
async function workingTreeSnapshot(folder) {
	const root = await existingFolder(folder);
	let entries = null;
	const tree = () => entries ??= listFiles(root);
	return {
		commit: null,
		list: async (under) => under === void 0 ? tree() : limitTo(await tree(), under),
		async read(paths) {
			const regular = new Set((await tree()).filter(({ mode }) => mode.startsWith("100")).map(({ path }) => path));
			const files = /* @__PURE__ */ new Map();
			for (let at = 0; at < paths.length; at += AT_ONCE) {
				const some = paths.slice(at, at + AT_ONCE);
				const bytes = await Promise.all(some.map(async (path) => regular.has(path) ? readRegular(root, path) : null));
				some.forEach((path, index) => files.set(path, bytes[index] ?? null));
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
	const paths = await isInClone(root) ? await listByGit(root) : await listByWalking(root);
	const entries = [];
	const links = /* @__PURE__ */ new Map();
	for (let at = 0; at < paths.length; at += AT_ONCE) {
		const some = paths.slice(at, at + AT_ONCE);
		const modes = await Promise.all(some.map((path) => modeOf(root, path, links)));
		some.forEach((path, index) => {
			const mode = modes[index] ?? null;
			if (mode !== null) entries.push({
				path,
				mode,
				oid: NO_BLOB
			});
		});
	}
	return entries.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}
async function isInClone(folder) {
	for (let at = folder;; at = dirname(at)) {
		if (await statIfThere(join(at, ".git")) !== null) return true;
		if (dirname(at) === at) return false;
	}
}
/** Tracked files, and those neither tracked nor ignored. The clone's configuration is read by Git, but nothing that it names is run. */
async function listByGit(root) {
	const home = await mkdtemp(join(tmpdir(), "waybill-home-"));
	try {
		const environment = gitEnvironment({
			home,
			config: [["safe.directory", "*"]]
		});
		const listing = await gitIn({
			folder: root,
			environment,
			secrets: []
		}).bytes([
			"ls-files",
			"-z",
			"--cached",
			"--others",
			"--exclude-standard"
		], "");
		return capped([...new Set(listing.toString().split("\0").slice(0, -1))], root);
	} catch (error) {
		if (!(error instanceof GitFailure)) throw error;
		throw new UserError(`Git could not list the files of "${root}": ${lastWords(error)}`, { cause: error });
	} finally {
		await rm(home, {
			recursive: true,
			force: true
		});
	}
}
async function listByWalking(root) {
	const paths = [];
	const folders = [""];
	for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) {
		for (const entry of await entriesOf(join(root, folder))) {
			const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
			if (entry.isDirectory()) {
				if (entry.name !== ".git" && entry.name !== "node_modules") folders.push(path);
			} else paths.push(path);
		}
		capped(paths, root);
	}
	return paths;
}
async function entriesOf(folder) {
	try {
		return await readdir(folder, { withFileTypes: true });
	} catch (error) {
		throw new UserError(`the folder "${folder}" cannot be read: ${messageOf(error)}`, { cause: error });
	}
}
function capped(paths, root) {
	if (paths.length > MOST_FILES) throw new UserError(`"${root}" has more than ${MOST_FILES} files; name a smaller folder`);
	return paths;
}
/** `null` for what is no file: deleted since it was tracked, a folder of its own repository, a device; or behind a linked folder. */
async function modeOf(root, path, links) {
	if (await isBehindLink(root, path, links)) return null;
	const facts = await statIfThere(join(root, path));
	if (facts === null) return null;
	if (facts.isSymbolicLink()) return "120000";
	if (!facts.isFile()) return null;
	return (facts.mode & 64) === 0 ? "100644" : "100755";
}
async function isBehindLink(root, path, links) {
	for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) {
		const folder = path.slice(0, at);
		const link = links.get(folder) ?? statIfThere(join(root, folder)).then((facts) => facts?.isSymbolicLink() ?? false);
		links.set(folder, link);
		if (await link) return true;
	}
	return false;
}
async function readRegular(root, path) {
	const facts = await lstat(join(root, path));
	if (!facts.isFile()) throw new UserError(`"${path}" is no regular file any more`);
	if (facts.size > MOST_BYTES) throw new UserError(`"${path}" has ${facts.size} bytes; files of more than ${MOST_BYTES} are not read as manifests`);
	try {
		return await readFile(join(root, path));
	} catch (error) {
		throw new UserError(`"${path}" cannot be read: ${messageOf(error)}`, { cause: error });
	}
}
async function statIfThere(path) {
	try {
		return await lstat(path);
	} catch (error) {
		if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
		throw error;
	}
}

// src/entry/cli/working-folder.ts
/** The files of a folder. Throws a usage error where a waybill.yaml further up would go unseen: its paths, and the bases of kustomizations, start there. */
async function workingFolder(folder) {
	const above = await configurationAbove(folder);
	if (above !== null) throw usageError(`${CONFIGURATION_FILE} is in "${above}", not in this folder; run waybill there and name paths`);
	return workingTreeSnapshot(folder);
}
/** Reads every manifest below the paths given (default: the folder), but what waybill.yaml ignores. Throws a usage error for a path that is not there. */
async function workingPins(terminal, paths) {
	const { folder } = terminal;
	terminal.progress("reading the manifests");
	const snapshot = await workingFolder(folder);
	const scope = paths.length === 0 ? [""] : paths.map((path) => normalise(folder, path));
	for (const path of scope) if (path !== "" && (await snapshot.list([path])).length === 0) throw usageError(`the path "${path}" holds no file below "${folder}"; expected a file or a folder of it`);
	const file = await configurationFile(snapshot);
	const ignore = file === null ? [] : parseConfiguration(file).ignore;
	return {
		snapshot,
		pins: await pinsOf(snapshot, {
			scope,
			ignore
		})
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
async function configurationAbove(folder) {
	for (let at = folder;; at = dirname(at)) {
		if (await isThere(join(at, "waybill.yaml"))) return at === folder ? null : at;
		if (dirname(at) === at || await isThere(join(at, ".git"))) return null;
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
function normalise(folder, path) {
	const parts = (isAbsolute(path) ? relative(folder, path) : path).split(/[/\\]/).filter((part) => part !== "" && part !== ".");
	if (parts.includes("..")) throw usageError(`the path "${path}" leaves the folder; expected one below "${folder}"`);
	return parts.join("/");
}

export { workingTreeSnapshot as i, workingFolder as n, workingPins as r, workingConfiguration as t };