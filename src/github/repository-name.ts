// `owner/name`, parsed once at the edge so that no later URL can be bent by it.
import { usageError } from "../errors.ts";
import { formatRepository, type RepositoryName } from "./forge.ts";

/** GitHub's logins (with the `_shortcode` of managed users), and the wider set that GHES, Forgejo and Gitea allow for organisations. */
const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?$/;
const NAME = /^[A-Za-z0-9._-]{1,100}$/;

/**
 * Reads `owner/name`. Throws a usage error for everything else: a URL, more than two segments, dots only, a `.git` or `.wiki` ending
 * (the host would read another repository), any character that means something in a URL or to Git.
 */
export function parseRepositoryName(text: string): RepositoryName {
  const [owner, name, ...rest] = text.split("/");
  const whole =
    rest.length === 0 &&
    owner !== undefined &&
    name !== undefined &&
    OWNER.test(owner) &&
    !owner.includes("..") &&
    NAME.test(name) &&
    !/^\.+$/.test(name) &&
    !/\.(?:git|wiki)$/i.test(name);
  if (!whole) {
    throw usageError(
      `the repository ${JSON.stringify(text.slice(0, 200))} is not a repository's name; expected \`owner/name\`, such as \`acme/environment\``,
    );
  }
  return { owner, name };
}

/** The URL that Git clones from and pushes to, without credentials. `serverUrl` is the runner's GITHUB_SERVER_URL. Throws a usage error when it is not http(s). */
export function remoteUrl(serverUrl: string, repository: RepositoryName): string {
  const server = URL.canParse(serverUrl) ? new URL(serverUrl) : null;
  if (server === null || (server.protocol !== "https:" && server.protocol !== "http:")) {
    throw usageError(
      `the server URL ${JSON.stringify(serverUrl)} is not an https URL; expected one such as \`https://github.com\``,
    );
  }
  return `${server.origin}${server.pathname.replace(/\/+$/, "")}/${formatRepository(repository)}.git`;
}
