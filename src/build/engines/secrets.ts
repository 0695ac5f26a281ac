// The build's secrets, read before the engine starts: one that is missing is told then, and none of them is ever shown.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { messageOf, usageError } from "../../errors.ts";
import type { ImageBuild } from "../engine.ts";

export interface BuildSecrets {
  /** The variables that hold secrets, for the engine's environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** What must not be shown: each line, since output comes in lines. One of three characters hides nothing and would spoil every word. */
  readonly hidden: readonly string[];
}

/** Reads every secret. Throws a usage error for a variable that is not set and a file that cannot be read. */
export async function readSecrets(
  image: ImageBuild,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<BuildSecrets> {
  const variables: Record<string, string> = {};
  const texts: string[] = [];
  for (const { id, source } of image.secrets) {
    if ("env" in source) {
      const value = environment[source.env];
      if (value === undefined)
        throw usageError(
          `the secret "${id}" is in the variable ${source.env}, which this step has not; set it in the step's \`env\``,
        );
      variables[source.env] = value;
      texts.push(value);
    } else {
      try {
        texts.push(await readFile(resolve(image.folder, source.file), "utf8"));
      } catch (error) {
        throw usageError(`the secret "${id}" cannot be read from "${source.file}": ${messageOf(error)}`, error);
      }
    }
  }
  const lines = texts.flatMap((text) => [text.trim(), ...text.split(/\r\n|\n|\r/u).map((line) => line.trim())]);
  // The longest first: a secret that begins with another one is hidden whole.
  const hidden = [...new Set(lines)].filter((line) => line.length > 3).toSorted((a, b) => b.length - a.length);
  return { variables, hidden };
}

/** For an engine that reads files only: where each secret is, those of variables in files of their own that only we can read. */
export async function secretFiles(
  image: ImageBuild,
  variables: Readonly<Record<string, string>>,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [index, { id, source }] of image.secrets.entries()) {
    if ("file" in source) files.set(id, source.file);
    else {
      const path = join(folder, `secret-${index}`);
      await writeFile(path, variables[source.env] ?? "", { mode: 0o600, flag: "wx" });
      files.set(id, path);
    }
  }
  return files;
}
