// The charts that a kustomization renders: another version of the chart, and another image among its inline values.
import { describe, expect, test } from "vitest";
import { findTool } from "../../support/tools.ts";
import { DIGEST } from "../given.ts";
import { edited, withImages } from "./edited-files.ts";
import { kustomizeBuildWithCharts } from "./programs.ts";

/** A chart where kustomize keeps those that it has pulled, so it pulls none. */
const pulled = (version: string) => {
  const folder = `prod/charts/app-${version}/app`;
  return {
    [`${folder}/Chart.yaml`]: `apiVersion: v2\nname: app\nversion: ${version}\n`,
    [`${folder}/values.yaml`]: "image: {repository: acme/app, tag: 1.0.0}\n",
    [`${folder}/templates/pod.yaml`]: `apiVersion: v1
kind: Pod
metadata:
  name: app
  annotations: {chart: "{{ .Chart.Version }}"}
spec:
  containers:
    - {name: app, image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"}
    - {name: side, image: "side:1.2.3"}
`,
  };
};

const FILES = {
  ...pulled("1.2.3"),
  ...pulled("1.10.0"),
  "prod/kustomization.yaml": `helmCharts:
- name: app
  repo: https://charts.example.org
  releaseName: app
  version: 1.2.3 # reviewed
  valuesInline:
    image:
      tag: 1.2.3
`,
};

const isMissing = findTool("kustomize") === null || findTool("helm") === null;

describe.skipIf(isMissing)("kustomize build with Helm", () => {
  const before = () => kustomizeBuildWithCharts(new Map(Object.entries(FILES)), "prod");

  test("renders the chart's other version, with the image as it was", () => {
    const after = kustomizeBuildWithCharts(edited(FILES, "prod", { "helmCharts[name=app].version": "1.10.0" }), "prod");
    expect(before()).toContain("chart: 1.2.3\n");
    expect(after).toBe(before().replace("chart: 1.2.3\n", "chart: 1.10.0\n"));
  });

  test.each(["1.10", "1e3", "0x1f", "20240101", "v2.0.0", `1.10@${DIGEST}`])(
    "renders the image %s of its inline values, and all else as before",
    (to) => {
      const after = edited(FILES, "prod", { "helmCharts[name=app].valuesInline.image": to });
      expect(kustomizeBuildWithCharts(after, "prod")).toBe(
        withImages(before(), { "acme/app:1.2.3": `acme/app:${to}` }),
      );
    },
  );
});
