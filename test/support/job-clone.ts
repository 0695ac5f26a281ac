// A job's clone for tests of the builds: a repository of its own, whose every commit has one time and one author.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The time of every commit. */
const AT = "2026-11-21T09:44:00Z";

export interface JobClone {
  readonly folder: string;
  /** Standard output without the space around it. */
  readonly git: (...args: readonly string[]) => Promise<string>;
  /** Commits all that is there, even when nothing changed; returns the commit's id. */
  readonly commit: () => Promise<string>;
}

/** Makes the folder, which exists, a repository on `main` without a commit. */
export async function startClone(folder: string): Promise<JobClone> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_AUTHOR_DATE: AT,
    GIT_COMMITTER_DATE: AT,
  };
  const identity = ["-c", "user.name=dev", "-c", "user.email=dev@example.com"];
  const git = async (...args: readonly string[]): Promise<string> =>
    (await run("git", [...identity, ...args], { cwd: folder, env })).stdout.trim();
  await git("init", "--quiet", "--initial-branch=main");
  return {
    folder,
    git,
    async commit() {
      await git("add", "--all");
      await git("commit", "--quiet", "--allow-empty", "--message=change");
      return git("rev-parse", "HEAD");
    },
  };
}
