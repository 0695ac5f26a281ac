import "./rolldown-runtime.js";
import { a as formatVersion } from "./image-reference.js";
import { D as appOfPath, T as placeOf, l as pinsOf } from "./tree-snapshot.js";
import { a as UserError, n as nearest, r as printable, s as usageError } from "./nearest.js";
import { t as readArguments } from "./command.js";
import { n as localConfiguration, t as workingTreeSnapshot } from "./working-tree.js";
import { o as CONFIGURATION_FILE } from "./definition.js";
import { t as parseConfiguration } from "./parse.js";

// src/entry/cli/table.ts
/** Rows with every column but the last padded to its widest cell, two spaces between. */
function columns(rows) {
	const cells = rows.map((row) => row.map(printable));
	const widths = [];
	for (const row of cells) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
	return cells.map((row) => `${row.map((cell, index) => index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)).join("  ")}\n`).join("");
}

// src/entry/cli/working-pins.ts
/** Reads every manifest below the paths given (default: the folder), but what waybill.yaml ignores. Throws a usage error for a path that is not there. */
async function workingPins(folder, paths) {
	const snapshot = await workingTreeSnapshot(folder);
	const scope = paths.length === 0 ? [""] : paths.map(normalise);
	for (const path of scope) if (path !== "" && (await snapshot.list([path])).length === 0) throw usageError(`the path "${path}" holds no file below "${folder}"; expected a file or a folder, relative to it`);
	const file = (await snapshot.read(["waybill.yaml"])).get("waybill.yaml") ?? null;
	const ignore = file === null ? [] : parseConfiguration(file).ignore;
	return {
		snapshot,
		pins: await pinsOf(snapshot, {
			scope,
			ignore
		})
	};
}
function normalise(path) {
	const parts = path.split(/[/\\]/).filter((part) => part !== "" && part !== ".");
	if (path.startsWith("/") || parts.includes("..")) throw new UserError(`the path "${path}" leaves the folder; expected one below it`, { exitCode: 2 });
	return parts.join("/");
}

// src/entry/cli/pins.ts
const pinsCommand = {
	name: "pins",
	summary: "every version found: file:line, artifact, version",
	help: `usage: waybill pins [PATH...] [--artifact NAME] [--kind image|chart] [--environment NAME] [--json]

Lists every place in the manifests below PATH (default: this folder) that fixes the version of an image or a chart.

  --artifact NAME      only pins of this artifact
  --kind KIND          only images, or only charts
  --environment NAME   only pins of this environment (waybill.yaml, or the usual names)
  --json               one JSON document: {"pins": [...], "problems": [...]}

A pin that cannot be rewritten is listed with the reason. A file that cannot be read is listed as a problem; the others are still listed.
`,
	async run(args, terminal) {
		const { values, positionals } = readArguments("pins", args, {
			artifact: { type: "string" },
			kind: { type: "string" },
			environment: { type: "string" },
			json: { type: "boolean" }
		});
		if (values.kind !== void 0 && values.kind !== "image" && values.kind !== "chart") throw usageError(`--kind is "${values.kind}"; expected image or chart`);
		const { snapshot, pins } = await workingPins(terminal.folder, positionals);
		const environment = values.environment === void 0 ? null : (await localConfiguration(snapshot, {})).environment(values.environment);
		const found = pins.scan.pins.filter((pin) => (values.artifact === void 0 || isNamed(pin, values.artifact)) && (values.kind === void 0 || pin.artifact?.kind === values.kind) && (environment === null || appOfPath(environment, pin.file) !== null));
		if (values.json === true) {
			terminal.out(`${JSON.stringify({
				pins: found,
				problems: pins.scan.problems
			}, null, 2)}\n`);
			return 0;
		}
		terminal.out(columns(found.map(row)));
		for (const problem of pins.scan.problems) terminal.err(`${printable(`${problem.file}${problem.line === null ? "" : `:${problem.line}`}: ${problem.reason}`)}\n`);
		if (found.length === 0) terminal.err(`${nothingFound(pins.scan.pins, values.artifact)}\n`);
		return 0;
	}
};
/** Whether a user who says `name` means this pin's artifact: by the manifest's name or by the full one. */
function isNamed(pin, name) {
	return pin.artifact !== null && (pin.artifact.name === name || pin.artifact.id === name);
}
function row(pin) {
	const notes = [
		...pin.style === "absent" ? ["no entry yet: set appends it"] : [],
		...pin.refusal === null ? [] : [`not rewritable: ${pin.refusal}`],
		...pin.automation === null ? [] : [pin.automation],
		...pin.filter === null ? [] : [`filter ${pin.filter}`]
	];
	return [
		placeOf(pin),
		pin.artifact?.name ?? `(${pin.path})`,
		formatVersion(pin.version),
		...notes.length === 0 ? [] : [notes.join("; ")]
	];
}
function nothingFound(pins, artifact) {
	if (artifact === void 0 || pins.length === 0) return "no pin was found; expected kustomizations, HelmReleases or workloads below the paths given";
	const near = nearest(artifact, new Set(pins.flatMap((pin) => pin.artifact === null ? [] : [pin.artifact.name])));
	return printable(`no pin of "${artifact}" was found${near === null ? "" : `; did you mean "${near}"?`}`);
}

export { columns as i, pinsCommand as n, workingPins as r, isNamed as t };