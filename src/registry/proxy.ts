// The proxy that the runner's environment names: which requests go through it, and what is said when it is down or refuses.
import { BlockList, isIP } from "node:net";
import { UserError, usageError } from "../errors.ts";
import { isLoopbackUrl } from "./endpoint.ts";
import type { Send } from "./exchange.ts";
import { codeOf, reasonOf } from "./network-failure.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface Proxy {
  readonly url: URL;
  /** The variable that names it, for messages: its value may hold a password. */
  readonly variable: string;
}

/**
 * The proxy for a request; `null`: it goes straight there, as everything on this machine's loopback does. Lower case wins, as in the forge's client
 * (actions/toolkit, http-client); a host is exempt by Go's rules, which the engines follow (pkg.go.dev/golang.org/x/net/http/httpproxy).
 * Throws a usage error that names the variable when its value is no proxy's address.
 */
export function proxyFor(url: URL, environment: Environment): Proxy | null {
  if (isLoopbackUrl(url)) return null;
  const scheme = url.protocol === "https:" ? "https_proxy" : "http_proxy";
  const variable = [scheme, scheme.toUpperCase()].find((name) => (environment[name] ?? "") !== "");
  if (variable === undefined || isExempt(url, environment["no_proxy"] || environment["NO_PROXY"] || "")) return null;
  const value = environment[variable] ?? "";
  const address = /^[a-z][a-z0-9+.-]*:\/\//iu.test(value) ? value : `http://${value}`;
  const proxy = URL.canParse(address) ? new URL(address) : null;
  if (proxy === null || !["http:", "https:"].includes(proxy.protocol) || !isDecodable(proxy)) {
    throw usageError(
      `the variable ${variable} is no address of a proxy that can be used; expected one such as http://proxy.example:3128, with a user and password in percent-encoding where it wants them`,
    );
  }
  return { url: proxy, variable };
}

function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.replace(/^\[|\]$/gu, "").toLowerCase();
  const port = url.port === "" ? (url.protocol === "https:" ? "443" : "80") : url.port;
  return list
    .split(",")
    .map((entry) => entry.trim().toLowerCase())
    .some((entry) => entry === "*" || isInRange(host, entry) || isNamed(host, port, entry));
}

/** `10.0.0.0/8`, `fd00::/8`. */
function isInRange(host: string, entry: string): boolean {
  const [, network = "", bits = ""] = /^(.+)\/(\d{1,3})$/u.exec(entry) ?? [];
  const version = isIP(network);
  if (version === 0 || isIP(host) === 0 || Number(bits) > (version === 4 ? 32 : 128)) return false;
  const range = new BlockList();
  range.addSubnet(network, Number(bits), version === 4 ? "ipv4" : "ipv6");
  return range.check(host, isIP(host) === 4 ? "ipv4" : "ipv6");
}

/** `example.com` and everything below it; with a dot or `*.` before it only what is below; with a port only that port. */
function isNamed(host: string, port: string, entry: string): boolean {
  if (isIP(entry) !== 0) return entry === host;
  const [, named = "", only] = /^(.*?)(?::(\d+))?$/u.exec(entry) ?? [];
  const name = named.replace(/^\[|\]$/gu, "").replace(/^\*\./u, ".");
  if (name === "" || (only !== undefined && only !== port)) return false;
  return name.startsWith(".") ? host.endsWith(name) : host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username);
    decodeURIComponent(password);
    return true;
  } catch {
    // A lone percent sign: the reason would quote the password.
    return false;
  }
}

/**
 * `direct`, or through the proxy that the environment names for the address: Node's own clients know none. The client for it is loaded by the first such request.
 * Throws as `fetch` does, with the proxy's name in the reason; UserErrors for what no repetition mends.
 */
export function proxied(direct: Send, environment: Environment): Send {
  const opened = new Map<string, Promise<Send>>();
  return async (url, request) => {
    const proxy = proxyFor(url, environment);
    if (proxy === null) return direct(url, request);
    const known = opened.get(proxy.url.href) ?? openProxy(proxy.url);
    opened.set(proxy.url.href, known);
    const through = await known;
    try {
      return await through(url, request);
    } catch (error) {
      request.signal.throwIfAborted();
      throw explained(error, proxy, url.host);
    }
  };
}

/** By the client that the forge's requests take (undici), whose `fetch` and proxies belong together. */
async function openProxy(proxy: URL): Promise<Send> {
  const undici = await import("undici");
  const { username, password } = proxy;
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const dispatcher = new undici.ProxyAgent({
    uri: proxy.origin,
    ...(pair === ":" ? {} : { token: `Basic ${Buffer.from(pair).toString("base64")}` }),
  });
  return (url, request) => undici.fetch(url, { ...request, dispatcher });
}

/** Through a tunnel nothing is looked up and connected to but the proxy: such a failure is its own. */
const PROXY_FAILURES = /^(?:E[A-Z]+|UND_ERR_CONNECT_TIMEOUT|UND_ERR_SOCKET)$/u;

function explained(error: unknown, { url, variable }: Proxy, host: string): unknown {
  const status = refusedStatus(error);
  const which = `the proxy ${url.host} (the variable ${variable})`;
  if (status === "407") {
    throw new UserError(
      `${which} ${url.username === "" ? "wants a user and a password" : "refuses its user or password"} (407); put them into ${variable} as http://user:password@${url.host}, or exempt ${host} in NO_PROXY`,
    );
  }
  if (status?.startsWith("4") === true) {
    throw new UserError(
      `${which} does not let this run reach ${host} (${status}); allow it there, or exempt ${host} in NO_PROXY`,
    );
  }
  if (status !== null) return failed(`${which} answered ${status} for ${host}`, error);
  const code = codeOf(error);
  if (code === null || !PROXY_FAILURES.test(code)) return error;
  return failed(`${which} cannot be used: ${reasonOf(error)}`, error);
}

/** What the proxy answered instead of a tunnel, which undici says in words only, and wraps; `null`: it answered nothing of the kind. */
function refusedStatus(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 5; each = each.cause, depth += 1) {
    const found = /^Proxy response \((\d{3})\)/u.exec(each.message);
    if (found !== null) return found[1] ?? null;
  }
  return null;
}

/** As `fetch` throws it: the reason is the cause. */
function failed(reason: string, cause: unknown): TypeError {
  return new TypeError("fetch failed", { cause: new Error(reason, { cause }) });
}
