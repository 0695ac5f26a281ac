import { describe, expect, test } from "vitest";
import { pairingKey } from "../../../src/manifests/pin.ts";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "../given.ts";
import { crossWithTraits, type Edit } from "../traits.ts";

const HELM_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";

const repository = (ref: string, more = "  url: oci://ghcr.io/acme/charts/podinfo\n") =>
  `apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata:\n  name: podinfo\nspec:\n  interval: 1h\n${more}${ref}`;

const paths = (text: string) => listed(scanTexts({ "app.yaml": text })).map((line) => line.replace(/^\S+ /, ""));

describe("an OCIRepository", () => {
  test.each<[string, string]>([
    ["ref:\n    tag: 6.1.0", "6.1.0 exact"],
    [`ref:\n    tag: 6.1.0\n    digest: ${DIGEST}`, `6.1.0@${DIGEST} exact`],
    [`ref:\n    digest: ${DIGEST}`, `@${DIGEST} exact`],
    ["ref: {tag: 6.1.0}", "6.1.0 exact"],
    ["ref:\n    semver: '>=6.0.0'", ">=6.0.0 range"],
    ["ref:\n    semver: 6.1.x\n    tag: 6.0.0", "6.1.x range"],
    [`ref:\n    semver: 6.1.x\n    digest: ${DIGEST}`, `@${DIGEST} exact`],
    [`ref:\n    semver: 6.1.x\n    tag: 6.1.0\n    digest: ${DIGEST}`, `6.1.0@${DIGEST} exact`],
    [`ref:\n    tag: 6.1.0@${DIGEST}`, `6.1.0@${DIGEST} exact`],
    ["ref:\n    tag: latest", "latest exact"],
  ])("with %j holds %s", (ref, expected) => {
    expect(paths(repository(`  ${ref}\n`))).toEqual([`spec.ref ghcr.io/acme/charts/podinfo ${expected}`]);
  });

  test.each(["", "  ref: {}\n", "  ref:\n", "  ref:\n    tag:\n", '  ref: {tag: "", digest: ""}\n', "  ref: [tag]\n"])(
    "with %j fixes nothing",
    (ref) => {
      expect(paths(repository(ref))).toEqual([]);
    },
  );

  test.each<[string, string, string]>([
    ["url: oci://ghcr.io/acme/podinfo", "image", "ghcr.io/acme/podinfo"],
    ["url: oci://localhost:5000/podinfo/", "image", "localhost:5000/podinfo"],
    ["url: oci://acme/podinfo", "image", "docker.io/acme/podinfo"],
    [
      `url: oci://ghcr.io/acme/podinfo\n  layerSelector: {mediaType: ${HELM_LAYER}, operation: copy}`,
      "chart",
      "oci://ghcr.io/acme/podinfo",
    ],
    [
      "url: oci://ghcr.io/acme/podinfo\n  layerSelector: {mediaType: application/vnd.acme.tar}",
      "image",
      "ghcr.io/acme/podinfo",
    ],
  ])("with %j is of the %s %s", (more, kind, id) => {
    const pin = pinAt(scanTexts({ "app.yaml": repository("  ref: {tag: v1}\n", `  ${more}\n`) }), "spec.ref");
    expect(pin.artifact).toMatchObject({ kind, id });
  });

  test.each(["", "  url: ${URL}\n"])("that names no repository (%j) is known by its object and path", (more) => {
    const pin = pinAt(scanTexts({ "patch.yaml": repository("  ref:\n    tag: v1\n", more) }), "spec.ref");
    expect(pairingKey(pin)).toBe("at:OCIRepository/podinfo#spec.ref");
    expect(pin).toMatchObject({ artifact: null, refusal: null, line: more === "" ? 8 : 9, column: 10 });
  });

  test("of another API group is none of Flux's", () => {
    expect(paths(repository("  ref: {tag: v1}\n").replace("source.toolkit.fluxcd.io/v1", "acme.example/v1"))).toEqual(
      [],
    );
  });

  test("sources that only name a place fix no version", () => {
    const source = (kind: string, spec: string) =>
      `apiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;
    expect(paths(source("HelmRepository", "{url: https://charts.example, ref: {tag: v1}, version: 1.2.3}"))).toEqual(
      [],
    );
    expect(paths(source("Bucket", "{endpoint: s3.example, ref: {tag: v1}, version: 1.2.3}"))).toEqual([]);
    const image = source("ImagePolicy", "{policy: {semver: {range: 1.x}}, ref: {tag: v1}}");
    expect(paths(image.replace("source.toolkit", "image.toolkit"))).toEqual([]);
  });
});

describe("the version of an OCIRepository", () => {
  test.each<[string, string, string]>([
    ["tag: 6.1.0", "6.1.1", "tag: 6.1.1"],
    ["tag: 6.1.0", "1.10", 'tag: "1.10"'],
    ["tag: 6.1.0", `6.1.1@${DIGEST}`, `tag: 6.1.1\n    digest: ${DIGEST}`],
    ["tag: 6.1.0", `@${DIGEST}`, `digest: ${DIGEST}`],
    [`tag: 6.1.0\n    digest: ${OTHER_DIGEST}`, `6.1.1@${DIGEST}`, `tag: 6.1.1\n    digest: ${DIGEST}`],
    [`digest: ${OTHER_DIGEST}\n    tag: 6.1.0`, "6.1.1", "tag: 6.1.1"],
    [`tag: 6.1.0\n    digest: ${OTHER_DIGEST}`, `@${DIGEST}`, `digest: ${DIGEST}`],
    [`digest: ${OTHER_DIGEST}`, `6.1.1@${DIGEST}`, `digest: ${DIGEST}\n    tag: 6.1.1`],
    [`digest: ${OTHER_DIGEST}`, "6.1.1", "tag: 6.1.1"],
    // What Flux 2.2 and later take for a tag with an @ in it is taken apart.
    [`tag: 6.1.0@${OTHER_DIGEST}`, `6.1.1@${DIGEST}`, `tag: 6.1.1\n    digest: ${DIGEST}`],
    [`tag: 6.1.0@${OTHER_DIGEST}`, "6.1.1", "tag: 6.1.1"],
    [`tag: "6.1.0"\n    digest: ""`, `6.1.1@${DIGEST}`, `tag: "6.1.1"\n    digest: "${DIGEST}"`],
    [
      `semver: 6.x\n    digest: ${OTHER_DIGEST}`,
      `6.1.1@${DIGEST}`,
      `semver: 6.x\n    digest: ${DIGEST}\n    tag: 6.1.1`,
    ],
  ])("%j set to %s is %j", (before, to, after) => {
    const text = (ref: string) => repository(`  ref:\n    ${ref}\n  timeout: 60s\n`);
    expect(setIn("app.yaml", text(before), { "spec.ref": to })).toBe(text(after));
  });

  test.each<[string, string, string]>([
    ["{tag: 6.1.0}", `6.1.1@${DIGEST}`, `{tag: 6.1.1, digest: ${DIGEST}}`],
    [`{tag: 6.1.0, digest: ${OTHER_DIGEST}}`, "6.1.1", "{tag: 6.1.1}"],
    [`{digest: ${OTHER_DIGEST}, tag: 6.1.0}`, "6.1.1", "{tag: 6.1.1}"],
    [`{tag: 6.1.0, digest: ${OTHER_DIGEST}}`, `6.1.1@${DIGEST}`, `{tag: 6.1.1, digest: ${DIGEST}}`],
    [`{ "tag": "6.1.0" }`, `6.1.1@${DIGEST}`, `{ "tag": "6.1.1", "digest": "${DIGEST}" }`],
  ])("%s set to %s is %s", (before, to, after) => {
    const text = (ref: string) => repository(`  ref: ${ref} # c\n`);
    expect(setIn("app.yaml", text(before), { "spec.ref": to })).toBe(text(after));
  });

  test.each<[string, string, string]>([
    ["semver: 6.x", "6.1.0", 'app.yaml:9: "6.x" is a range of versions'],
    [`semver: 6.x\n    digest: ${DIGEST}`, "6.1.0", "remove `semver`, or give a digest"],
    [`tag: 6.1.0@${DIGEST}\n    digest: ${DIGEST}`, "6.1.1", "both hold a digest"],
    ["tag: 6.1.0", "6.1.1+build", 'has a "+", which no tag of a registry can have'],
    ["tag: 6.1.0", "a b", "no image version"],
    ["tag: 6.1.0", "6.1.1@sha256:12", "no image version"],
    ["tag: ${VERSION}", "6.1.1", "substituted later"],
    ["tag: {{ .version }}", "6.1.1", "template"],
    ["tag: 6.1.0\n    tag: 6.1.1", "6.1.2", "stands twice"],
    [`digest: ${DIGEST}\n    digest: ${OTHER_DIGEST}`, "6.1.2", "stands twice"],
    [`tag: &t 6.1.0\n    x: *t`, "6.1.2", "&t is used again by *t"],
    [`x: &t 6.1.0\n    tag: *t`, "6.1.2", "the alias *t"],
  ])("%j set to %s is refused: %s", (ref, to, reason) => {
    const text = repository(`  ref:\n    ${ref}\n`);
    expect(() => setIn("app.yaml", text, { "spec.ref": to })).toThrow(reason);
  });

  test.each<[string, string, string]>([
    ["semver: '>=6.0.0' # c", "6.1.1", "tag: '6.1.1' # c"],
    ["semver: 6.x", `6.1.1@${DIGEST}`, `tag: 6.1.1\n    digest: ${DIGEST}`],
    ["semver: 6.x", `@${DIGEST}`, `digest: ${DIGEST}`],
  ])("where the place is named, %j set to %s is %j", (before, to, after) => {
    const text = (ref: string) => repository(`  ref:\n    ${ref}\n`);
    const named = [{ path: "spec.ref", artifact: null, document: null }];
    expect(setIn("app.yaml", text(before), { "spec.ref": to }, named)).toBe(text(after));
  });

  test("where the place is named, a tag that a range beats is refused", () => {
    const text = repository("  ref:\n    semver: 6.x\n    tag: 6.1.0\n");
    const named = [{ path: "spec.ref", artifact: null, document: null }];
    expect(() => setIn("app.yaml", text, { "spec.ref": "6.1.1" }, named)).toThrow("keep one of them");
  });

  test("through a merge key is refused", () => {
    const text = `x: &r {tag: 6.1.0}\n${repository("  ref:\n    <<: *r\n")}`;
    expect(() => setIn("app.yaml", text, { "spec.ref": "6.1.1" })).toThrow("merge key");
  });

  test("in a list that aliases share is refused", () => {
    const text = `${repository("  ref: &r\n    tag: 6.1.0\n")}x: *r\n`;
    expect(() => setIn("app.yaml", text, { "spec.ref": "6.1.1" })).toThrow("&r is used again");
  });

  test("in an encrypted document is refused", () => {
    const text = `${repository("  ref: {tag: 6.1.0}\n")}sops: {mac: x, lastmodified: y}\n`;
    expect(() => setIn("app.yaml", text, { "spec.ref": "6.1.1" })).toThrow("encrypted by SOPS");
  });

  test.each([
    ["an alias bomb", `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n${repository("  ref: *c\n")}`],
    ["a list", repository("  ref: [{tag: 6.1.0}]\n")],
    ["a map as the tag", repository("  ref: {tag: {a: b}}\n")],
  ])("that is %s is none", (_, text) => {
    expect(paths(text)).toEqual([]);
  });

  test("of an object that stands twice in the file is refused", () => {
    const text = repository("  ref: {tag: 6.1.0}\n");
    const pins = scanTexts({ "app.yaml": `${text}---\n${text}` }).pins;
    expect(pins.map(({ refusal }) => refusal?.includes("stands twice in the file"))).toEqual([true, true]);
  });

  test("of two objects in one file is set in the one that is meant", () => {
    const two = (tag: string) =>
      `${repository("  ref: {tag: 6.1.0}\n")}---\n${repository(`  ref: {tag: ${tag}}\n`).replace("name: podinfo", "name: other")}`;
    const [, second] = scanTexts({ "app.yaml": two("6.1.0") }).pins;
    expect(second).toMatchObject({ document: 1, object: { name: "other" }, path: "spec.ref" });
  });
});

