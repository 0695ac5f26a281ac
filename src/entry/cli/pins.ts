// `waybill pins`: every pin found, with what it holds and whether it can be changed.
import { formatVersion } from "../../artifacts/version.ts";
import { appOfPath } from "../../config/apps.ts";
import { environmentNamed } from "../../config/find.ts";
import { usageError } from "../../errors.ts";
import { placeOf, type Pin } from "../../manifests/pin.ts";
import { printable } from "../../text/printable.ts";
import { type Command, readArguments } from "./command.ts";
import { isNamed, suggestion } from "./selection.ts";
import { columns } from "./table.ts";
import { workingConfiguration, workingPins } from "./working-folder.ts";

export const pinsCommand: Command = {
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
      json: { type: "boolean" },
    });
    if (values.kind !== undefined && values.kind !== "image" && values.kind !== "chart") {
      throw usageError(`--kind is "${values.kind}"; expected image or chart`);
    }
    const { snapshot, pins } = await workingPins(terminal, positionals);
    const environment =
      values.environment === undefined
        ? null
        : environmentNamed(await workingConfiguration(snapshot, {}), values.environment);
    const found = pins.scan.pins.filter(
      (pin) =>
        (values.artifact === undefined || isNamed(pin, values.artifact)) &&
        (values.kind === undefined || pin.artifact?.kind === values.kind) &&
        (environment === null || appOfPath(environment, pin.file) !== null),
    );
    if (values.json === true) {
      terminal.out(`${JSON.stringify({ pins: found.map(plainPin), problems: pins.scan.problems }, null, 2)}\n`);
      return 0;
    }
    terminal.out(columns(found.map(row)));
    for (const problem of pins.scan.problems) {
      terminal.err(
        `${printable(`${problem.file}${problem.line === null ? "" : `:${problem.line}`}: ${problem.reason}`)}\n`,
      );
    }
    if (found.length === 0) terminal.err(`${nothingFound(pins.scan.pins, values.artifact)}\n`);
    return 0;
  },
};

/** The keys and their order as --help tells them. */
function plainPin(pin: Pin): unknown {
  const { file, line, column, document, path, object, artifact, version, style, refusal, filter, automation } = pin;
  return { file, line, column, document, path, object, artifact, version, style, refusal, filter, automation };
}

function row(pin: Pin): readonly string[] {
  const notes = [
    ...(pin.style === "absent" ? ["no entry yet: set appends it"] : []),
    ...(pin.refusal === null ? [] : [`${pin.guarded ? "guarded" : "not rewritable"}: ${pin.refusal}`]),
    ...(pin.automation === null ? [] : [pin.automation]),
    ...(pin.filter === null ? [] : [`filter ${pin.filter}`]),
  ];
  return [
    placeOf(pin),
    pin.artifact?.name ?? `(${pin.path})`,
    formatVersion(pin.version),
    ...(notes.length === 0 ? [] : [notes.join("; ")]),
  ];
}

function nothingFound(pins: readonly Pin[], artifact: string | undefined): string {
  if (pins.length === 0)
    return "no pin was found; expected kustomizations, HelmReleases or workloads below the paths given";
  if (artifact === undefined)
    return `none of the ${pins.length} pins below the paths given is of that kind or environment`;
  return printable(`no pin of "${artifact}" was found${suggestion(artifact, pins)}`);
}
