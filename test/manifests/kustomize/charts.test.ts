import { describe, expect, test } from "vitest";
import { DIGEST, listed, scanTexts, setIn } from "../given.ts";
import { crossWithTraits } from "../traits.ts";

const FILE = "prod/kustomization.yaml";
const found = (text: string) => listed(scanTexts({ [FILE]: text })).map((line) => line.replace(/^\S+ /, ""));

const CHARTS = `kind: Kustomization
helmGlobals: {chartHome: charts, version: 9.9.9}
helmCharts:
- name: cilium
  repo: https://helm.example.org/
  version: 1.19.4
  valuesFile: values.yaml
  valuesInline:
    image: {repository: quay.io/cilium/cilium, tag: v1.19.4, version: 3}
- name: redis
  repo: oci://registry.example.org/charts
  releaseName: cache
  version: 20.1.0
- Name: redis
  repo: oci://registry.example.org/charts
  releaseName: queue
  Version: ~20.1
- name: local
- name: any
  version: "*"
`;

describe("the charts of a kustomization", () => {
  test("have a version each, and images among their inline values", () => {
    expect(found(CHARTS)).toEqual([
      "helmCharts[name=cilium].version https://helm.example.org/cilium 1.19.4 exact",
      "helmCharts[name=cilium].valuesInline.image quay.io/cilium/cilium v1.19.4 exact",
      "helmCharts[name=redis,releaseName=cache].version oci://registry.example.org/charts/redis 20.1.0 exact",
      "helmCharts[name=redis,releaseName=queue].version oci://registry.example.org/charts/redis ~20.1 range",
    ]);
  });

  test("are told apart when nothing but their place does", () => {
    const item = "- {name: redis, version: 1.0.0}\n";
    expect(found(`helmCharts:\n${item.repeat(2)}`).map((line) => line.split(" ")[0])).toEqual([
      "helmCharts[name=redis].version",
      "helmCharts[name=redis#2].version",
    ]);
  });

  test("are found in the old form, whose values are a file", () => {
    expect(
      found(
        "helmChartInflationGenerator:\n- chartName: redis\n  chartRepoUrl: https://charts.example.org\n  chartVersion: 1.2.3\n  values: a.yaml\n",
      ),
    ).toEqual(["helmChartInflationGenerator[name=redis].chartVersion https://charts.example.org/redis 1.2.3 exact"]);
  });

  test.each([
    ["a range", "~1.2", "range of versions"],
    ["a template", "'{{ version }}'", "template"],
    ["a variable", "${VERSION}", "substituted later"],
    ["an alias", "*v", "alias *v"],
    ["an anchor in use", "&w 1.2.3\n  x: *w", "&w is used again"],
    ["the key twice", "1.2.3\n  Version: 1.2.4", "stands twice, in lines 4 and 5"],
    ["a block", "|-\n    1.2.3", "block scalar"],
  ])("are refused with %s as the version, and the file stays", (_, version, reason) => {
    const text = `x: &v 1.2.3\nhelmCharts:\n- name: redis\n  version: ${version}\n`;
    expect(() => setIn(FILE, text, { "helmCharts[name=redis].version": "9.9.9" })).toThrow(reason);
  });

  test.each(["~1.2", "1.2", `1.2.3@${DIGEST}`, "1.2.3\nx: y", "", "v1.2.3 x"])("%j never gets in", (to) => {
    const text = "helmCharts:\n- name: redis\n  version: 1.2.2\n";
    expect(() => setIn(FILE, text, { "helmCharts[name=redis].version": to })).toThrow(/chart version/);
  });

  test.each([
    "helmCharts: none\n",
    "helmCharts: {name: a, version: 1.0.0}\n",
    "helmCharts: [a, [b]]\n",
    "helmCharts:\n",
  ])("are none in %j", (text) => {
    expect(scanTexts({ [FILE]: text })).toMatchObject({ pins: [], problems: [] });
  });
});

const charts = (version: string, more = "") =>
  `kind: Kustomization\nhelmCharts:\n  # the cache\n  - repo: https://charts.example.org\n    version: ${version} # 1.2.3\n    name: redis\n${more}`;
const values = (image: string) => `    valuesInline:\n      image: ${image}\n`;

crossWithTraits([
  {
    name: "a plain version",
    file: FILE,
    before: charts("1.2.3"),
    after: charts("1.2.4"),
    set: { "helmCharts[name=redis].version": "1.2.4" },
  },
  {
    name: "a double-quoted version",
    file: FILE,
    before: charts('"1.2.3"'),
    after: charts('"v1.10.0+b"'),
    set: { "helmCharts[name=redis].version": "v1.10.0+b" },
  },
  {
    name: "a single-quoted version",
    file: FILE,
    before: charts("'1.2.3'"),
    after: charts("'1.2.4'"),
    set: { "helmCharts[name=redis].version": "1.2.4" },
  },
  {
    name: "a version on the next line",
    file: FILE,
    before: charts("\n      1.2.3"),
    after: charts("\n      1.2.4"),
    set: { "helmCharts[name=redis].version": "1.2.4" },
  },
  {
    name: "an anchored version that nobody uses",
    file: FILE,
    before: charts("&v 1.2.3"),
    after: charts("&v 1.2.4"),
    set: { "helmCharts[name=redis].version": "1.2.4" },
  },
  {
    name: "a version and an image on one line, in JSON's form",
    file: FILE,
    before:
      'helmCharts: [{"name": "redis", "x": "🚀", "version": "1.2.3", "valuesInline": {"image": {"repository": "redis", "tag": "7"}}}]\n',
    after:
      'helmCharts: [{"name": "redis", "x": "🚀", "version": "2.0.0", "valuesInline": {"image": {"repository": "redis", "tag": "8.0"}}}]\n',
    set: { "helmCharts[name=redis].version": "2.0.0", "helmCharts[name=redis].valuesInline.image": "8.0" },
  },
  {
    name: "an image among the values",
    file: FILE,
    before: charts("1.2.3", values("redis:7")),
    after: charts("1.2.3", values(`redis:8@${DIGEST}`)),
    set: { "helmCharts[name=redis].valuesInline.image": `8@${DIGEST}` },
  },
]);
