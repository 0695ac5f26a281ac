// Who and what opens a gate: only an approval of this head, by somebody who may, judged by the base's rules, read to the end.
import { describe, expect, test } from "vitest";
import { CONFIGURATION, environmentFiles, HOME, overlay } from "./environment.ts";
import { listIn, setStage, type ScenarioStage } from "./stage.ts";

const PROD = "apps/podinfo/prod/kustomization.yaml";
const BRANCH = "waybill/app/prod/podinfo";
const AUTOMATIC = CONFIGURATION.replace("    gates:", "    promote: { auto-merge: major }\n    gates:");

/** A promotion that Waybill would merge at the first right approval. */
async function proposed(): Promise<ScenarioStage> {
  const stage = await setStage({ [HOME]: { ...environmentFiles(), "waybill.yaml": AUTOMATIC } });
  await stage.step({ action: "waybill", repository: HOME });
  expect(stage.forge.pullRequests(HOME)).toHaveLength(1);
  return stage;
}

async function approve({ forge }: ScenarioStage, by = "maria"): Promise<void> {
  await forge.review(HOME, 1, { by, event: "APPROVE" });
}

describe("does not merge", () => {
  test.each<[string, (stage: ScenarioStage) => Promise<void>]>([
    ["without an approval", async () => {}],
    [
      "with the approval of somebody who may only read",
      async (stage) => {
        stage.forge.addUser("reader", { [HOME]: "read" });
        await approve(stage, "reader");
      },
    ],
    [
      "when the approver asked for changes afterwards",
      async (stage) => {
        await approve(stage);
        await stage.forge.review(HOME, 1, { by: "maria", event: "REQUEST_CHANGES", body: "wait" });
      },
    ],
    [
      "when somebody pushed after the approval",
      async (stage) => {
        await approve(stage);
        await stage.forge.commit(HOME, {
          branch: BRANCH,
          files: { [PROD]: overlay("podinfo", "6.6.6") },
          by: "mallory",
        });
      },
    ],
    [
      "when the approval is of an earlier head",
      async (stage) => {
        const { headCommit } = stage.forge.pullRequest(HOME, 1);
        await stage.forge.commit(HOME, {
          files: { "apps/podinfo/stage/kustomization.yaml": overlay("podinfo", "1.4.0") },
        });
        await stage.step({ action: "promote", repository: HOME });
        await stage.forge.review(HOME, 1, { by: "maria", event: "APPROVE", commit: headCommit });
      },
    ],
    [
      "when a check run is only named like the gate",
      async ({ forge }) => {
        const { headCommit } = forge.pullRequest(HOME, 1);
        await forge.addCheckRun(HOME, headCommit, { name: "waybill/gate", conclusion: "success" });
      },
    ],
  ])("%s", async (_what, happens) => {
    await using stage = await proposed();
    await happens(stage);
    const main = await stage.forge.branch(HOME, "main");
    const { outputs } = await stage.step({ action: "gate", repository: HOME });
    expect(outputs["result"]).toBe("held");
    expect(stage.forge.pullRequest(HOME, 1).state).toBe("open");
    expect(await stage.forge.branch(HOME, "main")).toBe(main);
  });

  test("while the forge cannot say who approved: unknown is never a pass", async () => {
    await using stage = await proposed();
    await approve(stage);
    stage.forge.fault({ path: "/repos/acme/environment/pulls/1/reviews", when: "instead", status: 500, times: 50 });
    const { outputs } = await stage.attempt({
      action: "gate",
      repository: HOME,
      event: { name: "pull_request_review", payload: { pull_request: { number: 1 } } },
    });
    expect(listIn(outputs["verdicts"])).toMatchObject([{ number: 1, verdict: "unknown" }]);
    expect(stage.forge.pullRequest(HOME, 1).state).toBe("open");
    const status = stage.forge.repository(HOME).statuses.at(-1);
    expect(status).toMatchObject({ context: "waybill/gate", state: "error" });
  });
});

