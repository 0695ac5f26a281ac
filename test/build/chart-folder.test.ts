// A chart's folder, its name, and the copy that is packaged with what the run says of it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { annotatedChart, copyChart, readChartFolder } from "../../src/build/chart-folder.ts";
import { UserError } from "../../src/errors.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-chart-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the name of a chart", () => {
  it("is read from Chart.yaml", async () => {
    writeFileSync(join(folder, "Chart.yaml"), "# name: no\nname: hello\nversion: 1.0.0\n");
    expect(await readChartFolder(folder)).toMatchObject({ folder, name: "hello" });
  });

  it.each([
    { text: "version: 1.0.0\n", says: "has the name undefined" },
    { text: "name: 7\n", says: "has the name 7" },
    { text: "name: a/../b\n", says: 'has the name "a/../b"' },
    { text: "name: {{ .Values.name }}\n", says: "Chart.yaml in" },
    { text: "name: a\nname: b\n", says: "Map keys must be unique" },
    { text: "- name: a\n", says: "expected a map" },
    { text: "name: a\n---\nb: c\n", says: "cannot be read: a second document begins in it; expected" },
    { text: "name: a\n b: c\n", says: /cannot be read: [^\n]* at line 1, column 7; expected/u },
    { text: "", says: "expected a map" },
  ])("is refused in $text", async ({ text, says }) => {
    writeFileSync(join(folder, "Chart.yaml"), text);
    await expect(readChartFolder(folder)).rejects.toThrow(says);
  });

  it("is asked for where there is a Chart.yaml", async () => {
    await expect(readChartFolder(folder)).rejects.toThrow("has no Chart.yaml that can be read");
    mkdirSync(join(folder, "Chart.yaml"));
    await expect(readChartFolder(folder)).rejects.toThrow("has no Chart.yaml that can be read");
  });
});

describe("what the run says", () => {
  const annotated = (text: string): string =>
    annotatedChart({ folder: "/w", name: "a", text }, { otherwise: { x: "ours" }, always: { revision: "0123" } });

  it.each([
    {
      what: "a chart without annotations",
      text: "# kept\nname: a\n",
      becomes: '# kept\nname: a\nannotations:\n  x: "ours"\n  revision: "0123"\n',
    },
    {
      what: "empty annotations",
      text: "name: a\nannotations:\nversion: 1.0.0\n",
      becomes: 'name: a\nannotations:\n  x: "ours"\n  revision: "0123"\nversion: 1.0.0\n',
    },
    {
      what: "annotations of its own, of which the commit's never counts",
      text: "name: a\nannotations:\n  x: theirs\n  revision: forged\n  y: z\n",
      becomes: 'name: a\nannotations:\n  x: theirs\n  revision: "0123"\n  y: z\n',
    },
  ])("is added to $what", ({ text, becomes }) => {
    expect(annotated(text)).toBe(becomes);
  });

  it("needs a map to stand in", () => {
    expect(() => annotated("name: a\nannotations: [x]\n")).toThrow("are no map");
  });
});

describe("the copy", () => {
  it("has another Chart.yaml and the same files, and what Chart.yaml is a link to stays as it is", async () => {
    const chart = join(folder, "chart");
    mkdirSync(join(chart, "templates"), { recursive: true });
    mkdirSync(join(chart, ".git"));
    writeFileSync(join(folder, "shared.yaml"), "name: a\n");
    symlinkSync("../shared.yaml", join(chart, "Chart.yaml"));
    symlinkSync("../shared.yaml", join(chart, "values.yaml"));
    writeFileSync(join(chart, "templates", "Chart.yaml"), "a template\n");
    const copy = join(folder, "elsewhere", "copy");
    await copyChart({ folder: chart, name: "a", text: "name: a\n" }, "name: b\n", copy);
    const inCopy = (name: string): string => readFileSync(join(copy, name), "utf8");
    expect([inCopy("Chart.yaml"), inCopy("values.yaml"), inCopy("templates/Chart.yaml")]).toEqual([
      "name: b\n",
      "name: a\n",
      "a template\n",
    ]);
    expect(existsSync(join(copy, ".git"))).toBe(false);
    expect(readFileSync(join(folder, "shared.yaml"), "utf8")).toBe("name: a\n");
  });

  it("of a folder that is a link is one of what it leads to", async () => {
    const chart = join(folder, "v2");
    mkdirSync(chart);
    writeFileSync(join(chart, "Chart.yaml"), "name: a\n");
    writeFileSync(join(chart, "values.yaml"), "b: c\n");
    symlinkSync("v2", join(folder, "current"));
    const copy = join(folder, "copy");
    await copyChart({ folder: join(folder, "current"), name: "a", text: "name: a\n" }, "name: b\n", copy);
    expect(readFileSync(join(copy, "Chart.yaml"), "utf8")).toBe("name: b\n");
    expect(readFileSync(join(copy, "values.yaml"), "utf8")).toBe("b: c\n");
    expect(readFileSync(join(chart, "Chart.yaml"), "utf8")).toBe("name: a\n");
  });

  it("of what is no file says which it is", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    const copied = copyChart({ folder, name: "a", text: "name: a\n" }, "name: b\n", `${folder}-copy`);
    await expect(copied).rejects.toThrow(UserError);
    await expect(copied).rejects.toThrow(/could not be copied.*pipe/u);
    rmSync(`${folder}-copy`, { recursive: true });
  });
});
