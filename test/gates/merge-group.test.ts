import { describe, expect, test } from "vitest";
import { gateMergeGroup } from "../../src/gates/gate-merge-group.ts";
import { numberOfBranch, numberOfMessage } from "../../src/gates/merge-group-members.ts";
import { HOME } from "../promotion/world.ts";
import { approve, ONE_APPROVAL, proposed, statusOn, type Scene } from "./scene.ts";

/** The group that a merge queue makes of the branches given, each on top of the one before. */
async function groupOf(
  { world: { forge } }: Scene,
  members: readonly { number: number; branch: string; message?: string }[],
) {
  const { git } = forge.repository(HOME);
  const baseCommit = (await forge.branch(HOME, "main")) ?? "";
  let headCommit = baseCommit;
  for (const { number, branch, message } of members) {
    const head = (await forge.branch(HOME, branch)) ?? "";
    const tree = (await git.git(["merge-tree", "--write-tree", headCommit, head])).trim();
    const text = message ?? `Merge pull request #${number} from acme/${branch}`;
    const person = ["-c", "user.name=GitHub", "-c", "user.email=noreply@github.com"];
    headCommit = (await git.git([...person, "commit-tree", tree, "-p", headCommit, "-p", head, "-m", text])).trim();
  }
  const last = members.at(-1)?.number ?? 0;
  const branch = `gh-readonly-queue/main/pr-${last}-${baseCommit}`;
  await forge.setBranch(HOME, branch, headCommit);
  return { headCommit, baseCommit, headRef: `refs/heads/${branch}` };
}

const PODINFO = { number: 1, branch: "waybill/app/prod/podinfo" };
const REDIS = { number: 2, branch: "waybill/app/prod/redis" };
const BOTH = { podinfo: ["1.3.0", "1.2.0"], redis: ["7.1.0", "7.0.0"] } as const;

async function judge(scene: Scene, group: Awaited<ReturnType<typeof groupOf>>) {
  const { configuration, world } = scene;
  return world.run((effects) => gateMergeGroup({ configuration, ...group, dryRun: false }, effects));
}

describe("a merge group", () => {
  test("passes when every pull request in it is open", async () => {
    await using scene = await proposed({}, BOTH);
    const group = await groupOf(scene, [PODINFO, REDIS]);
    const result = await judge(scene, group);
    expect(result.judged.map(({ number }) => number)).toEqual([1, 2]);
    expect(result.result).toBe("open");
    expect(statusOn(scene, group.headCommit)).toMatchObject({ state: "success" });
  });

  test("fails when one is held, so that nobody waits behind it", async () => {
    await using scene = await proposed(ONE_APPROVAL, BOTH);
    await approve(scene, "alice");
    const group = await groupOf(scene, [PODINFO, REDIS]);
    const result = await judge(scene, group);
    expect(result.result).toBe("held");
    expect(statusOn(scene, group.headCommit)).toMatchObject({ state: "failure" });
    expect(statusOn(scene, group.headCommit)?.description).toContain("#2: approvals");
  });

  test("fails when a commit claims another pull request's number", async () => {
    await using scene = await proposed(ONE_APPROVAL, BOTH);
    await approve(scene, "alice");
    const group = await groupOf(scene, [{ ...REDIS, message: "Innocent (#1)" }, PODINFO]);
    const result = await judge(scene, group);
    expect(result).toMatchObject({ result: "failed" });
    expect(result.reason).toContain("is not what #1 has at its head");
    expect(statusOn(scene, group.headCommit)).toMatchObject({ state: "failure" });
  });

  test("fails when a commit names no pull request", async () => {
    await using scene = await proposed({}, BOTH);
    const group = await groupOf(scene, [{ ...REDIS, message: "Innocent" }, PODINFO]);
    expect(await judge(scene, group)).toMatchObject({ result: "failed" });
    expect(statusOn(scene, group.headCommit)).toMatchObject({ state: "failure" });
  });

  test("fails when its branch is no queue's", async () => {
    await using scene = await proposed({});
    const group = await groupOf(scene, [PODINFO]);
    const result = await judge(scene, { ...group, headRef: "refs/heads/main" });
    expect(result.reason).toContain('"refs/heads/main" is no merge queue\'s branch');
    expect(statusOn(scene, group.headCommit)).toMatchObject({ state: "failure" });
  });
});

const SHA = "a".repeat(40);
test.each([
  [`refs/heads/gh-readonly-queue/main/pr-12-${SHA}`, 12],
  [`gh-readonly-queue/release/1.x/pr-3-${SHA}`, 3],
  [`refs/heads/gh-readonly-queue/main/pr-x-${SHA}`, null],
  [`refs/heads/gh-readonly-queue/main/pr-12-${SHA}/x`, null],
  ["refs/heads/main", null],
] as const)("the queue's branch %s is of #%s", (ref, number) => {
  expect(numberOfBranch(ref)).toBe(number);
});

test.each([
  ["Merge pull request #12 from acme/x\n\nTitle (#9)", 12],
  ["Title (#9) (#12)\n\nbody", 12],
  ["Title #12", null],
  ["Title\n\n(#12)", null],
] as const)("the message %j names #%s", (message, number) => {
  expect(numberOfMessage(message)).toBe(number);
});
