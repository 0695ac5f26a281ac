// The run as the runner tells it: repository, event, commit, where the host's APIs are. Read once, from the variables that GitHub documents for every job.
import type * as FileSystem from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { messageOf, usageError } from "../errors.ts";
import { type JsonValue, parseJson } from "../text/canonical-json.ts";

/** Imported, the module would be wrapped name by name, its promises too: a millisecond of every start. Asked for late, because the command line's older Nodes lack it. */
const files = (): typeof FileSystem => process.getBuiltinModule("node:fs");

export interface RunContext {
  /** `owner/name` of the repository whose workflow runs. */
  readonly repository: string;
  readonly eventName: string;
  /** The commit that the workflow runs for. On `pull_request` it is the merge commit, not the head. */
  readonly sha: string;
  /** `refs/heads/main`, `refs/tags/v1` ... */
  readonly ref: string;
  readonly actor: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly workspace: string;
  /** Page of this run; the evidence's pointer back. `null` outside a run. */
  readonly runUrl: string | null;
  /** The webhook's payload; read when it is asked for. */
  event(): JsonValue;
}

/** Reads the context from the job's environment; throws a usage error when it is not a runner's. */
export function readContext(environment: Readonly<Record<string, string | undefined>>): RunContext {
  const needed = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === "") {
      throw usageError(
        `the variable ${name} is not set; Waybill's actions run inside a GitHub Actions job, which sets it; on a laptop use the \`waybill\` command`,
      );
    }
    return value;
  };
  const address = (name: string, usual: string): string =>
    (environment[name] === undefined || environment[name] === "" ? usual : environment[name]).replace(/\/+$/, "");
  const serverUrl = address("GITHUB_SERVER_URL", "https://github.com");
  const repository = needed("GITHUB_REPOSITORY");
  const runId = environment["GITHUB_RUN_ID"];
  return {
    repository,
    eventName: needed("GITHUB_EVENT_NAME"),
    sha: environment["GITHUB_SHA"] ?? "",
    ref: environment["GITHUB_REF"] ?? "",
    actor: environment["GITHUB_ACTOR"] ?? "",
    serverUrl,
    apiUrl: address("GITHUB_API_URL", "https://api.github.com"),
    graphqlUrl: address("GITHUB_GRAPHQL_URL", "https://api.github.com/graphql"),
    workspace: environment["GITHUB_WORKSPACE"] ?? "",
    runUrl: runId === undefined || runId === "" ? null : `${serverUrl}/${repository}/actions/runs/${runId}`,
    event() {
      const path = environment["GITHUB_EVENT_PATH"];
      return path === undefined || path === "" ? {} : readEvent(path);
    },
  };
}

function readEvent(path: string): JsonValue {
  const what = `the event's payload at "${path}" (GITHUB_EVENT_PATH)`;
  let text: string;
  try {
    text = files().readFileSync(path, "utf8");
  } catch (error) {
    throw usageError(`${what} cannot be read: ${messageOf(error)}`, error);
  }
  return parseJson(text, what);
}

/**
 * A file of the job's own checkout; `null` when there is none. Throws a usage error for what leaves the workspace, is reached through a link, which could point at
 * anything that the job can read, or is no regular file.
 */
export function workspaceFile(context: RunContext, path: string): Uint8Array | null {
  if (context.workspace === "") return null;
  let file: number | null = null;
  try {
    const place = join(files().realpathSync(context.workspace), path);
    if (relative(context.workspace, join(context.workspace, path)).startsWith("..") || isAbsolute(path))
      throw new Error("it is outside of the workspace");
    if (files().realpathSync(place) !== place) throw new Error("it is a symbolic link, or behind one");
    // A named pipe would never end.
    file = files().openSync(
      place,
      files().constants.O_RDONLY | files().constants.O_NOFOLLOW | files().constants.O_NONBLOCK,
    );
    if (!files().fstatSync(file).isFile()) throw new Error("it is no regular file");
    return files().readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw usageError(
      `"${path}" in the workspace cannot be used: ${messageOf(error)}; expected a regular file of the checkout`,
      error,
    );
  } finally {
    if (file !== null) files().closeSync(file);
  }
}
