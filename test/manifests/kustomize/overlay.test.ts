import { describe, expect, test } from "vitest";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts } from "../given.ts";
import type { PinScan } from "../../../src/manifests/pin.ts";

const pod = (...images: string[]) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n${images.map((image, i) => `  - name: c${i}\n    image: ${image}\n`).join("")}`;

function overridden(scan: PinScan): string[] {
  return scan.overridden.map(
    ({ file, line, artifact, version: held, refusal }) => `${file}:${line} ${artifact?.id} ${held.tag}: ${refusal}`,
  );
}

describe("the images of a kustomization's resources", () => {
  test("without an entry are pins that an entry could be added for", () => {
    const scan = scanTexts(
      {
        "env/prod/kustomization.yaml": "resources:\n- ../../base\n- extra.yaml\n",
        "env/prod/extra.yaml": "kind: ConfigMap\n",
        "base/kustomization.yaml": "resources: [pod.yaml, https://example.org/x?ref=v1, github.com/a/b//c]\n",
        "base/pod.yaml": pod("ghcr.io/acme/app:1.0.0", "nginx"),
      },
      ["env/prod"],
    );
    expect(listed(scan)).toEqual([
      "env/prod/kustomization.yaml:4:1 images[name=ghcr.io/acme/app] ghcr.io/acme/app 1.0.0 absent",
      "env/prod/kustomization.yaml:4:1 images[name=nginx] docker.io/library/nginx - absent",
    ]);
    expect(scan.wanted).toEqual([]);
    expect(scan.problems).toEqual([]);
  });

  test("come with the versions and names that the bases give them", () => {
    const scan = scanTexts(
      {
        "prod/kustomization.yaml": "resources: [../mid]\ncomponents: [../part]\n",
        "mid/kustomization.yaml": "bases: [../base]\nimages: [{name: PLACE, newName: acme/app, newTag: 2.0.0}]\n",
        "base/kustomization.yaml": "resources: [pod.yaml]\n",
        "base/pod.yaml": pod("PLACE", "side:1.0.0"),
        "part/kustomization.yaml": `kind: Component\nimages: [{name: side, digest: "${DIGEST}"}, {name: acme/app, newTag: 3.0.0}]\n`,
      },
      ["prod"],
    );
    expect(listed(scan)).toEqual([
      "prod/kustomization.yaml:3:1 images[name=acme/app] docker.io/acme/app 3.0.0 absent",
      `prod/kustomization.yaml:3:1 images[name=side] docker.io/library/side @${DIGEST} absent`,
    ]);
  });

  test("leave out what no entry reaches: images of volumes and of ephemeral containers", () => {
    const texts = {
      "prod/kustomization.yaml": "resources: [pod.yaml]\nimages: [{name: acme/app, newTag: 2.0.0}]\n",
      "prod/pod.yaml": `${pod("acme/app:1.0.0")}  ephemeralContainers: [{name: e, image: acme/app:1.0.0}]\n  volumes: [{name: v, image: {reference: acme/app:1.0.0}}]\n`,
    };
    expect(scanTexts(texts, ["prod"]).pins.map(({ path }) => path)).toEqual([
      "images[name=acme/app]",
      "spec.ephemeralContainers[name=e].image",
      "spec.volumes[name=v].image.reference",
    ]);
  });

  test("are reached by entries under the list's old name", () => {
    const texts = {
      "prod/kustomization.yaml": "resources: [pod.yaml]\nimageTags: [{name: acme/app, newTag: 2.0.0}]\n",
      "prod/pod.yaml": pod("acme/app:1.0.0"),
    };
    expect(listed(scanTexts(texts, ["prod"]))).toEqual([
      "prod/kustomization.yaml:2:38 images[name=acme/app] docker.io/acme/app 2.0.0 exact",
    ]);
  });

  test.each([
    ["app", "app:1.0.0", true],
    ["app", "docker.io/library/app:1.0.0", false],
    ["app:1.0.0", "app:1.0.0", true],
    ["app:1.0.0", "app:1.0.1", false],
    ["app:1.0.0", `app:1.0.0@${DIGEST}`, true],
    [`app@${DIGEST}`, `app@${DIGEST}`, true],
    [`app@${DIGEST}`, `app@${OTHER_DIGEST}`, false],
    [`app@${DIGEST}`, `app:1.0.0@${DIGEST}`, false],
    ["acme/.*", "acme/app:1.0.0", true],
    ["ap", "app:1.0.0", false],
    ["(a+)+", `${"a".repeat(60)}b:1`, false],
  ])("an entry named %j against %j: %s", (name, image, matches) => {
    const scan = scanTexts(
      {
        "prod/kustomization.yaml": `resources: [../pod.yaml]\nimages: [{name: '${name}', newTag: v9}]\n`,
        "pod.yaml": pod(image),
      },
      ["prod"],
    );
    expect(scan.pins.filter((pin) => pin.style === "absent")).toHaveLength(matches ? 0 : 1);
  });

  test("are the entry's where a kustomization in scope has one, and their own where it has none", () => {
    const texts = {
      "prod/kustomization.yaml": "resources: [pod.yaml]\nimages: [{name: app, newTag: v2}]\n",
      "prod/pod.yaml": pod("app:v1", "side:v1"),
    };
    const scan = scanTexts(texts, ["prod"]);
    expect(listed(scan)).toEqual([
      "prod/kustomization.yaml:2:30 images[name=app] docker.io/library/app v2 exact",
      "prod/pod.yaml:9:12 spec.containers[name=c1].image docker.io/library/side v1 exact",
    ]);
    expect(overridden(scan)).toEqual([
      "prod/pod.yaml:7 docker.io/library/app v1: kustomize sets this image by the entry in prod/kustomization.yaml:2; change it there",
    ]);
  });

  test("that several kustomizations override name the entries of each, the first three", () => {
    const overlay = (tag: string) => `resources: [../base]\nimages: [{name: app, newTag: ${tag}}]\n`;
    const base = { "base/kustomization.yaml": "resources: [pod.yaml]\n", "base/pod.yaml": pod("app:v1") };
    const of = (...names: string[]) =>
      overridden(
        scanTexts({
          ...base,
          ...Object.fromEntries(names.map((name) => [`${name}/kustomization.yaml`, overlay(name)])),
        }),
      )[0];
    expect(of("a", "b")).toContain("by the entries in a/kustomization.yaml:2 and b/kustomization.yaml:2; change it");
    expect(of("a", "b", "c", "d")).toContain("b/kustomization.yaml:2, c/kustomization.yaml:2 and others; change it");
  });

  test("that are overridden keep neither guard nor doubt, and need no entry outside the scope", () => {
    const twice = pod("app:v1").replace("    image: app:v1\n", "    image: app:v0\n    image: app:v1\n");
    const texts = {
      "a/kustomization.yaml": "resources: [pod.yaml]\nimages: [{name: app, newTag: v2}]\n",
      "a/pod.yaml": twice,
    };
    expect(scanTexts({ "a/pod.yaml": twice }).pins[0]?.doubt).toContain("stands twice");
    expect(scanTexts(texts).overridden).toMatchObject([{ guarded: false, doubt: null, file: "a/pod.yaml" }]);
    const marked = { ...texts, "a/pod.yaml": pod('app:v1 # {"$imagepolicy": "a:b"}') };
    expect(scanTexts({ "a/pod.yaml": marked["a/pod.yaml"] }).pins[0]?.guarded).toBe(true);
    expect(scanTexts(marked).overridden[0]).toMatchObject({ guarded: false });
    expect(scanTexts(marked).overridden[0]?.refusal).toContain("kustomize sets this image");
    // The entry is not among what is asked for, so the image is its own pin.
    expect(scanTexts(texts, ["a/pod.yaml"])).toMatchObject({ overridden: [], pins: [{ file: "a/pod.yaml" }] });
  });

  test("stay pins when one of two overlays takes them as they are", () => {
    const texts = {
      "base/kustomization.yaml": "resources: [pod.yaml]\n",
      "base/pod.yaml": pod("app:v1"),
      "a/kustomization.yaml": "resources: [../base]\nimages: [{name: app, newTag: v2}]\n",
      "b/kustomization.yaml": "resources: [../base]\n",
    };
    expect(listed(scanTexts(texts))).toEqual([
      "a/kustomization.yaml:2:30 images[name=app] docker.io/library/app v2 exact",
      "base/pod.yaml:7:12 spec.containers[name=c0].image docker.io/library/app v1 exact",
    ]);
    expect(listed(scanTexts({ ...texts, "b/kustomization.yaml": "" }))).toEqual([
      "a/kustomization.yaml:2:30 images[name=app] docker.io/library/app v2 exact",
    ]);
  });

  test("in two versions of one image are refused: one entry would set both", () => {
    const scan = scanTexts(
      { "prod/kustomization.yaml": "resources: [../pod.yaml]\n", "pod.yaml": pod("app:v1", "app:v2") },
      ["prod"],
    );
    expect(scan.pins[0]?.refusal).toContain("v1 and v2");
    expect(scan.pins[0]?.doubt).toBe(scan.pins[0]?.refusal);
  });

  test("that no entry could name are refused: kustomize reads only sha256 digests", () => {
    const scan = scanTexts({ "prod/kustomization.yaml": "resources: [../pod.yaml]\n", "pod.yaml": pod("app@md5:1") }, [
      "prod",
    ]);
    expect(pinAt(scan, "images[name=app@md5:1]")).toMatchObject({
      version: { tag: null, digest: "md5:1" },
      refusal: '"app@md5:1" is no image that an entry could name; correct its tag or digest first',
    });
  });
});

describe("what is not among the files", () => {
  const overlay = { "env/prod/kustomization.yaml": "resources: [../../base, ./x.yaml, pod]\n" };

  test("is wanted: the path itself, and a folder's kustomization by each of its names", () => {
    expect(scanTexts(overlay, ["env/prod"]).wanted).toEqual([
      "base",
      "base/Kustomization",
      "base/kustomization.yaml",
      "base/kustomization.yml",
      "env/prod/pod",
      "env/prod/pod/Kustomization",
      "env/prod/pod/kustomization.yaml",
      "env/prod/pod/kustomization.yml",
      "env/prod/x.yaml",
    ]);
  });

  test("is not asked for again once it is known to be missing", () => {
    const missing = Object.fromEntries(scanTexts(overlay, ["env/prod"]).wanted.map((path) => [path, null]));
    expect(scanTexts({ ...overlay, ...missing }, ["env/prod"])).toEqual({
      pins: [],
      overridden: [],
      problems: [],
      wanted: [],
    });
  });

  test("is not wanted outside the scope's own kustomizations", () => {
    expect(scanTexts(overlay, ["other"]).wanted).toEqual([]);
  });

  test("is a problem when it lies outside the repository", () => {
    const scan = scanTexts({
      "prod/kustomization.yaml": "resources:\n- ../../../../etc/passwd\n- https://evil.example/base\n- /etc/passwd\n",
    });
    expect(scan.problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '2 resources name "../../../../etc/passwd", which is outside the repository',
      '4 resources name "/etc/passwd", which is outside the repository',
    ]);
    expect(scan.wanted).toEqual([]);
  });

  test("a kustomization among its own resources is a problem, not a loop", () => {
    const scan = scanTexts({
      "a/kustomization.yaml": "resources: [../b]\n",
      "b/kustomization.yaml": "resources: [../a]\n",
    });
    expect(scan.problems.map((problem) => problem.reason).join()).toContain("among its own resources");
  });
});
