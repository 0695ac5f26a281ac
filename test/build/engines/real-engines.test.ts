// Real engines and a real registry: what is built is what skopeo finds there, under the digest that the engine told.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine, ImageBuild } from "../../../src/build/engine.ts";
import { findEngine } from "../../../src/build/find-engine.ts";
import { runnerPrograms } from "../../../src/runner/programs.ts";
import { asRecord, asString, parseJson } from "../../../src/text/canonical-json.ts";
import { startDockerRegistry, type DockerRegistry } from "../../registry/docker-registry.ts";
import { makeScratch, type Scratch } from "../../support/scratch.ts";
import { findTool } from "../../support/tools.ts";
import { anImage } from "./an-image.ts";
import { buildKit, containerStorage, dockerDaemon, toolsOf, type EngineServers } from "./engine-servers.ts";

const registryTools = toolsOf(["docker-registry", "skopeo"]);
const shell = findTool("busybox");

interface Case {
  readonly what: string;
  readonly name: Engine["name"];
  readonly tools: readonly string[];
  readonly start: () => EngineServers | Promise<EngineServers>;
  /** Whether a build keeps its image with the engine, to be pushed afterwards. */
  readonly keeps: boolean;
  /** Whether the times of files are set to the commit's. */
  readonly reproduces: boolean;
  /** Whether a step can run: docker's daemon here has no network for one. */
  readonly runs: boolean;
  readonly severalPlatforms: boolean;
}

const plugin = toolsOf(["docker-buildx"])?.get("docker-buildx") ?? "";
const cases: readonly Case[] = [
  {
    what: "buildah",
    name: "buildah",
    tools: ["buildah"],
    start: containerStorage,
    keeps: true,
    reproduces: true,
    runs: true,
    severalPlatforms: true,
  },
  {
    what: "podman",
    name: "podman",
    tools: ["podman"],
    start: containerStorage,
    keeps: true,
    reproduces: true,
    runs: true,
    severalPlatforms: true,
  },
  {
    what: "docker without buildx",
    name: "docker",
    tools: ["docker", "dockerd"],
    start: () => dockerDaemon(null),
    keeps: true,
    reproduces: false,
    runs: false,
    severalPlatforms: false,
  },
  {
    what: "docker with buildx",
    name: "docker",
    tools: ["docker", "dockerd", "docker-buildx"],
    start: () => dockerDaemon(plugin),
    keeps: true,
    reproduces: false,
    runs: false,
    severalPlatforms: false,
  },
  {
    what: "buildx by docker's daemon",
    name: "buildx",
    tools: ["docker", "dockerd", "docker-buildx"],
    start: () => dockerDaemon(plugin),
    keeps: true,
    reproduces: false,
    runs: false,
    severalPlatforms: false,
  },
  {
    what: "buildx by a BuildKit of its own",
    name: "buildx",
    tools: ["docker", "buildkitd", "docker-buildx", "runc"],
    start: () => buildKit(plugin),
    keeps: false,
    reproduces: true,
    runs: true,
    severalPlatforms: true,
  },
];

