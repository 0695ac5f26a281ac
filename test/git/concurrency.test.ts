// Many writers at once: nothing lost, nothing doubled, whatever the server says about the pushes that it refuses.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { startGitServer } from "../support/git-http.ts";
import { makeScratch, type Scratch } from "../support/scratch.ts";

const WRITER = fileURLToPath(new URL("writer.ts", import.meta.url));
const WRITERS = 20;

async function write(url: string, path: string): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawn(process.execPath, [WRITER, url, "main", path, "written\n"], {
    env: { PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: string[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
  const ended: readonly unknown[] = await once(child, "close");
  return { code: ended[0], said: chunks.join("") };
}

/** Subjects of the branch, newest first. */
const subjects = (scratch: Scratch): readonly string[] =>
  scratch.git(["-C", "env.git", "log", "--format=%s", "main"]).split("\n");

const paths = Array.from({ length: WRITERS }, (_, index) => `apps/app-${index}/kustomization.yaml`);
const expected = paths.map((path) => `Write ${path}`).sort();

describe("20 processes at once on one branch", () => {
  test("make 20 commits, none lost and none doubled", { timeout: 120_000 }, async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "README.md": "env\n" });
    const server = await startGitServer(scratch.folder);
    const results = await Promise.all(paths.map((path) => write(server.url("env"), path)));
    await server.close();
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    expect(
      subjects(scratch)
        .filter((subject) => subject !== "first")
        .sort(),
    ).toEqual(expected);
    const files = scratch.git(["-C", "env.git", "ls-tree", "-r", "--name-only", "main"]).split("\n");
    expect(files).toEqual(["README.md", ...paths].sort());
  });

  test("lose nothing to a competitor who pushes plain commits, and nothing of his", { timeout: 120_000 }, async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "README.md": "env\n" });
    const server = await startGitServer(scratch.folder);
    let landed = 0;
    server.fault = ({ target }) => {
      // Just before a writer's push: what it read is stale now.
      if (target.endsWith("?service=git-receive-pack") && landed < 10) {
        scratch.commit("env", "main", { [`theirs/${landed}`]: "theirs\n" }, `competitor ${landed}`);
        landed += 1;
      }
      return null;
    };
    const results = await Promise.all(paths.map((path) => write(server.url("env"), path)));
    await server.close();
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    const all = subjects(scratch);
    expect(all.filter((subject) => subject.startsWith("Write ")).sort()).toEqual(expected);
    expect(all.filter((subject) => subject.startsWith("competitor "))).toHaveLength(10);
  });

  test("commit once each when the connection drops after a push was accepted", { timeout: 120_000 }, async () => {
    await using scratch = await makeScratch();
    scratch.repository("env", { "README.md": "env\n" });
    const server = await startGitServer(scratch.folder);
    let pushes = 0;
    server.fault = ({ method, target }) =>
      method === "POST" && target.endsWith("/git-receive-pack") && (pushes += 1) % 2 === 1
        ? { kind: "drop-after" }
        : null;
    const results = await Promise.all(paths.map((path) => write(server.url("env"), path)));
    await server.close();
    expect(results.filter(({ code }) => code !== 0)).toEqual([]);
    expect(
      subjects(scratch)
        .filter((subject) => subject !== "first")
        .sort(),
    ).toEqual(expected);
    expect(pushes).toBeGreaterThan(WRITERS);
  });
});
