// The update action from end to end: tokens of every kind, and one sentence for each repository that cannot be written.
import { describe, expect, it } from "vitest";
import { APPLICATION, ENVIRONMENT, makeGround, overlay, shownLines, WRITE } from "./ground.ts";

const image = "ghcr.io/acme/hello:1.3.0";
const FILE = "apps/hello/stage/kustomization.yaml";

describe("update", () => {
  it("writes with the job's own token into its own repository, and the same again is nothing", async () => {
    await using ground = await makeGround();
    const { forge } = ground;
    const first = await ground.step({ action: "update", with: { image } });
    expect(shownLines(first.log)).toEqual([
      "update: ghcr.io/acme/hello 1.3.0 -> the first environment of acme/environment",
      "update: committed: Update stage: hello 1.3.0",
    ]);
    expect(first).toMatchObject({
      exitCode: 0,
      outputs: { changed: "true", result: "committed", files: FILE, previous: "ghcr.io/acme/hello=1.2.3" },
    });
    expect(first.summary).toContain("### Waybill update: committed");
    expect(await forge.branch(ENVIRONMENT, "main")).toBe(first.outputs["commit"]);
    expect(await forge.file(ENVIRONMENT, "main", FILE)).toBe(overlay("hello", "1.3.0"));

    const again = await ground.step({ action: "update", with: { image } });
    expect(again).toMatchObject({ exitCode: 0, outputs: { changed: "false", result: "nothing", commit: "" } });
    expect(await forge.branch(ENVIRONMENT, "main")).toBe(first.outputs["commit"]);
    expect(forge.violations).toEqual([]);
  });

  it("writes another repository with an App's token", async () => {
    await using ground = await makeGround();
    const app = ground.forge.createApp("waybill");
    ground.forge.installApp(app.id, [ENVIRONMENT], WRITE);
    const result = await ground.step({
      action: "update",
      repository: APPLICATION,
      with: { image, "environment-repository": ENVIRONMENT, "app-id": String(app.id), "private-key": app.privateKey },
    });
    expect(result).toMatchObject({ exitCode: 0, outputs: { result: "committed" } });
    expect(await ground.forge.file(ENVIRONMENT, "main", FILE)).toBe(overlay("hello", "1.3.0"));
    expect(result.log).toContain("::add-mask::ghs_");
  });

  it("needs no repository in the payload: a schedule's has none", async () => {
    await using ground = await makeGround();
    const event = { name: "schedule", payload: { schedule: "0 * * * *" } };
    const result = await ground.step({ action: "update", event, with: { image } });
    expect(result.outputs["result"]).toBe("committed");
  });

  it("says why GITHUB_TOKEN does not reach another repository, and what does", async () => {
    await using ground = await makeGround();
    const result = await ground.step({
      action: "update",
      repository: APPLICATION,
      with: { image, "environment-repository": ENVIRONMENT },
    });
    expect(result.exitCode).toBe(1);
    expect(result.outputs["reason"]).toContain(
      "acme/environment was not found, or the token may not see it; check the name. GITHUB_TOKEN reaches only the repository that the workflow runs in: for another one give `app-id` and `private-key` of an App that is installed there, or a token made for it",
    );
  });

  it("says the same when the other repository is public, and so can be read", async () => {
    await using ground = await makeGround();
    ground.forge.repository(ENVIRONMENT).private = false;
    const result = await ground.step({
      action: "update",
      repository: APPLICATION,
      with: { image, "environment-repository": ENVIRONMENT },
    });
    expect(result.exitCode).toBe(1);
    expect(result.outputs["reason"]).toContain("GITHUB_TOKEN reaches only the repository that the workflow runs in");
    expect(await ground.forge.file(ENVIRONMENT, "main", FILE)).toBe(overlay("hello", "1.2.3"));
  });

  it.each([
    {
      what: "the token may only read",
      permissions: { contents: "read", metadata: "read" },
      mode: "commit",
      says: "it needs `contents: write` to push",
    },
    {
      what: "the token may open no pull request",
      permissions: { contents: "write", metadata: "read" },
      mode: "pull-request",
      says: "`pull-requests: ",
    },
  ] as const)("names the permission when $what", async ({ permissions, mode, says }) => {
    await using ground = await makeGround();
    const token = ground.forge.githubToken(ENVIRONMENT, permissions);
    const result = await ground.step({ action: "update", token, with: { image, mode } });
    expect(result.exitCode).toBe(1);
    expect(result.outputs["reason"]).toContain(says);
    expect(await ground.forge.file(ENVIRONMENT, "main", FILE)).toBe(overlay("hello", "1.2.3"));
  });

  it.each([
    {
      what: "a token that is none",
      inputs: { token: "ghs_nonsense" },
      exitCode: 1,
      says: "acme/environment does not accept the token",
    },
    {
      what: "a repository that is not there",
      inputs: { "environment-repository": "acme/nope" },
      exitCode: 1,
      says: "acme/nope was not found",
    },
    {
      what: "an empty repository",
      inputs: { "environment-repository": "acme/empty" },
      exitCode: 1,
      says: "acme/empty is empty: it has no commit yet; push a first commit",
    },
  ])("says in one sentence that it was given $what", async ({ inputs, exitCode, says }) => {
    await using ground = await makeGround();
    await ground.forge.createRepository("acme/empty", {});
    const everywhere = ground.forge.installationToken("reader", [ENVIRONMENT, "acme/empty"], WRITE);
    const mark = ground.forge.mark();
    const result = await ground.step({ action: "update", with: { token: everywhere, image, ...inputs } });
    expect(result.outputs["reason"]).toContain(says);
    expect(result.exitCode).toBe(exitCode);
    expect(shownLines(result.log).slice(1)).toEqual([expect.stringMatching(/^::error::/)]);
    expect(ground.forge.since(mark).writes).toEqual([]);
    expect(ground.forge.since(mark).gitExchanges.filter(({ service }) => service === "git-receive-pack")).toEqual([]);
  });

  it("says when the repository is archived", async () => {
    await using ground = await makeGround();
    ground.forge.fault({
      path: "/acme/environment.git/info/refs",
      when: "instead",
      status: 403,
      headers: { "content-type": "text/plain" },
      body: "This repository was archived so it is read-only.",
      times: 50,
    });
    const result = await ground.step({ action: "update", with: { image } });
    expect(result.exitCode).toBe(1);
    expect(result.outputs["reason"]).toContain("acme/environment is archived, so nothing can be pushed to it");
  });

  it("says when the host cannot be reached", async () => {
    await using ground = await makeGround();
    const nowhere = "http://127.0.0.1:1";
    const result = await ground.step({ action: "update", with: { image }, serverUrl: nowhere, apiUrl: nowhere });
    expect(result.exitCode).toBe(1);
    expect(result.outputs["reason"]).toContain("acme/environment could not be reached");
  });

  it("does not read a waybill.yaml that is a link", async () => {
    await using ground = await makeGround();
    await ground.forge.commit(ENVIRONMENT, {
      files: { "waybill.yaml": { mode: "120000", content: "/proc/self/environ" } },
    });
    const result = await ground.step({ action: "update", with: { image } });
    expect(result.exitCode).toBe(2);
    expect(result.outputs["reason"]).toContain(
      "waybill.yaml is a symbolic link or a submodule; expected a regular file",
    );
  });
});
