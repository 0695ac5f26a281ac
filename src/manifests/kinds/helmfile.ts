// helmfile's own file: the charts of its releases.
import { chartArtifact, chartOfOci, chartVersionSite } from "../shapes/chart-version.ts";
import type { Artifact } from "../../artifacts/artifact.ts";
import type { ManifestKind } from "../kind.ts";
import { asMap, field, itemsOf, seqField, textField, type MapPlace } from "../yaml/place.ts";
import { templateRefusal } from "../shapes/reference.ts";
import { guardedSite, type ObjectPlace, type Site } from "../site.ts";

const HELMFILE = /(?:^|\/)(?:helmfile\.ya?ml|helmfile\.d\/[^/]+\.ya?ml)$/;

export const helmfile: ManifestKind = {
  name: "helmfile",
  mayBeIn: (path, contains) => HELMFILE.test(path) && contains("releases") && contains("version"),
  matches: ({ place, object }) => HELMFILE.test(place.document.source.path) && object.kind === "",
  find(object) {
    const releases = seqField(object.place, "releases");
    const repositories = repositoriesOf(object.place);
    const seen = new Map<string, number>();
    return (releases === null ? [] : itemsOf(releases)).flatMap((item) => {
      const release = asMap(item);
      if (release === null) return [];
      // One name may be released into several namespaces.
      const name = textField(release, "name") ?? "";
      const nth = (seen.get(name) ?? 0) + 1;
      seen.set(name, nth);
      const label = `name=${name}${nth > 1 ? `#${nth}` : ""}`;
      return releaseSite(object, release, `releases[${label}].version`, repositories);
    });
  },
  transformed: false,
};

/** Repositories by the name under which releases of the same document use them. */
function repositoriesOf(root: MapPlace): ReadonlyMap<string, string> {
  const list = seqField(root, "repositories");
  return new Map(
    (list === null ? [] : itemsOf(list)).map((item) => [
      textField(item, "name") ?? "",
      (textField(item, "oci") === "true" ? "oci://" : "") + (textField(item, "url") ?? ""),
    ]),
  );
}

function releaseSite(
  object: ObjectPlace,
  release: MapPlace,
  path: string,
  repositories: ReadonlyMap<string, string>,
): readonly Site[] {
  const version = field(release, "version");
  const chart = textField(release, "chart") ?? "";
  // A chart that lies in the repository has the version that lies there.
  if (version === null || /^\.{0,2}\//.test(chart)) return [];
  const guard = "it is the version of a chart that helmfile installs";
  const artifact = artifactOf(chart, repositories);
  const found = chartVersionSite({ object, path, place: version, artifact });
  return found === null ? [] : [guardedSite(found, guard)];
}

/** `acme/podinfo` is podinfo of the repository that the file calls acme. */
function artifactOf(chart: string, repositories: ReadonlyMap<string, string>): Artifact | null {
  if (chart === "" || templateRefusal(chart) !== null) return null;
  const oci = /^oci:\/\/(.+)$/.exec(chart)?.[1];
  if (oci !== undefined) return chartOfOci(oci);
  const divider = chart.indexOf("/");
  if (divider === -1) return chartArtifact(chart, "");
  const alias = chart.slice(0, divider);
  return chartArtifact(chart.slice(divider + 1), repositories.get(alias) || alias);
}
