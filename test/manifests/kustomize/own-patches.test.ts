import { describe, expect, test } from "vitest";
import type { PinScan } from "../../../src/manifests/pin.ts";
import { listed, pinAt, scanTexts } from "../given.ts";

const APP = "ghcr.io/acme/otel";

const deployment = (image: string, { name = "otel", container = "otel", namespace = "" } = {}): string =>
  JSON.stringify({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, ...(namespace === "" ? {} : { namespace }) },
    spec: { template: { spec: { containers: [{ name: container, image }] } } },
  });

const operation = (image: string, { at = "containers/0/image", op = "replace" } = {}): string =>
  JSON.stringify([{ op, path: `/spec/template/spec/${at}`, value: image }]);

const BASE = {
  "base/kustomization.yaml": "resources: [dep.yaml]\n",
  "base/dep.yaml": deployment(`${APP}:1.0.0`),
};

const inline = (patch: string, target?: object): string =>
  JSON.stringify({ ...(target === undefined ? {} : { target }), patch });

function scanProd(rest: string, files: Readonly<Record<string, string | null>> = {}): PinScan {
  return scanTexts({ ...BASE, "prod/kustomization.yaml": `resources: [../base]\n${rest}\n`, ...files }, ["prod"]);
}

/** The entry that could be appended: its version, or why it is not. */
function offered(scan: PinScan): string[] {
  return scan.pins.flatMap(({ style, artifact, version, refusal }) =>
    style === "absent" ? [`${artifact?.name} ${version.tag}${refusal === null ? "" : `: ${refusal}`}`] : [],
  );
}

const UNTOLD = "and whether it does cannot be told";

describe("an image that the kustomization's own patch sets", () => {
  test.each([
    ["inline", `patches: [${inline(deployment(`${APP}:3.0.0`))}]`],
    ["inline, with a target", `patches: [${inline(deployment(`${APP}:3.0.0`, { name: "any" }), { kind: "Depl.*" })}]`],
    ["by its old list", `patchesStrategicMerge: [${JSON.stringify(deployment(`${APP}:3.0.0`))}]`],
    ["by a JSON patch", `patches: [${inline(operation(`${APP}:3.0.0`), { kind: "Deployment", name: "otel" })}]`],
    ["by its old JSON list", `patchesJson6902: [${inline(operation(`${APP}:3.0.0`), { name: "otel" })}]`],
  ])("%s is that patch's, guarded: no entry is offered over it", (_, patches) => {
    const scan = scanProd(patches);
    expect(offered(scan)).toEqual([]);
    expect(scan.pins.map(({ artifact, version, guarded }) => [artifact?.name, version.tag, guarded])).toEqual([
      [APP, "3.0.0", true],
    ]);
  });

  test.each(["patches: [{path: patch.yaml}]", "patchesStrategicMerge: [patch.yaml]"])(
    "in a file of the scope is that file's pin alone: %s",
    (patches) => {
      const scan = scanProd(patches, { "prod/patch.yaml": deployment(`${APP}:2.0.0`) });
      expect(listed(scan)).toEqual([
        expect.stringMatching(
          /^prod\/patch\.yaml:1:\d+ spec\.template\.spec\.containers\[name=otel\]\.image .* 2\.0\.0 exact$/,
        ),
      ]);
      expect(scan.pins[0]?.refusal).toBeNull();
    },
  );

  test("in a JSON patch's file is no entry's to set", () => {
    const patches = "patches: [{path: patch.json, target: {kind: Deployment}}]";
    expect(offered(scanProd(patches, { "prod/patch.json": operation(`${APP}:2.0.0`) }))).toEqual([]);
  });

  test("under another name has no entry of the old one", () => {
    const scan = scanProd("patches: [{path: patch.yaml}]", {
      "prod/patch.yaml": deployment("mirror.example/otel:1.4.0"),
    });
    expect(scan.pins.map(({ artifact, style }) => [artifact?.name, style])).toEqual([["mirror.example/otel", "exact"]]);
  });

  test("in a file outside the scope is offered with a refusal that names the file", () => {
    const scan = scanTexts(
      {
        ...BASE,
        "prod/in/kustomization.yaml": "resources: [../../base]\npatches: [{path: ../patch.yaml}]\n",
        "prod/patch.yaml": deployment(`${APP}:2.0.0`),
      },
      ["prod/in"],
    );
    expect(offered(scan)).toEqual([
      `${APP} 2.0.0: the patch in prod/patch.yaml:1 sets it, and an entry would override that; change it there`,
    ]);
  });

  test("in one of two workloads keeps an entry from being offered for the other", () => {
    const scan = scanProd(`patches: [${inline(deployment(`${APP}:1.0.0`))}]`, {
      "base/kustomization.yaml": "resources: [dep.yaml, other.yaml]\n",
      "base/other.yaml": deployment(`${APP}:1.0.0`, { name: "other" }),
    });
    expect(offered(scan)).toEqual([
      `${APP} 1.0.0: the patch in prod/kustomization.yaml:2 sets it, and an entry would override that; change it there`,
    ]);
  });

  test("of a base is what the overlay's entry would set", () => {
    const base = {
      "base/kustomization.yaml": `resources: [dep.yaml]\npatches: [${inline(deployment(`${APP}:1.5.0`))}]\n`,
    };
    expect(offered(scanProd("", base))).toEqual([`${APP} 1.5.0`]);
  });

  test("through a component is what the overlay's entry would set, once", () => {
    const part = `kind: Component\npatches: [${inline(deployment(`${APP}:1.6.0`))}]\n`;
    expect(offered(scanProd("components: [../part]", { "part/kustomization.yaml": part }))).toEqual([`${APP} 1.6.0`]);
    const scan = scanProd(`components: [../part]\npatches: [${inline(deployment(`${APP}:3.0.0`))}]`, {
      "part/kustomization.yaml": part,
    });
    expect(offered(scan)).toEqual([]);
  });

  test("is not set by an entry without a version either", () => {
    const scan = scanProd(`patches: [${inline(deployment(`${APP}:3.0.0`))}]\nimages: [{name: ${APP}}]`);
    expect(pinAt(scan, `images[name=${APP}]`)).toMatchObject({
      version: { tag: "3.0.0" },
      refusal: "the patch in prod/kustomization.yaml:2 sets it, and an entry would override that; change it there",
    });
  });
});

