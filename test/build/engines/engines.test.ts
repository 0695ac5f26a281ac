// The engines around the program: results from its files, secrets that stay secret, failures that say what to do.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Engine } from "../../../src/build/engine.ts";
import { buildah } from "../../../src/build/engines/buildah.ts";
import { buildx } from "../../../src/build/engines/buildx.ts";
import type { EngineMachine } from "../../../src/build/engines/command.ts";
import { docker } from "../../../src/build/engines/docker.ts";
import { digestOf } from "../../../src/build/engines/docker-push.ts";
import { podman } from "../../../src/build/engines/podman.ts";
import { UserError } from "../../../src/errors.ts";
import { parseJson } from "../../../src/text/canonical-json.ts";
import { makeScratch } from "../../support/scratch.ts";
import { recordedPrograms, writeResult, type Answer, type Call } from "../recorded-programs.ts";
import { anImage } from "./an-image.ts";

const digest = `sha256:${"a".repeat(64)}`;
const other = `sha256:${"b".repeat(64)}`;
const METADATA = JSON.stringify({ "containerimage.digest": digest, "containerimage.config.digest": other });

function listOf(...architectures: readonly string[]): string {
  return JSON.stringify({
    manifests: architectures.map((architecture) => ({ platform: { os: "linux", architecture } })),
  });
}

/** Writes the results of a build and a push that went well. */
function wellDone(call: Call): Answer | undefined {
  writeResult(call, "--metadata-file", METADATA);
  writeResult(call, "--iidfile", other);
  writeResult(call, "--digestfile", digest);
  if (call.args[1] === "inspect" && call.args[0] === "manifest") return { stdout: listOf("amd64", "arm64") };
  if (call.args[0] === "image")
    return { stdout: JSON.stringify([`${call.args.at(-1)?.replace(/:[^:/]*$/u, "")}@${digest}`]) };
  return undefined;
}

const engines: readonly (readonly [string, (machine: EngineMachine) => Engine])[] = [
  ["buildx", (machine) => buildx(machine, "0.29.1", true)],
  ["docker", (machine) => docker(machine, "20.10.24", true)],
  ["buildah", (machine) => buildah(machine, "1.28.2")],
  ["podman", (machine) => podman(machine, "4.3.1")],
];

