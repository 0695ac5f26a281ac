// Places that somebody names: every field that no kind takes by itself, and every guard that a name lifts.
import { describe, expect, test } from "vitest";
import type { Artifact } from "../../../src/artifacts/artifact.ts";
import { gitArtifact } from "../../../src/artifacts/git-repository.ts";
import { imageArtifact } from "../../../src/artifacts/image-reference.ts";
import type { NamedPlace } from "../../../src/manifests/named/named-place.ts";
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { DIGEST, OTHER_DIGEST, scanTexts, setIn, version } from "../given.ts";
import { crossWithTraits } from "../traits.ts";

const APP = imageArtifact("ghcr.io/acme/app");
const CHART: Artifact = { kind: "chart", name: "podinfo", id: "podinfo" };
const REPOSITORY = gitArtifact("https://github.com/acme/deploy");

function named(path: string, artifact: Artifact | null = null, document: number | null = null): NamedPlace {
  return { path, artifact, document };
}

const at = (path: string, version: string) => ({ [path]: version });

crossWithTraits([
  {
    name: "an image's tag",
    file: "settings.yaml",
    before: "settings:\n  app:\n    release: 1.2.3 # by CI\n",
    after: 'settings:\n  app:\n    release: "1.10" # by CI\n',
    set: at("settings.app.release", "1.10"),
    named: [named("settings.app.release", APP)],
  },
  {
    name: "a tag that gets a digest",
    file: "settings.yaml",
    before: "settings: {app: 'v1', other: v1}\n",
    after: `settings: {app: 'v2@${DIGEST}', other: v1}\n`,
    set: at("settings.app", `v2@${DIGEST}`),
    named: [named("settings.app", APP)],
  },
  {
    name: "a digest replaced beside its tag",
    file: "settings.yaml",
    before: `settings:\n  app: v1@${DIGEST}\n`,
    after: `settings:\n  app: v1@${OTHER_DIGEST}\n`,
    set: at("settings.app", `v1@${OTHER_DIGEST}`),
    named: [named("settings.app", APP)],
  },
  {
    name: "a digest that goes",
    file: "settings.yaml",
    before: `settings:\n  app: v1@${DIGEST}\n`,
    after: "settings:\n  app: v2\n",
    set: at("settings.app", "v2"),
    named: [named("settings.app", APP)],
  },
  {
    name: "a whole reference",
    file: "settings.yaml",
    before: "🚀: {app: ghcr.io/acme/app:v1, sidecar: acme/sidecar:v1}\n",
    after: "🚀: {app: ghcr.io/acme/app:v2, sidecar: acme/sidecar:v3}\n",
    set: { '["🚀"].app': "v2", '["🚀"].sidecar': "v3" },
    named: [named('["🚀"].app', APP), named('["🚀"].sidecar')],
  },
  {
    name: "a chart's version in a list",
    file: "charts.yaml",
    before: "charts:\n- name: redis\n  version: 1.2.3\n- name: podinfo\n  version:\n    6.1.0\n",
    after: "charts:\n- name: redis\n  version: 1.2.3\n- name: podinfo\n  version:\n    6.2.0\n",
    set: at("charts[name=podinfo].version", "6.2.0"),
    named: [named("charts[name=podinfo].version", CHART)],
  },
  {
    name: "a range of charts",
    file: "charts.yaml",
    before: 'charts: [{version: "~6.1"}, {version: "*"}]\n',
    after: 'charts: [{version: "6.2.0"}, {version: "6.2.1"}]\n',
    set: { "charts[0].version": "6.2.0", "charts[1].version": "6.2.1" },
    named: [named("charts[0].version", CHART), named("charts[1].version", CHART)],
  },
  {
    name: "a Git revision, a branch before",
    file: "sources.yaml",
    before: "source: &unused\n  ref: main\n",
    after: "source: &unused\n  ref: v1.2.3\n",
    set: at("source.ref", "v1.2.3"),
    named: [named("source.ref", REPOSITORY)],
  },
  {
    name: "a version of nobody knows what",
    file: "versions.json",
    before: '"tool": {"a.b": "1.2.3", "c": ["x", "1"]}\n',
    after: '"tool": {"a.b": "release 2", "c": ["x", "2"]}\n',
    set: { 'tool["a.b"]': "release 2", "tool.c[1]": "2" },
    named: [named('tool["a.b"]'), named("tool.c[1]")],
  },
  {
    name: "an empty value",
    file: "versions.yaml",
    before: "tool:\n  version: # none yet\n",
    after: "tool:\n  version: 1.2.3 # none yet\n",
    set: at("tool.version", "1.2.3"),
    named: [named("tool.version")],
  },
  {
    name: "a value inside a literal block",
    file: "object.yaml",
    before: "kind: Wrapper\nspec:\n  values: |\n    # inside\n    image:\n      tag: 1.2.3\n    next: 1.2.3\n",
    after: "kind: Wrapper\nspec:\n  values: |\n    # inside\n    image:\n      tag: 1.2.4\n    next: 1.2.3\n",
    set: at("spec.values.image.tag", "1.2.4"),
    named: [named("spec.values.image.tag")],
  },
]);

