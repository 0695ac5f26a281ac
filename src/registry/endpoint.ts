// Where a registry is reached, and over what a secret may travel to it.
import { usageError } from "../errors.ts";

export interface Endpoint {
  /** As references name it: `docker.io`, `ghcr.io`, `localhost:5000`. */
  readonly registry: string;
  /** `https://ghcr.io`; Docker Hub answers at another name than its own. */
  readonly origin: string;
  readonly isLoopback: boolean;
}

/** The registry's endpoint: https, but http on this machine's own loopback, where nobody else listens. Throws a usage error for a name that is no host. */
export function registryEndpoint(registry: string): Endpoint {
  const host = registry === "docker.io" ? "registry-1.docker.io" : registry;
  if (!URL.canParse(`http://${host}`)) {
    throw usageError(
      `the registry ${JSON.stringify(registry)} is not a host name with an optional port; expected one such as ghcr.io or localhost:5000`,
    );
  }
  const isLoopback = isLoopbackUrl(new URL(`http://${host}`));
  return { registry, origin: new URL(`${isLoopback ? "http" : "https"}://${host}`).origin, isLoopback };
}

/** Whether what is sent to `url` on behalf of the registry can be read and changed by nobody between: https, or loopback all the way. */
export function isPrivateWay(url: URL, endpoint: Endpoint): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && endpoint.isLoopback && isLoopbackUrl(url));
}

/** Whether it is on this machine, by the URL standard's own spelling: it writes every form of an IPv4 address as four decimal numbers. */
export function isLoopbackUrl(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/u.test(url.hostname);
}
