// Calls the committed command line in a folder of the test's own, as a person's shell does.
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export const CLI = join(root, "dist", "cli.js");
export const EXAMPLE = join(root, "examples", "environment");

export interface Called {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Folder extends AsyncDisposable {
  readonly path: string;
  /** Calls `waybill` with the arguments, in the folder or in one below it. */
  waybill(args: readonly string[], options?: CallOptions): Promise<Called>;
  write(path: string, content: string | Uint8Array): Promise<void>;
}

export interface CallOptions {
  readonly below?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The program to run `dist/cli.js` with; by default this node. */
  readonly node?: string;
}

/** An empty folder, or a copy of another; gone when the test ends. */
export async function makeFolder(copyOf?: string): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "waybill-cli-"));
  if (copyOf !== undefined) await cp(copyOf, path, { recursive: true });
  return {
    path,
    waybill: (args, { below = "", env = {}, node = process.execPath } = {}) =>
      call(node, [CLI, ...args], { cwd: join(path, below), env }),
    async write(file, content) {
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeFile(join(path, file), content);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** Runs a program to its end. */
export function call(
  program: string,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Called> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", HOME: cwd, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.once("error", reject).once("close", (exitCode) => resolve({ exitCode, out, err }));
  });
}
