import { describe, expect, test } from "vitest";
import { UserError } from "../../src/errors.ts";
import { rewritePins } from "../../src/manifests/rewrite.ts";
import { scanPins } from "../../src/manifests/scan.ts";
import { bytesOf, pinAt, scanTexts, setIn, version } from "./given.ts";

const GOOD = "kind: Kustomization\nimages:\n- name: app\n  newTag: v1\n";

const repeated = (text: string, count: number) => text.repeat(count);

/** `&a [x, ...]`, `&b [*a, ...]`: nine levels of ten. */
const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]"]
  .concat(
    "b c d e f g h i"
      .split(" ")
      .map((name, i) => `${name}: &${name} [${Array(10).fill(`*${"abcdefgh"[i]}`).join(",")}]`),
  )
  .join("\n");

const nested = (levels: number) =>
  Array.from({ length: levels }, (_, level) => `${" ".repeat(level)}a:\n`).join("") + " ".repeat(levels) + "b: c\n";

describe("a file that is no manifest anyone writes", () => {
  test.each<[string, string | Uint8Array, string]>([
    ["[ 20,000 times", `images: ${repeated("[", 20_000)}`, "deep"],
    ["{a: 20,000 times", `images: ${repeated("{a: ", 20_000)}`, "deep"],
    ["- 20,000 times", `images:\n${repeated("- ", 20_000)}x`, "deep"],
    ["a nesting 1,000 deep", nested(1000), "deep"],
    ["balanced brackets 1,000 deep", `images: ${repeated("[", 1000)}${repeated("]", 1000)}`, "deep"],
    ["10 MB in one line", `images: ${repeated("x", 10_000_000)}`, "5000000"],
    ["a million keys", `images: {${repeated("k: v,", 1_000_000)}}`, "bytes"],
    ["a million short keys", `images: {${repeated("k,", 1_000_000)}}`, "too large"],
    ["a million lines", repeated("a:\n", 1_000_000), "too large"],
    ["invalid UTF-8", new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe, 0x0a]), "UTF-8"],
    ["UTF-16", new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00]), "UTF-8"],
    ["a tab for indentation", "a:\n\tb: c\n", "not valid YAML"],
    ["an unclosed quote", 'images: "a\n', "not valid YAML"],
    ["a Helm template", "{{ if .Values.x }}\nimages: []\n{{ end }}\n", "template"],
  ])("%s: a problem in well under a second, and the other files are still listed", (_, content, reason) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const files = new Map([
      ["bad/kustomization.yaml", bytes],
      ["good/kustomization.yaml", new TextEncoder().encode(GOOD)],
    ]);
    const before = performance.now();
    const scan = scanPins(files, { scope: ["."] });
    expect(performance.now() - before).toBeLessThan(1000);
    expect(scan.problems.map((problem) => problem.file)).toEqual(["bad/kustomization.yaml"]);
    expect(scan.problems[0]?.reason).toContain(reason);
    expect(scan.pins.map((pin) => pin.file)).toEqual(["good/kustomization.yaml"]);
  });

  test("an alias bomb is never expanded: its pins are found at once, and in little memory", () => {
    const text = `${bomb}\n${GOOD}x: *i\n`;
    const heap = process.memoryUsage().heapUsed;
    const before = performance.now();
    expect(setIn("kustomization.yaml", text, { "images[name=app]": "v2" })).toBe(
      text.replace("newTag: v1", "newTag: v2"),
    );
    expect(performance.now() - before).toBeLessThan(500);
    expect(process.memoryUsage().heapUsed - heap).toBeLessThan(200_000_000);
  });

  test("an alias bomb as the list or the values is not entered", () => {
    expect(scanTexts({ "kustomization.yaml": `${bomb}\nimages: *i\n` }).pins).toEqual([]);
    const release = `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values: {v: *i}\n${bomb}\n`;
    expect(scanTexts({ "a.yaml": release })).toMatchObject({ pins: [], problems: [] });
  });

  test("a document with errors leaves the others whole", () => {
    const pod = "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: app:v1}]}\n";
    const broken = pod.replace("}]}", "");
    const scan = scanTexts({ "a.yaml": `${pod}---\n${broken}---\n${pod}` });
    expect(scan.pins.map((pin) => pin.document)).toEqual([0, 2]);
    expect(scan.problems).toMatchObject([{ file: "a.yaml", line: 8 }]);
  });

  test("a document with errors that can hold no version is nobody's problem", () => {
    const pod = "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: a, image: app:v1}]}\n";
    const text = `${pod}---\na: [\n`;
    const scan = scanTexts({ "a.yaml": text });
    expect(scan.problems).toEqual([]);
    const [pin] = scan.pins;
    expect(setIn("a.yaml", text, { [pin?.path ?? ""]: "v2" })).toBe(text.replace("app:v1", "app:v2"));
  });

  test("a key of the prototype is a key like any other", () => {
    const values = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n";
    const text = `${values}    __proto__: {image: {repository: a, tag: v1}}\n    constructor: {image: {repository: b, tag: v1}}\n`;
    expect(scanTexts({ "a.yaml": text }).pins.map((pin) => pin.path)).toEqual([
      "spec.values.__proto__.image",
      "spec.values.constructor.image",
    ]);
    expect(setIn("a.yaml", text, { "spec.values.__proto__.image": "v2" })).toBe(text.replace("v1", "v2"));
  });

  test("numbers are read as the text that they are", () => {
    for (const tag of ["1.10", "1e3", "0123", "12345e6", "0x1f"]) {
      const scan = scanTexts({ "kustomization.yaml": GOOD.replace("v1", tag) });
      expect(pinAt(scan, "images[name=app]").version.tag).toBe(tag);
      expect(setIn("kustomization.yaml", GOOD, { "images[name=app]": tag })).toBe(GOOD.replace("v1", `"${tag}"`));
    }
  });
});

