// What is not there, or not allowed: one sentence that names it, and nothing written.
import { describe, expect, test } from "vitest";
import type { Permissions } from "../../forge/forge.ts";
import { CONFIGURATION, environmentFiles, HOME, overlay } from "./environment.ts";
import { expectRefusal } from "./refused.ts";
import { LEAST, setStage, type StageStep } from "./stage.ts";

const UPDATE = { action: "update", repository: HOME, with: { image: "ghcr.io/acme/podinfo:1.4.0" } } as const;
const ACTIONS: readonly StageStep[] = [
  UPDATE,
  ...["promote", "gate", "record", "waybill"].map((action) => ({ action, repository: HOME })),
];

function updating(inputs: Readonly<Record<string, string>>): StageStep {
  return { ...UPDATE, with: { ...UPDATE.with, ...inputs } };
}

function without(...names: readonly (keyof typeof LEAST)[]): Permissions {
  return Object.fromEntries(Object.entries(LEAST).filter(([name]) => !names.includes(name)));
}

describe("a permission that the token lacks is named", () => {
  test.each<[string, string, Permissions, Readonly<Record<string, string>>, RegExp]>([
    ["update", "to write contents", { ...LEAST, contents: "read" }, UPDATE.with, /`contents: write`/u],
    [
      "update",
      "to see pull requests",
      without("pull_requests"),
      { ...UPDATE.with, mode: "pull-request" },
      /`pull-requests: /u,
    ],
    ["promote", "to write contents", { ...LEAST, contents: "read" }, {}, /`contents: write`/u],
    ["promote", "to see pull requests", without("pull_requests"), {}, /`pull-requests: /u],
    ["record", "to write contents", { ...LEAST, contents: "read" }, {}, /`contents: write`/u],
    ["waybill", "to write contents", { ...LEAST, contents: "read" }, {}, /`contents: write`/u],
    ["gate", "to see pull requests", without("pull_requests"), {}, /`pull-requests: /u],
  ])("%s: %s", async (action, _what, permissions, inputs, says) => {
    await using stage = await setStage({ [HOME]: environmentFiles() });
    const token = stage.forge.installationToken("weak", [HOME], permissions);
    const step = { action, repository: HOME, with: inputs, token };
    await expectRefusal(stage, [HOME], step, { exitCode: 1, says });
  });

  test("gate: to write statuses, without which there is no verdict", async () => {
    await using stage = await setStage({ [HOME]: environmentFiles() });
    await stage.step({ action: "promote", repository: HOME });
    await stage.forge.review(HOME, 1, { by: "maria", event: "APPROVE" });
    const before = stage.forge.repository(HOME).statuses.length;
    const token = stage.forge.installationToken("weak", [HOME], { ...LEAST, statuses: "read" });
    const { exitCode, outputs } = await stage.attempt({ action: "gate", repository: HOME, token });
    expect(exitCode).toBe(1);
    expect(outputs["reason"]).toMatch(/`statuses: write`/u);
    expect(stage.forge.repository(HOME).statuses).toHaveLength(before);
    expect(stage.forge.pullRequest(HOME, 1).state).toBe("open");
  });

  test.each(ACTIONS)("$action: a token that the forge does not know", async (step) => {
    await using stage = await setStage({ [HOME]: environmentFiles() });
    await expectRefusal(stage, [HOME], { ...step, token: "ghs_unknown" }, { exitCode: 1, says: /token/u });
  });

  test("update: GITHUB_TOKEN never reaches another repository", async () => {
    await using stage = await setStage({ [HOME]: environmentFiles(), "acme/hello": { "main.go": "package main\n" } });
    const token = stage.forge.githubToken("acme/hello", { contents: "write" });
    const step = { ...updating({ "environment-repository": HOME }), repository: "acme/hello", token };
    const { outputs } = await expectRefusal(stage, [HOME], step, { exitCode: 1, says: /acme\/environment/u });
    expect(outputs["reason"]).toMatch(/not found, or|may not/u);
  });
});

describe("what is named and not there", () => {
  test.each<[string, StageStep, 1 | 2, RegExp]>([
    ["repository", updating({ "environment-repository": "acme/enviroment" }), 1, /acme\/enviroment/u],
    ["branch", updating({ "base-branch": "mian" }), 1, /no branch "mian"; did you mean "main"\?/u],
    ["environment", updating({ environment: "stagee" }), 2, /"stagee".*did you mean "stage"\?/u],
    ["app", updating({ app: "podinfoo" }), 1, /no app "podinfoo".*did you mean "podinfo"\?/u],
    [
      "image",
      updating({ image: "ghcr.io/acme/podinf:1.4.0" }),
      1,
      /no pin of the image "ghcr\.io\/acme\/podinf".*did you mean "ghcr\.io\/acme\/podinfo"\?/u,
    ],
    ["chart", updating({ image: "", chart: "redis=1.2.3" }), 1, /no pin of the chart "redis".*no chart is pinned/u],
    ["path", updating({ path: "apps/other" }), 1, /apps\/other|other/u],
    ["file of images", updating({ "image-file": "images.txt" }), 2, /`image-file` names "images\.txt"/u],
    ["home", { action: "promote", repository: HOME, with: { home: "acme/nowhere" } }, 1, /acme\/nowhere/u],
    ["from", { action: "promote", repository: HOME, with: { from: "stag" } }, 2, /"stag".*did you mean "stage"\?/u],
    ["to", { action: "waybill", repository: HOME, with: { to: "prdo" } }, 2, /"prdo".*did you mean "prod"\?/u],
    [
      "app to promote",
      { action: "promote", repository: HOME, with: { app: "podinfoo" } },
      1,
      /no environment has an app "podinfoo"; did you mean "podinfo"\?/u,
    ],
    [
      "environment to record",
      { action: "record", repository: HOME, with: { environment: "prdo" } },
      2,
      /"prdo".*did you mean "prod"\?/u,
    ],
    ["pull request", { action: "gate", repository: HOME, with: { "pull-request": "77" } }, 1, /77/u],
  ])("%s", async (_what, step, exitCode, says) => {
    await using stage = await setStage({ [HOME]: environmentFiles() });
    await expectRefusal(stage, [HOME], step, { exitCode, says });
  });

  test.each(ACTIONS)("$action: an environment's own repository", async (step) => {
    const configuration = CONFIGURATION.replaceAll("    path:", "    repository: acme/nowhere\n    path:");
    await using stage = await setStage({ [HOME]: { ...environmentFiles(), "waybill.yaml": configuration } });
    await expectRefusal(stage, [HOME], step, { exitCode: 1, says: /acme\/nowhere/u });
  });

  test.each(ACTIONS.filter(({ action }) => action !== "gate"))("$action: an environment's branch", async (step) => {
    await using stage = await setStage({ [HOME]: { ...environmentFiles(), "waybill.yaml": onBranch("env/live") } });
    await expectRefusal(stage, [HOME], step, { exitCode: 1, says: /no branch "env\/live"/u });
  });

  test("gate: an environment's branch, to which nothing can be proposed", async () => {
    await using stage = await setStage({ [HOME]: { ...environmentFiles(), "waybill.yaml": onBranch("env/live") } });
    expect((await stage.step({ action: "gate", repository: HOME })).outputs["result"]).toBe("nothing");
  });
});

function onBranch(branch: string): string {
  return CONFIGURATION.replaceAll("    path:", `    branch: ${branch}\n    path:`);
}

test.each(ACTIONS)("$action: an empty repository", async (step) => {
  await using stage = await setStage({ [HOME]: null });
  const says = /acme\/environment is empty: it has no commit yet/u;
  await expectRefusal(stage, [HOME], { ...step, sha: "" }, { exitCode: 1, says });
});

test.each(ACTIONS)("$action: a repository in which nothing shows the environments", async (step) => {
  await using stage = await setStage({ [HOME]: { "README.md": "# Environment\n" } });
  await expectRefusal(stage, [HOME], step, {
    exitCode: 2,
    says: /there is no waybill\.yaml, and no folders named stage/u,
  });
});

describe.each(ACTIONS)("waybill.yaml on the default branch, for $action", (step) => {
  test.each<[string, string, RegExp]>([
    ["{}", "{}", /waybill\.yaml.*environments/u],
    [
      "an unknown key",
      CONFIGURATION.replace("    gates:", "    promote: { auto-mege: minor }\n    gates:"),
      /waybill\.yaml:7: .*"auto-mege".*did you mean "auto-merge"\?/u,
    ],
    ["no YAML", "environments: [\n", /waybill\.yaml/u],
    ["an alias bomb", bomb(), /waybill\.yaml/u],
  ])("%s", async (_what, text, says) => {
    await using stage = await setStage({ [HOME]: { ...environmentFiles(), "waybill.yaml": text } });
    await expectRefusal(stage, [HOME], step, { exitCode: 2, says });
  });
});

/** Nine levels of ten: a billion words when it is expanded. */
function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    const items = level === 0 ? Array(10).fill("x") : Array(10).fill(`*a${level - 1}`);
    return `a${level}: &a${level} [${items.join(", ")}]`;
  });
  return `${levels.join("\n")}\nenvironments: *a8\n`;
}

test("an update of several images is all or nothing", async () => {
  await using stage = await setStage({
    [HOME]: { ...environmentFiles(), "apps/web/stage/kustomization.yaml": overlay("web", "1.0.0") },
  });
  const images = "ghcr.io/acme/podinfo:1.4.0\nghcr.io/acme/wbe:1.1.0";
  await expectRefusal(stage, [HOME], updating({ image: images }), {
    exitCode: 1,
    says: /did you mean "ghcr\.io\/acme\/web"\?/u,
  });
});
