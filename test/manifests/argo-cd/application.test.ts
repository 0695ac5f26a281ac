import { describe, expect, test } from "vitest";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "../given.ts";

const indent = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, " ".repeat(by));

const application = (spec: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app, namespace: argocd}\nspec:\n${indent(spec, 2)}`;

const source = (text: string) => application(`source:\n${indent(text, 2)}`);

const paths = (text: string) => listed(scanTexts({ "app.yaml": text })).map((line) => line.replace(/^\S+ /, ""));
const only = (text: string) => {
  const { pins } = scanTexts({ "app.yaml": text });
  const [pin] = pins;
  if (pin === undefined || pins.length > 1) throw new Error(`expected one pin, found ${pins.length}`);
  return pin;
};

describe("the revision of a source", () => {
  test.each<[string, string, string]>([
    ["repoURL: https://charts.example/\nchart: app\n", "1.2.3", "chart https://charts.example/app"],
    ["repoURL: registry-1.docker.io/acme\nchart: app\n", "1.2.3", "chart oci://registry-1.docker.io/acme/app"],
    ["repoURL: oci://ghcr.io/acme\nchart: app\n", "1.2.3", "chart oci://ghcr.io/acme/app"],
    ["repoURL: oci://ghcr.io/acme/app/\npath: .\n", "v1.2.3", "chart oci://ghcr.io/acme/app"],
    ["repoURL: https://github.com/acme/deploy.git\npath: base/\n", "v1.2.3", "git github.com/acme/deploy//base"],
    ["repoURL: git@github.com:acme/deploy\npath: .\n", "143b8d71", "git github.com/acme/deploy"],
    ["repoURL: https://github.com/acme/deploy\nref: values\n", "refs/tags/x", "git github.com/acme/deploy"],
    ["repoURL: https://github.com/acme/deploy\n", "'1.10'", "git github.com/acme/deploy"],
  ])("%j at %s pins %s", (text, revision, artifact) => {
    const pin = only(source(`${text}targetRevision: ${revision}\n`));
    expect(`${pin.artifact?.kind} ${pin.artifact?.id}`).toBe(artifact);
    expect(pin).toMatchObject({
      path: "spec.source.targetRevision",
      style: "exact",
      refusal: null,
      guarded: false,
      version: { tag: revision.replaceAll("'", ""), digest: null },
    });
  });

  test.each(["HEAD", "main", "release-1.2", "feature/x"])("the branch %s is guarded", (revision) => {
    const pin = only(source(`repoURL: https://github.com/acme/deploy\ntargetRevision: ${revision}\n`));
    expect(pin).toMatchObject({ style: "range", guarded: true });
    expect(pin.refusal).toContain("a branch moves by itself");
  });

  test.each(["1.*", "~1.2", "'>=1.0.0 <2.0.0'", "'*'", "^1.2.3", "v1.x", "1.0.0 - 2.0.0", "'=1.2.3 || =1.3.0'"])(
    "the constraint %s for the tags of a repository is a range",
    (revision) => {
      const text = source(`repoURL: https://github.com/acme/deploy\ntargetRevision: ${revision}\n`);
      expect(only(text)).toMatchObject({ style: "range", guarded: true });
      expect(() => setIn("app.yaml", text, { "spec.source.targetRevision": "v2.0.0" })).toThrow(
        "is a range of versions, a policy of its own",
      );
    },
  );

  test.each(["1.*", "~1.2", "'>=1.0.0'", "1.2"])("the constraint %s for a chart is a range", (revision) => {
    const text = source(`repoURL: https://charts.example\nchart: app\ntargetRevision: ${revision}\n`);
    expect(only(text)).toMatchObject({ style: "range" });
    expect(() => setIn("app.yaml", text, { "spec.source.targetRevision": "1.2.3" })).toThrow("is a range of versions");
  });

  test.each(["repoURL: https://charts.example\nchart: app\ntargetRevision: '*'\n", "repoURL: x\ntargetRevision: ''\n"])(
    "%j fixes none",
    (text) => {
      expect(paths(source(text))).toEqual([]);
    },
  );

  test.each(["1.10", "0123456", "1e3", "20240101"])("%s is written as text", (revision) => {
    const text = (value: string) => source(`repoURL: https://github.com/acme/deploy\ntargetRevision: ${value} # c\n`);
    expect(setIn("app.yaml", text("v1.2.3"), { "spec.source.targetRevision": revision })).toBe(text(`"${revision}"`));
  });

  test("an unquoted number is left alone until it changes", () => {
    const text = (value: string) => source(`repoURL: https://github.com/acme/deploy\ntargetRevision: ${value}\n`);
    expect(setIn("app.yaml", text("1.10"), { "spec.source.targetRevision": "1.10" })).toBe(text("1.10"));
    expect(setIn("app.yaml", text("1.10"), { "spec.source.targetRevision": "1.11" })).toBe(text('"1.11"'));
  });

  test.each<[string, string, string, string]>([
    ["a chart", "chart: app\nrepoURL: https://charts.example\n", "latest", "is no chart version"],
    ["a chart", "chart: app\nrepoURL: https://charts.example\n", `1.2.3@${DIGEST}`, "no digest"],
    ["a repository", "repoURL: https://github.com/acme/deploy\n", `v2@${DIGEST}`, "no digest"],
    ["a repository", "repoURL: https://github.com/acme/deploy\n", "v2\n  injected: true", "is no Git revision"],
    ["a repository", "repoURL: https://github.com/acme/deploy\n", "a..b", "is no Git revision"],
    ["a template", "repoURL: https://github.com/acme/deploy\n", "{{ x }}", "is no Git revision"],
  ])("%s refuses what it cannot take: %j", (_, text, to, reason) => {
    const app = source(`${text}targetRevision: 1.2.3\n`);
    expect(() => setIn("app.yaml", app, { "spec.source.targetRevision": to })).toThrow(reason);
  });

  test("a template is refused, and a name with one names nothing", () => {
    const text = source("repoURL: '{{ .repo }}'\npath: '{{ .path }}'\ntargetRevision: '{{ .revision }}'\n");
    expect(only(text)).toMatchObject({ artifact: null });
    expect(() => setIn("app.yaml", text, { "spec.source.targetRevision": "v2.0.0" })).toThrow("is a template");
  });

  test("an OCI source may be fixed by its digest", () => {
    const text = (revision: string) => source(`repoURL: oci://ghcr.io/acme/app\ntargetRevision: ${revision}\n`);
    const set = (before: string, to: string) => setIn("app.yaml", text(before), { "spec.source.targetRevision": to });
    expect(only(text(DIGEST)).version).toEqual({ tag: null, digest: DIGEST });
    expect(set(DIGEST, `@${OTHER_DIGEST}`)).toBe(text(OTHER_DIGEST));
    expect(set(DIGEST, "1.2.3")).toBe(text("1.2.3"));
    expect(set(`1.2.3@${DIGEST}`, `1.2.4@${OTHER_DIGEST}`)).toBe(text(`1.2.4@${OTHER_DIGEST}`));
    expect(() => set(DIGEST, `1.2.3@${DIGEST}`)).toThrow("give one of them alone");
    expect(() => set(DIGEST, "latest")).toThrow("is no chart version");
    expect(() => set(DIGEST, "@sha256:x")).toThrow("is no digest");
  });
});

