import "./rolldown-runtime.js";
import { t as definition } from "./definition.js";
import { s as usageError } from "./nearest.js";
import { t as readArguments } from "./command.js";

// src/config/json-schema.ts
/** JSON Schema 2020-12, from the definition that the file is read by. Rules between values (`from` names an environment) are beyond it. */
function jsonSchema() {
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: "waybill.yaml",
		...definition.schema
	};
}

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