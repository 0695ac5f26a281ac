// GraphQL requests against GitHub's schema.
import { readFileSync } from "node:fs";
import { buildSchema, getVariableValues, type GraphQLSchema, Kind, parse, specifiedRules, validate } from "graphql";

// The one thing kept in a module here: 1.2 MB of text that takes a third of a second to parse and is the same for every forge of a process.
let githubSchema: GraphQLSchema | null = null;

function schema(): GraphQLSchema {
  githubSchema ??= buildSchema(
    // Beside the package's entry; its exports name only that.
    readFileSync(new URL("schema.graphql", import.meta.resolve("@octokit/graphql-schema")), "utf8"),
    { assumeValid: true, assumeValidSDL: true, noLocation: true },
  );
  return githubSchema;
}

/** The document's and the variables' violations. */
export function graphqlViolations(query: string, variables: Record<string, unknown>): string[] {
  let document;
  try {
    document = parse(query);
  } catch (error) {
    return [`graphql: ${error instanceof Error ? error.message : String(error)}`];
  }
  const wrong = validate(schema(), document, specifiedRules).map((error) => `graphql: ${error.message}`);
  if (wrong.length > 0) return wrong;
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (operation === undefined || operations.length > 1) {
    return [`graphql: ${operations.length} operations in one request; expected one`];
  }
  const defined = operation.variableDefinitions ?? [];
  const names = new Set(defined.map((definition) => definition.variable.name.value));
  const values = getVariableValues(schema(), defined, variables);
  return [
    ...(values.errors ?? []).map((error) => `graphql: ${error.message}`),
    ...Object.keys(variables)
      .filter((name) => !names.has(name))
      .map((name) => `graphql: the variable "${name}" is not declared`),
  ];
}
