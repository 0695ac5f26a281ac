// A registry on loopback that keeps what it is given and misbehaves as it is told.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { sha256 } from "../../src/text/digest.ts";

export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly authorization: string | null;
  readonly accept: string;
  readonly body: string;
}

/** What is sent instead of the registry's own answer; a text is what happens to the connection. */
export type Reply =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** Closed without an answer; closed in the middle of it; never answered. */
  | "drop"
  | "cut"
  | "silence";

export interface RegistryServer extends AsyncDisposable {
  readonly origin: string;
  /** As references name it: `127.0.0.1:41234`. */
  readonly registry: string;
  readonly requests: SeenRequest[];
  /** Asked before each answer; `null`: the registry answers itself. */
  reply: (request: SeenRequest, count: number) => Reply | null;
  /** Stores a manifest under its digest and, if there is one, a tag; returns the digest. */
  manifest(value: unknown, tag: string | null, contentType?: string): string;
  /** Stores a blob and returns its digest. */
  blob(value: unknown): string;
}

export const OCI_IMAGE = "application/vnd.oci.image.manifest.v1+json";
export const OCI_INDEX = "application/vnd.oci.image.index.v1+json";
export const DOCKER_IMAGE = "application/vnd.docker.distribution.manifest.v2+json";
const OCI_CONFIG = "application/vnd.oci.image.config.v1+json";

/** Every repository of it has the same content. */
export async function startRegistry(): Promise<RegistryServer> {
  const contents = new Map<string, { readonly body: Buffer; readonly contentType: string; readonly digest: string }>();
  const http = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const store = (kind: string, value: unknown, contentType: string, tag: string | null): string => {
    const body = Buffer.from(JSON.stringify(value));
    const digest = sha256(body);
    for (const name of tag === null ? [digest] : [digest, tag])
      contents.set(`${kind}/${name}`, { body, contentType, digest });
    return digest;
  };
  const server: RegistryServer = {
    registry: `127.0.0.1:${address.port}`,
    origin: `http://127.0.0.1:${address.port}`,
    requests: [],
    reply: () => null,
    manifest: (value, tag, contentType = OCI_IMAGE) => store("manifests", value, contentType, tag),
    blob: (value) => store("blobs", value, "application/octet-stream", null),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve, reject) => {
        http.close((error) => (error === undefined ? resolve() : reject(error)));
        http.closeAllConnections();
      }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const seen: SeenRequest = {
      method: request.method ?? "",
      target: request.url ?? "",
      authorization: request.headers.authorization ?? null,
      accept: request.headers.accept ?? "",
      body: Buffer.concat(chunks).toString("utf8"),
    };
    server.requests.push(seen);
    const reply = server.reply(seen, server.requests.length) ?? own(seen);
    if (reply === "silence") return;
    if (reply === "drop") request.socket.destroy();
    else if (reply === "cut") {
      response.writeHead(200, { "content-length": "1000", "content-type": OCI_IMAGE }).write("{");
      setImmediate(() => request.socket.destroy());
    } else response.writeHead(reply.status, reply.headers).end(seen.method === "HEAD" ? undefined : reply.body);
  }

  function own({ target }: SeenRequest): Exclude<Reply, string> {
    const [, kind = "", name = ""] = /^\/v2\/.+\/(manifests|blobs)\/([^/?]+)$/u.exec(target) ?? [];
    const content = contents.get(`${kind}/${name}`);
    if (content === undefined) return unknown(kind === "manifests" ? "MANIFEST_UNKNOWN" : "BLOB_UNKNOWN");
    return {
      status: 200,
      headers: { "content-type": content.contentType, "docker-content-digest": content.digest },
      body: content.body.toString("utf8"),
    };
  }
  return server;
}

/** The answer of a registry that does not have it. */
export function unknown(code: string): Exclude<Reply, string> {
  return refusal(404, code, "not known", { "docker-distribution-api-version": "registry/2.0" });
}

/** An error as the OCI distribution specification writes it. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Exclude<Reply, string> {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ errors: [{ code, message }] }),
  };
}

/** Asks for a bearer token, and gives one at `/token` to `user:password` (to anybody: `null`): `token-1`, `token-2`, each good for `uses` requests. */
export function bearerRegistry(
  server: RegistryServer,
  options: { readonly user: string | null; readonly realm?: string; readonly uses?: number },
): void {
  const { user, realm = `${server.origin}/token`, uses = Number.POSITIVE_INFINITY } = options;
  let given = 0;
  let used = 0;
  server.reply = (request) => {
    if (request.target.startsWith("/token")) {
      const expected = user === null ? null : basic(user);
      const asked = new URLSearchParams(request.body).get("refresh_token");
      if (request.authorization !== expected && asked !== user) return refusal(401, "UNAUTHORIZED", "who are you");
      given += 1;
      used = 0;
      return { status: 200, headers: { "content-type": "application/json" }, body: `{"token":"token-${given}"}` };
    }
    used += 1;
    if (request.authorization === `Bearer token-${given}` && given > 0 && used <= uses) return null;
    return refusal(401, "UNAUTHORIZED", "authentication required", {
      "www-authenticate": `Bearer realm="${realm}",service="test.example",scope="repository:other/thing:pull,push"`,
    });
  };
}

export function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

/** An image with labels; returns its manifest's digest. */
export function image(
  server: RegistryServer,
  tag: string | null,
  labels: Readonly<Record<string, string>> | null = { "org.opencontainers.image.revision": "0123" },
): string {
  const config = server.blob({ architecture: "amd64", os: "linux", config: labels === null ? {} : { Labels: labels } });
  return server.manifest(
    {
      schemaVersion: 2,
      mediaType: OCI_IMAGE,
      config: { mediaType: OCI_CONFIG, digest: config, size: 1 },
      layers: [],
      annotations: { tag: tag ?? "" },
    },
    tag,
  );
}
