// Where the Dockerfile and the context of a build really are: engines quote what they cannot read as a Dockerfile, so none leads out of the job's folders.
import { realpath, stat } from "node:fs/promises";
import { isAbsolute, relative, resolve } from "node:path";
import { usageError } from "../../errors.ts";
import type { AskedImage } from "../engine.ts";

/** What an engine looks for when no file is named. */
const DEFAULT_FILES = ["Dockerfile", "Containerfile", "dockerfile"];

/**
 * Throws a usage error when the context or the Dockerfile, links followed, is outside of the workspace and of the runner's temporary folder, or is neither a folder nor
 * a file. What is not there is left to the engine, whose own looks differ.
 */
export async function checkBuildFiles(
  image: Pick<AskedImage, "folder" | "context" | "file">,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (isRemote(image.context)) return;
  const roots = await Promise.all([image.folder, environment["RUNNER_TEMP"] ?? image.folder].map(realPath));
  const check = async (path: string, what: string, kind: "file" | "folder"): Promise<void> => {
    const real = await realPath(path);
    if (real === null) return;
    const shown = real === path ? "" : `, which leads to "${real}"`;
    if (!roots.some((root) => root !== null && isInside(real, root)))
      throw usageError(
        `${what}${shown}, outside of the workspace; expected a ${kind} in the workspace or in RUNNER_TEMP`,
      );
    const facts = await stat(real);
    if (kind === "file" ? !facts.isFile() : !facts.isDirectory())
      throw usageError(`${what}${shown}, which is no ${kind}; expected a ${kind} in the workspace`);
  };
  const context = resolve(image.folder, image.context);
  await check(context, `the input \`context\` is "${image.context}"`, "folder");
  const files = image.file === null ? DEFAULT_FILES : [image.file];
  const what =
    image.file === null ? `the Dockerfile of the context "${image.context}"` : `the input \`file\` is "${image.file}"`;
  // buildah and podman look in the context, too, for a file that is named.
  const folders = image.file === null ? [context] : [image.folder, context];
  for (const path of files.flatMap((file) => folders.map((folder) => resolve(folder, file))))
    await check(path, what, "file");
}

/** A context that the engine fetches by itself. */
function isRemote(context: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/iu.test(context);
}

/** `null`: there is none. */
async function realPath(path: string): Promise<string | null> {
  return realpath(path).catch(() => null);
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!/^\.\.(?:[/\\]|$)/u.test(way) && !isAbsolute(way));
}
