import { describe, expect, it, test } from "vitest";
import { appFinder, appOfPath, findApps } from "../../src/config/apps.ts";
import type { Configuration, Environment } from "../../src/config/configuration.ts";
import { environmentNamed } from "../../src/config/find.ts";
import { resolveConfiguration } from "../../src/config/resolve.ts";

const FILE = new TextEncoder().encode(
  "environments:\n  stage: { path: 'stage/{app}' }\n  prod: { path: 'prod/{app}', from: stage }\n",
);
const resolve = (paths: readonly string[], inputs: { from?: string; to?: string } = {}): Configuration =>
  resolveConfiguration({ file: null, paths, inputs });
const shape = (configuration: Configuration): readonly unknown[] =>
  configuration.environments.map(({ name, paths, app, from }) => [name, paths.join(" "), app, from]);

describe("with a file", () => {
  it("the file decides, and the inputs may name its environments", () => {
    const configuration = resolveConfiguration({ file: FILE, paths: [], inputs: { from: "stage", to: "prod" } });
    expect(configuration.source).toBe("waybill.yaml");
    expect(resolveConfiguration({ file: FILE, paths: [], inputs: { from: "", to: "" } })).toEqual(configuration);
  });

  test.each([
    [{ from: "stge" }, 'the environment "stge" is not in waybill.yaml; did you mean "stage"?'],
    [{ to: "apps/{app}/prod" }, 'the environment "apps/{app}/prod" is not in waybill.yaml'],
    [{ from: "prod", to: "stage" }, 'the environment "stage" promotes from no other by waybill.yaml, not from "prod"'],
  ])("%j is refused", (inputs, message) => {
    expect(() => resolveConfiguration({ file: FILE, paths: [], inputs })).toThrow(message);
  });
});

describe("with path templates as inputs", () => {
  test.each([
    ["apps/{app}/overlays/stage", "apps/{app}/overlays/prod", "stage", "prod", null],
    ["staging/{app}", "production/{app}", "staging", "production", null],
    ["envs/stage/apps/{app}.yaml", "envs/prod/apps/{app}.yaml", "stage", "prod", null],
    ["x/stage.yaml", "x/prod.yaml", "stage", "prod", "x"],
    ["apps/podinfo/overlays/stage/", "./apps/podinfo/overlays/prod", "stage", "prod", "podinfo"],
    ["kustomize/env/stage", "kustomize/env/prod", "stage", "prod", "app"],
    ["a/{app}", "b/c/{app}", "from", "to", null],
  ])("%s and %s", (from, to, source, target, app) => {
    const configuration = resolve([], { from, to });
    expect(configuration.source).toBe("inputs");
    expect(configuration.environments).toMatchObject([
      { name: source, app, from: null },
      { name: target, app, from: source },
    ]);
  });

  test.each([
    [{ from: "stage/{app}" }, "`from` is given without `to`, and there is no waybill.yaml"],
    [{ to: "prod/{app}" }, "`to` is given without `from`"],
    [{ from: "a/{app}", to: "a/{app}/" }, '`from` and `to` are both "a/{app}"'],
    [{ from: "a/{app}", to: "b" }, "expected {app} in both or in neither"],
    [{ from: "../{app}", to: "b/{app}" }, '`from` is "../{app}": expected a path inside the repository'],
    [{ from: "a/{app}", to: "/b/{app}" }, '`to` is "/b/{app}": expected a path from the repository\'s root'],
  ])("%j is refused", (inputs, message) => {
    expect(() => resolve([], inputs)).toThrow(message);
  });
});

