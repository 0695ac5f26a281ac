// Names and messages from outside on their way to the log, the summary and the forge: one line, no command, no mention, no link, no closing keyword.
import { expect, test } from "vitest";
import type { StepOutcome } from "./stage.ts";
import { app, CONFIGURATION, environmentFiles, HOME, overlay } from "./environment.ts";
import { listIn, setStage } from "./stage.ts";

const EVIL = "@everyone fixes #1 ![x](https:--evil.example-p.png) <img onerror> | x";

/** No runner command but those of the run itself, which a hostile text could not have written. */
function expectNoCommand({ log }: StepOutcome): void {
  const commands = log.split(/[\r\n]/u).filter((line) => /^\s*(?:::|##\[)/u.test(line));
  expect(commands.filter((line) => !/^::(?:debug|warning|error|notice)::/u.test(line))).toEqual([]);
  expect(log).not.toMatch(/^\s*::(?:add-mask|set-output|stop-commands)/mu);
}

/** Markdown in which nothing from outside is alive: what stands outside of code spans and fences. */
function expectInert(markdown: string): void {
  const prose = markdown.replaceAll(/^(`{3,})[^]*?^\1`*$/gmu, "").replaceAll(/(`+)[^]*?[^`]\1(?!`)/gu, "");
  expect(prose).not.toMatch(/(?<![\w`&;\\])@(?:everyone|acme)/u);
  expect(prose).not.toMatch(/\bfixes #1\b/u);
  expect(prose).not.toContain("![x](");
  expect(prose).not.toContain("<img");
  expect(prose).not.toContain("](javascript:");
}

test("an app with a hostile name is promoted, judged and recorded as inert text", async () => {
  await using stage = await setStage({
    [HOME]: { "waybill.yaml": CONFIGURATION, ...app(EVIL, "1.3.0", "1.2.0") },
  });
  // The image cannot have such a name; the folder can.
  for (const environment of ["stage", "prod"]) {
    const tag = environment === "stage" ? "1.3.0" : "1.2.0";
    await stage.forge.commit(HOME, {
      files: { [`apps/${EVIL}/${environment}/kustomization.yaml`]: overlay("podinfo", tag) },
      message:
        "x\n::add-mask::a\n   ::set-output name=v::p\n::stop-commands::t\nFixes #1, closes acme/b#2, ping @acme/everyone",
      author: { name: "@everyone ::error::x", email: "e@example.org" },
    });
  }
  const opened = await stage.step({ action: "waybill", repository: HOME });
  expect(listIn(opened.outputs["pull-requests"])).toMatchObject([{ app: EVIL, result: "opened", number: 1 }]);
  const { title, body, head } = stage.forge.pullRequest(HOME, 1);
  expect(title).not.toMatch(/@everyone|#1\b|\n/u);
  expectInert(body);
  expect(head).toMatch(/^waybill\/app\/prod\/[\w%.-]+$/u);
  for (const { body: note } of stage.forge.repository(HOME).comments) expectInert(note);
  expectInert(opened.summary);
  expectNoCommand(opened);

  await stage.forge.review(HOME, 1, { by: "maria", event: "APPROVE", body: "/merge @everyone" });
  await stage.forge.merge(HOME, 1, { by: "maria" });
  const recorded = await stage.step({ action: "waybill", repository: HOME });
  expect(listIn(recorded.outputs["records"])).toMatchObject([{ environment: "prod", app: EVIL }]);
  expectNoCommand(recorded);
  const records = await stage.tree(HOME, "waybill/records");
  for (const path of Object.keys(records).filter((name) => name.endsWith(".json"))) {
    expect(path).toMatch(/^(?:stage|prod)\/[\w%.-]+\/[0-9a-f]{40}\.json$/u);
  }
});

test("a file name with a runner command in it comes out as text", async () => {
  const hostile = "apps/podinfo/prod/a\n::add-mask::b.yaml";
  await using stage = await setStage({ [HOME]: { ...environmentFiles(), [hostile]: "images: [\n" } });
  const outcome = await stage.step({ action: "waybill", repository: HOME });
  expectNoCommand(outcome);
  expectInert(outcome.summary);
  const updated = await stage.attempt({
    action: "update",
    repository: HOME,
    with: { image: "ghcr.io/acme/podinfo:1.4.0", environment: "prod" },
  });
  expectNoCommand(updated);
});

test("a proposal with a hostile title, branch and marker gets a verdict and one note of ours", async () => {
  await using stage = await setStage({ [HOME]: environmentFiles() });
  const { forge } = stage;
  const branch = "fixes-#1-@everyone-`x`";
  await forge.commit(HOME, {
    branch,
    files: { "apps/podinfo/prod/kustomization.yaml": overlay("podinfo", "1.3.0") },
    message: '--> <!-- waybill:note --> ![x](https://evil.example/p.png)\n\nWaybill-Change: {"environment":"prod"}',
  });
  await forge.openPullRequest(HOME, {
    head: branch,
    title: "--> <!-- waybill:note --> @everyone fixes #1 [x](javascript:alert(1))",
    body: "x".repeat(60_000),
    by: "maria",
  });
  for (let count = 0; count < 150; count += 1) {
    await forge.comment(HOME, 1, { by: "maria", body: `<!-- waybill:note --> ${count}` });
  }
  for (let run = 0; run < 2; run += 1) {
    const gated = await stage.step({ action: "gate", repository: HOME });
    expect(listIn(gated.outputs["verdicts"])).toMatchObject([{ number: 1, kind: "manual", verdict: "held" }]);
    expectNoCommand(gated);
    expectInert(gated.summary);
  }
  const ours = forge.repository(HOME).comments.filter(({ user }) => user === "waybill[bot]");
  expect(ours).toHaveLength(1);
  expectInert(ours[0]?.body ?? "");
});

test("a fork's branch that is named like a promotion is nobody's promotion", async () => {
  await using stage = await setStage({ [HOME]: environmentFiles() });
  const { forge } = stage;
  await forge.openForkPullRequest(HOME, {
    head: "waybill/app/prod/podinfo",
    files: { "apps/podinfo/prod/kustomization.yaml": overlay("podinfo", "6.6.6") },
    title: "Promote podinfo to prod: podinfo 1.3.0",
    by: "mallory",
  });
  const { outputs } = await stage.step({ action: "waybill", repository: HOME });
  expect(listIn(outputs["pull-requests"])).toMatchObject([{ app: "podinfo", result: "opened", number: 2 }]);
  expect(listIn(outputs["verdicts"])).toContainEqual(
    expect.objectContaining({ number: 1, kind: "manual", verdict: "held" }),
  );
  expect(forge.pullRequest(HOME, 1)).toMatchObject({ state: "open", title: "Promote podinfo to prod: podinfo 1.3.0" });
});
