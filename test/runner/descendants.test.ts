// What a program has started: found by its parents, ended once, and never another process with the same number.
import { spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { descendantsOf, endSteps, killRemaining } from "../../src/runner/descendants.ts";

/** A process that has started another one; both wait for ever. */
async function family(): Promise<{
  readonly parent: number;
  readonly child: number;
  readonly ended: Promise<unknown>;
}> {
  const text = `const c = require("node:child_process").spawn("sleep", ["100000"]); console.log(c.pid); setInterval(() => {}, 1e6);`;
  const parent = spawn(process.execPath, ["-e", text], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise((resolve) => parent.once("close", resolve));
  const child = await new Promise<number>((resolve) =>
    parent.stdout.once("data", (said: Buffer) => resolve(Number(said))),
  );
  if (parent.pid === undefined) throw new Error("the parent did not start");
  return { parent: parent.pid, child, ended };
}

describe.runIf(process.platform === "linux")("the descendants of a process", () => {
  it("are its children and theirs", async () => {
    const { parent, child, ended } = await family();
    expect(descendantsOf(parent).map(({ pid }) => pid)).toEqual([child]);
    expect(descendantsOf(process.pid).map(({ pid }) => pid)).toEqual(expect.arrayContaining([parent, child]));
    await killRemaining(descendantsOf(process.pid), 2000);
    await ended;
    expect(descendantsOf(process.pid).filter(({ pid }) => pid === parent || pid === child)).toEqual([]);
  });

  it("are left alone when the number is another process's by now", async () => {
    const { parent, child, ended } = await family();
    const known = descendantsOf(parent);
    await killRemaining(
      known.map((each) => ({ ...each, startedAt: "1" })),
      2000,
    );
    expect(descendantsOf(parent).map(({ pid }) => pid)).toEqual([child]);
    await killRemaining(descendantsOf(process.pid), 2000);
    await ended;
  });
});

describe.runIf(process.platform === "linux")("the steps of an engine", () => {
  it("are left alone at first, when they run in no container, and are killed in the end", async () => {
    const { parent, child, ended } = await family();
    await endSteps(parent, 0, () => false);
    expect(descendantsOf(parent).map(({ pid }) => pid)).toEqual([child]);
    await endSteps(parent, 200, () => descendantsOf(parent).length === 0);
    expect(descendantsOf(parent)).toEqual([]);
    await killRemaining(descendantsOf(process.pid), 2000);
    await ended;
  });

  it("are left alone when the engine has ended", async () => {
    const { parent, child, ended } = await family();
    await endSteps(parent, 2000, () => true);
    expect(descendantsOf(parent).map(({ pid }) => pid)).toEqual([child]);
    await killRemaining(descendantsOf(process.pid), 2000);
    await ended;
  });
});

it("a number that no process has is no descendant's", () => {
  expect(descendantsOf(2 ** 30)).toEqual([]);
});
