// What Argo CD makes of an edited Application: it hands parameters to `helm template` and images to `kustomize edit set image`, so both are run.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, isSeq, parseDocument, stringify } from "yaml";
import { describe, expect, test } from "vitest";
import { isTag } from "../../../src/artifacts/version.ts";
import { findTool } from "../../support/tools.ts";
import { DIGEST, OTHER_DIGEST, setIn } from "../given.ts";
import { withImages } from "./edited-files.ts";
import { inFolderOf, kustomizeBuildIn } from "./programs.ts";
import { render } from "./rendered-chart.ts";
import { TEXTS } from "./texts.ts";

/** The items of one of the source's lists as Kubernetes reads them, whose YAML is 1.1. */
function itemsOf(application: string, ...keys: readonly string[]): readonly unknown[] {
  const list: unknown = parseDocument(application, { version: "1.1" }).getIn(["spec", "source", ...keys]);
  return isSeq(list) ? list.items : [];
}

const application = (source: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: app}\nspec:\n  source:\n${source}`;

function run(tool: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(findTool(tool) ?? tool, args, {
    cwd,
    env: { HOME: cwd },
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${tool} ${args.join(" ")}: ${stderr}`);
  return stdout;
}

const CHART = new Map([
  ["chart/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.2.3\n"],
  [
    "chart/templates/tags.yaml",
    "{{ range $key, $app := .Values }}{{ $key }}: {{ kindOf $app.image.tag }} {{ $app.image.tag }}\n{{ end }}",
  ],
]);

/** A line for each parameter: what a chart sees of it. */
function rendered(application: string): string[] {
  // util/helm of Argo CD: `--set-string` for forced strings, `--set` for the others.
  const args = itemsOf(application, "helm", "parameters").flatMap((item) => {
    if (!isMap(item)) throw new Error("a parameter is a map");
    const option = item.get("forceString") === true ? "--set-string" : "--set";
    return [option, `${String(item.get("name"))}=${String(item.get("value"))}`];
  });
  const printed = inFolderOf(CHART, (root) => run("helm", ["template", "release", "chart", ...args], root));
  return printed.split("\n").filter((line) => line.startsWith("app"));
}

describe.skipIf(findTool("helm") === null)("a parameter", () => {
  const tags = [...TEXTS.filter(isTag), `1@${DIGEST}`, `v1@${DIGEST}`];
  const name = (index: number) => `app${String(index).padStart(4, "0")}`;
  const given = (lines: (index: number) => string) =>
    application(`    helm:\n      parameters:\n${tags.map((_, index) => lines(index)).join("")}`);

  test.each([
    ["alone", (index: number) => `      - name: ${name(index)}.image.tag\n        value: v0\n`],
    ["in braces", (index: number) => `      - {name: ${name(index)}.image.tag, value: v0}\n`],
    [
      "with forceString",
      (index: number) => `      - {forceString: ${index % 2 === 0}, name: ${name(index)}.image.tag, value: "v0"}\n`,
    ],
  ])("%s gives the chart every tag as the string it is", (_, lines) => {
    const set = Object.fromEntries(
      tags.map((tag, index) => [`spec.source.helm.parameters[name=${name(index)}.image.tag]`, tag]),
    );
    expect(rendered(setIn("app.yaml", given(lines), set))).toEqual(
      tags.map((tag, index) => `${name(index)}: string ${tag}`),
    );
  });

  test("would give the chart a number without forceString", () => {
    const text = application("    helm: {parameters: [{name: app.image.tag, value: '12'}]}\n");
    expect(rendered(text)).toEqual(["app: int64 12"]);
  });
});

describe.skipIf(findTool("helm") === null)("values", () => {
  const VALUES = `image:\n  repository: acme/app\n  tag: 1.2.3 # deployed\nside: 1.2.3\n`;
  const indented = (text: string, by: number) => text.replaceAll(/^(?=.)/gm, " ".repeat(by));

  /** Argo CD gives Helm the text of the block, or the object written as YAML. */
  function valuesIn(text: string): string {
    const helm: unknown = parseDocument(text, { version: "1.1" }).getIn(["spec", "source", "helm"]);
    if (!isMap(helm)) throw new Error("the source has a Helm part");
    const block = helm.get("values");
    return typeof block === "string" ? block : stringify(helm.get("valuesObject"));
  }

  describe.each([
    ["values", `    helm:\n      values: |\n${indented(VALUES, 8)}`],
    ["valuesObject", `    helm:\n      valuesObject:\n${indented(VALUES, 8)}`],
  ])("in %s", (key, source) => {
    test.each(["1.10", "v2.0.0", "1e3", "0123", "null", `1.10@${DIGEST}`])(
      "render %s, and all else as before",
      (to) => {
        const before = application(source);
        const after = setIn("app.yaml", before, { [`spec.source.helm.${key}.image`]: to });
        const rendered = (text: string) => render({ "values.yaml": valuesIn(text) });
        expect(rendered(after)).toBe(withImages(rendered(before), { "acme/app:1.2.3": `acme/app:${to}` }));
      },
    );
  });
});

describe.skipIf(findTool("kustomize") === null)("an image", () => {
  const POD = `apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec: {containers: [{name: app, image: "acme/app:1.0.0"}]}\n`;

  function built(text: string): string {
    const images = itemsOf(text, "kustomize", "images").map((item) => (isScalar(item) ? String(item.value) : ""));
    const files = new Map([
      ["kustomization.yaml", "resources: [pod.yaml]\n"],
      ["pod.yaml", POD],
    ]);
    return inFolderOf(files, (root) => {
      run("kustomize", ["edit", "set", "image", ...images], root);
      expect(readFileSync(join(root, "pod.yaml"), "utf8")).toBe(POD);
      return /image: (\S+)/.exec(kustomizeBuildIn(root, "."))?.[1] ?? "";
    });
  }

  describe.each([
    ["acme/app:1.0.0", "acme/app"],
    [`acme/app@${OTHER_DIGEST}`, "acme/app"],
    [`acme/app:1.0.0@${OTHER_DIGEST}`, "acme/app"],
    ["acme/app=localhost:5000/x/y:1.0.0", "localhost:5000/x/y"],
    ["acme/app=*:1.0.0", "acme/app"],
  ])("given as %s", (image, name) => {
    test.each([
      ["1.10", ":1.10"],
      [`@${DIGEST}`, `@${DIGEST}`],
      [`v2@${DIGEST}`, `:v2@${DIGEST}`],
    ])("is built in version %s", (to, version) => {
      const text = application(`    kustomize:\n      images: [${image}]\n`);
      const set = { "spec.source.kustomize.images[name=acme/app]": to };
      expect(built(setIn("app.yaml", text, set))).toBe(name + version);
    });
  });
});