describe("several sources", () => {
  test("are told apart by what they are, not by their order or version", () => {
    const text = application(`sources:
- {repoURL: https://charts.example, chart: app, targetRevision: 1.2.3}
- {repoURL: https://github.com/acme/deploy, ref: values, targetRevision: v1.0.0}
- {repoURL: https://github.com/acme/deploy, path: base, targetRevision: v1.0.0}
- {name: extra, repoURL: https://charts.example, chart: app, targetRevision: 1.0.0}
- {repoURL: https://github.com/acme/other, targetRevision: v3.0.0}
- {repoURL: https://charts.example, chart: '{{x}}', targetRevision: 4.0.0}
- {repoURL: https://charts.example, chart: twin, targetRevision: 5.0.0}
- {repoURL: https://other.example, chart: twin, targetRevision: 6.0.0}
`);
    expect(paths(text)).toEqual([
      "spec.sources[chart=app].targetRevision https://charts.example/app 1.2.3 exact",
      "spec.sources[ref=values].targetRevision github.com/acme/deploy v1.0.0 exact",
      "spec.sources[path=base].targetRevision github.com/acme/deploy//base v1.0.0 exact",
      "spec.sources[name=extra].targetRevision https://charts.example/app 1.0.0 exact",
      "spec.sources[4].targetRevision github.com/acme/other v3.0.0 exact",
      "spec.sources[5].targetRevision - 4.0.0 exact",
      "spec.sources[6].targetRevision https://charts.example/twin 5.0.0 exact",
      "spec.sources[7].targetRevision https://other.example/twin 6.0.0 exact",
    ]);
  });

  test.each([
    ["sources", "sources: [{repoURL: https://github.com/acme/deploy, targetRevision: v2.0.0}]\n"],
    [
      "sourceHydrator",
      "sourceHydrator: {drySource: {repoURL: https://github.com/acme/deploy, targetRevision: v2.0.0}}\n",
    ],
  ])("%s takes the place of source, which is left alone with that reason", (name, other) => {
    const text = application(`source: {repoURL: https://github.com/acme/deploy, targetRevision: v1.0.0}\n${other}`);
    const pin = pinAt(scanTexts({ "app.yaml": text }), "spec.source.targetRevision");
    expect(pin).toMatchObject({ guarded: true, refusal: pin.doubt });
    expect(pin.refusal).toBe(`Argo CD reads \`${name}\` in line 6 instead; change it there`);
    expect(() => setIn("app.yaml", text, { "spec.source.targetRevision": "v3.0.0" })).toThrow("instead");
  });

  test("an empty list of them is none", () => {
    const text = application("source: {repoURL: https://x.example/a, targetRevision: v1.0.0}\nsources: []\n");
    expect(only(text).refusal).toBeNull();
  });

  test("the dry source of a hydrator is guarded", () => {
    const text = application(
      "sourceHydrator:\n  drySource: {repoURL: https://x.example/a, path: b, targetRevision: v1.0.0}\n  syncSource: {targetBranch: env/prod, path: b}\n",
    );
    expect(only(text)).toMatchObject({ path: "spec.sourceHydrator.drySource.targetRevision", guarded: true });
  });
});

