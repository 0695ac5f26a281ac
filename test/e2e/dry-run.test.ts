// `dry-run` of every action does everything but write: no request that asks for a change, no push; and says what it would have done.
import { describe, expect, it } from "vitest";
import { ENVIRONMENT, app, makeGround } from "./ground.ts";

describe("a dry run", () => {
  it.each([
    {
      action: "update",
      with: { image: "ghcr.io/acme/hello:1.4.0" },
      reason: "would be committed: Update stage: hello 1.4.0",
    },
    { action: "update", with: { image: "ghcr.io/acme/hello:1.4.0", mode: "pull-request" }, reason: "would be" },
    { action: "record", with: {}, reason: "2 changes" },
    { action: "promote", with: {}, reason: "Promote hello to prod" },
    { action: "gate", with: {}, reason: "" },
    { action: "waybill", with: {}, reason: "2 changes" },
  ])("of $action $with writes nothing and says what it would", async ({ action, with: inputs, reason }) => {
    await using ground = await makeGround(app("hello", "1.3.0", "1.2.3"));
    const { forge } = ground;
    // Somebody's own change, so that the gate has something to judge.
    await forge.commit(ENVIRONMENT, { branch: "by-hand", files: { "apps/hello/prod/note.yaml": "kind: Note\n" } });
    forge.addUser("maria", { [ENVIRONMENT]: "write" });
    await forge.openPullRequest(ENVIRONMENT, { head: "by-hand", title: "By hand", by: "maria" });
    const branches = await forge.branches(ENVIRONMENT);

    const mark = forge.mark();
    const result = await ground.step({ action, with: { ...inputs, "dry-run": "true" } });
    expect(result.exitCode, result.log).toBe(0);
    expect(`${result.outputs["reason"]}\n${result.summary}`).toContain(reason);
    expect(result.summary).not.toBe("");

    const { writes, gitExchanges } = forge.since(mark);
    expect(writes).toEqual([]);
    expect(gitExchanges.filter(({ service }) => service === "git-receive-pack")).toEqual([]);
    expect(await forge.branches(ENVIRONMENT)).toEqual(branches);
    expect(forge.violations).toEqual([]);
  });
});
