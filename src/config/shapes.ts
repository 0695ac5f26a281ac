// The pieces that the definition of a file of settings is made of: each reads a value, and describes itself as JSON Schema.
import { usageError, UserError } from "../errors.ts";
import type { JsonValue } from "../text/canonical-json.ts";
import { didYouMean } from "../text/nearest.ts";
import { printable } from "../text/printable.ts";
import { CONFIGURATION_FILE } from "./find.ts";
import type { Located } from "./located.ts";

export type SchemaObject = { readonly [key: string]: JsonValue };

export interface Shape<T> {
  /** The value; throws a usage error that names the line, the place (`at`), the value, and what was expected. */
  read(node: Located, at: string): T;
  readonly schema: SchemaObject;
  /** What a key that is left out means; `null`: it must be there. */
  readonly fallback: { readonly value: T } | null;
}

/** A sentence that says why the text is not right, or the value that it means. */
export type Check<T> = (text: string) => { readonly value: T } | string;

/** A text of a format. `pattern` is for editors; `check` decides. */
export function text<T>(description: string, check: Check<T>, extra: SchemaObject = {}): Shape<T> {
  return {
    schema: { type: "string", description, ...extra },
    fallback: null,
    read(node, at) {
      const value = scalarOf(node, at, "a text");
      if (typeof value !== "string" || value === "") throw expected(node, at, "a text (put it in quotes)");
      const result = check(value);
      if (typeof result === "string") throw failure(node.line, `${at} is ${shown(node)}: ${result}`);
      return result.value;
    },
  };
}

/** One of some words. `later`: words that are known and not available, each with the sentence that says so. */
export function words<const T extends string>(
  description: string,
  known: readonly T[],
  later: Readonly<Record<string, string>> = {},
): Shape<T> {
  return {
    schema: { enum: known, description },
    fallback: null,
    read(node, at) {
      const value = scalarOf(node, at, `one of ${known.join(", ")}`);
      const word = known.find((each) => each === value);
      if (word !== undefined) return word;
      const sentence = typeof value === "string" && Object.hasOwn(later, value) ? later[value] : undefined;
      if (sentence !== undefined) throw failure(node.line, `${at} is ${shown(node)}: ${sentence}`);
      throw expected(node, at, `one of ${known.join(", ")}${didYouMean(String(value), known)}`);
    },
  };
}

export function whole(description: string, least: number, most: number): Shape<number> {
  return {
    schema: { type: "integer", minimum: least, maximum: most, description },
    fallback: null,
    read(node, at) {
      const value = scalarOf(node, at, "a whole number");
      if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
      throw expected(node, at, `a whole number from ${least} to ${most}`);
    },
  };
}

export function flag(description: string): Shape<boolean> {
  return {
    schema: { type: "boolean", description },
    fallback: null,
    read(node, at) {
      const value = scalarOf(node, at, "true or false");
      if (typeof value === "boolean") return value;
      throw expected(node, at, "true or false");
    },
  };
}

export function list<T>(description: string, item: Shape<T>): Shape<readonly T[]> {
  return {
    schema: { type: "array", items: item.schema, description },
    fallback: null,
    read(node, at) {
      if (node.kind !== "list") throw expected(node, at, "a list");
      return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
    },
  };
}

/** One value, or a list of at least one. */
export function oneOrMany<T>(description: string, item: Shape<T>): Shape<readonly T[]> {
  return {
    schema: { oneOf: [item.schema, { type: "array", items: item.schema, minItems: 1 }], description },
    fallback: null,
    read(node, at) {
      if (node.kind !== "list") return [item.read(node, at)];
      if (node.items.length === 0) throw expected(node, at, "at least one");
      return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
    },
  };
}

export function optional<T>(shape: Shape<T>, value: NoInfer<T>, byDefault?: JsonValue): Shape<T> {
  const schema = byDefault === undefined ? shape.schema : { ...shape.schema, default: byDefault };
  return { ...shape, schema, fallback: { value } };
}

/** Absent means `null`: the setting is off. */
export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return { ...shape, fallback: { value: null } };
}

/** Absent means what an empty mapping means: each key's own default. */
export function orEmpty<T>(shape: Shape<T>): Shape<T> {
  return { ...shape, fallback: { value: shape.read({ kind: "map", line: 1, entries: new Map() }, "") } };
}

/** `NAME=value` texts: a list of them, or a mapping from names to texts. */
export function pairs(check: Check<string>, description: string): Shape<readonly string[]> {
  const value = text("A text; put a number in quotes.", check);
  const item = text("NAME=value.", (each) =>
    each.indexOf("=") > 0 ? check(each) : "expected NAME=value, for example GO_VERSION=1.26",
  );
  return {
    schema: {
      oneOf: [
        { type: "object", additionalProperties: value.schema },
        { type: "array", items: item.schema },
      ],
      description,
    },
    fallback: null,
    read(node, at) {
      if (node.kind === "list") return node.items.map((each, index) => item.read(each, `${at}[${index}]`));
      if (node.kind !== "map") throw expected(node, at, "a mapping from names to texts, or a list of NAME=value");
      return [...node.entries].map(([name, entry]) => {
        if (name === "" || name.includes("=")) {
          throw failure(entry.line, `"${printable(name)}" in ${at} is no name; expected one without =, then the value`);
        }
        return `${name}=${value.read(entry, join(at, printable(name)))}`;
      });
    },
  };
}

