import { describe, expect, test } from "vitest";
import { pairingKey } from "../../src/manifests/pin.ts";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "./given.ts";
import { crossWithTraits } from "./traits.ts";

const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, " ".repeat(by));

const v1 = (spec: string, annotations = "{}") =>
  `apiVersion: helm.fluxcd.io/v1\nkind: HelmRelease\nmetadata:\n  name: app\n  namespace: prod\n  annotations: ${annotations}\nspec:\n${indent(spec, 2)}`;

const v2 = (spec: string) =>
  `---\napiVersion: helm.toolkit.fluxcd.io/v2beta1\nkind: HelmRelease\nmetadata: {name: app, namespace: flux}\nspec:\n${indent(spec, 2)}`;

const paths = (text: string) => listed(scanTexts({ "app.yaml": text })).map((line) => line.replace(/^\S+ /, ""));

describe("a HelmRelease of Flux v1", () => {
  test("pins its chart by repository and name", () => {
    expect(paths(v1("chart:\n  repository: https://charts.example/\n  name: app\n  version: 1.6.1\n"))).toEqual([
      "spec.chart.version https://charts.example/app 1.6.1 exact",
    ]);
  });

  test("pins a chart that comes from Git by repository and path, and reads no version there", () => {
    const chart = (ref: string) =>
      v1(
        `chart:\n  git: git@example.org:a/b\n  path: charts/app\n${ref}  version: 1.0.0\n  name: app\n  repository: https://charts.example\n`,
      );
    expect(paths(chart("  ref: v1.2.3\n"))).toEqual(["spec.chart.ref example.org/a/b//charts/app v1.2.3 exact"]);
    expect(paths(chart(""))).toEqual([]);
    expect(setIn("app.yaml", chart("  ref: v1.2.3 # c\n"), { "spec.chart.ref": "v1.2.4" })).toBe(
      chart("  ref: v1.2.4 # c\n"),
    );
    const branch = pinAt(scanTexts({ "app.yaml": chart("  ref: master\n") }), "spec.chart.ref");
    expect(branch).toMatchObject({ style: "range", guarded: true });
  });

  test("takes no chart from Git without a path there", () => {
    expect(paths(v1("chart:\n  git: git@example.org:a/b\n  ref: v1.2.3\n"))).toEqual([]);
  });

  test.each([
    ["image: {repository: a/b, tag: v1}", "filter.fluxcd.io/chart-image", true],
    ["image: a/b:v1", "filter.fluxcd.io/chart-image", true],
    ["image: a/b\ntag: v1", "filter.fluxcd.io/chart-image", true],
    ["image: {repository: a/b, tag: v1}", "fluxcd.io/tag.chart-image", true],
    ["image: {repository: a/b, tag: v1}", "flux.weave.works/tag.chart-image", true],
    ["sidecar: {image: {repository: a/b, tag: v1}}", "filter.fluxcd.io/sidecar", true],
    ["sidecar: {image: a/b, tag: v1}", "filter.fluxcd.io/sidecar", true],
    ["sidecar: {image: {repository: a/b, tag: v1}}", "filter.fluxcd.io/chart-image", false],
  ])("values %j take their filter from %s: %s", (values, annotation, applies) => {
    const text = v1(`values:\n${indent(values, 2)}\n`, `{"${annotation}": "semver:~0.4"}`);
    expect(scanTexts({ "app.yaml": text }).pins.map((pin) => pin.filter)).toEqual([applies ? "semver:~0.4" : null]);
  });

  test("an annotation that maps a container to a path names its filter", () => {
    const text = v1(
      "values:\n  a:\n    b:\n      repository: a/b\n      tag: v1\n",
      '{repository.fluxcd.io/x: a.b.repository, tag.fluxcd.io/x: a.b.tag, filter.fluxcd.io/x: "glob:v*"}',
    );
    expect(scanTexts({ "app.yaml": text }).pins.map((pin) => pin.filter)).toEqual(["glob:v*"]);
  });

  test("refuses what its own filter excludes, with that reason", () => {
    const text = v1(
      "values:\n  image:\n    repository: a/b\n    tag: 0.4.11\n",
      '{fluxcd.io/automated: "true", filter.fluxcd.io/chart-image: semver:~0.4}',
    );
    const pin = pinAt(scanTexts({ "app.yaml": text }), "spec.values.image");
    expect(pin.automation).toContain("fluxcd.io/automated");
    expect(pin.refusal).toBeNull();
    expect(() => setIn("app.yaml", text, { "spec.values.image": "stg-9ij63o4c" })).toThrow(
      'app.yaml:11: its own filter "semver:~0.4" excludes "stg-9ij63o4c"',
    );
    expect(setIn("app.yaml", text, { "spec.values.image": "0.4.12" })).toBe(text.replace("0.4.11", "0.4.12"));
  });

  test.each([
    ["fluxcd.io/locked", "the object is locked"],
    ["flux.weave.works/locked", "the object is locked"],
    ["fluxcd.io/ignore", "Flux does not apply the object"],
    ["flux.weave.works/ignore", "Flux does not apply the object"],
  ])("with the annotation %s is refused", (annotation, reason) => {
    const text = v1(
      "chart: {git: a.example/b, path: c, ref: v1.0.0}\nvalues: {image: {repository: a/b, tag: v1}, x: 1.2.3}\n",
      `{${annotation}: "true", repository.fluxcd.io/x: image.repository, tag.fluxcd.io/x: x}`,
    );
    for (const path of ["spec.values.image", "spec.values.x", "spec.chart.ref"]) {
      expect(() => setIn("app.yaml", text, { [path]: "v2.0.0" })).toThrow(reason);
    }
    const off = text.replace('"true"', '"false"');
    expect(setIn("app.yaml", off, { "spec.values.image": "v2" })).toBe(off.replace("tag: v1}", "tag: v2}"));
  });
});

