import "./rolldown-runtime.js";
import { A as formatVersion, Vt as printable, c as appOfPath, it as environmentNamed, jt as didYouMean } from "./start.js";
import { r as placeOf } from "./pin.js";
import { t as readArguments } from "./command.js";
import { c as isNamed, d as readKind, i as workingPins, l as kindOf, n as workingConfiguration, p as suggestion } from "./working-folder.js";
import { n as count, t as columns } from "./table.js";

// src/entry/cli/pins.ts
const pinsCommand = {
	help: `usage: waybill pins [PATH...] [--artifact NAME] [--kind image|chart|git] [--object KIND] [--environment NAME] [--json]

Lists every place in the manifests below PATH (default: this folder) that fixes the version of an image, a chart or a Git
repository: file and line, artifact, version.

  --artifact NAME      only pins of this artifact, as the list has it
  --kind KIND          only images, only charts, or only Git revisions
  --object KIND        only pins in manifests of this kind, such as HelmRelease
  --environment NAME   only pins of this environment (waybill.yaml, or the usual names)
  --json               one JSON document, see below

In a Git clone files are shown with their paths from the folder upwards with waybill.yaml, or else from the clone's root.
\`waybill set NAME=VERSION\` writes what is listed without a remark. Behind a pin stands why it is not written: "guarded" (something else decides on it)
and "range" (a policy) until its very place is named, as FILE#PATH=VERSION or under \`pins\` in waybill.yaml; "not rewritable" never. An image of a workload that
an entry of a kustomization decides instead is "overridden": no pin, and listed so that nobody has to look for it. A file that cannot be read as
manifests is named on stderr, and the others are still listed. What waybill.yaml ignores is not read.

--json: {"pins": [PIN], "overridden": [PIN], "problems": [{"file", "line", "reason"}]}
  PIN       {"file", "line", "column", "document", "path", "object", "artifact", "takes", "version", "style", "refusal", "guarded", "named", "filter",
            "automation"}
  document  its number in the file, from 0
  object    {"apiVersion", "kind", "namespace", "name"}
  artifact  {"kind", "name", "id"}, or null where the manifest names none
  takes     "image", "chart" or "git"; "text" where nobody knows
  version   {"tag", "digest"}, each a text or null
  style     "exact", "range" (a policy, left alone) or "absent" (set appends it)
  refusal   why the pin is not rewritten, or null
  guarded   whether FILE#PATH=VERSION writes it all the same
  named     whether waybill.yaml names the place
`,
	async run(args, terminal) {
		const { values, positionals } = readArguments("pins", args, {
			artifact: { type: "string" },
			kind: { type: "string" },
			object: { type: "string" },
			environment: { type: "string" },
			json: { type: "boolean" }
		});
		const kind = readKind(values.kind);
		const { snapshot, pins } = await workingPins(terminal, positionals);
		const environment = values.environment === void 0 ? null : environmentNamed(await workingConfiguration(snapshot, {}), values.environment);
		const isAskedFor = (pin) => (values.artifact === void 0 || isNamed(pin, values.artifact)) && (kind === null || kindOf(pin) === kind) && (values.object === void 0 || pin.object.kind.toLowerCase() === values.object.toLowerCase()) && (environment === null || appOfPath(environment, pin.file) !== null);
		const found = pins.scan.pins.filter(isAskedFor);
		const overridden = pins.scan.overridden.filter(isAskedFor);
		const { problems } = pins.scan;
		if (values.json === true) {
			const plain = {
				pins: found.map(plainPin),
				overridden: overridden.map(plainPin),
				problems
			};
			terminal.out(`${JSON.stringify(plain, null, 2)}\n`);
			return 0;
		}
		terminal.out(columns(inOrder(found, overridden).map(({ pin, word }) => row(pin, word))));
		for (const problem of problems) terminal.err(`${printable(`${problem.file}${problem.line === null ? "" : `:${problem.line}`}: ${problem.reason}`)}\n`);
		terminal.err(`${lastLine(found, overridden) ?? nothingFound(pins.scan.pins, values)}\n`);
		return 0;
	}
};
/** The keys and their order as --help tells them. */
function plainPin(pin) {
	return {
		file: pin.file,
		line: pin.line,
		column: pin.column,
		document: pin.document,
		path: pin.path,
		object: pin.object,
		artifact: pin.artifact,
		takes: pin.takes,
		version: pin.version,
		style: pin.style,
		refusal: pin.refusal,
		guarded: pin.guarded,
		named: pin.named,
		filter: pin.filter,
		automation: pin.automation
	};
}
/** Overridden images stand among the pins of their file. */
function inOrder(pins, overridden) {
	return [...pins.map((pin) => ({
		pin,
		word: whyNot(pin)
	})), ...overridden.map((pin) => ({
		pin,
		word: "overridden"
	}))].sort(({ pin: a }, { pin: b }) => a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1);
}
function row(pin, word) {
	const notes = [
		...pin.style === "absent" ? ["no entry yet: set appends it"] : [],
		...pin.named ? ["named in waybill.yaml"] : [],
		...pin.refusal === null ? [] : [`${word}: ${pin.refusal}`],
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
/** What kind of refusal it is. */
function whyNot(pin) {
	if (pin.guarded) return "guarded";
	return pin.style === "range" ? "range" : "not rewritable";
}
/** `null` when there is nothing to count. */
function lastLine(pins, overridden) {
	const entries = `${count(overridden.length, "image")} overridden by an entry`;
	if (pins.length === 0) return overridden.length === 0 ? null : `no pin, and ${entries}`;
	return overridden.length === 0 ? summary(pins) : `${summary(pins)}; ${entries}`;
}
function summary(pins) {
	const refused = pins.filter((pin) => pin.refusal !== null).map(whyNot);
	const words = [
		"guarded",
		"range",
		"not rewritable"
	].flatMap((word) => {
		const number = refused.filter((each) => each === word).length;
		if (number === 0) return [];
		return word === "range" ? [count(number, "range")] : [`${number} ${word}`];
	});
	const total = `${count(pins.length, "pin")} in ${count(new Set(pins.map(({ file }) => file)).size, "file")}`;
	return words.length === 0 ? total : `${total}: ${words.join(", ")}`;
}
function nothingFound(pins, { artifact, object }) {
	if (pins.length === 0) return "no pin was found; expected manifests that name images, charts or Git revisions below the paths given";
	if (artifact === void 0) {
		const kinds = new Set(pins.map((pin) => pin.object.kind).filter((kind) => kind !== ""));
		const hint = object === void 0 ? "" : didYouMean(object, kinds);
		return printable(`none of the ${count(pins.length, "pin")} below the paths given is of that kind or environment${hint}`);
	}
	return printable(`no pin of "${artifact}" was found${suggestion(artifact, pins)}`);
}

export { pinsCommand };