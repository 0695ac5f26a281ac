// The snapshot of a folder on a laptop: in a clone what Git would see, elsewhere every file; links never followed.
import { mkdir, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { workingTreeSnapshot } from "../../src/git/working-tree.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";

async function fill(scratch: Scratch, clone: boolean): Promise<string> {
  const folder = join(scratch.folder, "work");
  await mkdir(join(folder, "apps", "deep"), { recursive: true });
  await mkdir(join(folder, "node_modules", "x"), { recursive: true });
  if (clone) scratch.git(["init", "--quiet", "work"]);
  await writeFile(join(folder, "apps", "tracked.yaml"), "1\n");
  if (clone) scratch.git(["-C", "work", "add", "."]);
  await writeFile(join(folder, "apps", "deep", "new.yaml"), "2\n");
  await writeFile(join(folder, "apps", "run.sh"), "", { mode: 0o755 });
  await writeFile(join(folder, "ignored.yaml"), "3\n");
  await writeFile(join(folder, ".gitignore"), "ignored.yaml\nnode_modules\n");
  await writeFile(join(folder, "node_modules", "x", "x.yaml"), "4\n");
  await symlink("/proc/self/environ", join(folder, "link.yaml"));
  await symlink(join(folder, "apps"), join(folder, "linked"));
  return folder;
}

const seen = ["apps/deep/new.yaml", "apps/run.sh", "apps/tracked.yaml", "link.yaml", "linked"];

describe("workingTreeSnapshot", () => {
  test.each([
    ["in a clone lists what Git tracks or would", true, [".gitignore", ...seen]],
    ["elsewhere lists every file", false, [".gitignore", ...seen, "ignored.yaml"].sort()],
  ] as const)("%s, without following links", async (_what, clone, expected) => {
    await using scratch = await makeScratch();
    const snapshot = await workingTreeSnapshot(await fill(scratch, clone));
    const entries = await snapshot.list();
    expect(snapshot.commit).toBeNull();
    expect(entries.map(({ path }) => path)).toEqual(expected);
    expect(entries.filter(({ mode }) => mode !== "100644").map(({ path, mode }) => [path, mode])).toEqual([
      ["apps/run.sh", "100755"],
      ["link.yaml", "120000"],
      ["linked", "120000"],
    ]);
    expect((await snapshot.list(["apps/deep"])).map(({ path }) => path)).toEqual(["apps/deep/new.yaml"]);
    const files = await snapshot.read(["apps/tracked.yaml", "link.yaml", "linked/tracked.yaml", "none"]);
    expect([...files.values()].map((bytes) => (bytes === null ? null : Buffer.from(bytes).toString()))).toEqual([
      "1\n",
      null,
      null,
      null,
    ]);
  });

  test("of a folder that is not there, or a file, is a clear error", async () => {
    await using scratch = await makeScratch();
    await expect(workingTreeSnapshot(join(scratch.folder, "none"))).rejects.toThrow("is not there");
    await writeFile(join(scratch.folder, "file"), "");
    await expect(workingTreeSnapshot(join(scratch.folder, "file"))).rejects.toThrow("is not a folder");
  });

  test("does not read a file of more than 10 MB", async () => {
    await using scratch = await makeScratch();
    const path = join(scratch.folder, "large.yaml");
    await writeFile(path, "");
    await truncate(path, 11 * 1024 * 1024);
    const snapshot = await workingTreeSnapshot(scratch.folder);
    await expect(snapshot.read(["large.yaml"])).rejects.toThrow('"large.yaml" has 11534336 bytes');
  });
});
