// `build` with what goes wrong in an engine's hands: Dockerfiles, contexts and values that cannot be built end with a clear line, and nothing is pushed.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type BuildGround,
  canRun,
  type Content,
  dockerfile,
  makeBuildGround,
  REAL_ENGINES,
  shell,
} from "./build-ground.ts";

interface Wrong {
  readonly what: string;
  readonly files: Readonly<Record<string, Content>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly exitCode: 1 | 2;
  readonly says: RegExp;
}

const sh = { copy: shell ?? "" };
const built = { Dockerfile: "FROM scratch\nCOPY a /\n", a: "a" };

const WRONG: readonly Wrong[] = [
  { what: "no Dockerfile", files: { a: "a" }, exitCode: 1, says: /there is no Dockerfile where it was looked for/u },
  {
    what: "a Dockerfile that is named and missing",
    files: built,
    with: { file: "build/Dockerfile" },
    exitCode: 1,
    says: /there is no Dockerfile where it was looked for/u,
  },
  {
    what: "a Dockerfile that fails at its third step",
    files: { Dockerfile: dockerfile("RUN exit 3"), sh },
    exitCode: 1,
    says: /the step ".*exit 3" of the Dockerfile failed; its output is above/u,
  },
  {
    what: "a file to copy that is missing",
    files: { Dockerfile: "FROM scratch\nCOPY missing.txt /\n" },
    exitCode: 1,
    says: /missing\.txt.*a file that is to be copied is not in the context/u,
  },
  {
    what: "an unknown instruction",
    files: { Dockerfile: "FROM scratch\nCOPPY a /\n", a: "a" },
    exitCode: 1,
    says: /COPPY.*the Dockerfile has an error in its syntax/su,
  },
  { what: "an empty Dockerfile", files: { Dockerfile: "" }, exitCode: 1, says: /the Dockerfile has no `FROM`/u },
  {
    what: "a Dockerfile without FROM",
    files: { Dockerfile: "LABEL a=b\n" },
    exitCode: 1,
    says: /the Dockerfile has no `FROM`|no build stage/u,
  },
  {
    what: "a stage that is none",
    files: built,
    with: { target: "runtime" },
    exitCode: 1,
    says: /the Dockerfile has no such stage; check `target`/u,
  },
  {
    what: "a platform that is none",
    files: built,
    with: { platforms: "linux/amd46" },
    exitCode: 2,
    says: /the input `platforms` has "linux\/amd46", which is none/u,
  },
  {
    what: "a context that is missing",
    files: built,
    with: { context: "services/app" },
    exitCode: 1,
    says: /check `context`/u,
  },
  {
    what: "a context that is a file",
    files: built,
    with: { context: "a" },
    exitCode: 2,
    says: /the input `context` is "a", which is no folder/u,
  },
  {
    what: "a context outside of the workspace",
    files: built,
    with: { context: "../.." },
    exitCode: 2,
    says: /the input `context` is "\.\.\/\.\.", outside of the workspace/u,
  },
  {
    what: "a context that leads out of the workspace",
    files: { ...built, out: { link: "/etc" } },
    with: { context: "out" },
    exitCode: 2,
    says: /the input `context` is "out", which leads to "\/etc", outside of the workspace/u,
  },
  {
    what: "a Dockerfile that leads to the environment",
    files: { ...built, "app.Dockerfile": { link: "/proc/self/environ" } },
    with: { file: "app.Dockerfile" },
    exitCode: 2,
    says: /the input `file` is "app\.Dockerfile", which leads to "\/proc\/.*environ", outside of the workspace/u,
  },
  {
    what: "the usual Dockerfile, leading to the environment",
    files: { Dockerfile: { link: "/proc/self/environ" } },
    exitCode: 2,
    says: /the Dockerfile of the context "\.", which leads to "\/proc\/.*environ", outside of the workspace/u,
  },
  {
    what: "a Dockerfile that is a folder",
    files: { "Dockerfile/a": "a" },
    exitCode: 2,
    says: /the Dockerfile of the context "\.", which is no file/u,
  },
];

