import "./rolldown-runtime.js";
import { A as environmentNamed, c as appOfPath, g as formatVersion, it as printable, st as usageError } from "./start.js";
import { A as placeOf } from "./configuration-file.js";
import { t as readArguments } from "./command.js";
import { i as suggestion, n as isNamed, t as columns } from "./table.js";
import { r as workingPins, t as workingConfiguration } from "./working-folder.js";

// src/entry/cli/pins.ts
const pinsCommand = {
	help: `usage: waybill pins [PATH...] [--artifact NAME] [--kind image|chart] [--environment NAME] [--json]

Lists every place in the manifests below PATH (default: this folder, a repository's root) that fixes the version of an image or a chart.

  --artifact NAME      only pins of this artifact
  --kind KIND          only images, or only charts
  --environment NAME   only pins of this environment (waybill.yaml, or the usual names)
  --json               one JSON document, see below

A pin that cannot be rewritten is listed with the reason. A file that cannot be read as manifests is named on stderr, and the others are still
listed. What waybill.yaml ignores is not read.

--json: {"pins": [PIN], "problems": [{"file", "line", "reason"}]}
  PIN       {"file", "line", "column", "document", "path", "object", "artifact", "version", "style", "refusal", "filter", "automation"}
  object    {"apiVersion", "kind", "namespace", "name"}
  artifact  {"kind", "name", "id"}, or null where the manifest names none
  version   {"tag", "digest"}, each a text or null
  style     "exact", "range" (a policy, left alone) or "absent" (set appends it)
  refusal   why the pin cannot be rewritten, or null
`,
	async run(args, terminal) {
		const { values, positionals } = readArguments("pins", args, {
			artifact: { type: "string" },
			kind: { type: "string" },
			environment: { type: "string" },
			json: { type: "boolean" }
		});
		if (values.kind !== void 0 && values.kind !== "image" && values.kind !== "chart") throw usageError(`--kind is "${values.kind}"; expected image or chart`);
		const { snapshot, pins } = await workingPins(terminal, positionals);
		const environment = values.environment === void 0 ? null : environmentNamed(await workingConfiguration(snapshot, {}), values.environment);
		const found = pins.scan.pins.filter((pin) => (values.artifact === void 0 || isNamed(pin, values.artifact)) && (values.kind === void 0 || pin.artifact?.kind === values.kind) && (environment === null || appOfPath(environment, pin.file) !== null));
		if (values.json === true) {
			terminal.out(`${JSON.stringify({
				pins: found.map(plainPin),
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
/** The keys and their order as --help tells them. */
function plainPin(pin) {
	const { file, line, column, document, path, object, artifact, version, style, refusal, filter, automation } = pin;
	return {
		file,
		line,
		column,
		document,
		path,
		object,
		artifact,
		version,
		style,
		refusal,
		filter,
		automation
	};
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
	if (pins.length === 0) return "no pin was found; expected kustomizations, HelmReleases or workloads below the paths given";
	if (artifact === void 0) return `none of the ${pins.length} pins below the paths given is of that kind or environment`;
	return printable(`no pin of "${artifact}" was found${suggestion(artifact, pins)}`);
}

export { pinsCommand };