// An empty value that somebody named (`tag: ""`): what its kind makes of it once it is filled, found by filling it.
import { UserError } from "../../errors.ts";
import type { Version } from "../../artifacts/version.ts";
import { parseKeyPath } from "../../text/key-path.ts";
import { objectsOf, type ReadObject } from "../kind.ts";
import type { Site } from "../site.ts";
import { applyChanges, type Change } from "../yaml/change.ts";
import { parseSource } from "../yaml/document.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { asMap, entriesOf, formatKeys, startOf, textOf, type Place } from "../yaml/place.ts";
import { positionAt, sourceOf, type Source } from "../yaml/source.ts";
import { followPath } from "./follow-path.ts";

const DIGITS = "0f1e2d3c4b5a6978".repeat(4);

/** What is filled in for a look: a version, the digits of a digest, a digest. Nothing that anybody sets. */
const FILLINGS = ["0.0.0-placeholder", DIGITS, `sha256:${DIGITS}`] as const;

export interface Placeholder {
  readonly source: Source;
  /** The object that the place is in, as its kind read it. */
  readonly owner: ReadObject;
  readonly place: Place;
  /** The place in its own document, as a path. */
  readonly path: string;
}

/** The site that the place would be; a sentence when a version alone does not make it one; `null` when its kind reads no version there. */
export function placeholderSite(placeholder: Placeholder): Site | string | null {
  if (placeholder.place.refusal !== null || textOf(placeholder.place) !== "") return null;
  let reason: string | null = null;
  for (const filling of FILLINGS) {
    const found = filled(placeholder, filling);
    if (found === null || typeof found === "string") {
      reason ??= found;
      continue;
    }
    const { refusal, version } = found.site.pin;
    const isHeld = version.tag === filling || version.digest === filling || version.digest === `sha256:${filling}`;
    if (isHeld && (refusal === null || refusal === found.site.lifted)) return emptied(placeholder, found);
    reason ??=
      refusal ?? "it is empty, and a version alone is no reference; write the name of the artifact there first";
  }
  return reason;
}

/** Of a map's empty values the one that makes the pin at `path`. */
export function placeholderIn({ source, owner, place, path }: Placeholder): Site | null {
  const map = asMap(place);
  if (map === null) return null;
  for (const entry of entriesOf(map)) {
    if (!VERSION_KEY.test(entry.key)) continue;
    const site = placeholderSite({ source, owner, place: entry.place, path: `${path}${stepTo(entry.key)}` });
    if (site !== null && typeof site !== "string" && site.pin.path === path) return site;
  }
  return null;
}

/** Each look parses the file: not for every empty key of a map. */
const VERSION_KEY = /tag|version|digest|sha|semver|value/i;

function stepTo(key: string): string {
  const text = formatKeys([key]);
  return text.startsWith("[") ? text : `.${text}`;
}

interface Filled {
  readonly fill: Change;
  readonly site: Site;
}

function filled({ source, owner, place, path }: Placeholder, filling: string): Filled | string | null {
  const changes = attempt(() => {
    const own = setScalar(place, filling);
    return place.document.embedding?.outward(own) ?? own;
  });
  if (typeof changes === "string") return changes;
  const [fill] = changes;
  const steps = parseKeyPath(path);
  if (fill === undefined || typeof steps === "string") return null;
  const { documents } = parseSource(sourceOf(source.path, applyChanges(source.text, changes)));
  const document = documents.find(({ index }) => index === place.document.index);
  const followed = document === undefined ? null : followPath(document, steps);
  if (document === undefined || followed === null || typeof followed === "string") return null;
  const position = positionAt(followed.place.document.source, startOf(followed.place));
  const object = objectsOf(document).find(({ prefix }) => prefix === owner.object.prefix);
  const sites = object === undefined ? [] : owner.kind.find(object).flatMap((one) => ("reason" in one ? [] : [one]));
  const site = sites.find(({ pin }) => pin.line === position.line && pin.column === position.column);
  return site === undefined ? null : { fill, site };
}

/** The same site in the file as it is: empty, and written as the filled one would be. */
function emptied({ place }: Placeholder, { fill, site }: Filled): Site {
  return {
    ...site,
    pin: {
      ...site.pin,
      ...positionAt(place.document.source, startOf(place)),
      version: { tag: null, digest: null },
    },
    write(to: Version) {
      const changes = site.write(to);
      if (!changes.some(({ start, end }) => start < fill.start + fill.text.length && end > fill.start)) {
        throw new UserError("it would stay empty; name the place that takes this version");
      }
      return changes.map((change) => beforeFilling(change, fill));
    },
  };
}

/** A change of the filled text as one of the text before. */
function beforeFilling(change: Change, fill: Change): Change {
  const { start, end, text } = change;
  const filledEnd = fill.start + fill.text.length;
  const shift = fill.end - filledEnd;
  if (end <= fill.start) return change;
  if (start >= filledEnd) return { ...change, start: start + shift, end: end + shift };
  const before = fill.text.slice(0, Math.max(0, start - fill.start));
  const after = fill.text.slice(Math.min(fill.text.length, end - fill.start));
  return {
    ...change,
    start: Math.min(start, fill.start),
    end: Math.max(end + shift, fill.end),
    text: before + text + after,
  };
}

function attempt<T>(make: () => T): T | string {
  try {
    return make();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
