// Manifests and paths that lead elsewhere or are no manifests: refused or told, and nothing is written half.
import { describe, expect, test } from "vitest";
import type { FileContent } from "../../forge/bare-repository.ts";
import { app, CONFIGURATION, environmentFiles, HOME, overlay } from "./environment.ts";
import { expectRefusal } from "./refused.ts";
import { changed, listIn, setStage } from "./stage.ts";

const STAGE = "apps/podinfo/stage/kustomization.yaml";
const UPDATE = { action: "update", repository: HOME, with: { image: "ghcr.io/acme/podinfo:1.4.0" } } as const;

function link(target: string): FileContent {
  return { mode: "120000", content: target };
}

describe("update refuses", () => {
  test.each([
    "../../.git/config",
    "/etc/cron.d/x",
    "apps/../.github/workflows/ci.yml",
    ".git/config",
    ".github/workflows",
    "apps/podinfo/../../..",
  ])("the path %s", async (path) => {
    await using stage = await setStage({ [HOME]: environmentFiles() });
    const step = { ...UPDATE, with: { ...UPDATE.with, path } };
    await expectRefusal(stage, [HOME], step, {
      exitCode: 2,
      says: /the input `path` is ".*"; expected a folder or file/u,
    });
  });

  test.each<[string, Readonly<Record<string, FileContent>>]>([
    ["a kustomization that is a link to a workflow", { [STAGE]: link("../../../.github/workflows/ci.yml") }],
    ["a kustomization that is a link out of the repository", { [STAGE]: link("/proc/self/environ") }],
    ["a folder that is a link", { "apps/podinfo/stage": link("../../.github") }],
    ["a submodule in place of the app", { "apps/podinfo/stage": { mode: "160000", content: "1".repeat(40) } }],
    ["the same key twice", { [STAGE]: overlay("podinfo", "1.3.0").replace(/$/u, "    newTag: 1.2.9\n") }],
    ["a template of Helm", { [STAGE]: `{{ if .Values.on }}\n${overlay("podinfo", "1.3.0")}{{ end }}\n` }],
    ["20,000 brackets", { [STAGE]: `images: ${"[".repeat(20_000)} # ghcr.io/acme/podinfo\n` }],
  ])("%s", async (_what, files) => {
    const workflow = `on: push # image: ghcr.io/acme/podinfo:1.3.0\n${overlay("podinfo", "1.3.0")}`;
    await using stage = await setStage({
      [HOME]: { "waybill.yaml": CONFIGURATION, ".github/workflows/ci.yml": workflow, ...files },
    });
    const result = await expectRefusal(stage, [HOME], UPDATE, { exitCode: 1, says: /podinfo/u });
    for (const text of [result.log, result.summary]) expect(text).not.toContain("GITHUB_SERVER_URL");
  });
});

test("what cannot be read in one app is told, and the others are promoted", async () => {
  await using stage = await setStage({
    [HOME]: {
      ...environmentFiles(),
      ...app("broken", "1.3.0", "1.2.0"),
      "apps/broken/stage/kustomization.yaml": "images:\n  - name: ghcr.io/acme/broken\n   newTag: [1.4.0\n",
      ...app("linked", "1.3.0", "1.2.0"),
      "apps/linked/stage/kustomization.yaml": link("/proc/self/environ"),
    },
  });
  const { outputs, log, summary } = await stage.step({ action: "promote", repository: HOME });
  const results = listIn(outputs["pull-requests"]);
  expect(results).toContainEqual(expect.objectContaining({ app: "podinfo", result: "opened" }));
  expect(results).not.toContainEqual(expect.objectContaining({ app: "broken", result: "opened" }));
  expect(results).not.toContainEqual(expect.objectContaining({ app: "linked", result: "opened" }));
  expect(stage.forge.pullRequests(HOME)).toHaveLength(1);
  expect(`${log}${summary}`).toMatch(/apps\/broken\/stage\/kustomization\.yaml/u);
  for (const text of [log, summary, JSON.stringify(outputs)]) expect(text).not.toContain("GITHUB_SERVER_URL");
});

test.each<[string, string]>([
  [
    "CRLF, a BOM, tabs in a comment and no last line break",
    `\uFEFF${overlay("podinfo", "1.3.0").replaceAll("\n", "\r\n")}#\tend`,
  ],
  ["a number that is not one", overlay("podinfo", "1.10")],
  ["quotes and a comment", overlay("podinfo", "'1.3.0'  # by hand")],
])("%s: every byte around the version stays", async (_what, text) => {
  await using stage = await setStage({ [HOME]: { ...environmentFiles(), [STAGE]: text } });
  const before = await stage.tree(HOME, "main");
  await stage.step({ ...UPDATE, with: { image: "ghcr.io/acme/podinfo:2.10" } });
  const [, head = "", , tail = ""] = /^([^]*newTag: )('?[\d.]+'?)([^]*)$/u.exec(text) ?? [];
  const written = changed(before, await stage.tree(HOME, "main"));
  expect(Object.keys(written)).toEqual([STAGE]);
  const now = written[STAGE] ?? "";
  expect(now.startsWith(head)).toBe(true);
  expect(now.endsWith(tail)).toBe(true);
  expect(now.slice(head.length, now.length - tail.length)).toMatch(/^(?:"2\.10"|'2\.10')$/u);
});

describe("the remote's branches", () => {
  test("one that looks like an option, or like anything else, is only a name", async () => {
    await using stage = await setStage({ [HOME]: environmentFiles() });
    const main = await stage.forge.branch(HOME, "main");
    for (const name of ["-x", "--upload-pack=touch PWNED", "waybill/app/prod/%2E%2E%2Fetc", "@{x", "ümläut"]) {
      await stage.forge
        .repository(HOME)
        .git.git(["update-ref", `refs/heads/${name.replaceAll(/[ {]/gu, "_")}`, main ?? ""]);
    }
    const { outputs } = await stage.step({ action: "waybill", repository: HOME });
    expect(listIn(outputs["pull-requests"])).toContainEqual(
      expect.objectContaining({ app: "podinfo", result: "opened" }),
    );
  });
});
