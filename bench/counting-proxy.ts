// What stands between a program and a registry and counts what passes.
import { createServer, request as forward } from "node:http";

export interface CountingProxy extends AsyncDisposable {
  /** As references name it. */
  readonly registry: string;
  /** What has passed: `GET /v2/: 401`. */
  readonly passed: readonly string[];
}

export async function startCountingProxy(origin: string): Promise<CountingProxy> {
  const passed: string[] = [];
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    // With the host as it was asked: the registry makes the addresses of its uploads of it.
    const asked = forward(`${origin}${url}`, { method, headers }, (answer) => {
      passed.push(`${method} ${url}: ${answer.statusCode}`);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on("error", () => response.destroy());
    request.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return {
    registry: `127.0.0.1:${address.port}`,
    passed,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
