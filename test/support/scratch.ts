// A folder of a test's own with bare repositories in it, made in one Git process each; gone when the test ends.
import { spawnSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Scratch extends AsyncDisposable {
  readonly folder: string;
  /** Runs Git in the folder; its output as text, without the last line break. Throws when it fails. */
  git(args: readonly string[], input?: string | Uint8Array): string;
  /** Makes `<name>.git` with one commit on `main` (none when `files` is `null`) and returns that commit. */
  repository(name: string, files: Readonly<Record<string, string>> | null): string;
  /** One more commit on a branch of `<name>.git`, as anybody's push would make it; returns it. */
  commit(name: string, branch: string, files: Readonly<Record<string, string>>, message?: string): string;
}

export async function makeScratch(): Promise<Scratch> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-test-"));
  const git = (args: readonly string[], input?: string | Uint8Array): string => {
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        GIT_CONFIG_NOSYSTEM: "1",
        GIT_CONFIG_GLOBAL: "/dev/null",
        GIT_AUTHOR_NAME: "Ann",
        GIT_AUTHOR_EMAIL: "ann@example.org",
        GIT_COMMITTER_NAME: "Ann",
        GIT_COMMITTER_EMAIL: "ann@example.org",
      },
      maxBuffer: 1 << 28,
      ...(input === undefined ? {} : { input }),
    });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr.toString()}`);
    return stdout.toString().replace(/\n$/u, "");
  };
  const commit: Scratch["commit"] = (name, branch, files, message = "change") => {
    const known = git(["-C", `${name}.git`, "for-each-ref", "--format=%(objectname)", `refs/heads/${branch}`]);
    const lines = [
      `commit refs/heads/${branch}`,
      "committer Ann <ann@example.org> 1700000000 +0000",
      `data ${Buffer.byteLength(message)}`,
      message,
      ...(known === "" ? [] : [`from ${known}`]),
      ...Object.entries(files).flatMap(([path, text]) => [
        `M 100644 inline ${JSON.stringify(path)}`,
        `data ${Buffer.byteLength(text)}`,
        text,
      ]),
      "",
    ];
    git(["-C", `${name}.git`, "fast-import", "--quiet", "--force"], lines.join("\n"));
    return git(["-C", `${name}.git`, "rev-parse", `refs/heads/${branch}`]);
  };
  return {
    folder,
    git,
    commit,
    repository(name, files) {
      git(["init", "--quiet", "--bare", "--initial-branch=main", `${name}.git`]);
      for (const key of ["uploadpack.allowFilter", "uploadpack.allowAnySHA1InWant"])
        git(["-C", `${name}.git`, "config", key, "true"]);
      return files === null ? "" : commit(name, "main", files, "first");
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
