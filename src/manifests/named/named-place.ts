// Places that the configuration or a call names: what guarded them does not any more, and where no kind finds a pin they are one.
import type { Artifact } from "../../artifacts/artifact.ts";
import { isImageName } from "../../artifacts/image-reference.ts";
import { isTag } from "../../artifacts/version.ts";
import { parseKeyPath } from "../../text/key-path.ts";
import { chartVersionSite } from "../shapes/chart-version.ts";
import type { ManifestDocument } from "../yaml/document.ts";
import { followPath, type Followed } from "./follow-path.ts";
import { gitRevisionSite } from "../shapes/git-revision.ts";
import { imageScalarSite } from "../shapes/image-scalar.ts";
import { objectsOf, type ManifestKind, type ReadObject } from "../kind.ts";
import type { ManifestProblem, Pin } from "../pin.ts";
import { asMap, startOf, textOf, type Key, type Place } from "../yaml/place.ts";
import { splitReference } from "../shapes/reference.ts";
import type { ObjectPlace, Site } from "../site.ts";
import { positionAt, type Source } from "../yaml/source.ts";
import { textSite } from "../shapes/text-version.ts";

export interface NamedPlace {
  /** Index of the document in the file; `null`: the one that has the place. */
  readonly document: number | null;
  /** A pin's path, or the keys that lead to a value. */
  readonly path: string;
  /** What it holds the version of; `null`: what the manifest says, if it does. */
  readonly artifact: Artifact | null;
}

/** A parsed file and what the kinds found in it. */
export interface FoundObjects {
  readonly source: Source;
  readonly documents: readonly ManifestDocument[];
  readonly objects: readonly ReadObject[];
}

/** What only a name found: no kind reads it. */
const NAMED: ManifestKind = {
  name: "named place",
  mayBeIn: () => false,
  matches: () => false,
  find: () => [],
  transformed: false,
};

/**
 * The objects with the named places among their sites. A place that is not there, stands in several documents, holds no single value or another artifact than the
 * one it is named for is a problem.
 */
export function nameSites(
  { source, documents, objects }: FoundObjects,
  named: readonly NamedPlace[],
): { readonly objects: readonly ReadObject[]; readonly problems: readonly ManifestProblem[] } {
  let all = objects;
  const problems: ManifestProblem[] = [];
  for (const name of named) {
    // A file that could not be read at all has its problems already.
    if (documents.length === 0) continue;
    const inDocuments = documents.filter(({ index }) => name.document === null || name.document === index);
    const found = inDocuments.map((document) => locate(document, all, name));
    const there = found.filter((each) => "site" in each);
    const [one, ...others] = there;
    if (one !== undefined && others.length === 0) {
      all = withSite(all, one);
      continue;
    }
    const line = others[0]?.site.pin.line ?? found.find((each) => "line" in each)?.line ?? null;
    problems.push({ file: source.path, line, reason: reasonFor(name, found, there) });
  }
  return { objects: all, problems };
}

const NAMED_PLACE = "the named place";

/** Whether a problem is that a named place is not there: then the rest of the file was read all the same. */
export function isMissingPlace({ reason }: ManifestProblem): boolean {
  return reason.startsWith(NAMED_PLACE);
}

interface Located {
  readonly object: ObjectPlace;
  readonly site: Site;
}

interface Unlocated {
  readonly reason: string;
  readonly line: number | null;
}

function reasonFor(
  { document, path }: NamedPlace,
  found: readonly (Located | Unlocated)[],
  there: readonly Located[],
): string {
  if (there.length > 1) {
    const numbers = there.map(({ site }) => site.pin.document);
    return `${NAMED_PLACE} ${path} stands in the documents ${numbers.join(" and ")} of the file; name one as ${numbers[0] ?? 0}:${path}`;
  }
  const [first] = found;
  if (first === undefined)
    return `${NAMED_PLACE} ${path} is not there: the file has no document ${document}, they count from 0`;
  const why = found.find((each) => "line" in each && each.line !== null) ?? first;
  return `${NAMED_PLACE} ${path} is not there: ${"reason" in why ? why.reason : ""}`;
}

