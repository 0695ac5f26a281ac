// The environment of every Git process: an allow-list, and the configuration that replaces the machine's and the user's.
import { devNull } from "node:os";

/** What a Git process needs of the machine: to find programs, to reach the network through its proxy, to trust its certificates. Nothing with `GIT_` but a certificate's place. */
const PASSED = [
  "PATH",
  "TMPDIR",
  "TEMP",
  "TMP",
  "SystemRoot",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "ALL_PROXY",
  "NO_PROXY",
  "http_proxy",
  "https_proxy",
  "all_proxy",
  "no_proxy",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "GIT_SSL_CAINFO",
  "GIT_SSL_CAPATH",
] as const;

export type ConfigEntries = readonly (readonly [key: string, value: string])[];

/** Nothing that a repository, a machine or a user has set runs or changes what our commands mean. */
const HARDENED: ConfigEntries = [
  ["core.hooksPath", devNull],
  ["core.fsmonitor", "false"],
  ["core.alternateRefsCommand", "true"],
  ["core.quotePath", "false"],
  ["credential.helper", ""],
  ["safe.bareRepository", "explicit"],
  ["submodule.recurse", "false"],
  ["fetch.recurseSubmodules", "false"],
  ["push.recurseSubmodules", "no"],
  ["push.gpgSign", "false"],
  ["commit.gpgSign", "false"],
  ["gc.auto", "0"],
  ["maintenance.auto", "false"],
  ["fastimport.unpackLimit", "1"],
  ["fetch.unpackLimit", "1"],
  ["fetch.writeCommitGraph", "false"],
  ["protocol.version", "2"],
  ["protocol.allow", "never"],
  // A redirect would carry the token to wherever it points.
  ["http.followRedirects", "false"],
  // Git itself waits for ever. Servers that are at work send a sign of life every five seconds (`keepAlive` in git-config(1)).
  ["http.lowSpeedLimit", "1"],
  ["http.lowSpeedTime", "60"],
  ["advice.detachedHead", "false"],
  ["init.defaultBranch", "main"],
];

/**
 * The environment of a Git process. `home`: an empty folder. `config`: settings beside the hardened ones; they travel as
 * `GIT_CONFIG_*` variables, so a token among them is in no argument list and in no file.
 */
export function gitEnvironment(options: {
  readonly home: string;
  readonly config: ConfigEntries;
  readonly variables?: Readonly<Record<string, string>>;
}): Readonly<Record<string, string>> {
  const environment: Record<string, string> = {};
  for (const name of PASSED) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  Object.assign(environment, {
    HOME: options.home,
    XDG_CONFIG_HOME: options.home,
    LC_ALL: "C",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    // Known from Git 2.45 on; before that nothing is fetched lazily because only `fetch` is told of a promisor.
    GIT_NO_LAZY_FETCH: "1",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_DEFAULT_HASH: "sha1",
    ...options.variables,
  });
  const entries = [...HARDENED, ...options.config];
  environment["GIT_CONFIG_COUNT"] = String(entries.length);
  entries.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return environment;
}
