// `waybill set`: new versions for pins of the working tree, byte for byte.
import type { ArtifactKind } from "../../artifacts/artifact.ts";
import { equalVersions, formatVersion, type Version } from "../../artifacts/version.ts";
import { appOfPath } from "../../config/apps.ts";
import { environmentNamed } from "../../config/find.ts";
import { UserError, usageError } from "../../errors.ts";
import { changesetOf, type SnapshotPins } from "../../git/pins.ts";
import { writeWorkingTree } from "../../git/write-working-tree.ts";
import { coupledEdits } from "../../manifests/kustomize/coupled.ts";
import { isMissingPlace } from "../../manifests/named/named-place.ts";
import { type Pin, type PinEdit, placeOf } from "../../manifests/pin.ts";
import { rewritePins } from "../../manifests/rewrite.ts";
import { type Assignment, nothingToSet, readAssignment, versionFor } from "./assignments.ts";
import { type Command, readArguments } from "./command.ts";
import { placeEdits } from "./place-edits.ts";
import { placeName, readKind, selectPins } from "./selection.ts";
import { reportSet } from "./set-report.ts";
import { workingConfiguration, workingPinsNamed, type WorkingPins } from "./working-folder.ts";

export const setCommand: Command = {
  help: `usage: waybill set NAME=VERSION ... [PATH...] [--kind image|chart|git] [--environment NAME] [--dry-run] [--json]

Writes VERSION into every pin of NAME below PATH (default: this folder, a repository's root). Only the bytes of the versions change; either
every pin is written or none is. Several at once are one change. Needs no Git repository.

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
  LEFT      {"file", "line", "path", "artifact", "version", "reason"}: guarded places, ranges and branches of NAME
  artifact  {"kind", "name", "id"}, or null where the manifest names none
  from, to  {"tag", "digest"}, each a text or null; version likewise
`,
  async run(args, terminal) {
    const { values, positionals } = readArguments("set", args, {
      kind: { type: "string" },
      environment: { type: "string" },
      "dry-run": { type: "boolean" },
      json: { type: "boolean" },
    });
    const kind = readKind(values.kind);
    const assignments = positionals.filter((text) => text.includes("=")).map(readAssignment);
    const paths = positionals.filter((text) => !text.includes("="));
    if (assignments.length === 0) throw nothingToSet(paths);
    const names = assignments.filter((assignment) => assignment.kind === "artifact");
    const working = await workingPinsNamed(
      terminal,
      paths,
      names.map(({ name }) => name),
    );
    const isMeant = await environmentTest(working, values.environment);
    const pins = working.pins.scan.pins.filter((pin) => isMeant(pin.file));
    const choices = names.map((assignment) => choose(assignment, pins, kind));
    const placed = await placeEdits(
      { folder: terminal.folder, ...working },
      assignments.filter((assignment) => assignment.kind === "place"),
    );
    const outside = placed.edits.find(({ pin }) => !isMeant(pin.file));
    if (outside !== undefined)
      throw usageError(`"${outside.pin.file}" is not in the environment "${values.environment}"`);
    const all = joined(working.pins, placed.pins);
    const asked = once([...choices.flatMap(({ edits }) => edits), ...placed.edits]);
    const edits = withCoupled(all.scan.pins, asked);
    requireReadable(all, edits);
    const rewritten = rewrite(all, edits);
    const files = [...rewritten].map(([path, after]) => ({ path, before: all.files.get(path) ?? null, after }));
    const dryRun = values["dry-run"] === true;
    if (!dryRun) writeWorkingTree(terminal.folder, changesetOf(all, rewritten), all.files);
    const left = choices
      .flatMap((choice) => choice.left)
      .filter((pin) => !edits.some((edit) => placeKey(edit.pin) === placeKey(pin)));
    reportSet(terminal, { edits, left, files, dryRun, json: values.json === true });
    return 0;
  },
};

