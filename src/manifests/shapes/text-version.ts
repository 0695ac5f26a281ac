// A version that is the whole text of one scalar that somebody named: of an artifact that is said, or of one that nobody knows.
import type { Artifact } from "../../artifacts/artifact.ts";
import { formatVersion, isDigest, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { requireChartVersion } from "./chart-version.ts";
import { requireGitRevision } from "./git-revision.ts";
import { setScalar } from "../yaml/map-edit.ts";
import type { Pin } from "../pin.ts";
import { textOf, type Place } from "../yaml/place.ts";
import { templateRefusal } from "./reference.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";

export interface TextVersion {
  readonly object: ObjectPlace;
  readonly path: string;
  readonly place: Place;
  readonly artifact: Artifact | null;
  readonly takes: Pin["takes"];
}

/** The pin of a value that is a version, or empty and to become one. `*` is a range: the newest chart. */
export function textSite({ object, path, place, artifact, takes }: TextVersion): Site {
  const text = textOf(place) ?? "";
  const template = templateRefusal(text);
  return site({
    object,
    path,
    at: place,
    artifact,
    takes,
    version: versionOf(text),
    style: text === "*" ? "range" : "exact",
    refusals: [template],
    write: (to) => setScalar(place, REQUIRED[takes](to)),
  });
}

/** A digest behind `@` is the digest of an image; any other text is a version as a whole. */
export function versionOf(text: string): Version {
  const at = text.indexOf("@");
  const digest = text.slice(at + 1);
  return at !== -1 && isDigest(digest)
    ? { tag: text.slice(0, at) || null, digest }
    : { tag: text || null, digest: null };
}

/** What may be written, as text; each throws a UserError for anything else. */
const REQUIRED = {
  image(to) {
    requireImageVersion(to);
    return formatVersion(to);
  },
  chart: requireChartVersion,
  git: requireGitRevision,
  text: requireText,
} satisfies Record<Pin["takes"], (to: Version) => string>;

const MOST_CHARACTERS = 255;

function requireText(to: Version): string {
  const text = formatVersion(to);
  // Nobody knows what a version of this place looks like: one line without a template is as much as can be asked.
  const isRight =
    text !== "" && text.length <= MOST_CHARACTERS && text.trim() === text && !/\p{C}|\{\{|\$\{/u.test(text);
  if (isRight) return text;
  throw new UserError(
    `${JSON.stringify(text.slice(0, MOST_CHARACTERS))} is no version; expected one line of at most ${MOST_CHARACTERS} characters, without spaces at its ends`,
  );
}
