// A chart's own files: `Chart.yaml` with its dependencies and its two versions, and `requirements.yaml`, where charts of Helm 2 have the dependencies.
import { isChartVersion, isTag, type Version } from "../../artifacts/version.ts";
import { UserError } from "../../errors.ts";
import { groupBy } from "../../text/group-by.ts";
import { chartArtifact, chartVersionSite } from "../shapes/chart-version.ts";
import type { ManifestKind } from "../kind.ts";
import { setScalar } from "../yaml/map-edit.ts";
import { asMap, field, itemsOf, seqField, startOf, textField, textOf, type MapPlace } from "../yaml/place.ts";
import { templateRefusal } from "../shapes/reference.ts";
import { site, type ObjectPlace, type Site } from "../site.ts";
import { namedLines } from "../yaml/source.ts";

const REQUIREMENTS = /(?:^|\/)requirements\.yaml$/;
const CHART = /(?:^|\/)Chart\.yaml$/;

export const chartYaml: ManifestKind = {
  name: "Helm chart",
  // Helm knows these names only, in this case. `Chart.lock` is generated and holds no pin.
  mayBeIn: (path, contains) =>
    (CHART.test(path) && contains("ersion")) || (REQUIREMENTS.test(path) && contains("dependencies")),
  matches({ place, object, prefix }) {
    const { index, source } = place.document;
    if (index !== 0 || prefix !== "" || object.kind !== "") return false;
    // Ansible has a requirements.yaml of its own, without dependencies.
    if (REQUIREMENTS.test(source.path)) return seqField(place, "dependencies") !== null;
    return CHART.test(source.path) && (/^v[12]$/.test(object.apiVersion) || textField(place, "name") !== null);
  },
  find(found) {
    const isChart = CHART.test(found.place.document.source.path);
    const name = isChart ? (textField(found.place, "name") ?? "") : "";
    const object: ObjectPlace = { ...found, object: { ...found.object, name } };
    return [...(isChart ? ownVersions(object, name) : []), ...dependencySites(object)];
  },
  transformed: false,
};

/** What the chart says of itself: its author's to decide, so only when named. */
function ownVersions(object: ObjectPlace, name: string): readonly Site[] {
  const chart = { path: "version", artifact: name === "" ? null : chartArtifact(name, "") };
  const app = { path: "appVersion", artifact: null };
  return [chart, app].flatMap(({ path, artifact }) => {
    const place = field(object.place, path);
    const text = textOf(place);
    if (place === null || text === null || text === "") return [];
    const isVersion = path === "version";
    const what = isVersion ? "the chart's own version" : "the version of the app that the chart installs";
    const found = site({
      object,
      path,
      at: place,
      artifact,
      takes: isVersion ? "chart" : "text",
      version: { tag: text, digest: null },
      refusals: [templateRefusal(text)],
      guard: `it is ${what}, which its author raises with a release`,
      write: (to) => setScalar(place, isVersion ? requireChartVersion(to) : requireAppVersion(to)),
    });
    return [found];
  });
}

function requireChartVersion({ tag, digest }: Version): string {
  if (digest === null && tag !== null && isChartVersion(tag)) return tag;
  throw new UserError(`${JSON.stringify(tag ?? digest)} is no version of a chart; expected one like 1.2.3`);
}

/** Any text to Helm; templates put it behind the image's name. */
function requireAppVersion({ tag, digest }: Version): string {
  if (digest === null && tag !== null && (isTag(tag) || isChartVersion(tag))) return tag;
  throw new UserError(`${JSON.stringify(tag ?? digest)} is no appVersion; expected a tag, without a digest`);
}

function dependencySites(object: ObjectPlace): readonly Site[] {
  const list = seqField(object.place, "dependencies");
  const maps = list === null ? [] : itemsOf(list).flatMap((item) => asMap(item) ?? []);
  const sites: Site[] = [];
  for (const [label, same] of groupBy(maps, labelOf)) {
    const lines = namedLines(object.place.document.source, same, startOf);
    const twice = same.length > 1 ? `two dependencies are called ${label}, in ${lines}; give one an alias` : null;
    for (const [index, map] of same.entries()) {
      const found = dependencySite(object, map, `dependencies[${label}${index > 0 ? `#${index + 1}` : ""}]`, twice);
      if (found !== null) sites.push(found);
    }
  }
  return sites;
}

/** An alias tells two dependencies on one chart apart, as Helm does. */
function labelOf(map: MapPlace): string {
  const alias = textField(map, "alias");
  return alias ? `alias=${alias}` : `name=${textField(map, "name") ?? ""}`;
}

function dependencySite(object: ObjectPlace, map: MapPlace, path: string, twice: string | null): Site | null {
  const name = textField(map, "name");
  const repository = textField(map, "repository") ?? "";
  const version = field(map, "version");
  // Without a repository, and with `file://`, the chart lies beside this one: its version is what lies there.
  if (!name || version === null || repository === "" || repository.startsWith("file:")) return null;
  // `@acme` and `alias:acme` are one repository, by the name that `helm repo add` gave it.
  const source = repository.replace(/^alias:/, "@");
  const artifact = templateRefusal(source) === null ? chartArtifact(name, source) : null;
  return chartVersionSite({ object, path, place: version, artifact, refusals: [twice] });
}
