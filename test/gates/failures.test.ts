import { describe, expect, test } from "vitest";
import { HOME, kustomization } from "../promotion/world.ts";
import { approve, BRANCH, notesOn, only, ONE_APPROVAL, OVERLAY, prepared, proposed, statusOn } from "./scene.ts";

describe("when the forge fails", () => {
  test("while reviews are read, the verdict is unknown, the status an error, and the run goes on", async () => {
    await using scene = await proposed(ONE_APPROVAL, { podinfo: ["1.3.0", "1.2.0"], redis: ["7.1.0", "7.0.0"] });
    await approve(scene, "alice");
    scene.world.forge.fault({ path: `/repos/${HOME}/pulls/1/reviews`, when: "instead", status: 500, times: 100 });
    const result = await scene.gate();
    expect(result.result).toBe("unknown");
    expect(result.judged.map(({ number, verdict }) => [number, verdict])).toEqual([
      [1, "unknown"],
      [2, "held"],
    ]);
    expect(statusOn(scene, await scene.head())).toMatchObject({ state: "error" });
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("while a permission is read, the approval does not count", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    await approve(scene, "alice");
    scene.world.forge.fault({ path: `/repos/${HOME}/collaborators/**`, when: "instead", status: 500, times: 100 });
    const judged = only(await scene.gate());
    expect(judged.verdict).toBe("unknown");
    expect(judged.reason).toContain("the permission of alice could not be read");
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("while the note is written, the status is there all the same, the run fails, and the next one writes the note", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    scene.world.forge.fault({ method: "POST", path: `/repos/${HOME}/issues/1/comments`, when: "instead", status: 403 });
    const result = await scene.gate();
    expect(result.result).toBe("failed");
    expect(result.reason).toContain("the note on #1 could not be written");
    expect(statusOn(scene, await scene.head())).toMatchObject({ state: "pending" });
    expect((await scene.gate()).result).toBe("held");
    expect(notesOn(scene, 1)).toHaveLength(1);
  });

  test("while every verdict is written, the run throws: the rules would wait for ever", async () => {
    await using scene = await proposed(ONE_APPROVAL);
    scene.world.forge.fault({
      method: "POST",
      path: `/repos/${HOME}/statuses/*`,
      when: "instead",
      status: 403,
      times: 100,
    });
    await expect(scene.gate()).rejects.toThrow(/statuses: write/);
  });

  test("and Git with it, the change is not judged, its status is an error and the run fails", async () => {
    await using scene = await proposed({});
    scene.world.forge.fault({
      path: /^\/acme\/environment(?:\.git)?\/(?:info|git)/,
      when: "instead",
      status: 500,
      times: 1000,
    });
    const result = await scene.gate();
    expect(result.result).toBe("failed");
    expect(only(result)).toMatchObject({ verdict: "unknown", merge: null });
    scene.world.forge.clearFaults();
    expect(statusOn(scene, await scene.head())).toMatchObject({ state: "error" });
    expect(await scene.deployed()).toBe("1.2.0");
  });

  test("while one verdict of two is written, the other is, and the run fails", async () => {
    await using scene = await proposed(ONE_APPROVAL, { podinfo: ["1.3.0", "1.2.0"], redis: ["7.1.0", "7.0.0"] });
    const head = await scene.head();
    scene.world.forge.fault({
      method: "POST",
      path: `/repos/${HOME}/statuses/${head}`,
      when: "instead",
      status: 403,
      times: 100,
    });
    const result = await scene.gate();
    expect(result.result).toBe("failed");
    expect(result.judged).toHaveLength(2);
    const other = await scene.world.forge.branch(HOME, "waybill/app/prod/redis");
    expect(statusOn(scene, other ?? "")).toMatchObject({ state: "pending" });
  });
});

test("a success that somebody else wrote in our name is replaced", async () => {
  await using scene = await proposed(ONE_APPROVAL);
  const head = await scene.head();
  await scene.world.forge.setStatus(HOME, head, { context: "waybill/gate", state: "success", by: "mallory" });
  expect(only(await scene.gate()).verdict).toBe("held");
  expect(statusOn(scene, head)).toMatchObject({ state: "pending", creator: "waybill-user" });
});

test("a false marker in somebody else's comment does not make it our note", async () => {
  await using scene = await proposed(ONE_APPROVAL);
  await scene.world.forge.comment(HOME, 1, { by: "mallory", body: "<!-- waybill:note -->\n\nall open" });
  await scene.gate();
  expect(notesOn(scene, 1)).toHaveLength(1);
  expect(notesOn(scene, 1)[0]).toContain("### Waybill: held");
});

test("hostile names reach the note, the status and the merge as inert text", async () => {
  await using scene = await prepared({}, { podinfo: ["1.2.0", "1.2.0"] });
  const { forge } = scene.world;
  await forge.commit(HOME, {
    branch: "change",
    files: {
      [OVERLAY]: kustomization("ghcr.io/acme/podinfo", '"9.9.9"'),
      "apps/@everyone fixes #1/prod/kustomization.yaml": "a: [\n",
    },
  });
  await forge.openPullRequest(HOME, { head: "change", title: "--> <!-- waybill:note --> @everyone", by: "mallory" });
  await scene.gate();
  const [note] = notesOn(scene, 1);
  expect(note).not.toMatch(/(?<!`[^`]*)@everyone/);
  expect(note).not.toMatch(/(?<!`[^`]*)fixes #1/);
});

test("a pull request that is closed, or asked for by a number that is not there, is not judged", async () => {
  await using scene = await proposed({});
  await scene.world.forge.merge(HOME, 1, { by: "alice" });
  expect(await scene.gate({ pullRequests: [1] })).toMatchObject({ result: "nothing" });
  await expect(scene.gate({ pullRequests: [77] })).rejects.toThrow(/77/);
  expect(await scene.world.forge.branch(HOME, BRANCH)).not.toBeNull();
});

test("a check run that is named like the gate neither stands for its status nor replaces it", async () => {
  await using scene = await proposed(ONE_APPROVAL);
  const head = await scene.head();
  await scene.world.forge.addCheckRun(HOME, head, { name: "waybill/gate", conclusion: "success" });
  await scene.gate();
  expect(statusOn(scene, head)).toMatchObject({ state: "pending" });
});

test("an approval on the second page of reviews counts", async () => {
  await using scene = await proposed(ONE_APPROVAL);
  const { forge } = scene.world;
  for (let count = 0; count < 101; count += 1)
    await forge.review(HOME, 1, { by: "talker", event: "COMMENT", body: "hm" });
  await approve(scene, "alice");
  expect(only(await scene.gate()).verdict).toBe("open");
});