describe("a patch that an entry overrides", () => {
  test("in a file is listed as overridden, and the entry is the one pin", () => {
    const scan = scanProd(`patches: [{path: patch.yaml}]\nimages: [{name: ${APP}, newTag: 1.6.0}]`, {
      "prod/patch.yaml": deployment(`${APP}:1.4.0`),
    });
    expect(scan.pins.map(({ path, version }) => [path, version.tag])).toEqual([[`images[name=${APP}]`, "1.6.0"]]);
    expect(scan.overridden.map(({ file, version, refusal }) => [file, version.tag, refusal])).toEqual([
      [
        "prod/patch.yaml",
        "1.4.0",
        "kustomize sets this image by the entry in prod/kustomization.yaml:3; change it there",
      ],
    ]);
  });

  test("of a workload that lies elsewhere is overridden too", () => {
    const texts = {
      "prod/kustomization.yaml": `resources: [https://example.org/x?ref=v1]\npatches: [{path: patch.yaml}]\nimages: [{name: ${APP}, newTag: 1.6.0}]\n`,
      "prod/patch.yaml": deployment(`${APP}:1.4.0`),
    };
    expect(scanTexts(texts).overridden.map(({ file }) => file)).toEqual(["prod/patch.yaml"]);
  });

  test("itself overrides the workload in scope", () => {
    const scan = scanTexts({
      "prod/kustomization.yaml": "resources: [dep.yaml]\npatches: [{path: patch.yaml}]\n",
      "prod/dep.yaml": deployment(`${APP}:1.0.0`),
      "prod/patch.yaml": deployment(`${APP}:2.0.0`),
    });
    expect(scan.pins.map(({ file }) => file)).toEqual(["prod/patch.yaml"]);
    expect(scan.overridden.map(({ refusal }) => refusal)).toEqual([
      "kustomize sets this image by the patch in prod/patch.yaml:1; change it there",
    ]);
  });
});

