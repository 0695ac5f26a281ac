// The smallest client of the forge, for its own tests: a request with a token, and Git with a token.
import { spawn } from "node:child_process";
import { gitEnvironment } from "./bare-repository.ts";
import type { Forge } from "./forge.ts";

export interface ClientAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; `null` when there was none. */
  readonly body: unknown;
  /** What stands at a path of the body, as text; empty when nothing does. */
  text(...path: readonly (string | number)[]): string;
  /** The same, of every item of a body that is a list. */
  each(...path: readonly (string | number)[]): readonly string[];
}

export interface Client {
  rest(method: string, path: string, body?: unknown): Promise<ClientAnswer>;
  graphql(query: string, variables?: Readonly<Record<string, unknown>>): Promise<ClientAnswer>;
  /** Runs Git with the token for the forge; gives exit code and both outputs. Never throws. */
  git(cwd: string, ...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }>;
}

export function client(forge: Forge, token: string | null): Client {
  const send = async (method: string, url: string, body: unknown): Promise<ClientAnswer> => {
    const response = await fetch(url, {
      method,
      headers: {
        "x-github-api-version": "2022-11-28",
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const content = await response.text();
    const document: unknown = content === "" ? null : JSON.parse(content);
    return {
      status: response.status,
      headers: response.headers,
      body: document,
      text: (...path) => textAt(document, path),
      each: (...path) => (Array.isArray(document) ? document.map((item) => textAt(item, path)) : []),
    };
  };
  return {
    rest: (method, path, body) => send(method, forge.apiUrl + path, body),
    graphql: (query, variables = {}) => send("POST", forge.graphqlUrl, { query, variables }),
    git: (cwd, ...args) => runGit(forge, token, cwd, args),
  };
}

function textAt(value: unknown, path: readonly (string | number)[]): string {
  let found: unknown = value;
  for (const step of path) {
    if (typeof found !== "object" || found === null) return "";
    found = Reflect.get(found, step);
  }
  return typeof found === "string" ? found : found === undefined ? "" : JSON.stringify(found);
}

async function runGit(
  forge: Forge,
  token: string | null,
  cwd: string,
  args: readonly string[],
): Promise<{ readonly code: number; readonly text: string }> {
  const credentials = Buffer.from(`x-access-token:${token}`).toString("base64");
  const header = {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${forge.serverUrl}/.extraheader`,
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${credentials}`,
  };
  const person = {
    GIT_AUTHOR_NAME: "A",
    GIT_AUTHOR_EMAIL: "a@example.com",
    GIT_COMMITTER_NAME: "A",
    GIT_COMMITTER_EMAIL: "a@example.com",
  };
  const child = spawn("git", args, {
    cwd,
    env: { ...gitEnvironment(), GIT_TERMINAL_PROMPT: "0", ...person, ...(token === null ? {} : header) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode) => resolve(exitCode ?? -1));
  });
  return { code, text: Buffer.concat(chunks).toString() };
}
