// A version that stage took back: it is not carried on, however far its promotion had come.
import { describe, expect, it } from "vitest";
import { app, CONFIGURATION, ENVIRONMENT, makeGround, overlay, type Ground } from "../ground.ts";

const STAGE = "apps/hello/stage/kustomization.yaml";
const GATED = `${CONFIGURATION}    promote:\n      auto-merge: major\n    gates:\n      approvals: { required: 1 }\n`;

async function proposed(): Promise<Ground> {
  const ground = await makeGround({ ...app("hello", "1.3.0", "1.2.3"), "waybill.yaml": GATED });
  ground.forge.addUser("maria", { [ENVIRONMENT]: "write" });
  ground.forge.addUser("passer-by", { [ENVIRONMENT]: "read" });
  await root(ground);
  return ground;
}

async function root(ground: Ground): Promise<void> {
  const result = await ground.step({ action: "waybill" });
  expect(result.exitCode, result.log).toBe(0);
}

function stageHas(ground: Ground, tag: string): Promise<string> {
  return ground.forge.commit(ENVIRONMENT, { files: { [STAGE]: overlay("hello", tag) }, message: `stage has ${tag}` });
}

function titles(ground: Ground): readonly string[] {
  return ground.forge.pullRequests(ENVIRONMENT).map(({ title, state }) => `${state}: ${title}`);
}

describe("an approved promotion", () => {
  it("is replaced when stage went back to a version between it and prod's", async () => {
    await using ground = await proposed();
    await ground.forge.review(ENVIRONMENT, 1, { by: "maria", event: "APPROVE" });
    await stageHas(ground, "1.2.9");
    await root(ground);
    expect(titles(ground)).toEqual(["open: Promote hello to prod: hello 1.2.9"]);
  });

  it("is closed when stage went back to prod's version", async () => {
    await using ground = await proposed();
    await ground.forge.review(ENVIRONMENT, 1, { by: "maria", event: "APPROVE" });
    await stageHas(ground, "1.2.3");
    await root(ground);
    expect(titles(ground)).toEqual(["closed: Promote hello to prod: hello 1.3.0"]);
    expect(ground.forge.pullRequest(ENVIRONMENT, 1).mergedAt).toBeNull();
  });

  it.each(["1.2.3", "1.2.9"])("is not merged on the review's own event when stage went back to %s", async (tag) => {
    await using ground = await proposed();
    await stageHas(ground, tag);
    await ground.forge.review(ENVIRONMENT, 1, { by: "maria", event: "APPROVE" });
    const payload = { repository: { default_branch: "main" }, pull_request: { number: 1 } };
    const result = await ground.step({ action: "waybill", event: { name: "pull_request_review", payload } });
    expect(result.outputs).toMatchObject({ result: "held" });
    expect(result.outputs["reason"]).toContain(`stage went back from hello 1.3.0 to ${tag}`);
    expect(ground.forge.pullRequest(ENVIRONMENT, 1).state).toBe("open");
  });
});

it.each([
  ["passer-by", "1.4.0"],
  ["helper[bot]", "1.4.0"],
  ["maria", "1.3.0"],
])("an approval by %s: the pull request then has %s", async (by, expected) => {
  await using ground = await proposed();
  await ground.forge.commit(ENVIRONMENT, { files: { "waybill.yaml": GATED.replace("1 }", "2 }") } });
  await ground.forge.review(ENVIRONMENT, 1, { by, event: "APPROVE" });
  await stageHas(ground, "1.4.0");
  await root(ground);
  expect(titles(ground)).toEqual([`open: Promote hello to prod: hello ${expected}`]);
});
