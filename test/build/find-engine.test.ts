// Which engine builds: what auto takes of a machine, in which order, and what it says of the others.
import { describe, expect, it } from "vitest";
import { findEngine } from "../../src/build/find-engine.ts";
import { UserError } from "../../src/errors.ts";
import { anImage } from "./engines/an-image.ts";
import { recordedPrograms } from "./recorded-programs.ts";

interface Machine {
  /** Client, and server while the daemon answers. */
  readonly docker?: string;
  readonly daemon?: boolean;
  readonly plugin?: string;
  /** The driver of buildx' builder. */
  readonly driver?: string;
  readonly buildah?: string;
  readonly podman?: string;
}

function machine(has: Machine) {
  const present = (["docker", "buildah", "podman"] as const).filter((name) => has[name] !== undefined);
  const { programs, calls } = recordedPrograms(present, ({ program, args }) => {
    if (program === "docker" && args[0] === "version")
      return has.daemon === false
        ? { exitCode: 1, stdout: `${has.docker}\n` }
        : { stdout: `${has.docker} ${has.docker}\n` };
    if (program === "docker" && args[1] === "inspect")
      return { stdout: `Name:          some\nDriver:        ${has.driver ?? "docker"}\nLast Activity: now\n` };
    if (program === "docker")
      return has.plugin === undefined
        ? { exitCode: 1 }
        : { stdout: `github.com/docker/buildx ${has.plugin} 28c90ea\n` };
    return { stdout: `${program} version ${program === "buildah" ? has.buildah : has.podman} (image-spec 1.1.0)\n` };
  });
  return { machine: { programs, environment: {} }, calls };
}

const all: Machine = { docker: "28.2.2", plugin: "v0.29.1", buildah: "1.28.2", podman: "4.3.1" };

