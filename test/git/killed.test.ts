// Killed at any step and run again: one commit, and no token left anywhere on disk.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startGitServer } from "../support/git-http.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";

const WRITER = fileURLToPath(new URL("writer.ts", import.meta.url));

/** A `git` in front of the real one that kills whoever started it when it comes to one command. */
async function trap(scratch: Scratch, command: string, when: "before" | "during" | "after"): Promise<string> {
  const folder = join(scratch.folder, "bin");
  await mkdir(folder, { recursive: true });
  const real = `PATH=${JSON.stringify(process.env["PATH"])} git "$@"`;
  const steps = {
    before: `kill -9 $PPID`,
    // Git itself goes on, as it does when only the step's process is killed.
    during: `${real} & kill -9 $PPID; wait`,
    after: `${real}; kill -9 $PPID`,
  };
  await writeFile(
    join(folder, "git"),
    `#!/bin/sh\nif [ "$1" = ${command} ]; then\n${steps[when]}\nelse\n${real}\nfi\n`,
  );
  await chmod(join(folder, "git"), 0o755);
  return [folder, process.env["PATH"]].join(delimiter);
}

async function run(url: string, env: Readonly<Record<string, string>>): Promise<unknown> {
  const child = spawn(process.execPath, [WRITER, url, "main", "apps/a.yaml", "version: 2\n"], {
    env: { ...env },
    stdio: "ignore",
  });
  const ended: readonly unknown[] = await once(child, "close");
  return ended[1];
}

async function everyFile(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries.filter((entry) => entry.isFile()).map((entry) => readFile(join(entry.parentPath, entry.name), "latin1")),
  );
}

test.each([
  ["before", "fetch"],
  ["after", "fetch"],
  ["before", "fast-import"],
  ["after", "fast-import"],
  ["before", "push"],
  ["during", "push"],
  ["after", "push"],
] as const)("a run killed %s %s and run again makes one commit and leaves no token", async (when, command) => {
  await using scratch = await makeScratch();
  scratch.repository("env", { "apps/a.yaml": "version: 1\n" });
  const server = await startGitServer(scratch.folder);
  const temporary = join(scratch.folder, "tmp");
  await mkdir(temporary);

  const killed = await run(server.url("env"), {
    PATH: await trap(scratch, command, when),
    TMPDIR: temporary,
    HOME: scratch.folder,
  });
  expect(killed).toBe("SIGKILL");
  const left = await everyFile(temporary);
  expect(left.length).toBeGreaterThan(0);
  const basic = Buffer.from("x-access-token:s3cr3t-t0ken").toString("base64");
  expect(left.filter((text) => text.includes("s3cr3t-t0ken") || text.includes(basic))).toEqual([]);

  const signal = await run(server.url("env"), { PATH: process.env["PATH"] ?? "", TMPDIR: temporary });
  await server.close();
  expect(signal).toBeNull();
  expect(scratch.git(["-C", "env.git", "log", "--format=%s", "main"]).split("\n")).toEqual([
    "Write apps/a.yaml",
    "first",
  ]);
  expect(scratch.git(["-C", "env.git", "show", "main:apps/a.yaml"])).toBe("version: 2");
});