describe.each(cases)("$what", ({ name, tools, start, keeps, reproduces, runs, severalPlatforms }) => {
  const missing = registryTools === null || toolsOf(tools) === null;
  let servers: EngineServers;
  let registry: DockerRegistry;
  let scratch: Scratch;

  beforeAll(async () => {
    if (missing) return;
    servers = await start();
    registry = await startDockerRegistry("docker-registry", null);
    scratch = await makeScratch();
  });
  afterAll(async () => {
    await servers?.[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
    await scratch?.[Symbol.asyncDispose]();
  });

  async function machine(environment: Readonly<Record<string, string>> = {}) {
    let output = "";
    let waiting: { readonly text: string; readonly found: () => void } | null = null;
    const abort = new AbortController();
    const all = { ...servers.environment, ...environment };
    const programs = runnerPrograms({
      write: (text) => {
        output += text;
        if (waiting !== null && output.includes(waiting.text)) waiting.found();
      },
      environment: all,
      signal: abort.signal,
    });
    const { engine } = await findEngine({ programs, environment: all }, name);
    return {
      engine,
      abort,
      output: () => output,
      shows: (text: string) => new Promise<void>((found) => (waiting = { text, found })),
    };
  }

  /** A folder with a Dockerfile and files beside it; the time of each file is `mtime`. */
  function context(
    folder: string,
    dockerfile: readonly string[],
    files: readonly string[] = ["a"],
    mtime = 1_600_000_000,
  ): string {
    const path = join(scratch.folder, folder);
    mkdirSync(path);
    writeFileSync(join(path, "Dockerfile"), dockerfile.map((line) => `${line}\n`).join(""));
    for (const file of files) {
      if (file === "sh" && shell !== null) copyFileSync(shell, join(path, file));
      else writeFileSync(join(path, file), `content of ${file}\n`);
      utimesSync(join(path, file), mtime, mtime);
    }
    return folder;
  }

  const image = (changes: Partial<ImageBuild>): ImageBuild =>
    anImage({ folder: scratch.folder, push: !keeps, provenance: name === "buildx" ? "false" : null, ...changes });

  /** Builds and pushes, as the engine does it; the digest. */
  async function release(engine: Engine, build: ImageBuild): Promise<string | null> {
    const built = await engine.build(build);
    return build.push ? built.digest : (await engine.push(build.references)).digest;
  }

  function skopeo(...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync("skopeo", args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`skopeo ${args.join(" ")}: ${stderr}`);
    return stdout.trim();
  }

  const digestOf = (reference: string): string =>
    skopeo("inspect", "--tls-verify=false", "--format={{.Digest}}", `docker://${reference}`);
  const tags = (...names: readonly string[]): readonly string[] =>
    names.map((tag) => `${registry.registry}/acme/podinfo:${tag}`);

  it.skipIf(missing)("pushes every tag under the digest that it tells, with labels of any text", async () => {
    const { engine, output } = await machine();
    const references = tags("1.2.3", "1.2");
    const label = 'a "quoted"\nline of $HOME \\ `x`';
    const digest = await release(
      engine,
      image({
        context: context("first", ["FROM scratch", "ARG A", "COPY a /a"]),
        references,
        labels: { title: label },
        buildArgs: [["A", "x\ny"]],
      }),
    );
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
    expect(references.map(digestOf)).toEqual([digest, digest]);
    const configuration = parseJson(skopeo("inspect", "--config", "--tls-verify=false", `docker://${references[0]}`));
    const config = asRecord(asRecord(configuration, "the configuration")["config"], "config");
    expect(asString(asRecord(config["Labels"], "Labels")["title"], "title")).toBe(label);
    expect(output()).toMatch(/^::group::/u);
    expect(output()).toMatch(/::endgroup::\n$/u);
  });

  it.skipIf(missing)("builds a context, a Dockerfile and a stage whose names look like options", async () => {
    const { engine } = await machine();
    context("--help", ["FROM scratch AS first", "COPY a /a", "FROM scratch AS second", "COPY b /b"], ["a", "b"]);
    const references = tags("hostile");
    const digest = await release(
      engine,
      image({ context: "--help", file: "--help/Dockerfile", target: "first", references }),
    );
    expect(digestOf(references[0] ?? "")).toBe(digest);
  });

  // Only where it applies: what is skipped is what the machine lacks.
  if (reproduces)
    it.skipIf(missing)("gives one digest for one commit, whenever its files were checked out", async () => {
      const { engine } = await machine();
      const dockerfile = ["FROM scratch", "COPY a /a"];
      const one = await release(
        engine,
        image({ context: context("then", dockerfile, ["a"], 1_500_000_000), references: tags("then") }),
      );
      const other = await release(
        engine,
        image({ context: context("now", dockerfile, ["a"], 1_650_000_000), references: tags("now") }),
      );
      expect(other).toBe(one);
    });

  if (severalPlatforms)
    it.skipIf(missing)("pushes every platform under every tag", async () => {
      const { engine } = await machine();
      const references = tags("2.0.0", "2.0");
      const platforms = ["linux/amd64", "linux/arm64"];
      context("platforms", ["FROM scratch", "COPY a /a"]);
      // Twice: what an earlier run left is not added to, and the order is the same.
      const first = await release(engine, image({ context: "platforms", references, platforms }));
      const digest = await release(engine, image({ context: "platforms", references, platforms }));
      expect(digest).toBe(first);
      for (const reference of references) {
        const raw = skopeo("inspect", "--raw", "--tls-verify=false", `docker://${reference}`);
        expect(digestOf(reference)).toBe(digest);
        expect([...raw.matchAll(/"architecture":\s*"(\w+)"/gu)].map(([, found]) => found)).toEqual(["amd64", "arm64"]);
      }
    });

  it.skipIf(missing)("tells of a Dockerfile that is not there", async () => {
    const { engine } = await machine();
    const build = engine.build(
      image({ context: context("empty", ["FROM scratch"]), file: "empty/nope", references: tags("x") }),
    );
    await expect(build).rejects.toThrow(/could not build ".*:x" \(exit code \d+\): .*; there is no Dockerfile/u);
  });

  it.skipIf(missing)("tells of a file that is not there to be copied", async () => {
    const { engine } = await machine();
    const build = engine.build(
      image({ context: context("lacking", ["FROM scratch", "COPY nope /a"]), references: tags("x") }),
    );
    await expect(build).rejects.toThrow(/nope.*; a file that is to be copied is not in the context/u);
  });

  if (keeps)
    it.skipIf(missing)("tells of a registry that is down", async () => {
      const { engine } = await machine();
      const reference = "127.0.0.1:1/acme/podinfo:1";
      await engine.build(image({ context: context("down", ["FROM scratch", "COPY a /a"]), references: [reference] }));
      await expect(engine.push([reference])).rejects.toThrow(
        /could not push "127.0.0.1:1.*connection refused.*; a host could not be reached/u,
      );
    });

  if (runs)
    it.skipIf(missing || shell === null)(
      "gives a step its secrets and shows them nowhere, the failed step by name",
      async () => {
        const { engine, output } = await machine({ INPUT_TOKEN: "hunter2-and-more" });
        writeFileSync(join(scratch.folder, "key"), "line-of-the-key\n");
        const run =
          "RUN --mount=type=secret,id=token --mount=type=secret,id=key cat /run/secrets/token /run/secrets/key; echo; exit 3";
        const links = ["FROM scratch", "COPY sh /bin/sh", "COPY sh /bin/cat", run];
        const build = engine.build(
          image({
            context: context("secret", links, ["sh"]),
            references: tags("x"),
            secrets: [
              { id: "token", source: { env: "INPUT_TOKEN" } },
              { id: "key", source: { file: "key" } },
            ],
          }),
        );
        const message = await build.then(String, String);
        expect(message).toMatch(/; the step ".*cat \/run\/secrets\/token.*failed/u);
        expect(output()).toMatch(/\*\*\*/u);
        expect(output() + message).not.toMatch(/hunter2|line-of-the-key/u);
        expect(readdirSync(tmpdir()).filter((each) => each.startsWith("waybill-build-") && holds(each))).toEqual([]);
      },
    );

  if (runs)
    it.skipIf(missing || shell === null)("ends with a cancelled run, and leaves no step behind", async () => {
      const { engine, abort, shows } = await machine();
      const seconds = `9${process.pid}${cases.findIndex((each) => each.start === start)}`;
      const started = shows("the step runs");
      const dockerfile = [
        "FROM scratch",
        "COPY sh /bin/sh",
        "COPY sh /bin/sleep",
        `RUN echo the step ru""ns; exec sleep ${seconds}`,
      ];
      const build = engine.build(image({ context: context("slow", dockerfile, ["sh"]), references: tags("x") }));
      await Promise.race([started, build]);
      abort.abort(new Error("the run was cancelled (SIGTERM)"));
      await expect(build).rejects.toThrow("the run was cancelled (SIGTERM)");
      // BuildKit's steps are its daemon's, which ends them when it sees that the client is gone; stopping the daemon waits for that.
      if (name !== "buildah" && name !== "podman") await servers[Symbol.asyncDispose]();
      expect(commandLines().filter((each) => each.includes(`sleep ${seconds}`))).toEqual([]);
    });
});

/** Whether a folder of ours holds a secret; other tests have folders of their own, which may go at any time. */
function holds(folder: string): boolean {
  try {
    return readdirSync(join(tmpdir(), folder), { recursive: true, withFileTypes: true }).some(
      (entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name), "utf8").includes("hunter2"),
    );
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

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