describe("by convention", () => {
  test.each<[string, readonly string[], readonly unknown[]]>([
    [
      "overlays of one app in its own repository",
      [
        "README.md",
        "kustomize/base/deployment.yaml",
        "kustomize/env/stage/kustomization.yaml",
        "kustomize/env/prod/kustomization.yaml",
      ],
      [
        ["stage", "kustomize/env/stage", "app", null],
        ["prod", "kustomize/env/prod", "app", "stage"],
      ],
    ],
    [
      "overlays of several apps",
      [
        "apps/a/overlays/staging/kustomization.yaml",
        "apps/a/overlays/production/kustomization.yaml",
        "apps/b/overlays/staging/kustomization.yml",
        "apps/b/overlays/production/kustomization.yaml",
      ],
      [
        ["staging", "apps/{app}/overlays/staging", null, null],
        ["production", "apps/{app}/overlays/production", null, "staging"],
      ],
    ],
    [
      "overlays of one app among apps",
      ["apps/a/overlays/stage/kustomization.yaml", "apps/a/overlays/prod/kustomization.yaml"],
      [
        ["stage", "apps/{app}/overlays/stage", null, null],
        ["prod", "apps/{app}/overlays/prod", null, "stage"],
      ],
    ],
    [
      "an app's folder at the top",
      ["podinfo/stg/kustomization.yaml", "podinfo/prd/kustomization.yaml"],
      [
        ["stg", "{app}/stg", null, null],
        ["prd", "{app}/prd", null, "stg"],
      ],
    ],
    [
      "apps below the environments",
      ["stage/a/kustomization.yaml", "stage/b/deployment.yaml", "prod/a/kustomization.yaml"],
      [
        ["stage", "stage/{app}", null, null],
        ["prod", "prod/{app}", null, "stage"],
      ],
    ],
    [
      "apps below the environments below a folder",
      [
        "apps/stage/a/kustomization.yaml",
        "apps/prod/a/kustomization.yaml",
        ".github/stage/x.yaml",
        ".github/prod/x.yaml",
      ],
      [
        ["stage", "apps/stage/{app}", null, null],
        ["prod", "apps/prod/{app}", null, "stage"],
      ],
    ],
    [
      "one file per app",
      ["releases/dev/podinfo.yaml", "releases/stg/podinfo.yaml", "releases/prod/podinfo.yaml"],
      [
        ["stg", "releases/stg/{app}.yaml", null, null],
        ["prod", "releases/prod/{app}.yaml", null, "stg"],
      ],
    ],
    [
      "folders and files as apps",
      ["stage/a/values.yaml", "stage/b.yaml", "prod/b.yaml", "stage/README.md"],
      [
        ["stage", "stage/{app} stage/{app}.yaml", null, null],
        ["prod", "prod/{app} prod/{app}.yaml", null, "stage"],
      ],
    ],
    [
      "the operator's own folders give way",
      [
        "clusters/staging/apps.yaml",
        "clusters/production/apps.yaml",
        "apps/staging/kustomization.yaml",
        "apps/production/kustomization.yaml",
      ],
      [
        ["staging", "apps/staging", "app", null],
        ["production", "apps/production", "app", "staging"],
      ],
    ],
  ])("%s", (_, paths, expected) => {
    const configuration = resolve(paths);
    expect(configuration.source).toBe("convention");
    expect(shape(configuration)).toEqual(expected);
  });

  it("lists what it found when there are several ways to read the tree", () => {
    const paths = [
      "deploy/overlays/staging",
      "deploy/overlays/production",
      "kustomize/env/stage",
      "kustomize/env/prod",
    ];
    expect(() => resolve(paths.map((path) => `${path}/kustomization.yaml`))).toThrow(
      "the environments are not clear; found: deploy/overlays/staging -> deploy/overlays/production; kustomize/env/stage -> kustomize/env/prod; name them in waybill.yaml",
    );
  });

  it("lists at most five", () => {
    const paths = Array.from({ length: 8 }, (_, index) =>
      ["stage", "prod"].map((name) => `c${index}/${name}/a/k.yaml`),
    ).flat();
    expect(() => resolve(paths)).toThrow(/c4\/stage\/\{app\} -> c4\/prod\/\{app\}; and 3 more; name them/u);
  });

  it("says what it looked for when there is nothing", () => {
    expect(() => resolve(["README.md", "src/a.ts", "dev/x.yaml"])).toThrow(
      /stage \(staging, stg\) and prod \(production, prd\).*found at the top: dev, src; write waybill.yaml/u,
    );
    expect(() => resolve([])).toThrow("found at the top: no folder");
    expect(() => resolve(["stage/a/x.yaml"])).toThrow("no folders named stage");
  });
});

