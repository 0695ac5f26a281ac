// A secret for a program that takes it from a file alone: in a file without a name, where the system has such, so that nothing of it is left when we are killed.
import { open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** The path leads to the secret until it is disposed of. */
export interface SecretFile extends AsyncDisposable {
  readonly path: string;
}

/**
 * The secret as a file that only we, and the programs that we start, can read. On Linux its name is gone before the secret is in it, and `/proc` leads to what is open (proc(5),
 * `/proc/pid/fd`); elsewhere it lies in `folder`. Among the arguments everybody on the machine could read it.
 */
export async function secretFile(
  secret: string,
  folder: string,
  processes = `/proc/${process.pid}/fd`,
): Promise<SecretFile> {
  const named = join(folder, "secret");
  const file = await open(named, "wx+", 0o600);
  try {
    const unnamed = `${processes}/${file.fd}`;
    const isReachable = await canBeRead(unnamed);
    if (isReachable) await rm(named);
    await file.writeFile(secret);
    return {
      path: isReachable ? unnamed : named,
      async [Symbol.asyncDispose]() {
        await file.close();
        await rm(named, { force: true });
      },
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Whether the path in `/proc` can be read: tried while there is no secret in it. */
async function canBeRead(path: string): Promise<boolean> {
  try {
    await readFile(path);
    return true;
  } catch {
    return false;
  }
}