test.each([
  ["- op: replace\n  path: /spec/replicas\n  value: 1.2.3\n", "[path=/spec/replicas].value"],
  ['[{"op": "replace", "value": "1.2.3"}]', "[0].value"],
  ['{"a": [{"b": "1.2.3"}]}', "a[0].b"],
])("a list at the root and a file of JSON have places: %s", (text, path) => {
  expect(setIn("x.json", text, { [path]: "1.2.4" }, [named(path)])).toBe(text.replace("1.2.3", "1.2.4"));
});

const RELEASE = `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: app}
spec:
  chart: {spec: {chart: app, version: "~1.2", sourceRef: {kind: HelmRepository, name: acme}}}
  values:
    image: {tag: 1.0.0} # {"$imagepolicy": "flux-system:app:tag"}
    sidecar: {image: {tag: 2.0.0}}
`;

describe("a place that a kind found", () => {
  test("loses the guard and the range's refusal when it is named, by the pin's path or the value's", () => {
    const scan = scanTexts(
      { "app.yaml": RELEASE },
      ["."],
      [named("spec.chart.spec.version"), named("spec.values.image.tag", APP)],
    );
    expect(scan.problems).toEqual([]);
    expect(
      scan.pins.map(({ path, style, guarded, named, refusal, artifact }) => [
        path,
        style,
        guarded,
        named,
        refusal,
        artifact?.name,
      ]),
    ).toEqual([
      ["spec.chart.spec.version", "range", false, true, null, "app"],
      ["spec.values.image", "exact", false, true, null, "ghcr.io/acme/app"],
      ["spec.values.sidecar.image", "exact", false, false, null, undefined],
    ]);
  });

  test("without the name keeps both", () => {
    const { pins } = scanTexts({ "app.yaml": RELEASE });
    expect(pins.map(({ guarded, refusal }) => [guarded, refusal !== null])).toEqual([
      [false, true],
      [true, true],
      [false, false],
    ]);
  });

  test("is written when it is named", () => {
    const result = setIn("app.yaml", RELEASE, { "spec.chart.spec.version": "1.3.0", "spec.values.image": "1.0.1" }, [
      named("spec.chart.spec.version"),
      named("spec.values.image"),
    ]);
    expect(result).toBe(RELEASE.replace("~1.2", "1.3.0").replace("1.0.0", "1.0.1"));
  });

  test.each([
    ["encrypted", `${RELEASE}sops: {mac: x}\n`, "the document is encrypted by SOPS"],
    ["generated", `# DO NOT EDIT\n${RELEASE}`, "the file is generated"],
    ["a template", RELEASE.replace("1.0.0", "{{ .Values.tag }}"), "the value is a template"],
    ["an alias", `x: &tag 1.0.0\n${RELEASE.replace("tag: 1.0.0", "tag: *tag")}`, "the value is the alias *tag"],
    ["doubled", RELEASE.replace("tag: 1.0.0", "tag: 1.0.0, tag: 1.0.1"), 'the key "tag" stands twice'],
    ["in an object that stands twice", `${RELEASE}---\n${RELEASE}`, 'HelmRelease "app" stands twice'],
  ])("that is %s stays refused when it is named", (_, text, reason) => {
    const place = named("spec.values.image", null, 0);
    const { pins } = scanTexts({ "app.yaml": text }, ["."], [place]);
    const pin = pins.find(({ path, document }) => path === "spec.values.image" && document === 0);
    expect(pin?.named).toBe(true);
    expect(pin?.refusal).toContain(reason);
    const bytes = new TextEncoder().encode(text);
    const edits = pin === undefined ? [] : [{ pin, to: version("9") }];
    expect(() => rewritePins(new Map([["app.yaml", bytes]]), edits)).toThrow(reason);
  });
});

