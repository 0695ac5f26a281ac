// The secrets of a build: a step reads them, and no argument list, log, output, summary, image or file has them, with RUNNER_DEBUG too.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildKit, toolsOf } from "../build/engines/engine-servers.ts";
import {
  type BuildGround,
  canRun,
  dockerfile,
  makeBuildGround,
  REAL_ENGINES,
  type RealEngine,
  shell,
} from "./build-ground.ts";

const plugin = toolsOf(["docker-buildx"])?.get("docker-buildx") ?? "";
const BUILDER: RealEngine = {
  engine: "buildx",
  needs: ["docker", "docker-buildx", "buildkitd", "runc"],
  start: () => buildKit(plugin),
};

/** The old builder of docker takes none. */
const ENGINES = [...REAL_ENGINES.filter(({ engine }) => engine !== "docker"), BUILDER];

describe.each(ENGINES)("$engine", (each) => {
  describe.skipIf(!canRun(each) || shell === null)("and docker-registry", () => {
    let ground: BuildGround;
    let folder: string;
    beforeAll(async () => {
      ground = await makeBuildGround(each);
      folder = mkdtempSync(join(tmpdir(), "waybill-secrets-"));
    }, 60_000);
    afterAll(async () => {
      await ground?.[Symbol.asyncDispose]();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    });

    test.each([
      { ends: "pushes", last: "", exitCode: 0 },
      { ends: "fails", last: "; exit 3", exitCode: 1 },
    ])(
      "a build that $ends shows them nowhere",
      async ({ ends, last, exitCode }) => {
        const [inVariable, inFile] = [`variable-${randomUUID()}`, `file-${randomUUID()}`];
        const image = `${ground.registry}/acme/${ends}`;
        const reads = ["token", "FILE"].map((id) => `--mount=type=secret,id=${id}`).join(" ");
        // Engines print the step before they run it, so its own output is put together there.
        const step = `RUN ${reads} cat /run/secrets/token /run/secrets/FILE; echo; echo arri""ved${last}`;
        const checkout = await ground.checkout({
          Dockerfile: dockerfile("COPY sh /bin/cat", step),
          sh: { copy: shell ?? "" },
          "key.txt": `${inFile}\nsecond line of ${inFile}\n`,
          ".dockerignore": "key.txt\n",
        });
        const seen: string[] = [];
        const done = await ground.build(checkout, {
          with: {
            image,
            version: "1.0.0",
            secrets: "token=env:BUILD_TOKEN\nFILE=file:key.txt",
            // Some engines have the log of a build in its provenance and metadata.
            ...(each.engine === "buildx" ? { provenance: "mode=max" } : {}),
          },
          // A variable that is called as a secret's id is not that secret.
          env: { BUILD_TOKEN: inVariable, FILE: "not this", RUNNER_DEBUG: "1", TMPDIR: folder },
          onLog: () => seen.push(...commandLines()),
        });
        expect(done, done.log).toMatchObject({ exitCode });
        expect(done.log).toContain("arrived");
        expect(done.log).toContain("******");
        expect(done.log).not.toContain("not this");
        for (const secret of [inVariable, inFile]) {
          expect(`${done.log}${done.summary}${JSON.stringify(done.outputs)}`).not.toContain(secret);
          expect(seen.filter((line) => line.includes(secret))).toEqual([]);
          expect([folder, "/dev/shm"].flatMap((path) => filesWith(path, secret))).toEqual([]);
        }
        expect(seen.some((line) => line.includes("--secret=id=token,"))).toBe(true);
        expect(await ground.tags(`acme/${ends}`)).toEqual(exitCode === 0 ? ["1.0.0"] : []);
        expect(exitCode === 0 ? pulled(image) : "").not.toMatch(new RegExp(`${inVariable}|${inFile}`, "u"));
      },
      60_000,
    );

    /** The manifests and the configuration of the image, and its layers as they were packed. */
    function pulled(image: string): string {
      const target = join(folder, "pulled");
      const args = ["copy", "--all", "--src-tls-verify=false", "--dest-decompress", `docker://${image}:1.0.0`];
      const { status, stderr } = spawnSync("skopeo", [...args, `dir:${target}`], { encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      const text = readdirSync(target)
        .map((name) => readFileSync(join(target, name), "utf8"))
        .join("\n");
      rmSync(target, { recursive: true });
      return text;
    }
  });
});

function commandLines(): readonly string[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      return /^\d+$/u.test(pid) ? [readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")] : [];
    } catch {
      // Ended in between.
      return [];
    }
  });
}

function filesWith(folder: string, text: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path, "utf8").includes(text));
}
