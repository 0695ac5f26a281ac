// JSON as it is stored and hashed (RFC 8785), and the readers that turn unknown data into known types at the edge.
import canonicalize from "canonicalize";
import { messageOf, UserError } from "../errors.ts";

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** The one text of the value by RFC 8785: keys sorted, no space, so that equal values have equal digests. A key whose value is `undefined` is left out. */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value);
  // Only for `undefined`, functions and symbols, which are no `JsonValue`.
  if (text === undefined) throw new TypeError("a value without JSON form cannot be written canonically");
  return text;
}

/** The value of a JSON text. `what` names the text in the `UserError` for one that is none. */
export function parseJson(text: string, what = "the text"): JsonValue {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-assignment -- declared `any`; ECMA-262 25.5.1 makes nothing but these values
    const value: JsonValue = JSON.parse(text);
    return value;
  } catch (error) {
    throw new UserError(`${what} is not JSON: ${messageOf(error)}`, { cause: error });
  }
}

/** Reads one unknown value; `what` names it in the error: `"number" of the pull request`. */
export type Reader<T> = (value: unknown, what: string) => T;

export function asRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  return refuse(value, what, "an object");
}

export function asArray(value: unknown, what: string): readonly unknown[] {
  if (isArray(value)) return value;
  return refuse(value, what, "a list");
}

export function asString(value: unknown, what: string): string {
  return typeof value === "string" ? value : refuse(value, what, "a text");
}

/** A whole number that a double holds exactly. */
export function asInteger(value: unknown, what: string): number {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : refuse(value, what, "a whole number");
}

/** `null` when the value is `null` or not there, else what the reader makes of it. */
export function optional<T>(value: unknown, what: string, reader: Reader<T>): T | null {
  return value === null || value === undefined ? null : reader(value, what);
}

/** A list whose every item the reader reads; the error names the item: `labels[2]`. */
export function listOf<T>(value: unknown, what: string, reader: Reader<T>): readonly T[] {
  return asArray(value, what).map((item, index) => reader(item, `${what}[${index}]`));
}

/** One of the words. */
export function oneOf<T extends string>(value: unknown, what: string, words: readonly T[]): T {
  const word = words.find((each) => each === value);
  return word ?? refuse(value, what, `one of ${words.join(", ")}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function refuse(value: unknown, what: string, expected: string): never {
  throw new UserError(`${what} is ${describe(value)}; expected ${expected}`);
}

function describe(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}
