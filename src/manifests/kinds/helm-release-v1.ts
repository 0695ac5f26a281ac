// Flux v1's HelmRelease, of the Helm operator: chart version, images among the values, and Flux's annotations about them.
import { chartArtifact, chartVersionSite } from "../chart-version.ts";
import { fluxV1Policy } from "../flux-v1.ts";
import type { ManifestKind } from "../kind.ts";
import { descend, field, mapField, textField, type Key } from "../place.ts";
import type { ObjectPlace, Site } from "../site.ts";
import { valuesSites, type PolicyOf } from "../values.ts";

export const helmReleaseV1: ManifestKind = {
  name: "HelmRelease (Flux v1)",
  mayBeIn: (_, contains) => contains("HelmRelease"),
  matches: ({ object }) =>
    object.kind === "HelmRelease" && /^(helm\.fluxcd\.io|flux\.weave\.works)\//.test(object.apiVersion),
  find(object) {
    const values = descend(object.place, ["spec", "values"]);
    return [
      ...chartSites(object),
      ...(values === null ? [] : valuesSites(object, values, "spec.values", policyOf(object.annotations))),
    ];
  },
  transformed: false,
};

function chartSites(object: ObjectPlace): readonly Site[] {
  const spec = mapField(object.place, "spec");
  const chart = spec === null ? null : mapField(spec, "chart");
  const version = chart === null ? null : field(chart, "version");
  if (chart === null || version === null) return [];
  // With `git` the chart comes from a repository's path, and `version` is not read.
  const name = textField(chart, "name");
  const repository = textField(chart, "repository");
  if (!name || !repository) return [];
  const { refusals } = fluxV1Policy(object.annotations, []);
  const found = chartVersionSite({
    object,
    path: "spec.chart.version",
    place: version,
    artifact: chartArtifact(name, repository),
    refusals,
  });
  return found === null ? [] : [found];
}

/** The name that Flux gives an image of the values: `chart-image` at their top, else the name of its block; or as an annotation maps it. */
function policyOf(annotations: ReadonlyMap<string, string>): PolicyOf {
  const mapped = new Map<string, string>();
  for (const [key, value] of annotations) {
    const name = /^(?:repository|tag)\.fluxcd\.io\/(.+)$/.exec(key)?.[1];
    if (name !== undefined) mapped.set(value.replace(/\.?[^.]*$/, ""), name);
  }
  return (block) => {
    const path = block.join(".");
    const own = mapped.get(path);
    const byPlace = containerName(block);
    const names = [own, byPlace].filter((name) => name !== undefined);
    const { filter, automation, refusals } = fluxV1Policy(annotations, names);
    return { filter, automation, refusal: refusals.find((refusal) => refusal !== null) ?? null };
  };
}

function containerName(block: readonly Key[]): string | undefined {
  const [first, second] = block;
  if (block.length === 0 || (block.length === 1 && first === "image")) return "chart-image";
  if (block.length === 1 || (block.length === 2 && second === "image")) return String(first);
  return undefined;
}
