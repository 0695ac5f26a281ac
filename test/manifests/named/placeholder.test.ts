// Empty values that somebody names: written as their kind writes them. Names, which are no versions. Keys of kustomizations in any case.
import { describe, expect, test } from "vitest";
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { DIGEST, scanTexts, version } from "../given.ts";

/** The file after the place at `path` got a version, or why there is no such place. */
function setPlace(file: string, text: string, path: string, to: string): string {
  const scan = scanTexts({ [file]: text }, ["."], [{ path, artifact: null, document: null }]);
  const pin = scan.pins.find((one) => one.named);
  if (pin === undefined) throw new Error(scan.problems.map(({ line, reason }) => `${line}: ${reason}`).join("\n"));
  const bytes = rewritePins(new Map([[file, new TextEncoder().encode(text)]]), [{ pin, to: version(to) }]).get(file);
  if (bytes === undefined) throw new Error("nothing was changed");
  return new TextDecoder().decode(bytes);
}

const RELEASE = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n";
const SOURCE =
  "apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: a}\nspec: {url: oci://a/b, ref: {tag: EMPTY}}\n";
const APPLICATION =
  "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: a}\nspec:\n  source:\n    repoURL: https://c.example\n    chart: x\n    helm:\n";
const BLOCK = `${APPLICATION}      values: |\n        image:\n          repository: a/b\n          tag: EMPTY\n`;
const PARAMETERS = `${APPLICATION}      parameters:\n      - {name: image.repository, value: a/b}\n      - {name: image.tag, value: EMPTY}\n`;
const LIST = `apiVersion: v1\nkind: List\nitems:\n- {}\n- ${SOURCE.trim().replaceAll("\n", "\n  ")}\n`;

describe.each([
  ["''", (to: string) => `'${to}'`],
  ['""', (to: string) => `"${to}"`],
  ["null", (to: string) => to],
  ["~", (to: string) => to],
])("the empty value %s is written when it is named", (empty, quoted) => {
  test.each([
    ["values.yaml", "image:\n  repository: a/b\n  tag: EMPTY # none\n", "image.tag"],
    ["values.yaml", "image:\n  repository: a/b\n  tag: EMPTY\n", "image"],
    ["values.yaml", "repository: a/b\ntag: EMPTY\n", "tag"],
    ["values.yaml", "a: {repository: a/b, tag: v1}\nb: {repository: b/b, tag: EMPTY, digest: ''}\n", "b.tag"],
    ["values.yaml", "aImage: acme/a\naImageTag: EMPTY\n", "aImageTag"],
    ["release.yaml", `${RELEASE}  values:\n    image: {repository: a/b, tag: EMPTY}\n`, "spec.values.image.tag"],
    ["kustomization.yaml", "images:\n- name: a\n  newTag: EMPTY\n", "images[0].newTag"],
    [
      "kustomization.yaml",
      "helmCharts:\n- name: a\n  repo: https://a.example\n  version: EMPTY\n",
      "helmCharts[0].version",
    ],
    [
      "Chart.yaml",
      "apiVersion: v2\nname: a\ndependencies:\n- {name: b, repository: https://b.example, version: EMPTY}\n",
      "dependencies[0].version",
    ],
    ["source.yaml", SOURCE, "spec.ref.tag"],
    ["source.yaml", LIST, "items[1].spec.ref.tag"],
    ["app.yaml", BLOCK, "spec.source.helm.values.image.tag"],
    ["app.yaml", PARAMETERS, "spec.source.helm.parameters[1].value"],
    ["anything.yaml", "app: {release: EMPTY}\n", "app.release"],
  ])("%s: %j at %s", (file, text, path) => {
    expect(setPlace(file, text.replace("EMPTY", empty), path, "1.2.4")).toBe(text.replace("EMPTY", quoted("1.2.4")));
  });
});

