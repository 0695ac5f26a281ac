// Every request checked against what GitHub itself publishes: its OpenAPI description (a cut of it, routes.json) and its GraphQL schema.
import { graphqlViolations } from "./graphql.ts";
import { restContract } from "./rest.ts";

export interface Contract {
  /**
   * What is wrong with a REST request; nothing when it is as GitHub describes it. `path` is relative to the API's root (`/repos/...`),
   * segments still encoded; a GHES prefix is allowed. `body`: the parsed JSON, `undefined` when none was sent.
   */
  rest(method: string, path: string, query: URLSearchParams, body: unknown): string[];
  /** What is wrong with a GraphQL request: syntax, unknown fields, arguments and variables of the wrong type. */
  graphql(query: string, variables: Record<string, unknown>): string[];
}

/** Quick: schemas are compiled when a route is first used, GitHub's SDL is read at the first GraphQL request. */
export async function loadContract(): Promise<Contract> {
  const rest = await restContract();
  return { rest, graphql: graphqlViolations };
}
