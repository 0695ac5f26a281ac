// Starts Git: text through simple-git, loaded when it is asked for; what needs standard input or bytes through a child process. One environment for both.
import { spawn } from "node:child_process";
import type { SimpleGit } from "simple-git";
import { UserError } from "../errors.ts";

/** A Git command that ended with an error. The text is Git's own, without secrets. */
export class GitFailure extends Error {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;

  constructor(command: string, exitCode: number, stdout: string, stderr: string) {
    super(`git ${command} ended with ${exitCode}: ${stderr.trim()}`);
    this.name = "GitFailure";
    this.exitCode = exitCode;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

export interface Git {
  /** The standard output as text. Throws a GitFailure. */
  text(args: readonly string[]): Promise<string>;
  /** The standard output as bytes, `input` on standard input. Throws a GitFailure. */
  bytes(args: readonly string[], input: Uint8Array | string): Promise<Buffer>;
}

export interface GitOptions {
  readonly folder: string;
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Never shown, wherever Git might say them. */
  readonly secrets: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Git in a folder, with exactly the environment given. */
export function gitIn(options: GitOptions): Git {
  let runner: SimpleGit | null = null;
  const failure = (args: readonly string[], exitCode: number, stdout: string, stderr: string): GitFailure =>
    new GitFailure(args[0] ?? "", exitCode, redact(stdout, options.secrets), redact(stderr, options.secrets));
  return {
    async text(args) {
      options.signal?.throwIfAborted();
      const { Ended, runnerIn } = await import("./simple-git.ts");
      options.signal?.throwIfAborted();
      runner ??= runnerIn(options);
      try {
        return await untilAborted(runner.raw([...args]), options.signal);
      } catch (error) {
        options.signal?.throwIfAborted();
        if (error instanceof Ended && error.exitCode > 0)
          throw failure(args, error.exitCode, error.stdout, error.stderr);
        throw notStarted(error);
      }
    },
    async bytes(args, input) {
      options.signal?.throwIfAborted();
      const ended = await untilAborted(pipe(args, input, options), options.signal);
      options.signal?.throwIfAborted();
      if (ended.exitCode !== 0) throw failure(args, ended.exitCode, ended.stdout.toString(), ended.stderr);
      return ended.stdout;
    },
  };
}

/**
 * The work's end, or the signal's reason as soon as it is aborted. Git is killed then, but not the `git remote-http` that it started, which keeps the
 * pipes open until the server answers: its end is not waited for.
 */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  const { promise, reject } = rejectable();
  const abort = (): void => reject(signal.reason);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** A promise that is only ever rejected. */
function rejectable(): { readonly promise: Promise<never>; readonly reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_, refuse) => {
    reject = refuse;
  });
  return { promise, reject };
}

function pipe(
  args: readonly string[],
  input: Uint8Array | string,
  { folder, environment, signal }: GitOptions,
): Promise<{ readonly exitCode: number; readonly stdout: Buffer; readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("git", args, {
      cwd: folder,
      env: { ...environment },
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      ...(signal === undefined ? {} : { signal }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => reject(notStarted(error)));
    child.on("close", (code) =>
      resolve({ exitCode: code ?? -1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() }),
    );
    // A Git that ends early closes its input; its exit code says why.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

function notStarted(error: unknown): unknown {
  const missing = error instanceof Error && /ENOENT/u.test(error.message);
  return missing
    ? new UserError("git could not be started; it must be installed and on the PATH of this step", { cause: error })
    : error;
}

function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => (secret === "" ? shown : shown.replaceAll(secret, "***")), text);
}
