// Which pins a user means by a name: an artifact's, or one pin's place.
import { artifactKey, type ArtifactKind } from "../../artifacts/artifact.ts";
import { usageError } from "../../errors.ts";
import type { Pin } from "../../manifests/pin.ts";
import { nearest } from "../../text/nearest.ts";

/** What a list of suggestions may hold at most. */
const MOST_SUGGESTIONS = 3;

/** `apps/prod/release.yaml#spec.values.image.tag`: one pin by its place. */
export function placeName(pin: Pin): string {
  return `${pin.file}#${pin.path}`;
}

/** Whether a user who says `name` means this pin's artifact: by the manifest's name or by the full one. */
export function isNamed(pin: Pin, name: string): boolean {
  return pin.artifact !== null && (pin.artifact.name === name || pin.artifact.id === name);
}

/**
 * The pins of one artifact, or the one at a place. Throws a usage error when there is none, naming what comes near, and when the name is that of several
 * artifacts (an image and a chart are often called the same).
 */
export function selectPins(name: string, pins: readonly Pin[], kind: ArtifactKind | null): readonly Pin[] {
  const chosen = pins.filter(
    (pin) => (kind === null || pin.artifact?.kind === kind) && (isNamed(pin, name) || placeName(pin) === name),
  );
  if (chosen.length === 0) {
    throw usageError(
      `no pin of ${kind === null ? "" : `the ${kind} `}"${name}" was found; expected an artifact that \`waybill pins\` lists, or file#path of one pin${suggestion(name, pins)}`,
    );
  }
  const artifacts = new Map(chosen.flatMap(({ artifact }) => (artifact ? [[artifactKey(artifact), artifact]] : [])));
  if (artifacts.size <= 1) return chosen;
  const meant = [...artifacts.values()].filter((artifact) => artifact.id === name);
  if (meant.length === 1) return chosen.filter((pin) => pin.artifact?.id === name);
  const each = [...artifacts.values()].map((artifact) => `the ${artifact.kind} "${artifact.id}"`);
  throw usageError(
    `"${name}" is the name of ${each.join(" and ")}; name one of them in full, or choose with --kind image or --kind chart`,
  );
}

/** `; did you mean "ghcr.io/acme/hello"?` for `helo`, `hello` or `acme/hello`; the empty string when nothing is near. */
export function suggestion(name: string, pins: readonly Pin[]): string {
  const names = [...new Set(pins.map((pin) => pin.artifact?.name ?? placeName(pin)))];
  const whole = nearest(name, names);
  const last = nearest(lastSegment(name), names.map(lastSegment));
  const near = whole === null ? names.filter((each) => lastSegment(each) === last) : [whole];
  if (near.length === 0) return "";
  const quoted = near.slice(0, MOST_SUGGESTIONS).map((each) => `"${each}"`);
  return `; did you mean ${quoted.join(" or ")}?`;
}

function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}
