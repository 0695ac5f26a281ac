import { describe, expect, test } from "vitest";
import { offersOf } from "../../../src/manifests/pairing.ts";
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { bytesOf, DIGEST, pinAt, scanTexts, version } from "../given.ts";
import { crossWithTraits } from "../traits.ts";

const metadata = (name: string, namespace: string) =>
  `metadata:\n  name: ${name}\n${namespace === "" ? "" : `  namespace: ${namespace}\n`}`;

const repository = (namespace = "", url = "oci://ghcr.io/acme/charts/podinfo", tag = "6.1.0") =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\n${metadata("podinfo", namespace)}spec:\n  url: ${url}\n  ref:\n    tag: ${tag}\n`;

const release = (namespace = "", reference = "kind: OCIRepository, name: podinfo") =>
  `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\n${metadata("app", namespace)}spec:\n  chartRef: {${reference}}\n`;

const artifacts = (texts: Readonly<Record<string, string>>) =>
  scanTexts(texts)
    .pins.filter((pin) => pin.object.kind === "OCIRepository")
    .map(({ artifact }) => `${artifact?.kind} ${artifact?.id}`);

const CHART = "chart oci://ghcr.io/acme/charts/podinfo";
const IMAGE = "image ghcr.io/acme/charts/podinfo";

describe("an OCIRepository that a HelmRelease refers to", () => {
  test.each([
    ["in another file before it", { "a.yaml": release(), "b.yaml": repository() }],
    ["in another file behind it", { "a.yaml": repository(), "b.yaml": release() }],
    ["in another folder", { "apps/x.yaml": release(), "sources/y.yaml": repository() }],
    ["in the same file", { "a.yaml": `${repository()}---\n${release()}` }],
    [
      "in a List",
      {
        "a.yaml": repository(),
        "b.json": `{"kind": "List", "items": [${JSON.stringify({
          apiVersion: "helm.toolkit.fluxcd.io/v2",
          kind: "HelmRelease",
          spec: { chartRef: { kind: "OCIRepository", name: "podinfo" } },
        })}]}`,
      },
    ],
  ])("holds a chart: %s", (_, texts) => {
    expect(artifacts(texts)).toEqual([CHART]);
  });

  test.each<[string, string, string]>([
    ["a", "a", "kind: OCIRepository, name: podinfo"],
    ["", "a", "kind: OCIRepository, name: podinfo"],
    ["a", "", "kind: OCIRepository, name: podinfo"],
    ["a", "b", "kind: OCIRepository, name: podinfo, namespace: a"],
    ["a", "${NAMESPACE}", "kind: OCIRepository, name: podinfo"],
    ["", "b", "kind: OCIRepository, name: podinfo, namespace: a"],
  ])("in namespace %j is the one that a release in %j means by {%s}", (namespace, own, reference) => {
    expect(artifacts({ "a.yaml": repository(namespace), "b.yaml": release(own, reference) })).toEqual([CHART]);
  });

  test.each<[string, string, string]>([
    ["a", "b", "kind: OCIRepository, name: podinfo"],
    ["a", "a", "kind: OCIRepository, name: podinfo, namespace: b"],
    ["a", "a", "kind: OCIRepository, name: other"],
    ["a", "a", "kind: HelmChart, name: podinfo"],
    ["a", "a", "kind: OCIRepository"],
  ])("in namespace %j is another one than a release in %j means by {%s}", (namespace, own, reference) => {
    expect(artifacts({ "a.yaml": repository(namespace), "b.yaml": release(own, reference) })).toEqual([IMAGE]);
  });

  test("is that of its own namespace, when there are several", () => {
    const texts = { "a.yaml": repository("a"), "b.yaml": repository("b"), "c.yaml": release("b") };
    expect(artifacts(texts)).toEqual([IMAGE, CHART]);
  });

  test("is every one that may get the namespace, when all hold the same", () => {
    const texts = { "a.yaml": repository("a"), "b.yaml": repository("b"), "c.yaml": release() };
    expect(artifacts(texts)).toEqual([CHART, CHART]);
  });

  test("is not guessed, when several may get the namespace and differ", () => {
    const texts = { "a.yaml": repository("a"), "b.yaml": repository("b", "oci://ghcr.io/x/y"), "c.yaml": release() };
    expect(artifacts(texts)).toEqual([IMAGE, "image ghcr.io/x/y"]);
  });

  test("that is a patch without a URL stays known by its object and path", () => {
    const patch = repository().replace(/ {2}url: .*\n/, "");
    const pin = pinAt(scanTexts({ "a.yaml": patch, "b.yaml": release() }), "spec.ref");
    expect(pin).toMatchObject({ artifact: null, version: { tag: "6.1.0", digest: null } });
  });

  test("is found when the release is in a base outside of the scope", () => {
    const texts = {
      "base/kustomization.yaml": "resources: [release.yaml]\n",
      "base/release.yaml": release(),
      "prod/kustomization.yaml": "resources: [../base, podinfo.yaml]\n",
      "prod/podinfo.yaml": repository("prod"),
    };
    expect(scanTexts(texts, ["prod"]).pins.map(({ artifact }) => artifact?.kind)).toEqual(["chart"]);
  });

  test("is set with its digest, and keeps its identity", () => {
    const texts = { "a.yaml": repository(), "b.yaml": release() };
    const pin = pinAt(scanTexts(texts), "spec.ref");
    const bytes = new Map(
      [...bytesOf(texts)].flatMap(([path, text]) => (text === null ? [] : [[path, text] as const])),
    );
    const rewritten = rewritePins(bytes, [{ pin, to: version(`6.1.1@${DIGEST}`) }]);
    expect([...rewritten.keys()]).toEqual(["a.yaml"]);
    const after = pinAt(
      scanTexts({ "a.yaml": new TextDecoder().decode(rewritten.get("a.yaml")), "b.yaml": release() }),
      "spec.ref",
    );
    expect(after).toMatchObject({ artifact: pin.artifact, version: { tag: "6.1.1", digest: DIGEST } });
  });

  test("is paired with the same chart of another environment, whatever the objects are called", () => {
    const given = scanTexts({
      "stage/a.yaml": repository("stage", undefined, "6.2.0"),
      "stage/b.yaml": release("stage"),
    });
    const present = scanTexts({
      "prod/x.yaml": repository("prod").replace("name: podinfo", "name: chart"),
      "prod/y.yaml": release("prod", "kind: OCIRepository, name: chart"),
    });
    const offer = offersOf("stage", given.pins).for(pinAt(present, "spec.ref"));
    expect(offer?.version).toEqual({ tag: "6.2.0", digest: null });
  });
});

const helmChart = (version: string) =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\n${metadata("a", "")}spec:\n  "version": ${version}\n  chart: podinfo\n`;

