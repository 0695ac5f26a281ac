// simple-git as every text command of Git uses it.
import { GitError, simpleGit, type SimpleGit } from "simple-git";
import type { GitOptions } from "./process.ts";

/** How a command ended, as simple-git's error hook passes it on; it keeps only errors of its own kind as they are. */
export class Ended extends GitError {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(exitCode: number, stdout: string, stderr: string) {
    super(undefined, stderr);
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

/** simple-git in a folder, with exactly the environment given; a command that fails rejects with an `Ended`. */
export function runnerIn({ folder, environment, signal }: GitOptions): SimpleGit {
  return simpleGit({
    baseDir: folder,
    trimmed: false,
    // Only the end of the streams says that all output is here; the exit can come before.
    completion: { onClose: true, onExit: false },
    ...(signal === undefined ? {} : { abort: signal }),
    errors: (_error, result) =>
      result.exitCode === 0
        ? undefined
        : new Ended(result.exitCode, Buffer.concat(result.stdOut).toString(), Buffer.concat(result.stdErr).toString()),
    allowEnvironment: Object.keys(environment),
    // simple-git refuses these settings because callers may pass them on from outside; ours come from environment.ts alone,
    // and each of them switches something off.
    unsafe: {
      allowUnsafeConfigEnvCount: true,
      allowUnsafeConfigPaths: true,
      allowUnsafeCredentialHelper: true,
      allowUnsafeFsMonitor: true,
      allowUnsafeHooksPath: true,
      allowUnsafeProtocolOverride: true,
      allowUnsafeTemplateDir: true,
    },
  }).env({ ...environment });
}