describe("images for kustomize", () => {
  const images = (...items: string[]) =>
    source(
      `repoURL: https://x.example/a\nkustomize:\n  version: v3.5.4\n  images:\n${items.map((one) => `  - ${one}\n`).join("")}`,
    );
  const at = (name: string) => `spec.source.kustomize.images[name=${name}]`;

  test.each<[string, string[]]>([
    ["ghcr.io/acme/app:v1", [`${at("ghcr.io/acme/app")} ghcr.io/acme/app v1 exact`]],
    ["localhost:5000/app:v1", [`${at("localhost:5000/app")} localhost:5000/app v1 exact`]],
    [`acme/app@${DIGEST}`, [`${at("acme/app")} docker.io/acme/app @${DIGEST} exact`]],
    [`acme/app:v1@${DIGEST}`, [`${at("acme/app")} docker.io/acme/app v1@${DIGEST} exact`]],
    ["app=ghcr.io/acme/app:v1", [`${at("app")} ghcr.io/acme/app v1 exact`]],
    [`app=ghcr.io/acme/app:v1@${DIGEST}`, [`${at("app")} ghcr.io/acme/app v1@${DIGEST} exact`]],
    ["app=*:v1", [`${at("app")} docker.io/library/app v1 exact`]],
    ["app=ghcr.io/acme/app", []],
    ["app=ghcr.io/acme/app:*", []],
    ["localhost:5000/app", []],
    ["''", []],
    ["{a: b}", []],
  ])("%s", (image, expected) => {
    expect(paths(images(image))).toEqual(expected);
  });

  test.each([
    ["acme/app:v1", "1.10", "acme/app:1.10"],
    ["acme/app:v1", `v2@${DIGEST}`, `acme/app:v2@${DIGEST}`],
    ["acme/app:v1", `@${DIGEST}`, `acme/app@${DIGEST}`],
    [`acme/app@${OTHER_DIGEST}`, "v2", "acme/app:v2"],
    [`acme/app:v1@${OTHER_DIGEST}`, "v2", "acme/app:v2"],
  ])("%s set to %s becomes %s, whatever stands before it", (before, to, after) => {
    for (const head of ["", "app=", "x.example:5000/a/b="]) {
      const name = head === "" ? "acme/app" : head.slice(0, -1);
      expect(setIn("app.yaml", images(`'${head}${before}' # c`), { [at(name)]: to })).toBe(
        images(`'${head}${after}' # c`),
      );
    }
  });

  test("two for one name are refused with their lines", () => {
    const text = images("acme/app:v1", "acme/app:v2", "app=acme/app:v3");
    const scan = scanTexts({ "app.yaml": text });
    const reason = 'two images are for "acme/app", in lines 10 and 11, and the last one wins; keep one';
    expect(pinAt(scan, at("acme/app"))).toMatchObject({ refusal: reason, doubt: reason });
    expect(pinAt(scan, at("acme/app#2"))).toMatchObject({ refusal: reason });
    expect(pinAt(scan, at("app")).refusal).toBeNull();
  });

  test.each(["acme/app:${TAG}", "acme/app:$ARGOCD_APP_REVISION", "acme/app:{{ .tag }}"])("%s is refused", (image) => {
    const { refusal, artifact } = only(images(`'${image}'`));
    expect(refusal).toMatch(/template|substituted|filled in/);
    expect(artifact).toBeNull();
  });
});