describe.each(REAL_ENGINES)("$engine", (each) => {
  describe.skipIf(!canRun(each) || shell === null)("and docker-registry", () => {
    let ground: BuildGround;
    beforeAll(async () => {
      ground = await makeBuildGround(each);
    }, 60_000);
    afterAll(() => ground?.[Symbol.asyncDispose]());

    test.each(WRONG)(
      "$what: a clear line, and nothing in the registry",
      async ({ files, with: inputs = {}, exitCode, says }) => {
        const checkout = await ground.checkout(files);
        const failed = await ground.build(checkout, {
          with: { image: `${ground.registry}/acme/wrong`, ...inputs },
          env: { SOME_TOKEN: "hunter2-and-more", RUNNER_DEBUG: "1" },
        });
        expect(failed, failed.log).toMatchObject({
          exitCode,
          outputs: { result: "failed", reference: "", pushed: "" },
        });
        expect(failed.outputs["reason"]).toMatch(says);
        expect(failed.summary).toContain("failed");
        expect(`${failed.log}${failed.summary}${JSON.stringify(failed.outputs)}`).not.toContain("hunter2");
        expect(await ground.tags("acme/wrong")).toEqual([]);
      },
      60_000,
    );

    test("a Dockerfile that a step before has written into RUNNER_TEMP is built", async () => {
      const elsewhere = await ground.checkout({ "made.Dockerfile": built.Dockerfile });
      const done = await ground.build(await ground.checkout({ a: "a" }), {
        with: { image: `${ground.registry}/acme/temporary`, file: join(elsewhere.folder, "made.Dockerfile") },
        env: { RUNNER_TEMP: elsewhere.folder },
      });
      expect(done, done.log).toMatchObject({ exitCode: 0, outputs: { result: "pushed" } });
    }, 60_000);

    test("a Containerfile is built where the engine knows the name", async () => {
      const checkout = await ground.checkout({ Containerfile: built.Dockerfile, a: "a" });
      const done = await ground.build(checkout, { with: { image: `${ground.registry}/acme/container` } });
      const [result, says] =
        each.engine === "docker"
          ? ["failed", "there is no Dockerfile where it was looked for"]
          : ["pushed", "is built and pushed"];
      expect(done.outputs["result"], done.log).toBe(result);
      expect(done.outputs["reason"]).toContain(says);
    }, 60_000);

    test("a build argument that the Dockerfile does not declare is the engine's to warn of", async () => {
      const done = await ground.build(await ground.checkout(built), {
        with: { image: `${ground.registry}/acme/argument`, "build-args": "NOPE=1" },
      });
      expect(done, done.log).toMatchObject({ exitCode: 0, outputs: { result: "pushed" } });
      expect(done.log).toMatch(/not consumed.*NOPE|NOPE.*not consumed/u);
    }, 60_000);

    test("values of any text reach the image, and what a step prints is no command", async () => {
      const prints =
        'RUN printf "::add-mask::a\\n  ::set-output name=v::p\\n##[error]x\\n\\033[31mred\\033[0m\\n::stop-commands::t\\n$A\\n"';
      const checkout = await ground.checkout({ Dockerfile: dockerfile("ARG A", prints), sh });
      const done = await ground.build(checkout, {
        with: {
          image: `${ground.registry}/acme/hostile`,
          "build-args": "A=x=y --push $(id)",
          labels: "a.b/c=d=e; `id`",
        },
      });
      expect(done, done.log).toMatchObject({ exitCode: 0, outputs: { result: "pushed" } });
      const lines = done.log.split("\n");
      expect(
        lines.filter((line) => /^\s*::(?!group::|endgroup::|debug::|add-mask::[A-Za-z0-9+/=]+$)|##\[/u.test(line)),
      ).toEqual([]);
      expect(lines.filter((line) => line.startsWith("::add-mask::a"))).toEqual([]);
      expect(done.log).not.toContain("\u001B");
      expect(lines, done.log).toContain("red");
      expect(lines).toContain("x=y --push $(id)");
    }, 60_000);
  });
});