describe("an empty value is written as its kind writes it", () => {
  test("without anything behind the colon", () => {
    expect(setPlace("values.yaml", "image:\n  repository: a/b\n  tag:\n", "image.tag", "1.2.4")).toBe(
      "image:\n  repository: a/b\n  tag: 1.2.4\n",
    );
  });

  test("a tag with its digest under the digest's own key", () => {
    const text = "image:\n  repository: a/b\n  tag: ''\n  digest: null\n";
    expect(setPlace("values.yaml", text, "image.tag", `v1@${DIGEST}`)).toBe(
      `image:\n  repository: a/b\n  tag: 'v1'\n  digest: ${DIGEST}\n`,
    );
  });

  test("a tag in place of the digest beside it", () => {
    const text = `images:\n- name: a\n  newTag: ''\n  digest: ${DIGEST}\n`;
    expect(setPlace("kustomization.yaml", text, "images[0].newTag", "v1")).toBe("images:\n- name: a\n  newTag: 'v1'\n");
  });

  test("the digits of a digest", () => {
    const text = "image:\n  repository: a/b@sha256\n  tag: ''\n";
    const digits = DIGEST.slice("sha256:".length);
    expect(setPlace("values.yaml", text, "image.tag", `@${DIGEST}`)).toBe(text.replace("''", `'${digits}'`));
    expect(() => setPlace("values.yaml", text, "image.tag", "v1")).toThrow("give a digest alone");
  });

  test("a reference needs its name first", () => {
    const text = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: ''\n";
    expect(() => setPlace("pod.yaml", text, "spec.containers[0].image", "v1")).toThrow(
      "7: the named place spec.containers[0].image is not there: it is empty, and a version alone is no reference; write the name of the artifact there first",
    );
  });

  test("no version of another kind", () => {
    expect(() => setPlace("values.yaml", "image: {repository: a/b, tag: ''}\n", "image.tag", "a b")).toThrow(
      '"a b" is no image version',
    );
  });

  test("not where an alias shares it", () => {
    const text = "x: &x ''\nimage: {repository: a/b, tag: *x}\n";
    expect(() => setPlace("values.yaml", text, "image.tag", "v1")).toThrow(
      "the value is the alias *x, written in line 1",
    );
  });
});

describe("a name is no version", () => {
  test.each([
    ["kustomization.yaml", "images:\n- name: app\n  newTag: v1\n", "images[0].name"],
    ["kustomization.yaml", "images:\n- name: app\n", "images[name=app].name"],
    ["kustomization.yaml", "images:\n- {name: a, newName: app, newTag: v1}\n", "images[0].newName"],
    ["values.yaml", "image: {repository: app, tag: v1}\n", "image.repository"],
  ])("%s: %j at %s", (file, text, path) => {
    expect(() => setPlace(file, text, path, "x")).toThrow(
      `the named place ${path} is not there: it holds the name "app", and a name is no version; name the place that holds the version`,
    );
  });

  test("unless no kind reads the file", () => {
    expect(setPlace("tools.yaml", "tools: [{name: a}]\n", "tools[0].name", "b")).toBe("tools: [{name: b}]\n");
  });

  test("unless it carries one", () => {
    const text = "images:\n- {name: a, newName: acme/app:v1}\n";
    expect(setPlace("kustomization.yaml", text, "images[0].newName", "v2")).toBe(text.replace("v1", "v2"));
  });
});

describe("the keys of a kustomization are found in any case", () => {
  test.each([
    ["Images:\n- Name: a\n  NewTag: v1\n", "images[0].newTag"],
    ["Images:\n- Name: a\n  NewTag: v1\n", "images[name=a].newTag"],
    ["images:\n- name: a\n  newTag: v1\n", "Images[0].NewTag"],
    ["helmcharts:\n- name: a\n  repo: https://a.example\n  Version: v1.0.0\n", "helmCharts[0].version"],
  ])("%j at %s", (text, path) => {
    expect(setPlace("kustomization.yaml", text, path, "v2.0.0")).toBe(text.replace(/v1.*/, "v2.0.0"));
  });

  test.each([
    ["values.yaml", "Image: {repository: a/b, tag: v1}\n", "image.tag"],
    [
      "kustomization.yaml",
      "helmCharts:\n- name: a\n  valuesInline: {Image: {repository: a/b, tag: v1}}\n",
      "helmCharts[0].valuesInline.image.tag",
    ],
  ])("those of %s: %j at %s are not", (file, text, path) => {
    expect(() => setPlace(file, text, path, "v2")).toThrow('has no image; did you mean "Image"?');
  });

  test("and one in two cases is doubled", () => {
    const text = "images:\n- name: a\n  newTag: v1\n  NewTag: v1\n";
    expect(() => setPlace("kustomization.yaml", text, "images[0].newTag", "v2")).toThrow(
      "stands twice, in lines 3 and 4",
    );
  });
});