type Fields = Readonly<Record<string, Shape<unknown>>>;
type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Shape<infer T> ? T : never };

/**
 * Exactly these keys. An unknown one is an error with the nearest known one; `later` holds keys that are known and not available, each with the sentence that
 * says so. Left out as a whole, it is read as if it were empty.
 */
export function keys<F extends Fields>(
  description: string,
  fields: F,
  later: Readonly<Record<string, string>> = {},
): Shape<Values<F>> {
  const names = Object.keys(fields);
  const required = names.filter((name) => fields[name]?.fallback === null);
  const properties = Object.fromEntries(names.map((name) => [name, fields[name]?.schema ?? {}]));
  return {
    schema: { type: "object", properties, required, additionalProperties: false, description },
    fallback: null,
    read(node, at) {
      if (node.kind !== "map") throw expected(node, at, `a mapping with the keys ${names.join(", ")}`);
      for (const [key, { line }] of node.entries) {
        if (Object.hasOwn(fields, key)) continue;
        if (Object.hasOwn(later, key)) throw failure(line, `${join(at, key)}: ${later[key] ?? ""}`);
        const hint = didYouMean(key, names);
        const known = hint === "" ? `; known keys: ${names.join(", ")}` : hint;
        throw failure(line, `unknown key "${printable(key)}"${at === "" ? "" : ` in ${at}`}${known}`);
      }
      const values = names.map((name) => [name, valueOf(node, at, name, fields[name])]);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- built from exactly the shapes of `fields`, key by key
      return Object.fromEntries(values) as Values<F>;
    },
  };
}

function valueOf(
  node: Located & { kind: "map" },
  at: string,
  name: string,
  shape: Shape<unknown> | undefined,
): unknown {
  const entry = node.entries.get(name);
  if (entry !== undefined) return shape?.read(entry, join(at, name));
  if (shape === undefined || shape.fallback === null) {
    throw failure(node.line, `"${name}" is missing${at === "" ? "" : ` in ${at}`}`);
  }
  return shape.fallback.value;
}

/** A value of another shape that is checked as a whole, and may become something else by it. */
export function checked<T, U>(shape: Shape<T>, check: (value: T) => { readonly value: U } | string): Shape<U> {
  return {
    schema: shape.schema,
    fallback: null,
    read(node, at) {
      const result = check(shape.read(node, at));
      if (typeof result === "string") throw failure(node.line, `${at}: ${result}`);
      return result.value;
    },
  };
}

export interface Named<T> {
  readonly name: string;
  readonly line: number;
  readonly value: T;
}

/** A mapping from names to values of one shape; at least one, in the order of the file. */
export function named<T>(description: string, name: Shape<string>, value: Shape<T>): Shape<readonly Named<T>[]> {
  return {
    schema: {
      type: "object",
      propertyNames: name.schema,
      additionalProperties: value.schema,
      minProperties: 1,
      description,
    },
    fallback: null,
    read(node, at) {
      if (node.kind !== "map" || node.entries.size === 0) throw expected(node, at, "at least one, as name: settings");
      return [...node.entries].map(([key, entry]) => ({
        name: name.read({ kind: "scalar", line: entry.line, value: key }, `a name in ${at}`),
        line: entry.line,
        value: value.read(entry, join(at, printable(key))),
      }));
    },
  };
}

/** What is wrong in a file of settings: a usage error of waybill.yaml, as nearly all are, that can be told of another file. */
export class SettingsError extends UserError {
  readonly line: number | null;
  readonly sentence: string;

  constructor(line: number | null, sentence: string, cause?: unknown) {
    super(located(CONFIGURATION_FILE, line, sentence), { exitCode: 2, cause });
    this.line = line;
    this.sentence = sentence;
  }

  /** The same, said of `file`. */
  in(file: string): UserError {
    return usageError(located(file, this.line, this.sentence), this.cause);
  }
}

/** `waybill.yaml:12: ...` */
export function failure(line: number | null, sentence: string, cause?: unknown): SettingsError {
  return new SettingsError(line, sentence, cause);
}

function located(file: string, line: number | null, sentence: string): string {
  return `${file}${line === null ? "" : `:${line}`}: ${sentence}`;
}

function join(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

function scalarOf(node: Located, at: string, what: string): string | number | boolean | null {
  if (node.kind !== "scalar") throw expected(node, at, what);
  return node.value;
}

function expected(node: Located, at: string, what: string): UserError {
  return failure(node.line, `${at === "" ? "the file" : at} is ${shown(node)}; expected ${what}`);
}

function shown(node: Located): string {
  if (node.kind === "map") return node.entries.size === 0 ? "an empty mapping" : "a mapping";
  if (node.kind === "list") return "a list";
  if (node.value === null) return "empty";
  const shownText = JSON.stringify(node.value);
  return printable(shownText.length <= 120 ? shownText : `${shownText.slice(0, 119)}…`);
}
