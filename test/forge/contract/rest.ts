// REST requests against a cut of GitHub's OpenAPI description, stricter than the description in one point: what it does not name is a violation.
import { readFile } from "node:fs/promises";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";

type Schema = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query";
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Route {
  readonly parameters: readonly Parameter[];
  readonly body: { readonly required: boolean; readonly schema: Schema } | null;
}

interface Compiled {
  readonly method: string;
  readonly segments: readonly string[];
  readonly query: ReadonlyMap<string, Parameter>;
  readonly validate: (schema: Schema, value: unknown) => readonly ErrorObject[];
  readonly route: Route;
}

/** Reads the cut. The function it returns gives the violations of one request. */
export async function restContract(): Promise<
  (method: string, path: string, query: URLSearchParams, body: unknown) => string[]
> {
  const text = await readFile(new URL("routes.json", import.meta.url), "utf8");
  // The file is ours, written by scripts/cut-openapi.ts.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { routes } = JSON.parse(text) as { readonly routes: Readonly<Record<string, Route>> };
  const validate = validator();
  const all = Object.entries(routes).map(([name, route]): Compiled => {
    const [method = "", path = ""] = name.split(" ");
    const query = route.parameters.filter((parameter) => parameter.in === "query");
    return {
      method,
      segments: path.split("/").slice(1),
      query: new Map(query.map((parameter) => [parameter.name, parameter] as const)),
      validate,
      route,
    };
  });
  return (method, path, query, body) => {
    const segments = path
      .replace(/^\/api\/v3(?=\/)/, "")
      .split("/")
      .slice(1);
    const found = all
      .filter((candidate) => candidate.method === method && matches(candidate.segments, segments))
      // `/issues/comments/7` also fits `/issues/{issue_number}/...`: the one with more literal segments is meant.
      .toSorted((a, b) => literals(b.segments) - literals(a.segments))[0];
    if (found === undefined) return [`${method} ${path}: the route is not in the description`];
    return [...pathViolations(found, segments), ...queryViolations(found, query), ...bodyViolations(found, body)].map(
      (violation) => `${method} ${path}: ${violation}`,
    );
  };
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (part.startsWith("{") ? segments[index] !== "" : part === segments[index]))
  );
}

function literals(template: readonly string[]): number {
  return template.filter((part) => !part.startsWith("{")).length;
}

function pathViolations({ segments: template, route, validate }: Compiled, segments: readonly string[]): string[] {
  return template.flatMap((part, index) => {
    const parameter = route.parameters.find(({ name }) => part === `{${name}}`);
    if (parameter === undefined) return [];
    const value = fromText(parameter.schema, decodeURIComponent(segments[index] ?? ""));
    return validate(parameter.schema, value).map((error) => `the segment "${parameter.name}" ${error.message}`);
  });
}

function queryViolations({ query: known, validate }: Compiled, query: URLSearchParams): string[] {
  const wrong: string[] = [];
  for (const name of new Set(query.keys())) {
    const parameter = known.get(name);
    const values = query.getAll(name);
    if (parameter === undefined) wrong.push(`unknown query parameter "${name}"`);
    else if (values.length > 1) wrong.push(`the query parameter "${name}" stands ${values.length} times`);
    else {
      const value = fromText(parameter.schema, values[0] ?? "");
      wrong.push(...validate(parameter.schema, value).map((error) => `the query parameter "${name}" ${error.message}`));
    }
  }
  for (const { name, required } of known.values()) {
    if (required === true && !query.has(name)) wrong.push(`the query parameter "${name}" is missing`);
  }
  return wrong;
}

function bodyViolations({ route: { body: described }, validate }: Compiled, body: unknown): string[] {
  if (body === undefined || body === "") return described?.required === true ? ["the body is missing"] : [];
  if (described === null) return ["a body was sent; the route takes none"];
  return validate(described.schema, body).map((error) => {
    const extra: unknown = error.params["additionalProperty"];
    const place = error.instancePath === "" ? "the body" : `the body's ${error.instancePath}`;
    return `${place} ${error.message}${typeof extra === "string" ? ` ("${extra}")` : ""}`;
  });
}

/** What a path or a query says as text, as the described type; left as text where it is none, so that it fails. */
function fromText(schema: Schema, text: string): unknown {
  if (schema["type"] === "integer" || schema["type"] === "number") return /^-?\d+$/.test(text) ? Number(text) : text;
  if (schema["type"] === "boolean") return text === "true" || text === "false" ? text === "true" : text;
  return text;
}

function validator(): Compiled["validate"] {
  // The description has keywords of its own dialect (OpenAPI 3.0) and formats that nobody implements.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  const compiled = new Map<Schema, ValidateFunction>();
  return (schema, value) => {
    const validate = compiled.get(schema) ?? ajv.compile(closed(schema));
    compiled.set(schema, validate);
    return validate(value) ? [] : (validate.errors ?? []);
  };
}

/** The same schema with every object that names its properties closed to others. */
function closed(schema: Schema): Schema {
  const entries = Object.entries(schema).map(([keyword, value]) => [keyword, closedWithin(keyword, value)] as const);
  const names = schema["properties"] !== undefined && schema["additionalProperties"] === undefined;
  return { ...Object.fromEntries(entries), ...(names ? { additionalProperties: false } : {}) };
}

function closedWithin(keyword: string, value: unknown): unknown {
  if (keyword === "enum" || keyword === "required") return value;
  if (Array.isArray(value)) return value.map((item: unknown) => closedWithin("", item));
  if (!isSchema(value)) return value;
  if (keyword !== "properties") return closed(value);
  return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, closedWithin("", property)]));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
