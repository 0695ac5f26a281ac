import { describe, expect, test } from "vitest";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "../given.ts";
import { crossWithTraits } from "../traits.ts";

const kustomization = (spec: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec:\n  path: ./apps\n${spec}`;

const images = (entries: string) => kustomization(`  images:\n${entries}  prune: true\n`);
const variable = (text: string) => kustomization(`  postBuild:\n    substitute:\n      ${text}\n`);

const paths = (text: string, file = "app.yaml") =>
  listed(scanTexts({ [file]: text })).map((line) => line.replace(/^\S+ /, ""));

describe("the images of a Flux Kustomization", () => {
  test.each(["apps.yaml", "kustomization.yaml"])("are pins like kustomize's own, in %s too", (file) => {
    const text = images(
      `  - name: acme/app\n    newTag: 1.2.3\n  - name: b\n    newName: c\n  - name: d\n    digest: ${DIGEST}\n`,
    );
    expect(paths(text, file)).toEqual([
      "spec.images[name=acme/app] docker.io/acme/app 1.2.3 exact",
      `spec.images[name=d] docker.io/library/d @${DIGEST} exact`,
    ]);
  });

  test("are refused where two entries have one name", () => {
    const text = images("  - name: a\n    newTag: v1\n  - name: a\n    newTag: v2\n");
    expect(() => setIn("app.yaml", text, { "spec.images[name=a]": "v3" })).toThrow("two entries name");
  });
});

describe("the patches of a Flux Kustomization", () => {
  const patched = (image: string) =>
    kustomization(
      `  patches:\n  - target: {kind: Deployment}\n    patch: |\n      apiVersion: apps/v1\n      kind: Deployment\n      metadata:\n        name: a\n      spec:\n        template:\n          spec:\n            containers:\n            - name: a\n              image: ${image}\n`,
    );
  const path = "spec.patches[0].patch.spec.template.spec.containers[name=a].image";

  test("hold images that are written only when named", () => {
    expect(paths(patched("acme/a:v1"))).toEqual([`${path} docker.io/acme/a v1 exact`]);
    expect(() => setIn("app.yaml", patched("acme/a:v1"), { [path]: "v2" })).toThrow("it stands in a patch");
    const named = [{ path, artifact: null, document: null }];
    expect(setIn("app.yaml", patched("acme/a:v1 # c"), { [path]: "v2" }, named)).toBe(patched("acme/a:v2 # c"));
  });
});

describe("a patch of one of Flux's sources", () => {
  const patch = (kind: string, spec: string) =>
    `    apiVersion: source.toolkit.fluxcd.io/v1\n    kind: ${kind}\n    metadata:\n      name: a\n    spec: ${spec}\n`;
  const inOverlay = (text: string) => `kind: Kustomization\npatches:\n- patch: |-\n${text}`;

  test.each([
    ["OCIRepository", "{ref: {tag: 6.1.0}}", "spec.ref", "{ref: {tag: 6.2.0}}"],
    ["GitRepository", "{ref: {tag: 6.1.0}}", "spec.ref", "{ref: {tag: 6.2.0}}"],
    ["HelmChart", "{version: 6.1.0}", "spec.version", "{version: 6.2.0}"],
  ])("is found in an overlay (%s), and written only when named", (kind, before, place, after) => {
    const path = `patches[0].patch.${place}`;
    const text = inOverlay(patch(kind, before));
    expect(paths(text, "kustomization.yaml")).toEqual([`${path} - 6.1.0 exact`]);
    expect(() => setIn("kustomization.yaml", text, { [path]: "6.2.0" })).toThrow("it stands in a patch");
    const named = [{ path, artifact: null, document: null }];
    expect(setIn("kustomization.yaml", text, { [path]: "6.2.0" }, named)).toBe(inOverlay(patch(kind, after)));
  });

  test("is found in a Flux Kustomization", () => {
    const text = kustomization(
      `  patches:\n  - patch: |\n${patch("OCIRepository", "{ref: {tag: 6.1.0}}").replaceAll(/^/gm, "  ")}`,
    );
    expect(paths(text)).toEqual(["spec.patches[0].patch.spec.ref - 6.1.0 exact"]);
  });
});

describe("the variables of a Flux Kustomization", () => {
  test.each<[string, string]>([
    ["APP_VERSION: v1.2.3", "- v1.2.3"],
    ["APP: 4.6.2", "- 4.6.2"],
    ['PG_CONFIG_VERSION: "15.2-11"', "- 15.2-11"],
    ["x: v2", "- v2"],
    ["x: 1.2.3-rc.1+build", "- 1.2.3-rc.1+build"],
    ["x: 0e15411f387bb2a2286676b92a87fd85aa9b682a", "- 0e15411f387bb2a2286676b92a87fd85aa9b682a"],
    ["APP_COMMIT: 0e15411", "- 0e15411"],
    ["app_tag: '5.4'", "- 5.4"],
    [`x: 1.2.3@${DIGEST}`, `- 1.2.3@${DIGEST}`],
    ["IMAGE: ghcr.io/acme/app:v1.2.3", "ghcr.io/acme/app v1.2.3"],
    [`IMAGE: ghcr.io/acme/app:v1.2.3@${DIGEST}`, `ghcr.io/acme/app v1.2.3@${DIGEST}`],
    [`IMAGE: ghcr.io/acme/app@${DIGEST}`, `ghcr.io/acme/app @${DIGEST}`],
  ])("%s is a version, written only when named", (text, expected) => {
    const { pins } = scanTexts({ "app.yaml": variable(text) });
    const name = text.slice(0, text.indexOf(":"));
    expect(paths(variable(text))).toEqual([`spec.postBuild.substitute.${name} ${expected} exact`]);
    expect(pins.map(({ guarded, refusal }) => [guarded, refusal])).toEqual([
      [true, "the value is a variable, and what it is filled into is not known"],
    ]);
  });

  test.each([
    "CLUSTER: prod",
    "CPU: '0.5'",
    "GATEWAY: 10.0.0.1",
    "RANGE: 10.0.0.0/16",
    "DNS: tls://1.0.0.1",
    "UPSTREAM: example.org:8080",
    "MODE: latest",
    "SECRET: deadbeef01",
    "PORT: '8080'",
    "TIME: 10:30",
    'EMPTY: ""',
    "VERSION: ${OTHER}",
    "LIST: [v1.2.3]",
    "MAP: {tag: v1.2.3}",
    "URL: https://example.org/app:v1",
  ])("%s is no version", (text) => {
    expect(paths(variable(text))).toEqual([]);
  });

  test("are not written unless named", () => {
    const text = variable("APP_VERSION: v1.2.3");
    expect(() => setIn("app.yaml", text, { "spec.postBuild.substitute.APP_VERSION": "v1.2.4" })).toThrow(
      "app.yaml:8: the value is a variable",
    );
  });

  test.each([
    ["APP_VERSION: v1.2.3 # c", "v1.2.4", "APP_VERSION: v1.2.4 # c"],
    ["APP_VERSION: '1.2.3'", "1.10", "APP_VERSION: '1.10'"],
    ["APP_VERSION: 1.2.3", "1.10", 'APP_VERSION: "1.10"'],
  ])("where the place is named, %s set to %s is %s", (before, to, after) => {
    const path = "spec.postBuild.substitute.APP_VERSION";
    const named = [{ path, artifact: null, document: null }];
    expect(setIn("app.yaml", variable(before), { [path]: to }, named)).toBe(variable(after));
  });

  test("with a dot in the name have a path of their own", () => {
    expect(
      pinAt(scanTexts({ "app.yaml": variable('"a.b": v1.2.3') }), 'spec.postBuild.substitute["a.b"]'),
    ).toMatchObject({ line: 8, column: 14 });
  });
});

crossWithTraits([
  {
    name: "a tag and digest of a Flux Kustomization",
    file: "app.yaml",
    before: images(`  - name: a\n    newTag: 1.2.3 # 1.2.3\n    digest: ${OTHER_DIGEST}\n`),
    after: images(`  - name: a\n    newTag: "1.10" # 1.2.3\n    digest: ${DIGEST}\n`),
    set: { "spec.images[name=a]": `1.10@${DIGEST}` },
  },
  {
    name: "an image among the variables of a Flux Kustomization",
    file: "app.yaml",
    before: variable("A: &unused 'ghcr.io/acme/app:1.2.3' # 🚀"),
    after: variable(`A: &unused 'ghcr.io/acme/app:1.2.4@${DIGEST}' # 🚀`),
    set: { "spec.postBuild.substitute.A": `1.2.4@${DIGEST}` },
    named: [{ path: "spec.postBuild.substitute.A", artifact: null, document: null }],
  },
]);
