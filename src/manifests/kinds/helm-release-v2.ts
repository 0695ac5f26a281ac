// Flux v2's HelmRelease: chart version, images among the values, and those of its post-renderers. The version of a chart that `chartRef` names stands in
// that object.
import { fluxChartSites } from "../flux/chart.ts";
import { imageEntries } from "../shapes/image-entry.ts";
import type { ManifestKind } from "../kind.ts";
import { asMap, descend, itemsOf, mapField, seqField } from "../yaml/place.ts";
import type { ObjectPlace, Site } from "../site.ts";
import { valuesSites } from "../shapes/values.ts";

export const helmReleaseV2: ManifestKind = {
  name: "HelmRelease (Flux v2)",
  mayBeIn: (_, contains) => contains("HelmRelease"),
  matches: ({ object }) => object.kind === "HelmRelease" && object.apiVersion.startsWith("helm.toolkit.fluxcd.io/"),
  find(object) {
    const values = descend(object.place, ["spec", "values"]);
    return [
      ...chartSites(object),
      ...(values === null ? [] : valuesSites(object, values, "spec.values")),
      ...postRendererSites(object),
    ];
  },
  transformed: false,
};

function chartSites(object: ObjectPlace): readonly Site[] {
  const chart = asMap(descend(object.place, ["spec", "chart", "spec"]));
  return chart === null ? [] : fluxChartSites(object, chart, "spec.chart.spec");
}

function postRendererSites(object: ObjectPlace): readonly Site[] {
  const spec = mapField(object.place, "spec");
  const renderers = spec === null ? null : seqField(spec, "postRenderers");
  if (renderers === null) return [];
  return itemsOf(renderers).flatMap((item, index) => {
    const renderer = asMap(item);
    const kustomize = renderer === null ? null : mapField(renderer, "kustomize");
    const images = kustomize === null ? null : seqField(kustomize, "images");
    if (images === null) return [];
    const path = `spec.postRenderers[${index}].kustomize.images`;
    return (
      imageEntries(object, images, path)
        .map((entry) => entry.site)
        // What the chart renders is not known here, so an entry without a version fixes none.
        .filter((found) => found.pin.style !== "absent")
    );
  });
}
