// A job that is cancelled in the middle: it says so, tells its outputs, tidies up, and the next run finishes the work.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ENVIRONMENT, makeGround, shownLines } from "./ground.ts";

const inputs = { image: "ghcr.io/acme/hello:1.3.0", mode: "pull-request" };

describe("a cancelled update", () => {
  it.each([
    { signal: "SIGINT", during: "reading over Git", path: /git-upload-pack$/ },
    { signal: "SIGTERM", during: "pushing", path: /git-receive-pack$/ },
    { signal: "SIGINT", during: "asking the API", path: /\/pulls$/ },
  ] as const)("by $signal while $during ends in order", async ({ signal, path }) => {
    await using ground = await makeGround();
    const { forge } = ground;
    const temporary = await mkdtemp(join(tmpdir(), "waybill-cancelled-"));
    try {
      let pid = 0;
      // The request is never answered: what ends the run is the signal.
      const action = (): Promise<void> => {
        process.kill(pid, signal);
        return new Promise(() => {});
      };
      forge.fault({ path, when: "before", action });
      const cancelled = await ground.step({
        action: "update",
        with: inputs,
        env: { TMPDIR: temporary },
        onSpawn: (child) => {
          pid = child;
          return () => {};
        },
      });
      expect(cancelled.exitCode, cancelled.log).toBe(1);
      expect(shownLines(cancelled.log).at(-1)).toBe(`::error::the run was cancelled (${signal})`);
      expect(cancelled.outputs).toMatchObject({
        result: "failed",
        reason: `the run was cancelled (${signal})`,
        commit: "",
      });
      expect(await readdir(temporary)).toEqual([]);

      forge.clearFaults();
      const again = await ground.step({ action: "update", with: inputs });
      expect(again.exitCode, again.log).toBe(0);
      expect(forge.pullRequests(ENVIRONMENT).map(({ state }) => state)).toEqual(["open"]);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  });
});