const edit = (name: string, before: string, after: string, to: string): Edit => ({
  name: `an OCIRepository's ${name}`,
  file: "app.yaml",
  before: repository(`${before}  timeout: 60s # 6.1.0\n`),
  after: repository(`${after}  timeout: 60s # 6.1.0\n`),
  set: { "spec.ref": to },
});

crossWithTraits([
  edit("plain tag", "  ref:\n    tag: 6.1.0 # c\n", "  ref:\n    tag: 6.1.1 # c\n", "6.1.1"),
  edit("single-quoted tag", "  ref:\n    tag: '6.1.0'\n", "  ref:\n    tag: '1.10'\n", "1.10"),
  edit("tag that looks like a number", "  ref:\n    tag: 6.1.0\n", '  ref:\n    tag: "1.10"\n', "1.10"),
  edit("tag on the next line", "  ref:\n    tag:\n      6.1.0\n", "  ref:\n    tag:\n      6.1.1\n", "6.1.1"),
  edit("tag behind emoji", '  ref: {x: "🚀", tag: 6.1.0}\n', '  ref: {x: "🚀", tag: 6.1.1}\n', "6.1.1"),
  edit("anchored tag", "  ref:\n    tag: &unused 6.1.0\n", "  ref:\n    tag: &unused 6.1.1\n", "6.1.1"),
  edit("new digest", "  ref:\n    tag: 6.1.0\n", `  ref:\n    tag: 6.1.1\n    digest: ${DIGEST}\n`, `6.1.1@${DIGEST}`),
  edit(
    "removed digest",
    `  ref:\n    # above\n    digest: ${DIGEST}\n    tag: 6.1.0\n`,
    "  ref:\n    # above\n    tag: 6.1.1\n",
    "6.1.1",
  ),
  edit(
    "quoted keys",
    `  "ref":\n    "tag": "6.1.0"\n    "digest": "${OTHER_DIGEST}"\n`,
    `  "ref":\n    "tag": "6.1.1"\n    "digest": "${DIGEST}"\n`,
    `6.1.1@${DIGEST}`,
  ),
  edit("flow style", "  ref: {tag: 6.1.0}\n", `  ref: {tag: 6.1.1, digest: ${DIGEST}}\n`, `6.1.1@${DIGEST}`),
]);

test("JSON takes a digest on a line of its own, and loses it again", () => {
  const json = (ref: string) =>
    `{\n  "apiVersion": "source.toolkit.fluxcd.io/v1",\n  "kind": "OCIRepository",\n  "metadata": { "name": "a" },\n  "spec": {\n    "ref": {\n      ${ref}\n    },\n    "url": "oci://ghcr.io/acme/a"\n  }\n}\n`;
  const withDigest = json(`"tag": "1.10",\n      "digest": "${DIGEST}"`);
  expect(setIn("a.json", json('"tag": "6.1.0"'), { "spec.ref": `1.10@${DIGEST}` })).toBe(withDigest);
  expect(setIn("a.json", withDigest, { "spec.ref": "6.1.0" })).toBe(json('"tag": "6.1.0"'));
});
