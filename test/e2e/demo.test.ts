// `npm run demo` on machines with and without an engine: its whole flow, what it says of images, and what is left afterwards.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dockerDaemon, toolsOf } from "../build/engines/engine-servers.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";
import { findTool } from "../support/tools.ts";

const run = promisify(execFile);
const demo = join(import.meta.dirname, "..", "..", "demo", "demo.ts");

describe("the demo", () => {
  let scratch: Scratch;
  beforeAll(async () => {
    scratch = await makeScratch();
  });
  afterAll(() => scratch[Symbol.asyncDispose]());

  interface Ran {
    readonly out: string;
    /** What it left in its temporary folder. */
    readonly left: readonly string[];
  }
  /** Runs it to its end on a machine with these programs and git. */
  async function runDemo(
    name: string,
    programs: ReadonlyMap<string, string>,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Ran> {
    const [path, temporary] = [join(scratch.folder, name, "bin"), join(scratch.folder, name, "tmp")];
    await mkdir(path, { recursive: true });
    await mkdir(temporary);
    for (const [program, place] of [...programs, ["git", findTool("git") ?? ""]] as const)
      await symlink(place, join(path, program));
    const env = { HOME: temporary, ...environment, PATH: path, TMPDIR: temporary };
    const { stdout } = await run(process.execPath, [demo], { env });
    return { out: stdout, left: await readdir(temporary) };
  }
  const lines = (out: string, pattern: RegExp): readonly string[] =>
    out.split("\n").filter((line) => pattern.test(line));
  const onlyItsOwn = [expect.stringMatching(/^waybill-demo-/u)];

  it("without an engine says which ones it looked for, and goes on with names", async () => {
    const { out, left } = await runDemo("nothing", new Map());
    expect(lines(out, /Images are only names/u)).toEqual([
      expect.stringMatching(/no engine to build with \(buildx: .*docker: .*buildah: .*podman: .*\)/u),
    ]);
    expect(lines(out, /newTag: 1\.6\.1/u)).not.toEqual([]);
    expect(lines(out, /^8\. Done in/u)).toHaveLength(1);
    expect(left).toEqual(onlyItsOwn);
  }, 120_000);

  it("with an engine that cannot reach its registry says so in one line, and goes on with names", async () => {
    const fake = join(scratch.folder, "unreachable.sh");
    const script = [
      "#!/bin/sh",
      'case "$1" in --version) echo buildah version 1.28.2; exit ;; push) echo connection refused >&2; exit 125 ;; esac',
      'for each; do case "$each" in --iidfile=*) printf sha256:%064d 0 >"${each#--iidfile=}" ;; esac; done',
    ];
    await writeFile(fake, `${script.join("\n")}\n`, { mode: 0o755 });
    const { out, left } = await runDemo("unreachable", new Map([["buildah", fake]]));
    expect(lines(out, /Images are only names/u)).toEqual([
      expect.stringMatching(/buildah .*cannot reach the demo's registry .*connection refused/u),
    ]);
    expect(lines(out, /^8\. Done in/u)).toHaveLength(1);
    expect(left).toEqual(onlyItsOwn);
  }, 120_000);

  it("does not wait for an engine that is stuck", async () => {
    const fake = join(scratch.folder, "stuck.sh");
    await writeFile(fake, `#!/bin/sh\nexec ${findTool("sleep") ?? "sleep"} 100000\n`, { mode: 0o755 });
    const { out, left } = await runDemo("stuck", new Map([["docker", fake]]));
    expect(lines(out, /Images are only names/u)).toEqual([expect.stringMatching(/has not told its version for 5 s/u)]);
    expect(lines(out, /^8\. Done in/u)).toHaveLength(1);
    expect(left).toEqual(onlyItsOwn);
  }, 120_000);

  it.runIf(process.platform === "linux")(
    "leaves nothing behind when it is cancelled while it still tries the engine",
    async () => {
      const [path, temporary] = [join(scratch.folder, "early", "bin"), join(scratch.folder, "early", "tmp")];
      await mkdir(path, { recursive: true });
      await mkdir(temporary);
      const fake =
        '#!/bin/sh\ncase "$1" in --version) echo buildah version 1.28.2 ;; *) kill -INT $PPID; exec sleep 100000 ;; esac\n';
      await writeFile(join(path, "buildah"), fake, { mode: 0o755 });
      for (const program of ["git", "sleep", "docker-registry"])
        await symlink(findTool(program) ?? "/nowhere", join(path, program));
      const env = { HOME: temporary, PATH: path, TMPDIR: temporary };
      const child = spawn(process.execPath, [demo], { env, stdio: "ignore" });
      expect(await once(child, "close")).toEqual([130, null]);
      expect(await readdir(temporary)).toEqual([]);
    },
    60_000,
  );

  const buildah = toolsOf(["buildah", "docker-registry"]);
  it.skipIf(buildah === null)(
    "with buildah promotes the digest that docker-registry has, and ends it",
    async () => {
      const { out, left } = await runDemo("buildah", buildah ?? new Map());
      const [, registry = ""] = /buildah \S+ builds, docker-registry on (\S+) takes what is pushed/u.exec(out) ?? [];
      expect(lines(out, /^ {3}released: /u)).toHaveLength(3);
      expect(lines(out, /That digest is the one/u)).toEqual([
        expect.stringContaining(`${registry} has for acme/hello`),
      ]);
      await expect(fetch(`http://${registry}/v2/`)).rejects.toThrow("fetch failed");
      expect(left).toEqual(onlyItsOwn);
    },
    120_000,
  );

  it.skipIf(buildah === null)(
    "ends its registry and removes what was built when it is cancelled",
    async () => {
      const temporary = join(scratch.folder, "cancelled");
      await mkdir(temporary);
      const env = { PATH: process.env["PATH"], HOME: temporary, TMPDIR: temporary, DOCKER_HOST: "unix:///nowhere" };
      const child = spawn(process.execPath, [demo], { env, stdio: ["ignore", "pipe", "ignore"] });
      let out = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        out += text;
        if (/uses: acme\/waybill\/actions\/release/u.test(out)) child.kill("SIGINT");
      });
      expect(await once(child, "close")).toEqual([130, null]);
      const [, registry = ""] = /docker-registry on (\S+) takes/u.exec(out) ?? [];
      await expect(fetch(`http://${registry}/v2/`)).rejects.toThrow("fetch failed");
      expect(await readdir(temporary)).toEqual([]);
    },
    60_000,
  );

  const docker = toolsOf(["docker", "dockerd"]);
  it.skipIf(docker === null)(
    "with docker alone brings its own registry, and leaves no image with the daemon",
    async () => {
      await using servers = await dockerDaemon(null);
      const { out, left } = await runDemo(
        "docker",
        new Map([["docker", docker?.get("docker") ?? ""]]),
        servers.environment,
      );
      expect(out).toMatch(/docker \S+ builds, a small registry of the demo's own on \S+ takes what is pushed/u);
      expect(lines(out, /^ {3}released: /u)).toHaveLength(3);
      expect(lines(out, /That digest is the one/u)).toHaveLength(1);
      const images = await run("docker", ["image", "ls", "--all", "--quiet"], { env: servers.environment });
      expect(images.stdout).toBe("");
      expect(left).toEqual(onlyItsOwn);
    },
    180_000,
  );
});
