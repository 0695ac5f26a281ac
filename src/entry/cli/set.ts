// `waybill set`: new versions for pins of the working tree, byte for byte.
import type { Artifact } from "../../artifacts/artifact.ts";
import { equalVersions, formatVersion, parseVersion, type Version } from "../../artifacts/version.ts";
import { UserError, usageError } from "../../errors.ts";
import { changesetOf } from "../../git/pins.ts";
import { writeWorkingTree } from "../../git/write-working-tree.ts";
import { coupledEdits } from "../../manifests/coupled.ts";
import { type Pin, type PinEdit, placeOf } from "../../manifests/pin.ts";
import { rewritePins } from "../../manifests/rewrite.ts";
import { unifiedDiff } from "../../text/diff.ts";
import { printable } from "../../text/printable.ts";
import { type Command, readArguments } from "./command.ts";
import { selectPins } from "./selection.ts";
import { columns } from "./table.ts";
import type { Terminal } from "./terminal.ts";
import { workingPinsNamed } from "./working-folder.ts";

interface Assignment {
  readonly name: string;
  readonly version: string;
}

export const setCommand: Command = {
  help: `usage: waybill set NAME=VERSION ... [PATH...] [--kind image|chart] [--dry-run] [--json]

Writes VERSION into every pin of NAME below PATH (default: this folder, a repository's root). Only the bytes of the versions change; either
every pin is written or none is. A range is a policy and stays.
An image and a \`?ref=\` of one kustomization that have the same commit move together.

  NAME      an artifact: ghcr.io/acme/podinfo, sealed-secrets;
            or one pin: apps/prod/release.yaml#spec.values.image.tag
  VERSION   a tag, tag@digest or @digest; a chart version

  --kind KIND  where an image and a chart have the same name
  --dry-run    show the diff, write nothing
  --json       one JSON document, see below

--json: {"changed": [CHANGE], "unchanged": [CHANGE], "files": [path], "diff", "dryRun"}
  CHANGE    {"file", "line", "path", "artifact", "from", "to"}
  artifact  {"kind", "name", "id"}, or null where the manifest names none
  from, to  {"tag", "digest"}, each a text or null
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments("set", args, {
      kind: { type: "string" },
      "dry-run": { type: "boolean" },
      json: { type: "boolean" },
    });
    const { kind = null } = values;
    if (kind !== null && kind !== "image" && kind !== "chart") {
      throw usageError(`--kind is "${kind}"; expected image or chart`);
    }
    const assignments = positionals.filter((text) => text.includes("=")).map(readAssignment);
    const paths = positionals.filter((text) => !text.includes("="));
    if (assignments.length === 0) throw nothingToSet(paths);
    const { pins } = await workingPinsNamed(
      terminal,
      paths,
      assignments.map(({ name }) => name),
    );
    const asked = assignments.flatMap((assignment) => editsFor(assignment, pins.scan.pins, kind));
    checkAgreement(asked);
    const edits = withCoupled(pins.scan.pins, asked);
    const broken = pins.scan.problems.filter((problem) => edits.some((edit) => edit.pin.file === problem.file));
    if (broken.length > 0) {
      throw new UserError(
        broken.map((problem) => `${problem.file}:${problem.line ?? 1}: ${problem.reason}`).join("\n"),
      );
    }
    const rewritten = rewritePins(pins.files, edits);
    const diff = [...rewritten].map(([path, bytes]) => unifiedDiff(path, pins.files.get(path) ?? null, bytes)).join("");
    const dryRun = values["dry-run"] === true;
    if (!dryRun) writeWorkingTree(terminal.folder, changesetOf(pins, rewritten), pins.files);
    report(terminal, { edits, files: [...rewritten.keys()], diff, dryRun, json: values.json === true });
    return 0;
  },
};

function readAssignment(text: string): Assignment {
  const at = text.lastIndexOf("=");
  const [name, version] = [text.slice(0, at), text.slice(at + 1)];
  if (name === "" || version === "") {
    throw usageError(
      `"${text}" names no ${name === "" ? "artifact" : "version"}; expected NAME=VERSION, such as ghcr.io/acme/podinfo=1.2.3`,
    );
  }
  return { name, version };
}

/** `name:tag` is what other tools take, and reads as a path here. */
function nothingToSet(paths: readonly string[]): UserError {
  const [, name, tag] = paths.map((path) => /^(.+):([\w.-]+)$/.exec(path)).find((match) => match !== null) ?? [];
  const hint = name === undefined ? "such as ghcr.io/acme/podinfo=1.2.3" : `perhaps ${name}=${tag}`;
  return usageError(`no NAME=VERSION is given; expected at least one, ${hint}; see \`waybill set --help\``);
}

