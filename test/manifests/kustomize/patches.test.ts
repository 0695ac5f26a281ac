import { describe, expect, test } from "vitest";
import { formatVersion } from "../../../src/artifacts/version.ts";
import { DIGEST, scanTexts, setIn } from "../given.ts";
import { setNamed } from "../set-named.ts";

const FILE = "prod/kustomization.yaml";

const PATCHES = `kind: Kustomization
patches:
- path: other.yaml
- target: {kind: Deployment, name: shop}
  patch: |-
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: shop}
    spec:
      template:
        spec:
          containers:
          - name: shop # 🚀
            image: acme/shop:1.2.3 # pinned
- target: {kind: Deployment}
  patch: |
    - op: replace
      path: /spec/template/spec/initContainers/0/image
      value: "acme/init:1.0.0"
    - {op: add, path: /spec/template/spec/containers/-, value: {name: side, image: acme/side:2.0.0}}
    - op: add
      path: /spec/template/spec/initContainers
      value:
      - name: a
        image: acme/a:v1
      - name: b
        image: acme/b:v2
    - op: test
      path: /spec/template/spec/containers/0/image
      value: acme/tested:1.0.0
    - op: replace
      path: /metadata/annotations/image
      value: acme/noted:1.0.0
patchesStrategicMerge:
- replicas-image.yaml
- |-
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: {name: shop}
  spec:
    values: {image: {tag: 3.0.0}}
patchesJson6902:
- target: {kind: Pod, name: x}
  patch: |-
    [{"op": "replace", "path": "/spec/containers/0/image", "value": "acme/pod:1.0.0"}]
`;

/** Path, artifact and version of every pin. */
function found(text: string): string[] {
  return scanTexts({ [FILE]: text }).pins.map(
    (pin) => `${pin.line} ${pin.path} ${pin.artifact?.id ?? "-"} ${formatVersion(pin.version)}`,
  );
}

describe("the images inside a kustomization's patches", () => {
  test("are found in strategic merges and in what JSON patches write", () => {
    expect(found(PATCHES)).toEqual([
      "14 patches[1].patch.spec.template.spec.containers[name=shop].image docker.io/acme/shop 1.2.3",
      "19 patches[2].patch[0].value docker.io/acme/init 1.0.0",
      "20 patches[2].patch[1].value.image docker.io/acme/side 2.0.0",
      "25 patches[2].patch[2].value[0].image docker.io/acme/a v1",
      "27 patches[2].patch[2].value[1].image docker.io/acme/b v2",
      "41 patchesStrategicMerge[1].spec.values.image - 3.0.0",
      "45 patchesJson6902[0].patch[0].value docker.io/acme/pod 1.0.0",
    ]);
  });

  test("are guarded, each", () => {
    const { pins } = scanTexts({ [FILE]: PATCHES });
    expect(pins.map(({ guarded, refusal }) => [guarded, refusal])).toEqual(
      pins.map(() => [true, "it stands in a patch, which is this overlay's own decision"]),
    );
    for (const { path } of pins)
      expect(() => setIn(FILE, PATCHES, { [path]: "9.9.9" })).toThrow("overlay's own decision");
  });

  test.each([PATCHES, PATCHES.replaceAll("\n", "\r\n"), `\uFEFF---\n${PATCHES.trimEnd()}`])(
    "take a version when they are named, and nothing else changes",
    (text) => {
      const set = Object.fromEntries(scanTexts({ [FILE]: text }).pins.map(({ path }) => [path, `1.10@${DIGEST}`]));
      expect(setNamed(FILE, text, set)).toBe(
        text
          .replace("acme/shop:1.2.3", `acme/shop:1.10@${DIGEST}`)
          .replace("acme/init:1.0.0", `acme/init:1.10@${DIGEST}`)
          .replace("acme/side:2.0.0", `acme/side:1.10@${DIGEST}`)
          .replace("acme/a:v1", `acme/a:1.10@${DIGEST}`)
          .replace("acme/b:v2", `acme/b:1.10@${DIGEST}`)
          .replace("tag: 3.0.0", `tag: 1.10@${DIGEST}`)
          .replace("acme/pod:1.0.0", `acme/pod:1.10@${DIGEST}`),
      );
    },
  );

  test.each([
    [
      "a JSON patch in quotes",
      `patches:\n- patch: '[{"op": "replace", "path": "/spec/containers/0/image", "value": "a:1"}]'\n`,
      "literal block",
    ],
    [
      "a folded block",
      "patches:\n- patch: >-\n    {apiVersion: v1, kind: Pod, spec: {containers: [{name: a, image: a:1}]}}\n",
      "literal block",
    ],
    [
      "a template",
      "patches:\n- patch: |-\n    - {op: replace, path: /spec/containers/0/image, value: 'a:{{ x }}'}\n",
      "template",
    ],
    [
      "an alias",
      "patches:\n- patch: &p |-\n    - {op: replace, path: /spec/containers/0/image, value: a:1}\n- patch: *p\n",
      "&p is used again",
    ],
  ])("are refused in %s even when they are named", (_, text, reason) => {
    const [pin] = scanTexts({ [FILE]: text }).pins;
    expect(pin).toBeDefined();
    expect(() => setNamed(FILE, text, { [pin?.path ?? ""]: "9.9.9" })).toThrow(reason);
  });

  test("that cannot be read are a problem, and the rest is found", () => {
    const scan = scanTexts({ [FILE]: "images: [{name: a, newTag: v1}]\npatches:\n- patch: |-\n    image: }\n" });
    expect(scan.pins.map(({ path }) => path)).toEqual(["images[name=a]"]);
    expect(scan.problems.map(({ file, line }) => `${file}:${line}`)).toEqual([`${FILE}:4`]);
    expect(scan.problems[0]?.reason).toContain("the YAML inside the text cannot be read");
  });

  test.each([
    "patches:\n- patch: image.yaml\n",
    "patches:\n- image\n- [image]\n- {patch: [image]}\n",
    "patches: image\n",
    "patchesStrategicMerge:\n- images/a.yaml\n",
    "patches:\n- patch: |-\n    - image\n    - {op: add, path: /spec/containers/0/image}\n    - {op: add, path: /spec/containers/0, value: image}\n    - {op: add, path: /image, value: a:1}\n",
  ])("are none in %j", (text) => {
    expect(scanTexts({ [FILE]: text })).toMatchObject({ pins: [], problems: [] });
  });
});
