// A registry on loopback that keeps images in memory: of the OCI distribution specification what pushing and pulling takes, open to everybody.
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { asRecord, asString, listOf, parseJson } from "../../src/text/canonical-json.ts";
import { sha256 } from "../../src/text/digest.ts";

export interface MemoryRegistry extends AsyncDisposable {
  /** As references name it: `127.0.0.1:41234`. */
  readonly registry: string;
  readonly origin: string;
}

interface Content {
  readonly body: Buffer;
  readonly type: string;
}

/** One repository's content. */
interface Repository {
  readonly blobs: Map<string, Content>;
  /** By digest. */
  readonly manifests: Map<string, Content>;
  /** The digest of each tag. */
  readonly tags: Map<string, string>;
  /** What has come of each upload so far. */
  readonly uploads: Map<string, Buffer>;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

export async function startMemoryRegistry(): Promise<MemoryRegistry> {
  const repositories = new Map<string, Repository>();
  const http = createServer((request, response) => void serve(repositories, request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("the registry has no port");
  const registry = `127.0.0.1:${address.port}`;
  return {
    registry,
    origin: `http://${registry}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve, reject) => {
        http.close((error) => (error === undefined ? resolve() : reject(error)));
        http.closeAllConnections();
      }),
  };
}

async function serve(
  repositories: Map<string, Repository>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  const {
    status,
    headers = {},
    body = "",
  } = answer(repositories, {
    method: request.method ?? "",
    url: new URL(request.url ?? "/", "http://localhost"),
    type: request.headers["content-type"] ?? "",
    body: Buffer.concat(chunks),
  });
  response.writeHead(status, {
    "docker-distribution-api-version": "registry/2.0",
    "content-length": String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(request.method === "HEAD" ? undefined : body);
}

interface Question {
  readonly method: string;
  readonly url: URL;
  readonly type: string;
  readonly body: Buffer;
}

function answer(repositories: Map<string, Repository>, question: Question): Reply {
  const { method, url } = question;
  if (url.pathname === "/v2/" || url.pathname === "/v2") return { status: 200, body: "{}" };
  const [, name, kind = "", reference = ""] =
    /^\/v2\/(.+)\/(blobs\/uploads|blobs|manifests|tags)\/([^/]*)$/u.exec(url.pathname) ?? [];
  if (name === undefined) return refused(404, "NAME_UNKNOWN", "there is nothing at this address");
  const repository: Repository = repositories.get(name) ?? {
    blobs: new Map(),
    manifests: new Map(),
    tags: new Map(),
    uploads: new Map(),
  };
  // Whoever writes makes it.
  if (method !== "GET" && method !== "HEAD") repositories.set(name, repository);
  if (kind === "blobs/uploads") return upload(repositories, name, repository, reference, question);
  const isRead = method === "GET" || method === "HEAD";
  if (kind === "blobs" && isRead) {
    return found(repository.blobs.get(reference), reference, "BLOB_UNKNOWN");
  }
  if (kind === "manifests" && isRead) {
    const digest = repository.tags.get(reference) ?? reference;
    return found(repository.manifests.get(digest), digest, "MANIFEST_UNKNOWN");
  }
  if (kind === "manifests" && method === "PUT") return putManifest(name, repository, reference, question);
  if (kind === "tags" && isRead && reference === "list") {
    return { status: 200, body: JSON.stringify({ name, tags: [...repository.tags.keys()] }) };
  }
  return refused(405, "UNSUPPORTED", `${method} is not known here`);
}

function found(content: Content | undefined, digest: string, otherwise: string): Reply {
  if (content === undefined) return refused(404, otherwise, `there is no ${digest}`);
  const headers = { "content-type": content.type, "docker-content-digest": digest };
  return { status: 200, headers, body: content.body };
}

/** An upload is begun, continued and ended, in one request or in several; or another repository's blob is taken over. */
function upload(
  repositories: ReadonlyMap<string, Repository>,
  name: string,
  repository: Repository,
  begun: string,
  { method, url, body }: Question,
): Reply {
  const mounted = url.searchParams.get("mount");
  const digest = url.searchParams.get("digest");
  if (method === "POST" && mounted !== null) {
    const blob = repositories.get(url.searchParams.get("from") ?? "")?.blobs.get(mounted);
    if (blob !== undefined) {
      repository.blobs.set(mounted, blob);
      return created(name, "blobs", mounted);
    }
  }
  const id = method === "POST" ? randomUUID() : begun;
  const known = method === "POST" ? Buffer.of() : repository.uploads.get(id);
  if (known === undefined) return refused(404, "BLOB_UPLOAD_UNKNOWN", "no such upload was begun");
  if (method === "DELETE") {
    repository.uploads.delete(id);
    return { status: 204 };
  }
  const all = Buffer.concat([known, body]);
  if (digest !== null && (method === "PUT" || method === "POST")) {
    repository.uploads.delete(id);
    if (sha256(all) !== digest) return refused(400, "DIGEST_INVALID", `what was sent is ${sha256(all)}`);
    repository.blobs.set(digest, { body: all, type: "application/octet-stream" });
    return created(name, "blobs", digest);
  }
  repository.uploads.set(id, all);
  return {
    status: method === "GET" ? 204 : 202,
    headers: {
      location: `/v2/${name}/blobs/uploads/${id}`,
      range: `0-${Math.max(all.length - 1, 0)}`,
      "docker-upload-uuid": id,
    },
  };
}

/** A manifest is taken when everything that it names is there. */
function putManifest(name: string, repository: Repository, reference: string, { body, type }: Question): Reply {
  const digest = sha256(body);
  if (reference.includes(":") && reference !== digest)
    return refused(400, "DIGEST_INVALID", `what was sent is ${digest}`);
  let named: readonly string[];
  try {
    named = contentOf(body.toString());
  } catch (error) {
    return refused(400, "MANIFEST_INVALID", error instanceof Error ? error.message : "it cannot be read");
  }
  const missing = named.find((each) => !repository.blobs.has(each) && !repository.manifests.has(each));
  if (missing !== undefined) return refused(400, "MANIFEST_BLOB_UNKNOWN", `there is no ${missing}`);
  repository.manifests.set(digest, { body, type });
  if (reference !== digest) repository.tags.set(reference, digest);
  return created(name, "manifests", digest);
}

/** The digests that a manifest or an index names. */
function contentOf(text: string): readonly string[] {
  const manifest = asRecord(parseJson(text), "the manifest");
  const digestOf = (value: unknown, what: string): string => asString(asRecord(value, what)["digest"], what);
  const listed = (key: string): readonly string[] =>
    manifest[key] === undefined ? [] : listOf(manifest[key], key, digestOf);
  return [
    ...(manifest["config"] === undefined ? [] : [digestOf(manifest["config"], "config")]),
    ...listed("layers"),
    ...listed("manifests"),
  ];
}

function created(name: string, kind: "blobs" | "manifests", digest: string): Reply {
  const headers = { location: `/v2/${name}/${kind}/${digest}`, "docker-content-digest": digest };
  return { status: 201, headers };
}

function refused(status: number, code: string, message: string): Reply {
  const body = JSON.stringify({ errors: [{ code, message }] });
  return { status, headers: { "content-type": "application/json" }, body };
}
