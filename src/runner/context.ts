// The run as the runner tells it: repository, event, commit, where the host's APIs are. Read once, from the variables that GitHub documents for every job.
import { closeSync, constants, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.ts";
import { type JsonValue, parseJson } from "../text/canonical-json.ts";

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

/** Reads the context from the job's environment; throws a UserError when it is not a runner's. */
export function readContext(environment: Readonly<Record<string, string | undefined>>): RunContext {
  const needed = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === "") {
      throw new UserError(
        `the variable ${name} is not set; Waybill's actions run inside a GitHub Actions job, which sets it; on a laptop use the \`waybill\` command`,
      );
    }
    return value;
  };
  const serverUrl = (environment["GITHUB_SERVER_URL"] ?? "https://github.com").replace(/\/+$/, "");
  const repository = needed("GITHUB_REPOSITORY");
  const runId = environment["GITHUB_RUN_ID"];
  return {
    repository,
    eventName: needed("GITHUB_EVENT_NAME"),
    sha: environment["GITHUB_SHA"] ?? "",
    ref: environment["GITHUB_REF"] ?? "",
    actor: environment["GITHUB_ACTOR"] ?? "",
    serverUrl,
    apiUrl: (environment["GITHUB_API_URL"] ?? "https://api.github.com").replace(/\/+$/, ""),
    graphqlUrl: environment["GITHUB_GRAPHQL_URL"] ?? "https://api.github.com/graphql",
    workspace: environment["GITHUB_WORKSPACE"] ?? "",
    runUrl: runId === undefined ? null : `${serverUrl}/${repository}/actions/runs/${runId}`,
    event() {
      const path = environment["GITHUB_EVENT_PATH"];
      if (path === undefined || path === "") return {};
      return parseJson(readFileSync(path, "utf8"));
    },
  };
}

/** waybill.yaml in the job's own checkout, for an early answer to a wrong configuration; `null` when there is none. */
export function workspaceFile(context: RunContext, name: string): Uint8Array | null {
  if (context.workspace === "") return null;
  let file: number;
  try {
    // A link could point at anything that the job can read.
    file = openSync(join(context.workspace, name), constants.O_RDONLY | constants.O_NOFOLLOW);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return null;
    throw new UserError(`${name} in the workspace cannot be read; expected a regular file`, {
      exitCode: 2,
      cause: error,
    });
  }
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}
