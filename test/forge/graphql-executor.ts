// Runs a GraphQL operation over plain values: a field is a value or a function of its arguments. Types are checked by the contract, not here.
import {
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { Fields, isRecord } from "./answers.ts";

/** Thrown by a resolver; becomes one entry of `errors` and a null in its place. */
export class GraphqlRefusal extends Error {
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.name = "GraphqlRefusal";
    this.type = type;
  }
}

/** An object of the graph; every function in it is a field with arguments. */
export interface GraphObject {
  readonly [field: string]: unknown;
}

export type Resolver = (input: Fields) => unknown;

export interface GraphqlResult {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly { readonly type: string; readonly path: readonly string[]; readonly message: string }[];
}

interface Execution {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errors: { type: string; path: readonly string[]; message: string }[];
}

/** The operation of a document and its first field, for recording; throws what the parser throws. */
export function operationOf(query: string): { readonly kind: "query" | "mutation"; readonly field: string } {
  const operation = definitionOf(query);
  const first = operation.selectionSet.selections[0];
  const field = first?.kind === Kind.FIELD ? first.name.value : "";
  return { kind: operation.operation === "mutation" ? "mutation" : "query", field };
}

function definitionOf(query: string): OperationDefinitionNode {
  const operation = parse(query).definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined) throw new GraphqlRefusal("BAD_REQUEST", "A query is missing");
  return operation;
}

/** Executes a document against `root`; field errors are collected as GraphQL says. */
export async function execute(
  query: string,
  variables: Readonly<Record<string, unknown>>,
  root: { readonly query: GraphObject; readonly mutation: GraphObject },
): Promise<GraphqlResult> {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of parse(query).definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const operation = definitionOf(query);
  const execution: Execution = { fragments, variables, errors: [] };
  const start = operation.operation === "mutation" ? root.mutation : root.query;
  const data = await select(execution, operation.selectionSet, start, []);
  return execution.errors.length === 0 ? { data } : { data, errors: execution.errors };
}

async function select(
  execution: Execution,
  set: SelectionSetNode,
  value: GraphObject,
  path: readonly string[],
): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {};
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const name = node.alias?.value ?? node.name.value;
      result[name] = await field(execution, node, value, [...path, name]);
      continue;
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? execution.fragments.get(node.name.value) : node;
    const type = fragment?.typeCondition?.name.value;
    if (fragment === undefined || (type !== undefined && value["__typename"] !== type)) continue;
    Object.assign(result, await select(execution, fragment.selectionSet, value, path));
  }
  return result;
}

async function field(
  execution: Execution,
  node: FieldNode,
  parent: GraphObject,
  path: readonly string[],
): Promise<unknown> {
  try {
    const given = parent[node.name.value];
    if (given === undefined) {
      throw new GraphqlRefusal("undefinedField", `the local forge has no field ${node.name.value} here`);
    }
    const entries = (node.arguments ?? []).map((one) => [one.name.value, argument(execution, one.value)] as const);
    const value = isResolver(given) ? await given(new Fields(Object.fromEntries(entries))) : given;
    return await complete(execution, node, value, path);
  } catch (error) {
    if (!(error instanceof GraphqlRefusal)) throw error;
    execution.errors.push({ type: error.type, path, message: error.message });
    return null;
  }
}

async function complete(
  execution: Execution,
  node: FieldNode,
  value: unknown,
  path: readonly string[],
): Promise<unknown> {
  if (node.selectionSet === undefined || value === null || value === undefined) return value ?? null;
  const set = node.selectionSet;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) items.push(await complete(execution, node, item, path));
    return items;
  }
  if (!isRecord(value)) throw new GraphqlRefusal("selectionMismatch", `${node.name.value} has no fields of its own`);
  return select(execution, set, value, path);
}

function argument(execution: Execution, node: ValueNode): unknown {
  if (node.kind === Kind.VARIABLE) return execution.variables[node.name.value];
  if (node.kind === Kind.NULL) return null;
  if (node.kind === Kind.LIST) return node.values.map((value) => argument(execution, value));
  if (node.kind === Kind.OBJECT) {
    return Object.fromEntries(node.fields.map((one) => [one.name.value, argument(execution, one.value)]));
  }
  return node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : node.value;
}

/** A function in the graph is a resolver: there is nothing else that it could be. */
function isResolver(value: unknown): value is Resolver {
  return typeof value === "function";
}