describe.each(engines)("%s", (name, make) => {
  const program = name === "buildx" ? "docker" : name;
  const engine = (answer: (call: Call) => Answer | undefined, environment: Readonly<Record<string, string>> = {}) => {
    const { programs, calls } = recordedPrograms([program], answer);
    return { engine: make({ programs, environment }), calls };
  };

  it("builds in the call's folder, shown in a group, and knows no digest before the push", async () => {
    const { engine: its, calls } = engine(wellDone);
    const built = await its.build(anImage());
    expect(built.digest).toBeNull();
    expect(built.metadata).toMatchObject({ "containerimage.config.digest": other });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ program, options: { folder: "/workspace" } });
    expect(calls[0]?.options.shown).toContain("ghcr.io/acme/podinfo:1.2.3");
  });

  it("pushes every reference in its order and takes the digest from the program's own record", async () => {
    const { engine: its, calls } = engine(wellDone);
    expect(await its.push(["ghcr.io/a/b:1.2.3", "ghcr.io/a/b:1.2"])).toEqual({ digest });
    const pushed = calls
      .filter(({ args }) => args[0] === "push")
      .map(({ args }) => args.at(-1)?.replace("docker://", ""));
    expect(pushed).toEqual(["ghcr.io/a/b:1.2.3", "ghcr.io/a/b:1.2"]);
  });

  it("refuses a push whose references end as different images", async () => {
    let count = 0;
    const { engine: its } = engine((call) => {
      const each = (count += call.args[0] === "push" ? 1 : 0) === 1 ? digest : other;
      writeResult(call, "--digestfile", each);
      return call.args[0] === "image" ? { stdout: JSON.stringify([`ghcr.io/a/b@${each}`]) } : undefined;
    });
    await expect(its.push(["ghcr.io/a/b:1", "ghcr.io/a/b:2"])).rejects.toThrow(
      /different images.*:1" is sha256:a.*:2" is sha256:b/u,
    );
  });

  it("starts no push for a reference that is none", async () => {
    const { engine: its, calls } = engine(wellDone);
    await expect(its.push(["ghcr.io/a/b:1", "--all-tags"])).rejects.toThrow(/--all-tags/u);
    expect(calls).toEqual([]);
  });

  it("starts nothing for a build that is refused", async () => {
    const { engine: its, calls } = engine(wellDone);
    await expect(its.build(anImage({ references: ["--help"] }))).rejects.toMatchObject({ exitCode: 2 });
    expect(calls).toEqual([]);
  });

  it("keeps secrets out of the arguments and names them to be hidden; nothing of them stays", async () => {
    await using scratch = await makeScratch();
    writeFileSync(join(scratch.folder, "key.pem"), "-----BEGIN\nline-of-the-key\n");
    let seen: readonly string[] = [];
    const { engine: its, calls } = engine(
      (call) => {
        // What the program could read at that time: the file of an id, or the variable.
        seen = call.args
          .filter((each) => each.startsWith("--secret="))
          .map((each) => /(?:env|src)=(?<place>.*)$/u.exec(each)?.groups?.["place"] ?? "")
          .map(
            (place) =>
              call.options.environment?.[place] ??
              readFileSync(join(place.startsWith("/") ? "" : scratch.folder, place), "utf8"),
          );
        return wellDone(call);
      },
      { INPUT_TOKEN: "hunter2-and-more" },
    );
    await its.build(
      anImage({
        folder: scratch.folder,
        secrets: [
          { id: "token", source: { env: "INPUT_TOKEN" } },
          { id: "key", source: { file: "key.pem" } },
        ],
      }),
    );
    expect(seen).toEqual(["hunter2-and-more", "-----BEGIN\nline-of-the-key\n"]);
    expect(JSON.stringify(calls[0]?.args)).not.toMatch(/hunter2|line-of-the-key/u);
    expect(calls[0]?.options.shown).not.toMatch(/hunter2|line-of-the-key/u);
    expect(calls[0]?.options.secrets).toEqual(expect.arrayContaining(["hunter2-and-more", "line-of-the-key"]));
    expect(existsSync(temporaryFolder(calls[0]))).toBe(false);
  });

  it.each([
    ["a variable that is not set", { env: "NOT_SET" }, /"token" is in the variable NOT_SET, which this step has not/u],
    ["a file that is not there", { file: "no-such-file" }, /"token" cannot be read from "no-such-file"/u],
  ] as const)("does not start without a secret: %s", async (_what, source, says) => {
    const { engine: its, calls } = engine(wellDone);
    await expect(its.build(anImage({ secrets: [{ id: "token", source }] }))).rejects.toThrow(says);
    expect(calls).toEqual([]);
  });

  it("tells a failure with the program's last lines and what to do, and leaves no file", async () => {
    const { engine: its, calls } = engine(() => ({
      exitCode: 1,
      lastLines: ["Step 2/2 : COPY a /a", "------", "write /x: no space left on device"],
    }));
    const build = its.build(anImage());
    await expect(build).rejects.toThrow(UserError);
    await expect(build).rejects.toThrow(
      /could not build "ghcr.io\/acme\/podinfo:1.2.3" \(exit code 1\): Step 2\/2 : COPY a \/a \/ write \/x: no space left on device; the disk is full \(no space left\)/u,
    );
    expect(existsSync(temporaryFolder(calls[0]))).toBe(false);
  });

  it("does not believe an end without a result", async () => {
    const { engine: its } = engine(() => undefined);
    await expect(its.build(anImage())).rejects.toThrow(/did not write its result/u);
  });
});

/** Where the result was to be written. */
function temporaryFolder(call: Call | undefined): string {
  const path = call?.args
    .map((each) => /^--(?:metadata-file|iidfile)=(?<path>.*)$/u.exec(each)?.groups?.["path"])
    .find((each) => each !== undefined);
  if (path === undefined) throw new Error("the call names no file for its result");
  return dirname(path);
}

describe("buildx that pushes", () => {
  it("has the digest of its metadata", async () => {
    const { programs } = recordedPrograms(["docker"], wellDone);
    const built = await buildx({ programs, environment: {} }, "0.29.1", true).build(anImage({ push: true }));
    expect(built).toEqual({ digest, metadata: parseJson(METADATA) });
  });

  it("loads the image first where it is asked to, without what attests it", async () => {
    const { programs, calls } = recordedPrograms(["docker"], wellDone);
    const asked = anImage({ push: true, load: true, provenance: "mode=max", sbom: "true" });
    expect(await buildx({ programs, environment: {} }, "0.29.1", true).build(asked)).toMatchObject({ digest });
    expect(calls.map(({ args }) => args.filter((each) => /^--(?:load|output|provenance|sbom)/u.test(each)))).toEqual([
      ["--output=type=docker,rewrite-timestamp=true", "--provenance=false", "--sbom=false"],
      ["--output=type=image,push=true,rewrite-timestamp=true", "--provenance=mode=max", "--sbom=true"],
    ]);
  });

  it("does not load several platforms, and pushes none then", async () => {
    const { programs, calls } = recordedPrograms(["docker"], wellDone);
    const asked = anImage({ push: true, load: true, platforms: ["linux/amd64", "linux/arm64"] });
    const build = buildx({ programs, environment: {} }, "0.29.1", true).build(asked);
    await expect(build).rejects.toThrow(/the input `load` is set and `platforms` has linux\/amd64, linux\/arm64/u);
    await expect(build).rejects.toMatchObject({ exitCode: 2 });
    expect(calls).toEqual([]);
  });

  it.each(["{}", '{"containerimage.digest":"latest"}', '{"containerimage.digest":7}'])(
    "refuses metadata without one: %s",
    async (text) => {
      const { programs } = recordedPrograms(["docker"], (call) => {
        writeResult(call, "--metadata-file", text);
        return undefined;
      });
      await expect(
        buildx({ programs, environment: {} }, "0.29.1", true).build(anImage({ push: true })),
      ).rejects.toThrow(/as its digest/u);
    },
  );
});

