// A workflow on somebody's proposal: the checkout is theirs, the configuration is the base's.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { asArray, parseJson } from "../../src/text/canonical-json.ts";
import { CONFIGURATION, ENVIRONMENT, makeGround, overlay } from "./ground.ts";

const GATED = `${CONFIGURATION}    gates:\n      approvals: { required: 1 }\n`;

describe("a fork's pull request", () => {
  it.each(["pull_request_target", "pull_request"])(
    "on %s is judged by the base's waybill.yaml, not by the one checked out",
    async (name) => {
      await using ground = await makeGround();
      const { forge } = ground;
      await forge.commit(ENVIRONMENT, { files: { "waybill.yaml": GATED } });
      forge.addUser("mallory");
      const theirs = { "waybill.yaml": CONFIGURATION, "apps/hello/prod/kustomization.yaml": overlay("hello", "6.6.6") };
      const pull = await forge.openForkPullRequest(ENVIRONMENT, {
        head: "waybill/app/prod/hello",
        files: theirs,
        title: "Promote hello to prod: hello 6.6.6",
        by: "mallory",
      });
      const workspace = await mkdtemp(join(tmpdir(), "waybill-fork-"));
      try {
        await writeFile(join(workspace, "waybill.yaml"), theirs["waybill.yaml"]);
        const result = await ground.step({
          action: "waybill",
          workspace,
          event: { name, payload: { repository: { default_branch: "main" }, pull_request: { number: pull.number } } },
        });
        expect(result.exitCode, result.log).toBe(0);
        const [verdict] = asArray(parseJson(result.outputs["verdicts"] ?? ""), "verdicts");
        expect(verdict).toMatchObject({ number: pull.number, kind: "manual", environment: "prod" });
        expect(result.outputs["result"]).not.toBe("open");
        expect(forge.pullRequest(ENVIRONMENT, pull.number).state).toBe("open");
      } finally {
        await rm(workspace, { recursive: true, force: true });
      }
    },
  );

  it("leaves the workspace alone, which a push would look into for objects", async () => {
    await using ground = await makeGround();
    ground.forge.addUser("mallory");
    const { number } = await ground.forge.openForkPullRequest(ENVIRONMENT, {
      head: "x",
      files: { "apps/hello/prod/kustomization.yaml": overlay("hello", "6.6.6") },
      title: "Hello",
      by: "mallory",
    });
    const payload = { repository: { default_branch: "main" }, pull_request: { number } };
    const onPush = await ground.step({ action: "record", with: { "dry-run": "true" } });
    expect(onPush.log).toContain("is no clone");
    const onProposal = await ground.step({ action: "gate", event: { name: "pull_request_target", payload } });
    expect(onProposal.exitCode, onProposal.log).toBe(0);
    expect(onProposal.log).not.toContain("is no clone");
  });
});
