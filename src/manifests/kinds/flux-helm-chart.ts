// Flux's HelmChart: a chart of a repository, on its own so that HelmReleases can refer to it.
import { fluxChartSites } from "../flux/chart.ts";
import type { ManifestKind } from "../kind.ts";
import { mapField } from "../yaml/place.ts";

export const fluxHelmChart: ManifestKind = {
  name: "HelmChart (Flux)",
  mayBeIn: (_, contains) => contains("source.toolkit.fluxcd.io") && contains("HelmChart"),
  matches: ({ object }) => object.kind === "HelmChart" && object.apiVersion.startsWith("source.toolkit.fluxcd.io/"),
  find(object) {
    const spec = mapField(object.place, "spec");
    return spec === null ? [] : fluxChartSites(object, spec, "spec");
  },
  transformed: false,
};
