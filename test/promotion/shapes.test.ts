// The whole way of a version on repositories of the shapes that people have: written to stage, promoted to prod.
import { describe, expect, test } from "vitest";
import { parseAssignments } from "../../src/artifacts/assignment.ts";
import type { Configuration } from "../../src/config/configuration.ts";
import type { Effects } from "../../src/github/connections.ts";
import { promote, type PromoteResult } from "../../src/promotion/promote.ts";
import { update, type UpdateResult } from "../../src/promotion/update.ts";
import { configurationOf, environmentOf, HOME, startWorld } from "./world.ts";

function updating(images: string, configuration: Configuration, app: string | null = null) {
  return (effects: Effects): Promise<UpdateResult> =>
    update(
      {
        artifacts: parseAssignments(images, "image"),
        places: [],
        configuration,
        environment: null,
        path: null,
        app,
        branch: null,
        mode: "commit",
        labels: [],
        reviewers: [],
        source: null,
        dryRun: false,
      },
      effects,
    );
}

function promoting(configuration: Configuration) {
  return (effects: Effects): Promise<PromoteResult> => promote({ configuration, dryRun: false }, effects);
}

describe("kustomize overlays in the application's own repository, without an images entry", () => {
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: podinfo
spec:
  template:
    spec:
      containers:
        - name: podinfod
          image: ghcr.io/acme/podinfo:6.0.0
`;
  const overlay = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../../base\n";
  const files = {
    "kustomize/base/kustomization.yaml": "resources:\n  - deployment.yaml\n",
    "kustomize/base/deployment.yaml": deployment,
    "kustomize/env/stage/kustomization.yaml": overlay,
    // The last line ends in spaces and not in a line break.
    "kustomize/env/prod/kustomization.yaml": `${overlay}nameSuffix: -prod  `,
  };
  const configuration = configurationOf(
    { paths: ["kustomize/env/prod"], app: "podinfo" },
    { paths: ["kustomize/env/stage"], app: "podinfo" },
  );

  test("get one each, and nothing else changes", async () => {
    await using world = await startWorld({ [HOME]: files });
    const updated = await world.run(updating("ghcr.io/acme/podinfo:6.1.0", configuration));
    expect(updated).toMatchObject({ result: "committed", files: ["kustomize/env/stage/kustomization.yaml"] });
    const entry = /^images:\n[ ]*- name: ghcr\.io\/acme\/podinfo\n[ ]*newTag: 6\.1\.0\n$/m;
    expect(await world.file("main", "kustomize/env/stage/kustomization.yaml")).toMatch(entry);

    const promoted = await world.run(promoting(configuration));
    expect(promoted.apps).toMatchObject([{ app: "podinfo", result: "opened" }]);
    const written = (await world.file("waybill/app/prod/podinfo", "kustomize/env/prod/kustomization.yaml")) ?? "";
    expect(written.startsWith(`${overlay}nameSuffix: -prod  \n`)).toBe(true);
    expect(written).toMatch(/newTag: 6\.1\.0/);
    expect(await world.file("waybill/app/prod/podinfo", "kustomize/base/deployment.yaml")).toBe(deployment);
    expect((await world.run(promoting(configuration))).apps).toMatchObject([{ result: "unchanged" }]);
  });
});

describe("HelmReleases with a lone tag, one file for each app, in two repositories", () => {
  const PRODUCTION = "acme/production";
  const release = (tag: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: demoapp
spec:
  chart:
    spec:
      chart: demoapp
      version: ">=1.0.0 <2.0.0"
  values:
    image:
      tag: ${tag}
`;
  const configuration: Configuration = {
    ...configurationOf(),
    environments: [
      environmentOf("stage", { paths: ["apps/app_{app}.yaml"] }),
      environmentOf("prod", { paths: ["apps/app_{app}.yaml"], repository: PRODUCTION, from: "stage" }),
    ],
  };

  test("are paired by object and path, the range is left alone", async () => {
    await using world = await startWorld({
      [HOME]: { "apps/app_demo.yaml": release("1.0.0") },
      [PRODUCTION]: { "apps/app_demo.yaml": release("1.0.0") },
    });
    expect(await world.run(updating("ghcr.io/acme/demoapp:1.1.0", configuration, "demo"))).toMatchObject({
      result: "committed",
    });
    expect((await world.run(promoting(configuration))).apps).toMatchObject([{ app: "demo", result: "opened" }]);
    expect(await world.forge.file(PRODUCTION, "waybill/app/prod/demo", "apps/app_demo.yaml")).toBe(release("1.1.0"));
  });
});

