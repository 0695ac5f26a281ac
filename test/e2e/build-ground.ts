// The ground of the tests of `build` with real engines: a checkout of the test's own, a registry, and the step on them.
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { asRecord, asString, listOf } from "../../src/text/canonical-json.ts";
import { containerStorage, dockerDaemon, type EngineServers, toolsOf } from "../build/engines/engine-servers.ts";
import { startDockerRegistry } from "../registry/docker-registry.ts";
import { startClone } from "../support/job-clone.ts";
import { type StepOptions, type StepResult, runStep } from "../support/runner.ts";
import { findTool } from "../support/tools.ts";

export interface RealEngine {
  readonly engine: "buildx" | "docker" | "buildah" | "podman";
  readonly needs: readonly string[];
  readonly start: () => Promise<EngineServers>;
}

/** The engines that a step can run with on a plain machine. */
export const REAL_ENGINES: readonly RealEngine[] = [
  { engine: "buildah", needs: ["buildah"], start: async () => containerStorage() },
  { engine: "podman", needs: ["podman"], start: async () => containerStorage() },
  { engine: "docker", needs: ["docker", "dockerd"], start: () => dockerDaemon(null) },
];

/** A static program that is a shell and whatever it is called as; `null` where there is none. */
export const shell = findTool("busybox");

/** Whether the engine, the registry and skopeo are here. */
export const canRun = ({ needs }: RealEngine): boolean => toolsOf([...needs, "docker-registry", "skopeo"]) !== null;

export interface BuildGround extends AsyncDisposable {
  readonly servers: EngineServers;
  /** `127.0.0.1:port`. */
  readonly registry: string;
  readonly origin: string;
  /** A clone with one commit of these files: text, a link to another path, or a copy of another file. */
  checkout(files: Readonly<Record<string, Content>>): Promise<Checkout>;
  /** The step `build` on the checkout; the image is `acme/hello`. */
  build(checkout: Checkout, options?: Partial<StepOptions>): Promise<StepResult>;
  /** The tags of an image in the registry; empty when it has none. */
  tags(image?: string): Promise<readonly string[]>;
}

export type Content = string | { readonly link: string } | { readonly copy: string };

export interface Checkout {
  readonly folder: string;
  readonly sha: string;
}

export async function makeBuildGround({ engine, start }: RealEngine): Promise<BuildGround> {
  const servers = await start();
  const registry = await startDockerRegistry("docker-registry", null);
  const folder = await mkdtemp(join(tmpdir(), "waybill-checkouts-"));
  let count = 0;
  return {
    servers,
    registry: registry.registry,
    origin: registry.origin,
    checkout: (files) => makeCheckout(join(folder, String((count += 1))), files),
    build: (checkout, options = {}) =>
      runStep({
        action: "build",
        token: "",
        repository: "acme/hello",
        serverUrl: "https://github.example",
        apiUrl: "https://github.example/api",
        graphqlUrl: "https://github.example/graphql",
        event: { name: "push", payload: {} },
        sha: checkout.sha,
        workspace: checkout.folder,
        ...options,
        with: { image: `${registry.registry}/acme/hello`, engine, ...options.with },
        env: { ...servers.environment, ...options.env },
      }),
    async tags(image = "acme/hello") {
      const response = await fetch(`${registry.origin}/v2/${image}/tags/list`);
      if (response.status === 404) return [];
      const tags = asRecord(await response.json(), "the registry's answer")["tags"] ?? [];
      return listOf(tags, "tags", asString);
    },
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      await servers[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Makes the folder a clone with one commit of the files. */
export async function makeCheckout(folder: string, files: Readonly<Record<string, Content>>): Promise<Checkout> {
  await mkdir(folder);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    if (typeof content === "string") await writeFile(join(folder, path), content);
    else if ("link" in content) await symlink(content.link, join(folder, path));
    else await copyFile(content.copy, join(folder, path));
  }
  return { folder, sha: await (await startClone(folder)).commit() };
}

/** A Dockerfile whose steps can run: the checkout has the shell as `sh`. */
export const dockerfile = (...lines: readonly string[]): string =>
  ["FROM scratch", "COPY sh /bin/sh", ...lines, ""].join("\n");
