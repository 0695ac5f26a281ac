// The file that a secret is handed over in: where the system can, without a name.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { secretFile } from "../../src/build/secret-file.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-secret-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.skipIf(process.platform !== "linux")(
  "has no name on Linux, and another program reads it, more than once",
  async () => {
    await using file = await secretFile("open sesame", folder);
    expect(readdirSync(folder)).toEqual([]);
    for (let time = 0; time < 2; time += 1)
      expect(execFileSync("cat", [file.path], { encoding: "utf8" })).toBe("open sesame");
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
  },
);

it("has one where the system has no other way, that only its owner can read, until it is disposed of", async () => {
  const file = await secretFile("open sesame", folder, join(folder, "no-such-folder"));
  expect(readFileSync(file.path, "utf8")).toBe("open sesame");
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  await file[Symbol.asyncDispose]();
  expect(existsSync(file.path)).toBe(false);
});

it("is gone when it is disposed of", async () => {
  const file = await secretFile("open sesame", folder);
  await file[Symbol.asyncDispose]();
  expect(() => readFileSync(file.path, "utf8")).toThrow();
  expect(readdirSync(folder)).toEqual([]);
});
