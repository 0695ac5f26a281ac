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

/**
 * How buildah's code takes the secrets. `folder`: for a version that reads files only, where those of variables stand in files that only we can read; `null` for one
 * that reads the variables itself, so that no file of ours is left when the run is killed. That version is told the kind, too: it takes the variable that is called as
 * the secret's id instead of a file (containers/buildah, issue 5282).
 */
export async function secretArguments(
  image: ImageBuild,
  variables: Readonly<Record<string, string>>,
  folder: string | null,
): Promise<readonly string[]> {
  if (folder === null) {
    return image.secrets.map(({ id, source }) =>
      "env" in source
        ? `--secret=id=${id},type=env,env=${source.env}`
        : `--secret=id=${id},type=file,src=${source.file}`,
    );
  }
  const told: string[] = [];
  for (const [index, { id, source }] of image.secrets.entries()) {
    const path = "file" in source ? source.file : join(folder, `secret-${index}`);
    if ("env" in source) await writeFile(path, variables[source.env] ?? "", { mode: 0o600, flag: "wx" });
    told.push(`--secret=id=${id},src=${path}`);
  }
  return told;
}
