// The arguments that every engine spells alike. A value stands behind its option's `=`, so that none can be taken for an option.
import { usageError } from "../../errors.ts";
import type { Engine, ImageBuild } from "../engine.ts";

export function commonArguments(image: ImageBuild): readonly string[] {
  return [
    ...(image.file === null ? [] : [`--file=${image.file}`]),
    ...(image.target === null ? [] : [`--target=${image.target}`]),
    ...image.buildArgs.map(([name, value]) => `--build-arg=${name}=${value}`),
    ...(image.platforms.length === 0 ? [] : [`--platform=${image.platforms.join(",")}`]),
    ...Object.entries(image.labels).map(([key, value]) => `--label=${key}=${value}`),
    ...image.cacheFrom.map((source) => `--cache-from=${source}`),
  ];
}

/**
 * What comes last: the caller's own arguments and the context. `--` is no help before a context that begins with a hyphen: buildah refuses one even there.
 */
export function lastArguments(image: ImageBuild): readonly string[] {
  return [...image.extraArguments, image.context.startsWith("-") ? `./${image.context}` : image.context];
}

/** How BuildKit's clients take a secret: they read the variable or the file themselves. */
export function buildKitSecrets(image: ImageBuild): readonly string[] {
  return image.secrets.map(({ id, source }) =>
    "env" in source ? `--secret=id=${id},env=${source.env}` : `--secret=id=${id},src=${source.file}`,
  );
}

/** Whether the flag asks for what an engine without it does anyway. */
export function asksForNothing(flag: string | null): boolean {
  return flag === null || flag === "false";
}

/** Throws a usage error for the first thing asked that the engine cannot do. */
export function refuseAsked(
  engine: Engine["name"],
  wishes: readonly { readonly asked: boolean; readonly what: string; readonly instead: string }[],
): void {
  const wish = wishes.find(({ asked }) => asked);
  if (wish !== undefined) throw usageError(`the engine ${engine} has no ${wish.what}; ${wish.instead}`);
}
