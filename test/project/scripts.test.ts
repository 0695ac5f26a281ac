// No text from outside becomes part of a script: expressions reach a `run:` through the environment only.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const root = join(import.meta.dirname, "..", "..");

/** The scripts of a workflow or an action that the runner would fill expressions into before a shell reads them. */
function injectable(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(injectable);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "run" && typeof inner === "string" ? (inner.includes("${{") ? [inner] : []) : injectable(inner),
  );
}

const files = [
  "action.yml",
  ...readdirSync(join(root, "actions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `actions/${entry.name}/action.yml`),
  ...[".github", "examples/application/.github", "examples/environment/.github"].flatMap((folder) =>
    readdirSync(join(root, folder, "workflows")).map((name) => `${folder}/workflows/${name}`),
  ),
];

describe("the scripts of workflows and actions", () => {
  it.each(files)("of %s hold no expression", (file) => {
    expect(injectable(parse(readFileSync(join(root, file), "utf8")))).toEqual([]);
  });

  it("would be found out in a composite action", () => {
    const composite = 'runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo "${{ inputs.image }}"\n';
    expect(injectable(parse(composite))).toEqual(['echo "${{ inputs.image }}"']);
  });
});