function editsFor(
  { name, version }: Assignment,
  pins: readonly Pin[],
  kind: "image" | "chart" | null,
): readonly PinEdit[] {
  const chosen = selectPins(name, pins, kind);
  // A range is policy: it is left alone when the artifact is named, and refused with its reason when it is all there is.
  const exact = chosen.filter((pin) => pin.style !== "range");
  return (exact.length === 0 ? chosen : exact).map((pin) => ({ pin, to: versionFor(pin.artifact, version) }));
}

/** One pin can be meant by several names; that it is meant to hold two versions is a slip. */
function checkAgreement(edits: readonly PinEdit[]): void {
  const targets = new Map<Pin, Version>();
  for (const { pin, to } of edits) {
    const other = targets.get(pin) ?? to;
    if (!equalVersions(other, to)) {
      throw usageError(
        `${placeOf(pin)}: "${pin.artifact?.name ?? pin.path}" is given two versions, ${formatVersion(other)} and ${formatVersion(to)}`,
      );
    }
    targets.set(pin, to);
  }
}

/** The edits and what they bring along. Throws a UserError where that cannot be told. */
function withCoupled(pins: readonly Pin[], edits: readonly PinEdit[]): readonly PinEdit[] {
  const coupled = coupledEdits(pins, edits);
  if (coupled.objections.length > 0) throw new UserError(coupled.objections.join("\n"));
  return [...edits, ...coupled.edits];
}

function versionFor(artifact: Artifact | null, text: string): Version {
  return parseVersion(text, artifact?.kind ?? "image");
}

interface Report {
  readonly edits: readonly PinEdit[];
  readonly files: readonly string[];
  readonly diff: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

function report(terminal: Terminal, { edits: all, files, diff, dryRun, json }: Report): void {
  // A pin that several names mean is one.
  const edits = [...new Map(all.map((edit) => [edit.pin, edit])).values()];
  const changed = edits.filter((edit) => !equalVersions(edit.pin.version, edit.to) || edit.pin.style === "absent");
  const unchanged = edits.filter((edit) => !changed.includes(edit));
  if (json) {
    const plain = ({ pin, to }: PinEdit): unknown => ({
      file: pin.file,
      line: pin.line,
      path: pin.path,
      artifact: pin.artifact,
      from: pin.version,
      to,
    });
    terminal.out(
      `${JSON.stringify({ changed: changed.map(plain), unchanged: unchanged.map(plain), files, diff, dryRun }, null, 2)}\n`,
    );
    return;
  }
  if (dryRun)
    terminal.out(
      diff
        .split("\n")
        .map((line) => terminal.diffLine(printable(line)))
        .join("\n"),
    );
  terminal.out(
    columns(
      changed.map(({ pin, to }) => [
        placeOf(pin),
        pin.artifact?.name ?? pin.path,
        `${formatVersion(pin.version)} -> ${formatVersion(to)}`,
      ]),
    ),
  );
  const left = unchanged.length === 0 ? "" : `, ${unchanged.length} already right`;
  terminal.err(
    files.length === 0
      ? `nothing to change: ${unchanged.length === 1 ? "the pin is" : `all ${unchanged.length} pins are`} already right\n`
      : `${dryRun ? "would change" : "changed"} ${count(changed.length, "pin")} in ${count(files.length, "file")}${left}\n`,
  );
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
