// Writing into a folder: all or nothing, and never over what somebody else wrote meanwhile.
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Changeset } from "../../src/git/snapshot.ts";
import { writeWorkingTree } from "../../src/git/write-working-tree.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";

const NO_BLOB = "0".repeat(40);
const changes: Changeset = new Map([
  ["a.yaml", { replaces: NO_BLOB, bytes: Buffer.from("new a\n") }],
  ["b/c.yaml", { replaces: NO_BLOB, bytes: Buffer.from("new c\n") }],
]);
const read = new Map([
  ["a.yaml", Buffer.from("a\n")],
  ["b/c.yaml", Buffer.from("c\n")],
]);

async function fill(scratch: Scratch): Promise<void> {
  await mkdir(join(scratch.folder, "b"));
  for (const [path, bytes] of read) await writeFile(join(scratch.folder, path), bytes);
}

async function contents(scratch: Scratch): Promise<Readonly<Record<string, string>>> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(scratch.folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files[path.slice(scratch.folder.length + 1)] = await readFile(path, "utf8");
  }
  return files;
}

describe("writeWorkingTree", () => {
  test("replaces the files, keeps their modes and leaves nothing beside them", async () => {
    await using scratch = await makeScratch();
    await fill(scratch);
    await chmod(join(scratch.folder, "a.yaml"), 0o751);
    writeWorkingTree(scratch.folder, changes, read);
    expect(await contents(scratch)).toEqual({ "a.yaml": "new a\n", "b/c.yaml": "new c\n" });
    expect((await stat(join(scratch.folder, "a.yaml"))).mode & 0o777).toBe(0o751);
  });

  test("replaces nothing when one file is not what was read any more", async () => {
    await using scratch = await makeScratch();
    await fill(scratch);
    await writeFile(join(scratch.folder, "b", "c.yaml"), "theirs\n");
    expect(() => writeWorkingTree(scratch.folder, changes, read)).toThrow(
      '"b/c.yaml" was changed by something else meanwhile; nothing was changed here; run it again',
    );
    expect(await contents(scratch)).toEqual({ "a.yaml": "a\n", "b/c.yaml": "theirs\n" });
  });

  test("never writes where a link has taken the file's place", async () => {
    await using scratch = await makeScratch();
    await fill(scratch);
    await writeFile(join(scratch.folder, "same"), "c\n");
    await rm(join(scratch.folder, "b", "c.yaml"));
    await symlink("../same", join(scratch.folder, "b", "c.yaml"));
    expect(() => writeWorkingTree(scratch.folder, changes, read)).toThrow('"b/c.yaml" was changed');
    expect(await contents(scratch)).toEqual({ "a.yaml": "a\n", same: "c\n" });
  });

  test("replaces nothing when one file cannot be written", async () => {
    await using scratch = await makeScratch();
    await fill(scratch);
    await rm(join(scratch.folder, "b"), { recursive: true });
    expect(() => writeWorkingTree(scratch.folder, changes, read)).toThrow(
      /c\.yaml" cannot be written; nothing was changed/u,
    );
    expect(await contents(scratch)).toEqual({ "a.yaml": "a\n" });
  });
});