const environment = (paths: readonly string[], app: string | null = null): Environment => ({
  ...environmentNamed(resolveConfiguration({ file: FILE, paths: [], inputs: {} }), "stage"),
  paths,
  app,
});
const rootsOf = (each: Environment, paths: readonly string[]): readonly string[] =>
  [...findApps(each, paths).values()].map(({ app, roots }) => `${app}: ${roots.join(" ")}`);

describe("apps", () => {
  test.each<[readonly string[], string | null, readonly string[], readonly string[]]>([
    [
      ["apps/{app}/overlays/stage"],
      null,
      [
        "apps/b/overlays/stage/k.yaml",
        "apps/a/overlays/stage/k.yaml",
        "apps/a/overlays/prod/k.yaml",
        "apps/a/overlays/stage2/k.yaml",
        "x/apps/c/overlays/stage/k.yaml",
      ],
      ["a: apps/a/overlays/stage", "b: apps/b/overlays/stage"],
    ],
    [
      ["stage/{app}"],
      null,
      ["stage/a/k.yaml", "stage/a/b/k.yaml", "stage/README.md", "stage/.hidden/k.yaml"],
      ["a: stage/a"],
    ],
    [
      ["apps/app_{app}.yaml"],
      null,
      ["apps/app_podinfo.yaml", "apps/podinfo.yaml", "apps/app_.yaml", "apps/app_x.yamlx"],
      ["podinfo: apps/app_podinfo.yaml"],
    ],
    [["a/{app}", "b/{app}.yaml"], null, ["a/x/k.yaml", "b/x.yaml", "b/y.yaml"], ["x: a/x b/x.yaml", "y: b/y.yaml"]],
    [
      ["kustomize/env/stage"],
      "app",
      ["kustomize/env/stage/k.yaml", "kustomize/env/stage/sub/k.yaml", "kustomize/base/k.yaml"],
      ["app: kustomize/env/stage"],
    ],
    [["values.stage.yaml"], "app", ["values.stage.yaml", "valuesXstage.yaml"], ["app: values.stage.yaml"]],
    [["."], "app", ["a/k.yaml", "b.yaml"], ["app: a b.yaml"]],
    [["{app}"], null, ["a/k.yaml", "README.md"], ["a: a"]],
    [["stage/{app}"], null, [], []],
  ])("of %j (%j)", (paths, app, files, expected) => {
    expect(rootsOf(environment(paths, app), files)).toEqual(expected);
  });

  test.each([
    [["stage/A/k.yaml", "stage/a/k.yaml"], 'has the apps "A" and "a", which differ only in case'],
    [["stage/a\n::add-mask::b/k.yaml"], 'has an app named "a\\n::add-mask::b"'],
    [["stage/a\u202eb/k.yaml"], 'an app named "a\\u202eb"'],
    [["stage/ a/k.yaml"], 'an app named " a"'],
  ])("%j are refused", (files, message) => {
    expect(() => findApps(environment(["stage/{app}"]), files)).toThrow(message);
  });

  it("a path belongs to one, or to none", () => {
    const stage = environment(["apps/{app}/overlays/stage", "releases/{app}.yaml"]);
    expect(appOfPath(stage, "apps/a/overlays/stage/x/y.yaml")).toBe("a");
    expect(appOfPath(stage, "releases/b.yaml")).toBe("b");
    expect(appOfPath(stage, "apps/a/base/x.yaml")).toBeNull();
    expect(appFinder(stage)("apps/a/overlays/stage/x/y.yaml")).toEqual({ app: "a", root: "apps/a/overlays/stage" });
  });

  it("are found among 12,000 paths", () => {
    const files = Array.from(
      { length: 12_000 },
      (_, index) => `apps/app${index % 2000}/overlays/${index % 2 === 0 ? "stage" : "prod"}/f${index}.yaml`,
    );
    expect(findApps(environment(["apps/{app}/overlays/stage"]), files).size).toBe(1000);
  });
});
