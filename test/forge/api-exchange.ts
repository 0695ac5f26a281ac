// REST and GraphQL over HTTP: read the request, check its token and hold it against GitHub's description, answer and record.
import type { IncomingMessage, ServerResponse } from "node:http";
import { GraphQLError } from "graphql";
import { Refusal, isRecord, type Answer } from "./answers.ts";
import { commonHeaders, end, json, meet, pause, send, tokenKind, type ServerContext } from "./exchange.ts";
import { GraphqlRefusal, execute, operationOf } from "./graphql-executor.ts";
import { graphFor } from "./graphql.ts";
import { identify, type Principal } from "./principals.ts";
import { answerRest, knowsRoute, refusal } from "./rest.ts";

const API = "/api/v3";
const GRAPHQL = "/api/graphql";

interface Recorded {
  readonly operation: string | null;
  readonly write: boolean;
}

/** Serves one REST or GraphQL request. */
export async function serveApi(
  context: ServerContext,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = request.method ?? "GET";
  const text = await readAll(request);
  const graphql = url.pathname === GRAPHQL;
  const path = graphql ? "/graphql" : url.pathname.startsWith(API) ? url.pathname.slice(API.length) : url.pathname;
  const body = parseBody(text);
  const who = identify(context.world, request.headers.authorization);
  const faults = context.faults.take(method, path);
  const recorded: Recorded = graphql
    ? describe(body)
    : { operation: null, write: method !== "GET" && method !== "HEAD" };
  const version = request.headers["x-github-api-version"];
  const record = (status: number): void => {
    context.recording.requests.push({
      kind: graphql ? "graphql" : "rest",
      method,
      path,
      query: Object.fromEntries(url.searchParams),
      // What hands out tokens takes none, so no body has one.
      body,
      ...recorded,
      status,
      token: tokenKind(who),
      apiVersion: typeof version === "string" ? version : null,
    });
  };
  await pause(context.delayMs);
  const early = await meet(context, faults.before);
  if (early !== null) {
    record(early.reply?.status ?? 0);
    return end(response, early);
  }
  const answer = await answerApi(context, who, { graphql, method, path, url, body });
  const late = await meet(context, faults.after);
  // Recorded before it is sent: whoever has the answer finds the request in the recording.
  record(late === null ? answer.status : (late.reply?.status ?? 0));
  if (late !== null) return end(response, late);
  const reply = json(answer.status, answer.body);
  const principal = typeof who === "string" ? null : who;
  send(response, { ...reply, headers: { ...reply.headers, ...commonHeaders(context, principal), ...answer.headers } });
}

interface ApiRequest {
  readonly graphql: boolean;
  readonly method: string;
  readonly path: string;
  readonly url: URL;
  readonly body: unknown;
}

async function answerApi(
  context: ServerContext,
  who: ReturnType<typeof identify>,
  request: ApiRequest,
): Promise<Answer> {
  if (who === "invalid") return refusal(new Refusal(401, "Bad credentials"));
  const principal = who === "none" ? null : who;
  if (request.graphql) return answerGraphql(context, principal, request);
  if (!knowsRoute(request.method, request.path)) {
    const problem = "the local forge has no such route";
    context.recording.violations.push({ method: request.method, path: request.path, problem });
    return refusal(new Refusal(404, "Not Found"));
  }
  const contract = await context.contract();
  const problems = contract.rest(request.method, request.path, request.url.searchParams, request.body);
  if (problems.length > 0) return violated(context, request, problems);
  return answerRest(context.world, principal, request);
}

async function answerGraphql(
  context: ServerContext,
  principal: Principal | null,
  request: ApiRequest,
): Promise<Answer> {
  if (!context.graphql) return refusal(new Refusal(404, "Not Found"));
  if (principal === null) return refusal(new Refusal(401, "This endpoint requires you to be authenticated."));
  const { query, variables } = graphqlBody(request.body);
  const contract = await context.contract();
  const problems = contract.graphql(query, variables);
  if (problems.length > 0) return violated(context, request, problems);
  return { status: 200, body: await execute(query, variables, graphFor(context.world, principal)) };
}

function violated(context: ServerContext, request: ApiRequest, problems: readonly string[]): Answer {
  for (const problem of problems) {
    context.recording.violations.push({ method: request.method, path: request.path, problem });
  }
  return { status: 422, body: { message: `not GitHub's API: ${problems.join("; ")}`, errors: problems } };
}

function graphqlBody(body: unknown): { readonly query: string; readonly variables: Record<string, unknown> } {
  // Whatever is missing or of another type becomes empty, and fails the schema.
  const record = isRecord(body) ? body : {};
  const variables = record["variables"];
  return {
    query: typeof record["query"] === "string" ? record["query"] : "",
    variables: isRecord(variables) ? variables : {},
  };
}

function describe(body: unknown): Recorded {
  try {
    const operation = operationOf(graphqlBody(body).query);
    return { operation: operation.field, write: operation.kind === "mutation" };
  } catch (error) {
    if (error instanceof GraphQLError || error instanceof GraphqlRefusal) return { operation: null, write: false };
    throw error;
  }
}

async function readAll(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function parseBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
