import { describe, expect, test } from "vitest";
import { listed, pinAt, scanTexts, setIn } from "./given.ts";

const found = (text: string, file = "fleet.yaml") =>
  listed(scanTexts({ [file]: text })).map((line) => line.replace(/^\S+ /, ""));

const REPOSITORY = "https://charts.example";

describe("the chart of a bundle of Rancher Fleet", () => {
  test.each<[string, string[]]>([
    [`helm: {chart: redis, repo: ${REPOSITORY}, version: 1.2.3}`, [`helm.version ${REPOSITORY}/redis 1.2.3 exact`]],
    ["helm: {chart: oci://ghcr.io/acme/redis, version: 1.2.3}", ["helm.version oci://ghcr.io/acme/redis 1.2.3 exact"]],
    [`helm: {chart: redis, repo: ${REPOSITORY}, version: 1.x}`, [`helm.version ${REPOSITORY}/redis 1.x range`]],
    [
      `helm: {chart: redis, repo: ${REPOSITORY}}\ntargetCustomizations:\n- {name: prod, helm: {version: 1.2.3}}\n- {name: prod, helm: {version: 1.2.4}}\n- {helm: {chart: other, version: 2.0.0}}\n- {name: bare}`,
      [
        `targetCustomizations[name=prod].helm.version ${REPOSITORY}/redis 1.2.3 exact`,
        `targetCustomizations[1].helm.version ${REPOSITORY}/redis 1.2.4 exact`,
        `targetCustomizations[2].helm.version ${REPOSITORY}/other 2.0.0 exact`,
      ],
    ],
    ["helm: {chart: ./chart, version: 1.2.3}", []],
    ["helm: {chart: ../chart, version: 1.2.3}", []],
    [`helm: {chart: redis, repo: ${REPOSITORY}}\nversion: 1`, []],
    ["helm: {version: ''}", []],
    ["kind: Fleet\napiVersion: example.org/v1\nhelm: {chart: redis, version: 1.2.3}", []],
  ])("%j", (text, expected) => {
    expect(found(`${text}\n`)).toEqual(expected);
  });

  test.each(["apps/redis/fleet.yaml", "fleet.yml"])("%s is its file", (path) => {
    expect(found("helm: {chart: redis, version: 1.2.3}\n", path)).toEqual(["helm.version redis 1.2.3 exact"]);
  });

  test.each(["my-fleet.yaml", "Fleet.yaml", "fleet.json"])("%s is not", (path) => {
    expect(found("helm: {chart: redis, version: 1.2.3}\n", path)).toEqual([]);
  });

  test("is guarded, and says so", () => {
    const text = "helm: {chart: redis, version: 1.2.3}\n";
    expect(pinAt(scanTexts({ "fleet.yaml": text }), "helm.version")).toMatchObject({
      guarded: true,
      refusal: "it is the version of a chart that Rancher Fleet installs",
    });
    expect(() => setIn("fleet.yaml", text, { "helm.version": "1.2.4" })).toThrow("that Rancher Fleet installs");
  });
});
