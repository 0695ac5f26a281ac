// From a method and a path to a route: what it matches, whom it admits, what it does.
import type { Answer, Fields, ListAnswer } from "./answers.ts";
import type { Need, Principal } from "./principals.ts";
import type { Repository, World } from "./state.ts";

/** One request as a route sees it. */
export interface Call {
  readonly world: World;
  readonly principal: Principal | null;
  readonly url: URL;
  /** The `{name}` parts of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: Fields;
}

export interface RepositoryCall extends Call {
  readonly repository: Repository;
  /** Who writes; a route that anybody may read does not look at it. */
  readonly by: Principal;
}

export type Result = Answer | ListAnswer;

export type Route =
  | {
      readonly kind: "repository";
      readonly method: string;
      readonly pattern: RegExp;
      readonly need: Need;
      readonly run: (call: RepositoryCall) => Promise<Result> | Result;
    }
  | {
      readonly kind: "general";
      readonly method: string;
      readonly pattern: RegExp;
      readonly run: (call: Call) => Promise<Result> | Result;
    };

/** A route below `/repos/{owner}/{repo}`, open to whoever has one of the permissions at that level (`"contents:read"`, `"issues|pull_requests:comment"`). */
export function onRepository(
  method: string,
  path: string,
  need: string,
  run: (call: RepositoryCall) => Promise<Result> | Result,
): Route {
  const [names = "", level] = need.split(":");
  return {
    kind: "repository",
    method,
    pattern: patternOf(`/repos/{owner}/{repo}${path}`),
    need: { permission: names.split("|"), level: level === "write" || level === "comment" ? level : "read" },
    run,
  };
}

export function general(method: string, path: string, run: (call: Call) => Promise<Result> | Result): Route {
  return { kind: "general", method, pattern: patternOf(path), run };
}

/** `{name}` is one segment, `{name...}` the rest of the path (branch names and files have slashes in them). */
function patternOf(path: string): RegExp {
  const source = path.replaceAll(/\{(\w+)(\.\.\.)?\}/g, (_whole, name: string, rest: string | undefined) =>
    rest === undefined ? `(?<${name}>[^/]+)` : `(?<${name}>.+)`,
  );
  return new RegExp(`^${source}$`);
}

/** The route of a request and the decoded parts of its path; `null` when there is none. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): { readonly route: Route; readonly parameters: Readonly<Record<string, string>> } | null {
  for (const route of routes) {
    if (route.method !== method) continue;
    const groups = route.pattern.exec(path)?.groups;
    if (groups !== undefined) {
      const entries = Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)] as const);
      return { route, parameters: Object.fromEntries(entries) };
    }
    if (route.pattern.test(path)) return { route, parameters: {} };
  }
  return null;
}
