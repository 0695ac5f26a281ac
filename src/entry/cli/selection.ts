// Which pins a user means by a name: an artifact's, or one pin's place.
import { artifactKey, type ArtifactKind } from "../../artifacts/artifact.ts";
import { isWithinRepository, parseGitArtifact } from "../../artifacts/git-repository.ts";
import { usageError } from "../../errors.ts";
import type { ManifestProblem, Pin } from "../../manifests/pin.ts";
import { didYouMean, nearest } from "../../text/nearest.ts";

/** What a list of suggestions may hold at most. */
const MOST_SUGGESTIONS = 3;

/** `apps/prod/release.yaml#spec.values.image.tag`: one pin by its place. */
export function placeName(pin: Pin): string {
  return `${pin.file}#${pin.path}`;
}

/** Whether a user who says `name` means this pin's artifact: by the manifest's name or by the full one; a Git repository also by another of its addresses. */
export function isNamed({ artifact }: Pin, name: string): boolean {
  if (artifact === null) return false;
  if (artifact.name === name || artifact.id === name) return true;
  const repository = artifact.kind === "git" ? parseGitArtifact(name) : null;
  return repository !== null && isWithinRepository(artifact, repository);
}

/** What a pin takes, as --kind says it. */
export function kindOf(pin: Pin): string {
  return pin.artifact?.kind ?? pin.takes;
}

const KINDS = ["image", "chart", "git"] as const satisfies readonly ArtifactKind[];

/** The value of --kind. Throws a usage error when it is none. */
export function readKind(text: string | undefined): ArtifactKind | null {
  const kind = KINDS.find((each) => each === text);
  if (text !== undefined && kind === undefined) {
    throw usageError(`--kind is "${text}"; expected image, chart or git${didYouMean(text, KINDS)}`);
  }
  return kind ?? null;
}

/** What a list of reasons may hold at most. */
const MOST_REASONS = 5;

/**
 * The pins of one artifact. Throws a usage error when there is none, naming what comes near and what could not be read, and when the name is that of several
 * artifacts (an image and a chart are often called the same).
 */
export function selectPins(
  name: string,
  { pins, problems }: { readonly pins: readonly Pin[]; readonly problems: readonly ManifestProblem[] },
  kind: ArtifactKind | null,
): readonly Pin[] {
  const chosen = pins.filter((pin) => (kind === null || kindOf(pin) === kind) && isNamed(pin, name));
  if (chosen.length === 0) {
    const reasons = problems.map(
      ({ file, line, reason }) => `\n${file}${line === null ? "" : `:${line}`} could not be read as a whole: ${reason}`,
    );
    const unread = [...new Set(reasons)].slice(0, MOST_REASONS).join("");
    throw usageError(
      `no pin of ${kind === null ? "" : `the ${kind} `}"${name}" was found; expected an artifact that \`waybill pins\` lists, or file#path of one pin${suggestion(name, pins)}${unread}`,
    );
  }
  const artifacts = new Map(chosen.flatMap(({ artifact }) => (artifact ? [[artifactKey(artifact), artifact]] : [])));
  if (artifacts.size <= 1) return chosen;
  const full = parseGitArtifact(name)?.id ?? name;
  const meant = [...artifacts.values()].filter(({ id }) => id === name || id === full);
  if (meant.length === 1) return chosen.filter((pin) => pin.artifact?.id === meant[0]?.id);
  const each = [...artifacts.values()].map((artifact) => `the ${artifact.kind} "${artifact.id}"`);
  throw usageError(`"${name}" is the name of ${each.join(" and ")}; name one of them in full, or choose with --kind`);
}

/** `; did you mean "ghcr.io/acme/hello"?` for `helo`, `hello` or `acme/hello`; the empty string when nothing is near. */
export function suggestion(name: string, pins: readonly Pin[], by: "names" | "places" = "names"): string {
  const names = [
    ...new Set(pins.map((pin) => (by === "places" ? placeName(pin) : (pin.artifact?.name ?? placeName(pin))))),
  ];
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
