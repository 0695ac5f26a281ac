// What no engine is asked to build: values that would be read as an option, as something else, or twice.
import { parseImageReference } from "../../artifacts/image-reference.ts";
import { usageError } from "../../errors.ts";
import type { ImageBuild } from "../engine.ts";

/** Options that decide where the result goes or is read from; the build has words of its own for them. */
const OWN_OPTIONS: ReadonlyMap<string, string> = new Map([
  ["--", "it ends the options, and the context is no argument of yours"],
  ["--tag", "name the tags in the inputs, where they are checked before anything is overwritten"],
  ["-t", "name the tags in the inputs, where they are checked before anything is overwritten"],
  ["--push", "whether the image is pushed is an input, and is decided after the tags were checked"],
  ["--load", "whether the image is pushed or kept is an input"],
  ["--manifest", "several `platforms` make a manifest list by themselves"],
  ["--metadata-file", "the result is read from it"],
  ["--iidfile", "the result is read from it"],
  ["--digestfile", "the result is read from it"],
]);

/** Throws a usage error for a build that cannot be asked of any engine as it is meant. */
export function checkImageBuild(image: ImageBuild): void {
  for (const text of image.references) checkReference(text);
  if (image.push && image.references.length === 0) throw usageError("the image has no tag, and none is pushed without");
  for (const [what, path] of [
    ["context", image.context],
    ["file", image.file],
  ] as const) {
    if (path === "" || path === "-")
      throw usageError(
        `the ${what} is "${path}"; expected a path in the workspace${what === "file" ? "" : " or a URL"}`,
      );
  }
  if (image.target === "") throw usageError("the target is empty; expected the name of a stage, or no target");
  for (const [name] of image.buildArgs) {
    if (!/^[A-Za-z_][\w.-]*$/u.test(name))
      throw usageError(
        `the build argument "${name}" has no usable name; expected NAME=value with a name of letters, digits and _`,
      );
  }
  for (const [what, pairs] of [
    ["label", image.labels],
    ["annotation", image.annotations],
  ] as const) {
    for (const key of Object.keys(pairs)) {
      if (!/^[^\s=]+$/u.test(key))
        throw usageError(`the ${what} "${key}" has no usable key; expected one without spaces and =`);
    }
  }
  for (const platform of image.platforms) {
    if (!/^[a-z0-9]+\/[a-z0-9_]+(?:\/[a-z0-9.]+)?$/u.test(platform))
      throw usageError(
        `the platform "${platform}" is none; expected os/architecture or os/architecture/variant, as linux/arm64`,
      );
  }
  checkSecrets(image.secrets);
  if (!Number.isSafeInteger(image.sourceDateEpoch) || image.sourceDateEpoch < 0)
    throw usageError(`the commit's time is ${image.sourceDateEpoch}; expected whole seconds since 1970`);
  for (const argument of image.extraArguments) {
    const reason =
      OWN_OPTIONS.get(argument.split("=", 1)[0] ?? "") ?? (/^-t./u.test(argument) ? OWN_OPTIONS.get("-t") : undefined);
    if (reason !== undefined) throw usageError(`the extra argument "${argument}" cannot be given: ${reason}`);
  }
}

/** Throws a usage error for a reference that is no tag, or names a digest, which only the registry can give. */
export function checkReference(text: string): void {
  const { tag, digest } = parseImageReference(text).version;
  if (tag === null || digest !== null)
    throw usageError(`the reference "${text}" is not a name and a tag; expected one as ghcr.io/acme/podinfo:1.2.3`);
}

/** The lists of engines are comma-separated, with quoting rules of their own: nothing that could end an entry goes in. */
function checkSecrets(secrets: ImageBuild["secrets"]): void {
  const seen = new Set<string>();
  for (const { id, source } of secrets) {
    if (!/^[\w.-]+$/u.test(id))
      throw usageError(`the secret's id "${id}" is none; expected letters, digits, _, . and -`);
    if (seen.has(id)) throw usageError(`the secret "${id}" is given twice`);
    seen.add(id);
    if ("env" in source) {
      if (!/^[A-Za-z_]\w*$/u.test(source.env))
        throw usageError(`the secret "${id}" names no environment variable; expected id=${id},env=NAME`);
    } else if (source.file === "" || /[,"\r\n]/u.test(source.file)) {
      throw usageError(
        `the secret "${id}" is in the file "${source.file}"; expected a path without comma, quotation mark and line break`,
      );
    }
  }
}