describe("auto", () => {
  it.each<readonly [string, Machine, string, string]>([
    ["buildx before all others", all, "buildx", "0.29.1"],
    ["docker when it has no buildx", { docker: "28.2.2", buildah: "1.28.2" }, "docker", "28.2.2"],
    ["buildah when docker's daemon does not answer", { ...all, daemon: false }, "buildah", "1.28.2"],
    [
      "buildx without docker's daemon when its builder is elsewhere",
      { ...all, daemon: false, driver: "kubernetes" },
      "buildx",
      "0.29.1",
    ],
    [
      "buildah when docker's daemon does not answer and would have to run buildx' builder",
      { ...all, daemon: false, driver: "docker-container" },
      "buildah",
      "1.28.2",
    ],
    ["buildah when there is no docker", { buildah: "1.28.2", podman: "4.3.1" }, "buildah", "1.28.2"],
    ["podman when there is nothing else", { podman: "4.3.1" }, "podman", "4.3.1"],
  ])("takes %s", async (_what, has, name, version) => {
    const { engine, reason } = await findEngine(machine(has).machine, "auto");
    expect(engine).toMatchObject({ name, version });
    expect(reason).toContain(`${name} ${version} builds: the first`);
  });

  it.each<readonly [string, Machine, string, string]>([
    ["an old buildx", { ...all, plugin: "v0.5.1" }, "docker", "buildx: 0.5.1 is too old: 0.6 is the least"],
    ["an old buildah", { buildah: "1.19.6", podman: "4.3.1" }, "podman", "buildah: 1.19.6 is too old: 1.23"],
  ])("passes %s and says so", async (_what, has, name, says) => {
    const { engine, reason } = await findEngine(machine(has).machine, "auto");
    expect(engine.name).toBe(name);
    expect(reason).toContain(says);
  });

  it("takes podman for itself where it stands under docker's name", async () => {
    const { programs } = recordedPrograms(["docker", "podman"], ({ args }) => {
      if (args[0] === "buildx") return { stdout: "buildah 1.28.0\n" };
      return { stdout: args[0] === "version" ? "4.3.1\n" : "podman version 4.3.1\n" };
    });
    const { engine, reason } = await findEngine({ programs, environment: {} }, "auto");
    expect(engine.name).toBe("podman");
    expect(reason).toContain("buildx: `docker buildx version` fails");
  });

  it("says why it passed the others", async () => {
    const { reason } = await findEngine(
      machine({ docker: "20.10.24", daemon: false, podman: "4.3.1" }).machine,
      "auto",
    );
    expect(reason).toBe(
      "podman 4.3.1 builds: the first that the machine has (buildx: `docker buildx version` fails, so docker has no such plugin; docker: its daemon does not answer; buildah: no `buildah` on PATH)",
    );
  });

  it.each([
    { starts: 2, when: "its daemon answers", daemon: true },
    { starts: 3, when: "only a builder elsewhere could help", daemon: false },
  ])("starts docker $starts times to know when $when", async ({ starts, daemon }) => {
    const { machine: has, calls } = machine({ docker: "28.2.2", daemon, plugin: "v0.29.1", buildah: "1.28.2" });
    await findEngine(has, "auto");
    expect(calls.filter(({ program }) => program === "docker")).toHaveLength(starts);
    // None of the questions can hold the run for ever.
    expect(calls.filter(({ options }) => options.withinMs === undefined)).toEqual([]);
  });

  it("refuses a machine without any, and says what it looked for", async () => {
    const search = findEngine(machine({}).machine, "auto");
    await expect(search).rejects.toThrow(
      "this machine has no engine to build with (buildx: no `docker` on PATH; docker: no `docker` on PATH; buildah: no `buildah` on PATH; podman: no `podman` on PATH)",
    );
    await expect(search).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("a named engine", () => {
  it.each(["buildx", "docker", "buildah", "podman"] as const)("is taken when it is there: %s", async (name) => {
    const { engine, reason } = await findEngine(machine(all).machine, name);
    expect(engine.name).toBe(name);
    expect(engine.pushesWhileBuilding).toBe(name === "buildx");
    expect(reason).toContain("`engine` names it");
  });

  it.each([
    ["buildx", "docker buildx version", { docker: "28.2.2" }],
    ["docker", "no `docker` on PATH", { buildah: "1.28.2" }],
    ["buildah", "no `buildah` on PATH", { podman: "4.3.1" }],
    ["podman", "no `podman` on PATH", { buildah: "1.28.2" }],
  ] as const)("that is missing is a wrong call that says what was looked for: %s", async (name, lookedFor, has) => {
    const search = findEngine(machine(has).machine, name);
    await expect(search).rejects.toThrow(UserError);
    await expect(search).rejects.toThrow(lookedFor);
    await expect(search).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each([
    ["buildx", { docker: "28.2.2", plugin: "v0.5.1" }, "buildx: 0.5.1 is too old: 0.6 is the least"],
    ["docker", { docker: "19.03.15" }, "docker: 19.03.15 is too old: 20.10 is the least"],
    ["buildah", { buildah: "1.19.6" }, "buildah: 1.19.6 is too old: 1.23 is the least"],
    ["podman", { podman: "3.0.1" }, "podman: 3.0.1 is too old: 3.4 is the least"],
  ] as const)("that is too old is a wrong call that says which is the least: %s", async (name, has, says) => {
    const search = findEngine(machine(has).machine, name);
    await expect(search).rejects.toThrow(`the engine ${name} cannot be used on this machine (${says}`);
    await expect(search).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each(["buildah", "podman"] as const)("whose version is no version is taken on trust: %s", async (name) => {
    const { programs } = recordedPrograms([name], () => ({ stdout: "hello \u001B[31mworld\n" }));
    const { engine, reason } = await findEngine({ programs, environment: {} }, name);
    expect(engine.name).toBe(name);
    expect(reason).toContain('of an unknown version ("hello \\u001b[31mworld") builds');
  });

  it("is taken though its daemon is silent: its own failure tells more", async () => {
    const { engine } = await findEngine(machine({ docker: "28.2.2", daemon: false }).machine, "docker");
    expect(engine.name).toBe("docker");
  });

  it.each([
    ["20.10.24+dfsg1", undefined, "1"],
    ["28.2.2", undefined, "0"],
    ["28.2.2", "v0.29.1", "1"],
  ] as const)("docker %s with the plugin %s builds with DOCKER_BUILDKIT=%s", async (version, plugin, buildKit) => {
    const { machine: has, calls } = machine({ docker: version, ...(plugin === undefined ? {} : { plugin }) });
    const { engine } = await findEngine(has, "docker");
    await expect(engine.build(anImage())).rejects.toThrow(/docker/u);
    expect(calls.at(-1)?.options.environment).toMatchObject({ DOCKER_BUILDKIT: buildKit });
  });
});
