// Several builds at once: all of them decided, made and published together, or none published.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BuildDecision, BuildResult } from "../../src/build/artifact-build.ts";
import { type ArtifactBuild, buildAll } from "../../src/build/build-all.ts";
import { UserError, usageError } from "../../src/errors.ts";

const result = (reason: string, pushed: boolean): BuildResult => ({
  result: pushed ? "pushed" : "exists",
  reason,
  version: null,
  tags: [],
  digest: null,
  pushed,
  metadata: {},
});

interface Script {
  readonly decide?: () => Promise<void>;
  readonly make?: (folder: string) => Promise<void>;
  readonly publish?: () => Promise<void>;
}

const nothing = async (): Promise<void> => {};

/** A build that writes down its steps; `settled`: one with nothing to make. */
function scripted(did: string[], name: string, script: Script | "settled" = {}): ArtifactBuild {
  return {
    name,
    async decide(): Promise<BuildDecision> {
      did.push(`decide ${name}`);
      if (script === "settled") return { kind: "settled", result: result(`${name} exists`, false) };
      const { decide = nothing, make = nothing, publish = nothing } = script;
      await decide();
      return {
        kind: "due",
        async make({ folder }) {
          did.push(`make ${name}`);
          await make(folder);
          return {
            async publish() {
              did.push(`publish ${name}`);
              await publish();
              return result(`${name} is pushed`, true);
            },
          };
        },
      };
    },
  };
}

const { signal } = new AbortController();
const failing = (error: Error) => async (): Promise<never> => {
  throw error;
};

describe("several builds", () => {
  it("take each step together and come back in their order", async () => {
    const did: string[] = [];
    const builds = [scripted(did, "a"), scripted(did, "b", "settled"), scripted(did, "c")];
    const results = await buildAll(builds, { parallel: 1, signal });
    expect(results.map(({ reason }) => reason)).toEqual(["a is pushed", "b exists", "c is pushed"]);
    expect(did).toEqual(["decide a", "decide b", "decide c", "make a", "make c", "publish a", "publish c"]);
  });

  it.each([
    {
      step: "decide",
      script: { decide: failing(new UserError("the tag is another commit's")) },
      says: "1 of 3 builds failed, and nothing was built; b: the tag is another commit's",
    },
    {
      step: "make",
      script: { make: failing(new UserError("no Dockerfile")) },
      says: "1 of 3 builds failed, and nothing was published; b: no Dockerfile",
    },
    {
      step: "publish",
      script: { publish: failing(new UserError("denied")) },
      says: "1 of 3 builds failed, and the next run finds what is pushed: a is pushed; b: denied",
    },
  ])("go no further when one of them fails to $step", async ({ step, script, says }) => {
    const did: string[] = [];
    const builds = [scripted(did, "a"), scripted(did, "b", script), scripted(did, "c")];
    await expect(buildAll(builds, { parallel: 1, signal })).rejects.toThrow(says);
    expect(did.at(-1)).toBe(`${step} b`);
  });

  it("tell every failure of those that were at work, and are a wrong call only when all of them are", async () => {
    const wrong = failing(usageError("no target"));
    const broken = failing(new UserError("exit code 1"));
    const both = (first: Script, second: Script): Promise<unknown> =>
      buildAll([scripted([], "a", first), scripted([], "b", second)], { parallel: 2, signal }).catch(
        (error: unknown) => error,
      );
    expect(await both({ make: wrong }, { make: broken })).toMatchObject({
      message: "2 of 2 builds failed, and nothing was published; a: no target; b: exit code 1",
      exitCode: 1,
    });
    expect(await both({ make: wrong }, { make: wrong })).toMatchObject({ exitCode: 2 });
  });

  it("tell once what all of them lack", async () => {
    const lacking = { make: failing(new UserError("no engine")) };
    const builds = [scripted([], "a", lacking), scripted([], "b", lacking)];
    await expect(buildAll(builds, { parallel: 2, signal })).rejects.toThrow(
      "2 of 2 builds failed, and nothing was published; a, b: no engine",
    );
  });

  it("of one alone fail in its own words", async () => {
    const error = usageError("no target");
    await expect(buildAll([scripted([], "a", { make: failing(error) })], { parallel: 2, signal })).rejects.toBe(error);
  });

  it.each([1, 2, 3, 9])("are at work at most %i at a time", async (parallel) => {
    const expected = Math.min(parallel, 4);
    let atWork = 0;
    let most = 0;
    let arrived = (): void => {};
    // Nobody goes on before all that may be at work are: fewer would never end, more are seen.
    const full = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const script: Script = {
      async make() {
        most = Math.max(most, ++atWork);
        if (atWork === expected) arrived();
        await full;
        atWork--;
      },
    };
    await buildAll(
      ["a", "b", "c", "d"].map((name) => scripted([], name, script)),
      { parallel, signal },
    );
    expect(most).toBe(expected);
  });

  it("have a folder each, which is there until all are published and gone then", async () => {
    const folders: string[] = [];
    const script: Script = {
      async make(folder) {
        folders.push(folder);
        writeFileSync(join(folder, "archive"), "");
      },
      async publish() {
        expect(folders.every((folder) => existsSync(join(folder, "archive")))).toBe(true);
      },
    };
    await buildAll([scripted([], "a", script), scripted([], "b", script)], { parallel: 1, signal });
    expect(new Set(folders).size).toBe(2);
    expect(folders.some((folder) => existsSync(folder))).toBe(false);
  });

  it("that are cancelled begin nothing more and say so", async () => {
    const abort = new AbortController();
    const did: string[] = [];
    const cancelling: Script = { make: async () => abort.abort(new UserError("the run was cancelled (SIGTERM)")) };
    const builds = [scripted(did, "a", cancelling), scripted(did, "b")];
    await expect(buildAll(builds, { parallel: 1, signal: abort.signal })).rejects.toThrow("the run was cancelled");
    expect(did).toEqual(["decide a", "decide b", "make a"]);
  });
});
