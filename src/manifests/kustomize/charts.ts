// The Helm charts that a kustomization renders: `helmCharts`, and `helmChartInflationGenerator`, its form before kustomize 4.1.
import { chartArtifact, chartVersionSite } from "../shapes/chart-version.ts";
import { groupBy } from "../../text/group-by.ts";
import { asMap, field, itemsOf, mapField, seqField, textField, type MapPlace } from "../yaml/place.ts";
import type { ObjectPlace, Site } from "../site.ts";
import { valuesSites } from "../shapes/values.ts";

interface ChartList {
  readonly list: string;
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  readonly values: string;
}

const LISTS: readonly ChartList[] = [
  { list: "helmCharts", name: "name", repository: "repo", version: "version", values: "valuesInline" },
  {
    list: "helmChartInflationGenerator",
    name: "chartName",
    repository: "chartRepoUrl",
    version: "chartVersion",
    values: "values",
  },
];

/** The charts' versions and the images among their inline values. */
export function chartSites(object: ObjectPlace): readonly Site[] {
  return LISTS.flatMap((keys) => {
    const list = seqField(object.place, keys.list, true);
    if (list === null) return [];
    const charts = itemsOf(list).flatMap((item) => asMap(item) ?? []);
    const labels = labelsOf(charts, keys.name);
    return charts.flatMap((chart) => sitesOf(object, chart, keys, `${keys.list}[${labels.get(chart) ?? ""}]`));
  });
}

function sitesOf(object: ObjectPlace, chart: MapPlace, keys: ChartList, path: string): readonly Site[] {
  const name = textField(chart, keys.name, true);
  const place = field(chart, keys.version, true);
  const version =
    place === null
      ? null
      : chartVersionSite({
          object,
          path: `${path}.${keys.version}`,
          place,
          artifact: name ? chartArtifact(name, textField(chart, keys.repository, true) ?? "") : null,
        });
  // In the old form `values` names a file: then it is no map.
  const values = mapField(chart, keys.values, true);
  return [
    ...(version === null ? [] : [version]),
    ...(values === null ? [] : valuesSites(object, values, `${path}.${keys.values}`)),
  ];
}

/** What tells the charts of a list apart: the name, with the release's where one chart stands there several times, and a number where that is the same too. */
function labelsOf(charts: readonly MapPlace[], nameKey: string): ReadonlyMap<MapPlace, string> {
  const labels = new Map<MapPlace, string>();
  for (const [name, same] of groupBy(charts, (chart) => textField(chart, nameKey, true) ?? "")) {
    const releases = groupBy(same, (chart) => textField(chart, "releaseName", true) ?? "");
    for (const [release, twins] of releases) {
      const label = same.length === 1 || release === "" ? `name=${name}` : `name=${name},releaseName=${release}`;
      for (const [index, chart] of twins.entries()) labels.set(chart, index === 0 ? label : `${label}#${index + 1}`);
    }
  }
  return labels;
}
