import "./rolldown-runtime.js";
import { Ot as usageError, i as jsonSchema } from "./start.js";
import { t as readArguments } from "./command.js";

// src/entry/cli/schema.ts
const schemaCommand = {
	help: `usage: waybill schema

Prints the JSON Schema of waybill.yaml. Editors that speak the YAML language server's protocol read it from a comment on the file's first line:

  # yaml-language-server: $schema=./waybill.schema.json
`,
	async run(args, terminal) {
		const [stray] = readArguments("schema", args, {}).positionals;
		if (stray !== void 0) throw usageError(`"${stray}" is too much: schema takes nothing; see \`waybill schema --help\``);
		terminal.out(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
		return 0;
	}
};

export { schemaCommand };