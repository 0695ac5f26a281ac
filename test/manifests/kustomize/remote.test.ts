import { describe, expect, test } from "vitest";
import { listed, scanTexts, setIn } from "../given.ts";
import { crossWithTraits } from "../traits.ts";

const FILE = "prod/kustomization.yaml";
const OLD = "99b0460a4df153acf8372eec425837703e3ae94e";
const NEW = "0e15411f387bb2a2286676b92a87fd85aa9b682a";

const kustomization = (...items: string[]) =>
  `kind: Kustomization\nresources:\n${items.map((item) => `- ${item}\n`).join("")}`;

/** The pins of one resource: path, artifact, version, style. */
function found(item: string): string[] {
  return listed(scanTexts({ [FILE]: kustomization(item) })).map((line) => line.replace(/^\S+ /, ""));
}

describe("the revision of a remote resource", () => {
  test.each([
    [
      "https://github.com/Acme/Deploy//config/default?ref=v1.2.3",
      "resources[https://github.com/Acme/Deploy//config/default] github.com/acme/deploy//config/default v1.2.3 exact",
    ],
    [
      `https://github.com/acme/deploy/config/grafana/?ref=${OLD}`,
      `resources[https://github.com/acme/deploy/config/grafana/] github.com/acme/deploy//config/grafana ${OLD} exact`,
    ],
    [
      "https://github.com/acme/deploy?timeout=120&ref=v1.2.3",
      "resources[https://github.com/acme/deploy] github.com/acme/deploy v1.2.3 exact",
    ],
    [
      "https://github.com/acme/deploy?ref=v1.2.3&submodules=false",
      "resources[https://github.com/acme/deploy] github.com/acme/deploy v1.2.3 exact",
    ],
    [
      "github.com/acme/deploy//base?version=v1.2.3",
      "resources[github.com/acme/deploy//base] github.com/acme/deploy//base v1.2.3 exact",
    ],
    [
      "github.com/acme/deploy/base?version=v0.1.0&ref=v1.2.3",
      "resources[github.com/acme/deploy/base] github.com/acme/deploy//base v1.2.3 exact",
    ],
    [
      "github.com/acme/deploy/base?ref=&version=v1.2.3",
      "resources[github.com/acme/deploy/base] github.com/acme/deploy//base v1.2.3 exact",
    ],
    [
      "git@github.com:acme/deploy.git//base?ref=v1.2.3",
      "resources[git@github.com:acme/deploy.git//base] github.com/acme/deploy//base v1.2.3 exact",
    ],
    [
      "git@example.org:acme/deploy/base?ref=v1.2.3",
      "resources[git@example.org:acme/deploy/base] example.org/acme/deploy//base v1.2.3 exact",
    ],
    [
      "ssh://git@example.org:2222/acme/deploy.git/base?ref=v1.2.3",
      "resources[ssh://git@example.org:2222/acme/deploy.git/base] example.org/acme/deploy//base v1.2.3 exact",
    ],
    [
      "git::https://example.org:8443/acme/deploy/base?ref=v1.2.3",
      "resources[git::https://example.org:8443/acme/deploy/base] example.org/acme/deploy//base v1.2.3 exact",
    ],
    [
      "https://dev.azure.com/acme/shop/_git/deploy/base?ref=v1.2.3",
      "resources[https://dev.azure.com/acme/shop/_git/deploy/base] dev.azure.com/acme/shop/_git/deploy//base v1.2.3 exact",
    ],
    [
      "https://example.org/group/sub/deploy.git//base?ref=v1.2.3",
      "resources[https://example.org/group/sub/deploy.git//base] example.org/group/sub/deploy//base v1.2.3 exact",
    ],
    ["file:///srv/git/deploy?ref=v1.2.3", "resources[file:///srv/git/deploy] /srv/git/deploy v1.2.3 exact"],
    [
      "https://github.com/acme/deploy?ref=chart%2Fv1.2.3",
      "resources[https://github.com/acme/deploy] github.com/acme/deploy chart/v1.2.3 exact",
    ],
  ])("%s", (url, line) => {
    expect(found(url)).toEqual([line]);
  });

  test.each([
    "../base",
    "../base?ref=v1.2.3",
    "./a?ref=v1.2.3",
    "deployment.yaml",
    "https://github.com/acme/deploy",
    "https://github.com/acme/deploy?timeout=120",
    "https://github.com/acme/deploy?ref=",
    "https://github.com/acme/deploy?",
    "https://github.com/acme/deploy?xref=v1.2.3",
    "https://raw.githubusercontent.com/acme/deploy/v1.2.3/crd.yaml",
    "https://github.com/acme/deploy/releases/download/v1.2.3/install.yaml",
  ])("%s has none", (item) => {
    expect(found(item)).toEqual([]);
  });

  test("is found in every list that kustomize may clone for, in any case of the key", () => {
    const lists = ["resources", "bases", "Components", "generators", "transformers", "validators"];
    const text = lists.map((name) => `${name}: ["github.com/acme/${name}?ref=v1.0.0"]\n`).join("");
    const more = `crds: ["https://example.org/acme/crds?ref=v1.0.0"]\nconfigurations: ["https://example.org/acme/c?ref=v1.0.0"]\n`;
    expect(scanTexts({ [FILE]: text + more }).pins.map(({ path }) => path)).toEqual(
      lists.map((name) => `${name === "Components" ? "components" : name}[github.com/acme/${name}]`),
    );
  });

  test("that is an alias is found where it is written", () => {
    expect(found("&x github.com/acme/deploy?ref=v1.0.0\n- *x")).toHaveLength(1);
    expect(scanTexts({ [FILE]: `x: &x github.com/acme/deploy?ref=v1.0.0\n${kustomization("*x")}` }).pins).toEqual([]);
  });

  test("of one folder twice has two paths, and neither changes with the version", () => {
    const twice = (one: string, two: string) =>
      kustomization(`github.com/acme/deploy?ref=${one}`, `github.com/acme/deploy?ref=${two}`);
    const paths = (text: string) => scanTexts({ [FILE]: text }).pins.map(({ path }) => path);
    expect(paths(twice("v1.0.0", "v1.1.0"))).toEqual([
      "resources[github.com/acme/deploy]",
      "resources[github.com/acme/deploy#2]",
    ]);
    expect(paths(twice("v3.0.0", NEW))).toEqual(paths(twice("v1.0.0", "v1.1.0")));
  });

  test.each([
    "https://robot:s3cret@github.com/acme/deploy?ref=v1.0.0",
    "https://s3cret@example.org/acme/deploy?ref=v1.0.0",
  ])("%s is named without its credentials", (url) => {
    const scan = scanTexts({ [FILE]: kustomization(url) });
    expect(scan.pins).toHaveLength(1);
    expect(JSON.stringify(scan)).not.toContain("s3cret");
  });

  test.each(["main", "stable", "HEAD", "release-1.2", "feature%2Fx", "v1+build"])(
    "that is %s moves by itself and is guarded",
    (revision) => {
      const [pin] = scanTexts({ [FILE]: kustomization(`github.com/acme/deploy?ref=${revision}`) }).pins;
      expect(pin).toMatchObject({ style: "range", guarded: true });
      expect(pin?.refusal).toContain("a branch moves by itself");
    },
  );

  test.each([
    ["a substituted value", "github.com/acme/deploy?ref=${TAG}", "substituted later"],
    ["a template elsewhere in the URL", '"https://{{ host }}/acme/deploy?ref=v1.0.0"', "template"],
    ["the parameter twice", "github.com/acme/deploy?ref=v1.0.0&ref=v1.1.0", '"ref" twice'],
    ["a wrong percent sign", "github.com/acme/deploy?ref=v1.0.0%zz", "not percent-encoded rightly"],
    ["an anchor in use", "&y github.com/acme/deploy?ref=v1.0.0\n- *y", "&y is used again"],
    ["a block", ">-\n  github.com/acme/deploy?ref=v1.0.0", "write it on one line"],
    ["two lines", '"github.com/acme/\\\n  deploy?ref=v1.0.0"', "write it on one line"],
    ["an escape", '"github.com/acme/deploy\\u003Fref=v1.0.0"', "write it on one line"],
  ])("is refused with %s, and the file stays", (_, item, reason) => {
    const text = kustomization(item);
    const [pin] = scanTexts({ [FILE]: text }).pins;
    expect(() => setIn(FILE, text, { [pin?.path ?? ""]: "v9.0.0" })).toThrow(reason);
  });

  test.each([
    "v1.0.0@sha256:" + "a".repeat(64),
    "v1&ref=x",
    "v1 x",
    "v1#x",
    "../x",
    "-x",
    "",
    "v1\nx: y",
    "v1,x",
    "v1]",
    "{{x}}",
  ])("%j never gets in", (to) => {
    const text = kustomization("github.com/acme/deploy?ref=v1.0.0");
    expect(() => setIn(FILE, text, { "resources[github.com/acme/deploy]": to })).toThrow(/Git revision/);
  });
});

