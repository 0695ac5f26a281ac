// A Helm chart's version in one scalar: exact, or a range, which is a policy and not ours to replace.
import type { Artifact } from "../../artifacts/artifact.ts";
import { isChartVersion, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { textOf, type Place } from "../yaml/place.ts";
import { templateRefusal } from "./reference.ts";
import { site, type ObjectPlace, type Site } from "../site.ts";
import { withoutTrailingSlashes } from "../../text/trailing-slashes.ts";

export interface ChartVersion {
  readonly object: ObjectPlace;
  readonly path: string;
  readonly place: Place;
  readonly artifact: Artifact | null;
  readonly automation?: string | null;
  readonly refusals?: readonly (string | null)[];
}

/** The pin of a chart's version; `null` when it is empty or `*`, which is the newest. */
export function chartVersionSite({ object, path, place, artifact, automation, refusals }: ChartVersion): Site | null {
  const text = textOf(place);
  if (text === null || text === "" || text === "*") return null;
  const template = templateRefusal(text);
  // `1.2` is a range to Helm: any 1.2.x.
  const exact = isChartVersion(text) || template !== null;
  const range = exact
    ? null
    : `"${text}" is a range of versions, a policy of its own; name this very place to replace it`;
  return site({
    object,
    path,
    at: place,
    artifact,
    takes: "chart",
    version: { tag: text, digest: null },
    style: exact ? "exact" : "range",
    range,
    refusals: [template, ...(refusals ?? [])],
    automation: automation ?? null,
    write: (to) => setScalar(place, requireChartVersion(to)),
  });
}

/** A chart as its manifest names it: the same name from another repository is another chart. */
export function chartArtifact(name: string, source: string): Artifact {
  return { kind: "chart", name, id: source === "" ? name : `${withoutTrailingSlashes(source)}/${name}` };
}

/** A chart that lies in a container registry as `name`: `ghcr.io/acme/charts/podinfo` is podinfo of `oci://ghcr.io/acme/charts`. */
export function chartOfOci(name: string): Artifact {
  const divider = name.lastIndexOf("/");
  return chartArtifact(name.slice(divider + 1), divider === -1 ? "" : `oci://${name.slice(0, divider)}`);
}

/** The version as text. Throws a UserError unless `to` is one. */
export function requireChartVersion(to: Version): string {
  if (to.digest !== null) throw new UserError("a chart version has no digest here; give the version alone");
  if (to.tag === null || !isChartVersion(to.tag)) {
    throw new UserError(`${JSON.stringify(to.tag ?? "")} is no chart version; expected one like 1.2.3`);
  }
  return to.tag;
}
