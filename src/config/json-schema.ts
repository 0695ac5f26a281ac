// The JSON Schema of waybill.yaml, for editors.
import type { JsonValue } from "../text/canonical-json.ts";
import { definition } from "./definition.ts";

/** JSON Schema 2020-12, from the definition that the file is read by. Rules between values (`from` names an environment) are beyond it. */
export function jsonSchema(): JsonValue {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title: "waybill.yaml", ...definition.schema };
}