describe("an alias of Flux v1's annotations", () => {
  const aliased = (annotations: string, values: string) => v1(`values:\n${indent(values, 2)}\n`, `{${annotations}}`);

  test.each<[string, string, string, string[]]>([
    [
      "names a tag outside of the image's block",
      "repository.fluxcd.io/app: appImage, tag.fluxcd.io/app: deploy.version",
      "appImage: acme/app\ndeploy:\n  version: 1.2.3",
      ["spec.values.deploy.version docker.io/acme/app 1.2.3 exact"],
    ],
    [
      "names a registry too",
      "registry.fluxcd.io/s: sub.reg, repository.fluxcd.io/s: sub.img, tag.fluxcd.io/s: sub.tag",
      "sub: {reg: ghcr.io/, img: acme/s, tag: v1}",
      ["spec.values.sub.tag ghcr.io/acme/s v1 exact"],
    ],
    [
      "names a whole reference",
      "repository.fluxcd.io/x: x.ref",
      "x: {ref: 'ghcr.io/acme/x:v1'}",
      ["spec.values.x.ref ghcr.io/acme/x v1 exact"],
    ],
    [
      "overrules what was detected",
      "registry.fluxcd.io/x: global.registry, repository.fluxcd.io/x: image.repository, tag.fluxcd.io/x: image.tag",
      "global: {registry: ghcr.io}\nimage: {repository: a/b, tag: v1}",
      ["spec.values.image.tag ghcr.io/a/b v1 exact"],
    ],
    [
      "leaves what it says like the detection",
      "repository.fluxcd.io/x: image.repository, tag.fluxcd.io/x: image.tag",
      `image: {repository: a/b, tag: v1, digest: "${DIGEST}"}`,
      [`spec.values.image docker.io/a/b v1@${DIGEST} exact`],
    ],
    ["counts for nothing without a repository", "tag.fluxcd.io/app: deploy.version", "deploy: {version: 1.2.3}", []],
    [
      "of a place that is not there is none",
      "repository.fluxcd.io/app: a.b, tag.fluxcd.io/app: a.c.d",
      "a: {b: x, c: [d]}",
      [],
    ],
    [
      "of a tag whose repository is not there names no image",
      "repository.fluxcd.io/app: nowhere, tag.fluxcd.io/app: v",
      "v: 1.2.3",
      ["spec.values.v - 1.2.3 exact"],
    ],
    ["of an empty tag is none", "repository.fluxcd.io/app: a, tag.fluxcd.io/app: v", 'a: b\nv: ""', []],
  ])("%s", (_, annotations, values, expected) => {
    expect(paths(aliased(annotations, values))).toEqual(expected);
  });

  test("sets its tag alone, with a digest behind it", () => {
    const text = (tag: string) =>
      aliased(
        "repository.fluxcd.io/app: a, tag.fluxcd.io/app: deploy.version",
        `a: x/y\ndeploy:\n  version: ${tag} # c`,
      );
    expect(setIn("app.yaml", text("1.2.3"), { "spec.values.deploy.version": "1.10" })).toBe(text('"1.10"'));
    expect(setIn("app.yaml", text("'1.2.3'"), { "spec.values.deploy.version": `v2@${DIGEST}` })).toBe(
      text(`'v2@${DIGEST}'`),
    );
    for (const [to, reason] of [
      [`@${DIGEST}`, "a digest needs its tag"],
      ["a b", "no image version"],
    ] as const) {
      expect(() => setIn("app.yaml", text("1.2.3"), { "spec.values.deploy.version": to })).toThrow(reason);
    }
    expect(() => setIn("app.yaml", text("${TAG}"), { "spec.values.deploy.version": "v1" })).toThrow(
      "substituted later",
    );
  });

  test("is refused where a digest that it does not name stands beside its tag", () => {
    const text = aliased(
      "registry.fluxcd.io/x: reg, repository.fluxcd.io/x: image.repository, tag.fluxcd.io/x: image.tag",
      `reg: ghcr.io\nimage: {repository: a/b, tag: v1, digest: "${DIGEST}"}`,
    );
    expect(() => setIn("app.yaml", text, { "spec.values.image.tag": "v2" })).toThrow("which would stay");
  });

  test("has its own filter beside another of the same block", () => {
    const text = aliased(
      "repository.fluxcd.io/a: aImage, tag.fluxcd.io/a: aTag, filter.fluxcd.io/a: 'semver:~1', repository.fluxcd.io/b: bImage, tag.fluxcd.io/b: bTag, fluxcd.io/tag.b: 'glob:v*'",
      "aImage: x/a\naTag: 1.0.0\nbImage: x/b\nbTag: v1",
    );
    expect(scanTexts({ "app.yaml": text }).pins.map(({ path, filter }) => `${path} ${filter}`)).toEqual([
      "spec.values.aTag semver:~1",
      "spec.values.bTag glob:v*",
    ]);
    expect(() => setIn("app.yaml", text, { "spec.values.aTag": "2.0.0" })).toThrow(
      'its own filter "semver:~1" excludes',
    );
  });

  test("has its own filter where two whole references stand in one block", () => {
    const text = aliased(
      "repository.fluxcd.io/a: aImage, filter.fluxcd.io/a: 'glob:1*', repository.fluxcd.io/b: bImage, filter.fluxcd.io/b: 'glob:v*'",
      "aImage: x/a:1\nbImage: x/b:v1",
    );
    expect(scanTexts({ "app.yaml": text }).pins.map(({ path, filter }) => `${path} ${filter}`)).toEqual([
      "spec.values.aImage glob:1*",
      "spec.values.bImage glob:v*",
    ]);
  });
});

