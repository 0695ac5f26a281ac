// What the client makes of a registry's answers: digests, manifests, labels, absence, and how many requests each costs.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../src/text/digest.ts";
import { open } from "./opening.ts";
import { image, OCI_IMAGE, OCI_INDEX, type RegistryServer, refusal, startRegistry, unknown } from "./server.ts";

let server: RegistryServer;
beforeAll(async () => {
  server = await startRegistry();
});
afterAll(async () => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.requests.length = 0;
  server.reply = () => null;
});

/** What `image` makes of the label `a`. */
const CONFIGURATION = { architecture: "amd64", os: "linux", config: { Labels: { a: "1" } } };

const place = (): { registry: string; repository: string } => ({
  registry: server.registry,
  repository: "acme/podinfo",
});
const asked = (): string[] => server.requests.map(({ method, target }) => `${method} ${target}`);

describe("the digest of a tag", () => {
  it("is one HEAD request, which takes indexes and images of OCI and Docker", async () => {
    const digest = image(server, "1.0.0");
    const { registry } = open();
    expect(await registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(asked()).toEqual(["HEAD /v2/acme/podinfo/manifests/1.0.0"]);
    expect(registry.requests).toBe(1);
    expect(server.requests[0]?.accept.split(", ").toSorted()).toEqual([
      "application/vnd.docker.distribution.manifest.list.v2+json",
      "application/vnd.docker.distribution.manifest.v2+json",
      "application/vnd.oci.image.index.v1+json",
      "application/vnd.oci.image.manifest.v1+json",
    ]);
  });

  it("is asked for by digest, too", async () => {
    const digest = image(server, null);
    expect(await open().registry.digestOf(place(), digest)).toBe(digest);
    expect(asked()).toEqual([`HEAD /v2/acme/podinfo/manifests/${digest}`]);
  });

  it("is that of the bytes where the registry names none", async () => {
    const digest = image(server, "1.0.0");
    const body = JSON.stringify({ schemaVersion: 2 });
    expect(sha256(body)).not.toBe(digest);
    server.reply = ({ method }) => (method === "HEAD" ? { status: 200, headers: { "content-type": OCI_IMAGE } } : null);
    expect(await open().registry.digestOf(place(), "1.0.0")).toBe(digest);
    expect(asked().map((each) => each.split(" ")[0])).toEqual(["HEAD", "GET"]);
  });

  it.each([404, 405, 501])("is asked for by GET where HEAD is answered with %i", async (status) => {
    const digest = image(server, "1.0.0");
    const headers = { "docker-distribution-api-version": "registry/2.0" };
    server.reply = ({ method }) => (method === "HEAD" ? { status, headers } : null);
    expect(await open().registry.digestOf(place(), "1.0.0")).toBe(digest);
  });
});

it("checks a digest by its own algorithm", async () => {
  const body = JSON.stringify({
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: sha256("c") },
  });
  const digest = `sha512:${createHash("sha512").update(body).digest("hex")}`;
  server.reply = () => ({ status: 200, headers: { "content-type": OCI_IMAGE }, body });
  const { registry } = open();
  expect((await registry.manifest(place(), digest))?.digest).toBe(digest);
  await expect(registry.manifest(place(), `sha512:${"0".repeat(128)}`)).rejects.toThrow(`digest is ${digest}`);
});

describe("an absence", () => {
  it.each(["MANIFEST_UNKNOWN", "NAME_UNKNOWN", "NOT_FOUND", "TAG_EXPIRED"])("is told by the code %s", async (code) => {
    server.reply = () => ({ ...unknown(code), headers: { "content-type": "application/json" } });
    const { registry } = open();
    expect(await registry.manifest(place(), "9.9.9")).toBeNull();
    expect(registry.requests).toBe(1);
    expect(await registry.digestOf(place(), "9.9.9")).toBeNull();
    expect(registry.requests).toBe(3);
  });

  it.each([
    {
      what: "a page",
      reply: { status: 404, headers: { "content-type": "text/html" }, body: "<html>" },
      says: "a web page",
    },
    { what: "nothing", reply: { status: 404 }, says: "MANIFEST_UNKNOWN or NAME_UNKNOWN" },
    {
      what: "another server's JSON",
      reply: { status: 404, body: '{"message":"Not Found"}' },
      says: "the proxy between",
    },
    { what: "another code", reply: refusal(404, "UNSUPPORTED", "no"), says: "UNSUPPORTED" },
    { what: "a code, and no 404 at all", reply: refusal(403, "NAME_UNKNOWN", "no"), says: "403 NAME_UNKNOWN" },
    { what: "a list of nothing", reply: { status: 404, body: '{"errors":[]}' }, says: "the proxy between" },
  ])("is not a 404 with $what", async ({ reply, says }) => {
    server.reply = () => reply;
    const { registry } = open();
    await expect(registry.digestOf(place(), "1.0.0")).rejects.toThrow(says);
    await expect(registry.manifest(place(), "1.0.0")).rejects.toThrow(`${server.registry}/acme/podinfo:1.0.0`);
  });
});

