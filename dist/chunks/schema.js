import "./rolldown-runtime.js";
import { l as buildsSchema } from "./builds-request.js";
import { Wt as usageError, i as jsonSchema, nt as BUILDS_FILE, rt as CONFIGURATION_FILE } from "./start.js";
import { t as readArguments } from "./command.js";

// src/entry/cli/schema.ts
const SCHEMAS = {
	[CONFIGURATION_FILE]: jsonSchema,
	[BUILDS_FILE]: buildsSchema
};
const schemaCommand = {
	help: `usage: waybill schema [FILE]

Prints the JSON Schema of FILE: ${CONFIGURATION_FILE} of the environment repository (when none is named) or ${BUILDS_FILE} of an application repository.
Editors that speak the YAML language server's protocol read it from a comment on the file's first line:

  # yaml-language-server: $schema=./waybill.schema.json
`,
	async run(args, terminal) {
		const [file = CONFIGURATION_FILE, stray] = readArguments("schema", args, {}).positionals;
		const schema = Object.hasOwn(SCHEMAS, file) ? SCHEMAS[file] : void 0;
		if (schema === void 0 || stray !== void 0) throw usageError(`"${stray ?? file}" is ${stray === void 0 ? "no file of Waybill's" : "too much"}; expected ${Object.keys(SCHEMAS).join(" or ")}; see \`waybill schema --help\``);
		terminal.out(`${JSON.stringify(schema(), null, 2)}\n`);
		return 0;
	}
};

export { schemaCommand };