async function environmentTest(
  { snapshot }: WorkingPins,
  name: string | undefined,
): Promise<(file: string) => boolean> {
  if (name === undefined) return () => true;
  const environment = environmentNamed(await workingConfiguration(snapshot, {}), name);
  return (file) => appOfPath(environment, file) !== null;
}

interface Choice {
  readonly edits: readonly PinEdit[];
  /** Pins of the name that are left alone. */
  readonly left: readonly Pin[];
}

/** Guarded places, ranges and branches are left alone when the artifact is named, and refused with their reason when they are all there is. */
function choose(
  { name, version }: Extract<Assignment, { kind: "artifact" }>,
  pins: readonly Pin[],
  kind: ArtifactKind | null,
): Choice {
  const chosen = selectPins(name, pins, kind);
  const open = chosen.filter((pin) => !pin.guarded && (pin.style !== "range" || pin.named));
  const meant = open.length === 0 ? chosen : open;
  const left = open.length === 0 ? [] : chosen.filter((pin) => !open.includes(pin));
  return { edits: meant.map((pin) => ({ pin, to: versionFor(pin, version) })), left };
}

/** Each pin once. One can be meant by several names; that it is meant to hold two versions is a slip. */
function once(edits: readonly PinEdit[]): readonly PinEdit[] {
  const found = new Map<string, PinEdit>();
  for (const edit of edits) {
    const { pin, to } = edit;
    const other: Version = found.get(placeKey(pin))?.to ?? to;
    if (!equalVersions(other, to)) {
      throw usageError(
        `${placeOf(pin)}: "${pin.artifact?.name ?? pin.path}" is given two versions, ${formatVersion(other)} and ${formatVersion(to)}`,
      );
    }
    // The place's own name is the stronger one: it lifts what guards the place.
    if (!found.has(placeKey(pin)) || pin.named) found.set(placeKey(pin), edit);
  }
  return [...found.values()];
}

function placeKey(pin: Pin): string {
  return `${pin.document}:${placeName(pin)}`;
}

/** What both found, the second where they read the same file. */
function joined(one: SnapshotPins, other: SnapshotPins): SnapshotPins {
  return {
    scan: {
      pins: [...one.scan.pins, ...other.scan.pins],
      overridden: [...one.scan.overridden, ...other.scan.overridden],
      problems: [...one.scan.problems, ...other.scan.problems],
      wanted: [],
    },
    files: new Map([...one.files, ...other.files]),
    entries: new Map([...one.entries, ...other.entries]),
  };
}

/** The new files. Where only a name keeps a place from being written, the error ends with how to give it. */
function rewrite({ files }: SnapshotPins, edits: readonly PinEdit[]): ReadonlyMap<string, Uint8Array> {
  try {
    return rewritePins(files, edits);
  } catch (error) {
    const closed = edits.find(({ pin }) => pin.guarded || (pin.style === "range" && !pin.named));
    if (!(error instanceof UserError) || closed === undefined) throw error;
    const call = `waybill set '${placeName(closed.pin)}=${formatVersion(closed.to)}'`;
    throw new UserError(
      `${error.message}\nnothing was changed; what is guarded, a range or a branch is written when its place is named: ${call}`,
      {
        cause: error,
      },
    );
  }
}

/** The edits and what they bring along. Throws a UserError where that cannot be told. */
function withCoupled(pins: readonly Pin[], edits: readonly PinEdit[]): readonly PinEdit[] {
  const coupled = coupledEdits(pins, edits);
  if (coupled.objections.length > 0) throw new UserError(coupled.objections.join("\n"));
  return [...edits, ...coupled.edits];
}

/** Throws a UserError when a file that would be written could be read in part only: the rest of it may hold the same. */
function requireReadable({ scan }: SnapshotPins, edits: readonly PinEdit[]): void {
  const broken = scan.problems.filter(
    (problem) => !isMissingPlace(problem) && edits.some((edit) => edit.pin.file === problem.file),
  );
  if (broken.length === 0) return;
  const lines = broken.map((problem) => `${problem.file}:${problem.line ?? 1}: ${problem.reason}`);
  throw new UserError([...new Set(lines)].join("\n"));
}
