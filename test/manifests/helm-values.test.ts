import { describe, expect, test } from "vitest";
import { isValuesPath } from "../../src/manifests/kinds/helm-values.ts";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "./given.ts";
import { crossWithTraits, type Edit } from "./traits.ts";

const HEX = "a".repeat(64);
const OTHER_HEX = "b".repeat(64);

const found = (text: string, file = "values.yaml") =>
  listed(scanTexts({ [file]: text })).map((line) => line.replace(/^\S+ /, ""));

describe("a values file is told by its path", () => {
  test.each([
    "values.yaml",
    "values.yml",
    "Values.yaml",
    "charts/podinfo/values.yaml",
    "values-prod.yaml",
    "values_prod.yaml",
    "values.prod.yaml",
    "valuesProd.yaml",
    "podinfo-values.yaml",
    "podinfo.values.yaml",
    "test_values.yaml",
    "podinfo-values-prod.yml",
    "values/prod.yaml",
    "apps/podinfo/values/prod/eu.yaml",
    "helm-values/kube.yaml",
  ])("%s is one", (path) => {
    expect(isValuesPath(path)).toBe(true);
    expect(found("image: acme/app:v1\n", path)).toEqual(["image docker.io/acme/app v1 exact"]);
  });

  test.each([
    "prod.yaml",
    "valued/prod.yaml",
    "my-values/prod.yaml",
    "intrinsicvalues.yaml",
    "key-valuestore.yaml",
    "values.schema.json",
    "values.json",
    "values.yaml.gotmpl",
    "values",
  ])("%s is none", (path) => {
    expect(isValuesPath(path)).toBe(false);
    expect(found("image: acme/app:v1\n", path)).toEqual([]);
  });

  test.each([
    ["apiVersion: v1\nkind: ConfigMap\nimage: acme/app:v1\n", []],
    ["apiVersion: example.org/v1\nkind: App\nmetadata: {name: a}\nspec: {image: {repository: a/b, tag: v1}}\n", []],
    ["kind: DaemonSet\nimage: acme/app:v1\n", ["image docker.io/acme/app v1 exact"]],
    ["apiVersion: v1\nimage: acme/app:v1\n", ["image docker.io/acme/app v1 exact"]],
    ["- image: acme/app:v1\n", []],
    ["just text: with image\n", []],
    ["kind: ImageList\nitems:\n- image: acme/app:v1\n", []],
  ])("an object of Kubernetes in it is none: %j", (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test("a HelmRelease called values.yaml is a HelmRelease", () => {
    const text =
      "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec: {values: {image: {tag: v1}}}\n";
    expect(found(text)).toEqual(["spec.values.image - v1 exact"]);
  });

  test("Helm reads the first document only, and so do we", () => {
    expect(found("image: {tag: v1}\n---\nimage: {tag: v2}\n")).toEqual(["image - v1 exact"]);
  });

  test("a kustomization in a folder of values stays one", () => {
    expect(found("images:\n- name: acme/app\n  newTag: v1\n", "values/kustomization.yaml")).toEqual([
      "images[name=acme/app] docker.io/acme/app v1 exact",
    ]);
  });
});

describe("images by keys that stand together", () => {
  test.each<[string, string[]]>([
    ["image: {repository: a/b, tag: v1}", ["image docker.io/a/b v1 exact"]],
    ["podinfo: {image: {tag: v1}}", ["podinfo.image - v1 exact"]],
    ["image: {registry: ghcr.io, repository: a/b, tag: v1}", ["image ghcr.io/a/b v1 exact"]],
    ['image: {registry: "", repository: a/b, tag: v1}', ["image docker.io/a/b v1 exact"]],
    ["image: {registry: 'https://ghcr.io', repository: a/b, tag: v1}", ["image docker.io/a/b v1 exact"]],
    ["image: {repository: a/b:v1, tag: v2}", ["image docker.io/a/b v2 exact"]],
    ["image: {name: nginx, tag: v1}", ["image docker.io/library/nginx v1 exact"]],
    ["image: {repo: quay.io/a/b, tag: v1}", ["image quay.io/a/b v1 exact"]],
    ["images: {proxy: {name: envoy, tag: v1}}", ["images.proxy docker.io/library/envoy v1 exact"]],
    [
      "driver: {repository: nvcr.io/nvidia, image: driver, version: 535.1.2}",
      ["driver nvcr.io/nvidia/driver 535.1.2 exact"],
    ],
    ["app: {repository: ghcr.io/acme/app, image: app, tag: v1}", ["app ghcr.io/acme/app v1 exact"]],
    ["app: {image: acme/app, version: 1.2.3}", ["app docker.io/acme/app 1.2.3 exact"]],
    ["app: {repository: ghcr.io/acme/app, version: 1.2.3}", ["app ghcr.io/acme/app 1.2.3 exact"]],
    ["app: {repository: acme/app, version: 1.2.3, pullPolicy: Always}", ["app docker.io/acme/app 1.2.3 exact"]],
    ["global: {hub: docker.io/istio, tag: 1.14.0}", ["global - 1.14.0 exact"]],
    ["pilot: {hub: docker.io/istio, image: pilot, tag: 1.14.0}", ["pilot docker.io/istio/pilot 1.14.0 exact"]],
    ["repository: a/b\ntag: v1", ["tag docker.io/a/b v1 exact"]],
    [`repository: a/b\ndigest: ${DIGEST}`, [`tag docker.io/a/b @${DIGEST} exact`]],
    ["x: {tag: v1, imagePullPolicy: Always}", ["x - v1 exact"]],
    ["image: {repository: IMAGE_REPO, tag: IMAGE_TAG}", ["image IMAGE_REPO IMAGE_TAG exact"]],
    // What begins alike belongs together.
    ["imageTag: v1", ["imageTag - v1 exact"]],
    ["imageVersion: v1", ["imageVersion - v1 exact"]],
    ["imageName: a/b\nimageTag: v1", ["imageTag docker.io/a/b v1 exact"]],
    ["image_name: a/b\nimage_tag: v1", ["image_tag docker.io/a/b v1 exact"]],
    ["imageRepository: a/b\nimageTag: v1", ["imageTag docker.io/a/b v1 exact"]],
    ["imageRegistry: ghcr.io\nimageRepository: a/b\nimageTag: v1", ["imageTag ghcr.io/a/b v1 exact"]],
    ["global: {imageRegistry: ghcr.io/acme, imageTag: v1}", ["global.imageTag - v1 exact"]],
    ["sidecar: {image: a/b, imageTag: v1}", ["sidecar.imageTag docker.io/a/b v1 exact"]],
    ["operatorImage: a/b\noperatorTag: v1", ["operatorTag docker.io/a/b v1 exact"]],
    ["operatorImage: a/b\noperatorImageTag: v1", ["operatorImageTag docker.io/a/b v1 exact"]],
    ["operatorRepository: a/b\noperatorTag: v1", ["operatorTag docker.io/a/b v1 exact"]],
    ["initImageTag: v1", ["initImageTag - v1 exact"]],
    [`imageTag: v1\nimageDigest: ${DIGEST}`, [`imageTag - v1@${DIGEST} exact`]],
    [`operatorImage: a/b\noperatorDigest: ${DIGEST}`, [`operatorDigest docker.io/a/b @${DIGEST} exact`]],
    [
      `image: a/b\ntag: v1\ninitImage: c/d\ninitImageTag: v2`,
      ["tag docker.io/a/b v1 exact", "initImageTag docker.io/c/d v2 exact"],
    ],
    // Digests.
    [
      `repository: a/b\ntag: v1\nimageTag: v2\ndigest: ${DIGEST}`,
      [`tag docker.io/a/b v1@${DIGEST} exact`, "imageTag docker.io/a/b v2 exact"],
    ],
    [
      `repository: a/b\ntag: v1\nimageTag: v2\nimageDigest: ${DIGEST}`,
      ["tag docker.io/a/b v1 exact", `imageTag docker.io/a/b v2@${DIGEST} exact`],
    ],
    [`image: {repository: a/b, tag: v1, digest: "${DIGEST}"}`, [`image docker.io/a/b v1@${DIGEST} exact`]],
    [`image: {repository: a/b, tag: v1, sha: ${HEX}}`, [`image docker.io/a/b v1@${DIGEST} exact`]],
    [`image: {repository: a/b, tag: v1, sha: ""}`, ["image docker.io/a/b v1 exact"]],
    [`image: {repository: a/b, tag: v1, sha: "${DIGEST}"}`, [`image docker.io/a/b v1@${DIGEST} exact`]],
    [`image: {repository: a/b, tag: v1, sha: 0a1b2c3}`, ["image docker.io/a/b v1 exact"]],
    [`image: {repository: a/b, tag: "v1@${DIGEST}"}`, [`image docker.io/a/b v1@${DIGEST} exact`]],
  ])("%s", (text, expected) => {
    expect(found(`${text}\n`)).toEqual(expected);
  });

  test.each([
    'image: {repository: a/b, tag: ""}',
    "npm: {registry: https://npm.example, tag: next}",
    "image: {repository: a/b, tag: }",
    "image: {repository: a/b, tag: null-is-no-tag: x}",
    'imageTag: ""',
    "image: {repository: a/b}",
    "image: {tag: [v1]}",
    "logging: {tag: kube.*}",
    "tag: v1",
    "version: 1.2.3",
    "app: {version: 1.2.3, name: podinfo}",
    "headers: {X-Robots-Tag: noindex}",
    "plugin: {repository: acme/plugin, version: 1.2.3}",
    "chart: {repository: https://charts.example, name: podinfo, version: 1.2.3}",
    "sub: {chart: podinfo, repository: ghcr.io/acme, version: 1.2.3}",
    "source: {repository: github.com/acme/app, tag: v1}",
    "source: {repository: gitlab.com/acme/app, tag: v1}",
    "source: {repository: git@example.org:acme/app, tag: v1}",
    "gitRepository: acme/app\ngitTag: v1",
    "chartRepository: acme/app\nchartTag: v1",
    "backup: {repository: 's3://bucket/path', tag: daily}",
    "thanos: {version: v0.27.0}",
    "appVersion: 1.2.3",
    "note: {repository: a/b, tag: 'two words'}",
    "releaseDigest: abc",
  ])("%s has none", (text) => {
    expect(found(`${text}\n`)).toEqual([]);
  });
});

describe("whole references", () => {
  test.each<[string, string[]]>([
    ["image: ghcr.io/a/b:v1", ["image ghcr.io/a/b v1 exact"]],
    [`image: a/b@${DIGEST}`, [`image docker.io/a/b @${DIGEST} exact`]],
    ["image: localhost:5000/a/b:v1", ["image localhost:5000/a/b v1 exact"]],
    ["initImage: a/b:v1", ["initImage docker.io/a/b v1 exact"]],
    ["env: {SIDECAR_IMAGE: a/b:v1}", ["env.SIDECAR_IMAGE docker.io/a/b v1 exact"]],
    ["imageName: a/b:v1", ["imageName docker.io/a/b v1 exact"]],
    ["imageRef: a/b:v1", ["imageRef docker.io/a/b v1 exact"]],
    ["image: {repository: a/b:v1}", ["image.repository docker.io/a/b v1 exact"]],
    ["images: [a/b:v1, c:v2]", ["images[0] docker.io/a/b v1 exact", "images[1] docker.io/library/c v2 exact"]],
    ["images: {proxy: a/b:v1, registry: 'localhost:5000'}", ["images.proxy docker.io/a/b v1 exact"]],
    ["global: {imageK8S: a/b:v1, imagePullPolicy: Always}", ["global.imageK8S docker.io/a/b v1 exact"]],
    ["images: {tags: {db_sync: a/b:v1}}", ["images.tags.db_sync docker.io/a/b v1 exact"]],
    ["jobs: {images: {web.server: a/b:v1}}", ['jobs.images["web.server"] docker.io/a/b v1 exact']],
    [
      "extraContainers:\n- {name: one, image: a:v1}\n- {name: two, image: b:v2}",
      [
        "extraContainers[0].image docker.io/library/a v1 exact",
        "extraContainers[1].image docker.io/library/b v2 exact",
      ],
    ],
    ["thanos: {image: quay.io/a/b:v0.27.0, version: v0.27.0}", ["thanos.image quay.io/a/b v0.27.0 exact"]],
  ])("%s", (text, expected) => {
    expect(found(`${text}\n`)).toEqual(expected);
  });

  test.each([
    "image: ghcr.io/a/b",
    "image: https://example.org/a.png:8080",
    "image: oci://ghcr.io/a/b:v1",
    "image: data:image/png;base64,AAAA",
    "image: 'see this: image'",
    "image: [a:v1]",
    "imagePullSecrets: [a:v1]",
    "imageFormat: '2:1'",
    "images: {pullPolicy: IfNotPresent, proxy: a/b, enabled: true}",
    "names: [a:v1]",
    "tags: {proxy: a:v1}",
    "images: [Not:A:Reference, Upper/Case:v1, 'two words:v1']",
    "repository: a/b:v1",
  ])("%s has none", (text) => {
    expect(found(`${text}\n`)).toEqual([]);
  });
});

describe("what is refused in a values file", () => {
  const refusalOf = (text: string, path: string) => pinAt(scanTexts({ "values.yaml": text }), path).refusal;

  test.each([
    ["x: &v v1\nimage:\n  repository: a/b\n  tag: *v\n", "image", "the alias *v, written in line 1"],
    ["image:\n  repository: a/b\n  tag: &v v1\nother: *v\n", "image", "&v is used again by *v in line 4"],
    ["image: &i\n  repository: a/b\n  tag: v1\nsidecar: {image: *i}\n", "image", "the value is shared"],
    ["x: &d {tag: v1}\nimage:\n  <<: *d\n  repository: a/b\n", "image", "a merge key (<<) from line 1"],
    ["image:\n  repository: a/b\n  tag: v1\n  tag: v2\n", "image", 'the key "tag" stands twice, in lines 3 and 4'],
    ["image:\n  repository: a/b\n  tag: ${TAG}\n", "image", "substituted later (${TAG})"],
    ["image:\n  repository: a/b\n  tag: {{ .Values.tag }}\n", "image", "the value is a template"],
    ["image: '{{ .Values.image }}:v1'\n", "image", "the value is a template"],
    [`image:\n  repository: a/b\n  tag: v1@${DIGEST}\n  digest: ${DIGEST}\n`, "image", "both `tag` and `digest`"],
    [
      `image:\n  repository: a/b\n  tag: v1\n  digest: ${DIGEST}\n  genericDigest: ${OTHER_DIGEST}\n`,
      "image",
      "`genericDigest` beside it holds another digest",
    ],
    ["# Code generated by a tool. DO NOT EDIT.\nimage: a/b:v1\n", "image", "the file is generated"],
    ["image: a/b:v1\nsops: {mac: x, lastmodified: y}\n", "image", "encrypted by SOPS"],
  ])("%j", (text, path, reason) => {
    expect(refusalOf(text, path)).toContain(reason);
    expect(() => setIn("values.yaml", text, { [path]: "v9" })).toThrow(reason);
  });

  test("a name that is filled in later leaves the tag to us, and names no artifact", () => {
    const text = "image:\n  repository: ${REGISTRY}/app\n  tag: v1\n";
    expect(pinAt(scanTexts({ "values.yaml": text }), "image")).toMatchObject({ artifact: null, refusal: null });
    expect(setIn("values.yaml", text, { image: "v2" })).toBe(text.replace("v1", "v2"));
  });

  test("a template is a problem with its reason, and the other files are listed", () => {
    const scan = scanTexts({
      "values-a.yaml": "{{- if .Values.x }}\nimage: a/b:v1\n{{- end }}\n",
      "values-b.yaml": "image: a/b:v1\n",
    });
    expect(listed(scan)).toEqual(["values-b.yaml:1:8 image docker.io/a/b v1 exact"]);
    expect(scan.problems.map((problem) => problem.file)).toEqual(["values-a.yaml"]);
    expect(scan.problems[0]?.reason).toContain("it is a template ({{ }}), not YAML");
  });

  // Looking each key up through the merge key would take minutes.
  test("ten thousand keys beside a merge key are read", { timeout: 10_000 }, () => {
    const many = Array.from({ length: 10_000 }, (_, index) => `  k${index}Tag: v1\n`).join("");
    const text = `x: &d {repository: a/b}\ny:\n  <<: *d\n  tag: v1\n${many}`;
    expect(found(text)).toEqual(["y docker.io/a/b v1 exact"]);
  });
});

describe("what a template of a chart holds", () => {
  const template = (image: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: "{{ .Release.Name }}"\nspec:\n  template:\n    spec:\n      containers:\n      - name: app\n        image: ${image}\n`;
  const file = "charts/app/templates/deployment.yaml";

  test("is a pin where it is data", () => {
    const text = template("acme/app:v1");
    const path = "spec.template.spec.containers[name=app].image";
    expect(setIn(file, text, { [path]: "v2" })).toBe(text.replace("app:v1", "app:v2"));
  });

  test.each(['"acme/app:{{ .Values.tag }}"', "{{ .Values.image }}", '"{{ .Values.image }}:v1"'])(
    "is refused where it is %s",
    (image) => {
      const { pins } = scanTexts({ [file]: template(image) });
      expect(pins.map((pin) => pin.artifact)).toEqual([null]);
      expect(pins[0]?.refusal).toContain("the value is a template");
    },
  );

  test("is a problem where conditions stand between the lines", () => {
    const { pins, problems } = scanTexts({ [file]: `{{- if .Values.on }}\n${template("acme/app:v1")}{{- end }}\n` });
    expect(pins).toEqual([]);
    expect(problems.map((problem) => problem.file)).toEqual([file]);
    expect(problems[0]?.reason).toContain("it is a template ({{ }}), not YAML");
  });
});

describe("how a version is written among values", () => {
  test.each([
    [
      "image:\n  repository: a/b\n  tag: v1\n",
      "image",
      `v2@${DIGEST}`,
      `image:\n  repository: a/b\n  tag: v2@${DIGEST}\n`,
    ],
    [`image:\n  tag: v1\n  sha: ""\n`, "image", `v2@${DIGEST}`, `image:\n  tag: v2\n  sha: "${HEX}"\n`],
    [`image:\n  tag: v1\n  sha: ${OTHER_HEX}\n`, "image", `v2@${DIGEST}`, `image:\n  tag: v2\n  sha: ${HEX}\n`],
    [`image:\n  tag: v1\n  sha: ${OTHER_DIGEST}\n`, "image", `v2@${DIGEST}`, `image:\n  tag: v2\n  sha: ${DIGEST}\n`],
    [`image:\n  tag: v1\n  sha: ${HEX}\n`, "image", "v2", 'image:\n  tag: v2\n  sha: ""\n'],
    ["imageTag: v1\n", "imageTag", `v2@${DIGEST}`, `imageTag: v2@${DIGEST}\n`],
    [
      `imageTag: v1\nimageDigest: ${OTHER_DIGEST}\n`,
      "imageTag",
      `v2@${DIGEST}`,
      `imageTag: v2\nimageDigest: ${DIGEST}\n`,
    ],
    [
      `operatorImage: a/b\noperatorDigest: ${OTHER_DIGEST}\n`,
      "operatorDigest",
      `@${DIGEST}`,
      `operatorImage: a/b\noperatorDigest: ${DIGEST}\n`,
    ],
    [
      `repository: a/b\ndigest: ${OTHER_DIGEST}\n`,
      "tag",
      `v2@${DIGEST}`,
      `repository: a/b\ndigest: ${DIGEST}\ntag: v2\n`,
    ],
    [
      `image:\n  name: a/b\n  tag: v1\n  useDigest: true\n  digest: ${OTHER_DIGEST}\n`,
      "image",
      `v2@${DIGEST}`,
      `image:\n  name: a/b\n  tag: v2\n  useDigest: true\n  digest: ${DIGEST}\n`,
    ],
    [
      `image:\n  tag: v1\n  useDigest: false\n  genericDigest: ${DIGEST}\n`,
      "image",
      "v2",
      `image:\n  tag: v2\n  useDigest: false\n  genericDigest: ${DIGEST}\n`,
    ],
    [
      `tag: v1\nimage: a/b\nopDigest: ${OTHER_DIGEST}\nopImage: c/d\n`,
      "tag",
      "v2",
      `tag: v2\nimage: a/b\nopDigest: ${OTHER_DIGEST}\nopImage: c/d\n`,
    ],
    ["images: [a/b:v1, 'c:v2']\n", "images[1]", "v3", "images: [a/b:v1, 'c:v3']\n"],
    ["image: {repository: a/b, tag: 1.9}\n", "image", "1.10", 'image: {repository: a/b, tag: "1.10"}\n'],
    [
      '{"image": {"repository": "a/b", "tag": "v1"}}\n',
      "image",
      "v2",
      '{"image": {"repository": "a/b", "tag": "v2"}}\n',
    ],
  ])("%j: %s set to %s", (before, path, to, after) => {
    expect(setIn("values.yaml", before, { [path]: to })).toBe(after);
  });

  test.each([
    ["imageTag: v1\n", "imageTag", `@${DIGEST}`, "only a `imageTag` key"],
    [`imageTag: v1\nimageDigest: ${DIGEST}\n`, "imageTag", `@${OTHER_DIGEST}`, "a `imageTag` key"],
    [`operatorImage: a/b\noperatorDigest: ${DIGEST}\n`, "operatorDigest", "v2", "only a `operatorDigest` key"],
    [`image:\n  name: a/b\n  sha: ${HEX}\n`, "image", "v2", "only a `sha` key"],
    [`image:\n  tag: v1\n  sha: ${HEX}\n`, "image", `v2@sha512:${"a".repeat(128)}`, "takes a sha256 digest only"],
    [`image:\n  tag: v1\n  useDigest: false\n`, "image", `v2@${DIGEST}`, "`useDigest: false`"],
    [`image:\n  tag: v1\n  useDigest: true\n  digest: ${DIGEST}\n`, "image", "v2", "`useDigest: true`"],
    [`image:\n  tag: v1\n  useDigest: true\n`, "image", `v2@${DIGEST}`, "`useDigest: true`"],
    ["image: a/b:v1\n", "image", "v1\n  injected: true", "is no image version"],
    ["image:\n  tag: >-\n    v1\n", "image", "v2", "a block scalar"],
  ])("%j: %s is not set to %s", (text, path, to, reason) => {
    expect(() => setIn("values.yaml", text, { [path]: to })).toThrow(reason);
  });
});

const around = (lines: string) => `# values\nother: {tag: 1.2.3}\n${lines}last: 1.2.3 # 1.2.3\n`;

function edit(name: string, before: string, after: string, set: Readonly<Record<string, string>>): Edit {
  return { name, file: "apps/prod/values.yaml", before: around(before), after: around(after), set };
}

crossWithTraits([
  edit("a tag", "image:\n  repository: a/b\n  tag: 1.2.3\n", "image:\n  repository: a/b\n  tag: v2\n", { image: "v2" }),
  edit("a tag that looks like a number", "image:\n  tag: 1.2.3\n", 'image:\n  tag: "1.10"\n', { image: "1.10" }),
  edit("a single-quoted tag", "image:\n  tag: '1.2.3' # c\n", "image:\n  tag: '1.10' # c\n", { image: "1.10" }),
  edit("a value on the next line", "image:\n  tag:\n    1.2.3\n", "image:\n  tag:\n    v2\n", { image: "v2" }),
  edit("a flow map", "image: {repository: a/b, tag: 1.2.3}\n", "image: {repository: a/b, tag: v2}\n", { image: "v2" }),
  edit(
    "quoted keys and comments",
    '"image": # a\n  # b\n  "repository": a/b\n  "tag": "1.2.3" # c\n',
    '"image": # a\n  # b\n  "repository": a/b\n  "tag": "1.10" # c\n',
    { image: "1.10" },
  ),
  edit("an anchor that nothing uses", "image:\n  tag: &t 1.2.3\n", "image:\n  tag: &t v2\n", { image: "v2" }),
  edit(
    "emoji before the value and two edits on a line",
    'a: {x: "🚀é", image: "a:1.2.3", initImage: "b:1.2.3"} # 🚀\n',
    `a: {x: "🚀é", image: "a:v2", initImage: "b:v3@${DIGEST}"} # 🚀\n`,
    { "a.image": "v2", "a.initImage": `v3@${DIGEST}` },
  ),
  edit(
    "a digest added in the tag",
    "image:\n  repository: a/b\n  tag: 1.2.3\n",
    `image:\n  repository: a/b\n  tag: v2@${DIGEST}\n`,
    { image: `v2@${DIGEST}` },
  ),
  edit("an empty digest filled", 'image:\n  tag: 1.2.3\n  digest: ""\n', `image:\n  tag: v2\n  digest: "${DIGEST}"\n`, {
    image: `v2@${DIGEST}`,
  }),
  edit(
    "a digest without a value filled",
    "image:\n  tag: 1.2.3\n  digest: # c\n",
    `image:\n  tag: v2\n  digest: ${DIGEST} # c\n`,
    { image: `v2@${DIGEST}` },
  ),
  edit("a digest removed", `image:\n  tag: 1.2.3\n  digest: ${DIGEST}\n`, 'image:\n  tag: v2\n  digest: ""\n', {
    image: "v2",
  }),
  edit("keys that begin alike", "opImage: a/b\nopTag: 1.2.3\n", "opImage: a/b\nopTag: v2\n", { opTag: "v2" }),
  edit(
    "a tag added to a digest",
    `image:\n  repository: a/b\n  digest: ${OTHER_DIGEST}\n`,
    `image:\n  repository: a/b\n  digest: ${DIGEST}\n  tag: v2\n`,
    { image: `v2@${DIGEST}` },
  ),
]);
