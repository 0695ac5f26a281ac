// Runs that meet each other: whatever one does between two requests of another, nothing is proposed, merged or recorded twice.
import { describe, expect, it } from "vitest";
import { app, CONFIGURATION, ENVIRONMENT, makeGround, overlay, type Ground } from "../ground.ts";

const MERGING = `${CONFIGURATION}    promote:\n      auto-merge: major\n`;
const LIST = { method: "GET", path: "/repos/*/*/pulls" } as const;

async function start(configuration: string): Promise<Ground> {
  return makeGround({ ...app("hello", "1.3.0", "1.2.3"), "waybill.yaml": configuration });
}

async function root(ground: Ground): Promise<void> {
  const result = await ground.step({ action: "waybill" });
  expect(result.exitCode, result.log).toBe(0);
  expect(ground.forge.violations).toEqual([]);
}

async function subjects(ground: Ground): Promise<readonly (string | undefined)[]> {
  return (await ground.forge.log(ENVIRONMENT, "main")).map(({ message }) => message.split("\n")[0]);
}

describe("a run that another overtakes", () => {
  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("%s it lists pull requests, branch in place %i: one pull request, one merge", async (when, stands) => {
    await using ground = await start(stands === 1 ? CONFIGURATION : MERGING);
    const { forge } = ground;
    if (stands === 1) {
      await root(ground);
      await forge.commit(ENVIRONMENT, { files: { "waybill.yaml": MERGING } });
    }
    forge.fault({ ...LIST, when, action: () => root(ground) });
    await root(ground);
    expect(forge.pendingFaults).toEqual([]);
    await root(ground);
    expect(forge.pullRequests(ENVIRONMENT).map(({ state, mergedAt }) => [state, mergedAt !== null])).toEqual([
      ["closed", true],
    ]);
    expect((await subjects(ground)).filter((subject) => subject?.startsWith("Promote "))).toEqual([
      "Promote hello to prod: hello 1.3.0 (#1)",
    ]);
    const comments = forge.repository(ENVIRONMENT).comments.map(({ body }) => body);
    expect(comments.filter((body) => body.startsWith("Closed by Waybill"))).toEqual([]);
    const records = await forge.repository(ENVIRONMENT).git.git(["ls-tree", "-r", "--name-only", "waybill/records"]);
    expect(records.trim().split("\n")).toHaveLength(3);
    expect([...(await forge.branches(ENVIRONMENT)).keys()].toSorted()).toEqual(["main", "waybill/records"]);
  });

  it("with a newer version does not put the older one back", async () => {
    await using ground = await start(CONFIGURATION);
    const { forge } = ground;
    await root(ground);
    forge.fault({
      ...LIST,
      when: "after",
      action: async () => {
        await forge.commit(ENVIRONMENT, {
          files: { "apps/hello/stage/kustomization.yaml": overlay("hello", "1.4.0") },
        });
        await root(ground);
      },
    });
    await root(ground);
    expect(forge.pullRequests(ENVIRONMENT).map(({ title }) => title)).toEqual(["Promote hello to prod: hello 1.4.0"]);
    expect(await forge.file(ENVIRONMENT, "waybill/app/prod/hello", "apps/hello/prod/kustomization.yaml")).toBe(
      overlay("hello", "1.4.0"),
    );
  });
});