const URL = "https://github.com/acme/deploy//config/default";
const PATH = `resources[${URL}]`;
const one = (item: (revision: string) => string, from: string, to: string, written = to) => ({
  file: FILE,
  before: `# 🚀 ${from}\n${kustomization("a.yaml", item(from), "b.yaml # c")}`,
  after: `# 🚀 ${from}\n${kustomization("a.yaml", item(written), "b.yaml # c")}`,
  set: { [PATH]: to },
});

crossWithTraits([
  { name: "a commit behind a plain URL", ...one((ref) => `${URL}?ref=${ref}`, OLD, NEW) },
  { name: "a number behind a plain URL", ...one((ref) => `${URL}?ref=${ref} # c`, "v1.2.3", "1.10") },
  { name: "a tag behind a double-quoted URL", ...one((ref) => `"${URL}?ref=${ref}&timeout=9"`, "v1.2.3", "v2.0.0") },
  { name: "a tag behind a single-quoted URL", ...one((ref) => `'${URL}?timeout=9&ref=${ref}'`, "v1.2.3", "v2.0.0") },
  { name: "a version parameter", ...one((ref) => `${URL}?version=${ref}`, "v1.2.3", OLD) },
  { name: "a tag with a slash", ...one((ref) => `${URL}?ref=${ref}`, "chart/v1.2.3", "chart/v1.2.4") },
  {
    name: "a tag with an encoded slash",
    ...one((ref) => `${URL}?ref=${ref}`, "chart%2fv1.2.3", "chart/v1.2.4", "chart%2fv1.2.4"),
  },
  { name: "a plus sign", ...one((ref) => `${URL}?ref=${ref}`, "v1.2.3", "v1.2.4+b.1", "v1.2.4%2Bb.1") },
  {
    name: "two URLs on a line of a flow list",
    file: FILE,
    before: `"resources": ["🚀", "${URL}?ref=v1.2.3", 'github.com/acme/b?ref=v1.2.3'] # v1.2.3\n`,
    after: `"resources": ["🚀", "${URL}?ref=v2.0.0", 'github.com/acme/b?ref=v3.0.0'] # v1.2.3\n`,
    set: { [PATH]: "v2.0.0", "resources[github.com/acme/b]": "v3.0.0" },
  },
  {
    name: "a URL on the next line, with a quoted key",
    file: FILE,
    before: `"resources" :\n  -\n    ${URL}?ref=v1.2.3\n`,
    after: `"resources" :\n  -\n    ${URL}?ref=${NEW}\n`,
    set: { [PATH]: NEW },
  },
]);
