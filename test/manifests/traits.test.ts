import { describe, expect, test } from "vitest";
import { DIGEST, OTHER_DIGEST, pinAt, scanTexts, setIn } from "./given.ts";
import { crossWithTraits, type Edit } from "./traits.ts";

const KUSTOMIZATION = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
- ../base
`;

function entry(name: string, before: string, after: string, to: string): Edit {
  const around = (lines: string) =>
    `${KUSTOMIZATION}images:\n- name: other\n  newTag: 1.2.3\n${lines}- name: last\n  newTag: 1.2.3\n`;
  return {
    name,
    file: "kustomization.yaml",
    before: around(before),
    after: around(after),
    set: { "images[name=app]": to },
  };
}

const RELEASE = (version: string, image: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: app
spec:
  chart:
    spec:
      chart: app
      version: ${version}
      sourceRef: {kind: HelmRepository, name: acme}
  values:
    image:
${image}    other: 1.2.3
`;

const DEPLOYMENT = (image: string) => `apiVersion: apps/v1
kind: Deployment
metadata: {name: app}
spec:
  template:
    spec:
      initContainers:
        - image: acme/init:1.2.3
          name: init
      containers:
        - name: app
          image: ${image}
          args: ["--tag=1.2.3"]
`;

const IMAGE = "spec.template.spec.containers[name=app].image";

const EDITS: readonly Edit[] = [
  entry("a plain tag", "- name: app\n  newTag: 1.2.3\n", "- name: app\n  newTag: 1.2.4\n", "1.2.4"),
  entry("a tag that looks like a number", "- name: app\n  newTag: 1.2.3\n", '- name: app\n  newTag: "1.10"\n', "1.10"),
  entry("a single-quoted tag", "- name: app\n  newTag: '1.2.3' # c\n", "- name: app\n  newTag: '1.10' # c\n", "1.10"),
  entry("a double-quoted tag", '- name: app\n  newTag: "1"\n', '- name: app\n  newTag: "2"\n', "2"),
  entry("quoted keys", '- "name": app\n  "newTag": 1.2.3\n', '- "name": app\n  "newTag": v2\n', "v2"),
  entry("a value on the next line", "- name: app\n  newTag:\n    1.2.3\n", "- name: app\n  newTag:\n    v2\n", "v2"),
  entry(
    "comments around",
    "# a\n- name: app # b\n  # c\n  newTag: 1.2.3 # d\n  # e\n",
    "# a\n- name: app # b\n  # c\n  newTag: v2 # d\n  # e\n",
    "v2",
  ),
  entry("blank lines", "\n- name: app\n\n  newTag: 1.2.3\n\n", "\n- name: app\n\n  newTag: v2\n\n", "v2"),
  entry("a flow entry", "- {name: app, newTag: 1.2.3}\n", "- {name: app, newTag: v2}\n", "v2"),
  entry(
    "emoji before the value",
    '- {name: app, x: "🚀é", newTag: 1.2.3} # 🚀\n',
    '- {name: app, x: "🚀é", newTag: v2} # 🚀\n',
    "v2",
  ),
  entry("an anchor that nothing uses", "- name: app\n  newTag: &t 1.2.3\n", "- name: app\n  newTag: &t v2\n", "v2"),
  entry(
    "a digest added",
    "- name: app\n  newTag: 1.2.3 # c\n",
    `- name: app\n  newTag: v2 # c\n  digest: ${DIGEST}\n`,
    `v2@${DIGEST}`,
  ),
  entry(
    "a digest added in flow",
    "- { name: app, newTag: 1.2.3 }\n",
    `- { name: app, newTag: v2, digest: ${DIGEST} }\n`,
    `v2@${DIGEST}`,
  ),
  entry(
    "a digest replaced",
    `- name: app\n  newTag: 1.2.3\n  digest: ${OTHER_DIGEST}\n`,
    `- name: app\n  newTag: v2\n  digest: ${DIGEST}\n`,
    `v2@${DIGEST}`,
  ),
  entry(
    "a digest removed",
    `- name: app\n  digest: ${OTHER_DIGEST} # c\n  newTag: 1.2.3\n`,
    "- name: app\n  newTag: v2\n",
    "v2",
  ),
  entry(
    "a digest removed in flow",
    `- {name: app, digest: ${OTHER_DIGEST}, newTag: 1.2.3}\n`,
    "- {name: app, newTag: v2}\n",
    "v2",
  ),
  entry(
    "a digest removed from the entry's first line",
    `- digest: ${OTHER_DIGEST}\n  name: app\n  newTag: 1.2.3\n`,
    "- name: app\n  newTag: v2\n",
    "v2",
  ),
  entry(
    "a digest in place of a tag",
    "- name: app\n  newTag: 1.2.3 # c\n",
    `- name: app\n  digest: ${DIGEST} # c\n`,
    `@${DIGEST}`,
  ),
  entry("a tag in place of a digest", `- name: app\n  digest: ${DIGEST}\n`, '- name: app\n  newTag: "1.10"\n', "1.10"),
  entry(
    "a tag beside a digest",
    `- name: app\n  digest: ${OTHER_DIGEST}\n`,
    `- name: app\n  digest: ${DIGEST}\n  newTag: v2\n`,
    `v2@${DIGEST}`,
  ),
  entry(
    "a tag for an entry without",
    "- name: app\n  newName: acme/app\n",
    "- name: app\n  newName: acme/app\n  newTag: v2\n",
    "v2",
  ),
  entry("an empty tag", '- name: app\n  newTag: ""\n', '- name: app\n  newTag: "v2"\n', "v2"),
  entry("a missing value", "- name: app\n  newTag:\n", "- name: app\n  newTag: v2\n", "v2"),
  entry("a missing value before a comment", "- name: app\n  newTag: # c\n", "- name: app\n  newTag: v2 # c\n", "v2"),
  entry(
    "a version inside newName",
    "- name: app\n  newName: acme/app:1.2.3\n",
    `- name: app\n  newName: acme/app:v2@${DIGEST}\n`,
    `v2@${DIGEST}`,
  ),
  entry("another entry's version", "- newTag: 1.2.3\n  name: app\n", "- newTag: v2\n  name: app\n", "v2"),
  {
    name: "a chart version",
    file: "app.yaml",
    before: RELEASE("1.2.3", "      tag: 1.2.3\n"),
    after: RELEASE("1.2.4+x", "      tag: 1.2.3\n"),
    set: { "spec.chart.spec.version": "1.2.4+x" },
  },
  {
    name: "chart and image at once",
    file: "app.yaml",
    before: RELEASE("'1.2.3'", "      repository: acme/app\n      tag: 1.2.3\n"),
    after: RELEASE("'1.2.4'", '      repository: acme/app\n      tag: "5"\n'),
    set: { "spec.chart.spec.version": "1.2.4", "spec.values.image": "5" },
  },
  {
    name: "a digest beside a tag in values",
    file: "app.yaml",
    before: RELEASE("1.2.3", `      repository: acme/app\n      tag: 1.2.3\n      digest: ${OTHER_DIGEST}\n`),
    after: RELEASE("1.2.3", `      repository: acme/app\n      tag: v2\n      digest: ${DIGEST}\n`),
    set: { "spec.values.image": `v2@${DIGEST}` },
  },
  {
    name: "a digest inside the tag of values",
    file: "app.yaml",
    before: RELEASE("1.2.3", "      repository: acme/app\n      tag: 1.2.3\n"),
    after: RELEASE("1.2.3", `      repository: acme/app\n      tag: v2@${DIGEST}\n`),
    set: { "spec.values.image": `v2@${DIGEST}` },
  },
  {
    name: "an image of a workload",
    file: "app.yaml",
    before: DEPLOYMENT("acme/app:1.2.3 # c"),
    after: DEPLOYMENT(`acme/app:v2@${DIGEST} # c`),
    set: { [IMAGE]: `v2@${DIGEST}` },
  },
  {
    name: "a quoted image with a port and a digest",
    file: "app.yaml",
    before: DEPLOYMENT(`"localhost:5000/app:1.2.3@${OTHER_DIGEST}"`),
    after: DEPLOYMENT('"localhost:5000/app:1.10"'),
    set: { [IMAGE]: "1.10" },
  },
  {
    name: "an image without a version",
    file: "app.yaml",
    before: DEPLOYMENT("acme/app"),
    after: DEPLOYMENT("acme/app:1.10"),
    set: { [IMAGE]: "1.10" },
  },
];

