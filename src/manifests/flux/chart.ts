// Where Flux says which chart and version it takes from a repository: the same fields in a HelmRelease and in a HelmChart.
import { chartArtifact, chartVersionSite } from "../shapes/chart-version.ts";
import { field, mapField, textField, type MapPlace } from "../yaml/place.ts";
import type { ObjectPlace, Site } from "../site.ts";

/** The pin of `version`; none where Flux does not read it, or takes the newest. `path` is that of `chart` in its object. */
export function fluxChartSites(object: ObjectPlace, chart: MapPlace, path: string): readonly Site[] {
  const version = field(chart, "version");
  if (version === null) return [];
  const source = mapField(chart, "sourceRef");
  const sourceKind = source === null ? "" : (textField(source, "kind") ?? "");
  // Flux reads the chart's own Chart.yaml there and ignores this version.
  if (sourceKind === "GitRepository" || sourceKind === "Bucket") return [];
  const name = textField(chart, "chart");
  const sourceName = source === null ? null : textField(source, "name");
  const found = chartVersionSite({
    object,
    path: `${path}.version`,
    place: version,
    // A patch names no chart: its pin is known by its object and path.
    artifact: name ? chartArtifact(name, sourceName ? `${sourceKind}/${sourceName}` : "") : null,
  });
  return found === null ? [] : [found];
}
