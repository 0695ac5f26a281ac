// Runs the tests' own action as the runner would: files for outputs and summary, its variables and nothing else of the machine.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOutputs } from "../support/runner.ts";

export interface Ended {
  readonly exitCode: number | null;
  readonly log: string;
  readonly errors: readonly string[];
  /** The lines that a reader sees: no masks, no debug lines. */
  readonly shown: readonly string[];
  readonly stderr: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

export interface SpawnOptions {
  readonly env: Readonly<Record<string, string>>;
  /** Sent when the log says "waiting". */
  readonly signal?: NodeJS.Signals;
}

export async function spawnAction({ env, signal }: SpawnOptions): Promise<Ended> {
  const folder = await mkdtemp(join(tmpdir(), "waybill-action-"));
  try {
    const files = { output: join(folder, "output"), summary: join(folder, "summary") };
    await Promise.all([writeFile(files.output, ""), writeFile(files.summary, "")]);
    const child = spawn(process.execPath, [join(import.meta.dirname, "an-action.ts")], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"] ?? "",
        GITHUB_REPOSITORY: "acme/environment",
        GITHUB_EVENT_NAME: "push",
        GITHUB_OUTPUT: files.output,
        GITHUB_STEP_SUMMARY: files.summary,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const waited = log.includes("waiting\n");
      log += text;
      if (signal !== undefined && !waited && log.includes("waiting\n")) child.kill(signal);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("close", resolve);
    });
    const lines = log.split("\n").filter((line) => line !== "");
    return {
      exitCode,
      log,
      stderr,
      errors: lines.filter((line) => line.startsWith("::error::")).map((line) => line.slice("::error::".length)),
      shown: lines.filter((line) => !/^::(add-mask|debug)::/.test(line)),
      outputs: parseOutputs(await readFile(files.output, "utf8")),
      summary: await readFile(files.summary, "utf8"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