crossWithTraits(EDITS);

describe("JSON", () => {
  const json = (tag: string, extra = "") =>
    `{\n\t"apiVersion": "kustomize.config.k8s.io/v1beta1",\n\t"kind": "Kustomization",\n\t"images": [\n\t\t{\n\t\t\t"name": "app",\n\t\t\t"newTag": "${tag}"${extra}\n\t\t}\n\t]\n}\n`;

  test("a tag is replaced inside its quotes", () => {
    expect(setIn("kustomization.yaml", json("1.2.3"), { "images[name=app]": "1.10" })).toBe(json("1.10"));
  });

  test("a digest is added on a line of its own, and removed again", () => {
    const withDigest = json("1.10", `,\n\t\t\t"digest": "${DIGEST}"`);
    expect(setIn("kustomization.yaml", json("1.2.3"), { "images[name=app]": `1.10@${DIGEST}` })).toBe(withDigest);
    expect(setIn("kustomization.yaml", withDigest, { "images[name=app]": "1.2.3" })).toBe(json("1.2.3"));
  });
});

test("two edits on one line are both made", () => {
  const line = (a: string, b: string) =>
    `kind: Kustomization\nimages: [{name: a, newTag: ${a}}, {name: b, newTag: ${b}}] # 1.2.3\n`;
  expect(
    setIn("kustomization.yaml", line("1.2.3", "1.2.3"), { "images[name=a]": "v2", "images[name=b]": `v3@${DIGEST}` }),
  ).toBe(line("v2", `v3, digest: ${DIGEST}`));
});

test("lines and columns are counted from 1, in characters", () => {
  const text = '\uFEFFkind: Kustomization\r\nimages:\r\n- {name: app, x: "🚀", newTag: 1.2.3}\r\n';
  expect(pinAt(scanTexts({ "kustomization.yaml": text }), "images[name=app]")).toMatchObject({ line: 3, column: 31 });
});
