import { expect, test } from "vitest";
import { DIGEST, OTHER_DIGEST, setIn } from "../given.ts";
import { crossWithTraits, type Edit } from "../traits.ts";

const SOURCE = "spec.source";

function application(name: string, before: string, after: string, set: Readonly<Record<string, string>>): Edit {
  const around = (lines: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: app, labels: {version: 1.2.3}}
spec:
  # 1.2.3
  source:
${lines}  project: "1.2.3"
`;
  return { name, file: "app.yaml", before: around(before), after: around(after), set };
}

const revision = (name: string, before: string, after: string, to: string): Edit =>
  application(name, `    repoURL: https://x.example/a\n${before}`, `    repoURL: https://x.example/a\n${after}`, {
    [`${SOURCE}.targetRevision`]: to,
  });

const image = (name: string, before: string, after: string, to: string): Edit =>
  application(
    name,
    `    kustomize:\n      images:\n      - other:1.2.3\n${before}      - last:1.2.3\n`,
    `    kustomize:\n      images:\n      - other:1.2.3\n${after}      - last:1.2.3\n`,
    { [`${SOURCE}.kustomize.images[name=app]`]: to },
  );

const parameter = (name: string, before: string, after: string, to: string): Edit =>
  application(
    name,
    `    helm:\n      parameters:\n      - {name: other.image.tag, value: 1.2.3}\n${before}      - name: last\n        value: 1.2.3\n`,
    `    helm:\n      parameters:\n      - {name: other.image.tag, value: 1.2.3}\n${after}      - name: last\n        value: 1.2.3\n`,
    { [`${SOURCE}.helm.parameters[name=image.tag]`]: to },
  );

const BLOCK = (tag: string) =>
  `    helm:\n      values: |\n        # 1.2.3\n        image:\n\n          repository: acme/app\n${tag}        other: 1.2.3\n`;
const block = (name: string, before: string, after: string, to: string): Edit =>
  application(name, BLOCK(before), BLOCK(after), { [`${SOURCE}.helm.values.image`]: to });

