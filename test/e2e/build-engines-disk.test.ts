// `build` on a disk that is full: the engine's storage, or the folder for temporary files. A clear line, and nothing in the registry.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canRun, makeBuildGround, REAL_ENGINES } from "./build-ground.ts";

const MEGABYTE = 1024 * 1024;

interface SmallDisk extends Disposable {
  readonly folder: string;
}

/** A file system of its own in memory; `null` where mounting is refused. */
function smallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), "waybill-disk-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "waybill-test", folder]);
  if (status !== 0) {
    rmSync(folder, { recursive: true });
    return null;
  }
  return {
    folder,
    [Symbol.dispose]() {
      // Lazily: an engine that was killed may have mounts below.
      spawnSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

function canMount(): boolean {
  using disk = smallDisk(1);
  return disk !== null;
}

/** What `work` makes in the folder for temporary files, it makes on the disk. */
async function onDisk<T>(disk: SmallDisk, work: () => Promise<T>): Promise<T> {
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = disk.folder;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
}

const mounts = canMount();

describe.each(REAL_ENGINES)("$engine", (each) => {
  test.skipIf(!canRun(each) || !mounts)(
    "says that its storage is full, and that space must be made",
    async () => {
      using disk = smallDisk(16);
      if (disk === null) throw new Error("the disk could not be mounted a second time");
      await using ground = await makeBuildGround({ ...each, start: () => onDisk(disk, each.start) });
      const checkout = await ground.checkout({ Dockerfile: "FROM scratch\nCOPY big /\n" });
      // After the commit, which Git would copy it for.
      writeFileSync(join(checkout.folder, "big"), randomBytes(20 * MEGABYTE));
      const full = await ground.build(checkout, { env: { TMPDIR: tmpdir() } });
      expect(full, full.log).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "", pushed: "" } });
      expect(full.outputs["reason"]).toMatch(
        /no space left on device.*; the disk is full \(no space left\); free space/u,
      );
      expect(await ground.tags()).toEqual([]);
    },
    60_000,
  );

  test.skipIf(!canRun(each) || !mounts)(
    "says that the folder for temporary files is full",
    async () => {
      using disk = smallDisk(1);
      if (disk === null) throw new Error("the disk could not be mounted a second time");
      spawnSync("dd", ["if=/dev/zero", `of=${disk.folder}/full`, "bs=4096"]);
      await using ground = await makeBuildGround(each);
      const checkout = await ground.checkout({ Dockerfile: "FROM scratch\nCOPY a /\n", a: "a" });
      const full = await ground.build(checkout, { env: { TMPDIR: disk.folder } });
      expect(full, full.log).toMatchObject({ exitCode: 1, outputs: { result: "failed", reference: "", pushed: "" } });
      expect(full.outputs["reason"]).toMatch(/the disk is full \(no space left\); free space/u);
      expect(await ground.tags()).toEqual([]);
    },
    60_000,
  );
});
