// `build` that is cancelled or killed while a real engine builds or pushes: nothing of it is left, and the next run finishes.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Between, startBetween } from "../registry/between.ts";
import type { StepOptions, StepResult } from "../support/runner.ts";
import {
  type BuildGround,
  canRun,
  type Checkout,
  dockerfile,
  makeBuildGround,
  REAL_ENGINES,
  shell,
} from "./build-ground.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGKILL"] as const;
type Signal = (typeof SIGNALS)[number];

describe.each(REAL_ENGINES)("$engine", (each) => {
  const { engine } = each;
  describe.skipIf(!canRun(each) || shell === null)("and docker-registry", () => {
    let ground: BuildGround;
    let between: Between;
    /** Temporary files of the step and of its engine. */
    let folder: string;
    beforeAll(async () => {
      ground = await makeBuildGround(each);
      between = await startBetween(ground.origin);
      folder = mkdtempSync(join(tmpdir(), "waybill-cancelled-"));
    }, 60_000);
    afterAll(async () => {
      await between?.[Symbol.asyncDispose]();
      await ground?.[Symbol.asyncDispose]();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });

    /** The step, with a mark in the environment of everything that it starts. */
    const build = (checkout: Checkout, image: string, mark: string, options: Partial<StepOptions> = {}) =>
      ground.build(checkout, {
        ...options,
        env: { TMPDIR: folder, MARK: mark, SECRET: `secret-${mark}` },
        with: {
          image: `${between.registry}/acme/${image}`,
          version: "1.0.0",
          // The old builder of docker takes none.
          ...(engine === "docker" ? {} : { secrets: "token=env:SECRET" }),
          ...options.with,
        },
      });

    /** A killed step tells nothing. */
    const told = (signal: Signal): Partial<StepResult> =>
      signal === "SIGKILL"
        ? { exitCode: null }
        : {
            exitCode: 1,
            outputs: { result: "failed", reason: `the run was cancelled (${signal})`, pushed: "", reference: "" },
          };

    /** What somebody has to clean up: processes, working containers, and files that hold the secret. */
    const left = (mark: string): readonly string[] => [
      ...marked(mark).map(({ command }) => command),
      ...containers(),
      ...[folder, "/dev/shm", ...(engine === "docker" ? [] : [`${ground.servers.environment["HOME"]}/graph`])]
        .flatMap(smallFiles)
        .filter((path) => holds(path, `secret-${mark}`)),
    ];
    function containers(): readonly string[] {
      const [program, ...args] = engine === "docker" ? ["docker", "ps", "-aq"] : ["buildah", "containers", "-q"];
      const { status, stdout, stderr } = spawnSync(program ?? "", args, {
        env: ground.servers.environment,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(stderr);
      return stdout.split("\n").filter((line) => line !== "");
    }
    /** What a killed process had started ends a moment later than itself. */
    async function expectNothingLeft(mark: string): Promise<void> {
      await expect.poll(() => left(mark), { timeout: 8000, interval: 50 }).toEqual([]);
    }

    // podman, told to end by the death of the step, would leave more behind than when it goes on.
    const whileBuilding = SIGNALS.filter((signal) => engine !== "podman" || signal !== "SIGKILL");
    test.each(whileBuilding)(
      "%s while it builds leaves nothing, and the next run pushes",
      async (signal) => {
        const mark = randomUUID();
        const image = `building-${signal.toLowerCase()}`;
        const mount = engine === "docker" ? "" : "--mount=type=secret,id=token ";
        const slow = dockerfile(
          "COPY sh /bin/sleep",
          `RUN ${mount}echo the step ru""ns; exec sleep 9${mark.replace(/\D/gu, "").slice(0, 6)} # ${mark}`,
        );
        const checkout = await ground.checkout({ Dockerfile: slow, sh: { copy: shell ?? "" } });
        let pid = 0;
        let isSent = false;
        const cancelled = await build(checkout, image, mark, {
          onSpawn: (child) => {
            pid = child;
            return () => {};
          },
          onLog: (log) => {
            if (isSent || !log.includes("the step runs")) return;
            isSent = true;
            process.kill(pid, signal);
          },
        });
        expect(cancelled, cancelled.log).toMatchObject(told(signal));
        await expectNothingLeft(mark);
        expect(await ground.tags(`acme/${image}`)).toEqual([]);

        const again = await build(
          await ground.checkout({ Dockerfile: dockerfile(), sh: { copy: shell ?? "" } }),
          image,
          mark,
        );
        expect(again.outputs, again.log).toMatchObject({ result: "pushed" });
        expect(await ground.tags(`acme/${image}`)).toEqual(["1.0.0"]);
      },
      40_000,
    );

    if (engine === "podman")
      test("SIGKILL while it builds leaves nothing of ours, and the next run pushes", async () => {
        const mark = randomUUID();
        const slow = dockerfile(
          "COPY sh /bin/sleep",
          `RUN --mount=type=secret,id=token echo the step ru""ns; exec sleep 91${mark.replace(/\D/gu, "").slice(0, 5)} # ${mark}`,
        );
        const checkout = await ground.checkout({ Dockerfile: slow, sh: { copy: shell ?? "" } });
        let pid = 0;
        const killed = await build(checkout, "killed", mark, {
          onSpawn: (child) => {
            pid = child;
            return () => {};
          },
          onLog: (log) => {
            if (log.includes("the step runs")) process.kill(pid, "SIGKILL");
          },
        });
        expect(killed.exitCode).toBeNull();
        expect(smallFiles(folder).filter((path) => holds(path, `secret-${mark}`))).toEqual([]);
        expect(await ground.tags("acme/killed")).toEqual([]);
        const again = await build(
          await ground.checkout({ Dockerfile: dockerfile(), sh: { copy: shell ?? "" } }),
          "killed",
          mark,
        );
        expect(again.outputs, again.log).toMatchObject({ result: "pushed" });
        // What a runner does at the end of its job: podman, its step and its working container are left to it.
        for (const { pid: left } of marked(mark)) process.kill(left, "SIGKILL");
        for (const path of smallFiles("/dev/shm").filter((each) => holds(each, `secret-${mark}`))) rmSync(path);
        spawnSync("buildah", ["rm", "--all"], { env: ground.servers.environment });
        await expectNothingLeft(mark);
      }, 40_000);

    test.each(
      SIGNALS.flatMap((signal) => [
        { signal, what: "its layers", method: "POST", path: "/blobs/uploads/" },
        { signal, what: "its manifest", method: "PUT", path: "/manifests/" },
      ]),
    )(
      "$signal while it pushes $what leaves nothing, and the next run pushes",
      async ({ signal, method, path }) => {
        const mark = randomUUID();
        const image = `pushing-${signal.toLowerCase()}-${method.toLowerCase()}`;
        const checkout = await ground.checkout({ Dockerfile: `FROM scratch\nLABEL mark=${mark}\nCOPY a /\n`, a: mark });
        let pid = 0;
        between.on = (request) => {
          if (request.method !== method || !request.path.includes(`/${image}${path}`)) return "pass";
          process.kill(pid, signal);
          between.on = () => "silence";
          return "silence";
        };
        const cancelled = await build(checkout, image, mark, {
          onSpawn: (child) => {
            pid = child;
            return () => {};
          },
        });
        expect(cancelled, cancelled.log).toMatchObject(told(signal));
        await expectNothingLeft(mark);
        between.on = () => "pass";
        // Docker's daemon tells later pushes of the layer to wait for the one that it has begun.
        between.hangUp();
        expect(await ground.tags(`acme/${image}`)).toEqual([]);

        const again = await build(checkout, image, mark);
        expect(again.outputs, again.log).toMatchObject({ result: "pushed" });
        expect(await ground.tags(`acme/${image}`)).toEqual(["1.0.0"]);
      },
      40_000,
    );
  });
});

/** The processes that have the mark in their environment or in their arguments. */
function marked(mark: string): readonly { readonly pid: number; readonly command: string }[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/u.test(pid)) return [];
    try {
      const read = (name: string): string => readFileSync(`/proc/${pid}/${name}`, "utf8").replaceAll("\0", " ");
      const command = read("cmdline");
      return `${command} ${read("environ")}`.includes(mark) ? [{ pid: Number(pid), command }] : [];
    } catch {
      // Ended in between.
      return [];
    }
  });
}

function smallFiles(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function holds(path: string, text: string): boolean {
  try {
    return readFileSync(path, "utf8").includes(text);
  } catch {
    // Gone in between.
    return false;
  }
}
