import { describe, expect, test } from "vitest";
import { rewritePins } from "../../../src/manifests/rewrite.ts";
import { bytesOf, DIGEST, pinAt, scanTexts, version } from "../given.ts";

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec: {template: {spec: {containers: [{name: a, image: acme/app:1.0.0}, {name: b, image: "acme/side:2.0.0"}]}}}
`;
const OVERLAY = "prod/kustomization.yaml";

/** The overlay's text after the given images got their versions; the deployment lies outside the scope. */
function appended(overlay: string, set: Readonly<Record<string, string>> = { "acme/app": "1.1.0" }): string {
  const texts = { [OVERLAY]: overlay, "base/app.yaml": DEPLOYMENT };
  const scan = scanTexts(texts, ["prod"]);
  const files = new Map<string, Uint8Array>();
  for (const [path, bytes] of bytesOf(texts)) if (bytes !== null) files.set(path, bytes);
  const edits = Object.entries(set).map(([name, to]) => ({
    pin: pinAt(scan, `images[name=${name}]`),
    to: version(to),
  }));
  const result = rewritePins(files, edits).get(OVERLAY);
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(result);
}

const HEAD = "kind: Kustomization\nresources:\n- ../base/app.yaml\n";
const ENTRY = "- name: acme/app\n  newTag: 1.1.0\n";

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly set?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  { name: "a file without images", before: HEAD, after: `${HEAD}images:\n${ENTRY}` },
  {
    name: "lists that are indented by two",
    before: "kind: Kustomization\nresources:\n  - ../base/app.yaml\n",
    after: "kind: Kustomization\nresources:\n  - ../base/app.yaml\nimages:\n  - name: acme/app\n    newTag: 1.1.0\n",
  },
  {
    name: "both indentations: that of most lists",
    before: "resources:\n- ../base/app.yaml\npatches:\n  - path: a.yaml\ntransformers:\n  - b.yaml\n",
    after:
      "resources:\n- ../base/app.yaml\npatches:\n  - path: a.yaml\ntransformers:\n  - b.yaml\nimages:\n  - name: acme/app\n    newTag: 1.1.0\n",
  },
  { name: "no final newline", before: HEAD.trimEnd(), after: `${HEAD}images:\n${ENTRY}`.trimEnd() },
  {
    name: "a last line of spaces without a newline",
    before: "resources:\n  - ../base/app.yaml\npatchesStrategicMerge:\n-  ./replicas.yaml\n  ",
    after:
      "resources:\n  - ../base/app.yaml\npatchesStrategicMerge:\n-  ./replicas.yaml\nimages:\n  - name: acme/app\n    newTag: 1.1.0\n  ",
  },
  { name: "CRLF", before: HEAD.replaceAll("\n", "\r\n"), after: `${HEAD}images:\n${ENTRY}`.replaceAll("\n", "\r\n") },
  {
    name: "CRLF without a final newline",
    before: HEAD.trimEnd().replaceAll("\n", "\r\n"),
    after: `${HEAD}images:\n${ENTRY}`.trimEnd().replaceAll("\n", "\r\n"),
  },
  { name: "a byte order mark", before: `\uFEFF${HEAD}`, after: `\uFEFF${HEAD}images:\n${ENTRY}` },
  { name: "blank lines at the end", before: `${HEAD}\n\n`, after: `${HEAD}images:\n${ENTRY}\n\n` },
  {
    name: "comments at the end",
    before: `${HEAD}# - ../other\n\n# end\n`,
    after: `${HEAD}# - ../other\n\n# end\nimages:\n${ENTRY}`,
  },
  {
    name: "a second document",
    before: `${HEAD}\n---\nimages: []\n`,
    after: `${HEAD}images:\n${ENTRY}\n---\nimages: []\n`,
  },
  { name: "a document end", before: `---\n${HEAD}...\n`, after: `---\n${HEAD}images:\n${ENTRY}...\n` },
  {
    name: "an indented root",
    before: "  kind: Kustomization\n  resources:\n  - ../base/app.yaml\n",
    after:
      "  kind: Kustomization\n  resources:\n  - ../base/app.yaml\n  images:\n  - name: acme/app\n    newTag: 1.1.0\n",
  },
  {
    name: "a last value that is a literal block",
    before: `${HEAD}patches:\n- patch: |\n    a: b\n`,
    after: `${HEAD}patches:\n- patch: |\n    a: b\nimages:\n${ENTRY}`,
  },
  {
    name: "an existing list",
    before: `${HEAD}images:\n- name: x\n  newTag: v1 # c\n# after\npatches: []\n`,
    after: `${HEAD}images:\n- name: x\n  newTag: v1 # c\n${ENTRY}# after\npatches: []\n`,
  },
  {
    name: "an existing list with a style of its own",
    before: `${HEAD}images:\n    -   newTag: v1\n        name: x`,
    after: `${HEAD}images:\n    -   newTag: v1\n        name: x\n    -   name: acme/app\n        newTag: 1.1.0`,
  },
  {
    name: "flow items in a block list",
    before: `${HEAD}images:\n- { name: x, newTag: v1 }\n`,
    after: `${HEAD}images:\n- { name: x, newTag: v1 }\n- { name: acme/app, newTag: 1.1.0 }\n`,
  },
  {
    name: "a flow list",
    before: `${HEAD}images: [{name: x, newTag: v1}] # c\n`,
    after: `${HEAD}images: [{name: x, newTag: v1}, {name: acme/app, newTag: 1.1.0}] # c\n`,
  },
  {
    name: "an empty list",
    before: `${HEAD}images: [] # c\n`,
    after: `${HEAD}images: [{name: acme/app, newTag: 1.1.0}] # c\n`,
  },
  { name: "no value", before: `${HEAD}images: # c\n`, after: `${HEAD}images: # c\n${ENTRY}` },
  {
    name: "null",
    before: `${HEAD}images: null\n`,
    after: `${HEAD}images: [{name: acme/app, newTag: 1.1.0}]\n`,
  },
  {
    name: "a tilde",
    before: `${HEAD}images: ~ # none yet\n`,
    after: `${HEAD}images: [{name: acme/app, newTag: 1.1.0}] # none yet\n`,
  },
  {
    name: "null in a JSON file",
    before: '{"resources": ["../base/app.yaml"], "images": null}\n',
    after: '{"resources": ["../base/app.yaml"], "images": [{"name": "acme/app", "newTag": "1.1.0"}]}\n',
  },
  {
    name: "no value, at the end of a file without a final newline",
    before: `${HEAD}images:`,
    after: `${HEAD}images:\n${ENTRY}`.trimEnd(),
  },
  {
    name: "no value, with a key behind it",
    before: `images:\n${HEAD}`,
    after: `images:\n${ENTRY}${HEAD}`,
  },
  {
    name: "an empty list over two lines",
    before: `${HEAD}images: [\n]\n`,
    after: `${HEAD}images: [{name: acme/app, newTag: 1.1.0}]\n`,
  },
  {
    name: "the list's old name",
    before: `${HEAD}imageTags:\n- name: x\n  newTag: v1\n`,
    after: `${HEAD}imageTags:\n- name: x\n  newTag: v1\n${ENTRY}`,
  },
  {
    name: "a comment block behind the list, at the end of the file",
    before: `${HEAD}images:\n- name: x\n  newTag: v1\n\n# - name: y\n#   newTag: v1\n`,
    after: `${HEAD}images:\n- name: x\n  newTag: v1\n${ENTRY}\n# - name: y\n#   newTag: v1\n`,
  },
  {
    name: "comments between the entries",
    before: `${HEAD}images:\n# first\n- name: x # x\n  # tag\n  newTag: v1\n# second\n- newTag: v1\n  name: y\n`,
    after: `${HEAD}images:\n# first\n- name: x # x\n  # tag\n  newTag: v1\n# second\n- newTag: v1\n  name: y\n${ENTRY}`,
  },
  {
    name: "tabs in comments and behind values",
    before: `#\ttabs\n${HEAD}images:\t# c\n- name: x\t# c\n  newTag: v1\t#\td\n#\tend\n`,
    after: `#\ttabs\n${HEAD}images:\t# c\n- name: x\t# c\n  newTag: v1\t#\td\n${ENTRY}#\tend\n`,
  },
  {
    name: "CRLF in an existing list",
    before: `${HEAD}images:\n- name: x\n  newTag: v1\n\n# end\n`.replaceAll("\n", "\r\n"),
    after: `${HEAD}images:\n- name: x\n  newTag: v1\n${ENTRY}\n# end\n`.replaceAll("\n", "\r\n"),
  },
  {
    name: "an existing list before a document end and another document",
    before: `---\n${HEAD}images:\n- name: x\n  newTag: v1\n...\n---\na: 1\n`,
    after: `---\n${HEAD}images:\n- name: x\n  newTag: v1\n${ENTRY}...\n---\na: 1\n`,
  },
  {
    name: "an existing list whose last value is on the next line",
    before: `${HEAD}images:\n- name: x\n  newTag:\n    v1\n`,
    after: `${HEAD}images:\n- name: x\n  newTag:\n    v1\n${ENTRY}`,
  },
  {
    name: "two images into an existing list, in the order of the call",
    before: `${HEAD}images:\n- name: x\n  newTag: v1`,
    after: `${HEAD}images:\n- name: x\n  newTag: v1\n- name: acme/side\n  newTag: v2\n- name: acme/app\n  newTag: v1`,
    set: { "acme/side": "v2", "acme/app": "v1" },
  },
  {
    name: "a key in another case",
    before: `${HEAD}Images:\n- name: x\n  newTag: v1\n`,
    after: `${HEAD}Images:\n- name: x\n  newTag: v1\n${ENTRY}`,
  },
  {
    name: "JSON",
    before: '{\n  "kind": "Kustomization",\n  "resources": ["../base/app.yaml"]\n}\n',
    after:
      '{\n  "kind": "Kustomization",\n  "resources": ["../base/app.yaml"],\n  "images": [{"name": "acme/app", "newTag": "1.1.0"}]\n}\n',
  },
  {
    name: "a JSON list with an item on each line",
    before: '{"resources": ["../base/app.yaml"], "images": [\n  {"name": "x", "newTag": "v1"}\n]}',
    after:
      '{"resources": ["../base/app.yaml"], "images": [\n  {"name": "x", "newTag": "v1"},\n  {"name": "acme/app", "newTag": "1.1.0"}\n]}',
  },
  {
    name: "two images, a tag that looks like a number, and a digest",
    before: HEAD,
    after: `${HEAD}images:\n- name: acme/app\n  newTag: "1.10"\n- name: acme/side\n  newTag: v2\n  digest: ${DIGEST}\n`,
    set: { "acme/app": "1.10", "acme/side": `v2@${DIGEST}` },
  },
  {
    name: "two images into an empty list",
    before: `${HEAD}images: []\n`,
    after: `${HEAD}images: [{name: acme/app, newTag: v1}, {name: acme/side, digest: ${DIGEST}}]\n`,
    set: { "acme/app": "v1", "acme/side": `@${DIGEST}` },
  },
];

