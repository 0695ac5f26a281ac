// The times in a chart's package: one commit gives one package, whenever it is made.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withPackageTime } from "../../src/build/package-time.ts";

const COMMITTED = Date.UTC(2026, 10, 21, 9, 44) / 1000;
/** Longer than a ustar header holds: such a name stands in a block of its own. */
const LONG = `${"deep/".repeat(30)}${"x".repeat(120)}.yaml`;
/** Nothing, less than a block, a block, more. */
const FILES = [
  ["Chart.yaml", ""],
  ["values.yaml", "a: 1\n"],
  ["block", "b".repeat(512)],
  [LONG, "c".repeat(1300)],
] as const;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "waybill-time-"));
  for (const [name, text] of FILES) {
    mkdirSync(join(folder, "hello", name, ".."), { recursive: true });
    writeFileSync(join(folder, "hello", name), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const tar = (args: readonly string[], input?: Uint8Array): Buffer =>
  execFileSync("tar", args, { cwd: folder, env: { PATH: process.env["PATH"], TZ: "UTC" }, input });

function packaged(seconds: number, options: readonly string[]): Buffer {
  const names = FILES.map(([name]) => join("hello", name));
  for (const name of names) utimesSync(join(folder, name), seconds, seconds);
  return gzipSync(tar(["--create", ...options, ...names]));
}

it.each([
  { form: "gnu", options: ["--format=gnu"] },
  // As Go's writer does, which keeps whole seconds and no other times.
  { form: "pax", options: ["--format=pax", "--pax-option=delete=atime,delete=ctime"] },
])("a package in the form $form is the same whenever it was made, with the commit's time", ({ options }) => {
  const [first, second] = [packaged(1_700_000_000, options), packaged(1_750_000_001, options)];
  expect(first.equals(second)).toBe(false);
  const timed = withPackageTime(first, COMMITTED);
  expect(Buffer.from(timed).equals(withPackageTime(second, COMMITTED))).toBe(true);
  const listed = tar(["--list", "--verbose", "--gzip", "--file=-"], timed).toString().trim().split("\n");
  expect(listed.map((line) => /\S+ \S+ \S+$/u.exec(line)?.[0])).toEqual(
    FILES.map(([name]) => `2026-11-21 09:44 hello/${name}`),
  );
  for (const [name, text] of FILES) {
    const content = tar(["--extract", "--to-stdout", "--gzip", "--file=-", `hello/${name}`], timed).toString();
    expect(content).toBe(text);
  }
});

it("what is no package is refused", () => {
  expect(() => withPackageTime(gzipSync("x".repeat(2000)), COMMITTED)).toThrow("is no tar archive");
});
