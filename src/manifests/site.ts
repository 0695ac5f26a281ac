// A pin together with the way to write it: what every kind of manifest returns.
import { isScalar } from "yaml";
import type { Artifact } from "../artifacts/artifact.ts";
import { matchesFilter } from "../artifacts/filter.ts";
import { formatVersion, isDigest, isTag, type Version } from "../artifacts/version.ts";
import { UserError } from "../errors.ts";
import type { Change } from "./yaml/change.ts";
import type { ManifestObject, Pin } from "./pin.ts";
import { startOf, type MapPlace, type Place } from "./yaml/place.ts";
import { positionAt } from "./yaml/source.ts";

/** One object of a manifest: a document's root, or an item of a `List`. */
export interface ObjectPlace {
  readonly place: MapPlace;
  readonly object: ManifestObject;
  /** What the pins' paths start with: empty, or `items[2].`. */
  readonly prefix: string;
  readonly annotations: ReadonlyMap<string, string>;
}

/** A pin and how to write it. */
export interface Site {
  readonly pin: Pin;
  /** The refusal that falls when the place is named; `null` when naming it changes nothing. */
  readonly lifted: string | null;
  /** The changes that make the place hold `to`; none when it does already. Throws a UserError that says why it cannot. */
  write(to: Version): readonly Change[];
}

export interface SiteFacts {
  readonly object: ObjectPlace;
  /** Inside the object: `spec.values.image`. */
  readonly path: string;
  /** Where the pin stands: its line and column. */
  readonly at: Place;
  readonly artifact: Artifact | null;
  /** Default: what the artifact is; without one an image. */
  readonly takes?: Pin["takes"];
  readonly version: Version;
  readonly style?: Pin["style"];
  /** Why the place is written only when the configuration or the call names it; `null` when it is an ordinary one. */
  readonly guard?: string | null;
  /** Why the range that stands here is left alone, unless the configuration or the call names the place. */
  readonly range?: string | null;
  /** The first of these that is not `null` refuses. */
  readonly refusals?: readonly (string | null)[];
  /** The first of these that is not `null` makes what it holds doubtful. */
  readonly doubts?: readonly (string | null)[];
  readonly filter?: string | null;
  readonly automation?: string | null;
  readonly write: (to: Version) => readonly Change[];
}

/** Makes a site of what a kind found: position, refusals, Flux's markers and the filter are the same for all kinds. */
export function site(facts: SiteFacts): Site {
  const { object, at } = facts;
  const { source } = at.document;
  const marker = imagePolicyOf(at);
  const filter = facts.filter ?? null;
  const markerGuard = marker === null ? null : `Flux's image automation writes this value (its policy is "${marker}")`;
  const guard = facts.guard ?? markerGuard;
  const lifted = facts.range ?? guard;
  const refusal = [object.place.refusal, at.refusal, ...(facts.refusals ?? [])].find((reason) => reason !== null);
  const pin: Pin = {
    file: source.path,
    document: at.document.index,
    object: object.object,
    path: object.prefix + facts.path,
    ...positionAt(source, startOf(at)),
    artifact: facts.artifact,
    takes: facts.takes ?? facts.artifact?.kind ?? "image",
    version: facts.version,
    style: facts.style ?? "exact",
    refusal: refusal ?? lifted,
    guarded: guard !== null,
    named: false,
    doubt: [object.place.doubt, at.doubt, ...(facts.doubts ?? [])].find((reason) => reason !== null) ?? null,
    filter,
    automation: marker === null ? (facts.automation ?? null) : `Flux's image policy "${marker}" writes here too`,
  };
  return {
    pin,
    lifted,
    write(to) {
      if (filter !== null && to.tag !== null && !matchesFilter(filter, to.tag)) {
        throw new UserError(`its own filter "${filter}" excludes "${to.tag}"`);
      }
      const changes = facts.write(to);
      return at.document.embedding?.outward(changes) ?? changes;
    },
  };
}

/** A site that a kind found, with a reason to write it only when it is named. */
export function guardedSite(found: Site, reason: string): Site {
  const { pin, lifted } = found;
  return { ...found, lifted: lifted ?? reason, pin: { ...pin, refusal: pin.refusal ?? reason, guarded: true } };
}

/** Throws a UserError unless `to` is a tag and/or a digest that an image can have: nothing else ever gets into a manifest. */
export function requireImageVersion(to: Version): void {
  const tagRight = to.tag === null || isTag(to.tag);
  const digestRight = to.digest === null || isDigest(to.digest);
  if (tagRight && digestRight && (to.tag !== null || to.digest !== null)) return;
  throw new UserError(
    `${JSON.stringify(formatVersion(to))} is no image version; a tag has at most 128 of the characters A-Z a-z 0-9 _ . -, a digest is sha256: and 64 lower-case hexadecimal digits`,
  );
}

/** How far behind a value its comment is looked for. */
const LONGEST_MARKED = 2000;

/** The policy of a Flux marker comment on the value's line: `# {"$imagepolicy": "flux-system:podinfo:tag"}`. */
function imagePolicyOf({ node, document }: Place): string | null {
  // A block's text ends on the line before: what stands there belongs to another value.
  if (isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED")) return null;
  const { text } = document.source;
  const end = node.range?.[1] ?? 0;
  const newline = text.indexOf("\n", end);
  // Not the whole of a line of 5 MB for each of its pins.
  const rest = text.slice(end, Math.min(newline === -1 ? text.length : newline, end + LONGEST_MARKED));
  return /#\s*\{\s*"\$imagepolicy"\s*:\s*"([^"]*)"/.exec(rest)?.[1] ?? null;
}
