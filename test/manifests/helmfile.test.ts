import { describe, expect, test } from "vitest";
import { listed, pinAt, scanTexts, setIn } from "./given.ts";

const found = (text: string, file = "helmfile.yaml") =>
  listed(scanTexts({ [file]: text })).map((line) => line.replace(/^\S+ /, ""));

const REPOSITORIES = `repositories:
- {name: acme, url: https://charts.example/stable}
- {name: registry, url: ghcr.io/acme/charts, oci: true}
`;

describe("the charts of a helmfile", () => {
  test.each<[string, string[]]>([
    ["- {name: r, chart: acme/redis, version: 1.2.3}", ["https://charts.example/stable/redis 1.2.3 exact"]],
    ["- {name: r, chart: registry/redis, version: 1.2.3}", ["oci://ghcr.io/acme/charts/redis 1.2.3 exact"]],
    ["- {name: r, chart: oci://ghcr.io/acme/redis, version: v1.2.3}", ["oci://ghcr.io/acme/redis v1.2.3 exact"]],
    ["- {name: r, chart: elsewhere/redis, version: 1.2.3}", ["elsewhere/redis 1.2.3 exact"]],
    ["- {name: r, chart: redis, version: ~1.2}", ["redis ~1.2 range"]],
    ["- {name: r, version: 1.2.3}", ["- 1.2.3 exact"]],
    ["- {name: r, chart: ./charts/redis, version: 1.2.3}", []],
    ["- {name: r, chart: ../redis, version: 1.2.3}", []],
    ["- {name: r, chart: acme/redis}", []],
    ["- r", []],
  ])("%j", (release, expected) => {
    const text = `${REPOSITORIES}releases:\n${release}\n`;
    expect(found(text)).toEqual(expected.map((line) => `releases[name=r].version ${line}`));
  });

  test("one name in two namespaces is two places", () => {
    const text =
      "releases:\n- {name: r, namespace: a, chart: acme/r, version: 1.2.3}\n- {name: r, namespace: b, chart: acme/r, version: 1.2.4}\n";
    expect(found(text)).toEqual([
      "releases[name=r].version acme/r 1.2.3 exact",
      "releases[name=r#2].version acme/r 1.2.4 exact",
    ]);
  });

  test("the releases may stand in a later document", () => {
    const text = "environments: {default: {}}\n---\nreleases:\n- {name: r, chart: acme/r, version: 1.2.3}\n";
    expect(scanTexts({ "helmfile.yaml": text }).pins).toMatchObject([{ document: 1, line: 4 }]);
  });

  test.each(["helmfile.yml", "apps/helmfile.yaml", "helmfile.d/10-apps.yaml"])("%s is its file", (path) => {
    expect(found("releases: [{name: r, chart: a/r, version: 1.2.3}]\n", path)).toHaveLength(1);
  });

  test.each(["my-helmfile.yaml", "helmfile.d/charts/a.yaml", "helmfile.yaml.gotmpl"])("%s is not", (path) => {
    expect(found("releases: [{name: r, chart: a/r, version: 1.2.3}]\n", path)).toEqual([]);
  });

  test("an object of Kubernetes is none", () => {
    expect(found("kind: Helmfile\nreleases: [{name: r, chart: a/r, version: 1.2.3}]\n")).toEqual([]);
  });

  test("is guarded, and a template is refused with its own reason", () => {
    const text =
      "releases:\n- {name: r, chart: a/r, version: 1.2.3}\n- {name: t, chart: a/t, version: '{{ .Values.v }}'}\n";
    const scan = scanTexts({ "helmfile.yaml": text });
    expect(pinAt(scan, "releases[name=r].version")).toMatchObject({
      guarded: true,
      refusal: "it is the version of a chart that helmfile installs",
    });
    expect(pinAt(scan, "releases[name=t].version")).toMatchObject({
      guarded: true,
      refusal: "the value is a template ({{ .Values.v }})",
    });
    expect(() => setIn("helmfile.yaml", text, { "releases[name=r].version": "1.2.4" })).toThrow("helmfile installs");
  });

  test("a condition between the releases is a problem with its reason", () => {
    const text = "releases:\n{{ if .Values.on }}\n- {name: r, chart: a/r, version: 1.2.3}\n{{ end }}\n";
    const { pins, problems } = scanTexts({ "helmfile.yaml": text });
    expect(pins).toEqual([]);
    expect(problems[0]?.reason).toContain("it is a template ({{ }}), not YAML");
  });
});
