// Which addresses Git may talk to, and what it is told about each: the protocol, and the token for exactly that origin.
import { fileURLToPath } from "node:url";
import { UserError, usageError } from "../errors.ts";
import type { ConfigEntries } from "./environment.ts";

export interface RemoteAccess {
  readonly url: string;
  readonly config: ConfigEntries;
  /** What must never be shown. */
  readonly secrets: readonly string[];
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * How Git reaches a repository. `https`; `http` to this machine or to `serverUrl`'s own host; an absolute path or `file:` URL, without a
 * token. Throws a usage error for anything else, before Git starts: `ext::` and `--upload-pack=` would run programs.
 */
export function remoteAccess(address: string, token: string | null, serverUrl?: string): RemoteAccess {
  const folder = localFolder(address);
  if (folder !== null) return { url: folder, config: [["protocol.file.allow", "always"]], secrets: [] };
  const url = parseUrl(address);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && mayBePlain(url, serverUrl))) throw unusable(address);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") throw unusable(address);
  const protocol: ConfigEntries = [[`protocol.${url.protocol.slice(0, -1)}.allow`, "always"]];
  if (token === null) return { url: url.href, config: protocol, secrets: [] };
  // A line break would end the header and begin another.
  if (!/^[\u0021-\u007e]+$/u.test(token))
    throw new UserError("the token has a space, a line break or another character that no token has; check `token`");
  const basic = Buffer.from(`x-access-token:${token}`).toString("base64");
  const key = `http.${url.origin}/.extraHeader`;
  return {
    url: url.href,
    // The empty value first: it takes back every header that was configured before.
    config: [...protocol, [key, ""], [key, `Authorization: Basic ${basic}`]],
    secrets: [token, basic],
  };
}

function localFolder(address: string): string | null {
  if (address.startsWith("file:")) {
    try {
      return fileURLToPath(address);
    } catch (error) {
      throw unusable(address, error);
    }
  }
  return address.startsWith("/") || /^[A-Za-z]:[\\/]/u.test(address) ? address : null;
}

function parseUrl(address: string): URL {
  try {
    return new URL(address);
  } catch (error) {
    throw unusable(address, error);
  }
}

function mayBePlain(url: URL, serverUrl: string | undefined): boolean {
  return LOOPBACK.has(url.hostname) || (serverUrl !== undefined && url.origin === new URL(serverUrl).origin);
}

function unusable(address: string, cause?: unknown): UserError {
  const shown = address.replace(/\/\/[^/@]*@/u, "//***@");
  return usageError(
    `${JSON.stringify(shown)} cannot be used as a Git address; expected https://host/owner/name without a user, a password or a query`,
    cause,
  );
}
