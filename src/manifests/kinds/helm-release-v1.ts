// Flux v1's HelmRelease, of the Helm operator: its chart, images among the values, and Flux's annotations about them.
import { gitArtifact } from "../../artifacts/git-repository.ts";
import { chartArtifact, chartVersionSite } from "../shapes/chart-version.ts";
import { aliasesOf, blockOf, withAliases, type Alias } from "../flux/v1-alias.ts";
import { fluxV1Policy } from "../flux/v1.ts";
import { gitRevisionSite } from "../shapes/git-revision.ts";
import type { ManifestKind } from "../kind.ts";
import { asMap, descend, field, mapField, textField, type Key, type MapPlace } from "../yaml/place.ts";
import { templateRefusal } from "../shapes/reference.ts";
import type { ObjectPlace, Site } from "../site.ts";
import { valuesSites, type PolicyOf } from "../shapes/values.ts";

export const helmReleaseV1: ManifestKind = {
  name: "HelmRelease (Flux v1)",
  mayBeIn: (_, contains) => contains("HelmRelease"),
  matches: ({ object }) =>
    object.kind === "HelmRelease" && /^(helm\.fluxcd\.io|flux\.weave\.works)\//.test(object.apiVersion),
  find(object) {
    const values = asMap(descend(object.place, ["spec", "values"]));
    return [...chartSites(object), ...(values === null ? [] : imageSites(object, values))];
  },
  transformed: false,
};

function chartSites(object: ObjectPlace): readonly Site[] {
  const spec = mapField(object.place, "spec");
  const chart = spec === null ? null : mapField(spec, "chart");
  if (chart === null) return [];
  const { refusals } = fluxV1Policy(object.annotations, []);
  const found = isFromGit(chart) ? gitSite(object, chart, refusals) : repositorySite(object, chart, refusals);
  return found === null ? [] : [found];
}

/** The Helm operator takes the chart from Git when both are given, and then reads no `version`. */
function isFromGit(chart: MapPlace): boolean {
  return Boolean(textField(chart, "git")) && Boolean(textField(chart, "path"));
}

function gitSite(object: ObjectPlace, chart: MapPlace, refusals: readonly (string | null)[]): Site | null {
  const url = textField(chart, "git") ?? "";
  const place = field(chart, "ref");
  if (place === null) return null;
  const artifact = templateRefusal(url) === null ? gitArtifact(url, textField(chart, "path") ?? "") : null;
  return gitRevisionSite({ object, path: "spec.chart.ref", place, artifact, refusals });
}

function repositorySite(object: ObjectPlace, chart: MapPlace, refusals: readonly (string | null)[]): Site | null {
  const version = field(chart, "version");
  const name = textField(chart, "name");
  const repository = textField(chart, "repository");
  if (version === null || !name || !repository) return null;
  const artifact = chartArtifact(name, repository);
  return chartVersionSite({ object, path: "spec.chart.version", place: version, artifact, refusals });
}

function imageSites(object: ObjectPlace, values: MapPlace): readonly Site[] {
  const aliases = aliasesOf(object.annotations);
  const detected = valuesSites(object, values, "spec.values", policyOf(object.annotations, aliases));
  return withAliases(detected, { object, values, path: "spec.values", aliases });
}

/** The name that Flux gives an image of the values: an alias, `chart-image` at their top, else the name of its block. */
function policyOf(annotations: ReadonlyMap<string, string>, aliases: readonly Alias[]): PolicyOf {
  return (block) => {
    const path = block.join(".");
    const own = aliases.find((alias) => blockOf(alias) === path)?.name;
    const names = [own, containerName(block)].filter((name) => name !== undefined);
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
