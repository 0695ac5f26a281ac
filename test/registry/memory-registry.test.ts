// The registry that keeps images in memory, proven by those who push to registries: each engine, skopeo and helm.
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/build/engine.ts";
import { findEngine } from "../../src/build/find-engine.ts";
import { runnerPrograms } from "../../src/runner/programs.ts";
import { sha256 } from "../../src/text/digest.ts";
import { anImage } from "../build/engines/an-image.ts";
import { containerStorage, dockerDaemon, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";
import { pushBlob, pushManifest } from "./docker-registry.ts";
import { type MemoryRegistry, startMemoryRegistry } from "./memory-registry.ts";
import { open } from "./opening.ts";
import { OCI_IMAGE } from "./server.ts";

const run = promisify(execFile);
const skopeo = toolsOf(["skopeo"]);
const plugin = toolsOf(["docker-buildx"])?.get("docker-buildx") ?? "";

interface Case {
  readonly name: Engine["name"];
  readonly tools: readonly string[];
  readonly start: () => EngineServers | Promise<EngineServers>;
}

const ENGINES: readonly Case[] = [
  { name: "buildah", tools: ["buildah"], start: containerStorage },
  { name: "podman", tools: ["podman"], start: containerStorage },
  { name: "docker", tools: ["docker", "dockerd"], start: () => dockerDaemon(null) },
  { name: "buildx", tools: ["docker", "dockerd", "docker-buildx"], start: () => dockerDaemon(plugin) },
];

let registry: MemoryRegistry;
let scratch: Scratch;
beforeAll(async () => {
  registry = await startMemoryRegistry();
  scratch = await makeScratch();
});
afterAll(async () => {
  await registry[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

/** Not synchronous: the registry answers in this process. */
async function call(program: string, ...args: readonly string[]): Promise<string> {
  // Its own home: a program's login and caches are none of the machine's.
  const env = { PATH: process.env["PATH"], HOME: scratch.folder };
  return (await run(program, args, { cwd: scratch.folder, env })).stdout;
}

describe.each(ENGINES)("$name", ({ name, tools, start }) => {
  const isMissing = skopeo === null || toolsOf(tools) === null;
  it.skipIf(isMissing)(
    "pushes twice, and skopeo and our own client find what it pushed",
    async () => {
      await using servers = await start();
      const { environment } = servers;
      const programs = runnerPrograms({ write: () => {}, environment, signal: new AbortController().signal });
      const { engine } = await findEngine({ programs, environment }, name);
      const folder = join(scratch.folder, name);
      mkdirSync(folder);
      writeFileSync(join(folder, "Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
      const references = ["1.2.3", "1.2"].map((tag) => `${registry.registry}/acme/${name}:${tag}`);
      await engine.build(anImage({ folder, references, labels: { title: name } }));
      const { digest } = await engine.push(references);
      const place = { registry: registry.registry, repository: `acme/${name}` };
      const client = open().registry;
      for (const tag of ["1.2.3", "1.2"]) expect(await client.digestOf(place, tag)).toBe(digest);
      const inspected = await call("skopeo", "inspect", "--tls-verify=false", `docker://${references[0]}`);
      expect(JSON.parse(inspected)).toMatchObject({
        Digest: digest,
        RepoTags: ["1.2.3", "1.2"],
        Labels: { title: name },
      });
    },
    60_000,
  );
});

describe("the registry in memory", () => {
  const push = (repository: string) => ({ origin: registry.origin, repository, authorization: null });
  const config = JSON.stringify({ architecture: "amd64", os: "linux", rootfs: { type: "layers", diff_ids: [] } });
  const image = (digest: string) => ({
    schemaVersion: 2,
    mediaType: OCI_IMAGE,
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest, size: config.length },
    layers: [],
  });

  it.skipIf(skopeo === null)(
    "gives an image to skopeo, and takes it back under another name with the same digest",
    async () => {
      const digest = await pushManifest(push("acme/one"), "1", image(await pushBlob(push("acme/one"), config)));
      const one = `docker://${registry.registry}/acme/one:1`;
      await call("skopeo", "copy", "--src-tls-verify=false", one, `dir:${scratch.folder}/pulled`);
      const two = `docker://${registry.registry}/acme/two:2`;
      await call("skopeo", "copy", "--dest-tls-verify=false", `dir:${scratch.folder}/pulled`, two);
      await call(
        "skopeo",
        "copy",
        "--src-tls-verify=false",
        "--dest-tls-verify=false",
        two,
        two.replace("two:2", "three:3"),
      );
      for (const [repository, tag] of [
        ["two", "2"],
        ["three", "3"],
      ] as const)
        expect(
          await open().registry.digestOf({ registry: registry.registry, repository: `acme/${repository}` }, tag),
        ).toBe(digest);
    },
  );

  it("answers a name, a tag and a digest that it does not have with absence", async () => {
    const { registry: client } = open();
    const place = (repository: string) => ({ registry: registry.registry, repository });
    expect(await client.digestOf(place("acme/nothing"), "1")).toBeNull();
    expect(await client.manifest(place("acme/nothing"), `sha256:${"0".repeat(64)}`)).toBeNull();
  });

  it.each([
    {
      what: "a manifest whose configuration is not there",
      send: () => pushManifest(push("acme/broken"), "1", image(sha256("other"))),
      said: "MANIFEST_BLOB_UNKNOWN",
    },
    {
      what: "a manifest under another digest",
      send: () => pushManifest(push("acme/broken"), sha256("other"), { mediaType: OCI_IMAGE }),
      said: "DIGEST_INVALID",
    },
    {
      what: "a blob under another digest",
      send: async () => {
        const url = `${registry.origin}/v2/acme/broken/blobs/uploads/?digest=${sha256("other")}`;
        const response = await fetch(url, { method: "POST", body: "this" });
        throw new Error(await response.text());
      },
      said: "DIGEST_INVALID",
    },
  ])("refuses $what", async ({ send, said }) => {
    await expect(send()).rejects.toThrow(said);
  });
});