describe("a manifest", () => {
  it("has its digest, type, annotations and configuration", async () => {
    const digest = image(server, "2.0.0", { a: "1" });
    const manifest = await open().registry.manifest(place(), "2.0.0");
    expect(manifest).toEqual({
      digest,
      mediaType: OCI_IMAGE,
      annotations: { tag: "2.0.0" },
      config: server.blob(CONFIGURATION),
      layers: [],
      platforms: [],
    });
  });

  it("of several platforms lists them, attestations left out", async () => {
    const [first, second] = [image(server, "a"), image(server, "b")];
    const digest = server.manifest(
      {
        schemaVersion: 2,
        mediaType: OCI_INDEX,
        manifests: [
          {
            digest: sha256("attestation"),
            platform: { os: "unknown", architecture: "unknown" },
            annotations: { "vnd.docker.reference.type": "attestation-manifest" },
          },
          { digest: first, platform: { os: "linux", architecture: "amd64" } },
          { digest: second, platform: { os: "linux", architecture: "arm", variant: "v7" } },
          { digest: second },
        ],
      },
      "multi",
      OCI_INDEX,
    );
    const manifest = await open().registry.manifest(place(), "multi");
    expect(manifest).toEqual({
      digest,
      mediaType: OCI_INDEX,
      annotations: {},
      config: null,
      layers: [],
      platforms: [
        { platform: "linux/amd64", digest: first },
        { platform: "linux/arm/v7", digest: second },
        { platform: "", digest: second },
      ],
    });
  });
});

describe("labels", () => {
  const labelsOf = async (tag: string): Promise<{ labels: Readonly<Record<string, string>>; requests: number }> => {
    const { registry } = open();
    const manifest = await registry.manifest(place(), tag);
    if (manifest === null) throw new Error(`no ${tag}`);
    return { labels: await registry.labels(place(), manifest), requests: registry.requests };
  };

  it("of an image cost one request more than its manifest", async () => {
    image(server, "3.0.0", { a: "1" });
    expect(await labelsOf("3.0.0")).toEqual({ labels: { a: "1" }, requests: 2 });
  });

  it("are empty for an image that has none", async () => {
    image(server, "3.0.1", null);
    expect((await labelsOf("3.0.1")).labels).toEqual({});
  });

  it("of an index are those of its first platform", async () => {
    const first = image(server, null, { platform: "first" });
    const second = image(server, null, { platform: "second" });
    const attestation = { digest: sha256("x"), platform: { os: "unknown", architecture: "unknown" } };
    server.manifest(
      { mediaType: OCI_INDEX, manifests: [attestation, { digest: first }, { digest: second }] },
      "3.1.0",
      OCI_INDEX,
    );
    expect(await labelsOf("3.1.0")).toEqual({ labels: { platform: "first" }, requests: 3 });
  });

  it("of a chart are none, and are not asked for", async () => {
    const config = { mediaType: "application/vnd.cncf.helm.config.v1+json", digest: sha256("Chart.yaml"), size: 1 };
    const layers = [{ digest: sha256("package") }, { digest: sha256("provenance") }];
    server.manifest({ mediaType: OCI_IMAGE, config, layers }, "6.1.0");
    expect(await labelsOf("6.1.0")).toEqual({ labels: {}, requests: 1 });
    expect(await open().registry.manifest(place(), "6.1.0")).toMatchObject({
      config: null,
      layers: [sha256("package"), sha256("provenance")],
    });
  });

  it("of an index whose platform is gone are an error that names it", async () => {
    server.manifest({ mediaType: OCI_INDEX, manifests: [{ digest: sha256("gone") }] }, "3.2.0", OCI_INDEX);
    await expect(labelsOf("3.2.0")).rejects.toThrow(`names ${sha256("gone")}, which the registry does not have`);
  });

  it("of indexes within indexes are looked for to a depth", async () => {
    let digest = image(server, null);
    for (let depth = 0; depth < 5; depth += 1) {
      digest = server.manifest({ mediaType: OCI_INDEX, manifests: [{ digest }] }, `deep-${depth}`, OCI_INDEX);
    }
    expect((await labelsOf("deep-2")).labels).toEqual({ "org.opencontainers.image.revision": "0123" });
    await expect(labelsOf("deep-4")).rejects.toThrow("an index within 3 others");
  });
});

describe("a call that is wrong", () => {
  it.each([
    { registry: "ghcr.io", repository: "acme/../../token", reference: "1", says: "not valid" },
    { registry: "ghcr.io/x", repository: "acme", reference: "1", says: "not a repository in full" },
    { registry: "user@ghcr.io", repository: "acme", reference: "1", says: "not valid" },
    { registry: "docker.io", repository: "nginx", reference: "1", says: "expected docker.io/library/nginx" },
    { registry: "ghcr.io", repository: "acme/podinfo", reference: "../blobs", says: "neither a tag nor a digest" },
    { registry: "ghcr.io", repository: "acme/podinfo", reference: "", says: "neither a tag nor a digest" },
    { registry: "ghcr.io:99999", repository: "acme/podinfo", reference: "1", says: "not a host name" },
  ])("is refused before anything is sent: $registry/$repository:$reference", async ({ says, reference, ...where }) => {
    const { registry } = open();
    await expect(registry.digestOf(where, reference)).rejects.toThrow(says);
    expect(registry.requests).toBe(0);
  });
});