describe("a named place is a problem", () => {
  const file = "spec:\n  image: {tag: 1.0.0, port: [80]}\n  list: [{name: a}, {name: a}]\n  text: hello\n";
  test.each([
    ["spec.image.tga", null, 'spec.image has no tga; did you mean "tag"?'],
    ["spec.text.more", null, "spec.text has no more, it is a single value"],
    ["spec.list.name", null, "spec.list has no name"],
    ["spec.image[0]", null, "spec.image has no [0], it is no list"],
    ["spec.list[name=a].name", null, "[name=a] stands for 2 items of the list; name one as [0] and [1]"],
    ["spec.image", null, "it is a map, not a single value"],
    ["spec.image.port", null, "it is a list, not a single value"],
    ["spec.list[a].name", null, 'spec.list has no [a]; an item of a list is [0] or [name=value], a key ["a"]'],
    ["spec.image.tag", 3, "the file has no document 3"],
  ])("at %s of document %s", (path, document, reason) => {
    const { pins, problems } = scanTexts({ "x.yaml": file }, ["."], [named(path, null, document)]);
    expect(pins).toEqual([]);
    expect(problems.map((problem) => problem.reason)).toEqual([expect.stringContaining(reason)]);
  });

  test("in two documents, until one of them is named", () => {
    const text = "a: {b: 1}\n---\na: {b: 1}\n";
    const both = scanTexts({ "x.yaml": text }, ["."], [named("a.b")]);
    expect(both.problems).toMatchObject([
      { line: 3, reason: "the named place a.b stands in the documents 0 and 1 of the file; name one as 0:a.b" },
    ]);
    expect(setIn("x.yaml", text, { "a.b": "2" }, [named("a.b", null, 1)])).toBe('a: {b: 1}\n---\na: {b: "2"}\n');
  });

  test("for something else than it holds", () => {
    const name = named("image", imageArtifact("ghcr.io/acme/other"));
    const { problems } = scanTexts({ "x.yaml": "image: ghcr.io/acme/app:1\n" }, ["."], [name]);
    expect(problems.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('named for the image "ghcr.io/acme/other", and holds the image "ghcr.io/acme/app"'),
    ]);
  });

  test("never when the file itself cannot be read: that is the problem", () => {
    const { problems } = scanTexts({ "x.yaml": "a: [\nb: }\n" }, ["."], [named("a")]);
    expect(problems.map(({ reason }) => reason)).toEqual([expect.stringContaining("not valid YAML")]);
  });
});

describe("what a named place takes", () => {
  const file = `chart: 1.2.3\nimage: 1.2.3\ngit: v1\ntext: 1\n`;
  test.each([
    ["chart", CHART, "1.2", "no chart version"],
    ["chart", CHART, `1.2.3@${DIGEST}`, "a chart version has no digest"],
    ["image", APP, "a b", "no image version"],
    ["git", REPOSITORY, "a..b", "no Git revision"],
    ["text", null, "a\nb", "no version; expected one line"],
    ["text", null, "{{ x }}", "no version; expected one line"],
    ["text", null, " x", "without spaces"],
    ["text", null, "x".repeat(256), "at most 255"],
  ])("at %s is no %j %s", (path, artifact, to, says) => {
    expect(() => setIn("x.yaml", file, { [path]: to }, [named(path, artifact)])).toThrow(says);
  });
});

test("two names that are parts of one pin cannot be set apart", () => {
  const text = RELEASE.replace("tag: 1.0.0", `tag: 1.0.0, digest: "${DIGEST}"`);
  const names = [named("spec.values.image"), named("spec.values.image.digest")];
  expect(() =>
    setIn("app.yaml", text, { "spec.values.image": `1.0.1@${OTHER_DIGEST}`, "spec.values.image.digest": "x" }, names),
  ).toThrow("it is a part of what spec.values.image at app.yaml:7 sets");
});