const EDITS: readonly Edit[] = [
  revision("a plain Git revision", "    targetRevision: v1.2.3\n", "    targetRevision: v1.2.4\n", "v1.2.4"),
  revision(
    "a commit",
    "    targetRevision: v1.2.3 # c\n",
    `    targetRevision: ${"a".repeat(40)} # c\n`,
    "a".repeat(40),
  ),
  revision("a revision like a number", "    targetRevision: v1.2.3\n", '    targetRevision: "1.10"\n', "1.10"),
  revision("a single-quoted one", "    targetRevision: '1.2.3'\n", "    targetRevision: '1.10'\n", "1.10"),
  revision("one under a quoted key", '    "targetRevision": "1.2.3"\n', '    "targetRevision": "v2.0.0"\n', "v2.0.0"),
  revision(
    "one on the next line",
    "    targetRevision:\n      1.2.3\n",
    "    targetRevision:\n      v2.0.0\n",
    "v2.0.0",
  ),
  revision(
    "one between comments",
    "    # a\n    targetRevision: 1.2.3 # b\n    # c\n",
    "    # a\n    targetRevision: v2.0.0 # b\n    # c\n",
    "v2.0.0",
  ),
  revision("one with an anchor", "    targetRevision: &v 1.2.3\n", "    targetRevision: &v v2.0.0\n", "v2.0.0"),
  application(
    "a chart version in flow style, behind an emoji",
    '    {chart: app, repoURL: "https://🚀.example", targetRevision: 1.2.3} # 🚀\n',
    '    {chart: app, repoURL: "https://🚀.example", targetRevision: 1.2.4+x} # 🚀\n',
    { [`${SOURCE}.targetRevision`]: "1.2.4+x" },
  ),
  image("a kustomize image", "      - app:1.2.3 # c\n", "      - app:v2 # c\n", "v2"),
  image("its digest added", "      - app:1.2.3\n", `      - app:v2@${DIGEST}\n`, `v2@${DIGEST}`),
  image("its digest replaced", `      - "app:1.2.3@${OTHER_DIGEST}"\n`, `      - "app:v2@${DIGEST}"\n`, `v2@${DIGEST}`),
  image("its digest removed", `      - 'app=x:5/y@${OTHER_DIGEST}'\n`, "      - 'app=x:5/y:1.10'\n", "1.10"),
  parameter(
    "a parameter",
    "      - name: image.tag\n        value: 1.2.3 # c\n",
    "      - name: image.tag\n        value: v2 # c\n",
    "v2",
  ),
  parameter(
    "a parameter that becomes a number",
    "      - name: image.tag # b\n        value: 1.2.3 # c\n        # d\n",
    '      - name: image.tag # b\n        value: "12" # c\n        forceString: true\n        # d\n',
    "12",
  ),
  parameter(
    "a parameter in braces that becomes a number",
    "      - { name: image.tag, value: '1.2.3' } # c\n",
    "      - { name: image.tag, value: '12', forceString: true } # c\n",
    "12",
  ),
  parameter(
    "a digest in a parameter's tag",
    "      - {value: 1.2.3, name: image.tag}\n",
    `      - {value: v2@${DIGEST}, name: image.tag}\n`,
    `v2@${DIGEST}`,
  ),
  block("a tag in a block", "          tag: 1.2.3 # c\n", '          tag: "1.10" # c\n', "1.10"),
  block(
    "tag and digest in a block",
    `          tag: 1.2.3\n          digest: ${OTHER_DIGEST}\n\n`,
    `          tag: v2\n          digest: ${DIGEST}\n\n`,
    `v2@${DIGEST}`,
  ),
  block(
    "a tag beside the digest in a block",
    `          digest: ${OTHER_DIGEST} # c\n`,
    `          digest: ${DIGEST} # c\n          tag: v2\n`,
    `v2@${DIGEST}`,
  ),
  application(
    "everything at once",
    `    targetRevision: v1.2.3\n    kustomize: {images: ["app:1.2.3", 'b:1.2.3']}\n${BLOCK("          tag: 1.2.3\n")}      parameters: [{name: a.image.tag, value: v1}, {name: b.image.tag, value: v1}]\n`,
    `    targetRevision: "1.10"\n    kustomize: {images: ["app:v2", 'b:v3@${DIGEST}']}\n${BLOCK('          tag: "4"\n')}      parameters: [{name: a.image.tag, value: "5", forceString: true}, {name: b.image.tag, value: v6}]\n`,
    {
      [`${SOURCE}.targetRevision`]: "1.10",
      [`${SOURCE}.kustomize.images[name=app]`]: "v2",
      [`${SOURCE}.kustomize.images[name=b]`]: `v3@${DIGEST}`,
      [`${SOURCE}.helm.values.image`]: "4",
      [`${SOURCE}.helm.parameters[name=a.image.tag]`]: "5",
      [`${SOURCE}.helm.parameters[name=b.image.tag]`]: "v6",
    },
  ),
];

crossWithTraits(EDITS);

test("JSON is edited in its own style", () => {
  const json = (revision: string, parameter: string) =>
    `{\n\t"apiVersion": "argoproj.io/v1alpha1",\n\t"kind": "Application",\n\t"metadata": { "name": "app" },\n\t"spec": {\n\t\t"source": {\n\t\t\t"repoURL": "https://x.example/a",\n\t\t\t"targetRevision": "${revision}",\n\t\t\t"helm": {\n\t\t\t\t"parameters": [\n\t\t\t\t\t{\n\t\t\t\t\t\t"name": "image.tag",\n\t\t\t\t\t\t${parameter}\n\t\t\t\t\t}\n\t\t\t\t]\n\t\t\t}\n\t\t}\n\t}\n}\n`;
  const after = json("1.10", '"value": "12",\n\t\t\t\t\t\t"forceString": true');
  const set = { [`${SOURCE}.targetRevision`]: "1.10", [`${SOURCE}.helm.parameters[name=image.tag]`]: "12" };
  expect(setIn("app.json", json("v1.2.3", '"value": "v1"'), set)).toBe(after);
  expect(JSON.parse(after)).toMatchObject({ kind: "Application" });
});