crossWithTraits([
  {
    name: "the version of a HelmChart",
    file: "app.yaml",
    before: helmChart("'6.1.0' # 6.1.0"),
    after: helmChart("'6.2.0' # 6.1.0"),
    set: { "spec.version": "6.2.0" },
  },
]);

test("a HelmChart that a HelmRelease refers to holds the version", () => {
  const chart = (fields: string) =>
    `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmChart\n${metadata("podinfo", "")}spec: {chart: podinfo, ${fields}}\n`;
  const found = (fields: string) =>
    scanTexts({ "a.yaml": chart(fields), "b.yaml": release("", "kind: HelmChart, name: podinfo") }).pins.map(
      ({ path, artifact, version: { tag }, style }) => `${path} ${artifact?.id} ${tag} ${style}`,
    );
  const source = (kind: string) => `sourceRef: {kind: ${kind}, name: acme}`;
  expect(found(`version: 6.1.0, ${source("HelmRepository")}`)).toEqual([
    "spec.version HelmRepository/acme/podinfo 6.1.0 exact",
  ]);
  expect(found(`version: 6.x, ${source("HelmRepository")}`)).toEqual([
    "spec.version HelmRepository/acme/podinfo 6.x range",
  ]);
  expect(found(`version: "*", ${source("HelmRepository")}`)).toEqual([]);
  expect(found(`version: 6.1.0, ${source("GitRepository")}`)).toEqual([]);
  expect(found(`version: 6.1.0, ${source("Bucket")}`)).toEqual([]);
  expect(found(source("HelmRepository"))).toEqual([]);
});
