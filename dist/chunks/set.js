import "./rolldown-runtime.js";
import { A as formatVersion, B as parseGitArtifact, C as parsePlacePath, F as parseVersion, Ht as UserError, Ut as messageOf, Vt as printable, Wt as usageError, c as appOfPath, it as environmentNamed, jt as didYouMean, k as equalVersions, rt as CONFIGURATION_FILE } from "./start.js";
import { b as splitReference, c as readNamedPlace, f as isMissingPlace, h as isKustomizationPath, n as manifestsIn, p as versionOf, r as pinsOf, t as changesetOf, y as artifactOfImage } from "./pins.js";
import { a as workingPinsNamed, c as isNamed, d as readKind, f as selectPins, n as workingConfiguration, p as suggestion, s as fileReader, t as pathInside, u as placeName } from "./working-folder.js";
import { i as rewritePins, n as changedLines, r as unifiedDiff, t as coupledEdits } from "./coupled.js";
import { r as placeOf } from "./pin.js";
import { t as readArguments } from "./command.js";
import { n as count, t as columns } from "./table.js";
import { join } from "node:path";
import { closeSync, fchmodSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

// src/git/write-working-tree.ts
/**
* Replaces the files of `changes` below `folder`, keeping their modes. `read`: what the changes were computed from. Throws a UserError, with nothing
* replaced, when one cannot be written or does not hold these bytes any more.
*/
function writeWorkingTree(folder, changes, read) {
	const staged = [];
	try {
		for (const [path, { bytes }] of changes) {
			const to = join(folder, path);
			const from = `${to}.waybill-${process.pid}`;
			staged.push({
				path,
				from,
				to
			});
			stage(from, bytes, modeOf(to));
		}
		const readFile = fileReader();
		const other = staged.find(({ path, to }) => !holds(readFile(to), read.get(path)));
		if (other !== void 0) throw new UserError(`"${other.path}" was changed by something else meanwhile; nothing was changed here; run it again`);
	} catch (error) {
		for (const { from } of staged) rmSync(from, { force: true });
		if (error instanceof UserError) throw error;
		throw new UserError(`"${staged.at(-1)?.to ?? folder}" cannot be written; nothing was changed; expected a folder and file that you may write`, { cause: error });
	}
	putInPlace(staged);
}
function modeOf(path) {
	return statSync(path).mode;
}
function stage(path, bytes, mode) {
	const file = openSync(path, "wx");
	try {
		writeFileSync(file, bytes);
		fchmodSync(file, mode);
	} finally {
		closeSync(file);
	}
}
/** Whether the file is a regular one with just these bytes. */
function holds(now, bytes) {
	return now.kind === "bytes" && bytes !== void 0 && now.bytes.equals(bytes);
}
function putInPlace(staged) {
	for (const [index, { from, to }] of staged.entries()) try {
		renameSync(from, to);
	} catch (error) {
		for (const left of staged.slice(index)) rmSync(left.from, { force: true });
		const done = index === 0 ? "nothing was changed" : `${index} of ${staged.length} files were changed before it`;
		throw new UserError(`"${to}" cannot be replaced: ${messageOf(error)}; ${done}`, { cause: error });
	}
}

// src/entry/cli/assignments.ts
/** Reads one; throws a usage error when the name or the version is missing, or the path of a place is none. */
function readAssignment(text) {
	const at = text.lastIndexOf("=");
	const [name, version] = [text.slice(0, at), text.slice(at + 1)];
	const isCut = name.includes("#") && /\[[^\]]*$/.test(name);
	if (name === "" || version === "" || isCut) throw usageError(`"${text}" names no ${name === "" ? "artifact" : "version"}; expected NAME=VERSION, such as ghcr.io/acme/podinfo=1.2.3`);
	const divider = name.indexOf("#");
	if (divider === -1) return {
		kind: "artifact",
		name,
		version
	};
	const [file, path] = [name.slice(0, divider), name.slice(divider + 1)];
	const place = parsePlacePath(path);
	if (file === "") throw usageError(`"${text}" names no file; expected FILE#PATH=VERSION`);
	if (typeof place === "string") throw usageError(`"${path}" is no place in a file: ${place}; \`waybill pins\` lists places that are`);
	return {
		kind: "place",
		name,
		file,
		place,
		version
	};
}
/** That nothing is to be set. `name:tag` is what other tools take, and reads as a path here. */
function nothingToSet(paths) {
	const [, name, separator, version] = paths.map((path) => /^([^#]+?)([:@])((?:[\w.-]+|sha\d+:[0-9a-f]+))$/.exec(path)).find((match) => match !== null) ?? [];
	const perhaps = `perhaps ${name}=${separator === "@" ? "@" : ""}${version}`;
	return usageError(`no NAME=VERSION is given; expected at least one, ${name === void 0 ? "such as ghcr.io/acme/podinfo=1.2.3" : perhaps}; see \`waybill set --help\``);
}
/** The version that the text is for what the pin takes. Throws a usage error; for a whole reference it says what to give instead. */
function versionFor({ takes }, text) {
	if (takes === "text") return versionOf(text);
	try {
		return parseVersion(text, takes);
	} catch (error) {
		const [, version] = /^[^@]*\/[^@:]*[:](.+)$/.exec(text) ?? [];
		if (!(error instanceof UserError) || takes !== "image" || version === void 0) throw error;
		throw usageError(`${error.message}; without the image's name: ${version}`, error);
	}
}

// src/git/written-name.ts
/**
* A test of a file's bytes: whether they have the name whole, or its two parts as a registry and a repository in two keys have them. A name of one
* part only counts as the value of a key that takes such names, as nearly every word stands in some file. Comments do not count.
*/
function writtenNameTest(name) {
	const repository = parseGitArtifact(name);
	const patterns = [...formsOf(artifactOfImage(name)).flatMap(patternsOf), ...repository === null ? [] : [repositoryPattern(repository)]];
	return (path, bytes) => {
		const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1").replaceAll(/^[ \t]*#.*$/gmu, "");
		return patterns.some(({ test, namesOnly }) => (!namesOnly || takesNames(path)) && test.every((each) => each.test(text)));
	};
}
function takesNames(path) {
	return isKustomizationPath(path) || /(?:^|\/)(?:Chart|requirements)\.ya?ml$/u.test(path);
}
/** As typed, in full, and as Docker shortens the names of its own registry. */
function formsOf({ name, id }) {
	return [.../* @__PURE__ */ new Set([
		name,
		id,
		id.replace(/^docker\.io\/(?:library\/)?/u, "")
	])];
}
/** A name begins here: what stands before belongs to no longer one. `oci://` may. */
const START = String.raw`(?<![\w.-])(?<!(?<!/)/)`;
const END = String.raw`(?![\w/-]|\.\w)`;
/** A key whose value is a name, up to that value. */
function valueOf(keys) {
	return String.raw`(?<![\w-])(?:${keys})["']?[ \t]*:[ \t]*["']?(?:\w+://)?`;
}
const NAME_KEYS = String.raw`[\w.-]*[iI]mage|[\w.-]*[rR]epository|chart|newName|repo`;
function patternsOf(form) {
	const name = escaped(form);
	if (!form.includes("/")) {
		const value = new RegExp(`${valueOf(NAME_KEYS)}${name}${END}`, "u");
		const item = new RegExp(String.raw`^[ \t]*-[ \t]+["']?${name}[:=@]\S`, "mu");
		return [
			{
				test: [value],
				namesOnly: false
			},
			{
				test: [item],
				namesOnly: false
			},
			{
				test: [new RegExp(`${valueOf("name")}${name}${END}`, "u")],
				namesOnly: true
			}
		];
	}
	const parts = form.split("/");
	const divided = parts.slice(1).map((_, index) => {
		const [registry, rest] = [parts.slice(0, index + 1).join("/"), parts.slice(index + 1).join("/")];
		return {
			test: [new RegExp(String.raw`${START}${escaped(registry)}/?(?![\w/.-])`, "u"), new RegExp(`${valueOf(`${NAME_KEYS}|name`)}${escaped(rest)}${END}`, "u")],
			namesOnly: false
		};
	});
	return [{
		test: [new RegExp(`${START}${name}${END}`, "u")],
		namesOnly: false
	}, ...divided];
}
/** Git hosts tell no case apart, take `git@host:path`, and a folder of the repository can follow two slashes. */
function repositoryPattern({ id }) {
	const address = escaped(id.replace(/\.git$/iu, "")).replace("\\/", "(?::\\d+)?[/:]");
	return {
		test: [new RegExp(String.raw`${START}${address}(?:\.git)?(?://|${END})`, "iu")],
		namesOnly: false
	};
}
/** As a pattern; what is not ASCII is compared as its bytes. */
function escaped(text) {
	return Buffer.from(text).toString("latin1").replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
}

// src/entry/cli/broken-files.ts
/**
* Throws a UserError when a file below the paths given names one of the artifacts outright and could not be read as a whole. A chart's template that
* takes the name from its values does not name it.
*/
async function requireParsed({ snapshot, pins, rules, scope }, options) {
	const problems = pins.scan.problems.filter((problem) => !isMissingPlace(problem) && options.isMeant(problem.file));
	if (problems.length === 0) return;
	const asked = new Set((await manifestsIn(snapshot, {
		scope,
		rules
	})).map(({ path }) => path));
	const tests = options.names.map((name) => ({
		name,
		isIn: writtenNameTest(name)
	}));
	const found = problems.flatMap(({ file, line, reason }) => {
		const bytes = asked.has(file) ? pins.files.get(file) : void 0;
		const named = bytes === void 0 ? void 0 : tests.find(({ isIn }) => isIn(file, bytes));
		if (named === void 0) return [];
		return [{
			file,
			text: `${file}${line === null ? "" : `:${line}`}: it names "${named.name}", but ${reason}`
		}];
	});
	if (found.length === 0) return;
	const ignored = found.find(({ file }) => /(?:^|\/)templates\//u.test(file)) === void 0 ? "" : `, as "**/templates/**" for the templates of charts`;
	throw new UserError(`${[...new Set(found.map(({ text }) => text))].join("\n")}\nnothing was changed; mend what is wrong there, name paths without it, or put it under \`ignore\` in ${CONFIGURATION_FILE}${ignored}`);
}

// src/entry/cli/place-edits.ts
/**
* The edits of places in the folder. Throws a usage error when a file or a place in it is not there, naming what comes near; a UserError when the file
* cannot be read.
*/
async function placeEdits(working, assignments) {
	const edits = [];
	const { root, snapshot, rules } = working;
	const named = [];
	for (const assignment of assignments) named.push({
		file: await pathInside(working, assignment.file),
		assignment
	});
	const scope = named.map(({ file }) => file);
	const pins = await pinsOf(snapshot, {
		scope,
		rules
	});
	const files = new Map(pins.files);
	const entries = new Map(pins.entries);
	for (const { file, assignment } of named) {
		const entry = await fileAt(snapshot, file, root);
		const bytes = files.get(file) ?? await bytesOf(snapshot, file);
		files.set(file, bytes);
		entries.set(file, entry);
		const pin = foundPin(pins, file, assignment) ?? namedPin(file, bytes, assignment, pins);
		edits.push({
			pin,
			to: versionFor(pin, assignment.version)
		});
	}
	return {
		edits,
		pins: {
			...pins,
			files,
			entries
		}
	};
}
/**
* A pin that may be written without naming it: it has its place also where the file itself shows none, as an entry that is to be appended. Throws a usage
* error when several documents have the place.
*/
function foundPin({ scan }, file, { place }) {
	const found = scan.pins.filter((pin) => pin.file === file && pin.path === place.path && (place.document === null || pin.document === place.document));
	const [pin] = found;
	if (pin !== void 0 && found.length > 1) {
		const documents = found.map((each) => `document ${each.document} (line ${each.line})`);
		throw usageError(`"${file}" has ${place.path} in ${documents.slice(0, -1).join(", ")} and ${documents.at(-1) ?? ""}; name one, such as '${file}#${pin.document}:${place.path}'`);
	}
	return pin !== void 0 && pin.refusal === null ? pin : null;
}
function namedPin(file, bytes, { name, place }, { scan }) {
	const found = readNamedPlace(file, bytes, {
		...place,
		artifact: null
	});
	if (!("reason" in found)) return found;
	const where = `${file}${found.line === null ? "" : `:${found.line}`}`;
	if (!found.isRead) throw new UserError(`${where}: ${found.reason}`);
	const others = scan.pins.filter((pin) => pin.file === file && pin.path !== place.path);
	const near = suggestion(name, others, "places");
	throw usageError(`${where}: ${found.reason}${near}`);
}
async function fileAt(snapshot, file, folder) {
	const [entry] = await snapshot.list([file]);
	if (entry?.path === file && entry.mode !== "120000" && entry.mode !== "160000") return entry;
	if (entry?.path === file) throw usageError(`"${file}" is a symbolic link or a submodule, which is not written`);
	if (entry !== void 0) throw usageError(`"${file}" is a folder; expected FILE#PATH=VERSION with a file`);
	const paths = (await snapshot.list()).map(({ path }) => path);
	throw usageError(`the file "${file}" is not below "${folder}"${didYouMean(file, paths)}`);
}
async function bytesOf(snapshot, file) {
	const bytes = (await snapshot.read([file])).get(file) ?? null;
	if (bytes !== null) return bytes;
	throw new UserError(`"${file}" cannot be read${(snapshot.unreadable?.get(file) ?? "") && `: ${snapshot.unreadable?.get(file)}`}`);
}

// src/entry/cli/set-report.ts
function reportSet(terminal, report) {
	const { edits, left, files, dryRun } = report;
	const changed = edits.filter((edit) => !equalVersions(edit.pin.version, edit.to) || edit.pin.style === "absent");
	const unchanged = edits.filter((edit) => !changed.includes(edit));
	const lines = files.reduce((sum, { before, after }) => sum + changedLines(before, after), 0);
	if (report.json) {
		const document = {
			changed: changed.map(plainEdit),
			unchanged: unchanged.map(plainEdit),
			left: left.map(plainLeft),
			files: files.map(({ path }) => path),
			lines,
			diff: diffOf(files),
			dryRun
		};
		terminal.out(`${JSON.stringify(document, null, 2)}\n`);
		return;
	}
	if (dryRun) {
		const shown = diffOf(files).split("\n");
		terminal.out(shown.map((line) => terminal.diffLine(printable(line))).join("\n"));
	}
	terminal.out(columns(changed.map(({ pin, to }) => [
		placeOf(pin),
		pin.artifact?.name ?? pin.path,
		`${formatVersion(pin.version)} -> ${formatVersion(to)}`
	])));
	for (const { pin } of changed) if (pin.takes === "text") terminal.err(`${printable(`${placeOf(pin)} is a text to Waybill: it does not know what ${pin.path} holds`)}\n`);
	for (const pin of left) terminal.err(`${printable(`${placeOf(pin)} is left alone: ${pin.refusal ?? ""}`)}\n`);
	const right = unchanged.length === 0 ? "" : `, ${unchanged.length} already right`;
	terminal.err(files.length === 0 ? `nothing to change: ${unchanged.length === 1 ? "the pin is" : `all ${unchanged.length} pins are`} already right\n` : `${dryRun ? "would change" : "changed"} ${count(changed.length, "pin")} in ${count(files.length, "file")}, ${count(lines, "line")}${right}\n`);
}
function diffOf(files) {
	return files.map(({ path, before, after }) => unifiedDiff(path, before, after)).join("");
}
function plainEdit({ pin, to }) {
	return {
		file: pin.file,
		line: pin.line,
		path: pin.path,
		artifact: pin.artifact,
		from: pin.version,
		to
	};
}
function plainLeft(pin) {
	const { file, line, path, artifact, version, refusal } = pin;
	return {
		file,
		line,
		path,
		artifact,
		version,
		reason: refusal
	};
}

// src/entry/cli/set.ts
const setCommand = {
	help: `usage: waybill set NAME=VERSION ... [PATH...] [--kind image|chart|git] [--environment NAME] [--dry-run] [--json]

Writes VERSION into every pin of NAME below PATH (default: this folder). Only the bytes of the versions change; either
every pin is written or none is. Several at once are one change. Needs no Git repository; in a clone files are shown with their paths from the folder
upwards with waybill.yaml, or else from the clone's root, and may be named either so or as seen from this folder.

  NAME      an artifact, as \`waybill pins\` lists it: ghcr.io/acme/podinfo, sealed-secrets, https://github.com/acme/deploy;
            or one place as FILE#PATH, whatever guards it and whatever it is in: apps/prod/release.yaml#spec.values.image.tag
  VERSION   a tag, tag@digest or @digest; a chart version; a Git tag or commit

  --kind KIND          where an image, a chart or a repository have the same name
  --environment NAME   only pins of this environment (waybill.yaml, or the usual names)
  --dry-run            show the diff, write nothing
  --json               one JSON document, see below

Guarded places (\`waybill pins\` says why) and ranges or branches, which are policies, stay as they are; as FILE#PATH they are written too. An image and a
\`?ref=\` of one kustomization that have the same commit move together. In PATH, keys are divided by dots; [0] and [name=x] are items of a list, ["a.b"] is
a key with a dot in it; 1: in front means the second document of the file.

  waybill set ghcr.io/acme/podinfo=1.2.3 apps/podinfo/overlays/stage
  waybill set ghcr.io/acme/podinfo=1.2.3@sha256:... podinfo=6.1.0 --dry-run
  waybill set 'fleet.yaml#helm.version=6.1.0' 'apps/a.yaml#spec.template["a.b"][0].tag=v2'

--json: {"changed": [CHANGE], "unchanged": [CHANGE], "left": [LEFT], "files": [path], "lines", "diff", "dryRun"}
  CHANGE    {"file", "line", "path", "artifact", "from", "to"}
  LEFT      {"file", "line", "path", "artifact", "version", "reason"}: guarded places, ranges, branches and \`NAME:\${TAG}\`
  artifact  {"kind", "name", "id"}, or null where the manifest names none
  from, to  {"tag", "digest"}, each a text or null; version likewise
`,
	async run(args, terminal) {
		const { values, positionals } = readArguments("set", args, {
			kind: { type: "string" },
			environment: { type: "string" },
			"dry-run": { type: "boolean" },
			json: { type: "boolean" }
		});
		const kind = readKind(values.kind);
		const assignments = positionals.filter((text) => text.includes("=")).map(readAssignment);
		const paths = positionals.filter((text) => !text.includes("="));
		if (assignments.length === 0) throw nothingToSet(paths);
		const names = assignments.filter((assignment) => assignment.kind === "artifact");
		const working = await workingPinsNamed(terminal, paths, names.map(({ name }) => name));
		const isMeant = await environmentTest(working, values.environment);
		const pins = working.pins.scan.pins.filter((pin) => isMeant(pin.file));
		await requireParsed(working, {
			names: names.map(({ name }) => name),
			isMeant
		});
		const problems = working.pins.scan.problems.filter((problem) => isMeant(problem.file));
		const choices = names.map((assignment) => choose(assignment, {
			pins,
			problems
		}, kind));
		const placed = await placeEdits(working, assignments.filter((assignment) => assignment.kind === "place"));
		const outside = placed.edits.find(({ pin }) => !isMeant(pin.file));
		if (outside !== void 0) throw usageError(`"${outside.pin.file}" is not in the environment "${values.environment}"`);
		const all = joined(working.pins, placed.pins);
		const asked = once([...choices.flatMap(({ edits }) => edits), ...placed.edits]);
		const edits = withCoupled(all.scan.pins, asked);
		requireReadable(all, edits);
		const rewritten = rewrite(all, edits);
		const files = [...rewritten].map(([path, after]) => ({
			path,
			before: all.files.get(path) ?? null,
			after
		}));
		const dryRun = values["dry-run"] === true;
		if (!dryRun) writeWorkingTree(working.root, changesetOf(all, rewritten), all.files);
		const left = choices.flatMap((choice) => choice.left).filter((pin) => !edits.some((edit) => placeKey(edit.pin) === placeKey(pin)));
		reportSet(terminal, {
			edits,
			left,
			files,
			dryRun,
			json: values.json === true
		});
		return 0;
	}
};
async function environmentTest({ snapshot }, name) {
	if (name === void 0) return () => true;
	const environment = environmentNamed(await workingConfiguration(snapshot, {}), name);
	return (file) => appOfPath(environment, file) !== null;
}
/** Guarded places, ranges and branches are left alone when the artifact is named, and refused with their reason when they are all there is. */
function choose({ name, version }, found, kind) {
	const { pins } = found;
	const filledIn = kind === null || kind === "image" ? pins.filter((pin) => isFilledIn(pin, name)) : [];
	if (filledIn.length > 0 && !pins.some((pin) => isNamed(pin, name))) throw new UserError(filledIn.map((pin) => `${placeOf(pin)}: ${pin.refusal ?? ""}`).join("\n"));
	const chosen = selectPins(name, found, kind);
	const open = chosen.filter((pin) => !pin.guarded && (pin.style !== "range" || pin.named));
	const meant = open.length === 0 ? chosen : open;
	const left = open.length === 0 ? [] : chosen.filter((pin) => !open.includes(pin));
	return {
		edits: meant.map((pin) => ({
			pin,
			to: versionFor(pin, version)
		})),
		left: [...left, ...filledIn]
	};
}
/** Whether the pin is a reference of the image whose version something else fills in, as in `name:${TAG}`: what it is of, its kind cannot tell for sure. */
function isFilledIn({ artifact, takes, refusal, version }, name) {
	if (artifact !== null || takes !== "image" || refusal === null) return false;
	const [fixed = ""] = (version.tag ?? "").split(/\$\{|\{\{/u, 1);
	const reference = splitReference(fixed);
	if (reference.name === fixed || reference.name === "") return false;
	const meant = artifactOfImage(reference.name);
	return meant.name === name || meant.id === name;
}
/** Each pin once. One can be meant by several names; that it is meant to hold two versions is a slip. */
function once(edits) {
	const found = /* @__PURE__ */ new Map();
	for (const edit of edits) {
		const { pin, to } = edit;
		const other = found.get(placeKey(pin))?.to ?? to;
		if (!equalVersions(other, to)) throw usageError(`${placeOf(pin)}: "${pin.artifact?.name ?? pin.path}" is given two versions, ${formatVersion(other)} and ${formatVersion(to)}`);
		if (!found.has(placeKey(pin)) || pin.named) found.set(placeKey(pin), edit);
	}
	return [...found.values()];
}
function placeKey(pin) {
	return `${pin.document}:${placeName(pin)}`;
}
/** What both found, the second where they read the same file. */
function joined(one, other) {
	return {
		scan: {
			pins: [...one.scan.pins, ...other.scan.pins],
			overridden: [...one.scan.overridden, ...other.scan.overridden],
			problems: [...one.scan.problems, ...other.scan.problems],
			wanted: []
		},
		files: new Map([...one.files, ...other.files]),
		entries: new Map([...one.entries, ...other.entries])
	};
}
/** The new files. Where only a name keeps a place from being written, the error ends with how to give it. */
function rewrite({ files }, edits) {
	try {
		return rewritePins(files, edits);
	} catch (error) {
		const closed = edits.find(({ pin }) => pin.guarded || pin.style === "range" && !pin.named);
		if (!(error instanceof UserError) || closed === void 0) throw error;
		const call = `waybill set '${placeName(closed.pin)}=${formatVersion(closed.to)}'`;
		throw new UserError(`${error.message}\nnothing was changed; what is guarded, a range or a branch is written when its place is named: ${call}`, { cause: error });
	}
}
/** The edits and what they bring along. Throws a UserError where that cannot be told. */
function withCoupled(pins, edits) {
	const coupled = coupledEdits(pins, edits);
	if (coupled.objections.length > 0) throw new UserError(coupled.objections.join("\n"));
	return [...edits, ...coupled.edits];
}
/** Throws a UserError when a file that would be written could be read in part only: the rest of it may hold the same. */
function requireReadable({ scan }, edits) {
	const broken = scan.problems.filter((problem) => !isMissingPlace(problem) && edits.some((edit) => edit.pin.file === problem.file));
	if (broken.length === 0) return;
	const lines = broken.map((problem) => `${problem.file}:${problem.line ?? 1}: ${problem.reason}`);
	throw new UserError([...new Set(lines)].join("\n"));
}

export { setCommand };