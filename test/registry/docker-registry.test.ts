// The client against a real registry, Debian's docker-registry: open to everybody, with passwords, with tokens.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Credentials } from "../../src/registry/credentials.ts";
import { findTool } from "../support/tools.ts";
import {
  type DockerRegistry,
  passwords,
  type Push,
  pushBlob,
  pushManifest,
  startDockerRegistry,
} from "./docker-registry.ts";
import { nobody, open, password } from "./opening.ts";
import { basic, DOCKER_IMAGE, OCI_IMAGE, OCI_INDEX } from "./server.ts";
import { startTokenServer, type TokenServer } from "./token-server.ts";

const program = findTool("docker-registry");
const openssl = findTool("openssl");

interface Manifest {
  readonly schemaVersion: 2;
  readonly mediaType: string;
  readonly config: { readonly mediaType: string; readonly digest: string; readonly size: number };
  readonly layers: readonly [];
}

interface Kind {
  readonly kind: "open" | "passwords" | "tokens";
  readonly credentials: Credentials;
  /** Requests of the first question: the challenge of tokens and the token itself are extra. */
  readonly first: number;
}

const KINDS: readonly Kind[] = [
  { kind: "open", credentials: nobody, first: 1 },
  { kind: "passwords", credentials: password("ann:secret"), first: 1 },
  { kind: "tokens", credentials: password("ann:secret"), first: 3 },
];

describe.skipIf(program === null || openssl === null).each(KINDS)(
  "docker-registry, $kind",
  ({ kind, credentials, first }) => {
    let server: DockerRegistry;
    let tokens: TokenServer;
    let image = "";
    let index = "";
    const place = (repository = "acme/podinfo"): { registry: string; repository: string } => ({
      registry: server.registry,
      repository,
    });

    beforeAll(async () => {
      tokens = await startTokenServer(openssl ?? "", new Set(["ann:secret"]));
      const auth = { open: null, passwords, tokens: async (folder: string) => tokens.trust(folder) }[kind];
      server = await startDockerRegistry(program ?? "", auth);
      const authorization = {
        open: () => null,
        passwords: () => basic("ann:secret"),
        tokens: () => `Bearer ${tokens.token("repository:acme/podinfo:pull,push")}`,
      }[kind]();
      const push: Push = { origin: server.origin, repository: "acme/podinfo", authorization };
      const labels = { "org.opencontainers.image.revision": "4711" };
      const config = JSON.stringify({
        architecture: "amd64",
        os: "linux",
        config: { Labels: labels },
        rootfs: { type: "layers", diff_ids: [] },
      });
      const digest = await pushBlob(push, config);
      const manifest = (mediaType: string, configType: string): Manifest => ({
        schemaVersion: 2,
        mediaType,
        config: { mediaType: configType, digest, size: config.length },
        layers: [],
      });
      image = await pushManifest(push, "1.0.0", manifest(OCI_IMAGE, "application/vnd.oci.image.config.v1+json"));
      await pushManifest(push, "docker", manifest(DOCKER_IMAGE, "application/vnd.docker.container.image.v1+json"));
      const entry = { mediaType: OCI_IMAGE, digest: image, size: 1, platform: { os: "linux", architecture: "amd64" } };
      const multi = { schemaVersion: 2, mediaType: OCI_INDEX, manifests: [entry] };
      index = await pushManifest(push, "multi", multi);
    });
    afterAll(async () => {
      await server[Symbol.asyncDispose]();
      await tokens[Symbol.asyncDispose]();
    });

    it("tells the digest of a tag, and then costs one request a question", async () => {
      const { registry } = open({ credentials });
      expect(await registry.digestOf(place(), "1.0.0")).toBe(image);
      expect(registry.requests).toBe(first);
      expect(await registry.digestOf(place(), "multi")).toBe(index);
      expect(await registry.digestOf(place(), image)).toBe(image);
      expect(registry.requests).toBe(first + 2);
    });

    it("says that there is no such tag, digest or repository", async () => {
      const { registry } = open({ credentials });
      expect(await registry.manifest(place(), "9.9.9")).toBeNull();
      expect(registry.requests).toBe(first);
      expect(await registry.digestOf(place(), "9.9.9")).toBeNull();
      expect(await registry.digestOf(place(), `sha256:${"0".repeat(64)}`)).toBeNull();
      expect(await registry.digestOf(place("acme/nothing"), "1.0.0")).toBeNull();
      expect(await registry.manifest(place("acme/nothing"), "1.0.0")).toBeNull();
    });

    it.each(["1.0.0", "docker", "multi"])("shows the manifest and the labels of %s", async (tag) => {
      const { registry } = open({ credentials });
      const manifest = await registry.manifest(place(), tag);
      if (manifest === null) throw new Error(`no ${tag}`);
      expect(manifest.digest).toBe(await registry.digestOf(place(), tag));
      expect(manifest.platforms).toEqual(tag === "multi" ? [{ platform: "linux/amd64", digest: image }] : []);
      expect(await registry.labels(place(), manifest)).toEqual({ "org.opencontainers.image.revision": "4711" });
    });

    if (kind === "open") {
      it("asks nobody who they are", async () => {
        const { registry } = open({ credentials: password("ann:wrong") });
        expect(await registry.digestOf(place(), "1.0.0")).toBe(image);
        expect(registry.requests).toBe(1);
      });
    } else {
      it("says who is refused", async () => {
        await expect(open().registry.digestOf(place(), "1.0.0")).rejects.toThrow("there are none for");
        await expect(open({ credentials: password("ann:wrong") }).registry.digestOf(place(), "1.0.0")).rejects.toThrow(
          "the credentials of the inputs",
        );
      });
    }

    it("that is down is an error, not an absence", async () => {
      const down = await startDockerRegistry(program ?? "", null);
      const { registry } = down;
      await down[Symbol.asyncDispose]();
      const opened = open({ credentials, budgetMs: 1000 });
      await expect(opened.registry.digestOf({ registry, repository: "acme/podinfo" }, "1.0.0")).rejects.toThrow(
        "ECONNREFUSED",
      );
    });
  },
);
