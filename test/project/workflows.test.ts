// Every workflow of the project, and every one that a README shows, is one that GitHub would accept.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { describe, expect, it } from "vitest";
import { documentedWorkflows, exampleWorkflows, workflowsBelow } from "../support/documented-workflows.ts";
import { findTool } from "../support/tools.ts";

const committed = workflowsBelow(".");
const shown = [...documentedWorkflows(), ...exampleWorkflows()];
const workflows = [...committed, ...shown];

describe("workflows", () => {
  it("are shown by the README and every action's README", () => {
    expect(new Set(workflows.map((workflow) => workflow.name.replace(/#.*/, ""))).size).toBeGreaterThanOrEqual(6);
  });

  it.each(workflows)("$name passes GitHub's own parser", ({ name, text }) => {
    const { context, value } = parseWorkflow({ name, content: text }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map((error) => error.message)).toEqual([]);
    expect(value).toBeDefined();
  });

  it("the parser refuses what GitHub refuses", () => {
    const { context } = parseWorkflow(
      { name: "bad.yml", content: "on: push\njobs:\n  a:\n    steps: []\n" },
      new NoOperationTraceWriter(),
    );
    expect(context.errors.getErrors().length).toBeGreaterThan(0);
  });

  it.each(workflows)("$name gives every job its permissions and its third-party actions a commit", ({ name, text }) => {
    expect(text).toMatch(/^permissions:/m);
    if (!name.startsWith(".github")) return;
    const uses = [...text.matchAll(/uses: (\S+)/g)]
      .map((match) => match[1] ?? "")
      .filter((use) => !use.startsWith("./"));
    for (const use of uses) expect(use, name).toMatch(/@[0-9a-f]{40}$/);
  });
});

const actionlint = findTool("actionlint");
describe.skipIf(actionlint === null)("workflows under actionlint (skipped when actionlint is not installed)", () => {
  it.each(workflows)("$name passes", ({ text }) => {
    const output = execFileSync(actionlint ?? "", ["-shellcheck=", "-pyflakes=", "-"], {
      input: text,
      encoding: "utf8",
    });
    expect(output).toBe("");
  });
});

const zizmor = findTool("zizmor");
describe.skipIf(zizmor === null)("workflows under zizmor (skipped when zizmor is not installed)", () => {
  // A reader's own workflows pin Waybill by tag, as they would first; the project's by commit.
  it.each([
    { whose: "the project's", pin: "hash-pin", workflows: committed },
    { whose: "the READMEs' and the examples'", pin: "ref-pin", workflows: shown },
  ])("have no finding of medium severity or above: $whose", ({ pin, workflows }) => {
    const folder = mkdtempSync(join(tmpdir(), "waybill-zizmor-"));
    try {
      const configuration = join(folder, "zizmor.yml");
      writeFileSync(configuration, `rules: { unpinned-uses: { config: { policies: { "*": ${pin} } } } }\n`);
      const paths = workflows.map(({ text }, index) => {
        const path = join(folder, `workflow-${index}.yml`);
        writeFileSync(path, text);
        return path;
      });
      const args = ["--offline", "--no-progress", "--min-severity=medium", `--config=${configuration}`, ...paths];
      const { status, stdout, stderr } = spawnSync(zizmor ?? "", args, { encoding: "utf8" });
      expect(status, `${stderr}${stdout}`).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
