// Flux v1's aliases: annotations of a HelmRelease that say where among its values the parts of an image stand.
import { splitReference, splitTag, artifactOfImage, templateRefusal } from "../shapes/reference.ts";
import { isDigest } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { fluxV1Policy } from "./v1.ts";
import { imageScalarSite } from "../shapes/image-scalar.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { descend, field, formatKeys, textOf, type MapPlace, type Place } from "../yaml/place.ts";
import { requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";
import { withoutTrailingSlashes } from "../../text/trailing-slashes.ts";

/** An image as the annotations name its parts, by dotted paths below the values. */
export interface Alias {
  readonly name: string;
  readonly registry: string | null;
  readonly repository: string;
  /** `null`: the repository's value is a whole reference. */
  readonly tag: string | null;
}

/** The aliases, in the order of the annotations. Without `repository.fluxcd.io/X` the others of X count for nothing, as in Flux. */
export function aliasesOf(annotations: ReadonlyMap<string, string>): readonly Alias[] {
  return [...annotations].flatMap(([key, repository]) => {
    const name = /^repository\.fluxcd\.io\/(.+)$/.exec(key)?.[1];
    if (name === undefined || repository === "") return [];
    const path = (part: string) => annotations.get(`${part}.fluxcd.io/${name}`) || null;
    return [{ name, registry: path("registry"), repository, tag: path("tag") }];
  });
}

/** The dotted path of the map that holds an alias' version. */
export function blockOf({ tag, repository }: Alias): string {
  return (tag ?? repository).replace(/\.?[^.]*$/, "");
}

/**
 * The images that were detected, and those of the aliases. An alias overrules what was detected at its place, unless that is the very same
 * image: a block that holds a digest too knows better how it is written.
 */
export function withAliases(
  detected: readonly Site[],
  facts: {
    readonly object: ObjectPlace;
    readonly values: MapPlace;
    readonly path: string;
    readonly aliases: readonly Alias[];
  },
): readonly Site[] {
  const blocks = facts.aliases.map(blockOf);
  const sites = [...detected];
  for (const alias of facts.aliases) {
    const own = aliasSite(alias, facts);
    if (own === null) continue;
    const index = sites.findIndex(({ pin }) => pin.line === own.pin.line && pin.column === own.pin.column);
    const isAlone = blocks.filter((block) => block === blockOf(alias)).length === 1;
    if (index === -1) sites.push(own);
    else if (sites[index]?.pin.artifact?.id !== own.pin.artifact?.id || !isAlone) sites[index] = own;
  }
  return sites;
}

function aliasSite(
  alias: Alias,
  { object, values, path }: { readonly object: ObjectPlace; readonly values: MapPlace; readonly path: string },
): Site | null {
  const at = (dotted: string) => descend(values, dotted.split("."));
  const pathTo = (dotted: string) => pathOf(path, dotted);
  const repository = at(alias.repository);
  const policy = fluxV1Policy(object.annotations, [alias.name]);
  if (alias.tag === null) {
    return repository === null
      ? null
      : imageScalarSite({ object, path: pathTo(alias.repository), place: repository, ...policy });
  }
  const tag = at(alias.tag);
  const text = textOf(tag) ?? "";
  if (tag === null || text === "") return null;
  const registry = alias.registry === null ? "" : (textOf(at(alias.registry)) ?? "");
  const image = textOf(repository) ?? "";
  const name =
    registry === "" ? splitReference(image).name : `${withoutTrailingSlashes(registry)}/${splitReference(image).name}`;
  const template = templateRefusal(text);
  return site({
    object,
    path: pathTo(alias.tag),
    at: tag,
    artifact: image === "" || templateRefusal(name) !== null ? null : artifactOfImage(name),
    version: template === null ? splitTag(text) : { tag: text, digest: null },
    refusals: [template, digestBeside(values, alias.tag), ...policy.refusals],
    filter: policy.filter,
    automation: policy.automation,
    write(to) {
      requireImageVersion(to);
      return setTag(tag, to.tag, to.digest);
    },
  });
}

/** There is no place for a digest but behind the tag, which charts render as `name:tag@digest`. */
function setTag(place: Place, tag: string | null, digest: string | null): ReturnType<typeof setScalar> {
  if (tag === null) throw new UserError("the values have only a tag; a digest needs its tag beside it");
  return setScalar(place, digest === null ? tag : `${tag}@${digest}`);
}

/** Flux v1 knows no digests, so an alias names none: one beside its tag would stay when the tag changes. */
function digestBeside(values: MapPlace, tag: string): string | null {
  const block = descend(values, tag.split(".").slice(0, -1));
  const digest = block === null ? null : textOf(field(block, "digest"));
  return digest !== null && isDigest(digest)
    ? "`digest` beside it holds a digest, which would stay; change them together by hand"
    : null;
}

function pathOf(path: string, dotted: string): string {
  const tail = formatKeys(dotted.split("."));
  return tail.startsWith("[") ? path + tail : `${path}.${tail}`;
}
