// `waybill schema`: the JSON Schemas of waybill.yaml and .waybill.yaml.
import { buildsSchema } from "../../config/builds.ts";
import { BUILDS_FILE } from "../../config/find.ts";
import { CONFIGURATION_FILE } from "../../config/find.ts";
import { jsonSchema } from "../../config/json-schema.ts";
import { usageError } from "../../errors.ts";
import type { JsonValue } from "../../text/canonical-json.ts";
import { type Command, readArguments } from "./command.ts";

const SCHEMAS: Readonly<Record<string, () => JsonValue>> = {
  [CONFIGURATION_FILE]: jsonSchema,
  [BUILDS_FILE]: buildsSchema,
};

export const schemaCommand: Command = {
  help: `usage: waybill schema [FILE]

Prints the JSON Schema of FILE: ${CONFIGURATION_FILE} of the environment repository (when none is named) or ${BUILDS_FILE} of an application repository.
Editors that speak the YAML language server's protocol read it from a comment on the file's first line:

  # yaml-language-server: $schema=./waybill.schema.json
`,
  async run(args, terminal) {
    const [file = CONFIGURATION_FILE, stray] = readArguments("schema", args, {}).positionals;
    const schema = Object.hasOwn(SCHEMAS, file) ? SCHEMAS[file] : undefined;
    if (schema === undefined || stray !== undefined) {
      throw usageError(
        `"${stray ?? file}" is ${stray === undefined ? "no file of Waybill's" : "too much"}; expected ${Object.keys(SCHEMAS).join(" or ")}; see \`waybill schema --help\``,
      );
    }
    terminal.out(`${JSON.stringify(schema(), null, 2)}\n`);
    return 0;
  },
};
