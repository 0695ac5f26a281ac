// Flux's marker comments: the value on their line belongs to Flux's image automation.
import { describe, expect, test } from "vitest";
import { listed, scanTexts, setIn } from "../given.ts";

const object = (apiVersion: string, kind: string, rest: string) =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: app}\nspec:\n${rest}`;

/** One text for each kind, with a version and room for a comment behind it. */
const KINDS: Readonly<Record<string, (value: string) => string>> = {
  "a kustomization": (value) => `kind: Kustomization\nimages:\n- name: a\n  newTag: ${value}\n`,
  "a workload": (value) =>
    object("apps/v1", "Deployment", `  template:\n    spec:\n      containers:\n      - image: a:${value}\n`),
  "a HelmRelease of Flux v1": (value) =>
    object("helm.fluxcd.io/v1", "HelmRelease", `  values:\n    image:\n      tag: ${value}\n      repository: a\n`),
  "a HelmRelease's values": (value) =>
    object(
      "helm.toolkit.fluxcd.io/v2",
      "HelmRelease",
      `  values:\n    image:\n      repository: a\n      tag: ${value}\n`,
    ),
  "a HelmRelease's chart": (value) =>
    object(
      "helm.toolkit.fluxcd.io/v2",
      "HelmRelease",
      `  chart:\n    spec:\n      chart: a\n      version: ${value}\n`,
    ),
  "a HelmChart": (value) => object("source.toolkit.fluxcd.io/v1", "HelmChart", `  chart: a\n  version: ${value}\n`),
  "an OCIRepository": (value) =>
    object("source.toolkit.fluxcd.io/v1", "OCIRepository", `  url: oci://a.example/b\n  ref:\n    tag: ${value}\n`),
  "a GitRepository": (value) =>
    object("source.toolkit.fluxcd.io/v1", "GitRepository", `  url: https://a.example/b\n  ref:\n    tag: ${value}\n`),
  "a Flux Kustomization": (value) =>
    object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", `  images:\n  - name: a\n    newTag: ${value}\n`),
};

const FILE = "kustomization.yaml";
const pinOf = (text: string) => {
  const [pin, ...others] = scanTexts({ [FILE]: text }).pins;
  if (pin === undefined || others.length > 0)
    throw new Error(`expected one pin, found ${listed(scanTexts({ [FILE]: text })).join()}`);
  return pin;
};

describe.each(Object.entries(KINDS))("a marker in %s", (_, text) => {
  test.each([
    ['# {"$imagepolicy": "flux-system:app"}', "flux-system:app"],
    ['# {"$imagepolicy": "flux-system:app:tag"}', "flux-system:app:tag"],
    ['# {"$imagepolicy": "flux-system:app:name"}', "flux-system:app:name"],
    ['# {"$imagepolicy": "flux-system:app:digest"}', "flux-system:app:digest"],
    ['#{"$imagepolicy":"flux-system:app"}', "flux-system:app"],
    ['# { "$imagepolicy" : "flux-system:app" } by CI', "flux-system:app"],
  ])("guards the value before %s, and says which policy writes it", (marker, policy) => {
    const marked = text(`1.2.3 ${marker}`);
    const pin = pinOf(marked);
    expect(pin).toMatchObject({ guarded: true, version: { tag: "1.2.3", digest: null } });
    expect(pin.automation).toContain(`"${policy}"`);
    expect(() => setIn(FILE, marked, { [pin.path]: "1.2.4" })).toThrow(`(its policy is "${policy}")`);
  });

  test("is written over when the place is named, and stays", () => {
    const marker = '# {"$imagepolicy": "flux-system:app:tag"}';
    const { path } = pinOf(text(`1.2.3 ${marker}`));
    const named = [{ path, artifact: null, document: null }];
    expect(setIn(FILE, text(`1.2.3 ${marker}`), { [path]: "1.2.4" }, named)).toBe(text(`1.2.4 ${marker}`));
  });

  test("guards with a policy name that is empty, too", () => {
    expect(pinOf(text('1.2.3 # {"$imagepolicy": ""}')).guarded).toBe(true);
  });

  test.each([
    ["on the line before", (value: string) => text(value).replace(/^(.*1\.2\.3.*)$/m, '# {"$imagepolicy": "a:b"}\n$1')],
    ["on the line behind", (value: string) => text(value).replace(/^(.*1\.2\.3.*)$/m, '$1\n# {"$imagepolicy": "a:b"}')],
    ["of the kustomize tools", () => text('1.2.3 # {"$openapi": "a:b"}')],
    ["that is no marker", () => text("1.2.3 # $imagepolicy a:b")],
  ])("%s does not guard it", (__, of) => {
    const free = of("1.2.3");
    const pin = pinOf(free);
    expect(pin).toMatchObject({ guarded: false, refusal: null, automation: null });
    expect(setIn(FILE, free, { [pin.path]: "1.2.4" })).toBe(free.replace("1.2.3", "1.2.4"));
  });
});

test("a marker behind the key of a value on the next line is none", () => {
  const text = KINDS["an OCIRepository"]?.('# {"$imagepolicy": "a:b"}\n      1.2.3') ?? "";
  expect(pinOf(text)).toMatchObject({ guarded: false, refusal: null });
});

test.each(["|-", "|", ">-"])("a marker around a block value (%s) is none of its", (header) => {
  const text = KINDS["an OCIRepository"]?.(
    `${header} # {"$imagepolicy": "a:b"}\n      1.2.3\n    x: y # {"$imagepolicy": "c:d"}`,
  );
  expect(pinOf(text ?? "")).toMatchObject({ guarded: false, automation: null });
});
