// Where a program is: on PATH, runnable, and never in the folder that the job happens to be in.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findProgram } from "../../src/runner/find-program.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-path-"));
  for (const [path, mode] of [
    ["first/engine", 0o755],
    ["second/engine", 0o755],
    ["first/data", 0o644],
    ["second/data", 0o755],
  ] as const) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), "#!/bin/sh\n");
    chmodSync(join(folder, path), mode);
  }
  mkdirSync(join(folder, "first", "folder"));
  symlinkSync("engine", join(folder, "first", "link"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  { what: "the first of two", program: "engine", path: ["first", "second"], found: "first/engine" },
  { what: "one that may be run", program: "data", path: ["first", "second"], found: "second/data" },
  { what: "one behind a link", program: "link", path: ["first"], found: "first/link" },
  { what: "none in an empty PATH", program: "engine", path: [], found: null },
  { what: "none that is a folder", program: "folder", path: ["first"], found: null },
  { what: "none in a folder that is not there", program: "engine", path: ["third"], found: null },
  { what: "none by a path from here", program: "first/engine", path: [""], found: null },
  { what: "none without a name", program: "", path: ["first"], found: null },
])("finds $what", async ({ program, path, found }) => {
  const value = path.map((entry) => join(folder, entry)).join(":");
  expect(await findProgram(program, value)).toBe(found === null ? null : join(folder, found));
});

it("takes a whole path as it is, and looks into no folder that PATH names from here", async () => {
  expect(await findProgram(join(folder, "first/engine"), "")).toBe(join(folder, "first/engine"));
  expect(await findProgram(join(folder, "first/data"), "")).toBeNull();
  expect(await findProgram("package.json", "::.")).toBeNull();
  expect(await findProgram("vitest", "node_modules/.bin")).toBeNull();
  expect(await findProgram("engine", undefined)).toBeNull();
});
