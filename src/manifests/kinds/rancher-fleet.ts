// Rancher Fleet's `fleet.yaml`: the chart of a bundle, and of its customizations for some clusters.
import { chartArtifact, chartOfOci, chartVersionSite } from "../shapes/chart-version.ts";
import type { ManifestKind } from "../kind.ts";
import { asMap, field, itemsOf, mapField, seqField, textField, type MapPlace } from "../yaml/place.ts";
import { guardedSite, type ObjectPlace, type Site } from "../site.ts";

const FLEET = /(?:^|\/)fleet\.ya?ml$/;

export const rancherFleet: ManifestKind = {
  name: "Rancher Fleet bundle",
  mayBeIn: (path, contains) => FLEET.test(path) && contains("helm") && contains("version"),
  matches: ({ place, object }) => FLEET.test(place.document.source.path) && object.kind === "",
  find(object) {
    const helm = mapField(object.place, "helm");
    const customizations = seqField(object.place, "targetCustomizations");
    const own = helm === null ? [] : helmSite(object, helm, helm, "helm.version");
    const seen = new Set<string>();
    const others = (customizations === null ? [] : itemsOf(customizations)).flatMap((item, index) => {
      const map = asMap(item);
      const custom = map === null ? null : mapField(map, "helm");
      if (map === null || custom === null) return [];
      const name = textField(map, "name") ?? "";
      const label = name === "" || seen.has(name) ? String(index) : `name=${name}`;
      seen.add(name);
      return helmSite(object, custom, helm, `targetCustomizations[${label}].helm.version`);
    });
    return [...own, ...others];
  },
  transformed: false,
};

/** A customization says only what differs from the bundle. */
function helmSite(object: ObjectPlace, helm: MapPlace, bundle: MapPlace | null, path: string): readonly Site[] {
  const version = field(helm, "version");
  if (version === null) return [];
  const text = (key: string): string => textField(helm, key) || (bundle && textField(bundle, key)) || "";
  const [chart, repository] = [text("chart"), text("repo")];
  // A chart that lies in the repository has the version that lies there.
  if (/^\.{0,2}\//.test(chart)) return [];
  const oci = /^oci:\/\/(.+)$/.exec(chart)?.[1];
  const artifact = chart === "" ? null : oci === undefined ? chartArtifact(chart, repository) : chartOfOci(oci);
  const guard = "it is the version of a chart that Rancher Fleet installs";
  const found = chartVersionSite({ object, path, place: version, artifact });
  return found === null ? [] : [guardedSite(found, guard)];
}