describe("an entry for an image that the resources use", () => {
  test.each(CASES)("is added to $name", ({ before, after, set }) => {
    expect(appended(before, set)).toBe(after);
  });

  test.each(CASES)("is found again in $name, and setting it back changes the entry only", ({ before, after, set }) => {
    const names = Object.keys(set ?? { "acme/app": "" });
    const scan = scanTexts({ [OVERLAY]: after, "base/app.yaml": DEPLOYMENT }, ["prod"]);
    for (const name of names) expect(pinAt(scan, `images[name=${name}]`).style).toBe("exact");
    expect(scanTexts({ [OVERLAY]: before, "base/app.yaml": DEPLOYMENT }, ["prod"]).pins.length).toBeGreaterThan(0);
  });

  test("says where it would stand", () => {
    const scan = scanTexts({ [OVERLAY]: HEAD, "base/app.yaml": DEPLOYMENT }, ["prod"]);
    expect(pinAt(scan, "images[name=acme/app]")).toMatchObject({
      line: 4,
      column: 1,
      version: { tag: "1.0.0", digest: null },
      style: "absent",
      refusal: null,
    });
  });

  test.each([
    ["a list that is an alias", `x: &i [{name: x}]\n${HEAD}images: *i\n`, "alias"],
    ["an anchored list", `${HEAD}images: &i\n- name: x\nx: *i\n`, "shared"],
    ["something that is no list", `${HEAD}images: none\n`, "not a list"],
    ["a list of texts", `${HEAD}images:\n- none\n`, "not an entry"],
    ["two lists", `${HEAD}images: []\nimages: []\n`, "stands twice, in lines 4 and 5"],
    ["a generated file", `# Code generated. DO NOT EDIT.\n${HEAD}`, "generated"],
  ])("is refused for %s", (_, overlay, reason) => {
    expect(() => appended(overlay)).toThrow(reason);
  });
});
