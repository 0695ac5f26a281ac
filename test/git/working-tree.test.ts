// The snapshot of a folder on a laptop: in a clone what Git would see, elsewhere every file; links never followed.
import { execFileSync } from "node:child_process";
import { mkdir, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
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

  test("tells of a file of more than 10 MB and reads the others", async () => {
    await using scratch = await makeScratch();
    const path = join(scratch.folder, "large.yaml");
    await writeFile(path, "");
    await truncate(path, 11 * 1024 * 1024);
    await writeFile(join(scratch.folder, "small.yaml"), "1\n");
    const snapshot = await workingTreeSnapshot(scratch.folder);
    const files = await snapshot.read(["large.yaml", "small.yaml"]);
    expect(files.get("large.yaml")).toBeNull();
    expect(files.get("small.yaml")).toEqual(Buffer.from("1\n"));
    expect([...(snapshot.unreadable ?? [])]).toEqual([
      ["large.yaml", "it has 11534336 bytes; files of more than 10485760 are not read as manifests"],
    ]);
  });

  test.each([0, 1, 4095, 4096, 4097, 262_143, 262_144, 262_145, 10_485_760])(
    "reads a file of %i bytes whole",
    async (size) => {
      await using scratch = await makeScratch();
      const bytes = Buffer.alloc(size, "0123456789abcde\n");
      await writeFile(join(scratch.folder, "a.yaml"), bytes);
      const snapshot = await workingTreeSnapshot(scratch.folder);
      const [, read] = [...(await snapshot.read(["a.yaml"]))][0] ?? [];
      expect(Buffer.compare(Buffer.from(read ?? [9]), bytes)).toBe(0);
    },
  );

  test("does not follow a link that has taken a file's place since it was listed", async () => {
    await using scratch = await makeScratch();
    const path = join(scratch.folder, "a.yaml");
    await writeFile(path, "1\n");
    const snapshot = await workingTreeSnapshot(scratch.folder);
    await snapshot.list();
    await rm(path);
    await symlink("/proc/self/environ", path);
    expect((await snapshot.read(["a.yaml"])).get("a.yaml")).toBeNull();
    expect(snapshot.unreadable?.get("a.yaml")).toBe("it has become a symbolic link, which is not read");
  });

  test("leaves out what the reader of its bytes declines, and no bytes change afterwards", async () => {
    await using scratch = await makeScratch();
    for (const name of ["a", "b", "c"]) await writeFile(join(scratch.folder, `${name}.yaml`), `${name}\n`);
    const snapshot = await workingTreeSnapshot(scratch.folder);
    const files = await snapshot.read(["a.yaml", "b.yaml", "none", "c.yaml"], (path) => path !== "b.yaml");
    expect([...files].map(([path, bytes]) => [path, bytes === null ? null : Buffer.from(bytes).toString()])).toEqual([
      ["a.yaml", "a\n"],
      ["none", null],
      ["c.yaml", "c\n"],
    ]);
  });

  test("in a clone lists neither what was deleted nor what stands behind a link that replaced a folder, and no pipe", async () => {
    await using scratch = await makeScratch();
    const folder = await fill(scratch, true);
    scratch.git(["-C", "work", "add", "."]);
    await writeFile(join(folder, "gone.yaml"), "1\n");
    scratch.git(["-C", "work", "add", "gone.yaml"]);
    await rm(join(folder, "gone.yaml"));
    await rename(join(folder, "apps", "deep"), join(folder, "elsewhere"));
    await symlink(join(folder, "elsewhere"), join(folder, "apps", "deep"));
    execFileSync("mkfifo", [join(folder, "pipe.yaml")]);
    const entries = await (await workingTreeSnapshot(folder)).list();
    expect(entries.map(({ path, mode }) => `${mode} ${path}`)).toEqual([
      "100644 .gitignore",
      "120000 apps/deep",
      "100644 apps/run.sh",
      "100644 apps/tracked.yaml",
      "100644 elsewhere/new.yaml",
      "120000 link.yaml",
      "120000 linked",
    ]);
  });

  test("sees the same files in a second worktree and in a folder of a clone", async () => {
    await using scratch = await makeScratch();
    const folder = await fill(scratch, true);
    scratch.git(["-C", "work", "add", "."]);
    scratch.git([
      "-C",
      "work",
      "-c",
      "user.name=a",
      "-c",
      "user.email=a@acme.example",
      "commit",
      "--quiet",
      "-m",
      "all",
    ]);
    scratch.git(["-C", "work", "worktree", "add", "--quiet", "../second"]);
    await writeFile(join(scratch.folder, "second", "ignored.yaml"), "3\n");
    const paths = async (at: string): Promise<readonly string[]> =>
      (await (await workingTreeSnapshot(at)).list()).map(({ path }) => path);
    expect(await paths(join(scratch.folder, "second"))).toEqual(await paths(folder));
    expect(await paths(join(folder, "apps"))).toEqual(["deep/new.yaml", "run.sh", "tracked.yaml"]);
  });

  test("lists paths in the order of their bytes, those beyond U+FFFF too", async () => {
    await using scratch = await makeScratch();
    const names = ["z", "a-b", "a", "\uff5e", "\u{1f600}", "\u00e9"];
    await mkdir(join(scratch.folder, "a"));
    for (const name of names.filter((each) => each !== "a")) await writeFile(join(scratch.folder, name), "");
    await writeFile(join(scratch.folder, "a", "x"), "");
    const entries = await (await workingTreeSnapshot(scratch.folder)).list();
    expect(entries.map(({ path }) => path)).toEqual(["a-b", "a/x", "z", "\u00e9", "\uff5e", "\u{1f600}"]);
  });
});