describe("the digest in docker's records", () => {
  it.each([
    ["of the repository, among others", "ghcr.io/a/b:1", [`docker.io/x/y@${other}`, `ghcr.io/a/b@${digest}`], digest],
    ["of Docker Hub, in docker's short form", "docker.io/acme/b:1", [`acme/b@${digest}`], digest],
    ["of a registry with a port", "localhost:5000/b:1", [`localhost:5000/b@${digest}`], digest],
    ["is not known where there are two", "ghcr.io/a/b:1", [`ghcr.io/a/b@${digest}`, `ghcr.io/a/b@${other}`], null],
    ["is not known where there is none", "ghcr.io/a/b:1", [], null],
    ["is not that of a longer name", "ghcr.io/a/b:1", [`ghcr.io/a/b-c@${digest}`], null],
  ])("%s", (_what, reference, records, expected) => {
    expect(digestOf(reference, JSON.stringify(records))).toBe(expected);
  });

  it("is not known where docker has no list", () => {
    expect(digestOf("ghcr.io/a/b:1", "null\n")).toBeNull();
  });
});

describe("several platforms by buildah", () => {
  it("push the list under each reference, since a second tag would name one platform's image", async () => {
    const { programs, calls } = recordedPrograms(["buildah"], wellDone);
    const engine = buildah({ programs, environment: {} }, "1.28.2");
    const references = ["ghcr.io/a/b:1.2.3", "ghcr.io/a/b:1.2"];
    await engine.build(anImage({ references, platforms: ["linux/amd64", "linux/arm64"] }));
    await engine.push(references);
    expect(calls.map(({ args }) => args.filter((each) => !each.startsWith("--digestfile=")).join(" "))).toEqual([
      "manifest rm ghcr.io/a/b:1.2.3",
      "build --timestamp=1700000000 --manifest=ghcr.io/a/b:1.2.3 --platform=linux/amd64 --layers=false .",
      "build --timestamp=1700000000 --manifest=ghcr.io/a/b:1.2.3 --platform=linux/arm64 --layers=false .",
      "manifest inspect ghcr.io/a/b:1.2.3",
      "manifest push --all ghcr.io/a/b:1.2.3 docker://ghcr.io/a/b:1.2.3",
      "manifest push --all ghcr.io/a/b:1.2.3 docker://ghcr.io/a/b:1.2",
    ]);
  });

  it("need a name for the list", async () => {
    const { programs, calls } = recordedPrograms(["buildah"]);
    const build = buildah({ programs, environment: {} }, "1.28.2").build(
      anImage({ references: [], platforms: ["linux/amd64", "linux/arm64"] }),
    );
    await expect(build).rejects.toThrow(/give the image a tag/u);
    expect(calls).toEqual([]);
  });

  it("is no build when one of them is missing from the list", async () => {
    const { programs } = recordedPrograms(["buildah"], ({ args }) =>
      args[1] === "inspect" ? { stdout: listOf("arm64") } : undefined,
    );
    const build = buildah({ programs, environment: {} }, "1.28.2").build(
      anImage({ platforms: ["linux/amd64", "linux/arm64"] }),
    );
    await expect(build).rejects.toThrow(/has linux\/arm64; expected linux\/amd64, linux\/arm64/u);
  });
});

it.each<readonly [string, (machine: EngineMachine) => Engine]>([
  ["buildah", (machine) => buildah(machine, "1.23.1")],
  ["podman", (machine) => podman(machine, "3.4.4")],
  ["podman", (machine) => podman(machine, 'of an unknown version ("hello")')],
])("an early %s reads a variable's secret from a file that only we can read", async (name, make) => {
  const modes: number[] = [];
  const { programs } = recordedPrograms([name], (call) => {
    const path = call.args
      .map((each) => /src=(?<path>.*)$/u.exec(each)?.groups?.["path"])
      .find((each) => each !== undefined);
    if (path !== undefined) modes.push(statSync(path).mode & 0o777, statSync(dirname(path)).mode & 0o777);
    return wellDone(call);
  });
  const secrets = [{ id: "token", source: { env: "TOKEN" } }];
  await make({ programs, environment: { TOKEN: "hunter22" } }).build(anImage({ secrets }));
  expect(modes).toEqual([0o600, 0o700]);
});
