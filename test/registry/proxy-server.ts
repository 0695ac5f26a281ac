// A proxy on loopback: tunnels (CONNECT) to hosts that only it knows, with a password if it wants one, or refuses.
import { createServer } from "node:http";
import { connect } from "node:net";
import { basic } from "./server.ts";

export interface ProxyServer extends AsyncDisposable {
  /** `127.0.0.1:3128`. */
  readonly host: string;
  /** What was asked for: `registry.example:443`. */
  readonly tunnels: string[];
  /** The status instead of a tunnel; `null`: it tunnels. */
  refuse: (count: number) => number | null;
}

/** `hosts`: `registry.example:443` -> the port on loopback that stands for it. `pair`: `user:password`; `null`: for everybody. */
export async function startProxy(
  hosts: Readonly<Record<string, number>>,
  pair: string | null = null,
): Promise<ProxyServer> {
  const http = createServer((_request, response) => response.writeHead(501).end());
  const sockets = new Set<{ destroy(): void }>();
  const server: Omit<ProxyServer, "host" | typeof Symbol.asyncDispose> = { tunnels: [], refuse: () => null };
  http.on("connect", (request, socket, head) => {
    const target = request.url ?? "";
    server.tunnels.push(target);
    socket.on("error", () => socket.destroy());
    const port = hosts[target];
    const isKnown = pair === null || request.headers["proxy-authorization"] === basic(pair);
    const status = server.refuse(server.tunnels.length) ?? (isKnown ? (port === undefined ? 502 : null) : 407);
    if (status !== null || port === undefined) {
      socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      onward.write(head);
      onward.pipe(socket).pipe(onward);
    });
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on("close", () => {
        sockets.delete(each);
        for (const other of [socket, onward]) other.destroy();
      });
    }
    onward.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const address = http.address();
  if (address === null || typeof address === "string") throw new Error("the proxy has no port");
  return Object.assign(server, {
    host: `127.0.0.1:${address.port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve, reject) => {
        http.close((error) => (error === undefined ? resolve() : reject(error)));
        for (const each of sockets) each.destroy();
        http.closeAllConnections();
      }),
  });
}