const inBlock = (text: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: app\nspec:\n  source:\n    helm:\n      values: |\n${text.replaceAll(/^(?=.)/gm, " ".repeat(8))}`;

const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => line(i)).join("");

describe("YAML inside a block that is no values file anyone writes", () => {
  test.each([
    ["20,000 brackets", `a: ${"[".repeat(20_000)}\n`, "deep"],
    ["a nesting 1,000 deep", nested(1000), "deep"],
    ["an unclosed quote", 'a: "b\n', "not valid YAML"],
    ["a template", "{{ if .x }}\nimage: a\n{{ end }}\n", "template"],
  ])("%s: a problem that names the file, and the other files are still listed", (_, text, reason) => {
    const scan = scanTexts({ "a.yaml": inBlock(text), "good/kustomization.yaml": GOOD });
    expect(scan.problems.map((problem) => problem.file)).toEqual(["a.yaml"]);
    expect(scan.problems[0]?.reason).toContain(reason);
    expect(scan.pins.map((pin) => pin.file)).toEqual(["good/kustomization.yaml"]);
  });

  test("a block that cannot be read stops no change beside it", () => {
    const chart = "      chart: app\n      targetRevision: 1.2.3\n".replaceAll("      ", "    ");
    const text = inBlock("{{ if .x }}\nimage: a\n{{ end }}\n").replace("    helm:", `${chart}    helm:`);
    expect(setIn("a.yaml", text, { "spec.source.targetRevision": "1.2.4" })).toBe(text.replace("1.2.3", "1.2.4"));
  });

  test("an alias bomb is not expanded there either", () => {
    const scan = scanTexts({ "a.yaml": inBlock(`${bomb}\nimage: *i\nx: {<<: *i}\n`) });
    expect(scan).toMatchObject({ pins: [], problems: [] });
  });

  test("100,000 lines hold one image, which is set", () => {
    const text = inBlock(`${lines(100_000, (i) => `k${i}: v\n`)}image:\n  repository: acme/app\n  tag: v1\n`);
    expect(setIn("a.yaml", text, { "spec.source.helm.values.image": "v2" })).toBe(text.replace("tag: v1", "tag: v2"));
  });

  test("a block in a block in a block is text, and stays as it is", () => {
    const inner = "values: |\n  values: |\n    image: {repository: x, tag: v1}\n";
    const text = inBlock(`${inner}image:\n  repository: acme/app\n  tag: v1\n`);
    expect(scanTexts({ "a.yaml": text }).pins.map((pin) => pin.path)).toEqual(["spec.source.helm.values.image"]);
    expect(setIn("a.yaml", text, { "spec.source.helm.values.image": "v2" })).toBe(
      text.replace(/tag: v1\n/, "tag: v2\n"),
    );
  });
});

describe("a file that is larger than any", () => {
  test.each([
    ["20,000 images on lines of their own", lines(20_000, (i) => `k${i}:\n  repository: a/b${i}\n  tag: v1\n`)],
    ["20,000 images on one line", `all: [${lines(20_000, () => "{repository: a, tag: v1},")}]\n`],
  ])("%s are found in a time that grows with the file, not faster", (_, text) => {
    const before = performance.now();
    const { pins } = scanTexts({ "values.yaml": text });
    expect(pins).toHaveLength(20_000);
    // Minutes where each pin goes through its line.
    expect(performance.now() - before).toBeLessThan(20_000);
  });

  test("10,000 of them are set at once, in a time that grows with the file, not faster", () => {
    const text = `all: [${lines(10_000, () => "{repository: a, tag: v1},")}]\n`;
    const bytes = new Map([["values.yaml", new TextEncoder().encode(text)]]);
    const { pins } = scanPins(bytes, { scope: ["."] });
    const result = rewritePins(
      bytes,
      pins.map((pin) => ({ pin, to: version("v2") })),
    ).get("values.yaml");
    expect(Buffer.from(result ?? []).toString()).toBe(text.replaceAll("v1", "v2"));
  });

  test("50,000 images are more than a manifest has: a problem, not a crash", () => {
    const text = lines(50_001, (i) => `k${i}:\n  repository: a/b${i}\n  tag: v1\n`);
    const scan = scanTexts({ "values.yaml": text, "good/kustomization.yaml": GOOD });
    expect(scan.problems).toMatchObject([{ file: "values.yaml" }]);
    expect(scan.pins.map((pin) => pin.file)).toEqual(["good/kustomization.yaml"]);
  });

  test.each([
    ["an address of slashes", `url: oci://${"/".repeat(1_000_000)}a`, "OCIRepository"],
    ["a Git address of slashes", `url: https://x${"/".repeat(1_000_000)}a`, "GitRepository"],
    ["a Git address of @", `url: ssh://${"a@".repeat(500_000)}b`, "GitRepository"],
  ])("%s takes no longer than it is", (_, url, kind) => {
    const text = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: ${kind}\nspec:\n  ${url}\n  ref:\n    tag: v1.2.3\n`;
    expect(scanTexts({ "a.yaml": text }).pins).toHaveLength(1);
  });

  test.each(["1.1-", "a-", "1.", "v", "-"])("a Git revision of 400,000 characters (%s) is a branch at once", (part) => {
    const text = `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nspec:\n  ref:\n    tag: ${part === "-" ? "x-" : part}${part.repeat(100_000)}!\n`;
    expect(scanTexts({ "a.yaml": text }).pins).toHaveLength(1);
  });
});

test("a NUL in a value is no version that is written, and stops no other file", () => {
  const scan = scanTexts({ "values.yaml": "image:\n  repository: a\n  tag: v1\0x\n", "good/kustomization.yaml": GOOD });
  expect(scan.pins.map((pin) => pin.file)).toContain("good/kustomization.yaml");
});

test("a document after the pin's that cannot be read, read with other words afterwards, stops no change", () => {
  const text = `images:\n- name: app\n  newTag: v1 # {{ x }}\n  digest: sha256:${"a".repeat(64)} # {{ y }}\n---\na: [\n`;
  const after = setIn("kustomization.yaml", text, { "images[name=app]": `@sha256:${"b".repeat(64)}` });
  expect(after).toBe(`images:\n- name: app\n  digest: sha256:${"b".repeat(64)} # {{ y }}\n---\na: [\n`);
  const bare = text.replace(" # {{ y }}", "");
  const without = setIn("kustomization.yaml", bare, { "images[name=app]": `@sha256:${"b".repeat(64)}` });
  expect(without).not.toContain("{{");
});