const gitChart = (ref: string) => v1(`chart:\n  git: https://example.org/a/b\n  path: charts/app\n${indent(ref, 2)}\n`);

crossWithTraits([
  {
    name: "the revision of a chart from Git",
    file: "app.yaml",
    before: gitChart("ref:\n  'v1.2.3' # v1.2.3"),
    after: gitChart("ref:\n  'v1.2.4' # v1.2.3"),
    set: { "spec.chart.ref": "v1.2.4" },
  },
  {
    name: "a commit that looks like a number",
    file: "app.yaml",
    before: gitChart("ref: 0e15411f387bb2a2286676b92a87fd85aa9b682a"),
    after: gitChart(`ref: "${"1".repeat(40)}"`),
    set: { "spec.chart.ref": "1".repeat(40) },
  },
  {
    name: "the tag of an alias",
    file: "app.yaml",
    before: v1('values: {x: "🚀", a: x/y, v: 1.2.3} # 1.2.3\n', "{repository.fluxcd.io/app: a, tag.fluxcd.io/app: v}"),
    after: v1('values: {x: "🚀", a: x/y, v: "1.10"} # 1.2.3\n', "{repository.fluxcd.io/app: a, tag.fluxcd.io/app: v}"),
    set: { "spec.values.v": "1.10" },
  },
]);

