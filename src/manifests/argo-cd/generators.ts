// The generators of an ApplicationSet: versions among the values that they fill its template with. All of them are guarded.
import { gitArtifact } from "../../artifacts/git-repository.ts";
import { formatVersion, isGitRevision, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { groupBy } from "../../text/group-by.ts";
import { specFindings } from "./spec.ts";
import { argoCdTemplate } from "./template.ts";
import { gitRevisionSite, requireGitRevision } from "../shapes/git-revision.ts";
import { imageScalarSite } from "../shapes/image-scalar.ts";
import type { Finding } from "../kind.ts";
import { setScalar } from "../yaml/map-edit.ts";
import {
  asMap,
  asSeq,
  entriesOf,
  field,
  formatKeys,
  itemsOf,
  mapField,
  seqField,
  textField,
  textOf,
  type MapPlace,
  type Place,
} from "../yaml/place.ts";
import { splitReference, splitTag } from "../shapes/reference.ts";
import { guardAll } from "../shapes/set-aside.ts";
import { guardedSite, requireImageVersion, site, type ObjectPlace, type Site } from "../site.ts";

const FILLED_IN =
  "a generator's value: the template decides what it is the version of, in every application that it fills in";
const GENERATED_FROM = "the generator's own files come from here, and they decide which applications there are";
const OVERRIDE = "a generator's own template, laid over that of the ApplicationSet";

/** What the generators of `place` hold, those of `matrix` and `merge` included. */
export function generatorFindings(object: ObjectPlace, place: MapPlace, path: string): readonly Finding[] {
  const generators = seqField(place, "generators");
  if (generators === null) return [];
  return itemsOf(generators).flatMap((item) => {
    const generator = asMap(item);
    if (generator === null) return [];
    const at = `${path}.generators[${String(item.keys.at(-1))}]`;
    return entriesOf(generator).flatMap((entry) => {
      const body = asMap(entry.place);
      return body === null ? [] : bodyFindings(object, entry.key, body, join(at, entry.key));
    });
  });
}

function bodyFindings(object: ObjectPlace, kind: string, body: MapPlace, path: string): readonly Finding[] {
  const values = mapField(body, "values");
  const elements = kind === "list" ? seqField(body, "elements") : null;
  const template = mapField(body, "template");
  const spec = template === null ? null : mapField(template, "spec");
  return [
    ...(kind === "git" ? gitSites(object, body, path) : []),
    ...(elements === null ? [] : elementSites(object, itemsOf(elements), `${path}.elements`)),
    ...(values === null ? [] : valueSites(object, values, `${path}.values`)),
    ...(spec === null ? [] : guardAll(specFindings(object, spec, `${path}.template.spec`), OVERRIDE)),
    ...generatorFindings(object, body, path),
  ];
}

function gitSites(object: ObjectPlace, body: MapPlace, path: string): readonly Site[] {
  const place = field(body, "revision");
  const repository = textField(body, "repoURL") ?? "";
  const artifact = repository === "" || argoCdTemplate(repository) !== null ? null : gitArtifact(repository);
  const found =
    place === null
      ? null
      : gitRevisionSite({ object, path: `${path}.revision`, place, artifact, guard: GENERATED_FROM });
  return found === null ? [] : [found];
}

function elementSites(object: ObjectPlace, elements: readonly Place[], path: string): readonly Site[] {
  const maps = elements.flatMap((element) => asMap(element) ?? []);
  const byLabel = groupBy(maps, labelOf);
  return maps.flatMap((map) => {
    const label = labelOf(map);
    const isOwn = label !== null && byLabel.get(label)?.length === 1;
    return valueSites(object, map, `${path}[${isOwn ? label : String(map.keys.at(-1))}]`);
  });
}

/** What an element is called, by the keys that the documentation's examples use. */
function labelOf(element: MapPlace): string | null {
  for (const key of ["name", "cluster", "app", "env", "environment", "nameNormalized"]) {
    const text = textField(element, key) ?? "";
    if (/^[\w@.:/-]{1,200}$/u.test(text)) return `${key}=${text}`;
  }
  return null;
}

/** The values whose key says that they are a version or an image, in maps below too. */
function valueSites(object: ObjectPlace, values: MapPlace, path: string): readonly Site[] {
  return entriesOf(values).flatMap(({ key, place }) => {
    const at = join(path, key);
    const map = asMap(place);
    const text = textOf(place);
    if (text !== null) {
      const found = valueSite(object, key, place, text, at);
      return found === null ? [] : [found];
    }
    if (map !== null) return valueSites(object, map, at);
    const list = asSeq(place);
    return list === null ? [] : elementSites(object, itemsOf(list), at);
  });
}

function valueSite(object: ObjectPlace, key: string, place: Place, text: string, path: string): Site | null {
  const template = argoCdTemplate(text);
  if (/image$/i.test(key)) {
    const { tag, digest } = splitReference(text).version;
    if ((tag === null && digest === null) || /:\/\/|\s/.test(text)) return null;
    const found = imageScalarSite({ object, path, place, refusals: [template] });
    return found === null ? null : guardedSite(found, FILLED_IN);
  }
  if (!/(?:version|tag|revision)$/i.test(key) || /^(?:api|kube|kubernetes|k8s)_?version$/i.test(key)) return null;
  const version: Version = template === null ? splitTag(text) : { tag: text, digest: null };
  if (template === null && (version.tag === null || !isGitRevision(version.tag))) return null;
  const facts = {
    object,
    path,
    at: place,
    artifact: null,
    takes: "text" as const,
    version,
    refusals: [template],
    guard: FILLED_IN,
  };
  return site({ ...facts, write: (to) => setScalar(place, writable(to)) });
}

/** A version of any artifact as text: which one it is, only the template knows. */
function writable(to: Version): string {
  if (to.digest === null) return requireGitRevision(to);
  requireImageVersion(to);
  if (to.tag === null) throw new UserError("a digest needs its tag beside it here");
  return formatVersion(to);
}

function join(path: string, key: string): string {
  const tail = formatKeys([key]);
  return tail.startsWith("[") ? path + tail : `${path}.${tail}`;
}
