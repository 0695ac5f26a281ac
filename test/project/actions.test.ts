// The actions' table, action.yml and the READMEs say the same.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { actions } from "../../src/entry/actions.ts";
import { asRecord, asString } from "../../src/text/canonical-json.ts";
import { expectedFiles, folderOf, readmeOf } from "../../scripts/action-files.ts";

const root = join(import.meta.dirname, "..", "..");

describe("the table of the actions", () => {
  it.each([...expectedFiles()].map(([path, text]) => ({ path, text })))("is what $path says", ({ path, text }) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  });

  it("has a README with tables for every action", () => {
    for (const action of actions) expect(expectedFiles().has(readmeOf(action)), readmeOf(action)).toBe(true);
  });

  it("has an entry and a folder for every action, and no folder without one", () => {
    const folders = readdirSync(join(root, "actions"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `actions/${entry.name}`);
    expect(folders.toSorted()).toEqual(
      actions
        .map(folderOf)
        .filter((folder) => folder !== ".")
        .toSorted(),
    );
  });

  it.each(actions.map((action) => ({ name: action.name, action })))(
    "$name parses as an action that runs committed code on node24",
    ({ action }) => {
      const yaml: unknown = parse(readFileSync(join(root, folderOf(action), "action.yml"), "utf8"));
      const runs = asRecord(asRecord(yaml, "action.yml")["runs"], "runs");
      expect(runs["using"]).toBe("node24");
      const main = join(root, folderOf(action), asString(runs["main"], "runs.main"));
      expect(readFileSync(main, "utf8")).toContain("import");
    },
  );
});