/** The site at a name in one document: the one that has this path, the one whose value the path leads to, or a new one. */
function locate(document: ManifestDocument, objects: readonly ReadObject[], name: NamedPlace): Located | Unlocated {
  const own = objects.filter(({ object }) => object.place.document.index === document.index);
  const sites = own.flatMap(({ object, sites }) => sites.map((site) => ({ object, site })));
  const samePath = sites.find(({ site }) => site.pin.path === name.path);
  if (samePath !== undefined) return lifted(samePath, name);
  const steps = parseKeyPath(name.path);
  if (typeof steps === "string") return { reason: steps, line: null };
  const followed = followPath(document, steps);
  if (typeof followed === "string") return { reason: followed, line: null };
  const { place } = followed;
  const { line, column } = positionAt(place.document.source, startOf(place));
  const text = textOf(place);
  if (text === null) {
    const what = place.refusal ?? `it is a ${asMap(place) === null ? "list" : "map"}, not a single value`;
    return { reason: what, line };
  }
  const there = sites.filter(({ site: { pin } }) => pin.line === line && pin.column === column);
  const [samePlace, ...others] = there;
  if (samePlace !== undefined && others.length === 0) return lifted(samePlace, name);
  const object = own.find((each) => leadsTo(each.object, followed))?.object ?? objectAround(document, followed);
  if (object === null) return { reason: "it stands in no map", line };
  return lifted({ object, site: newSite({ ...object, prefix: "" }, name, place, text) }, name);
}

/** The site as a named one; a problem when it holds something else than it is named for. */
function lifted({ object, site }: Located, { artifact }: NamedPlace): Located | Unlocated {
  const { pin } = site;
  const other = artifact === null ? null : contradiction(pin, artifact);
  if (other !== null) return { reason: other, line: pin.line };
  const named: Pin = {
    ...pin,
    named: true,
    guarded: false,
    refusal: pin.refusal === site.lifted ? null : pin.refusal,
    artifact: pin.artifact ?? artifact,
    takes: pin.artifact === null && pin.takes === "text" ? (artifact?.kind ?? "text") : pin.takes,
  };
  return { object, site: { ...site, lifted: null, pin: named } };
}

function contradiction(pin: Pin, wanted: Artifact): string | null {
  const held = pin.artifact;
  const isSame =
    held === null
      ? pin.takes === "text" || pin.takes === wanted.kind
      : held.kind === wanted.kind && (held.id === wanted.id || held.name === wanted.name);
  const what = held === null ? `a version of kind ${pin.takes}` : `the ${held.kind} "${held.name}"`;
  return isSame ? null : `it is named for the ${wanted.kind} "${wanted.name}", and holds ${what}`;
}

/** The pin at a value that no kind finds, by what it is said to hold. */
function newSite(object: ObjectPlace, { artifact, path: name }: NamedPlace, place: Place, text: string): Site {
  const at = { object, path: name, place };
  if (artifact?.kind === "chart") {
    return chartVersionSite({ ...at, artifact }) ?? textSite({ ...at, artifact, takes: "chart" });
  }
  if (artifact?.kind === "git")
    return gitRevisionSite({ ...at, artifact }) ?? textSite({ ...at, artifact, takes: "git" });
  const isWhole = artifact === null ? isReference(text) : /[:/]/u.test(splitDigest(text));
  const whole = isWhole ? imageScalarSite(at) : null;
  return whole ?? textSite({ ...at, artifact, takes: artifact === null ? "text" : "image" });
}

/** Only with a path before the tag: `localhost:8080` and `redis:7` may be anything where nobody says that it is an image. */
function isReference(text: string): boolean {
  const { name, version } = splitReference(text);
  return (
    name.includes("/") && isImageName(name) && (version.digest !== null || (version.tag !== null && isTag(version.tag)))
  );
}

function splitDigest(text: string): string {
  const at = text.indexOf("@");
  return at === -1 ? text : text.slice(0, at);
}

function leadsTo({ place }: ObjectPlace, { outerKeys }: Followed): boolean {
  return startsWith(outerKeys, place.keys);
}

function startsWith(keys: readonly Key[], start: readonly Key[]): boolean {
  return start.every((key, index) => keys[index] === key);
}

/** The manifest's object that a place is in; in a list of anything else the item. */
function objectAround(document: ManifestDocument, followed: Followed): ObjectPlace | null {
  const object = objectsOf(document).find((each) => leadsTo(each, followed));
  if (object !== undefined) return object;
  const [first] = followed.outerKeys;
  const item = typeof first === "number" ? followPath(document, [{ kind: "index", index: first }]) : null;
  const place = item === null || typeof item === "string" ? null : asMap(item.place);
  const nothing = { apiVersion: "", kind: "", namespace: "", name: "" };
  return place === null ? null : { place, prefix: "", object: nothing, annotations: new Map() };
}

/** The site in the place of the one with its path, or added to its object. */
function withSite(objects: readonly ReadObject[], { object, site }: Located): readonly ReadObject[] {
  const owner = objects.find((each) => each.object.place.node === object.place.node);
  if (owner === undefined) return [...objects, { kind: NAMED, object, sites: [site] }];
  const known = owner.sites.some(({ pin }) => pin.path === site.pin.path);
  const sites = known
    ? owner.sites.map((each) => (each.pin.path === site.pin.path ? site : each))
    : [...owner.sites, site];
  return objects.map((each) => (each === owner ? { ...owner, sites } : each));
}
