// One REST request from its parts to its answer: route, permission, turn, consequences, pages.
import { Fields, Refusal, notFound, type Answer, type ListAnswer } from "./answers.ts";
import { settle } from "./auto-merge.ts";
import { page } from "./pagination.ts";
import { demand, type Principal } from "./principals.ts";
import { appRoutes } from "./routes/apps.ts";
import { checkRoutes } from "./routes/checks.ts";
import { commitRoutes } from "./routes/commits.ts";
import { gitDataRoutes } from "./routes/git-data.ts";
import { issueRoutes } from "./routes/issues.ts";
import { pullRoutes } from "./routes/pulls.ts";
import { repositoryRoutes } from "./routes/repository.ts";
import { reviewRoutes } from "./routes/reviews.ts";
import { findRoute, type Call, type Result, type Route } from "./routing.ts";
import { exclusively, repositoryNamed, type World } from "./state.ts";

// The commits come last: their path takes any branch name, and so every path below it.
const ROUTES: readonly Route[] = [
  ...appRoutes,
  ...pullRoutes,
  ...reviewRoutes,
  ...issueRoutes,
  ...checkRoutes,
  ...repositoryRoutes,
  ...gitDataRoutes,
  ...commitRoutes,
];

/** Whom GitHub takes a request to be from that has no token, where that may read: nobody. */
const NOBODY: Principal = { kind: "user", login: "ghost" };

export interface RestRequest {
  readonly method: string;
  /** Below the API's base, as it was sent. */
  readonly path: string;
  readonly url: URL;
  readonly body: unknown;
}

/** Whether the forge has a route for this at all. */
export function knowsRoute(method: string, path: string): boolean {
  return findRoute(ROUTES, method, path) !== null;
}

/** The answer to a request whose token has been checked. */
export async function answerRest(world: World, principal: Principal | null, request: RestRequest): Promise<Answer> {
  try {
    return paged(await run(world, principal, request), request.url);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusal(error);
  }
}

/** GitHub's error document. */
export function refusal(error: Refusal): Answer {
  const body = {
    message: error.message,
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    documentation_url: "https://docs.github.com/rest",
    status: String(error.status),
  };
  return { status: error.status, body };
}

async function run(world: World, principal: Principal | null, request: RestRequest): Promise<Result> {
  const found = findRoute(ROUTES, request.method, request.path);
  if (found === null) throw notFound();
  const { route, parameters } = found;
  const call: Call = { world, principal, url: request.url, parameters, body: new Fields(request.body) };
  if (route.kind === "general") return route.run(call);
  const repository = repositoryNamed(world, parameters["owner"] ?? "", parameters["repo"] ?? "");
  if (repository === undefined) throw notFound();
  demand(principal, repository, route.need);
  const by = principal ?? NOBODY;
  return exclusively(repository, async () => {
    await settle(world, repository, by);
    const result = await route.run({ ...call, repository, by });
    if (request.method !== "GET") await settle(world, repository, by);
    return result;
  });
}

function paged(result: Result, url: URL): Answer {
  if (!isList(result)) return result;
  const { items, link } = page(result.list, url);
  const body = result.wrap === undefined ? items : result.wrap(items, result.list.length);
  return { status: 200, body, headers: link === null ? {} : { link } };
}

function isList(result: Result): result is ListAnswer {
  return "list" in result;
}