describe("which workload a patch meets", () => {
  test.each([
    ["another name", `patches: [${inline(deployment(`${APP}:3.0.0`), { name: "other" })}]`],
    ["another kind", `patches: [${inline(deployment(`${APP}:3.0.0`), { kind: "StatefulSet" })}]`],
    ["another group", `patches: [${inline(deployment(`${APP}:3.0.0`), { group: "batch" })}]`],
    ["another namespace", `patches: [${inline(deployment(`${APP}:3.0.0`), { namespace: "other" })}]`],
  ])("a target of %s leaves the image alone", (_, patches) => {
    expect(offered(scanProd(patches))).toEqual([`${APP} 1.0.0`]);
  });

  test("a patch of another container leaves the image alone", () => {
    const scan = scanProd(`patches: [${inline(deployment("acme/side:3.0.0", { container: "side" }))}]`);
    expect(offered(scan)).toEqual([`${APP} 1.0.0`]);
  });

  test.each([
    ["labels", `patches: [${inline(deployment(`${APP}:3.0.0`), { labelSelector: "a=b" })}]`],
    ["a pattern with a repeated group", `patches: [${inline(deployment(`${APP}:3.0.0`), { name: "(o+)+tel" })}]`],
    [
      "an index that is not there",
      `patches: [${inline(operation("x:1", { at: "containers/4/image" }), { kind: "Deployment" })}]`,
    ],
    ["a whole list", `patches: [${inline(operation("x", { at: "containers" }), { kind: "Deployment" })}]`],
    [
      "a removed container",
      `patches: [${inline(operation("x", { at: "containers/0", op: "remove" }), { kind: "Deployment" })}]`,
    ],
    [
      "the pod's spec",
      `patches: [${inline(operation(" containers image ", { at: "" }).replace('spec/"', 'spec"'), { kind: "Deployment" })}]`,
    ],
    [
      "no apiVersion",
      `patches: [${inline('{"kind": "Deployment", "spec": {"containers": [{"image": "x"}]}}', { kind: "Deployment" })}]`,
    ],
    ["text that is no YAML", `patches: [${inline("containers: [image: {", { kind: "Deployment" })}]`],
    ["a template", `patches: [${inline(operation("${IMAGE}"), { kind: "Deployment" })}]`],
    [
      "several documents",
      `patches: [${inline(`${deployment(`${APP}:3.0.0`, { name: "x" })}\n---\n${deployment("y:1")}`)}]`,
    ],
  ])("cannot be told by %s: an entry is refused, with the patch", (_, patches) => {
    const [only, ...others] = offered(scanProd(patches));
    expect(only).toContain(`${APP} 1.0.0: the patch in prod/kustomization.yaml:2 (patches[0]) may set it, ${UNTOLD}`);
    expect(others).toEqual([]);
  });

  test("a file that cannot be read may set any", () => {
    const scan = scanProd("patches: [{path: patch.yaml}]", { "prod/patch.yaml": "image: containers: {\n" });
    expect(offered(scan)[0]).toContain(UNTOLD);
  });

  test("two of its name and kind, and a namespace that tells", () => {
    const base = (namespace: string) => ({
      "base/kustomization.yaml": "resources: [dep.yaml, two.yaml]\n",
      "base/dep.yaml": deployment("acme/a:1.0.0", { namespace: "a" }),
      "base/two.yaml": deployment("acme/b:1.0.0", { namespace }),
    });
    const patches = (namespace: string) => `patches: [${inline(deployment("acme/c:3.0.0", { namespace }))}]`;
    expect(offered(scanProd(patches("b"), base("b")))).toEqual(["acme/a 1.0.0"]);
    expect(offered(scanProd(patches("c"), base("b"))).filter((one) => one.includes(UNTOLD))).toHaveLength(2);
  });

  test.each([
    ["the name before the prefix", "patches", "otel", 0],
    ["the name after the base's prefix", "patches", "p-otel", 0],
    ["the name after its own prefix", "patches", "q-p-otel", 1],
    ["the name after its own prefix, late", "patchesJson6902", "q-p-otel", 0],
  ])("%s: %s %s", (_, list, name, count) => {
    const patches = `namePrefix: q-\n${list}: [${inline(operation(`${APP}:3.0.0`), { kind: "Deployment", name })}]`;
    const base = { "base/kustomization.yaml": "resources: [dep.yaml]\nnamePrefix: p-\nnamespace: here\n" };
    expect(offered(scanProd(patches, base))).toHaveLength(count);
  });
});

describe("a patch's file", () => {
  test("is wanted when it was not given, and never outside the repository", () => {
    expect(scanProd("patches: [{path: patch.yaml}]").wanted).toEqual(["prod/patch.yaml"]);
    expect(scanProd("patches: [{path: patch.yaml}]", { "prod/patch.yaml": null }).wanted).toEqual([]);
    const outside = scanProd("patchesStrategicMerge: [../../patch.yaml]");
    expect(outside.wanted).toEqual([]);
    expect(outside.problems).toEqual([
      {
        file: "prod/kustomization.yaml",
        line: 2,
        reason: 'patchesStrategicMerge[0] names "../../patch.yaml", which is outside the repository',
      },
    ]);
  });
});
