// `waybill pins`: every pin found, with what it holds and whether it can be changed.
import { formatVersion } from "../../artifacts/version.ts";
import { appOfPath } from "../../config/apps.ts";
import { usageError } from "../../errors.ts";
import { placeOf, type Pin } from "../../manifests/pin.ts";
import { nearest } from "../../text/nearest.ts";
import { printable } from "../../text/printable.ts";
import { type Command, readArguments } from "./command.ts";
import { localConfiguration } from "./local-configuration.ts";
import { columns } from "./table.ts";
import { workingPins } from "./working-pins.ts";

export const pinsCommand: Command = {
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
      json: { type: "boolean" },
    });
    if (values.kind !== undefined && values.kind !== "image" && values.kind !== "chart") {
      throw usageError(`--kind is "${values.kind}"; expected image or chart`);
    }
    const { snapshot, pins } = await workingPins(terminal.folder, positionals);
    const environment =
      values.environment === undefined
        ? null
        : (await localConfiguration(snapshot, {})).environment(values.environment);
    const found = pins.scan.pins.filter(
      (pin) =>
        (values.artifact === undefined || isNamed(pin, values.artifact)) &&
        (values.kind === undefined || pin.artifact?.kind === values.kind) &&
        (environment === null || appOfPath(environment, pin.file) !== null),
    );
    if (values.json === true) {
      terminal.out(`${JSON.stringify({ pins: found, problems: pins.scan.problems }, null, 2)}\n`);
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

/** Whether a user who says `name` means this pin's artifact: by the manifest's name or by the full one. */
export function isNamed(pin: Pin, name: string): boolean {
  return pin.artifact !== null && (pin.artifact.name === name || pin.artifact.id === name);
}

function row(pin: Pin): readonly string[] {
  const notes = [
    ...(pin.style === "absent" ? ["no entry yet: set appends it"] : []),
    ...(pin.refusal === null ? [] : [`not rewritable: ${pin.refusal}`]),
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
  if (artifact === undefined || pins.length === 0)
    return "no pin was found; expected kustomizations, HelmReleases or workloads below the paths given";
  const near = nearest(artifact, new Set(pins.flatMap((pin) => (pin.artifact === null ? [] : [pin.artifact.name]))));
  return printable(`no pin of "${artifact}" was found${near === null ? "" : `; did you mean "${near}"?`}`);
}