test("components and patches for kustomize are what they are in a kustomization", () => {
  const text = source(`repoURL: https://x.example/a
kustomize:
  components: [../local, "https://github.com/acme/parts//tls?ref=v1.0.0"]
  patches:
  - patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/image
        value: acme/app:v1
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: app}
      spec: {template: {spec: {containers: [{name: app, image: 'acme/app:v1'}]}}}
`);
  const { pins } = scanTexts({ "app.yaml": text });
  expect(pins.map((pin) => [pin.path.replace("spec.source.kustomize.", ""), pin.guarded])).toEqual([
    ["components[https://github.com/acme/parts//tls]", false],
    ["patches[0].patch[0].value", true],
    ["patches[1].patch.spec.template.spec.containers[name=app].image", true],
  ]);
  expect(pins.every((pin) => pin.path.startsWith("spec.source.kustomize."))).toBe(true);
});

describe("Argo CD Image Updater", () => {
  const annotated = (list: string) =>
    source(
      "helm:\n  parameters: [{name: image.tag, value: v1}]\n  valuesObject: {a: {repository: ghcr.io/a/a, tag: v1}, b: {repository: b/b, tag: v1}}\nchart: c\nrepoURL: https://c.example\ntargetRevision: 1.0.0\n",
    ).replace("{name: app,", `{name: app, annotations: {argocd-image-updater.argoproj.io/image-list: "${list}"},`);
  const automated = (text: string) =>
    scanTexts({ "app.yaml": text })
      .pins.filter((pin) => pin.automation?.includes("Image Updater"))
      .map((pin) => pin.path.replace("spec.source.helm.", ""));

  test.each([
    ["ghcr.io/a/a", ["parameters[name=image.tag]", "valuesObject.a"]],
    [
      "x=docker.io/b/b:~1.2, web=ghcr.io/a/a:latest",
      ["parameters[name=image.tag]", "valuesObject.a", "valuesObject.b"],
    ],
    ["other", ["parameters[name=image.tag]"]],
    ["", []],
    [" , ", []],
  ])("that is told %j writes %j too", (list, expected) => {
    expect(automated(annotated(list))).toEqual(expected);
  });
});

describe("what is not found", () => {
  test.each([
    [
      "another API's Application",
      application("source: {targetRevision: 1.2.3}\n").replace("argoproj.io/v1alpha1", "app.k8s.io/v1beta1"),
    ],
    [
      "an AppProject",
      application("sourceRepos: [x]\nsource: {targetRevision: 1.2.3}\n").replace(
        "kind: Application",
        "kind: AppProject",
      ),
    ],
    [
      "the status",
      `${application("project: x\n")}status: {sync: {revision: v1.2.3}, history: [{source: {targetRevision: v1.0.0}}]}\n`,
    ],
    [
      "an operation",
      `${application("project: x\n")}operation: {sync: {revision: v1.2.3, source: {targetRevision: v1.0.0}}}\n`,
    ],
    ["files as parameters", source("helm: {fileParameters: [{name: image.tag, path: a/v1.txt}], version: v3}\n")],
    ["kustomize's annotations", source("kustomize: {commonAnnotations: {image.tag: v1, image: 'a:v1'}}\n")],
    ["a source that is a list", application("source: [{targetRevision: v1.0.0}]\n")],
    ["no spec", "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: targetRevision}\n"],
    ["no source", application("project: targetRevision\n")],
  ])("%s", (_, text) => {
    expect(scanTexts({ "app.yaml": text })).toEqual({ pins: [], overridden: [], problems: [], wanted: [] });
  });
});

