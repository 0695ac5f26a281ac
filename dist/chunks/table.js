import { Y as nearest, it as printable, m as artifactKey, st as usageError } from "./start.js";

// src/entry/cli/selection.ts
/** What a list of suggestions may hold at most. */
const MOST_SUGGESTIONS = 3;
/** `apps/prod/release.yaml#spec.values.image.tag`: one pin by its place. */
function placeName(pin) {
	return `${pin.file}#${pin.path}`;
}
/** Whether a user who says `name` means this pin's artifact: by the manifest's name or by the full one. */
function isNamed(pin, name) {
	return pin.artifact !== null && (pin.artifact.name === name || pin.artifact.id === name);
}
/**
* The pins of one artifact, or the one at a place. Throws a usage error when there is none, naming what comes near, and when the name is that of several
* artifacts (an image and a chart are often called the same).
*/
function selectPins(name, pins, kind) {
	const chosen = pins.filter((pin) => (kind === null || pin.artifact?.kind === kind) && (isNamed(pin, name) || placeName(pin) === name));
	if (chosen.length === 0) throw usageError(`no pin of ${kind === null ? "" : `the ${kind} `}"${name}" was found; expected an artifact that \`waybill pins\` lists, or file#path of one pin${suggestion(name, pins)}`);
	const artifacts = new Map(chosen.flatMap(({ artifact }) => artifact ? [[artifactKey(artifact), artifact]] : []));
	if (artifacts.size <= 1) return chosen;
	if ([...artifacts.values()].filter((artifact) => artifact.id === name).length === 1) return chosen.filter((pin) => pin.artifact?.id === name);
	const each = [...artifacts.values()].map((artifact) => `the ${artifact.kind} "${artifact.id}"`);
	throw usageError(`"${name}" is the name of ${each.join(" and ")}; name one of them in full, or choose with --kind image or --kind chart`);
}
/** `; did you mean "ghcr.io/acme/hello"?` for `helo`, `hello` or `acme/hello`; the empty string when nothing is near. */
function suggestion(name, pins) {
	const names = [...new Set(pins.map((pin) => pin.artifact?.name ?? placeName(pin)))];
	const whole = nearest(name, names);
	const last = nearest(lastSegment(name), names.map(lastSegment));
	const near = whole === null ? names.filter((each) => lastSegment(each) === last) : [whole];
	if (near.length === 0) return "";
	return `; did you mean ${near.slice(0, MOST_SUGGESTIONS).map((each) => `"${each}"`).join(" or ")}?`;
}
function lastSegment(name) {
	return name.slice(name.lastIndexOf("/") + 1);
}

// src/entry/cli/table.ts
/** Rows with every column but the last padded to its widest cell, two spaces between. */
function columns(rows) {
	const cells = rows.map((row) => row.map(printable));
	const widths = [];
	for (const row of cells) for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
	return cells.map((row) => `${row.map((cell, index) => index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)).join("  ")}\n`).join("");
}

export { suggestion as i, isNamed as n, selectPins as r, columns as t };