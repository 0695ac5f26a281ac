// Writes every action.yml, and the tables in the actions' READMEs, from the one table in src/entry/actions.ts. With --check it writes nothing and
// fails when a file is out of step.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { actions } from "../src/entry/actions.ts";
import type { ActionDefinition } from "../src/runner/action.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const BEGIN = "<!-- table: written by `npm run actions` -->";
const END = "<!-- end of table -->";

/** The folder of an action; the root action is the repository's own. */
export function folderOf(action: ActionDefinition): string {
  return action.name === "waybill" ? "." : `actions/${action.name}`;
}

/** The text of an action's action.yml. */
function actionYaml(action: ActionDefinition): string {
  const lines = [
    "# Written from src/entry/actions.ts by `npm run actions`.",
    `name: ${JSON.stringify(action.name === "waybill" ? "Waybill" : `Waybill ${action.name}`)}`,
    `description: ${JSON.stringify(action.description)}`,
    "author: The Waybill authors",
    "branding: { icon: package, color: blue }",
    "inputs:",
  ];
  for (const [name, input] of Object.entries(action.inputs)) {
    lines.push(`  ${name}:`, `    description: ${JSON.stringify(input.description)}`, "    required: false");
    if (input.default !== undefined) lines.push(`    default: ${JSON.stringify(input.default)}`);
  }
  lines.push("outputs:");
  for (const [name, description] of Object.entries(action.outputs)) {
    lines.push(`  ${name}:`, `    description: ${JSON.stringify(description)}`);
  }
  lines.push(
    "runs:",
    "  using: node24",
    `  main: ${action.name === "waybill" ? "dist/waybill.js" : `../../dist/${action.name}.js`}`,
  );
  return `${lines.join("\n")}\n`;
}

/** The tables of an action's README. */
function readmeTables(action: ActionDefinition): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|");
  const inputs = Object.entries(action.inputs).map(
    ([name, input]) =>
      `| \`${name}\` | ${input.default === undefined ? "" : `\`${input.default}\``} | ${cell(input.description)} |`,
  );
  const outputs = Object.entries(action.outputs).map(([name, description]) => `| \`${name}\` | ${cell(description)} |`);
  return [
    BEGIN,
    "",
    "| input | default | what it is |",
    "| --- | --- | --- |",
    ...inputs,
    "",
    "| output | what it is |",
    "| --- | --- |",
    ...outputs,
    "",
    END,
  ].join("\n");
}

/** A README with its tables in place; throws when the markers are missing. */
function withTables(readme: string, action: ActionDefinition): string {
  const start = readme.indexOf(BEGIN);
  const end = readme.indexOf(END);
  if (start < 0 || end < start)
    throw new Error(`the README of ${action.name} has no table markers: ${BEGIN} ... ${END}`);
  return readme.slice(0, start) + readmeTables(action) + readme.slice(end + END.length);
}

/** The README that holds an action's tables: the root action's are in docs of their own, the front page is for newcomers. */
export function readmeOf(action: ActionDefinition): string {
  return action.name === "waybill" ? "actions/README.md" : `${folderOf(action)}/README.md`;
}

/** Every generated file with the text it should have. */
export function expectedFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const action of actions) {
    files.set(join(folderOf(action), "action.yml"), actionYaml(action));
    const readme = join(root, readmeOf(action));
    if (existsSync(readme)) files.set(readmeOf(action), withTables(readFileSync(readme, "utf8"), action));
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale: string[] = [];
  for (const [path, text] of expectedFiles()) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
    stale.push(path);
    if (!process.argv.includes("--check")) writeFileSync(file, text);
  }
  if (stale.length > 0 && process.argv.includes("--check")) {
    process.stderr.write(`out of step with src/entry/actions.ts: ${stale.join(", ")}; run \`npm run actions\`\n`);
    process.exitCode = 1;
  }
}