test("applications in a List have their item in the path, and can be set there", () => {
  const list = (revision: string) =>
    `apiVersion: v1\nkind: List\nitems:\n- apiVersion: argoproj.io/v1alpha1\n  kind: Application\n  metadata: {name: a}\n  spec:\n    source:\n      repoURL: https://github.com/acme/deploy\n      targetRevision: ${revision}\n      helm:\n        values: |\n          image: {repository: acme/app, tag: ${revision}}\n- {apiVersion: v1, kind: ConfigMap}\n`;
  expect(paths(list("v1.0.0"))).toEqual([
    "items[0].spec.source.targetRevision github.com/acme/deploy v1.0.0 exact",
    "items[0].spec.source.helm.values.image docker.io/acme/app v1.0.0 exact",
  ]);
  expect(
    setIn("app.yaml", list("v1.0.0"), {
      "items[0].spec.source.targetRevision": "v2.0.0",
      "items[0].spec.source.helm.values.image": "v2.0.0",
    }),
  ).toBe(list("v2.0.0"));
});

describe("what stands in the way of a change", () => {
  test.each([
    ["an alias", "repoURL: &v v1.0.0\ntargetRevision: *v\n", "the value is the alias *v"],
    ["an anchor that is used", "targetRevision: &v v1.0.0\nrepoURL: *v\n", "is shared"],
    ["a doubled key", "targetRevision: v1.0.0\ntargetRevision: v1.1.0\n", "stands twice"],
  ])("%s", (_, text, reason) => {
    expect(() => setIn("app.yaml", source(text), { "spec.source.targetRevision": "v2.0.0" })).toThrow(reason);
  });

  test("a merge key", () => {
    const text = `x-base: &base {targetRevision: v1.0.0}\n${source("<<: *base\nrepoURL: https://x.example/a\n")}`;
    expect(() => setIn("app.yaml", text, { "spec.source.targetRevision": "v2.0.0" })).toThrow("merge key");
  });

  test("the same application twice in a file", () => {
    const text = source("repoURL: https://x.example/a\ntargetRevision: v1.0.0\n");
    const scan = scanTexts({ "app.yaml": `${text}---\n${text}` });
    expect(scan.pins.map((pin) => pin.refusal)).toEqual(
      Array(2).fill(expect.stringContaining("stands twice in the file")),
    );
  });

  test("a parent chart's template is a problem with its line; the data of others are pins", () => {
    const template = `{{- if .Values.enabled }}\n---\n${source("repoURL: https://x.example/a\ntargetRevision: v1.0.0\n")}{{- end }}\n`;
    const data = source("repoURL: https://x.example/a\ntargetRevision: {{ .Values.revision }}\n");
    const scan = scanTexts({ "a.yaml": template, "b.yaml": data });
    expect(scan.problems.every(({ file, reason }) => file === "a.yaml" && reason.startsWith("it is a template"))).toBe(
      true,
    );
    expect(scan.problems.length).toBeGreaterThan(0);
    expect(pinAt(scan, "spec.source.targetRevision").refusal).toBe("the value is a template ({{ .Values.revision }})");
  });
});

test("files of Argo CD that hold none of it are not parsed", () => {
  const broken = "apiVersion: argoproj.io/v1alpha1\nkind: KIND\nspec: {images: [\n";
  const scan = (kind: string) => scanTexts({ "app.yaml": broken.replace("KIND", kind) }).problems.length;
  expect(["AppProject", "Workflow", "Application", "ApplicationSet"].map(scan)).toEqual([0, 0, 1, 1]);
});
