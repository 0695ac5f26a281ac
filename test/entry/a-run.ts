// A run as the runner tells it, for tests of what a call means: a push to the main branch, unless a test says otherwise.
import type { RunContext } from "../../src/runner/context.ts";

export const SHA = "0123456789abcdef0123456789abcdef01234567";

export function aRun(changes: Partial<RunContext> = {}): RunContext {
  return {
    repository: "acme/app",
    eventName: "push",
    sha: SHA,
    ref: "refs/heads/main",
    actor: "dev",
    serverUrl: "https://github.com",
    apiUrl: "https://api.github.com",
    graphqlUrl: "https://api.github.com/graphql",
    workspace: "/workspace",
    runUrl: null,
    event: () => ({}),
    ...changes,
  };
}
