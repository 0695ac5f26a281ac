// Requests straight to a host: what is sent, what comes back, and how they end when they are cut off.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, beforeEach, expect, it } from "vitest";
import { sendDirectly } from "../../src/registry/direct.ts";
import { codeOf } from "../../src/registry/network-failure.ts";

let server: Server;
let origin = "";
let answer = (_request: IncomingMessage, response: ServerResponse): void => void response.end();
beforeEach(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  origin = `http://127.0.0.1:${address.port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

type Request = Parameters<typeof sendDirectly>[1];
const request = (changes: Partial<Request> = {}): Request => ({
  method: "GET",
  headers: {},
  redirect: "manual",
  signal: new AbortController().signal,
  ...changes,
});

async function textOf(body: Awaited<ReturnType<typeof sendDirectly>>["body"]): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of body ?? []) parts.push(part);
  return Buffer.concat(parts).toString();
}

it("sends method, headers and body, and gives status, headers and body", async () => {
  answer = (asked, response) => {
    response.writeHead(201, { "Docker-Content-Digest": "sha256:abc", "set-cookie": ["a=1", "b=2"] });
    response.write(`${asked.method} ${asked.url} ${asked.headers["authorization"]} `);
    asked.pipe(response);
  };
  const reply = await sendDirectly(
    new URL(`${origin}/v2/?a=b`),
    request({ method: "POST", headers: { authorization: "Basic eA==" }, body: "grant_type=x" }),
  );
  expect(reply.status).toBe(201);
  expect(reply.headers.get("Docker-Content-Digest")).toBe("sha256:abc");
  expect(reply.headers.get("set-cookie")).toBe("a=1");
  expect(reply.headers.get("www-authenticate")).toBeNull();
  expect(await textOf(reply.body)).toBe("POST /v2/?a=b Basic eA== grant_type=x");
});

it("follows no redirect", async () => {
  answer = (_asked, response) => response.writeHead(307, { location: "https://elsewhere.example/" }).end();
  const reply = await sendDirectly(new URL(origin), request());
  expect([reply.status, reply.headers.get("location")]).toEqual([307, "https://elsewhere.example/"]);
});

it("ends with the signal's reason before the request, before the answer and in the midst of the body", async () => {
  const reason = new Error("the run was cancelled (SIGTERM)");
  await expect(sendDirectly(new URL(origin), request({ signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);

  const before = new AbortController();
  answer = () => before.abort(reason);
  await expect(sendDirectly(new URL(origin), request({ signal: before.signal }))).rejects.toBe(reason);

  const midst = new AbortController();
  answer = (_asked, response) => void response.write("half");
  const { body } = await sendDirectly(new URL(origin), request({ signal: midst.signal }));
  const parts = body?.[Symbol.asyncIterator]();
  expect((await parts?.next())?.value).toEqual(Buffer.from("half"));
  const rest = parts?.next();
  midst.abort(reason);
  await expect(rest).rejects.toBe(reason);
});

it("fails with Node's code when nobody answers, and when an answer breaks off", async () => {
  answer = (_asked, response) => {
    response.writeHead(200, { "content-length": "10" });
    response.write("half", () => response.destroy());
  };
  const { body } = await sendDirectly(new URL(origin), request());
  expect(codeOf(await textOf(body).catch((error: unknown) => error))).toBe("ECONNRESET");
  const { port } = new URL(origin);
  await new Promise((resolve) => server.close(resolve));
  const refused = sendDirectly(new URL(`http://127.0.0.1:${port}`), request());
  expect(codeOf(await refused.catch((error: unknown) => error))).toBe("ECONNREFUSED");
});

it("lets go of the connection of a body that is read in part", async () => {
  let closed = (): void => {};
  const gone = new Promise<void>((resolve) => (closed = resolve));
  answer = (_asked, response) => {
    response.on("close", closed);
    response.write("x".repeat(100_000));
  };
  const { body } = await sendDirectly(new URL(origin), request());
  for await (const part of body ?? []) {
    expect(part.byteLength).toBeGreaterThan(0);
    break;
  }
  await gone;
});