test("the author of the first of 251 commits, in a change of 3,001 files, cannot approve it", async () => {
  await using stage = await setStage({ [HOME]: environmentFiles() });
  const { forge } = stage;
  const main = (await forge.branch(HOME, "main")) ?? "";
  const file = (path: string, text: string) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;
  const commits = Array.from({ length: 251 }, (_, index) => {
    const who = index === 0 ? "maria" : "mallory";
    const files =
      index === 0
        ? Array.from({ length: 3000 }, (_unused, count) => file(`notes/${count}.txt`, String(count))).join("")
        : index < 250
          ? file("notes/0.txt", `again ${index}`)
          : file(PROD, overlay("podinfo", "1.3.0"));
    const from = index === 0 ? `from ${main}\n` : "";
    return `commit refs/heads/long\ncommitter ${who} <${who}@users.noreply.github.com> 1700000000 +0000\ndata 1\nx\n${from}${files}\n`;
  });
  await forge.repository(HOME).git.git(["fast-import", "--quiet"], { input: commits.join("") });
  await forge.openPullRequest(HOME, { head: "long", title: "Notes", by: "mallory" });
  await approve(stage);
  const { outputs } = await stage.step({ action: "gate", repository: HOME });
  expect(listIn(outputs["verdicts"])).toMatchObject([{ kind: "manual", environment: "prod", verdict: "held" }]);
  expect(outputs["verdicts"]).toContain("the approval of maria does not count");
});

test("a proposal that loosens its own rules is judged by the base's, and flagged", async () => {
  await using stage = await setStage({ [HOME]: environmentFiles() });
  const { forge } = stage;
  await forge.commit(HOME, {
    branch: "loosen",
    files: { "waybill.yaml": CONFIGURATION.replace(/ {4}gates:[^]*$/u, ""), [PROD]: overlay("podinfo", "9.9.9") },
  });
  await forge.openPullRequest(HOME, { head: "loosen", title: "Loosen", by: "mallory" });
  const { outputs } = await stage.step({
    action: "waybill",
    repository: HOME,
    event: { name: "pull_request", payload: { pull_request: { number: 1 } } },
  });
  expect(listIn(outputs["verdicts"])).toMatchObject([{ kind: "manual", environment: "prod", verdict: "held" }]);
  expect(outputs["verdicts"]).toContain("it edits waybill.yaml");
});

test("an image from elsewhere, or a base from outside, closes the gate whoever approved", async () => {
  const images = CONFIGURATION.replace(/$/u, "      images: { registries: [ghcr.io/acme] }\n");
  await using stage = await setStage({ [HOME]: { ...environmentFiles(), "waybill.yaml": images } });
  const { forge } = stage;
  const proposals = [
    overlay("podinfo", "1.3.0").replace("newTag", "newName: ghcr.io.evil.example/acme/podinfo\n    newTag"),
    overlay("podinfo", "1.3.0").replace("newTag", "newName: ghcr.io/acme-evil/podinfo\n    newTag"),
    overlay("podinfo", "latest"),
    overlay("podinfo", "1.3.0").replace("[]", "[../../../../../etc/passwd, https://evil.example/base]"),
  ];
  for (const [index, text] of proposals.entries()) {
    const branch = `change-${index}`;
    await forge.setBranch(HOME, branch, await forge.branch(HOME, "main"));
    await forge.commit(HOME, { branch, files: { [PROD]: text } });
    const { number } = await forge.openPullRequest(HOME, { head: branch, title: "Change", by: "mallory" });
    await forge.review(HOME, number, { by: "maria", event: "APPROVE" });
  }
  const { outputs } = await stage.step({ action: "gate", repository: HOME });
  expect(outputs["result"]).toBe("closed");
  expect(listIn(outputs["verdicts"])).toMatchObject(
    proposals.map((_, index) => ({ number: index + 1, kind: "manual", verdict: "closed" })),
  );
  expect(outputs["verdicts"]).toContain("evil.example");
});