describe("a HelmRelease of Flux v2", () => {
  const chart = (version: string, kind = "HelmRepository") =>
    v2(`chart:\n  spec:\n    chart: app\n    version: ${version}\n    sourceRef: {kind: ${kind}, name: acme}\n`);

  test.each([
    ["1.2.3", "exact"],
    ["'v1.2.3-rc.1+b'", "exact"],
    ["'>=1.0.0'", "range"],
    ["1.2", "range"],
    ["1.x", "range"],
    ["'6.5.*'", "range"],
    ["^1.2.3", "range"],
    ["1.2.3 - 2.0.0", "range"],
  ])("a chart version %s is %s", (version, style) => {
    const pin = pinAt(scanTexts({ "app.yaml": chart(version) }), "spec.chart.spec.version");
    expect(pin).toMatchObject({ style, artifact: { kind: "chart", name: "app", id: "HelmRepository/acme/app" } });
    expect(pin.refusal === null).toBe(style === "exact");
  });

  test.each(["'*'", '""', ""])("a chart version %j is none", (version) => {
    expect(paths(chart(version))).toEqual([]);
  });

  test.each(["GitRepository", "Bucket"])("a chart from a %s has no version here", (kind) => {
    expect(paths(chart("1.2.3", kind))).toEqual([]);
  });

  test("a range is policy and stays", () => {
    const text = chart("'>=1.0.0'");
    expect(() => setIn("app.yaml", text, { "spec.chart.spec.version": "1.2.3" })).toThrow(
      'app.yaml:9: ">=1.0.0" is a range',
    );
  });

  test("a chart takes an exact version and no digest", () => {
    const text = chart("1.2.3");
    for (const wrong of [">=1.2.3", "1.2", "latest", "v1\n  injected: true"]) {
      expect(() => setIn("app.yaml", text, { "spec.chart.spec.version": wrong })).toThrow("is no chart version");
    }
    expect(() => setIn("app.yaml", text, { "spec.chart.spec.version": `1.2.3@${DIGEST}` })).toThrow("no digest");
  });

  test("a patch that names no chart is known by its object and path", () => {
    const text = v2("chart: {spec: {version: 1.0.0}}\n");
    const pin = pinAt(scanTexts({ "app.yaml": text }), "spec.chart.spec.version");
    expect(pairingKey(pin)).toBe("at:HelmRelease/app#spec.chart.spec.version");
  });

  test("a lone tag is known by its object and path", () => {
    const text = v2("values:\n  image:\n    tag: 2.9.17\n");
    const pin = pinAt(scanTexts({ "app.yaml": text }), "spec.values.image");
    expect(pin).toMatchObject({ artifact: null, version: { tag: "2.9.17", digest: null }, line: 8 });
    expect(pairingKey(pin)).toBe("at:HelmRelease/app#spec.values.image");
  });

  test("post-renderers hold kustomize's entries", () => {
    const text = v2(
      "postRenderers:\n- kustomize:\n    images:\n    - name: a/b\n      newTag: v1\n    - name: c\n      newName: d\n",
    );
    expect(paths(text)).toEqual(["spec.postRenderers[0].kustomize.images[name=a/b] docker.io/a/b v1 exact"]);
    expect(setIn("app.yaml", text, { "spec.postRenderers[0].kustomize.images[name=a/b]": `v2@${DIGEST}` })).toBe(
      text.replace("      newTag: v1\n", `      newTag: v2\n        digest: ${DIGEST}\n`),
    );
  });
});

