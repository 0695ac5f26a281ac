// A whole process, measured from outside: how long it took, the most memory it held, what it said.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Called {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
  /** From spawning until it ended and its output was read. */
  readonly ms: number;
  /** Megabytes it held at most, as the kernel counts them (Linux; elsewhere 0). Only looked at when asked for: looking takes time. */
  readonly peakMb: number;
}

/** Runs a program to its end. Throws only when it cannot be started. */
export function call(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly memory?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Called> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let peakMb = 0;
    const timer =
      options.memory === true
        ? setInterval(() => {
            peakMb = Math.max(peakMb, highWater(child.pid ?? 0));
          }, 5)
        : null;
    const out: Buffer[] = [];
    let err = "";
    child.stdout.on("data", (bytes: Buffer) => out.push(bytes));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.once("error", reject).once("close", (exitCode) => {
      if (timer !== null) clearInterval(timer);
      resolve({ exitCode, out: Buffer.concat(out).toString(), err, ms: performance.now() - started, peakMb });
    });
  });
}

/** Megabytes: the most that the process has held at once so far; 0 when it has ended, or is still the fork that shares our own memory. */
export function highWater(pid: number): number {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (!commandLine.startsWith(`${process.execPath}\0`) || commandLine === readFileSync("/proc/self/cmdline", "utf8"))
      return 0;
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
