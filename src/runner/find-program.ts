// Where on PATH a program is. Asked at once, not by one look after the other: what is started ahead of its need must be running before other work takes the thread.
import { accessSync, constants, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { which } from "@actions/io";

/** The program's path, or `null` when PATH leads to none. `path`: the variable's value. */
export async function findProgram(program: string, path: string | undefined): Promise<string | null> {
  // There names have endings, which another variable lists.
  if (process.platform === "win32") return (await which(program, false)) || null;
  if (isAbsolute(program)) return isProgram(program) ? program : null;
  // What names a folder is no name to look for.
  if (program === "" || program.includes("/")) return null;
  // An empty entry would be the working directory: a checkout's files are no programs of the machine.
  const folders = (path ?? "").split(":").filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, program)).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
