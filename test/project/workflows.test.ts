// Every workflow of the project, and every one that a README shows, is one that GitHub would accept.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { NoOperationTraceWriter, parseWorkflow } from "@actions/workflow-parser";
import { describe, expect, it } from "vitest";
import { findTool } from "../support/tools.ts";

const root = join(import.meta.dirname, "..", "..");

interface Workflow {
  readonly name: string;
  readonly text: string;
}

function committed(): Workflow[] {
  const folder = join(root, ".github", "workflows");
  return readdirSync(folder).map((name) => ({
    name: `.github/workflows/${name}`,
    text: readFileSync(join(folder, name), "utf8"),
  }));
}

function documented(): Workflow[] {
  const actions = readdirSync(join(root, "actions"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `actions/${entry.name}/README.md`);
  return ["README.md", "actions/README.md", ...actions].flatMap((readme) =>
    [...readFileSync(join(root, readme), "utf8").matchAll(/^```yaml\n(.*?)^```$/gms)]
      .map((match) => match[1] ?? "")
      .filter((text) => /^jobs:/m.test(text))
      .map((text, index) => ({ name: `${readme}#${index + 1}`, text })),
  );
}

const workflows = [...committed(), ...documented()];

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
  it("have no finding of medium severity or above", () => {
    const folder = mkdtempSync(join(tmpdir(), "waybill-zizmor-"));
    try {
      // The READMEs' own workflows pin Waybill by tag, as a reader would first; the audit of unpinned actions is for the committed ones.
      const paths = committed().map(({ name, text }) => {
        const path = join(folder, basename(name));
        writeFileSync(path, text);
        return path;
      });
      const output = execFileSync(zizmor ?? "", ["--offline", "--no-progress", "--min-severity=medium", ...paths], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      });
      expect(output).not.toContain("error[");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
