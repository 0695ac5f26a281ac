// GitHub's own examples of webhooks, those of its server products too, as @octokit/webhooks-examples ships them.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { asString, type JsonValue, parseJson } from "../../src/text/canonical-json.ts";

export interface WebhookExample {
  readonly event: string;
  /** `null` for an event without actions. */
  readonly action: string | null;
  readonly payload: JsonValue;
  /** Which product sends it, and its place in the file: `api.github.com push 3`. */
  readonly where: string;
}

/** Every example of every event of every product. */
export function webhookExamples(): readonly WebhookExample[] {
  const root = dirname(dirname(createRequire(import.meta.url).resolve("@octokit/webhooks-examples")));
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: product }) => examplesOf(product, join(root, product, "index.json")));
}

/** One example of an event, for the cases that GitHub's examples lack, with the fields given in place of its own. */
export function exampleOf(
  event: string,
  action: string | null,
  fields: Readonly<Record<string, JsonValue>>,
): JsonValue {
  const found = webhookExamples().find((each) => each.event === event && each.action === action);
  if (found === undefined) throw new Error(`no example of ${event} ${action ?? ""}`);
  return merged(found.payload, fields);
}

function examplesOf(product: string, file: string): readonly WebhookExample[] {
  return list(parseJson(readFileSync(file, "utf8"), file)).flatMap((definition) => {
    const event = textAt(definition, "name");
    return list(at(definition, "examples")).map((payload, index) => {
      const action = at(payload, "action");
      return {
        event,
        action: typeof action === "string" ? action : null,
        payload,
        where: `${product} ${event} ${index}`,
      };
    });
  });
}

function merged(payload: JsonValue, fields: Readonly<Record<string, JsonValue>>): JsonValue {
  const whole = isRecord(payload) ? payload : {};
  return Object.fromEntries([
    ...Object.entries(whole),
    ...Object.entries(fields).map(([key, value]) => {
      const own = whole[key];
      return [key, isRecord(value) && isRecord(own) ? merged(own, value) : value] as const;
    }),
  ]);
}

/** What stands at the path; `undefined` where there is nothing. */
export function at(payload: JsonValue, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, key) => (isRecord(value) ? value[key] : undefined), payload);
}

/** The text at the path; throws where there is none. */
export function textAt(payload: JsonValue, ...path: readonly string[]): string {
  return asString(at(payload, ...path), path.join("."));
}

function isRecord(value: JsonValue | undefined): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !isList(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  if (isList(value)) return value;
  throw new Error("the examples are not in the form that this file knows; expected a list");
}
