// The workflows that the READMEs show, and the examples': as their reader would copy them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export interface Workflow {
  /** The file; for a README with its place in it: `README.md#1`. */
  readonly name: string;
  readonly text: string;
}

/** Every YAML block of a README. */
export function yamlOf(readme: string): readonly string[] {
  return [...readFileSync(join(root, readme), "utf8").matchAll(/^```yaml\n(.*?)^```$/gms)].map(
    (match) => match[1] ?? "",
  );
}

/** The whole workflows of every README. */
export function documentedWorkflows(): readonly Workflow[] {
  const actions = readdirSync(join(root, "actions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `actions/${entry.name}/README.md`);
  return ["README.md", "actions/README.md", ...actions].flatMap((readme) =>
    yamlOf(readme)
      .filter((text) => /^jobs:/m.test(text))
      .map((text, index) => ({ name: `${readme}#${index + 1}`, text })),
  );
}

/** The workflows of `examples/`. */
export function exampleWorkflows(): readonly Workflow[] {
  return ["application", "environment"].flatMap((example) => workflowsBelow(`examples/${example}`));
}

/** The workflows of a repository, by its folder in this one; `.` is this one. */
export function workflowsBelow(folder: string): readonly Workflow[] {
  const workflows = join(folder, ".github", "workflows");
  return readdirSync(join(root, workflows)).map((name) => ({
    name: join(workflows, name),
    text: readFileSync(join(root, workflows, name), "utf8"),
  }));
}

/** One of them by its name. Throws when there is none. */
export function workflowNamed(name: string): string {
  const found = [...documentedWorkflows(), ...exampleWorkflows()].find((workflow) => workflow.name === name);
  if (found === undefined) throw new Error(`there is no workflow ${name}`);
  return found.text;
}
