import "./rolldown-runtime.js";
import { a as formatVersion, i as equalVersions, l as parseVersion } from "./image-reference.js";
import { a as UserError, r as printable, s as usageError, t as didYouMean } from "./nearest.js";
import { T as placeOf, c as changesetOf } from "./tree-snapshot.js";
import { n as rewritePins, t as unifiedDiff } from "./diff.js";
import { t as readArguments } from "./command.js";
import { i as columns, r as workingPins, t as isNamed } from "./pins.js";
import { join } from "node:path";
import { chmod, rename, rm, stat, writeFile } from "node:fs/promises";

// src/git/write-working-tree.ts
/** Replaces the files of `changes` below `folder`, keeping their modes. Throws a UserError, with nothing replaced, when one cannot be written. */
async function writeWorkingTree(folder, changes) {
	const staged = [];
	try {
		for (const [path, { bytes }] of changes) {
			const to = join(folder, path);
			const from = `${to}.waybill-${process.pid}`;
			staged.push({
				from,
				to
			});
			await writeFile(from, bytes, { flag: "wx" });
			await chmod(from, (await stat(to)).mode);
		}
	} catch (error) {
		for (const { from } of staged) await rm(from, { force: true });
		const path = staged.at(-1)?.to ?? folder;
		throw new UserError(`"${path}" cannot be written; nothing was changed; expected a folder and file that you may write`, { cause: error });
	}
	for (const { from, to } of staged) await rename(from, to);
}

// src/entry/cli/set.ts
const setCommand = {
	name: "set",
	summary: "write versions into the working tree, byte for byte",
	help: `usage: waybill set NAME=VERSION ... [PATH...] [--dry-run] [--json]

Writes VERSION into every pin of NAME below PATH (default: this folder). Only the bytes of the versions change; either every pin is
written or none is.

  NAME      an artifact: ghcr.io/acme/podinfo, sealed-secrets;
            or one pin: apps/prod/release.yaml#spec.values.image.tag
  VERSION   a tag, tag@digest or @digest; a chart version

  --dry-run  show the diff, write nothing
  --json     one JSON document: {"changed": [...], "unchanged": [...], "files": [...]}
`,
	async run(args, terminal) {
		const { values, positionals } = readArguments("set", args, {
			"dry-run": { type: "boolean" },
			json: { type: "boolean" }
		});
		const assignments = positionals.filter((text) => text.includes("=")).map(readAssignment);
		if (assignments.length === 0) throw usageError("no NAME=VERSION is given; expected at least one, such as ghcr.io/acme/podinfo=1.2.3; see `waybill set --help`");
		const { pins } = await workingPins(terminal.folder, positionals.filter((text) => !text.includes("=")));
		const edits = assignments.flatMap((assignment) => editsFor(assignment, pins.scan.pins));
		const broken = pins.scan.problems.filter((problem) => edits.some((edit) => edit.pin.file === problem.file));
		if (broken.length > 0) throw new UserError(broken.map((problem) => `${problem.file}:${problem.line ?? 1}: ${problem.reason}`).join("\n"));
		const rewritten = rewritePins(pins.files, edits);
		const diff = [...rewritten].map(([path, bytes]) => unifiedDiff(path, pins.files.get(path) ?? null, bytes)).join("");
		if (values["dry-run"] !== true) await writeWorkingTree(terminal.folder, changesetOf(pins, rewritten));
		report(terminal, {
			edits,
			files: [...rewritten.keys()],
			diff,
			dryRun: values["dry-run"] === true,
			json: values.json === true
		});
		return 0;
	}
};
function readAssignment(text) {
	const at = text.lastIndexOf("=");
	const name = text.slice(0, at);
	if (name === "") throw usageError(`"${text}" names no artifact; expected NAME=VERSION, such as ghcr.io/acme/podinfo=1.2.3`);
	return {
		name,
		version: text.slice(at + 1)
	};
}
function editsFor({ name, version }, pins) {
	const chosen = pins.filter((pin) => isNamed(pin, name) || name === `${pin.file}#${pin.path}`);
	if (chosen.length === 0) {
		const names = new Set(pins.map((pin) => pin.artifact?.name ?? `${pin.file}#${pin.path}`));
		throw new UserError(`no pin of "${name}" was found; expected an artifact that \`waybill pins\` lists, or file#path of one pin${didYouMean(name, names)}`, { exitCode: 2 });
	}
	const exact = chosen.filter((pin) => pin.style !== "range");
	return (exact.length === 0 ? chosen : exact).map((pin) => ({
		pin,
		to: versionFor(pin.artifact, version)
	}));
}
function versionFor(artifact, text) {
	return parseVersion(text, artifact?.kind ?? "image");
}
function report(terminal, { edits, files, diff, dryRun, json }) {
	const changed = edits.filter((edit) => !equalVersions(edit.pin.version, edit.to) || edit.pin.style === "absent");
	const unchanged = edits.filter((edit) => !changed.includes(edit));
	if (json) {
		const plain = ({ pin, to }) => ({
			file: pin.file,
			line: pin.line,
			path: pin.path,
			artifact: pin.artifact,
			from: pin.version,
			to
		});
		terminal.out(`${JSON.stringify({
			changed: changed.map(plain),
			unchanged: unchanged.map(plain),
			files,
			dryRun
		}, null, 2)}\n`);
		return;
	}
	if (dryRun) terminal.out(diff.split("\n").map(printable).join("\n"));
	terminal.out(columns(changed.map(({ pin, to }) => [
		placeOf(pin),
		pin.artifact?.name ?? pin.path,
		`${formatVersion(pin.version)} -> ${formatVersion(to)}`
	])));
	const left = unchanged.length === 0 ? "" : `, ${unchanged.length} already right`;
	terminal.err(files.length === 0 ? `nothing to change: ${unchanged.length === 1 ? "the pin is" : `all ${unchanged.length} pins are`} already right\n` : `${dryRun ? "would change" : "changed"} ${count(changed.length, "pin")} in ${count(files.length, "file")}${left}\n`);
}
function count(number, word) {
	return `${number} ${word}${number === 1 ? "" : "s"}`;
}

export { setCommand };