describe("Flux v1 HelmReleases with a filter of their own", () => {
  const release = (tag: string, filter: string) => `apiVersion: helm.fluxcd.io/v1
kind: HelmRelease
metadata:
  name: podinfo
  annotations:
    fluxcd.io/automated: "true"
    fluxcd.io/tag.chart-image: ${filter}
spec:
  chart:
    repository: https://charts.example/
    name: podinfo
    version: 1.0.0
  values:
    image:
      repository: ghcr.io/acme/podinfo
      tag: ${tag}
`;
  const configuration = configurationOf(
    { paths: ["releases/prod/{app}.yaml"] },
    { paths: ["releases/stage/{app}.yaml"] },
  );

  test("a version that prod's filter excludes is refused with that reason, and nothing is opened", async () => {
    await using world = await startWorld({
      [HOME]: {
        "releases/stage/podinfo.yaml": release("stg-1a2b3c4", "glob:stg-*"),
        "releases/prod/podinfo.yaml": release("0.4.11", "semver:~0.4"),
      },
    });
    const { result, counted } = await world.counted(promoting(configuration));
    expect(result.apps).toMatchObject([{ app: "podinfo", result: "refused" }]);
    expect(result.apps[0]?.reason).toMatch(
      /admits only "semver:~0\.4" for ghcr\.io\/acme\/podinfo, which excludes "stg-1a2b3c4"/,
    );
    expect(counted.writes).toEqual([]);
  });

  test("a version within the filter is promoted, and Flux's own automation is told", async () => {
    await using world = await startWorld({
      [HOME]: {
        "releases/stage/podinfo.yaml": release("0.4.12", "semver:~0.4"),
        "releases/prod/podinfo.yaml": release("0.4.11", "semver:~0.4"),
      },
    });
    expect((await world.run(promoting(configuration))).apps).toMatchObject([{ result: "opened" }]);
    expect(world.forge.pullRequest(HOME, 1).body).toMatch(/### To know\n\n- releases\/prod\/podinfo\.yaml:\d+: .*Flux/);
  });
});

describe("an image under another name, with a commit id as its tag, on a branch that CI writes", () => {
  const overlay = (tag: string) => `resources:
  - manifests
images:
  - name: IMAGE_PLACEHOLDER
    newName: ghcr.io/acme/material
    newTag: ${tag}
`;
  const [first, second] = ["1".repeat(39), "2".repeat(39)].map((digits) => `${digits}a`);
  const configuration = configurationOf(
    { paths: ["prod"], app: "material" },
    { paths: ["stage"], app: "material", branch: "release" },
  );

  test("is found by the name that it has, and the placeholder stays", async () => {
    await using world = await startWorld({
      [HOME]: { "stage/kustomization.yaml": overlay(first ?? ""), "prod/kustomization.yaml": overlay(first ?? "") },
    });
    await world.forge.setBranch(HOME, "release", await world.forge.branch(HOME, "main"));
    const updated = await world.run(updating(`ghcr.io/acme/material:${second}`, configuration));
    expect(updated).toMatchObject({ result: "committed", branch: "release" });
    expect((await world.run(promoting(configuration))).apps).toMatchObject([{ app: "material", result: "opened" }]);
    expect(await world.file("waybill/app/prod/material", "prod/kustomization.yaml")).toBe(overlay(second ?? ""));
    expect(await world.file("main", "stage/kustomization.yaml")).toBe(overlay(first ?? ""));
  });
});

test("version ranges are policy and stay untouched in both environments", async () => {
  const release = (range: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec:
  chart:
    spec:
      chart: podinfo
      version: "${range}"
`;
  await using world = await startWorld({
    [HOME]: {
      "apps/podinfo/stage/release.yaml": release(">=1.0.0-alpha"),
      "apps/podinfo/prod/release.yaml": release(">=1.0.0"),
    },
  });
  const result = await world.run(promoting(configurationOf()));
  expect(result).toMatchObject({ result: "nothing", apps: [{ result: "nothing" }] });
});