describe("a call that cannot be carried out", () => {
  const files = bytesOf({ "a/kustomization.yaml": GOOD, "b/kustomization.yaml": GOOD.replace("v1", "${V}") });
  const scan = scanPins(files, { scope: ["."] });
  const present = new Map([...files].flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const])));

  test("is refused whole, with every reason in one error", () => {
    const edits = scan.pins.map((pin) => ({ pin, to: version("v2") }));
    const gone = { ...pinAt(scanTexts({ "c/kustomization.yaml": GOOD }), "images[name=app]") };
    const elsewhere = { ...gone, file: "a/kustomization.yaml", path: "images[name=other]" };
    const act = () =>
      rewritePins(present, [...edits, { pin: gone, to: version("v2") }, { pin: elsewhere, to: version("v2") }]);
    expect(act).toThrow(UserError);
    expect(act).toThrow(
      [
        "a/kustomization.yaml:4: the file holds no such pin any more; read it again",
        "b/kustomization.yaml:4: the value is substituted later (${V}); change what fills it in",
        "c/kustomization.yaml:4: the file is not there",
      ].join("\n"),
    );
  });

  test("names both versions when one pin is to get two", () => {
    const [pin] = scan.pins;
    if (pin === undefined) throw new Error("the scan found nothing");
    const twice = (a: string, b: string) =>
      rewritePins(present, [
        { pin, to: version(a) },
        { pin, to: version(b) },
      ]);
    expect(() => twice("v2", "v3")).toThrow("two versions are asked for, v2 and v3");
    expect(twice("v2", "v2").size).toBe(1);
  });

  test("names the parse error when the file cannot be parsed any more", () => {
    const [pin] = scan.pins;
    if (pin === undefined) throw new Error("the scan found nothing");
    const broken = new Map([[pin.file, new TextEncoder().encode('images: "a\n')]]);
    expect(() => rewritePins(broken, [{ pin, to: version("v2") }])).toThrow("not valid YAML");
  });

  test("a version that is there already is no change, even where writing is refused", () => {
    expect(
      rewritePins(
        present,
        scan.pins.map((pin) => ({ pin, to: pin.version })),
      ).size,
    ).toBe(0);
  });
});
