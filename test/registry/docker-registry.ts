// Debian's docker-registry on loopback, in a folder of its own: open to everybody, with passwords, or with tokens.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sha256 } from "../../src/text/digest.ts";

export interface DockerRegistry extends AsyncDisposable {
  /** As references name it. */
  readonly registry: string;
  readonly origin: string;
  /** Ends the process; disposing does it, too. */
  stop(): Promise<void>;
}

/** `auth`: the registry's own setting of that name, made for the folder that its files may be written to; `null`: open to everybody. `tls`: files; without them it speaks plain http. */
export async function startDockerRegistry(
  program: string,
  auth: ((folder: string) => Promise<unknown>) | null,
  tls?: { readonly certificate: string; readonly key: string },
): Promise<DockerRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-registry-"));
  const configuration = join(folder, "config.yml");
  // JSON is YAML.
  await writeFile(
    configuration,
    JSON.stringify({
      version: 0.1,
      log: { level: "info", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(folder, "content") } },
      http: { addr: "127.0.0.1:0", ...(tls === undefined ? {} : { tls }) },
      ...(auth === null ? {} : { auth: await auth(folder) }),
    }),
  );
  const child = spawn(program, ["serve", configuration], { env: {}, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const registry = await new Promise<string>((resolve, reject) => {
    let log = "";
    const read = (text: string): void => {
      log += text;
      const [, address] = /listening on (127\.0\.0\.1:\d+)/u.exec(log) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout.setEncoding("utf8").on("data", read);
    child.stderr.setEncoding("utf8").on("data", read);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`docker-registry ended: ${log}`)));
  });
  const stop = async (): Promise<void> => {
    child.kill("SIGKILL");
    await ended;
  };
  return {
    registry,
    origin: `${tls === undefined ? "http" : "https"}://${registry}`,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** ann:secret, as `htpasswd -B` writes it. */
const HTPASSWD = "ann:$2y$05$4ba5VPSeUhJd/9eBBJ8cX.6C1qO7vl9QjBqnCZGDT.pW9YCQO6PG2";

/** The `auth` setting of a registry that ann may use with the password `secret`. */
export async function passwords(folder: string): Promise<unknown> {
  await writeFile(join(folder, "htpasswd"), HTPASSWD);
  return { htpasswd: { realm: "tests", path: join(folder, "htpasswd") } };
}

/** Pushes as an image builder does, without one. `authorization` is sent with each request. */
export interface Push {
  readonly origin: string;
  readonly repository: string;
  readonly authorization: string | null;
}

/** Pushes a blob; returns its digest. */
export async function pushBlob(push: Push, content: string): Promise<string> {
  const started = await send(push, "POST", `${push.origin}/v2/${push.repository}/blobs/uploads/`);
  const url = new URL(started.headers.get("location") ?? "", push.origin);
  const digest = sha256(content);
  url.searchParams.set("digest", digest);
  await send(push, "PUT", url.href, { body: content, type: "application/octet-stream" });
  return digest;
}

/** Pushes a manifest as a tag; returns its digest. */
export async function pushManifest(push: Push, tag: string, manifest: { readonly mediaType: string }): Promise<string> {
  const body = JSON.stringify(manifest);
  const url = `${push.origin}/v2/${push.repository}/manifests/${tag}`;
  await send(push, "PUT", url, { body, type: manifest.mediaType });
  return sha256(body);
}

async function send(
  { authorization }: Push,
  method: string,
  url: string,
  content?: { readonly body: string; readonly type: string },
): Promise<Response> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(authorization === null ? {} : { authorization }),
      ...(content === undefined ? {} : { "content-type": content.type }),
    },
    ...(content === undefined ? {} : { body: content.body }),
  });
  const said = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${said}`);
  return response;
}