describe("images among values", () => {
  const values = (text: string) => v2(`values:\n${indent(text, 2)}\n`);

  test.each<[string, string[]]>([
    ["image: {repository: a/b, tag: v1}", ["spec.values.image docker.io/a/b v1 exact"]],
    ["image: {registry: ghcr.io, repository: a/b, tag: v1}", ["spec.values.image ghcr.io/a/b v1 exact"]],
    ["image: {registry: ghcr.io/, image: a/b, tag: v1}", ["spec.values.image ghcr.io/a/b v1 exact"]],
    ["image: {name: a/b, tag: v1}", ["spec.values.image docker.io/a/b v1 exact"]],
    [
      "redis: {enabled: true, repository: redis, tag: 8.6.2}",
      ["spec.values.redis docker.io/library/redis 8.6.2 exact"],
    ],
    [`image: {repository: a/b, tag: v1@${DIGEST}}`, [`spec.values.image docker.io/a/b v1@${DIGEST} exact`]],
    [`image: {repository: a/b, tag: v1, digest: "${DIGEST}"}`, [`spec.values.image docker.io/a/b v1@${DIGEST} exact`]],
    [`image: {repository: a/b, digest: "${DIGEST}"}`, [`spec.values.image docker.io/a/b @${DIGEST} exact`]],
    ["image: ghcr.io/a/b:v1", ["spec.values.image ghcr.io/a/b v1 exact"]],
    ["initImage: ghcr.io/a/b:v1", ["spec.values.initImage ghcr.io/a/b v1 exact"]],
    ["imageTag: v1", ["spec.values.imageTag - v1 exact"]],
    ["image: a/b\nimageTag: v1", ["spec.values.imageTag docker.io/a/b v1 exact"]],
    [
      "a: [{image: {repository: x, tag: v1}}, {image: 'y:v2'}]",
      ["spec.values.a[0].image docker.io/library/x v1 exact", "spec.values.a[1].image docker.io/library/y v2 exact"],
    ],
    ["'a.b': {image: {repository: x, version: v1}}", ['spec.values["a.b"].image docker.io/library/x v1 exact']],
    ["x: {pullPolicy: Always, tag: v1}", ["spec.values.x - v1 exact"]],
    ['image: {repository: a/b, tag: ""}', []],
    ["image: {repository: a/b}", []],
    ["image: a/b", []],
    ["image: {repository: a/b, tag:}", []],
    ["logging: {tag: kube.*}", []],
    ["chart: {repository: https://charts.example, name: a, version: 1.0.0}", []],
    ["app: {name: podinfo, version: 1.0.0}", []],
    ["icon: {image: https://example.org/a.png}", []],
    ["text: {image: 'see this: image'}", []],
  ])("%s", (text, expected) => {
    expect(paths(values(text))).toEqual(expected);
  });

  test("each scalar is found once, whatever the block", () => {
    const text = values("image:\n  repository: a/b\n  tag: v1\n  digest:\n  pullPolicy: Always\n  image: c:v2\n");
    expect(paths(text)).toEqual([
      "spec.values.image docker.io/a/b v1 exact",
      "spec.values.image.image docker.io/library/c v2 exact",
    ]);
  });

  test.each([
    ["repository: a/b\ntag: v1", `v2@${DIGEST}`, `repository: a/b\ntag: v2@${DIGEST}`],
    [`repository: a/b\ntag: v1@${DIGEST}`, "v2", "repository: a/b\ntag: v2"],
    ['repository: a/b\ntag: v1\ndigest: ""', `v2@${DIGEST}`, `repository: a/b\ntag: v2\ndigest: "${DIGEST}"`],
    [`repository: a/b\ntag: v1\ndigest: ${DIGEST}`, "v2", 'repository: a/b\ntag: v2\ndigest: ""'],
    [`repository: a/b\ndigest: ${OTHER_DIGEST}`, `@${DIGEST}`, `repository: a/b\ndigest: ${DIGEST}`],
    [`repository: a/b\ndigest: ${OTHER_DIGEST}`, `v2@${DIGEST}`, `repository: a/b\ndigest: ${DIGEST}\ntag: v2`],
    [`repository: a/b\ntag: ""\ndigest: ${OTHER_DIGEST}`, `@${DIGEST}`, `repository: a/b\ntag: ""\ndigest: ${DIGEST}`],
    ["repository: a/b\ntag: 34", "35", 'repository: a/b\ntag: "35"'],
    ["repository: a/b\ntag: 34", "34", "repository: a/b\ntag: 34"],
  ])("%j set to %s", (before, to, after) => {
    const text = (block: string) => values(`image:\n${indent(block, 2)}`);
    expect(setIn("app.yaml", text(before), { "spec.values.image": to })).toBe(text(after));
  });

  test.each([
    ["repository: a/b\ntag: v1", `@${DIGEST}`, "a digest needs its tag beside it"],
    [`repository: a/b\ntag: v1\ndigest: ${DIGEST}`, `@${OTHER_DIGEST}`, "a digest needs its tag beside it"],
    [`repository: a/b\ntag: v1@${DIGEST}\ndigest: ${DIGEST}`, "v2", "both `tag` and `digest`"],
    ["repository: a/b\ntag: ${TAG}", "v2", "substituted later"],
    ["repository: a/b\ntag: {{ .Values.tag }}", "v2", "template"],
    ["repository: a/b\ntag: v1\ntag: v2", "v3", "stands twice"],
  ])("%j refuses %s: %s", (block, to, reason) => {
    const text = values(`image:\n${indent(block, 2)}`);
    expect(() => setIn("app.yaml", text, { "spec.values.image": to })).toThrow(reason);
  });
});
