// `waybill schema`: the JSON Schema of waybill.yaml.
import { jsonSchema } from "../../config/json-schema.ts";
import { usageError } from "../../errors.ts";
import { type Command, readArguments } from "./command.ts";

export const schemaCommand: Command = {
  help: `usage: waybill schema

Prints the JSON Schema of waybill.yaml. Editors that speak the YAML language server's protocol read it from a comment on the file's first line:

  # yaml-language-server: $schema=./waybill.schema.json
`,
  async run(args, terminal) {
    const [stray] = readArguments("schema", args, {}).positionals;
    if (stray !== undefined)
      throw usageError(`"${stray}" is too much: schema takes nothing; see \`waybill schema --help\``);
    terminal.out(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
    return 0;
  },
};
